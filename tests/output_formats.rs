//! What other tools are given: it can be read, it points at the right words, and nothing in it steers a terminal.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod command;
mod hostile;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use roxmltree::{Document, Node};
use serde_json::{Value, json};
use tempfile::TempDir;

use command::{Run, clean_form, folder, form, run, run_with_input};
use hostile::{HOSTILE_NAME, HOSTILE_WORDS, hostile_folder};

const FORMATS: [&str; 10] = [
    "full",
    "concise",
    "json",
    "jsonl",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "rdjson",
];

fn check(folder: &Path, format: &str, arguments: &[&str]) -> Run {
    run(
        folder,
        &[&["check", "--output-format", format], arguments].concat(),
    )
}

fn findings(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    serde_json::from_str(&check(folder, "json", arguments).out).unwrap()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap()
}

fn steers(character: char) -> bool {
    character.is_control() && character != '\n'
        || matches!(
            character,
            '\u{61C}'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2066}'..='\u{2069}'
                | '\u{FFFE}'
                | '\u{FFFF}'
        )
}

#[test]
fn nothing_that_steers_a_terminal_is_in_any_format() {
    let folder = hostile_folder();
    for format in FORMATS {
        for lang in ["zh", "en"] {
            let run = check(folder.path(), format, &["--lang", lang, ".", "absent\u{1B}.txt"]);
            assert_eq!(run.code, Some(2), "{format}: {}", run.err);
            for stream in [&run.out, &run.err] {
                let raw: Vec<_> = stream.chars().filter(|shown| steers(*shown)).collect();
                assert!(raw.is_empty(), "{format}: {raw:?} in {stream}");
            }
        }
    }
}

#[test]
fn json_gives_back_what_stands_in_the_document() {
    let folder = folder(&[(HOSTILE_NAME, &json!({ HOSTILE_WORDS: 1 }).to_string())]);
    let findings = findings(folder.path(), &[HOSTILE_NAME]);
    assert!(findings.iter().all(|finding| finding["path"] == HOSTILE_NAME));
    let pointer = format!("/{HOSTILE_WORDS}");
    let unknown = findings.iter().find(|finding| finding["pointer"] == pointer);
    assert!(
        text(unknown.unwrap(), "message").contains(HOSTILE_WORDS),
        "{findings:?}"
    );
    let lines = check(folder.path(), "jsonl", &[HOSTILE_NAME]).out;
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines, findings);
}

/// The text of some lines and columns, counted from 1, the end excluded. A byte order mark is no column where columns
/// are characters.
fn words(text: &str, start: (u64, u64), end: (u64, u64), in_bytes: bool) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if text.ends_with('\n') {
        lines.push("");
    }
    let offset = |(line, column): (u64, u64)| {
        let (line, column) = (usize::try_from(line).unwrap(), usize::try_from(column).unwrap());
        let before: usize = lines[..line - 1].iter().map(|line| line.len()).sum();
        if in_bytes {
            return before + column - 1;
        }
        let mark = usize::from(line == 1 && text.starts_with('\u{FEFF}'));
        let characters = lines[line - 1].chars().take(mark + column - 1);
        before + characters.map(char::len_utf8).sum::<usize>()
    };
    text[offset(start)..offset(end)].to_owned()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

/// The text of a file as a reader of the report finds it.
fn content(folder: &Path, path: &str) -> String {
    let bytes = fs::read(folder.join(path)).unwrap();
    String::from_utf8(bytes)
        .unwrap_or_else(|error| encoding_rs::GB18030.decode(error.as_bytes()).0.into_owned())
}

/// The words of each finding as the JSON output's offsets tell them.
fn expected_words(folder: &Path, findings: &[Value]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| {
            let at = |place: &str| usize::try_from(number(&finding[place]["offset"])).unwrap();
            content(folder, text(finding, "path"))[at("start")..at("end")].to_owned()
        })
        .collect()
}

/// The path that a reference to a file stands for.
fn decoded(uri: &str) -> String {
    percent_encoding::percent_decode_str(uri)
        .decode_utf8()
        .unwrap()
        .into_owned()
}

#[test]
fn sarif_points_at_the_words_in_code_points() {
    let folder = hostile_folder();
    let log: Value = serde_json::from_str(&check(folder.path(), "sarif", &[]).out).unwrap();
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let expected = findings(folder.path(), &[]);
    let words: Vec<_> = run["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| {
            let location = &result["locations"][0]["physicalLocation"];
            let region = &location["region"];
            let path = decoded(text(&location["artifactLocation"], "uri"));
            let place = |line, column| (number(&region[line]), number(&region[column]));
            words(
                &content(folder.path(), &path),
                place("startLine", "startColumn"),
                place("endLine", "endColumn"),
                false,
            )
        })
        .collect();
    assert_eq!(words, expected_words(folder.path(), &expected));
    let base = text(&run["originalUriBaseIds"]["SRCROOT"], "uri");
    let here = folder.path().canonicalize().unwrap();
    assert_eq!(
        Path::new(&decoded(base.strip_prefix("file://").unwrap()))
            .canonicalize()
            .unwrap(),
        here
    );
}

#[test]
fn rdjson_points_at_the_words_in_bytes() {
    let folder = hostile_folder();
    let result: Value = serde_json::from_str(&check(folder.path(), "rdjson", &[]).out).unwrap();
    let (placed, unplaced): (Vec<_>, Vec<_>) = result["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .partition(|diagnostic| diagnostic["location"].get("range").is_some());
    let words: Vec<_> = placed
        .iter()
        .map(|diagnostic| {
            let location = &diagnostic["location"];
            let place = |end: &str| {
                let place = &location["range"][end];
                (number(&place["line"]), number(&place["column"]))
            };
            words(
                &content(folder.path(), text(location, "path")),
                place("start"),
                place("end"),
                true,
            )
        })
        .collect();
    assert_eq!(
        words,
        expected_words(folder.path(), &findings(folder.path(), &[]))
    );
    assert_eq!(unplaced.len(), 1);
    assert_eq!(unplaced[0]["location"]["path"], "nul\u{1B}.eval.txt");
}

/// A command of GitHub's workflows: its name, its properties and its text, read as the runner reads them.
fn workflow_command(line: &str) -> (String, Vec<(String, String)>, String) {
    let (head, data) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
    let (name, properties) = head.split_once(' ').unwrap();
    let unescape = |text: &str| {
        text.replace("%0D", "\r")
            .replace("%0A", "\n")
            .replace("%3A", ":")
            .replace("%2C", ",")
            .replace("%25", "%")
    };
    let properties = properties
        .split(',')
        .map(|property| {
            let (key, value) = property.split_once('=').unwrap();
            (key.to_owned(), unescape(value))
        })
        .collect();
    (name.to_owned(), properties, unescape(data))
}

#[test]
fn github_commands_read_back_as_they_were_meant() {
    let folder = hostile_folder();
    let out = check(folder.path(), "github", &[]).out;
    let findings = findings(folder.path(), &[]);
    let commands: Vec<_> = out.lines().map(workflow_command).collect();
    assert_eq!(commands.len(), findings.len() + 1, "one more for the unread file");
    for ((name, properties, data), finding) in commands.iter().zip(&findings) {
        let property = |key: &str| {
            properties
                .iter()
                .find(|(found, _)| found == key)
                .map(|(_, value)| value.clone())
        };
        let severity = match text(finding, "severity") {
            "info" => "notice",
            severity => severity,
        };
        assert_eq!(name, severity);
        let shown = |text: &str| -> String {
            text.chars()
                .map(|shown| match shown {
                    '\n' => ' ',
                    hidden if steers(hidden) => '\u{FFFD}',
                    other => other,
                })
                .collect()
        };
        assert_eq!(property("file"), Some(shown(text(finding, "path"))));
        assert_eq!(property("title").as_deref(), Some(text(finding, "rule")));
        assert_eq!(property("line"), Some(finding["start"]["line"].to_string()));
        assert_eq!(property("endLine"), Some(finding["end"]["line"].to_string()));
        let is_one_line = finding["start"]["line"] == finding["end"]["line"];
        let column = |place: &str| is_one_line.then(|| finding[place]["column"].to_string());
        assert_eq!(property("col"), column("start"));
        assert_eq!(property("endColumn"), column("end"));
        let (message, help) = data.split_once('\n').unwrap_or((data, ""));
        assert_eq!(message, shown(text(finding, "message")));
        assert_eq!(help, shown(finding["help"].as_str().unwrap_or_default()));
    }
}

fn elements<'a, 'i>(document: &'a Document<'i>, name: &'a str) -> impl Iterator<Item = Node<'a, 'i>> {
    document.descendants().filter(move |node| node.has_tag_name(name))
}

#[test]
fn checkstyle_is_xml_with_an_error_for_each_finding() {
    let folder = hostile_folder();
    let out = check(folder.path(), "checkstyle", &["--lang", "en"]).out;
    let document = Document::parse(&out).unwrap();
    let findings = findings(folder.path(), &["--lang", "en"]);
    let (errors, unread): (Vec<_>, Vec<_>) =
        elements(&document, "error").partition(|error| error.attribute("line") != Some("0"));
    assert_eq!((errors.len(), unread.len()), (findings.len(), 1));
    for (error, finding) in errors.iter().zip(&findings) {
        assert_eq!(error.attribute("severity").unwrap(), text(finding, "severity"));
        assert_eq!(
            error.attribute("source").unwrap(),
            format!("evallint.{}", text(finding, "rule"))
        );
        let place = |name| error.attribute(name).unwrap().parse::<u64>().unwrap();
        assert_eq!(
            (place("line"), place("column")),
            (
                number(&finding["start"]["line"]),
                number(&finding["start"]["column"])
            )
        );
    }
    let files: Vec<_> = elements(&document, "file").collect();
    assert_eq!(files.len(), 6, "clean and unread files are told as well");
}

#[test]
fn junit_has_a_suite_a_file_and_a_failure_for_what_fails_the_run() {
    let folder = hostile_folder();
    for (level, fails) in [
        ("error", &["error"][..]),
        ("warning", &["error", "warning"]),
        ("info", &["error", "warning", "info"]),
    ] {
        let out = check(folder.path(), "junit", &["--fail-on", level]).out;
        let document = Document::parse(&out).unwrap();
        let failing = findings(folder.path(), &[])
            .iter()
            .filter(|finding| fails.contains(&text(finding, "severity")))
            .count();
        assert_eq!(elements(&document, "failure").count(), failing);
        assert_eq!(elements(&document, "error").count(), 1);
        assert_eq!(elements(&document, "testsuite").count(), 6);
        let all = document.root_element();
        let sum = |name: &str| -> usize {
            elements(&document, "testsuite")
                .map(|suite| suite.attribute(name).unwrap().parse::<usize>().unwrap())
                .sum()
        };
        for count in ["tests", "failures", "errors"] {
            assert_eq!(all.attribute(count).unwrap(), sum(count).to_string());
        }
        assert_eq!(sum("tests"), elements(&document, "testcase").count());
    }
}

#[test]
fn sarif_tells_of_rules_files_and_what_could_not_be_read() {
    let folder = hostile_folder();
    let log: Value = serde_json::from_str(&check(folder.path(), "sarif", &["--lang", "en"]).out).unwrap();
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(number(&result["ruleIndex"])).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    let found: BTreeSet<_> = results.iter().map(|result| text(result, "ruleId")).collect();
    assert_eq!(found.len(), rules.len(), "only rules that found something");
    let rule = rules
        .iter()
        .find(|rule| rule["id"] == "completion-rate-mismatch")
        .unwrap();
    assert_eq!(rule["name"], "CompletionRateMismatch");
    assert_eq!(rule["shortDescription"]["text"], "Completion rate mismatch.");
    assert_eq!(rule["defaultConfiguration"]["level"], "error");
    assert_eq!(rule["properties"]["tags"], json!(["funds"]));
    assert!(text(&rule["help"], "markdown").contains("```json\n"));
    let result = results
        .iter()
        .find(|result| result["ruleId"] == "completion-rate-mismatch")
        .unwrap();
    assert_eq!(
        result["locations"][0]["logicalLocations"],
        json!([{ "name": "completion_rate", "fullyQualifiedName": "/funds/completion_rate", "kind": "property" }])
    );
    let related = result["relatedLocations"].as_array().unwrap();
    assert!(!related.is_empty());
    for (place, id) in related.iter().zip(1..) {
        let link = format!("[{}]({id})", text(&place["message"], "text"));
        assert!(text(&result["message"], "text").contains(&link), "{result:#}");
    }
    let artifacts = run["artifacts"].as_array().unwrap();
    let encodings: Vec<_> = artifacts
        .iter()
        .map(|artifact| (text(&artifact["location"], "uri"), text(artifact, "encoding")))
        .collect();
    assert_eq!(encodings.len(), 5);
    assert!(encodings.contains(&("gb18030.eval.txt", "GB18030")));
    assert!(encodings.contains(&("%E5%B9%B4%20%E5%BA%A6/a.eval.json", "UTF-8")));
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notification = &invocation["toolExecutionNotifications"][0];
    assert!(text(&notification["message"], "text").starts_with("a binary file"));
    assert_eq!(
        notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "nul%1B.eval.txt"
    );
    let clean: Value = serde_json::from_str(&check(folder.path(), "sarif", &["clean.eval.txt"]).out).unwrap();
    assert_eq!(clean["runs"][0]["results"], json!([]));
    assert_eq!(clean["runs"][0]["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn fingerprints_are_unique_and_survive_an_edit_elsewhere() {
    let folder = folder(&[("a.eval.txt", &form()), ("b.eval.txt", &form())]);
    let gitlab = || -> Vec<String> {
        let report: Value = serde_json::from_str(&check(folder.path(), "gitlab", &[]).out).unwrap();
        let violations = report.as_array().unwrap().iter();
        violations
            .map(|violation| text(violation, "fingerprint").to_owned())
            .collect()
    };
    let sarif = || -> Vec<Value> {
        let log: Value = serde_json::from_str(&check(folder.path(), "sarif", &[]).out).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap().iter();
        results
            .map(|result| result["partialFingerprints"].clone())
            .collect()
    };
    let before = (gitlab(), sarif());
    assert_eq!(before.0.len(), 8);
    assert_eq!(before.0.iter().collect::<BTreeSet<_>>().len(), 8);
    assert_eq!(
        before.1[..4],
        before.1[4..],
        "SARIF tells the file by its location"
    );
    let edited = form()
        .replacen('\n', "\n\n\n", 1)
        .replace("预算编制不够精细", "资产管理不够规范");
    fs::write(folder.path().join("b.eval.txt"), edited).unwrap();
    assert_eq!((gitlab(), sarif()), before);
    let absolute = folder.path().join("a.eval.txt");
    let report = check(folder.path(), "gitlab", &[absolute.to_str().unwrap()]).out;
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(
        report[0]["location"]["path"], "a.eval.txt",
        "relative to where it runs"
    );
    assert_eq!(text(&report[0], "fingerprint"), before.0[0]);
}

#[test]
fn quiet_leaves_only_the_findings() {
    let folder = folder(&[("a.eval.txt", &form())]);
    for format in ["full", "concise"] {
        let loud = check(folder.path(), format, &[]).out;
        let quiet = check(folder.path(), format, &["-q"]).out;
        let summary = loud.strip_prefix(&quiet).unwrap();
        assert!(
            summary.starts_with("检查了 1 个文件：发现 2 个错误、2 个警告。"),
            "{summary}"
        );
    }
    let clean = folder.path().join("a.eval.txt");
    fs::write(clean, clean_form()).unwrap();
    assert_eq!(check(folder.path(), "full", &["--quiet"]).out, "");
}

#[test]
fn exit_zero_forgives_findings_and_nothing_else() {
    let folder = folder(&[("a.eval.txt", &form())]);
    let code = |arguments: &[&str]| check(folder.path(), "concise", arguments).code;
    assert_eq!(code(&[]), Some(1));
    assert_eq!(code(&["--exit-zero"]), Some(0));
    assert_eq!(code(&["--exit-zero", "a.eval.txt", "absent.txt"]), Some(2));
}

#[test]
fn statistics_count_the_findings_of_each_rule() {
    let folder = folder(&[
        ("a.eval.txt", &form()),
        ("b.eval.txt", &form().replace("80%", "90%")),
    ]);
    let zh = check(folder.path(), "full", &["--statistics"]);
    assert_eq!(zh.code, Some(1));
    let columns = |table: &str| -> Vec<String> {
        let cells = |line: &str| {
            line.split("  ")
                .filter(|cell| !cell.is_empty())
                .take(4)
                .map(|cell| cell.trim().to_owned())
                .collect::<Vec<_>>()
        };
        table.lines().take(5).map(|line| cells(line).join("|")).collect()
    };
    assert_eq!(
        columns(&zh.out),
        [
            "数量|级别|规则|名称",
            "2|警告|threshold-as-result|以目标值代替完成值",
            "2|警告|approximate-result|完成值为约数",
            "2|错误|placeholder|未填占位符",
            "1|错误|completion-rate-mismatch|完成率不符",
        ]
    );
    let summary = zh.out.lines().last().unwrap();
    assert!(
        summary.starts_with("检查了 2 个文件：发现 3 个错误、4 个警告。"),
        "{summary}"
    );
    let en = check(folder.path(), "concise", &["--statistics", "--lang", "en", "-q"]);
    let columns = columns(&en.out);
    assert_eq!(
        (columns.len(), columns[1].as_str()),
        (5, "2|warning|threshold-as-result|Threshold as result")
    );
    let json: Value =
        serde_json::from_str(&check(folder.path(), "json", &["--statistics", "--lang", "en"]).out).unwrap();
    let counts = json.as_array().unwrap();
    assert_eq!(counts.len(), 4);
    let last = counts.last().unwrap();
    assert_eq!(
        (text(last, "rule"), text(last, "name"), text(last, "severity")),
        ("completion-rate-mismatch", "Completion rate mismatch", "error")
    );
    assert_eq!(last["count"], 1);
    assert!(last["safe_fixes"].is_u64() && last["unsafe_fixes"].is_u64());
    let lines = check(folder.path(), "jsonl", &["--statistics"]).out;
    assert_eq!(lines.lines().count(), 4);
    let sarif = check(folder.path(), "sarif", &["--statistics", "--lang", "en"]);
    assert_eq!((sarif.code, sarif.out.as_str()), (Some(2), ""));
    assert_eq!(
        sarif.err,
        "evallint: --statistics needs --output-format full, concise, json or jsonl\n"
    );
}

#[test]
fn a_report_goes_to_a_file_as_a_whole() {
    let folder = folder(&[("a.eval.txt", &form())]);
    for format in FORMATS {
        let printed = check(folder.path(), format, &[]);
        let written = check(folder.path(), format, &["--output-file", "报告"]);
        assert_eq!(
            (written.code, written.out.as_str(), written.err.as_str()),
            (Some(1), "", "")
        );
        assert_eq!(
            fs::read_to_string(folder.path().join("报告")).unwrap(),
            printed.out
        );
    }
    let colored = check(folder.path(), "full", &["-o", "报告", "--color", "always"]);
    assert_eq!(colored.code, Some(1));
    assert!(
        fs::read_to_string(folder.path().join("报告"))
            .unwrap()
            .contains('\u{1B}')
    );
    let nowhere = check(folder.path(), "json", &["-o", "absent/报告", "--lang", "en"]);
    assert_eq!((nowhere.code, nowhere.out.as_str()), (Some(2), ""));
    assert!(
        nowhere
            .err
            .starts_with("evallint: absent/报告: cannot be written and is unchanged ("),
        "{}",
        nowhere.err
    );
    let names = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 2, "nothing temporary is left");
}

#[test]
fn a_diff_or_a_mended_document_does_not_mix_with_the_findings() {
    let folder = folder(&[("a.eval.txt", &form())]);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let diff = check(folder.path(), "full", &["--diff", "--unsafe-fixes"]);
    let saved = check(
        folder.path(),
        "full",
        &["--diff", "--unsafe-fixes", "-o", "a.diff"],
    );
    assert!(diff.out.contains("\n+"), "{}", diff.out);
    assert_eq!((saved.code, saved.out.as_str()), (Some(1), ""));
    assert_eq!(read("a.diff"), diff.out);
    let forgiven = check(
        folder.path(),
        "full",
        &["--diff", "--unsafe-fixes", "--exit-zero"],
    );
    assert_eq!(forgiven.code, Some(0));
    let mended = run_with_input(
        folder.path(),
        &[
            "check",
            "--fix",
            "--unsafe-fixes",
            "--output-format",
            "json",
            "-o",
            "findings",
            "-",
        ],
        &form(),
    );
    assert!(
        mended.out.starts_with("## 部门整体支出绩效自评表\n"),
        "{}",
        mended.out
    );
    assert!(!mended.out.contains("80%"), "{}", mended.out);
    let left: Vec<Value> = serde_json::from_str(&read("findings")).unwrap();
    assert!(
        left.iter()
            .all(|finding| finding["rule"] != "completion-rate-mismatch"),
        "{left:?}"
    );
    let counts = check(folder.path(), "json", &["--statistics"]).out;
    let counts: Vec<Value> = serde_json::from_str(&counts).unwrap();
    let rate = counts
        .iter()
        .find(|count| count["rule"] == "completion-rate-mismatch")
        .unwrap();
    assert_eq!(
        (number(&rate["safe_fixes"]), number(&rate["unsafe_fixes"])),
        (0, 1)
    );
}

#[test]
fn all_that_is_known_of_the_rules_is_told_as_json() {
    let folder = TempDir::new().unwrap();
    let out = run(folder.path(), &["rules", "--output-format", "json"]).out;
    let rules: Vec<Value> = serde_json::from_str(&out).unwrap();
    let table = run(folder.path(), &["rules", "--lang", "en"]).out;
    let listed: Vec<_> = table
        .lines()
        .skip(1)
        .map(|line| line.split_whitespace().next().unwrap())
        .collect();
    let ids: Vec<_> = rules.iter().map(|rule| text(rule, "id")).collect();
    assert_eq!(ids, listed);
    let rule = rules.iter().find(|rule| rule["id"] == "rate-format").unwrap();
    assert_eq!((text(rule, "group"), text(rule, "severity")), ("funds", "error"));
    assert_eq!(rule["has_fix"], true);
    assert_eq!(rule["options"], json!([]));
    let options = rules.iter().flat_map(|rule| {
        let options = rule["options"].as_array().unwrap().iter();
        options.map(move |option| (text(rule, "id"), text(option, "name"), text(option, "default")))
    });
    assert_eq!(
        options.collect::<Vec<_>>(),
        [
            ("adjustment-sign", "convention", "signed"),
            ("unexplained-adjustment", "above", "30%"),
            ("unexplained-low-completion", "below", "90%"),
            ("low-task-coverage", "below", "50%"),
        ]
    );
    assert_eq!(rule["name"], json!({ "zh": "比率格式", "en": "Rate format" }));
    for lang in ["zh", "en"] {
        let explained = run(folder.path(), &["explain", "rate-format", "--lang", lang]).out;
        let page = text(&rule["page"], lang);
        let (title, rest) = page.split_once('\n').unwrap();
        assert!(
            explained.starts_with(title) && explained.ends_with(rest),
            "{page}"
        );
        assert!(
            page.contains(text(&rule["description"], lang)),
            "the description opens the page"
        );
    }
}
