//! Results that the text does not support, or contradicts, or counts in another unit.

use super::telling::{
    Place, clause, lone_indicator, note, retell, set_result, silent_clause, slip, stands_elsewhere,
    told_values,
};
use super::{Defect, Planted, any_indicator, indicator_at, is_plain};
use crate::judge::chance::Chance;
use crate::judge::figure::Figure;
use crate::judge::form::{Form, Value, indicator_pointer};
use crate::judge::indicator::{Indicator, Known};
use crate::judge::writing::Writing;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::form(
        "unsupported-result",
        "a count, the text without",
        unsupported_count,
    ),
    Defect::form("unsupported-result", "a rate, the text without", unsupported_rate),
    Defect::form("unsupported-result", "in 万", unsupported_wan),
    Defect::form("unsupported-result", "unit apart", unsupported_apart).only(Writing::TREES),
    Defect::form(
        "unsupported-result",
        "a bound, the text without",
        unsupported_bound,
    ),
    Defect::form("unsupported-result", "a bound that no figure meets", unmet_bound),
    Defect::form("number-conflict", "a count", other_count),
    Defect::form("number-conflict", "a rate", other_rate),
    Defect::form("number-conflict", "beside a goal", other_beside_goal),
    Defect::form("number-conflict", "in 万", other_in_wan),
    Defect::form("number-conflict", "text in 万", other_told_in_wan),
    Defect::form("number-conflict", "unit apart", other_apart).only(Writing::TREES),
    Defect::form("number-conflict", "papers for people", other_papers),
    Defect::form("number-conflict", "in a crammed cell", other_crammed).only(Writing::TABLES),
    Defect::form("unit-differs-from-narrative", "in the result", unit_of_result),
    Defect::form("unit-differs-from-narrative", "in the text", unit_of_text),
    Defect::form("unit-differs-from-narrative", "unit apart", unit_apart).only(Writing::TREES),
];

fn is_count(indicator: &Indicator) -> bool {
    !indicator.known.action.is_empty() && indicator.known.unit != "万元"
}

fn is_rate(indicator: &Indicator) -> bool {
    indicator.known.is_rate() && !indicator.known.reverse
}

fn without_goal(indicator: &Indicator) -> bool {
    indicator.known.goal.is_none()
}

/// Takes the figure out of the text; the result alone has it.
fn silence(
    form: &mut Form,
    chance: &mut Chance,
    fits: impl Fn(&Indicator) -> bool,
) -> Option<(Place, Known, Figure)> {
    let (place, known) = lone_indicator(form, chance, |indicator| {
        without_goal(indicator) && fits(indicator)
    })?;
    let figure = known.figure?;
    retell(form, place, &silent_clause(&known, chance))?;
    let silent = told_values(form, place).is_empty() && !stands_elsewhere(form, place, figure);
    silent.then_some((place, known, figure))
}

fn unsupported(form: &Form, place: Place) -> Planted {
    let pointer = indicator_pointer(place.0, place.1, "result");
    let told = form
        .tasks
        .get(place.0)
        .map(|task| task.achieved.shown().to_owned());
    Planted::warning(
        "unsupported-result",
        &[pointer],
        note(form, place, &told.unwrap_or_default()),
    )
}

fn unsupported_count(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (place, ..) = silence(form, chance, is_count)?;
    Some(unsupported(form, place))
}

fn unsupported_rate(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    // 100 % stands in most texts.
    let (place, ..) = silence(form, chance, |indicator| {
        is_rate(indicator)
            && indicator
                .known
                .figure
                .is_some_and(|figure| figure.thousandths % 1000 > 0)
    })?;
    Some(unsupported(form, place))
}

fn unsupported_wan(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (place, known, figure) = silence(form, chance, |indicator| {
        is_count(indicator)
            && indicator
                .known
                .figure
                .is_some_and(|figure| figure.in_wan().is_some())
    })?;
    set_result(form, place, &format!("{}万{}", figure.in_wan()?, known.unit))?;
    Some(unsupported(form, place))
}

fn unsupported_apart(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (place, known, figure) = silence(form, chance, is_count)?;
    let indicator = indicator_at(form, place)?;
    indicator.result = Value::Number(figure.plain());
    indicator.unit = Value::Text(known.unit);
    Some(unsupported(form, place))
}

fn bound(form: &mut Form, place: Place, figure: Figure, unit: &str, chance: &mut Chance) -> Option<Planted> {
    let shown = match chance.below(3) {
        0 => format!("{}{unit}以上", figure.plain()),
        1 => format!("不少于{}{unit}", figure.plain()),
        _ => format!("≥{}{unit}", figure.plain()),
    };
    let pointer = set_result(form, place, &shown)?;
    Some(unsupported(form, place).with_warning("threshold-as-result", pointer))
}

fn unsupported_bound(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (place, known, figure) = silence(form, chance, is_count)?;
    bound(form, place, figure, &known.unit, chance)
}

/// The text has one figure for the same thing, and it is below the bound.
fn unmet_bound(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (place, known) = lone_indicator(form, chance, |indicator| {
        without_goal(indicator) && is_count(indicator)
    })?;
    let figure = known.figure?;
    let more = figure.with(figure.thousandths * chance.between(108, 150) / 100);
    let told = clause(&known, &known.quantity()?, form.year.shown(), chance);
    retell(form, place, &told)?;
    let fits = more.thousandths > figure.thousandths
        && told_values(form, place) == [figure.thousandths]
        && !stands_elsewhere(form, place, more);
    fits.then(|| bound(form, place, more, &known.unit, chance))
        .flatten()
}

/// A text with one figure for an indicator, and another figure that is to be its result.
struct Conflict {
    place: Place,
    known: Known,
    told: Figure,
    other: Figure,
}

fn conflict(form: &mut Form, chance: &mut Chance, fits: impl Fn(&Indicator) -> bool) -> Option<Conflict> {
    let (place, known) = lone_indicator(form, chance, fits)?;
    let told = known.figure?;
    let other = slip(told, chance)?;
    retell(
        form,
        place,
        &clause(&known, &known.quantity()?, form.year.shown(), chance),
    )?;
    let one = told_values(form, place) == [told.thousandths];
    let apart = (other.thousandths - told.thousandths).abs() * 100 >= told.thousandths;
    let in_range = !known.is_rate() || other.thousandths <= 100_000;
    let fits = one && apart && in_range && !stands_elsewhere(form, place, other);
    fits.then_some(Conflict {
        place,
        known,
        told,
        other,
    })
}

fn conflicting(form: &Form, conflict: &Conflict) -> Planted {
    let pointer = indicator_pointer(conflict.place.0, conflict.place.1, "result");
    let told = format!("{} told", conflict.told.plain());
    Planted::warning("number-conflict", &[pointer], note(form, conflict.place, &told))
}

fn other_result(form: &mut Form, chance: &mut Chance, fits: impl Fn(&Indicator) -> bool) -> Option<Planted> {
    let conflict = conflict(form, chance, fits)?;
    let result = format!("{}{}", conflict.other.plain(), conflict.known.unit);
    set_result(form, conflict.place, &result)?;
    Some(conflicting(form, &conflict))
}

fn other_count(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    other_result(form, chance, |indicator| {
        is_count(indicator) && without_goal(indicator)
    })
}

fn other_rate(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    other_result(form, chance, |indicator| {
        is_rate(indicator) && without_goal(indicator)
    })
}

/// The goal has a figure too, which both the text and the result reach.
fn other_beside_goal(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let conflict = conflict(form, chance, |indicator| {
        is_count(indicator) && indicator.known.goal.is_some()
    })?;
    let goal = conflict.known.goal?;
    let result = format!("{}{}", conflict.other.plain(), conflict.known.unit);
    set_result(form, conflict.place, &result)?;
    (goal.thousandths <= conflict.other.thousandths.min(conflict.told.thousandths)
        && goal.thousandths != conflict.other.thousandths)
        .then(|| conflicting(form, &conflict))
}

fn is_in_wan(indicator: &Indicator) -> bool {
    is_count(indicator)
        && without_goal(indicator)
        && indicator
            .known
            .figure
            .is_some_and(|figure| figure.in_wan().is_some())
}

fn other_in_wan(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let conflict = conflict(form, chance, is_in_wan)?;
    let result = format!("{}万{}", conflict.other.in_wan()?, conflict.known.unit);
    set_result(form, conflict.place, &result)?;
    Some(conflicting(form, &conflict))
}

fn other_told_in_wan(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let conflict = conflict(form, chance, is_in_wan)?;
    let (exact, unit) = (conflict.known.quantity()?, &conflict.known.unit);
    let wan = conflict.told.in_wan()?;
    // What differs by less than the last digit that is printed is the same figure.
    let decimals = wan.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let last_digit = 10_i64.checked_pow(7_u32.checked_sub(u32::try_from(decimals).ok()?)?)?;
    if (conflict.other.thousandths - conflict.told.thousandths).abs() < last_digit {
        return None;
    }
    let told = format!("{wan}万{unit}");
    let task = form.tasks.get_mut(conflict.place.0)?;
    task.achieved = Value::Text(task.achieved.shown().replacen(&exact, &told, 1));
    set_result(form, conflict.place, &format!("{}{unit}", conflict.other.plain()))?;
    Some(conflicting(form, &conflict))
}

fn other_apart(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let conflict = conflict(form, chance, |indicator| {
        is_count(indicator) && without_goal(indicator)
    })?;
    let indicator = indicator_at(form, conflict.place)?;
    indicator.result = Value::Number(conflict.other.plain());
    indicator.unit = Value::Text(conflict.known.unit.clone());
    Some(conflicting(form, &conflict))
}

/// The result stands in one cell with its neighbour's; the names do likewise.
fn other_crammed(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let conflict = conflict(form, chance, |indicator| {
        is_count(indicator) && without_goal(indicator)
    })?;
    let (task, at) = conflict.place;
    let result = format!("{}{}", conflict.other.plain(), conflict.known.unit);
    set_result(form, conflict.place, &result)?;
    let planted = conflicting(form, &conflict);
    let indicators = &mut form.tasks.get_mut(task)?.indicators;
    let next = indicators.get(at + 1)?.clone();
    if !is_plain(&next) {
        return None;
    }
    let first = indicators.get_mut(at)?;
    let names = [first.name.shown(), next.name.shown()].map(str::to_owned);
    let results = [result, next.known.quantity()?];
    if names.iter().chain(&results).any(|cell| cell.contains(' ')) {
        return None;
    }
    first.name = Value::Text(names.join(" "));
    first.result = Value::Text(results.join(" "));
    indicators.remove(at + 1);
    Some(planted.with_warning("merged-indicators", indicator_pointer(task, at, "")))
}

/// Papers are counted in the result and people in the text; the numbers differ all the same.
fn other_papers(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, |_| true)?;
    let figure = Figure::whole(chance.between(3_200, 96_000));
    let other = slip(figure, chance)?;
    let (name, sentence, unit) = *chance.one(&[
        ("制发惠民服务卡数量", "为{n}名群众制发惠民服务卡", "张"),
        ("办理优待证数量", "为{n}人办理优待证", "张"),
        ("签订服务协议数量", "与{n}户家庭签订服务协议", "份"),
        ("发放联系手册数量", "向{n}户住户发放联系手册", "本"),
    ])?;
    let task = form.tasks.get_mut(place.0)?;
    let mut indicator = task.indicators.get(place.1)?.clone();
    indicator.name = Value::Text(name.to_owned());
    indicator.result = Value::Text(format!("{}{unit}", other.plain()));
    indicator.unit = Value::Absent;
    indicator.target = Value::Absent;
    unit.clone_into(&mut indicator.known.unit);
    name.clone_into(&mut indicator.known.object);
    task.indicators.push(indicator);
    let at = (place.0, task.indicators.len() - 1);
    let told = sentence.replace("{n}", &figure.plain());
    task.achieved = task.achieved.suffixed(&format!("{told}。"));
    let apart = (other.thousandths - figure.thousandths).abs() * 100 >= figure.thousandths;
    let fits = apart && told_values(form, at) == [figure.thousandths] && !stands_elsewhere(form, at, other);
    let pointer = indicator_pointer(at.0, at.1, "result");
    fits.then(|| Planted::warning("number-conflict", &[pointer], note(form, at, &told)))
}

/// Counting units that cannot pass for one another.
const OTHER_UNITS: &[(&str, &str)] = &[
    ("台", "栋"),
    ("套", "栋"),
    ("宗", "人"),
    ("辆", "人"),
    ("棵", "处"),
    ("盏", "条"),
    ("座", "户"),
    ("所", "人"),
    ("部", "人"),
    ("篇", "人"),
    ("份", "处"),
    ("件", "户"),
    ("只", "处"),
    ("条", "处"),
    ("栋", "户"),
    ("支", "人"),
    ("册", "场"),
    ("株", "处"),
];

fn other_unit(unit: &str) -> Option<&'static str> {
    let found = OTHER_UNITS.iter().find(|(own, _)| *own == unit);
    found.map(|(_, other)| *other)
}

/// An indicator whose name does not say what is counted in, told with its own unit once.
fn counted(form: &mut Form, chance: &mut Chance) -> Option<(Place, Known, &'static str)> {
    let (place, known) = lone_indicator(form, chance, |indicator| {
        let name = indicator.name.shown();
        let ends = ["数量", "数"].iter().any(|end| name.ends_with(end));
        let silent = name.ends_with(&indicator.known.object);
        is_count(indicator)
            && without_goal(indicator)
            && (ends || silent)
            && !["人数", "户数", "件数"].iter().any(|kind| name.ends_with(kind))
            && other_unit(&indicator.known.unit).is_some()
            && !name.contains(&indicator.known.unit)
    })?;
    retell(
        form,
        place,
        &clause(&known, &known.quantity()?, form.year.shown(), chance),
    )?;
    let figure = known.figure?;
    let other = other_unit(&known.unit)?;
    (told_values(form, place) == [figure.thousandths]).then_some((place, known, other))
}

fn unit_differs(form: &Form, place: Place, fields: &[&str]) -> Planted {
    let pointers: Vec<String> = fields
        .iter()
        .map(|field| indicator_pointer(place.0, place.1, field))
        .collect();
    let told = form
        .tasks
        .get(place.0)
        .map(|task| task.achieved.shown().to_owned());
    Planted::warning(
        "unit-differs-from-narrative",
        &pointers,
        note(form, place, &told.unwrap_or_default()),
    )
}

fn unit_of_result(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (place, known, other) = counted(form, chance)?;
    set_result(form, place, &format!("{}{other}", known.figure?.plain()))?;
    Some(unit_differs(form, place, &["result"]))
}

fn unit_of_text(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (place, known, other) = counted(form, chance)?;
    let told = format!("{}{other}", known.figure?.plain());
    let task = form.tasks.get_mut(place.0)?;
    task.achieved = Value::Text(task.achieved.shown().replacen(&known.quantity()?, &told, 1));
    Some(unit_differs(form, place, &["result"]))
}

fn unit_apart(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (place, known, other) = counted(form, chance)?;
    let indicator = indicator_at(form, place)?;
    indicator.result = Value::Number(known.figure?.plain());
    indicator.unit = Value::Text(other.to_owned());
    Some(unit_differs(form, place, &["unit", "result"]))
}
