//! `--watch` and the line of progress, told by running the command and changing files under it.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod command;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use command::{clean_form, command, folder, form, run};

/// How long a report may take before the test gives up on it.
const PATIENCE: Duration = Duration::from_mins(1);

/// A command that watches, ended with the test.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let arguments = [&["check", "--watch", "--lang", "en"], arguments].concat();
        let mut child = command(folder, &arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (sender, lines) = mpsc::channel();
        let out = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self { child, lines }
    }

    /// The next summary.
    fn summary(&self) -> String {
        loop {
            let line = self.lines.recv_timeout(PATIENCE).unwrap();
            if line.starts_with("Checked ") {
                return line;
            }
        }
    }

    /// Waits for a summary: one write may be seen as two changes, and the first read between them.
    fn until(&self, expected: &str) {
        while !self.summary().starts_with(expected) {}
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // What has ended already cannot be ended again.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_change_is_checked_at_once() {
    let folder = folder(&[("a.eval.txt", &clean_form())]);
    let form = form();
    let at = |path: &str| folder.path().join(path);
    let watching = Watching::start(folder.path(), &[]);
    watching.until("Checked 1 file: no problems found.");
    fs::write(at("a.eval.txt"), &form).unwrap();
    watching.until("Checked 1 file: 2 errors, 2 warnings.");
    fs::create_dir_all(at("新/年")).unwrap();
    watching.until("Checked 1 file: 2 errors, 2 warnings.");
    fs::write(at("新/年/b.eval.txt"), clean_form()).unwrap();
    watching.until("Checked 2 files: 2 errors, 2 warnings.");
    fs::write(at("next"), &form).unwrap();
    fs::rename(at("next"), at("新/年/b.eval.txt")).unwrap();
    watching.until("Checked 2 files: 4 errors, 4 warnings.");
    fs::remove_dir_all(at("新")).unwrap();
    watching.until("Checked 1 file: 2 errors, 2 warnings.");
    fs::write(at("evallint.toml"), "").unwrap();
    watching.until("Checked 1 file: 2 errors, 2 warnings.");
    fs::write(at(".gitignore"), "a.*").unwrap();
    fs::write(at("c.eval.txt"), clean_form()).unwrap();
    watching.until("Checked 1 file: no problems found.");
}

#[test]
fn a_named_file_may_be_replaced() {
    let folder = folder(&[("表/任意名", &clean_form())]);
    let at = |path: &str| folder.path().join(path);
    let watching = Watching::start(folder.path(), &["表/任意名"]);
    watching.until("Checked 1 file: no problems found.");
    fs::write(at("表/next"), form()).unwrap();
    fs::rename(at("表/next"), at("表/任意名")).unwrap();
    watching.until("Checked 1 file: 2 errors, 2 warnings.");
    fs::remove_dir_all(at("表")).unwrap();
    fs::create_dir(at("表")).unwrap();
    fs::write(at("表/任意名"), clean_form()).unwrap();
    watching.until("Checked 1 file: no problems found.");
}

#[test]
fn what_does_not_matter_is_not_checked() {
    let folder = folder(&[("a.eval.txt", &clean_form())]);
    let watching = Watching::start(folder.path(), &["-o", "report"]);
    let report = folder.path().join("report");
    let wait = |expected: &str| {
        for _ in 0..600 {
            if fs::read_to_string(&report).is_ok_and(|text| text.contains(expected)) {
                return;
            }
            std::thread::sleep(PATIENCE / 600);
        }
        panic!("{:?}", fs::read_to_string(&report));
    };
    wait("no problems found.");
    let written = || fs::metadata(&report).unwrap().modified().unwrap();
    let first = written();
    fs::write(folder.path().join("notes.txt"), "无关").unwrap();
    // Long enough for a change that matters to be taken up several times over.
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(written(), first, "neither notes nor its own report is a form");
    fs::write(folder.path().join("a.eval.txt"), form()).unwrap();
    wait("2 errors, 2 warnings.");
    drop(watching);
}

#[test]
fn an_interrupt_ends_it() {
    let folder = folder(&[("a.eval.txt", &clean_form())]);
    let mut watching = Watching::start(folder.path(), &[]);
    watching.summary();
    let id = watching.child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
    assert!(!watching.child.wait().unwrap().success());
}

#[test]
fn standard_input_cannot_be_watched() {
    let folder = folder(&[]);
    for arguments in [
        &["check", "--watch", "-"][..],
        &["check", "-w", "--stdin-filename", "a.txt"],
    ] {
        let told = run(folder.path(), arguments);
        assert_eq!((told.code, told.out.as_str()), (Some(2), ""));
        assert!(told.err.starts_with("evallint: 标准输入不会变化"), "{}", told.err);
    }
}

/// What a terminal is shown by a run that takes longer than the patience of people, with standard output elsewhere.
fn shown_on_a_terminal(folder: &Path, variables: &[(&str, &str)]) -> String {
    let evallint = env!("CARGO_BIN_EXE_evallint");
    let slow =
        format!("(sleep 0.8; cat a.eval.txt) | '{evallint}' check --lang en /dev/fd/0 a.eval.txt > out");
    let mut terminal = Command::new("script");
    terminal
        .args(["--quiet", "--command", &slow, "/dev/null"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .env_remove("CI")
        .env("TERM", "xterm")
        .envs(variables.iter().copied());
    String::from_utf8(terminal.output().unwrap().stdout).unwrap()
}

#[test]
fn a_long_run_shows_its_progress_on_a_terminal_only() {
    let folder = folder(&[("a.eval.txt", &clean_form())]);
    let shown = shown_on_a_terminal(folder.path(), &[]);
    assert!(
        shown.contains("checking ") && shown.contains("/2 files"),
        "{shown:?}"
    );
    let summary = "Checked 2 files: no problems found.\n";
    assert_eq!(fs::read_to_string(folder.path().join("out")).unwrap(), summary);
    assert_eq!(shown_on_a_terminal(folder.path(), &[("CI", "true")]), "");
    let quick = run(folder.path(), &["check", "--lang", "en"]);
    assert_eq!(quick.err, "");
}
