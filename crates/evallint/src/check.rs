//! `evallint check`: finds the files, checks them in parallel and writes what was found.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use evallint_linter::{Diagnostic, Language, RULES, Report, Selection, Settings, check};
use evallint_syntax::{LARGEST_SOURCE, Source, SourceError};
use rayon::prelude::*;

use crate::arguments::{CheckCommand, OutputFormat};
use crate::discovery::{Found, discover, no_forms_in};
use crate::exit::Exit;
use crate::explain;
use crate::failure::Failure;
use crate::fixing::{self, Fixing};
use crate::output::palette::Palette;
use crate::output::summary::Summary;
use crate::output::{Presentation, concise, full, json};
use crate::terminal;

/// A file that was checked, and fixed where that was asked for. Of one without findings the text is not kept.
#[derive(Default)]
struct Checked {
    source: Option<Source>,
    report: Report,
    /// How many findings were mended, or would be.
    fixed: usize,
    /// What is to be written for it beside or in place of its findings.
    output: Option<String>,
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
    let task = Task {
        settings: &settings,
        fixing: Fixing::of(command),
        language,
    };
    let input = standard_input
        .as_deref()
        .map(|name| task.judge(Content::of_standard_input(name)?));
    let judged = for_each(&files, |path| task.judge(Content::of_file(path)?));
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
    let written = if checked.iter().any(|checked| checked.output.is_some()) || command.diff {
        write_documents(&checked, command, language)
    } else {
        terminal::print(|out| write(out, &checked, command.output_format, language))
    };
    verdict(&checked, command).max(readable).max(written)
}

/// Writes the diffs, or what standard input became. What was found is said on standard error then.
fn write_documents(checked: &[Checked], command: &CheckCommand, language: Language) -> Exit {
    let written = terminal::print(|out| {
        let mut outputs = checked.iter().filter_map(|checked| checked.output.as_deref());
        outputs.try_for_each(|output| out.write_all(output.as_bytes()))
    });
    let told = terminal::print_aside(|out| {
        if command.diff {
            let fixed = checked.iter().map(|checked| checked.fixed).sum();
            return writeln!(out, "{}", would_fix(fixed, language));
        }
        write(out, checked, command.output_format, language)
    });
    written.max(told)
}

fn would_fix(count: usize, language: Language) -> String {
    match (language, count) {
        (Language::Chinese, 0) => "没有可以修正的问题。".to_owned(),
        (Language::Chinese, _) => format!("可以修正 {count} 处。"),
        (Language::English, 0) => "Nothing to fix.".to_owned(),
        (Language::English, 1) => "Would fix 1 problem.".to_owned(),
        (Language::English, _) => format!("Would fix {count} problems."),
    }
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

/// A diff that is not empty is a finding, whatever it mends.
fn verdict(checked: &[Checked], command: &CheckCommand) -> Exit {
    let worst = checked.iter().filter_map(|checked| checked.report.worst()).max();
    let would_change = command.diff && checked.iter().any(|checked| checked.fixed > 0);
    if would_change || !command.diff && worst.is_some_and(|worst| worst >= command.fail_on) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

/// What is done with each file.
struct Task<'t> {
    settings: &'t Settings,
    fixing: Option<Fixing>,
    language: Language,
}

impl Task<'_> {
    /// Fixes a file where that is asked for, and gives the verdict on it.
    fn judge(&self, content: Content) -> Result<Checked, Failure> {
        let path = content.path.clone();
        let Some(fixing) = self.fixing else {
            return Ok(self.verdict(content.into_source()?));
        };
        let Content { bytes, is_file, .. } = content.clone();
        let source = content.into_source()?;
        let fixed = fixing.fix(&source, &bytes, self.settings)?;
        let Some(fixed) = fixed else {
            let output = (!is_file && !fixing.is_shown_only).then(|| source.text().to_owned());
            return Ok(Checked {
                output,
                ..self.verdict(source)
            });
        };
        let count = fixed.mended.values().sum();
        if fixing.is_shown_only {
            return Ok(Checked {
                fixed: count,
                output: Some(fixing::diff(&source, &fixed.source, self.language)),
                ..Checked::default()
            });
        }
        let output = if is_file {
            fixing::write_back(&path, &bytes, &fixed.source)?;
            None
        } else {
            Some(fixed.source.text().to_owned())
        };
        Ok(Checked {
            fixed: count,
            output,
            ..self.verdict(fixed.source)
        })
    }

    /// The verdict on a source, which is kept where there is something to show in it.
    fn verdict(&self, source: Source) -> Checked {
        let report = check(&source, self.settings);
        Checked {
            source: (!report.diagnostics.is_empty()).then_some(source),
            report,
            ..Checked::default()
        }
    }
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

/// The bytes of a file or of standard input.
#[derive(Clone)]
struct Content {
    path: PathBuf,
    bytes: Vec<u8>,
    is_file: bool,
}

impl Content {
    fn of_file(path: &Path) -> Result<Self, Failure> {
        let unread = |error| Failure::unread(path, &error);
        let size = std::fs::metadata(path).map_err(unread)?.len();
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        if size > LARGEST_SOURCE {
            return Err(Failure::no_text(path, SourceError::TooLarge(size)));
        }
        Ok(Self {
            path: path.to_owned(),
            bytes: read(path, File::open(path).map_err(unread)?, size)?,
            is_file: true,
        })
    }

    fn of_standard_input(name: &Path) -> Result<Self, Failure> {
        Ok(Self {
            path: name.to_owned(),
            bytes: read(name, io::stdin(), 0)?,
            is_file: false,
        })
    }

    fn into_source(self) -> Result<Source, Failure> {
        Source::from_bytes(self.path.to_string_lossy(), self.bytes)
            .map_err(|error| Failure::no_text(&self.path, error))
    }
}

/// Reads a stream, of which the size is only a guess: it may have no end.
fn read(path: &Path, stream: impl Read, size: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::with_capacity(size + 1);
    stream
        .take(LARGEST_SOURCE as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::unread(path, &error))?;
    if bytes.len() > LARGEST_SOURCE {
        return Err(Failure::too_long(path));
    }
    Ok(bytes)
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
    let fixed = checked.iter().map(|checked| checked.fixed).sum();
    let summary = Summary::of(checked.iter().map(|checked| &checked.report), fixed);
    writeln!(out, "{}", summary.render(language))
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
