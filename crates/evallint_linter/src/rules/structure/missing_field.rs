//! `missing-field`: a field of the head, the goal, a task or the narrative that is absent or blank.

use evallint_schema::{Field, Role};
use evallint_syntax::{Format, NodeId, Value};

use crate::document::{Document, Name};
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "missing-field",
    name: "内容缺失",
    group: Group::Structure,
    severity: Severity::Error,
    page: include_str!("missing-field.md"),
    check,
};

static MISSING: Template = Template {
    zh: "{field}没有填写。",
    en: "{field} is missing.",
};

static FILL_IN: Template = Template {
    zh: "请填写：{doc}",
    en: "Fill it in: {doc}",
};

static DOC: Template = Template {
    zh: "{zh}",
    en: "{en}",
};

static BLANK_ELEMENT: Template = Template {
    zh: "这一项是空的。",
    en: "This entry is empty.",
};

static FILL_ELEMENT: Template = Template {
    zh: "请填写完整，不需要的请删去。",
    en: "Fill it in, or remove it.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for id in blank_elements(document) {
        let message = Message::new(&BLANK_ELEMENT);
        context
            .report(document.pointer(id), document.heading_range(id), message)
            .help(Message::new(&FILL_ELEMENT));
    }
    for slot in document.missing_slots() {
        if !is_own(slot.field.role, document.source.format()) {
            continue;
        }
        let message = Message::new(&MISSING).with("field", slot.field);
        context
            .report_slot(slot, message)
            .help(Message::new(&FILL_IN).with("doc", doc(slot.field)));
    }
}

/// What other rules tell of: funds, results, indicators. A text form without a unit line is for `currency-unit`.
fn is_own(role: Role, format: Format) -> bool {
    match role {
        Role::Result | Role::Indicators => false,
        Role::CurrencyUnit => format != Format::Table,
        _ => !role.is_money(),
    }
}

/// Elements of lists with nothing in them.
fn blank_elements(document: &Document<'_>) -> impl Iterator<Item = NodeId> {
    document.named_nodes().filter_map(|(id, name)| {
        let node = document.node(id);
        let empty = match &node.value {
            Value::Null => true,
            Value::Object => node.child_count() == 0 && !node.damaged,
            _ => false,
        };
        (empty && matches!(name, Name::Element(..) | Name::Root)).then_some(id)
    })
}

fn doc(field: &'static Field) -> Message {
    Message::new(&DOC)
        .with("zh", field.doc.zh)
        .with("en", field.doc.en)
}
