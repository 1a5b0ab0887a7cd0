//! Input that fights back is answered: where it is wrong, what to do, and with an exit code that tells.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Runs the command in a folder, for at most half a minute.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let output = Command::new("timeout")
        .args(["30", env!("CARGO_BIN_EXE_evallint")])
        .args(arguments)
        .args(["--lang", "en"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_ne!(output.status.code(), Some(124), "{arguments:?} hangs");
    output
}

/// The exit code and the findings of one file, as (rule, pointer).
fn findings(name: &str, content: &[u8]) -> (Option<i32>, Vec<(String, String)>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), content).unwrap();
    let output = run(folder.path(), &["check", "--output-format", "json", name]);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!error.contains("panicked"), "{error}");
    let array: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let found = array
        .iter()
        .map(|finding| (text(finding, "rule"), text(finding, "pointer")))
        .collect();
    (output.status.code(), found)
}

/// What the command says on standard error of a path it cannot check.
fn complaint(folder: &Path, path: &str) -> String {
    let output = run(folder, &["check", path]);
    assert_eq!(output.status.code(), Some(2), "{path}");
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

fn found(rule: &str, pointer: &str) -> (String, String) {
    (rule.to_owned(), pointer.to_owned())
}

#[test]
fn an_empty_file_is_told_in_every_format() {
    for name in ["a.json", "a.txt", "a.eval.md"] {
        for content in ["", "\n \n", "\u{FEFF}"] {
            let (code, found_in) = findings(name, content.as_bytes());
            assert_eq!(code, Some(1), "{name} {content:?}");
            assert_eq!(found_in, [found("syntax-error", "")], "{name} {content:?}");
        }
    }
}

#[test]
fn nesting_without_end_is_one_error() {
    let (code, found_in) = findings("a.json", "[".repeat(100_000).as_bytes());
    assert_eq!(code, Some(1));
    assert!(
        found_in.iter().any(|(rule, _)| rule == "syntax-error"),
        "{found_in:?}"
    );
    assert!(found_in.len() <= 2, "{found_in:?}");
    let nested = format!("{{\"year\": {}}}", "{\"a\":".repeat(100_000));
    assert_eq!(findings("a.json", nested.as_bytes()).0, Some(1));
}

#[test]
fn an_alias_bomb_is_one_error() {
    let mut bomb = "a0: &a0 [略, 略, 略, 略, 略, 略, 略, 略, 略, 略]\n".to_owned();
    for level in 1..10 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(
            &[
                "a",
                &level.to_string(),
                ": &a",
                &level.to_string(),
                " [",
                &aliases,
                "]\n",
            ]
            .concat(),
        );
    }
    let (code, found_in) = findings("a.yaml", bomb.as_bytes());
    assert_eq!(code, Some(1));
    let errors = found_in.iter().filter(|(rule, _)| rule == "syntax-error").count();
    assert_eq!(errors, 1, "{found_in:?}");
    let second = format!("{}---\nyear: 2022\n", include_str!("forms/education.eval.yaml"));
    assert_eq!(
        findings("a.yaml", second.as_bytes()).1,
        [found("syntax-error", "")]
    );
}

#[test]
fn numbers_beyond_all_bounds_are_invalid_where_they_stand() {
    let form = include_str!("forms/education.eval.json");
    for literal in ["1e400", "-1e400", "1e-400", "123456789012345678901234567890"] {
        let changed = form.replacen("\"5,210.35\"", literal, 1);
        let (code, found_in) = findings("a.json", changed.as_bytes());
        assert_eq!(code, Some(1));
        assert_eq!(found_in, [found("invalid-value", "/tasks/0/funds")], "{literal}");
    }
}

#[test]
fn lone_surrogates_and_unknown_forms_are_told() {
    let form = include_str!("forms/education.eval.json");
    let surrogate = form.replacen("坚持立德树人", r"\ud800坚持立德树人", 1);
    assert_eq!(
        findings("a.json", surrogate.as_bytes()).1,
        [found("syntax-error", "/annual_goal")]
    );
    let unknown = form.replacen('{', "{\"form\": \"project-self-evaluation\",", 1);
    assert_eq!(
        findings("a.json", unknown.as_bytes()).1,
        [found("invalid-value", "/form")]
    );
}

#[test]
fn gb18030_and_full_width_digits_are_read() {
    let text = include_str!("forms/education.eval.txt");
    // 部门 in GB18030 is B2 BF C3 C5; the whole form is encoded by the same library that reads it.
    let (encoded, _, _) = encoding_rs::GB18030.encode(text);
    assert_eq!(findings("a.eval.txt", &encoded), (Some(0), vec![]));
    let wide = text
        .replacen("98.36%", "９８．３６％", 1)
        .replacen("2023年\n", "２０２３年\n", 1);
    assert_eq!(findings("a.eval.txt", wide.as_bytes()), (Some(0), vec![]));
}

/// Such a page has the parts of a section in another order than they are read in.
#[test]
fn text_between_the_cells_of_a_page_does_no_harm() {
    for page in [
        "<!DOCTYPE html><table>,<th>改进措施或下一步计划<h><td>街",
        "<table><tr>甲<th>存在问题</th>乙<td>预算</td>丙</tr>丁</table>戊",
        "<table>一<tr>二<td>重点项目绩效情况<table>三<tr><td>四</table>五<td>六",
    ] {
        let (code, found) = findings("a.eval.txt", page.as_bytes());
        assert_eq!(code, Some(1), "{page}");
        assert!(!found.is_empty());
    }
}

#[test]
fn what_is_no_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    assert!(complaint(path, "none.json").contains("no such file"));
    assert!(
        Command::new("mkfifo")
            .arg(path.join("pipe"))
            .status()
            .unwrap()
            .success()
    );
    assert!(complaint(path, "pipe").contains("not a regular file"));
    std::os::unix::fs::symlink("loop", path.join("loop")).unwrap();
    assert!(complaint(path, "loop").contains("loop"));
    std::os::unix::fs::symlink("gone", path.join("dangling.eval.json")).unwrap();
    assert!(complaint(path, "dangling.eval.json").contains("no such file"));
}

#[test]
fn a_link_that_leads_back_into_its_folder_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
    fs::write(
        folder.path().join("a.eval.txt"),
        include_str!("forms/education.eval.txt"),
    )
    .unwrap();
    let output = run(folder.path(), &["check", "."]);
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "Checked 1 file: no problems found.\n"
    );
}

#[test]
fn what_is_too_large_or_binary_is_refused_unread() {
    let folder = tempfile::tempdir().unwrap();
    let large = fs::File::create(folder.path().join("large.json")).unwrap();
    large.set_len(200 * 1024 * 1024).unwrap();
    let complaint_of = complaint(folder.path(), "large.json");
    assert!(
        complaint_of.contains("209715200 bytes, at most 67108864"),
        "{complaint_of}"
    );
    fs::write(folder.path().join("a.eval.json"), b"\x89PNG\r\n\0\0").unwrap();
    assert!(complaint(folder.path(), "a.eval.json").contains("binary"));
    fs::write(folder.path().join("b.eval.json"), b"{\"year\": \"\xFF\xFF\"}").unwrap();
    assert!(complaint(folder.path(), "b.eval.json").contains("not UTF-8 from byte 11 on"));
}

#[test]
fn a_stream_without_end_is_left_off() {
    let output = Command::new("timeout")
        .args(["30", env!("CARGO_BIN_EXE_evallint"), "check", "-", "--lang", "en"])
        .stdin(fs::File::open("/dev/zero").unwrap())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        error,
        "evallint: -: too large to be checked: more than 67108864 bytes\n"
    );
}

/// The command says of a folder that it has no forms when it has listed all files, and reads them after standard input:
/// between the two a file is removed.
#[test]
fn a_file_that_vanishes_once_it_is_listed_is_told_and_the_others_are_checked() {
    let folder = tempfile::tempdir().unwrap();
    let (forms, empty) = (folder.path().join("forms"), folder.path().join("empty"));
    fs::create_dir(&forms).unwrap();
    fs::create_dir(&empty).unwrap();
    let form = include_str!("forms/education.eval.txt");
    for name in ["a.eval.txt", "b.eval.txt", "c.eval.txt"] {
        fs::write(forms.join(name), form).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_evallint"))
        .args(["check", "-", "forms", "empty", "--lang", "en"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut complaints = BufReader::new(command.stderr.take().unwrap());
    let mut listed = String::new();
    complaints.read_line(&mut listed).unwrap();
    assert!(listed.starts_with("evallint: empty: no forms found"), "{listed}");
    fs::remove_file(forms.join("b.eval.txt")).unwrap();
    let mut input = command.stdin.take().unwrap();
    input.write_all(form.as_bytes()).unwrap();
    drop(input);
    let mut vanished = String::new();
    complaints.read_to_string(&mut vanished).unwrap();
    let output = command.wait_with_output().unwrap();
    assert_eq!(vanished, "evallint: forms/b.eval.txt: no such file or folder\n");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "Checked 3 files: no problems found.\n"
    );
}

#[test]
fn ten_thousand_findings_of_one_rule_are_counted_not_listed() {
    let keys: Vec<String> = (0..10_000).map(|index| format!("\"键{index}\":1")).collect();
    let document = format!("{{\"year\":2022,{}}}", keys.join(","));
    let (_, found_in) = findings("a.json", document.as_bytes());
    let unknown = found_in
        .iter()
        .filter(|(rule, _)| rule == "unknown-field")
        .count();
    assert_eq!(unknown, 501);
}

/// Each with a container that is open where reading stops.
#[test]
fn far_more_values_than_a_form_has_are_one_error_where_reading_stops() {
    const MANY: usize = 150_000;
    let documents = [
        ("a.json", format!("[{}[]]", "[],".repeat(MANY)), ""),
        ("a.json", format!("{{{}\"a\":1}}", "\"a\":1,".repeat(MANY)), ""),
        (
            "a.json",
            format!("{{\"tasks\":[{}{{}}]}}", "{},".repeat(MANY)),
            "/tasks",
        ),
        ("a.yaml", format!("tasks: [{}[]]\n", "[],".repeat(MANY)), "/tasks"),
        ("a.yaml", "- \n".repeat(MANY), ""),
        ("a.yaml", format!("year: 2022\n{}", "#\n".repeat(MANY)), ""),
        ("a.yaml", format!("tasks:\n{}  - 1\n", "#\n".repeat(MANY)), ""),
        ("a.txt", "部门名称\t某局\t\t\t\t\t\t\n".repeat(MANY), ""),
    ];
    for (name, document, container) in documents {
        let start: String = document.chars().take(20).collect();
        let (code, found_in) = findings(name, document.as_bytes());
        assert_eq!(code, Some(1), "{start}");
        let errors: Vec<_> = found_in
            .iter()
            .filter(|(rule, _)| rule == "syntax-error")
            .collect();
        let [(_, pointer)] = errors.as_slice() else {
            panic!("{start}: {errors:?}")
        };
        assert!(pointer.starts_with(container), "{start}: {pointer}");
    }
}

#[test]
fn a_key_without_end_is_near_to_no_field() {
    let document = format!("{{\"year\":2022,\"{}\":1}}", "部门".repeat(4_000_000));
    let (code, found_in) = findings("a.json", document.as_bytes());
    assert_eq!(code, Some(1));
    assert!(
        found_in.iter().any(|(rule, _)| rule == "unknown-field"),
        "{found_in:?}"
    );
}

#[test]
fn mistakes_without_end_are_counted_up_to_where_reading_stops() {
    for mistake in ["1 ", "//\n", "'a',"] {
        let document = format!("[{}]", mistake.repeat(150_000));
        let (code, found_in) = findings("a.json", document.as_bytes());
        assert_eq!(code, Some(1), "{mistake}");
        let errors = found_in.iter().filter(|(rule, _)| rule == "syntax-error").count();
        assert_eq!(errors, 501, "{mistake}");
    }
}

#[test]
fn the_largest_document_is_answered_in_little_memory() {
    const LARGEST: usize = 64 * 1024 * 1024;
    let folder = tempfile::tempdir().unwrap();
    for piece in ["[],", "1 "] {
        let document = format!("[{}]", piece.repeat((LARGEST - 2) / piece.len()));
        fs::write(folder.path().join("a.json"), document).unwrap();
        let output = Command::new("sh")
            .args(["-c", "ulimit -v 1000000 && exec \"$0\" check a.json --lang en"])
            .arg(env!("CARGO_BIN_EXE_evallint"))
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{piece}: {error}");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains("syntax-error"), "{piece}: {said}");
    }
}

#[test]
fn a_table_of_a_million_cells_is_answered() {
    let row = "\t".repeat(1_000);
    let table = format!("部门名称\t某局{row}\n").repeat(1_000);
    assert_eq!(findings("a.txt", table.as_bytes()).0, Some(1));
}
