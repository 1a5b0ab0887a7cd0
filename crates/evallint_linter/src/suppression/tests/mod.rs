//! Each writing, each level, and what must not be hidden.

mod in_json;
mod in_text;
mod in_yaml;

use evallint_syntax::Source;

use crate::check::check;
use crate::diagnostic::Diagnostic;
use crate::report::Report;
use crate::settings::{Selection, Settings};

const JSON: &str = include_str!("../../../../../tests/forms/education.eval.json");
const CHINESE: &str = include_str!("../../../../../tests/forms/education.zh.eval.json");
const YAML: &str = include_str!("../../../../../tests/forms/education.eval.yaml");
const TEXT: &str = include_str!("../../../../../tests/forms/education.eval.txt");
const MARKDOWN: &str = include_str!("../../../../../tests/forms/education.eval.md");

/// The form with some of its parts replaced.
fn changed(form: &str, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(form.to_owned(), |form, (from, to)| {
        assert!(form.contains(from), "{from:?} is not in the form");
        form.replacen(from, to, 1)
    })
}

fn report(name: &str, text: &str) -> Report {
    check(&Source::new(name, text).unwrap(), &Settings::default())
}

/// The findings as `rule pointer [words]` and after them how many were suppressed.
fn verdict(name: &str, text: &str) -> (Vec<String>, usize) {
    let source = Source::new(name, text).unwrap();
    let report = check(&source, &Settings::default());
    let found = report.diagnostics.iter().map(|diagnostic| {
        let words = source.slice(diagnostic.range);
        format!("{} {} [{words}]", diagnostic.rule.id, diagnostic.pointer)
    });
    (found.collect(), report.suppressed)
}

#[track_caller]
fn expect(name: &str, text: &str, found: &[&str], suppressed: usize) {
    let (said, count) = verdict(name, text);
    assert_eq!(
        (said.iter().map(String::as_str).collect::<Vec<_>>(), count),
        (found.to_vec(), suppressed),
        "\n{text}"
    );
}

#[track_caller]
fn yaml(changes: &[(&str, &str)], found: &[&str], suppressed: usize) {
    expect("a.yaml", &changed(YAML, changes), found, suppressed);
    let windows = changed(YAML, changes).replace('\n', "\r\n");
    expect("a.yaml", &format!("\u{FEFF}{windows}"), found, suppressed);
}

#[track_caller]
fn text(changes: &[(&str, &str)], found: &[&str], suppressed: usize) {
    expect("a.txt", &changed(TEXT, changes), found, suppressed);
    let windows = changed(TEXT, changes).replace('\n', "\r\n");
    expect("a.txt", &format!("\u{FEFF}{windows}"), found, suppressed);
}

#[track_caller]
fn json(changes: &[(&str, &str)], found: &[&str], suppressed: usize) {
    expect("a.json", &changed(JSON, changes), found, suppressed);
}

const MISMATCH: &str = "completion-rate-mismatch /funds/completion_rate [98.63%]";
const WRONG_RATE: (&str, &str) = ("98.36%", "98.63%");

#[test]
fn without_a_suppression_both_defects_are_found() {
    let both = [
        MISMATCH,
        "adjustment-rate-mismatch /funds/adjustment_rate [6.23%]",
    ];
    yaml(&[WRONG_RATE, ("6.32%", "6.23%")], &both, 0);
    json(&[WRONG_RATE, ("6.32%", "6.23%")], &both, 0);
    text(&[WRONG_RATE, ("6.32%", "6.23%")], &both, 0);
}

#[test]
fn the_same_suppressions_give_the_same_verdict_in_every_writing() {
    let rate = "allow completion-rate-mismatch, amount-format 理由：数据待审计";
    let result = "allow approximate-result 理由：数据待审计";
    let refused = "allow threshold-as-result";
    let in_yaml = changed(
        YAML,
        &[
            (
                "  completion_rate: 98.36%",
                &format!("  # evallint: {rate}\n  completion_rate: 98.63%"),
            ),
            (
                "      - name: 组建教育集团数量\n        result: 7个",
                &format!("      # evallint: {result}\n      - name: 组建教育集团数量\n        result: 约7个"),
            ),
            (
                "      - name: 教师流失率\n        result: 1.20%",
                &format!("      # evallint: {refused}\n      - name: 教师流失率\n        result: ≤1.20%"),
            ),
        ],
    );
    let above = |words: &str, row: &str| format!("<!-- evallint: {words} -->\n{row}");
    let in_text = changed(
        TEXT,
        &[
            ("\t预算完成率\t98.36%", &above(rate, "\t预算完成率\t98.63%")),
            (
                "\t\t\t组建教育集团数量\t7个",
                &above(result, "\t\t\t组建教育集团数量\t约7个"),
            ),
            (
                "\t\t\t教师流失率\t1.20%",
                &above(refused, "\t\t\t教师流失率\t≤1.20%"),
            ),
        ],
    );
    let at = |rule: &str, at: &str, reason: &str| {
        format!(r#"{{"rule": "{rule}", "at": "{at}", "reason": "{reason}"}}"#)
    };
    let member = |object: &str, allowed: &[String]| {
        format!(
            r#"{object} {{"x-evallint": {{"allow": [{}]}},"#,
            allowed.join(", ")
        )
    };
    let funds = [
        at("completion-rate-mismatch", "/completion_rate", "数据待审计"),
        at("amount-format", "/completion_rate", "数据待审计"),
    ];
    let first = "{\n          \"name\": \"组建教育集团数量\"";
    let last = "{\n          \"name\": \"教师流失率\"";
    let allow =
        r#"{"x-evallint": {"allow": {"approximate-result": "数据待审计"}}, "name": "组建教育集团数量""#;
    let refuse = r#"{"x-evallint": {"allow": {"threshold-as-result": ""}}, "name": "教师流失率""#;
    let in_json = changed(
        JSON,
        &[
            WRONG_RATE,
            ("\"7个\"", "\"约7个\""),
            ("\"1.20%\"", "\"≤1.20%\""),
            ("\"funds\": {", &member("\"funds\":", &funds)),
            (first, allow),
            (last, refuse),
        ],
    );
    let pairs = |name: &str, text: &str| {
        let report = report(name, text);
        let pair = |diagnostic: &Diagnostic| format!("{} {}", diagnostic.rule.id, diagnostic.pointer);
        let mut pairs: Vec<String> = report.diagnostics.iter().map(pair).collect();
        pairs.sort();
        (pairs, report.suppressed)
    };
    let expected = [
        "invalid-suppression /tasks/1/indicators/5",
        "threshold-as-result /tasks/1/indicators/5/result",
        "unused-suppression /funds/completion_rate",
    ];
    for (name, text) in [("a.yaml", in_yaml), ("a.txt", in_text), ("a.json", in_json)] {
        assert_eq!(
            pairs(name, &text),
            (expected.map(str::to_owned).to_vec(), 2),
            "{name}"
        );
    }
}

#[test]
fn a_rule_that_is_switched_off_is_not_missed() {
    let text = changed(
        YAML,
        &[
            (
                "funds:\n",
                "# evallint: allow completion-rate-mismatch, amount-format 理由：数据待审计\nfunds:\n",
            ),
            WRONG_RATE,
        ],
    );
    let source = Source::new("a.yaml", text).unwrap();
    let found = |select: &[&str], ignore: &[&str]| {
        let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect();
        let selection = Selection {
            select: names(select),
            ignore: names(ignore),
        };
        let report = check(
            &source,
            &Settings {
                selection,
                ..Settings::default()
            },
        );
        let words: Vec<String> = report
            .diagnostics
            .iter()
            .map(|diagnostic| source.slice(diagnostic.range).to_owned())
            .collect();
        (words, report.suppressed)
    };
    assert_eq!(found(&[], &[]), (vec!["amount-format".to_owned()], 1));
    assert_eq!(found(&[], &["amount-format"]), (vec![], 1));
    assert_eq!(found(&[], &["funds"]), (vec![], 0));
    assert_eq!(found(&["tool"], &[]), (vec![], 0));
    assert_eq!(found(&[], &["unused-suppression"]), (vec![], 1));
}

#[test]
fn notes_can_be_allowed() {
    let problems = YAML.find("problems:").unwrap();
    let text = format!(
        "{}# evallint: allow no-problem-stated 理由：经审计确无问题\nproblems: 无\nimprovements: 继续完善。\n",
        &YAML[..problems]
    );
    let (found, suppressed) = verdict("a.yaml", &text);
    assert!(
        !found
            .iter()
            .any(|found| found.contains("no-problem-stated") || found.contains("suppression")),
        "{found:?}"
    );
    assert_eq!(suppressed, 1);
}

#[test]
fn half_typed_suppressions_hide_nothing_but_what_they_say() {
    let whole = [
        (
            "a.yaml",
            changed(YAML, &[WRONG_RATE]),
            "department:",
            "# evallint: allow-file funds 理由：数据待审计",
            "\ndepartment:",
        ),
        (
            "a.json",
            changed(JSON, &[WRONG_RATE]),
            "\"department\":",
            r#""x-evallint": {"allow": [{"rule": "funds", "at": "/funds/completion_rate", "reason": "数据待审计"}]},"#,
            "\n\"department\":",
        ),
        (
            "a.txt",
            changed(TEXT, &[WRONG_RATE]),
            "部门名称（汇总）",
            "<!-- evallint: allow-file funds 理由：数据待审计 -->",
            "\n部门名称（汇总）",
        ),
    ];
    for (name, form, at, typed, rest) in whole {
        for end in (0..=typed.len()).filter(|end| typed.is_char_boundary(*end)) {
            let text = form.replacen(at, &format!("{}{rest}", &typed[..end]), 1);
            let (found, suppressed) = verdict(name, &text);
            // What follows an open bracket is in it, whatever stands before the bracket.
            if name == "a.json" && typed[..end].contains('{') && end + "},".len() <= typed.len() {
                assert!(
                    suppressed == 0 && !found.iter().any(|found| found.contains("-suppression")),
                    "{found:?}"
                );
                continue;
            }
            let is_told = found.contains(&MISMATCH.to_owned());
            assert_eq!(is_told, suppressed == 0, "{name} {:?} {found:?}", &typed[..end]);
            assert!(end < typed.len() || suppressed == 1, "{name}");
        }
    }
}

#[test]
fn what_stands_in_a_damaged_document_is_not_called_unused() {
    let text = changed(
        YAML,
        &[(
            "  completion_rate: 98.36%",
            "  # evallint: allow funds 理由：数据待审计\n  completion_rate: \"98.36%",
        )],
    );
    let (found, _) = verdict("a.yaml", &text);
    assert!(
        found.iter().any(|found| found.starts_with("syntax-error")),
        "{found:?}"
    );
    assert!(
        !found.iter().any(|found| found.contains("suppression")),
        "{found:?}"
    );
}

#[test]
fn ten_thousand_suppressions_are_read_in_linear_time() {
    let indicator = |index: usize| {
        format!(
            "      # evallint: allow missing-result 理由：数据待审计\n      - name: 指标{index}数量\n        result:\n"
        )
    };
    let indicators: Vec<String> = (0..10_000).map(indicator).collect();
    let indicators = indicators.concat();
    let text = changed(
        YAML,
        &[("    indicators:\n", &format!("    indicators:\n{indicators}"))],
    );
    let report = report("a.yaml", &text);
    assert_eq!(report.suppressed, 10_000);
    assert_eq!(report.diagnostics.len(), 0, "{:?}", report.diagnostics.first());
    let stacked = "# evallint: allow placeholder 理由：数据待审计\n".repeat(10_000);
    let report = self::report(
        "a.yaml",
        &changed(YAML, &[("department:", &format!("{stacked}department:"))]),
    );
    // Those listed, and the one that tells of the rest.
    assert_eq!(report.diagnostics.len(), 501);
}
