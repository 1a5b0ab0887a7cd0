//! One root cause gives one finding: what only follows from another finding is dropped.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::pointer::Pointer;

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

const PLACEHOLDER: &str = "placeholder";
