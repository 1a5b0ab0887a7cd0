//! Reports as text, in each output format.

use std::io::{self, Write};

use evallint_linter::{Diagnostic, Language, Severity};
use evallint_syntax::Source;

use crate::arguments::OutputFormat;
use palette::Palette;
use summary::Summary;

mod checkstyle;
mod concise;
pub(crate) mod destination;
mod fingerprint;
pub(crate) mod full;
mod github;
mod gitlab;
mod json;
pub(crate) mod json_text;
mod jsonl;
mod junit;
pub(crate) mod outcome;
pub(crate) mod palette;
mod path;
mod rdjson;
mod sarif;
mod snippet;
pub(crate) mod statistics;
pub(crate) mod summary;
pub(crate) mod table;
pub(crate) mod visible_text;

pub(crate) use outcome::{Checked, Outcome};

/// How findings are shown to people.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Presentation {
    /// The language they are told in.
    pub language: Language,
    /// The colours they are told in.
    pub palette: Palette,
}

impl Presentation {
    /// The word for a severity.
    fn severity(self, severity: Severity) -> &'static str {
        match self.language {
            Language::Chinese => severity.name(),
            Language::English => severity.as_str(),
        }
    }
}

/// Writes what a run gave.
pub(crate) fn write(
    out: &mut dyn Write,
    outcome: &Outcome,
    format: OutputFormat,
    presentation: Presentation,
) -> io::Result<()> {
    match format {
        OutputFormat::Full => each(outcome, |source, diagnostic| {
            full::write(out, source, diagnostic, presentation)
        }),
        OutputFormat::Concise => each(outcome, |source, diagnostic| {
            concise::write(out, source, diagnostic, presentation)
        }),
        OutputFormat::Json => json::write(out, outcome, presentation),
        OutputFormat::Jsonl => jsonl::write(out, outcome, presentation),
        OutputFormat::Sarif => sarif::write(out, outcome, presentation),
        OutputFormat::Github => github::write(out, outcome, presentation),
        OutputFormat::Gitlab => gitlab::write(out, outcome, presentation),
        OutputFormat::Junit => junit::write(out, outcome, presentation),
        OutputFormat::Checkstyle => checkstyle::write(out, outcome, presentation),
        OutputFormat::Rdjson => rdjson::write(out, outcome, presentation),
    }
}

fn each(outcome: &Outcome, mut write: impl FnMut(&Source, &Diagnostic) -> io::Result<()>) -> io::Result<()> {
    outcome
        .findings()
        .try_for_each(|(source, diagnostic)| write(source, diagnostic))
}

/// Writes how much was checked and found. Where nothing could be checked, "no problems" would mislead.
pub(crate) fn write_summary(out: &mut dyn Write, outcome: &Outcome, language: Language) -> io::Result<()> {
    if outcome.checked.is_empty() {
        return Ok(());
    }
    let reports = outcome.checked.iter().map(|checked| &checked.report);
    let summary = Summary::of(reports, outcome.fixed()).with_baseline(outcome.baseline());
    writeln!(out, "{}", summary.render(language))
}
