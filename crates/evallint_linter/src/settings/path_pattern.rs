//! Patterns of paths, as `.gitignore` has them.

use std::path::{Component, Path};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Patterns that say of paths below a folder whether they are meant. They are read as `.gitignore` is: one without a
/// slash is found at any depth, one with a slash begins at the folder, what is below a folder that is meant is meant,
/// and `!` takes back what was meant before.
#[derive(Debug, Clone)]
pub struct PathPatterns {
    written: Vec<String>,
    matcher: Gitignore,
}

/// Why a pattern says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PatternFault {
    /// It is blank.
    Blank,
    /// It leaves the folder with `..`.
    Outside,
    /// It is not well-formed: what the reader of patterns says.
    Malformed(String),
}

impl PathPatterns {
    /// The patterns, and what is wrong with those that say nothing, each by its index from 0.
    pub(super) fn read<'p>(patterns: impl Iterator<Item = &'p str>) -> (Self, Vec<(usize, PatternFault)>) {
        let mut builder = GitignoreBuilder::new("");
        builder.allow_unclosed_class(false);
        let (mut written, mut faults) = (Vec::new(), Vec::new());
        for (index, pattern) in patterns.enumerate() {
            written.push(pattern.to_owned());
            if let Err(fault) = add(&mut builder, pattern) {
                faults.push((index, fault));
            }
        }
        // Each pattern was built by itself, so that all of them together can only be too large.
        let matcher = builder.build().unwrap_or_else(|error| {
            faults.push((0, PatternFault::Malformed(error.to_string())));
            Gitignore::empty()
        });
        (Self { written, matcher }, faults)
    }

    /// The patterns as they are written.
    #[must_use]
    pub fn written(&self) -> &[String] {
        &self.written
    }

    /// Whether a path, relative to the folder of the patterns, is meant: itself, or a folder that it is in. One that
    /// leads out of the folder never is.
    #[must_use]
    pub fn cover(&self, path: &Path, is_folder: bool) -> bool {
        stays_inside(path)
            && self
                .matcher
                .matched_path_or_any_parents(path, is_folder)
                .is_ignore()
    }

    /// Whether a path is meant itself, whatever of the folders that it is in.
    #[must_use]
    pub fn name(&self, path: &Path, is_folder: bool) -> bool {
        stays_inside(path) && self.matcher.matched(path, is_folder).is_ignore()
    }
}

fn stays_inside(path: &Path) -> bool {
    path.components()
        .all(|component| matches!(component, Component::Normal(_)))
}

fn add(builder: &mut GitignoreBuilder, pattern: &str) -> Result<(), PatternFault> {
    let (negation, path) = match pattern.strip_prefix('!') {
        Some(path) => ("!", path),
        None => ("", pattern),
    };
    let path = path.strip_prefix("./").unwrap_or(path);
    if path.trim().is_empty() || path == "." || path == "/" {
        return Err(PatternFault::Blank);
    }
    if path.split('/').any(|segment| segment == "..") {
        return Err(PatternFault::Outside);
    }
    // What begins a comment in a file of patterns begins a name here.
    let escape = if negation.is_empty() && path.starts_with('#') {
        "\\"
    } else {
        ""
    };
    match builder.add_line(None, &format!("{negation}{escape}{path}")) {
        Ok(_) => Ok(()),
        Err(ignore::Error::Glob { err, .. }) => Err(PatternFault::Malformed(err)),
        Err(error) => Err(PatternFault::Malformed(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(written: &[&str]) -> PathPatterns {
        let (patterns, faults) = PathPatterns::read(written.iter().copied());
        assert_eq!(faults, []);
        patterns
    }

    #[test]
    fn they_are_read_as_gitignore_is() {
        let meant = |written: &[&str], path: &str| patterns(written).cover(Path::new(path), false);
        assert!(meant(&["旧表"], "旧表/a.eval.json"));
        assert!(meant(&["旧表"], "区县/旧表/子/a.eval.json"));
        assert!(meant(&["/旧表"], "旧表/a.eval.json"));
        assert!(!meant(&["/旧表"], "区县/旧表/a.eval.json"));
        assert!(meant(&["旧表/*.json"], "旧表/a.json"));
        assert!(!meant(&["旧表/*.json"], "旧表/子/a.json"));
        assert!(meant(&["旧表/**/*.json"], "旧表/子/a.json"));
        assert!(meant(&["./旧表/*.json"], "旧表/a.json"));
        assert!(!meant(&["*.json", "!留.json"], "留.json"));
        assert!(meant(&["#号.json"], "#号.json"));
        assert!(!meant(&["旧表/"], "旧表"));
        assert!(patterns(&["旧表/"]).cover(Path::new("旧表"), true));
        assert!(!meant(&["*"], "../外/a.json"));
        assert!(!meant(&["*"], "/外/a.json"));
    }

    #[test]
    fn what_says_nothing_is_told() {
        let (_, faults) = PathPatterns::read(["", "a.json", "[a", "../a", "!"].into_iter());
        let faults: Vec<_> = faults
            .into_iter()
            .map(|(index, fault)| (index, matches!(fault, PatternFault::Malformed(_)), fault))
            .collect();
        assert!(matches!(
            faults.as_slice(),
            [
                (0, false, PatternFault::Blank),
                (2, true, _),
                (3, false, PatternFault::Outside),
                (4, false, PatternFault::Blank)
            ]
        ));
    }
}
