//! Forms made by chance, of what writings trip over.

use evallint_schema::Amount;
use proptest::prelude::*;
use serde_json::{Value, json};

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
            _ => Amount::parse(&number).unwrap().to_string().into(),
        }
    })
}

/// Marks a text that is the literal of a number: a number of JSON here would go through binary floating point.
const LITERAL: &str = "\u{E000}";

/// The form as JSON.
pub(crate) fn written(form: &Value) -> String {
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

pub(crate) fn form() -> impl Strategy<Value = Value> {
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
pub(crate) fn untyped(json: &str) -> String {
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
