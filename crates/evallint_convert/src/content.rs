//! A form that is to be written: its values by the fields they are, with the comments about them.

use std::borrow::Cow;

use evallint_linter::Pointer;
use evallint_schema::{Field, Form, KeyLanguage};
use evallint_syntax::ByteRange;

/// A form that is to be written.
#[derive(Debug, Clone)]
pub struct Content {
    /// Which form it is.
    pub form: &'static Form,
    /// The title line, where it says more than the form's own title.
    pub title: Option<String>,
    /// The comments above everything.
    pub preface: Vec<Comment>,
    /// The fields of the document.
    pub root: Entry,
    /// The comments below everything.
    pub closing: Vec<Comment>,
}

/// A line of a comment, without its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// What it says.
    pub text: String,
    /// Where the comment stands in the source it was read from.
    pub place: Option<ByteRange>,
}

impl From<String> for Comment {
    fn from(text: String) -> Self {
        Self { text, place: None }
    }
}

/// A value, with its name in the container and the comments about it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it is called.
    pub name: EntryName,
    /// The value.
    pub value: Value,
    /// The comments on lines of their own above it.
    pub above: Vec<Comment>,
    /// The comment on its own line.
    pub beside: Option<Comment>,
    /// Where it stands in the source it was read from.
    pub place: Option<ByteRange>,
}

/// What a value is called in its container.
#[derive(Debug, Clone)]
pub enum EntryName {
    /// It is the document, or an element of a list.
    Nameless,
    /// It is a field of the form.
    Field(&'static Field),
    /// It has a key that is no field here.
    Other(String),
}

/// A value.
#[derive(Debug, Clone)]
pub enum Value {
    /// Members with names.
    Object(Vec<Entry>),
    /// Elements in order.
    Array(Vec<Entry>),
    /// A text.
    Text(String),
    /// The literal of a JSON number.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// Nothing.
    Null,
}

impl Entry {
    /// An entry without comments.
    #[must_use]
    pub fn new(name: EntryName, value: Value) -> Self {
        Self {
            name,
            value,
            above: Vec::new(),
            beside: None,
            place: None,
        }
    }

    /// The key of a member, as it is written in a language.
    #[must_use]
    pub fn key(&self, keys: KeyLanguage) -> Option<&str> {
        match &self.name {
            EntryName::Nameless => None,
            EntryName::Field(field) => Some(keys.key(field)),
            EntryName::Other(key) => Some(key),
        }
    }

    /// The members or elements.
    #[must_use]
    pub fn children(&self) -> &[Entry] {
        match &self.value {
            Value::Object(children) | Value::Array(children) => children,
            _ => &[],
        }
    }

    /// The first member that is this field.
    #[must_use]
    pub fn member(&self, field: &'static Field) -> Option<&Entry> {
        self.children().iter().find(|child| child.is(field))
    }

    /// Whether it is this field.
    #[must_use]
    pub fn is(&self, field: &'static Field) -> bool {
        matches!(self.name, EntryName::Field(name) if std::ptr::eq(name, field))
    }

    /// The comments about it, from top to bottom.
    pub fn comments(&self) -> impl Iterator<Item = &Comment> {
        self.above.iter().chain(&self.beside)
    }

    /// The value as it is written in a cell; nothing for a container, and where nothing is written.
    #[must_use]
    pub fn written(&self) -> Option<Cow<'_, str>> {
        match &self.value {
            Value::Text(text) if !text.trim().is_empty() => Some(Cow::Borrowed(text)),
            Value::Number(literal) => Some(Cow::Borrowed(literal)),
            Value::Bool(value) => Some(Cow::Owned(value.to_string())),
            Value::Text(_) | Value::Null | Value::Object(_) | Value::Array(_) => None,
        }
    }

    /// The part of a pointer that leads from the container to it, `index` being its place there.
    #[must_use]
    pub fn pointer_in(&self, container: &Pointer, index: usize) -> Pointer {
        match &self.name {
            EntryName::Nameless => container.index(index),
            EntryName::Field(field) => container.key(field.key),
            EntryName::Other(key) => container.key(key),
        }
    }

    /// The value that a pointer leads to, or else the last on the way that is there; and whether the end was reached.
    pub(crate) fn at_mut(&mut self, pointer: &str) -> (&mut Entry, bool) {
        let (segment, below) = match pointer.strip_prefix('/') {
            Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
            None => return (self, true),
        };
        match self.index_of(segment) {
            #[expect(clippy::indexing_slicing, reason = "the index is that of one of the children")]
            Some(index) => self.children_mut()[index].at_mut(below),
            None => (self, false),
        }
    }

    fn children_mut(&mut self) -> &mut [Entry] {
        match &mut self.value {
            Value::Object(children) | Value::Array(children) => children,
            _ => &mut [],
        }
    }

    fn index_of(&self, segment: &str) -> Option<usize> {
        let root = Pointer::root();
        let is_named = |(index, child): (usize, &Entry)| {
            child.pointer_in(&root, index).as_str().get(1..) == Some(segment)
        };
        self.children().iter().enumerate().position(is_named)
    }
}
