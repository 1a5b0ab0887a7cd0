//! `completion-rate-mismatch`: a printed completion rate that is not what its amounts give.

use evallint_schema::Role;

use crate::funds::{Explanation, Explanations, Mistake, Relation, report_rate_mismatch};
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "completion-rate-mismatch",
    name: "完成率不符",
    group: Group::Funds,
    severity: Severity::Error,
    page: include_str!("completion-rate-mismatch.md"),
    has_fix: true,
    check,
};

static CORRECT: Template = Template {
    zh: "金额无误的，比率改为 {computed}；否则请核对金额。",
    en: "If the amounts are right, write {computed}; otherwise correct the amounts.",
};

static OTHER_BUDGET: Template = Template {
    zh: "所填比率是用{budget}算出的，应以{divisor}为分母，改为 {computed}。",
    en: "The given rate was computed with {budget}; the divisor should be {divisor}, which makes {computed}.",
};

static WRONG_EXPENDITURE: Template = Template {
    zh: "{figure}填的是 {amount}，与完成率等多项数据都对不上；按完成率推算约为 {should_be}。",
    en: "{figure} is given as {amount}, which fits neither the completion rate nor other figures; by the rate it is about {should_be}.",
};

static CHECK_EXPENDITURE: Template = Template {
    zh: "请核对决算数；如系笔误，应为 {should_be} 左右。",
    en: "Check it against the final accounts; most likely it is about {should_be}.",
};

static FOLLOWS: Template = Template {
    zh: "与之有关的数据",
    en: "A figure that depends on it",
};

fn check(context: &mut Context<'_, '_>) {
    if let Some(explanation) = spent(context.funds) {
        report_expenditure(context, explanation);
    }
    for figures in context.funds.figures() {
        let Some(rate) = figures.completion.filter(|rate| !rate.holds()) else {
            continue;
        };
        // A figure that explains more than this rate is told of once.
        if context.funds.explain(Relation::Completion) {
            continue;
        }
        let Some(computed) = rate.computed() else { continue };
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
        report_rate_mismatch(context, rate, computed, help);
    }
}

/// An expenditure that explains the rate and more.
fn spent<'c, 'd, 'a>(funds: &'c Explanations<'d, 'a>) -> Option<&'c Explanation<'d, 'a>> {
    funds
        .by(Mistake::Number)
        .filter(|explanation| explanation.figure.slot.field.role == Role::Actual)
}

fn report_expenditure(context: &mut Context<'_, '_>, explanation: &Explanation<'_, '_>) {
    let figure = explanation.figure;
    let message = Message::new(&WRONG_EXPENDITURE)
        .with("figure", figure.slot.field)
        .with("amount", figure.amount)
        .with("should_be", explanation.should_be);
    let finding = context.report_slot(figure.slot, message);
    finding.help(Message::new(&CHECK_EXPENDITURE).with("should_be", explanation.should_be));
    for field in explanation.computed_fields() {
        finding.relate_slot(figure.slot.record.slot(field), Message::new(&FOLLOWS));
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
