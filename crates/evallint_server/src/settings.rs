//! What a person sets in the editor. What is to be checked is said in `evallint.toml`, for everyone alike.

use std::path::PathBuf;

use evallint_linter::Language;
use serde_json::{Map, Value};

/// The section of the settings in a client.
pub(crate) const SECTION: &str = "evallint";

const LANGUAGE: &str = "language";
const CONFIGURATION: &str = "configuration";
const RULE_PAGES: &str = "rulePages";
const INLAY_HINTS: &str = "inlayHints";
const CODE_LENS: &str = "codeLens";
const CHECK_WORKSPACE: &str = "checkWorkspace";

/// The language is told by the file of settings or the locale.
const AUTO: &str = "auto";
const LANGUAGES: [&str; 3] = [AUTO, "zh", "en"];

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

/// A setting as a client may offer it.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// Its name in the section `evallint`.
    pub name: &'static str,
    /// The values it may have, where those are few words; otherwise any of the type of its default.
    pub choices: &'static [&'static str],
    /// What holds where it is not set, for a client that asks for diagnostics itself.
    pub default: Value,
}

/// All settings, in the order in which they are documented.
#[must_use]
pub fn settings() -> [Setting; 6] {
    let usual = ClientSettings::default();
    let setting = |name, default| Setting {
        name,
        choices: &[],
        default,
    };
    [
        Setting {
            choices: &LANGUAGES,
            ..setting(LANGUAGE, AUTO.into())
        },
        setting(CONFIGURATION, "".into()),
        setting(RULE_PAGES, "".into()),
        setting(INLAY_HINTS, usual.inlay_hints.into()),
        setting(CODE_LENS, usual.code_lens.into()),
        setting(CHECK_WORKSPACE, true.into()),
    ]
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
            language: reader.language(LANGUAGE),
            configuration: reader.text(CONFIGURATION).map(PathBuf::from),
            rule_pages: reader.text(RULE_PAGES),
            inlay_hints: reader.switch(INLAY_HINTS).unwrap_or(usual.inlay_hints),
            code_lens: reader.switch(CODE_LENS).unwrap_or(usual.code_lens),
            check_workspace: reader.switch(CHECK_WORKSPACE),
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
            Some(AUTO) => None,
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

    #[test]
    fn every_setting_is_read_and_may_have_its_default_and_choices() {
        let settings = settings();
        let given = |value: fn(&Setting) -> Value| -> Value {
            let members = settings.iter();
            members
                .map(|setting| (setting.name.to_owned(), value(setting)))
                .collect::<Map<_, _>>()
                .into()
        };
        let (_, bad) = ClientSettings::read(&given(|_| json!([])));
        let refused: Vec<_> = bad.iter().map(|bad| bad.name).collect();
        assert_eq!(refused, settings.each_ref().map(|setting| setting.name));
        let (read, bad) = ClientSettings::read(&given(|setting| setting.default.clone()));
        assert_eq!(bad, []);
        let usual = ClientSettings {
            check_workspace: Some(true),
            ..ClientSettings::default()
        };
        assert_eq!(read, usual);
        for setting in &settings {
            for choice in setting.choices {
                assert_eq!(ClientSettings::read(&json!({ setting.name: choice })).1, []);
            }
        }
    }
}
