//! The founding document gives exactly what section 5 of the specification says, in every format it is written in.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod founding;

use std::collections::BTreeMap;
use std::fmt::Write;

use evallint_linter::{Report, Settings, Severity, check};
use evallint_schema::{FORMS, Field};
use evallint_syntax::Source;
use serde_json::{Map, Value, json};

fn source(name: &str, text: impl Into<String>) -> Source {
    Source::new(name, text).unwrap()
}

/// The findings of a report at or above a level, as (line, rule).
fn lines(source: &Source, report: &Report, level: Severity) -> Vec<(u32, &'static str)> {
    let wanted = report
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity >= level);
    wanted
        .map(|diagnostic| (source.place(diagnostic.range).start.line, diagnostic.rule.id))
        .collect()
}

#[test]
fn gives_exactly_the_findings_of_the_specification() {
    let Some(text) = founding::text() else { return };
    let source = source("shipai-2022.txt", text);
    let report = check(&source, &Settings::default());
    let mut found = lines(&source, &report, Severity::Warning);
    found.sort_unstable();
    let mut expected = vec![
        (9, "adjustment-sign"),
        (18, "multiple-quantities"),
        (18, "placeholder"),
        (19, "placeholder"),
        (20, "approximate-result"),
        (21, "approximate-result"),
        (28, "duplicate-indicator"),
        (31, "approximate-result"),
        (35, "duplicate-indicator"),
        (38, "merged-indicators"),
        (39, "merged-indicators"),
        (39, "unit-differs-from-narrative"),
        (39, "unsupported-result"),
        (41, "approximation-contradicts"),
        (39, "residue"),
    ];
    for line in [23, 25, 26, 27, 28, 30, 34, 35, 38, 38, 39, 39, 40, 40] {
        expected.push((line, "threshold-as-result"));
    }
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn tells_what_is_worth_knowing() {
    let Some(text) = founding::text() else { return };
    let source = source("shipai-2022.txt", text);
    let report = check(&source, &Settings::default());
    let all = lines(&source, &report, Severity::Info);
    for info in [
        (16, "multiple-quantities"),
        (21, "unreported-goal"),
        (38, "split-row"),
        (38, "split-row"),
        (39, "stale-phrase"),
        (42, "punctuation-style"),
    ] {
        assert!(all.contains(&info), "{info:?} is not among {all:?}");
    }
}

#[test]
fn crammed_cells_are_paired_in_order() {
    let Some(text) = founding::text() else { return };
    let source = source("shipai-2022.txt", text);
    let report = check(&source, &Settings::default());
    let pointers: Vec<(&str, &str)> = report
        .diagnostics
        .iter()
        .filter(|diagnostic| (38..=39).contains(&source.place(diagnostic.range).start.line))
        .filter(|diagnostic| diagnostic.severity >= Severity::Warning)
        .map(|diagnostic| (diagnostic.rule.id, diagnostic.pointer.as_str()))
        .collect();
    assert_eq!(
        pointers,
        [
            ("merged-indicators", "/tasks/3/indicators/7"),
            ("threshold-as-result", "/tasks/3/indicators/7/result"),
            ("threshold-as-result", "/tasks/3/indicators/8/result"),
            ("residue", "/tasks/4/achieved"),
            ("merged-indicators", "/tasks/4/indicators/0"),
            ("threshold-as-result", "/tasks/4/indicators/1/result"),
            ("unsupported-result", "/tasks/4/indicators/1/result"),
            ("threshold-as-result", "/tasks/4/indicators/3/result"),
            ("unit-differs-from-narrative", "/tasks/4/indicators/5/result"),
        ]
    );
}

/// The rules of the page layout, which have no counterpart in JSON.
const LAYOUT_RULES: &[&str] = &["split-row", "merged-indicators", "truncated-text"];

/// How often each (rule, pointer) is found.
fn multiset(report: &Report) -> BTreeMap<(&'static str, String), usize> {
    let mut counts = BTreeMap::new();
    for diagnostic in report
        .diagnostics
        .iter()
        .filter(|it| !LAYOUT_RULES.contains(&it.rule.id))
    {
        *counts
            .entry((diagnostic.rule.id, diagnostic.pointer.to_string()))
            .or_insert(0) += 1;
    }
    counts
}

#[test]
fn says_the_same_of_it_as_json_with_english_and_chinese_keys() {
    let Some(text) = founding::text() else { return };
    let as_text = multiset(&check(
        &source("shipai-2022.txt", text.clone()),
        &Settings::default(),
    ));
    let document = as_json(&text);
    let english = source("a.eval.json", format!("{document:#}"));
    assert_eq!(multiset(&check(&english, &Settings::default())), as_text);
    let chinese = source(
        "a.eval.json",
        format!("{:#}", with_labels(&document, FORMS[0].fields)),
    );
    assert_eq!(multiset(&check(&chinese, &Settings::default())), as_text);
}

#[test]
fn says_the_same_of_it_as_yaml_with_english_and_chinese_keys() {
    let Some(text) = founding::text() else { return };
    let as_text = multiset(&check(
        &source("shipai-2022.txt", text.clone()),
        &Settings::default(),
    ));
    let document = as_json(&text);
    for document in [with_labels(&document, FORMS[0].fields), document] {
        let mut yaml = String::new();
        write_yaml(&document, 0, &mut yaml);
        let yaml = source("a.eval.yaml", yaml);
        assert_eq!(multiset(&check(&yaml, &Settings::default())), as_text);
    }
}

/// Block style as a person would type it: prose as block scalars, lists with dashes, words without quotes.
fn write_yaml(value: &Value, indent: usize, yaml: &mut String) {
    let margin = " ".repeat(indent);
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                write!(yaml, "{margin}{key}:").unwrap();
                write_yaml_value(value, indent + 2, yaml);
            }
        }
        Value::Array(elements) => {
            for element in elements {
                let mut block = String::new();
                write_yaml(element, indent + 2, &mut block);
                write!(yaml, "{margin}- {}", block.trim_start()).unwrap();
            }
        }
        scalar => yaml.push_str(&scalar.to_string()),
    }
}

fn write_yaml_value(value: &Value, indent: usize, yaml: &mut String) {
    match value {
        Value::Object(_) | Value::Array(_) => {
            yaml.push('\n');
            write_yaml(value, indent, yaml);
        }
        Value::String(text) if text.chars().count() > 40 => {
            write!(yaml, " |-\n{}{text}\n", " ".repeat(indent)).unwrap();
        }
        scalar => writeln!(yaml, " {scalar}").unwrap(),
    }
}

#[test]
fn says_the_same_of_it_as_a_markdown_table_with_crlf_and_a_byte_order_mark() {
    let Some(text) = founding::text() else { return };
    let as_text = multiset(&check(
        &source("shipai-2022.txt", text.clone()),
        &Settings::default(),
    ));
    let markdown: Vec<String> = text
        .lines()
        .map(|line| {
            if line.contains('\t') {
                format!("| {} |", line.replace('\t', " | "))
            } else {
                line.to_owned()
            }
        })
        .collect();
    let markdown = source("shipai.eval.md", format!("\u{FEFF}{}", markdown.join("\r\n")));
    assert_eq!(multiset(&check(&markdown, &Settings::default())), as_text);
}

/// The document with the labels of the form as its keys.
fn with_labels(value: &Value, fields: &'static [Field]) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| {
                let field = fields.iter().find(|field| field.key == key).unwrap();
                (field.label.to_owned(), with_labels(value, field.fields))
            })
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(elements) => elements
            .iter()
            .map(|element| with_labels(element, fields))
            .collect(),
        other => other.clone(),
    }
}

/// The founding document as a person would type it into JSON. It knows the layout of this one file only, and nothing of
/// the linter.
fn as_json(text: &str) -> Value {
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.contains('\t'))
        .map(|line| line.split('\t').collect())
        .collect();
    let beside = |label: &str| -> &str {
        let row = rows.iter().find(|row| row.contains(&label)).unwrap();
        let at = row.iter().position(|cell| *cell == label).unwrap();
        row[at + 1..].iter().find(|cell| !cell.is_empty()).unwrap()
    };
    let goal = rows.iter().position(|row| row[0] == "年度目标").unwrap() + 1;
    json!({
        "department": beside("部门名称（汇总）"),
        "year": beside("被评价年度").trim_end_matches('年').parse::<u16>().unwrap(),
        "currency_unit": "万元",
        "funds": {
            "initial_budget": beside("部门年初预算收入"),
            "adjusted_budget": beside("部门调整预算收入"),
            "adjustment": beside("年度预算调整数"),
            "actual_expenditure": beside("实际支出数"),
            "general_public_budget": beside("其中：一般公共预算"),
            "completion_rate": beside("预算完成率"),
            "adjustment_rate": beside("预算调整率"),
        },
        "annual_goal": { "expected": rows[goal][1], "achieved": rows[goal][3] },
        "tasks": tasks(&rows),
        "key_projects": beside("重点项目绩效情况"),
        "overall_performance": beside("部门整体绩效"),
        "problems": beside("存在问题"),
        "improvements": beside("改进措施或下一步计划"),
    })
}

fn tasks(rows: &[Vec<&str>]) -> Value {
    let mut tasks: Vec<Value> = Vec::new();
    let first = rows.iter().position(|row| row[0] == "主要任务").unwrap() + 1;
    let rows = rows[first..]
        .iter()
        .take_while(|row| row[1] != "重点项目绩效情况");
    for row in rows.filter(|row| row[0] != "主要任务") {
        if row[0].is_empty() {
            let task = tasks.last_mut().unwrap();
            for (key, cell) in [("expected", row[1]), ("achieved", row[2])] {
                task[key] = format!("{}{cell}", task[key].as_str().unwrap()).into();
            }
        } else {
            tasks.push(json!({
                "name": row[0], "expected": row[1], "achieved": row[2], "funds": row[5], "indicators": []
            }));
        }
        let indicators = tasks.last_mut().unwrap()["indicators"].as_array_mut().unwrap();
        let crammed = row[3].contains(' ');
        let split = |cell: &str| -> Vec<String> {
            if crammed {
                cell.split(' ').map(str::to_owned).collect()
            } else {
                vec![cell.to_owned()]
            }
        };
        for (name, result) in split(row[3]).iter().zip(split(row[4])) {
            indicators.push(json!({ "name": name, "result": result }));
        }
    }
    tasks.into()
}
