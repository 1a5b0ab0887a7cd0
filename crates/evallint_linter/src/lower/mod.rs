//! From the structure of a source to a document of a form.

mod labels;
mod merged;
mod nearest;
mod table;
mod tree;

use evallint_schema::Form;
use evallint_syntax::{Format, Source, read_json, read_table, read_yaml};

use crate::document::Document;
pub(crate) use labels::Labels;
pub(crate) use merged::{Merged, split_merged};

/// Reads a source as a form whose labels are indexed.
pub(crate) fn lower<'a>(source: &'a Source, form: &'static Form, labels: &Labels) -> Document<'a> {
    match source.format() {
        Format::Json => {
            let (read, errors) = read_json(source.text());
            tree::lower(source, form, read, errors)
        }
        Format::Yaml => {
            let (read, errors) = read_yaml(source.text());
            tree::lower(source, form, read, errors)
        }
        Format::Table => table::lower(source, form, labels, &read_table(source.text())),
    }
}
