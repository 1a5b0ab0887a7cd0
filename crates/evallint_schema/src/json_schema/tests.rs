//! Schema and field table agree, in every dialect.

use super::*;
use crate::field::{Field, Kind};
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
fn every_schema_is_flat_and_closed() {
    for schema in FormSchema::all() {
        assert_flat(&schema.value(&Addresses::Names), "");
    }
}

fn assert_flat(schema: &Value, path: &str) {
    match schema {
        Value::Object(object) => {
            for banned in ["allOf", "oneOf", "prefixItems"] {
                assert!(!object.contains_key(banned), "{path}: {banned}");
            }
            if object.contains_key("required") {
                let is_closed = object["additionalProperties"] == json!(false);
                assert!(is_closed || object.contains_key("body"), "{path}");
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

/// The keywords that only editors know.
const EDITOR_KEYWORDS: [&str; 7] = [
    "markdownDescription",
    "enumDescriptions",
    "errorMessage",
    "patternErrorMessage",
    "defaultSnippets",
    "doNotSuggest",
    "suggestSortText",
];

fn without(keywords: &[&str], schema: &mut Value) {
    if let Value::Object(members) = schema {
        members.retain(|key, _| !keywords.contains(&key.as_str()));
        members.values_mut().for_each(|member| without(keywords, member));
    } else if let Value::Array(elements) = schema {
        for element in elements {
            without(keywords, element);
        }
    }
}

/// Puts values in the place of references to them, as the schema for editors does.
fn write_out(root: &mut Value) {
    let mut definitions = root["$defs"].clone();
    let is_object = |definition: &Value| definition["type"] == "object";
    let objects = std::iter::once(&mut *root).chain(definitions.as_object_mut().unwrap().values_mut());
    let values = objects
        .filter(|object| is_object(object))
        .flat_map(|object| object["properties"].as_object_mut().unwrap().values_mut());
    let named = FormSchema::all().next().unwrap().value(&Addresses::Names)["$defs"].clone();
    for property in values {
        let name = property["$ref"]
            .as_str()
            .map(|name| name.trim_start_matches("#/$defs/").to_owned());
        let Some(mut value) = name
            .map(|name| named[name].clone())
            .filter(|value| !is_object(value))
        else {
            continue;
        };
        without(&["title", "description", "examples"], &mut value);
        let members = property.as_object_mut().unwrap();
        members.shift_remove("$ref");
        members.extend(value.as_object().unwrap().clone());
    }
    definitions
        .as_object_mut()
        .unwrap()
        .retain(|_, definition| is_object(definition));
    root["$defs"] = definitions;
}

#[test]
fn editors_are_told_what_validators_are_told_and_more() {
    for form in FORMS {
        for keys in [KeyLanguage::English, KeyLanguage::Chinese] {
            let strict = FormSchema::strict(form, keys);
            let dialect = Dialect::Editor;
            let mut editor = FormSchema { dialect, ..strict }.value(&Addresses::Names);
            let text = editor.to_string();
            for keyword in EDITOR_KEYWORDS {
                assert!(text.contains(&format!("\"{keyword}\"")), "{keyword}");
            }
            without(&EDITOR_KEYWORDS, &mut editor);
            let mut strict = strict.value(&Addresses::Names);
            strict["$id"] = editor["$id"].clone();
            // An editor would offer the examples, and they would stay in somebody's form.
            without(&["examples"], &mut strict);
            write_out(&mut strict);
            assert_eq!(editor, strict);
        }
    }
}

#[test]
fn validators_are_given_the_same_without_documentation() {
    for form in FORMS {
        let strict = FormSchema::strict(form, KeyLanguage::English);
        let mut documented = strict.value(&Addresses::Names);
        let mut undocumented = strict.undocumented();
        for schema in [&mut documented, &mut undocumented] {
            without(&["title", "description", "examples"], schema);
        }
        assert_eq!(documented, undocumented);
    }
}

#[test]
fn everything_is_documented_in_both_languages_and_by_examples() {
    for schema in FormSchema::all() {
        let root = schema.value(&Addresses::Names);
        let definitions = root["$defs"].as_object().unwrap();
        let has_examples = schema.dialect != Dialect::Editor;
        for (name, documented) in definitions.iter().chain([(&schema.path(), &root)]) {
            let properties = documented["properties"].as_object().into_iter().flatten();
            let properties = properties.filter(|(key, _)| *key != "$schema");
            for (name, documented) in properties.chain([(name, documented)]) {
                assert_documented(documented, name);
                let examples = documented["examples"].as_array();
                assert_eq!(
                    examples.is_some_and(|examples| !examples.is_empty()),
                    has_examples,
                    "{name}"
                );
            }
        }
    }
}

fn assert_documented(schema: &Value, name: &str) {
    for keyword in ["title", "description"] {
        let text = schema[keyword]
            .as_str()
            .unwrap_or_else(|| panic!("{name}: {keyword}"));
        let is_chinese = |character: char| ('\u{4E00}'..='\u{9FFF}').contains(&character);
        assert!(text.contains(is_chinese), "{name}: {text}");
        assert!(
            text.contains(|character: char| character.is_ascii_lowercase()),
            "{name}: {text}"
        );
    }
}

#[test]
fn every_choice_has_its_meaning() {
    fn assert_meanings(fields: &[Field]) {
        for field in fields {
            let words = match field.kind {
                Kind::Choice(words) => words.len(),
                _ => 0,
            };
            assert_eq!(field.meanings.len(), words, "{}", field.key);
            assert_meanings(field.fields);
        }
    }
    for form in FORMS {
        assert_meanings(form.fields);
    }
}
