//! Goals that are missed, forgotten, or only repeated as the result.

use super::telling::{Place, clause, lone_indicator, note, rehope, retell, told_values, wanted_values};
use super::{Defect, Planted, any_task, indicator_at};
use crate::judge::chance::Chance;
use crate::judge::figure::Figure;
use crate::judge::form::{Form, Value, indicator_pointer, task_pointer};
use crate::judge::indicator::{Indicator, Known};
use crate::judge::likeness::likeness;
use crate::judge::mention::shares_a_word;
use crate::judge::numbering::{Numbering, listed};
use crate::judge::prose::fill;
use crate::judge::writing::Writing;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::form("goal-not-met", "a lower bound", below_bound),
    Defect::form("goal-not-met", "a plain number", below_plain),
    Defect::form("goal-not-met", "a goal in 万", below_wan),
    Defect::form("goal-not-met", "a rate", below_rate),
    Defect::form("goal-not-met", "unit apart", below_apart).only(Writing::TREES),
    Defect::form("unreported-goal", "at the end of the list", forgotten_last),
    Defect::form("unreported-goal", "within the list", forgotten_within),
    Defect::form("unreported-goal", "with a number", forgotten_number),
    Defect::form("goal-equals-result", "of a task", same_text),
    Defect::form("goal-equals-result", "of a task, nearly", nearly_same_text),
    Defect::form("goal-equals-result", "of the year", same_annual_text),
];

/// Of complaints and offences the name alone does not tell whether more or fewer are better.
const EITHER_WAY: &[&str] = &[
    "投诉", "违法", "案件", "非法", "信访", "纠纷", "隐患", "污", "事故", "过期", "火", "环节", "纠错",
    "线索", "疫情", "违建",
];

fn is_forward(indicator: &Indicator) -> bool {
    let object = &indicator.known.object;
    !indicator.known.reverse && !EITHER_WAY.iter().any(|word| object.contains(word))
}

fn is_count(indicator: &Indicator) -> bool {
    is_forward(indicator) && !indicator.known.action.is_empty() && indicator.known.unit != "万元"
}

/// A goal above what was reached.
fn beyond(figure: Figure, most: i64, chance: &mut Chance) -> Option<Figure> {
    let step = 10_i64.pow(3 - figure.decimals.min(3));
    let more = figure.with(figure.thousandths * chance.between(102, 145) / 100);
    let goal = figure.with(more.thousandths.max(figure.thousandths + step).min(most));
    (goal.thousandths > figure.thousandths).then_some(goal)
}

/// Writes a goal that the result misses. `{g}` is the goal with its unit.
fn missed(
    form: &mut Form,
    (place, known): &(Place, Known),
    goal: (Figure, String),
    frames: &[&str],
    chance: &mut Chance,
) -> Option<Planted> {
    let (figure, shown) = goal;
    let hope = fill(
        chance.word(frames),
        &[
            ("a", known.action.clone()),
            ("o", known.object.clone()),
            ("g", shown),
        ],
    );
    rehope(form, *place, &hope)?;
    let told = clause(known, &known.quantity()?, form.year.shown(), chance);
    retell(form, *place, &told)?;
    let reached = known.figure?;
    let task = form.tasks.get(place.0)?;
    let fits = told_values(form, *place) == [reached.thousandths]
        && wanted_values(task, task.indicators.get(place.1)?) == [figure.thousandths];
    let pointer = indicator_pointer(place.0, place.1, "result");
    let note = note(form, *place, &hope);
    fits.then(|| Planted::warning("goal-not-met", &[pointer], note))
}

fn below_bound(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let lone = lone_indicator(form, chance, is_count)?;
    let goal = beyond(lone.1.figure?, i64::MAX, chance)?;
    let shown = format!("{}{}", goal.plain(), lone.1.unit);
    let frames = [
        "{a}{o}不少于{g}",
        "{a}{o}不低于{g}",
        "{a}{o}{g}以上",
        "{a}{o}≥{g}",
        "全年{a}{o}至少{g}",
    ];
    missed(form, &lone, (goal, shown), &frames, chance)
}

fn below_plain(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let lone = lone_indicator(form, chance, is_count)?;
    let goal = beyond(lone.1.figure?, i64::MAX, chance)?;
    let shown = format!("{}{}", goal.plain(), lone.1.unit);
    let frames = [
        "{a}{o}{g}",
        "全年计划{a}{o}{g}",
        "{a}{o}达到{g}",
        "{a}{o}达{g}",
        "完成{a}{o}{g}的任务",
    ];
    missed(form, &lone, (goal, shown), &frames, chance)
}

fn below_wan(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let lone = lone_indicator(form, chance, |indicator| {
        is_count(indicator)
            && indicator
                .known
                .figure
                .is_some_and(|figure| figure.decimals == 0 && figure.integer() > 10_000)
    })?;
    let goal = beyond(lone.1.figure?, i64::MAX, chance)?;
    let goal = Figure::whole(goal.integer() / 1000 * 1000 + 1000);
    let shown = format!("{}万{}", goal.in_wan()?, lone.1.unit);
    let frames = [
        "{a}{o}不少于{g}",
        "{a}{o}{g}以上",
        "全年计划{a}{o}{g}",
        "{a}{o}达到{g}",
    ];
    missed(form, &lone, (goal, shown), &frames, chance)
}

fn below_rate(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let lone = lone_indicator(form, chance, |indicator| {
        is_forward(indicator) && indicator.known.is_rate()
    })?;
    let goal = beyond(lone.1.figure?, 100_000, chance)?;
    let shown = format!("{}%", goal.plain());
    let frames = [
        "{o}达到{g}",
        "{o}不低于{g}",
        "{o}{g}以上",
        "{o}达{g}",
        "确保{o}≥{g}",
    ];
    missed(form, &lone, (goal, shown), &frames, chance)
}

fn below_apart(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let lone = lone_indicator(form, chance, is_count)?;
    let goal = beyond(lone.1.figure?, i64::MAX, chance)?;
    let shown = format!("{}{}", goal.plain(), lone.1.unit);
    let planted = missed(
        form,
        &lone,
        (goal, shown),
        &["{a}{o}不少于{g}", "{a}{o}{g}以上"],
        chance,
    )?;
    let indicator = indicator_at(form, lone.0)?;
    indicator.result = Value::Number(lone.1.figure?.plain());
    indicator.unit = Value::Text(lone.1.unit.clone());
    Some(planted)
}

/// Goals of an office's housekeeping, and the words by which an answer to each would be known.
const FORGOTTEN: &[(&str, &str)] = &[
    ("编制中长期人才发展规划", "人才发展规划"),
    ("推进老干部活动中心修缮", "老干部活动中心修缮"),
    ("建立内部审计问题销号清单", "内部审计销号清单"),
    ("启用公务用车调度平台", "公务用车调度平台"),
    ("实施固定资产条码化登记", "固定资产条码化"),
    ("修订内部控制手册", "内部控制手册"),
    ("筹办机关职工运动会", "机关职工运动会"),
    ("上线电子印章系统", "电子印章"),
    ("更新无障碍卫生间设备", "无障碍卫生间"),
    ("编印双语办事指南", "双语办事指南"),
];

/// The same with a number of their own.
const FORGOTTEN_NUMBERS: &[(&str, &str)] = &[
    ("筹办机关职工运动会2届", "机关职工运动会"),
    ("编印双语办事指南5000本", "双语办事指南"),
    ("更新无障碍卫生间设备18处", "无障碍卫生间"),
    ("修订内部控制手册不少于6章", "内部控制手册"),
    ("建立内部审计销号清单9份", "内部审计销号清单"),
];

fn forgotten(
    form: &mut Form,
    chance: &mut Chance,
    goals: &[(&'static str, &'static str)],
    last: bool,
) -> Option<Planted> {
    let at = any_task(form, chance);
    let (goal, words) = *chance.one(goals)?;
    // Nothing in the form may pass for an answer.
    let answered = shares_a_word(&form.prose(), words);
    let task = form.tasks.get_mut(at)?;
    let mut items: Vec<String> = task
        .indicators
        .iter()
        .map(|indicator| indicator.known.hope.clone())
        .collect();
    let place = if last {
        items.len()
    } else {
        chance.below(items.len())
    };
    items.insert(place, goal.to_owned());
    let numbering = *chance.one(&[
        Numbering::Comma,
        Numbering::Comma,
        Numbering::Dot,
        Numbering::Bracket,
        Numbering::Chapter,
        Numbering::Circle,
        Numbering::First,
    ])?;
    let told = listed(&items, numbering, "");
    let text = match chance.below(2) {
        0 => told,
        _ => format!("{}。{told}", task.name.shown()),
    };
    task.expected = Value::Text(text.clone());
    (!answered).then(|| Planted::info("unreported-goal", &[task_pointer(at, "expected")], text))
}

fn forgotten_last(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    forgotten(form, chance, FORGOTTEN, true)
}

fn forgotten_within(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    forgotten(form, chance, FORGOTTEN, false)
}

fn forgotten_number(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let last = chance.percent(50);
    forgotten(form, chance, FORGOTTEN_NUMBERS, last)
}

/// Whether a text, taken for the goal, asks no more of an indicator than was reached.
fn asks_no_more(task: &crate::judge::form::Task) -> bool {
    task.indicators.iter().all(|indicator| {
        let Some(figure) = indicator.known.figure else {
            return true;
        };
        wanted_values(task, indicator)
            .iter()
            .all(|wanted| *wanted <= figure.thousandths)
    })
}

fn equal(pointer: String, note: String) -> Planted {
    Planted::warning("goal-equals-result", &[pointer], note)
}

fn same_text(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let at = any_task(form, chance);
    let task = form.tasks.get_mut(at)?;
    task.expected = task.achieved.clone();
    let note = task.achieved.shown().to_owned();
    asks_no_more(task).then(|| equal(task_pointer(at, "achieved"), note))
}

/// A few words differ, as they do where a text was copied and touched up.
fn nearly_same_text(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let at = any_task(form, chance);
    let task = form.tasks.get_mut(at)?;
    let mut text = task.achieved.shown().to_owned();
    for (done, wanted) in [("累计", "计划"), ("全年共", "全年"), ("先后", ""), ("达到", "达")] {
        text = text.replacen(done, wanted, 1);
    }
    let text = match chance.below(3) {
        0 => format!("力争{text}"),
        1 => text.trim_end_matches('。').to_owned() + "，确保完成年度任务。",
        _ => format!("年内{text}"),
    };
    let numbered = text.starts_with("力争1") || text.starts_with("年内1");
    let alike = likeness(&text, task.achieved.shown());
    task.expected = Value::Text(text);
    let note = format!("{} ↔ {}", task.expected.shown(), task.achieved.shown());
    let fits = asks_no_more(task) && alike >= 95 && !numbered && task.expected != task.achieved;
    fits.then(|| equal(task_pointer(at, "achieved"), note))
}

fn same_annual_text(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    if chance.percent(50) {
        form.expected = form.achieved.clone();
    } else {
        form.expected = Value::Text(form.achieved.shown().replacen("取得", "力争取得", 1));
    }
    let note = form.achieved.shown().to_owned();
    Some(equal("/annual_goal/achieved".to_owned(), note))
}
