//! The part of a line around a range, cut to what a terminal shows in one row.

use std::ops::Range;

use evallint_syntax::{ByteRange, Position, Source};
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar;

use super::visible_text::{sanitize, visible};

/// How many columns of a line are shown. With a mark of a cut on either side and a line number of up to four digits
/// before it, the row is no wider than the 80 columns of a small terminal, so it does not wrap away from its underline.
const WINDOW: usize = 70;

/// How many of them lead up to a range that is itself too wide.
const LEAD: usize = 12;

/// What marks a cut.
const CUT: char = '…';

/// A piece of one line as it is shown. It knows where in its source it comes from.
#[derive(Debug)]
pub(crate) struct Snippet {
    path: String,
    start: Position,
    text: String,
    span: Range<usize>,
}

impl Snippet {
    /// The piece around a range. Of a range over several lines it shows the first.
    pub(crate) fn new(source: &Source, range: ByteRange) -> Self {
        let start = source.place(range).start;
        let (before, inside, after) = split_line(source, range);
        let (left, shown, right) = window(before, inside, after.trim_end());
        let mut text = String::new();
        if left.len() < before.len() {
            text.push(CUT);
        }
        text.push_str(&sanitize(left));
        let span_start = text.len();
        text.push_str(&sanitize(shown));
        let span = span_start..text.len();
        text.push_str(&sanitize(right));
        if shown.len() < inside.len() || right.len() < after.trim_end().len() {
            text.push(CUT);
        }
        if span.is_empty() && span.end == text.len() {
            // The mark needs a place to stand on even behind the last character.
            text.push(' ');
        }
        Self {
            path: sanitize(source.path()).into_owned(),
            start,
            text,
            span,
        }
    }

    /// Where the range lies in the shown text.
    pub(crate) fn span(&self) -> Range<usize> {
        self.span.clone()
    }
}

/// The words in a range, on one line and no wider than so many columns.
pub(crate) fn words(source: &Source, range: ByteRange, columns: usize) -> String {
    let (_, inside, _) = split_line(source, range);
    let shown = prefix_within(inside, columns);
    let mut words = sanitize(shown.trim_end()).into_owned();
    if shown.len() < inside.len() {
        words.push(CUT);
    }
    words
}

/// What is shown is one line of its own, so every span of it has the same contents, which name the true place.
impl SourceCode for Snippet {
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        _lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let whole = SourceSpan::from(0..self.text.len());
        let line = (self.start.line as usize).saturating_sub(1);
        let column = (self.start.column as usize).saturating_sub(1);
        let contents =
            MietteSpanContents::new_named(self.path.clone(), self.text.as_bytes(), whole, line, column, 1);
        Ok(Box::new(contents))
    }
}

/// The first line of a range: what stands before the range, in it, and after it.
fn split_line(source: &Source, range: ByteRange) -> (&str, &str, &str) {
    let start = source.place(range).start;
    let (line, mut line_start) = source.line(start.line);
    let text = line
        .strip_prefix('\u{FEFF}')
        .filter(|_| start.line == 1)
        .unwrap_or(line);
    line_start += u32::try_from(line.len() - text.len()).unwrap_or(0);
    let first = start.offset.max(line_start);
    let (before, rest) = text
        .split_at_checked((first - line_start) as usize)
        .unwrap_or((text, ""));
    let length = range.end.saturating_sub(first) as usize;
    let (inside, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
    (before, inside, after)
}

/// What of each part is shown. Room that one side does not need goes to the other.
fn window<'l>(before: &'l str, inside: &'l str, after: &'l str) -> (&'l str, &'l str, &'l str) {
    let lead = width(suffix_within(before, LEAD));
    let shown = prefix_within(inside, WINDOW - lead);
    let after = if shown.len() < inside.len() { "" } else { after };
    let room = WINDOW - width(shown);
    let left = suffix_within(before, room - width(prefix_within(after, room / 2)));
    let right = prefix_within(after, room - width(left));
    (left, shown, right)
}

/// The longest beginning of a text that is no wider than so many columns.
fn prefix_within(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(_, character)| {
        used += char_width(*character);
        used > columns
    });
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// The longest end of a text that is no wider than so many columns.
fn suffix_within(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let before = text.char_indices().rev().find(|(_, character)| {
        used += char_width(*character);
        used > columns
    });
    before
        .and_then(|(at, character)| text.get(at + character.len_utf8()..))
        .unwrap_or(text)
}

fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// How many columns a character takes where it is shown.
fn char_width(character: char) -> usize {
    visible(character).width().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is shown of the range of `marked` between `[` and `]`, with the brackets in it.
    fn shown(marked: &str) -> String {
        let start = marked.find('[').unwrap();
        let end = marked.find(']').unwrap() - 1;
        let source = Source::new("a.txt", marked.replace(['[', ']'], "")).unwrap();
        let range = ByteRange::new(u32::try_from(start).unwrap(), u32::try_from(end).unwrap());
        let Snippet { mut text, span, .. } = Snippet::new(&source, range);
        text.insert(span.end, ']');
        text.insert(span.start, '[');
        text
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        assert_eq!(shown("一\n\t预算[完成]率\t \n三"), " 预算[完成]率");
        assert_eq!(shown("[]"), "[] ");
        assert_eq!(shown("预算[]\n"), "预算[] ");
        assert_eq!(shown("\u{FEFF}[预]算"), "[预]算");
        assert_eq!(shown("[\u{FEFF}预]算"), "[预]算");
        assert_eq!(shown("预\u{1B}[\u{FEFF}]算"), "预\u{FFFD}[\u{FFFD}]算");
    }

    #[test]
    fn of_several_lines_the_first_is_shown() {
        assert_eq!(shown("预[算\r\n完]成"), "预[算]");
        assert_eq!(shown("预算[\n完]成"), "预算[] ");
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let side = "预".repeat(1_000);
        let left = "预".repeat(17);
        let right = "预".repeat(16);
        assert_eq!(
            shown(&format!("{side}[完成]{side}")),
            format!("…{left}[完成]{right}…")
        );
        assert_eq!(
            shown(&format!("{side}[完成]率")),
            format!("…{}[完成]率", "预".repeat(32))
        );
        assert_eq!(
            shown(&format!("年[完成]{side}")),
            format!("年[完成]{}…", "预".repeat(32))
        );
        assert_eq!(shown(&format!("{side}[]")), format!("…{}[] ", "预".repeat(35)));
    }

    #[test]
    fn a_long_range_is_cut_itself() {
        let long = "预".repeat(1_000);
        assert_eq!(shown(&format!("[{long}]")), format!("[{}]…", "预".repeat(35)));
        assert_eq!(
            shown(&format!("{long}[{long}]{long}")),
            format!("…{}[{}]…", "预".repeat(6), "预".repeat(29))
        );
    }

    #[test]
    fn words_fit_their_columns() {
        let source = Source::new("a.txt", "一 \t预算完成率\n二").unwrap();
        let all = ByteRange::new(0, 24);
        assert_eq!(words(&source, all, 80), "一  预算完成率");
        assert_eq!(words(&source, all, 7), "一  预…");
        assert_eq!(words(&source, all, 4), "一…");
        assert_eq!(words(&source, ByteRange::new(3, 3), 80), "");
    }
}
