//! The JSON Schema of a file of settings, from the list of keys, the rules and their options.
//!
//! What it cannot tell is what only reading tells: whether a pattern is well-formed, and whether a field is meant.

use evallint_schema::{Addresses, SCHEMA_RELEASE};
use serde_json::{Map, Value, json};

use crate::message::Language;
use crate::rules::RULES;

use super::key::{KeyKind, SETTINGS_KEYS};
use super::options::{OptionKind, RuleOption, RuleOptions, SignConvention};
use super::selector::Selector;
use super::severities::Level;

/// The path of the schema of settings below the folder of all schemas.
pub(crate) const SCHEMA_PATH: &str = "evallint.schema.json";

/// The published JSON Schema (2020-12) of `evallint.toml`, which editors of TOML complete and check by.
#[must_use]
pub fn settings_schema(addresses: &Addresses) -> Value {
    let properties: Map<String, Value> = SETTINGS_KEYS
        .iter()
        .map(|key| {
            let mut documented = documented(value_schema(key.kind), None, &both(key.zh, key.en));
            if let Value::Object(members) = &mut documented {
                members.insert("examples".into(), json!([example(key.kind)]));
            }
            (key.name.to_owned(), documented)
        })
        .collect();
    let whole: Map<String, Value> = SETTINGS_KEYS
        .iter()
        .map(|key| (key.name.to_owned(), example(key.kind)))
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": addresses.id(SCHEMA_PATH, "settings:v1"),
        "$comment": SCHEMA_RELEASE,
        "title": "evallint.toml",
        "description": both("evallint 的设置。", "Settings of evallint."),
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "examples": [whole],
        "$defs": { "rule-or-group": rule_or_group() }
    })
}

fn value_schema(kind: KeyKind) -> Value {
    let at_least = |may_be_empty: bool| u32::from(!may_be_empty);
    match kind {
        KeyKind::Rules { may_be_empty } => rule_list(at_least(may_be_empty)),
        KeyKind::Paths { may_be_empty } => json!({
            "type": "array",
            "items": { "type": "string", "pattern": r"\S" },
            "minItems": at_least(may_be_empty)
        }),
        KeyKind::Choice(words) => json!({ "type": "string", "enum": words }),
        KeyKind::File => json!({ "type": "string", "pattern": r"\S" }),
        KeyKind::Severity => severity_table(),
        KeyKind::Options => option_tables(),
        KeyKind::PerFile => json!({
            "type": "object",
            "propertyNames": { "pattern": r"^\s*[^!\s]" },
            "additionalProperties": rule_list(0)
        }),
        KeyKind::PerPointer => json!({
            "type": "object",
            "propertyNames": { "pattern": "^(/[^/]+)+$" },
            "additionalProperties": rule_list(0)
        }),
    }
}

fn rule_list(at_least: u32) -> Value {
    json!({ "type": "array", "items": { "$ref": "#/$defs/rule-or-group" }, "minItems": at_least })
}

/// Every rule and group, each with its title and what it is about.
fn rule_or_group() -> Value {
    let choices: Vec<_> = Selector::all()
        .map(|selector| {
            documented(
                json!({ "const": selector.id() }),
                Some(selector.name()),
                &about(selector),
            )
        })
        .collect();
    json!({
        "title": "规则或类别 · Rule or group",
        "description": both("一条规则，或一类规则。", "A rule, or a group of rules."),
        "type": "string",
        "oneOf": choices,
        "examples": ["placeholder", "funds"]
    })
}

/// What a key may be set to.
fn example(kind: KeyKind) -> Value {
    match kind {
        KeyKind::Rules { .. } => json!(["placeholder", "funds"]),
        KeyKind::Paths { .. } => json!(["2024/*.yaml"]),
        KeyKind::Choice(words) => json!(words.first()),
        KeyKind::File => json!("evallint-baseline.json"),
        KeyKind::Severity => json!({ "funds": "error", "rate-format": "info" }),
        KeyKind::Options => json!({ "low-task-coverage": { "below": "40%" } }),
        KeyKind::PerFile => json!({ "2019/": ["punctuation-style"] }),
        KeyKind::PerPointer => json!({ "/tasks/*/funds": ["amount-format"] }),
    }
}

fn severity_table() -> Value {
    let words: Vec<_> = Level::ALL.iter().map(|level| level.as_str()).collect();
    let properties: Map<String, Value> = Selector::all()
        .map(|selector| {
            let level = json!({ "type": "string", "enum": words });
            let documented = documented(level, Some(selector.name()), &about(selector));
            (selector.id().to_owned(), documented)
        })
        .collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// A table for each rule. One without options takes an empty table only.
fn option_tables() -> Value {
    let properties: Map<String, Value> = RULES
        .iter()
        .map(|rule| {
            let options: Map<String, Value> = RuleOption::of_rule(rule)
                .map(|option| (option.name.to_owned(), option_schema(option)))
                .collect();
            let table = json!({ "type": "object", "properties": options, "additionalProperties": false });
            let documented = documented(table, Some(rule.name), &about(Selector::Rule(rule)));
            (rule.id.to_owned(), documented)
        })
        .collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn option_schema(option: &RuleOption) -> Value {
    let default = option.written(RuleOptions::default());
    let schema = match option.kind {
        OptionKind::Sign(_) => {
            let words: Vec<_> = SignConvention::ALL.iter().map(|sign| sign.as_str()).collect();
            json!({ "type": "string", "enum": words, "default": default })
        }
        OptionKind::Percent { most, .. } => json!({
            "type": ["number", "string"],
            "default": default,
            "anyOf": [
                { "type": "number", "const": 0 },
                { "type": "number", "minimum": 1, "maximum": most },
                { "type": "string", "pattern": percent_pattern(most) }
            ]
        }),
    };
    documented(schema, None, &both(option.zh, option.en))
}

/// A percentage in a text from 0 to a bound, which is a power of ten.
fn percent_pattern(most: u32) -> String {
    let digits = most.ilog10();
    format!(r"^0*([0-9]{{1,{digits}}}(\.[0-9]+)?|{most}(\.0+)?)%$")
}

/// The schema with a title, where there is one, and a description before what it holds.
fn documented(schema: Value, title: Option<&str>, description: &str) -> Value {
    let mut documented = Map::new();
    if let Some(title) = title {
        documented.insert("title".into(), json!(title));
    }
    documented.insert("description".into(), json!(description));
    if let Value::Object(schema) = schema {
        documented.extend(schema);
    }
    Value::Object(documented)
}

fn about(selector: Selector) -> String {
    match selector {
        Selector::Rule(rule) => both(
            rule.description(Language::Chinese),
            rule.description(Language::English),
        ),
        Selector::Group(group) => both(
            &format!("“{}”类的全部规则。", group.name()),
            &format!("Every rule of the group {}.", group.as_str()),
        ),
    }
}

fn both(zh: &str, en: &str) -> String {
    format!("{zh}\n{en}")
}
