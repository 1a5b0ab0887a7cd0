//! The XML of Checkstyle, which many build servers read.

use std::io::{self, Write};

use evallint_linter::{Diagnostic, Severity};
use evallint_syntax::Source;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};

use super::visible_text::sanitize;
use super::{Outcome, Presentation};

/// The version of Checkstyle whose XML this is. It is the last that changed anything in it.
const VERSION: &str = "4.3";

/// Writes a `file` for each file, an `error` in it for each finding.
pub(crate) fn write(out: &mut dyn Write, outcome: &Outcome, presentation: Presentation) -> io::Result<()> {
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.write_event(Event::Start(
        BytesStart::new("checkstyle").with_attributes([("version", VERSION)]),
    ))?;
    for checked in &outcome.checked {
        let errors = checked
            .findings()
            .map(|(source, diagnostic)| error(source, diagnostic, presentation));
        write_file(&mut xml, &checked.path(), errors)?;
    }
    for failure in &outcome.failures {
        let reason = sanitize(&failure.reason(presentation.language)).into_owned();
        // The line 0 is the file as a whole.
        let attributes = [
            ("line", "0"),
            ("severity", "error"),
            ("message", reason.as_str()),
            ("source", "evallint"),
        ];
        let error = BytesStart::new("error").with_attributes(attributes).into_owned();
        write_file(
            &mut xml,
            &failure.path().to_string_lossy(),
            std::iter::once(error),
        )?;
    }
    xml.write_event(Event::End(BytesEnd::new("checkstyle")))?;
    writeln!(xml.get_mut())
}

fn write_file(
    xml: &mut Writer<&mut dyn Write>,
    path: &str,
    errors: impl Iterator<Item = BytesStart<'static>>,
) -> io::Result<()> {
    let path = sanitize(path);
    let start = BytesStart::new("file").with_attributes([("name", path.as_ref())]);
    let mut errors = errors.peekable();
    if errors.peek().is_none() {
        return xml.write_event(Event::Empty(start));
    }
    xml.write_event(Event::Start(start))?;
    for error in errors {
        xml.write_event(Event::Empty(error))?;
    }
    xml.write_event(Event::End(BytesEnd::new("file")))
}

fn error(source: &Source, diagnostic: &Diagnostic, presentation: Presentation) -> BytesStart<'static> {
    let start = source.place(diagnostic.range).start;
    let (line, column) = (start.line.to_string(), start.column.to_string());
    let message = diagnostic.message.render(presentation.language);
    let message = sanitize(&message);
    let rule = format!("evallint.{}", diagnostic.rule.id);
    let attributes = [
        ("line", line.as_str()),
        ("column", column.as_str()),
        ("severity", severity(diagnostic.severity)),
        ("message", message.as_ref()),
        ("source", rule.as_str()),
    ];
    BytesStart::new("error").with_attributes(attributes).into_owned()
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
