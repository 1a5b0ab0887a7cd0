//! Which files to check: a named one always, in a folder those that are forms by the settings in force there.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::{DirEntry, WalkBuilder};

use crate::failure::Failure;
use crate::settings::{FoundSettings, Workspace};

/// How forms are named where no settings say otherwise, as settings would say it.
pub const FORM_PATTERNS: &[&str] = &[
    "*.eval.json",
    "*.eval.txt",
    "*.eval.md",
    "*.eval.tsv",
    "*.eval.yaml",
    "*.eval.yml",
];

/// What was found, what could not be read, and the folders without a form, all sorted.
#[derive(Debug, Default)]
pub struct Found {
    /// The files to check.
    pub files: Vec<PathBuf>,
    /// What could not be read.
    pub failures: Vec<Failure>,
    /// The folders without a form.
    pub empty_folders: Vec<PathBuf>,
}

/// Whether a file is a form by its path, wherever `.gitignore` may leave it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coverage {
    /// The settings in force exclude it, or a folder that it is in.
    Excluded,
    /// It is named like a form.
    Form,
    /// Nothing says so.
    Unnamed,
}

impl Workspace {
    /// Whether a file is a form by the settings in force where it lies, or else by its name.
    #[must_use]
    pub fn coverage(&self, file: &Path) -> Coverage {
        let says = |settings: &Arc<FoundSettings>, path: &Path| {
            let exclude = settings.file.exclude.as_ref();
            exclude.is_some_and(|exclude| exclude.value.cover(path, false))
        };
        if self.asks(file, says).unwrap_or(false) {
            Coverage::Excluded
        } else if self.is_included(file) {
            Coverage::Form
        } else {
            Coverage::Unnamed
        }
    }

    /// The forms below the paths. What `.gitignore` names is left out, and what the settings exclude.
    #[must_use]
    pub fn discover(&self, paths: &[PathBuf]) -> Found {
        let mut found = Found::default();
        for path in paths {
            match std::fs::metadata(path) {
                Ok(metadata) if metadata.is_dir() => found.add_folder(path, self),
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

    /// Whether the settings in force where a thing lies leave it out.
    fn excludes(&self, entry: &DirEntry) -> bool {
        let says = |settings: &Arc<FoundSettings>, path: &Path| {
            let exclude = settings.file.exclude.as_ref();
            exclude.is_some_and(|exclude| exclude.value.name(path, is_folder(entry)))
        };
        self.asks(entry.path(), says).unwrap_or(false)
    }

    /// Whether an entry of a folder is a file, and a form.
    fn is_form(&self, entry: &DirEntry) -> bool {
        let is_file = entry.file_type().is_some_and(|file_type| file_type.is_file());
        is_file && self.is_included(entry.path())
    }

    /// Whether a file is a form by the settings in force where it lies, or else by its name.
    fn is_included(&self, file: &Path) -> bool {
        let says = |settings: &Arc<FoundSettings>, path: &Path| {
            let include = settings.file.include.as_ref();
            include.map(|include| include.value.cover(path, false))
        };
        self.asks(file, says)
            .flatten()
            .unwrap_or_else(|| is_named_like_a_form(file))
    }

    /// What the settings in force for a path say of it; nothing where there are none.
    fn asks<T>(&self, path: &Path, says: impl Fn(&Arc<FoundSettings>, &Path) -> T) -> Option<T> {
        let settings = self.settings_of(path)?;
        let relative = settings.relative(&self.absolute(path));
        Some(says(&settings, &relative))
    }
}

impl Found {
    fn add_folder(&mut self, folder: &Path, workspace: &Workspace) {
        let (files, failures) = walk(folder, workspace);
        if files.is_empty() && failures.is_empty() {
            self.empty_folders.push(folder.to_owned());
        }
        self.files.extend(files);
        self.failures.extend(failures);
    }
}

/// Walks a folder in one thread: listing is little beside checking, and a thread costs more than a folder of one form.
/// What a person's own git configuration names is checked as well, so that a verdict is the same for everyone.
fn walk(folder: &Path, workspace: &Workspace) -> (Vec<PathBuf>, Vec<Failure>) {
    let (mut files, mut failures) = (Vec::new(), Vec::new());
    let filter = workspace.clone();
    let entries = WalkBuilder::new(folder)
        .require_git(false)
        .git_global(false)
        // The folder that was asked for is walked, whatever the settings say of it.
        .filter_entry(move |entry| entry.depth() == 0 || !filter.excludes(entry))
        .build();
    for entry in entries {
        match entry {
            Ok(entry) if workspace.is_form(&entry) => files.push(plain(entry.path())),
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

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|file_type| file_type.is_dir())
}

fn is_named_like_a_form(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    FORM_PATTERNS
        .iter()
        .any(|pattern| name.ends_with(pattern.trim_start_matches('*')))
}
