//! What a run gave.

use std::borrow::Cow;
use std::path::PathBuf;

use evallint_linter::{Diagnostic, Report, Severity};
use evallint_syntax::{Encoding, Source};
use evallint_workspace::Failure;

use super::summary::InBaseline;

/// The files that were checked, and those that could not be.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// In the order of their paths.
    pub checked: Vec<Checked>,
    /// In the order of their paths.
    pub failures: Vec<Failure>,
    /// How many findings a baseline records of files that are no longer there.
    pub gone_with_their_files: usize,
    /// The folder that relative paths start from, where the system tells it.
    pub folder: Option<PathBuf>,
}

/// A file that was checked, and fixed where that was asked for.
#[derive(Debug)]
pub(crate) struct Checked {
    /// The path as it was given.
    pub path: PathBuf,
    /// The level from which a finding in it fails the run.
    pub fail_on: Severity,
    /// The encoding the file has.
    pub encoding: Encoding,
    /// The source, kept only where there is something to show in it.
    pub source: Option<Source>,
    /// The verdict.
    pub report: Report,
    /// What a baseline has to do with it.
    pub baseline: InBaseline,
    /// How many findings were mended, or would be.
    pub fixed: usize,
    /// What is to be written for it beside or in place of its findings.
    pub output: Option<String>,
}

impl Checked {
    /// A file in which nothing was found.
    pub(crate) fn new(path: PathBuf, fail_on: Severity) -> Self {
        Self {
            path,
            fail_on,
            encoding: Encoding::default(),
            source: None,
            report: Report::default(),
            baseline: InBaseline::default(),
            fixed: 0,
            output: None,
        }
    }

    /// The path as text.
    pub(crate) fn path(&self) -> Cow<'_, str> {
        self.path.to_string_lossy()
    }

    /// Whether a finding in it fails the run.
    pub(crate) fn has_failed(&self) -> bool {
        self.report.worst().is_some_and(|worst| worst >= self.fail_on)
    }

    /// The findings, each with the source it is about.
    pub(crate) fn findings(&self) -> impl Iterator<Item = (&Source, &Diagnostic)> {
        self.source.iter().flat_map(|source| {
            self.report
                .diagnostics
                .iter()
                .map(move |diagnostic| (source, diagnostic))
        })
    }
}

impl Outcome {
    /// What baselines have to do with all of it.
    pub(crate) fn baseline(&self) -> InBaseline {
        let mut baseline = InBaseline {
            gone: self.gone_with_their_files,
            ..InBaseline::default()
        };
        for checked in &self.checked {
            baseline += checked.baseline;
        }
        baseline
    }

    /// How many findings were mended in all files, or would be.
    pub(crate) fn fixed(&self) -> usize {
        self.checked.iter().map(|checked| checked.fixed).sum()
    }

    /// The findings in all files.
    pub(crate) fn findings(&self) -> impl Iterator<Item = (&Source, &Diagnostic)> {
        self.checked.iter().flat_map(Checked::findings)
    }
}
