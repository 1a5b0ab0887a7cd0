//! Which files to check: a named one always, in a folder those named like forms.

use std::path::{Path, PathBuf};

use evallint_linter::Language;
use ignore::WalkBuilder;

use crate::failure::Failure;
use crate::output::visible_text::sanitize;

/// How the names of forms end.
const ENDINGS: &[&str] = &[
    ".eval.json",
    ".eval.txt",
    ".eval.md",
    ".eval.tsv",
    ".eval.yaml",
    ".eval.yml",
];

/// What was found, what could not be read, and the folders without a form, all sorted.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub files: Vec<PathBuf>,
    pub failures: Vec<Failure>,
    pub empty_folders: Vec<PathBuf>,
}

/// The files below the paths. What `.gitignore` names is left out.
pub(crate) fn discover(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => found.add_folder(path),
            Ok(metadata) if metadata.is_file() || is_stream_of_the_shell(path) => {
                found.files.push(plain(path));
            }
            Ok(_) => found.failures.push(Failure::not_a_file(path)),
            Err(error) => found.failures.push(Failure::unread(path, &error)),
        }
    }
    found.files.sort();
    found.files.dedup();
    found.empty_folders.sort();
    found.empty_folders.dedup();
    found
        .failures
        .sort_by(|left, right| left.path().cmp(right.path()));
    found
}

/// What to say of a folder without a form.
pub(crate) fn no_forms_in(folder: &Path, language: Language) -> String {
    let folder = folder.to_string_lossy();
    let folder = sanitize(&folder);
    match language {
        Language::Chinese => format!("{folder}: 没有找到表单，文件名应以 {} 结尾", ENDINGS.join("、")),
        Language::English => format!(
            "{folder}: no forms found; their names end with {}",
            ENDINGS.join(", ")
        ),
    }
}

impl Found {
    fn add_folder(&mut self, folder: &Path) {
        let (files, failures) = walk(folder);
        if files.is_empty() && failures.is_empty() {
            self.empty_folders.push(folder.to_owned());
        }
        self.files.extend(files);
        self.failures.extend(failures);
    }
}

/// Walks a folder in one thread: listing is little beside checking, and a thread costs more than a folder of one form.
/// What a person's own git configuration names is checked as well, so that a verdict is the same for everyone.
fn walk(folder: &Path) -> (Vec<PathBuf>, Vec<Failure>) {
    let (mut files, mut failures) = (Vec::new(), Vec::new());
    let entries = WalkBuilder::new(folder)
        .require_git(false)
        .git_global(false)
        .build();
    for entry in entries {
        match entry {
            Ok(entry) if is_form(&entry) => files.push(plain(entry.path())),
            Ok(_) => {}
            Err(error) => failures.push(Failure::unwalked(folder, &error)),
        }
    }
    (files, failures)
}

/// Whether the shell made the path for a command's output: `<(…)`. Any other pipe might never be written to.
fn is_stream_of_the_shell(path: &Path) -> bool {
    ["/dev/fd", "/dev/stdin", "/proc/self/fd"]
        .iter()
        .any(|folder| path.starts_with(folder))
}

/// The path without `./` before it, so that a file reached in two ways is checked once.
fn plain(path: &Path) -> PathBuf {
    path.strip_prefix("./").unwrap_or(path).to_owned()
}

fn is_form(entry: &ignore::DirEntry) -> bool {
    let is_file = entry.file_type().is_some_and(|file_type| file_type.is_file());
    let name = entry.file_name().to_string_lossy();
    is_file && ENDINGS.iter().any(|ending| name.ends_with(ending))
}
