//! What reading and checking a form costs: `cargo bench --package evallint_linter`.
//!
//! The forms are the clean ones of the tests, in each writing. Quote ratios between the rows of one run.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use evallint_linter::{Linter, Settings, check};
use evallint_schema::FORMS;
use evallint_syntax::{Source, read_json, read_table};

const JSON: &str = include_str!("../../../tests/forms/education.eval.json");
const TEXT: &str = include_str!("../../../tests/forms/education.eval.txt");

fn main() {
    divan::main();
}

#[divan::bench]
fn parse_json_into_a_value(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::of_str(JSON))
        .bench(|| serde_json::from_str::<serde_json::Value>(black_box(JSON)));
}

#[divan::bench]
fn read_the_json_form(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::of_str(JSON))
        .bench(|| read_json(black_box(JSON)));
}

#[divan::bench]
fn read_the_text_form(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::of_str(TEXT))
        .bench(|| read_table(black_box(TEXT)));
}

#[divan::bench]
fn check_the_json_form(bencher: Bencher<'_, '_>) {
    check_form(bencher, "a.eval.json", JSON);
}

#[divan::bench]
fn check_the_text_form(bencher: Bencher<'_, '_>) {
    check_form(bencher, "a.eval.txt", TEXT);
}

fn check_form(bencher: Bencher<'_, '_>, name: &str, text: &str) {
    let settings = Settings::default();
    let Ok(source) = Source::new(name, text) else {
        return;
    };
    bencher
        .counter(BytesCount::of_str(text))
        .bench(|| check(black_box(&source), &settings));
}

/// What a process pays once: the schema compiled and the labels folded.
#[divan::bench]
fn make_a_linter() -> Linter {
    Linter::new(black_box(FORMS))
}
