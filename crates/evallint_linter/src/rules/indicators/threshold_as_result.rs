//! `threshold-as-result`: a bound where the measured figure should stand.

use evallint_schema::Role;
use evallint_syntax::{NodeId, Value};

use crate::document::Name;
use crate::facts::{Mention, Nature, result_lists};
use crate::message::{Message, Template};
use crate::pointer::Pointer;
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "threshold-as-result",
    name: "以目标值代替完成值",
    group: Group::Indicators,
    severity: Severity::Warning,
    page: include_str!("threshold-as-result.md"),
    check,
};

static THRESHOLD: Template = Template {
    zh: "“{words}”是目标要求，不是实际完成值。",
    en: "{words} is a bound, not a measured result.",
};

static MEASURE: Template = Template {
    zh: "请填写实际完成的数值，目标值另列。",
    en: "Give the figure that was measured; a bound belongs to the target.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for measure in document.measures() {
        let Some(node) = measure.result.node else { continue };
        for bound in context
            .facts
            .mentions(node)
            .iter()
            .filter(|mention| is_threshold(mention))
        {
            report(context, measure.result.pointer(), node, bound);
        }
    }
    for (node, text) in document.prose() {
        let is_projects =
            matches!(document.name(node), Name::Field(field) if field.role == Role::KeyProjects);
        if !is_projects {
            continue;
        }
        for list in result_lists(text) {
            let listed = |mention: &&Mention| is_threshold(mention) && list.contains(&mention.range.start);
            for bound in context.facts.mentions(node).iter().filter(listed) {
                report(context, document.pointer(node), node, bound);
            }
        }
    }
}

fn is_threshold(mention: &Mention) -> bool {
    mention.bound.is_some() && mention.nature != Nature::Code
}

fn report(context: &mut Context<'_, '_>, pointer: Pointer, node: NodeId, bound: &Mention) {
    let node = context.document.node(node);
    let Value::String(text) = &node.value else { return };
    let words = text.value().get(bound.range.clone()).unwrap_or_default();
    let range = text.source_range(bound.range.start, bound.range.end);
    let message = Message::new(&THRESHOLD).with("words", words.trim());
    context
        .report(pointer, range, message)
        .help(Message::new(&MEASURE));
}
