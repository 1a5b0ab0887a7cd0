//! A form as the judge knows it: every value as it is written, and behind it what is true.

use super::chance::Chance;
use super::department::{Department, Duty};
use super::figure::Figure;
use super::funds::{Funds, Print, funds};
use super::indicator::{Indicator, indicator};
use super::likeness::are_alike;
use super::narrative;
use super::task_text;
use super::trap;
use super::writing::Style;

/// A value as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Not there: no key, or a blank cell.
    Absent,
    /// A text.
    Text(String),
    /// A number; the text form shows its digits.
    Number(String),
    /// Something of another type; JSON and YAML only.
    Raw(&'static str),
}

impl Value {
    /// Whether it is not there.
    pub(crate) fn is_absent(&self) -> bool {
        *self == Self::Absent
    }

    /// What a cell shows.
    pub(crate) fn shown(&self) -> &str {
        match self {
            Self::Absent => "",
            Self::Text(text) | Self::Number(text) => text,
            Self::Raw(raw) => raw,
        }
    }

    /// The same as a text with something before it.
    pub(crate) fn prefixed(&self, prefix: &str) -> Self {
        Self::Text(format!("{prefix}{}", self.shown()))
    }

    /// The same as a text with something after it.
    pub(crate) fn suffixed(&self, suffix: &str) -> Self {
        Self::Text(format!("{}{suffix}", self.shown()))
    }
}

/// A task.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    /// Its name.
    pub(crate) name: Value,
    /// What it was to reach.
    pub(crate) expected: Value,
    /// What it reached.
    pub(crate) achieved: Value,
    /// Its funds.
    pub(crate) funds: Value,
    /// Its funds in hundredths of the form's unit.
    pub(crate) amount: i64,
    /// Its indicators.
    pub(crate) indicators: Vec<Indicator>,
}

/// The sections after the tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// 重点项目绩效情况
    KeyProjects,
    /// 部门整体绩效
    Overall,
    /// 存在问题
    Problems,
    /// 改进措施或下一步计划
    Improvements,
}

impl Section {
    /// All of them, in order.
    pub(crate) const ALL: [Self; 4] = [
        Self::KeyProjects,
        Self::Overall,
        Self::Problems,
        Self::Improvements,
    ];

    /// The English key.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::KeyProjects => "key_projects",
            Self::Overall => "overall_performance",
            Self::Problems => "problems",
            Self::Improvements => "improvements",
        }
    }

    /// The label, which is the Chinese key.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::KeyProjects => "重点项目绩效情况",
            Self::Overall => "部门整体绩效",
            Self::Problems => "存在问题",
            Self::Improvements => "改进措施或下一步计划",
        }
    }

    /// The pointer.
    pub(crate) fn pointer(self) -> String {
        format!("/{}", self.key())
    }
}

/// A form.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    /// The department.
    pub(crate) department: Value,
    /// The year; a number, which the text form writes with 年.
    pub(crate) year: Value,
    /// The currency unit.
    pub(crate) unit: Value,
    /// The funds.
    pub(crate) funds: Funds,
    /// What the whole year was to bring.
    pub(crate) expected: Value,
    /// What it brought.
    pub(crate) achieved: Value,
    /// The tasks.
    pub(crate) tasks: Vec<Task>,
    /// The sections after the tasks, in the order of [`Section::ALL`].
    pub(crate) sections: Vec<(Section, Value)>,
    /// How it is written.
    pub(crate) style: Style,
}

impl Form {
    /// A section's text.
    pub(crate) fn section(&self, section: Section) -> Value {
        let found = self.sections.iter().find(|(at, _)| *at == section);
        found.map_or(Value::Absent, |(_, value)| value.clone())
    }

    /// Writes something else in a section.
    pub(crate) fn set_section(&mut self, section: Section, value: Value) {
        for (at, old) in &mut self.sections {
            if *at == section {
                *old = value;
                return;
            }
        }
    }

    /// Every text of the form.
    pub(crate) fn prose(&self) -> String {
        let mut prose = format!("{}\n{}\n", self.expected.shown(), self.achieved.shown());
        for task in &self.tasks {
            prose.push_str(task.expected.shown());
            prose.push_str(task.achieved.shown());
            for indicator in &task.indicators {
                prose.push_str(indicator.name.shown());
                prose.push_str(indicator.result.shown());
            }
        }
        for (_, text) in &self.sections {
            prose.push_str(text.shown());
        }
        prose
    }
}

/// Towns and districts that do not exist.
const PLACES: &[&str] = &[
    "岚溪市澜湖区",
    "岚溪市栖云区",
    "望澜市曲岚区",
    "澄屿市鹤汀区",
    "穹川市墨溪县",
    "青黛市云麓区",
];

/// A form without a defect.
pub(crate) fn clean_form(departments: &[Department], chance: &mut Chance) -> Option<Form> {
    let department = chance.one(departments)?;
    let year = chance.between(2019, 2025);
    let funds = funds(&mut chance.fork());
    let place = chance.word(PLACES);
    let name = format!("{place}{}", department.office);
    let tasks = tasks(department, year, &funds, chance);
    let told = narrative::narrative(&name, year, &funds, &tasks, chance);
    Some(Form {
        department: Value::Text(name),
        year: Value::Number(year.to_string()),
        unit: Value::Text(funds.unit.to_owned()),
        expected: Value::Text(told.expected),
        achieved: Value::Text(told.achieved),
        sections: Section::ALL
            .into_iter()
            .zip(told.sections.map(Value::Text))
            .collect(),
        style: Style::any(year, chance),
        funds,
        tasks,
    })
}

fn tasks(department: &Department, year: i64, funds: &Funds, chance: &mut Chance) -> Vec<Task> {
    let mut duties: Vec<&Duty> = department.tasks.iter().collect();
    chance.shuffle(&mut duties);
    let count = usize::try_from(chance.between(2, 5)).unwrap_or(3);
    duties.truncate(count);
    let amounts = shares(funds.actual, duties.len(), chance);
    let shared = chance.percent(15).then(|| satisfaction(chance));
    let mut tasks = Vec::new();
    for (duty, amount) in duties.into_iter().zip(amounts) {
        let mut task = task(duty, amount, year, funds.print, chance);
        if let Some(name) = shared {
            add_satisfaction(&mut task, name, year, chance);
        }
        tasks.push(task);
    }
    tasks
}

/// The name of an indicator that stands in every task.
fn satisfaction(chance: &mut Chance) -> &'static str {
    chance.word(&["服务对象满意度", "群众满意度", "资金使用合规率"])
}

fn add_satisfaction(task: &mut Task, name: &str, year: i64, chance: &mut Chance) {
    let thing = super::department::Thing::Measure {
        name: name.to_owned(),
        unit: "%".to_owned(),
        range: super::department::Range {
            low: Figure::read("91.00"),
            high: Figure::read("99.90"),
        },
        reverse: false,
    };
    let told = task.indicators.iter().any(|other| other.known.object == name);
    if !told {
        let indicator = indicator(&thing, year, &mut Vec::new(), chance);
        let text = format!("{}{}。", closed(task.achieved.shown()), indicator.known.clause);
        task.achieved = Value::Text(text);
        task.indicators.push(indicator);
    }
}

/// A text that ends with a full stop.
fn closed(text: &str) -> String {
    if text.ends_with('。') {
        text.to_owned()
    } else {
        format!("{text}。")
    }
}

/// Splits part of an amount among tasks, 50 to 100 % of it together.
fn shares(actual: i64, count: usize, chance: &mut Chance) -> Vec<i64> {
    let share = if chance.percent(8) {
        1000
    } else {
        chance.between(520, 990)
    };
    let total = i64::try_from(i128::from(actual) * i128::from(share) / 1000).unwrap_or(actual);
    let total = total.max(actual / 2 + 1);
    let weights: Vec<i64> = (0..count).map(|_| chance.between(6, 40)).collect();
    let sum: i64 = weights.iter().sum::<i64>().max(1);
    let mut amounts: Vec<i64> = weights.iter().map(|weight| total / sum * weight).collect();
    let rest = total - amounts.iter().sum::<i64>();
    if let Some(first) = amounts.first_mut() {
        *first += rest;
    }
    amounts
}

fn task(duty: &Duty, amount: i64, year: i64, print: Print, chance: &mut Chance) -> Task {
    let mut things: Vec<_> = duty.things.iter().collect();
    let most = things.len();
    let least = most.min(3);
    let count = chance.between(
        i64::try_from(least).unwrap_or(1),
        i64::try_from(most).unwrap_or(1),
    );
    chance.shuffle(&mut things);
    things.truncate(usize::try_from(count).unwrap_or(least));
    let mut taken = Vec::new();
    let mut indicators: Vec<Indicator> = things
        .into_iter()
        .map(|thing| indicator(thing, year, &mut taken, chance))
        .collect();
    let mirrored = chance
        .percent(4)
        .then(|| task_text::mirrored(&mut indicators, chance));
    let told = mirrored
        .flatten()
        .unwrap_or_else(|| texts(&duty.name, &indicators, year, chance));
    Task {
        name: Value::Text(duty.name.clone()),
        expected: Value::Text(told.expected),
        achieved: Value::Text(told.achieved),
        funds: print.amount(amount),
        amount,
        indicators,
    }
}

/// The texts of a task; where the figures are the goal's the result would be a copy of it, so they are told anew.
fn texts(name: &str, indicators: &[Indicator], year: i64, chance: &mut Chance) -> task_text::Told {
    let mut told = task_text::told(name, indicators, year, chance);
    while are_alike(&told.expected, &told.achieved, 70) {
        told = task_text::told(name, indicators, year, chance);
        told.achieved = format!(
            "{}{}。",
            told.achieved,
            trap::work_sentences(1, year, chance).concat()
        );
    }
    told
}

/// The pointer of a task's field.
pub(crate) fn task_pointer(task: usize, field: &str) -> String {
    format!("/tasks/{task}/{field}")
}

/// The pointer of an indicator's field; of the indicator itself where the field is empty.
pub(crate) fn indicator_pointer(task: usize, indicator: usize, field: &str) -> String {
    let slash = if field.is_empty() { "" } else { "/" };
    format!("/tasks/{task}/indicators/{indicator}{slash}{field}")
}
