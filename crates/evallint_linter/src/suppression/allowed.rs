//! What a suppression can allow: a rule, or a group of rules.

use crate::pointer::Pointer;
use crate::rule::{Group, Rule};
use crate::rules::{Fault, RULES};
use crate::settings::Settings;

/// A rule or a group of rules, known by its id.
#[derive(Debug, Clone, Copy)]
pub(super) enum Allowed {
    Rule(&'static Rule),
    Group(Group),
}

impl Allowed {
    /// The rule or group with this id; why it cannot be allowed where it cannot.
    pub(super) fn named(id: &str) -> Result<Self, Fault> {
        let rule = RULES.iter().find(|rule| rule.id == id);
        let group = || {
            RULES
                .iter()
                .map(|rule| rule.group)
                .find(|group| group.as_str() == id)
        };
        match (rule, rule.map_or_else(group, |_| None)) {
            (Some(rule), _) if can_be_suppressed(rule) => Ok(Self::Rule(rule)),
            (Some(rule), _) => Err(Fault::Unsuppressible(rule.id)),
            (None, Some(Group::Tool)) => Err(Fault::Unsuppressible(Group::Tool.as_str())),
            (None, Some(group)) => Ok(Self::Group(group)),
            (None, None) => Err(Fault::UnknownRule(id.to_owned(), nearest(id))),
        }
    }

    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.id,
            Self::Group(group) => group.as_str(),
        }
    }

    /// The Chinese name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.name,
            Self::Group(group) => group.name(),
        }
    }

    /// Whether any of the rules is switched on for a field.
    pub(super) fn is_selected(self, settings: &Settings, pointer: &Pointer) -> bool {
        match self {
            Self::Rule(rule) => settings.includes_at(rule, pointer),
            Self::Group(group) => RULES.iter().any(|rule| {
                rule.group == group && can_be_suppressed(rule) && settings.includes_at(rule, pointer)
            }),
        }
    }
}

/// What is not well-formed, and what the tool says of itself, is always told.
pub(crate) fn can_be_suppressed(rule: &Rule) -> bool {
    rule.group != Group::Tool && rule.id != "syntax-error"
}

/// How alike a word and a name must be, from 0 to 1, for the name to be meant.
const ALIKE: f64 = 0.4;

/// What is longer than this, in bytes, is no misspelling of a name.
const LONGEST: usize = 80;

/// The id of the rule or group whose id or Chinese name comes nearest.
fn nearest(written: &str) -> Option<&'static str> {
    if written.len() > LONGEST {
        return None;
    }
    let rules = RULES.iter().filter(|rule| can_be_suppressed(rule));
    let names = rules.flat_map(|rule| {
        let group = rule.group;
        [
            (rule.id, rule.id),
            (rule.id, rule.name),
            (group.as_str(), group.as_str()),
            (group.as_str(), group.name()),
        ]
    });
    names
        .map(|(id, name)| (strsim::normalized_damerau_levenshtein(written, name), id))
        .filter(|(likeness, _)| *likeness > ALIKE)
        .max_by(|(left, _), (right, _)| left.total_cmp(right))
        .map(|(_, id)| id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(id: &str) -> Result<&'static str, Fault> {
        Allowed::named(id).map(Allowed::id)
    }

    #[test]
    fn rules_and_groups_are_known_by_their_ids() {
        assert_eq!(named("placeholder"), Ok("placeholder"));
        assert_eq!(named("text"), Ok("text"));
        assert_eq!(named("structure"), Ok("structure"));
    }

    #[test]
    fn some_cannot_be_suppressed() {
        for id in [
            "syntax-error",
            "internal-error",
            "unused-suppression",
            "invalid-suppression",
            "tool",
        ] {
            assert!(
                matches!(named(id), Err(Fault::Unsuppressible(name)) if name == id),
                "{id}"
            );
        }
    }

    #[test]
    fn the_nearest_is_said_of_one_that_does_not_exist() {
        let near = |written: &str| match named(written) {
            Err(Fault::UnknownRule(name, near)) if name == written => near,
            other => panic!("{written} is {other:?}"),
        };
        assert_eq!(near("placehoder"), Some("placeholder"));
        assert_eq!(near("Funds"), Some("funds"));
        assert_eq!(near("未填占位符"), Some("placeholder"));
        assert_eq!(near("资金"), Some("funds"));
        assert_eq!(near("全部"), None);
    }
}
