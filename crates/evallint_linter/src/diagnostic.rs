//! What a rule found, where, and what can be done about it.

use evallint_syntax::ByteRange;

use crate::fix::Fix;
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
    /// The names of the elements of lists that the field is in, from the outermost, parted by ` / `; empty in none.
    pub within: String,
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
