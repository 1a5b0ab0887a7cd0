//! `evallint convert`: every writing of a form holds the same values, and what one cannot hold is said.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use evallint_convert::{Converted, Target, convert};
use evallint_linter::{Language, Settings, check};
use evallint_schema::KeyLanguage;
use evallint_syntax::Source;
use proptest::prelude::*;
use serde_json::{Value, json};

/// The founding document; nothing on a clone that stands alone. CI always has it.
fn founding_text() -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/forms/shipai-2022.txt");
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) if std::env::var_os("CI").is_none() => {
            eprintln!("skipped: {}: {error}", path.display());
            None
        }
        Err(error) => panic!("{}: {error}", path.display()),
    }
}

fn source(target: Target, text: &str) -> Source {
    Source::new(format!("a.eval.{}", target.extension()), text).unwrap()
}

fn converted(from: Target, text: &str, to: Target) -> Converted {
    match convert(&source(from, text), to, None) {
        Ok(converted) => converted,
        Err(refusal) => panic!("{from:?} to {to:?}: {refusal:?}\n{text}"),
    }
}

/// What was written, where nothing was lost.
fn unlost(from: Target, text: &str, to: Target) -> String {
    let converted = converted(from, text, to);
    assert_eq!(told(&converted), [] as [&str; 0], "{from:?} to {to:?}\n{text}");
    converted.text
}

fn told(converted: &Converted) -> Vec<String> {
    let tell = |loss: &evallint_convert::Loss| {
        format!("{} {}", loss.pointer, loss.message.render(Language::English))
    };
    converted.losses.iter().map(tell).collect()
}

/// The rules of the page layout, which have no counterpart in JSON and YAML.
const LAYOUT_RULES: &[&str] = &["split-row", "merged-indicators", "truncated-text"];

/// How often each (rule, pointer) is found.
fn findings(target: Target, text: &str) -> BTreeMap<(&'static str, String), usize> {
    let mut counts = BTreeMap::new();
    for diagnostic in check(&source(target, text), &Settings::default()).diagnostics {
        if !LAYOUT_RULES.contains(&diagnostic.rule.id) {
            *counts
                .entry((diagnostic.rule.id, diagnostic.pointer.to_string()))
                .or_insert(0) += 1;
        }
    }
    counts
}

#[test]
fn the_founding_document_is_judged_alike_in_every_writing() {
    let Some(text) = founding_text() else { return };
    let expected = findings(Target::Text, &text);
    assert!(expected.len() > 20);
    let yaml = unlost(Target::Text, &text, Target::Yaml);
    let json = unlost(Target::Yaml, &yaml, Target::Json);
    let again = unlost(Target::Json, &json, Target::Text);
    for (target, text) in [
        (Target::Yaml, &yaml),
        (Target::Json, &json),
        (Target::Text, &again),
    ] {
        assert_eq!(findings(target, text), expected, "{target:?}");
    }
    for &from in Target::ALL {
        let written = unlost(Target::Yaml, &yaml, from);
        assert_eq!(findings(from, &written), expected, "{from:?}");
        assert_eq!(unlost(from, &written, Target::Yaml), yaml, "{from:?}");
        assert_eq!(unlost(from, &written, Target::Json), json, "{from:?}");
    }
}

#[test]
fn keys_change_their_language_and_nothing_else() {
    let Some(text) = founding_text() else { return };
    let expected = findings(Target::Text, &text);
    let english = unlost(Target::Text, &text, Target::Json);
    let chinese = convert(
        &source(Target::Json, &english),
        Target::Yaml,
        Some(KeyLanguage::Chinese),
    )
    .unwrap();
    assert!(chinese.losses.is_empty());
    assert!(
        chinese
            .text
            .contains("\n部门资金情况:\n  部门年初预算收入: 18,435.43\n")
    );
    assert_eq!(findings(Target::Yaml, &chinese.text), expected);
    let back = convert(
        &source(Target::Yaml, &chinese.text),
        Target::Json,
        Some(KeyLanguage::English),
    )
    .unwrap();
    assert_eq!(back.text, english);
    // Without a word the keys stay as they are.
    assert!(unlost(Target::Yaml, &chinese.text, Target::Json).contains("\"部门资金情况\""));
}

/// A text that is not blank, made of what writings trip over.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[一-龥]{1,6}",
        1 => "[ -~]{1,6}",
        1 => "[\t\n\r \u{3000}\u{A0}]{1,2}",
        1 => prop::sample::select(NASTY).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 1..8)
        .prop_map(|pieces| pieces.concat())
        .prop_filter("a blank text is a missing one", |text| !text.trim().is_empty())
}

const NASTY: &[&str] = &[
    "|",
    "\\|",
    "\\",
    "<br>",
    "<b>",
    "&lt;",
    "&amp;",
    "&#9;",
    "<!-- a -->",
    "-->",
    "\"",
    "'",
    "“五进”",
    "１２，３４５．６",
    "𠮷",
    "\u{FEFF}",
    "\u{2028}",
    "\u{85}",
    "\u{200B}",
    "yes",
    "no",
    "null",
    "~",
    "12:30",
    "0777",
    "1_000",
    "2022-01-01",
    "=",
    "# 号",
    ": ",
    " #",
    "- ",
    "? ",
    "&a",
    "*a",
    "!t",
    "%",
    "@",
    "`",
    "{a}",
    "[1]",
    "≥5",
    "一、",
    "。 1、",
    "1.5e3",
    "x-y",
    "\u{1B}[0m",
    "\u{7}",
    "---",
    "...",
    "<table>",
    "</td>",
    "&nbsp;",
];

/// A text without blanks in it, which no table takes apart.
fn word() -> impl Strategy<Value = String> {
    nasty()
        .prop_map(|text| text.split_whitespace().collect::<String>())
        .prop_filter("not blank", |text| !text.trim().is_empty())
}

/// A number, as a text that [`written`] makes a literal of, or a text.
fn amount() -> impl Strategy<Value = Value> {
    (0_u64..10_000_000, 0_u32..100, 0..3).prop_map(|(whole, cents, writing)| {
        let number = format!("{whole}.{cents:02}");
        match writing {
            0 => format!("{LITERAL}{number}").into(),
            1 => format!("{LITERAL}{whole}").into(),
            _ => evallint_schema::Amount::parse(&number)
                .unwrap()
                .to_string()
                .into(),
        }
    })
}

/// Marks a text that is the literal of a number: a number of JSON here would go through binary floating point.
const LITERAL: &str = "\u{E000}";

/// The form as JSON.
fn written(form: &Value) -> String {
    let lines = format!("{form:#}\n");
    let lines = lines
        .split_inclusive('\n')
        .map(|line| match line.split_once(&format!("\"{LITERAL}")) {
            Some((key, literal)) => format!("{key}{}", literal.replacen('"', "", 1)),
            None => line.to_owned(),
        });
    lines.collect()
}

fn indicator() -> impl Strategy<Value = Value> {
    let result = prop_oneof![
        word().prop_map(Value::from),
        (0_u32..100_000).prop_map(|number| format!("{LITERAL}{number}").into())
    ];
    (word(), result).prop_map(|(name, result)| json!({ "name": name, "result": result }))
}

fn task() -> impl Strategy<Value = Value> {
    (nasty(), nasty(), nasty(), amount(), prop::collection::vec(indicator(), 1..4)).prop_map(
        |(name, expected, achieved, funds, indicators)| {
            json!({ "name": name, "expected": expected, "achieved": achieved, "funds": funds, "indicators": indicators })
        },
    )
}

fn form() -> impl Strategy<Value = Value> {
    let funds = prop::collection::vec(amount(), 5);
    let texts = prop::collection::vec(nasty(), 7);
    (funds, texts, 2000..2100, prop::collection::vec(task(), 1..3)).prop_map(|(funds, texts, year, tasks)| {
        json!({
            "department": texts[0],
            "year": year,
            "currency_unit": "万元",
            "funds": {
                "initial_budget": funds[0], "adjusted_budget": funds[1], "adjustment": funds[2],
                "actual_expenditure": funds[3], "general_public_budget": funds[4],
                "completion_rate": "97.78%", "adjustment_rate": "-14.38%",
            },
            "annual_goal": { "expected": texts[1], "achieved": texts[2] },
            "tasks": tasks,
            "key_projects": texts[3],
            "overall_performance": texts[4],
            "problems": texts[5],
            "improvements": texts[6],
        })
    })
}

/// The same JSON with every number as a text: the cells of a table have no types.
fn untyped(json: &str) -> String {
    let lines = json
        .split_inclusive('\n')
        .map(|line| match line.split_once("\": ") {
            Some((key, value)) if value.starts_with(|first: char| first.is_ascii_digit() || first == '-') => {
                let number = value.trim_end().trim_end_matches(',');
                format!("{key}\": \"{number}\"{}", &value[number.len()..])
            }
            _ => line.to_owned(),
        });
    lines.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, max_shrink_iters: 2000, ..ProptestConfig::default() })]

    /// Each form goes through one pair of writings, so that every pair has its share of the thousand.
    #[test]
    fn generated_forms_keep_every_value_through_every_pair_of_writings(
        form in form(),
        first in prop::sample::select(Target::ALL),
        second in prop::sample::select(Target::ALL),
    ) {
        let json = written(&form);
        let one = unlost(Target::Json, &json, first);
        let two = unlost(first, &one, second);
        let back = unlost(second, &two, Target::Json);
        if first.is_table() || second.is_table() {
            prop_assert_eq!(untyped(&back), untyped(&json), "{}\n{}", one, two);
        } else {
            prop_assert_eq!(back, json, "{}\n{}", one, two);
        }
    }
}
