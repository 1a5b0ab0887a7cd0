//! The replacement of a folder with all that is in it, as a whole or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// Why a folder still has its old content.
#[derive(Debug)]
pub enum FolderError {
    /// There is a file, or something else that is no folder.
    NotAFolder,
    /// The folder holds what the new one would not: the first of it, and how much more there is.
    Foreign {
        /// The path of the first in the folder.
        first: PathBuf,
        /// How many more there are.
        more: usize,
    },
    /// What the system says, and of which path.
    System(PathBuf, io::Error),
}

/// Makes a folder with these files, or puts it in the place of one that holds nothing but files that are `ours`, told by
/// their paths in it. The new folder is written beside it and takes its name when it is complete.
///
/// # Errors
/// Fails where the folder holds anything else, or where the system refuses; it is untouched then.
pub fn replace_folder<'f>(
    path: &Path,
    files: impl IntoIterator<Item = (&'f str, &'f [u8])>,
    is_ours: impl Fn(&Path) -> bool,
) -> Result<(), FolderError> {
    // A link to the folder stays one. What is not there yet is made below what is.
    let target = match fs::canonicalize(path) {
        Ok(target) => target,
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(error) => return Err(refused(path, error)),
    };
    let is_there = target.exists();
    if is_there {
        refuse_foreign(&target, &is_ours)?;
    }
    let parent = match target.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return Err(refused(&target, io::ErrorKind::PermissionDenied.into())),
    };
    fs::create_dir_all(parent).map_err(|error| refused(parent, error))?;
    let beside = folder_beside(parent)?;
    let new = beside.path().join("new");
    for (name, content) in files {
        write(&new.join(name), content)?;
    }
    if !is_there {
        return fs::rename(&new, &target).map_err(|error| refused(&target, error));
    }
    let old = beside.path().join("old");
    fs::rename(&target, &old).map_err(|error| refused(&target, error))?;
    fs::rename(&new, &target).map_err(|error| {
        // The name is free, so that the old folder can have it back.
        let _ = fs::rename(&old, &target);
        refused(&target, error)
    })
}

/// A folder that goes with all that is left in it.
fn folder_beside(parent: &Path) -> Result<TempDir, FolderError> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".evallint-").suffix(".tmp");
    builder.tempdir_in(parent).map_err(|error| refused(parent, error))
}

fn write(path: &Path, content: &[u8]) -> Result<(), FolderError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| refused(folder, error))?;
    }
    fs::write(path, content).map_err(|error| refused(path, error))
}

fn refuse_foreign(folder: &Path, is_ours: &impl Fn(&Path) -> bool) -> Result<(), FolderError> {
    if !folder.is_dir() {
        return Err(FolderError::NotAFolder);
    }
    let mut foreign = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(within) = waiting.pop() {
        for entry in fs::read_dir(&within).map_err(|error| refused(&within, error))? {
            let entry = entry.map_err(|error| refused(&within, error))?;
            let kind = entry.file_type().map_err(|error| refused(&within, error))?;
            let path = entry.path();
            let name = path.strip_prefix(folder).unwrap_or(&path);
            if kind.is_dir() {
                waiting.push(path);
            } else if !kind.is_file() || !is_ours(name) {
                foreign.push(name.to_owned());
            }
        }
    }
    foreign.sort();
    let more = foreign.len().saturating_sub(1);
    match foreign.into_iter().next() {
        Some(first) => Err(FolderError::Foreign { first, more }),
        None => Ok(()),
    }
}

fn refused(path: &Path, error: io::Error) -> FolderError {
    FolderError::System(path.to_owned(), error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files_in(folder: &Path) -> Vec<String> {
        let mut files = Vec::new();
        let mut waiting = vec![folder.to_owned()];
        while let Some(within) = waiting.pop() {
            for entry in fs::read_dir(within).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    waiting.push(path);
                } else {
                    let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                    files.push(format!("{name}={}", fs::read_to_string(&path).unwrap()));
                }
            }
        }
        files.sort();
        files
    }

    #[test]
    fn a_folder_is_made_and_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("a/b/site");
        replace_folder(&site, [("x/y", b"1".as_slice()), ("z", b"2")], |_| false).unwrap();
        assert_eq!(files_in(&site), ["x/y=1", "z=2"]);
        let ours = |path: &Path| path == Path::new("x/y") || path == Path::new("z");
        replace_folder(&site, [("z", b"3".as_slice())], ours).unwrap();
        assert_eq!(
            files_in(folder.path()),
            ["a/b/site/z=3"],
            "nothing is left behind"
        );
    }

    #[test]
    fn what_is_not_ours_stays() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("d")).unwrap();
        for name in ["a", "b", "d/c"] {
            fs::write(folder.path().join(name), name).unwrap();
        }
        let before = files_in(folder.path());
        let refused = replace_folder(folder.path(), [("a", b"new".as_slice())], |path| {
            path == Path::new("a")
        });
        let Err(FolderError::Foreign { first, more }) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!((first.as_path(), more), (Path::new("b"), 1));
        let refused = replace_folder(&folder.path().join("a"), [("x", b"".as_slice())], |_| true);
        assert!(matches!(refused, Err(FolderError::NotAFolder)), "{refused:?}");
        let below_a_file = replace_folder(&folder.path().join("a/b"), [("x", b"".as_slice())], |_| true);
        assert!(
            matches!(below_a_file, Err(FolderError::System(..))),
            "{below_a_file:?}"
        );
        assert_eq!(files_in(folder.path()), before);
    }

    #[test]
    fn an_empty_folder_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        fs::create_dir(&site).unwrap();
        replace_folder(&site, [("a", b"1".as_slice())], |_| false).unwrap();
        assert_eq!(files_in(folder.path()), ["site/a=1"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one_and_others_may_read() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::create_dir(&real).unwrap();
        symlink(&real, &link).unwrap();
        replace_folder(&link, [("d/a", b"1".as_slice())], |_| false).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        let plain = folder.path().join("plain");
        fs::create_dir(&plain).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&real), mode(&plain));
        assert_eq!(mode(&real.join("d")), mode(&plain));
    }
}
