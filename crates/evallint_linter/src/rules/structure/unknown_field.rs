//! `unknown-field`: a key or label that the form does not have.

use evallint_schema::Field;
use evallint_syntax::Format;

use crate::document::{Document, UnknownKey};
use crate::fix::{Edit, Fix, reason, title};
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-field",
    name: "未知字段",
    group: Group::Structure,
    severity: Severity::Error,
    page: include_str!("unknown-field.md"),
    has_fix: true,
    check,
};

static UNKNOWN: Template = Template {
    zh: "本表没有“{key}”这一项。",
    en: "The form has no field {key}.",
};

static NEAREST: Template = Template {
    zh: "是否应为{field}？自行增加的内容请用以 x- 开头的字段名。",
    en: "Is {field} meant? Keys of your own must begin with x-.",
};

static OTHER_LANGUAGE: Template = Template {
    zh: "一份文件只用一种语言的字段名，请改用{field}对应的写法。",
    en: "One document uses the keys of one language; write {field} in that of the others.",
};

static ALLOWED: Template = Template {
    zh: "此处可填：{fields}。自行增加的内容请用以 x- 开头的字段名。",
    en: "Allowed here: {fields}. Keys of your own must begin with x-.",
};

static NEAREST_LABEL: Template = Template {
    zh: "是否应为{field}？请使用表格印制的栏目名称。",
    en: "Is {field} meant? Use the labels printed on the form.",
};

static USE_LABELS: Template = Template {
    zh: "请使用表格印制的栏目名称；表外内容请另附说明。",
    en: "Use the labels printed on the form; keep other content out of the table.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    let is_table = document.source.format() == Format::Table;
    for unknown in &document.irregularities.unknown {
        let pointer = document.pointer(unknown.container).key(&unknown.key);
        let message = Message::new(&UNKNOWN).with("key", unknown.key.as_str());
        let help = match (unknown.nearest, unknown.other_language) {
            (Some(field), true) => Message::new(&OTHER_LANGUAGE).with("field", field),
            (Some(field), false) if is_table => Message::new(&NEAREST_LABEL).with("field", field),
            (Some(field), false) => Message::new(&NEAREST).with("field", field),
            (None, _) if is_table => Message::new(&USE_LABELS),
            (None, _) => {
                Message::new(&ALLOWED).with("fields", allowed(document.fields_of(unknown.container)))
            }
        };
        context
            .report(pointer, unknown.range, message)
            .help(help)
            .fix(renaming(document, unknown));
    }
}

/// Gives the key the name of the field that is meant, where that is absent.
fn renaming(document: &Document<'_>, unknown: &UnknownKey) -> Option<Fix> {
    let field = unknown.nearest?;
    let record = document.record(unknown.container)?;
    let is_absent =
        record.fields.iter().any(|known| std::ptr::eq(known, field)) && record.slot(field).node.is_none();
    let name = document.key_language.key(field);
    let edits = is_absent.then(|| vec![Edit::new(unknown.range, name)])?;
    Some(if unknown.other_language {
        Fix::safe(title::write(name), edits)
    } else {
        Fix::with_risk(title::write(name), reason::similar_name(), edits)
    })
}

fn allowed(fields: &'static [Field]) -> Vec<&'static Field> {
    fields.iter().collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::funds::missing_funds;
    use crate::rules::structure::missing_field;
    use crate::testing::{check, check_text};

    #[test]
    fn a_key_or_label_that_the_form_does_not_have() {
        check(&RULE, &json!({ "备注": "无" }), &[("/备注", "备注")]);
        check(
            &RULE,
            &json!({ "funds": { "budget/2023": 1 } }),
            &[("/funds/budget~12023", "budget/2023")],
        );
        check(
            &RULE,
            &json!({ "tasks": [{ "indicators": [{ "remark": 1 }] }] }),
            &[("/tasks/0/indicators/0/remark", "remark")],
        );
        check_text(
            &RULE,
            "预算调整率\t6.32%",
            "结转率\t6.32%",
            &[("/funds/结转率", "结转率")],
        );
        check_text(
            &RULE,
            "\t部门整体绩效\t",
            "\t部门的整体绩效\t",
            &[("/部门的整体绩效", "部门的整体绩效")],
        );
        check_text(
            &RULE,
            "\t重点项目绩效情况\t",
            "\t重点项目情况\t",
            &[("/重点项目情况", "重点项目情况")],
        );
    }

    #[test]
    fn anyone_may_add_keys_of_their_own() {
        check(&RULE, &json!({ "$schema": "v1", "x-note": { "any": 1 } }), &[]);
    }

    #[test]
    fn a_note_below_the_table_is_no_label() {
        let last = "推动优质教育资源均衡发展。\t\t\t\n";
        check_text(
            &RULE,
            last,
            &format!("{last}填报人：张三\t\t联系电话：020-12345678\t\t\t\n"),
            &[],
        );
        check_text(&RULE, last, &format!("{last}注：本表由财务科填报。\n"), &[]);
    }

    #[test]
    fn a_misspelt_label_is_not_missing_as_well() {
        check_text(
            &missing_funds::RULE,
            "预算调整率\t6.32%",
            "预算调正率\t6.32%",
            &[],
        );
        check_text(
            &missing_field::RULE,
            "\t部门整体绩效\t",
            "\t部门的整体绩效\t",
            &[],
        );
    }
}
