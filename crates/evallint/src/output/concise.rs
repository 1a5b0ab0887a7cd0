//! One line a finding: `path:line:column: severity rule: message`.

use std::io::{self, Write};

use evallint_linter::Diagnostic;
use evallint_syntax::Source;

use super::Presentation;
use super::visible_text::sanitize;

/// Writes the line of a finding.
pub(crate) fn write(
    out: &mut dyn Write,
    source: &Source,
    diagnostic: &Diagnostic,
    presentation: Presentation,
) -> io::Result<()> {
    let start = source.place(diagnostic.range).start;
    let style = presentation.palette.severity(diagnostic.severity);
    let severity = presentation.severity(diagnostic.severity);
    let message = diagnostic.message.render(presentation.language);
    writeln!(
        out,
        "{}:{}:{}: {style}{severity}{style:#} {}: {}",
        sanitize(source.path()),
        start.line,
        start.column,
        diagnostic.rule.id,
        sanitize(&message)
    )
}
