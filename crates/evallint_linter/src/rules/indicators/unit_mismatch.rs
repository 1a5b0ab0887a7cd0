//! `unit-mismatch`: a unit of another kind than the name states.

use evallint_schema::{Dimension, Unit};

use crate::measure::without_brackets;
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "unit-mismatch",
    name: "单位与指标不符",
    group: Group::Indicators,
    severity: Severity::Warning,
    page: include_str!("unit-mismatch.md"),
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
        let Some((stated, dimensions)) = measure.name_text().and_then(stated_kind) else {
            continue;
        };
        if measure.result_scalar(context.facts).is_none() {
            continue;
        }
        let figures = measure.figures(context.facts);
        let mut units = figures
            .iter()
            .filter(|figure| figure.is_quantity())
            .filter_map(|figure| figure.unit);
        let Some(first) = units.next() else { continue };
        let fits = |unit: &Unit| dimensions.contains(&unit.dimension);
        if fits(first) || units.any(fits) {
            continue;
        }
        let message = Message::new(&MISMATCH)
            .with("stated", stated)
            .with("unit", first.name);
        context
            .report_slot(measure.result, message)
            .help(Message::new(&CORRECT));
    }
}

/// The kind that the end of a name states, and what the unit may then measure.
fn stated_kind(name: &str) -> Option<(&'static str, &'static [Dimension])> {
    use Dimension as D;
    const KINDS: &[(&str, &[Dimension])] = &[
        ("人次", &[D::PersonTimes, D::People, D::Doses, D::Visits]),
        ("场次", &[D::Events]),
        ("批次", &[D::Events]),
        ("次数", &[D::Events, D::PersonTimes, D::Visits, D::Doses]),
        ("人数", &[D::People, D::PersonTimes]),
        ("户数", &[D::Households]),
        ("面积", &[D::Area, D::TraditionalArea]),
        ("里程", &[D::Length]),
        ("长度", &[D::Length]),
        ("率", &[D::Percent, D::PercentagePoints]),
        ("占比", &[D::Percent, D::PercentagePoints]),
        ("比例", &[D::Percent, D::PercentagePoints]),
        ("金额", &[D::Money]),
        ("天数", &[D::Duration]),
    ];
    let bare = without_brackets(name);
    KINDS.iter().find(|(kind, _)| bare.ends_with(kind)).copied()
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
        ] {
            check_result(&RULE, name, result, None);
        }
    }
}
