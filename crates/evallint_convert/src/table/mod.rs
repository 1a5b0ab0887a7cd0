//! Forms as the printed table: its rows by the layout of the form, and the writings that a table has.

mod html;
mod lines;
mod rows;

use crate::content::Content;
use crate::target::Target;
pub(crate) use rows::{Cell, Row, Sheet, is_printed, width_of};

/// Writes the form as a table. A target that is none is written as text.
pub(crate) fn write(content: &Content, target: Target) -> String {
    write_sheet(&Sheet::of(content), target)
}

/// Writes a form that is to be filled in as a table: its blank cells are empty.
pub(crate) fn write_blank(content: &Content, target: Target) -> String {
    let mut sheet = Sheet::of(content);
    sheet.unmark_blanks();
    write_sheet(&sheet, target)
}

fn write_sheet(sheet: &Sheet<'_>, target: Target) -> String {
    match target {
        Target::Html => html::write(sheet),
        Target::Markdown => lines::write(sheet, lines::MARKDOWN),
        Target::Tsv => lines::write(sheet, lines::TSV),
        Target::Text | Target::Yaml | Target::Json => lines::write(sheet, lines::TEXT),
    }
}
