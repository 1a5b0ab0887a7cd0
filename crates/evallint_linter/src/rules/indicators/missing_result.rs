//! `missing-result`: an indicator whose result is absent or blank.

use evallint_schema::Role;

use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "missing-result",
    name: "完成值缺失",
    group: Group::Indicators,
    severity: Severity::Error,
    page: include_str!("missing-result.md"),
    has_fix: false,
    check,
};

static MISSING: Template = Template {
    zh: "指标“{name}”没有填完成情况。",
    en: "The indicator {name} has no result.",
};

static MISSING_UNNAMED: Template = Template {
    zh: "这一项指标没有填完成情况。",
    en: "This indicator has no result.",
};

static FILL_IN: Template = Template {
    zh: "请填写实际完成值和计量单位，如“85场次”。",
    en: "Give the measured figure with its unit, such as 85场次.",
};

fn check(context: &mut Context<'_, '_>) {
    for slot in context.document.missing_slots() {
        if slot.field.role != Role::Result || context.document.is_merged(slot.record.id) {
            continue;
        }
        let name = slot
            .record
            .slot_with_role(Role::Name)
            .and_then(|name| name.text().valid());
        let message = match name {
            Some(name) => Message::new(&MISSING).with("name", name.value()),
            None => Message::new(&MISSING_UNNAMED),
        };
        context.report_slot(slot, message).help(Message::new(&FILL_IN));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{check, check_text};

    #[test]
    fn a_blank_result_is_shown_at_its_key_and_an_absent_one_at_the_name() {
        let blank = json!({ "tasks": [{ "indicators": [{ "result": "" }] }] });
        check(&RULE, &blank, &[("/tasks/0/indicators/0/result", "result")]);
        check_text(
            &RULE,
            "\t5420个\t",
            "\t\t",
            &[("/tasks/0/indicators/1/result", "新增公办学位数量")],
        );
        check(
            &RULE,
            &json!({ "tasks": [{ "indicators": [{ "result": 0 }] }] }),
            &[],
        );
    }
}
