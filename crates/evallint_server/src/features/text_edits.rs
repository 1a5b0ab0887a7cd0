//! The edits that make one text of another, as few and as small as an editor needs to keep its cursor and its marks.

use evallint_linter::Edit;
use evallint_syntax::ByteRange;
use similar::{DiffOp, TextDiff};

/// The edits from the front to the back. Lines that are the same are not touched, and of a line that is not what it begins
/// and ends with stays.
pub(crate) fn between(old: &str, new: &str) -> Vec<Edit> {
    if old == new {
        return Vec::new();
    }
    let diff = TextDiff::from_lines(old, new);
    let old_starts = line_starts(|line| diff.old_slice(line));
    let new_starts = line_starts(|line| diff.new_slice(line));
    let part = |starts: &[usize], range: std::ops::Range<usize>| {
        let at = |line: usize| starts.get(line).copied().unwrap_or_default();
        at(range.start)..at(range.end)
    };
    diff.ops()
        .iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .filter_map(|op| {
            let before = part(&old_starts, op.old_range());
            let after = part(&new_starts, op.new_range());
            trimmed(before.start, old.get(before.clone())?, new.get(after)?)
        })
        .collect()
}

fn line_starts<'l>(line: impl Fn(usize) -> Option<&'l str>) -> Vec<usize> {
    let ends = (0..).map_while(line).scan(0, |end, line| {
        *end += line.len();
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
}

/// The replacement of a text by another without what both begin and end with.
fn trimmed(start: usize, old: &str, new: &str) -> Option<Edit> {
    let pairs = old.char_indices().zip(new.chars());
    let prefix = pairs
        .take_while(|((_, left), right)| left == right)
        .map(|((at, left), _)| at + left.len_utf8())
        .last()
        .unwrap_or(0);
    let (old, new) = (old.get(prefix..)?, new.get(prefix..)?);
    let suffix: usize = old
        .chars()
        .rev()
        .zip(new.chars().rev())
        .take_while(|(left, right)| left == right)
        .map(|(left, _)| left.len_utf8())
        .sum();
    let (old, new) = (old.get(..old.len() - suffix)?, new.get(..new.len() - suffix)?);
    let at = u32::try_from(start + prefix).ok()?;
    let end = at + u32::try_from(old.len()).ok()?;
    Some(Edit::new(ByteRange::new(at, end), new))
}

#[cfg(test)]
mod tests {
    use evallint_linter::apply_edits;

    use super::*;

    #[test]
    fn they_make_the_new_text_of_the_old_one() {
        for (old, new) in [
            ("", "一\n"),
            ("一\n二\n三\n", "一\n三\n"),
            ("一\n二", "一\n二\n"),
            ("a\r\nb\r\n", "a\nb\n"),
            ("率：97.87%\n额\n", "率：97.78%\n数额\n"),
            ("𠮷𠮷", "𠮷"),
            ("同\n", "同\n"),
        ] {
            let edits = between(old, new);
            assert_eq!(apply_edits(old, &edits), new, "{edits:?}");
        }
    }

    #[test]
    fn what_stays_is_not_touched() {
        let edits = between("甲\n率：97.87%\n乙\n", "甲\n率：97.78%\n乙\n");
        let told: Vec<_> = edits
            .iter()
            .map(|edit| (edit.range.start, edit.range.end, edit.text.as_str()))
            .collect();
        assert_eq!(told, [(13, 15, "78")]);
    }
}
