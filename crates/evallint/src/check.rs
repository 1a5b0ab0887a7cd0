//! `evallint check`: finds the files, checks them in parallel and writes what was found.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use evallint_linter::{Language, RULES, Selection, Settings, Severity, check};
use evallint_syntax::{LARGEST_SOURCE, Source, SourceError};
use rayon::prelude::*;

use crate::arguments::{CheckCommand, OutputFormat};
use crate::discovery::{Found, discover, no_forms_in};
use crate::exit::Exit;
use crate::explain;
use crate::failure::Failure;
use crate::fixing::{self, Fixing};
use crate::output::palette::Palette;
use crate::output::{self, Checked, Outcome, Presentation, destination, statistics};
use crate::progress::Progress;
use crate::{terminal, watch};

pub(crate) fn run(command: &CheckCommand, language: Language) -> Exit {
    terminal::choose_color(command.color);
    if let Some(unknown) = unknown_selector(command) {
        terminal::complain(&explain::unknown(unknown, selectors(), language));
        return Exit::Failure;
    }
    if let Some(contradiction) = contradiction(command, language) {
        terminal::complain(contradiction);
        return Exit::Failure;
    }
    if command.watch {
        watch::run(command, language, || run_once(command, language))
    } else {
        run_once(command, language)
    }
}

/// What is asked for that cannot be had together.
fn contradiction(command: &CheckCommand, language: Language) -> Option<&'static str> {
    (command.statistics && !statistics::suit(command.output_format)).then_some(match language {
        Language::Chinese => "--statistics 只能输出为 full、concise、json、jsonl；请更换 --output-format",
        Language::English => "--statistics needs --output-format full, concise, json or jsonl",
    })
}

fn run_once(command: &CheckCommand, language: Language) -> Exit {
    let outcome = check_all(command, language);
    for failure in &outcome.failures {
        terminal::complain(&failure.render(language));
    }
    let readable = if outcome.failures.is_empty() {
        Exit::Clean
    } else {
        Exit::Failure
    };
    let has_documents = outcome.checked.iter().any(|checked| checked.output.is_some());
    let written = if has_documents || command.diff {
        write_documents(&outcome, command, language)
    } else {
        write(
            command,
            |out, palette| write_report(out, &outcome, command, Presentation { language, palette }),
            language,
        )
    };
    verdict(&outcome, command).max(readable).max(written)
}

fn check_all(command: &CheckCommand, language: Language) -> Outcome {
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
        mut failures,
    } = find_inputs(command, language);
    let task = Task {
        settings: &settings,
        fixing: Fixing::of(command),
        fail_on: command.fail_on,
        language,
    };
    let input = standard_input
        .as_deref()
        .map(|name| task.judge(Content::of_standard_input(name)?));
    let progress = Progress::new(files.len(), language);
    let judged = for_each(&files, |path| {
        let judged = Content::of_file(path).and_then(|content| task.judge(content));
        progress.advance();
        judged
    });
    progress.finish();
    let mut checked = Vec::new();
    for result in input.into_iter().chain(judged) {
        match result {
            Ok(judged) => checked.push(judged),
            Err(failure) => failures.push(failure),
        }
    }
    Outcome {
        checked,
        failures,
        folder: std::env::current_dir().ok(),
    }
}

/// Writes the diffs, or what standard input became. What was found is said elsewhere then: in the file that was named
/// for it, or on standard error.
fn write_documents(outcome: &Outcome, command: &CheckCommand, language: Language) -> Exit {
    let documents = |out: &mut dyn Write| {
        let mut outputs = outcome
            .checked
            .iter()
            .filter_map(|checked| checked.output.as_deref());
        outputs.try_for_each(|output| out.write_all(output.as_bytes()))
    };
    let report = |out: &mut dyn Write, palette| {
        write_report(out, outcome, command, Presentation { language, palette })
    };
    let (written, told) = if command.diff {
        let written = write(command, |out, _| documents(out), language);
        let told = terminal::print_aside(|out| writeln!(out, "{}", would_fix(outcome.fixed(), language)));
        (written, told)
    } else if command.output_file.is_some() {
        (
            terminal::print(|out| documents(out)),
            write(command, report, language),
        )
    } else {
        let plain = Palette::new(terminal::is_color_forced());
        (
            terminal::print(|out| documents(out)),
            terminal::print_aside(|out| report(out, plain)),
        )
    };
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
fn verdict(outcome: &Outcome, command: &CheckCommand) -> Exit {
    let has_findings = if command.diff {
        outcome.fixed() > 0
    } else {
        outcome.checked.iter().any(Checked::has_failed)
    };
    if has_findings && !command.exit_zero {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

/// What is done with each file.
struct Task<'t> {
    settings: &'t Settings,
    fixing: Option<Fixing>,
    fail_on: Severity,
    language: Language,
}

impl Task<'_> {
    /// Fixes a file where that is asked for, and gives the verdict on it.
    fn judge(&self, content: Content) -> Result<Checked, Failure> {
        let path = content.path.clone();
        let Some(fixing) = self.fixing else {
            return Ok(self.verdict(path, content.into_source()?));
        };
        let Content { bytes, is_file, .. } = content.clone();
        let source = content.into_source()?;
        let fixed = fixing.fix(&source, &bytes, self.settings)?;
        let Some(fixed) = fixed else {
            let output = (!is_file && !fixing.is_shown_only).then(|| source.text().to_owned());
            return Ok(Checked {
                output,
                ..self.verdict(path, source)
            });
        };
        let count = fixed.mended.values().sum();
        if fixing.is_shown_only {
            return Ok(Checked {
                fixed: count,
                output: Some(fixing::diff(&source, &fixed.source, self.label())),
                ..Checked::new(path, self.fail_on)
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
            ..self.verdict(path, fixed.source)
        })
    }

    /// What a fixed document is called in a diff.
    fn label(&self) -> &'static str {
        match self.language {
            Language::Chinese => "修正后",
            Language::English => "fixed",
        }
    }

    /// The verdict on a source, which is kept where there is something to show in it.
    fn verdict(&self, path: PathBuf, source: Source) -> Checked {
        let report = check(&source, self.settings);
        Checked {
            encoding: source.encoding(),
            source: (!report.diagnostics.is_empty()).then_some(source),
            report,
            ..Checked::new(path, self.fail_on)
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
pub(crate) struct Content {
    path: PathBuf,
    pub bytes: Vec<u8>,
    is_file: bool,
}

impl Content {
    pub(crate) fn of_file(path: &Path) -> Result<Self, Failure> {
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

    pub(crate) fn of_standard_input(name: &Path) -> Result<Self, Failure> {
        Ok(Self {
            path: name.to_owned(),
            bytes: read(name, io::stdin(), 0)?,
            is_file: false,
        })
    }

    pub(crate) fn into_source(self) -> Result<Source, Failure> {
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

/// Writes to the file that was named, or to standard output.
fn write(
    command: &CheckCommand,
    content: impl FnOnce(&mut dyn Write, Palette) -> io::Result<()>,
    language: Language,
) -> Exit {
    let Some(path) = &command.output_file else {
        let palette = Palette::new(terminal::is_colored());
        return terminal::print(|out| content(out, palette));
    };
    let palette = Palette::new(terminal::is_color_forced());
    match destination::write(path, |out| content(out, palette)) {
        Ok(()) => Exit::Clean,
        Err(error) => {
            terminal::complain(&Failure::not_replaced(path, &error.into()).render(language));
            Exit::Failure
        }
    }
}

/// Writes what was found, or how much of it there is.
fn write_report(
    out: &mut dyn Write,
    outcome: &Outcome,
    command: &CheckCommand,
    presentation: Presentation,
) -> io::Result<()> {
    let format = command.output_format;
    if command.statistics {
        statistics::write(out, outcome, format, presentation.language)?;
    } else {
        output::write(out, outcome, format, presentation)?;
    }
    let is_for_people = matches!(format, OutputFormat::Full | OutputFormat::Concise);
    if is_for_people && !command.quiet {
        output::write_summary(out, outcome, presentation.language)?;
    }
    Ok(())
}
