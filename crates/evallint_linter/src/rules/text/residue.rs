//! `residue`: a zero of some counting unit left over behind a judgement that needs no number.

use std::ops::Range;

use evallint_schema::Dimension;

use crate::facts::{Mention, Nature};
use crate::fix::{Fix, title};
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "residue",
    name: "残留文字",
    group: Group::Text,
    severity: Severity::Error,
    page: include_str!("residue.md"),
    has_fix: true,
    check,
};

static RESIDUE: Template = Template {
    zh: "“{words}”中的“{zero}”与定性表述不相干，应是模板或改稿残留的文字。",
    en: "{zero} in {words} belongs to no figure; it is left over from a template or an earlier draft.",
};

static DELETE: Template = Template {
    zh: "请删去“{zero}”；确有数据的，改填实际数值。",
    en: "Delete {zero}, or give the real figure where there is one.",
};

static MAYBE_DATA: Template = Template {
    zh: "也可能是漏填了数据，请核对",
    en: "A figure may have been left out instead; check it",
};

fn check(context: &mut Context<'_, '_>) {
    let (document, facts) = (context.document, context.facts);
    for (node, _, text) in document.texts() {
        for zero in facts
            .mentions(node)
            .iter()
            .filter(|mention| counts_nothing(mention))
        {
            let Some(place) = leftover(text.value(), zero) else {
                continue;
            };
            let words = |range: &Range<usize>| text.value().get(range.clone()).unwrap_or_default();
            let message = Message::new(&RESIDUE)
                .with("words", words(&place))
                .with("zero", words(&zero.range));
            let range = text.source_range(place.start, place.end);
            let before = text.value().get(..zero.range.start).unwrap_or_default();
            let parted = before.trim_end_matches(|sign: char| "，。；、,; ".contains(sign));
            let fix = document.reword(node, parted.len()..zero.range.end, "");
            context
                .report(document.pointer(node), range, message)
                .help(Message::new(&DELETE).with("zero", words(&zero.range)))
                .fix(fix.map(|edit| {
                    Fix::with_risk(
                        title::delete(words(&zero.range)),
                        Message::new(&MAYBE_DATA),
                        vec![edit],
                    )
                }));
        }
    }
}

/// Whether a figure is a zero of something that is counted or measured. Of rates, scores, money and points in time a zero
/// says something (0%, 0元购, 0时).
fn counts_nothing(mention: &Mention) -> bool {
    let figure = matches!(mention.nature, Nature::Quantity | Nature::Each) && mention.bound.is_none();
    figure
        && mention.value.is_zero()
        && mention.unit.is_some_and(|unit| {
            !matches!(
                unit.dimension,
                Dimension::Percent
                    | Dimension::PercentagePoints
                    | Dimension::Score
                    | Dimension::Money
                    | Dimension::Calendar
                    | Dimension::Technical
            )
        })
}

/// The words from the judgement to the zero that nothing in it asks for.
fn leftover(text: &str, zero: &Mention) -> Option<Range<usize>> {
    let after = text.get(zero.range.end..)?;
    if after.starts_with(char::is_alphabetic) {
        return None;
    }
    let before = text.get(..zero.range.start)?;
    let clause = before.trim_end();
    if let Some(start) = judgement_start(clause) {
        return Some(start..zero.range.end);
    }
    // The zero is a clause of its own behind one that judges. 投诉持续下降，0件 is a result.
    let before_clause = clause.trim_end_matches(|sign: char| "，。；、,; ".contains(sign));
    let stands_apart = before_clause.len() < clause.len();
    let is_case = zero.unit.is_some_and(|unit| unit.dimension == Dimension::Cases);
    let was_judged = judgement_start(before_clause).is_some() && !before_clause.ends_with("降低");
    (stands_apart && was_judged && !is_case).then(|| zero.range.clone())
}

/// Where a judgement at the end of a clause begins: 大幅提升, 得到改善, 水平提高, 成效显著.
fn judgement_start(clause: &str) -> Option<usize> {
    let clause = clause.strip_suffix('了').unwrap_or(clause);
    let (verb, quantitative) = match strip_any(clause, QUALITATIVE) {
        Some(verb) => (strip_any(verb, QUALITATIVE).unwrap_or(verb), false),
        None => match strip_any(clause, QUANTITATIVE) {
            Some(verb) => (verb, true),
            None => return predicate_start(clause),
        },
    };
    let lead = verb.trim_end_matches(['地', '的']);
    if let Some(rest) = strip_any(lead, STRONG_DEGREES) {
        return Some(rest.len());
    }
    if quantitative {
        return None;
    }
    if let Some(rest) = strip_any(lead, DEGREES) {
        return Some(rest.len());
    }
    ends_with_any(lead, QUALITIES).then_some(verb.len())
}

/// Where 成效显著 begins, a judgement without a verb.
fn predicate_start(clause: &str) -> Option<usize> {
    let subject = strip_any(clause, &["显著", "明显", "突出"])?;
    strip_any(
        subject,
        &["成效", "效果", "提升", "提高", "改善", "增强", "变化", "进步"],
    )
    .map(str::len)
}

fn strip_any<'t>(text: &'t str, endings: &[&str]) -> Option<&'t str> {
    endings.iter().find_map(|ending| text.strip_suffix(ending))
}

fn ends_with_any(text: &str, endings: &[&str]) -> bool {
    strip_any(text, endings).is_some()
}

/// Verbs that judge, and take no number as their object. 降低 does only beside a word of degree.
const QUALITATIVE: &[&str] = &[
    "提升", "提高", "改善", "改进", "增强", "加强", "强化", "优化", "完善", "美化", "净化", "健全", "巩固",
    "深化", "好转", "降低",
];

/// Verbs that may well take a number; only beside a word of much degree is a zero behind them absurd.
const QUANTITATIVE: &[&str] = &["增加", "增长", "减少", "下降", "上升"];

/// Words that say how much, and exclude a zero.
const STRONG_DEGREES: &[&str] = &["大幅度", "大幅", "明显", "显著", "极大", "大大", "较大"];

/// Other words of degree or manner, and verbs that only lead to a judgement.
const DEGREES: &[&str] = &[
    "稳步",
    "有效",
    "持续",
    "进一步",
    "不断",
    "逐步",
    "全面",
    "切实",
    "有力",
    "快速",
    "日益",
    "日趋",
    "普遍",
    "整体",
    "得到",
    "获得",
    "有所",
];

/// What is judged and never counted.
const QUALITIES: &[&str] = &[
    "水平",
    "效率",
    "效能",
    "意识",
    "获得感",
    "幸福感",
    "安全感",
    "形象",
    "氛围",
    "面貌",
];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{check, check_result};

    fn check_prose(sentence: &str, words: Option<&str>) {
        let expected: Vec<_> = words.map(|words| ("/problems", words)).into_iter().collect();
        check(
            &RULE,
            &json!({ "problems": format!("一是情况。{sentence}") }),
            &expected,
        );
    }

    #[test]
    fn a_zero_behind_a_judgement() {
        for (sentence, words) in [
            ("市容管理水平大幅提升0人次。4.街级", "大幅提升0人次"),
            ("道路环境明显改善0个，群众满意。", "明显改善0个"),
            ("运行成本有效降低0件。", "有效降低0件"),
            ("服务能力得到了显著提高0 场次；", "显著提高0 场次"),
            ("服务质量持续优化提升0户", "持续优化提升0户"),
            ("人居环境得到改善0处。", "得到改善0处"),
            ("队伍素质有了明显增强0人、", "明显增强0人"),
            ("管理水平提升0次。", "提升0次"),
            ("整治成效显著0宗。", "成效显著0宗"),
            ("道路品质大幅度地提升０公里。", "大幅度地提升０公里"),
            ("办件量大幅增加0件。", "大幅增加0件"),
            ("工作机制进一步完善了0项）", "进一步完善了0项"),
            ("市容管理水平大幅提升，0人次。", "0人次"),
            ("市容环境持续改善。0个；", "0个"),
        ] {
            check_prose(sentence, Some(words));
        }
    }

    #[test]
    fn a_zero_that_is_a_result() {
        for sentence in [
            "全年发生安全生产责任事故0起。",
            "有效投诉0件，同比下降100%。",
            "事故起数下降为0起，事故数降至0件。",
            "重大隐患控制在0处以内。",
            "信访积案较上年上升0起、新增0件。",
            "投诉量同比增加0件，同比减少0件。",
            "安全形势持续好转，0起。",
            "安全水平明显提升，事故0起。",
            "实现“0投诉”“0事故”，服务质量持续提升。",
            "服务满意度明显提升0个百分点。",
            "办结率稳步提升0%。",
            "覆盖率大幅提升10.0%，惠及10人次。",
            "服务能力大幅提升10人次。",
            "服务能力明显提升0.5个等级。",
            "持续优化0人工干预审批。",
            "全面加强0号病区管理。",
            "不断优化“0次跑”改革，进一步完善0跑腿服务。",
            "持续提升0距离服务水平。",
            "有效处置突发事件0起。",
            "有效化解矛盾纠纷0宗。",
            "进一步完善制度0项。",
            "持续改善民生，新增贫困户0户。",
            "开展应急演练0次，组织培训0场。",
            "从0到1全面提升，从0人增加到20人。",
            "整治后垃圾死角全面清零，余0处。",
            "大力开展素质提升0元培训，全面优化0元购。",
            "居住环境改善0户。",
            "残疾儿童入学率100%，辍学0人。",
            "较上年明显减少，为0起。",
            "明显改善。投诉0件。",
            "扣分项由2项减少为0项。",
            "平均等候时间为0分钟。",
            "夜间作业有效降低至0次。",
        ] {
            check_prose(sentence, None);
        }
    }

    #[test]
    fn in_every_text() {
        check_result(&RULE, "市容管理水平", "大幅提升0人次", Some("大幅提升0人次"));
        check_result(&RULE, "安全事故", "0起", None);
        check(
            &RULE,
            &json!({ "tasks": [{ "name": "管理水平明显提升0次" }] }),
            &[("/tasks/0/name", "明显提升0次")],
        );
    }
}
