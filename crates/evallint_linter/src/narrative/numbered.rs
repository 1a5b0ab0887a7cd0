//! The items of a numbered list in a text: 1、…2、… or （1）…（2）….

use std::ops::Range;

/// The items of the list that begins with 1, each from behind its number to the next one, as ranges of bytes. A number
/// opens the text or follows the end of a sentence, a colon or a space, and no digit follows its sign.
pub(crate) fn numbered_items(text: &str) -> Vec<Range<usize>> {
    let mut items: Vec<Range<usize>> = Vec::new();
    let mut next = 1;
    let mut at = 0;
    while let Some((start, end)) = mark(text, at, next) {
        if let Some(last) = items.last_mut() {
            last.end = last.start + text.get(last.start..start).unwrap_or_default().trim_end().len();
        }
        items.push(end..text.len());
        next += 1;
        at = end;
    }
    if items.len() < 2 { Vec::new() } else { items }
}

/// Where the mark of this number stands, from its first byte to its last.
fn mark(text: &str, from: usize, number: u32) -> Option<(usize, usize)> {
    let digits = number.to_string();
    let rest = text.get(from..)?;
    rest.match_indices(&digits).find_map(|(index, _)| {
        let start = from + index;
        let before = text.get(..start)?;
        let after = text.get(start + digits.len()..)?;
        let (before, bracket) = match before.strip_suffix(['（', '(']) {
            Some(outside) => (outside, true),
            None => (before, false),
        };
        let sign = after.chars().next()?;
        let signs = if bracket { "）)" } else { "、.．" };
        let behind = start + digits.len() + sign.len_utf8();
        let opens = before
            .chars()
            .next_back()
            .is_none_or(|last| last.is_whitespace() || "。；：！;:".contains(last));
        let digit_follows = text
            .get(behind..)?
            .starts_with(|next: char| next.is_ascii_digit());
        (signs.contains(sign) && opens && !digit_follows).then_some((before.len(), behind))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<&str> {
        numbered_items(text).into_iter().map(|item| &text[item]).collect()
    }

    #[test]
    fn items_run_from_number_to_number() {
        assert_eq!(
            items("加强组织。 1、构建架构。 2、开展行动。"),
            ["构建架构。", "开展行动。"]
        );
        assert_eq!(items("1.一；2.二；3.三"), ["一；", "二；", "三"]);
        assert_eq!(items("（1）甲。（2）乙。"), ["甲。", "乙。"]);
    }

    #[test]
    fn decimals_and_single_numbers_are_no_list() {
        assert!(items("里程13.96公里。 2.5万人").is_empty());
        assert!(items("1、只有一项。").is_empty());
    }
}
