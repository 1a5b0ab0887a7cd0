//! One line a finding: `path:line:column: severity rule: message`.

use std::io::{self, Write};

use evallint_linter::{Diagnostic, Language};
use evallint_syntax::Source;

/// Writes the line of a finding.
pub(crate) fn write(
    out: &mut dyn Write,
    source: &Source,
    diagnostic: &Diagnostic,
    language: Language,
) -> io::Result<()> {
    let start = source.place(diagnostic.range).start;
    let severity = match language {
        Language::Chinese => diagnostic.severity.name(),
        Language::English => diagnostic.severity.as_str(),
    };
    let message = diagnostic.message.render(language);
    writeln!(
        out,
        "{}:{}:{}: {severity} {}: {message}",
        source.path(),
        start.line,
        start.column,
        diagnostic.rule.id
    )
}
