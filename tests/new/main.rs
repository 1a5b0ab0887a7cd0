//! Forms that are begun: what is blank in them is found, and filled in by a script they are clean.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod filling;
mod last_year;
#[cfg(unix)]
mod questions;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use evallint_convert::format;
use evallint_linter::{Settings, check};
use evallint_syntax::Source;
use serde_json::Value;

/// The extensions of the formats.
const FORMATS: &[&str] = &["yaml", "json", "txt", "md"];

/// A command that runs in a folder, and says what it says in English.
fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_evallint"));
    command.args(["--lang", "en"]).args(arguments).current_dir(folder);
    command
}

/// The exit code, and what was said on the two streams.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = command(folder, arguments).stdin(Stdio::null()).output().unwrap();
    (
        output.status.code(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

/// What `evallint new` writes into a file with such an extension.
fn begun(extension: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let name = format!("a.eval.{extension}");
    let arguments: Vec<&str> = ["new", "-o", &name]
        .into_iter()
        .chain(arguments.iter().copied())
        .collect();
    let said = run(folder.path(), &arguments);
    assert_eq!(said, (Some(0), String::new(), String::new()), "{arguments:?}");
    fs::read_to_string(folder.path().join(name)).unwrap()
}

fn source(extension: &str, text: &str) -> Source {
    Source::new(format!("a.eval.{extension}"), text).unwrap()
}

/// How often each (rule, pointer) is found, at any level.
fn findings(extension: &str, text: &str) -> BTreeMap<(&'static str, String), usize> {
    let mut counts = BTreeMap::new();
    for diagnostic in check(&source(extension, text), &Settings::default()).diagnostics {
        *counts
            .entry((diagnostic.rule.id, diagnostic.pointer.to_string()))
            .or_insert(0) += 1;
    }
    counts
}

/// The rules that tell of a blank.
const MISSING: &[&str] = &[
    "missing-field",
    "missing-funds",
    "missing-result",
    "missing-indicators",
];

/// Asserts that every blank of a form is found once, at itself or at the container in which nothing is filled in, and
/// that nothing else is at fault.
fn assert_every_blank_is_found(extension: &str, text: &str, blanks: &[String]) {
    let found = findings(extension, text);
    for ((rule, pointer), count) in &found {
        assert!(MISSING.contains(rule) && *count == 1, "{rule} {pointer}\n{text}");
    }
    for blank in blanks {
        let is_about = |pointer: &str| blank == pointer || blank.starts_with(&format!("{pointer}/"));
        let about: Vec<_> = found.keys().filter(|(_, pointer)| is_about(pointer)).collect();
        assert_eq!(about.len(), 1, "{extension} {blank}: {about:?}\n{text}");
    }
    let covers = |pointer: &str| blanks.iter().any(|blank| blank.starts_with(pointer));
    assert!(
        found.keys().all(|(_, pointer)| covers(pointer)),
        "{extension}: {found:?}\n{text}"
    );
}

#[test]
fn unfilled_every_blank_is_found() {
    for extension in FORMATS {
        for keys in ["zh", "en"] {
            for lengths in [["1", "1"], ["3", "2"]] {
                let text = begun(
                    extension,
                    &["--keys", keys, "--tasks", lengths[0], "--indicators", lengths[1]],
                );
                let form = filling::values(lengths[0].parse().unwrap(), lengths[1].parse().unwrap());
                let mut blanks = filling::pointers(&form);
                blanks.retain(|blank| blank != "/currency_unit");
                assert_every_blank_is_found(extension, &text, &blanks);
            }
        }
    }
}

#[test]
fn filled_in_by_a_script_it_is_clean() {
    let form = filling::values(2, 5);
    for extension in FORMATS {
        for keys in ["zh", "en"] {
            let text = begun(extension, &["--keys", keys, "--tasks", "2", "--indicators", "5"]);
            let filled = filling::fill(extension, &text, &form);
            assert_eq!(findings(extension, &filled), BTreeMap::new(), "{filled}");
            let folder = tempfile::tempdir().unwrap();
            let name = format!("a.eval.{extension}");
            fs::write(folder.path().join(&name), &filled).unwrap();
            let said = run(folder.path(), &["check", "--fail-on", "info", &name]);
            assert_eq!(said.0, Some(0), "{said:?}");
            let formatted = format(&source(extension, &filled)).unwrap();
            assert_eq!(comments(formatted.text()), comments(&text));
        }
    }
}

#[test]
fn a_blank_that_is_left_is_found_in_its_place() {
    let whole = filling::values(2, 2);
    for extension in FORMATS {
        let text = begun(extension, &["--tasks", "2", "--indicators", "2"]);
        for blank in filling::pointers(&whole) {
            if blank == "/currency_unit" {
                continue;
            }
            let mut form = whole.clone();
            *form.pointer_mut(&blank).unwrap() = Value::Null;
            let filled = filling::fill(extension, &text, &form);
            let mut missing = findings(extension, &filled);
            missing.retain(|(rule, _), _| MISSING.contains(rule));
            let pointers: Vec<&str> = missing.keys().map(|(_, pointer)| pointer.as_str()).collect();
            assert_eq!(pointers, [blank.as_str()], "{extension}\n{filled}");
        }
    }
}

#[test]
fn it_is_laid_out_already_and_keeps_its_explanations() {
    for extension in FORMATS {
        for keys in ["zh", "en"] {
            let text = begun(extension, &["--keys", keys, "--tasks", "2", "--indicators", "2"]);
            let formatted = format(&source(extension, &text)).unwrap();
            assert_eq!(formatted.text(), text);
        }
    }
}

#[test]
fn every_blank_is_explained() {
    let docs: BTreeSet<&str> = filling::fields().iter().map(|field| field.doc.zh).collect();
    assert!(docs.len() > 20);
    for extension in ["yaml", "txt", "md"] {
        let text = begun(extension, &["--keys", "zh"]);
        for field in filling::fields() {
            let is_cell = extension != "yaml" && (!field.required || field.key == "indicators");
            let is_explained = text.contains(field.doc.zh);
            assert_eq!(
                is_explained,
                !is_cell && field.key != "form",
                "{extension} {}",
                field.key
            );
        }
    }
    let english = begun("yaml", &["--keys", "en"]);
    assert!(
        english.contains(
            "completion_rate: # The actual expenditure ÷ the adjusted budget. A percentage, such as"
        )
    );
    let json: Value = serde_json::from_str(&begun("json", &["--keys", "en"])).unwrap();
    assert_eq!(json["$schema"], "urn:evallint:department-self-evaluation:v1");
}

#[test]
fn the_flags_are_written() {
    for extension in FORMATS {
        let text = begun(
            extension,
            &[
                "--department",
                "江州市云溪区教育局",
                "--year",
                "2024",
                "--currency-unit",
                "亿元",
                "--keys",
                "en",
            ],
        );
        let form = filling::read(extension, &text);
        assert_eq!(form["department"], "江州市云溪区教育局", "{text}");
        assert_eq!(form["currency_unit"], "亿元");
        assert_eq!(
            form["year"].to_string().trim_matches('"').trim_end_matches('年'),
            "2024"
        );
    }
}

#[test]
fn a_strange_name_is_written_right_or_refused() {
    for name in [
        "教育局\"甲\"'乙'",
        "教育局 # 号",
        "教育局: 甲",
        "- 教育局",
        "*教育局",
        "{教育局}",
        "教育|局",
        "教育\\|局",
        "<br>教育局",
        "&amp;教育局&#9;",
        "教育局<!-- 甲 -->",
        "## 教育局",
        "yes",
        "12:30",
        "部门名称",
        "被评价年度",
        "单位：元",
        "𠮷𠮷",
    ] {
        for extension in FORMATS {
            let folder = tempfile::tempdir().unwrap();
            let file = format!("a.eval.{extension}");
            let argument = format!("--department={name}");
            let (code, _, told) = run(folder.path(), &["new", "--keys", "en", "-o", &file, &argument]);
            if code == Some(0) {
                let text = fs::read_to_string(folder.path().join(file)).unwrap();
                assert_eq!(filling::read(extension, &text)["department"], name, "{text}");
            } else {
                assert!(
                    extension != &"yaml" && extension != &"json" && told.contains("cannot be read back"),
                    "{extension} {name}: {told}"
                );
                assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
            }
        }
    }
    for (name, why) in [
        (
            "教育\n局",
            "--department: department (部门名称) holds a line break, a tab or another control character; leave it out",
        ),
        ("教育\t局", "another control character"),
        ("教育\u{1b}[31m局", "another control character"),
        ("局", "takes 2 to 100 characters; write the full name"),
        ("", "takes 2 to 100 characters"),
    ] {
        refuses(&["--department", name], why);
    }
    refuses(&["--department", &"局".repeat(101)], "takes 2 to 100 characters");
}

#[test]
fn wrong_flags_are_refused_with_what_to_do() {
    refuses(
        &["--year", "1999"],
        "--year: year (被评价年度) takes a whole number from 2000 to 2100",
    );
    refuses(&["--year", "明年"], "takes a whole number from 2000 to 2100");
    refuses(&["--currency-unit", "千元"], "takes one of: 元, 万元, 亿元");
    refuses(&["--tasks", "0"], "1..=100");
    refuses(&["--indicators", "1000000000"], "1..=100");
    refuses(&["--from", "missing.yaml"], "missing.yaml");
    refuses(&["--from", "missing.yaml", "--tasks", "2"], "cannot be used with");
    let folder = tempfile::tempdir().unwrap();
    let (code, _, told) = run(folder.path(), &["new", "-o", "a.xlsx"]);
    assert_eq!(code, Some(2));
    assert!(
        told.contains("does not tell a format to fill in; give it with --format"),
        "{told}"
    );
}

fn refuses(arguments: &[&str], why: &str) {
    let folder = tempfile::tempdir().unwrap();
    let arguments: Vec<&str> = ["new", "-o", "a.eval.yaml"]
        .into_iter()
        .chain(arguments.iter().copied())
        .collect();
    let (code, written, told) = run(folder.path(), &arguments);
    assert_eq!((code, written.as_str()), (Some(2), ""), "{told}");
    assert!(told.contains(why), "{told}");
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        0,
        "nothing is written"
    );
}

#[test]
fn a_file_that_is_there_is_overwritten_only_with_force() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.eval.yaml");
    fs::write(&path, "mine").unwrap();
    assert_eq!(
        run(folder.path(), &["new", "-o", "a.eval.yaml"]),
        (
            Some(2),
            String::new(),
            "evallint: a.eval.yaml: exists already and was left as it is; --force overwrites it\n".to_owned()
        )
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    assert_eq!(
        run(folder.path(), &["new", "-o", "a.eval.yaml", "--force"]).0,
        Some(0)
    );
    let (code, printed, _) = run(folder.path(), &["new"]);
    assert_eq!((code, printed), (Some(0), fs::read_to_string(&path).unwrap()));
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing is left behind"
    );
}

/// The explanations in a text, without where they stand.
fn comments(text: &str) -> Vec<&str> {
    let comment = |line: &'_ str| {
        let at = line
            .find("<!-- ")
            .or_else(|| line.find("# ").filter(|at| !line.starts_with("##") || *at > 1))?;
        Some(at)
    };
    text.lines()
        .filter_map(|line| comment(line).map(|at| line[at..].trim_end()))
        .collect()
}
