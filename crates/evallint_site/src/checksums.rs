//! What the files of the site are recognized by.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::SiteFile;

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

/// The files that a list names, without their checksums; lines that are none of its kind are passed over.
pub fn listed_files(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter_map(|line| {
        let (sum, path) = line.split_once("  ")?;
        let is_sum = sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_sum.then_some(path)
    })
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
        assert_eq!(listed_files(&list).collect::<Vec<_>>(), ["a", "b/index.html"]);
        assert_eq!(listed_files("hello  a\n").count(), 0);
    }
}
