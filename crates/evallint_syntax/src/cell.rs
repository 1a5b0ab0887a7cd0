//! The content of a cell, and what is written for the characters that a cell cannot hold.
//!
//! A line break is `<br>`, and any other character may be a reference as in HTML (`&#9;`, `&lt;`). Between pipes, `\|` is
//! a pipe. Reading and writing are each other's inverse.

use std::borrow::Cow;

use crate::range::{ByteRange, offset};
use crate::text::{Text, TextBuilder};

/// What stands between the cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// Tabs.
    Tab,
    /// Pipes, as in Markdown.
    Pipe,
}

/// The content of a cell without the blanks around it. `start` is the byte of the source where the part begins.
pub(crate) fn read_cell(part: &str, start: usize, separator: Separator) -> Text<'_> {
    let trimmed = part.trim_start();
    let start = offset(start + (part.len() - trimmed.len()));
    let written = trimmed.trim_end();
    if next_escape(written, separator).is_none() {
        return Text::verbatim(written, start);
    }
    let mut builder = TextBuilder::default();
    let mut at = start;
    let mut rest = written;
    while let Some((plain, escape)) = next_escape(rest, separator) {
        builder.push_verbatim(rest.get(..plain).unwrap_or_default(), at);
        let escape_start = at + offset(plain);
        at = escape_start + offset(escape.length);
        builder.push_escape(escape.meaning, ByteRange::new(escape_start, at));
        rest = rest.get(plain + escape.length..).unwrap_or_default();
    }
    builder.push_verbatim(rest, at);
    builder.finish()
}

/// A cell that is read as this text. One that is empty is read as blank.
#[must_use]
pub fn write_cell(text: &str, separator: Separator) -> Cow<'_, str> {
    let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
    let mut written = String::new();
    let mut done = 0;
    for (at, character) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        let is_outermost = at == 0 || at == last;
        let escape = match character {
            '\n' => "<br>".to_owned(),
            '|' if separator == Separator::Pipe => "\\|".to_owned(),
            '\\' if separator == Separator::Pipe && rest.starts_with("\\|") => reference_to(character),
            '&' if reference(rest).is_some() => "&amp;".to_owned(),
            '<' if line_break(rest).is_some() || rest.starts_with("<!--") => "&lt;".to_owned(),
            _ if character.is_control() || is_outermost && character.is_whitespace() => {
                reference_to(character)
            }
            _ => continue,
        };
        written.push_str(text.get(done..at).unwrap_or_default());
        written.push_str(&escape);
        done = at + character.len_utf8();
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    written.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(written)
}

fn reference_to(character: char) -> String {
    format!("&#{};", u32::from(character))
}

/// What is written for another character.
struct Escape {
    meaning: char,
    /// In bytes.
    length: usize,
}

/// The first escape, and the byte it begins at.
fn next_escape(text: &str, separator: Separator) -> Option<(usize, Escape)> {
    let starts = memchr::memchr3_iter(b'&', b'<', b'\\', text.as_bytes());
    starts.into_iter().find_map(|at| {
        let rest = text.get(at..)?;
        let escape = match rest.as_bytes().first()? {
            b'&' => reference(rest),
            b'<' => line_break(rest),
            _ => (separator == Separator::Pipe && rest.starts_with("\\|")).then_some(Escape {
                meaning: '|',
                length: 2,
            }),
        };
        Some((at, escape?))
    })
}

fn line_break(rest: &str) -> Option<Escape> {
    ["<br>", "<br/>", "<br />"]
        .iter()
        .find(|written| rest.starts_with(**written))
        .map(|written| Escape {
            meaning: '\n',
            length: written.len(),
        })
}

/// What the character reference stands for that a text begins with, and its length in bytes.
pub(crate) fn character_reference(rest: &str) -> Option<(char, usize)> {
    reference(rest).map(|escape| (escape.meaning, escape.length))
}

/// The character reference that a text begins with.
fn reference(rest: &str) -> Option<Escape> {
    let near = rest.get(..rest.floor_char_boundary(LONGEST_REFERENCE))?;
    let (name, _) = near.strip_prefix('&')?.split_once(';')?;
    let meaning = match name.strip_prefix('#') {
        None => *NAMED
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, meaning)| meaning)?,
        Some(number) => {
            let (digits, radix) = match number.strip_prefix(['x', 'X']) {
                Some(digits) => (digits, 16),
                None => (number, 10),
            };
            let is_number = digits.chars().all(|digit| digit.is_digit(radix));
            char::from_u32(u32::from_str_radix(digits, radix).ok().filter(|_| is_number)?)?
        }
    };
    Some(Escape {
        meaning,
        length: name.len() + "&;".len(),
    })
}

/// The length of `&#1114111;`, the largest character, in bytes.
const LONGEST_REFERENCE: usize = 10;

/// The references by name that are read; others are text.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("nbsp", '\u{A0}'),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(written: &str, separator: Separator) -> String {
        read_cell(written, 0, separator).value().to_owned()
    }

    #[test]
    fn escapes_are_read_in_both_kinds_of_rows() {
        for separator in [Separator::Tab, Separator::Pipe] {
            assert_eq!(read(" 一<br>二<br/>三<br />四 ", separator), "一\n二\n三\n四");
            assert_eq!(
                read("a&#9;b&#x4E07;&lt;br&gt;&amp;lt;", separator),
                "a\tb万<br>&lt;"
            );
            assert_eq!(
                read("R&D；&未知;&#;&#x;&#9999999;&", separator),
                "R&D；&未知;&#;&#x;&#9999999;&"
            );
            assert_eq!(read("&#32;&nbsp;", separator), " \u{A0}");
        }
        assert_eq!(read("甲\\|乙", Separator::Pipe), "甲|乙");
        assert_eq!(read("甲\\|乙", Separator::Tab), "甲\\|乙");
    }

    #[test]
    fn an_escape_keeps_its_place() {
        let text = read_cell(" 一<br>二", 10, Separator::Tab);
        assert_eq!(text.range(), ByteRange::new(11, 21));
        assert_eq!(text.source_range(3, 4), ByteRange::new(14, 18));
        assert_eq!(text.source_range(4, 7), ByteRange::new(18, 21));
    }

    #[test]
    fn only_what_needs_it_is_escaped() {
        for (text, written) in [
            ("R&D，≥5 < 6 <b>", "R&D，≥5 < 6 <b>"),
            (" 甲 乙 ", "&#32;甲 乙&#32;"),
            ("&lt;<br>", "&amp;lt;&lt;br>"),
            ("一\r\n二\t", "一&#13;<br>二&#9;"),
        ] {
            assert_eq!(write_cell(text, Separator::Tab), written);
        }
        assert_eq!(write_cell("a|\\|\\", Separator::Pipe), "a\\|&#92;\\|\\");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(text in "([ -~\t\n\r\u{A0}\u{3000}万𠮷]|<br>|&lt;|&#9;|\\\\\\||<!--){0,12}") {
            for separator in [Separator::Tab, Separator::Pipe] {
                let written = write_cell(&text, separator);
                prop_assert!(!written.contains(['\t', '\n', '\r']));
                prop_assert_eq!(read(&written, separator), text.clone());
                let row = match separator {
                    Separator::Tab => format!("{written}\t甲\n"),
                    Separator::Pipe => format!("| {written} | 甲 |\n"),
                };
                let grid = crate::read_table(&row);
                let cells = grid.rows().first().map(|row| grid.cells(*row)).unwrap_or_default();
                prop_assert_eq!(cells.len(), 2);
                prop_assert_eq!(cells[0].text.value(), &text);
            }
        }
    }
}
