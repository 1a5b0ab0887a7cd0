//! `missing-unit`: a result that is a bare number.

use std::ops::Range;

use crate::facts::Mention;
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};
use crate::slot::Scalar;

pub(crate) static RULE: Rule = Rule {
    id: "missing-unit",
    name: "计量单位缺失",
    group: Group::Indicators,
    severity: Severity::Warning,
    page: include_str!("missing-unit.md"),
    has_fix: false,
    check,
};

static MISSING: Template = Template {
    zh: "完成情况“{result}”没有计量单位。",
    en: "The result {result} has no unit.",
};

static ADD_UNIT: Template = Template {
    zh: "请在数字后写明计量单位（人次、场次、个、% 等），或在指标名称后用括号注明。",
    en: "Write the unit (人次, 场次, 个, %) behind the number, or in brackets behind the indicator's name.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for measure in document.measures() {
        let Some(scalar) = measure.result_scalar(context.facts) else {
            continue;
        };
        let broken = measure.name_text().is_some_and(lost_its_bracket);
        if broken
            || measure.unit_beside().is_some()
            || !is_bare_number(scalar, measure.mentions(context.facts))
        {
            continue;
        }
        let message = Message::new(&MISSING).with("result", scalar.written().trim());
        context
            .report_slot(measure.result, message)
            .help(Message::new(&ADD_UNIT));
    }
}

/// Whether the result is one number and nothing else but its bound, scale or approximator.
fn is_bare_number(scalar: Scalar<'_>, mentions: &[Mention]) -> bool {
    let Scalar::Text(text) = scalar else { return true };
    let [figure] = mentions else { return false };
    let outside = |range: Range<usize>| {
        let part = text.value().get(range).unwrap_or_default();
        part.chars()
            .all(|character| character.is_whitespace() || "。；，".contains(character))
    };
    // 3.40/10万 is a rate per so many.
    let words = text.value().get(figure.range.clone()).unwrap_or_default();
    figure.unit.is_none()
        && figure.is_quantity()
        && !words.contains(['/', '／'])
        && outside(0..figure.range.start)
        && outside(figure.range.end..text.value().len())
}

/// Whether the bracket at the end of the name never opens. `unbalanced-punctuation` says so, and the unit may stand in
/// it: 住院日天）.
fn lost_its_bracket(name: &str) -> bool {
    name.trim_end().ends_with(['）', ')']) && !name.contains(['（', '('])
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{check, check_result};

    fn check_named(name: &str, result: &str, expected: Option<&str>) {
        check_result(&RULE, name, result, expected);
    }

    #[test]
    fn a_bracket_that_never_opens_may_have_held_the_unit() {
        check_named("平均住院日天）", "6.48", None);
        check_named("平均住院日（天", "6.48", None);
    }

    #[test]
    fn a_bare_number_has_no_unit() {
        for bare in ["85", "1,234.5", "≥85", "约85", "8.68万", "８５", "85余"] {
            check_named("开展活动场次", bare, Some(bare));
        }
        check_result(&RULE, "开展活动场次", 85, Some("85"));
    }

    #[test]
    fn a_unit_beside_it_or_in_brackets_in_the_name_is_enough() {
        for result in [
            "85场次",
            "85 场次",
            "97.5%",
            "8.68万人",
            "五级",
            "达标",
            "1:3",
            "85场次（含线上）",
            "PM2.5达标",
            "3.40/10万",
        ] {
            check_named("开展活动场次", result, None);
        }
        for name in [
            "活动场次（场次）",
            "投入资金(万元)",
            "补贴标准（元/人）",
            "参与人数（单位：人次）",
            "覆盖率（%）",
        ] {
            check_named(name, "85", None);
        }
        for name in ["辖区（含村）活动场次", "活动场次（新建）", "活动场次"] {
            check_named(name, "85", Some("85"));
        }
    }

    #[test]
    fn a_unit_that_stands_apart_is_enough() {
        check(
            &RULE,
            &json!({ "tasks": [{ "indicators": [{ "result": 6, "unit": "所" }] }] }),
            &[],
        );
        let blank = json!({ "tasks": [{ "indicators": [{ "result": 6, "unit": "" }] }] });
        check(&RULE, &blank, &[("/tasks/0/indicators/0/result", "6")]);
    }
}
