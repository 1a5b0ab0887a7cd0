//! Rates above the whole, units of another kind, and names that measure nothing.

use super::{Defect, Planted, any_indicator, indicator_at, is_plain};
use crate::judge::chance::Chance;
use crate::judge::figure::Figure;
use crate::judge::form::{Form, Value, indicator_pointer};
use crate::judge::indicator::Indicator;
use crate::judge::writing::Writing;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::form("percentage-out-of-range", "a rate above 100 %", above_whole),
    Defect::form("percentage-out-of-range", "unit apart", above_whole_apart).only(Writing::TREES),
    Defect::form("unit-mismatch", "result alone", unit_of_result),
    Defect::form("unit-mismatch", "result and text", unit_of_both),
    Defect::form("unit-mismatch", "unit apart", unit_apart).only(Writing::TREES),
    Defect::form("vague-indicator-name", "an action", vague_name),
];

/// A rate of which more than the whole cannot be.
fn is_bounded_rate(indicator: &Indicator) -> bool {
    let name = indicator.name.shown();
    let free = ["增长", "变动", "完成", "使用", "提速", "提升"];
    is_plain(indicator)
        && indicator.known.is_rate()
        && !indicator.known.reverse
        && name.ends_with(['率', '度'])
        && !free.iter().any(|word| name.contains(word))
}

/// Writes a rate above 100 % in the result and in the text.
fn raised(form: &mut Form, chance: &mut Chance) -> Option<((usize, usize), Figure, String)> {
    let place = any_indicator(form, chance, is_bounded_rate)?;
    let wrong = Figure {
        thousandths: chance.between(1_011, 1_389) * 100,
        decimals: 1,
    };
    let indicator = indicator_at(form, place)?;
    let said = indicator.known.said.clone();
    let clause = indicator.known.clause.clone();
    let told = clause.replace(&said, &format!("{}%", wrong.plain()));
    let note = format!("{} = {}% ({told})", indicator.name.shown(), wrong.plain());
    indicator.target = Value::Absent;
    indicator.unit = Value::Absent;
    indicator.result = Value::Text(format!("{}%", wrong.plain()));
    let task = form.tasks.get_mut(place.0)?;
    if told == clause || !task.achieved.shown().contains(&clause) {
        return None;
    }
    task.achieved = Value::Text(task.achieved.shown().replacen(&clause, &told, 1));
    Some((place, wrong, note))
}

fn above_whole(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (place, _, note) = raised(form, chance)?;
    let pointer = indicator_pointer(place.0, place.1, "result");
    Some(Planted::error("percentage-out-of-range", &[pointer], note))
}

fn above_whole_apart(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (place, wrong, note) = raised(form, chance)?;
    let indicator = indicator_at(form, place)?;
    indicator.result = Value::Number(wrong.plain());
    indicator.unit = Value::Text("%".to_owned());
    let pointer = indicator_pointer(place.0, place.1, "result");
    Some(Planted::error("percentage-out-of-range", &[pointer], note))
}

/// A unit of another kind than the end of a name states.
fn other_unit(indicator: &Indicator, chance: &mut Chance) -> Option<&'static str> {
    let name = indicator.name.shown();
    let whole = indicator.known.figure?.decimals == 0;
    let units: &[(&str, &[&str])] = &[
        ("场次", &["公里", "平方米", "万元"]),
        ("人次", &["平方米", "公里", "宗", "辆"]),
        ("面积", &["公里", "人", "个"]),
        ("里程", &["平方米", "人", "个"]),
        ("长度", &["平方米", "人次"]),
        ("户数", &["公里", "平方米"]),
        ("人数", &["公里", "平方米", "场次"]),
        ("金额", &["个", "人次"]),
        ("率", &["个", "人", "场次"]),
    ];
    let (_, others) = units.iter().find(|(end, _)| name.ends_with(end))?;
    let fits = whole || !name.ends_with('率');
    fits.then(|| chance.word(others))
}

fn mismatched(form: &mut Form, chance: &mut Chance) -> Option<((usize, usize), &'static str)> {
    let place = any_indicator(form, chance, |indicator| {
        is_plain(indicator) && other_unit(indicator, &mut Chance::new(0, 0, 0)).is_some()
    })?;
    let indicator = indicator_at(form, place)?;
    let unit = other_unit(indicator, chance)?;
    indicator.result = Value::Text(format!("{}{unit}", indicator.known.figure?.plain()));
    indicator.unit = Value::Absent;
    indicator.target = Value::Absent;
    Some((place, unit))
}

fn mismatch(form: &mut Form, place: (usize, usize), field: &str) -> Option<Planted> {
    let indicator = indicator_at(form, place)?;
    let note = format!(
        "{} = {} ({})",
        indicator.name.shown(),
        indicator.result.shown(),
        indicator.known.clause
    );
    let pointers = [field, "result"].map(|field| indicator_pointer(place.0, place.1, field));
    Some(Planted::warning("unit-mismatch", &pointers, note))
}

fn unit_of_result(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (place, _) = mismatched(form, chance)?;
    mismatch(form, place, "result")
}

fn unit_of_both(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (place, unit) = mismatched(form, chance)?;
    let known = indicator_at(form, place)?.known.clone();
    let told = known
        .clause
        .replace(&known.said, &format!("{}{unit}", known.figure?.plain()));
    let task = form.tasks.get_mut(place.0)?;
    // A goal in the right unit, or a part of the count, would leave two units in the text.
    if known.goal.is_some() || told == known.clause || told.contains(&known.unit) {
        return None;
    }
    task.achieved = Value::Text(task.achieved.shown().replacen(&known.clause, &told, 1));
    mismatch(form, place, "result")
}

fn unit_apart(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (place, unit) = mismatched(form, chance)?;
    let indicator = indicator_at(form, place)?;
    indicator.result = Value::Number(indicator.known.figure?.plain());
    indicator.unit = Value::Text(unit.to_owned());
    mismatch(form, place, "unit")
}

fn vague_name(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, |indicator| {
        is_plain(indicator) && !indicator.known.action.is_empty()
    })?;
    let indicator = indicator_at(form, place)?;
    let object = &indicator.known.object;
    let name = match chance.below(3) {
        0 => format!("推进{object}工作"),
        1 => format!("加强{object}工作"),
        _ => format!("{object}工作"),
    };
    indicator.name = Value::Text(name);
    let note = format!("{} = {}", indicator.name.shown(), indicator.result.shown());
    let pointer = indicator_pointer(place.0, place.1, "name");
    Some(Planted::info("vague-indicator-name", &[pointer], note))
}
