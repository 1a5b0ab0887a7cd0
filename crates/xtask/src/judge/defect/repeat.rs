//! The same indicator twice in a task.

use super::{Defect, Planted, any_indicator, any_task, indicator_at, is_plain};
use crate::judge::chance::Chance;
use crate::judge::figure::Figure;
use crate::judge::form::{Form, Value, indicator_pointer};
use crate::judge::indicator::Indicator;
use crate::judge::writing::Writing;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::form("duplicate-indicator", "same result", same),
    Defect::form("duplicate-indicator", "same result in 万", same_in_wan),
    Defect::form("duplicate-indicator", "same result with separators", same_grouped),
    Defect::form("duplicate-indicator", "same result, unit apart", same_apart).only(Writing::TREES),
    Defect::form("duplicate-indicator", "without numbers", wordless),
    Defect::form("duplicate-indicator", "two bounds", two_bounds),
    Defect::form("duplicate-indicator", "one meets the other's bound", meets_bound),
    Defect::form("conflicting-indicator", "another figure", other_figure),
    Defect::form("conflicting-indicator", "a figure and none", figure_and_none),
];

/// Puts a second indicator of the same name behind the first or at the end; gives its place.
fn repeat(
    form: &mut Form,
    place: (usize, usize),
    second: Indicator,
    chance: &mut Chance,
) -> Option<(usize, usize)> {
    let indicators = &mut form.tasks.get_mut(place.0)?.indicators;
    let at = if chance.percent(50) {
        place.1 + 1
    } else {
        indicators.len()
    };
    indicators.insert(at, second);
    Some((place.0, at))
}

/// A plain indicator with its result written with the unit, and nothing apart.
fn first(
    form: &mut Form,
    chance: &mut Chance,
    fits: impl Fn(&Indicator) -> bool,
) -> Option<((usize, usize), Indicator)> {
    let place = any_indicator(form, chance, |indicator| is_plain(indicator) && fits(indicator))?;
    let indicator = indicator_at(form, place)?;
    indicator.result = Value::Text(indicator.known.quantity()?);
    indicator.unit = Value::Absent;
    indicator.target = Value::Absent;
    Some((place, indicator.clone()))
}

fn twice(
    form: &mut Form,
    place: (usize, usize),
    mut second: Indicator,
    result: Value,
    chance: &mut Chance,
) -> Option<((usize, usize), String)> {
    let note = format!(
        "{} = {} and {}",
        second.name.shown(),
        second.result.shown(),
        result.shown()
    );
    second.result = result;
    let later = repeat(form, place, second, chance)?;
    Some((later, note))
}

fn duplicate(later: (usize, usize), note: String) -> Planted {
    Planted::error(
        "duplicate-indicator",
        &[indicator_pointer(later.0, later.1, "")],
        note,
    )
}

fn same(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (place, second) = first(form, chance, |_| true)?;
    let result = second.result.clone();
    let (later, note) = twice(form, place, second, result, chance)?;
    Some(duplicate(later, note))
}

fn same_in_wan(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let in_wan = |indicator: &Indicator| indicator.known.figure.and_then(Figure::in_wan);
    let (place, second) = first(form, chance, |indicator| {
        indicator.known.unit != "万元" && in_wan(indicator).is_some()
    })?;
    let result = Value::Text(format!("{}万{}", in_wan(&second)?, second.known.unit));
    let (later, note) = twice(form, place, second, result, chance)?;
    Some(duplicate(later, note))
}

fn same_grouped(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let large = |indicator: &Indicator| {
        indicator
            .known
            .figure
            .is_some_and(|figure| figure.integer() >= 1000)
    };
    let (place, second) = first(form, chance, large)?;
    let result = Value::Text(format!("{}{}", second.known.figure?.grouped(), second.known.unit));
    let (later, note) = twice(form, place, second, result, chance)?;
    Some(duplicate(later, note))
}

fn same_apart(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (place, mut second) = first(form, chance, |_| true)?;
    second.unit = Value::Text(second.known.unit.clone());
    let result = Value::Number(second.known.figure?.plain());
    let (later, note) = twice(form, place, second, result, chance)?;
    Some(duplicate(later, note))
}

/// An indicator that no number belongs to.
fn wordless_indicator(form: &Form, result: &str, chance: &mut Chance) -> Option<(usize, Indicator)> {
    let task = any_task(form, chance);
    let mut indicator = form.tasks.get(task)?.indicators.first()?.clone();
    let name = chance.word(&["年度工作方案制定情况", "专项制度落实情况", "整改任务推进情况"]);
    indicator.name = Value::Text(name.to_owned());
    indicator.result = Value::Text(result.to_owned());
    indicator.unit = Value::Absent;
    indicator.target = Value::Absent;
    Some((task, indicator))
}

fn wordless(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (task, indicator) = wordless_indicator(form, "已完成", chance)?;
    let indicators = &mut form.tasks.get_mut(task)?.indicators;
    indicators.push(indicator.clone());
    let place = (task, indicators.len() - 1);
    let result = Value::Text(chance.word(&["已完成", "全部完成", "已落实"]).to_owned());
    let (later, note) = twice(form, place, indicator, result, chance)?;
    Some(duplicate(later, note))
}

/// A lower bound that the measured figure meets.
fn bound(indicator: &Indicator) -> Option<Value> {
    let quantity = match indicator.known.goal.filter(|_| !indicator.known.reverse) {
        Some(goal) => format!("{}{}", goal.plain(), indicator.known.unit),
        None => indicator.known.quantity()?,
    };
    Some(Value::Text(format!("≥{quantity}")))
}

fn two_bounds(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (place, mut second) = first(form, chance, |_| true)?;
    let result = bound(&second)?;
    second.result = result.clone();
    indicator_at(form, place)?.result = result.clone();
    let (later, note) = twice(form, place, second, result, chance)?;
    let at = |place: (usize, usize)| indicator_pointer(place.0, place.1, "result");
    let planted = duplicate(later, note).with_warning("threshold-as-result", at(place));
    Some(planted.with_warning("threshold-as-result", at(later)))
}

fn meets_bound(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (place, second) = first(form, chance, |_| true)?;
    let result = bound(&second)?;
    let (later, note) = twice(form, place, second, result, chance)?;
    let planted = duplicate(later, note);
    Some(planted.with_warning(
        "threshold-as-result",
        indicator_pointer(later.0, later.1, "result"),
    ))
}

fn conflicting(later: (usize, usize), note: String) -> Planted {
    Planted::error(
        "conflicting-indicator",
        &[indicator_pointer(later.0, later.1, "")],
        note,
    )
}

/// The other figure stands in the text too, so that nothing but the two indicators disagrees.
fn other_figure(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let counted = |indicator: &Indicator| !indicator.known.action.is_empty();
    let (place, second) = first(form, chance, counted)?;
    let known = &second.known;
    let figure = known.figure?;
    let more = figure.with(figure.thousandths * chance.between(105, 150) / 100);
    let other = format!("{}{}", more.plain(), known.unit);
    let sentence = format!("连同历年累计{}{}{other}。", known.action, known.object);
    let task = form.tasks.get_mut(place.0)?;
    task.achieved = task.achieved.suffixed(&sentence);
    let (later, note) = twice(form, place, second, Value::Text(other), chance)?;
    (more != figure).then(|| conflicting(later, note))
}

fn figure_and_none(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    // A name that speaks of a number would make the other result unmeasurable, which is another finding.
    let silent = |indicator: &Indicator| {
        indicator.name.shown().ends_with(&indicator.known.object) && !indicator.known.action.is_empty()
    };
    let (place, second) = first(form, chance, silent)?;
    let result = Value::Text(chance.word(&["已完成", "全部完成"]).to_owned());
    let (later, note) = twice(form, place, second, result, chance)?;
    Some(conflicting(later, note))
}
