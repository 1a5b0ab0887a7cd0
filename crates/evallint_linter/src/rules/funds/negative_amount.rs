//! `negative-amount`: an amount below zero where only an adjustment may be.

use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "negative-amount",
    name: "金额为负",
    group: Group::Funds,
    severity: Severity::Error,
    page: include_str!("negative-amount.md"),
    has_fix: false,
    check,
};

static NEGATIVE: Template = Template {
    zh: "{field}填的是 {amount}，不能为负。",
    en: "{field} is {amount}; it cannot be negative.",
};

static CORRECT: Template = Template {
    zh: "请核对后改正；只有预算调整数可以为负。",
    en: "Correct it; only an adjustment may be negative.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for slot in document.slots().filter(|slot| slot.is_negative_amount()) {
        let Some(amount) = slot.written_amount() else {
            continue;
        };
        let message = Message::new(&NEGATIVE)
            .with("field", slot.field)
            .with("amount", amount);
        context.report_slot(slot, message).help(Message::new(&CORRECT));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::structure::invalid_value;
    use crate::testing::check;

    #[test]
    fn only_an_adjustment_may_be_negative() {
        check(
            &RULE,
            &json!({ "tasks": [{ "funds": "-5,210.35" }] }),
            &[("/tasks/0/funds", "-5,210.35")],
        );
        check(
            &RULE,
            &json!({ "funds": { "initial_budget": -1 } }),
            &[("/funds/initial_budget", "-1")],
        );
        check(
            &RULE,
            &json!({ "funds": { "adjustment": "-780.30", "actual_expenditure": 0 } }),
            &[],
        );
    }

    #[test]
    fn is_the_only_finding_on_its_value() {
        check(
            &invalid_value::RULE,
            &json!({ "tasks": [{ "funds": "-5,210.35" }] }),
            &[],
        );
    }
}
