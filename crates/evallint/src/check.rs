//! `evallint check`: finds the files, checks them in parallel and writes what was found.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use evallint_linter::{Diagnostic, Language, RULES, Report, Selection, Settings, Severity, check};
use evallint_syntax::Source;
use rayon::prelude::*;

use crate::arguments::{CheckCommand, OutputFormat};
use crate::discovery::{Found, discover, no_forms_in};
use crate::exit::Exit;
use crate::explain;
use crate::failure::Failure;
use crate::output::palette::Palette;
use crate::output::summary::Summary;
use crate::output::{Presentation, concise, full, json};
use crate::terminal;

/// A file that was checked.
struct Checked {
    source: Source,
    report: Report,
}

pub(crate) fn run(command: &CheckCommand, language: Language) -> Exit {
    terminal::choose_color(command.color);
    if let Some(unknown) = unknown_selector(command) {
        terminal::complain(&explain::unknown(unknown, selectors(), language));
        return Exit::Failure;
    }
    let selection = Selection {
        select: command.select.clone(),
        ignore: command.ignore.clone(),
    };
    let settings = Settings {
        selection,
        ..Settings::default()
    };
    let (sources, readable) = read_sources(command, language);
    let checked: Vec<Checked> = sources
        .into_par_iter()
        .map(|source| {
            let report = check(&source, &settings);
            Checked { source, report }
        })
        .collect();
    let written = terminal::print(|out| write(out, &checked, command.output_format, language));
    verdict(&checked, command.fail_on).max(readable).max(written)
}

/// A name given to `--select` or `--ignore` that is neither a rule nor a group.
fn unknown_selector(command: &CheckCommand) -> Option<&str> {
    let known = |name: &&String| selectors().any(|selector| selector == **name);
    command
        .select
        .iter()
        .chain(&command.ignore)
        .find(|name| !known(name))
        .map(String::as_str)
}

/// What `--select` and `--ignore` take.
fn selectors() -> impl Iterator<Item = &'static str> {
    RULES.iter().flat_map(|rule| [rule.id, rule.group.as_str()])
}

fn verdict(checked: &[Checked], fail_on: Severity) -> Exit {
    let worst = checked.iter().filter_map(|checked| checked.report.worst()).max();
    if worst.is_some_and(|worst| worst >= fail_on) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

/// Every source that could be read, in order, after a complaint about each of the others.
fn read_sources(command: &CheckCommand, language: Language) -> (Vec<Source>, Exit) {
    let standard_input = Path::new("-");
    let from_input = command.paths.iter().any(|path| path == standard_input)
        || (command.paths.is_empty() && command.stdin_filename.is_some());
    let mut paths: Vec<PathBuf> = command
        .paths
        .iter()
        .filter(|path| *path != standard_input)
        .cloned()
        .collect();
    if paths.is_empty() && !from_input {
        paths.push(PathBuf::from("."));
    }
    let Found {
        files,
        mut failures,
        empty_folders,
    } = discover(&paths);
    for folder in &empty_folders {
        terminal::complain(&no_forms_in(folder, language));
    }
    let mut sources = Vec::new();
    let input = from_input.then(|| read_input(command.stdin_filename.as_deref().unwrap_or(standard_input)));
    let read: Vec<_> = files.into_par_iter().map(|path| read_file(&path)).collect();
    for result in input.into_iter().chain(read) {
        match result {
            Ok(source) => sources.push(source),
            Err(failure) => failures.push(failure),
        }
    }
    for failure in &failures {
        terminal::complain(&failure.render(language));
    }
    (
        sources,
        if failures.is_empty() {
            Exit::Clean
        } else {
            Exit::Failure
        },
    )
}

fn read_file(path: &Path) -> Result<Source, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::unread(path, &error))?;
    source(path, bytes)
}

fn read_input(name: &Path) -> Result<Source, Failure> {
    let mut bytes = Vec::new();
    io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::unread(name, &error))?;
    source(name, bytes)
}

fn source(path: &Path, bytes: Vec<u8>) -> Result<Source, Failure> {
    Source::from_bytes(path.to_string_lossy(), bytes).map_err(|error| Failure::no_text(path, error))
}

fn write(
    out: &mut dyn Write,
    checked: &[Checked],
    format: OutputFormat,
    language: Language,
) -> io::Result<()> {
    let presentation = Presentation {
        language,
        palette: Palette::new(terminal::is_colored()),
    };
    match format {
        OutputFormat::Json => {
            let finding = |(source, diagnostic)| json::Finding::new(source, diagnostic, language);
            let findings: Vec<_> = findings(checked).map(finding).collect();
            serde_json::to_writer_pretty(&mut *out, &findings)?;
            return writeln!(out);
        }
        OutputFormat::Concise => {
            for (source, diagnostic) in findings(checked) {
                concise::write(out, source, diagnostic, presentation)?;
            }
        }
        OutputFormat::Full => {
            for (source, diagnostic) in findings(checked) {
                full::write(out, source, diagnostic, presentation)?;
            }
        }
    }
    // Where nothing could be checked, "no problems" would mislead.
    if checked.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "{}",
        Summary::of(checked.iter().map(|checked| &checked.report)).render(language)
    )
}

fn findings(checked: &[Checked]) -> impl Iterator<Item = (&Source, &Diagnostic)> {
    checked.iter().flat_map(|checked| {
        checked
            .report
            .diagnostics
            .iter()
            .map(|diagnostic| (&checked.source, diagnostic))
    })
}
