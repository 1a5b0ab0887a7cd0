//! The published JSON Schema (2020-12), generated from a form's Rust types and completed from its field table.
//!
//! It is kept flat, so that other people's validators and code generators read it alike: a `type` wherever properties
//! are, no `allOf`, no tuples.

use serde_json::{Map, Value, json};

use crate::field::{Doc, Field};
use crate::form::Form;

/// The version of the published schemas. A breaking change makes a new one.
const VERSION: &str = "v1";

/// Which of its two names a field has as a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyLanguage {
    /// The label printed on the form.
    Chinese,
    /// The English key.
    English,
}

impl KeyLanguage {
    /// The key of the field in this language.
    #[must_use]
    pub fn key(self, field: &Field) -> &'static str {
        match self {
            Self::Chinese => field.label,
            Self::English => field.key,
        }
    }

    fn doc(self, doc: Doc) -> String {
        match self {
            Self::Chinese => doc.zh.to_owned(),
            Self::English => format!("{} {}", doc.en, doc.zh),
        }
    }

    fn suffix(self) -> &'static str {
        match self {
            Self::Chinese => ".zh",
            Self::English => "",
        }
    }
}

impl Form {
    /// The path of the published schema below the folder of all schemas.
    #[must_use]
    pub fn schema_path(&self, language: KeyLanguage) -> String {
        format!("{}/{VERSION}{}.schema.json", self.id, language.suffix())
    }

    /// The name of the published schema, which is its `$id`.
    #[must_use]
    pub fn schema_id(&self, language: KeyLanguage) -> String {
        format!("urn:evallint:{}:{VERSION}{}", self.id, language.suffix())
    }
}

/// The published schema of a form, with its keys in one language.
#[must_use]
pub fn json_schema(form: &Form, language: KeyLanguage) -> Value {
    let mut schema = (form.schema)().to_value();
    let definitions = schema
        .get_mut("$defs")
        .and_then(Value::as_object_mut)
        .map(std::mem::take)
        .unwrap_or_default();
    let mut definitions = Definitions {
        language,
        all: definitions,
    };
    let mut root = Map::new();
    root.insert(
        "$schema".into(),
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    root.insert("$id".into(), json!(form.schema_id(language)));
    root.insert("title".into(), json!(form.title));
    root.insert("description".into(), json!(language.doc(form.doc)));
    if let Value::Object(object) = schema {
        root.extend(definitions.complete_object(object, form.fields));
    }
    definitions.complete_all();
    root.insert("$defs".into(), Value::Object(definitions.all));
    Value::Object(root)
}

/// The definitions of a schema while they are completed from the field table.
struct Definitions {
    language: KeyLanguage,
    all: Map<String, Value>,
}

impl Definitions {
    /// The object schema with keys in the language, documented, and closed but for `$schema` and `x-` keys.
    fn complete_object(
        &mut self,
        mut object: Map<String, Value>,
        fields: &'static [Field],
    ) -> Map<String, Value> {
        let mut properties = Map::new();
        properties.insert("$schema".into(), json!({ "type": "string" }));
        let mut generated = take_object(&mut object, "properties");
        for field in fields {
            let value = generated.remove(field.key).unwrap_or_default();
            properties.insert(self.language.key(field).into(), self.complete(value, field));
        }
        let required: Vec<&str> = fields
            .iter()
            .filter(|field| field.required)
            .map(|field| self.language.key(field))
            .collect();
        let mut completed = Map::new();
        completed.insert("type".into(), json!("object"));
        completed.insert("properties".into(), Value::Object(properties));
        completed.insert("patternProperties".into(), json!({ "^x-": {} }));
        completed.insert("required".into(), json!(required));
        completed.insert("additionalProperties".into(), json!(false));
        completed
    }

    /// The schema of one field, titled with its label and described from its documentation.
    fn complete(&mut self, value: Value, field: &'static Field) -> Value {
        let mut object = match value {
            Value::Object(object) => object,
            other => return other,
        };
        self.complete_reference(object.get("$ref"), field);
        self.complete_reference(object.get("items").and_then(|items| items.get("$ref")), field);
        let mut completed = Map::new();
        completed.insert("title".into(), json!(field.label));
        completed.insert("description".into(), json!(self.language.doc(field.doc)));
        for key in ["title", "description", "default", "format"] {
            object.remove(key);
        }
        completed.extend(object);
        Value::Object(completed)
    }

    /// Completes the definition that a field with fields of its own refers to.
    fn complete_reference(&mut self, reference: Option<&Value>, field: &'static Field) {
        let name = reference
            .and_then(Value::as_str)
            .and_then(|reference| reference.strip_prefix("#/$defs/"));
        let Some(name) = name.filter(|_| !field.fields.is_empty()) else {
            return;
        };
        if let Some(Value::Object(object)) = self.all.get_mut(name).map(Value::take) {
            let completed = self.complete_object(object, field.fields);
            self.all.insert(name.to_owned(), Value::Object(completed));
        }
    }

    /// Drops what only a reader of the Rust types needs.
    fn complete_all(&mut self) {
        for definition in self.all.values_mut().filter_map(Value::as_object_mut) {
            definition.remove("description");
        }
    }
}

fn take_object(object: &mut Map<String, Value>, key: &str) -> Map<String, Value> {
    match object.get_mut(key).map(Value::take) {
        Some(Value::Object(taken)) => taken,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Kind;
    use crate::form::FORMS;

    /// Every object schema with the fields it is of.
    fn objects<'s>(
        schema: &'s Value,
        fields: &'static [Field],
        root: &'s Value,
    ) -> Vec<(&'s Value, &'static [Field])> {
        let mut found = vec![(schema, fields)];
        for field in fields.iter().filter(|field| !field.fields.is_empty()) {
            let property = &schema["properties"][field.key];
            let reference = if field.kind == Kind::List {
                &property["items"]["$ref"]
            } else {
                &property["$ref"]
            };
            let name = reference
                .as_str()
                .and_then(|name| name.strip_prefix("#/$defs/"))
                .unwrap();
            found.extend(objects(&root["$defs"][name], field.fields, root));
        }
        found
    }

    #[test]
    fn schema_and_field_table_agree() {
        for form in FORMS {
            let schema = json_schema(form, KeyLanguage::English);
            let generated = (form.schema)().to_value();
            for (object, fields) in objects(&generated, form.fields, &generated) {
                let names = |key: &str| -> Vec<String> {
                    let mut names: Vec<String> = match &object[key] {
                        Value::Object(properties) => properties.keys().cloned().collect(),
                        Value::Array(required) => required
                            .iter()
                            .map(|name| name.as_str().unwrap().to_owned())
                            .collect(),
                        other => panic!("{key}: {other}"),
                    };
                    names.sort();
                    names
                };
                let table = |keep: fn(&&Field) -> bool| {
                    let mut keys: Vec<String> = fields
                        .iter()
                        .filter(keep)
                        .map(|field| field.key.to_owned())
                        .collect();
                    keys.sort();
                    keys
                };
                assert_eq!(names("properties"), table(|_| true));
                assert_eq!(names("required"), table(|field| field.required));
            }
            for (object, fields) in objects(&schema, form.fields, &schema) {
                for field in fields {
                    assert_kind(&object["properties"][field.key], field, &schema);
                }
            }
        }
    }

    fn assert_kind(property: &Value, field: &Field, root: &Value) {
        let target = match property["$ref"].as_str() {
            Some(reference) => &root["$defs"][reference.trim_start_matches("#/$defs/")],
            None => property,
        };
        let name = property["$ref"]
            .as_str()
            .map(|name| name.trim_start_matches("#/$defs/"));
        match field.kind {
            Kind::Text => assert_eq!(target["pattern"], r"\S", "{}", field.key),
            Kind::Name { minimum, maximum } => {
                assert_eq!(
                    (&target["minLength"], &target["maxLength"]),
                    (&json!(minimum), &json!(maximum))
                );
                assert_eq!(target["pattern"], r"\S", "{}", field.key);
            }
            Kind::Integer { minimum, maximum } => {
                assert_eq!(
                    (&target["minimum"], &target["maximum"]),
                    (&json!(minimum), &json!(maximum))
                );
                assert_eq!(target["type"], "integer");
            }
            Kind::Choice(words) => assert_eq!(target["enum"], json!(words), "{}", field.key),
            Kind::Amount => assert_eq!(name, Some("Amount"), "{}", field.key),
            Kind::SignedAmount => assert_eq!(name, Some("SignedAmount"), "{}", field.key),
            Kind::Rate => assert_eq!(name, Some("Rate"), "{}", field.key),
            Kind::SignedRate => assert_eq!(name, Some("SignedRate"), "{}", field.key),
            Kind::TextOrNumber => assert_eq!(name, Some("TextOrNumber"), "{}", field.key),
            Kind::Group => assert_eq!(target["type"], "object", "{}", field.key),
            Kind::List => assert_eq!(target["type"], "array", "{}", field.key),
        }
    }

    #[test]
    fn both_flavours_are_flat_and_closed() {
        for form in FORMS {
            for language in [KeyLanguage::English, KeyLanguage::Chinese] {
                assert_flat(&json_schema(form, language), "");
            }
        }
    }

    fn assert_flat(schema: &Value, path: &str) {
        match schema {
            Value::Object(object) => {
                for banned in ["allOf", "oneOf", "prefixItems"] {
                    assert!(!object.contains_key(banned), "{path}: {banned}");
                }
                if object.contains_key("required") {
                    assert_eq!(object["additionalProperties"], json!(false), "{path}");
                    assert_eq!(object["type"], "object", "{path}");
                }
                for (key, value) in object {
                    assert_flat(value, &format!("{path}/{key}"));
                }
            }
            Value::Array(items) => items.iter().for_each(|item| assert_flat(item, path)),
            _ => {}
        }
    }
}
