//! How a text is written in YAML: plain where every reader takes it for that text, as a block where it is long.

use std::borrow::Cow;

use evallint_syntax::{escape_double_quoted, escape_single_quoted, is_plain_yaml};
use unicode_width::UnicodeWidthStr;

/// The width of a line that is easily read, in columns of a terminal, where a Chinese character takes two.
const LINE_WIDTH: usize = 100;

/// How a text is written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Style<'t> {
    /// On the line of its key.
    Inline(Cow<'t, str>),
    /// On lines of its own below a header.
    Block {
        header: &'static str,
        lines: Vec<&'t str>,
    },
}

impl<'t> Style<'t> {
    /// The style for a text behind so many columns. A text with line breaks keeps its lines; a long one is folded at its
    /// blanks. Chinese has few, and folding anywhere else would add some.
    pub(super) fn of(text: &'t str, column: usize) -> Self {
        if text.contains('\n') {
            return literal(text).unwrap_or_else(|| Self::Inline(double_quoted(text).into()));
        }
        let inline = quoted_if_needed(text);
        let fits = column + width(&inline) <= LINE_WIDTH;
        if fits || !can_stand_in_block(text) {
            return Self::Inline(inline);
        }
        Self::Block {
            header: ">-",
            lines: folded(text, LINE_WIDTH.saturating_sub(column.min(LINE_WIDTH / 2))),
        }
    }
}

/// The width of a text in columns.
pub(super) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// The text as a literal block, where one gives it back to the character.
fn literal(text: &str) -> Option<Style<'_>> {
    let (header, body) = match text.strip_suffix('\n') {
        Some(body) => ("|", body),
        None => ("|-", text),
    };
    let is_possible =
        !body.is_empty() && !body.ends_with('\n') && !body.starts_with('\n') && can_stand_in_block(body);
    is_possible.then(|| Style::Block {
        header,
        lines: body.split('\n').collect(),
    })
}

/// Whether the lines of a text can be indented and found again: none begins or ends with a blank, and all is printable.
fn can_stand_in_block(text: &str) -> bool {
    let is_bare = |line: &str| !line.starts_with([' ', '\t']) && !line.ends_with([' ', '\t']);
    text.split('\n')
        .all(|line| is_bare(line) && line.chars().all(is_printable))
}

/// The text in lines of at most so many columns, broken at single spaces. What has none is longer.
fn folded(text: &str, columns: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let (mut start, mut break_at) = (0, None);
    for (at, _) in text.match_indices(' ').chain([(text.len(), "")]) {
        let line = text.get(start..at).unwrap_or_default();
        if let Some(end) = break_at
            && width(line) > columns
        {
            lines.push(text.get(start..end).unwrap_or_default());
            start = end + 1;
        }
        if may_be_break(text, at) {
            break_at = Some(at);
        }
    }
    lines.push(text.get(start..).unwrap_or_default());
    lines
}

/// Whether a single space may as well be the end of a line. Between Chinese words a space is a slip that is told of, and
/// the end of a line would hide it; after a sentence, and around a number or a Latin word, it is none.
fn may_be_break(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(at + 1..).and_then(|after| after.chars().next());
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    let is_blank = |character: char| character.is_whitespace();
    let is_part = matches!(before, '。' | '！' | '？')
        || before.is_ascii_alphanumeric()
        || after.is_ascii_alphanumeric();
    is_part && !is_blank(before) && !is_blank(after)
}

/// The text plain, or else in quotes.
pub(super) fn quoted_if_needed(text: &str) -> Cow<'_, str> {
    if is_plain_yaml(text, false) {
        Cow::Borrowed(text)
    } else if text.chars().all(is_printable) && text.contains(['"', '\\']) {
        Cow::Owned(format!("'{}'", escape_single_quoted(text)))
    } else {
        Cow::Owned(double_quoted(text))
    }
}

/// Whether a reader takes the character as it stands, and shows it.
fn is_printable(character: char) -> bool {
    match character {
        // Line breaks for some readers, and marks at the beginning of a file.
        '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => false,
        _ => !character.is_control(),
    }
}

fn double_quoted(text: &str) -> String {
    format!("\"{}\"", escape_double_quoted(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_needs_quotes_has_them() {
        for text in [
            "教育局",
            "15,434.16",
            "-2,650.59",
            "98.36%",
            "-14.38%",
            "5420个",
            "五级",
            "1.86万人次",
            "≥230处",
            "无",
            "a:b",
            "“五进”活动（3次）",
            "N/A",
        ] {
            assert_eq!(quoted_if_needed(text), text);
        }
        for (text, written) in [
            ("", "\"\""),
            ("yes", "\"yes\""),
            ("No", "\"No\""),
            ("12:30", "\"12:30\""),
            ("0777", "\"0777\""),
            ("1_000", "\"1_000\""),
            ("15434.16", "\"15434.16\""),
            ("2022-01-01", "\"2022-01-01\""),
            ("=", "\"=\""),
            ("1e5", "\"1e5\""),
            ("a: b", "\"a: b\""),
            ("a #b", "\"a #b\""),
            (" a", "\" a\""),
            ("*强调", "\"*强调\""),
            ("- a", "\"- a\""),
            ("- \"a\"", "'- \"a\"'"),
            ("a\tb\u{2028}", "\"a\\tb\\u2028\""),
            ("\u{10FFFF}\u{E0001}x: y", "\"\u{10FFFF}\u{E0001}x: y\""),
        ] {
            assert_eq!(quoted_if_needed(text), written, "{text:?}");
        }
    }

    #[test]
    fn a_text_with_line_breaks_keeps_its_lines() {
        let block = |text: &'static str| match Style::of(text, 10) {
            Style::Block { header, lines } => (header, lines),
            inline @ Style::Inline(_) => panic!("{inline:?}"),
        };
        assert_eq!(block("一、\n\n二、"), ("|-", vec!["一、", "", "二、"]));
        assert_eq!(block("一\n"), ("|", vec!["一"]));
        for text in ["\n一", "一\n\n", " 一\n二", "一 \n二", "\n", "一\r\n二"] {
            assert!(matches!(Style::of(text, 10), Style::Inline(_)), "{text:?}");
        }
    }

    #[test]
    fn a_long_text_is_folded_at_single_spaces() {
        let text = "一。 ".repeat(60) + " 二";
        let Style::Block { header: ">-", lines } = Style::of(&text, 4) else {
            panic!("not folded");
        };
        assert_eq!(lines.join(" "), text);
        assert!(lines.len() > 1 && lines.iter().all(|line| width(line) <= LINE_WIDTH));
        let unbroken = "一； 二".repeat(50);
        assert!(matches!(Style::of(&unbroken, 4), Style::Block { lines, .. } if lines.len() == 1));
    }
}
