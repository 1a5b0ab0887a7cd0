//! The findings as a JSON array, whose shape is a documented interface.

use std::io::{self, Write};

use evallint_linter::Finding;

use super::{Outcome, Presentation, json_text};

/// Writes all findings.
pub(crate) fn write(out: &mut dyn Write, outcome: &Outcome, presentation: Presentation) -> io::Result<()> {
    let findings: Vec<_> = outcome
        .findings()
        .map(|(source, diagnostic)| Finding::new(source, diagnostic, presentation.language))
        .collect();
    json_text::write_pretty(out, &findings)
}
