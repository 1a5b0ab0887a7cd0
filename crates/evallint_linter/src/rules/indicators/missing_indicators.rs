//! `missing-indicators`: a task without any indicator.

use evallint_schema::Role;

use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "missing-indicators",
    name: "缺少指标",
    group: Group::Indicators,
    severity: Severity::Error,
    page: include_str!("missing-indicators.md"),
    has_fix: false,
    check,
};

static MISSING: Template = Template {
    zh: "任务“{task}”没有填关键指标。",
    en: "The task {task} has no indicator.",
};

static MISSING_UNNAMED: Template = Template {
    zh: "这项任务没有填关键指标。",
    en: "This task has no indicator.",
};

static ADD: Template = Template {
    zh: "请至少填一项能够衡量的指标及其完成情况。",
    en: "Give at least one indicator that can be measured, with its result.",
};

fn check(context: &mut Context<'_, '_>) {
    for slot in context.document.missing_slots() {
        if slot.field.role != Role::Indicators {
            continue;
        }
        let task = slot
            .record
            .slot_with_role(Role::TaskName)
            .and_then(|name| name.text().valid());
        let message = match task {
            Some(task) => Message::new(&MISSING).with("task", task.value()),
            None => Message::new(&MISSING_UNNAMED),
        };
        context.report_slot(slot, message).help(Message::new(&ADD));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{check, check_text};

    #[test]
    fn a_list_that_is_absent_or_empty() {
        let place: &[_] = &[("/tasks/0/indicators", "indicators")];
        check(&RULE, &json!({ "tasks": [{ "indicators": null }] }), place);
        check(&RULE, &json!({ "tasks": [{ "indicators": "" }] }), place);
    }

    #[test]
    fn a_row_whose_indicator_cells_are_both_blank_holds_none() {
        let rows = "新任务\t目标\t完成\t\t\t1.00\n\t重点项目绩效情况";
        check_text(
            &RULE,
            "\t重点项目绩效情况",
            rows,
            &[("/tasks/4/indicators", "新任务")],
        );
    }
}
