//! Rounded figures on the wrong side of the exact ones.

use super::telling::{Place, clause, lone_indicator, note, retell, set_result};
use super::{Defect, Planted};
use crate::judge::chance::Chance;
use crate::judge::figure::Figure;
use crate::judge::form::{Form, Section, Value, task_pointer};
use crate::judge::indicator::{Indicator, Known};
use crate::judge::writing::Writing;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::form("approximation-contradicts", "余 多 after 万", more_in_wan),
    Defect::form("approximation-contradicts", "余 多 without 万", more_plain),
    Defect::form("approximation-contradicts", "近 before 万", near_in_wan),
    Defect::form("approximation-contradicts", "近 without 万", near_plain),
    Defect::form("approximation-contradicts", "in its own task", in_own_task),
    Defect::form("approximation-contradicts", "in the result", in_result),
];

/// A figure with its indicator, told exactly in the task, and a rounded one on each side of it.
struct Rounded {
    place: Place,
    known: Known,
    floor: i64,
    ceiling: i64,
}

fn rounded(form: &mut Form, chance: &mut Chance, least: i64) -> Option<Rounded> {
    let fits = |indicator: &Indicator| {
        let known = &indicator.known;
        let large = known
            .figure
            .is_some_and(|figure| figure.decimals == 0 && figure.integer() >= least);
        large && !known.action.is_empty() && known.unit != "万元"
    };
    let (place, known) = lone_indicator(form, chance, fits)?;
    let value = known.figure?.integer();
    let step = 10_i64.pow(
        value
            .ilog10()
            .saturating_sub(u32::try_from(chance.between(1, 2)).ok()?),
    );
    let floor = value / step * step;
    let ceiling = floor + step;
    retell(
        form,
        place,
        &clause(&known, &known.quantity()?, form.year.shown(), chance),
    )?;
    // A zero at the end would leave open which digit was rounded to.
    let shows_step = |rounded: i64| (rounded / step) % 10 != 0;
    let fits = step >= 100 && floor > 0 && floor < value && shows_step(floor) && shows_step(ceiling);
    fits.then_some(Rounded {
        place,
        known,
        floor,
        ceiling,
    })
}

/// Puts a sentence with the rounded quantity somewhere outside the task.
fn tell(form: &mut Form, rounded: &Rounded, quantity: &str, chance: &mut Chance) -> Planted {
    let Known { action, object, .. } = &rounded.known;
    let sentence = match chance.below(4) {
        0 => format!("全年共{action}{object}{quantity}。"),
        1 => format!("坚持以人民为中心，{action}{object}{quantity}。"),
        2 => format!("{action}{object}{quantity}，群众获得感进一步增强。"),
        _ => format!("累计{action}{object}{quantity}。"),
    };
    let pointer = match chance.below(3) {
        0 => {
            form.achieved = form.achieved.suffixed(&sentence);
            "/annual_goal/achieved".to_owned()
        }
        other => {
            let section = if other == 1 {
                Section::Overall
            } else {
                Section::KeyProjects
            };
            form.set_section(section, form.section(section).suffixed(&sentence));
            section.pointer()
        }
    };
    contradicts(form, rounded, pointer, &sentence)
}

fn contradicts(form: &Form, rounded: &Rounded, pointer: String, told: &str) -> Planted {
    Planted::error(
        "approximation-contradicts",
        &[pointer],
        note(form, rounded.place, told),
    )
}

fn wan(value: i64) -> Option<String> {
    Figure::whole(value).in_wan()
}

fn more_in_wan(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let rounded = rounded(form, chance, 11_000)?;
    let word = chance.word(&["余", "余", "多"]);
    let quantity = format!("{}万{word}{}", wan(rounded.ceiling)?, rounded.known.unit);
    Some(tell(form, &rounded, &quantity, chance))
}

fn more_plain(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let rounded = rounded(form, chance, 1_100)?;
    let word = chance.word(&["余", "多"]);
    let quantity = format!("{}{word}{}", rounded.ceiling, rounded.known.unit);
    Some(tell(form, &rounded, &quantity, chance))
}

fn near_in_wan(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let rounded = rounded(form, chance, 11_000)?;
    let quantity = format!("近{}万{}", wan(rounded.floor)?, rounded.known.unit);
    Some(tell(form, &rounded, &quantity, chance))
}

fn near_plain(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let rounded = rounded(form, chance, 1_100)?;
    let quantity = format!("近{}{}", rounded.floor, rounded.known.unit);
    Some(tell(form, &rounded, &quantity, chance))
}

/// The task's text has the exact figure and, in another sentence, the rounded one.
fn in_own_task(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let rounded = rounded(form, chance, 11_000)?;
    let Known {
        action, object, unit, ..
    } = &rounded.known;
    let quantity = if chance.percent(50) {
        format!("{}万余{unit}", wan(rounded.ceiling)?)
    } else {
        format!("近{}万{unit}", wan(rounded.floor)?)
    };
    let sentence = format!("通过精心组织，全年{action}{object}{quantity}。");
    let task = form.tasks.get_mut(rounded.place.0)?;
    task.achieved = Value::Text(format!("{}{sentence}", task.achieved.shown()));
    let pointer = task_pointer(rounded.place.0, "achieved");
    Some(contradicts(form, &rounded, pointer, &sentence))
}

/// The result is the rounded figure; that it is rounded is a finding of its own.
fn in_result(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let rounded = rounded(form, chance, 11_000)?;
    let unit = &rounded.known.unit;
    let result = match chance.below(3) {
        0 => format!("{}万余{unit}", wan(rounded.ceiling)?),
        1 => format!("{}余{unit}", rounded.ceiling),
        _ => format!("近{}万{unit}", wan(rounded.floor)?),
    };
    let fits = rounded.known.goal.is_none();
    let pointer = set_result(form, rounded.place, &result)?;
    let planted = contradicts(form, &rounded, pointer, &result);
    fits.then(|| planted.tolerating("approximate-result"))
}
