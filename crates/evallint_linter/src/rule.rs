//! What a rule is.

use std::fmt;
use std::str::FromStr;

use crate::message::Language;
use crate::report::Context;

/// A rule: its names, its page and its check.
#[derive(Debug)]
pub struct Rule {
    /// The flat kebab-case name. It is the rule's identity everywhere.
    pub id: &'static str,
    /// The Chinese name.
    pub name: &'static str,
    /// What the rule is about.
    pub group: Group,
    /// How serious its findings are, unless the finding says otherwise.
    pub severity: Severity,
    /// The rule's page in Markdown, Chinese first, then English.
    pub page: &'static str,
    /// Whether some of its findings offer a fix.
    pub has_fix: bool,
    /// Looks through a document and reports what it finds.
    pub check: fn(&mut Context<'_, '_>),
}

impl Rule {
    /// The half of the rule's page in a language.
    #[must_use]
    pub fn page_in(&self, language: Language) -> &'static str {
        let (chinese, english) = self
            .page
            .split_once(BETWEEN_LANGUAGES)
            .unwrap_or((self.page, self.page));
        match language {
            Language::Chinese => chinese.trim_end(),
            Language::English => english.trim(),
        }
    }
}

/// The line that parts the Chinese half of a page from the English one.
const BETWEEN_LANGUAGES: &str = "\n---\n";

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Whether the document is a complete form.
    Structure,
    /// Whether the amounts and rates agree.
    Funds,
    /// Whether the indicators say what was measured.
    Indicators,
    /// Whether the table and the texts tell the same.
    Consistency,
    /// Whether the texts are finished.
    Text,
    /// The tool itself.
    Tool,
}

impl Group {
    /// Every group.
    pub const ALL: &'static [Self] = &[
        Self::Structure,
        Self::Funds,
        Self::Indicators,
        Self::Consistency,
        Self::Text,
        Self::Tool,
    ];

    /// The name used on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Funds => "funds",
            Self::Indicators => "indicators",
            Self::Consistency => "consistency",
            Self::Text => "text",
            Self::Tool => "tool",
        }
    }

    /// The Chinese name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Structure => "结构",
            Self::Funds => "资金",
            Self::Indicators => "指标",
            Self::Consistency => "表文",
            Self::Text => "文字",
            Self::Tool => "工具",
        }
    }
}

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; the form may go out.
    Info,
    /// Should be mended or explained.
    Warning,
    /// Wrong; the form must not go out.
    Error,
}

impl Severity {
    /// The word used in outputs and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The Chinese word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "提示",
            Self::Warning => "警告",
            Self::Error => "错误",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Severity {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        [Self::Info, Self::Warning, Self::Error]
            .into_iter()
            .find(|severity| severity.as_str() == text)
            .ok_or_else(|| format!("expected error, warning or info, not {text:?}"))
    }
}
