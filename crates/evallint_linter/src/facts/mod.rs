//! What the texts of a document say, found once and shared by all rules.

mod memory;
mod mention;
mod placeholder;
mod punctuation;
mod result_list;

use std::ops::Range;

use evallint_schema::{Field, Kind, Role};
use evallint_syntax::{NodeId, Value};

use crate::document::{Document, Name, holds_words};
pub use memory::Memory;
use memory::Recollection;
pub(crate) use mention::{Mention, Nature, scan, scan_into};
pub(crate) use placeholder::find as placeholders_in;
pub(crate) use punctuation::Mark;
pub(crate) use punctuation::marks_of;
pub(crate) use result_list::result_lists;

/// The facts of a document.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    mentions: Vec<Mention>,
    /// Which mentions are of which node, by its index.
    of_node: Vec<Range<usize>>,
    /// The punctuation of every text that is words.
    marks: Vec<Mark>,
    /// Which marks are of which node, by its index.
    marks_of_node: Vec<Range<usize>>,
    /// The unfilled places of each node that has any, as ranges of bytes of its value, in the order of the source.
    placeholders: Vec<(NodeId, Vec<Range<usize>>)>,
    /// The nodes that hold running text or a name, as against those that hold a figure of the table.
    told: Vec<NodeId>,
    /// How many numbers those nodes hold.
    told_count: usize,
}

impl Facts {
    /// Scans every text of the form.
    pub(crate) fn of(document: &Document<'_>) -> Self {
        Self::collected(document, None)
    }

    /// Scans every text of the form that was not there when the memory was last used.
    pub(crate) fn again(document: &Document<'_>, memory: &mut Memory) -> Self {
        Self::collected(document, Some(Recollection::of(memory)))
    }

    fn collected(document: &Document<'_>, mut memory: Option<Recollection<'_>>) -> Self {
        let mut facts = Self {
            of_node: vec![0..0; document.tree.len()],
            marks_of_node: vec![0..0; document.tree.len()],
            ..Self::default()
        };
        for (id, name) in document.named_nodes() {
            let Name::Field(field) = name else { continue };
            match &document.node(id).value {
                Value::String(text) => facts.add_text(id, text.value(), field, memory.as_mut()),
                Value::Number(literal) => facts.add_number(id, literal, field),
                _ => {}
            }
        }
        facts
    }

    fn add_text(&mut self, id: NodeId, text: &str, field: &Field, memory: Option<&mut Recollection<'_>>) {
        let is_figure = matches!(field.role, Role::Result | Role::Target);
        if !is_figure && field.role != Role::Unit {
            self.told.push(id);
        }
        let (mentions, marks) = (self.mentions.len(), self.marks.len());
        let has_marks = holds_words(field);
        if let Some(known) = memory.and_then(|memory| memory.recall(text, is_figure)) {
            self.mentions.extend_from_slice(&known.mentions);
            if has_marks {
                self.marks.extend_from_slice(&known.marks);
            }
            self.add_placeholders(id, known.placeholders.clone());
        } else {
            mention::scan_into(text, is_figure, &mut self.mentions);
            if has_marks {
                punctuation::scan_into(text, &mut self.marks);
            }
            self.add_placeholders(id, placeholder::find(text));
        }
        self.enter(id, mentions, marks);
    }

    fn add_placeholders(&mut self, id: NodeId, placeholders: Vec<Range<usize>>) {
        if !placeholders.is_empty() {
            self.placeholders.push((id, placeholders));
        }
    }

    /// An amount tells its number whether it is written as one or as a text.
    fn add_number(&mut self, id: NodeId, literal: &str, field: &Field) {
        if matches!(field.kind, Kind::Amount | Kind::SignedAmount) {
            self.told.push(id);
        }
        let (mentions, marks) = (self.mentions.len(), self.marks.len());
        mention::scan_into(literal, false, &mut self.mentions);
        self.enter(id, mentions, marks);
    }

    /// Notes that all mentions and marks from here on are of a node.
    fn enter(&mut self, id: NodeId, mentions: usize, marks: usize) {
        if let Some(of_node) = self.of_node.get_mut(id.index()) {
            *of_node = mentions..self.mentions.len();
        }
        if let Some(of_node) = self.marks_of_node.get_mut(id.index()) {
            *of_node = marks..self.marks.len();
        }
        if self.told.last() == Some(&id) {
            self.told_count += self.mentions.len() - mentions;
        }
    }

    /// The numbers in the text of a node, in its order.
    pub(crate) fn mentions(&self, id: NodeId) -> &[Mention] {
        let range = self.of_node.get(id.index()).cloned().unwrap_or_default();
        self.mentions.get(range).unwrap_or_default()
    }

    /// The numbers in a part of the text of a node.
    pub(crate) fn mentions_in(&self, id: NodeId, part: &Range<usize>) -> &[Mention] {
        let mentions = self.mentions(id);
        let from = mentions.partition_point(|mention| mention.range.start < part.start);
        let to = mentions.partition_point(|mention| mention.range.start < part.end);
        mentions.get(from..to).unwrap_or_default()
    }

    /// Every number that stands in a text, a name or an amount: anywhere but in the results and targets of indicators.
    pub(crate) fn told(&self) -> impl Iterator<Item = &Mention> {
        self.told.iter().flat_map(|node| self.mentions(*node))
    }

    /// How many numbers [`Self::told`] gives.
    pub(crate) fn told_count(&self) -> usize {
        self.told_count
    }

    /// The punctuation and spaces in the text of a node, in its order.
    pub(crate) fn marks(&self, id: NodeId) -> &[Mark] {
        let range = self.marks_of_node.get(id.index()).cloned().unwrap_or_default();
        self.marks.get(range).unwrap_or_default()
    }

    /// The nodes that are not filled in, with the places.
    pub(crate) fn placeholders(&self) -> &[(NodeId, Vec<Range<usize>>)] {
        &self.placeholders
    }

    /// Whether the node is not filled in. Its value then counts as unreadable.
    pub(crate) fn is_placeholder(&self, id: NodeId) -> bool {
        self.placeholders
            .binary_search_by_key(&id, |(node, _)| *node)
            .is_ok()
    }
}
