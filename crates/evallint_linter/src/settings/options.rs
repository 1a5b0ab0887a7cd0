//! The options of single rules, and the one list that names them.

use rust_decimal::Decimal;

use crate::rule::Rule;

/// The options of single rules.
#[derive(Debug, Clone, Copy)]
pub struct RuleOptions {
    /// How `adjustment-sign` wants a cut to be printed.
    pub adjustment_sign: SignConvention,
    /// The rate in percent above which `unexplained-adjustment` wants a reason.
    pub unexplained_adjustment: Decimal,
    /// The rate in percent below which `unexplained-low-completion` wants a reason.
    pub low_completion: Decimal,
    /// The share of the expenditure in percent below which `low-task-coverage` speaks.
    pub task_coverage: Decimal,
}

impl Default for RuleOptions {
    fn default() -> Self {
        Self {
            adjustment_sign: SignConvention::default(),
            unexplained_adjustment: Decimal::from(30),
            low_completion: Decimal::from(90),
            task_coverage: Decimal::from(50),
        }
    }
}

/// How the adjustment of a budget that was cut is to be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SignConvention {
    /// With a minus.
    #[default]
    Signed,
    /// As its magnitude, without a minus.
    Absolute,
    /// Either way.
    Either,
}

impl SignConvention {
    /// Every convention.
    pub const ALL: &'static [Self] = &[Self::Signed, Self::Absolute, Self::Either];

    /// The word for it in settings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Absolute => "absolute",
            Self::Either => "either",
        }
    }
}

/// An option of a rule, as settings name it.
#[derive(Debug)]
pub struct RuleOption {
    /// The id of the rule.
    pub rule: &'static str,
    /// The key in the rule's table.
    pub name: &'static str,
    /// What values it takes, and where they go.
    pub kind: OptionKind,
    /// What it is, in Chinese.
    pub zh: &'static str,
    /// What it is, in English.
    pub en: &'static str,
}

/// What values an option takes. The function gives the place of the value among all options.
#[derive(Debug, Clone, Copy)]
pub enum OptionKind {
    /// A percentage from 0 up to a bound.
    Percent {
        /// The largest that makes sense, in percent: a power of ten.
        most: u32,
        /// Where the value goes.
        place: fn(&mut RuleOptions) -> &mut Decimal,
    },
    /// A way to print signs.
    Sign(fn(&mut RuleOptions) -> &mut SignConvention),
}

/// Every option of every rule.
pub static RULE_OPTIONS: &[RuleOption] = &[
    RuleOption {
        rule: "adjustment-sign",
        name: "convention",
        kind: OptionKind::Sign(|options| &mut options.adjustment_sign),
        zh: "调减的预算调整数怎样填：signed 带负号；absolute 只填绝对值；either 两种都可以。",
        en: "How the adjustment of a budget that was cut is printed: signed, with a minus; absolute, without one; either.",
    },
    RuleOption {
        rule: "unexplained-adjustment",
        name: "above",
        kind: OptionKind::Percent {
            most: 1_000,
            place: |options| &mut options.unexplained_adjustment,
        },
        zh: "预算调整率（不计正负）超过多少，须说明原因。",
        en: "The adjustment rate, whatever its sign, above which a reason is wanted.",
    },
    RuleOption {
        rule: "unexplained-low-completion",
        name: "below",
        kind: OptionKind::Percent {
            most: 100,
            place: |options| &mut options.low_completion,
        },
        zh: "预算完成率低于多少，须说明原因。",
        en: "The completion rate below which a reason is wanted.",
    },
    RuleOption {
        rule: "low-task-coverage",
        name: "below",
        kind: OptionKind::Percent {
            most: 100,
            place: |options| &mut options.task_coverage,
        },
        zh: "各项任务资金合计占实际支出数的比例低于多少，提请确认。",
        en: "The share of the expenditure, summed over the tasks, below which a look is asked for.",
    },
];

impl RuleOption {
    /// The options of a rule.
    pub fn of_rule(rule: &Rule) -> impl Iterator<Item = &'static Self> + use<> {
        let id = rule.id;
        RULE_OPTIONS.iter().filter(move |option| option.rule == id)
    }

    /// The value among these, as settings write it.
    #[must_use]
    pub fn written(&self, mut options: RuleOptions) -> String {
        match self.kind {
            OptionKind::Percent { place, .. } => format!("{}%", place(&mut options).normalize()),
            OptionKind::Sign(place) => place(&mut options).as_str().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::rule_named;

    #[test]
    fn every_option_is_of_a_rule_and_has_a_name_of_its_own() {
        for option in RULE_OPTIONS {
            let rule = rule_named(option.rule).unwrap();
            let same = RuleOption::of_rule(rule).filter(|other| other.name == option.name);
            assert_eq!(same.count(), 1, "{}.{}", option.rule, option.name);
        }
    }

    #[test]
    fn defaults_are_told_as_they_are_written() {
        let written: Vec<_> = RULE_OPTIONS
            .iter()
            .map(|option| option.written(RuleOptions::default()))
            .collect();
        assert_eq!(written, ["signed", "30%", "90%", "50%"]);
    }
}
