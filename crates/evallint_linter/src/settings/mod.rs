//! What a user can choose, and the file it is written in.
//!
//! [`SettingsFile::read`] turns the text of an `evallint.toml` into what it says, with the place of each value, and into
//! all that is wrong with it. [`SettingsFile::settings_for`] gives what [`check`](crate::check()) takes.

mod file;
mod key;
mod mistake;
mod options;
mod path_pattern;
mod percent;
mod pointer_pattern;
mod reader;
mod schema;
mod selector;
mod severities;

pub use file::{FileIgnore, Placed, PointerIgnore, SettingsFile};
pub use key::{Key, SETTINGS_KEYS};
pub use mistake::Mistake;
pub use options::{OptionKind, RULE_OPTIONS, RuleOption, RuleOptions, SignConvention};
pub use path_pattern::PathPatterns;
pub use pointer_pattern::PointerPattern;
pub(crate) use schema::SCHEMA_PATH;
pub use schema::settings_schema;
pub use selector::Selector;
pub use severities::{Level, Severities};

use crate::diagnostic::Diagnostic;
use crate::pointer::Pointer;
use crate::rule::Rule;

/// The file name of settings.
pub const SETTINGS_NAME: &str = "evallint.toml";

/// What to check and how.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Which rules run.
    pub selection: Selection,
    /// Which rules and groups have another severity than their own, or none.
    pub severities: Severities,
    /// The options of single rules.
    pub options: RuleOptions,
    /// Where in a document rules do not speak.
    pub pointer_ignores: Vec<PointerIgnore>,
}

impl Settings {
    /// Whether the rule runs.
    #[must_use]
    pub fn includes(&self, rule: &Rule) -> bool {
        self.selection.includes(rule) && self.severities.level(rule) != Some(Level::Off)
    }

    /// Whether the rule speaks of this field.
    #[must_use]
    pub fn includes_at(&self, rule: &Rule, pointer: &Pointer) -> bool {
        let is_ignored = |ignore: &PointerIgnore| {
            ignore.rules.iter().any(|selector| selector.matches(rule)) && ignore.pattern.covers(pointer)
        };
        self.includes(rule) && !self.pointer_ignores.iter().any(is_ignored)
    }

    /// Gives each finding of a rule the severity that is chosen for it.
    pub(crate) fn set_severities(&self, diagnostics: &mut [Diagnostic]) {
        for diagnostic in diagnostics {
            if let Some(Level::Severity(severity)) = self.severities.level(diagnostic.rule) {
                diagnostic.severity = severity;
            }
        }
    }
}

/// Which rules run: those selected (all, when nothing is) but for those ignored. Both name rules or groups by id.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// What to run; empty means everything.
    pub select: Vec<String>,
    /// What not to run.
    pub ignore: Vec<String>,
}

impl Selection {
    /// Whether the rule runs.
    #[must_use]
    pub fn includes(&self, rule: &Rule) -> bool {
        let names = |list: &[String]| {
            list.iter()
                .any(|name| name == rule.id || name == rule.group.as_str())
        };
        (self.select.is_empty() || names(&self.select)) && !names(&self.ignore)
    }
}
