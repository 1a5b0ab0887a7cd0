//! JUnit's XML, which every build server reads: a suite for each file, a case for each finding or for the whole of a
//! clean file. No more of it is written than the schema of Jenkins knows.

use std::io::{self, Write};

use evallint_linter::{Diagnostic, Severity};
use evallint_syntax::Source;
use evallint_workspace::Failure;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::visible_text::sanitize;
use super::{Checked, Outcome, Presentation};

/// Writes a suite for each file. Findings that do not fail the run are cases that pass and say what was found.
pub(crate) fn write(out: &mut dyn Write, outcome: &Outcome, presentation: Presentation) -> io::Result<()> {
    let checked = outcome.checked.iter();
    let suites: Vec<_> = checked
        .map(|checked| Suite::of_checked(checked, presentation))
        .chain(
            outcome
                .failures
                .iter()
                .map(|failure| Suite::of_unread(failure, presentation)),
        )
        .collect();
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let counts = Counts::of(suites.iter().flat_map(|suite| &suite.cases));
    xml.write_event(Event::Start(counts.on("testsuites", "evallint")))?;
    for suite in &suites {
        suite.write(&mut xml)?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuites")))?;
    writeln!(xml.get_mut())
}

/// A file.
struct Suite {
    path: String,
    cases: Vec<Case>,
}

/// A finding, or a file without one.
struct Case {
    name: String,
    ending: Ending,
}

/// How a case ended.
enum Ending {
    /// Well, with something to say or not.
    Pass { note: Option<String> },
    /// With a finding that fails the run.
    Failure {
        severity: Severity,
        message: String,
        text: String,
    },
    /// Not at all, because the file could not be read.
    Error { message: String },
}

/// How many cases there are of each kind.
#[derive(Default)]
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
}

impl Suite {
    fn of_checked(checked: &Checked, presentation: Presentation) -> Self {
        let mut cases: Vec<_> = checked
            .findings()
            .map(|(source, diagnostic)| Case::of_finding(source, diagnostic, checked.fail_on, presentation))
            .collect();
        if cases.is_empty() {
            cases.push(Case::of_whole_file(Ending::Pass { note: None }));
        }
        Self {
            path: sanitize(&checked.path()).into_owned(),
            cases,
        }
    }

    fn of_unread(failure: &Failure, presentation: Presentation) -> Self {
        let message = sanitize(&failure.reason(presentation.language)).into_owned();
        Self {
            path: sanitize(&failure.path().to_string_lossy()).into_owned(),
            cases: vec![Case::of_whole_file(Ending::Error { message })],
        }
    }

    fn write(&self, xml: &mut Writer<&mut dyn Write>) -> io::Result<()> {
        xml.write_event(Event::Start(
            Counts::of(self.cases.iter()).on("testsuite", &self.path),
        ))?;
        for case in &self.cases {
            case.write(xml, &self.path)?;
        }
        xml.write_event(Event::End(BytesEnd::new("testsuite")))
    }
}

impl Case {
    fn of_whole_file(ending: Ending) -> Self {
        Self {
            name: "evallint".to_owned(),
            ending,
        }
    }

    fn of_finding(
        source: &Source,
        diagnostic: &Diagnostic,
        fail_on: Severity,
        presentation: Presentation,
    ) -> Self {
        // A line number would make another case of the same finding after an edit above it.
        let name = format!("{} {}", diagnostic.rule.id, diagnostic.pointer);
        let start = source.place(diagnostic.range).start;
        let message = sanitize(&diagnostic.message.render(presentation.language)).into_owned();
        let mut text = format!(
            "{}:{}:{}: {message}",
            sanitize(source.path()),
            start.line,
            start.column
        );
        if let Some(help) = &diagnostic.help {
            text.push('\n');
            text.push_str(&sanitize(&help.render(presentation.language)));
        }
        let ending = if diagnostic.severity < fail_on {
            Ending::Pass { note: Some(text) }
        } else {
            Ending::Failure {
                severity: diagnostic.severity,
                message,
                text,
            }
        };
        Self {
            name: sanitize(name.trim_end()).into_owned(),
            ending,
        }
    }

    fn write(&self, xml: &mut Writer<&mut dyn Write>, path: &str) -> io::Result<()> {
        let start =
            BytesStart::new("testcase").with_attributes([("name", self.name.as_str()), ("classname", path)]);
        if let Ending::Pass { note: None } = self.ending {
            return xml.write_event(Event::Empty(start));
        }
        xml.write_event(Event::Start(start))?;
        self.ending.write(xml)?;
        xml.write_event(Event::End(BytesEnd::new("testcase")))
    }
}

impl Ending {
    fn write(&self, xml: &mut Writer<&mut dyn Write>) -> io::Result<()> {
        match self {
            Self::Pass { note: None } => Ok(()),
            Self::Pass { note: Some(text) } => write_element(xml, BytesStart::new("system-out"), text),
            Self::Failure {
                severity,
                message,
                text,
            } => {
                let attributes = [("type", severity.as_str()), ("message", message)];
                write_element(xml, BytesStart::new("failure").with_attributes(attributes), text)
            }
            Self::Error { message } => {
                let attributes = [("type", "unreadable"), ("message", message)];
                xml.write_event(Event::Empty(BytesStart::new("error").with_attributes(attributes)))
            }
        }
    }
}

fn write_element(xml: &mut Writer<&mut dyn Write>, start: BytesStart<'_>, text: &str) -> io::Result<()> {
    let end = start.to_end().into_owned();
    xml.write_event(Event::Start(start))?;
    xml.write_event(Event::Text(BytesText::new(text)))?;
    xml.write_event(Event::End(end))
}

impl Counts {
    fn of<'c>(cases: impl Iterator<Item = &'c Case>) -> Self {
        let mut counts = Self::default();
        for case in cases {
            counts.tests += 1;
            match case.ending {
                Ending::Pass { .. } => {}
                Ending::Failure { .. } => counts.failures += 1,
                Ending::Error { .. } => counts.errors += 1,
            }
        }
        counts
    }

    /// The element with the counts as attributes.
    fn on(&self, element: &'static str, name: &str) -> BytesStart<'static> {
        let counts = [self.tests, self.failures, self.errors].map(|count| count.to_string());
        BytesStart::new(element)
            .with_attributes([("name", name)])
            .with_attributes(
                ["tests", "failures", "errors"]
                    .into_iter()
                    .zip(counts.iter().map(String::as_str)),
            )
            .into_owned()
    }
}
