//! `adjustment-rate-mismatch`: a printed rate of adjustment that is not what its amounts give.

use crate::funds::{Relation, report_rate_mismatch};
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "adjustment-rate-mismatch",
    name: "调整率不符",
    group: Group::Funds,
    severity: Severity::Error,
    page: include_str!("adjustment-rate-mismatch.md"),
    has_fix: true,
    check,
};

static CORRECT: Template = Template {
    zh: "金额无误的，比率改为 {computed}；否则请核对金额。",
    en: "If the amounts are right, write {computed}; otherwise correct the amounts.",
};

fn check(context: &mut Context<'_, '_>) {
    for figures in context.funds.figures() {
        let Some(rate) = figures
            .adjustment_rate
            .filter(|rate| !figures.adjustment_rate_holds(*rate))
        else {
            continue;
        };
        // A figure that explains more than this rate is told of once.
        if context.funds.explain(Relation::AdjustmentRate) {
            continue;
        }
        let Some(computed) = rate.computed() else { continue };
        let help = Message::new(&CORRECT).with("computed", computed);
        report_rate_mismatch(context, rate, computed, help);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::check;

    fn check_rate(rate: &str, expected: &[(&str, &str)]) {
        check(&RULE, &json!({ "funds": { "adjustment_rate": rate } }), expected);
    }

    #[test]
    fn is_compared_as_a_magnitude() {
        check_rate("-6.32%", &[]);
        check_rate("6.3%", &[]);
        check_rate("6.33%", &[("/funds/adjustment_rate", "6.33%")]);
        check_rate("5.95%", &[("/funds/adjustment_rate", "5.95%")]);
    }

    #[test]
    fn may_fit_the_printed_or_the_computed_adjustment() {
        check(
            &RULE,
            &json!({ "funds": { "adjustment": "1,234.05", "adjustment_rate": "10.00%" } }),
            &[],
        );
        check(&RULE, &json!({ "funds": { "adjustment": "1,234.05" } }), &[]);
    }
}
