//! A document on its way into the kit: members in their order, and numbers as they are written.

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use evallint_schema::{Field, KeyLanguage};

/// A value of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// Members; a key may stand twice.
    Object(Vec<(String, Node)>),
    /// Elements.
    Array(Vec<Node>),
    /// A string, a number, a boolean or null, as JSON writes it.
    Scalar(String),
}

/// Marks a key that is to stand in the other language of keys.
pub(super) const OTHER_LANGUAGE: &str = "other:";

impl Node {
    /// Reads JSON. A number keeps its literal.
    ///
    /// # Errors
    /// Fails where the text is no JSON.
    pub(super) fn parse(json: &str) -> Result<Self, String> {
        let raw: &RawValue = serde_json::from_str(json).map_err(|error| format!("{json}: {error}"))?;
        Self::of_raw(raw)
    }

    fn of_raw(raw: &RawValue) -> Result<Self, String> {
        let text = raw.get();
        let told = |error: serde_json::Error| format!("{text}: {error}");
        Ok(match text.as_bytes().first() {
            Some(b'{') => {
                let members: Members = serde_json::from_str(text).map_err(told)?;
                Self::Object(members.0)
            }
            Some(b'[') => {
                let elements: Vec<&RawValue> = serde_json::from_str(text).map_err(told)?;
                Self::Array(elements.into_iter().map(Self::of_raw).collect::<Result<_, _>>()?)
            }
            _ => Self::Scalar(text.to_owned()),
        })
    }

    /// A string.
    pub(super) fn text(text: &str) -> Self {
        Self::Scalar(serde_json::Value::from(text).to_string())
    }

    /// The value at a pointer.
    fn at(&mut self, pointer: &str) -> Option<&mut Self> {
        let mut node = self;
        for part in pointer.split('/').skip(1) {
            node = match node {
                Self::Object(members) => members
                    .iter_mut()
                    .find(|(key, _)| key == part)
                    .map(|(_, value)| value)?,
                Self::Array(elements) => elements.get_mut(part.parse::<usize>().ok()?)?,
                Self::Scalar(_) => return None,
            };
        }
        Some(node)
    }

    /// Puts a value at a pointer, in place of what stands there, or behind its siblings.
    ///
    /// # Errors
    /// Fails where there is no such parent.
    pub(super) fn set(&mut self, pointer: &str, value: Self) -> Result<(), String> {
        if let Some(old) = self.at(pointer) {
            *old = value;
            return Ok(());
        }
        self.add(pointer, value)
    }

    /// Puts a value behind its siblings, whether or not one has the same key.
    ///
    /// # Errors
    /// Fails where there is no such parent.
    pub(super) fn add(&mut self, pointer: &str, value: Self) -> Result<(), String> {
        let missing = || format!("{pointer}: there is no such place");
        let (parent, key) = pointer.rsplit_once('/').ok_or_else(missing)?;
        match self.at(parent).ok_or_else(missing)? {
            Self::Object(members) => members.push((key.to_owned(), value)),
            Self::Array(elements) => elements.push(value),
            Self::Scalar(_) => return Err(missing()),
        }
        Ok(())
    }

    /// Takes the value at a pointer away.
    ///
    /// # Errors
    /// Fails where there is none.
    pub(super) fn remove(&mut self, pointer: &str) -> Result<(), String> {
        let missing = || format!("{pointer}: there is nothing to remove");
        let (parent, key) = pointer.rsplit_once('/').ok_or_else(missing)?;
        match self.at(parent).ok_or_else(missing)? {
            Self::Object(members) => {
                let at = members
                    .iter()
                    .position(|(name, _)| name == key)
                    .ok_or_else(missing)?;
                members.remove(at);
            }
            Self::Array(elements) => {
                let at: usize = key.parse().map_err(|_| missing())?;
                if at >= elements.len() {
                    return Err(missing());
                }
                elements.remove(at);
            }
            Self::Scalar(_) => return Err(missing()),
        }
        Ok(())
    }

    /// The members and those of every value below in the opposite order.
    pub(super) fn reversed(self) -> Self {
        match self {
            Self::Object(members) => {
                let members = members.into_iter().rev();
                Self::Object(members.map(|(key, value)| (key, value.reversed())).collect())
            }
            Self::Array(elements) => Self::Array(elements.into_iter().map(Self::reversed).collect()),
            Self::Scalar(_) => self,
        }
    }

    /// The same document with its keys in a language. The table has the fields of this value.
    pub(super) fn keyed(self, fields: &'static [Field], language: KeyLanguage) -> Self {
        match self {
            Self::Object(members) => Self::Object(
                members
                    .into_iter()
                    .map(|(key, value)| {
                        let below = find(fields, &key).map_or(&[][..], |field| field.fields);
                        (written_key(&key, fields, language), value.keyed(below, language))
                    })
                    .collect(),
            ),
            Self::Array(elements) => Self::Array(
                elements
                    .into_iter()
                    .map(|element| element.keyed(fields, language))
                    .collect(),
            ),
            Self::Scalar(_) => self,
        }
    }

    /// The document in one line.
    ///
    /// # Errors
    /// Fails where a scalar is no JSON.
    pub(super) fn compact(&self) -> Result<String, String> {
        serde_json::to_string(self).map_err(|error| error.to_string())
    }

    /// The document with a member in each line.
    ///
    /// # Errors
    /// Fails where a scalar is no JSON.
    pub(super) fn pretty(&self) -> Result<String, String> {
        let text = serde_json::to_string_pretty(self).map_err(|error| error.to_string())?;
        Ok(format!("{text}\n"))
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Object(members) => serializer.collect_map(members.iter().map(|(key, value)| (key, value))),
            Self::Array(elements) => serializer.collect_seq(elements),
            Self::Scalar(json) => {
                let raw = RawValue::from_string(json.clone()).map_err(serde::ser::Error::custom)?;
                raw.serialize(serializer)
            }
        }
    }
}

/// The members of an object in their order.
struct Members(Vec<(String, Node)>);

impl<'de> serde::Deserialize<'de> for Members {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Members;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some((key, raw)) = map.next_entry::<String, &RawValue>()? {
                    members.push((key, Node::of_raw(raw).map_err(serde::de::Error::custom)?));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

fn find(fields: &'static [Field], key: &str) -> Option<&'static Field> {
    fields.iter().find(|field| field.key == key)
}

/// Marks a key in the pointer of a finding that is to stand there as it is written, in the document's language of keys.
const OWN_LANGUAGE: &str = "own:";

/// A key as it stands in the document: that of the field, or itself where the form has none such.
fn written_key(key: &str, fields: &'static [Field], language: KeyLanguage) -> String {
    let (key, language) = match key.strip_prefix(OTHER_LANGUAGE) {
        Some(key) => (key, other(language)),
        None => (key, language),
    };
    find(fields, key).map_or_else(|| key.to_owned(), |field| language.key(field).to_owned())
}

/// A pointer of a finding: canonical, but that marked keys stand in it as they are written.
pub(super) fn finding_pointer(pointer: &str, fields: &'static [Field], language: KeyLanguage) -> String {
    let mut fields = fields;
    let mut written = Vec::new();
    for part in pointer.split('/') {
        if let Some(key) = part.strip_prefix(OWN_LANGUAGE) {
            written.push(written_key(key, fields, language));
        } else if part.starts_with(OTHER_LANGUAGE) {
            written.push(written_key(part, fields, language));
        } else {
            written.push(part.to_owned());
        }
        if let Some(field) = find(fields, part) {
            fields = field.fields;
        }
    }
    written.join("/")
}

fn other(language: KeyLanguage) -> KeyLanguage {
    match language {
        KeyLanguage::English => KeyLanguage::Chinese,
        KeyLanguage::Chinese => KeyLanguage::English,
    }
}

#[cfg(test)]
mod tests {
    use evallint_schema::FORMS;

    use super::*;

    #[test]
    fn members_keep_their_order_and_numbers_their_literals() {
        let json = r#"{"year":2022.0,"a":[1.50,{"b":9.6e2}],"year":null}"#;
        assert_eq!(Node::parse(json).unwrap().compact().unwrap(), json);
    }

    #[test]
    fn keys_are_written_in_a_language_or_in_the_other() {
        let form = FORMS[0];
        let written = |language| {
            let json = r#"{"other:year":1,"tasks":[{"name":"文字","x-name":1}],"填表人":2}"#;
            let node = Node::parse(json).unwrap().keyed(form.fields, language);
            node.compact().unwrap()
        };
        assert_eq!(
            written(KeyLanguage::Chinese),
            r#"{"year":1,"主要任务":[{"任务名称":"文字","x-name":1}],"填表人":2}"#
        );
        assert_eq!(
            written(KeyLanguage::English),
            r#"{"被评价年度":1,"tasks":[{"name":"文字","x-name":1}],"填表人":2}"#
        );
    }

    #[test]
    fn pointers_are_canonical_but_for_marked_keys() {
        let pointer = |pointer| finding_pointer(pointer, FORMS[0].fields, KeyLanguage::Chinese);
        assert_eq!(pointer("/tasks/0/name"), "/tasks/0/name");
        assert_eq!(pointer("/tasks/0/own:name"), "/tasks/0/任务名称");
        assert_eq!(pointer("/other:year"), "/year");
    }

    #[test]
    fn nothing_is_changed_that_is_not_there() {
        let mut node = Node::parse(r#"{"tasks":[{}]}"#).unwrap();
        assert!(node.remove("/year").is_err());
        assert!(node.set("/funds/adjustment", Node::text("1")).is_err());
        assert!(node.set("/tasks/0/name", Node::text("文字")).is_ok());
        assert_eq!(node.compact().unwrap(), r#"{"tasks":[{"name":"文字"}]}"#);
    }
}
