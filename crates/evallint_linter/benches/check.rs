//! What checking a form costs, whole and by parts: `cargo bench --package evallint_linter`.
//!
//! The forms are the clean ones of the tests, in each writing; what reading costs is told by the benchmarks of
//! `evallint_syntax`. A row of `rules` holds what every check does (reading, lowering and gathering facts), and the rules
//! of one group: take `none` away from it. Quote ratios between the rows of one run.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use evallint_linter::{Language, Linter, Report, Selection, Settings, check};
use evallint_schema::{FORMS, KeyLanguage, json_schema};
use evallint_syntax::Source;

const JSON: &str = include_str!("../../../tests/forms/education.eval.json");

const FORMS_OF_THE_TESTS: &[(&str, &str)] = &[
    ("a.eval.json", JSON),
    (
        "a.eval.yaml",
        include_str!("../../../tests/forms/education.eval.yaml"),
    ),
    (
        "a.eval.txt",
        include_str!("../../../tests/forms/education.eval.txt"),
    ),
    (
        "a.eval.md",
        include_str!("../../../tests/forms/education.eval.md"),
    ),
];

fn main() {
    divan::main();
}

#[divan::bench(args = FORMS_OF_THE_TESTS.iter().map(|(name, _)| *name))]
fn whole(bencher: Bencher<'_, '_>, name: &str) {
    let text = FORMS_OF_THE_TESTS.iter().find(|(known, _)| *known == name);
    let text = text.map_or("", |(_, text)| text);
    bench_check(bencher, name, text, &Settings::default());
}

/// `none` selects a rule that nothing is looked at for, and `invalid-value` is the schema's share of the structure.
#[divan::bench(args = ["none", "structure", "invalid-value", "funds", "indicators", "consistency", "text"])]
fn rules(bencher: Bencher<'_, '_>, name: &str) {
    let name = if name == "none" { "internal-error" } else { name };
    let selection = Selection {
        select: vec![name.to_owned()],
        ignore: Vec::new(),
    };
    let settings = Settings {
        selection,
        ..Settings::default()
    };
    bench_check(bencher, "a.eval.json", JSON, &settings);
}

/// A form with a finding in each result and in the funds of each task.
#[divan::bench]
fn with_findings(bencher: Bencher<'_, '_>) {
    bench_check(bencher, "a.eval.json", &faulty(), &Settings::default());
}

#[divan::bench(args = ["zh", "en"])]
fn words_of_the_findings(bencher: Bencher<'_, '_>, language: &str) {
    let language = if language == "zh" {
        Language::Chinese
    } else {
        Language::English
    };
    let Ok(source) = Source::new("a.eval.json", faulty()) else {
        return;
    };
    let report = check(&source, &Settings::default());
    bencher.bench(|| words(&report, language));
}

fn words(report: &Report, language: Language) -> usize {
    let told = report.diagnostics.iter().map(|diagnostic| {
        let help = diagnostic.help.as_ref().map(|help| help.render(language));
        diagnostic.message.render(language).len() + help.map_or(0, |help| help.len())
    });
    told.sum()
}

/// The form with every result as a bound, and the funds of its tasks unreadable.
fn faulty() -> String {
    JSON.replace("\"result\": \"", "\"result\": \"不低于")
        .replace("\"funds\": \"", "\"funds\": \"约")
}

fn bench_check(bencher: Bencher<'_, '_>, name: &str, text: &str, settings: &Settings) {
    let Ok(source) = Source::new(name, text) else {
        return;
    };
    bencher
        .counter(BytesCount::of_str(text))
        .bench(|| check(black_box(&source), settings));
}

/// What a process pays once: the schema made and compiled, and the labels folded.
#[divan::bench]
fn make_a_linter() -> Linter {
    Linter::new(black_box(FORMS))
}

/// The part of it that makes the schema.
#[divan::bench]
fn make_the_schema(bencher: Bencher<'_, '_>) {
    bencher.bench(|| {
        FORMS
            .iter()
            .map(|form| json_schema(form, KeyLanguage::English))
            .collect::<Vec<_>>()
    });
}
