//! Forms of three offices, written by hand before the rules were: each as it should be, and with the faults that are
//! listed beside it as `rule<TAB>pointer`. A form without a list has none.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use evallint_linter::{Settings, check};
use evallint_syntax::Source;

fn offices() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/offices")
}

/// Compares the findings of a form, whatever their level, with the list beside it.
#[track_caller]
fn hold(name: &str, extension: &str) {
    let form = format!("{name}.eval.{extension}");
    let text = std::fs::read_to_string(offices().join(&form)).unwrap();
    let report = check(&Source::new(form.as_str(), text).unwrap(), &Settings::default());
    let mut found: Vec<String> = report
        .diagnostics
        .iter()
        .map(|diagnostic| format!("{}\t{}", diagnostic.rule.id, diagnostic.pointer.as_str()))
        .collect();
    let list = offices().join(format!("{name}.expected.tsv"));
    let listed = if list.exists() {
        std::fs::read_to_string(list).unwrap()
    } else {
        String::new()
    };
    let mut expected: Vec<&str> = listed.lines().collect();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected, "{form}");
}

#[test]
fn forms_as_they_should_be() {
    hold("education-clean", "txt");
    hold("hospital-clean", "yaml");
    hold("water-clean", "json");
}

#[test]
fn forms_with_faults() {
    hold("education-faulty", "txt");
    hold("hospital-faulty", "yaml");
    hold("water-faulty", "json");
}
