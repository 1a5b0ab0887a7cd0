//! What is shown of a place when a person asks: the findings there, and the field with its figures.

mod field;
mod finding;
mod suppression;
mod telling;

use evallint_linter::{DocumentView, Language, Report};
use evallint_syntax::ByteRange;

/// Something to read about a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hover {
    /// What it is about.
    pub range: ByteRange,
    /// The text, in Markdown.
    pub markdown: String,
}

/// What parts of a hover are parted by.
const RULE: &str = "\n\n---\n\n";

/// What there is to say of a place: the rules of the findings there first, then the suppression, or the field with what is
/// computed of it and what the texts say of it. `report` is the verdict on the same text.
pub(crate) fn hover(view: &DocumentView<'_>, report: &Report, at: u32, language: Language) -> Option<Hover> {
    let finding = finding::hover(view, report, at, language);
    let about = suppression::hover(view, at, language).or_else(|| field::hover(view, at, language));
    match (finding, about) {
        (Some(finding), Some(about)) => Some(Hover {
            range: finding.range,
            markdown: [finding.markdown, about.markdown].join(RULE),
        }),
        (finding, about) => finding.or(about),
    }
}

#[cfg(test)]
mod tests;
