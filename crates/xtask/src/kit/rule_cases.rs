//! The cases of the rules, written by hand in `cases/*.toml`: changes of a clean form, and what must come of them.

use std::collections::BTreeMap;

use evallint_convert::{Target, convert};
use evallint_schema::{FORMS, Form, KeyLanguage};
use evallint_syntax::Source;
use serde::Deserialize;

use super::case::{Case, CaseFormat, Description, Finding};
use super::document::{Node, finding_pointer};
use super::severity;

/// The form that the cases change.
const FORM: &str = include_str!("cases/form.json");

/// The cases by group of rules.
const CASES: [&str; 6] = [
    include_str!("cases/structure.toml"),
    include_str!("cases/funds.toml"),
    include_str!("cases/indicators.toml"),
    include_str!("cases/consistency.toml"),
    include_str!("cases/text.toml"),
    include_str!("cases/tool.toml"),
];

/// The cases of the rules, and their files.
pub(super) struct RuleCases {
    /// The cases.
    pub(super) cases: Vec<Case>,
    /// The names of the files, with their content.
    pub(super) files: Vec<(String, String)>,
}

/// The cases of one group, by rule.
type Group = BTreeMap<String, Vec<Entry>>;

/// A case as it is written by hand.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// Unique among the cases of the rule.
    id: String,
    /// What is special about it, in Chinese.
    zh: String,
    /// What is special about it, in English.
    en: String,
    /// The findings: a pointer, which is of the rule, or another rule and a pointer; before them a severity where it is not
    /// the rule's own.
    #[serde(default)]
    finds: Vec<String>,
    /// The writings that it is given in.
    #[serde(default = "both_languages", rename = "in")]
    writings: Vec<Writing>,
    /// Texts put at pointers.
    #[serde(default)]
    set: BTreeMap<String, String>,
    /// JSON put at pointers, after the texts.
    #[serde(default)]
    json: BTreeMap<String, String>,
    /// JSON put behind its siblings, even where one has the same key.
    #[serde(default)]
    add: BTreeMap<String, String>,
    /// Pointers of what is taken away, first of all.
    #[serde(default)]
    remove: Vec<String>,
    /// Passages of the written document and what stands there instead; each must stand there once.
    #[serde(default)]
    replace: Vec<[String; 2]>,
    /// The whole document, instead of a change of the form.
    document: Option<String>,
    /// Whether the schema accepts it: by default it does. Nothing is said of what no schema sees.
    #[serde(default = "yes")]
    valid: bool,
    /// Whether a valid one fits the profile of the types: by default it does.
    #[serde(default = "yes")]
    types: bool,
    /// Whether it cannot be parsed, so that no schema sees it.
    #[serde(default)]
    broken: bool,
}

fn both_languages() -> Vec<Writing> {
    vec![Writing::En, Writing::Zh]
}

fn yes() -> bool {
    true
}

/// What a case is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum Writing {
    /// JSON with English keys.
    #[serde(rename = "en")]
    En,
    /// JSON with Chinese keys.
    #[serde(rename = "zh")]
    Zh,
    /// YAML with English keys.
    #[serde(rename = "en.yaml")]
    EnYaml,
    /// YAML with Chinese keys.
    #[serde(rename = "zh.yaml")]
    ZhYaml,
    /// The printed form, its cells separated by tabs.
    #[serde(rename = "text")]
    Text,
    /// The printed form as a table of Markdown.
    #[serde(rename = "markdown")]
    Markdown,
}

impl Writing {
    fn language(self) -> KeyLanguage {
        match self {
            Self::Zh | Self::ZhYaml => KeyLanguage::Chinese,
            _ => KeyLanguage::English,
        }
    }

    fn format(self) -> CaseFormat {
        match self {
            Self::En | Self::Zh => CaseFormat::Json,
            Self::EnYaml | Self::ZhYaml => CaseFormat::Yaml,
            Self::Text | Self::Markdown => CaseFormat::Text,
        }
    }

    /// What it is called in ids, and at the end of a file's name.
    fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::En => ("en", "en.eval.json"),
            Self::Zh => ("zh", "zh.eval.json"),
            Self::EnYaml => ("en-yaml", "en.eval.yaml"),
            Self::ZhYaml => ("zh-yaml", "zh.eval.yaml"),
            Self::Text => ("text", "eval.txt"),
            Self::Markdown => ("markdown", "eval.md"),
        }
    }
}

/// Every case of the rules.
///
/// # Errors
/// Fails where a case cannot be read, or does not fit the form that it changes.
pub(super) fn rule_cases() -> Result<RuleCases, String> {
    let mut all = RuleCases {
        cases: Vec::new(),
        files: Vec::new(),
    };
    let form = FORMS.first().ok_or("there is no form")?;
    for text in CASES {
        let group: Group = toml::from_str(text).map_err(|error| error.to_string())?;
        for (rule, entries) in group {
            for entry in entries {
                for writing in &entry.writings {
                    let told = |error: String| format!("{rule}/{} {writing:?}: {error}", entry.id);
                    let document = entry.written(form, *writing).map_err(told)?;
                    let case = entry.case(&rule, form, *writing).map_err(told)?;
                    all.files.push((case.file.clone(), document));
                    all.cases.push(case);
                }
            }
        }
    }
    Ok(all)
}

impl Entry {
    fn case(&self, rule: &str, form: &Form, writing: Writing) -> Result<Case, String> {
        let (name, extension) = writing.name();
        let mut findings: Vec<Finding> = self
            .finds
            .iter()
            .map(|line| finding(line, rule, form, writing.language()))
            .collect::<Result<_, String>>()?;
        findings.sort();
        let seen = writing.format() != CaseFormat::Text && !self.broken;
        Ok(Case {
            id: format!("{rule}/{}/{name}", self.id),
            description: Description {
                zh: self.zh.clone(),
                en: self.en.clone(),
            },
            rule: Some(rule.to_owned()),
            file: format!("rules/{rule}/{}.{extension}", self.id),
            line: None,
            format: writing.format(),
            keys: (writing.format() != CaseFormat::Text).then(|| writing.language().into()),
            valid: seen.then_some(self.valid),
            types: (seen && self.valid).then_some(self.types),
            findings,
        })
    }

    fn written(&self, form: &'static Form, writing: Writing) -> Result<String, String> {
        let mut text = match &self.document {
            Some(document) => document.clone(),
            None => self.changed_form(form, writing)?,
        };
        for [old, new] in &self.replace {
            if text.matches(old).count() != 1 {
                return Err(format!(
                    "{old:?} stands {} times in\n{text}",
                    text.matches(old).count()
                ));
            }
            text = text.replace(old, new);
        }
        Ok(text)
    }

    fn changed_form(&self, form: &'static Form, writing: Writing) -> Result<String, String> {
        let mut node = Node::parse(FORM)?;
        for pointer in &self.remove {
            node.remove(pointer)?;
        }
        for (pointer, value) in &self.set {
            node.set(pointer, Node::text(value))?;
        }
        for (pointer, value) in &self.json {
            node.set(pointer, Node::parse(value)?)?;
        }
        for (pointer, value) in &self.add {
            node.add(pointer, Node::parse(value)?)?;
        }
        let json = node.keyed(form.fields, writing.language()).pretty()?;
        let target = match writing {
            Writing::En | Writing::Zh => return Ok(json),
            Writing::EnYaml | Writing::ZhYaml => Target::Yaml,
            Writing::Text => Target::Text,
            Writing::Markdown => Target::Markdown,
        };
        let source = Source::new("form.eval.json", json).map_err(|error| error.to_string())?;
        let converted =
            convert(&source, target, Some(writing.language())).map_err(|error| format!("{error:?}"))?;
        Ok(converted.text)
    }
}

/// Reads `/pointer`, `rule /pointer` or `severity rule /pointer`; the pointer of the document itself is left out.
fn finding(line: &str, about: &str, form: &Form, language: KeyLanguage) -> Result<Finding, String> {
    let (words, pointer) = match line.split_once('/') {
        Some((words, pointer)) => (words.trim(), format!("/{pointer}")),
        None => (line.trim(), String::new()),
    };
    let (told, rule) = match words.split_once(' ') {
        Some((told, rule)) => (Some(told), rule),
        None => (None, if words.is_empty() { about } else { words }),
    };
    Ok(Finding {
        pointer: finding_pointer(&pointer, form.fields, language),
        rule: rule.to_owned(),
        severity: match told {
            Some(told) => told.to_owned(),
            None => severity(rule)?.to_owned(),
        },
    })
}
