//! Addresses of files as clients write them.

use std::path::{Path, PathBuf};

use evallint_workspace::percent_encoded;
use lsp_types::Uri;
use percent_encoding::percent_decode_str;

/// The path of a file by its address; nothing for what is no file, such as a document that was never saved.
pub(crate) fn path_of(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_ref().strip_prefix("file://")?;
    let without_fragment = rest.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_decode_str(without_fragment).decode_utf8().ok()?;
    let (host, path) = decoded.split_at_checked(decoded.find('/')?)?;
    let is_drive = path.get(1..3).is_some_and(|drive| {
        drive.ends_with(':') && drive.starts_with(|letter: char| letter.is_ascii_alphabetic())
    });
    match host {
        "" | "localhost" if cfg!(windows) && is_drive => path.get(1..).map(PathBuf::from),
        "" | "localhost" => Some(PathBuf::from(path)),
        _ if cfg!(windows) => Some(PathBuf::from(format!("//{decoded}"))),
        _ => None,
    }
}

/// The address of a file by its path from the root.
pub(crate) fn uri_of(path: &Path) -> Uri {
    let written = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let encoded = percent_encoded(&written);
    if written.starts_with("//") {
        Uri(format!("file:{encoded}"))
    } else if written.starts_with('/') {
        Uri(format!("file://{encoded}"))
    } else {
        Uri(format!("file:///{encoded}"))
    }
}

/// A file beside another with another extension, of which there is none yet.
pub(crate) fn beside(file: &Path, extension: &str) -> PathBuf {
    let plain = file.with_extension(extension);
    let numbered = (2..).map(|number| {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let (name, kind) = stem.split_once('.').unwrap_or((&stem, ""));
        let kind = if kind.is_empty() {
            String::new()
        } else {
            format!(".{kind}")
        };
        file.with_file_name(format!("{name}-{number}{kind}.{extension}"))
    });
    std::iter::once(plain.clone())
        .chain(numbered)
        .take(MOST_NAMES)
        .find(|path| !path.exists())
        .unwrap_or(plain)
}

/// How many names are tried for a new file.
const MOST_NAMES: usize = 1_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn path(uri: &str) -> Option<String> {
        path_of(&Uri(uri.to_owned())).map(|path| path.to_string_lossy().into_owned())
    }

    #[test]
    fn a_file_is_told_by_its_address() {
        assert_eq!(
            path("file:///%E9%A2%84%E7%AE%97/a%20b.json").as_deref(),
            Some("/预算/a b.json")
        );
        assert_eq!(path("file:///预算/a.json").as_deref(), Some("/预算/a.json"));
        assert_eq!(path("file://localhost/a").as_deref(), Some("/a"));
        assert_eq!(path("untitled:Untitled-1"), None);
        assert_eq!(path("file://"), None);
        assert_eq!(path("file:///%FF"), None);
    }

    #[test]
    fn a_new_file_has_a_name_that_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("自评.eval.json");
        let named = |name: &str| folder.path().join(name);
        assert_eq!(beside(&file, "yaml"), named("自评.eval.yaml"));
        std::fs::write(named("自评.eval.yaml"), "").unwrap();
        assert_eq!(beside(&file, "yaml"), named("自评-2.eval.yaml"));
    }

    #[test]
    fn a_path_comes_back_from_its_address() {
        for path in ["/预算/自评 表#1?.eval.txt", "/a/b%20c", "/"] {
            let path = Path::new(path);
            assert_eq!(path_of(&uri_of(path)).as_deref(), Some(path));
        }
    }
}
