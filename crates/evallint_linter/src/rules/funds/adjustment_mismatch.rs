//! `adjustment-mismatch`: a printed adjustment that is not the difference of the budgets.

use evallint_schema::{Field, Role};

use crate::fix::{Fix, title};
use crate::funds::{AdjustmentState, Explanation, Mistake, Relation};
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "adjustment-mismatch",
    name: "调整数不符",
    group: Group::Funds,
    severity: Severity::Error,
    page: include_str!("adjustment-mismatch.md"),
    has_fix: true,
    check,
};

static MISMATCH: Template = Template {
    zh: "{field}填的是 {printed}，但{minuend} {minuend_amount} − {subtrahend} {subtrahend_amount} = {computed}。",
    en: "{field} is given as {printed}, but {minuend} {minuend_amount} − {subtrahend} {subtrahend_amount} = {computed}.",
};

static CORRECT: Template = Template {
    zh: "预算数无误的，调整数改为 {computed}；否则请核对预算数。",
    en: "If the budgets are right, write {computed}; otherwise correct the budgets.",
};

static NO_MINUS: Template = Template {
    zh: "预算是调增，不应有负号，请改为 {computed}。",
    en: "The budget was raised, so there should be no minus: write {computed}.",
};

static MINUEND: Template = Template {
    zh: "调整后的预算",
    en: "The adjusted budget",
};

static SUBTRAHEND: Template = Template {
    zh: "年初预算",
    en: "The initial budget",
};

static WRONG_BUDGET: Template = Template {
    zh: "{figure}填的是 {amount}，与调整数和比率都对不上；按这些数据推算应为 {should_be}。",
    en: "{figure} is given as {amount}, which fits neither the adjustment nor the rates; by them it should be {should_be}.",
};

static CORRECT_FIGURE: Template = Template {
    zh: "请核对预算批复；如系笔误，应改为 {should_be}。",
    en: "Check it against the approved budget; most likely it is {should_be}.",
};

static FOLLOWS: Template = Template {
    zh: "与之有关的数据",
    en: "A figure that depends on it",
};

static CHECK_BUDGETS: Template = Template {
    zh: "也可能是预算数填错，请先核对预算批复",
    en: "A budget may be wrong instead; check the approved budget first",
};

fn check(context: &mut Context<'_, '_>) {
    if let Some(explanation) = context
        .funds
        .by(Mistake::Number)
        .filter(|it| it.figure.slot.field.role == Role::Budget)
    {
        report_budget(context, explanation);
    }
    for figures in context.funds.figures() {
        let Some(adjustment) = figures.adjustment else {
            continue;
        };
        if context.funds.explain(Relation::Adjustment) {
            continue;
        }
        let help = match adjustment.state() {
            AdjustmentState::WrongMagnitude => &CORRECT,
            AdjustmentState::RaiseWithMinus => &NO_MINUS,
            AdjustmentState::Right | AdjustmentState::CutWithoutMinus => continue,
        };
        let computed = adjustment.computed();
        let message = Message::new(&MISMATCH)
            .with("field", adjustment.printed.slot.field)
            .with("printed", adjustment.printed.amount)
            .with("minuend", adjustment.minuend.slot.field)
            .with("minuend_amount", adjustment.minuend.amount)
            .with("subtrahend", adjustment.subtrahend.slot.field)
            .with("subtrahend_amount", adjustment.subtrahend.amount)
            .with("computed", computed);
        let written = adjustment.printed.slot.written_like(computed);
        let fix = context.document.rewritten(adjustment.printed.slot, &written);
        context
            .report_slot(adjustment.printed.slot, message)
            .help(Message::new(help).with("computed", computed))
            .fix(
                fix.map(|edit| {
                    Fix::with_risk(title::write(written), Message::new(&CHECK_BUDGETS), vec![edit])
                }),
            )
            .relate_slot(adjustment.minuend.slot, Message::new(&MINUEND))
            .relate_slot(adjustment.subtrahend.slot, Message::new(&SUBTRAHEND));
    }
}

/// One budget explains the adjustment and more: it is named, and what follows from it is related.
fn report_budget(context: &mut Context<'_, '_>, explanation: &Explanation<'_, '_>) {
    let figure = explanation.figure;
    let computed: Vec<&'static Field> = explanation.computed_fields().collect();
    let message = Message::new(&WRONG_BUDGET)
        .with("figure", figure.slot.field)
        .with("amount", figure.amount)
        .with("should_be", explanation.should_be);
    let written = figure.slot.written_like(explanation.should_be);
    let fix = context.document.rewritten(figure.slot, &written);
    let finding = context.report_slot(figure.slot, message);
    finding
        .help(Message::new(&CORRECT_FIGURE).with("should_be", explanation.should_be))
        .fix(fix.map(|edit| Fix::with_risk(title::write(written), Message::new(&CHECK_BUDGETS), vec![edit])));
    for field in computed {
        finding.relate_slot(figure.slot.record.slot(field), Message::new(&FOLLOWS));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::rules::funds::{adjustment_rate_mismatch, completion_rate_mismatch};
    use crate::testing::check;

    fn check_funds(funds: &Value, expected: &[(&str, &str)]) {
        check(&RULE, &json!({ "funds": funds }), expected);
    }

    #[test]
    fn neither_sign_of_another_magnitude_is_right() {
        check_funds(
            &json!({ "adjustment": "780.31" }),
            &[("/funds/adjustment", "780.31")],
        );
        check_funds(
            &json!({ "adjustment": "-870.30" }),
            &[("/funds/adjustment", "-870.30")],
        );
        check_funds(&json!({ "adjustment": "780.3" }), &[]);
        check_funds(&json!({ "adjustment": "780" }), &[]);
        check_funds(&json!({ "adjustment": 780.30 }), &[]);
    }

    #[test]
    fn a_minus_on_a_raised_budget_is_wrong() {
        check_funds(
            &json!({ "adjustment": "-780.30" }),
            &[("/funds/adjustment", "-780.30")],
        );
    }

    #[test]
    fn one_budget_that_explains_all_is_named_alone() {
        check_funds(
            &json!({ "adjusted_budget": "13,210.80" }),
            &[("/funds/adjusted_budget", "13,210.80")],
        );
        check_funds(
            &json!({ "initial_budget": "11,340.50" }),
            &[("/funds/initial_budget", "11,340.50")],
        );
        let budget = json!({ "funds": { "adjusted_budget": "13,210.80" } });
        check(&completion_rate_mismatch::RULE, &budget, &[]);
        let budget = json!({ "funds": { "initial_budget": "11,340.50" } });
        check(&adjustment_rate_mismatch::RULE, &budget, &[]);
    }

    #[test]
    fn two_causes_are_two_findings() {
        let funds = json!({ "adjustment": "999.99", "completion_rate": "50%" });
        check_funds(&funds, &[("/funds/adjustment", "999.99")]);
        check(
            &completion_rate_mismatch::RULE,
            &json!({ "funds": funds }),
            &[("/funds/completion_rate", "50%")],
        );
    }
}
