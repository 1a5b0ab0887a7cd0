//! The conformance kit is right about us, and whole: what it expects of another implementation holds for this one.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod kit;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use evallint_linter::{RULES, Settings, Severity, check};
use evallint_syntax::Source;
use jsonschema::Validator;
use serde_json::Value;

use kit::{Case, Finding, Kit, LANGUAGES};

/// The rule that no document can break.
const WITHOUT_CASES: &str = "internal-error";

/// The rules about the printed page, which JSON has no counterpart of.
const OF_THE_TEXT_FORM: [&str; 3] = ["split-row", "truncated-text", "unrecognized-layout"];

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn found(case: &Case) -> Vec<Finding> {
    let source = Source::new(case.path(), case.text.as_str()).unwrap();
    let report = check(&source, &Settings::default());
    let mut findings: Vec<Finding> = report
        .diagnostics
        .iter()
        .map(|diagnostic| Finding {
            pointer: diagnostic.pointer.to_string(),
            rule: diagnostic.rule.id.to_owned(),
            severity: match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "info",
            }
            .to_owned(),
        })
        .collect();
    findings.sort();
    findings
}

#[test]
fn every_document_has_exactly_the_findings_that_are_expected() {
    let kit = Kit::read();
    let wrong: Vec<String> = kit
        .cases
        .iter()
        .filter_map(|case| {
            let found = found(case);
            (found != case.findings).then(|| {
                format!(
                    "{}\n  expected {:?}\n  found    {found:?}",
                    case.id, case.findings
                )
            })
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The YAML documents are parsed by others, where the schema is held against other validators.
#[test]
fn the_schemas_accept_exactly_what_is_valid() {
    let kit = Kit::read();
    for language in LANGUAGES {
        let validator = |kind: &str| -> Validator {
            jsonschema::validator_for(&json(&kit::schema(language, kind))).unwrap()
        };
        let (strict, types) = (validator(""), validator(".types"));
        let documents: Vec<(&Case, Value)> = kit
            .seen(language)
            .filter(|case| case.format == "json")
            .map(|case| (case, serde_json::from_str(&case.text).unwrap()))
            .collect();
        assert!(documents.len() > 400, "{language}");
        for (case, document) in documents {
            assert_eq!(Some(strict.is_valid(&document)), case.valid, "{}", case.id);
            assert_eq!(
                types.is_valid(&document),
                case.types.unwrap_or(false),
                "{}",
                case.id
            );
        }
    }
}

#[test]
fn every_rule_is_found_and_nearly_missed() {
    let kit = Kit::read();
    let mut found: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut near: BTreeSet<(&str, &str)> = BTreeSet::new();
    for case in &kit.cases {
        let writing = match case.format.as_str() {
            "text" => "text",
            _ => case.keys.as_deref().unwrap(),
        };
        let is_found = |rule: &str| case.findings.iter().any(|finding| finding.rule == rule);
        if let Some(rule) = case.rule.as_deref() {
            assert!(
                RULES.iter().any(|known| known.id == rule),
                "{}: there is no {rule}",
                case.id
            );
            if is_found(rule) { &mut found } else { &mut near }.insert((rule, writing));
        }
    }
    for rule in RULES.iter().map(|rule| rule.id).filter(|id| *id != WITHOUT_CASES) {
        let writings: &[&str] = if OF_THE_TEXT_FORM.contains(&rule) {
            &["text"]
        } else {
            &LANGUAGES
        };
        for writing in writings {
            assert!(found.contains(&(rule, writing)), "{rule} is not found: {writing}");
            // What is of the text form alone has its near misses there.
            assert!(
                near.contains(&(rule, writing)),
                "{rule} has no near miss: {writing}"
            );
        }
    }
}

/// What is expected of a change of the form does not depend on the language of its keys.
#[test]
fn both_flavours_have_the_same_cases_of_the_schema() {
    let kit = Kit::read();
    let of = |language: &str| -> BTreeMap<String, (Option<bool>, Option<bool>, usize)> {
        let prefix = format!("schema/{language}/");
        kit.cases
            .iter()
            .filter_map(|case| {
                let name = case.id.strip_prefix(&prefix)?;
                Some((name.to_owned(), (case.valid, case.types, case.findings.len())))
            })
            .collect()
    };
    assert!(of("en").len() > 350);
    assert_eq!(of("en"), of("zh"));
}

#[test]
fn the_manifest_is_valid_and_names_every_document_once() {
    let folder = kit::folder();
    let manifest = json(&folder.join("kit.json"));
    let schema = jsonschema::validator_for(&json(&folder.join("kit.schema.json"))).unwrap();
    assert!(schema.is_valid(&manifest), "{:?}", schema.validate(&manifest));

    let kit = Kit::read();
    let mut ids = BTreeSet::new();
    let mut documents = BTreeSet::new();
    for case in &kit.cases {
        assert!(ids.insert(&case.id), "{} stands twice", case.id);
        assert!(documents.insert((&case.file, case.line)), "{}", case.id);
        assert!(case.findings.is_sorted(), "{}", case.id);
        assert_eq!(case.types.is_some(), case.valid == Some(true), "{}", case.id);
        assert_eq!(case.keys.is_none(), case.format == "text", "{}", case.id);
    }

    let mut files = BTreeSet::new();
    collect(&folder, "", &mut files);
    for own in ["kit.json", "kit.schema.json"] {
        assert!(files.remove(own), "{own}");
    }
    let named: BTreeSet<String> = kit.cases.iter().map(|case| case.file.clone()).collect();
    assert_eq!(files, named);
    let by_line: BTreeSet<&String> = kit
        .cases
        .iter()
        .filter(|case| case.line.is_some())
        .map(|case| &case.file)
        .collect();
    for file in by_line {
        let lines = fs::read_to_string(folder.join(file)).unwrap().lines().count();
        let used = documents.iter().filter(|(name, _)| *name == file).count();
        assert_eq!(lines, used, "{file}");
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name);
        }
    }
}
