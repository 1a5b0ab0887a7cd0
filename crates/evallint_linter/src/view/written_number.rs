//! The numbers in a text as an editor shows them.

use std::ops::Range;

use evallint_schema::{Role, Unit, scale_prefix};
use evallint_syntax::Value;

use super::{Item, Meaning};
use crate::facts::{Mention, Nature, marks_of, placeholders_in, scan_into};
use crate::list_mark::{ListMark, openings};

/// A number in a text. Ranges are bytes of the text of the item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenNumber {
    /// The number with its bound, approximator, scale and unit.
    pub range: Range<usize>,
    /// The digits with their scale.
    pub digits: Range<usize>,
    /// The unit that stands beside it, and where.
    pub unit: Option<(&'static Unit, Range<usize>)>,
    /// What the number is.
    pub kind: NumberKind,
}

/// What a number in a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberKind {
    /// How much or how many of something.
    Quantity,
    /// A point or stretch of time.
    Date,
    /// Part of a name: N95, 第1名, 〔2020〕10号.
    Code,
    /// The number of an item of a list.
    ListNumber,
}

impl Item<'_, '_> {
    /// The numbers in the text that it is, in its order; none for what is no text.
    #[must_use]
    pub fn numbers(self) -> Vec<WrittenNumber> {
        let Value::String(text) = self.value() else {
            return Vec::new();
        };
        let is_result = matches!(self.meaning(), Meaning::Field(field) if matches!(field.role, Role::Result | Role::Target));
        let mut mentions = Vec::new();
        scan_into(text.value(), is_result, &mut mentions);
        let mut numbers: Vec<_> = mentions
            .iter()
            .map(|mention| WrittenNumber::of(mention, text.value()))
            .collect();
        if !is_result && numbers.iter().any(|number| number.unit.is_none()) {
            mark_list_numbers(text.value(), &mut numbers);
        }
        numbers
    }

    /// The places in the text that it is which are not filled in, as ranges of bytes, in their order.
    #[must_use]
    pub fn placeholders(self) -> Vec<Range<usize>> {
        match self.value() {
            Value::String(text) => placeholders_in(text.value()),
            _ => Vec::new(),
        }
    }
}

/// Tells the numbers of the items of lists from others.
fn mark_list_numbers(text: &str, numbers: &mut [WrittenNumber]) {
    let marks = marks_of(text);
    let mut list_marks = openings(text, &marks)
        .filter_map(|(at, _)| ListMark::at(text, at))
        .peekable();
    for number in numbers.iter_mut().filter(|number| number.unit.is_none()) {
        let start = number.range.start;
        while list_marks.next_if(|mark| mark.range.end <= start).is_some() {}
        if list_marks.peek().is_some_and(|mark| mark.range.contains(&start)) {
            number.kind = NumberKind::ListNumber;
        }
    }
}

impl WrittenNumber {
    fn of(mention: &Mention, text: &str) -> Self {
        let range = mention.range.clone();
        let written = text.get(range.clone()).unwrap_or_default();
        let unit = mention.unit.and_then(|unit| {
            let start = range.start + written.rfind(unit.name)?;
            Some((unit, start..start + unit.name.len()))
        });
        let end = unit.as_ref().map_or(range.end, |(_, unit)| unit.start);
        let before_unit = text.get(range.start..end).unwrap_or_default();
        let is_digit = |character: char| character.is_ascii_digit() || ('０'..='９').contains(&character);
        let start = range.start + before_unit.find(is_digit).unwrap_or(0);
        // What stands between the digits and the unit may be an approximator: 多, 余.
        let end = before_unit.rfind(is_digit).map_or(end, |last| {
            let after = before_unit.get(last..).unwrap_or_default();
            let digit = after.chars().next().map_or(0, char::len_utf8);
            let scale = scale_prefix(after.get(digit..).unwrap_or_default());
            range.start + last + digit + scale.map_or(0, |(_, length)| length)
        });
        let kind = match mention.nature {
            Nature::Date => NumberKind::Date,
            Nature::Code => NumberKind::Code,
            _ => NumberKind::Quantity,
        };
        Self {
            range,
            digits: start..end,
            unit,
            kind,
        }
    }
}

#[cfg(test)]
mod tests {
    use evallint_syntax::Source;

    use super::NumberKind;
    use crate::Linter;

    /// The numbers and units of a result, as they stand in it.
    fn numbers(result: &str) -> Vec<(String, Option<String>)> {
        let text =
            format!("{{\"year\": 1, \"tasks\": [{{\"indicators\": [{{\"result\": \"{result}\"}}]}}]}}");
        let source = Source::new("a.json", text).unwrap();
        let view = Linter::standard().read(&source).unwrap();
        let item = view
            .items()
            .find(|item| item.pointer().as_str().ends_with("/result"))
            .unwrap();
        let part = |range: std::ops::Range<usize>| result.get(range).unwrap().to_owned();
        item.numbers()
            .into_iter()
            .map(|number| (part(number.digits), number.unit.map(|(_, range)| part(range))))
            .collect()
    }

    #[test]
    fn a_number_is_its_digits_and_its_unit() {
        let both = |number: &str, unit: &str| (number.to_owned(), Some(unit.to_owned()));
        assert_eq!(numbers("≥85场次"), [both("85", "场次")]);
        assert_eq!(numbers("约8.68万人左右"), [both("8.68万", "人")]);
        assert_eq!(numbers("五级"), [both("五", "级")]);
        assert_eq!(numbers("100%，其中３人"), [both("100", "%"), both("３", "人")]);
        assert_eq!(numbers("85"), [("85".to_owned(), None)]);
        assert_eq!(numbers("363610余剂次"), [both("363610", "剂次")]);
    }

    #[test]
    fn the_number_of_an_item_is_told_from_others() {
        let text = r#"{"year": 1, "problems": "1、培训2次。（2）整改9项，占3/4；"}"#;
        let source = Source::new("a.json", text).unwrap();
        let view = Linter::standard().read(&source).unwrap();
        let mut items = view.items();
        let item = items.find(|item| item.pointer().as_str() == "/problems");
        let kinds: Vec<_> = item
            .unwrap()
            .numbers()
            .into_iter()
            .map(|number| number.kind)
            .collect();
        let (item, figure) = (NumberKind::ListNumber, NumberKind::Quantity);
        assert_eq!(kinds.get(..4), Some(&[item, figure, item, figure][..]));
    }
}
