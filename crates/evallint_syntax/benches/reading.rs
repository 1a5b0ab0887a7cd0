//! What it costs to read a form in each of its writings: `cargo bench --package evallint_syntax`.
//!
//! The forms are the clean ones of the tests. Quote ratios between the rows of one run.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use evallint_syntax::{ByteRange, Source, read_json, read_table, read_yaml};

const JSON: &str = include_str!("../../../tests/forms/education.eval.json");
const YAML: &str = include_str!("../../../tests/forms/education.eval.yaml");
const TEXT: &str = include_str!("../../../tests/forms/education.eval.txt");
const MARKDOWN: &str = include_str!("../../../tests/forms/education.eval.md");

fn main() {
    divan::main();
}

/// The floor under every reader of JSON.
#[divan::bench]
fn json_into_a_value(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::of_str(JSON))
        .bench(|| serde_json::from_str::<serde_json::Value>(black_box(JSON)));
}

#[divan::bench]
fn json(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::of_str(JSON))
        .bench(|| read_json(black_box(JSON)));
}

/// As it stands on the screen while the last third is not typed yet.
#[divan::bench]
fn json_half_typed(bencher: Bencher<'_, '_>) {
    let typed = JSON.get(..JSON.floor_char_boundary(JSON.len() / 3 * 2));
    let typed = typed.unwrap_or_default();
    bencher
        .counter(BytesCount::of_str(typed))
        .bench(|| read_json(black_box(typed)));
}

#[divan::bench]
fn yaml(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::of_str(YAML))
        .bench(|| read_yaml(black_box(YAML)));
}

/// Each mistake is one more reading of the whole.
#[divan::bench]
fn yaml_with_a_mistake(bencher: Bencher<'_, '_>) {
    let mistaken = YAML.replacen(": ", ":", 1);
    bencher
        .counter(BytesCount::of_str(&mistaken))
        .bench(|| read_yaml(black_box(&mistaken)));
}

#[divan::bench]
fn text(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::of_str(TEXT))
        .bench(|| read_table(black_box(TEXT)));
}

#[divan::bench]
fn markdown(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::of_str(MARKDOWN))
        .bench(|| read_table(black_box(MARKDOWN)));
}

/// What is done to bytes before they are read: decoding, and telling the format.
#[divan::bench]
fn bytes_into_a_source(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::of_str(TEXT))
        .with_inputs(|| TEXT.as_bytes().to_vec())
        .bench_values(|bytes| Source::from_bytes("a.eval.txt", bytes));
}

/// A first range that is shown to a person, with the lines counted for it.
#[divan::bench]
fn a_place(bencher: Bencher<'_, '_>) {
    let end = u32::try_from(TEXT.len()).unwrap_or(u32::MAX);
    bencher
        .counter(BytesCount::of_str(TEXT))
        .with_inputs(|| Source::new("a.eval.txt", TEXT))
        .bench_values(|source| source.map(|source| source.place(ByteRange::new(end / 2, end))));
}
