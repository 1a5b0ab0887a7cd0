//! `task-funds-exceed-expenditure`: the funds of the tasks sum above the actual expenditure.

use evallint_schema::Amount;

use crate::funds::Relation;
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "task-funds-exceed-expenditure",
    name: "任务资金合计超支出",
    group: Group::Funds,
    severity: Severity::Error,
    page: include_str!("task-funds-exceed-expenditure.md"),
    has_fix: false,
    check,
};

static EXCEED: Template = Template {
    zh: "各项任务涉及资金合计 {sum}，大于{actual} {amount}。",
    en: "The funds of the tasks sum to {sum}, more than {actual} {amount}.",
};

static CORRECT: Template = Template {
    zh: "请核对各任务资金及其单位，避免重复计列。",
    en: "Check the funds of each task and their unit; none may be counted twice.",
};

static TOTAL: Template = Template {
    zh: "全年支出在这里",
    en: "The expenditure",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    let Some(coverage) = context.funds.coverage() else {
        return;
    };
    if coverage.tasks.sum <= coverage.actual.amount.value() || context.funds.explain(Relation::Tasks) {
        return;
    }
    let message = Message::new(&EXCEED)
        .with("sum", Amount::from(coverage.tasks.sum))
        .with("actual", coverage.actual.slot.field)
        .with("amount", coverage.actual.amount);
    context
        .report(
            document.pointer(coverage.tasks.list),
            document.heading_range(coverage.tasks.list),
            message,
        )
        .help(Message::new(&CORRECT))
        .relate_slot(coverage.actual.slot, Message::new(&TOTAL));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{check, check_text};

    #[test]
    fn the_sum_is_at_most_the_expenditure() {
        check(
            &RULE,
            &json!({ "tasks": [{ "funds": "9,210.35" }] }),
            &[("/tasks", "tasks")],
        );
        check(&RULE, &json!({ "tasks": [{ "funds": "8,741.80" }] }), &[]);
        check(
            &RULE,
            &json!({ "tasks": [{ "funds": "8,741.81" }] }),
            &[("/tasks", "tasks")],
        );
        check(&RULE, &json!({ "tasks": [{ "funds": null }] }), &[]);
        check_text(&RULE, "5,210.35", "9,210.35", &[("/tasks", "主要任务")]);
    }
}
