//! The published JSON Schemas (2020-12), generated from a form's Rust types and completed from its field table.
//!
//! They are kept flat, so that other people's validators and code generators read them alike: a `type` wherever
//! properties are, no `allOf`, no tuples.

mod definitions;
mod editor;
mod example;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value, json};

use crate::address::Addresses;
use crate::field::{Doc, Field, Kind};
use crate::form::Form;

use definitions::Definition;

/// The version of the published schemas. A breaking change makes a new one.
pub const SCHEMA_VERSION: &str = "v1";

/// Which release of that version the published schemas are, which each says in its `$comment`.
pub const SCHEMA_RELEASE: &str = "1.0.0";

/// What every schema says it is written in.
const META_SCHEMA: &str = "https://json-schema.org/draft/2020-12/schema";

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

    /// The documentation in both languages, this one first.
    fn doc(self, doc: Doc) -> String {
        match self {
            Self::Chinese => format!("{}\n{}", doc.zh, doc.en),
            Self::English => format!("{}\n{}", doc.en, doc.zh),
        }
    }

    /// The title in both languages, this one first.
    fn title(self, zh: &str, en: &str) -> String {
        match self {
            Self::Chinese => format!("{zh} · {en}"),
            Self::English => format!("{en} · {zh}"),
        }
    }

    fn suffix(self) -> &'static str {
        match self {
            Self::Chinese => ".zh",
            Self::English => "",
        }
    }
}

/// For whom a schema is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// For validators: what a valid document is, in the keywords of the standard alone.
    Strict,
    /// For editors: the same, with the keywords by which they explain and complete.
    Editor,
    /// For generators of code: the documents that have every amount and result as a text, so that none is read as a
    /// binary fraction, and no keys of others.
    Types,
}

impl Dialect {
    /// All dialects.
    pub const ALL: [Self; 3] = [Self::Strict, Self::Editor, Self::Types];

    fn suffix(self) -> &'static str {
        match self {
            Self::Strict => "",
            Self::Editor => ".editor",
            Self::Types => ".types",
        }
    }
}

/// One of the published schemas of a form.
#[derive(Debug, Clone, Copy)]
pub struct FormSchema {
    /// The form.
    pub form: &'static Form,
    /// The language of the keys.
    pub keys: KeyLanguage,
    /// For whom it is.
    pub dialect: Dialect,
}

impl FormSchema {
    /// Every published schema of every form.
    pub fn all() -> impl Iterator<Item = Self> {
        crate::FORMS.iter().copied().flat_map(|form| {
            let languages = [KeyLanguage::English, KeyLanguage::Chinese];
            languages.into_iter().flat_map(move |keys| {
                Dialect::ALL
                    .into_iter()
                    .map(move |dialect| Self { form, keys, dialect })
            })
        })
    }

    /// The schema for validators.
    #[must_use]
    pub fn strict(form: &'static Form, keys: KeyLanguage) -> Self {
        let dialect = Dialect::Strict;
        Self { form, keys, dialect }
    }

    /// What the schema is called where no address is known, which is what documents name it by.
    #[must_use]
    pub fn name(&self) -> String {
        self.id(&Addresses::Names)
    }

    fn id(&self, addresses: &Addresses) -> String {
        let (keys, dialect) = (self.keys.suffix(), self.dialect.suffix());
        let name = format!("{}:{SCHEMA_VERSION}{keys}{dialect}", self.form.id);
        addresses.id(&self.path(), &name)
    }

    /// The path below the folder of all schemas.
    #[must_use]
    pub fn path(&self) -> String {
        let (keys, dialect) = (self.keys.suffix(), self.dialect.suffix());
        format!("{}/{SCHEMA_VERSION}{keys}{dialect}.schema.json", self.form.id)
    }

    /// The title in both languages.
    #[must_use]
    pub fn title(&self) -> String {
        self.keys.title(self.form.title, self.form.english_title)
    }

    /// The schema, where all of them lie at these addresses.
    #[must_use]
    pub fn value(&self, addresses: &Addresses) -> Value {
        self.written(addresses, true)
    }

    /// The schema without its documentation, which takes longer to write than all else and says nothing to a validator.
    #[must_use]
    pub fn undocumented(&self) -> Value {
        self.written(&Addresses::Names, false)
    }

    fn written(&self, addresses: &Addresses, is_documented: bool) -> Value {
        let Self { form, keys, dialect } = *self;
        let mut generated = (form.schema)().to_value();
        let definitions = generated
            .get_mut("$defs")
            .and_then(Value::as_object_mut)
            .map(std::mem::take)
            .unwrap_or_default();
        let mut writer = Writer {
            keys,
            dialect,
            is_documented,
            definitions,
        };
        let mut root = Map::new();
        root.insert("$schema".into(), json!(META_SCHEMA));
        root.insert("$id".into(), json!(self.id(addresses)));
        root.insert("$comment".into(), json!(SCHEMA_RELEASE));
        if let Value::Object(object) = generated {
            let whole = Described {
                title: &self.title(),
                label: form.title,
                doc: form.doc,
                fields: form.fields,
            };
            root.extend(writer.object(object, &whole, true));
        }
        if is_documented {
            writer.complete_definitions();
        }
        root.insert("$defs".into(), Value::Object(writer.definitions));
        Value::Object(root)
    }
}

/// The published schema of a form for validators, with its keys in one language.
#[must_use]
pub fn json_schema(form: &'static Form, keys: KeyLanguage) -> Value {
    FormSchema::strict(form, keys).value(&Addresses::Names)
}

/// What the field table says of an object.
struct Described<'d> {
    title: &'d str,
    /// What it is called on the form.
    label: &'static str,
    doc: Doc,
    fields: &'static [Field],
}

/// Writes a schema out of what was generated from the Rust types and what the field table says.
struct Writer {
    keys: KeyLanguage,
    dialect: Dialect,
    is_documented: bool,
    definitions: Map<String, Value>,
}

impl Writer {
    /// The object schema with keys in the language, documented, and closed but for `$schema` and `x-` keys.
    fn object(
        &mut self,
        mut generated: Map<String, Value>,
        described: &Described<'_>,
        is_root: bool,
    ) -> Map<String, Value> {
        let Described {
            title, doc, fields, ..
        } = *described;
        let mut properties = Map::new();
        if is_root || self.dialect != Dialect::Types {
            properties.insert("$schema".into(), self.reference_to_schema(is_root));
        }
        let mut values = take_object(&mut generated, "properties");
        for field in fields {
            let value = values.remove(field.key).unwrap_or_default();
            properties.insert(self.keys.key(field).into(), self.field(value, field, fields));
        }
        let required: Vec<&str> = fields
            .iter()
            .filter(|field| field.required)
            .map(|field| self.keys.key(field))
            .collect();
        let mut object = Map::new();
        self.name(&mut object, title, doc);
        object.insert("type".into(), json!("object"));
        object.insert("properties".into(), Value::Object(properties));
        if self.dialect != Dialect::Types {
            object.insert("patternProperties".into(), json!({ "^x-": {} }));
        }
        object.insert("required".into(), json!(required));
        object.insert("additionalProperties".into(), json!(false));
        self.show(&mut object, || vec![example::of_fields(fields, self.keys)]);
        if self.dialect == Dialect::Editor {
            editor::offer_whole(&mut object, described, self.keys);
        }
        object
    }

    /// Adds valid values. Editors would offer them, and they would stay in somebody's form; they show them in what they
    /// explain.
    fn show(&self, schema: &mut Map<String, Value>, examples: impl FnOnce() -> Vec<Value>) {
        if self.is_documented && self.dialect != Dialect::Editor {
            schema.insert("examples".into(), Value::Array(examples()));
        }
    }

    /// Adds what something is called and what it means.
    fn name(&self, schema: &mut Map<String, Value>, title: &str, doc: Doc) {
        if self.is_documented {
            schema.insert("title".into(), json!(title));
            schema.insert("description".into(), json!(self.keys.doc(doc)));
        }
    }

    /// The key by which a document names its schema. It may stand in every object, and belongs into the outermost.
    fn reference_to_schema(&self, is_root: bool) -> Value {
        let doc = self.keys.doc(REFERENCE_TO_SCHEMA);
        if self.dialect == Dialect::Editor && !is_root {
            json!({ "description": doc, "type": "string", "doNotSuggest": true })
        } else {
            json!({ "description": doc, "type": "string" })
        }
    }

    /// The schema of one field, titled with its label and described from its documentation.
    fn field(&mut self, value: Value, field: &'static Field, siblings: &'static [Field]) -> Value {
        let mut generated = match value {
            Value::Object(object) => object,
            other => return other,
        };
        if self.dialect == Dialect::Editor {
            self.write_out(&mut generated);
        }
        self.complete_reference(generated.get("$ref"), field);
        self.complete_reference(generated.get("items").and_then(|items| items.get("$ref")), field);
        let mut schema = Map::new();
        self.name(
            &mut schema,
            &self.keys.title(field.label, &field.title()),
            field.doc,
        );
        for key in ["title", "description", "default", "format"] {
            generated.remove(key);
        }
        schema.extend(generated);
        self.show(&mut schema, || example::of_field(field, self.keys));
        if self.dialect == Dialect::Editor {
            editor::explain_field(&mut schema, field, siblings, self.keys);
        }
        Value::Object(schema)
    }

    /// Puts one of the common kinds of value in the place of the reference to it. An editor would explain what is referred
    /// to instead of the field.
    fn write_out(&self, schema: &mut Map<String, Value>) {
        let name = schema.get("$ref").and_then(definition_name);
        let Some(definition) = name.and_then(Definition::named) else {
            return;
        };
        if let Some(Value::Object(value)) = self.definitions.get(definition.name) {
            let mut value = value.clone();
            editor::explain_value(&mut value, definition, self.keys);
            schema.shift_remove("$ref");
            schema.extend(value);
        }
    }

    /// Completes the definition that a field with fields of its own refers to.
    fn complete_reference(&mut self, reference: Option<&Value>, field: &'static Field) {
        let name = reference.and_then(definition_name);
        let Some(name) = name.filter(|_| !field.fields.is_empty()) else {
            return;
        };
        if let Some(Value::Object(generated)) = self.definitions.get_mut(name).map(Value::take) {
            // An element is one of those that the field is called after.
            let english = match field.kind {
                Kind::List => name.to_owned(),
                _ => field.title(),
            };
            let title = self.keys.title(field.label, &english);
            let described = Described {
                title: &title,
                label: field.label,
                doc: field.doc,
                fields: field.fields,
            };
            let object = self.object(generated, &described, false);
            self.definitions.insert(name.to_owned(), Value::Object(object));
        }
    }

    /// Documents the definitions of the common kinds of value.
    fn complete_definitions(&mut self) {
        if self.dialect == Dialect::Editor {
            self.definitions
                .retain(|name, _| Definition::named(name).is_none());
        }
        for (name, schema) in &mut self.definitions {
            let Some(definition) = Definition::named(name) else {
                continue;
            };
            let mut generated = std::mem::take(schema);
            if self.dialect == Dialect::Types {
                generated = as_text(generated);
            }
            let mut completed = Map::new();
            let title = self.keys.title(definition.title.zh, definition.title.en);
            completed.insert("title".into(), json!(title));
            completed.insert("description".into(), json!(self.keys.doc(definition.doc)));
            if let Value::Object(generated) = generated {
                completed.extend(generated);
            }
            let has_numbers = completed.contains_key("anyOf");
            completed.insert("examples".into(), json!(definition.examples(has_numbers)));
            *schema = Value::Object(completed);
        }
    }
}

const REFERENCE_TO_SCHEMA: Doc = Doc {
    zh: "本文件所依据的 JSON Schema 的地址。",
    en: "The address of the JSON Schema that the document follows.",
};

/// Of a value that may be a text or a number the text alone.
fn as_text(mut schema: Value) -> Value {
    let branches = schema.get_mut("anyOf").and_then(Value::as_array_mut);
    let text = branches.and_then(|branches| branches.iter_mut().find(|branch| branch["type"] == "string"));
    match text.map(Value::take) {
        Some(text) => text,
        None => schema,
    }
}

/// The definition that a `$ref` is to.
fn definition_name(reference: &Value) -> Option<&str> {
    reference.as_str()?.strip_prefix("#/$defs/")
}

fn take_object(object: &mut Map<String, Value>, key: &str) -> Map<String, Value> {
    match object.get_mut(key).map(Value::take) {
        Some(Value::Object(taken)) => taken,
        _ => Map::new(),
    }
}
