//! `internal-error`: a rule that failed. The others still report.

use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "internal-error",
    name: "内部错误",
    group: Group::Tool,
    severity: Severity::Error,
    page: include_str!("internal-error.md"),
    has_fix: false,
    check,
};

/// Reported where a rule panics, not by looking at a document.
fn check(_: &mut Context<'_, '_>) {}
