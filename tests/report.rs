//! The report as its readers have it: a page that any browser and any reader of screens can take in.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod command;
mod founding;
mod hostile;
mod pages;
#[cfg(target_os = "linux")]
mod validators;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use evallint_convert::report_page;
use evallint_linter::{Language, Report, Settings, check};
use evallint_syntax::Source;

use command::{clean_form, folder, form, json_form, run, run_with_input};
use hostile::HOSTILE_WORDS;
use pages::Page;

const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

/// Words that HTML would take for its own.
const MARKUP: &str =
    "</td></table></style><script>alert(1)</script><img src=x onerror=alert(2)><!-- \"'&amp;";

/// A form of which each part is to be shown and none to be obeyed.
fn markup_form() -> String {
    let markup = MARKUP.replace('"', "\\\"");
    let form = json_form()
        .replace("江州市云溪区教育局", &markup)
        .replace("新增公办学位", &format!("新增{markup}"))
        .replace("\"80%\"", &format!("\"{markup}\""))
        .replace(
            "预算编制",
            &format!("预算{HOSTILE_WORDS}")
                .replace('\u{1B}', "\\u001b")
                .replace('\u{7}', "\\u0007"),
        );
    format!("{}, \"{markup}\": 1}}", form.trim_end().trim_end_matches('}'))
}

/// Forms of every writing, whole, damaged and hostile, and texts that are none.
fn sources() -> Vec<Source> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut sources: Vec<Source> = fs::read_dir(root.join("tests/forms"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| Source::from_bytes(path.to_string_lossy(), fs::read(&path).unwrap()).unwrap())
        .collect();
    sources.sort_by(|left, right| left.path().cmp(right.path()));
    if let Some(text) = founding::text() {
        sources.push(Source::new("shipai-2022.txt", text).unwrap());
    }
    let texts = [
        ("form.eval.txt", form()),
        ("clean.eval.txt", clean_form()),
        ("markup.eval.json", markup_form()),
        (
            "broken.eval.json",
            format!("{{\"department\": \"{MARKUP_IN_JSON}\", [}}\n\"year\": 2022,,, \"funds\": {{\n"),
        ),
        ("prose.txt", format!("{MARKUP}\n不是表。\n")),
        ("empty.eval.json", "{}".to_owned()),
        ("blank.txt", String::new()),
        ("gaps.eval.yaml", GAPS.to_owned()),
    ];
    sources.extend(texts.map(|(name, text)| Source::new(name, text).unwrap()));
    sources
}

const MARKUP_IN_JSON: &str = "<script>alert(1)</script>";

/// Each container is absent, blank or of another kind somewhere; one value stands in two places.
const GAPS: &str = "\
# evallint: allow no-such-rule 理由：无
department: &name 江州市云溪区教育局（（
year:
currency_unit: 元
funds: 多少
annual_goal:
tasks:
  - name: *name
    indicators:
    - name: 新增公办学位
      result: '3'
      unit: ''
      target: ≥ 5
    - ~
    - {}
  - ~
  - name: 二
    indicators: []
  - 三
key_projects: [一]
problems: 无
problems: 暂无
表外: 1
";

fn pages() -> Vec<(Source, Report, Page, Language)> {
    let mut pages = Vec::new();
    for language in LANGUAGES {
        for source in sources() {
            let report = check(&source, &Settings::default());
            let page = Page::read(&report_page(&source, &report, language));
            pages.push((source, report, page, language));
        }
    }
    pages
}

#[test]
fn every_finding_is_listed_once_and_marked_in_place() {
    for (source, report, page, language) in pages() {
        let path = source.path();
        let listed = page.ids_that_begin("finding-");
        let marked = page.ids_that_begin("mark-");
        let numbers: BTreeSet<String> = (1..=report.diagnostics.len())
            .map(|number| number.to_string())
            .collect();
        assert_eq!(listed, numbers, "{path}");
        assert_eq!(marked, numbers, "{path}");
        for (index, finding) in report.diagnostics.iter().enumerate() {
            let number = index + 1;
            let item = page.with_id(&format!("finding-{number}"));
            let said = page.text_of(item);
            let first_line = finding.message.render(language);
            let first_words: String = first_line
                .chars()
                .take_while(|character| !character.is_control())
                .take(6)
                .collect();
            assert!(said.contains(&first_words), "{path}: {said} lacks {first_words}");
            assert!(said.contains(finding.rule.name), "{path}: {said}");
            assert_eq!(
                page.elements[item].attribute("data-pointer"),
                Some(&*visible(finding.pointer.as_str()))
            );
            let reference = &page.elements[page.with_id(&format!("mark-{number}"))];
            assert_eq!(reference.attribute("href"), Some(&*format!("#finding-{number}")));
        }
    }
}

/// A pointer as a page shows it.
fn visible(text: &str) -> String {
    text.replace(
        [
            '\u{1B}', '\u{7}', '\u{7F}', '\u{9B}', '\u{85}', '\u{202E}', '\u{FFFE}',
        ],
        "\u{FFFD}",
    )
}

#[test]
fn every_link_leads_somewhere_and_no_id_is_given_twice() {
    for (source, _, page, _) in pages() {
        let ids: Vec<&str> = page
            .elements
            .iter()
            .filter_map(|element| element.attribute("id"))
            .collect();
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{}", source.path());
        for link in page
            .elements
            .iter()
            .filter_map(|element| element.attribute("href"))
        {
            let id = link
                .strip_prefix('#')
                .unwrap_or_else(|| panic!("{link} leads out of the page"));
            assert!(unique.contains(id), "{}: nothing is called {id}", source.path());
        }
    }
}

#[test]
fn the_words_of_a_finding_are_the_marked_ones() {
    let source = Source::new("form.eval.txt", form()).unwrap();
    let report = check(&source, &Settings::default());
    let page = Page::read(&report_page(&source, &report, Language::Chinese));
    let marked: Vec<(String, &str)> = page
        .elements
        .iter()
        .enumerate()
        .filter(|(_, element)| element.attribute("data-findings").is_some())
        .map(|(at, element)| (page.text_of(at), element.attribute("class").unwrap()))
        .collect();
    let marked: Vec<_> = marked
        .iter()
        .map(|(text, class)| (text.as_str(), *class))
        .collect();
    assert_eq!(
        marked,
        [
            ("80%", "error"),
            ("N支", "error"),
            ("≥5400个", "warning"),
            ("90多场次", "warning")
        ]
    );
    let cell = page.with_id("cell-tasks-0-indicators-0-result");
    assert_eq!(page.text_of(cell), "≥5400个3");
}

#[test]
fn what_is_absent_is_shown_at_its_label() {
    let text = json_form()
        .replace("\"problems\"", "\"x-problems\"")
        .replace("\"completion_rate\":\"80%\",", "")
        .replace("\"700.00\"", "\"\"");
    let source = Source::new("form.eval.json", text).unwrap();
    let report = check(&source, &Settings::default());
    let page = Page::read(&report_page(&source, &report, Language::Chinese));
    let marked: Vec<(String, &str)> = report
        .diagnostics
        .iter()
        .enumerate()
        .filter(|(_, finding)| finding.rule.id.starts_with("missing"))
        .map(|(index, finding)| (page.marked_by(index + 1), finding.pointer.as_str()))
        .collect();
    let marked: BTreeSet<_> = marked
        .iter()
        .map(|(text, pointer)| (text.as_str(), *pointer))
        .collect();
    let expected = [
        ("存在问题", "/problems"),
        ("预算完成率", "/funds/completion_rate"),
        ("（空）", "/tasks/0/funds"),
    ];
    assert_eq!(marked, BTreeSet::from(expected));
}

#[test]
fn what_has_no_cell_is_shown_in_its_line() {
    let source = Source::new("gaps.eval.yaml", GAPS).unwrap();
    let report = check(&source, &Settings::default());
    let page = Page::read(&report_page(&source, &report, Language::Chinese));
    let lines: Vec<String> = (0..page.elements.len())
        .filter(|at| page.elements[*at].class("line"))
        .map(|at| page.words_of(at))
        .collect();
    let expected = [
        "# evallint: allow no-such-rule 理由：无",
        "funds: 多少",
        "  - 三",
        "problems: 暂无",
        "表外: 1",
    ];
    assert_eq!(lines, expected);
    assert_eq!(page.words_of(page.with_id("cell-key_projects")), "[一]");
}

#[test]
fn every_value_is_shown_whole_in_its_cell() {
    let source = Source::new("form.eval.json", json_form()).unwrap();
    let value: serde_json::Value = serde_json::from_str(source.text()).unwrap();
    let page = Page::read(&report_page(&source, &Report::default(), Language::English));
    for pointer in [
        "/department",
        "/funds/adjustment",
        "/annual_goal/achieved",
        "/tasks/0/achieved",
        "/tasks/0/indicators/1/name",
        "/problems",
    ] {
        let cell = page.with_id(&format!("cell{}", pointer.replace('/', "-")));
        assert_eq!(
            page.text_of(cell),
            value.pointer(pointer).unwrap().as_str().unwrap()
        );
    }
    assert_eq!(page.text_of(page.with_id("cell-year")), "2023年");
}

#[test]
fn a_document_of_markup_is_text() {
    for language in LANGUAGES {
        let source = Source::new("markup.eval.json", markup_form()).unwrap();
        let report = check(&source, &Settings::default());
        let html = report_page(&source, &report, language);
        let page = Page::read(&html);
        let names: BTreeSet<&str> = page
            .elements
            .iter()
            .map(|element| element.name.as_str())
            .collect();
        for name in ["script", "img", "iframe", "object", "link", "form", "svg"] {
            assert!(!names.contains(name), "{name}");
        }
        for element in &page.elements {
            for name in element.attributes.keys() {
                assert!(
                    !name.starts_with("on") && name != "style" && name != "src",
                    "{name}"
                );
            }
        }
        assert_eq!(page.comments, 0);
        assert_eq!(page.words_of(page.with_id("cell-department")), MARKUP);
        assert!(!html.contains(['\u{202E}', '\u{1B}', '\u{7}', '\u{FFFE}']));
        let policy = page.elements.iter().find_map(|element| {
            let is_policy = element.attribute("http-equiv") == Some("Content-Security-Policy");
            element.attribute("content").filter(|_| is_policy)
        });
        assert!(
            policy
                .unwrap()
                .starts_with("default-src 'none'; style-src 'sha256-")
        );
    }
}

#[test]
fn what_is_no_form_is_shown_as_its_lines() {
    let broken = "{\"department\": \"<b>\",\n\"year\": 2022,,, \"funds\": {\n";
    for (name, text) in [("broken.eval.json", broken), ("prose.txt", "<b>随便\n一段话\n")] {
        let source = Source::new(name, text).unwrap();
        let report = check(&source, &Settings::default());
        let page = Page::read(&report_page(&source, &report, Language::Chinese));
        assert!(
            page.elements.iter().all(|element| element.name != "table"),
            "{name}"
        );
        let lines: Vec<_> = page
            .elements
            .iter()
            .filter(|element| element.class("line"))
            .collect();
        assert_eq!(lines[0].attribute("value"), Some("1"));
        let first = page
            .elements
            .iter()
            .position(|element| element.class("line"))
            .unwrap();
        assert!(page.text_of(first).contains("<b>"), "{name}");
    }
}

#[test]
fn the_structure_of_the_page() {
    let source = Source::new("form.eval.txt", form()).unwrap();
    let report = check(&source, &Settings::default());
    let page = Page::read(&report_page(&source, &report, Language::Chinese));
    insta::assert_snapshot!(page.outline());
}

#[test]
fn the_command_writes_the_page() {
    let folder = folder(&[("a.eval.txt", &form()), ("notes.html", "<p>mine")]);
    let written = run(folder.path(), &["report", "a.eval.txt", "-o", "a.html"]);
    assert_eq!(
        (written.code, written.out.as_str(), written.err.as_str()),
        (Some(0), "", "")
    );
    let page = fs::read_to_string(folder.path().join("a.html")).unwrap();
    assert!(page.contains("<html lang=\"zh-CN\">") && page.contains("a.eval.txt"));
    let again = run(
        folder.path(),
        &["report", "a.eval.txt", "-o", "a.html", "--lang", "en"],
    );
    assert_eq!((again.code, again.err.as_str()), (Some(0), ""));
    let page = fs::read_to_string(folder.path().join("a.html")).unwrap();
    assert!(page.contains("<html lang=\"en\">"));
    let refused = run(folder.path(), &["report", "a.eval.txt", "-o", "notes.html"]);
    assert_eq!(refused.code, Some(2));
    assert!(
        refused.err.contains("notes.html") && refused.err.contains("--force"),
        "{}",
        refused.err
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("notes.html")).unwrap(),
        "<p>mine"
    );
    let printed = run_with_input(folder.path(), &["report", "-", "--lang", "en"], &form());
    assert_eq!((printed.code, printed.err.as_str()), (Some(0), ""));
    assert!(printed.out.starts_with("<!DOCTYPE html>") && printed.out.ends_with("</html>"));
    let missing = run(folder.path(), &["report", "b.eval.txt"]);
    assert_eq!((missing.code, missing.out.as_str()), (Some(2), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_validator_of_html_finds_nothing() {
    let validators = validators::Validators::installed();
    let folder = tempfile::TempDir::new().unwrap();
    let pages = LANGUAGES.into_iter().flat_map(|language| {
        let pages = sources().into_iter();
        pages.map(move |source| written(&source, language))
    });
    let paths = write_pages(folder.path(), pages);
    let mut validator = validators.node_script("html-validate/bin/html-validate.mjs");
    // It counts the characters of a title with its references as they are written.
    validator.args(["--preset", "recommended", "--rule", "long-title:off"]);
    let output = validator.args(&paths).output().unwrap();
    assert!(output.status.success(), "{}", validators::said(&output));
}

#[cfg(target_os = "linux")]
#[test]
fn everyone_can_read_it() {
    let validators = validators::Validators::installed();
    let folder = tempfile::TempDir::new().unwrap();
    let is_wanted = |source: &Source| {
        let wanted = [
            "shipai-2022.txt",
            "form.eval.txt",
            "markup.eval.json",
            "broken.eval.json",
            "gaps.eval.yaml",
        ];
        wanted.contains(&source.path())
    };
    let mut pages: Vec<String> = sources()
        .iter()
        .filter(|source| is_wanted(source))
        .map(|source| written(source, Language::Chinese))
        .collect();
    let form = Source::new("form.eval.txt", form()).unwrap();
    pages.push(written(&form, Language::English));
    let paths = write_pages(folder.path(), pages);
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pages/axe.cjs");
    let mut axe = validators.own_script(&script);
    let output = axe.args(&paths).output().unwrap();
    assert!(output.status.success(), "{}", validators::said(&output));
}

#[cfg(target_os = "linux")]
fn written(source: &Source, language: Language) -> String {
    report_page(source, &check(source, &Settings::default()), language)
}

#[cfg(target_os = "linux")]
fn write_pages(folder: &std::path::Path, pages: impl IntoIterator<Item = String>) -> Vec<PathBuf> {
    let write = |(at, page): (usize, String)| {
        let path = folder.join(format!("{at}.html"));
        fs::write(&path, page).unwrap();
        path
    };
    pages.into_iter().enumerate().map(write).collect()
}
