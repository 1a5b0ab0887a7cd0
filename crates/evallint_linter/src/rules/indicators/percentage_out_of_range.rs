//! `percentage-out-of-range`: a rate above 100 %.

use evallint_schema::{Dimension, Words};
use evallint_syntax::Value;
use rust_decimal::Decimal;

use crate::facts::Mention;
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};
use crate::slot::Scalar;

pub(crate) static RULE: Rule = Rule {
    id: "percentage-out-of-range",
    name: "百分比超出范围",
    group: Group::Indicators,
    severity: Severity::Error,
    page: include_str!("percentage-out-of-range.md"),
    has_fix: false,
    check,
};

static ABOVE: Template = Template {
    zh: "“{name}”填的是 {words}，这类比率最多 100%。",
    en: "{name} is {words}; such a rate cannot be above 100%.",
};

static CORRECT: Template = Template {
    zh: "请核对分子和分母；属于增长率、完成率的，请在名称中写明。",
    en: "Check what was divided by what; where it is growth or completion, let the name say so.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for measure in document.measures() {
        let (Some(name), Some(node)) = (measure.name_text(), measure.result.node) else {
            continue;
        };
        let Some(text) = measure.result.scalar().valid().map(Scalar::written) else {
            continue;
        };
        if !is_bounded_rate(name) || context.facts.is_placeholder(node) {
            continue;
        }
        // A unit that stands apart makes the whole value the percentage.
        let figures = measure.figures(context.facts);
        let written = context.facts.mentions(node);
        for (_, place) in figures
            .iter()
            .zip(written)
            .filter(|(percent, _)| is_above_all(percent))
        {
            let words = text.get(place.range.clone()).unwrap_or_default();
            let range = match &document.node(node).value {
                Value::String(mapped) => mapped.source_range(place.range.start, place.range.end),
                _ => document.node(node).content_range(),
            };
            let message = Message::new(&ABOVE)
                .with("name", name.trim())
                .with("words", words);
            context
                .report(measure.result.pointer(), range, message)
                .help(Message::new(&CORRECT));
        }
    }
}

fn is_above_all(mention: &Mention) -> bool {
    let is_percent = mention
        .unit
        .is_some_and(|unit| unit.name != "‰" && unit.dimension == Dimension::Percent);
    is_percent && mention.value > Decimal::ONE_HUNDRED
}

/// Whether the name is that of a share, which cannot be more than all. What grew, or was done beyond its plan, can.
fn is_bounded_rate(name: &str) -> bool {
    static SHARES: Words = Words::of(&["率", "占比", "比重", "满意度", "知晓度", "覆盖度", "参与度"]);
    static UNBOUNDED: Words = Words::of(&[
        "增长",
        "增幅",
        "增速",
        "增加",
        "增收",
        "增值",
        "变动",
        "变化",
        "完成",
        "使用",
        "提升",
        "提高",
        "上升",
        "下降",
        "负荷",
        "调整",
        "毛入",
        "保值",
        "拨备",
        "性别",
        "流动",
        "产销",
        "达成",
        "执行",
        "实现",
        "超",
        "任务",
        "计划",
        "目标",
        "资金到位",
        "投资到位",
        "经费到位",
        "配套到位",
        "征收",
        "入库",
        "开工",
        "产出",
        "收益",
        "回报",
        "周转",
        "投资",
        "利润",
        "贡献",
        "负债",
        "杠杆",
        "倍",
    ]);
    SHARES.are_in(name) && !UNBOUNDED.are_in(name)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{check, check_result};

    #[test]
    fn a_share_of_more_than_all() {
        check_result(&RULE, "服务对象满意度", "105%", Some("105%"));
        check_result(&RULE, "垃圾清运覆盖率", "达120.5%", Some("120.5%"));
    }

    #[test]
    fn a_unit_that_stands_apart_counts() {
        let indicators = json!([{ "name": "人民调解成功率", "result": 111.1, "unit": "%" }]);
        let place = [("/tasks/0/indicators/0/result", "111.1")];
        check(&RULE, &json!({ "tasks": [{ "indicators": indicators }] }), &place);
    }

    #[test]
    fn what_may_be_above() {
        check_result(&RULE, "服务对象满意度", "100%", None);
        for name in [
            "收入增长率",
            "任务完成率",
            "床位使用率",
            "经费变动率",
            "客流量",
            "高中阶段毛入学率",
            "预算执行率",
            "投入产出率",
            "流动比例",
        ] {
            check_result(&RULE, name, "120%", None);
        }
        check_result(&RULE, "事故发生率", "120‰", None);
    }
}
