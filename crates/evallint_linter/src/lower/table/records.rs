//! The table of tasks: one row per indicator, tasks being merged cells, and page breaks in between.

use evallint_schema::{Block, Column, Field, Form, Kind};
use evallint_syntax::{ByteRange, Cell, Key, NodeId, Text, Value};

use super::super::merged::{Merged, split_merged};
use super::{Builder, Labels, join};
use crate::document::{MergedIndicators, Name, SplitRow};

/// Which column of the form stands in which column of the table.
pub(super) struct RecordsLayout {
    list: &'static str,
    items: &'static str,
    /// For each column of the table the column of the form.
    columns: Vec<Option<&'static Column>>,
    /// The first header, which names the list.
    label: ByteRange,
}

impl RecordsLayout {
    /// The layout that a header row gives; nothing where the row is no header.
    pub(super) fn header(form: &'static Form, labels: &Labels, cells: &[Cell<'_>]) -> Option<Self> {
        let Block::Records { list, items, columns } = form
            .layout
            .blocks
            .iter()
            .find(|block| matches!(block, Block::Records { .. }))?
        else {
            return None;
        };
        let found: Vec<Option<&'static Column>> = cells
            .iter()
            .map(|cell| {
                labels
                    .column(cell.text.value())
                    .and_then(|column| columns.get(column))
            })
            .collect();
        let known = found.iter().flatten().count();
        let label = cells.iter().zip(&found).find(|(_, column)| column.is_some());
        (known * 2 > columns.len()).then_some(Self {
            list,
            items,
            label: label.map_or(ByteRange::default(), |(cell, _)| cell.text.range()),
            columns: found,
        })
    }

    fn columns(&self) -> impl Iterator<Item = (usize, &'static Column)> + '_ {
        self.columns
            .iter()
            .enumerate()
            .filter_map(|(index, column)| Some((index, (*column)?)))
    }
}

/// The elements read so far.
pub(super) struct Records<'a> {
    layout: RecordsLayout,
    elements: Vec<Element<'a>>,
    /// A header that was repeated, until the row after it is read.
    repeated_header: Option<ByteRange>,
}

/// An element whose texts and items may go on in the rows below.
#[derive(Default)]
struct Element<'a> {
    /// The cell that is shown for the element where its name is absent.
    first_cell: ByteRange,
    /// The parts of each text, with the key of the field.
    texts: Vec<(&'static str, Text<'a>)>,
    items: Vec<Item<'a>>,
    /// The rows that went on after a repeated header, each with that header.
    splits: Vec<(ByteRange, ByteRange)>,
}

/// The cells of one row that belong to an item, with the keys of the fields.
type Item<'a> = Vec<(&'static str, Text<'a>)>;

impl<'a> Records<'a> {
    pub(super) fn new(layout: RecordsLayout) -> Self {
        Self {
            layout,
            elements: Vec::new(),
            repeated_header: None,
        }
    }

    pub(super) fn repeat_header(&mut self, layout: RecordsLayout, header: ByteRange) {
        self.layout = RecordsLayout {
            label: self.layout.label,
            ..layout
        };
        self.repeated_header = (!self.elements.is_empty()).then_some(header);
    }

    pub(super) fn read_row(&mut self, cells: &[Cell<'a>]) {
        let header = self.repeated_header.take();
        let Some(first_cell) = cells.iter().find(|cell| !cell.is_blank()) else {
            return;
        };
        let first_cell = first_cell.text.range();
        let filled: Vec<(&'static Column, &Cell<'a>)> = self
            .layout
            .columns()
            .filter_map(|(index, column)| Some((column, cells.get(index)?)))
            .filter(|(_, cell)| !cell.is_blank())
            .collect();
        let opens = filled
            .iter()
            .any(|(column, _)| matches!(column, Column::Element { opens: true, .. }));
        if opens || self.elements.is_empty() {
            self.elements.push(Element {
                first_cell,
                ..Element::default()
            });
        } else if let (Some(header), Some(element)) = (header, self.elements.last_mut()) {
            element.splits.push((first_cell, header));
        }
        let Some(element) = self.elements.last_mut() else {
            return;
        };
        let mut item = Item::new();
        for (column, cell) in filled {
            match column {
                Column::Element { key, .. } => element.texts.push((key, cell.text.clone())),
                Column::Item { key, .. } => item.push((key, cell.text.clone())),
            }
        }
        if !item.is_empty() {
            element.items.push(item);
        }
    }

    /// Adds the elements to the document.
    pub(super) fn finish(self, form: &'static Form, builder: &mut Builder<'a>) {
        let Some(list) = form.field(self.layout.list) else {
            return;
        };
        let array = builder.find(builder.root, list).unwrap_or_else(|| {
            let label = Key {
                text: list.label.into(),
                range: self.layout.label,
            };
            builder.add(
                builder.root,
                Some(label),
                Value::Array,
                self.layout.label,
                Name::Field(list),
            )
        });
        for element in self.elements {
            add_element(builder, array, list, self.layout.items, element);
        }
    }
}

fn add_element<'a>(
    builder: &mut Builder<'a>,
    array: NodeId,
    list: &'static Field,
    items: &str,
    element: Element<'a>,
) {
    let name = Name::Element(list, builder.tree.node(array).child_count());
    let id = builder.add(array, None, Value::Object, element.first_cell, name);
    for field in list.fields.iter().filter(|field| field.kind != Kind::List) {
        let parts: Vec<Text<'a>> = element
            .texts
            .iter()
            .filter(|(key, _)| *key == field.key)
            .map(|(_, text)| text.clone())
            .collect();
        if let Some(text) = join(&parts) {
            builder.scalar(id, field, None, Some(text));
        }
    }
    for (range, header) in element.splits {
        builder.irregularities.split_rows.push(SplitRow {
            element: id,
            range,
            header,
        });
    }
    let Some(field) = list.child(items).filter(|_| !element.items.is_empty()) else {
        return;
    };
    let array = builder.add(id, None, Value::Array, element.first_cell, Name::Field(field));
    for item in element.items {
        add_item(builder, array, field, &item);
    }
}

/// Adds the indicator of a row, or each of those that are crammed in it.
fn add_item<'a>(builder: &mut Builder<'a>, array: NodeId, list: &'static Field, item: &Item<'a>) {
    let [(name_key, name), (result_key, result)] = item.as_slice() else {
        add_indicator(builder, array, list, item);
        return;
    };
    let Some(Merged { names, results }) = split_merged(name.value(), result.value()) else {
        add_indicator(builder, array, list, item);
        return;
    };
    let split = names.len() == results.len();
    let mut added = Vec::new();
    if split {
        for (name_part, result_part) in names.iter().zip(&results) {
            let part = [
                (*name_key, name.slice(name_part.clone())),
                (*result_key, result.slice(result_part.clone())),
            ];
            added.push(add_indicator(builder, array, list, &part));
        }
    } else {
        added.push(add_indicator(builder, array, list, item));
    }
    if let Some(indicator) = added.first() {
        builder.irregularities.merged.push(MergedIndicators {
            indicator: *indicator,
            range: name.range(),
            names: names.len(),
            results: results.len(),
            split,
        });
    }
}

fn add_indicator<'a>(
    builder: &mut Builder<'a>,
    array: NodeId,
    list: &'static Field,
    cells: &[(&'static str, Text<'a>)],
) -> NodeId {
    let name = Name::Element(list, builder.tree.node(array).child_count());
    let range = cells
        .first()
        .map_or(ByteRange::default(), |(_, text)| text.range());
    let id = builder.add(array, None, Value::Object, range, name);
    for field in list.fields {
        if let Some((_, text)) = cells.iter().find(|(key, _)| *key == field.key) {
            builder.scalar(id, field, None, Some(text.clone()));
        }
    }
    id
}
