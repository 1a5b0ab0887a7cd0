//! Lists whose numbers have a gap, a repeat or an empty item.

use super::passage::Passage;
use super::{Defect, Planted, any_task, needs_no_reason};
use crate::judge::chance::Chance;
use crate::judge::form::{Form, Section, Task};
use crate::judge::numbering::Numbering;
use crate::judge::writing::Writing;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::form("list-numbering", "gap", gap),
    Defect::form("list-numbering", "gap in other numbers", gap_in_other),
    Defect::form("list-numbering", "repeat", repeat),
    Defect::form("list-numbering", "repeat in other numbers", repeat_in_other),
    Defect::form("list-numbering", "empty item", empty_item),
    Defect::form("list-numbering", "gap across a page", gap_across_page).only(Writing::TABLES),
    Defect::form("list-numbering", "gap in an inner list", gap_within),
    Defect::form("list-numbering", "gap in a key project", gap_in_project),
];

/// Arabic numbers.
const ARABIC: &[Numbering] = &[
    Numbering::Comma,
    Numbering::Comma,
    Numbering::Dot,
    Numbering::Bracket,
];
/// Chinese and circled ones.
const OTHER: &[Numbering] = &[Numbering::First, Numbering::Chapter, Numbering::Circle];

/// Items of a passage, each a sentence without its stop.
fn items(form: &Form, passage: Passage) -> Vec<String> {
    let of_task = |at: usize, told: fn(&crate::judge::indicator::Known) -> String| {
        let task: Option<&Task> = form.tasks.get(at);
        task.map_or_else(Vec::new, |task| {
            task.indicators
                .iter()
                .map(|indicator| told(&indicator.known))
                .collect()
        })
    };
    match passage {
        Passage::TaskGoal(at) => of_task(at, |known| known.hope.clone()),
        Passage::TaskResult(at) => of_task(at, |known| known.clause.clone()),
        Passage::Section(Section::Problems) => owned(&[
            "绩效指标体系还不够细化",
            "基层专业力量相对薄弱",
            "宣传形式较为单一",
            "长效管理机制尚不健全",
        ]),
        _ => owned(&[
            "细化绩效指标，完善事前评估机制",
            "加强业务培训，打造高素质专业化队伍",
            "推进数据共享，提升智慧化水平",
            "强化部门协同，形成齐抓共管格局",
        ]),
    }
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// A passage that may be a list.
fn place(form: &Form, chance: &mut Chance) -> Passage {
    let task = any_task(form, chance);
    match chance.below(6) {
        0..3 => Passage::TaskResult(task),
        3 => Passage::TaskGoal(task),
        4 => Passage::Section(Section::Problems),
        _ => Passage::Section(Section::Improvements),
    }
}

/// Items and the numbers before them, counted from 0.
type Spoilt = (Vec<String>, Vec<usize>);

/// A list with these numbers, counted from 0.
fn told(items: &[String], numbers: &[usize], numbering: Numbering, space: &str) -> String {
    let mut text = String::new();
    for (at, (item, number)) in items.iter().zip(numbers).enumerate() {
        let last = at + 1 == items.len();
        let stop = if numbering == Numbering::First && !last {
            "；"
        } else {
            "。"
        };
        text.push_str(&numbering.mark(*number));
        text.push_str(item);
        text.push_str(stop);
        if !last {
            text.push_str(space);
        }
    }
    text
}

fn list(
    form: &mut Form,
    passage: Passage,
    numbering: Numbering,
    spoil: impl Fn(&[String], &mut Chance) -> Option<Spoilt>,
    chance: &mut Chance,
) -> Option<Planted> {
    let items = items(form, passage);
    let digit_first = items.iter().any(|item| item.starts_with(char::is_numeric));
    let numbering = match numbering {
        // A digit behind the number would make a figure of it, or a pair.
        Numbering::Comma | Numbering::Dot | Numbering::WideDot if digit_first => Numbering::Bracket,
        other => other,
    };
    let (items, numbers) = spoil(&items, chance)?;
    let space = numbering.gap(chance);
    let text = told(&items, &numbers, numbering, space);
    passage.write(form, &text);
    // A section may have given the reason for an unusual rate.
    let fits = matches!(passage, Passage::TaskGoal(_) | Passage::TaskResult(_)) || needs_no_reason(form);
    fits.then(|| Planted::warning("list-numbering", &[passage.pointer()], text))
}

/// From the second item on, the numbers are one more.
fn with_gap(items: &[String], chance: &mut Chance) -> Option<Spoilt> {
    let from = 1 + chance.below(items.len().checked_sub(1)?);
    let numbers = (0..items.len()).map(|at| at + usize::from(at >= from));
    Some((items.to_vec(), numbers.collect()))
}

/// From the third item on, the numbers are one less: a second 1 would begin another list.
fn with_repeat(items: &[String], chance: &mut Chance) -> Option<Spoilt> {
    let from = 2 + chance.below(items.len().checked_sub(2).filter(|rest| *rest > 0)?);
    let numbers = (0..items.len()).map(|at| at - usize::from(at >= from));
    Some((items.to_vec(), numbers.collect()))
}

/// One item has no words.
fn with_empty(items: &[String], chance: &mut Chance) -> Option<Spoilt> {
    let mut items = items.to_vec();
    let at = 1 + chance.below(items.len().checked_sub(1)?);
    items.insert(at, String::new());
    let numbers = (0..items.len()).collect();
    Some((items, numbers))
}

fn gap(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (passage, numbering) = (place(form, chance), *chance.one(ARABIC)?);
    list(form, passage, numbering, with_gap, chance)
}

fn gap_in_other(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (passage, numbering) = (place(form, chance), *chance.one(OTHER)?);
    list(form, passage, numbering, with_gap, chance)
}

fn repeat(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (passage, numbering) = (place(form, chance), *chance.one(ARABIC)?);
    list(form, passage, numbering, with_repeat, chance)
}

fn repeat_in_other(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (passage, numbering) = (place(form, chance), *chance.one(OTHER)?);
    list(form, passage, numbering, with_repeat, chance)
}

fn empty_item(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let numbering = *chance.one(&[ARABIC, OTHER].concat())?;
    let passage = place(form, chance);
    list(form, passage, numbering, with_empty, chance)
}

/// The list goes on after a page break, and a number is left out there.
fn gap_across_page(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let task = any_task(form, chance);
    form.style.breaks = vec![(task, chance.below(40))];
    let numbering = *chance.one(ARABIC)?;
    list(form, Passage::TaskResult(task), numbering, with_gap, chance)
}

/// The outer list is right, and one of the inner ones is not.
fn gap_within(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let passage = Passage::TaskResult(any_task(form, chance));
    let items = items(form, passage);
    let (first, second) = items.split_at_checked(items.len() / 2)?;
    let (second, numbers) = with_gap(second, chance).filter(|_| second.len() > 2)?;
    let (outer, inner) = *chance.one(&[
        (Numbering::Chapter, Numbering::Bracket),
        (Numbering::Chapter, Numbering::Circle),
        (Numbering::Bracket, Numbering::Circle),
    ])?;
    let right: Vec<usize> = (0..first.len()).collect();
    let text = format!(
        "{}重点工作。{}{}日常工作。{}",
        outer.mark(0),
        told(first, &right, inner, ""),
        outer.mark(1),
        told(&second, &numbers, inner, "")
    );
    passage.write(form, &text);
    Some(Planted::warning("list-numbering", &[passage.pointer()], text))
}

/// The kinds of a key project's results from its third on.
const KINDS: [&str; 4] = ["时效指标", "成本指标", "社会效益指标", "满意度指标"];

/// One of the kinds of results is left out of the numbers.
fn gap_in_project(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let passage = Passage::Section(Section::KeyProjects);
    let mut text = passage.text(form);
    let from = chance.below(KINDS.len());
    for (at, kind) in KINDS.iter().enumerate().skip(from) {
        let right = format!("{}.{kind}", at + 3);
        let place = text.rfind(&right)?;
        text.replace_range(place..place + right.len(), &format!("{}.{kind}", at + 4));
    }
    passage.write(form, &text);
    Some(Planted::warning("list-numbering", &[passage.pointer()], text))
}
