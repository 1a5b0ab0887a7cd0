//! `check --fix` and `--diff`: what they change, what they leave alone, and that nothing is ever lost.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const JSON: &str = include_str!("forms/education.eval.json");
const YAML: &str = include_str!("forms/education.eval.yaml");
const TEXT: &str = include_str!("forms/education.eval.txt");
const MARKDOWN: &str = include_str!("forms/education.eval.md");

/// The clean forms with a rate that has no percent sign, which is mended safely, and one that is wrong, which is not.
fn faulty_forms() -> [(&'static str, String); 4] {
    let faulty = |text: &str| {
        assert!(text.contains("6.32%") && text.contains("98.36%"));
        text.replacen("6.32%", "6.32", 1).replacen("98.36%", "97.36%", 1)
    };
    [
        ("a.eval.json", faulty(JSON)),
        ("b.eval.yaml", faulty(YAML)),
        ("c.eval.txt", faulty(TEXT)),
        ("d.eval.md", faulty(MARKDOWN)),
    ]
}

fn evallint(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_evallint"));
    command
        .args(arguments)
        .args(["--lang", "en"])
        .current_dir(folder)
        .stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    told(&evallint(folder, arguments).output().unwrap())
}

fn told(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn folder_with(forms: &[(&str, String)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in forms {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[test]
fn safe_fixes_are_applied_and_others_only_when_asked_for() {
    let forms = faulty_forms();
    let folder = folder_with(&forms);
    let (exit, out, _) = run(folder.path(), &["check", "--fix", "--output-format", "concise"]);
    assert_eq!(exit, Some(1));
    assert!(out.ends_with(
        "Checked 4 files: 4 fixed, 4 errors left. 4 fixable with --fix --unsafe-fixes, after a look at them.\n"
    ), "{out}");
    let content = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    for (name, text) in &forms {
        assert!(
            content(name).contains("6.32%") && content(name).contains("97.36%"),
            "{name}"
        );
        assert_ne!(content(name), *text, "{name}");
    }
    let (exit, out, _) = run(folder.path(), &["check", "--fix", "--unsafe-fixes"]);
    assert_eq!(
        (exit, out.as_str()),
        (Some(0), "Checked 4 files: 4 fixed, no problems left.\n")
    );
    assert_eq!(content("a.eval.json"), JSON);
    assert_eq!(content("c.eval.txt"), TEXT);
    assert_eq!(content("d.eval.md"), MARKDOWN);
    assert_eq!(content("b.eval.yaml"), YAML);
    let (exit, out, _) = run(folder.path(), &["check", "--fix", "--unsafe-fixes"]);
    assert_eq!(
        (exit, out.as_str()),
        (Some(0), "Checked 4 files: no problems found.\n")
    );
}

#[test]
fn a_diff_shows_what_would_change_and_writes_nothing() {
    let forms = faulty_forms();
    let folder = folder_with(&forms[..1]);
    let (exit, out, err) = run(folder.path(), &["check", "--diff", "--unsafe-fixes"]);
    assert_eq!((exit, err.as_str()), (Some(1), "Would fix 2 problems.\n"));
    let changed: Vec<&str> = out
        .lines()
        .filter(|line| line.starts_with(['+', '-']))
        .map(str::trim_end)
        .collect();
    let lines = |text: &str, sign: char, rate: &str| {
        let line = text.lines().find(|line| line.contains(rate)).unwrap();
        format!("{sign}{line}")
    };
    assert_eq!(
        changed,
        [
            "--- a.eval.json",
            "+++ a.eval.json (fixed)",
            &lines(&forms[0].1, '-', "completion_rate"),
            &lines(&forms[0].1, '-', "adjustment_rate"),
            &lines(JSON, '+', "completion_rate"),
            &lines(JSON, '+', "adjustment_rate"),
        ]
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("a.eval.json")).unwrap(),
        forms[0].1
    );
    fs::write(folder.path().join("a.eval.json"), JSON).unwrap();
    let (exit, out, err) = run(folder.path(), &["check", "--diff"]);
    assert_eq!(
        (exit, out.as_str(), err.as_str()),
        (Some(0), "", "Nothing to fix.\n")
    );
}

/// Encoding, byte order mark, line ends and permissions stay, and so do all bytes outside the edits.
#[test]
fn nothing_else_of_a_file_changes() {
    let text = faulty_forms()[2].1.clone();
    let wanted = text.replacen("6.32\t", "6.32%\t", 1);
    assert_ne!(text, wanted);
    let gb18030 = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let marked = |text: &str| format!("\u{FEFF}{text}").into_bytes();
    let cases = [
        (
            "crlf.eval.txt",
            text.replace('\n', "\r\n").into_bytes(),
            wanted.replace('\n', "\r\n").into_bytes(),
        ),
        ("bom.eval.txt", marked(&text), marked(&wanted)),
        ("gb.eval.txt", gb18030(&text), gb18030(&wanted)),
        (
            "open.eval.txt",
            text.trim_end().as_bytes().to_vec(),
            wanted.trim_end().as_bytes().to_vec(),
        ),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (name, before, _) in &cases {
        fs::write(folder.path().join(name), before).unwrap();
    }
    let (exit, ..) = run(folder.path(), &["check", "--fix"]);
    assert_eq!(exit, Some(1));
    for (name, _, after) in &cases {
        assert!(fs::read(folder.path().join(name)).unwrap() == *after, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_a_file_that_may_only_be_read_is_told_of() {
    use std::os::unix::fs::PermissionsExt;
    let forms = faulty_forms();
    let folder = folder_with(&forms[..2]);
    let path = |name: &str| folder.path().join(name);
    let mode = |name: &str, mode| fs::set_permissions(path(name), fs::Permissions::from_mode(mode)).unwrap();
    mode("a.eval.json", 0o640);
    mode("b.eval.yaml", 0o444);
    let (exit, _, err) = run(folder.path(), &["check", "--fix"]);
    assert_eq!(
        (exit, err.as_str()),
        (Some(2), "evallint: b.eval.yaml: is read-only; not written\n")
    );
    let metadata = fs::metadata(path("a.eval.json")).unwrap();
    assert_eq!(metadata.permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read_to_string(path("b.eval.yaml")).unwrap(), forms[1].1);
}

#[test]
fn standard_input_is_fixed_to_standard_output() {
    for (name, text) in faulty_forms() {
        let arguments = ["check", "--fix", "--unsafe-fixes", "--stdin-filename", name, "-"];
        let mut child = evallint(Path::new("."), &arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        let (exit, out, err) = told(&child.wait_with_output().unwrap());
        let wanted = text.replacen("97.36%", "98.36%", 1);
        assert_eq!(
            (exit, err.as_str()),
            (Some(0), "Checked 1 file: 2 fixed, no problems left.\n")
        );
        assert!(out.replacen("6.32%", "6.32", 1) == wanted, "{name}:\n{out}");
    }
}

/// A process that is killed at any moment leaves the old content or the new one.
#[cfg(unix)]
#[test]
fn a_killed_process_loses_nothing() {
    const ROUNDS: u32 = 200;
    let forms = faulty_forms();
    let folder = folder_with(&forms);
    let started = Instant::now();
    assert_eq!(run(folder.path(), &["check", "--fix"]).0, Some(1));
    let duration = started.elapsed();
    let fixed: Vec<String> = forms
        .iter()
        .map(|(name, _)| fs::read_to_string(folder.path().join(name)).unwrap())
        .collect();
    let (mut old, mut new) = (0, 0);
    for round in 0..ROUNDS {
        for (name, text) in &forms {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let mut child = evallint(folder.path(), &["check", "--fix"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // The moments are spread over the time that a whole run takes.
        std::thread::sleep(duration * (round * 37 % ROUNDS) / ROUNDS);
        child.kill().unwrap();
        child.wait().unwrap();
        for ((name, text), fixed) in forms.iter().zip(&fixed) {
            let content = fs::read_to_string(folder.path().join(name)).unwrap();
            assert!(
                content == *text || content == *fixed,
                "{name} after {round}:\n{content}"
            );
            old += u32::from(content == *text);
            new += u32::from(content == *fixed);
        }
    }
    assert!(
        old > 0 && new > 0,
        "the moments lie before and after the change: {old} {new}"
    );
    // What a killed process leaves behind is no form.
    let (exit, out, _) = run(folder.path(), &["check", "--output-format", "json"]);
    assert_eq!(exit, Some(1));
    assert!(!out.contains(".tmp"));
}

/// Where the disk takes no more, the file stays, and the command says so. The limit on the size of files stands for the
/// disk: the new content is longer than it allows.
#[cfg(unix)]
#[test]
fn a_full_disk_loses_nothing() {
    let forms = faulty_forms();
    let folder = folder_with(&forms[..1]);
    let output = Command::new("sh")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 2; exec \"$0\" check --fix --lang en",
        ])
        .arg(env!("CARGO_BIN_EXE_evallint"))
        .current_dir(folder.path())
        .output()
        .unwrap();
    let (exit, _, err) = told(&output);
    assert_eq!(exit, Some(2));
    assert!(
        err.starts_with("evallint: a.eval.json: cannot be written and is unchanged ("),
        "{err}"
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("a.eval.json")).unwrap(),
        forms[0].1
    );
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing is left behind"
    );
}

/// A file that someone else changes while it is being fixed keeps what they wrote.
#[cfg(unix)]
#[test]
fn what_another_writes_meanwhile_stays() {
    let forms = faulty_forms();
    let folder = folder_with(&forms[..1]);
    let path = folder.path().join("a.eval.json");
    let other = format!("{} ", forms[0].1);
    let deadline = Instant::now() + Duration::from_secs(10);
    let mut was_refused = false;
    while !was_refused && Instant::now() < deadline {
        fs::write(&path, &forms[0].1).unwrap();
        let child = evallint(folder.path(), &["check", "--fix"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        while !fs::read_dir(folder.path())
            .unwrap()
            .any(|entry| entry.unwrap().path() != path)
        {
            if Instant::now() > deadline {
                break;
            }
        }
        fs::write(&path, &other).unwrap();
        let (_, _, err) = told(&child.wait_with_output().unwrap());
        was_refused = err.contains("was changed while it was checked; not written; run again");
        assert!(!was_refused || fs::read_to_string(&path).unwrap() == other);
    }
}
