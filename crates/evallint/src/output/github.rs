//! Workflow commands, which GitHub Actions shows as annotations on the lines of a change.

use std::borrow::Cow;
use std::io::{self, Write};

use evallint_linter::{Diagnostic, Severity};
use evallint_syntax::{Source, Span};

use super::path::below;
use super::visible_text::sanitize;
use super::{Outcome, Presentation};

/// Writes a command for each finding, and for each file that could not be read.
pub(crate) fn write(out: &mut dyn Write, outcome: &Outcome, presentation: Presentation) -> io::Result<()> {
    for (source, diagnostic) in outcome.findings() {
        let file = below(source.path(), outcome.folder.as_deref());
        write_finding(out, &file, source, diagnostic, presentation)?;
    }
    for failure in &outcome.failures {
        let file = below(&failure.path().to_string_lossy(), outcome.folder.as_deref());
        writeln!(
            out,
            "::error file={},title=evallint::{}",
            property(&file),
            data(&sanitize(&failure.reason(presentation.language)))
        )?;
    }
    Ok(())
}

fn write_finding(
    out: &mut dyn Write,
    file: &str,
    source: &Source,
    diagnostic: &Diagnostic,
    presentation: Presentation,
) -> io::Result<()> {
    let message = diagnostic.message.render(presentation.language);
    let mut text = sanitize(&message).into_owned();
    if let Some(help) = &diagnostic.help {
        text.push('\n');
        text.push_str(&sanitize(&help.render(presentation.language)));
    }
    writeln!(
        out,
        "::{} file={},{},title={}::{}",
        command(diagnostic.severity),
        property(file),
        place(source.place(diagnostic.range)),
        property(diagnostic.rule.id),
        data(&text)
    )
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// Columns are told only of what stands on one line: GitHub takes them for nothing else.
fn place(span: Span) -> String {
    let (start, end) = (span.start, span.end);
    if start.line == end.line {
        format!(
            "line={},endLine={},col={},endColumn={}",
            start.line, end.line, start.column, end.column
        )
    } else {
        format!("line={},endLine={}", start.line, end.line)
    }
}

/// The text of a command.
fn data(text: &str) -> Cow<'_, str> {
    escaped(text, &['%', '\r', '\n'])
}

/// The value of a property, which a colon or a comma would end.
fn property(text: &str) -> String {
    escaped(&sanitize(text), &['%', '\r', '\n', ':', ',']).into_owned()
}

fn escaped<'t>(text: &'t str, special: &[char]) -> Cow<'t, str> {
    if !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let escape = |character: char| match character {
        '%' => "%25".into(),
        '\r' => "%0D".into(),
        '\n' => "%0A".into(),
        ':' if special.contains(&':') => "%3A".into(),
        ',' if special.contains(&',') => "%2C".into(),
        other => Cow::Owned(other.to_string()),
    };
    Cow::Owned(text.chars().map(escape).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_property_or_a_command_is_escaped() {
        assert_eq!(data("100%:\r\na,b"), "100%25:%0D%0Aa,b");
        assert_eq!(property("a:b,100%\n.txt"), "a%3Ab%2C100%25 .txt");
        assert_eq!(property("预算.txt"), "预算.txt");
    }

    #[test]
    fn columns_only_within_a_line() {
        let source = Source::new("a.txt", "预算\n完成\n").unwrap();
        let at = |start, end| place(source.place(evallint_syntax::ByteRange::new(start, end)));
        assert_eq!(at(3, 6), "line=1,endLine=1,col=2,endColumn=3");
        assert_eq!(at(3, 10), "line=1,endLine=2");
    }
}
