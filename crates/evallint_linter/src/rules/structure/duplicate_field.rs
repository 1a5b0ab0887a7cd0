//! `duplicate-field`: a key or label that is given twice.

use evallint_syntax::{ByteRange, NodeId};

use crate::document::{Document, DuplicateKey};
use crate::fix::{Fix, title};
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-field",
    name: "字段重复",
    group: Group::Structure,
    severity: Severity::Error,
    page: include_str!("duplicate-field.md"),
    has_fix: true,
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
            .fix(removal(document, duplicate))
            .relate(pointer, duplicate.first, Message::new(&FIRST));
    }
}

/// Removes the second of two members that hold the very same.
fn removal(document: &Document<'_>, duplicate: &DuplicateKey) -> Option<Fix> {
    let member = |key: ByteRange| -> Option<NodeId> {
        let mut members = document.children(duplicate.container);
        members.find_map(|(id, node)| (node.key.as_ref()?.range == key).then_some(id))
    };
    let (first, second) = (member(duplicate.first)?, member(duplicate.range)?);
    let written = |id: NodeId| document.source.slice(document.node(id).range).trim();
    let edits = document.remove(second)?;
    (written(first) == written(second)).then(|| Fix::safe(title::delete(duplicate.key.as_str()), edits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_document, check_text};

    #[test]
    fn the_second_key_or_label_is_the_finding() {
        let twice = r#"{"funds": {"预算完成率": "1%", "预算完成率": "2%"}}"#;
        check_document(
            &RULE,
            &twice.replace("funds", "部门资金情况"),
            &[("/funds/预算完成率", "预算完成率")],
        );
        check_text(
            &RULE,
            "\t其中：一般公共预算\t12,011.20\t\t\t\n",
            "\t其中：一般公共预算\t12,011.20\t实际支出\t1.00\t\n",
            &[("/funds/实际支出", "实际支出")],
        );
        check_text(
            &RULE,
            "\t存在问题\t",
            "\t部门整体绩效\t略\t\t\t\n\t存在问题\t",
            &[("/部门整体绩效", "部门整体绩效")],
        );
    }
}
