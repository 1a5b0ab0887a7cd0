//! The Reviewdog Diagnostic Format, which reviewdog turns into comments on a change.

use std::io::{self, Write};

use evallint_linter::{Applicability, Diagnostic, Fix, Language, Severity};
use evallint_syntax::{ByteRange, Source};
use serde::Serialize;

use super::path::below;
use super::{Outcome, Presentation, json_text};

#[derive(Debug, Serialize)]
struct DiagnosticResult {
    source: Tool,
    diagnostics: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Tool {
    name: &'static str,
}

#[derive(Debug, Serialize)]
struct Entry {
    message: String,
    location: Location,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<Code>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<RelatedLocation>,
}

#[derive(Debug, Serialize)]
struct Location {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Debug, Serialize)]
struct Range {
    start: Place,
    end: Place,
}

/// The column counts bytes of UTF-8 from 1, a byte order mark included.
#[derive(Debug, Serialize)]
struct Place {
    line: u32,
    column: u32,
}

#[derive(Debug, Serialize)]
struct Code {
    value: &'static str,
}

#[derive(Debug, Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

#[derive(Debug, Serialize)]
struct RelatedLocation {
    message: String,
    location: Location,
}

/// Writes all findings, and the files that could not be read.
pub(crate) fn write(out: &mut dyn Write, outcome: &Outcome, presentation: Presentation) -> io::Result<()> {
    let here = outcome.folder.as_deref();
    let findings = outcome.findings().map(|(source, diagnostic)| {
        Entry::of_finding(
            source,
            diagnostic,
            &below(source.path(), here),
            presentation.language,
        )
    });
    let unread = outcome.failures.iter().map(|failure| Entry {
        message: failure.reason(presentation.language),
        location: Location {
            path: below(&failure.path().to_string_lossy(), here),
            range: None,
        },
        severity: severity(Severity::Error),
        code: None,
        suggestions: Vec::new(),
        related_locations: Vec::new(),
    });
    let result = DiagnosticResult {
        source: Tool { name: "evallint" },
        diagnostics: findings.chain(unread).collect(),
    };
    json_text::write_pretty(out, &result)
}

impl Entry {
    fn of_finding(source: &Source, diagnostic: &Diagnostic, path: &str, language: Language) -> Self {
        let location = |range| Location {
            path: path.to_owned(),
            range: Some(Range::new(source, range)),
        };
        let mut message = diagnostic.message.render(language);
        if let Some(help) = &diagnostic.help {
            message.push('\n');
            message.push_str(&help.render(language));
        }
        let fixes = diagnostic.fixes.iter();
        let related = diagnostic.related.iter().map(|related| RelatedLocation {
            message: related.message.render(language),
            location: location(related.range),
        });
        Self {
            message,
            location: location(diagnostic.range),
            severity: severity(diagnostic.severity),
            code: Some(Code {
                value: diagnostic.rule.id,
            }),
            suggestions: fixes.filter_map(|fix| Suggestion::new(source, fix)).collect(),
            related_locations: related.collect(),
        }
    }
}

impl Suggestion {
    /// The fix as one replacement, which is all that a suggestion can be: what stands between its edits is replaced
    /// by itself.
    fn new(source: &Source, fix: &Fix) -> Option<Self> {
        if fix.applicability == Applicability::DisplayOnly {
            return None;
        }
        let (first, last) = (fix.edits.first()?, fix.edits.last()?);
        let mut text = String::new();
        let mut at = first.range.start;
        for edit in &fix.edits {
            text.push_str(source.slice(ByteRange::new(at, edit.range.start)));
            text.push_str(&edit.text);
            at = edit.range.end;
        }
        let range = ByteRange::new(first.range.start, last.range.end);
        Some(Self {
            range: Range::new(source, range),
            text,
        })
    }
}

impl Range {
    fn new(source: &Source, range: ByteRange) -> Self {
        let span = source.place(range);
        let place = |position: evallint_syntax::Position| Place {
            line: position.line,
            column: position.offset - source.line(position.line).1 + 1,
        };
        Self {
            start: place(span.start),
            end: place(span.end),
        }
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    }
}

#[cfg(test)]
mod tests {
    use evallint_linter::{Edit, Message, Template};

    use super::*;

    static TITLE: Template = Template {
        zh: "改", en: "mend"
    };

    #[test]
    fn columns_count_bytes() {
        let source = Source::new("a.txt", "\u{FEFF}一\n预算完成率").unwrap();
        let range = Range::new(&source, ByteRange::new(3, 13));
        assert_eq!((range.start.line, range.start.column), (1, 4));
        assert_eq!((range.end.line, range.end.column), (2, 7));
    }

    #[test]
    fn a_fix_of_several_edits_is_one_suggestion() {
        let source = Source::new("a.txt", "完成≥85场次，约9次").unwrap();
        let edit = |start, end, text: &str| Edit {
            range: ByteRange::new(start, end),
            text: text.to_owned(),
        };
        let fix = |applicability| Fix {
            title: Message::new(&TITLE),
            applicability,
            reason: None,
            edits: vec![edit(6, 9, ""), edit(20, 23, "共")],
        };
        let suggestion = Suggestion::new(&source, &fix(Applicability::Unsafe)).unwrap();
        assert_eq!(suggestion.text, "85场次，共");
        assert_eq!(
            (suggestion.range.start.column, suggestion.range.end.column),
            (7, 24)
        );
        assert!(Suggestion::new(&source, &fix(Applicability::DisplayOnly)).is_none());
    }
}
