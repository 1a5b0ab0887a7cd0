//! The numbers in a text as an editor shows them.

use std::ops::Range;

use evallint_schema::{Role, Unit};
use evallint_syntax::Value;

use super::{Item, Meaning};
use crate::facts::{Mention, Nature, placeholders_in, scan_into};

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
        mentions
            .iter()
            .map(|mention| WrittenNumber::of(mention, text.value()))
            .collect()
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
    }
}
