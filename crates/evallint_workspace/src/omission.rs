//! Leaving out of a report what its baseline records.

use std::path::Path;

use evallint_linter::{Report, Settings, rule_named};
use evallint_syntax::Source;

use crate::baseline::{Fingerprint, LoadedBaseline};

/// The findings that tell that a document could not be read wholly, so that what is not found may still be there.
const UNREADABLE: &[&str] = &["syntax-error", "unrecognized-layout", "internal-error"];

/// What a baseline did to a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Omission {
    /// How many findings were left out.
    pub left_out: usize,
    /// How many that are recorded were not found.
    pub gone: usize,
}

impl LoadedBaseline {
    /// Takes the recorded findings out of the report on a file, whose path is from the root.
    pub fn leave_out(
        &self,
        absolute: &Path,
        source: &Source,
        report: &mut Report,
        settings: &Settings,
    ) -> Omission {
        let path = self.path_of(absolute);
        let findings = fingerprints(&path, source, report);
        let is_read = report
            .diagnostics
            .iter()
            .all(|diagnostic| !UNREADABLE.contains(&diagnostic.rule.id));
        let recognized = self
            .baseline
            .recognize(&path, &findings, |rule| is_read && ran(rule, settings));
        let mut is_known = recognized.is_known.into_iter();
        let before = report.diagnostics.len();
        report.diagnostics.retain(|_| !is_known.next().unwrap_or(false));
        Omission {
            left_out: before - report.diagnostics.len(),
            gone: recognized.gone,
        }
    }
}

/// What each finding of a report is recognized by.
#[must_use]
pub fn fingerprints(path: &str, source: &Source, report: &Report) -> Vec<Fingerprint> {
    report
        .diagnostics
        .iter()
        .map(|diagnostic| Fingerprint::new(path.to_owned(), source, diagnostic))
        .collect()
}

/// Whether a rule ran under these settings. One that no longer exists finds nothing any more.
#[must_use]
pub fn ran(rule: &str, settings: &Settings) -> bool {
    rule_named(rule).is_none_or(|rule| settings.includes(rule))
}
