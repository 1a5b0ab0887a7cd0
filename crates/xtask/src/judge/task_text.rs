//! The expected and achieved text of a task, put together from the clauses of its indicators.

use super::chance::Chance;
use super::indicator::Indicator;
use super::trap;

/// How the items of a list are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbering {
    /// 1、
    Comma,
    /// 1.
    Dot,
    /// （1）
    Bracket,
    /// 一是
    First,
    /// （一）
    Chapter,
    /// ①
    Circle,
    /// None: sentences.
    Plain,
}

impl Numbering {
    /// Some way of numbering.
    pub(crate) fn any(chance: &mut Chance) -> Self {
        match chance.below(12) {
            0..3 => Self::Comma,
            3 | 4 => Self::Dot,
            5 => Self::Bracket,
            6 => Self::First,
            7 => Self::Chapter,
            8 => Self::Circle,
            _ => Self::Plain,
        }
    }

    /// What stands before an item.
    pub(crate) fn mark(self, index: usize) -> String {
        let chinese = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
            .get(index)
            .unwrap_or(&"十");
        let circle = ["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨"]
            .get(index)
            .unwrap_or(&"⑩");
        let number = index + 1;
        match self {
            Self::Comma => format!("{number}、"),
            Self::Dot => format!("{number}."),
            Self::Bracket => format!("（{number}）"),
            Self::First => format!("{chinese}是"),
            Self::Chapter => format!("（{chinese}）"),
            Self::Circle => (*circle).to_owned(),
            Self::Plain => String::new(),
        }
    }
}

/// A list of items as one text.
pub(crate) fn listed(items: &[String], numbering: Numbering, gap: &str) -> String {
    let numbering = match numbering {
        // A digit after the dot would make a figure of the number.
        Numbering::Dot
            if items
                .iter()
                .any(|item| item.starts_with(|c: char| c.is_ascii_digit())) =>
        {
            Numbering::Comma
        }
        other => other,
    };
    let end = if numbering == Numbering::First {
        "；"
    } else {
        "。"
    };
    let mut text = String::new();
    for (index, item) in items.iter().enumerate() {
        let last = index + 1 == items.len();
        text.push_str(&numbering.mark(index));
        text.push_str(item);
        text.push_str(if last { "。" } else { end });
        if !last && numbering != Numbering::Plain {
            text.push_str(gap);
        }
    }
    text
}

/// What a task was to reach.
pub(crate) fn expected(name: &str, indicators: &[Indicator], chance: &mut Chance) -> String {
    let hopes: Vec<String> = indicators
        .iter()
        .map(|indicator| indicator.known.hope.clone())
        .collect();
    let items = grouped(hopes, chance);
    let numbering = Numbering::any(chance);
    let gap = chance.word(&["", " ", " "]);
    let list = listed(&items, numbering, gap);
    match chance.below(3) {
        0 => list,
        1 => format!("{name}。{gap}{list}"),
        _ => format!("{name}，推动各项工作提质增效。{gap}{list}"),
    }
}

/// What a task reached.
pub(crate) fn achieved(name: &str, indicators: &[Indicator], year: i64, chance: &mut Chance) -> String {
    let mut clauses: Vec<String> = indicators
        .iter()
        .map(|indicator| indicator.known.clause.clone())
        .collect();
    if chance.percent(60) {
        clauses.push(trap::work_sentence(year, chance));
    }
    let mut items = grouped(clauses, chance);
    if chance.percent(40) {
        items.push(trap::work_sentence(year, chance));
    }
    if chance.percent(20) {
        items.push(trap::work_sentence(year, chance));
    }
    let text = listed(&items, Numbering::any(chance), chance.word(&["", "", " "]));
    if chance.percent(15) {
        format!("围绕“{name}”目标，扎实推进各项任务。{text}")
    } else {
        text
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
        items.push(group.join(comma));
    }
    items
}
