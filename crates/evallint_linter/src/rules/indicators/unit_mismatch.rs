//! `unit-mismatch`: a unit of another kind than the name states.

use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};
use crate::stated_kind::StatedKind;

pub(crate) static RULE: Rule = Rule {
    id: "unit-mismatch",
    name: "单位与指标不符",
    group: Group::Indicators,
    severity: Severity::Warning,
    page: include_str!("unit-mismatch.md"),
    has_fix: false,
    check,
};

static MISMATCH: Template = Template {
    zh: "指标名称说的是“{stated}”，完成情况的单位却是“{unit}”。",
    en: "The name states {stated}, but the unit of the result is {unit}.",
};

static CORRECT: Template = Template {
    zh: "请核对名称与单位，改成一致。",
    en: "Check the name and the unit, and make them agree.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for measure in document.measures() {
        let Some(stated) = measure.name_text().and_then(StatedKind::of) else {
            continue;
        };
        let Some(scalar) = measure.result_scalar(context.facts) else {
            continue;
        };
        let figures = measure.figures(context.facts);
        let mut units = figures
            .iter()
            .filter(|figure| figure.is_quantity())
            .filter_map(|figure| figure.unit);
        let Some(first) = units.next() else { continue };
        if stated.allows(first) || units.any(|unit| stated.allows(unit)) {
            continue;
        }
        let per = |text: &str| text.contains(['/', '／', '每']);
        if per(scalar.written()) || measure.unit_beside().is_some_and(per) {
            continue;
        }
        let message = Message::new(&MISMATCH)
            .with("stated", stated.word)
            .with("unit", first.name);
        context
            .report_slot(measure.result, message)
            .help(Message::new(&CORRECT));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_result;

    #[test]
    fn a_unit_of_another_kind() {
        for (name, result) in [
            ("培训场次", "85人"),
            ("绿化面积", "5公里"),
            ("巡河里程", "134平方米"),
            ("垃圾清运率", "85吨"),
            ("培训人次", "85场"),
            ("受益户数", "300人"),
        ] {
            check_result(&RULE, name, result, Some(result));
        }
    }

    #[test]
    fn units_that_fit_or_names_that_state_nothing() {
        for (name, result) in [
            ("培训场次", "85场"),
            ("培训场次", "12期"),
            ("绿化面积（公顷）", "5亩"),
            ("垃圾清运率", "97%"),
            ("培训人次", "1.2万人次"),
            ("培训人次", "8680人"),
            ("办理数量", "85张"),
            ("培训场次", "85"),
            ("培训场次", "共85场，参训3000人"),
            ("满意度", "95分"),
            ("监测频率", "4次/年"),
            ("工作效率", "缩短至5个工作日"),
            ("孕产妇死亡率", "7.2人/10万"),
            ("走访户数", "300户次"),
            ("普法宣传场次", "30节"),
            ("热线接听次数", "3000个"),
            ("体检人次", "3000份"),
        ] {
            check_result(&RULE, name, result, None);
        }
    }
}
