//! Forms as JSON.

use evallint_schema::KeyLanguage;
use evallint_schema::values::Written;
use serde::ser::{Error, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::content::{Entry, Value};

/// Writes the values with two spaces of indentation and a line break at the end. Comments are left out.
///
/// # Errors
/// Fails where a number is none of JSON.
pub(crate) fn write(root: &Entry, keys: KeyLanguage) -> Result<String, serde_json::Error> {
    let mut written = serde_json::to_string_pretty(&Member { entry: root, keys })?;
    written.push('\n');
    Ok(written)
}

struct Member<'e> {
    entry: &'e Entry,
    keys: KeyLanguage,
}

impl Serialize for Member<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let keys = self.keys;
        match &self.entry.value {
            Value::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for entry in members {
                    let key = entry
                        .key(keys)
                        .ok_or_else(|| S::Error::custom("a member without a key"))?;
                    map.serialize_entry(key, &Member { entry, keys })?;
                }
                map.end()
            }
            Value::Array(elements) => {
                let mut list = serializer.serialize_seq(Some(elements.len()))?;
                for entry in elements {
                    list.serialize_element(&Member { entry, keys })?;
                }
                list.end()
            }
            Value::Text(text) => serializer.serialize_str(text),
            Value::Number(literal) => Written::Number(literal.clone()).serialize(serializer),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Null => serializer.serialize_unit(),
        }
    }
}
