//! `target-not-met`: a result that misses the target beside it.

use evallint_schema::{Bound, Role, fold_width, unit_prefix};
use rust_decimal::Decimal;

use crate::direction::direction;
use crate::facts::{Facts, Mention, scan};
use crate::measure::Measure;
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "target-not-met",
    name: "未达目标",
    group: Group::Indicators,
    severity: Severity::Warning,
    page: include_str!("target-not-met.md"),
    has_fix: false,
    check,
};

static MISSED: Template = Template {
    zh: "完成值 {result} 没有达到目标值 {target}。",
    en: "The result {result} misses the target {target}.",
};

static EXPLAIN: Template = Template {
    zh: "请核对数据；确未达标的，在“存在问题”中说明原因和改进措施。",
    en: "Check the figures; where the target was missed indeed, explain it in 存在问题.",
};

static TARGET: Template = Template {
    zh: "目标值在这里",
    en: "The target",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for measure in document.measures() {
        let Some(target) = measure.record.slot_with_role(Role::Target) else {
            continue;
        };
        let (Some(written), Some(result)) = (target.scalar().valid(), measure.result_scalar(context.facts))
        else {
            continue;
        };
        let Some((figure, goal)) = figure_and_goal(measure, written.written(), context.facts) else {
            continue;
        };
        let Some(bound) = goal.bound.or_else(|| {
            direction(
                measure.name_text()?,
                figure.unit.or_else(|| unit_prefix(measure.unit_beside()?)),
            )
        }) else {
            continue;
        };
        let speaks_of_change = [written.written(), result.written()]
            .iter()
            .any(|text| is_change(text));
        let both = goal.is_quantity() && figure.is_quantity();
        if figure.bound.is_some() || !both || speaks_of_change || !misses(&figure, &goal, bound) {
            continue;
        }
        let message = Message::new(&MISSED)
            .with("result", result.written().trim())
            .with("target", written.written().trim());
        context
            .report_slot(measure.result, message)
            .help(Message::new(&EXPLAIN))
            .relate_slot(target, Message::new(&TARGET));
    }
}

/// The figure of a result and that of its target, where each has one. A unit that only one of them is written with is the
/// other's too.
fn figure_and_goal(measure: Measure<'_, '_>, target: &str, facts: &Facts) -> Option<(Mention, Mention)> {
    let only = |figures: &[Mention]| match figures {
        [figure] => Some(figure.clone()),
        _ => None,
    };
    let goal = only(&scan(target))?;
    let written = only(measure.mentions(facts))?;
    if goal.unit.is_some() || written.unit.is_none() && measure.unit_beside().is_none() {
        return Some((only(&measure.figures(facts))?, goal));
    }
    if written.unit.is_none() {
        return Some((written, goal));
    }
    let result = measure.result_scalar(facts)?.written();
    let words = result.get(written.range.clone())?;
    let number = words.rfind(|character: char| fold_width(character).is_ascii_digit())?;
    let unit = words
        .get(number..)?
        .trim_start_matches(|character: char| fold_width(character).is_ascii_digit());
    let same_scale = target
        .get(goal.range.clone())?
        .ends_with(|last: char| fold_width(last).is_ascii_digit());
    let goal = if same_scale {
        only(&scan(&format!("{target}{unit}")))?
    } else {
        goal
    };
    Some((written, goal))
}

/// Whether the figure misses the goal.
fn misses(figure: &Mention, goal: &Mention, bound: Bound) -> bool {
    let goal = Mention {
        bound: Some(bound),
        ..goal.clone()
    };
    let comparable = match (figure.unit, goal.unit) {
        (Some(left), Some(right)) => left.dimension == right.dimension,
        (None, None) => true,
        // One of them is written without its unit, and maybe without its scale.
        _ => figure
            .value
            .checked_div(goal.value)
            .is_some_and(|ratio| ratio > Decimal::new(1, 2) && ratio < Decimal::ONE_HUNDRED),
    };
    comparable && !figure.meets(&goal)
}

/// Words that tell of a change or a time limit, where more may be better or worse.
fn is_change(text: &str) -> bool {
    let text = text.replace("以内", "");
    [
        "下降", "降低", "减少", "提高", "提升", "缩短", "内", "前", "排名", "第",
    ]
    .iter()
    .any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::testing::check;

    fn check_pair(name: &str, target: &Value, result: &str, missed: bool) {
        let indicators = json!([{ "name": name, "target": target, "result": result }]);
        let expected: &[_] = if missed {
            &[("/tasks/0/indicators/0/result", result)]
        } else {
            &[]
        };
        check(
            &RULE,
            &json!({ "tasks": [{ "indicators": indicators }] }),
            expected,
        );
    }

    #[test]
    fn the_operator_gives_the_direction() {
        check_pair("满意度", &json!("≥95%"), "94.9%", true);
        check_pair("满意度", &json!("≥95%"), "95%", false);
        check_pair("投诉数量", &json!("≤3起"), "4起", true);
        check_pair("投诉数量", &json!("≤3起"), "2起", false);
        check_pair("登记人数", &json!("不少于9万人"), "86800人", true);
        check_pair("登记人数", &json!("不少于8万人"), "86800人", false);
    }

    #[test]
    fn without_an_operator_the_name_does() {
        check_pair("培训场次", &json!(90), "85场次", true);
        check_pair("培训场次", &json!("80场次"), "85场次", false);
        check_pair("单位成本", &json!("80元"), "85元", true);
        check_pair("投诉办结率", &json!("95%"), "100%", false);
        check_pair("事故隐患整改率", &json!("95%"), "100%", false);
        check_pair("审批时间", &json!("5天"), "3天", false);
        check_pair("响应时间", &json!("15分钟内"), "10分钟", false);
        check_pair("登记人数", &json!("8万人"), "8.68", false);
        check_pair("延长夜间开放数", &json!("902小时"), "689小时", true);
        check_pair("救治危重孕产妇", &json!("86例"), "80例", true);
        check_pair("处理欠薪线索数", &json!("206宗"), "153宗", true);
        check_pair("兑现补助资金金额", &json!("870.71万元"), "691.04万元", true);
        check_pair("统计报告数（篇）", &json!("256"), "183", true);
        check_pair("接听热线数", &json!("1290通"), "978通", true);
        check_pair("办理时长", &json!("5天"), "3天", false);
        check_pair("建设单价", &json!("90元"), "85元", false);
        check_pair("办理事项跑动次数", &json!("3次"), "1次", false);
        check_pair("服务投诉件数", &json!("3件"), "1件", false);
        check_pair("挽回损失金额", &json!("≥2091.03"), "1633.62万元", true);
        check_pair("挽回损失金额（万元）", &json!("≥2091.03"), "1633.62", true);
        check_pair("挽回损失金额（万元）", &json!("≥1091.03"), "1633.62", false);
        check_pair("孕产妇死亡率", &json!("2.27/10万以内"), "3.40/10万", true);
        check_pair("孕产妇死亡率（1/10万）", &json!("不超过3.01"), "3.39", true);
        check_pair("事故发生率", &json!("≤1%"), "5‰", false);
        check_pair("单位成本", &json!("90元"), "85元", false);
        check_pair("培训场次", &json!("按计划"), "85场次", false);
        check_pair("培训场次", &json!("90人"), "85场次", false);
        check_pair("培训场次", &Value::Null, "85场次", false);
    }
}
