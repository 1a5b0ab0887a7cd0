//! The conformance kit as it lies in the repository, read as another implementation would read it.

#![allow(dead_code, reason = "each test uses what it needs of it")]
#![allow(unreachable_pub, reason = "the module is its test's own")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// The two languages of keys, as the kit names them.
pub const LANGUAGES: [&str; 2] = ["en", "zh"];

/// The folder of the kit.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/conformance/department-self-evaluation/v1")
}

/// A published schema of the form, for keys in a language; `kind` is empty, or `.types` and the like.
pub fn schema(language: &str, kind: &str) -> PathBuf {
    let flavour = if language == "zh" { ".zh" } else { "" };
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("schemas/department-self-evaluation")
        .join(format!("v1{flavour}{kind}.schema.json"))
}

/// The manifest, and the documents.
#[derive(Debug, Deserialize)]
pub struct Kit {
    pub cases: Vec<Case>,
}

#[derive(Debug, Deserialize)]
pub struct Case {
    pub id: String,
    pub rule: Option<String>,
    pub file: String,
    pub line: Option<usize>,
    pub format: String,
    pub keys: Option<String>,
    pub valid: Option<bool>,
    pub types: Option<bool>,
    pub findings: Vec<Finding>,
    /// The document itself.
    #[serde(skip)]
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Finding {
    pub pointer: String,
    pub rule: String,
    pub severity: String,
}

impl Kit {
    pub fn read() -> Self {
        let folder = folder();
        let manifest = fs::read_to_string(folder.join("kit.json")).unwrap();
        let mut kit: Self = serde_json::from_str(&manifest).unwrap();
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        for case in &mut kit.cases {
            let file = files
                .entry(case.file.clone())
                .or_insert_with(|| fs::read_to_string(folder.join(&case.file)).unwrap());
            case.text = match case.line {
                Some(line) => file.split('\n').nth(line - 1).unwrap().to_owned(),
                None => file.clone(),
            };
        }
        kit
    }

    /// The documents that a schema sees, with keys in a language.
    pub fn seen(&self, language: &str) -> impl Iterator<Item = &Case> {
        self.cases
            .iter()
            .filter(move |case| case.valid.is_some() && case.keys.as_deref() == Some(language))
    }
}

impl Case {
    /// A path for the document that tells how it is written.
    pub fn path(&self) -> String {
        let extension = match self.format.as_str() {
            "text" => "txt",
            format => format,
        };
        format!("{}.eval.{extension}", self.id.replace(['/', '$'], "-"))
    }
}
