//! Which language to speak.

use clap::ValueEnum;
use evallint_linter::Language;
use evallint_schema::KeyLanguage;

/// The values of `--lang`.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum LanguageArgument {
    /// 中文
    Zh,
    /// English
    En,
}

impl From<LanguageArgument> for KeyLanguage {
    fn from(argument: LanguageArgument) -> Self {
        match argument {
            LanguageArgument::Zh => Self::Chinese,
            LanguageArgument::En => Self::English,
        }
    }
}

/// The language asked for, or that of the settings, or that of the locale; Chinese where nothing says otherwise.
pub(crate) fn choose(asked: Option<LanguageArgument>, settings: Option<Language>) -> Language {
    match asked {
        Some(LanguageArgument::Zh) => Language::Chinese,
        Some(LanguageArgument::En) => Language::English,
        None => settings.unwrap_or_else(of_environment),
    }
}

/// The language of the locale.
pub(crate) fn of_environment() -> Language {
    of_locale(|name| std::env::var(name).ok())
}

fn of_locale(variable: impl Fn(&str) -> Option<String>) -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(variable)
        .find(|locale| !locale.is_empty());
    match locale {
        Some(locale) if locale == "en" || locale.starts_with("en_") || locale.starts_with("en.") => {
            Language::English
        }
        _ => Language::Chinese,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Language {
        of_locale(|name| {
            let found = variables.iter().find(|(variable, _)| *variable == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn english_only_where_the_locale_says_so() {
        assert_eq!(of(&[]), Language::Chinese);
        assert_eq!(of(&[("LANG", "C.UTF-8")]), Language::Chinese);
        assert_eq!(of(&[("LANG", "en_GB.UTF-8")]), Language::English);
        assert_eq!(
            of(&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "zh_CN.UTF-8")]),
            Language::Chinese
        );
        assert_eq!(of(&[("LANG", "en_US"), ("LC_ALL", "")]), Language::English);
    }
}
