//! `duplicate-field`: a key or label that is given twice.

use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-field",
    name: "字段重复",
    group: Group::Structure,
    severity: Severity::Error,
    page: include_str!("duplicate-field.md"),
    check,
};

static DUPLICATE: Template = Template {
    zh: "“{key}”填了两次，只有第一次的内容有效。",
    en: "{key} is given twice; only the first counts.",
};

static KEEP_ONE: Template = Template {
    zh: "请核对两处内容，只保留正确的一处。",
    en: "Compare the two and keep the right one.",
};

static FIRST: Template = Template {
    zh: "第一次在这里。",
    en: "The first is here.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for duplicate in &document.irregularities.duplicates {
        let pointer = document.pointer(duplicate.container).key(&duplicate.key);
        let message = Message::new(&DUPLICATE).with("key", duplicate.key.as_str());
        context
            .report(pointer.clone(), duplicate.range, message)
            .help(Message::new(&KEEP_ONE))
            .relate(pointer, duplicate.first, Message::new(&FIRST));
    }
}
