//! `evallint format`: one layout for the forms of a folder.

use std::io::Write;
use std::path::{Path, PathBuf};

use evallint_convert::{FormatRefusal, format};
use evallint_linter::Language;
use evallint_syntax::Source;
use evallint_workspace::Failure;
use rayon::prelude::*;

use crate::arguments::FormatCommand;
use crate::check::{Content, tell_of_empty};
use crate::convert::error_line;
use crate::exit::Exit;
use crate::fixing;
use crate::output::visible_text::sanitize;
use crate::settings::Chosen;
use crate::terminal;

/// What became of a file.
enum Outcome {
    Unchanged,
    Changed {
        path: PathBuf,
        before: Source,
        after: Source,
    },
    /// It is as it was, for these reasons.
    Failed(Vec<String>),
}

pub(crate) fn run(command: &FormatCommand, chosen: &Chosen<'_>, language: Language) -> Exit {
    let workspace = chosen.workspace;
    let dash = Path::new("-");
    if command.paths.iter().any(|path| path == dash) {
        return format_input(command, language);
    }
    let here = [PathBuf::from(".")];
    let paths = if command.paths.is_empty() {
        &here
    } else {
        command.paths.as_slice()
    };
    let found = workspace.discover(paths);
    tell_of_empty(&found.empty_folders, workspace, language);
    if !chosen.are_sound(language) {
        return Exit::Failure;
    }
    let is_shown_only = command.check || command.diff;
    let outcomes: Vec<Outcome> = found
        .files
        .par_iter()
        .map(|path| format_file(path, is_shown_only, language))
        .collect();
    let mut exit = Exit::Clean;
    for failure in &found.failures {
        terminal::complain(&failure.render(language));
        exit = Exit::Failure;
    }
    for reason in outcomes.iter().filter_map(Outcome::reasons).flatten() {
        terminal::complain(reason);
        exit = Exit::Failure;
    }
    exit.max(verdict(&outcomes, is_shown_only))
        .max(show(&outcomes, command, language))
}

/// Formats standard input to standard output.
fn format_input(command: &FormatCommand, language: Language) -> Exit {
    let path = Path::new("-");
    let content = match Content::of_standard_input(path) {
        Ok(content) => content,
        Err(failure) => {
            terminal::complain(&failure.render(language));
            return Exit::Failure;
        }
    };
    let bytes = content.bytes.clone();
    let outcome = outcome_of(path, content, language);
    match &outcome {
        Outcome::Failed(reasons) => {
            for reason in reasons {
                terminal::complain(reason);
            }
            Exit::Failure
        }
        _ if command.check || command.diff => {
            let outcomes = [outcome];
            verdict(&outcomes, true).max(show(&outcomes, command, language))
        }
        Outcome::Changed { after, .. } => terminal::print(|out| out.write_all(&after.to_bytes())),
        Outcome::Unchanged => terminal::print(|out| out.write_all(&bytes)),
    }
}

fn verdict(outcomes: &[Outcome], is_shown_only: bool) -> Exit {
    let is_changed = |outcome: &Outcome| matches!(outcome, Outcome::Changed { .. });
    if is_shown_only && outcomes.iter().any(is_changed) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

fn format_file(path: &Path, is_shown_only: bool, language: Language) -> Outcome {
    let content = match Content::of_file(path) {
        Ok(content) => content,
        Err(failure) => return Outcome::Failed(vec![failure.render(language)]),
    };
    let bytes = content.bytes.clone();
    let outcome = outcome_of(path, content, language);
    if let Outcome::Changed { after, .. } = &outcome
        && !is_shown_only
        && let Err(failure) = fixing::write_back(path, &bytes, after)
    {
        return Outcome::Failed(vec![failure.render(language)]);
    }
    outcome
}

/// What becomes of a content, not yet written anywhere.
fn outcome_of(path: &Path, content: Content, language: Language) -> Outcome {
    let bytes = content.bytes.clone();
    let before = match content.into_source() {
        Ok(source) => source,
        Err(failure) => return Outcome::Failed(vec![failure.render(language)]),
    };
    if *before.to_bytes() != *bytes {
        return Outcome::Failed(vec![Failure::not_reversible(path).render(language)]);
    }
    match format(&before) {
        Ok(after) if after.text() == before.text() => Outcome::Unchanged,
        Ok(after) => Outcome::Changed {
            path: path.to_owned(),
            before,
            after,
        },
        Err(refusal) => Outcome::Failed(reasons(&before, &refusal, language)),
    }
}

fn reasons(source: &Source, refusal: &FormatRefusal, language: Language) -> Vec<String> {
    let errors = match refusal {
        FormatRefusal::Broken(errors) => errors.as_slice(),
        _ => &[],
    };
    let mut lines: Vec<_> = errors
        .iter()
        .map(|error| error_line(source, error, language))
        .collect();
    lines.push(format!(
        "{}: {}",
        sanitize(source.path()),
        refusal.reason(language)
    ));
    lines
}

/// Shows what was changed, or would be: the names and how many, or the differences.
fn show(outcomes: &[Outcome], command: &FormatCommand, language: Language) -> Exit {
    let changed: Vec<(&Path, &Source, &Source)> = outcomes.iter().filter_map(Outcome::changed).collect();
    let unchanged = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Outcome::Unchanged))
        .count();
    terminal::print(|out| {
        if command.diff {
            let label = match language {
                Language::Chinese => "整理后",
                Language::English => "formatted",
            };
            for (_, before, after) in &changed {
                out.write_all(fixing::diff(before, after, label).as_bytes())?;
            }
            return Ok(());
        }
        for (path, _, _) in &changed {
            let path = path.to_string_lossy();
            let path = sanitize(&path);
            match (command.check, language) {
                (true, Language::Chinese) => writeln!(out, "{path}: 需要整理")?,
                (true, Language::English) => writeln!(out, "{path}: would be formatted")?,
                (false, Language::Chinese) => writeln!(out, "{path}: 已整理")?,
                (false, Language::English) => writeln!(out, "{path}: formatted")?,
            }
        }
        if changed.len() + unchanged == 0 {
            return Ok(());
        }
        writeln!(
            out,
            "{}",
            summary(changed.len(), unchanged, command.check, language)
        )
    })
}

fn summary(changed: usize, unchanged: usize, is_check: bool, language: Language) -> String {
    let files = |count: usize| {
        if count == 1 {
            "1 file".to_owned()
        } else {
            format!("{count} files")
        }
    };
    match (is_check, language) {
        (true, Language::Chinese) => format!("{changed} 个文件需要整理，{unchanged} 个无需改动。"),
        (false, Language::Chinese) => format!("已整理 {changed} 个文件，{unchanged} 个无需改动。"),
        (true, Language::English) => format!(
            "{} would be formatted, {unchanged} left unchanged.",
            files(changed)
        ),
        (false, Language::English) => format!("{} formatted, {unchanged} left unchanged.", files(changed)),
    }
}

impl Outcome {
    fn reasons(&self) -> Option<&Vec<String>> {
        match self {
            Self::Failed(reasons) => Some(reasons),
            Self::Unchanged | Self::Changed { .. } => None,
        }
    }

    fn changed(&self) -> Option<(&Path, &Source, &Source)> {
        match self {
            Self::Changed { path, before, after } => Some((path, before, after)),
            Self::Unchanged | Self::Failed(_) => None,
        }
    }
}
