//! Paths as other tools want them.

use std::path::{MAIN_SEPARATOR, Path};

use evallint_workspace::percent_encoded;

/// The path with slashes, and relative where it lies below the folder.
pub(crate) fn below(path: &str, folder: Option<&Path>) -> String {
    let relative = folder.and_then(|folder| Path::new(path).strip_prefix(folder).ok());
    let path = relative.map_or_else(|| path.into(), Path::to_string_lossy);
    slashed(path.strip_prefix("./").unwrap_or(&path))
}

/// A path as a URI: a reference where it is relative, with the scheme `file` where it is not.
pub(crate) fn uri(path: &str) -> String {
    let is_absolute = Path::new(path).is_absolute();
    let slashed = slashed(path);
    let encoded = percent_encoded(&slashed);
    match (is_absolute, slashed.starts_with('/')) {
        (false, _) => encoded,
        (true, true) => format!("file://{encoded}"),
        (true, false) => format!("file:///{encoded}"),
    }
}

fn slashed(path: &str) -> String {
    path.replace(MAIN_SEPARATOR, "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_below_the_folder_is_relative() {
        let here = Some(Path::new("/预算/2023"));
        assert_eq!(below("/预算/2023/a/b.txt", here), "a/b.txt");
        assert_eq!(below("/预算/2022/b.txt", here), "/预算/2022/b.txt");
        assert_eq!(below("./a.txt", here), "a.txt");
        assert_eq!(below("../a.txt", here), "../a.txt");
        assert_eq!(below("/a.txt", None), "/a.txt");
    }

    #[test]
    fn a_uri_has_no_character_that_means_something_else() {
        assert_eq!(
            uri("自评 表#1?.eval.txt"),
            "%E8%87%AA%E8%AF%84%20%E8%A1%A8%231%3F.eval.txt"
        );
        assert_eq!(uri("a:b/100%.txt"), "a%3Ab/100%25.txt");
        assert_eq!(uri("../a_b-c~.txt"), "../a_b-c~.txt");
        assert_eq!(uri("/x y/[z]"), "file:///x%20y/%5Bz%5D");
    }
}
