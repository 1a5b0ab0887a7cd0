//! A finding with its words in the document, what else it has to do with, and what to do.

use std::fmt;
use std::io::{self, Write};

use evallint_linter::{Applicability, Diagnostic, Fix, Language, Mistake, Related, Severity};
use evallint_syntax::Source;
use miette::{GraphicalReportHandler, LabeledSpan, SourceCode, ThemeCharacters};

use super::Presentation;
use super::snippet::{Snippet, words};
use super::visible_text::sanitize;

/// How many columns of another place's words are shown.
const WORDS: usize = 48;

/// Writes a finding and an empty line.
pub(crate) fn write(
    out: &mut dyn Write,
    source: &Source,
    diagnostic: &Diagnostic,
    presentation: Presentation,
) -> io::Result<()> {
    let drawing = Drawing::new(source, diagnostic, presentation.language);
    let mut drawn = String::new();
    handler(diagnostic.severity, presentation)
        .render_report(&mut drawn, &drawing)
        .map_err(io::Error::other)?;
    out.write_all(drawn.as_bytes())?;
    let labels = Labels::of(presentation.language);
    for related in &diagnostic.related {
        write_below(
            out,
            labels.related,
            &other_place(source, related, presentation.language),
            presentation,
        )?;
    }
    if let Some(help) = &diagnostic.help {
        write_below(
            out,
            labels.help,
            &sanitize(&help.render(presentation.language)),
            presentation,
        )?;
    }
    for fix in &diagnostic.fixes {
        write_below(
            out,
            labels.fix,
            &sanitize(&told_fix(fix, presentation.language)),
            presentation,
        )?;
    }
    writeln!(out)
}

/// What a fix does, and in brackets what applies it, or why nothing does, and what to look at first.
fn told_fix(fix: &Fix, language: Language) -> String {
    let (title, reason) = (
        fix.title.render(language),
        fix.reason.as_ref().map(|reason| reason.render(language)),
    );
    let how = match (fix.applicability, language) {
        (Applicability::Safe, _) => "--fix",
        (Applicability::Unsafe, _) => "--unsafe-fixes",
        (Applicability::DisplayOnly, Language::Chinese) => "仅供参考",
        (Applicability::DisplayOnly, Language::English) => "not applied",
    };
    match (reason, language) {
        (None, Language::Chinese) => format!("{title}（{how}）"),
        (None, Language::English) => format!("{title} ({how})"),
        (Some(reason), Language::Chinese) => format!("{title}（{how}：{reason}）"),
        (Some(reason), Language::English) => format!("{title} ({how}: {reason})"),
    }
}

/// Draws a mistake in a file of settings as a finding is drawn, and an empty line.
pub(crate) fn write_mistake(
    out: &mut dyn Write,
    source: &Source,
    mistake: &Mistake,
    presentation: Presentation,
) -> io::Result<()> {
    let subject = match presentation.language {
        Language::Chinese => "设置",
        Language::English => "settings",
    };
    let message = mistake.message.render(presentation.language);
    let drawing = Drawing {
        heading: format!("{subject}: {}", sanitize(&message)),
        severity: Severity::Error,
        snippet: Snippet::new(source, mistake.range),
    };
    let mut drawn = String::new();
    handler(Severity::Error, presentation)
        .render_report(&mut drawn, &drawing)
        .map_err(io::Error::other)?;
    out.write_all(drawn.as_bytes())?;
    if let Some(help) = &mistake.help {
        let help = help.render(presentation.language);
        write_below(
            out,
            Labels::of(presentation.language).help,
            &sanitize(&help),
            presentation,
        )?;
    }
    writeln!(out)
}

/// The words that open the lines below the snippet.
struct Labels {
    related: &'static str,
    help: &'static str,
    fix: &'static str,
}

impl Labels {
    fn of(language: Language) -> Self {
        match language {
            Language::Chinese => Self {
                related: "参见",
                help: "帮助",
                fix: "修正",
            },
            Language::English => Self {
                related: "see",
                help: "help",
                fix: "fix",
            },
        }
    }
}

fn write_below(out: &mut dyn Write, label: &str, text: &str, presentation: Presentation) -> io::Result<()> {
    let style = presentation.palette.label();
    writeln!(out, "  {style}{label}:{style:#} {text}")
}

/// Another place in one line: where it is, what it is, and the words that stand there.
fn other_place(source: &Source, related: &Related, language: Language) -> String {
    let start = source.place(related.range).start;
    let message = related.message.render(language);
    let message = sanitize(&message);
    let words = words(source, related.range, WORDS);
    // A message that says the words itself needs them no second time.
    let is_told = words.is_empty() || message.contains(words.as_str());
    let text = match (is_told, language) {
        (true, _) => message.into_owned(),
        (false, Language::Chinese) => format!("{}：{words}", message.trim_end_matches('。')),
        (false, Language::English) => format!("{}: {words}", message.trim_end_matches('.')),
    };
    format!(
        "{}:{}:{}: {text}",
        sanitize(source.path()),
        start.line,
        start.column
    )
}

/// What draws: the severity's word stands where the symbol would.
fn handler(severity: Severity, presentation: Presentation) -> GraphicalReportHandler {
    let mut theme = presentation.palette.theme(severity);
    theme.characters = ThemeCharacters {
        error: presentation.severity(Severity::Error).to_owned(),
        warning: presentation.severity(Severity::Warning).to_owned(),
        advice: presentation.severity(Severity::Info).to_owned(),
        ..ThemeCharacters::unicode()
    };
    GraphicalReportHandler::new_themed(theme)
        .with_wrap_lines(false)
        .with_context_lines(0)
}

/// A finding as what draws it wants it.
#[derive(Debug)]
struct Drawing {
    heading: String,
    severity: Severity,
    snippet: Snippet,
}

impl Drawing {
    fn new(source: &Source, diagnostic: &Diagnostic, language: Language) -> Self {
        let message = diagnostic.message.render(language);
        Self {
            heading: format!("{}: {}", diagnostic.rule.id, sanitize(&message)),
            severity: diagnostic.severity,
            snippet: Snippet::new(source, diagnostic.range),
        }
    }
}

impl fmt::Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.heading)
    }
}

impl std::error::Error for Drawing {}

impl miette::Diagnostic for Drawing {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.snippet)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(
            None,
            self.snippet.span(),
        ))))
    }
}

#[cfg(test)]
mod tests {
    use evallint_syntax::ByteRange;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthChar;

    use super::*;
    use crate::output::palette::Palette;
    use crate::output::visible_text::visible;

    /// The row of the document, and the first column and the width of what underlines it.
    fn drawn(text: &str, range: ByteRange) -> (String, usize, usize) {
        let source = Source::new("表.txt", text).unwrap();
        let drawing = Drawing {
            heading: "heading".to_owned(),
            severity: Severity::Error,
            snippet: Snippet::new(&source, range),
        };
        let presentation = Presentation {
            language: Language::English,
            palette: Palette::new(false),
        };
        let mut drawn = String::new();
        handler(Severity::Error, presentation)
            .render_report(&mut drawn, &drawing)
            .unwrap();
        let lines: Vec<_> = drawn.lines().collect();
        let start = source.place(range).start;
        let [heading, top, row, underline, bottom] = lines[..] else {
            panic!("{drawn}")
        };
        assert_eq!(heading, "  error heading");
        assert!(
            top.ends_with(&format!("╭─[表.txt:{}:{}]", start.line, start.column)),
            "{drawn}"
        );
        assert!(bottom.ends_with("╰────"), "{drawn}");
        let row = row.strip_prefix(&format!(" {} │ ", start.line)).unwrap();
        let (_, underline) = underline.split_once(" · ").unwrap();
        let marks = underline.trim_start_matches(' ');
        assert!(marks.chars().all(|mark| mark == '─') || marks == "▲", "{drawn}");
        (
            row.to_owned(),
            underline.chars().count() - marks.chars().count(),
            marks.chars().count(),
        )
    }

    /// What of a row stands in some of its columns, and what follows.
    fn columns(row: &str, first: usize, count: usize) -> (String, String) {
        let (mut at, mut inside, mut after) = (0, String::new(), String::new());
        for character in row.chars() {
            if at >= first + count {
                after.push(character);
            } else if at >= first {
                inside.push(character);
            }
            at += character.width().unwrap();
        }
        (inside, after)
    }

    fn line_of_forms() -> impl Strategy<Value = String> {
        proptest::string::string_regex(
            "[预算完成率，。“”≥0-9a-z ％\\t\u{1B}\u{202E}\u{20BB7}\u{1F600}]{0,120}",
        )
        .unwrap()
    }

    proptest! {
        #[test]
        fn the_underline_stands_under_the_range(
            before in line_of_forms(), inside in line_of_forms(), after in line_of_forms(), line in 0_usize..12,
        ) {
            let text = format!("{}{before}{inside}{after}\n", "\n".repeat(line));
            let start = line + before.len();
            let range = ByteRange::new(u32::try_from(start).unwrap(), u32::try_from(start + inside.len()).unwrap());
            let (row, first, count) = drawn(&text, range);
            prop_assert!(row.chars().map(|character| character.width().unwrap()).sum::<usize>() <= 72);
            let expected: String = inside.chars().map(visible).collect();
            if expected.is_empty() {
                prop_assert_eq!(count, 1);
            } else {
                let (shown, rest) = columns(&row, first, count);
                prop_assert!(shown == expected || expected.starts_with(&shown) && rest == "…", "{row:?} {shown:?}");
            }
        }

        #[test]
        fn any_text_and_range_can_be_drawn(text in "[^\u{0}]{0,60}", from in 0_u32..200, length in 0_u32..200) {
            drawn(&text, ByteRange::new(from, from + length));
        }
    }
}
