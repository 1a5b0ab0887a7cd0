//! What a person sets in the editor. What is to be checked is said in `evallint.toml`, for everyone alike.

use std::path::PathBuf;

use evallint_linter::Language;
use serde_json::{Map, Value};

/// The section of the settings in a client.
pub(crate) const SECTION: &str = "evallint";

/// The settings of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ClientSettings {
    /// The language to speak, where one is set.
    pub language: Option<Language>,
    /// The file of settings to go by instead of the nearest.
    pub configuration: Option<PathBuf>,
    /// The address below which each rule has a page.
    pub rule_pages: Option<String>,
    /// Whether computed values are shown beside the printed ones.
    pub inlay_hints: bool,
    /// Whether sums and shares are shown above the funds and the tasks.
    pub code_lens: bool,
    /// Whether forms that are not open are checked as well, where that is set.
    pub check_workspace: Option<bool>,
}

impl Default for ClientSettings {
    fn default() -> Self {
        Self {
            language: None,
            configuration: None,
            rule_pages: None,
            inlay_hints: true,
            code_lens: true,
            check_workspace: None,
        }
    }
}

/// A setting that has no value it may have: its name, and what it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BadSetting {
    name: &'static str,
    wants: Wanted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Text,
    Switch,
    Language,
}

impl BadSetting {
    /// What to tell the person.
    pub(crate) fn render(self, language: Language) -> String {
        let Self { name, wants } = self;
        match language {
            Language::Chinese => {
                let wanted = match wants {
                    Wanted::Text => "文字",
                    Wanted::Switch => " true 或 false",
                    Wanted::Language => " \"auto\"、\"zh\" 或 \"en\"",
                };
                format!("设置 {SECTION}.{name} 无效，应为{wanted}，现按默认值处理。")
            }
            Language::English => {
                let wanted = match wants {
                    Wanted::Text => "a text",
                    Wanted::Switch => "true or false",
                    Wanted::Language => "\"auto\", \"zh\" or \"en\"",
                };
                format!(
                    "The setting {SECTION}.{name} is not valid: it should be {wanted}. The default is used."
                )
            }
        }
    }
}

impl ClientSettings {
    /// The settings a client gives, in a section of the tool or as they are, and those that are not valid.
    pub(crate) fn read(given: &Value) -> (Self, Vec<BadSetting>) {
        let section = given.get(SECTION).unwrap_or(given);
        let Some(section) = section.as_object() else {
            return (Self::default(), Vec::new());
        };
        let mut reader = Reader {
            section,
            bad: Vec::new(),
        };
        let usual = Self::default();
        let settings = Self {
            language: reader.language("language"),
            configuration: reader.text("configuration").map(PathBuf::from),
            rule_pages: reader.text("rulePages"),
            inlay_hints: reader.switch("inlayHints").unwrap_or(usual.inlay_hints),
            code_lens: reader.switch("codeLens").unwrap_or(usual.code_lens),
            check_workspace: reader.switch("checkWorkspace"),
        };
        (settings, reader.bad)
    }

    /// The address of a rule's page.
    pub(crate) fn page_of(&self, rule: &str) -> Option<String> {
        let base = self.rule_pages.as_deref()?.trim_end_matches('/');
        (!base.is_empty()).then(|| format!("{base}/{rule}"))
    }
}

struct Reader<'v> {
    section: &'v Map<String, Value>,
    bad: Vec<BadSetting>,
}

impl Reader<'_> {
    /// The value of a setting, where it has one.
    fn value(&self, name: &str) -> Option<&Value> {
        self.section.get(name).filter(|value| !value.is_null())
    }

    fn refuse(&mut self, name: &'static str, wants: Wanted) {
        self.bad.push(BadSetting { name, wants });
    }

    /// A text that is not blank.
    fn text(&mut self, name: &'static str) -> Option<String> {
        let value = self.value(name)?;
        let Some(text) = value.as_str() else {
            self.refuse(name, Wanted::Text);
            return None;
        };
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn switch(&mut self, name: &'static str) -> Option<bool> {
        let value = self.value(name)?;
        let switch = value.as_bool();
        if switch.is_none() {
            self.refuse(name, Wanted::Switch);
        }
        switch
    }

    fn language(&mut self, name: &'static str) -> Option<Language> {
        match self.value(name)?.as_str() {
            Some("auto") => None,
            Some("zh") => Some(Language::Chinese),
            Some("en") => Some(Language::English),
            _ => {
                self.refuse(name, Wanted::Language);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn they_may_stand_in_a_section_or_as_they_are() {
        let given =
            json!({ "language": "en", "inlayHints": false, "rulePages": "https://example.org/rules/" });
        let (plain, bad) = ClientSettings::read(&given);
        assert_eq!(bad, []);
        assert_eq!(ClientSettings::read(&json!({ "evallint": given })).0, plain);
        assert_eq!(plain.language, Some(Language::English));
        assert!(!plain.inlay_hints && plain.code_lens);
        assert_eq!(
            plain.page_of("syntax-error").as_deref(),
            Some("https://example.org/rules/syntax-error")
        );
        assert_eq!(ClientSettings::read(&Value::Null).0, ClientSettings::default());
    }

    #[test]
    fn what_is_not_valid_is_told_and_has_no_effect() {
        let given = json!({ "language": "de", "codeLens": "yes", "rulePages": 3, "configuration": "" });
        let (settings, bad) = ClientSettings::read(&given);
        assert_eq!(settings, ClientSettings::default());
        let told: Vec<_> = bad.iter().map(|bad| bad.render(Language::English)).collect();
        assert_eq!(
            told,
            [
                "The setting evallint.language is not valid: it should be \"auto\", \"zh\" or \"en\". The default is used.",
                "The setting evallint.rulePages is not valid: it should be a text. The default is used.",
                "The setting evallint.codeLens is not valid: it should be true or false. The default is used.",
            ]
        );
        let chinese = bad.first().map(|bad| bad.render(Language::Chinese));
        assert_eq!(
            chinese.as_deref(),
            Some("设置 evallint.language 无效，应为 \"auto\"、\"zh\" 或 \"en\"，现按默认值处理。")
        );
    }
}
