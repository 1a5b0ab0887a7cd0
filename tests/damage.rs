//! Documents that are cut off or garbled: no rule fails, and every place that is reported exists.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod founding;

use evallint_linter::{Language, Report, Settings, check};
use evallint_syntax::{ByteRange, Source};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

const FORMS: &[(&str, &str)] = &[
    ("education.eval.json", include_str!("forms/education.eval.json")),
    (
        "education.zh.eval.json",
        include_str!("forms/education.zh.eval.json"),
    ),
    ("education.eval.txt", include_str!("forms/education.eval.txt")),
    ("education.eval.md", include_str!("forms/education.eval.md")),
    ("education.eval.yaml", include_str!("forms/education.eval.yaml")),
];

/// Every place of the report lies in the source, on boundaries of characters, and every message can be said.
fn assert_sound(source: &Source, report: &Report) {
    for diagnostic in &report.diagnostics {
        assert_ne!(
            diagnostic.rule.id,
            "internal-error",
            "{}",
            diagnostic.message.render(Language::English)
        );
        assert_place(source, diagnostic.range, diagnostic.rule.id);
        for related in &diagnostic.related {
            assert_place(source, related.range, diagnostic.rule.id);
        }
        for language in [Language::Chinese, Language::English] {
            assert!(!diagnostic.message.render(language).is_empty());
        }
    }
}

fn assert_place(source: &Source, range: ByteRange, rule: &str) {
    assert!(
        range.start <= range.end && source.text().get(range.as_index()).is_some(),
        "{rule}: {range:?} is no range of a text of {} bytes",
        source.text().len()
    );
    let span = source.place(range);
    assert_eq!((span.start.offset, span.end.offset), (range.start, range.end));
}

fn assert_checks(name: &str, text: &str) {
    if let Ok(source) = Source::new(name, text) {
        let report = check(&source, &Settings::default());
        assert_sound(&source, &report);
    }
}

fn assert_every_prefix_checks(name: &str, text: &str) {
    for (end, _) in text.char_indices() {
        assert_checks(name, &text[..end]);
    }
}

#[test]
fn every_prefix_of_the_json_form() {
    assert_every_prefix_checks(FORMS[0].0, FORMS[0].1);
}

#[test]
fn every_prefix_of_the_json_form_with_chinese_keys() {
    assert_every_prefix_checks(FORMS[1].0, FORMS[1].1);
}

#[test]
fn every_prefix_of_the_text_form() {
    assert_every_prefix_checks(FORMS[2].0, FORMS[2].1);
}

#[test]
fn every_prefix_of_the_markdown_form() {
    assert_every_prefix_checks(FORMS[3].0, FORMS[3].1);
}

#[test]
fn every_prefix_of_the_yaml_form() {
    assert_every_prefix_checks(FORMS[4].0, FORMS[4].1);
}

#[test]
fn every_prefix_of_the_founding_document() {
    if let Some(text) = founding::text() {
        assert_every_prefix_checks("shipai-2022.txt", &text);
    }
}

/// What an edit puts in: what gives structure, what rules look for, and what takes several bytes or code units.
const INSERTED: &[&str] = &[
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\\",
    "\t",
    "\n",
    "\r\n",
    "|",
    "\\u12",
    "null",
    "1e400",
    "-",
    "≥",
    "约",
    "余",
    "XX",
    "N支",
    "（",
    "）",
    "“",
    "。",
    " ",
    "\u{3000}",
    "万",
    "９",
    "𠮷",
    "👩‍🌾",
    "\u{FEFF}",
    "年 月 日",
    "<br>",
    "x-",
    "x-evallint",
    "<!-- evallint: allow ",
    "# evallint: allow ",
    "-->",
];

/// One edit: at a place given as a fraction of the text, remove some characters and put something in.
type Edit = (usize, usize, usize);

fn apply(text: &str, edits: &[Edit]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for (place, removed, inserted) in edits {
        let at = place % (characters.len() + 1);
        let end = (at + removed).min(characters.len());
        let inserted = INSERTED[inserted % INSERTED.len()];
        characters.splice(at..end, inserted.chars());
    }
    characters.into_iter().collect()
}

#[test]
fn ten_thousand_random_edits() {
    let edits = prop::collection::vec((any::<usize>(), 0..40_usize, any::<usize>()), 1..6);
    let mut runner = TestRunner::new(Config {
        cases: 10_000,
        failure_persistence: None,
        ..Config::default()
    });
    let result = runner.run(&(0..FORMS.len(), edits), |(form, edits)| {
        let (name, text) = FORMS[form];
        assert_checks(name, &apply(text, &edits));
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}
