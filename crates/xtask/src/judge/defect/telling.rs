//! Telling a clause anew, so that it says one thing of one indicator and nothing else in the form speaks of it.

use crate::judge::chance::Chance;
use crate::judge::figure::Figure;
use crate::judge::form::{Form, Section, Task, Value, indicator_pointer};
use crate::judge::indicator::{Indicator, Known};
use crate::judge::mention::{Mention, kind, mentions};
use crate::judge::prose::fill;

use super::{any_indicator, indicator_at, is_plain};

/// A place of an indicator: task and index.
pub(super) type Place = (usize, usize);

/// Clauses about a count with one figure. `{a}` action, `{o}` object, `{q}` quantity, `{y}` year.
const COUNT: &[&str] = &[
    "{a}{o}{q}",
    "{a}{o}{q}",
    "共{a}{o}{q}",
    "累计{a}{o}{q}",
    "全年{a}{o}{q}",
    "全年共{a}{o}{q}",
    "{a}{o}达{q}",
    "{o}方面，全年共{a}{q}",
    "持续推进{o}工作，{a}{q}",
    "扎实做好{o}各项工作，累计{a}{q}",
    "会同镇街、社区{a}{o}{q}",
    "采取“1+N”模式{a}{o}{q}",
    "投入资金23.6万元，{a}{o}{q}",
    "截至{y}年12月31日，{a}{o}{q}",
    "针对7米以上道路沿线{a}{o}{q}",
    "{a}{o}{q}，同比增长8.6%",
    "{a}{o}{q}，完成年度计划的108.5%",
    "{a}{o}{q}，切实打通服务群众“最后一公里”",
];

/// Clauses about a measure with one figure.
const MEASURE: &[&str] = &[
    "{o}{q}",
    "{o}{q}",
    "{o}达{q}",
    "{o}达到{q}",
    "{o}为{q}",
    "{o}保持在{q}",
    "实现{o}{q}",
    "经第三方机构测评，{o}为{q}",
    "{o}{q}，位居全市前列",
];

/// Clauses without a figure.
const SILENT_COUNT: &[&str] = &[
    "{o}各项工作有序推进",
    "扎实做好{o}各项工作",
    "持续{a}{o}，成效明显",
    "按计划{a}{o}",
    "{a}{o}工作全面完成",
];

/// The same about a measure.
const SILENT_MEASURE: &[&str] = &["{o}稳步提升", "{o}保持在较高水平", "{o}再创新高", "着力提升{o}"];

/// A clause that tells a quantity of what is known, and no other.
pub(super) fn clause(known: &Known, quantity: &str, year: &str, chance: &mut Chance) -> String {
    let frames = if known.action.is_empty() { MEASURE } else { COUNT };
    told(chance.word(frames), known, quantity, year)
}

/// A clause that tells no quantity.
pub(super) fn silent_clause(known: &Known, chance: &mut Chance) -> String {
    let frames = if known.action.is_empty() {
        SILENT_MEASURE
    } else {
        SILENT_COUNT
    };
    told(chance.word(frames), known, "", "")
}

fn told(frame: &str, known: &Known, quantity: &str, year: &str) -> String {
    fill(
        frame,
        &[
            ("a", known.action.clone()),
            ("o", known.object.clone()),
            ("q", quantity.to_owned()),
            ("y", year.to_owned()),
        ],
    )
}

/// An indicator that fits, of which only its own task speaks, with its result written out and no target.
pub(super) fn lone_indicator(
    form: &mut Form,
    chance: &mut Chance,
    fits: impl Fn(&Indicator) -> bool,
) -> Option<(Place, Known)> {
    let place = any_indicator(form, chance, |indicator| {
        is_plain(indicator) && !indicator.known.unit.contains('/') && fits(indicator)
    })?;
    let indicator = indicator_at(form, place)?;
    indicator.result = Value::Text(indicator.known.quantity()?);
    indicator.unit = Value::Absent;
    indicator.target = Value::Absent;
    let known = indicator.known.clone();
    let is_lone = !outside(form, place.0).contains(&known.object) && repeats(form, place) == 1;
    is_lone.then_some((place, known))
}

/// How many indicators of the task have the name.
fn repeats(form: &Form, (task, index): Place) -> usize {
    let Some(task) = form.tasks.get(task) else {
        return 0;
    };
    let name = task.indicators.get(index).map(|indicator| indicator.name.clone());
    let same = |indicator: &&Indicator| Some(&indicator.name) == name.as_ref();
    task.indicators.iter().filter(same).count()
}

/// Every text of the form but for a task's own.
fn outside(form: &Form, task: usize) -> String {
    let mut other = form.clone();
    if task < other.tasks.len() {
        other.tasks.remove(task);
    }
    other.prose()
}

/// Puts another clause in the place of the one that tells of an indicator.
pub(super) fn retell(form: &mut Form, place: Place, clause: &str) -> Option<()> {
    let known = indicator_at(form, place)?.known.clone();
    let task = form.tasks.get_mut(place.0)?;
    let text = task.achieved.shown();
    let once = text.matches(&known.clause).count() == 1;
    task.achieved = Value::Text(text.replacen(&known.clause, clause, 1));
    once.then_some(())
}

/// Puts other words in the place of those that tell what was wanted.
pub(super) fn rehope(form: &mut Form, place: Place, hope: &str) -> Option<()> {
    let known = indicator_at(form, place)?.known.clone();
    let task = form.tasks.get_mut(place.0)?;
    let text = task.expected.shown();
    let once = text.matches(&known.hope).count() == 1;
    task.expected = Value::Text(text.replacen(&known.hope, hope, 1));
    once.then_some(())
}

/// The figures of a text that could be about an indicator.
pub(super) fn about(text: &str, indicator: &Indicator) -> Vec<Mention> {
    let name = format!("{}{}", indicator.name.shown(), indicator.known.object);
    let mut found = mentions(text);
    found.retain(|one| kind(one.unit) == kind(&indicator.known.unit) && one.is_about(&name));
    found
}

/// The values that the achieved text of its task could have for an indicator.
pub(super) fn told_values(form: &Form, (task, index): Place) -> Vec<i64> {
    let Some(task) = form.tasks.get(task) else {
        return Vec::new();
    };
    let Some(indicator) = task.indicators.get(index) else {
        return Vec::new();
    };
    let found = about(task.achieved.shown(), indicator);
    found.into_iter().map(|one| one.thousandths).collect()
}

/// The values that the expected text of its task could have for an indicator.
pub(super) fn wanted_values(task: &Task, indicator: &Indicator) -> Vec<i64> {
    let found = about(task.expected.shown(), indicator);
    found.into_iter().map(|one| one.thousandths).collect()
}

/// Whether a figure stands anywhere in the form's texts but in the result of one indicator.
pub(super) fn stands_elsewhere(form: &Form, place: Place, figure: Figure) -> bool {
    let mut form = form.clone();
    if let Some(indicator) = indicator_at(&mut form, place) {
        indicator.result = Value::Absent;
    }
    let prose = format!("{}{}", form.prose(), form.section(Section::Overall).shown());
    let wan = figure.thousandths / 10_000;
    // A rate in a whole percent may pass for the same rate with decimals.
    let rounds = |one: &Mention| {
        figure.decimals > 0 && kind(one.unit) == "rate" && (one.thousandths - figure.thousandths).abs() <= 500
    };
    mentions(&prose)
        .iter()
        .any(|one| one.thousandths == figure.thousandths || one.thousandths == wan || rounds(one))
}

/// Writes a figure with its unit as the result.
pub(super) fn set_result(form: &mut Form, place: Place, result: &str) -> Option<String> {
    let indicator = indicator_at(form, place)?;
    indicator.result = Value::Text(result.to_owned());
    indicator.unit = Value::Absent;
    Some(indicator_pointer(place.0, place.1, "result"))
}

/// Another figure of the same size: two digits swapped, a digit wrong, or a zero lost.
pub(super) fn slip(figure: Figure, chance: &mut Chance) -> Option<Figure> {
    let step = 10_i64.pow(3 - figure.decimals.min(3));
    let units = figure.thousandths / step;
    let digits: Vec<char> = units.to_string().chars().collect();
    let mut other = digits.clone();
    match chance.below(3) {
        0 if digits.len() > 1 => {
            let at = chance.below(digits.len() - 1);
            other.swap(at, at + 1);
        }
        1 if digits.len() > 3 && digits.last() == Some(&'0') => {
            other.pop();
        }
        _ => {
            let at = chance.below(digits.len());
            let digit = char::from_digit(u32::try_from(chance.between(1, 9)).ok()?, 10)?;
            *other.get_mut(at)? = digit;
        }
    }
    let slipped: i64 = other.iter().collect::<String>().parse().ok()?;
    let slipped = figure.with(slipped * step);
    (slipped.thousandths > 0 && slipped.thousandths != figure.thousandths).then_some(slipped)
}

/// A note for a person: the indicator, its result, and what the task's text says.
pub(super) fn note(form: &Form, (task, index): Place, told: &str) -> String {
    let indicator = form.tasks.get(task).and_then(|task| task.indicators.get(index));
    indicator.map_or_else(String::new, |indicator| {
        format!(
            "{} = {}{} ({told})",
            indicator.name.shown(),
            indicator.result.shown(),
            indicator.unit.shown()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::slip;
    use crate::judge::chance::Chance;
    use crate::judge::figure::Figure;

    #[test]
    fn a_slip_is_another_figure() {
        for index in 0..200 {
            let mut chance = Chance::new(1, 5, index);
            for figure in [Figure::whole(7), Figure::whole(12_000), Figure::read("97.50")] {
                if let Some(other) = slip(figure, &mut chance) {
                    assert_ne!(other.thousandths, figure.thousandths);
                    assert!(other.thousandths > 0);
                    assert_eq!(other.decimals, figure.decimals);
                }
            }
        }
    }
}
