//! Valid values out of the examples of the field table.

use serde_json::{Map, Value, json};

use super::KeyLanguage;
use crate::field::{Field, Kind};

/// The valid values of a field: those that the table names, or one that is made of those of its fields.
pub(super) fn of_field(field: &'static Field, keys: KeyLanguage) -> Vec<Value> {
    match field.kind {
        Kind::Group => vec![of_fields(field.fields, keys)],
        Kind::List => vec![json!([of_fields(field.fields, keys)])],
        Kind::Integer { .. } => {
            let numbers = field.examples.iter().filter_map(|example| example.parse().ok());
            numbers.map(|number: i64| json!(number)).collect()
        }
        _ => field.examples.iter().map(|example| json!(example)).collect(),
    }
}

/// An object with every required field, each with its first example.
pub(super) fn of_fields(fields: &'static [Field], keys: KeyLanguage) -> Value {
    let required = fields.iter().filter(|field| field.required);
    let members: Map<String, Value> = required
        .filter_map(|field| {
            let example = of_field(field, keys).into_iter().next()?;
            Some((keys.key(field).to_owned(), example))
        })
        .collect();
    Value::Object(members)
}
