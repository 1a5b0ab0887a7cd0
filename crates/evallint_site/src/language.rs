//! The two languages of the site.

use evallint_linter::Language;
use evallint_schema::KeyLanguage;

/// The languages, that of the forms first.
pub(crate) const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

/// The one of two wordings that is in a language.
pub(crate) fn said<T>(language: Language, zh: T, en: T) -> T {
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

/// The language as HTML names it.
pub(crate) fn tag(language: Language) -> &'static str {
    said(language, "zh-CN", "en")
}

/// The folder of the pages in a language.
pub(crate) fn folder(language: Language) -> &'static str {
    said(language, "zh", "en")
}

/// The language of the same page in other words.
pub(crate) fn other(language: Language) -> Language {
    said(language, Language::English, Language::Chinese)
}

/// The keys that readers of a language use.
pub(crate) fn keys_of(language: Language) -> KeyLanguage {
    said(language, KeyLanguage::Chinese, KeyLanguage::English)
}
