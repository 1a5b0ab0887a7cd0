//! The documents of the kit as files that programs of others read.

#![allow(dead_code, reason = "each test uses what it needs of it")]
#![allow(unreachable_pub, reason = "the module is its test's own")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::kit::{Case, Kit};
use crate::validators::{Validators, said};

/// Verdicts by the name of the document.
pub type Verdicts = BTreeMap<String, bool>;

/// The documents with keys in one language that a schema sees, as JSON in a folder of their own.
pub struct Documents {
    folder: TempDir,
    expected: Verdicts,
}

impl Documents {
    /// The documents, with what is expected of each.
    pub fn of(language: &str, validators: &Validators, expected: impl Fn(&Case) -> bool) -> Self {
        let folder = TempDir::new().unwrap();
        let mut verdicts = Verdicts::new();
        for case in Kit::read().seen(language) {
            let path = case.path();
            fs::write(folder.path().join(&path), &case.text).unwrap();
            verdicts.insert(path.replace(".yaml", ".json"), expected(case));
        }
        let mut convert = validators.program("python3");
        convert
            .arg(script("conformance/yaml_to_json.py"))
            .arg(folder.path());
        output(&mut convert);
        Self {
            folder,
            expected: verdicts,
        }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The names of all documents.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.expected.keys()
    }

    /// Takes away what is not expected to be accepted.
    pub fn accepted_only(mut self) -> Self {
        for (name, _) in self.expected.iter().filter(|(_, expected)| !**expected) {
            fs::remove_file(self.folder.path().join(name)).unwrap();
        }
        self.expected.retain(|_, expected| *expected);
        assert!(self.expected.len() > 50);
        self
    }

    /// Every verdict is the expected one.
    pub fn agree(&self, verdicts: &Verdicts, whose: &str) {
        let wrong: Vec<_> = self
            .expected
            .iter()
            .filter(|(name, expected)| verdicts.get(*name) != Some(*expected))
            .collect();
        assert!(wrong.is_empty(), "{whose}: {wrong:#?}");
        assert_eq!(self.expected.len(), verdicts.len(), "{whose}");
    }
}

/// A script of the tests, by its path below their folder.
pub fn script(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

/// What a program says that ends well.
pub fn output(command: &mut Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}\n{}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// Verdicts told as `name true` or `name false`, one a line.
pub fn told(output: &str) -> Verdicts {
    output
        .lines()
        .map(|line| {
            let (name, verdict) = line.rsplit_once(' ').unwrap();
            (name.to_owned(), verdict.parse().unwrap())
        })
        .collect()
}
