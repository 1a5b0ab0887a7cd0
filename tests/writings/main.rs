//! Forms written anew: in another writing, and in the one layout of their own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod command;
mod convert;
mod format;
#[path = "../founding/mod.rs"]
mod founding;
mod generated;
mod yaml_readers;

use std::collections::BTreeMap;

use evallint_convert::{Converted, Target, convert};
use evallint_linter::{Language, Settings, check};
use evallint_syntax::Source;

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
