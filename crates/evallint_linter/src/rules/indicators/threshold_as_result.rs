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
    has_fix: true,
    check,
};

static THRESHOLD: Template = Template {
    zh: "“{words}”是目标值的写法，看不出实际完成了多少。",
    en: "{words} is a bound as targets have it; it does not say what was reached.",
};

static MEASURE: Template = Template {
    zh: "请填写实际完成数；目标值应写入预期目标。",
    en: "Give the figure that was measured; a bound belongs to the target.",
};

static MEASURED: Template = Template {
    zh: "正文写的实际数是“{words}”",
    en: "The text gives the measured figure {words}",
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
            let listed = context.facts.mentions_in(node, &list).iter();
            for bound in listed.filter(|mention| is_threshold(mention)) {
                report(context, document.pointer(node), node, bound);
            }
        }
    }
}

fn is_threshold(mention: &Mention) -> bool {
    mention.bound.is_some() && mention.nature != Nature::Code
}

fn report(context: &mut Context<'_, '_>, pointer: Pointer, id: NodeId, bound: &Mention) {
    let node = context.document.node(id);
    let Value::String(text) = &node.value else { return };
    let words = text.value().get(bound.range.clone()).unwrap_or_default();
    let range = text.source_range(bound.range.start, bound.range.end);
    let message = Message::new(&THRESHOLD).with("words", words.trim());
    let (document, measured) = (context.document, context.accounts().measured(id, bound));
    let finding = context.report(pointer, range, message);
    finding.help(Message::new(&MEASURE));
    if let Some(statement) = measured {
        let fix = document.measured_instead(id, bound, statement);
        finding.relate_statement(document, statement, &MEASURED).fix(fix);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{check, check_result};

    #[test]
    fn a_bound_touching_a_number() {
        for bound in [
            "≥85场次",
            "≤3起",
            ">=85场次",
            "<=3起",
            "≧85场次",
            "＞85场次",
            "不少于85场次",
            "不低于90%",
            "不超过3起",
            "至少85场次",
        ] {
            check_result(&RULE, "开展活动场次", bound, Some(bound));
        }
        for bound in ["85场次以上", "95%以上", "3起以下", "30天以内"] {
            check_result(&RULE, "开展活动场次", bound, Some(bound));
        }
        check_result(&RULE, "开展活动场次", "全年≥ 85场次。", Some("≥ 85场次"));
    }

    #[test]
    fn words_that_describe_are_no_bound() {
        for plain in [
            "85场次",
            "7米以上道路作业率100%",
            "60岁以上老人3000人",
            "10人以下企业12家",
            "A->B",
        ] {
            check_result(&RULE, "开展活动场次", plain, None);
        }
    }

    #[test]
    fn a_bound_is_right_in_a_target_and_in_the_text() {
        check(
            &RULE,
            &json!({ "tasks": [{ "achieved": "完成率≥95%。", "indicators": [{ "target": "≥5所" }] }] }),
            &[],
        );
    }

    #[test]
    fn the_results_of_a_key_project_are_listed() {
        let projects = "2023年绩效指标完成情况：1.数量指标：覆盖率100%；清运率≥95%。2.社会效益：结案率：90%以上。满意度≥90%。";
        check(
            &RULE,
            &json!({ "key_projects": projects }),
            &[("/key_projects", "≥95%"), ("/key_projects", "90%以上")],
        );
    }
}
