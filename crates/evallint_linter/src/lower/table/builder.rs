//! The tree of a document while it grows out of a table.

use std::ops::Range;

use evallint_schema::{Field, Form, Kind, Role};
use evallint_syntax::{ByteRange, Key, NodeId, Source, SyntaxError, SyntaxErrorKind, Text, Tree, Value};

use crate::document::{Document, DuplicateKey, Irregularities, Name, UnknownKey};
use crate::lower::labels::fold;

/// Grows the tree of a document, naming each node as it is added.
pub(super) struct Builder<'a> {
    pub(super) tree: Tree<'a>,
    names: Vec<Name>,
    pub(super) root: NodeId,
    pub(super) irregularities: Irregularities,
}

impl<'a> Builder<'a> {
    pub(super) fn new() -> Self {
        let mut tree = Tree::default();
        let root = tree.add(None, None, Value::Object, ByteRange::default());
        Self {
            tree,
            names: vec![Name::Root],
            root,
            irregularities: Irregularities::default(),
        }
    }

    /// A part of a cell as a key.
    pub(super) fn key(text: &Text<'a>, part: Range<usize>) -> Key<'a> {
        let written = text.value().get(part.clone()).unwrap_or_default();
        Key {
            text: written.to_owned().into(),
            range: text.source_range(part.start, part.end),
        }
    }

    pub(super) fn add(
        &mut self,
        parent: NodeId,
        key: Option<Key<'a>>,
        value: Value<'a>,
        range: ByteRange,
        name: Name,
    ) -> NodeId {
        self.names.push(name);
        self.tree.add(Some(parent), key, value, range)
    }

    /// The group of the document, made where it is not there yet.
    pub(super) fn group(&mut self, field: &'static Field, label: Option<Key<'a>>) -> NodeId {
        if let Some(id) = self.find(self.root, field) {
            return id;
        }
        let range = label.as_ref().map_or(ByteRange::default(), |label| label.range);
        self.add(self.root, label, Value::Object, range, Name::Field(field))
    }

    pub(super) fn find(&self, container: NodeId, field: &'static Field) -> Option<NodeId> {
        self.tree.children(container).map(|(id, _)| id).find(
            |id| matches!(self.names.get(id.index()), Some(Name::Field(name)) if std::ptr::eq(*name, field)),
        )
    }

    pub(super) fn has(&self, group: Option<&'static Field>, field: &'static Field) -> bool {
        let container = match group {
            Some(group) => self.find(self.root, group),
            None => Some(self.root),
        };
        container.is_some_and(|container| self.find(container, field).is_some())
    }

    /// Adds a field of the document or of a group of it; one that is there already is a duplicate.
    pub(super) fn member(
        &mut self,
        group: Option<&'static Field>,
        field: &'static Field,
        label: Option<Key<'a>>,
        text: Option<Text<'a>>,
    ) {
        let container = group.map_or(self.root, |group| self.group(group, None));
        let first = self
            .find(container, field)
            .and_then(|first| self.tree.node(first).key.as_ref());
        if let (Some(first), Some(label)) = (first, &label) {
            let duplicate = DuplicateKey {
                container,
                key: label.text.to_string(),
                range: label.range,
                first: first.range,
            };
            self.irregularities.duplicates.push(duplicate);
            return;
        }
        self.scalar(container, field, label, text);
    }

    /// Adds a field to a container: what a cell holds, as the field's type wants it.
    pub(super) fn scalar(
        &mut self,
        container: NodeId,
        field: &'static Field,
        label: Option<Key<'a>>,
        text: Option<Text<'a>>,
    ) {
        let written = text.as_ref().filter(|text| !text.value().is_empty());
        let range = match (written, &label) {
            (Some(text), _) => text.range(),
            (None, Some(label)) => ByteRange::new(label.range.end, label.range.end),
            (None, None) => text.as_ref().map_or(ByteRange::default(), Text::range),
        };
        let value = text.map_or(Value::Null, |text| scalar(field, text));
        self.add(container, label, value, range, Name::Field(field));
    }

    pub(super) fn unknown(
        &mut self,
        group: Option<&'static Field>,
        label: &Text<'a>,
        nearest: Option<&'static Field>,
    ) {
        let container = group.map_or(self.root, |group| self.group(group, None));
        self.irregularities.unknown.push(UnknownKey {
            container,
            key: label.value().to_owned(),
            range: label.range(),
            nearest,
            other_language: false,
        });
    }

    /// Tells that all from a row on was left unread. What is absent may stand there.
    pub(super) fn leave_unread(&mut self, row: ByteRange) {
        self.tree.mark_damaged(self.root);
        self.irregularities.syntax.push(SyntaxError {
            kind: SyntaxErrorKind::TooManyValues,
            range: row,
            container: None,
        });
    }

    pub(super) fn finish(
        mut self,
        source: &'a Source,
        form: &'static Form,
        title: Option<ByteRange>,
    ) -> Document<'a> {
        let heading = form.layout.heading_line.and_then(|key| form.field(key));
        let only_heading =
            heading.is_some_and(|field| self.find(self.root, field).is_some()) && self.tree.len() == 2;
        if self.tree.len() == 1 || only_heading {
            // Where no label of the form stands, what looks like one is anything.
            self.irregularities.unknown.clear();
            self.irregularities.unrecognized = true;
        }
        let title = title.unwrap_or_default();
        self.tree.place(self.root, title);
        Document::new(source, form, self.tree, self.names, self.irregularities)
    }
}

/// The value of a cell as the field's type wants it. What does not fit stays a text, for the schema to refuse.
fn scalar<'a>(field: &Field, text: Text<'a>) -> Value<'a> {
    if text.value().is_empty() {
        return Value::Null;
    }
    match (field.kind, field.role) {
        (Kind::Integer { .. }, Role::Year) => {
            year(text.value()).map_or(Value::String(text), |year| Value::Number(year.into()))
        }
        _ => Value::String(text),
    }
}

/// The digits of `2022年`, `2022年度` or `2022`, full-width ones folded.
fn year(written: &str) -> Option<String> {
    let digits = written.trim_end_matches("年度").trim_end_matches('年').trim_end();
    let folded = fold(digits);
    (folded.len() == 4 && folded.bytes().all(|byte| byte.is_ascii_digit())).then_some(folded)
}
