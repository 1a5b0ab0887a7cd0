//! What the command prints and how it exits, told by running it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod command;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;

use command::{Run, clean_form, command, finish, folder, form, json_form, run, run_with_input};

/// What of a row stands in some of its display columns, and what follows.
fn columns(row: &str, first: usize, count: usize) -> (&str, &str) {
    let at = |column: usize| {
        let starts = row.char_indices().map(|(at, _)| at).chain([row.len()]);
        starts
            .into_iter()
            .find(|at| row[..*at].width() == column)
            .unwrap()
    };
    (&row[at(first)..at(first + count)], &row[at(first + count)..])
}

/// Every frame of the full output names the place that the JSON output gives, and underlines just its words.
fn assert_aligned(folder: &Path, file: &str, lang: &str) -> usize {
    let json = run(
        folder,
        &["check", "--lang", lang, "--output-format", "json", file],
    )
    .out;
    let findings: Vec<Value> = serde_json::from_str(&json).unwrap();
    let text = fs::read_to_string(folder.join(file)).unwrap();
    let full = run(folder, &["check", "--lang", lang, file]).out;
    let lines: Vec<_> = full.lines().collect();
    let frames: Vec<_> = lines
        .windows(4)
        .filter(|lines| lines[0].contains("╭─["))
        .collect();
    assert_eq!(frames.len(), findings.len(), "{full}");
    for (frame, finding) in frames.iter().zip(&findings) {
        let (start, end) = (&finding["start"], &finding["end"]);
        let place = format!("╭─[{file}:{}:{}]", start["line"], start["column"]);
        assert!(frame[0].ends_with(&place), "{place}\n{full}");
        assert!(frame[3].ends_with("╰────"), "{full}");
        let (number, row) = frame[1].split_once(" │ ").unwrap();
        let (gutter, underline) = frame[2].split_once(" · ").unwrap();
        assert_eq!(number.trim(), start["line"].to_string());
        assert_eq!(number.width(), gutter.width(), "{full}");
        assert!(frame[1].width() <= 80, "{full}");
        let marks = underline.trim_start();
        assert!(marks.chars().all(|mark| mark == '─'), "{full}");
        let offset = |place: &Value| usize::try_from(place["offset"].as_u64().unwrap()).unwrap();
        let words = text[offset(start)..offset(end)]
            .lines()
            .next()
            .unwrap()
            .replace('\t', " ");
        let (shown, rest) = columns(row, underline.width() - marks.width(), marks.width());
        let is_cut = words.starts_with(shown) && rest == "…";
        assert!(
            shown == words || is_cut,
            "{shown:?} is underlined for {words:?}\n{full}"
        );
    }
    findings.len()
}

#[test]
fn the_underline_stands_under_the_words() {
    let folder = folder(&[("a.eval.txt", &form()), ("a.eval.json", &json_form())]);
    for lang in ["zh", "en"] {
        assert_eq!(assert_aligned(folder.path(), "a.eval.txt", lang), 4);
        assert_eq!(assert_aligned(folder.path(), "a.eval.json", lang), 4);
    }
}

#[test]
fn full_in_chinese() {
    let folder = folder(&[("a.eval.txt", &form())]);
    let run = run(folder.path(), &["check"]);
    insta::assert_snapshot!(run.out);
    assert_eq!((run.code, run.err.as_str()), (Some(1), ""));
}

#[test]
fn full_in_english() {
    let folder = folder(&[("a.eval.json", &json_form())]);
    let run = run(folder.path(), &["check", "--lang", "en"]);
    insta::assert_snapshot!(run.out);
    assert_eq!((run.code, run.err.as_str()), (Some(1), ""));
}

#[test]
fn concise_in_both_languages() {
    let folder = folder(&[("a.eval.txt", &form())]);
    let concise = |lang| {
        run(
            folder.path(),
            &[
                "check",
                "--output-format",
                "concise",
                "--select",
                "text",
                "--lang",
                lang,
                "a.eval.txt",
            ],
        )
        .out
    };
    assert_eq!(
        concise("zh"),
        "a.eval.txt:13:1019: 错误 placeholder: “N支”是模板里的占位内容，还没有填写。\n\
         检查了 1 个文件：发现 1 个错误。\n"
    );
    assert_eq!(
        concise("en"),
        "a.eval.txt:13:1019: error placeholder: N支 is a placeholder of the template that was never filled in.\n\
         Checked 1 file: 1 error.\n"
    );
}

#[test]
fn what_ends_a_file_is_marked_by_one_caret() {
    let folder = folder(&[("a.eval.json", "{\"部门名称\": ")]);
    let run = run(folder.path(), &["check", "--select", "syntax-error"]);
    assert!(
        run.out.contains("\n 1 │ {\"部门名称\": \n   ·             ▲\n"),
        "{}",
        run.out
    );
}

#[test]
fn the_exit_code_tells_how_bad_it_is() {
    let folder = folder(&[("a.eval.txt", &form()), ("clean.eval.txt", &clean_form())]);
    let code =
        |arguments: &[&str]| run(folder.path(), &[&["check", "--lang", "en"], arguments].concat()).code;
    assert_eq!(code(&["a.eval.txt"]), Some(1));
    assert_eq!(code(&["clean.eval.txt"]), Some(0));
    assert_eq!(code(&["clean.eval.txt", "a.eval.txt"]), Some(1));
    assert_eq!(code(&["--select", "threshold-as-result", "a.eval.txt"]), Some(1));
    assert_eq!(
        code(&[
            "--select",
            "threshold-as-result",
            "--fail-on",
            "error",
            "a.eval.txt"
        ]),
        Some(0)
    );
    assert_eq!(
        code(&[
            "--select",
            "threshold-as-result",
            "--fail-on",
            "info",
            "a.eval.txt"
        ]),
        Some(1)
    );
    assert_eq!(code(&["--fail-on", "info", "clean.eval.txt"]), Some(0));
    assert_eq!(code(&["--fail-on", "grave", "a.eval.txt"]), Some(2));
    assert_eq!(code(&["absent.txt", "clean.eval.txt"]), Some(2));
    assert_eq!(code(&["absent.txt", "a.eval.txt"]), Some(2));
}

#[test]
fn a_clean_form_is_said_to_be_clean() {
    let folder = folder(&[("a.eval.txt", &clean_form())]);
    for format in ["full", "concise"] {
        let zh = run(folder.path(), &["check", "--output-format", format]);
        assert_eq!(
            (zh.code, zh.out.as_str()),
            (Some(0), "检查了 1 个文件，没有发现问题。\n")
        );
        let en = run(
            folder.path(),
            &["check", "--output-format", format, "--lang", "en"],
        );
        assert_eq!(en.out, "Checked 1 file: no problems found.\n");
    }
    let json = run(folder.path(), &["check", "--output-format", "json"]);
    assert_eq!(json.out, "[]\n");
}

#[test]
fn standard_input_has_the_name_it_is_given() {
    let folder = TempDir::new().unwrap();
    let check = ["check", "--output-format", "concise", "--select", "placeholder"];
    let named = run_with_input(
        folder.path(),
        &[&check[..], &["--stdin-filename", "甲.txt"]].concat(),
        &form(),
    );
    assert!(named.out.starts_with("甲.txt:13:1019: "), "{}", named.out);
    assert_eq!(named.code, Some(1));
    let unnamed = run_with_input(folder.path(), &[&check[..], &["-"]].concat(), &form());
    assert!(unnamed.out.starts_with("-:13:1019: "), "{}", unnamed.out);
    let json = run_with_input(folder.path(), &[&check[..], &["-"]].concat(), &json_form());
    assert!(json.out.starts_with("-:1:"), "{}", json.out);
}

#[test]
fn a_folder_is_walked_in_order_and_without_what_git_ignores() {
    let form = form();
    let files = [
        "b.eval.txt",
        "a/c.eval.md",
        "a/b.eval.tsv",
        "out/x.eval.txt",
        "notes.txt",
        "a/ignored.eval.txt",
    ];
    let mut files: Vec<_> = files.into_iter().map(|path| (path, form.as_str())).collect();
    files.extend([
        ("a/.gitignore", "ignored.*"),
        (".gitignore", "out/"),
        ("c.eval.txt", &form),
    ]);
    let folder = folder(&files);
    let check = ["check", "--output-format", "concise", "--select", "placeholder"];
    let paths = |run: Run| -> Vec<String> {
        run.out
            .lines()
            .filter_map(|line| line.split_once(":13:"))
            .map(|(path, _)| path.to_owned())
            .collect()
    };
    let walked = run(folder.path(), &check);
    assert!(
        walked.out.ends_with("检查了 4 个文件：发现 4 个错误。\n"),
        "{}",
        walked.out
    );
    assert_eq!(
        paths(walked),
        ["a/b.eval.tsv", "a/c.eval.md", "b.eval.txt", "c.eval.txt"]
    );
    let named = run(
        folder.path(),
        &[&check[..], &["out/x.eval.txt", "notes.txt", "./notes.txt"]].concat(),
    );
    assert_eq!(
        paths(named),
        ["notes.txt", "out/x.eval.txt"],
        "a named file is always checked, and once"
    );
}

#[test]
fn a_folder_without_a_form_is_told() {
    let folder = folder(&[("forms/notes.txt", "")]);
    let zh = run(folder.path(), &["check", "forms"]);
    assert_eq!((zh.code, zh.out.as_str()), (Some(0), ""));
    assert!(
        zh.err
            .starts_with("evallint: forms: 没有找到表单，文件名应以 .eval.json、"),
        "{}",
        zh.err
    );
    let en = run(folder.path(), &["check", "--lang", "en", "forms"]);
    assert!(
        en.err
            .starts_with("evallint: forms: no forms found; their names end with .eval.json, "),
        "{}",
        en.err
    );
    let json = run(folder.path(), &["check", "--output-format", "json", "forms"]);
    assert_eq!(json.out, "[]\n");
}

#[test]
fn what_cannot_be_read_is_told() {
    let folder = folder(&[("nul.txt", "ab\0"), ("a.eval.txt", &clean_form())]);
    fs::write(folder.path().join("latin1.txt"), [b'a', 0xFF, 0xFE, 0xFF]).unwrap();
    let told = |lang: &str, path: &str| {
        let run = run(folder.path(), &["check", "--lang", lang, path]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
        run.err
    };
    assert_eq!(
        told("zh", "没有.txt"),
        "evallint: 没有.txt: 没有这个文件或文件夹\n"
    );
    assert_eq!(
        told("en", "没有.txt"),
        "evallint: 没有.txt: no such file or folder\n"
    );
    assert_eq!(
        told("zh", "nul.txt"),
        "evallint: nul.txt: 是二进制文件，不是文本（第 3 字节为 NUL）；UTF-16 编码的文件，请先另存为 UTF-8\n"
    );
    assert_eq!(
        told("en", "nul.txt"),
        "evallint: nul.txt: a binary file, not text (byte 3 is NUL); save a file in UTF-16 as UTF-8 first\n"
    );
    assert_eq!(
        told("zh", "latin1.txt"),
        "evallint: latin1.txt: 既不是 UTF-8 编码（自第 2 字节起），也不是 GB18030；请另存为 UTF-8\n"
    );
    assert_eq!(
        told("en", "latin1.txt"),
        "evallint: latin1.txt: not UTF-8 from byte 2 on, and not GB18030; save it as UTF-8\n"
    );
    let others = run(folder.path(), &["check", "nul.txt", "a.eval.txt"]);
    assert_eq!(
        others.out, "检查了 1 个文件，没有发现问题。\n",
        "the others are checked all the same"
    );
    assert_eq!(others.code, Some(2));
}

#[test]
fn colour_goes_to_terminals_only_unless_asked_for() {
    let folder = folder(&[("a.eval.txt", &form())]);
    let colored = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = command(folder.path(), &[&["check"], arguments].concat());
        let run = finish(command.envs(variables.iter().copied()));
        assert_eq!(run.code, Some(1));
        run.out.contains('\u{1B}')
    };
    for format in ["--output-format=full", "--output-format=concise"] {
        assert!(!colored(&[format], &[]));
        assert!(colored(&[format, "--color", "always"], &[]));
        assert!(colored(&[format, "--color", "always"], &[("NO_COLOR", "1")]));
        assert!(colored(&[format], &[("CLICOLOR_FORCE", "1")]));
        assert!(!colored(&[format], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
        assert!(!colored(
            &[format, "--color", "never"],
            &[("CLICOLOR_FORCE", "1")]
        ));
        let plain = run(folder.path(), &["check", format]).out;
        let painted = run(folder.path(), &["check", format, "--color", "always"]).out;
        assert_eq!(
            anstream::adapter::strip_str(&painted).to_string(),
            plain,
            "colour changes nothing else"
        );
    }
    assert!(!colored(
        &["--output-format=json", "--color", "always"],
        &[("CLICOLOR_FORCE", "1")]
    ));
}

#[test]
fn words_of_the_document_cannot_steer_the_terminal() {
    let steering = form().replace("90多场次", "\u{1B}[2J\u{9B}90多\u{202E}场次\u{7}");
    let folder = folder(&[("a.eval.txt", &steering.replace("培训", "培\u{1B}训\u{8}"))]);
    for format in ["full", "concise"] {
        for lang in ["zh", "en"] {
            let run = run(
                folder.path(),
                &["check", "--lang", lang, "--output-format", format],
            );
            let raw: Vec<_> = run
                .out
                .chars()
                .filter(|shown| shown.is_control() && *shown != '\n')
                .collect();
            assert!(
                raw.is_empty() && !run.out.contains('\u{202E}'),
                "{raw:?} in {}",
                run.out
            );
            assert!(run.out.contains(":14:"), "{}", run.out);
        }
    }
    let absent = run(folder.path(), &["check", "\u{1B}[2J.txt"]);
    assert_eq!(absent.err, "evallint: \u{FFFD}[2J.txt: 没有这个文件或文件夹\n");
}

/// Starts the command, closes the far ends of its pipes, and only then gives it something to print.
#[test]
fn a_closed_pipe_is_no_failure() {
    let folder = TempDir::new().unwrap();
    for format in ["full", "concise", "json"] {
        let mut child = command(
            folder.path(),
            &["check", "--output-format", format, "-", "absent.txt"],
        )
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
        drop(child.stdout.take());
        drop(child.stderr.take());
        child.stdin.take().unwrap().write_all(form().as_bytes()).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(2), "a panic would give 101");
    }
    let mut child = command(folder.path(), &["check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    child.stdin.take().unwrap().write_all(form().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(1), &b""[..])
    );
}

#[test]
fn an_unknown_rule_is_told_with_the_nearest() {
    let folder = folder(&[("a.eval.txt", &form())]);
    let told = |option: &str, name: &str, lang: &str| {
        let run = run(folder.path(), &["check", option, name, "--lang", lang]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
        run.err
    };
    assert_eq!(
        told("--select", "placehoder", "zh"),
        "evallint: 没有规则“placehoder”，是否应为“placeholder”？全部规则见 evallint rules。\n"
    );
    assert_eq!(
        told("--ignore", "fund", "en"),
        "evallint: there is no rule fund; is funds meant? `evallint rules` lists them all\n"
    );
    assert_eq!(
        told("--select", "funds,天", "zh"),
        "evallint: 没有规则“天”，全部规则见 evallint rules。\n"
    );
}

#[test]
fn a_rule_is_explained_in_both_languages() {
    let folder = folder(&[]);
    let zh = run(folder.path(), &["explain", "missing-unit"]).out;
    assert!(
        zh.starts_with("# 计量单位缺失 `missing-unit`\n\n级别：警告　类别：指标\n\n"),
        "{zh}"
    );
    // Pages and reports show its Chinese name first.
    assert_eq!(run(folder.path(), &["explain", "计量单位缺失"]).out, zh);
    let en = run(folder.path(), &["explain", "missing-unit", "--lang", "en"]).out;
    assert!(
        en.starts_with("# missing-unit\n\nSeverity: warning. Group: indicators.\n\n"),
        "{en}"
    );
    for page in [zh, en] {
        assert!(
            page.contains("```json\n") && !page.contains("```json bad"),
            "{page}"
        );
    }
}

#[test]
fn what_is_allowed_with_a_reason_is_counted_and_not_listed() {
    let allow = "<!-- evallint: allow completion-rate-mismatch 理由：决算数待审计确认 -->\n";
    let allowed = form().replace("\t预算完成率", &format!("{allow}\t预算完成率"));
    let clean = clean_form().replace("90%", "80%");
    let clean = clean.replace("\t预算完成率", &format!("{allow}\t预算完成率"));
    let folder = folder(&[("a.eval.txt", &allowed), ("b.eval.txt", &clean)]);
    let said = |arguments: &[&str]| run(folder.path(), arguments);
    let zh = said(&["check", "--lang", "zh"]);
    assert!(!zh.out.contains("completion-rate-mismatch"), "{}", zh.out);
    assert!(zh.out.ends_with("。另有 2 条已按理由放行。\n"), "{}", zh.out);
    let en = said(&["check", "b.eval.txt", "--lang", "en", "--select", "funds"]);
    assert_eq!(
        (en.code, en.out.as_str()),
        (
            Some(0),
            "Checked 1 file: no problems found. 1 more allowed with a reason.\n"
        )
    );
    let json = said(&[
        "check",
        "b.eval.txt",
        "--output-format",
        "json",
        "--select",
        "funds",
    ]);
    assert_eq!((json.code, json.out.as_str()), (Some(0), "[]\n"));
}
