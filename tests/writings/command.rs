//! The commands as people run them.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::{fs, io::Write};

const FORM: &str = include_str!("../forms/education.eval.yaml");

fn run(folder: &Path, arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_evallint"))
        .args(["--lang", "en"])
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().unwrap();
    (
        status.code(),
        String::from_utf8(stdout).unwrap(),
        String::from_utf8(stderr).unwrap(),
    )
}

#[test]
fn convert_tells_the_target_by_the_name_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("a.eval.yaml"), FORM).unwrap();
    assert_eq!(
        run(path, &["convert", "a.eval.yaml", "-o", "a.eval.txt"], ""),
        (Some(0), String::new(), String::new())
    );
    let text = fs::read_to_string(path.join("a.eval.txt")).unwrap();
    assert!(text.contains("\t实际支出数\t12,905.46\t"), "{text}");
    fs::write(path.join("a.eval.txt"), "mine").unwrap();
    let (code, _, told) = run(path, &["convert", "a.eval.yaml", "-o", "a.eval.txt"], "");
    assert_eq!(code, Some(2));
    assert_eq!(
        told,
        "evallint: a.eval.txt: exists already and was left as it is; --force overwrites it\n"
    );
    assert_eq!(fs::read_to_string(path.join("a.eval.txt")).unwrap(), "mine");
    let (code, _, _) = run(
        path,
        &["convert", "a.eval.yaml", "-o", "a.eval.txt", "--force"],
        "",
    );
    assert_eq!(code, Some(0));
    assert_eq!(fs::read_to_string(path.join("a.eval.txt")).unwrap(), text);
    assert_eq!(fs::read_dir(path).unwrap().count(), 2, "nothing is left behind");
}

#[test]
fn convert_reads_and_writes_streams() {
    let folder = tempfile::tempdir().unwrap();
    let (code, json, told) = run(
        folder.path(),
        &["convert", "-", "--to", "json", "--keys", "zh"],
        FORM,
    );
    assert_eq!(code, Some(0), "{told}");
    assert!(
        json.starts_with("{\n  \"部门名称\": \"江州市云溪区教育局\",\n"),
        "{json}"
    );
    assert_eq!(
        told,
        "evallint: -:1:1: /department the comment \"江州市云溪区教育局 2023 年度自评表\" is left out: JSON has no \
         comments; YAML keeps it\n"
    );
    let (code, _, told) = run(folder.path(), &["convert", "-"], FORM);
    assert_eq!(code, Some(2));
    assert!(told.contains("what to convert to is not said"), "{told}");
    let (code, written, told) = run(folder.path(), &["convert", "-", "--to", "yaml"], "{\"year\": }");
    assert_eq!((code, written.as_str()), (Some(2), ""));
    assert!(
        told.starts_with("evallint: -:1:") && told.contains("mend the syntax errors first"),
        "{told}"
    );
}

#[test]
fn format_writes_what_it_can_and_tells_of_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let untidy = FORM
        .replace("funds:\n", "\n\nfunds:\n")
        .replace("year: 2023", "year:   2023");
    fs::write(path.join("a.eval.yaml"), &untidy).unwrap();
    fs::write(path.join("b.eval.json"), "{\"year\": }").unwrap();
    fs::write(path.join("c.eval.yaml"), FORM).unwrap();
    let (code, shown, told) = run(path, &["format", "--check"], "");
    assert_eq!(code, Some(2));
    assert_eq!(
        shown,
        "a.eval.yaml: would be formatted\n1 file would be formatted, 1 left unchanged.\n"
    );
    assert!(
        told.contains("b.eval.json: not well-formed, so not formatted"),
        "{told}"
    );
    fs::remove_file(path.join("b.eval.json")).unwrap();
    let (code, shown, _) = run(path, &["format", "--diff"], "");
    assert_eq!(code, Some(1));
    assert!(shown.contains("-year:   2023\n+year: 2023\n"), "{shown}");
    assert_eq!(fs::read_to_string(path.join("a.eval.yaml")).unwrap(), untidy);
    let (code, shown, _) = run(path, &["format"], "");
    assert_eq!(code, Some(0));
    assert_eq!(
        shown,
        "a.eval.yaml: formatted\n1 file formatted, 1 left unchanged.\n"
    );
    assert_eq!(fs::read_to_string(path.join("a.eval.yaml")).unwrap(), FORM);
    let (code, shown, _) = run(path, &["format", "--check"], "");
    assert_eq!(
        (code, shown.as_str()),
        (Some(0), "0 files would be formatted, 2 left unchanged.\n")
    );
    assert_eq!(run(path, &["format", "-"], &untidy).1, FORM);
    assert_eq!(run(path, &["format", "-"], FORM).1, FORM);
}
