//! `evallint.toml` through the command: which is in force, what it changes, and what is said of a wrong one.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod command;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use command::{Run, finish, folder};

const CLEAN: &str = include_str!("forms/education.eval.json");
const README: &str = include_str!("../README.md");

fn run(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new("timeout");
    command
        .args(["60", env!("CARGO_BIN_EXE_evallint")])
        .current_dir(folder)
        .args(arguments)
        .env("LC_ALL", "en_GB.UTF-8")
        .stdin(Stdio::null());
    let run = finish(&mut command);
    assert_ne!(run.code, Some(124), "{arguments:?} hangs");
    run
}

/// A form in which `completion-rate-mismatch` (an error) and `placeholder` (an error) find something.
fn form() -> String {
    let mut form: Value = serde_json::from_str(CLEAN).unwrap();
    form["funds"]["completion_rate"] = "50%".into();
    form["problems"] = "XX工作有待加强。".into();
    form.to_string()
}

/// The findings as `path rule severity`.
fn findings(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let run = run(
        folder,
        &[&["check", "--output-format", "json"], arguments].concat(),
    );
    let found: Vec<Value> = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{run:?}"));
    found
        .iter()
        .map(|finding| {
            let texts = ["path", "rule", "severity"].map(|key| finding[key].as_str().unwrap());
            texts.join(" ")
        })
        .collect()
}

const BOTH: [&str; 2] = [
    "a.eval.json completion-rate-mismatch error",
    "a.eval.json placeholder error",
];

#[test]
fn the_nearest_above_each_file_is_in_force() {
    let form = form();
    let folder = folder(&[
        ("evallint.toml", "ignore = [\"placeholder\"]"),
        ("a.eval.json", &form),
        ("子/b.eval.json", &form),
        ("子/孙/evallint.toml", "ignore = [\"funds\"]"),
        ("子/孙/c.eval.json", &form),
    ]);
    let expected = [
        "a.eval.json completion-rate-mismatch error",
        "子/b.eval.json completion-rate-mismatch error",
        "子/孙/c.eval.json placeholder error",
    ];
    assert_eq!(findings(folder.path(), &[]), expected);
    // Wherever it is run.
    let there = folder.path().join("子");
    assert_eq!(
        findings(&there, &["孙/../b.eval.json", "../a.eval.json"]),
        [
            "../a.eval.json completion-rate-mismatch error",
            "孙/../b.eval.json completion-rate-mismatch error"
        ]
    );
    assert_eq!(findings(&there, &["孙"]), ["孙/c.eval.json placeholder error"]);
    assert_eq!(findings(folder.path(), &["a.eval.json", "--isolated"]), BOTH);
    assert_eq!(findings(folder.path(), &["a.eval.json", "--no-config"]), BOTH);
    assert_eq!(
        findings(folder.path(), &["a.eval.json", "--config", "子/孙/evallint.toml"]),
        ["a.eval.json placeholder error"]
    );
}

#[test]
fn what_comes_on_standard_input_goes_by_its_name() {
    let folder = folder(&[("子/evallint.toml", "ignore = [\"placeholder\"]")]);
    let path = folder.path().join("form");
    fs::write(&path, form()).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_evallint"))
        .current_dir(folder.path())
        .args([
            "check",
            "--output-format",
            "concise",
            "--stdin-filename",
            "子/a.eval.json",
        ])
        .stdin(fs::File::open(path).unwrap())
        .output()
        .unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(
        out.contains("completion-rate-mismatch") && !out.contains("placeholder"),
        "{out}"
    );
}

#[test]
fn severities_come_before_what_fails() {
    let form = form();
    let settings = "[severity]\nfunds = \"info\"\nplaceholder = \"off\"\n";
    let folder = folder(&[("evallint.toml", settings), ("a.eval.json", &form)]);
    assert_eq!(
        findings(folder.path(), &[]),
        ["a.eval.json completion-rate-mismatch info"]
    );
    assert_eq!(run(folder.path(), &["check"]).code, Some(0));
    assert_eq!(run(folder.path(), &["check", "--fail-on", "info"]).code, Some(1));
    let specific = format!("{settings}completion-rate-mismatch = \"warning\"\n");
    fs::write(folder.path().join("evallint.toml"), &specific).unwrap();
    assert_eq!(run(folder.path(), &["check"]).code, Some(1));
    fs::write(
        folder.path().join("evallint.toml"),
        format!("fail-on = \"error\"\n{specific}"),
    )
    .unwrap();
    assert_eq!(run(folder.path(), &["check"]).code, Some(0));
    assert_eq!(
        run(folder.path(), &["check", "--fail-on", "warning"]).code,
        Some(1)
    );
    // Who asks for a rule gets it.
    assert_eq!(
        findings(folder.path(), &["--select", "placeholder"]),
        ["a.eval.json placeholder error"]
    );
}

#[test]
fn files_are_included_and_excluded_from_the_folder_of_the_settings() {
    let form = form();
    let folder = folder(&[
        (
            "项目/evallint.toml",
            "include = [\"/自评/*.json\", \"*.form\"]\nexclude = [\"/旧/\", \"b.*\"]\n",
        ),
        ("项目/自评/a.json", &form),
        ("项目/自评/b.json", &form),
        ("项目/c.form", &form),
        ("项目/旧/c.form", &form),
        ("项目/新/旧/c.form", &form),
        ("项目/d.eval.json", &form),
        ("e.eval.json", &form),
        ("自评/f.json", &form),
    ]);
    let shown = |arguments: &[&str]| run(folder.path(), &[&["check", "--show-files"], arguments].concat());
    let all = shown(&[]);
    assert_eq!(
        all.out,
        "e.eval.json\n项目/c.form\n项目/新/旧/c.form\n项目/自评/a.json\n"
    );
    assert_eq!((all.code, all.err.as_str()), (Some(0), ""));
    // What is named is checked.
    assert_eq!(shown(&["项目/自评/b.json"]).out, "项目/自评/b.json\n");
    assert_eq!(shown(&["项目/旧"]).out, "项目/旧/c.form\n");
    let none = shown(&["项目/自评/b.json", "自评"]);
    assert!(none.err.contains("自评: no forms found"), "{none:?}");
}

#[test]
fn rules_are_ignored_by_file_and_by_field() {
    let form = form();
    let settings = "[per-file-ignores]\n\"旧/\" = [\"funds\"]\n[per-pointer-ignores]\n\"/problems\" = [\"placeholder\"]\n";
    let folder = folder(&[
        ("evallint.toml", settings),
        ("a.eval.json", &form),
        ("旧/b.eval.json", &form),
    ]);
    assert_eq!(
        findings(folder.path(), &[]),
        ["a.eval.json completion-rate-mismatch error"]
    );
}

#[test]
fn what_settings_ignore_makes_no_suppression_unused() {
    let mut allowing: Value = serde_json::from_str(CLEAN).unwrap();
    allowing["funds"]["x-evallint"] =
        serde_json::json!({"allow": {"completion-rate-mismatch": "决算数待审计确认"}});
    let allowing = allowing.to_string();
    let folder = folder(&[("a.eval.json", &allowing)]);
    let unused = ["a.eval.json unused-suppression warning"];
    assert_eq!(findings(folder.path(), &[]), unused);
    for settings in [
        "ignore = [\"completion-rate-mismatch\"]",
        "[severity]\nfunds = \"off\"",
        "[per-file-ignores]\n\"a.*\" = [\"funds\"]",
        "[per-pointer-ignores]\n\"/funds\" = [\"completion-rate-mismatch\"]",
    ] {
        fs::write(folder.path().join("evallint.toml"), settings).unwrap();
        assert_eq!(findings(folder.path(), &[]), [] as [&str; 0], "{settings}");
    }
}

#[test]
fn all_that_is_wrong_is_told_where_it_stands_and_nothing_is_checked() {
    let form = form();
    let folder = folder(&[
        (
            "evallint.toml",
            "selct = [\"funds\"]\nignore = [\"adjustment_sgn\"]\n",
        ),
        ("a.eval.json", &form),
        ("子/evallint.toml", "\u{FEFF}fail-on = \"fatal\"\r\n"),
        ("子/b.eval.json", &form),
    ]);
    let told = run(folder.path(), &["check"]);
    assert_eq!((told.code, told.out.as_str()), (Some(2), ""));
    let expected = "  error settings: There is no setting selct.
   ╭─[evallint.toml:1:1]
 1 │ selct = [\"funds\"]
   · ─────
   ╰────
  help: Is select meant?

  error settings: There is no rule or group adjustment_sgn.
   ╭─[evallint.toml:2:11]
 2 │ ignore = [\"adjustment_sgn\"]
   ·           ────────────────
   ╰────
  help: Is adjustment-sign meant?

  error settings: fail-on cannot be fatal.
   ╭─[子/evallint.toml:1:11]
 1 │ fail-on = \"fatal\"
   ·           ───────
   ╰────
  help: It can be: error, warning, info.

";
    assert_eq!(told.err, expected);
    for arguments in [
        &["check", "--show-files"][..],
        &["config"],
        &["check", "--write-baseline"],
        &["check", "--output-format", "json"],
    ] {
        let told = run(folder.path(), arguments);
        assert_eq!((told.code, told.out.as_str()), (Some(2), ""), "{arguments:?}");
    }
    let flag = run(
        folder.path(),
        &["check", "--isolated", "--ignore", "fund,placehoder"],
    );
    assert_eq!(flag.code, Some(2));
    assert!(
        flag.err.contains("is funds meant?") && flag.err.contains("is placeholder meant?"),
        "{flag:?}"
    );
    // What needs no settings still answers.
    assert_eq!(run(folder.path(), &["explain", "placeholder"]).code, Some(0));
}

#[test]
fn a_file_of_settings_that_cannot_be_read_is_told() {
    let form = form();
    let folder = folder(&[("a.eval.json", &form)]);
    let path = folder.path().join("evallint.toml");
    let told = |expected: &str| {
        let told = run(folder.path(), &["check"]);
        assert_eq!((told.code, told.out.as_str()), (Some(2), ""), "{told:?}");
        assert_eq!(told.err.lines().count(), 1, "{told:?}");
        assert!(
            told.err
                .starts_with(&format!("evallint: evallint.toml: {expected}")),
            "{told:?}"
        );
    };
    fs::create_dir(&path).unwrap();
    told("is a folder");
    fs::remove_dir(&path).unwrap();
    fs::write(&path, b"lang = \"\xD6\xD0\"").unwrap();
    told("not UTF-8 from byte 9 on");
    fs::write(&path, "#".repeat(1024 * 1024 + 1)).unwrap();
    told("more than 1048576 bytes");
    fs::write(&path, "lang = \"zh\"\0").unwrap();
    told("a binary file");
    fs::remove_file(&path).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("evallint.toml", &path).unwrap();
        told("cannot be read (");
        fs::remove_file(&path).unwrap();
        std::os::unix::fs::symlink("nowhere.toml", &path).unwrap();
        told("no such file or folder");
        fs::remove_file(&path).unwrap();
        Command::new("mkfifo").arg(&path).status().unwrap();
        told("not a regular file");
        fs::remove_file(&path).unwrap();
    }
    let told = run(folder.path(), &["check", "--config", "nowhere.toml"]);
    assert_eq!(told.code, Some(2));
    assert!(told.err.contains("nowhere.toml: no such file"), "{told:?}");
}

#[cfg(unix)]
#[test]
fn folders_that_link_to_themselves_end() {
    let form = form();
    let folder = folder(&[
        ("子/a.eval.json", &form),
        ("evallint.toml", "ignore = [\"funds\"]"),
    ]);
    std::os::unix::fs::symlink("..", folder.path().join("子/上")).unwrap();
    let expected = ["子/a.eval.json placeholder error"];
    assert_eq!(findings(folder.path(), &[]), expected);
    assert_eq!(
        findings(folder.path(), &["子/上/子/上/子/a.eval.json"]),
        ["子/上/子/上/子/a.eval.json placeholder error"]
    );
}

#[test]
fn the_language_is_that_of_the_settings_unless_it_is_asked_for() {
    let folder = folder(&[("子/evallint.toml", "lang = \"zh\""), ("子/a.eval.json", CLEAN)]);
    let zh = "检查了 1 个文件，没有发现问题。\n";
    let there = folder.path().join("子");
    assert_eq!(run(&there, &["check"]).out, zh);
    assert_eq!(run(folder.path(), &["check", "子"]).out, zh);
    assert_eq!(
        run(&there, &["check", "--lang", "en"]).out,
        "Checked 1 file: no problems found.\n"
    );
    assert!(run(&there, &["explain", "placeholder"]).out.contains("级别"));
    assert!(
        run(folder.path(), &["explain", "placeholder"])
            .out
            .contains("Severity")
    );
}

/// The first block of TOML in the README.
fn example() -> &'static str {
    let (_, block) = README.split_once("```toml\n").unwrap();
    block.split_once("```").unwrap().0
}

#[test]
fn the_example_of_the_readme_does_what_it_says() {
    let form = form();
    let folder = folder(&[
        ("evallint.toml", example()),
        ("a.eval.json", &form),
        ("旧表/b.eval.json", &form),
        ("2019/c.eval.json", &form),
    ]);
    assert_eq!(
        run(folder.path(), &["check", "--show-files"]).out,
        "2019/c.eval.json\na.eval.json\n"
    );
    let told = run(folder.path(), &["config", "2019/c.eval.json"]);
    assert_eq!(told.code, Some(0), "{told:?}");
    for line in example().lines().filter(|line| line.contains(" = ")) {
        let said = line.split_once("  #").map_or(line, |(said, _)| said).trim();
        let from = format!(
            "  # evallint.toml:{}",
            1 + example()[..example().find(line).unwrap()].lines().count()
        );
        let (key, value) = said.split_once(" = ").unwrap();
        let value = value.replace(", ", ",");
        assert!(
            told.out.contains(&format!("{key} = {value}{from}\n")),
            "{said:?}{from} is not in\n{}",
            told.out
        );
    }
}

#[test]
fn what_is_in_force_is_shown_with_where_it_comes_from() {
    let folder = folder(&[
        (
            "evallint.toml",
            "ignore = [\"text\"]\n\n[rules.low-task-coverage]\nbelow = 40.50\n",
        ),
        ("子/a.eval.json", CLEAN),
    ]);
    let shown = run(
        folder.path(),
        &["config", "子", "--fail-on", "info", "--ignore", "funds"],
    );
    assert_eq!(shown.code, Some(0), "{shown:?}");
    for line in [
        "# 子: settings evallint.toml",
        "lang = \"en\"  # locale",
        "# select =  # default",
        "ignore = [\"text\",\"funds\"]  # --ignore",
        "fail-on = \"info\"  # --fail-on",
        "[rules.low-task-coverage]",
        "below = \"40.5%\"  # evallint.toml:4",
        "below = \"90%\"  # default",
    ] {
        assert!(
            shown.out.lines().any(|shown| shown == line),
            "{line}\n{}",
            shown.out
        );
    }
    // What it shows can be used as settings.
    fs::write(folder.path().join("evallint.toml"), &shown.out).unwrap();
    let again = run(folder.path(), &["config", "子", "--output-format", "json"]);
    let again: Value = serde_json::from_str(&again.out).unwrap();
    let value = |key: &str| {
        let values = again["values"].as_array().unwrap();
        values.iter().find(|value| value["key"] == key).unwrap().clone()
    };
    assert_eq!(value("ignore")["value"], serde_json::json!(["text", "funds"]));
    assert_eq!(value("fail-on")["from"]["kind"], "file");
    assert_eq!(value("fail-on")["from"]["path"], "evallint.toml");
    assert_eq!(value("baseline")["from"]["kind"], "default");
    let rules = again["rules"].as_array().unwrap();
    let level = |id: &str| rules.iter().find(|rule| rule["rule"] == id).unwrap()["level"].clone();
    assert_eq!(level("placeholder"), "off");
    assert_eq!(level("syntax-error"), "error");
    let missing = run(folder.path(), &["config", "无"]);
    assert_eq!(missing.code, Some(2));
    assert!(missing.err.contains("no such file"), "{missing:?}");
}

#[test]
fn the_schema_of_settings_is_printed() {
    let folder = folder(&[]);
    let printed = run(folder.path(), &["schema", "--settings"]);
    assert_eq!(printed.code, Some(0));
    assert_eq!(printed.out, include_str!("../schemas/evallint.schema.json"));
}
