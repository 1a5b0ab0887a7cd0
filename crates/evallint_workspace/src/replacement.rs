//! The replacement of a file's content, as a whole or not at all.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::Path;

/// Why a file still has its old content.
#[derive(Debug)]
pub enum ReplaceError {
    /// Someone else changed the file since it was read.
    Changed,
    /// There is a file where a new one was to be made.
    Exists,
    /// It may only be read.
    ReadOnly,
    /// What the system says of it.
    System(io::Error),
}

impl From<io::Error> for ReplaceError {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// Gives a file another content, if it still has the one that was read. The new content is written beside it and takes
/// its name when it is complete, so that at any moment the name stands for one of the two, whatever happens. Permissions
/// stay, and the owner where the system allows it; a symbolic link stays one.
///
/// # Errors
/// Fails where the file was changed meanwhile or may only be read, or where the system refuses; it is untouched then.
pub fn replace(path: &Path, read: &[u8], content: &[u8]) -> Result<(), ReplaceError> {
    let target = fs::canonicalize(path)?;
    let metadata = fs::metadata(&target)?;
    if metadata.permissions().readonly() {
        return Err(ReplaceError::ReadOnly);
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut beside = beside().tempfile_in(folder)?;
    beside.write_all(content)?;
    keep_owner(&metadata, beside.path());
    fs::set_permissions(beside.path(), metadata.permissions())?;
    beside.as_file().sync_all()?;
    if fs::read(&target)? != read {
        return Err(ReplaceError::Changed);
    }
    beside
        .persist(&target)
        .map_err(|error| ReplaceError::System(error.error))?;
    sync_folder(folder);
    Ok(())
}

/// Makes a file with a content: complete, or not at all. What took its name meanwhile is not written over.
///
/// # Errors
/// Fails where there is a file by now, or where the system refuses.
pub fn create(path: &Path, content: &[u8]) -> Result<(), ReplaceError> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut beside = as_others_are(&mut beside()).tempfile_in(folder)?;
    beside.write_all(content)?;
    beside.as_file().sync_all()?;
    beside
        .persist_noclobber(path)
        .map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => ReplaceError::Exists,
            _ => ReplaceError::System(error.error),
        })?;
    sync_folder(folder);
    Ok(())
}

/// What makes the file that is to take the name of another.
fn beside() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".evallint-").suffix(".tmp");
    builder
}

/// A file that is new is for others to read as any that its author makes, not as a temporary one.
#[cfg(unix)]
fn as_others_are<'b>(
    builder: &'b mut tempfile::Builder<'static, 'static>,
) -> &'b tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn as_others_are<'b>(
    builder: &'b mut tempfile::Builder<'static, 'static>,
) -> &'b tempfile::Builder<'static, 'static> {
    builder
}

/// Gives the new file to the owner of the old one. Only an administrator may give files away; for anyone else the file is
/// their own already, or becomes so, as it does with most editors.
#[cfg(unix)]
fn keep_owner(metadata: &Metadata, path: &Path) {
    use std::os::unix::fs::{MetadataExt, chown};
    let _ = chown(path, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &Metadata, _: &Path) {}

/// Makes the new name last through a power failure. Not every file system can, and the content is safe without it.
#[cfg(unix)]
fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_what_was_read_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.eval.json");
        fs::write(&path, "old").unwrap();
        replace(&path, b"old", b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert!(matches!(
            replace(&path, b"old", b"newer"),
            Err(ReplaceError::Changed)
        ));
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing is left behind"
        );
    }

    #[test]
    fn makes_what_is_not_there_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        create(&path, b"new").unwrap();
        assert!(matches!(create(&path, b"newer"), Err(ReplaceError::Exists)));
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let beside = folder.path().join("b.json");
        fs::write(&beside, "").unwrap();
        let permissions = |path: &Path| fs::metadata(path).unwrap().permissions();
        assert_eq!(permissions(&path), permissions(&beside));
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        replace(&link, b"old", b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn what_may_only_be_read_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "old").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert!(matches!(
            replace(&path, b"old", b"new"),
            Err(ReplaceError::ReadOnly)
        ));
    }
}
