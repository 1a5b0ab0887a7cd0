//! The JSON Schema of `evallint.toml` and what reads that file agree on what is right.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use evallint_linter::{RULES, Selector, SettingsFile, settings_schema};
use evallint_schema::Addresses;
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

fn validator() -> Validator {
    let schema = settings_schema(&Addresses::Names);
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

/// The file as a validator of TOML sees it.
fn to_json(text: &str) -> Value {
    let table = DeTable::parse(text).unwrap();
    value(&DeValue::Table(table.into_inner()))
}

fn value(toml: &DeValue<'_>) -> Value {
    match toml {
        DeValue::String(text) => Value::from(text.as_ref()),
        DeValue::Integer(integer) => {
            Value::from(i64::from_str_radix(integer.as_str(), integer.radix()).unwrap())
        }
        DeValue::Float(float) => serde_json::from_str(float.as_str()).unwrap(),
        DeValue::Boolean(truth) => Value::from(*truth),
        DeValue::Datetime(time) => Value::from(time.to_string()),
        DeValue::Array(elements) => elements.iter().map(|element| value(element.get_ref())).collect(),
        DeValue::Table(table) => Value::Object(
            table
                .iter()
                .map(|(key, member)| (key.get_ref().clone().into_owned(), value(member.get_ref())))
                .collect::<Map<_, _>>(),
        ),
    }
}

fn assert_agree(validator: &Validator, text: &str, is_right: bool) {
    let (_, mistakes) = SettingsFile::read(text);
    assert_eq!(mistakes.is_empty(), is_right, "read:\n{text}\n{mistakes:#?}");
    assert_eq!(validator.is_valid(&to_json(text)), is_right, "schema:\n{text}");
}

#[test]
fn both_take_what_is_right() {
    let validator = validator();
    for text in [
        "",
        "#:schema ./schemas/evallint.schema.json\nlang = \"zh\"\n",
        "lang = \"en\"\nfail-on = \"info\"\nbaseline = \"old.json\"\n",
        "select = [\"funds\", \"placeholder\"]\nignore = []\n",
        "include = [\"*.json\"]\nexclude = []\n",
        "[severity]\nfunds = \"off\"\nplaceholder = \"error\"\n",
        "[rules.adjustment-sign]\nconvention = \"either\"\n",
        "[rules.low-task-coverage]\nbelow = 100\n[rules.unexplained-adjustment]\nabove = \"150.5%\"\n",
        "[rules.low-task-coverage]\nbelow = 0\n[rules.unexplained-low-completion]\nbelow = 99.5\n",
        "[rules.low-task-coverage]\nbelow = \"0.5%\"\n",
        "[rules.placeholder]\n",
        "[per-file-ignores]\n\"旧表/\" = [\"text\"]\n\"*.json\" = []\n",
        "[per-pointer-ignores]\n\"/tasks/*/funds\" = [\"amount-format\"]\n\"/**\" = []\n",
    ] {
        assert_agree(&validator, text, true);
    }
}

#[test]
fn both_refuse_what_is_wrong() {
    let validator = validator();
    for text in [
        "selct = []\n",
        "lang = \"fr\"\n",
        "lang = 1\n",
        "fail-on = \"off\"\n",
        "baseline = \" \"\n",
        "baseline = true\n",
        "select = []\n",
        "select = \"funds\"\n",
        "select = [\"fund\"]\n",
        "ignore = [1]\n",
        "include = []\n",
        "exclude = [\"\"]\n",
        "severity = \"off\"\n",
        "[severity]\nfund = \"off\"\n",
        "[severity]\nfunds = \"fatal\"\n",
        "[severity]\nfunds = true\n",
        "[rules.funds]\n",
        "[rules]\nadjustment-sign = \"either\"\n",
        "[rules.adjustment-sign]\nconvention = \"both\"\n",
        "[rules.adjustment-sign]\nsign = \"either\"\n",
        "[rules.placeholder]\nwords = []\n",
        "[rules.low-task-coverage]\nbelow = 0.4\n",
        "[rules.low-task-coverage]\nbelow = 101\n",
        "[rules.low-task-coverage]\nbelow = -1\n",
        "[rules.low-task-coverage]\nbelow = \"101%\"\n",
        "[rules.low-task-coverage]\nbelow = \"40\"\n",
        "[rules.low-task-coverage]\nbelow = [40]\n",
        "[rules.unexplained-adjustment]\nabove = 1000.1\n",
        "[per-file-ignores]\n\"!a\" = [\"text\"]\n",
        "[per-file-ignores]\n\"\" = [\"text\"]\n",
        "[per-file-ignores]\na = \"text\"\n",
        "[per-pointer-ignores]\ntasks = [\"text\"]\n",
        "[per-pointer-ignores]\n\"/tasks//funds\" = [\"text\"]\n",
        "[per-pointer-ignores]\n\"/tasks\" = [\"txt\"]\n",
        "extends = \"a.toml\"\n",
    ] {
        assert_agree(&validator, text, false);
    }
}

#[test]
fn every_rule_and_group_is_offered_with_its_title() {
    let schema = settings_schema(&Addresses::Names);
    let offered = schema["$defs"]["rule-or-group"]["oneOf"].as_array().unwrap();
    assert_eq!(offered.len(), Selector::all().count());
    for (offered, selector) in offered.iter().zip(Selector::all()) {
        assert_eq!(offered["const"], selector.id());
        assert_eq!(offered["title"], selector.name());
        let description = offered["description"].as_str().unwrap();
        let (zh, en) = description.split_once('\n').unwrap();
        assert!(zh.ends_with('。'), "{zh}");
        assert!(en.ends_with('.'), "{en}");
    }
    assert_eq!(
        schema["properties"]["rules"]["properties"]
            .as_object()
            .unwrap()
            .len(),
        RULES.len()
    );
}

/// A file of settings out of right and wrong words.
fn settings() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "\"funds\"",
        "\"placeholder\"",
        "\"fund\"",
        "\"error\"",
        "\"off\"",
        "\"signed\"",
        "\"30%\"",
        "\"zh\"",
        "\"\"",
        "30",
        "0.5",
        "-3",
        "true",
        "[]",
        "[\"funds\"]",
        "[\"a.json\"]",
        "[1]",
        "{}",
        "{ below = 30 }",
        "{ convention = \"either\" }",
        "{ funds = \"off\" }",
        "{ \"/tasks\" = [\"text\"] }",
        "{ \"a.json\" = [\"text\"] }",
    ]);
    let key = prop::sample::select(vec![
        "lang",
        "select",
        "ignore",
        "include",
        "exclude",
        "fail-on",
        "baseline",
        "severity",
        "rules",
        "rules.low-task-coverage",
        "rules.adjustment-sign.convention",
        "rules.unexplained-adjustment.above",
        "severity.text",
        "per-file-ignores",
        "per-pointer-ignores",
        "other",
    ]);
    prop::collection::btree_map(key, word, 0..5).prop_map(|members| {
        let lines: Vec<_> = members
            .iter()
            .map(|(key, value)| format!("{key} = {value}\n"))
            .collect();
        lines.concat()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn both_agree_on_any_mixture(text in settings()) {
        // Some mixtures define a table twice, which is not TOML.
        prop_assume!(DeTable::parse(&text).is_ok());
        let (_, mistakes) = SettingsFile::read(&text);
        prop_assert_eq!(mistakes.is_empty(), validator().is_valid(&to_json(&text)), "{}\n{:?}", text, mistakes);
    }
}

#[test]
fn every_example_is_valid() {
    let schema = settings_schema(&Addresses::Names);
    let validator = validator();
    let [whole] = schema["examples"].as_array().unwrap().as_slice() else {
        unreachable!("there is one whole example");
    };
    assert!(validator.is_valid(whole), "{whole}");
    for (key, property) in schema["properties"].as_object().unwrap() {
        let examples = property["examples"].as_array().unwrap();
        assert!(!examples.is_empty(), "{key}");
        for example in examples {
            let file = Value::from_iter([(key.clone(), example.clone())]);
            assert!(validator.is_valid(&file), "{file}");
        }
    }
    let rules = schema["$defs"]["rule-or-group"]["examples"].as_array().unwrap();
    let file = Value::from_iter([("select".to_owned(), Value::from(rules.clone()))]);
    assert!(validator.is_valid(&file), "{file}");
}
