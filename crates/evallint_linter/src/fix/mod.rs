//! Ways to mend what was found.
//!
//! A fix is edits of the source's text. How a word is put into a JSON string, a YAML scalar or a cell is known here, so
//! that a rule only says which words change.

mod insertion;
pub(crate) mod reason;
mod removal;
mod rewording;
mod rounds;
mod splitting;
mod table_row;
pub(crate) mod title;
mod told_figure;
mod well_formedness;

use evallint_syntax::ByteRange;

use crate::diagnostic::Diagnostic;
use crate::message::Message;

pub(crate) use rounds::helps;
pub use rounds::{Fixed, fix};

/// A way to mend a finding.
#[derive(Debug, Clone)]
pub struct Fix {
    /// What it does.
    pub title: Message,
    /// How far it may be trusted.
    pub applicability: Applicability,
    /// Why it is not safe, where it is not.
    pub reason: Option<Message>,
    /// What it changes, from front to back; no two edits touch the same place.
    pub edits: Vec<Edit>,
}

/// How far a fix may be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// Only shown.
    DisplayOnly,
    /// Right in most cases; a person should look.
    Unsafe,
    /// Always right.
    Safe,
}

impl Applicability {
    /// The word used in outputs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DisplayOnly => "display-only",
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

/// The replacement of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub range: ByteRange,
    /// What it is replaced with.
    pub text: String,
}

impl Edit {
    /// The replacement of a range.
    #[must_use]
    pub fn new(range: ByteRange, text: impl Into<String>) -> Self {
        Self {
            range,
            text: text.into(),
        }
    }

    /// The removal of a range.
    #[must_use]
    pub fn removal(range: ByteRange) -> Self {
        Self::new(range, "")
    }

    /// The insertion of a text before a byte.
    #[must_use]
    pub fn insertion(at: u32, text: impl Into<String>) -> Self {
        Self::new(ByteRange::new(at, at), text)
    }
}

impl Fix {
    /// A fix that is always right.
    pub(crate) fn safe(title: Message, edits: Vec<Edit>) -> Self {
        Self::new(title, Applicability::Safe, None, edits)
    }

    /// A fix that a person should look at, for the reason.
    pub(crate) fn with_risk(title: Message, reason: Message, edits: Vec<Edit>) -> Self {
        Self::new(title, Applicability::Unsafe, Some(reason), edits)
    }

    /// A fix that is only shown, for the reason.
    pub(crate) fn for_display(title: Message, reason: Message, edits: Vec<Edit>) -> Self {
        Self::new(title, Applicability::DisplayOnly, Some(reason), edits)
    }

    fn new(
        title: Message,
        applicability: Applicability,
        reason: Option<Message>,
        mut edits: Vec<Edit>,
    ) -> Self {
        edits.sort_by_key(|edit| edit.range);
        debug_assert!(
            edits.is_sorted_by(|left, right| left.range.end <= right.range.start),
            "no two edits of a fix overlap"
        );
        Self {
            title,
            applicability,
            reason,
            edits,
        }
    }
}

impl Diagnostic {
    /// Offers a way to mend it, where there is one.
    pub(crate) fn fix(&mut self, fix: Option<Fix>) -> &mut Self {
        self.fixes.extend(fix);
        self
    }
}

/// The edits from front to back, one for each place; nothing where two of them are at odds.
pub(crate) fn disjoint(mut edits: Vec<Edit>) -> Option<Vec<Edit>> {
    edits.sort_by_key(|edit| edit.range);
    edits.dedup();
    let are_apart =
        edits.is_sorted_by(|left, right| left.range.end <= right.range.start && left.range != right.range);
    (are_apart && !edits.is_empty()).then_some(edits)
}

/// A text after edits, which stand from front to back and do not overlap.
#[must_use]
pub fn apply_edits<'e>(text: &str, edits: impl IntoIterator<Item = &'e Edit>) -> String {
    let mut edited = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in edits {
        let range = edit.range.as_index();
        edited.push_str(text.get(at..range.start).unwrap_or_default());
        edited.push_str(&edit.text);
        at = range.end;
    }
    edited.push_str(text.get(at..).unwrap_or_default());
    edited
}
