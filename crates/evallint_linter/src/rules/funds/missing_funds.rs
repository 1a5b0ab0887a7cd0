//! `missing-funds`: an amount or rate of the funds, or the funds of a task, that is absent or blank.

use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "missing-funds",
    name: "资金缺失",
    group: Group::Funds,
    severity: Severity::Error,
    page: include_str!("missing-funds.md"),
    check,
};

static MISSING: Template = Template {
    zh: "{field}没有填写。",
    en: "{field} is missing.",
};

static FILL_IN: Template = Template {
    zh: "请填写：{zh}确无发生的填 0。",
    en: "Fill it in: {en} Write 0 where there is none.",
};

fn check(context: &mut Context<'_, '_>) {
    for slot in context.document.missing_slots() {
        if !slot.field.role.is_money() {
            continue;
        }
        let message = Message::new(&MISSING).with("field", slot.field);
        let help = Message::new(&FILL_IN)
            .with("zh", slot.field.doc.zh)
            .with("en", slot.field.doc.en);
        context.report_slot(slot, message).help(help);
    }
}
