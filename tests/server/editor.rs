//! What real editors are tried with: forms to mend, what is to be seen on them before and after, and time that is bounded.

#![allow(unreachable_pub, reason = "the module is its test's own")]

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use evallint_linter::{Edit, apply_edits};
use evallint_syntax::ByteRange;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{command, founding};

/// How long an editor may take for one form. Only what is broken takes so long.
const PATIENCE: Duration = Duration::from_mins(2);

/// A form to open, to mend by one quick fix and the safe fixes, and to save.
pub struct Errand {
    folder: TempDir,
    name: String,
    /// The findings of the command, as [`findings`] has them.
    pub before: Vec<Value>,
    /// The same once the form is mended and saved.
    pub after: Vec<Value>,
    /// The text once the form is mended and saved.
    mended: String,
    /// A finding with one fix that a person has to look at.
    fix: Value,
    /// The place before the unit of the amounts.
    unit: Value,
}

/// The errands: a form in each writing, and the founding document where it is.
pub fn errands() -> Vec<Errand> {
    let offices = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/offices");
    let read = |name: &str| fs::read_to_string(offices.join(name)).unwrap();
    let founding = founding::text();
    [
        Some(("a.eval.json", read("water-faulty.eval.json"))),
        Some(("医院 2022.eval.yaml", read("hospital-faulty.eval.yaml"))),
        Some(("b.eval.txt", read("education-faulty.eval.txt"))),
        // With characters outside of the first plane.
        Some(("c.eval.txt", command::form())),
        founding.map(|text| ("a.eval.txt", text)),
    ]
    .into_iter()
    .flatten()
    .map(|(name, text)| Errand::new(name, &text))
    .collect()
}

impl Errand {
    fn new(name: &str, text: &str) -> Self {
        let folder = command::folder(&[(name, text)]);
        let found = checked(folder.path(), name);
        let is_to_look_at = |found: &&Value| {
            let fixes = found["fixes"].as_array().unwrap();
            fixes.len() == 1 && fixes[0]["applicability"] == "unsafe"
        };
        let chosen = found.iter().find(is_to_look_at).unwrap();
        let edits: Vec<Edit> = chosen["fixes"][0]["edits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|edit| {
                let at = |key: &str| u32::try_from(edit[key].as_u64().unwrap()).unwrap();
                Edit {
                    range: ByteRange::new(at("start"), at("end")),
                    text: edit["text"].as_str().unwrap().to_owned(),
                }
            })
            .collect();
        let apart = command::folder(&[(name, &apply_edits(text, &edits))]);
        command::run(apart.path(), &["check", "--fix", name]);
        let after = findings(&checked(apart.path(), name));
        assert!(after.len() < found.len());
        Self {
            mended: fs::read_to_string(apart.path().join(name)).unwrap(),
            before: findings(&found),
            after,
            fix: json!({
                "rule": chosen["rule"], "start": chosen["start"], "title": chosen["fixes"][0]["title"],
            }),
            unit: place_of_unit(text),
            name: name.to_owned(),
            folder,
        }
    }

    /// The file that the editor opens.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join(&self.name)
    }

    /// Has an editor do the errand, and gives what it wrote down of what it showed.
    pub fn run(&self, editor: impl FnOnce(&Path, &Path) -> Command, more: &Value) -> Value {
        let mut task = json!({
            "file": self.file(), "hover": self.fix["start"], "completion": self.unit, "fix": self.fix,
            "after": self.after.len(),
        });
        for (name, value) in more.as_object().unwrap() {
            task[name] = value.clone();
        }
        run(editor, &task)
    }

    /// That the editor showed what the command finds, and saved what the command writes.
    pub fn is_done(&self, seen: &Value) {
        let name = &self.name;
        assert_same(&seen["before"], &self.before, name);
        let hover = seen["hover"].as_str().unwrap();
        assert!(
            hover.contains(self.fix["rule"].as_str().unwrap()),
            "{name}: {hover}"
        );
        let words = seen["completion"].as_array().unwrap();
        for unit in ["元", "万元", "亿元"] {
            assert!(words.contains(&json!(unit)), "{name}: {words:?}");
        }
        let saved = fs::read_to_string(self.file()).unwrap();
        // An editor ends the last line.
        let mended = self.mended.trim_end_matches('\n').to_owned() + "\n";
        let other = saved
            .lines()
            .zip(mended.lines())
            .find(|(saved, mended)| saved != mended);
        assert_eq!(other, None, "{name}");
        assert_eq!(saved.len(), mended.len(), "{name}");
        assert_same(&seen["after"], &self.after, name);
        assert_eq!(seen["told"], json!([]), "{name}");
    }
}

/// Has an editor do what is said in a file of JSON, in a home of its own; gives what it wrote down in another.
pub fn run(editor: impl FnOnce(&Path, &Path) -> Command, task: &Value) -> Value {
    let home = TempDir::new().unwrap();
    let (to_do, seen) = (home.path().join("task.json"), home.path().join("seen.json"));
    fs::write(&to_do, task.to_string()).unwrap();
    let mut editor = editor(&to_do, &seen);
    editor.env("PATH", path_with_command()).env("HOME", home.path());
    for (name, folder) in [
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_RUNTIME_DIR", "run"),
    ] {
        fs::create_dir(home.path().join(folder)).unwrap();
        editor.env(name, home.path().join(folder));
    }
    let said = finish(&mut editor, home.path());
    let seen = fs::read_to_string(&seen).unwrap_or_else(|error| panic!("{error}\n{said}"));
    serde_json::from_str(&seen).unwrap()
}

/// What the command finds in a file.
fn checked(folder: &Path, name: &str) -> Vec<Value> {
    let run = command::run(
        folder,
        &["check", "--output-format", "json", "--lang", "zh", name],
    );
    serde_json::from_str(&run.out).unwrap()
}

/// What an editor can show of findings.
fn findings(found: &[Value]) -> Vec<Value> {
    let shown = found.iter().map(|found| {
        let message = found["message"].as_str().unwrap();
        let help = found["help"].as_str().map(|help| format!("\n{help}"));
        let place = |key: &str| json!({ "line": found[key]["line"], "column": found[key]["column"] });
        json!({
            "rule": found["rule"], "severity": found["severity"],
            "message": format!("{message}{}", help.unwrap_or_default()),
            "start": place("start"), "end": place("end"),
        })
    });
    sorted(&shown.collect())
}

/// In one order, whatever that of an editor is.
fn sorted(found: &Value) -> Vec<Value> {
    let mut found = found.as_array().unwrap().clone();
    found.sort_by_key(|found| {
        let number = |pointer: &str| found.pointer(pointer).and_then(Value::as_u64);
        let place = ["/start/line", "/start/column", "/end/line", "/end/column"].map(number);
        (place, found["rule"].to_string(), found["message"].to_string())
    });
    found
}

/// That an editor showed these findings and no other.
fn assert_same(shown: &Value, expected: &[Value], name: &str) {
    let shown = sorted(shown);
    for (shown, expected) in shown.iter().zip(expected) {
        assert_eq!(shown, expected, "{name}");
    }
    assert_eq!(shown.len(), expected.len(), "{name}");
}

/// The place before the unit of the amounts, as the command tells places.
fn place_of_unit(text: &str) -> Value {
    let (line, before) = text
        .lines()
        .enumerate()
        .find_map(|(index, line)| {
            let (before, _) = line.split_once("万元")?;
            let is_it = ["单位：", "单位: ", "\"currency_unit\": \""]
                .iter()
                .any(|label| before.trim_start() == *label);
            is_it.then_some((index + 1, before))
        })
        .unwrap();
    json!({ "line": line, "column": before.chars().count() + 1 })
}

/// The way to programs, with the command before all others.
fn path_with_command() -> OsString {
    let programs = Path::new(env!("CARGO_BIN_EXE_evallint")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(programs.to_owned()).chain(std::env::split_paths(&path));
    std::env::join_paths(all).unwrap()
}

/// Runs an editor to its end, and gives what it printed.
fn finish(editor: &mut Command, folder: &Path) -> String {
    let log = folder.join("log");
    let output = File::create(&log).unwrap();
    let mut child = editor
        .stdin(Stdio::null())
        .stdout(output.try_clone().unwrap())
        .stderr(output)
        .spawn()
        .unwrap_or_else(|error| panic!("{editor:?}: {error}"));
    let end = Instant::now() + PATIENCE;
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break Some(status);
        }
        if Instant::now() > end {
            child.kill().unwrap();
            child.wait().unwrap();
            break None;
        }
        thread::sleep(Duration::from_millis(20));
    };
    let said = fs::read(&log).unwrap();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(
        status.is_some_and(|status| status.success()),
        "{editor:?}: {status:?}\n{said}"
    );
    said
}
