//! Old findings are recorded in one command, and from then on only new ones are told.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod command;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use command::Run;

const CLEAN: &str = include_str!("forms/education.eval.json");
const BASELINE: &str = "evallint-baseline.json";

fn run(folder: &Path, arguments: &[&str]) -> Run {
    command::run(folder, &[arguments, &["--lang", "en"]].concat())
}

/// The findings, as (path, rule, pointer).
fn findings(folder: &Path, arguments: &[&str]) -> Vec<[String; 3]> {
    let run = run(
        folder,
        &[&["check", "--output-format", "json"], arguments].concat(),
    );
    let found: Vec<Value> = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{run:?}"));
    found
        .iter()
        .map(|finding| ["path", "rule", "pointer"].map(|key| finding[key].as_str().unwrap().to_owned()))
        .collect()
}

fn found(path: &str, rule: &str, pointer: &str) -> [String; 3] {
    [path, rule, pointer].map(str::to_owned)
}

/// A form with five old findings.
fn old_form() -> Value {
    let mut form: Value = serde_json::from_str(CLEAN).unwrap();
    form["funds"]["completion_rate"] = "50%".into();
    form["tasks"][0]["indicators"][0]["result"] = "≥6所".into();
    form["tasks"][1]["indicators"][3]["result"] = "≥12组".into();
    form["tasks"][1]["indicators"][5]["result"] = "≤1.20%".into();
    form["problems"] = "XX工作有待加强。".into();
    form
}

fn write(folder: &TempDir, name: &str, form: &Value) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, format!("{form:#}\n")).unwrap();
}

/// A folder with one form of old findings, which are recorded.
fn adopted() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "a.eval.json", &old_form());
    assert_eq!(run(folder.path(), &["check"]).code, Some(1));
    let adopt = run(folder.path(), &["check", "--write-baseline"]);
    assert_eq!(adopt.code, Some(0), "{adopt:?}");
    assert_eq!(findings(folder.path(), &[]), [] as [[String; 3]; 0]);
    folder
}

#[test]
fn a_repository_of_200_forms_adopts_it_in_one_command() {
    let folder = tempfile::tempdir().unwrap();
    let name = |index: usize| format!("区县{}/{index}.eval.json", index % 7);
    for index in 0..200 {
        let mut form = old_form();
        form["department"] = format!("江州市云溪区第{index}局").into();
        write(&folder, &name(index), &form);
    }
    let adopt = run(folder.path(), &["check", "--write-baseline"]);
    assert_eq!(adopt.code, Some(0), "{adopt:?}");
    let (_, recorded) = adopt.err.split_once("recorded ").unwrap();
    let recorded: usize = recorded.split_once(" findings").unwrap().0.parse().unwrap();
    assert!(recorded >= 1_000, "{recorded}");

    // Edits elsewhere: other words, tasks in another order, another layout.
    for index in 0..200 {
        let mut form = old_form();
        form["department"] = format!("江州市云溪区第{index}局（本级）").into();
        form["tasks"].as_array_mut().unwrap().reverse();
        let path = folder.path().join(name(index));
        fs::write(path, form.to_string().replace(":{", " :\r\n {")).unwrap();
    }
    let after = run(folder.path(), &["check"]);
    assert_eq!(after.code, Some(0), "{after:?}");
    assert_eq!(
        after.out,
        format!(
            "Checked 200 files: no new problems found. {recorded} old findings of the baseline left out.\n"
        )
    );

    let mut form = old_form();
    form["tasks"][0]["indicators"][2]["result"] = "≥7个".into();
    write(&folder, &name(123), &form);
    let new = found(&name(123), "threshold-as-result", "/tasks/0/indicators/2/result");
    assert_eq!(findings(folder.path(), &[]), [new]);
}

#[test]
fn one_more_of_the_same_is_new_and_the_new_one_is_told() {
    let folder = adopted();
    let mut form = old_form();
    // The same words in the same field, in an indicator before the old one.
    form["tasks"][0]["indicators"][0]["result"] = "≥12组".into();
    write(&folder, "a.eval.json", &form);
    let new = found(
        "a.eval.json",
        "threshold-as-result",
        "/tasks/0/indicators/0/result",
    );
    assert_eq!(findings(folder.path(), &[]), [new]);
}

#[test]
fn a_renamed_task_brings_no_old_finding_back() {
    let folder = adopted();
    let mut form = old_form();
    form["tasks"][1]["name"] = "建设高素质教师队伍，提升教育质量".into();
    write(&folder, "a.eval.json", &form);
    let about_results: Vec<_> = findings(folder.path(), &[])
        .into_iter()
        .filter(|[_, rule, _]| rule == "threshold-as-result")
        .collect();
    assert_eq!(about_results, [] as [[String; 3]; 0]);
}

#[test]
fn what_is_gone_is_told_and_forgotten_when_it_is_written_again() {
    let folder = adopted();
    let mut form = old_form();
    form["funds"]["completion_rate"] = "98.36%".into();
    write(&folder, "a.eval.json", &form);
    let told = run(folder.path(), &["check"]).out;
    assert!(
        told.contains("1 old finding is gone: run --write-baseline to shrink the baseline."),
        "{told}"
    );
    // What was not looked for is not gone.
    let told = run(folder.path(), &["check", "--select", "indicators"]).out;
    assert!(!told.contains("gone"), "{told}");
    run(folder.path(), &["check", "--write-baseline"]);
    assert!(!run(folder.path(), &["check"]).out.contains("gone"));
    write(&folder, "a.eval.json", &old_form());
    let back = found(
        "a.eval.json",
        "completion-rate-mismatch",
        "/funds/completion_rate",
    );
    assert_eq!(findings(folder.path(), &[]), [back]);
}

#[test]
fn what_was_not_checked_stays_recorded() {
    let folder = adopted();
    write(&folder, "b.eval.json", &old_form());
    let text = || fs::read_to_string(folder.path().join(BASELINE)).unwrap();
    let only_a = text();
    run(folder.path(), &["check", "b.eval.json", "--write-baseline"]);
    let both = text();
    assert!(both.contains("b.eval.json") && both.len() > 2 * only_a.len() - 80);
    run(folder.path(), &["check", "--select", "text", "--write-baseline"]);
    assert_eq!(text(), both);
    fs::remove_file(folder.path().join("b.eval.json")).unwrap();
    assert!(run(folder.path(), &["check"]).out.contains("are gone"));
    run(folder.path(), &["check", "--write-baseline"]);
    assert_eq!(text(), only_a);
}

#[test]
fn the_file_is_sorted_a_finding_on_a_line() {
    let folder = adopted();
    let text = fs::read_to_string(folder.path().join(BASELINE)).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(
        lines[..3],
        ["{", "  \"evallint-baseline\": 1,", "  \"findings\": ["]
    );
    let entries: Vec<Value> = lines[3..lines.len() - 2]
        .iter()
        .map(|line| serde_json::from_str(line.trim_end_matches(',')).unwrap())
        .collect();
    assert!(entries.contains(&json!({
        "path": "a.eval.json", "pointer": "/tasks/*/indicators/*/result", "rule": "threshold-as-result",
        "within": "加强教师队伍建设，提升教育质量/选派支教小组数量", "text": "≥12组"
    })));
    let keys = |entry: &Value| {
        ["path", "pointer", "rule"].map(|key| entry[key].as_str().unwrap_or_default().to_owned())
    };
    assert!(entries.is_sorted_by_key(keys));
    run(folder.path(), &["check", "--write-baseline"]);
    assert_eq!(fs::read_to_string(folder.path().join(BASELINE)).unwrap(), text);
}

#[test]
fn it_is_found_above_named_in_settings_or_by_a_flag_and_can_be_left_out() {
    let folder = adopted();
    let below = folder.path().join("子");
    fs::create_dir(&below).unwrap();
    assert_eq!(run(&below, &["check", "../a.eval.json"]).code, Some(0));
    assert_eq!(run(folder.path(), &["check", "--no-baseline"]).code, Some(1));
    assert_eq!(run(folder.path(), &["check", "--isolated"]).code, Some(1));
    fs::rename(folder.path().join(BASELINE), folder.path().join("子/旧.json")).unwrap();
    assert_eq!(run(folder.path(), &["check"]).code, Some(1));
    // Its paths begin at its own folder, so that it is about other files there.
    assert_eq!(
        run(folder.path(), &["check", "--baseline", "子/旧.json"]).code,
        Some(1)
    );
    fs::rename(folder.path().join("子/旧.json"), folder.path().join("旧.json")).unwrap();
    assert_eq!(
        run(folder.path(), &["check", "--baseline", "旧.json"]).code,
        Some(0)
    );
    fs::write(folder.path().join("evallint.toml"), "baseline = \"旧.json\"\n").unwrap();
    assert_eq!(run(folder.path(), &["check"]).code, Some(0));
    // Written again, it is written where it is.
    fs::write(
        folder.path().join("旧.json"),
        "{\"evallint-baseline\": 1, \"findings\": []}",
    )
    .unwrap();
    assert_eq!(run(folder.path(), &["check", "--write-baseline"]).code, Some(0));
    assert!(!folder.path().join(BASELINE).exists());
    assert_eq!(run(folder.path(), &["check"]).code, Some(0));
}

#[test]
fn a_broken_or_foreign_baseline_is_told_and_left_as_it_is() {
    let folder = adopted();
    let path = folder.path().join(BASELINE);
    let broken = fs::read_to_string(&path).unwrap().replace("\"path\"", "\"pat");
    for (content, said) in [
        (broken.as_bytes(), "that is broken in line 4, column "),
        (CLEAN.as_bytes(), "not a baseline of evallint"),
        (b"[1, 2]", "not a baseline of evallint"),
        (b"", "that is broken in line 1, column 0"),
        (
            b"{\"evallint-baseline\": 2}",
            "a baseline of version 2, and only version 1 is known here",
        ),
        (
            b"{\"evallint-baseline\": 1, \"findings\": [{\"path\": 1}]}",
            "that is broken in line 1, column ",
        ),
        (b"\xFF\xFE", "not UTF-8 from byte 1 on"),
    ] {
        fs::write(&path, content).unwrap();
        for arguments in [&["check"][..], &["check", "--write-baseline"]] {
            let told = run(folder.path(), arguments);
            assert_eq!(told.code, Some(2), "{told:?}");
            assert_eq!(told.out, "");
            assert!(
                told.err.starts_with("evallint: evallint-baseline.json: "),
                "{told:?}"
            );
            assert!(told.err.contains(said), "{said}: {told:?}");
            assert_eq!(fs::read(&path).unwrap(), content);
        }
    }
    fs::remove_file(&path).unwrap();
    let told = run(folder.path(), &["check", "--baseline", BASELINE]);
    assert_eq!(told.code, Some(2));
    assert!(told.err.contains("there is no such baseline"), "{told:?}");
    fs::create_dir(&path).unwrap();
    let told = run(folder.path(), &["check"]);
    assert_eq!(told.code, Some(2));
    assert!(told.err.contains("is a folder"), "{told:?}");
}

#[test]
fn what_cannot_be_read_brings_no_word_of_what_is_gone() {
    let folder = adopted();
    let text = fs::read_to_string(folder.path().join("a.eval.json")).unwrap();
    fs::write(folder.path().join("a.eval.json"), &text[..text.len() / 2]).unwrap();
    let told = run(folder.path(), &["check"]);
    assert_eq!(told.code, Some(1));
    assert!(!told.out.contains("gone"), "{told:?}");
}
