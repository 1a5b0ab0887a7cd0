//! What the extension says of the server and the form is what they are, and it is said in both languages.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use evallint_schema::{FORMS, Field};
use serde_json::{Map, Value};

use crate::source;

/// The settings that are the extension's own.
const OWN_SETTINGS: [&str; 2] = ["path", "trace.server"];

fn json(path: &str) -> Value {
    let text = fs::read_to_string(source(path)).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn keys(object: &Value) -> BTreeSet<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_settings_are_those_of_the_server_with_their_defaults() {
    let manifest = json("package.json");
    let mut offered: Map<String, Value> = manifest["contributes"]["configuration"]["properties"]
        .as_object()
        .unwrap()
        .clone();
    for own in OWN_SETTINGS {
        assert!(offered.remove(&format!("evallint.{own}")).is_some(), "{own}");
    }
    let settings = evallint_server::settings();
    assert_eq!(offered.len(), settings.len());
    for setting in settings {
        let offer = &offered[&format!("evallint.{}", setting.name)];
        assert_eq!(offer["default"], setting.default, "{}", setting.name);
        let choices = offer
            .get("enum")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        assert_eq!(choices, setting.choices, "{}", setting.name);
        let kind = if setting.default.is_boolean() {
            "boolean"
        } else {
            "string"
        };
        assert_eq!(offer["type"], kind, "{}", setting.name);
    }
}

#[test]
fn the_commands_of_the_server_are_named_as_it_names_them() {
    let text = fs::read_to_string(source("src/serverCommands.ts")).unwrap();
    let named: BTreeSet<&str> = text
        .lines()
        .filter(|line| line.starts_with("export const "))
        .filter_map(|line| line.split('\'').nth(1))
        .collect();
    assert_eq!(named, evallint_server::commands().collect());
}

#[test]
fn every_command_that_is_offered_does_something_and_nothing_else_is_registered() {
    let manifest = json("package.json");
    let offered: BTreeSet<String> = manifest["contributes"]["commands"]
        .as_array()
        .unwrap()
        .iter()
        .map(|command| command["command"].as_str().unwrap().to_owned())
        .collect();
    let text = fs::read_to_string(source("src/extension.ts")).unwrap();
    let registered: BTreeSet<String> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix('\'')?.split_once("': ("))
        .map(|(name, _)| name.to_owned())
        .collect();
    assert_eq!(offered, registered);
    // The client of the protocol registers those of the server itself; a name may not be there twice.
    assert!(evallint_server::commands().all(|command| !offered.contains(command)));
}

#[test]
fn what_the_manifest_says_is_said_in_both_languages_and_nothing_is_left_over() {
    let manifest = fs::read_to_string(source("package.json")).unwrap();
    let used: BTreeSet<&str> = manifest
        .split('"')
        .filter_map(|text| text.strip_prefix('%')?.strip_suffix('%'))
        .collect();
    assert!(used.len() > 30);
    let (english, chinese) = (json("package.nls.json"), json("package.nls.zh-cn.json"));
    assert_eq!(keys(&english), used);
    assert_eq!(keys(&chinese), used);
    for key in used.iter().filter(|key| key.rsplit('.').next() == Some("media")) {
        for texts in [&english, &chinese] {
            assert!(source(texts[*key].as_str().unwrap()).is_file(), "{key}");
        }
    }
}

#[test]
fn what_the_code_says_is_said_in_chinese_with_the_same_places_to_fill() {
    let chinese = json("l10n/bundle.l10n.zh-cn.json");
    let mut said = BTreeSet::new();
    collect_texts(&source("src"), &mut said);
    assert!(said.len() > 30);
    assert_eq!(keys(&chinese), said.iter().map(String::as_str).collect());
    let places = |text: &str| -> BTreeSet<String> {
        let openings = text.match_indices('{');
        openings
            .filter_map(|(at, _)| text.get(at..at + 3))
            .map(str::to_owned)
            .collect()
    };
    for (english, chinese) in chinese.as_object().unwrap() {
        assert_eq!(places(english), places(chinese.as_str().unwrap()), "{english}");
    }
}

/// The texts in the sources below a folder: the first argument of each `l10n.t(…)`.
fn collect_texts(folder: &Path, said: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_texts(&path, said);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for (at, call) in text.match_indices("l10n.t(") {
            let argument = text[at + call.len()..].trim_start();
            let quoted = argument
                .strip_prefix('\'')
                .and_then(|rest| rest.split('\'').next());
            said.insert(
                quoted
                    .unwrap_or_else(|| panic!("{}: {argument:.60}", path.display()))
                    .to_owned(),
            );
        }
    }
}

#[test]
fn the_grammar_knows_the_labels_that_the_form_prints() {
    let grammar = fs::read_to_string(source("syntaxes/evallint-form.tmLanguage.json")).unwrap();
    for form in FORMS {
        for field in form
            .fields
            .iter()
            .filter(|field| field.fields.is_empty() && field.key != "form")
        {
            knows(&grammar, field);
        }
        for group in form.fields.iter().filter(|field| !field.fields.is_empty()) {
            knows(&grammar, group);
        }
        for key in ["funds", "annual_goal"] {
            form.field(key)
                .unwrap()
                .fields
                .iter()
                .for_each(|field| knows(&grammar, field));
        }
    }
}

fn knows(grammar: &str, field: &Field) {
    // A colon inside a label is matched in either width.
    let pattern = field.label.replace('：', "[：:]");
    assert!(grammar.contains(&pattern), "{}", field.label);
}
