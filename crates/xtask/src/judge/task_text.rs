//! The expected and achieved text of a task, put together from the clauses of its indicators.

use super::chance::Chance;
use super::figure::Figure;
use super::indicator::{Indicator, below};
use super::numbering::{Numbering, listed};
use super::prose::bare_clause;
use super::trap;

/// The expected and the achieved text of a task.
#[derive(Debug)]
pub(crate) struct Told {
    /// What it was to reach.
    pub(crate) expected: String,
    /// What it reached.
    pub(crate) achieved: String,
}

/// The texts of a task with these indicators.
pub(crate) fn told(name: &str, indicators: &[Indicator], year: i64, chance: &mut Chance) -> Told {
    let mut hopes: Vec<String> = indicators
        .iter()
        .map(|indicator| indicator.known.hope.clone())
        .collect();
    let mut clauses: Vec<String> = indicators
        .iter()
        .map(|indicator| indicator.known.clause.clone())
        .collect();
    if let (true, Some((goal, answer))) = (chance.percent(30), trap::goal_and_answer(indicators, chance)) {
        hopes.push(goal.to_owned());
        clauses.push(answer.to_owned());
    }
    if chance.percent(35) {
        let units: Vec<&str> = indicators.iter().map(|one| one.known.unit.as_str()).collect();
        clauses.extend(trap::neighbour(&units, chance));
    }
    Told {
        expected: expected(name, hopes, chance),
        achieved: achieved(name, clauses, year, chance),
    }
}

/// Texts that say the same of goal and result but for the figures, of which each differs; where all are counts.
pub(crate) fn mirrored(indicators: &mut [Indicator], chance: &mut Chance) -> Option<Told> {
    let mut pairs = Vec::new();
    for indicator in indicators.iter() {
        let known = &indicator.known;
        let figure = known.figure.filter(|figure| figure.decimals == 0)?;
        let goal = below(figure, chance);
        let fits = !known.reverse && !known.is_rate() && !indicator.result.shown().contains('其');
        if !fits || goal == figure {
            return None;
        }
        let clause = |figure: Figure| {
            let quantity = format!("{}{}", figure.plain(), known.unit);
            bare_clause(&known.action, &known.object, &quantity)
        };
        pairs.push((goal, clause(goal), clause(figure)));
    }
    for (indicator, (goal, hope, clause)) in indicators.iter_mut().zip(&pairs) {
        indicator.known.goal = Some(*goal);
        indicator.known.hope.clone_from(hope);
        indicator.known.clause.clone_from(clause);
    }
    let numbering = Numbering::any(chance);
    let [expected, achieved] = [
        pairs.iter().map(|pair| pair.1.clone()).collect::<Vec<_>>(),
        pairs.iter().map(|pair| pair.2.clone()).collect(),
    ]
    .map(|items| listed(&items, numbering, ""));
    Some(Told { expected, achieved })
}

fn expected(name: &str, hopes: Vec<String>, chance: &mut Chance) -> String {
    if chance.percent(4) {
        return format!("{name}，{}", chance.word(SHORT_GOALS));
    }
    let items = grouped(hopes, chance);
    let list = laid_out(&items, chance);
    match chance.below(3) {
        0 => list,
        1 => format!("{name}。{list}"),
        _ => format!("{name}，推动各项工作提质增效。{list}"),
    }
}

/// Goals that say little.
const SHORT_GOALS: &[&str] = &[
    "按计划完成年度任务。",
    "确保各项任务按时保质完成。",
    "全面完成年度目标。",
    "各项工作有序推进。",
];

fn achieved(name: &str, mut clauses: Vec<String>, year: i64, chance: &mut Chance) -> String {
    let count = chance.below(4);
    let mut extra = trap::work_sentences(count, year, chance);
    if chance.percent(60) {
        clauses.extend(extra.pop());
    }
    let mut items = grouped(clauses, chance);
    items.extend(extra);
    let text = laid_out(&items, chance);
    if chance.percent(15) {
        format!("围绕“{name}”目标，扎实推进各项任务。{text}")
    } else {
        text
    }
}

/// The items as a list, or as two of them.
fn laid_out(items: &[String], chance: &mut Chance) -> String {
    let numbering = Numbering::any(chance);
    let gap = numbering.gap(chance);
    let comma = |items: &[String]| listed(items, Numbering::Comma, "");
    match (chance.below(24), items.split_at_checked(items.len() / 2)) {
        (0, Some((first, second))) if first.len() > 1 => format!(
            "（一）服务提升方面。{}（二）规范管理方面。{}",
            comma(first),
            comma(second)
        ),
        (1, Some((first, second))) if first.len() > 1 => {
            format!("重点工作方面：{}其他工作方面：{}", comma(first), comma(second))
        }
        (2, Some((first, second))) if first.len() > 1 => format!(
            "1、抓实重点任务：{}2、抓好日常工作：{}",
            listed(first, Numbering::Circle, ""),
            listed(second, Numbering::Circle, "")
        ),
        _ => listed(items, numbering, gap),
    }
}

/// Joins clauses to sentences of one to three.
fn grouped(clauses: Vec<String>, chance: &mut Chance) -> Vec<String> {
    let mut items = Vec::new();
    let mut rest = clauses.into_iter().peekable();
    while rest.peek().is_some() {
        let size = chance.below(3) + 1;
        let comma = chance.word(&["，", "；", "；"]);
        let group: Vec<String> = rest.by_ref().take(size).collect();
        // Behind a part and a comma, the next figure would read as another part.
        let has_part = group.iter().any(|clause| clause.contains("其中"));
        let comma = if has_part { "；" } else { comma };
        items.push(group.join(comma));
    }
    items
}
