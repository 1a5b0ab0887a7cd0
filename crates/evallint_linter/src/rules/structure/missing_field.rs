//! `missing-field`: a field of the head, the goal, a task or the narrative that is absent or blank.

use evallint_schema::{Field, Role};
use evallint_syntax::{Format, NodeId};

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
    has_fix: false,
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
    let unrecognized = document.irregularities.unrecognized;
    document
        .named_nodes()
        .filter(move |(id, name)| {
            matches!(name, Name::Element(..) | Name::Root) && !unrecognized && document.is_blank(*id)
        })
        .filter(|(id, _)| {
            document
                .node(*id)
                .parent()
                .is_none_or(|list| !document.is_blank(list))
        })
        .map(|(id, _)| id)
}

fn doc(field: &'static Field) -> Message {
    Message::new(&DOC)
        .with("zh", field.doc.zh)
        .with("en", field.doc.en)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{check, check_document, check_text};

    #[test]
    fn a_container_in_the_place_of_another_value_is_invalid_and_not_missing() {
        check(
            &RULE,
            &json!({ "annual_goal": ["文字"], "problems": [], "overall_performance": { "文字": null } }),
            &[],
        );
        check(&RULE, &json!({ "tasks": [["文字"]] }), &[]);
        check_document(&RULE, "[]", &[]);
    }

    #[test]
    fn blank_is_as_bad_as_absent_and_shown_at_the_key() {
        check(
            &RULE,
            &json!({ "problems": " \u{3000}" }),
            &[("/problems", "problems")],
        );
        check(
            &RULE,
            &json!({ "year": null, "department": "" }),
            &[("/department", "department"), ("/year", "year")],
        );
        check(
            &RULE,
            &json!({ "currency_unit": null }),
            &[("/currency_unit", "currency_unit")],
        );
        check(
            &RULE,
            &json!({ "tasks": [{ "name": "" }] }),
            &[("/tasks/0/name", "name")],
        );
        check(
            &RULE,
            &json!({ "tasks": [{ "indicators": [{ "name": null }] }] }),
            &[("/tasks/0/indicators/0/name", "name")],
        );
    }

    #[test]
    fn something_absent_is_shown_at_its_parent() {
        check_document(
            &RULE,
            r#"{"annual_goal": {"expected": "略"}, "tasks": [{"name": "巡查", "expected": "略"}]}"#,
            &[
                ("/currency_unit", "{"),
                ("/department", "{"),
                ("/improvements", "{"),
                ("/key_projects", "{"),
                ("/overall_performance", "{"),
                ("/problems", "{"),
                ("/year", "{"),
                ("/annual_goal/achieved", "annual_goal"),
                ("/tasks/0/achieved", "巡查"),
            ],
        );
    }

    #[test]
    fn a_blank_container_is_one_finding() {
        check(
            &RULE,
            &json!({ "annual_goal": null }),
            &[("/annual_goal", "annual_goal")],
        );
        check(&RULE, &json!({ "tasks": [null] }), &[("/tasks/0", "null")]);
        check_document(&RULE, "{}", &[("", "{")]);
    }

    #[test]
    fn optional_fields_may_be_null() {
        check(
            &RULE,
            &json!({ "form": null, "tasks": [{ "indicators": [{ "unit": null, "target": "" }] }] }),
            &[],
        );
    }

    #[test]
    fn in_a_text_form_the_label_or_the_task_shows_it() {
        check_text(&RULE, "2023年\n", "\n", &[("/year", "被评价年度")]);
        check_text(
            &RULE,
            "加强教师队伍建设，提升教育质量\t",
            "\t",
            &[(
                "/tasks/1/name",
                "加强教师队伍建设，提升教育质量。 1、构建五级教研组织体系。 2、开展教师培训，选派骨干教师支教。 3、提高教师学历层次，控制教师流失率。",
            )],
        );
        check_text(&RULE, "单位：万元\n", "\n", &[]);
    }

    #[test]
    fn nothing_is_claimed_of_what_may_be_lost_in_damage() {
        check_document(&RULE, r#"{"annual_goal": {"expected": "略", "achieved"#, &[]);
    }
}
