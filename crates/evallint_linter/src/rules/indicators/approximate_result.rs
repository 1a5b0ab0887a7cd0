//! `approximate-result`: a rounded figure where the exact one should stand.

use evallint_syntax::Value;

use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "approximate-result",
    name: "完成值为约数",
    group: Group::Indicators,
    severity: Severity::Warning,
    page: include_str!("approximate-result.md"),
    check,
};

static APPROXIMATE: Template = Template {
    zh: "“{words}”是约数，无法核对是否完成。",
    en: "{words} is an approximation, which nobody can verify.",
};

static EXACT: Template = Template {
    zh: "请填写统计台账上的准确数字，去掉“约”“近”“多”“余”“左右”。",
    en: "Give the exact figure from the records, without 约, 近, 多, 余 or 左右.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for measure in document.measures() {
        let Some(node) = measure.result.node else { continue };
        let Value::String(text) = &document.node(node).value else {
            continue;
        };
        let mentions = context.facts.mentions(node).iter();
        for figure in mentions.filter(|mention| mention.approximation.is_some() && mention.is_quantity()) {
            let words = text.value().get(figure.range.clone()).unwrap_or_default();
            let range = text.source_range(figure.range.start, figure.range.end);
            let message = Message::new(&APPROXIMATE).with("words", words.trim());
            context
                .report(measure.result.pointer(), range, message)
                .help(Message::new(&EXACT));
        }
    }
}
