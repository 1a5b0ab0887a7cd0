//! Reports as text, in each output format.

use evallint_linter::{Language, Severity};

use palette::Palette;

pub(crate) mod concise;
pub(crate) mod full;
pub(crate) mod json;
pub(crate) mod palette;
mod snippet;
pub(crate) mod summary;
pub(crate) mod visible_text;

/// How findings are shown to people.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Presentation {
    /// The language they are told in.
    pub language: Language,
    /// The colours they are told in.
    pub palette: Palette,
}

impl Presentation {
    /// The word for a severity.
    fn severity(self, severity: Severity) -> &'static str {
        match self.language {
            Language::Chinese => severity.name(),
            Language::English => severity.as_str(),
        }
    }
}
