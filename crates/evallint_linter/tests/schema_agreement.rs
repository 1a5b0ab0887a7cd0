//! What the linter enforces is what other teams get: any document that the published schema refuses has a finding of
//! structure, and any that it accepts has none.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use evallint_linter::{Settings, check};
use evallint_schema::{Addresses, Dialect, FORMS, FormSchema, KeyLanguage, json_schema};
use evallint_syntax::Source;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

const FORM: &str = include_str!("../../../tests/forms/education.eval.json");

/// The rules that say what the schema says.
const STRUCTURE: &[&str] = &[
    "unknown-field",
    "missing-field",
    "missing-funds",
    "missing-result",
    "missing-indicators",
    "invalid-value",
    "negative-amount",
    "rate-format",
    "placeholder",
];

/// Values of every type, valid and invalid for one field or another.
fn value() -> impl Strategy<Value = Value> {
    select(vec![
        Value::Null,
        json!(true),
        json!(""),
        json!(" \u{3000}"),
        json!("文字"),
        json!("15,784.84"),
        json!("-1"),
        json!("97.78%"),
        json!("万元"),
        json!("2022"),
        json!("1".repeat(29)),
        json!(0),
        json!(-1),
        json!(2022),
        json!(2022.0),
        json!(1e30),
        json!([]),
        json!({}),
        json!([null]),
        json!([{}]),
        json!({ "name": "名称" }),
    ])
}

/// The pointers of every value of a document.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(members) => {
            members
                .iter()
                .for_each(|(key, value)| pointers(value, &format!("{at}/{key}"), found));
        }
        Value::Array(elements) => {
            for (index, value) in elements.iter().enumerate() {
                pointers(value, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// One change of a document.
#[derive(Debug, Clone)]
enum Change {
    Set(usize, Value),
    Remove(usize),
    Add(usize, &'static str, Value),
}

fn change() -> impl Strategy<Value = Change> {
    let key = select(vec![
        "unit",
        "target",
        "form",
        "备注",
        "x-note",
        "$schema",
        "names",
        "年度目标",
    ]);
    prop_oneof![
        (any::<usize>(), value()).prop_map(|(at, value)| Change::Set(at, value)),
        any::<usize>().prop_map(Change::Remove),
        (any::<usize>(), key, value()).prop_map(|(at, key, value)| Change::Add(at, key, value)),
    ]
}

fn apply(document: &mut Value, change: &Change) {
    let mut places = Vec::new();
    pointers(document, "", &mut places);
    let place = |at: &usize| places[at % places.len()].clone();
    match change {
        Change::Set(at, value) => *document.pointer_mut(&place(at)).unwrap() = value.clone(),
        Change::Remove(at) => {
            let place = place(at);
            let Some((parent, key)) = place.rsplit_once('/') else {
                return;
            };
            match document.pointer_mut(parent).unwrap() {
                Value::Object(members) => drop(members.shift_remove(key)),
                Value::Array(elements) => drop(elements.remove(key.parse().unwrap())),
                _ => {}
            }
        }
        Change::Add(at, key, value) => {
            if let Some(members) = document.pointer_mut(&place(at)).unwrap().as_object_mut() {
                members.insert((*key).to_owned(), value.clone());
            }
        }
    }
}

/// An optional field that is null or blank is simply absent, and the schema alone refuses it.
fn has_blank_optional(value: &Value) -> bool {
    let blank = |value: &Value| value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
    match value {
        Value::Object(members) => members.iter().any(|(key, value)| {
            matches!(key.as_str(), "form" | "unit" | "target" | "$schema") && blank(value)
                || has_blank_optional(value)
        }),
        Value::Array(elements) => elements.iter().any(has_blank_optional),
        _ => false,
    }
}

#[test]
fn a_document_is_refused_by_both_or_by_neither() {
    let schema = json_schema(FORMS[0], KeyLanguage::English);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let base: Value = serde_json::from_str(FORM).unwrap();
    let mut runner = TestRunner::new(Config {
        cases: 3_000,
        failure_persistence: None,
        ..Config::default()
    });
    let result = runner.run(&prop::collection::vec(change(), 1..3), |changes| {
        let mut document = base.clone();
        for change in &changes {
            apply(&mut document, change);
        }
        if has_blank_optional(&document) {
            return Ok(());
        }
        let source = Source::new("a.eval.json", document.to_string()).unwrap();
        let report = check(&source, &Settings::default());
        let ids: Vec<_> = report
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.rule.id)
            .collect();
        let refused = ids.iter().any(|id| STRUCTURE.contains(id));
        prop_assert_eq!(
            refused,
            !validator.is_valid(&document),
            "{:?} on {}",
            ids,
            document
        );
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[test]
fn what_fits_the_types_fits_the_strict_schema() {
    let dialect = Dialect::Types;
    let strict = FormSchema::strict(FORMS[0], KeyLanguage::English);
    let types = FormSchema { dialect, ..strict }.value(&Addresses::Names);
    let [types, strict] =
        [types, strict.value(&Addresses::Names)].map(|schema| jsonschema::validator_for(&schema).unwrap());
    let base: Value = serde_json::from_str(FORM).unwrap();
    assert!(types.is_valid(&base));
    let mut runner = TestRunner::new(Config {
        cases: 3_000,
        failure_persistence: None,
        ..Config::default()
    });
    let result = runner.run(&change(), |change| {
        let mut document = base.clone();
        apply(&mut document, &change);
        prop_assert!(
            !types.is_valid(&document) || strict.is_valid(&document),
            "{}",
            document
        );
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    // They differ in numbers and in the keys of others alone.
    let mut document = base.clone();
    document["funds"]["initial_budget"] = json!(12_340);
    assert!(!types.is_valid(&document) && strict.is_valid(&document));
    let mut document = base;
    document["x-note"] = json!("审核中");
    assert!(!types.is_valid(&document) && strict.is_valid(&document));
}

/// The schema of a part of a document, which may refer to the definitions of the whole.
fn part(schema: &Value, root: &Value) -> Value {
    let mut part = schema.clone();
    part["$defs"] = root["$defs"].clone();
    part
}

#[test]
fn every_example_is_valid_and_the_whole_one_is_without_findings() {
    // Editors are shown no examples, which they would offer.
    for schema in FormSchema::all().filter(|schema| schema.dialect != Dialect::Editor) {
        let root = schema.value(&Addresses::Names);
        let definitions = root["$defs"].as_object().unwrap().values();
        let documented: Vec<&Value> = definitions.chain([&root]).collect();
        let properties = documented
            .iter()
            .flat_map(|object| object["properties"].as_object().into_iter().flatten())
            .map(|(_, property)| property);
        for documented in documented.iter().copied().chain(properties) {
            let validator = jsonschema::validator_for(&part(documented, &root)).unwrap();
            for example in documented["examples"].as_array().into_iter().flatten() {
                assert!(validator.is_valid(example), "{}: {example}", schema.path());
            }
        }
        let whole = root["examples"][0].to_string();
        let report = check(&Source::new("a.eval.json", whole).unwrap(), &Settings::default());
        assert!(report.diagnostics.is_empty(), "{:#?}", report.diagnostics);
    }
}

#[test]
fn both_flavours_say_the_same_of_the_clean_form() {
    let chinese = include_str!("../../../tests/forms/education.zh.eval.json");
    for (language, text) in [(KeyLanguage::English, FORM), (KeyLanguage::Chinese, chinese)] {
        let validator = jsonschema::validator_for(&json_schema(FORMS[0], language)).unwrap();
        let document: Value = serde_json::from_str(text).unwrap();
        assert!(
            validator.is_valid(&document),
            "{:?}",
            validator.validate(&document)
        );
        assert!(!validator.is_valid(&json!({})));
    }
}
