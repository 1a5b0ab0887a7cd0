//! Results that are missing, bare, about, or of two things.

use super::{Defect, Planted, any_indicator, indicator_at, is_plain};
use crate::judge::chance::Chance;
use crate::judge::form::{Form, Value, indicator_pointer};
use crate::judge::indicator::Indicator;
use crate::judge::writing::Writing;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::form("missing-result", "blank", missing),
    Defect::form("missing-unit", "bare text", bare_text),
    Defect::form("missing-unit", "bare number", bare_number).only(Writing::TREES),
    Defect::form("missing-unit", "bare rate", bare_rate),
    Defect::form("approximate-result", "约 近", about),
    Defect::form("approximate-result", "多 余", more_than),
    Defect::form("approximate-result", "多 余 after 万", more_than_wan),
    Defect::form("approximate-result", "左右", more_or_less),
    Defect::form("multiple-quantities", "of different things", two_things),
    Defect::form("multiple-quantities", "as the name lists", two_listed_things),
    Defect::form("not-measurable", "named a rate", rate_without_number),
    Defect::form("not-measurable", "named a number", number_without_number),
];

/// Writes a result as text, with nothing apart.
fn write(form: &mut Form, place: (usize, usize), result: &str) -> Option<String> {
    let indicator = indicator_at(form, place)?;
    indicator.result = Value::Text(result.to_owned());
    indicator.unit = Value::Absent;
    indicator.target = Value::Absent;
    Some(indicator_pointer(place.0, place.1, "result"))
}

fn note(form: &Form, (task, index): (usize, usize)) -> String {
    let indicator = form.tasks.get(task).and_then(|task| task.indicators.get(index));
    indicator.map_or_else(String::new, |indicator| {
        format!(
            "{} = {} ({})",
            indicator.name.shown(),
            indicator.result.shown(),
            indicator.known.clause
        )
    })
}

fn missing(form: &mut Form, writing: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, |_| true)?;
    let indicator = indicator_at(form, place)?;
    indicator.result = match chance.below(if writing.is_table() { 2 } else { 4 }) {
        0 => Value::Absent,
        1 => Value::Text(" ".to_owned()),
        2 => Value::Text(String::new()),
        _ => Value::Raw("null"),
    };
    if writing.is_table() {
        indicator.unit = Value::Absent;
    }
    let pointer = indicator_pointer(place.0, place.1, "result");
    Some(Planted::error("missing-result", &[pointer], note(form, place)))
}

fn is_count(indicator: &Indicator) -> bool {
    is_plain(indicator) && !indicator.known.action.is_empty()
}

fn is_rate(indicator: &Indicator) -> bool {
    is_plain(indicator) && indicator.known.is_rate()
}

fn bare(form: &mut Form, chance: &mut Chance, fits: fn(&Indicator) -> bool, number: bool) -> Option<Planted> {
    let place = any_indicator(form, chance, fits)?;
    let indicator = indicator_at(form, place)?;
    let plain = indicator.known.figure?.plain();
    let pointer = write(form, place, &plain)?;
    if number {
        indicator_at(form, place)?.result = Value::Number(plain);
    }
    Some(Planted::warning("missing-unit", &[pointer], note(form, place)))
}

fn bare_text(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    bare(form, chance, is_count, false)
}

fn bare_number(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    bare(form, chance, is_plain, true)
}

fn bare_rate(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    bare(form, chance, is_rate, false)
}

fn approximate(form: &mut Form, place: (usize, usize), result: &str) -> Option<Planted> {
    let pointer = write(form, place, result)?;
    Some(Planted::warning(
        "approximate-result",
        &[pointer],
        note(form, place),
    ))
}

fn about(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, is_plain)?;
    let known = &indicator_at(form, place)?.known;
    let quantity = known.quantity()?;
    let word = chance.word(&["约", "近"]);
    let action = if chance.percent(25) {
        known.action.clone()
    } else {
        String::new()
    };
    approximate(form, place, &format!("{action}{word}{quantity}"))
}

fn more_than(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, |indicator| {
        is_count(indicator)
            && indicator
                .known
                .figure
                .is_some_and(|figure| figure.decimals == 0 && figure.integer() >= 10)
    })?;
    let known = &indicator_at(form, place)?.known;
    let (figure, unit) = (known.figure?, known.unit.clone());
    let word = chance.word(&["多", "余"]);
    approximate(form, place, &format!("{}{word}{unit}", figure.plain()))
}

fn more_than_wan(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, |indicator| {
        is_count(indicator)
            && indicator.known.unit != "万元"
            && indicator
                .known
                .figure
                .is_some_and(|figure| figure.in_wan().is_some())
    })?;
    let known = &indicator_at(form, place)?.known;
    let (wan, unit) = (known.figure?.in_wan()?, known.unit.clone());
    let word = chance.word(&["多", "余"]);
    approximate(form, place, &format!("{wan}万{word}{unit}"))
}

fn more_or_less(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, is_plain)?;
    let quantity = indicator_at(form, place)?.known.quantity()?;
    approximate(form, place, &format!("{quantity}左右"))
}

/// Two counts of one task that are of different things.
fn two_counts(form: &Form, chance: &mut Chance) -> Option<((usize, usize), Indicator, Indicator)> {
    let place = any_indicator(form, chance, is_count)?;
    let task = form.tasks.get(place.0)?;
    let first = task.indicators.get(place.1)?;
    let others: Vec<&Indicator> = task
        .indicators
        .iter()
        .filter(|other| is_count(other) && other.known.object != first.known.object)
        .collect();
    let second = *chance.one(&others)?;
    let lists = first
        .name
        .shown()
        .contains(['、', '/', '和', '及', '与', '（', '(']);
    (!lists).then(|| (place, first.clone(), second.clone()))
}

fn two_things(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (place, first, second) = two_counts(form, chance)?;
    let comma = chance.word(&["、", "，", "；"]);
    let result = format!(
        "{}{comma}{}{}",
        first.known.quantity()?,
        second.known.object,
        second.known.quantity()?
    );
    let pointer = write(form, place, &result)?;
    Some(Planted::warning(
        "multiple-quantities",
        &[pointer],
        note(form, place),
    ))
}

fn two_listed_things(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (place, first, second) = two_counts(form, chance)?;
    let (one, two) = (&first.known.object, &second.known.object);
    if one.contains(['、', '和', '及', '与']) || two.contains(['、', '和', '及', '与']) {
        return None;
    }
    let link = chance.word(&["、", "和", "及", "与", "/"]);
    let name = format!("{one}{link}{two}数量");
    let result = format!(
        "{one}{}、{two}{}",
        first.known.quantity()?,
        second.known.quantity()?
    );
    indicator_at(form, place)?.name = Value::Text(name);
    let pointer = write(form, place, &result)?;
    Some(Planted::info(
        "multiple-quantities",
        &[pointer],
        note(form, place),
    ))
}

fn without_number(
    form: &mut Form,
    chance: &mut Chance,
    place: (usize, usize),
    words: &[&str],
) -> Option<Planted> {
    let word = chance.word(words);
    let pointer = write(form, place, word)?;
    let pointers = [pointer, indicator_pointer(place.0, place.1, "name")];
    Some(Planted::warning("not-measurable", &pointers, note(form, place)))
}

fn rate_without_number(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, |indicator| {
        is_rate(indicator) && indicator.name.shown().ends_with(['率', '度', '比'])
    })?;
    without_number(
        form,
        chance,
        place,
        &["良好", "明显提升", "达到预期", "较高", "全覆盖", "已完成"],
    )
}

fn number_without_number(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let ends = ["数量", "人数", "面积", "场次", "人次", "次数"];
    let place = any_indicator(form, chance, |indicator| {
        is_count(indicator) && ends.iter().any(|end| indicator.name.shown().ends_with(end))
    })?;
    without_number(
        form,
        chance,
        place,
        &["已完成", "按计划完成", "完成年度任务", "达到预期", "较好"],
    )
}
