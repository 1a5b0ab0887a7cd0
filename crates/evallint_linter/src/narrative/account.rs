//! What the texts say of each claim of the table.

use std::cell::OnceCell;

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

impl<'d, 'a> Accounts<'d, 'a> {
    pub(crate) fn of(document: &'d Document<'a>, facts: &'d Facts) -> Self {
        let year = document.year();
        let mut accounts = Self {
            entries: Vec::new(),
            tasks: Vec::new(),
            neighbours: Neighbours::of(document, facts),
        };
        let figures = OnceCell::new();
        for measure in document.measures() {
            let Some(task) = measure.task() else { continue };
            if accounts.tasks.last().is_none_or(|last| last.task != task.id) {
                accounts.tasks.push(TaskTexts::of(task, facts, year));
            }
            accounts.enter(measure, facts, &figures);
        }
        accounts
    }

    /// Enters what the texts of the last task say of an indicator of it.
    fn enter(&mut self, measure: Measure<'d, 'a>, facts: &'d Facts, figures: &OnceCell<ToldFigures<'d>>) {
        let Some((texts, task)) = self.tasks.last().zip(self.tasks.len().checked_sub(1)) else {
            return;
        };
        let Some(told) = &texts.achieved else { return };
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
        for claim in claims(measure, topic, facts) {
            if !fits(&claim.figure) {
                continue;
            }
            let inquiry = Inquiry {
                neighbours: &self.neighbours,
                measure,
                claim: &claim,
                told,
                facts,
                figures,
            };
            let support = match inquiry.support() {
                Support::Measured(statement) => Support::Measured(statement),
                _ if is_repeated => Support::Given,
                support => support,
            };
            self.entries.push(Account {
                measure,
                support,
                figure: claim.figure,
                topic: claim.topic,
                is_repeated,
                task,
            });
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
