//! From a tree of keys and values to a document: each key is looked up among the fields of its container.

use evallint_schema::{Field, Form, KeyLanguage, Kind, Role};
use evallint_syntax::{ByteRange, NodeId, Source, SyntaxError, Tree, Value};

use super::nearest::nearest;
use super::{Merged, split_merged};
use crate::document::{Document, DuplicateKey, Irregularities, MergedIndicators, Name, UnknownKey};

pub(super) fn lower<'a>(
    source: &'a Source,
    form: &'static Form,
    tree: Tree<'a>,
    errors: Vec<SyntaxError>,
) -> Document<'a> {
    let mut naming = Naming {
        language: key_language(&tree, form),
        names: vec![Name::Ignored; tree.len()],
        irregularities: Irregularities {
            syntax: errors,
            ..Irregularities::default()
        },
        tree: &tree,
    };
    if let Some(root) = tree.root() {
        naming.set(root, Name::Root);
        naming.name_members(root, form.fields);
    }
    let Naming {
        language,
        names,
        irregularities,
        ..
    } = naming;
    let mut document = Document::new(source, form, tree, names, irregularities);
    document.key_language = language;
    document
}

/// The language of the document's first key that the form knows; for a document without one, of its writing.
fn key_language(tree: &Tree<'_>, form: &Form) -> KeyLanguage {
    let root = tree.root();
    let keys = || {
        root.into_iter()
            .flat_map(|root| tree.children(root))
            .filter_map(|(_, node)| node.key.as_ref())
    };
    let known = keys().find_map(|key| form.fields.iter().find_map(|field| written_in(field, &key.text)));
    known.unwrap_or(match keys().next() {
        Some(key) if !key.text.is_ascii() => KeyLanguage::Chinese,
        _ => KeyLanguage::English,
    })
}

/// The language in which the key names the field.
fn written_in(field: &Field, key: &str) -> Option<KeyLanguage> {
    [KeyLanguage::English, KeyLanguage::Chinese]
        .into_iter()
        .find(|language| language.key(field) == key)
}

/// How many unknown keys of an object are compared with its fields. More than these are no misspellings, and nobody is
/// shown them.
const MOST_COMPARED: usize = 500;

struct Naming<'t, 'a> {
    language: KeyLanguage,
    names: Vec<Name>,
    irregularities: Irregularities,
    tree: &'t Tree<'a>,
}

impl Naming<'_, '_> {
    fn set(&mut self, id: NodeId, name: Name) {
        if let Some(slot) = self.names.get_mut(id.index()) {
            *slot = name;
        }
    }

    /// Names the members of an object by the fields it may have. Recursion is as deep as the form, not as the source.
    fn name_members(&mut self, container: NodeId, fields: &'static [Field]) {
        let mut seen: Vec<(&'static Field, ByteRange)> = Vec::with_capacity(fields.len());
        let mut unknown: Vec<(String, ByteRange)> = Vec::new();
        for (id, node) in self.tree.children(container) {
            let Some(key) = &node.key else { continue };
            if key.text == "$schema" || key.text.starts_with("x-") {
                self.set(id, Name::Free);
            } else if let Some(field) = self.field(fields, &key.text) {
                if let Some((_, first)) = seen.iter().find(|(known, _)| std::ptr::eq(*known, field)) {
                    self.irregularities.duplicates.push(DuplicateKey {
                        container,
                        key: key.text.to_string(),
                        range: key.range,
                        first: *first,
                    });
                } else {
                    seen.push((field, key.range));
                    self.set(id, Name::Field(field));
                    self.name_value(id, field);
                }
            } else {
                unknown.push((key.text.to_string(), key.range));
            }
        }
        self.tell_unknown(container, fields, &seen, unknown);
    }

    fn field(&self, fields: &'static [Field], key: &str) -> Option<&'static Field> {
        fields.iter().find(|field| self.language.key(field) == key)
    }

    /// The field with each name that an author may know it by in the document's language.
    fn names_of(
        &self,
        field: &'static Field,
    ) -> impl Iterator<Item = (&'static Field, &'static str)> + use<> {
        let variants: &[&str] = match self.language {
            KeyLanguage::Chinese => field.variants,
            KeyLanguage::English => &[],
        };
        std::iter::once(self.language.key(field))
            .chain(variants.iter().copied())
            .map(move |name| (field, name))
    }

    fn name_value(&mut self, id: NodeId, field: &'static Field) {
        match (field.kind, &self.tree.node(id).value) {
            (Kind::Group, Value::Object) => self.name_members(id, field.fields),
            (Kind::List, Value::Array) => {
                for (index, (element, node)) in self.tree.children(id).enumerate() {
                    self.set(element, Name::Element(field, index));
                    if matches!(node.value, Value::Object) {
                        self.name_members(element, field.fields);
                        self.tell_merged(element, field);
                    }
                }
            }
            _ => {}
        }
    }

    /// An unknown key stands for an absent field that it is near to, each field being meant once.
    fn tell_unknown(
        &mut self,
        container: NodeId,
        fields: &'static [Field],
        seen: &[(&'static Field, ByteRange)],
        unknown: Vec<(String, ByteRange)>,
    ) {
        let mut meant: Vec<&'static Field> = seen.iter().map(|(field, _)| *field).collect();
        for (index, (key, range)) in unknown.into_iter().enumerate() {
            let absent = |field: &&'static Field| !meant.iter().any(|known| std::ptr::eq(*known, *field));
            let translated = fields.iter().find(|field| written_in(field, &key).is_some());
            let names = || fields.iter().flat_map(|field| self.names_of(field));
            let near = if index < MOST_COMPARED {
                translated
                    .or_else(|| nearest(&key, names().filter(|(field, _)| absent(field))))
                    .or_else(|| nearest(&key, names()))
            } else {
                translated
            };
            if !near.is_some_and(|near| meant.iter().any(|known| std::ptr::eq(*known, near))) {
                meant.extend(near);
            }
            self.irregularities.unknown.push(UnknownKey {
                container,
                key,
                range,
                nearest: near,
                other_language: translated.is_some(),
            });
        }
    }

    /// Several indicators in one pair of strings are told of, but not taken apart: a tree has no place for the parts.
    fn tell_merged(&mut self, element: NodeId, list: &'static Field) {
        let text = |role: Role| {
            let (_, node) = self.tree.children(element).find(|(id, _)| {
                matches!(self.names.get(id.index()), Some(Name::Field(field)) if field.role == role)
            })?;
            match &node.value {
                Value::String(text) if list.role == Role::Indicators => Some((text, node.content_range())),
                _ => None,
            }
        };
        let (Some((name, range)), Some((result, _))) = (text(Role::Name), text(Role::Result)) else {
            return;
        };
        if let Some(Merged { names, results }) = split_merged(name.value(), result.value()) {
            self.irregularities.merged.push(MergedIndicators {
                indicator: element,
                range,
                names: names.len(),
                results: results.len(),
                split: false,
            });
        }
    }
}
