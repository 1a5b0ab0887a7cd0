//! One root cause gives one finding: what only follows from another finding is dropped.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::pointer::Pointer;
use crate::rule::Rule;

/// Drops the findings that others make needless. An unfilled cell has no other fault than that.
pub(crate) fn apply(diagnostics: &mut Vec<Diagnostic>) {
    let unfilled: HashSet<Pointer> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.rule.id == PLACEHOLDER)
        .map(|diagnostic| diagnostic.pointer.clone())
        .collect();
    if unfilled.is_empty() {
        return;
    }
    diagnostics
        .retain(|diagnostic| diagnostic.rule.id == PLACEHOLDER || !unfilled.contains(&diagnostic.pointer));
}

/// Whether other rules give way to this one.
pub(crate) fn has(rule: &Rule) -> bool {
    rule.id == PLACEHOLDER
}

const PLACEHOLDER: &str = "placeholder";
