//! `placeholder`: a place in a text that was never filled in.

use std::ops::Range;

use evallint_syntax::Value;

use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "placeholder",
    name: "未填占位符",
    group: Group::Text,
    severity: Severity::Error,
    page: include_str!("placeholder.md"),
    has_fix: false,
    check,
};

static PLACEHOLDER: Template = Template {
    zh: "“{words}”是模板里的占位内容，还没有填写。",
    en: "{words} is a placeholder of the template that was never filled in.",
};

static FILL_IN: Template = Template {
    zh: "请换成实际内容，不要保留模板文字。",
    en: "Put the real content in its place.",
};

static ANOTHER: Template = Template {
    zh: "同一格里还有未填的地方。",
    en: "Another one in the same cell.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for (node, places) in context.facts.placeholders() {
        let Value::String(text) = &document.node(*node).value else {
            continue;
        };
        let Some((first, others)) = places.split_first() else {
            continue;
        };
        let place = |range: &Range<usize>| text.source_range(range.start, range.end);
        let words = text.value().get(first.clone()).unwrap_or_default();
        let message = Message::new(&PLACEHOLDER).with("words", words.trim());
        let pointer = document.pointer(*node);
        let finding = context.report(pointer.clone(), place(first), message);
        finding.help(Message::new(&FILL_IN));
        for other in others {
            finding.relate(pointer.clone(), place(other), Message::new(&ANOTHER));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::indicators::{multiple_quantities, threshold_as_result};
    use crate::rules::structure::invalid_value;
    use crate::testing::{check, check_result};

    #[test]
    fn one_finding_a_cell_with_the_words() {
        check(
            &RULE,
            &json!({ "problems": "一是XX不足；二是××不够。" }),
            &[("/problems", "XX")],
        );
        check(
            &RULE,
            &json!({ "department": "××市教育局" }),
            &[("/department", "××")],
        );
        check(
            &RULE,
            &json!({ "funds": { "adjustment": "XX" } }),
            &[("/funds/adjustment", "XX")],
        );
        check(&RULE, &json!({ "x-note": "XX" }), &[]);
    }

    #[test]
    fn beats_every_other_rule_on_its_cell() {
        check(
            &invalid_value::RULE,
            &json!({ "funds": { "adjustment": "XX" } }),
            &[],
        );
        check_result(
            &multiple_quantities::RULE,
            "数量",
            "9个哨点+3个检测点+N支流动队",
            None,
        );
        check_result(&threshold_as_result::RULE, "数量", "≥N场，≥3场", None);
    }
}
