//! What is selected when a selection grows: the number, its clause, the sentence, the value, and on to the document.

use evallint_linter::{DocumentView, Item};
use evallint_syntax::{ByteRange, Format, Value};

use super::extents::{Extents, with_quotes};

/// The ranges around an offset from the innermost outward. Each holds the one before and is larger; the last is the whole
/// document.
pub(crate) fn selection(view: &DocumentView<'_>, at: u32) -> Vec<ByteRange> {
    let text = view.source().text();
    if !text.is_char_boundary(at as usize) {
        return Vec::new();
    }
    let extents = Extents::of(view);
    let mut candidates = Vec::new();
    for remark in view.remarks() {
        candidates.push(remark.comment.range);
    }
    for item in view.items() {
        if !holds(extents.get(item), at) {
            continue;
        }
        candidates.extend(around(view, item, at));
        candidates.push(extents.get(item));
    }
    candidates.extend(line_at(view, at));
    candidates.push(ByteRange::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX)));
    candidates.retain(|range| holds(*range, at) && !range.is_empty());
    candidates.sort_by_key(|range| (range.len(), range.start));
    let mut ranges: Vec<ByteRange> = Vec::new();
    for candidate in candidates {
        let grows = ranges
            .last()
            .is_none_or(|last| candidate.contains(*last) && candidate != *last);
        if grows {
            ranges.push(candidate);
        }
    }
    ranges
}

/// Whether an offset stands in a range or at one of its ends.
fn holds(range: ByteRange, at: u32) -> bool {
    range.start <= at && at <= range.end
}

/// What stands in a value, or its key, around an offset.
fn around(view: &DocumentView<'_>, item: Item<'_, '_>, at: u32) -> Vec<ByteRange> {
    let mut ranges = Vec::new();
    if let Some(key) = item.key() {
        ranges.extend([key.range, with_quotes(view, key.range)]);
    }
    ranges.push(item.range());
    let Value::String(text) = item.value() else {
        return ranges;
    };
    if !holds(item.range(), at) {
        return ranges;
    }
    // A text that goes on after a page break stands in several cells.
    ranges.extend(text.source_parts());
    ranges.push(text.range());
    let Some(place) = text.value_range(ByteRange::new(at, at)) else {
        return ranges;
    };
    for number in item.numbers() {
        if number.range.start <= place.start && place.start <= number.range.end {
            let (digits, range) = (number.digits, number.range);
            ranges.push(text.source_range(digits.start, digits.end));
            ranges.push(text.source_range(range.start, range.end));
        }
    }
    if let Some(passage) = item.passage_at(place.start) {
        let parts = [passage.clause, passage.sentence, passage.paragraph];
        ranges.extend(parts.map(|part| text.source_range(part.start, part.end)));
    }
    ranges
}

/// The row of a text form.
fn line_at(view: &DocumentView<'_>, at: u32) -> Option<ByteRange> {
    if view.source().format() != Format::Table {
        return None;
    }
    let text = view.source().text();
    let (before, after) = text.split_at_checked(at as usize)?;
    let start = before.rfind(['\n', '\r']).map_or(0, |line_break| line_break + 1);
    let end = before.len() + after.find(['\n', '\r']).unwrap_or(after.len());
    Some(ByteRange::new(
        u32::try_from(start).ok()?,
        u32::try_from(end).ok()?,
    ))
}

#[cfg(test)]
mod tests {
    use evallint_linter::Linter;

    use super::*;
    use crate::features::damaged_forms;
    use crate::features::testing::at_cursor;

    fn selected(path: &str, marked: &str) -> Vec<String> {
        let (source, at) = at_cursor(path, marked);
        let view = Linter::standard().read(&source).unwrap();
        let ranges = selection(&view, at).into_iter();
        ranges.map(|range| source.slice(range).to_owned()).collect()
    }

    #[test]
    fn a_selection_grows_from_the_number_to_the_document() {
        assert_eq!(
            selected(
                "a.json",
                "{\"year\": 1, \"problems\": \"年初。全年培训8¦5场，参训9人。\\n次年\"}"
            ),
            [
                "85",
                "85场",
                "全年培训85场",
                "全年培训85场，参训9人",
                "年初。全年培训85场，参训9人。",
                "年初。全年培训85场，参训9人。\\n次年",
                "\"年初。全年培训85场，参训9人。\\n次年\"",
                "\"problems\": \"年初。全年培训85场，参训9人。\\n次年\"",
                "{\"year\": 1, \"problems\": \"年初。全年培训85场，参训9人。\\n次年\"}"
            ]
        );
    }

    #[test]
    fn from_a_key_it_grows_to_its_member() {
        assert_eq!(
            selected("a.yaml", "year: 2022\nfunds:\n  initial_¦budget: 12.50\n"),
            [
                "initial_budget",
                "initial_budget: 12.50",
                "funds:\n  initial_budget: 12.50",
                "year: 2022\nfunds:\n  initial_budget: 12.50",
                "year: 2022\nfunds:\n  initial_budget: 12.50\n"
            ]
        );
    }

    #[test]
    fn in_a_text_form_it_grows_by_cells_rows_and_tasks() {
        let head = "主要任务\t预期目标\t目标完成情况\t关键指标\t指标完成情况\t任务涉及资金\n";
        let text = format!("{head}甲\t一\t二\t三\t≥6¦所\t12\n\t\t\t四\t7名\t\n\t存在问题\t无\t\t\t\n");
        let task = "甲\t一\t二\t三\t≥6所\t12\n\t\t\t四\t7名";
        let whole = text.replace('¦', "");
        let table = whole.strip_suffix("\t\t\t\n").unwrap();
        let tasks = format!("{head}{task}");
        assert_eq!(
            selected("a.txt", &text),
            [
                "6",
                "≥6所",
                "三\t≥6所",
                "甲\t一\t二\t三\t≥6所\t12",
                task,
                &tasks,
                table,
                &whole
            ]
        );
    }

    #[test]
    fn everywhere_each_range_holds_the_one_before() {
        damaged_forms::for_each(|view, offsets| {
            let source = view.source();
            for at in offsets.iter().copied() {
                let ranges = selection(view, at);
                let is_between = source.text().is_char_boundary(at as usize);
                let last = ranges.last().map(|range| range.len() as usize);
                assert_eq!(last, is_between.then_some(source.text().len()));
                for (inner, outer) in ranges.iter().zip(ranges.iter().skip(1)) {
                    assert!(outer.contains(*inner) && outer != inner);
                }
                for range in ranges {
                    assert!(holds(range, at) && source.text().get(range.as_index()).is_some());
                }
            }
        });
    }
}
