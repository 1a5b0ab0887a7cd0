//! What the files of the site are recognized by.

use std::collections::HashSet;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::SiteFile;
use crate::frame::is_made_here;
use crate::place::FRONT;

/// The file that lists all others with their checksums, as `sha256sum` writes and reads it.
pub const CHECKSUMS: &str = "SHA256SUMS";

/// The list of files.
pub(crate) fn of(files: &[SiteFile]) -> SiteFile {
    let mut files: Vec<_> = files.iter().collect();
    files.sort_by(|left, right| left.path.cmp(&right.path));
    let mut list = String::new();
    for file in files {
        list.extend([&sha256(&file.bytes), "  ", &file.path, "\n"]);
    }
    SiteFile::new(CHECKSUMS, list)
}

/// The files of a site that was made before which are still as they were made, by the list of them and what a path holds
/// now. There are none where the list is not that of a site.
pub fn unchanged_files(list: &str, read: impl Fn(&str) -> Option<Vec<u8>>) -> HashSet<String> {
    let mut files = HashSet::new();
    let mut is_site = false;
    for (sum, path) in listed(list) {
        let Some(bytes) = read(path).filter(|bytes| sha256(bytes) == sum) else {
            continue;
        };
        is_site |= path == FRONT && is_made_here(&bytes);
        files.insert(path.to_owned());
    }
    if is_site {
        files.insert(CHECKSUMS.to_owned());
    } else {
        files.clear();
    }
    files
}

/// The checksums and paths that a list names; lines that are none of its kind are passed over.
fn listed(list: &str) -> impl Iterator<Item = (&str, &str)> {
    list.lines().filter_map(|line| line.split_once("  "))
}

/// The checksum in hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let mut digits = String::new();
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read_back() {
        let files = [SiteFile::new("b/index.html", "b"), SiteFile::new("a", "")];
        let list = String::from_utf8(of(&files).bytes).unwrap();
        assert!(list.starts_with("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n"));
        let paths: Vec<_> = listed(&list).map(|(_, path)| path).collect();
        assert_eq!(paths, ["a", "b/index.html"]);
    }
}
