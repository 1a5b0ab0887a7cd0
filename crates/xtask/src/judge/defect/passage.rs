//! The passages of a form: every field that holds sentences.

use crate::judge::chance::Chance;
use crate::judge::form::{Form, Section, Value, task_pointer};

/// A field that holds sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Passage {
    /// What the whole year was to bring.
    Goal,
    /// What it brought.
    Result,
    /// What a task was to reach.
    TaskGoal(usize),
    /// What it reached.
    TaskResult(usize),
    /// A section after the tasks.
    Section(Section),
}

impl Passage {
    /// All of a form's.
    pub(super) fn all(form: &Form) -> Vec<Self> {
        let mut passages = vec![Self::Goal, Self::Result];
        for task in 0..form.tasks.len() {
            passages.extend([Self::TaskGoal(task), Self::TaskResult(task)]);
        }
        passages.extend(Section::ALL.map(Self::Section));
        passages
    }

    /// Some passage of a form.
    pub(super) fn any(form: &Form, chance: &mut Chance) -> Self {
        *chance.one(&Self::all(form)).unwrap_or(&Self::Result)
    }

    /// Some passage that tells what was done.
    pub(super) fn any_report(form: &Form, chance: &mut Chance) -> Self {
        let told = |passage: &Self| {
            matches!(
                passage,
                Self::Result | Self::TaskResult(_) | Self::Section(Section::Overall | Section::KeyProjects)
            )
        };
        let reports: Vec<Self> = Self::all(form).into_iter().filter(told).collect();
        *chance.one(&reports).unwrap_or(&Self::Result)
    }

    /// The pointer.
    pub(super) fn pointer(self) -> String {
        match self {
            Self::Goal => "/annual_goal/expected".to_owned(),
            Self::Result => "/annual_goal/achieved".to_owned(),
            Self::TaskGoal(task) => task_pointer(task, "expected"),
            Self::TaskResult(task) => task_pointer(task, "achieved"),
            Self::Section(section) => section.pointer(),
        }
    }

    /// What it says.
    pub(super) fn text(self, form: &Form) -> String {
        let task = |at: usize| form.tasks.get(at);
        let value = match self {
            Self::Goal => Some(form.expected.clone()),
            Self::Result => Some(form.achieved.clone()),
            Self::TaskGoal(at) => task(at).map(|task| task.expected.clone()),
            Self::TaskResult(at) => task(at).map(|task| task.achieved.clone()),
            Self::Section(section) => Some(form.section(section)),
        };
        value.map_or_else(String::new, |value| value.shown().to_owned())
    }

    /// Says something else.
    pub(super) fn write(self, form: &mut Form, text: &str) {
        let value = Value::Text(text.to_owned());
        match self {
            Self::Goal => form.expected = value,
            Self::Result => form.achieved = value,
            Self::TaskGoal(at) => {
                if let Some(task) = form.tasks.get_mut(at) {
                    task.expected = value;
                }
            }
            Self::TaskResult(at) => {
                if let Some(task) = form.tasks.get_mut(at) {
                    task.achieved = value;
                }
            }
            Self::Section(section) => form.set_section(section, value),
        }
    }
}

/// Whether a letter is Chinese.
pub(super) fn is_chinese(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

/// Where two Chinese characters meet in a text, in bytes.
pub(super) fn seams(text: &str) -> Vec<usize> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    letters
        .windows(2)
        .filter_map(|pair| match pair {
            [(_, before), (at, after)] if is_chinese(*before) && is_chinese(*after) => Some(*at),
            _ => None,
        })
        .collect()
}

/// Where a mark stands between two Chinese characters, in bytes.
pub(super) fn marks(text: &str, mark: char) -> Vec<usize> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    letters
        .windows(3)
        .filter_map(|run| match run {
            [(_, before), (at, own), (_, after)]
                if *own == mark && is_chinese(*before) && is_chinese(*after) =>
            {
                Some(*at)
            }
            _ => None,
        })
        .collect()
}

/// A text with a piece of some bytes replaced.
pub(super) fn replaced(text: &str, at: usize, length: usize, piece: &str) -> Option<String> {
    let (before, rest) = text.split_at_checked(at)?;
    let (_, after) = rest.split_at_checked(length)?;
    Some(format!("{before}{piece}{after}"))
}
