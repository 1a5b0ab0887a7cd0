//! `unit-mismatch`: a unit of another kind than the name states.

use evallint_schema::{Dimension, Unit};

use crate::measure::{is_rate_by_name_only, without_brackets};
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
        let Some(stated) = measure.name_text().and_then(Stated::of) else {
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
        let per = |text: &str| text.contains(['/', '／', '每']);
        let per_something = per(scalar.written()) || measure.unit_text().is_some_and(per);
        if per_something || stated.allows(first) || units.any(|unit| stated.allows(unit)) {
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

/// The kind that the end of a name states.
struct Stated {
    word: &'static str,
    kind: Kind,
}

/// What a name counts or measures.
#[derive(Clone, Copy)]
enum Kind {
    Attendances,
    Sessions,
    Times,
    People,
    Households,
    Only(&'static [Dimension]),
}

impl Stated {
    fn of(name: &str) -> Option<Self> {
        use Dimension as D;
        const KINDS: &[(&str, Kind)] = &[
            ("人次", Kind::Attendances),
            ("场次", Kind::Sessions),
            ("批次", Kind::Times),
            ("次数", Kind::Times),
            ("人数", Kind::People),
            ("户数", Kind::Households),
            ("面积", Kind::Only(&[D::Area, D::TraditionalArea])),
            ("里程", Kind::Only(&[D::Length])),
            ("长度", Kind::Only(&[D::Length])),
            ("率", Kind::Only(&[D::Percent, D::PercentagePoints])),
            ("占比", Kind::Only(&[D::Percent, D::PercentagePoints])),
            ("金额", Kind::Only(&[D::Money])),
            ("天数", Kind::Only(&[D::Duration])),
        ];
        let bare = without_brackets(name);
        let per_head = ["每", "万人", "千人", "百人"]
            .iter()
            .any(|word| bare.contains(word));
        let (word, kind) = KINDS.iter().find(|(word, _)| bare.ends_with(word))?;
        let is_other_word = per_head || is_rate_by_name_only(bare);
        (!is_other_word).then_some(Self { word, kind: *kind })
    }

    /// Whether the unit can be of what is stated. Counting words stand for one another more often than not, so only what
    /// plainly is something else is refused.
    fn allows(&self, unit: &Unit) -> bool {
        use Dimension as D;
        let measured = matches!(
            unit.dimension,
            D::Length | D::Area | D::TraditionalArea | D::Mass | D::Volume | D::Money | D::Percent
        );
        let refused = match self.kind {
            Kind::Only(allowed) => !allowed.contains(&unit.dimension),
            Kind::Attendances => {
                measured
                    || matches!(unit.dimension, D::Equipment | D::Places | D::Living | D::Cases)
                    || ["场", "场次", "期", "家", "户"].contains(&unit.name)
            }
            Kind::Sessions => {
                measured || matches!(unit.dimension, D::People | D::PersonTimes | D::Households)
            }
            Kind::Times => measured || matches!(unit.dimension, D::People | D::Households),
            Kind::People => {
                measured || matches!(unit.dimension, D::Households | D::Events | D::Organisations)
            }
            Kind::Households => measured || matches!(unit.dimension, D::People | D::PersonTimes | D::Events),
        };
        !refused
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
