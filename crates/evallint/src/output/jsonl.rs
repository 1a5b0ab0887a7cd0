//! One finding a line, each the JSON object of the JSON output.

use std::io::{self, Write};

use evallint_linter::Finding;

use super::{Outcome, Presentation, json_text};

/// Writes a line for each finding, as it comes.
pub(crate) fn write(out: &mut dyn Write, outcome: &Outcome, presentation: Presentation) -> io::Result<()> {
    outcome.findings().try_for_each(|(source, diagnostic)| {
        json_text::write_line(out, &Finding::new(source, diagnostic, presentation.language))
    })
}
