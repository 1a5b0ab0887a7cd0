//! What a rule found, where, and what can be done about it.

use evallint_syntax::ByteRange;

use crate::message::Message;
use crate::pointer::Pointer;
use crate::rule::{Rule, Severity};

/// A finding.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How serious it is here.
    pub severity: Severity,
    /// What is wrong, and why.
    pub message: Message,
    /// What to do about it.
    pub help: Option<Message>,
    /// The canonical field it is about.
    pub pointer: Pointer,
    /// Where it is.
    pub range: ByteRange,
    /// Other places it has to do with.
    pub related: Vec<Related>,
    /// Ways to mend it.
    pub fixes: Vec<Fix>,
}

/// Another place a finding has to do with.
#[derive(Debug, Clone)]
pub struct Related {
    /// What is there.
    pub message: Message,
    /// The canonical field there.
    pub pointer: Pointer,
    /// Where it is.
    pub range: ByteRange,
}

/// A way to mend a finding.
#[derive(Debug, Clone)]
pub struct Fix {
    /// What it does.
    pub title: Message,
    /// How far it may be trusted.
    pub applicability: Applicability,
    /// What it changes, from front to back.
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
