//! What the site says.

use std::collections::BTreeSet;
#[cfg(target_os = "linux")]
use std::{fs, path::Path, process::Command};

use evallint_linter::{RULES, publications};
use evallint_schema::{Addresses, FORMS, Field, Kind};
use evallint_site::CHECKSUMS;
use serde_json::Value;

use crate::pages::Page;
use crate::{BASE, LANGUAGES, files, html_pages, text};

fn page_at<'p>(pages: &'p [(&str, Page)], path: &str) -> &'p Page {
    let found = pages.iter().find(|(other, _)| *other == path);
    &found.unwrap_or_else(|| panic!("there is no {path}")).1
}

fn named(page: &Page, name: &str) -> Vec<usize> {
    (0..page.elements.len())
        .filter(|at| page.elements[*at].name == name)
        .collect()
}

#[test]
fn every_page_is_one_for_readers() {
    for (path, page) in html_pages(&files()) {
        for name in ["h1", "main", "header", "footer", "title"] {
            assert_eq!(named(&page, name).len(), 1, "{path}: {name}");
        }
        let links = named(&page, "a");
        let first = &page.elements[links[0]];
        assert!(
            first.class("skip") && first.attribute("href") == Some("#content"),
            "{path}"
        );
        let title = page.text_of(named(&page, "h1")[0]);
        assert!(!title.trim().is_empty(), "{path}");
        let levels: Vec<u8> = page
            .elements
            .iter()
            .filter_map(|element| element.name.strip_prefix('h')?.parse().ok())
            .collect();
        assert!(
            levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
            "{path}: {levels:?}"
        );
    }
}

#[test]
fn every_rule_has_its_page_in_both_languages() {
    let files = files();
    let pages = html_pages(&files);
    for (language, folder) in LANGUAGES {
        let index = page_at(&pages, &format!("{folder}/rules/index.html"));
        let listed = index.text_of(0);
        for rule in RULES {
            let page = page_at(&pages, &format!("{folder}/rules/{}/index.html", rule.id));
            let said = page.text_of(named(page, "main")[0]);
            let name = rule.name_in(language);
            assert!(
                said.contains(&*name) && said.contains(rule.id),
                "{} {folder}",
                rule.id
            );
            let remedy: String = rule
                .remedy(language)
                .chars()
                .take_while(|character| *character != '`')
                .collect();
            let first_line = remedy.lines().next().unwrap_or_default();
            assert!(
                said.contains(first_line.trim_start_matches(['-', ' '])),
                "{} {folder}: {first_line}",
                rule.id
            );
            assert!(
                listed.contains(&*name) && listed.contains(rule.id),
                "{} {folder}",
                rule.id
            );
        }
    }
}

/// The fields with what they are called in addresses.
fn fields(fields: &'static [Field], above: &str, found: &mut Vec<(String, &'static Field)>) {
    for field in fields {
        let id = if above.is_empty() {
            field.key.to_owned()
        } else {
            format!("{above}.{}", field.key)
        };
        found.push((id.clone(), field));
        self::fields(field.fields, &id, found);
    }
}

#[test]
fn every_field_has_its_place_in_both_languages() {
    let files = files();
    let pages = html_pages(&files);
    for form in FORMS {
        let mut all = Vec::new();
        fields(form.fields, "", &mut all);
        assert!(all.len() > 20);
        for (language, folder) in LANGUAGES {
            let path = format!("{folder}/forms/{}/index.html", form.id);
            let page = page_at(&pages, &path);
            for (id, field) in &all {
                let heading = page.with_id(id);
                assert_eq!(page.elements[heading].name, "h3");
                let section = (0..page.elements.len())
                    .find(|at| page.elements[*at].attribute("aria-labelledby") == Some(id))
                    .unwrap();
                let said = page.text_of(section);
                let doc = match language {
                    evallint_linter::Language::Chinese => field.doc.zh,
                    evallint_linter::Language::English => field.doc.en,
                };
                assert!(
                    said.contains(doc) && said.contains(field.label),
                    "{id} {folder}: {said}"
                );
                for variant in field.variants {
                    assert!(said.contains(variant), "{id} {folder}: {variant}");
                }
                for example in field.examples {
                    assert!(said.contains(example), "{id} {folder}: {example}");
                }
                if let Kind::Choice(words) = field.kind {
                    assert!(words.iter().all(|word| said.contains(word)), "{id} {folder}");
                }
            }
            let printed: BTreeSet<String> = (0..page.elements.len())
                .filter(|at| page.elements[*at].name == "th")
                .map(|at| page.text_of(at))
                .collect();
            for label in [
                "部门名称（汇总）",
                "预算完成率",
                "主要任务",
                "指标完成情况",
                "存在问题",
            ] {
                assert!(printed.contains(label), "{folder}: {label}");
            }
        }
    }
}

#[test]
fn every_schema_lies_where_it_says() {
    let files = files();
    let published = publications(&Addresses::Below(BASE.to_owned()));
    assert!(published.len() >= 9);
    for publication in published {
        let file = files.iter().find(|file| file.path == publication.path);
        let file = file.unwrap_or_else(|| panic!("{} is not published", publication.path));
        let value: Value = serde_json::from_slice(&file.bytes).unwrap();
        assert_eq!(value, publication.content);
        assert!(text(file).ends_with("}\n"));
        if let Some(id) = value.get("$id") {
            assert_eq!(id, &format!("{BASE}{}", file.path));
        }
    }
}

#[test]
fn the_checksums_name_every_other_file() {
    let files = files();
    let (sums, others) = files.split_last().unwrap();
    assert_eq!(sums.path, CHECKSUMS);
    let listed: BTreeSet<&str> = text(sums)
        .lines()
        .map(|line| line.split_once("  ").unwrap().1)
        .collect();
    let all: BTreeSet<&str> = others.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(listed, all);
}

/// Unpacked as its readers unpack it, the kit is what lies beside the schemas.
#[cfg(target_os = "linux")]
#[test]
fn the_packed_kit_is_the_kit() {
    let files = files();
    let packed = files
        .iter()
        .find(|file| file.path == "conformance/conformance.tar.gz");
    let folder = tempfile::TempDir::new().unwrap();
    let archive = folder.path().join("kit.tar.gz");
    fs::write(&archive, &packed.unwrap().bytes).unwrap();
    let run = |program: &str, arguments: &[&str]| {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .unwrap()
    };
    assert!(run("tar", &["-xzf", "kit.tar.gz"]).status.success());
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/conformance");
    let compared = run("diff", &["--recursive", "conformance", beside.to_str().unwrap()]);
    assert!(
        compared.status.success(),
        "{}",
        String::from_utf8_lossy(&compared.stdout)
    );
    // The program carries it.
    assert!(packed.unwrap().bytes.len() < 1_000_000);
}

#[test]
fn the_same_is_made_each_time() {
    assert!(files() == files());
}
