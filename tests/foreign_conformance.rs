//! Validators that we did not write come to the verdicts of the kit by the published schemas.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod kit;
mod kit_documents;
mod validators;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use kit::{LANGUAGES, schema};
use kit_documents::{Documents, Verdicts, output, script, told};
use validators::{Validators, said};

/// The documents of a language, with the verdict of the strict schema.
fn documents(language: &str, validators: &Validators) -> Documents {
    Documents::of(language, validators, |case| case.valid == Some(true))
}

/// A script that is given a schema and a folder agrees in both languages.
fn script_agrees(name: &str) {
    let validators = Validators::installed();
    for language in LANGUAGES {
        let documents = documents(language, &validators);
        let path = script(&format!("conformance/{name}"));
        let mut command = if path.extension().is_some_and(|extension| extension == "py") {
            let mut python = validators.program("python3");
            python.arg(path);
            python
        } else {
            validators.own_script(&path)
        };
        command.arg(schema(language, "")).arg(documents.path());
        documents.agree(&told(&output(&mut command)), name);
    }
}

#[test]
fn jsonschema_of_python_agrees() {
    script_agrees("jsonschema_of_python.py");
}

#[test]
fn jsonschema_rs_agrees() {
    script_agrees("jsonschema_of_rust.py");
}

#[test]
fn ajv_agrees_in_its_strict_mode() {
    script_agrees("ajv.cjs");
}

#[test]
fn hyperjump_agrees() {
    script_agrees("hyperjump.mjs");
}

#[test]
fn check_jsonschema_agrees() {
    let validators = Validators::installed();
    for language in LANGUAGES {
        let documents = documents(language, &validators);
        let output = validators
            .program("check-jsonschema")
            .args(["--output-format", "json", "--schemafile"])
            .arg(schema(language, ""))
            .args(documents.names())
            .current_dir(documents.path())
            .output()
            .unwrap();
        let report: Value =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(&output)));
        assert_eq!(
            report["parse_errors"].as_array().map(Vec::len),
            Some(0),
            "{report}"
        );
        let mut verdicts: Verdicts = documents.names().map(|name| (name.clone(), true)).collect();
        for error in report["errors"].as_array().unwrap() {
            verdicts.insert(error["filename"].as_str().unwrap().to_owned(), false);
        }
        documents.agree(&verdicts, "check-jsonschema");
    }
}

#[test]
fn ajv_cli_agrees() {
    let validators = Validators::installed();
    for language in LANGUAGES {
        let documents = documents(language, &validators);
        let output = validators
            .node_script("ajv-cli/dist/index.js")
            .args([
                "validate",
                "--spec=draft2020",
                "--strict=true",
                "--errors=no",
                "-s",
            ])
            .arg(schema(language, ""))
            .args(["-d", "*.json"])
            .current_dir(documents.path())
            .output()
            .unwrap();
        let verdicts: Verdicts = said(&output)
            .lines()
            .filter_map(|line| {
                let (name, verdict) = line.rsplit_once(' ')?;
                match verdict {
                    "valid" => Some((name.to_owned(), true)),
                    "invalid" => Some((name.to_owned(), false)),
                    _ => None,
                }
            })
            .collect();
        documents.agree(&verdicts, "ajv-cli");
    }
}

/// Every file below a folder whose name ends so.
fn files(folder: &Path, suffix: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, suffix, found);
        } else if path.to_str().unwrap().ends_with(suffix) {
            found.push(path);
        }
    }
}

#[test]
fn every_schema_is_one_by_its_meta_schema() {
    let mut schemas = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    files(&folder, ".schema.json", &mut schemas);
    assert!(schemas.len() > 8);
    let mut command = Validators::installed().program("check-jsonschema");
    output(command.arg("--check-metaschema").args(schemas));
}

/// A strict validator knows the keywords of VS Code for none of its own, so it must not be given the schemas for editors.
#[test]
fn a_strict_validator_refuses_the_schemas_for_editors() {
    let validators = Validators::installed();
    for language in LANGUAGES {
        let documents = documents(language, &validators);
        let mut ajv = validators.own_script(&script("conformance/ajv.cjs"));
        let output = ajv
            .arg(schema(language, ".editor"))
            .arg(documents.path())
            .output()
            .unwrap();
        assert!(!output.status.success());
        assert!(said(&output).contains("unknown keyword"), "{}", said(&output));
    }
}
