//! `evallint check`: finds the files, checks them in parallel and writes what was found.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use evallint_linter::{Language, check};
use evallint_syntax::{LARGEST_SOURCE, Source, SourceError};
use evallint_workspace::{FORM_PATTERNS, Failure, Found, Workspace};
use rayon::prelude::*;

use crate::arguments::{CheckCommand, OutputFormat};
use crate::baseline::{self, Baselines, Judged};
use crate::exit::Exit;
use crate::fixing::{self, Fixing};
use crate::output::palette::Palette;
use crate::output::visible_text::sanitize;
use crate::output::{self, Checked, Outcome, Presentation, destination, statistics};
use crate::progress::Progress;
use crate::settings::{self, Chosen};
use crate::{terminal, watch};

pub(crate) fn run(command: &CheckCommand, workspace: &Workspace, language: Language) -> Exit {
    terminal::choose_color(command.color);
    if let Some(contradiction) = contradiction(command, language) {
        terminal::complain(contradiction);
        return Exit::Failure;
    }
    if command.watch {
        // What the settings say may change between two runs.
        watch::run(command, language, || {
            let workspace = settings::workspace(&command.settings);
            run_once(command, Chosen::new(&workspace, &command.settings), language)
        })
    } else {
        run_once(command, Chosen::new(workspace, &command.settings), language)
    }
}

/// What is asked for that cannot be had together.
fn contradiction(command: &CheckCommand, language: Language) -> Option<&'static str> {
    (command.statistics && !statistics::suit(command.output_format)).then_some(match language {
        Language::Chinese => "--statistics 只能输出为 full、concise、json、jsonl；请更换 --output-format",
        Language::English => "--statistics needs --output-format full, concise, json or jsonl",
    })
}

fn run_once(command: &CheckCommand, chosen: Chosen<'_>, language: Language) -> Exit {
    let inputs = find_inputs(command, chosen.workspace, language);
    if !chosen.are_sound(language) {
        return Exit::Failure;
    }
    if command.show_files {
        return show_files(&inputs, language);
    }
    let baselines = match read_baselines(command, chosen, &inputs) {
        Ok(baselines) => baselines,
        Err(failures) => return complain_of(&failures, language),
    };
    let mut outcome = check_all(command, inputs, chosen, &baselines, language);
    complain_of(&outcome.failures, language);
    if let Some(named) = &command.write_baseline {
        match write_baselines(chosen, named.as_deref(), &outcome.checked, language) {
            Ok(()) => outcome.checked.iter_mut().for_each(put_in_baseline),
            Err(failure) => return complain_of(&[failure], language),
        }
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

fn complain_of(failures: &[Failure], language: Language) -> Exit {
    for failure in failures {
        terminal::complain(&failure.render(language));
    }
    Exit::Failure
}

/// Lists the files that would be checked, one a line.
fn show_files(inputs: &Inputs, language: Language) -> Exit {
    let written = terminal::print(|out| {
        let files = inputs.standard_input.iter().chain(&inputs.files);
        for file in files {
            writeln!(out, "{}", sanitize(&file.to_string_lossy()))?;
        }
        Ok(())
    });
    match inputs.failures.as_slice() {
        [] => written,
        failures => complain_of(failures, language),
    }
}

/// The baselines to leave out what is recorded in them. What is to be recorded must not be left out.
fn read_baselines<'a>(
    command: &CheckCommand,
    chosen: Chosen<'a>,
    inputs: &Inputs,
) -> Result<Baselines<'a>, Vec<Failure>> {
    if command.write_baseline.is_some() {
        return Ok(Baselines::none(chosen));
    }
    let files: Vec<&Path> = inputs
        .standard_input
        .iter()
        .chain(&inputs.files)
        .map(PathBuf::as_path)
        .collect();
    Baselines::read(chosen, &files)
}

/// Records what was found in the baselines of the files, but not what came without a name.
fn write_baselines(
    chosen: Chosen<'_>,
    named: Option<&Path>,
    checked: &[Checked],
    language: Language,
) -> Result<(), Failure> {
    let judged: Vec<_> = checked
        .iter()
        .filter(|checked| has_name(checked))
        .map(|checked| Judged {
            file: &checked.path,
            source: checked.source.as_ref(),
            report: &checked.report,
        })
        .collect();
    for told in baseline::write(chosen, named, &judged, language)? {
        terminal::complain(&told);
    }
    Ok(())
}

/// Whether it is a file, and not what came on standard input without a name.
fn has_name(checked: &Checked) -> bool {
    checked.path != Path::new("-")
}

/// Leaves out what was found, now that it is recorded.
fn put_in_baseline(checked: &mut Checked) {
    if has_name(checked) {
        checked.baseline.left_out = checked.report.diagnostics.len();
        checked.report.diagnostics.clear();
    }
}

fn check_all(
    command: &CheckCommand,
    inputs: Inputs,
    chosen: Chosen<'_>,
    baselines: &Baselines<'_>,
    language: Language,
) -> Outcome {
    let Inputs {
        files,
        standard_input,
        mut failures,
    } = inputs;
    let task = Task {
        chosen,
        baselines,
        fixing: Fixing::of(command),
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
        gone_with_their_files: baselines.gone_with_their_files(),
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
    chosen: Chosen<'t>,
    baselines: &'t Baselines<'t>,
    fixing: Option<Fixing>,
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
        let fixed = fixing.fix(&source, &bytes, &self.chosen.settings_for(&path))?;
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
                ..self.unmarked(path)
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

    /// The verdict on a source without what is recorded in its baseline. The source is kept where there is something to
    /// show in it.
    fn verdict(&self, path: PathBuf, source: Source) -> Checked {
        let settings = self.chosen.settings_for(&path);
        let mut report = check(&source, &settings);
        let baseline = self.baselines.leave_out(&path, &source, &mut report, &settings);
        Checked {
            encoding: source.encoding(),
            source: (!report.diagnostics.is_empty()).then_some(source),
            report,
            baseline,
            ..self.unmarked(path)
        }
    }

    /// A file in which nothing was found.
    fn unmarked(&self, path: PathBuf) -> Checked {
        let fail_on = self.chosen.fail_on(&path);
        Checked::new(path, fail_on)
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
fn find_inputs(command: &CheckCommand, workspace: &Workspace, language: Language) -> Inputs {
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
    } = workspace.discover(&paths);
    tell_of_empty(&empty_folders, workspace, language);
    let standard_input =
        from_input.then(|| command.stdin_filename.clone().unwrap_or_else(|| dash.to_owned()));
    Inputs {
        files,
        standard_input,
        failures,
    }
}

/// A word about each folder that has no form.
pub(crate) fn tell_of_empty(folders: &[PathBuf], workspace: &Workspace, language: Language) {
    for folder in folders {
        let has_patterns = workspace
            .settings_in(folder)
            .is_some_and(|settings| settings.file.include.is_some());
        terminal::complain(&no_forms_in(folder, has_patterns, language));
    }
}

/// What to say of a folder without a form.
fn no_forms_in(folder: &Path, has_patterns: bool, language: Language) -> String {
    let folder = folder.display();
    let names = || {
        FORM_PATTERNS
            .iter()
            .map(|pattern| pattern.trim_start_matches('*'))
    };
    match (language, has_patterns) {
        (Language::Chinese, false) => format!(
            "{folder}: 没有找到表单，文件名应以 {} 结尾",
            names().collect::<Vec<_>>().join("、")
        ),
        (Language::English, false) => format!(
            "{folder}: no forms found; their names end with {}",
            names().collect::<Vec<_>>().join(", ")
        ),
        (Language::Chinese, true) => {
            format!("{folder}: 没有找到表单，请查看设置中的 include 和 exclude（evallint config）")
        }
        (Language::English, true) => {
            format!("{folder}: no forms found; see include and exclude in the settings (`evallint config`)")
        }
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

    /// What is read of a path, or on standard input where it is a dash.
    pub(crate) fn of(path: &Path) -> Result<Self, Failure> {
        if path == Path::new("-") {
            Self::of_standard_input(path)
        } else {
            Self::of_file(path)
        }
    }

    /// The source at a path, or on standard input; nothing after a word about why there is none.
    pub(crate) fn source_or_complaint(path: &Path, language: Language) -> Option<Source> {
        match Self::of(path).and_then(Self::into_source) {
            Ok(source) => Some(source),
            Err(failure) => {
                terminal::complain(&failure.render(language));
                None
            }
        }
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
