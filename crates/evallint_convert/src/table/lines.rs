//! The printed form as lines of text, with tabs or pipes between the cells.

use std::borrow::Cow;

use evallint_syntax::{Separator, write_cell};

use crate::content::Comment;

use super::rows::{Row, Sheet};

/// How the lines are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines {
    separator: Separator,
    /// What marks the title.
    title_mark: &'static str,
    /// Whether empty lines stand around the title and the line below it.
    is_spaced: bool,
    /// Whether a row of dashes stands under the first row.
    has_delimiters: bool,
}

pub(super) const TEXT: Lines = Lines {
    separator: Separator::Tab,
    title_mark: "## ",
    is_spaced: true,
    has_delimiters: false,
};

pub(super) const MARKDOWN: Lines = Lines {
    separator: Separator::Pipe,
    title_mark: "## ",
    is_spaced: true,
    has_delimiters: true,
};

pub(super) const TSV: Lines = Lines {
    separator: Separator::Tab,
    title_mark: "",
    is_spaced: false,
    has_delimiters: false,
};

pub(super) fn write(sheet: &Sheet<'_>, lines: Lines) -> String {
    let mut out = String::new();
    let gap = if lines.is_spaced { "\n" } else { "" };
    write_comments(&mut out, sheet.preface);
    out.push_str(lines.title_mark);
    out.push_str(sheet.title);
    out.push('\n');
    out.push_str(gap);
    if let Some((comments, line)) = &sheet.heading {
        write_comments(&mut out, comments.iter().copied());
        out.push_str(line);
        out.push('\n');
        out.push_str(gap);
    }
    for (index, row) in sheet.rows.iter().enumerate() {
        write_comments(&mut out, row.comments.iter().copied());
        write_row(&mut out, &texts(row, sheet.width), lines.separator);
        if index == 0 && lines.has_delimiters {
            write_row(
                &mut out,
                &vec![Cow::Borrowed("---"); sheet.width],
                lines.separator,
            );
        }
    }
    write_comments(&mut out, sheet.closing);
    out
}

/// What stands in each column: a merged cell leaves blank ones behind.
fn texts<'r>(row: &'r Row<'_>, width: usize) -> Vec<Cow<'r, str>> {
    let mut texts = vec![Cow::Borrowed(""); width];
    for cell in &row.cells {
        if let Some(text) = texts.get_mut(cell.column) {
            *text = Cow::Borrowed(&cell.text);
        }
    }
    texts
}

fn write_row(out: &mut String, texts: &[Cow<'_, str>], separator: Separator) {
    let cells = texts.iter().map(|text| write_cell(text, separator));
    match separator {
        Separator::Tab => {
            let cells: Vec<_> = cells.collect();
            out.push_str(&cells.join("\t"));
        }
        Separator::Pipe => {
            out.push('|');
            for cell in cells {
                out.push(' ');
                out.push_str(&cell);
                out.push_str(" |");
            }
        }
    }
    out.push('\n');
}

fn write_comments<'c>(out: &mut String, comments: impl IntoIterator<Item = &'c Comment>) {
    for comment in comments {
        out.push_str("<!-- ");
        out.push_str(&comment.text);
        out.push_str(" -->\n");
    }
}
