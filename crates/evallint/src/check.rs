//! `evallint check`: finds the files, checks them in parallel and writes what was found.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use evallint_linter::{Language, RULES, Report, Selection, Settings, Severity, check};
use evallint_syntax::Source;
use rayon::prelude::*;

use crate::arguments::{CheckCommand, OutputFormat};
use crate::discovery::{Found, discover};
use crate::exit::Exit;
use crate::explain;
use crate::output::{concise, json};

/// A file that was checked.
struct Checked {
    source: Source,
    report: Report,
}

pub(crate) fn run(command: &CheckCommand, language: Language) -> Exit {
    if let Some(unknown) = unknown_selector(command) {
        eprintln!("{}", explain::unknown(unknown, language));
        return Exit::Failure;
    }
    let selection = Selection { select: command.select.clone(), ignore: command.ignore.clone() };
    let settings = Settings { selection, ..Settings::default() };
    let (sources, errors) = read_sources(command);
    for error in &errors {
        eprintln!("evallint: {error}");
    }
    let checked: Vec<Checked> = sources
        .into_par_iter()
        .map(|source| {
            let report = check(&source, &settings);
            Checked { source, report }
        })
        .collect();
    if let Err(error) = write(&checked, command, language) {
        // A closed pipe is the reader's way to say that it has enough.
        if error.kind() != io::ErrorKind::BrokenPipe {
            eprintln!("evallint: {error}");
            return Exit::Failure;
        }
    }
    verdict(&checked, command.fail_on).max(if errors.is_empty() { Exit::Clean } else { Exit::Failure })
}

/// A name given to `--select` or `--ignore` that is neither a rule nor a group.
fn unknown_selector(command: &CheckCommand) -> Option<&str> {
    let known = |name: &&String| RULES.iter().any(|rule| rule.id == **name || rule.group.as_str() == **name);
    command.select.iter().chain(&command.ignore).find(|name| !known(name)).map(String::as_str)
}

fn verdict(checked: &[Checked], fail_on: Severity) -> Exit {
    let worst = checked.iter().filter_map(|checked| checked.report.worst()).max();
    if worst.is_some_and(|worst| worst >= fail_on) { Exit::Findings } else { Exit::Clean }
}

/// Every source that could be read, in order, and what to say of the others.
fn read_sources(command: &CheckCommand) -> (Vec<Source>, Vec<String>) {
    let standard_input = Path::new("-");
    let from_input = command.paths.iter().any(|path| path == standard_input)
        || (command.paths.is_empty() && command.stdin_filename.is_some());
    let mut paths: Vec<PathBuf> = command.paths.iter().filter(|path| *path != standard_input).cloned().collect();
    if paths.is_empty() && !from_input {
        paths.push(PathBuf::from("."));
    }
    let Found { files, mut errors } = discover(&paths);
    let mut sources = Vec::new();
    let read: Vec<_> = files.into_par_iter().map(|path| read_file(&path)).collect();
    if from_input {
        let name = command.stdin_filename.as_deref().unwrap_or(standard_input);
        collect(read_input(name), &mut sources, &mut errors);
    }
    for result in read {
        collect(result, &mut sources, &mut errors);
    }
    (sources, errors)
}

fn collect(result: Result<Source, String>, sources: &mut Vec<Source>, errors: &mut Vec<String>) {
    match result {
        Ok(source) => sources.push(source),
        Err(error) => errors.push(error),
    }
}

fn read_file(path: &Path) -> Result<Source, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    source(path, bytes)
}

fn read_input(name: &Path) -> Result<Source, String> {
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes).map_err(|error| format!("{}: {error}", name.display()))?;
    source(name, bytes)
}

fn source(path: &Path, bytes: Vec<u8>) -> Result<Source, String> {
    let shown = path.display().to_string();
    Source::from_bytes(shown.clone(), bytes).map_err(|error| format!("{shown}: {error}"))
}

fn write(checked: &[Checked], command: &CheckCommand, language: Language) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let all = || {
        checked
            .iter()
            .flat_map(|checked| checked.report.diagnostics.iter().map(|diagnostic| (&checked.source, diagnostic)))
    };
    match command.output_format {
        OutputFormat::Json => {
            let findings: Vec<_> =
                all().map(|(source, diagnostic)| json::Finding::new(source, diagnostic, language)).collect();
            serde_json::to_writer_pretty(&mut out, &findings)?;
            writeln!(out)?;
        }
        OutputFormat::Concise | OutputFormat::Full => {
            for (source, diagnostic) in all() {
                concise::write(&mut out, source, diagnostic, language)?;
            }
        }
    }
    out.flush()
}
