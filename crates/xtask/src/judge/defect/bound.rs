//! Bounds in the place of results, and results that miss their targets.

use super::{Defect, Planted, any_indicator, indicator_at, is_plain};
use crate::judge::chance::Chance;
use crate::judge::figure::Figure;
use crate::judge::form::{Form, Section, Value, indicator_pointer};
use crate::judge::indicator::Indicator;
use crate::judge::writing::Writing;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::form("threshold-as-result", "lower bound", lower_bound),
    Defect::form("threshold-as-result", "strict lower bound", strict_lower_bound),
    Defect::form("threshold-as-result", "以上", at_least),
    Defect::form("threshold-as-result", "upper bound", upper_bound),
    Defect::form("threshold-as-result", "以内 以下", at_most),
    Defect::form("threshold-as-result", "unit apart", bound_with_unit_apart).only(Writing::TREES),
    Defect::form("threshold-as-result", "of a key project", bound_of_project),
    Defect::form("target-not-met", "lower bound", below_target).only(Writing::TREES),
    Defect::form("target-not-met", "no operator", below_plain_target).only(Writing::TREES),
    Defect::form("target-not-met", "upper bound", above_target).only(Writing::TREES),
];

/// A figure that the measured one exceeds, or the goal where there is one.
fn lower(indicator: &Indicator, strict: bool) -> Option<Figure> {
    let figure = indicator.known.figure?;
    let less = figure.with(figure.thousandths * 97 / 100);
    let wanted = match indicator.known.goal {
        Some(goal) if !indicator.known.reverse => goal,
        _ => figure,
    };
    let bound = if strict && wanted.thousandths >= figure.thousandths {
        less
    } else {
        wanted
    };
    (bound.thousandths > 0 && (!strict || bound.thousandths < figure.thousandths)).then_some(bound)
}

fn written(form: &mut Form, place: (usize, usize), result: String) -> Option<Planted> {
    let indicator = indicator_at(form, place)?;
    let note = format!(
        "{} = {result} ({})",
        indicator.name.shown(),
        indicator.known.clause
    );
    indicator.result = Value::Text(result);
    indicator.unit = Value::Absent;
    indicator.target = Value::Absent;
    let pointer = indicator_pointer(place.0, place.1, "result");
    Some(Planted::warning("threshold-as-result", &[pointer], note))
}

fn lower_bound(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, is_plain)?;
    let indicator = indicator_at(form, place)?;
    let (bound, unit) = (lower(indicator, false)?.plain(), indicator.known.unit.clone());
    let word = chance.word(&["≥", "≥", "≧", ">=", "不少于", "不低于", "至少"]);
    written(form, place, format!("{word}{bound}{unit}"))
}

fn strict_lower_bound(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, is_plain)?;
    let indicator = indicator_at(form, place)?;
    let (bound, unit) = (lower(indicator, true)?.plain(), indicator.known.unit.clone());
    written(form, place, format!(">{bound}{unit}"))
}

fn at_least(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, is_plain)?;
    let indicator = indicator_at(form, place)?;
    let (bound, unit) = (lower(indicator, false)?.plain(), indicator.known.unit.clone());
    let reached = chance.word(&["", "", "达到", "达"]);
    written(form, place, format!("{reached}{bound}{unit}以上"))
}

fn is_reverse(indicator: &Indicator) -> bool {
    is_plain(indicator) && indicator.known.reverse
}

/// A figure that the measured one stays below, or the goal where there is one.
fn upper(indicator: &Indicator, strict: bool) -> Option<Figure> {
    let figure = indicator.known.figure?;
    let more = figure.with(figure.thousandths * 125 / 100 + 10_i64.pow(3 - figure.decimals.min(3)));
    Some(match indicator.known.goal {
        Some(goal) if goal.thousandths > figure.thousandths || !strict => goal,
        _ if strict => more,
        _ => figure,
    })
}

fn upper_bound(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, is_reverse)?;
    let word = chance.word(&["≤", "≦", "<=", "<", "不超过"]);
    let indicator = indicator_at(form, place)?;
    let (bound, unit) = (
        upper(indicator, word == "<")?.plain(),
        indicator.known.unit.clone(),
    );
    written(form, place, format!("{word}{bound}{unit}"))
}

fn at_most(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, is_reverse)?;
    let word = chance.word(&["以内", "以下"]);
    let indicator = indicator_at(form, place)?;
    let (bound, unit) = (
        upper(indicator, word == "以下")?.plain(),
        indicator.known.unit.clone(),
    );
    written(form, place, format!("{bound}{unit}{word}"))
}

fn bound_with_unit_apart(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, is_plain)?;
    let indicator = indicator_at(form, place)?;
    let (bound, unit) = (lower(indicator, false)?.plain(), indicator.known.unit.clone());
    let planted = written(form, place, format!("≥{bound}"))?;
    indicator_at(form, place)?.unit = Value::Text(unit);
    Some(planted)
}

fn bound_of_project(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let bound = chance.word(&["≥90%", "≥95%", "不低于90%", "90%以上", ">=95%", "至少90%"]);
    let colon = chance.word(&["", "："]);
    let year = form.year.shown();
    let text = chance.word(&[
        "{y}年设施维护项目年初绩效目标设定为：1.数量指标：设施巡检覆盖率≥98%。2.满意度指标：服务对象满意度≥90%。 {y}年绩效指标完成情况： 1.数量指标：设施巡检覆盖率100%；设施完好率99.2%。 2.满意度指标：服务对象满意度{c}{b}。",
        "{y}年设施维护项目绩效指标完成情况：1.数量指标：设施巡检覆盖率100%。2.质量指标：设施完好率99.2%；设备达标率{c}{b}；验收合格率100%。3.时效指标：项目按期完成率100%。",
        "{y}年绩效指标完成情况：1.数量指标：设施巡检覆盖率{c}{b}；设施完好率99.2%。2.社会效益指标：公众知晓率96%。",
    ]);
    let text = text
        .replace("{y}", year)
        .replace("{c}", colon)
        .replace("{b}", bound);
    form.set_section(Section::KeyProjects, Value::Text(text.clone()));
    Some(Planted::warning(
        "threshold-as-result",
        &[Section::KeyProjects.pointer()],
        text,
    ))
}

/// Writes result and target; the result misses it.
fn missed(form: &mut Form, place: (usize, usize), target: Value, apart: bool) -> Option<Planted> {
    let indicator = indicator_at(form, place)?;
    let known = indicator.known.clone();
    let plain = known.figure?.plain();
    if apart {
        indicator.result = Value::Text(plain);
        indicator.unit = Value::Text(known.unit.clone());
    } else {
        indicator.result = Value::Text(known.quantity()?);
        indicator.unit = Value::Absent;
    }
    let note = format!(
        "{} = {} of {}",
        indicator.name.shown(),
        indicator.result.shown(),
        target.shown()
    );
    indicator.target = target;
    let pointers = ["result", "target"].map(|field| indicator_pointer(place.0, place.1, field));
    Some(Planted::warning("target-not-met", &pointers, note))
}

/// A target that is a little or much above what was reached.
fn beyond(figure: Figure, chance: &mut Chance) -> Figure {
    let step = 10_i64.pow(3 - figure.decimals.min(3));
    let more = figure.with(figure.thousandths * chance.between(101, 140) / 100);
    figure.with(more.thousandths.max(figure.thousandths + step))
}

fn is_forward(indicator: &Indicator) -> bool {
    is_plain(indicator) && !indicator.known.reverse
}

fn below_target(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, is_forward)?;
    let known = indicator_at(form, place)?.known.clone();
    let target = beyond(known.figure?, chance);
    let fits = !known.is_rate() || target.thousandths <= 100_000;
    let apart = chance.percent(30);
    let unit = if apart { "" } else { known.unit.as_str() };
    let word = chance.word(&["≥", ">=", "不少于", "不低于", ">", "至少"]);
    let target = match chance.below(4) {
        0 => format!("{}{unit}以上", target.plain()),
        _ => format!("{word}{}{unit}", target.plain()),
    };
    fits.then(|| missed(form, place, Value::Text(target), apart))
        .flatten()
}

fn below_plain_target(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, is_forward)?;
    let known = indicator_at(form, place)?.known.clone();
    let target = beyond(known.figure?, chance);
    // Of complaints and offences the name alone does not tell whether more or fewer are better.
    let ambiguous = [
        "投诉", "违法", "案件", "非法", "信访", "纠纷", "隐患", "污", "事故", "过期", "火",
    ];
    let fits = (!known.is_rate() || target.thousandths <= 100_000)
        && !ambiguous.iter().any(|word| known.object.contains(word));
    let apart = chance.percent(40);
    let target = match (apart, chance.percent(50)) {
        (true, true) => Value::Number(target.plain()),
        (true, false) => Value::Text(target.plain()),
        (false, _) => Value::Text(format!("{}{}", target.plain(), known.unit)),
    };
    fits.then(|| missed(form, place, target, apart)).flatten()
}

fn above_target(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, is_reverse)?;
    let known = indicator_at(form, place)?.known.clone();
    let figure = known.figure?;
    let target = figure.with(figure.thousandths * chance.between(50, 92) / 100);
    let apart = chance.percent(30);
    let unit = if apart { "" } else { known.unit.as_str() };
    let word = chance.word(&["≤", "<=", "不超过", "<", "≦"]);
    let target_text = match chance.below(4) {
        0 => format!("{}{unit}以内", target.plain()),
        _ => format!("{word}{}{unit}", target.plain()),
    };
    let fits = target.thousandths < figure.thousandths;
    fits.then(|| missed(form, place, Value::Text(target_text), apart))
        .flatten()
}
