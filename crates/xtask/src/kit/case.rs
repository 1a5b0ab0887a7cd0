//! A case of the kit, as the manifest tells it.

use serde::Serialize;

use evallint_schema::KeyLanguage;

/// A case.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Case {
    /// Unique in the kit.
    pub(super) id: String,
    /// What is special about the document.
    pub(super) description: Description,
    /// The rule that the case is about, for a case that is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rule: Option<String>,
    /// The file, below the folder of the manifest.
    pub(super) file: String,
    /// The line of the file that is the document, from 1; absent where the document is the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) line: Option<usize>,
    /// How it is written.
    pub(super) format: CaseFormat,
    /// The language of its keys; absent for the text form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) keys: Option<Keys>,
    /// Whether the schema accepts it; absent where no schema sees it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) valid: Option<bool>,
    /// Whether it keeps to the profile of the generated types; absent where it is not valid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) types: Option<bool>,
    /// What the rules find.
    pub(super) findings: Vec<Finding>,
}

/// A description in both languages.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Description {
    /// In Chinese.
    pub(super) zh: String,
    /// In English.
    pub(super) en: String,
}

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum CaseFormat {
    /// JSON.
    Json,
    /// YAML.
    Yaml,
    /// The printed form as text.
    Text,
}

/// The language of a document's keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) enum Keys {
    /// English.
    #[serde(rename = "en")]
    English,
    /// Chinese.
    #[serde(rename = "zh")]
    Chinese,
}

impl From<KeyLanguage> for Keys {
    fn from(language: KeyLanguage) -> Self {
        match language {
            KeyLanguage::English => Self::English,
            KeyLanguage::Chinese => Self::Chinese,
        }
    }
}

/// A finding that is expected.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Finding {
    /// Where.
    pub(super) pointer: String,
    /// Of which rule.
    pub(super) rule: String,
    /// How serious: error, warning or info.
    pub(super) severity: String,
}
