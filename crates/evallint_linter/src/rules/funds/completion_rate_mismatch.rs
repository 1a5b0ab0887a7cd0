//! `completion-rate-mismatch`: a printed completion rate that is not what its amounts give.

use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "completion-rate-mismatch",
    name: "完成率不符",
    group: Group::Funds,
    severity: Severity::Error,
    page: include_str!("completion-rate-mismatch.md"),
    check,
};

static MISMATCH: Template = Template {
    zh: "{field}填的是 {printed}，但{dividend} {dividend_amount} ÷ {divisor} {divisor_amount} = {computed}。",
    en: "{field} is given as {printed}, but {dividend} {dividend_amount} ÷ {divisor} {divisor_amount} = {computed}.",
};

static CORRECT: Template = Template {
    zh: "金额无误的，比率改为 {computed}；否则请核对金额。",
    en: "If the amounts are right, write {computed}; otherwise correct the amounts.",
};

static OTHER_BUDGET: Template = Template {
    zh: "所填比率是用{budget}算出的，应以{divisor}为分母，改为 {computed}。",
    en: "The given rate was computed with {budget}; the divisor should be {divisor}, which makes {computed}.",
};

static DIVIDEND: Template = Template {
    zh: "被除数",
    en: "The dividend",
};

static DIVISOR: Template = Template {
    zh: "除数",
    en: "The divisor",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for figures in document.fund_figures() {
        let Some(rate) = figures.completion.filter(|rate| !rate.holds()) else {
            continue;
        };
        // A wrong budget that explains the rate as well is told of once, by `adjustment-mismatch`.
        if figures
            .culprit()
            .is_some_and(|culprit| culprit.rate.node == rate.slot.node)
        {
            continue;
        }
        let Some(computed) = rate.computed() else { continue };
        let message = Message::new(&MISMATCH)
            .with("field", rate.slot.field)
            .with("printed", rate.printed)
            .with("dividend", rate.dividend.slot.field)
            .with("dividend_amount", rate.dividend.amount)
            .with("divisor", rate.divisor.slot.field)
            .with("divisor_amount", rate.divisor.amount)
            .with("computed", computed);
        let other_budget = figures
            .budgets()
            .find(|budget| !budget.is(rate.divisor) && rate.fits_divisor(*budget));
        let help = match other_budget {
            Some(budget) => Message::new(&OTHER_BUDGET)
                .with("budget", budget.slot.field)
                .with("divisor", rate.divisor.slot.field)
                .with("computed", computed),
            None => Message::new(&CORRECT).with("computed", computed),
        };
        context
            .report_slot(rate.slot, message)
            .help(help)
            .relate_slot(rate.dividend.slot, Message::new(&DIVIDEND))
            .relate_slot(rate.divisor.slot, Message::new(&DIVISOR));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::check;

    const RATE: &str = "/funds/completion_rate";

    fn check_rate(rate: &str, expected: &[(&str, &str)]) {
        check(&RULE, &json!({ "funds": { "completion_rate": rate } }), expected);
    }

    #[test]
    fn is_compared_half_up_at_the_printed_precision() {
        for right in ["98.36%", "98.4%", "98%", "98.359%", "98.3588%", "９８．３６％"] {
            check_rate(right, &[]);
        }
        for wrong in ["98.35%", "98.3%", "99%", "98.360%"] {
            check_rate(wrong, &[(RATE, wrong)]);
        }
        // A rate below zero is an invalid value, which is finding enough.
        check_rate("-98.36%", &[]);
    }

    #[test]
    fn is_silent_without_its_operands() {
        check(
            &RULE,
            &json!({ "funds": { "completion_rate": "1%", "actual_expenditure": "约一万" } }),
            &[],
        );
        check(
            &RULE,
            &json!({ "funds": { "completion_rate": "1%", "adjusted_budget": 0 } }),
            &[],
        );
        check(
            &RULE,
            &json!({ "funds": { "completion_rate": "1%", "adjusted_budget": null } }),
            &[],
        );
    }
}
