//! The items of the outermost numbered list of a text: 1、…2、…, （一）…（二）…, 一是…；二是….

use std::ops::Range;

use crate::facts::Mark;
use crate::list_mark::{ListMark, openings};

/// The items, each from behind its number to the next one, as ranges of bytes without the spaces around them. `marks` is
/// the punctuation of the text. A single item is no list.
pub(crate) fn numbered_items(text: &str, marks: &[Mark]) -> Vec<Range<usize>> {
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut last: Option<ListMark> = None;
    for (at, _) in openings(text, marks) {
        let Some(mark) = ListMark::at(text, at) else {
            continue;
        };
        let goes_on = last.as_ref().map_or(mark.number == 1, |last| {
            mark.style == last.style && mark.number == last.number + 1
        });
        if !goes_on {
            continue;
        }
        if let Some(item) = items.last_mut() {
            item.end = mark.range.start;
        }
        items.push(mark.range.end..text.len());
        last = Some(mark);
    }
    if items.len() < 2 {
        return Vec::new();
    }
    items.into_iter().map(|item| trimmed(text, item)).collect()
}

fn trimmed(text: &str, item: Range<usize>) -> Range<usize> {
    let words = text.get(item.clone()).unwrap_or_default();
    let start = item.start + words.len() - words.trim_start().len();
    start..start + words.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::marks_of;

    fn items(text: &str) -> Vec<&str> {
        let items = numbered_items(text, &marks_of(text));
        items.into_iter().map(|item| &text[item]).collect()
    }

    #[test]
    fn items_run_from_number_to_number() {
        assert_eq!(
            items("加强组织。 1、构建架构。 2、开展行动。"),
            ["构建架构。", "开展行动。"]
        );
        assert_eq!(items("1.一；2.二；3.三"), ["一；", "二；", "三"]);
        assert_eq!(items("（一）甲。（二）乙。"), ["甲。", "乙。"]);
        assert_eq!(
            items("一是开展演练；二是排查隐患。"),
            ["开展演练；", "排查隐患。"]
        );
    }

    #[test]
    fn an_inner_list_is_part_of_its_item() {
        assert_eq!(
            items("（一）甲：①子；②丑。（二）乙。"),
            ["甲：①子；②丑。", "乙。"]
        );
    }

    #[test]
    fn decimals_and_single_numbers_are_no_list() {
        assert!(items("里程13.96公里。 2.5万人").is_empty());
        assert!(items("1、只有一项。").is_empty());
    }
}
