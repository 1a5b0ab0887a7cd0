//! What others build on stays: the schemas are held against those that were released last.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod validators;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use evallint_linter::{PublicationKind, publications};
use evallint_schema::{Addresses, Dialect, SCHEMA_RELEASE, SCHEMA_VERSION};
use serde_json::{Value, json};

use validators::{Validators, said};

/// Who reads what a schema describes, and who must not be surprised.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Readers {
    /// We: what was written for the old schema is still read.
    Ours,
    /// Others: what is written now is read by those who know the old schema.
    Others,
}

/// A schema before and after a change.
struct Change {
    name: String,
    readers: Readers,
    before: Value,
    after: Value,
}

/// Whether each change leaves in peace who reads.
fn are_harmless(changes: &[Change]) -> Vec<bool> {
    let pair = |change: &Change| match change.readers {
        Readers::Ours => json!({ "wider": change.after, "narrower": change.before }),
        Readers::Others => json!({ "wider": change.before, "narrower": change.after }),
    };
    let lines: Vec<String> = changes.iter().map(|change| pair(change).to_string()).collect();
    let lines = lines.join("\n");
    let mut python = Validators::installed().program("python3");
    let script = root().join("tests/validators/compatibility.py");
    let mut child = python
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    writer.join().unwrap().unwrap();
    let verdicts = String::from_utf8(output.stdout).unwrap();
    let verdicts: Vec<bool> = verdicts
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(verdicts.len(), changes.len());
    verdicts
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn schema(path: &str) -> Value {
    let path = root().join("schemas").join(path);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap()
}

/// Every schema that others build on, as it was released and as it is.
fn since_release() -> Vec<Change> {
    publications(&Addresses::Names)
        .into_iter()
        .filter_map(|published| {
            let readers = match published.kind {
                PublicationKind::Form(form) if form.dialect == Dialect::Editor => return None,
                PublicationKind::Form(_) | PublicationKind::Settings => Readers::Ours,
                PublicationKind::Findings => Readers::Others,
                PublicationKind::Catalog => return None,
            };
            Some(Change {
                readers,
                before: schema(&format!("released/{}", published.path)),
                after: published.content,
                name: published.path,
            })
        })
        .collect()
}

/// The numbers of a release.
fn numbers(release: &str) -> [u32; 3] {
    let numbers: Vec<u32> = release.split('.').map(|number| number.parse().unwrap()).collect();
    numbers.try_into().unwrap()
}

#[test]
fn nothing_breaks_within_a_major_version() {
    let changes = since_release();
    assert_eq!(changes.len(), 6);
    for (change, is_harmless) in changes.iter().zip(are_harmless(&changes)) {
        assert!(
            is_harmless,
            "{} no longer keeps what was promised for {SCHEMA_VERSION}: see schemas/VERSIONS.md",
            change.name
        );
    }
}

#[test]
fn a_change_has_a_new_number_and_is_told_of() {
    let mut changes = since_release();
    for change in &changes {
        let released = change.before["$comment"].as_str().unwrap();
        assert_eq!(change.after["$comment"], SCHEMA_RELEASE, "{}", change.name);
        let (before, now) = (numbers(released), numbers(SCHEMA_RELEASE));
        assert_eq!(format!("v{}", now[0]), SCHEMA_VERSION);
        assert!(before <= now, "{}: {released}", change.name);
        if before == now {
            assert_eq!(
                change.before, change.after,
                "{} changed since {released}",
                change.name
            );
        }
    }
    // Where the way back is not harmless, more is valid than before.
    for change in &mut changes {
        std::mem::swap(&mut change.before, &mut change.after);
    }
    for (change, is_harmless) in changes.iter().zip(are_harmless(&changes)) {
        let released = numbers(change.after["$comment"].as_str().unwrap());
        let has_grown = numbers(SCHEMA_RELEASE)[..2] > released[..2];
        assert!(
            is_harmless || has_grown,
            "{} allows more than before",
            change.name
        );
    }
    let versions = fs::read_to_string(root().join("schemas/VERSIONS.md")).unwrap();
    let told = versions.matches(&format!("\n### {SCHEMA_RELEASE}\n")).count();
    assert_eq!(
        told, 2,
        "schemas/VERSIONS.md tells of {SCHEMA_RELEASE} in both languages"
    );
}

#[test]
fn only_what_is_published_was_released() {
    fn files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files(&path, found);
            } else {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    files(&root().join("schemas/released"), &mut found);
    assert_eq!(found.len(), since_release().len(), "{found:?}");
}

type Edit = fn(&mut Value);

/// What takes from those who write forms something that was valid.
const BREAKING: [(&str, Edit); 17] = [
    ("a field goes", |form| {
        remove(&mut form["properties"], "problems");
        remove_required(form, "problems");
    }),
    ("a field is renamed", |form| {
        let task = &mut form["$defs"]["Task"];
        let funds = remove(&mut task["properties"], "funds");
        task["properties"]["spending"] = funds;
        remove_required(task, "funds");
        task["required"].as_array_mut().unwrap().push(json!("spending"));
    }),
    ("a field becomes required", |form| {
        let required = &mut form["$defs"]["Indicator"]["required"];
        required.as_array_mut().unwrap().push(json!("unit"));
    }),
    ("a new field is required", |form| {
        form["properties"]["contact"] = json!({ "type": "string" });
        form["required"].as_array_mut().unwrap().push(json!("contact"));
    }),
    ("another type", |form| {
        form["properties"]["year"]["type"] = json!("string");
    }),
    ("a later first year", |form| {
        form["properties"]["year"]["minimum"] = json!(2010);
    }),
    ("a shorter name", |form| {
        form["properties"]["department"]["maxLength"] = json!(50);
    }),
    ("a longer name", |form| {
        form["properties"]["department"]["minLength"] = json!(4);
    }),
    ("a word less", |form| {
        form["properties"]["currency_unit"]["enum"] = json!(["元", "万元"]);
    }),
    ("another pattern", |form| {
        form["$defs"]["Rate"]["pattern"] = json!("^[0-9]+%$");
    }),
    ("a pattern where none was", |form| {
        form["properties"]["form"]["pattern"] = json!("^d");
    }),
    ("no more numbers", |form| {
        form["$defs"]["Amount"]["anyOf"].as_array_mut().unwrap().remove(0);
    }),
    ("smaller amounts", |form| {
        form["$defs"]["Amount"]["anyOf"][0]["maximum"] = json!(1_000_000);
    }),
    ("more tasks at least", |form| {
        form["properties"]["tasks"]["minItems"] = json!(2);
    }),
    ("fewer tasks at most", |form| {
        form["properties"]["tasks"]["maxItems"] = json!(20);
    }),
    ("no more keys of others", |form| {
        remove(&mut form["$defs"]["Task"], "patternProperties");
    }),
    ("texts of a length", |form| {
        form["$defs"]["Text"]["maxLength"] = json!(1000);
    }),
];

/// What leaves valid what was.
const HARMLESS: [(&str, Edit); 8] = [
    ("nothing", |_| {}),
    ("other words", |form| {
        form["title"] = json!("表");
        form["$defs"]["Text"]["examples"] = json!(["文"]);
    }),
    ("a new field", |form| {
        form["properties"]["contact"] = json!({ "type": "string" });
    }),
    ("a field is optional", |form| remove_required(form, "problems")),
    ("later years", |form| {
        form["properties"]["year"]["maximum"] = json!(2200);
    }),
    ("longer names", |form| {
        form["properties"]["department"]["maxLength"] = json!(200);
    }),
    ("another word", |form| {
        form["properties"]["currency_unit"]["enum"] = json!(["元", "千元", "万元", "亿元"]);
    }),
    ("no pattern", |form| {
        remove(&mut form["$defs"]["Text"], "pattern");
    }),
];

/// What would surprise those who read findings.
const SURPRISING: [(&str, Edit); 5] = [
    ("a member goes", |findings| {
        let finding = &mut findings["$defs"]["Finding"];
        remove(&mut finding["properties"], "path");
        remove_required(finding, "path");
    }),
    ("a member may be absent", |findings| {
        remove_required(&mut findings["$defs"]["Finding"], "pointer");
    }),
    ("another severity", |findings| {
        let severity = &mut findings["$defs"]["Finding"]["properties"]["severity"];
        severity["enum"].as_array_mut().unwrap().push(json!("hint"));
    }),
    ("lines from zero", |findings| {
        findings["$defs"]["PlaceInText"]["properties"]["line"]["minimum"] = json!(0);
    }),
    ("another type", |findings| {
        findings["$defs"]["Replacement"]["properties"]["text"]["type"] = json!(["string", "null"]);
    }),
];

/// What those who read findings bear.
const BORNE: [(&str, Edit); 2] = [
    ("a new member", |findings| {
        findings["$defs"]["PlaceInText"]["properties"]["cell"] = json!({ "type": "string" });
    }),
    ("a member is certain", |findings| {
        let required = &mut findings["$defs"]["Finding"]["required"];
        required.as_array_mut().unwrap().push(json!("help"));
    }),
];

fn remove(object: &mut Value, key: &str) -> Value {
    object.as_object_mut().unwrap().shift_remove(key).unwrap()
}

fn remove_required(object: &mut Value, key: &str) {
    let required = object["required"].as_array_mut().unwrap();
    let before = required.len();
    required.retain(|name| name != key);
    assert_eq!(required.len() + 1, before);
}

#[test]
fn what_breaks_is_refused_and_what_does_not_is_let_pass() {
    let form = schema("department-self-evaluation/v1.schema.json");
    let findings = schema("findings.schema.json");
    let mut changes = Vec::new();
    let mut expected = Vec::new();
    for (edits, before, readers, is_harmless) in [
        (BREAKING.as_slice(), &form, Readers::Ours, false),
        (&HARMLESS, &form, Readers::Ours, true),
        (&SURPRISING, &findings, Readers::Others, false),
        (&BORNE, &findings, Readers::Others, true),
    ] {
        for (name, edit) in edits {
            let mut after = before.clone();
            edit(&mut after);
            changes.push(Change {
                name: (*name).to_owned(),
                readers,
                before: before.clone(),
                after,
            });
            expected.push(is_harmless);
        }
    }
    let verdicts = are_harmless(&changes);
    for ((change, verdict), expected) in changes.iter().zip(verdicts).zip(expected) {
        assert_eq!(verdict, expected, "{}", change.name);
    }
}
