//! Which files to check: a named one always, in a folder those named like forms.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use ignore::{WalkBuilder, WalkState};

/// How the names of forms end.
const ENDINGS: &[&str] = &[".eval.json", ".eval.txt", ".eval.md", ".eval.tsv"];

/// What was found, and what could not be read, both sorted.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub files: Vec<PathBuf>,
    pub errors: Vec<String>,
}

/// The files below the paths. What `.gitignore` names is left out.
pub(crate) fn discover(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk(path, &mut found),
            Ok(_) => found.files.push(path.clone()),
            Err(error) => found.errors.push(format!("{}: {error}", path.display())),
        }
    }
    found.files.sort();
    found.files.dedup();
    found.errors.sort();
    found
}

fn walk(folder: &Path, found: &mut Found) {
    let shared = Mutex::new(std::mem::take(found));
    WalkBuilder::new(folder).require_git(false).build_parallel().run(|| {
        Box::new(|entry| {
            let mut found = shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            match entry {
                Ok(entry) if is_form(&entry) => found.files.push(entry.into_path()),
                Ok(_) => {}
                Err(error) => found.errors.push(error.to_string()),
            }
            WalkState::Continue
        })
    });
    *found = shared.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
}

fn is_form(entry: &ignore::DirEntry) -> bool {
    let is_file = entry.file_type().is_some_and(|file_type| file_type.is_file());
    let name = entry.file_name().to_string_lossy();
    is_file && ENDINGS.iter().any(|ending| name.ends_with(ending))
}
