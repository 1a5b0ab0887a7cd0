//! Forms as the printed table: its rows by the layout of the form, and the writings that a table has.

mod html;
mod lines;
mod rows;

use crate::content::Content;
use crate::target::Target;
use rows::Sheet;
pub(crate) use rows::{is_printed, width_of};

/// Writes the form as a table. A target that is none is written as text.
pub(crate) fn write(content: &Content, target: Target) -> String {
    let sheet = Sheet::of(content);
    match target {
        Target::Html => html::write(&sheet),
        Target::Markdown => lines::write(&sheet, lines::MARKDOWN),
        Target::Tsv => lines::write(&sheet, lines::TSV),
        Target::Text | Target::Yaml | Target::Json => lines::write(&sheet, lines::TEXT),
    }
}
