//! What a file of settings says, each value with its place.

use std::path::Path;

use evallint_syntax::ByteRange;

use crate::message::Language;
use crate::rule::Severity;

use super::options::{RuleOption, RuleOptions};
use super::path_pattern::PathPatterns;
use super::pointer_pattern::PointerPattern;
use super::selector::Selector;
use super::severities::{Level, Severities};
use super::{Mistake, Selection, Settings, reader};

/// What a file of settings says. What it does not say is `None` or empty.
#[derive(Debug, Clone, Default)]
pub struct SettingsFile {
    /// The language of messages.
    pub lang: Option<Placed<Language>>,
    /// What to run.
    pub select: Option<Placed<Vec<Selector>>>,
    /// What not to run.
    pub ignore: Option<Placed<Vec<Selector>>>,
    /// Which files of a folder are forms.
    pub include: Option<Placed<PathPatterns>>,
    /// Which files and folders are left out.
    pub exclude: Option<Placed<PathPatterns>>,
    /// The level of findings that fails.
    pub fail_on: Option<Placed<Severity>>,
    /// The baseline, relative to the folder of the file.
    pub baseline: Option<Placed<String>>,
    /// The levels of rules and groups.
    pub severity: Vec<Placed<(Selector, Level)>>,
    /// The options of rules.
    pub options: RuleOptions,
    /// Which of the options are given.
    pub given_options: Vec<Placed<&'static RuleOption>>,
    /// What does not run on some files.
    pub per_file: Vec<Placed<FileIgnore>>,
    /// What does not speak of some fields.
    pub per_pointer: Vec<Placed<PointerIgnore>>,
}

/// A value, and where it stands: its key and itself.
#[derive(Debug, Clone)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands, in bytes of the file.
    pub range: ByteRange,
}

/// Rules and groups that do not run on some files.
#[derive(Debug, Clone)]
pub struct FileIgnore {
    /// Which files.
    pub pattern: PathPatterns,
    /// What does not run.
    pub rules: Vec<Selector>,
}

/// Rules and groups that do not speak of some fields.
#[derive(Debug, Clone)]
pub struct PointerIgnore {
    /// Which fields.
    pub pattern: PointerPattern,
    /// What does not speak of them.
    pub rules: Vec<Selector>,
}

impl SettingsFile {
    /// Reads the text of a file of settings, a byte order mark before it or not: what it says, as far as it can be
    /// followed, and all that is wrong with it, in the order of the text.
    #[must_use]
    pub fn read(text: &str) -> (Self, Vec<Mistake>) {
        reader::read(text)
    }

    /// What to check in a document, and how. The path is relative to the folder of the file. Unless the file `selects`,
    /// which rules it selects, ignores and switches off everywhere is left out: who asks for rules gets them.
    #[must_use]
    pub fn settings_for(&self, path: &Path, selects: bool) -> Settings {
        let ids = |selectors: &[Selector]| {
            selectors
                .iter()
                .map(|selector| selector.id().to_owned())
                .collect()
        };
        let selectors = |list: &Option<Placed<Vec<Selector>>>| {
            list.as_ref().map(|list| ids(&list.value)).unwrap_or_default()
        };
        let mut selection = Selection::default();
        if selects {
            selection.select = selectors(&self.select);
            selection.ignore = selectors(&self.ignore);
        }
        let here = self.per_file.iter().map(|placed| &placed.value);
        for ignore in here.filter(|ignore| ignore.pattern.cover(path, false)) {
            selection.ignore.extend(ids(&ignore.rules));
        }
        let mut severities = Severities::default();
        let chosen = self.severity.iter().map(|placed| placed.value);
        for (selector, level) in chosen.filter(|(_, level)| selects || *level != Level::Off) {
            severities.choose(selector, level);
        }
        Settings {
            selection,
            severities,
            options: self.options,
            pointer_ignores: self
                .per_pointer
                .iter()
                .map(|placed| placed.value.clone())
                .collect(),
        }
    }
}
