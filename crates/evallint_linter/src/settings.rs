//! What a user can choose.

use rust_decimal::Decimal;

use crate::rule::Rule;

/// What to check and how.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Which rules run.
    pub selection: Selection,
    /// The options of single rules.
    pub options: RuleOptions,
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
