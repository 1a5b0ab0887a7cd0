//! A document while it is typed, character by character: what stands above the place of typing keeps its findings, and
//! gets no new ones.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;

use evallint_linter::{Diagnostic, Settings, Severity, check};
use evallint_syntax::Source;

/// A clean form with defects in each of its parts.
fn with_defects(form: &str) -> String {
    let changes = [
        ("98.36%", "98.63%"),
        ("6.32%", "6.23%"),
        ("1.86万人次", "约1.86万人次"),
        ("325场次", "≥325场次"),
        ("12组", "XX组"),
        ("36000只", "36000"),
        ("家长满意度：95.60%", "家长满意度：≥95%"),
    ];
    changes.iter().fold(form.to_owned(), |form, (from, to)| {
        // The last occurrence is the one in the table: the text stands before its indicators.
        let at = form.rfind(from).unwrap();
        format!("{}{to}{}", &form[..at], &form[at + from.len()..])
    })
}

type Found = BTreeSet<(&'static str, String, u32)>;

/// The findings that are wholly about what stands before an offset. What is missing may still be typed.
fn findings_before(name: &str, text: &str, end: usize) -> Found {
    let source = Source::new(name, text).unwrap();
    let report = check(&source, &Settings::default());
    let before = |diagnostic: &&Diagnostic| {
        let related = diagnostic.related.iter().map(|related| related.range);
        related
            .chain([diagnostic.range])
            .all(|range| (range.start as usize) < end && range.end as usize <= end)
    };
    report
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity >= Severity::Warning)
        .filter(|diagnostic| !tells_of_the_rest(diagnostic.rule.id))
        .filter(before)
        .map(|diagnostic| {
            (
                diagnostic.rule.id,
                diagnostic.pointer.to_string(),
                diagnostic.range.start,
            )
        })
        .collect()
}

/// Whether a rule speaks of what is not there, which may still be typed: an open bracket is shown where it opens.
fn tells_of_the_rest(rule: &str) -> bool {
    [
        "syntax-error",
        "unrecognized-layout",
        "missing-field",
        "missing-funds",
        "missing-indicators",
        "currency-unit",
    ]
    .contains(&rule)
}

/// Checks every beginning of the form. `part_start` says whether a line begins a part of the form.
fn type_through(name: &str, form: &str, part_start: impl Fn(&str) -> bool) {
    let form = with_defects(form);
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in form.split_inclusive('\n') {
        if part_start(line) {
            starts.push(at);
        }
        at += line.len();
    }
    assert_eq!(
        findings_before(name, &form, form.len()).len(),
        7,
        "each defect is found in the whole form"
    );
    let mut whole = (usize::MAX, Found::new());
    for (end, _) in form.char_indices() {
        let untouched = starts.iter().copied().rfind(|start| *start <= end).unwrap_or(0);
        let typed = findings_before(name, &form[..end], untouched);
        if whole.0 != untouched {
            whole = (untouched, findings_before(name, &form, untouched));
        }
        assert_eq!(typed, whole.1, "after {:?}", &form[untouched..end]);
    }
}

#[test]
fn typing_the_json_form() {
    type_through("a.eval.json", include_str!("forms/education.eval.json"), |line| {
        line.starts_with("  \"") || line.starts_with("    {")
    });
}

#[test]
fn typing_the_text_form() {
    type_through("a.eval.txt", include_str!("forms/education.eval.txt"), |line| {
        !line.starts_with('\t')
    });
}

#[test]
fn typing_the_markdown_form() {
    type_through("a.eval.md", include_str!("forms/education.eval.md"), |line| {
        !line.starts_with("|  |")
    });
}

#[test]
fn typing_the_yaml_form() {
    type_through("a.eval.yaml", include_str!("forms/education.eval.yaml"), |line| {
        !line.starts_with(' ') || line.starts_with("  - ")
    });
}
