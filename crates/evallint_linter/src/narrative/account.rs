//! What the texts say of each claim of the table.

use std::sync::OnceLock;
use std::thread;

use evallint_schema::Role;
use evallint_syntax::NodeId;

use super::inquiry::Inquiry;
use super::neighbours::Neighbours;
use super::quantity::claims;
use super::statement::{Passage, Statement};
use super::told_figures::ToldFigures;
use super::topic::Topic;
use crate::document::Document;
use crate::facts::{Facts, Mention};
use crate::measure::Measure;
use crate::slot::Record;
use crate::stated_kind::StatedKind;

/// A claim of the table with what the texts say of it.
#[derive(Debug)]
pub(crate) struct Account<'d, 'a> {
    pub measure: Measure<'d, 'a>,
    pub figure: Mention,
    /// What the figure is about.
    pub topic: Topic,
    pub support: Support<'d>,
    /// Whether the indicator stands more than once in its list; that is the finding then.
    pub is_repeated: bool,
    /// Which of the tasks it belongs to.
    task: usize,
}

/// What the texts say of a figure.
#[derive(Debug, Clone)]
pub(crate) enum Support<'d> {
    /// The task's text says it, or speaks of the thing in a way that does not tell; or another text says it.
    Given,
    /// It is a bound or a rounded figure, and the task's text has the figure that was measured.
    Measured(Statement<'d>),
    /// The task's text has the same number with another unit.
    OtherUnit(Statement<'d>),
    /// The task's text has another figure for the same thing, and one only.
    Conflict(Statement<'d>),
    /// No text says anything of it.
    Nowhere,
}

/// The accounts of a document, in the order of its indicators.
#[derive(Debug)]
pub(crate) struct Accounts<'d, 'a> {
    entries: Vec<Account<'d, 'a>>,
    tasks: Vec<TaskTexts<'d>>,
    neighbours: Neighbours<'d>,
}

/// The texts of a task.
#[derive(Debug)]
pub(crate) struct TaskTexts<'d> {
    task: NodeId,
    pub expected: Option<Passage<'d>>,
    pub achieved: Option<Passage<'d>>,
}

impl<'d> TaskTexts<'d> {
    fn of(task: Record<'d, '_>, facts: &'d Facts, year: Option<u32>) -> Self {
        let passage = |role| Passage::in_slot(task.slot_with_role(role)?, facts, year);
        Self {
            task: task.id,
            expected: passage(Role::Expected),
            achieved: passage(Role::Achieved),
        }
    }
}

/// An indicator, and which of the tasks it belongs to.
type Entry<'d, 'a> = (Measure<'d, 'a>, usize);

/// The claims of so many indicators are gone into by two threads at once.
const MANY: usize = 1_000;

/// What it takes to say what the texts say of a claim.
struct Audit<'s, 'd> {
    facts: &'d Facts,
    tasks: &'s [TaskTexts<'d>],
    neighbours: &'s Neighbours<'d>,
    /// All figures that the document tells, arranged once anyone asks.
    figures: OnceLock<ToldFigures<'d>>,
}

impl<'d> Audit<'_, 'd> {
    fn accounts<'a>(&self, measures: &[Entry<'d, 'a>]) -> Vec<Account<'d, 'a>> {
        if measures.len() < MANY {
            return self.of_each(measures);
        }
        let (front, back) = measures.split_at(measures.len() / 2);
        thread::scope(|scope| {
            let other = thread::Builder::new().spawn_scoped(scope, || self.of_each(back));
            let mut accounts = self.of_each(front);
            // Where no thread can be had, or it failed, the rest is gone into here.
            let of_back = other.ok().and_then(|other| other.join().ok());
            accounts.extend(of_back.unwrap_or_else(|| self.of_each(back)));
            accounts
        })
    }

    fn of_each<'a>(&self, measures: &[Entry<'d, 'a>]) -> Vec<Account<'d, 'a>> {
        let mut accounts = Vec::with_capacity(measures.len());
        for (measure, task) in measures {
            self.enter(*measure, *task, &mut accounts);
        }
        accounts
    }

    /// Enters what the texts of a task say of an indicator of it.
    fn enter<'a>(&self, measure: Measure<'d, 'a>, task: usize, accounts: &mut Vec<Account<'d, 'a>>) {
        let Some(told) = self.tasks.get(task).and_then(|texts| texts.achieved.as_ref()) else {
            return;
        };
        let kind = measure.name_text().and_then(StatedKind::of);
        // A unit of another kind than the name states is the finding; the figure then says nothing.
        let fits = |figure: &Mention| {
            kind.as_ref()
                .zip(figure.unit)
                .is_none_or(|(kind, unit)| kind.allows(unit))
        };
        let is_repeated = self.neighbours.are_named_like(measure);
        let Some(topic) = self.neighbours.topic_of(measure) else {
            return;
        };
        for claim in claims(measure, topic, self.facts) {
            if !fits(&claim.figure) {
                continue;
            }
            let inquiry = Inquiry {
                neighbours: self.neighbours,
                measure,
                claim: &claim,
                told,
                facts: self.facts,
                figures: &self.figures,
            };
            let support = match inquiry.support() {
                Support::Measured(statement) => Support::Measured(statement),
                _ if is_repeated => Support::Given,
                support => support,
            };
            accounts.push(Account {
                measure,
                support,
                figure: claim.figure,
                topic: claim.topic,
                is_repeated,
                task,
            });
        }
    }
}

impl<'d, 'a> Accounts<'d, 'a> {
    pub(crate) fn of(document: &'d Document<'a>, facts: &'d Facts) -> Self {
        let year = document.year();
        let (mut tasks, mut measures): (Vec<TaskTexts<'d>>, Vec<_>) = (Vec::new(), Vec::new());
        for measure in document.measures() {
            let Some(task) = measure.task() else { continue };
            if tasks.last().is_none_or(|last| last.task != task.id) {
                tasks.push(TaskTexts::of(task, facts, year));
            }
            measures.push((measure, tasks.len() - 1));
        }
        let neighbours = Neighbours::of(document, facts);
        let audit = Audit {
            facts,
            tasks: &tasks,
            neighbours: &neighbours,
            figures: OnceLock::new(),
        };
        let entries = audit.accounts(&measures);
        Self {
            entries,
            tasks,
            neighbours,
        }
    }

    /// The figure that the text has for a bound or a rounded figure of a result.
    pub(crate) fn measured(&self, result: NodeId, figure: &Mention) -> Option<&Statement<'d>> {
        let from = self
            .entries
            .partition_point(|account| account.measure.result.node < Some(result));
        let of_result = self
            .entries
            .iter()
            .skip(from)
            .take_while(|account| account.measure.result.node == Some(result));
        let account = of_result
            .into_iter()
            .find(|account| account.figure.range == figure.range)?;
        match &account.support {
            Support::Measured(statement) => Some(statement),
            _ => None,
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Account<'d, 'a>> {
        self.entries.iter()
    }

    /// The texts of the task that an indicator belongs to.
    pub(crate) fn texts(&self, account: &Account<'_, '_>) -> Option<&TaskTexts<'d>> {
        self.tasks.get(account.task)
    }

    /// Whether a statement of a passage is about another indicator of the same list rather than about this one.
    pub(crate) fn is_about_another(
        &self,
        measure: Measure<'_, '_>,
        statement: &Statement<'_>,
        passage: &Passage<'_>,
    ) -> bool {
        self.neighbours.are_closer(measure, statement, passage)
    }
}

#[cfg(test)]
mod tests {
    use evallint_syntax::Source;
    use serde_json::json;

    use super::*;
    use crate::check::Linter;

    #[test]
    fn two_threads_say_what_one_does_in_the_same_order() {
        let task = |index: usize| {
            json!({
                "name": format!("任务{index}"),
                "achieved": format!("全年组织培训{index}余场，培训{}人，新增学位{}个。", index * 7, index + 3),
                "indicators": [
                    { "name": "培训场次", "result": format!("≥{}场", index / 2) },
                    { "name": "培训人数", "result": format!("{}人次", index * 7) },
                    { "name": "新增学位", "result": format!("{index}个") },
                ],
            })
        };
        let tasks: Vec<_> = (1..=MANY).map(task).collect();
        let source = Source::new("a.json", json!({ "tasks": tasks }).to_string()).unwrap();
        Linter::standard().with_run(&source, |run| {
            let accounts = Accounts::of(run.document, run.facts);
            assert!(accounts.entries.len() > MANY);
            let audit = Audit {
                facts: run.facts,
                tasks: &accounts.tasks,
                neighbours: &accounts.neighbours,
                figures: OnceLock::new(),
            };
            let measures: Vec<Entry<'_, '_>> = run
                .document
                .measures()
                .enumerate()
                .map(|(index, measure)| (measure, index / 3))
                .collect();
            let tell = |account: &Account<'_, '_>| {
                let result = account.measure.result.node;
                format!(
                    "{result:?} {:?} {:?} {}",
                    account.figure, account.support, account.task
                )
            };
            let one: Vec<String> = audit.of_each(&measures).iter().map(tell).collect();
            let two: Vec<String> = accounts.iter().map(tell).collect();
            assert_eq!(one, two);
        });
    }
}
