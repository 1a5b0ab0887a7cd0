//! The report that GitLab shows as code quality of a merge request.

use std::io::{self, Write};

use evallint_linter::Severity;
use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::path::below;
use super::{Outcome, Presentation, json_text};

/// A finding.
#[derive(Debug, Serialize)]
struct Violation {
    description: String,
    check_name: &'static str,
    /// Unique in the report, and the same in the next one.
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Debug, Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Debug, Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// Writes all findings as an array.
pub(crate) fn write(out: &mut dyn Write, outcome: &Outcome, presentation: Presentation) -> io::Result<()> {
    let mut violations = Vec::new();
    for checked in &outcome.checked {
        let path = below(&checked.path(), outcome.folder.as_deref());
        let mut fingerprints = Fingerprints::default();
        for (source, diagnostic) in checked.findings() {
            let span = source.place(diagnostic.range);
            violations.push(Violation {
                description: diagnostic.message.render(presentation.language),
                check_name: diagnostic.rule.id,
                fingerprint: fingerprints.next(source, diagnostic).in_file(&path),
                severity: severity(diagnostic.severity),
                location: Location {
                    path: path.clone(),
                    lines: Lines {
                        begin: span.start.line,
                        end: span.end.line,
                    },
                },
            });
        }
    }
    json_text::write_pretty(out, &violations)
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}
