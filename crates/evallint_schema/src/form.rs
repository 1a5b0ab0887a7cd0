//! A form as a whole, and the register of all forms.

use schemars::Schema;

use crate::field::{self, Doc, Field};
use crate::forms;

/// A form: its fields, its printed layout and its schema.
#[derive(Debug)]
pub struct Form {
    /// The name used in `form:`, in file names and in the schema's address.
    pub id: &'static str,
    /// The printed title, which is also a valid value of `form`.
    pub title: &'static str,
    /// The title in English.
    pub english_title: &'static str,
    /// What the form is for.
    pub doc: Doc,
    /// The fields of the document itself.
    pub fields: &'static [Field],
    /// How the form is printed as a table.
    pub layout: Layout,
    /// Makes the schema with English keys out of the Rust types.
    pub schema: fn() -> Schema,
}

/// Every form evallint knows. The first is assumed where a document does not tell.
pub const FORMS: &[&Form] = &[&forms::department_self_evaluation::FORM];

/// The form with this id or printed title.
#[must_use]
pub fn form_named(name: &str) -> Option<&'static Form> {
    FORMS
        .iter()
        .copied()
        .find(|form| form.id == name || form.title == name)
}

impl Form {
    /// The top-level field with this English key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        field::find(self.fields, key)
    }
}

/// How a form is printed: the blocks of its table from top to bottom.
#[derive(Debug)]
pub struct Layout {
    /// The key of the field printed above the table as `label：value`.
    pub heading_line: Option<&'static str>,
    /// Labels that are printed with more than the field's own label: the key of a field of the document, and what is
    /// printed.
    pub printed: &'static [(&'static str, &'static str)],
    /// The blocks of the table.
    pub blocks: &'static [Block],
}

/// A block of rows with one way of pairing labels and values.
#[derive(Debug)]
pub enum Block {
    /// Labels with their values in the cells to the right. `group` is the key of the group that the fields belong to,
    /// whose own label may stand in the first cell; without it they are fields of the document.
    Pairs {
        /// The key of the group.
        group: Option<&'static str>,
        /// The keys of the fields.
        keys: &'static [&'static str],
    },
    /// A row of labels above a row of values, under the group's own label.
    Stacked {
        /// The key of the group.
        group: &'static str,
    },
    /// A header row above one row per item, items being grouped in elements by merged cells.
    Records {
        /// The key of the list of elements.
        list: &'static str,
        /// The key of the list of items inside an element.
        items: &'static str,
        /// The columns from left to right.
        columns: &'static [Column],
    },
    /// A label with a long text in the cell to the right.
    Sections {
        /// The keys of the fields.
        keys: &'static [&'static str],
    },
}

/// A column of a [`Block::Records`].
#[derive(Debug)]
pub enum Column {
    /// Belongs to the element. Where it `opens`, a non-blank cell begins a new element; otherwise its text goes on.
    Element {
        /// The printed header.
        header: &'static str,
        /// The key in the element.
        key: &'static str,
        /// Whether a non-blank cell begins a new element.
        opens: bool,
    },
    /// Belongs to the item of this row.
    Item {
        /// The printed header.
        header: &'static str,
        /// The key in the item.
        key: &'static str,
    },
}

impl Column {
    /// The printed header of the column.
    #[must_use]
    pub fn header(&self) -> &'static str {
        match self {
            Self::Element { header, .. } | Self::Item { header, .. } => header,
        }
    }

    /// The key of the field whose value stands in the column.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Element { key, .. } | Self::Item { key, .. } => key,
        }
    }
}
