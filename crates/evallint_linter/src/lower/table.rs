//! From a grid to a document: labels and headers say where each value stands.

use std::ops::Range;

use evallint_schema::{Block, Field, Form, Kind};
use evallint_syntax::{
    ByteRange, Cell, Grid, Key, Row, RowKind, Source, SyntaxError, SyntaxErrorKind, Text, Tree,
};

use super::labels::{Labels, Place};
use super::nearest::nearest;
use crate::document::{Document, Irregularities};

mod builder;
mod extents;
mod records;

use builder::Builder;
use extents::Extents;
use records::{Records, RecordsLayout};

pub(super) fn lower<'a>(
    source: &'a Source,
    form: &'static Form,
    labels: &Labels,
    grid: &Grid<'a>,
) -> Document<'a> {
    if grid.rows().is_empty() && grid.unread().is_none() {
        return empty(source, form);
    }
    let mut reading = Reading::new(form, labels);
    let mut extents = Extents::new(grid.comments());
    for row in grid.rows() {
        let goes_on = reading.read_row(*row, grid.cells(*row));
        extents.enter(row.range, goes_on);
    }
    let mut document = reading.finish(source, grid.unread());
    document.rows = extents.finish();
    for comment in grid.comments() {
        document.tree.add_comment(*comment);
    }
    document
}

/// A source without a single row is not a form with everything missing.
fn empty<'a>(source: &'a Source, form: &'static Form) -> Document<'a> {
    let end = u32::try_from(source.text().len()).unwrap_or(u32::MAX);
    let error = SyntaxError {
        kind: SyntaxErrorKind::Empty,
        range: ByteRange::new(end, end),
        container: None,
    };
    let irregularities = Irregularities {
        syntax: vec![error],
        ..Irregularities::default()
    };
    Document::new(source, form, Tree::default(), Vec::new(), irregularities)
}

/// What the rows so far have led to.
struct Reading<'l, 'a> {
    form: &'static Form,
    labels: &'l Labels,
    builder: Builder<'a>,
    /// The title line, or the first row where there is none.
    title: Option<ByteRange>,
    /// The group whose pairs are being read.
    group: Option<&'static Field>,
    /// Labels whose values stand below.
    stacked: Vec<Stacked<'a>>,
    records: Option<Records<'a>>,
    /// The records have ended, and long texts follow.
    section: Option<Section<'a>>,
}

/// A label whose value stands in the rows below, in the columns it covers.
struct Stacked<'a> {
    place: Place,
    label: Key<'a>,
    columns: Range<usize>,
    parts: Vec<Text<'a>>,
}

/// A long text with its label, which may go on in the rows below.
struct Section<'a> {
    field: &'static Field,
    label: Key<'a>,
    parts: Vec<Text<'a>>,
}

impl<'l, 'a> Reading<'l, 'a> {
    fn new(form: &'static Form, labels: &'l Labels) -> Self {
        Self {
            form,
            labels,
            builder: Builder::new(),
            title: None,
            group: None,
            stacked: Vec::new(),
            records: None,
            section: None,
        }
    }

    /// Reads a row; whether it is a further line of the cell above.
    fn read_row(&mut self, row: Row, cells: &[Cell<'a>]) -> bool {
        if self.title.is_none() {
            self.title = Some(row.range);
        }
        if row.kind != RowKind::Cells {
            return cells.first().is_some_and(|cell| self.read_line(cell));
        }
        if let Some(columns) = RecordsLayout::header(self.form, self.labels, cells) {
            self.read_header(row, columns);
        } else if let Some((index, place)) = self.section_label(cells) {
            self.read_section(index, place, cells);
        } else if self.goes_on_in_section(cells) {
            self.read_section_rest(cells);
            return cells.first().is_some_and(|cell| !cell.is_blank());
        } else if self.opens_pairs(cells) {
            self.end_section();
            self.end_records();
            self.read_labels(cells);
        } else if let Some(records) = &mut self.records {
            records.read_row(cells);
        } else if !self.read_stacked_values(cells) {
            self.read_labels(cells);
        }
        false
    }

    /// A line outside of the table: the title, or `单位：万元`. Whether it is a further line of the cell above.
    fn read_line(&mut self, cell: &Cell<'a>) -> bool {
        if self.labels.is_title(cell.text.value()) {
            self.title = Some(cell.text.range());
            return false;
        }
        let goes_on = !self.read_heading_line(cell) && self.goes_on_in_section(std::slice::from_ref(cell));
        if goes_on {
            self.read_section_rest(std::slice::from_ref(cell));
        }
        goes_on
    }

    /// `单位：万元` above the table; whether the cell was one.
    fn read_heading_line(&mut self, cell: &Cell<'a>) -> bool {
        let Some(field) = self.form.layout.heading_line.and_then(|key| self.form.field(key)) else {
            return false;
        };
        let written = cell.text.value();
        let Some((label, value)) = written.split_once(['：', ':']) else {
            return false;
        };
        let outer = label.len() - label.trim_start_matches(['（', '(']).len();
        let names_field = |name: &str| super::labels::fold(label.get(outer..).unwrap_or_default()) == *name;
        if !std::iter::once(&field.label)
            .chain(field.variants)
            .any(|name| names_field(name))
        {
            return false;
        }
        let value = value.trim_start();
        let start = written.len() - value.len();
        let value = value.trim_end_matches(['）', ')']).trim_end();
        let key = Builder::key(&cell.text, outer..label.len());
        let text = cell.text.slice(start..start + value.len());
        self.builder.member(None, field, Some(key), Some(text));
        true
    }

    fn read_header(&mut self, row: Row, columns: RecordsLayout) {
        self.group = None;
        self.end_stacked();
        let range = row.range;
        match &mut self.records {
            Some(records) => records.repeat_header(columns, range),
            None => self.records = Some(Records::new(columns)),
        }
    }

    /// The label of a long text in one of the first two cells. One that is only near to a label counts where its row can
    /// be nothing else.
    fn section_label(&self, cells: &[Cell<'a>]) -> Option<(usize, SectionLabel)> {
        let index = cells.iter().take(2).position(|cell| !cell.is_blank())?;
        let written = cells.get(index)?.text.value();
        if let Some(place) = self.labels.find(written) {
            return matches!(place.block, Block::Sections { .. })
                .then_some((index, SectionLabel::Known(place.field)));
        }
        let others_blank = cells.iter().skip(index + 2).all(Cell::is_blank);
        let text_follows = cells.get(index + 1).is_some_and(|cell| !cell.is_blank());
        let after_records = self.records.is_some() || self.section.is_some();
        if !after_records || !others_blank || !text_follows || !looks_like_label(written) {
            return None;
        }
        let near = self.nearest_section(written);
        (near.is_some() || self.section.is_some()).then_some((index, SectionLabel::Unknown(near)))
    }

    /// The section without a text yet whose label is nearest.
    fn nearest_section(&self, written: &str) -> Option<&'static Field> {
        let folded = super::labels::fold(written);
        let sections = self
            .labels
            .places()
            .filter(|(_, place)| matches!(place.block, Block::Sections { .. }));
        nearest(&folded, sections.map(|(label, place)| (place.field, label)))
    }

    fn read_section(&mut self, index: usize, label: SectionLabel, cells: &[Cell<'a>]) {
        self.end_section();
        self.end_records();
        let Some(label_cell) = cells.get(index) else {
            return;
        };
        let parts = || {
            cells
                .iter()
                .skip(index + 1)
                .filter(|cell| !cell.is_blank())
                .map(|cell| cell.text.clone())
        };
        match label {
            SectionLabel::Known(field) => {
                let label = Builder::key(&label_cell.text, 0..label_cell.text.value().len());
                self.section = Some(Section {
                    field,
                    label,
                    parts: parts().collect(),
                });
            }
            SectionLabel::Unknown(near) => self.builder.unknown(None, &label_cell.text, near),
        }
    }

    /// Whether a row without any label belongs to the long text above it: after a page break, or where a line break stands
    /// inside the cell.
    fn goes_on_in_section(&self, cells: &[Cell<'a>]) -> bool {
        let leading_blank = cells.iter().take(2).all(Cell::is_blank);
        let broken_line = cells
            .first()
            .is_some_and(|cell| !looks_like_label(cell.text.value()))
            && cells.iter().skip(1).all(Cell::is_blank);
        self.section.is_some() && (leading_blank || broken_line)
    }

    /// Whether a row of labels and values stands below the records or the long texts, and ends them.
    fn opens_pairs(&self, cells: &[Cell<'a>]) -> bool {
        let label = cells.iter().take(2).find(|cell| !cell.is_blank());
        let place = label.and_then(|cell| self.labels.find(cell.text.value()));
        (self.records.is_some() || self.section.is_some())
            && place.is_some_and(|place| !matches!(place.block, Block::Sections { .. }))
    }

    fn read_section_rest(&mut self, cells: &[Cell<'a>]) {
        if let Some(section) = &mut self.section {
            section.parts.extend(
                cells
                    .iter()
                    .filter(|cell| !cell.is_blank())
                    .map(|cell| cell.text.clone()),
            );
        }
    }

    fn end_section(&mut self) {
        if let Some(Section { field, label, parts }) = self.section.take() {
            self.builder.member(None, field, Some(label), join(&parts));
        }
    }

    fn end_records(&mut self) {
        self.group = None;
        self.end_stacked();
        if let Some(records) = self.records.take() {
            records.finish(self.form, &mut self.builder);
        }
    }

    /// A row of values under a row of labels, the first or one that goes on after a page break. Whether it was one.
    fn read_stacked_values(&mut self, cells: &[Cell<'a>]) -> bool {
        if self.stacked.is_empty() || self.holds_label(cells) {
            self.end_stacked();
            return false;
        }
        for stacked in &mut self.stacked {
            let covered = stacked.columns.start..stacked.columns.end.min(cells.len());
            let covered = cells.get(covered).unwrap_or_default().iter();
            stacked.parts.extend(
                covered
                    .filter(|cell| !cell.is_blank())
                    .map(|cell| cell.text.clone()),
            );
        }
        true
    }

    fn holds_label(&self, cells: &[Cell<'a>]) -> bool {
        cells
            .iter()
            .any(|cell| self.labels.find(cell.text.value()).is_some())
    }

    fn end_stacked(&mut self) {
        for Stacked {
            place, label, parts, ..
        } in std::mem::take(&mut self.stacked)
        {
            self.builder
                .member(place.group, place.field, Some(label), join(&parts));
        }
    }

    /// A row of labels, with their values to the right or below.
    fn read_labels(&mut self, cells: &[Cell<'a>]) {
        let mut at = 0;
        while let Some(cell) = cells.get(at) {
            let columns = cell.columns.max(1);
            if cell.is_blank() || self.read_heading_line(cell) {
                at += columns;
                continue;
            }
            match self.labels.find(cell.text.value()) {
                Some(place) if place.field.kind == Kind::Group => {
                    self.open_group(place.field, cell);
                    at += 1;
                }
                Some(place) if matches!(place.block, Block::Stacked { .. }) => {
                    let key = Builder::key(&cell.text, 0..cell.text.value().len());
                    self.stacked.push(Stacked {
                        place,
                        label: key,
                        columns: at..at + columns,
                        parts: Vec::new(),
                    });
                    at += columns;
                }
                Some(place) => at = self.read_pair(place, cell, at, cells),
                None => at = self.read_unknown(cell, at, cells),
            }
        }
    }

    fn open_group(&mut self, field: &'static Field, cell: &Cell<'a>) {
        self.group = Some(field);
        let label = Builder::key(&cell.text, 0..cell.text.value().len());
        self.builder.group(field, Some(label));
    }

    /// A label and the value to its right; gives the index of the cell after both.
    fn read_pair(&mut self, place: Place, cell: &Cell<'a>, at: usize, cells: &[Cell<'a>]) -> usize {
        let key = Builder::key(&cell.text, 0..cell.text.value().len());
        let (value, next) = self.value_beside(cell, at, cells);
        let text = value.map(|cell| cell.text.clone());
        self.group = place.group.or(self.group.filter(|_| place.group.is_some()));
        self.builder.member(place.group, place.field, Some(key), text);
        next
    }

    /// The value of the label at `at`, and the index of the cell after it. A cell that holds a label is no value.
    fn value_beside<'c>(
        &self,
        label: &Cell<'a>,
        at: usize,
        cells: &'c [Cell<'a>],
    ) -> (Option<&'c Cell<'a>>, usize) {
        let beside = at + label.columns.max(1);
        match cells.get(beside) {
            Some(cell) if self.labels.find(cell.text.value()).is_none() => {
                (Some(cell), beside + cell.columns.max(1))
            }
            _ => (None, beside),
        }
    }

    /// Where a label should stand, something else does.
    fn read_unknown(&mut self, cell: &Cell<'a>, at: usize, cells: &[Cell<'a>]) -> usize {
        let (value, next) = self.value_beside(cell, at, cells);
        // The first cell of a block may be its heading, with labels beside it.
        if value.is_none() && at == 0 && next < cells.len() {
            return at + 1;
        }
        if looks_like_label(cell.text.value()) {
            let near = self.nearest_pair(cell.text.value());
            self.builder.unknown(self.group, &cell.text, near);
        }
        next
    }

    fn nearest_pair(&self, written: &str) -> Option<&'static Field> {
        let folded = super::labels::fold(written);
        let in_group = |place: &Place| match (place.group, self.group) {
            (Some(left), Some(right)) => std::ptr::eq(left, right),
            (left, right) => left.is_none() && right.is_none(),
        };
        let present = |place: &Place| self.builder.has(place.group, place.field);
        let near = |absent_only: bool| {
            let pairs = self
                .labels
                .places()
                .filter(|(_, place)| in_group(place) && place.field.fields.is_empty())
                .filter(|(_, place)| !absent_only || !present(place));
            nearest(&folded, pairs.map(|(label, place)| (place.field, label)))
        };
        near(true).or_else(|| near(false))
    }

    fn finish(mut self, source: &'a Source, unread: Option<ByteRange>) -> Document<'a> {
        self.end_stacked();
        self.end_section();
        self.end_records();
        if let Some(unread) = unread {
            self.builder.leave_unread(unread);
        }
        self.builder.finish(source, self.form, self.title)
    }
}

#[derive(Clone, Copy)]
enum SectionLabel {
    Known(&'static Field),
    Unknown(Option<&'static Field>),
}

/// Whether a cell can be a label: short, and without the punctuation of sentences. One that brings its own value along
/// (填报人：张三) is a note below the table.
fn looks_like_label(text: &str) -> bool {
    let brings_value = text
        .split_once(['：', ':'])
        .is_some_and(|(label, value)| !value.trim().is_empty() && !label.ends_with("其中"));
    text.chars().count() <= 20
        && !brings_value
        && !text.contains(['，', '。', '；', '、', '！', '？', ',', ';'])
}

/// The texts as one, joined without a separator.
fn join<'a>(parts: &[Text<'a>]) -> Option<Text<'a>> {
    match parts {
        [] => None,
        [one] => Some(one.clone()),
        several => {
            let mut builder = evallint_syntax::TextBuilder::default();
            for part in several {
                builder.push_text(part);
            }
            Some(builder.finish())
        }
    }
}
