//! The other indicators of an indicator's list, from which it has to be told.

use std::borrow::Cow;
use std::ops::Range;

use evallint_schema::Unit;
use evallint_syntax::NodeId;
use foldhash::HashMap;

use super::clause::counts_alike;
use super::statement::{Passage, Statement};
use super::topic::Topic;
use crate::document::Document;
use crate::facts::Facts;
use crate::measure::Measure;
use crate::repeat::fold;

/// What each indicator of a document is about.
#[derive(Debug, Default)]
pub(crate) struct Neighbours<'d> {
    /// In the order of the document, so that those of one list stand together.
    named: Vec<Named>,
    /// Which of them stand in a list.
    of_list: HashMap<Option<NodeId>, Range<usize>>,
    /// How often a name stands in a list.
    counts: HashMap<(Option<NodeId>, Cow<'d, str>), usize>,
}

/// An indicator by its name.
#[derive(Debug)]
struct Named {
    record: NodeId,
    topic: Topic,
    /// The unit of its result, where it has one.
    unit: Option<&'static Unit>,
}

/// With how many others of its list an indicator is compared.
const MOST_COMPARED: usize = 200;

impl<'d> Neighbours<'d> {
    pub(crate) fn of(document: &'d Document<'_>, facts: &Facts) -> Self {
        let mut neighbours = Self::default();
        for measure in document.records().filter_map(Measure::of) {
            let name = measure.name_text().unwrap_or_default();
            // Several names in one cell are so many indicators, though nobody can tell whose the results are.
            if document.is_merged(measure.record.id) {
                for name in name.split_whitespace() {
                    neighbours.enter(measure, name, facts);
                }
            } else if !name.trim().is_empty() {
                neighbours.enter(measure, name, facts);
            }
        }
        neighbours
    }

    fn enter(&mut self, measure: Measure<'d, '_>, name: &'d str, facts: &Facts) {
        let (list, at) = (measure.list(), self.named.len());
        self.named.push(Named {
            record: measure.record.id,
            topic: Topic::of_name(name),
            unit: measure.figures(facts).iter().find_map(|figure| figure.unit),
        });
        self.of_list.entry(list).or_insert(at..at).end = at + 1;
        *self.counts.entry((list, fold(name))).or_default() += 1;
    }

    /// What an indicator is about, if it has a name.
    pub(crate) fn topic_of(&self, measure: Measure<'_, '_>) -> Option<&Topic> {
        let found = self
            .named
            .binary_search_by_key(&measure.record.id, |named| named.record);
        Some(&self.named.get(found.ok()?)?.topic)
    }

    /// Whether another indicator of the list has the same name.
    pub(crate) fn are_named_like(&self, measure: Measure<'_, '_>) -> bool {
        let name = measure.name_text().map(fold).unwrap_or_default();
        self.counts
            .get(&(measure.list(), name))
            .is_some_and(|count| *count > 1)
    }

    /// Whether another indicator of the list is closer to what a statement of a passage is about than the one given.
    pub(crate) fn are_closer(
        &self,
        measure: Measure<'_, '_>,
        statement: &Statement<'_>,
        passage: &Passage<'_>,
    ) -> bool {
        let list = self.of_list.get(&measure.list()).cloned().unwrap_or_default();
        let list = self.named.get(list).unwrap_or_default();
        let (own, others): (Vec<_>, Vec<_>) = list
            .iter()
            .take(MOST_COMPARED)
            .partition(|named| named.record == measure.record.id);
        let is_more_exact = |other: &Named| {
            own.first()
                .is_some_and(|own| other.topic.is_longer_than(&own.topic))
        };
        others
            .into_iter()
            .filter(|other| other.unit.is_none() || counts_alike(other.unit, statement.mention.unit))
            .any(|other| {
                passage
                    .closeness(statement, &other.topic)
                    .is_some_and(|closeness| {
                        closeness > statement.closeness
                            || closeness == statement.closeness && is_more_exact(other)
                    })
            })
    }
}
