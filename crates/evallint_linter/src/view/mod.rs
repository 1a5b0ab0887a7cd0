//! A document as those outside of the linter see it: every value by the field it is, and all that stands around them.

mod computation;
mod fund_mention;
mod passage;
mod place;
mod telling;
mod written_number;

use std::collections::HashSet;
use std::ops::Range;

use evallint_schema::{Field, Form, KeyLanguage};
use evallint_syntax::{
    ByteRange, Cell, Comment, Format, Grid, Key, Node, NodeId, RowKind, Source, SyntaxError, Value,
    read_table,
};

use crate::document::{Document, Name};
use crate::lower::Labels;
use crate::pointer::Pointer;
use crate::suppression::{self, Positions};

pub use computation::{Agreement, Calculation, Computation, ComputationOperand, Figure};
pub use fund_mention::FundMention;
pub use passage::Passage;
pub use place::{Part, Place};
pub use telling::Telling;
pub use written_number::{NumberKind, WrittenNumber};

/// A source read as a form, to be looked at.
#[derive(Debug)]
pub struct DocumentView<'a> {
    document: Document<'a>,
    labels: &'a Labels,
    title: Option<ByteRange>,
    unread: Vec<ByteRange>,
}

/// A value of a document.
#[derive(Debug, Clone, Copy)]
pub struct Item<'v, 'a> {
    document: &'v Document<'a>,
    id: NodeId,
}

/// What a value is in terms of the form.
#[derive(Debug, Clone, Copy)]
pub enum Meaning {
    /// The document itself.
    Document,
    /// The value of a field.
    Field(&'static Field),
    /// The element at an index (from 0) of the list that the field is.
    Element(&'static Field, usize),
    /// `$schema`, or a key that begins with `x-`, which anyone may add; or something below one.
    Free,
    /// A key that the form does not have, or has already; or something below one.
    Unknown,
}

/// A comment, with what it is about.
#[derive(Debug)]
pub struct Remark<'v, 'a> {
    /// The comment.
    pub comment: Comment<'a>,
    /// What it stands above or beside; nothing where nothing stands below it. Above the title it is about the document.
    pub item: Option<Item<'v, 'a>>,
    /// In a text form the row it is about.
    pub row: Option<ByteRange>,
    /// The findings that it allows, where it can be followed as a suppression.
    pub allowance: Option<Allowance>,
}

/// The findings that a comment allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// Whether they are allowed in the whole document.
    pub is_for_file: bool,
    /// The names of the rules and groups.
    pub names: Vec<String>,
    /// Why.
    pub reason: String,
}

impl<'a> DocumentView<'a> {
    pub(crate) fn new(document: Document<'a>, labels: &'a Labels) -> Self {
        let (mut title, mut unread) = (None, Vec::new());
        if document.source.format() == Format::Table {
            let grid = read_table(document.source.text());
            unread = unread_cells(&document, labels, &grid);
            let heading = document.tree.root().map(|root| document.node(root).range);
            title = heading.filter(|range| labels.is_title(document.source.slice(*range)));
            // A first line that is nothing else is the title, even if it is worded otherwise.
            let first = grid.rows().first().filter(|row| row.kind != RowKind::Cells);
            let line = first
                .and_then(|row| grid.cells(*row).first())
                .map(|cell| cell.text.range());
            title = title.or(line.filter(|line| unread.contains(line)));
            unread.retain(|cell| Some(*cell) != title);
        }
        Self {
            document,
            labels,
            title,
            unread,
        }
    }

    /// The source it was read from.
    #[must_use]
    pub fn source(&self) -> &'a Source {
        self.document.source
    }

    /// The form it was read as.
    #[must_use]
    pub fn form(&self) -> &'static Form {
        self.document.form
    }

    /// The document as a value; nothing where the source holds none.
    #[must_use]
    pub fn root(&self) -> Option<Item<'_, 'a>> {
        self.document.tree.root().map(|id| self.item(id))
    }

    /// Every value, the document itself first, containers before what they hold.
    pub fn items(&self) -> impl Iterator<Item = Item<'_, 'a>> {
        self.document.tree.ids().map(|id| self.item(id))
    }

    /// Where the source is not well-formed.
    #[must_use]
    pub fn syntax_errors(&self) -> &[SyntaxError] {
        &self.document.irregularities.syntax
    }

    /// Which language the keys are in; nothing for a text form, which has labels, and where there is no key of the form.
    #[must_use]
    pub fn keys(&self) -> Option<KeyLanguage> {
        let root = self
            .root()
            .filter(|_| self.document.source.format() != Format::Table)?;
        let has_key = root
            .fields()
            .any(|(_, item)| item.is_some_and(|item| item.key().is_some()));
        has_key.then_some(self.document.key_language)
    }

    /// The title line of a text form, where it has one.
    #[must_use]
    pub fn title(&self) -> Option<&'a str> {
        self.title
            .map(|range| self.document.source.slice(range).trim_start_matches('#').trim())
    }

    /// Where the title line stands.
    #[must_use]
    pub fn title_range(&self) -> Option<ByteRange> {
        self.title
    }

    /// Whether there is anything of the form in it. A table without a single label of the form is none.
    #[must_use]
    pub fn is_recognized(&self) -> bool {
        !self.document.irregularities.unrecognized && self.document.tree.root().is_some()
    }

    /// The cells and lines of a text form that are neither a value nor a label of the form, nor its title.
    #[must_use]
    pub fn unread(&self) -> &[ByteRange] {
        &self.unread
    }

    /// The labels and column headers of a text form, each with the spelling that is printed: full- and half-width
    /// characters, spaces and colons as the form has them. Another wording that is known stays.
    #[must_use]
    pub fn printed_labels(&self) -> Vec<(ByteRange, &'static str)> {
        let document = &self.document;
        if document.source.format() != Format::Table {
            return Vec::new();
        }
        let grid = read_table(document.source.text());
        let keys: HashSet<ByteRange> = document
            .tree
            .ids()
            .filter_map(|id| document.node(id).key.as_ref())
            .map(|key| key.range)
            .collect();
        let mut printed = Vec::new();
        for row in grid.rows() {
            let cells = grid.cells(*row);
            if let Some(headers) = self.labels.printed_headers(document.form, cells) {
                printed.extend(
                    headers
                        .into_iter()
                        .map(|(cell, header)| (cell.text.range(), header)),
                );
                continue;
            }
            let labels = cells.iter().filter(|cell| keys.contains(&cell.text.range()));
            printed.extend(labels.filter_map(|cell| {
                let spelling = self.labels.printed(cell.text.value())?;
                Some((cell.text.range(), spelling))
            }));
        }
        printed
    }

    /// Every figure that follows from others: those with a formula, each by its record in the order of the field table, the
    /// shares of 其中 figures, and the sum and shares of the tasks' funds. What has no readable operands is left out.
    #[must_use]
    pub fn computations(&self) -> Vec<Computation<'_, 'a>> {
        computation::computations(&self.document)
    }

    /// Which figures of the texts tell the results of the indicators, in the order of these: first what the text of an
    /// indicator's own task says of it, then what the texts about the whole do.
    #[must_use]
    pub fn tellings(&self) -> Vec<Telling<'_, 'a>> {
        telling::tellings(&self.document)
    }

    /// Which figures of the texts repeat an amount or a rate of the funds under its label, in the order of the texts.
    #[must_use]
    pub fn fund_mentions(&self) -> Vec<FundMention<'_, 'a>> {
        fund_mention::fund_mentions(&self.document)
    }

    /// The comments in the order of the source, each with what it is about.
    #[must_use]
    pub fn remarks(&self) -> Vec<Remark<'_, 'a>> {
        let comments = self.document.tree.comments();
        if comments.is_empty() {
            return Vec::new();
        }
        let positions = Positions::of(&self.document);
        let about: Vec<(Option<NodeId>, Option<ByteRange>)> = match self.document.source.format() {
            Format::Json => Vec::new(),
            Format::Yaml => {
                let governed = positions.beside_comments();
                governed.into_iter().map(|id| (id, None)).collect()
            }
            Format::Table => comments
                .iter()
                .map(|comment| self.below(&positions, comment.range))
                .collect(),
        };
        let remark = |(comment, (id, row)): (&Comment<'a>, (Option<NodeId>, Option<ByteRange>))| Remark {
            comment: *comment,
            item: id.map(|id| self.item(id)),
            row,
            allowance: Allowance::read(comment.text),
        };
        comments.iter().zip(about).map(remark).collect()
    }

    /// What stands in the row below a comment, or in the next that holds a value; and the row.
    fn below(
        &self,
        positions: &Positions<'_, '_>,
        comment: ByteRange,
    ) -> (Option<NodeId>, Option<ByteRange>) {
        let rows = &self.document.rows;
        let below = rows
            .get(rows.partition_point(|row| row.start < comment.end)..)
            .unwrap_or_default();
        let first = below.iter().find_map(|row| positions.first_in(*row));
        (first, below.first().copied())
    }

    fn item(&self, id: NodeId) -> Item<'_, 'a> {
        Item {
            document: &self.document,
            id,
        }
    }
}

impl Allowance {
    /// The findings that the text of a comment allows; nothing where it is no suppression that can be followed.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let directive = suppression::read_directive(text)?.ok()?;
        let part = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
        Some(Self {
            is_for_file: directive.is_for_file,
            names: directive.names.into_iter().map(part).collect(),
            reason: part(directive.reason),
        })
    }
}

impl<'v, 'a> Item<'v, 'a> {
    /// Which of the values of the document it is.
    #[must_use]
    pub fn id(self) -> NodeId {
        self.id
    }

    /// What it is in terms of the form.
    #[must_use]
    pub fn meaning(self) -> Meaning {
        match self.document.name(self.id) {
            Name::Root => Meaning::Document,
            Name::Field(field) => Meaning::Field(field),
            Name::Element(field, index) => Meaning::Element(field, index),
            Name::Free => Meaning::Free,
            Name::Ignored if self.is_below_free() => Meaning::Free,
            Name::Ignored => Meaning::Unknown,
        }
    }

    fn is_below_free(self) -> bool {
        let above = |id: &NodeId| self.document.node(*id).parent();
        std::iter::successors(above(&self.id), above).any(|id| matches!(self.document.name(id), Name::Free))
    }

    /// The canonical pointer.
    #[must_use]
    pub fn pointer(self) -> Pointer {
        self.document.pointer(self.id)
    }

    /// The value, as it was read.
    #[must_use]
    pub fn value(self) -> &'v Value<'a> {
        &self.node().value
    }

    /// The key or label, where it has one of its own.
    #[must_use]
    pub fn key(self) -> Option<&'v Key<'a>> {
        self.node().key.as_ref()
    }

    /// Where the value stands, with its quotes or brackets.
    #[must_use]
    pub fn range(self) -> ByteRange {
        self.node().range
    }

    /// Whether part of it could not be read.
    #[must_use]
    pub fn is_damaged(self) -> bool {
        self.node().damaged
    }

    /// The members or elements, in the order of the source.
    pub fn children(self) -> impl Iterator<Item = Item<'v, 'a>> {
        let document = self.document;
        document
            .children(self.id)
            .map(move |(id, _)| Item { document, id })
    }

    /// Each field that the form has here, in the order of the field table, with its value where it is given; nothing for
    /// what is no object of the form.
    pub fn fields(self) -> impl Iterator<Item = (&'static Field, Option<Item<'v, 'a>>)> {
        let document = self.document;
        let slots = document
            .record(self.id)
            .into_iter()
            .flat_map(crate::slot::Record::slots);
        slots.map(move |slot| (slot.field, slot.node.map(|id| Item { document, id })))
    }

    fn node(self) -> &'v Node<'a> {
        self.document.node(self.id)
    }
}

/// The cells that nothing was read from, and that are no label.
fn unread_cells(document: &Document<'_>, labels: &Labels, grid: &Grid<'_>) -> Vec<ByteRange> {
    let mut read: Vec<ByteRange> = Vec::with_capacity(document.tree.len() * 2);
    for id in document.tree.ids().skip(1) {
        let node = document.node(id);
        read.extend(node.key.as_ref().map(|key| key.range));
        match &node.value {
            Value::String(text) => read.extend(text.source_parts()),
            _ => read.push(node.range),
        }
    }
    read.retain(|range| !range.is_empty());
    read.sort_unstable();
    let is_read = |cell: ByteRange| {
        let after = read.partition_point(|range| range.start < cell.end);
        // Of the ranges that begin before the end of the cell, the last is the only one that can reach into it, but for
        // a container, whose range is one of its own labels.
        read.get(..after)
            .unwrap_or_default()
            .last()
            .is_some_and(|range| range.end > cell.start)
    };
    let is_known = |kind: RowKind, cell: &Cell<'_>| {
        let text = cell.text.value();
        cell.is_blank()
            || is_read(cell.text.range())
            || (kind != RowKind::Cells && labels.is_title(text))
            || labels.find(text).is_some()
            || labels.column(text).is_some()
    };
    let mut unread: Vec<ByteRange> = Vec::new();
    for row in grid.rows() {
        let cells = grid.cells(*row).iter();
        unread.extend(
            cells
                .filter(|cell| !is_known(row.kind, cell))
                .map(|cell| cell.text.range()),
        );
    }
    unread.extend(grid.unread());
    unread
}
