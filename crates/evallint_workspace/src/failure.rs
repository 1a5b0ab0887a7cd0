//! Why a file could not be checked, or written.

use std::io;
use std::path::{Path, PathBuf};

use evallint_linter::Language;
use evallint_syntax::{LARGEST_SOURCE, SourceError};

use crate::baseline::BaselineFault;
use crate::replacement::ReplaceError;

/// A path, and why what it names could not be read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    path: PathBuf,
    reason: Reason,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Reason {
    NotFound,
    NoPermission,
    NotAFile,
    NoText(SourceError),
    /// A folder where settings or a baseline should be.
    IsFolder,
    /// A pipe or device where settings or a baseline should be.
    NoFileForIt,
    /// More than this many bytes in a file that is never so long.
    TooLarge(u64),
    /// A file that must be in UTF-8, and is not from this byte on.
    NotUtf8(usize),
    /// A baseline that cannot be followed.
    NoBaseline(BaselineFault),
    /// Its bytes could not all be written back as they are.
    NotReversible,
    /// It was changed between reading and writing.
    Changed,
    /// It may only be read.
    ReadOnly,
    /// It could not be written, for what the system says.
    NotWritten(String),
    /// A stream that did not end where it would be too large.
    TooLong,
    /// What the system says of it.
    Other(String),
}

impl Failure {
    /// A file that the system did not give.
    #[must_use]
    pub fn unread(path: &Path, error: &io::Error) -> Self {
        let reason = match error.kind() {
            io::ErrorKind::NotFound => Reason::NotFound,
            io::ErrorKind::PermissionDenied => Reason::NoPermission,
            _ => Reason::Other(error.to_string()),
        };
        Self {
            path: path.to_owned(),
            reason,
        }
    }

    /// A pipe, socket or device.
    #[must_use]
    pub fn not_a_file(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            reason: Reason::NotAFile,
        }
    }

    /// A file whose bytes are no text.
    #[must_use]
    pub fn no_text(path: &Path, error: SourceError) -> Self {
        Self {
            path: path.to_owned(),
            reason: Reason::NoText(error),
        }
    }

    /// Settings or a baseline that is a folder, a pipe or a device.
    #[must_use]
    pub fn not_a_file_to_read(path: &Path, is_folder: bool) -> Self {
        Self::because(
            path,
            if is_folder {
                Reason::IsFolder
            } else {
                Reason::NoFileForIt
            },
        )
    }

    /// Settings or a baseline of more bytes than are read.
    #[must_use]
    pub fn too_large(path: &Path, most: u64) -> Self {
        Self::because(path, Reason::TooLarge(most))
    }

    /// Settings or a baseline that is not UTF-8 from this byte on.
    #[must_use]
    pub fn not_utf8(path: &Path, at: usize) -> Self {
        Self::because(path, Reason::NotUtf8(at))
    }

    /// A file that is no baseline, or none that can be followed.
    pub(crate) fn no_baseline(path: &Path, fault: BaselineFault) -> Self {
        Self::because(path, Reason::NoBaseline(fault))
    }

    /// A file that would not stay the same outside the fixes.
    #[must_use]
    pub fn not_reversible(path: &Path) -> Self {
        Self::because(path, Reason::NotReversible)
    }

    /// A file that still has its old content, or is still not there.
    #[must_use]
    pub fn not_replaced(path: &Path, error: &ReplaceError) -> Self {
        let reason = match error {
            ReplaceError::Changed | ReplaceError::Exists => Reason::Changed,
            ReplaceError::ReadOnly => Reason::ReadOnly,
            ReplaceError::System(error) => Reason::NotWritten(error.to_string()),
        };
        Self::because(path, reason)
    }

    fn because(path: &Path, reason: Reason) -> Self {
        Self {
            path: path.to_owned(),
            reason,
        }
    }

    /// A stream without an end, or with one that is too far.
    #[must_use]
    pub fn too_long(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            reason: Reason::TooLong,
        }
    }

    /// What went wrong below a folder.
    #[must_use]
    pub fn unwalked(folder: &Path, error: &ignore::Error) -> Self {
        let path = path_of(error).unwrap_or(folder);
        match error.io_error() {
            Some(error) => Self::unread(path, error),
            None => Self {
                path: path.to_owned(),
                reason: Reason::Other(error.to_string()),
            },
        }
    }

    /// The path that could not be read.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What to tell people. It may hold any character that a path may.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        format!("{}: {}", self.path.display(), self.reason(language))
    }

    /// Why the path could not be read or written.
    #[must_use]
    pub fn reason(&self, language: Language) -> String {
        match language {
            Language::Chinese => self.reason.chinese(),
            Language::English => self.reason.english(),
        }
    }
}

impl Reason {
    // People count bytes from 1.
    fn chinese(&self) -> String {
        match self {
            Self::NotFound => "没有这个文件或文件夹".to_owned(),
            Self::NoPermission => "没有读取权限".to_owned(),
            Self::NotAFile => "不是普通文件；管道内容请用“-”从标准输入读取".to_owned(),
            Self::NoText(SourceError::TooLarge(size)) => {
                format!("文件过大（{size} 字节，上限 {LARGEST_SOURCE} 字节），未检查")
            }
            Self::NoText(SourceError::NotUtf8(at)) => {
                format!(
                    "既不是 UTF-8 编码（自第 {} 字节起），也不是 GB18030；请另存为 UTF-8",
                    at + 1
                )
            }
            Self::NoText(SourceError::Binary(at)) => {
                format!(
                    "是二进制文件，不是文本（第 {} 字节为 NUL）；UTF-16 编码的文件，请先另存为 UTF-8",
                    at + 1
                )
            }
            Self::IsFolder => "是文件夹，这里要的是文件；要检查的文件夹请写在选项前面".to_owned(),
            Self::NoFileForIt => "不是普通文件".to_owned(),
            Self::TooLarge(most) => format!("文件过大（上限 {most} 字节），不像是 evallint 的文件"),
            Self::NotUtf8(at) => format!("不是 UTF-8 编码（自第 {} 字节起）；请另存为 UTF-8", at + 1),
            Self::NoBaseline(fault) => fault.chinese(),
            Self::NotReversible => "含有无法原样写回的 GB18030 字节，未修正；请先另存为 UTF-8".to_owned(),
            Self::Changed => "检查期间文件被改动，未写入；请重新运行".to_owned(),
            Self::ReadOnly => "文件是只读的，未写入".to_owned(),
            Self::NotWritten(error) => format!("无法写入，文件保持原样（{error}）"),
            Self::TooLong => format!("内容过多（超过上限 {LARGEST_SOURCE} 字节），未检查"),
            Self::Other(error) => format!("无法读取（{error}）"),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::NotFound => "no such file or folder".to_owned(),
            Self::NoPermission => "no permission to read it".to_owned(),
            Self::NotAFile => {
                "not a regular file; read what a pipe holds from standard input with -".to_owned()
            }
            Self::NoText(SourceError::TooLarge(size)) => {
                format!("too large to be checked: {size} bytes, at most {LARGEST_SOURCE}")
            }
            Self::NoText(SourceError::NotUtf8(at)) => {
                format!(
                    "not UTF-8 from byte {} on, and not GB18030; save it as UTF-8",
                    at + 1
                )
            }
            Self::NoText(SourceError::Binary(at)) => {
                format!(
                    "a binary file, not text (byte {} is NUL); save a file in UTF-16 as UTF-8 first",
                    at + 1
                )
            }
            Self::IsFolder => {
                "is a folder, where a file is wanted; name folders to check before the options".to_owned()
            }
            Self::NoFileForIt => "not a regular file".to_owned(),
            Self::TooLarge(most) => {
                format!("more than {most} bytes, which no file of this kind has")
            }
            Self::NotUtf8(at) => format!("not UTF-8 from byte {} on; save it as UTF-8", at + 1),
            Self::NoBaseline(fault) => fault.english(),
            Self::NotReversible => {
                "holds GB18030 bytes that could not be written back as they are; not fixed; save it as UTF-8"
                    .to_owned()
            }
            Self::Changed => "was changed while it was checked; not written; run again".to_owned(),
            Self::ReadOnly => "is read-only; not written".to_owned(),
            Self::NotWritten(error) => format!("cannot be written and is unchanged ({error})"),
            Self::TooLong => format!("too large to be checked: more than {LARGEST_SOURCE} bytes"),
            Self::Other(error) => format!("cannot be read ({error})"),
        }
    }
}

/// The path an error of the walk speaks of.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(failure: &Failure) -> [String; 2] {
        [
            failure.render(Language::Chinese),
            failure.render(Language::English),
        ]
    }

    #[test]
    fn tells_why_in_both_languages() {
        let path = Path::new("表.eval.txt");
        let unread = |kind: io::ErrorKind| both(&Failure::unread(path, &kind.into()));
        let no_text = |error| both(&Failure::no_text(path, error));
        assert_eq!(
            unread(io::ErrorKind::NotFound),
            [
                "表.eval.txt: 没有这个文件或文件夹",
                "表.eval.txt: no such file or folder"
            ]
        );
        assert_eq!(
            unread(io::ErrorKind::PermissionDenied),
            [
                "表.eval.txt: 没有读取权限",
                "表.eval.txt: no permission to read it"
            ]
        );
        assert_eq!(
            unread(io::ErrorKind::TimedOut),
            [
                "表.eval.txt: 无法读取（timed out）",
                "表.eval.txt: cannot be read (timed out)"
            ]
        );
        assert_eq!(
            no_text(SourceError::TooLarge(70_000_000)),
            [
                "表.eval.txt: 文件过大（70000000 字节，上限 67108864 字节），未检查",
                "表.eval.txt: too large to be checked: 70000000 bytes, at most 67108864"
            ]
        );
    }

    #[test]
    fn the_walk_tells_the_path_that_failed() {
        let error = ignore::Error::WithDepth {
            depth: 2,
            err: Box::new(ignore::Error::WithPath {
                path: PathBuf::from("a/b"),
                err: Box::new(ignore::Error::Io(io::ErrorKind::PermissionDenied.into())),
            }),
        };
        assert_eq!(
            Failure::unwalked(Path::new("a"), &error).render(Language::English),
            "a/b: no permission to read it"
        );
    }
}
