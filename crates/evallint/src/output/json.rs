//! The findings as a JSON array, whose shape is a documented interface.

use std::io::{self, Write};

use evallint_linter::{Diagnostic, Edit, Fix, Language, Related};
use evallint_syntax::{ByteRange, Position, Source};
use serde::Serialize;

use super::{Outcome, Presentation, json_text};

/// Writes all findings.
pub(crate) fn write(out: &mut dyn Write, outcome: &Outcome, presentation: Presentation) -> io::Result<()> {
    let findings: Vec<_> = outcome
        .findings()
        .map(|(source, diagnostic)| Finding::new(source, diagnostic, presentation.language))
        .collect();
    json_text::write_pretty(out, &findings)
}

/// A finding.
#[derive(Debug, Serialize)]
pub(crate) struct Finding<'r> {
    rule: &'static str,
    severity: &'static str,
    message: String,
    path: &'r str,
    pointer: &'r str,
    start: Place,
    end: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    related: Vec<RelatedPlace<'r>>,
    fixes: Vec<OfferedFix<'r>>,
}

/// A place in the source.
#[derive(Debug, Serialize)]
struct Place {
    line: u32,
    column: u32,
    offset: u32,
}

#[derive(Debug, Serialize)]
struct RelatedPlace<'r> {
    message: String,
    pointer: &'r str,
    start: Place,
    end: Place,
}

#[derive(Debug, Serialize)]
struct OfferedFix<'r> {
    title: String,
    applicability: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    edits: Vec<Replacement<'r>>,
}

#[derive(Debug, Serialize)]
struct Replacement<'r> {
    start: u32,
    end: u32,
    text: &'r str,
}

impl<'r> Finding<'r> {
    pub(crate) fn new(source: &'r Source, diagnostic: &'r Diagnostic, language: Language) -> Self {
        let (start, end) = places(source, diagnostic.range);
        Self {
            rule: diagnostic.rule.id,
            severity: diagnostic.severity.as_str(),
            message: diagnostic.message.render(language),
            path: source.path(),
            pointer: diagnostic.pointer.as_str(),
            start,
            end,
            help: diagnostic.help.as_ref().map(|help| help.render(language)),
            related: diagnostic
                .related
                .iter()
                .map(|related| RelatedPlace::new(source, related, language))
                .collect(),
            fixes: diagnostic
                .fixes
                .iter()
                .map(|fix| OfferedFix::new(fix, language))
                .collect(),
        }
    }
}

impl<'r> RelatedPlace<'r> {
    fn new(source: &Source, related: &'r Related, language: Language) -> Self {
        let (start, end) = places(source, related.range);
        Self {
            message: related.message.render(language),
            pointer: related.pointer.as_str(),
            start,
            end,
        }
    }
}

impl<'r> OfferedFix<'r> {
    fn new(fix: &'r Fix, language: Language) -> Self {
        let replacement = |edit: &'r Edit| Replacement {
            start: edit.range.start,
            end: edit.range.end,
            text: &edit.text,
        };
        Self {
            title: fix.title.render(language),
            applicability: fix.applicability.as_str(),
            reason: fix.reason.as_ref().map(|reason| reason.render(language)),
            edits: fix.edits.iter().map(replacement).collect(),
        }
    }
}

fn places(source: &Source, range: ByteRange) -> (Place, Place) {
    let span = source.place(range);
    (span.start.into(), span.end.into())
}

impl From<Position> for Place {
    fn from(position: Position) -> Self {
        Self {
            line: position.line,
            column: position.column,
            offset: position.offset,
        }
    }
}
