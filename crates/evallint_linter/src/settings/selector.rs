//! The names that settings know: those of rules and of groups.

use crate::rule::{Group, Rule};
use crate::rules::RULES;

/// A rule or a group of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selector {
    /// One rule.
    Rule(&'static Rule),
    /// Every rule of a group.
    Group(Group),
}

impl Selector {
    /// Every group, then every rule.
    pub fn all() -> impl Iterator<Item = Self> {
        let groups = Group::ALL.iter().copied().map(Self::Group);
        groups.chain(RULES.iter().copied().map(Self::Rule))
    }

    /// The rule or group with this id.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        Self::all().find(|selector| selector.id() == id)
    }

    /// The one whose id or Chinese name comes nearest to what is written; nothing where none is near.
    #[must_use]
    pub fn nearest(written: &str) -> Option<Self> {
        let candidates =
            Self::all().flat_map(|selector| [(selector, selector.id()), (selector, selector.name())]);
        nearest(written, candidates)
    }

    /// The id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.id,
            Self::Group(group) => group.as_str(),
        }
    }

    /// The Chinese name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.name,
            Self::Group(group) => group.name(),
        }
    }

    /// Whether it is this rule or its group.
    #[must_use]
    pub fn matches(self, rule: &Rule) -> bool {
        match self {
            Self::Rule(own) => own == rule,
            Self::Group(group) => group == rule.group,
        }
    }
}

/// How alike a word and a name must be, from 0 to 1, for the name to be meant.
const ALIKE: f64 = 0.4;

/// What is longer than this, in bytes, is no misspelling of a name.
const LONGEST: usize = 80;

/// What goes by the name that comes nearest; nothing where none is near.
pub(super) fn nearest<'n, T>(written: &str, names: impl Iterator<Item = (T, &'n str)>) -> Option<T> {
    if written.len() > LONGEST {
        return None;
    }
    let written = written.to_lowercase().replace('_', "-");
    names
        .map(|(named, name)| (strsim::normalized_damerau_levenshtein(&written, name), named))
        .filter(|(likeness, _)| *likeness > ALIKE)
        .max_by(|(left, _), (right, _)| left.total_cmp(right))
        .map(|(_, named)| named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_and_groups_are_known_by_id() {
        for selector in Selector::all() {
            assert_eq!(Selector::named(selector.id()), Some(selector));
        }
        assert_eq!(Selector::named("资金"), None);
    }

    #[test]
    fn the_nearest_is_known_by_either_name() {
        let near = |written| Selector::nearest(written).map(Selector::id);
        assert_eq!(near("adjustment_sign"), Some("adjustment-sign"));
        assert_eq!(near("placehoder"), Some("placeholder"));
        assert_eq!(near("调减未标负号"), Some("adjustment-sign"));
        assert_eq!(near("FUNDS"), Some("funds"));
        assert_eq!(near("zzz"), None);
        assert_eq!(near(&"funds".repeat(100)), None);
    }
}
