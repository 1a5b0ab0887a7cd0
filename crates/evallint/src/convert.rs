//! `evallint convert`: the same form in another writing.

use std::io::Write;
use std::path::Path;

use evallint_convert::{Loss, Refusal, Target, convert};
use evallint_linter::{Diagnostic, Language};
use evallint_schema::KeyLanguage;
use evallint_syntax::{ByteRange, Source};

use crate::arguments::{ConvertCommand, TargetArgument};
use crate::check::Content;
use crate::exit::Exit;
use crate::output::visible_text::sanitize;
use crate::terminal;
use evallint_workspace::{ReplaceError, create, replace};

pub(crate) fn run(command: &ConvertCommand, language: Language) -> Exit {
    let output = command.output.as_deref().filter(|path| *path != Path::new("-"));
    let Some(target) = target_of(command) else {
        terminal::complain(&no_target(output, language));
        return Exit::Failure;
    };
    let Some(source) = Content::source_or_complaint(&command.file, language) else {
        return Exit::Failure;
    };
    let converted = match convert(&source, target, command.keys.map(KeyLanguage::from)) {
        Ok(converted) => converted,
        Err(refusal) => {
            refuse(&source, &refusal, language);
            return Exit::Failure;
        }
    };
    let exit = match output {
        Some(path) => save(path, &converted.text, command.force, language),
        None => terminal::print(|out| out.write_all(converted.text.as_bytes())),
    };
    if exit == Exit::Clean {
        for loss in &converted.losses {
            terminal::complain(&told(&source, loss, language));
        }
    }
    exit
}

/// The writing that is asked for, or else the one that the name of the output tells of.
fn target_of(command: &ConvertCommand) -> Option<Target> {
    let named = || Target::of_file_name(&command.output.as_ref()?.to_string_lossy());
    command.to.map(Target::from).or_else(named)
}

fn no_target(output: Option<&Path>, language: Language) -> String {
    const TARGETS: &str = "yaml, json, text, md, html, tsv";
    match (output, language) {
        (None, Language::Chinese) => {
            format!("没有说明转换成什么：用 -o 给出输出文件，或用 --to 给出格式（{TARGETS}）")
        }
        (None, Language::English) => {
            format!("what to convert to is not said: name a file with -o, or a format with --to ({TARGETS})")
        }
        (Some(path), Language::Chinese) => format!(
            "{}: 从文件名看不出格式，请用 --to 给出（{TARGETS}）",
            sanitize(&path.to_string_lossy())
        ),
        (Some(path), Language::English) => format!(
            "{}: the name does not tell the format; give it with --to ({TARGETS})",
            sanitize(&path.to_string_lossy())
        ),
    }
}

/// Writes a file as a whole or not at all, over one that is there only where that is asked for.
pub(crate) fn save(path: &Path, text: &str, force: bool, language: Language) -> Exit {
    match write_file(path, text.as_bytes(), force) {
        Ok(()) => Exit::Clean,
        Err(error) => {
            terminal::complain(&unsaved(path, &error, language));
            Exit::Failure
        }
    }
}

/// Writes a new file, or over one that is there where that is asked for.
fn write_file(path: &Path, content: &[u8], force: bool) -> Result<(), ReplaceError> {
    if force && path.exists() {
        let read = std::fs::read(path)?;
        return replace(path, &read, content);
    }
    create(path, content)?;
    Ok(())
}

/// What to say of a file that was not written.
fn unsaved(path: &Path, error: &ReplaceError, language: Language) -> String {
    let name = path.to_string_lossy();
    let name = sanitize(&name);
    let why = match (error, language) {
        (ReplaceError::Exists, _) => return existing(path, language),
        (ReplaceError::System(error), Language::Chinese) => format!("无法写入（{error}）"),
        (ReplaceError::System(error), Language::English) => format!("cannot be written ({error})"),
        (ReplaceError::Changed, Language::Chinese) => "文件正被改动，未覆盖；请重新运行".to_owned(),
        (ReplaceError::Changed, Language::English) => {
            "is being changed, and was left as it is; run again".to_owned()
        }
        (ReplaceError::ReadOnly, Language::Chinese) => "文件是只读的，未覆盖".to_owned(),
        (ReplaceError::ReadOnly, Language::English) => "is read-only, and was left as it is".to_owned(),
    };
    format!("{name}: {why}")
}

/// What to say of a file that is there already.
pub(crate) fn existing(path: &Path, language: Language) -> String {
    let path = path.to_string_lossy();
    let path = sanitize(&path);
    match language {
        Language::Chinese => format!("{path}: 文件已经存在，未覆盖；确要覆盖请加 --force"),
        Language::English => format!("{path}: exists already and was left as it is; --force overwrites it"),
    }
}

fn refuse(source: &Source, refusal: &Refusal, language: Language) {
    if let Refusal::Broken(errors) = refusal {
        for error in errors {
            terminal::complain(&error_line(source, error, language));
        }
    }
    let path = sanitize(source.path());
    terminal::complain(&format!("{path}: {}", refusal.reason(language)));
}

pub(crate) fn error_line(source: &Source, error: &Diagnostic, language: Language) -> String {
    format!(
        "{}: {}",
        place(source, Some(error.range)),
        sanitize(&error.message.render(language))
    )
}

fn told(source: &Source, loss: &Loss, language: Language) -> String {
    let message = loss.message.render(language);
    let pointer = loss.pointer.as_str();
    let message = sanitize(message.trim());
    if pointer.is_empty() {
        format!("{}: {message}", place(source, loss.place))
    } else {
        format!("{}: {} {message}", place(source, loss.place), sanitize(pointer))
    }
}

/// `path:line:column`, or the path alone.
fn place(source: &Source, range: Option<ByteRange>) -> String {
    let path = sanitize(source.path());
    match range {
        Some(range) => {
            let start = source.place(range).start;
            format!("{path}:{}:{}", start.line, start.column)
        }
        None => path.into_owned(),
    }
}

impl From<TargetArgument> for Target {
    fn from(argument: TargetArgument) -> Self {
        match argument {
            TargetArgument::Yaml => Self::Yaml,
            TargetArgument::Json => Self::Json,
            TargetArgument::Text => Self::Text,
            TargetArgument::Md => Self::Markdown,
            TargetArgument::Html => Self::Html,
            TargetArgument::Tsv => Self::Tsv,
        }
    }
}
