//! A document as the JSON that the published schema validates: canonical keys, and nothing that is missing, damaged,
//! unknown or repeated, since other rules tell of those.

use std::borrow::Cow;

use jsonschema::json::{Array, Json, JsonNumber, Node, NodeIdentity, Object};
use jsonschema::types::JsonType;
use serde_json::Number;

use evallint_syntax::{Children, NodeId, Value};

use crate::document::{Document, Name};

/// The representation that the validator is compiled for.
#[derive(Debug)]
pub(crate) struct DocumentJson;

/// A node of the document, or a key that the validator wants to see as a string.
#[derive(Debug, Clone, Copy)]
pub(crate) enum View<'d> {
    Node(&'d Document<'d>, NodeId),
    Key(&'d str),
}

impl Json for DocumentJson {
    type Node<'d> = View<'d>;
    type PreparedKey = Box<str>;
    type StringBuffer = ();

    const ACYCLIC: bool = true;

    fn prepare_key(key: &str) -> Box<str> {
        key.into()
    }

    fn with_string_node<T>((): &mut (), string: &str, f: impl FnOnce(View<'_>) -> T) -> T {
        f(View::Key(string))
    }
}

impl<'d> View<'d> {
    fn value(&self) -> Option<&'d Value<'d>> {
        match self {
            View::Node(document, id) => Some(&document.node(*id).value),
            View::Key(_) => None,
        }
    }
}

impl<'d> Node<'d, DocumentJson> for View<'d> {
    type Object = Members<'d>;
    type Array = Elements<'d>;
    type Number = Literal<'d>;

    fn as_object(&self) -> Option<Members<'d>> {
        match (self, self.value()) {
            (View::Node(document, id), Some(Value::Object)) => Some(Members { document, id: *id }),
            _ => None,
        }
    }

    fn as_array(&self) -> Option<Elements<'d>> {
        match (self, self.value()) {
            (View::Node(document, id), Some(Value::Array)) => Some(Elements { document, id: *id }),
            _ => None,
        }
    }

    fn as_string(&self) -> Option<Cow<'d, str>> {
        match (self, self.value()) {
            (View::Key(key), _) => Some(Cow::Borrowed(key)),
            (_, Some(Value::String(text))) => Some(Cow::Borrowed(text.value())),
            _ => None,
        }
    }

    fn as_number(&self) -> Option<Literal<'d>> {
        match self.value() {
            Some(Value::Number(literal)) => Some(Literal(literal)),
            _ => None,
        }
    }

    fn as_boolean(&self) -> Option<bool> {
        match self.value() {
            Some(Value::Bool(value)) => Some(*value),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        self.json_type() == JsonType::Null
    }

    fn json_type(&self) -> JsonType {
        match self.value() {
            None | Some(Value::String(_)) => JsonType::String,
            Some(Value::Object) => JsonType::Object,
            Some(Value::Array) => JsonType::Array,
            Some(Value::Number(_)) => JsonType::Number,
            Some(Value::Bool(_)) => JsonType::Boolean,
            Some(Value::Null | Value::Damaged) => JsonType::Null,
        }
    }

    /// Only the validator's own messages read it, and ours are others.
    fn to_value(&self) -> Cow<'d, serde_json::Value> {
        Cow::Owned(match self {
            View::Key(key) => serde_json::Value::from(*key),
            View::Node(document, id) => match &document.node(*id).value {
                Value::String(text) => serde_json::Value::from(text.value()),
                Value::Number(literal) => {
                    serde_json::Value::Number(Literal(literal).to_number().into_owned())
                }
                Value::Bool(value) => serde_json::Value::from(*value),
                Value::Null | Value::Damaged => serde_json::Value::Null,
                Value::Object => serde_json::Value::Object(
                    Members { document, id: *id }
                        .members()
                        .map(|(name, node)| (name.to_owned(), node.to_value().into_owned()))
                        .collect(),
                ),
                Value::Array => serde_json::Value::Array(
                    Elements { document, id: *id }
                        .elements()
                        .map(|node| node.to_value().into_owned())
                        .collect(),
                ),
            },
        })
    }

    fn identity(&self) -> Option<NodeIdentity> {
        match self {
            View::Node(document, id) => Some(NodeIdentity::tagged(
                std::ptr::from_ref::<Document<'_>>(document).addr(),
                u32::try_from(id.index()).ok()?,
            )),
            View::Key(key) => Some(NodeIdentity::new(key.as_ptr().addr())),
        }
    }
}

/// The members of an object that the form knows.
pub(crate) struct Members<'d> {
    document: &'d Document<'d>,
    id: NodeId,
}

impl<'d> Object<'d, DocumentJson> for Members<'d> {
    type Node = View<'d>;
    type MemberName = &'d str;
    type MembersIter = MembersIter<'d>;

    fn len(&self) -> usize {
        self.members().count()
    }

    fn get(&self, key: &Box<str>) -> Option<View<'d>> {
        self.members()
            .find(|(name, _)| **name == **key)
            .map(|(_, node)| node)
    }

    fn members(&self) -> Self::MembersIter {
        MembersIter {
            document: self.document,
            children: self.document.children(self.id),
        }
    }
}

/// The members of an object in its order.
pub(crate) struct MembersIter<'d> {
    document: &'d Document<'d>,
    children: Children<'d, 'd>,
}

impl<'d> Iterator for MembersIter<'d> {
    type Item = (&'d str, View<'d>);

    fn next(&mut self) -> Option<Self::Item> {
        let document = self.document;
        self.children.find_map(|(id, node)| {
            let name = match document.name(id) {
                Name::Field(field) if has_value(&node.value, node.damaged) => field.key,
                Name::Free => &node.key.as_ref()?.text,
                _ => return None,
            };
            Some((name, View::Node(document, id)))
        })
    }
}

/// Whether there is a value to validate: a blank one is missing, and a damaged one is nobody's fault twice.
fn has_value(value: &Value<'_>, damaged: bool) -> bool {
    match value {
        Value::Null | Value::Damaged => false,
        Value::String(text) => !damaged && !text.is_blank(),
        Value::Object | Value::Array | Value::Number(_) | Value::Bool(_) => true,
    }
}

/// The elements of an array.
pub(crate) struct Elements<'d> {
    document: &'d Document<'d>,
    id: NodeId,
}

impl<'d> Array<'d, DocumentJson> for Elements<'d> {
    type Node = View<'d>;
    type ElementsIter = ElementsIter<'d>;

    fn len(&self) -> usize {
        self.document.node(self.id).child_count()
    }

    fn elements(&self) -> Self::ElementsIter {
        ElementsIter {
            document: self.document,
            children: self.document.children(self.id),
        }
    }
}

/// The elements of an array in its order.
pub(crate) struct ElementsIter<'d> {
    document: &'d Document<'d>,
    children: Children<'d, 'd>,
}

impl<'d> Iterator for ElementsIter<'d> {
    type Item = View<'d>;

    fn next(&mut self) -> Option<Self::Item> {
        let (id, _) = self.children.next()?;
        Some(View::Node(self.document, id))
    }
}

/// The literal of a number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Literal<'d>(&'d str);

impl JsonNumber for Literal<'_> {
    fn as_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// Only the schema's bounds are compared with it, never two amounts.
    fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok()
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.0)
    }

    fn to_number(&self) -> Cow<'_, Number> {
        let number = self.0.parse::<Number>().ok().or_else(|| {
            // A literal such as 1e400 is beyond what the validator can hold; the largest number stands for it.
            let limit = if self.0.starts_with('-') {
                f64::MIN
            } else {
                f64::MAX
            };
            Number::from_f64(limit)
        });
        Cow::Owned(number.unwrap_or_else(|| Number::from(0)))
    }

    fn is_integer(&self) -> bool {
        evallint_schema::decimal_from_literal(self.0).is_ok_and(|value| value.is_integer())
    }
}
