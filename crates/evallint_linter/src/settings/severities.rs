//! Other severities than the rules' own.

use crate::rule::{Rule, Severity};

use super::selector::Selector;

/// What is made of a rule's findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// They are not looked for.
    Off,
    /// They have this severity.
    Severity(Severity),
}

impl Level {
    /// Every level.
    pub const ALL: &'static [Self] = &[
        Self::Severity(Severity::Error),
        Self::Severity(Severity::Warning),
        Self::Severity(Severity::Info),
        Self::Off,
    ];

    /// The word for it in settings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Severity(severity) => severity.as_str(),
        }
    }
}

/// The levels that are chosen for rules and groups.
#[derive(Debug, Clone, Default)]
pub struct Severities(Vec<(Selector, Level)>);

impl Severities {
    /// Chooses a level.
    pub fn choose(&mut self, selector: Selector, level: Level) {
        self.0.push((selector, level));
    }

    /// The level chosen for a rule, if any is. What is said of the rule counts, not what is said of its group.
    #[must_use]
    pub fn level(&self, rule: &Rule) -> Option<Level> {
        let of_rule =
            |(selector, _): &&(Selector, Level)| matches!(selector, Selector::Rule(own) if *own == rule);
        let of_group = |(selector, _): &&(Selector, Level)| matches!(selector, Selector::Group(group) if *group == rule.group);
        let chosen = self
            .0
            .iter()
            .rfind(of_rule)
            .or_else(|| self.0.iter().rfind(of_group));
        chosen.map(|(_, level)| *level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::rule_named;

    #[test]
    fn the_more_specific_wins() {
        let sign = rule_named("adjustment-sign").unwrap();
        let amount = rule_named("amount-format").unwrap();
        let funds = Selector::named("funds").unwrap();
        for rule_first in [true, false] {
            let mut severities = Severities::default();
            if rule_first {
                severities.choose(Selector::Rule(sign), Level::Severity(Severity::Info));
            }
            severities.choose(funds, Level::Off);
            if !rule_first {
                severities.choose(Selector::Rule(sign), Level::Severity(Severity::Info));
            }
            assert_eq!(severities.level(sign), Some(Level::Severity(Severity::Info)));
            assert_eq!(severities.level(amount), Some(Level::Off));
        }
    }
}
