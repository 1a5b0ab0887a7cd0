//! What lies in `editors/` fits together: all name forms alike, name only settings that the server has, and Zed's extension compiles.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use evallint_workspace::FORM_PATTERNS;
use serde_json::Value;
use toml::de::{DeTable, DeValue};

fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("editors").join(file)
}

fn text(file: &str) -> String {
    fs::read_to_string(path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// A file of TOML as JSON, without dates and numbers that have a fraction.
fn toml(file: &str) -> Value {
    let text = text(file);
    let table = DeTable::parse(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    json(&DeValue::Table(table.into_inner()))
}

fn json(value: &DeValue) -> Value {
    match value {
        DeValue::String(text) => Value::from(text.as_ref()),
        DeValue::Integer(number) => Value::from(number.as_str().parse::<i64>().unwrap()),
        DeValue::Boolean(is_so) => Value::from(*is_so),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(members) => members
            .iter()
            .map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref())))
            .collect(),
        DeValue::Float(_) | DeValue::Datetime(_) => panic!("{value:?}"),
    }
}

/// What the name of a form ends in, after `.eval.`.
fn endings() -> BTreeSet<String> {
    FORM_PATTERNS
        .iter()
        .map(|pattern| pattern.strip_prefix("*.eval.").unwrap().to_owned())
        .collect()
}

fn set<'t>(words: impl IntoIterator<Item = &'t str>) -> BTreeSet<String> {
    words.into_iter().map(str::to_owned).collect()
}

/// The texts of a list.
fn list(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item.as_str().unwrap())
        .collect()
}

#[test]
fn every_editor_knows_a_form_by_its_name() {
    // VS Code begins with a folder that has one.
    let manifest: Value = serde_json::from_str(&text("vscode/package.json")).unwrap();
    let begins = manifest["activationEvents"][0].as_str().unwrap();
    let named = begins
        .strip_prefix("workspaceContains:**/*.eval.{")
        .and_then(|rest| rest.strip_suffix('}'))
        .unwrap();
    assert_eq!(set(named.split(',')), endings());
    // The pages of the others say so in both languages.
    for editor in ["neovim", "emacs", "zed"] {
        let page = text(&format!("{editor}/README.md"));
        for (language, part) in ["Chinese", "English"].into_iter().zip(page.split("\n---\n")) {
            for ending in endings() {
                assert!(
                    part.contains(&format!("`.{ending}`")) || part.contains(&format!("`*.eval.{ending}`")),
                    "{editor} in {language}: {ending}"
                );
            }
        }
    }
    // Emacs has a mode for each.
    let modes = text("emacs/evallint.el");
    for (pattern, meant) in [
        (r"\\.eval\\.\\(?:txt\\|md\\|tsv\\)\\'", &["txt", "md", "tsv"][..]),
        (r"\\.eval\\.json\\'", &["json"]),
        (r"\\.eval\\.ya?ml\\'", &["yaml", "yml"]),
    ] {
        assert!(modes.contains(pattern), "{pattern}");
        assert!(meant.iter().all(|ending| endings().contains(*ending)));
    }
}

#[test]
fn helix_and_zed_have_a_language_for_text_and_ask_the_server_of_the_others() {
    let of_their_own = set(["json", "md", "yaml", "yml"]);
    let of_text: BTreeSet<String> = endings().difference(&of_their_own).cloned().collect();
    let helix = toml("helix/languages.toml");
    let languages = helix["language"].as_array().unwrap();
    assert!(
        languages
            .iter()
            .all(|language| list(&language["language-servers"]).contains(&"evallint"))
    );
    let names: Vec<&str> = languages
        .iter()
        .map(|language| language["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["evallint-text", "json", "yaml", "markdown"]);
    let globs = languages[0]["file-types"].as_array().unwrap();
    let globs = globs.iter().map(|kind| kind["glob"].as_str().unwrap());
    assert_eq!(
        set(globs.map(|glob| glob.strip_prefix("*.eval.").unwrap())),
        of_text
    );

    let language = toml("zed/languages/evaluation-form/config.toml");
    let suffixes = list(&language["path_suffixes"]).into_iter();
    assert_eq!(
        set(suffixes.map(|suffix| suffix.strip_prefix("eval.").unwrap())),
        of_text
    );
    let extension = toml("zed/extension.toml");
    let asked = list(&extension["language_servers"]["evallint"]["languages"]);
    assert_eq!(
        asked,
        ["JSON", "YAML", "Markdown", language["name"].as_str().unwrap()]
    );
    // Columns are made by tabs in all of them.
    let vscode: Value = serde_json::from_str(&text("vscode/package.json")).unwrap();
    let columns = &vscode["contributes"]["configurationDefaults"]["[evallint-form]"]["editor.tabSize"];
    assert_eq!(columns, 8);
    assert_eq!(languages[0]["indent"]["tab-width"], 8);
    assert_eq!(language["tab_size"], 8);
}

#[test]
fn the_pages_name_only_settings_that_the_server_has() {
    let known = set(evallint_server::settings().map(|setting| setting.name));
    // Where a page sets something: what goes before the settings, and what ends a name.
    for (page, before, end) in [
        ("neovim/README.md", "init_options = { ", " ="),
        ("emacs/README.md", "(:evallint (", " "),
        ("zed/README.md", "\"initialization_options\": { ", ":"),
    ] {
        let text = text(page);
        let (_, set_to) = text.split_once(before).unwrap_or_else(|| panic!("{page}"));
        let (set_to, _) = set_to.split_once(['}', ')']).unwrap();
        let named: Vec<&str> = set_to
            .split(if end == " " { " :" } else { ", " })
            .map(|setting| setting.split(end).next().unwrap().trim_matches([':', '"', ' ']))
            .collect();
        assert!(named.contains(&"language"), "{page}: {named:?}");
        for name in named {
            assert!(known.contains(name), "{page}: {name}");
        }
    }
    // Helix passes what stands under `config`, and its page sets nothing.
    assert!(
        toml("helix/languages.toml")["language-server"]["evallint"]
            .get("config")
            .is_none()
    );
}

#[test]
fn the_extension_of_zed_compiles() {
    let manifest = path("zed/Cargo.toml");
    let versions = ["zed/Cargo.toml", "zed/extension.toml"].map(toml);
    assert_eq!(versions[0]["package"]["version"], versions[1]["version"]);
    let output = Command::new(env!("CARGO"))
        .args(["check", "--locked", "--quiet", "--manifest-path"])
        .arg(&manifest)
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join("zed"),
        )
        .env("RUSTFLAGS", "--deny warnings")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
