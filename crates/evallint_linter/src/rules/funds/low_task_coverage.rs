//! `low-task-coverage`: the funds of the tasks sum to little of the actual expenditure.

use evallint_schema::{Amount, Rate};

use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "low-task-coverage",
    name: "任务资金占比低",
    group: Group::Funds,
    severity: Severity::Info,
    page: include_str!("low-task-coverage.md"),
    has_fix: false,
    check,
};

static LOW: Template = Template {
    zh: "各项任务涉及资金合计 {sum}，只占{actual}的 {share}。",
    en: "The funds of the tasks sum to {sum}, only {share} of {actual}.",
};

static EXPLAIN: Template = Template {
    zh: "请确认是否漏填任务或资金；其余确为基本支出的，不必处理。",
    en: "See whether a task or its funds were left out; the rest may well be basic expenditure.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    let Some(coverage) = context
        .funds
        .coverage()
        .filter(|coverage| coverage.tasks.complete)
    else {
        return;
    };
    let Some(share) = Rate::of(coverage.tasks.sum, coverage.actual.amount.value(), 2) else {
        return;
    };
    if share.percent() >= context.options.task_coverage || context.funds.blame(coverage.actual.slot) {
        return;
    }
    let message = Message::new(&LOW)
        .with("sum", Amount::from(coverage.tasks.sum))
        .with("share", share)
        .with("actual", coverage.actual.slot.field);
    context
        .report(
            document.pointer(coverage.tasks.list),
            document.heading_range(coverage.tasks.list),
            message,
        )
        .help(Message::new(&EXPLAIN));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::check;

    #[test]
    fn less_than_half_is_worth_a_look() {
        check(
            &RULE,
            &json!({ "tasks": [{ "funds": "1,210.35" }] }),
            &[("/tasks", "tasks")],
        );
        check(&RULE, &json!({ "tasks": [{ "funds": "2,289.08" }] }), &[]);
        check(&RULE, &json!({ "tasks": [{ "funds": null }] }), &[]);
    }
}
