//! `evallint check`: finds the files, checks them in parallel and writes what was found.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use evallint_linter::{Diagnostic, Language, RULES, Report, Selection, Settings, Severity, check};
use evallint_syntax::{LARGEST_SOURCE, Source, SourceError};
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

/// A file that was checked. Of one without findings the text is not kept.
struct Checked {
    source: Option<Source>,
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
    let Inputs {
        files,
        standard_input,
        failures,
    } = find_inputs(command, language);
    let input = standard_input
        .as_deref()
        .map(|name| read_input(name).map(|source| judge(source, &settings)));
    let judged = for_each(&files, |path| {
        read_file(path).map(|source| judge(source, &settings))
    });
    let (mut checked, mut readable) = (Vec::new(), Exit::Clean);
    for result in failures.into_iter().map(Err).chain(input).chain(judged) {
        match result {
            Ok(judged) => checked.push(judged),
            Err(failure) => {
                terminal::complain(&failure.render(language));
                readable = Exit::Failure;
            }
        }
    }
    let written = terminal::print(|out| write(out, &checked, command.output_format, language));
    verdict(&checked, command.fail_on).max(readable).max(written)
}

/// What comes of each file, in their order. For a single one no thread is started.
fn for_each<T: Send>(files: &[PathBuf], check: impl Fn(&Path) -> T + Sync) -> Vec<T> {
    match files {
        [only] => vec![check(only)],
        _ => files.par_iter().map(|file| check(file)).collect(),
    }
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

/// The verdict on a source, which is kept where there is something to show in it.
fn judge(source: Source, settings: &Settings) -> Checked {
    let report = check(&source, settings);
    let source = (!report.diagnostics.is_empty()).then_some(source);
    Checked { source, report }
}

/// What is to be checked.
struct Inputs {
    files: Vec<PathBuf>,
    /// The name of what comes on standard input, where something does.
    standard_input: Option<PathBuf>,
    failures: Vec<Failure>,
}

/// Finds the files, after a word about each folder that has none.
fn find_inputs(command: &CheckCommand, language: Language) -> Inputs {
    let dash = Path::new("-");
    let from_input = command.paths.iter().any(|path| path == dash)
        || (command.paths.is_empty() && command.stdin_filename.is_some());
    let mut paths: Vec<PathBuf> = command
        .paths
        .iter()
        .filter(|path| *path != dash)
        .cloned()
        .collect();
    if paths.is_empty() && !from_input {
        paths.push(PathBuf::from("."));
    }
    let Found {
        files,
        failures,
        empty_folders,
    } = discover(&paths);
    for folder in &empty_folders {
        terminal::complain(&no_forms_in(folder, language));
    }
    let standard_input =
        from_input.then(|| command.stdin_filename.clone().unwrap_or_else(|| dash.to_owned()));
    Inputs {
        files,
        standard_input,
        failures,
    }
}

fn read_file(path: &Path) -> Result<Source, Failure> {
    let unread = |error| Failure::unread(path, &error);
    let size = std::fs::metadata(path).map_err(unread)?.len();
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    if size > LARGEST_SOURCE {
        return Err(Failure::no_text(path, SourceError::TooLarge(size)));
    }
    read(path, File::open(path).map_err(unread)?, size)
}

fn read_input(name: &Path) -> Result<Source, Failure> {
    read(name, io::stdin(), 0)
}

/// Reads a stream, of which the size is only a guess: it may have no end.
fn read(path: &Path, stream: impl Read, size: usize) -> Result<Source, Failure> {
    let mut bytes = Vec::with_capacity(size + 1);
    stream
        .take(LARGEST_SOURCE as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::unread(path, &error))?;
    if bytes.len() > LARGEST_SOURCE {
        return Err(Failure::too_long(path));
    }
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
    checked
        .iter()
        .filter_map(|checked| Some((checked.source.as_ref()?, &checked.report)))
        .flat_map(|(source, report)| {
            report
                .diagnostics
                .iter()
                .map(move |diagnostic| (source, diagnostic))
        })
}
