//! The form as the printed table: its blocks with their cells, each holding the passages that are shown in it.

use std::borrow::Cow;
use std::collections::HashMap;

use evallint_linter::{Diagnostic, DocumentView, Item, Meaning, Pointer};
use evallint_schema::{Block, Column, Field, Form, Role};
use evallint_syntax::{ByteRange, Source, Value};
use maud::{Markup, html};

use crate::content::{Content, Entry};
use crate::table::{Cell, Row, Sheet, is_printed, width_of};

use super::passage::{Origin, Passage};
use super::places::{PassageId, Passages, Places};
use super::shown::Shown;
use super::words::Words;

/// The printed form.
#[derive(Debug)]
pub(super) struct FormTable {
    form: &'static Form,
    pub title: PassageId,
    /// The label and value of the line above the table.
    heading: Option<(PassageId, PassageId)>,
    tables: Vec<Table>,
}

/// Blocks that share a table. One with a header row of its own stands alone.
#[derive(Debug, Default)]
struct Table {
    caption: Vec<&'static str>,
    head: Vec<TableRow>,
    /// Rows that belong together, with the field they are about.
    bodies: Vec<(Option<Pointer>, Vec<TableRow>)>,
}

type TableRow = Vec<TableCell>;

#[derive(Debug)]
struct TableCell {
    columns: usize,
    rows: usize,
    /// Of a label, what it is the label of.
    scope: Option<&'static str>,
    /// How the text is set.
    class: Option<&'static str>,
    passage: PassageId,
    /// Fields that are shown with it, having no cell of their own: their labels and values.
    beside: Vec<(PassageId, PassageId)>,
}

/// The fields that a document has, by their pointers.
pub(super) fn items_of<'v, 'a>(view: &'v DocumentView<'a>) -> HashMap<Pointer, Item<'v, 'a>> {
    let mut items = HashMap::new();
    let mut waiting: Vec<_> = view.root().into_iter().collect();
    while let Some(item) = waiting.pop() {
        if matches!(item.meaning(), Meaning::Free | Meaning::Unknown) {
            continue;
        }
        items.insert(item.pointer(), item);
        waiting.extend(item.children());
    }
    items
}

/// Lays a form out, adding what it shows to the passages.
pub(super) fn lay_out<'p>(
    view: &'p DocumentView<'_>,
    content: &'p Content,
    items: &HashMap<Pointer, Item<'p, 'p>>,
    passages: &mut Passages<'p>,
) -> FormTable {
    let form = content.form;
    let mut layout = Layout {
        form,
        source: view.source(),
        items,
        passages,
        width: width_of(form),
    };
    let title = layout.title(view);
    let heading = layout.heading(content);
    let mut tables: Vec<Table> = Vec::new();
    for block in form.layout.blocks {
        let is_records = matches!(block, Block::Records { .. });
        let goes_on = tables.last().is_some_and(|table| table.head.is_empty());
        if is_records || !goes_on {
            tables.push(Table::default());
        }
        if let Some(table) = tables.last_mut() {
            layout.add_block(table, content, block);
        }
    }
    FormTable {
        form,
        title,
        heading,
        tables,
    }
}

struct Layout<'l, 'p> {
    form: &'static Form,
    source: &'p Source,
    items: &'l HashMap<Pointer, Item<'p, 'p>>,
    passages: &'l mut Passages<'p>,
    width: usize,
}

impl<'p> Layout<'_, 'p> {
    /// The title line, or else the title of the form in place of the opening bracket.
    fn title(&mut self, view: &'p DocumentView<'_>) -> PassageId {
        let source = view.source();
        if let (Some(title), Some(range)) = (view.title(), view.title_range()) {
            let marks = source.slice(range).find(title).unwrap_or(0);
            let start = range.start + u32::try_from(marks).unwrap_or(0);
            let title = Passage::new(title, Pointer::root(), Origin::Verbatim(start));
            return self.passages.label(title);
        }
        let opening = view.root().map(Item::range);
        let opening = opening.filter(|range| source.slice(*range).starts_with('{'));
        let origin = opening.map_or(Origin::Nowhere, |range| {
            Origin::Whole(ByteRange::new(range.start, range.start + 1))
        });
        let passage = Passage::new(self.form.title, Pointer::root(), origin);
        self.passages.label(passage)
    }

    fn heading(&mut self, content: &'p Content) -> Option<(PassageId, PassageId)> {
        let field = self.form.field(self.form.layout.heading_line?)?;
        let pointer = Pointer::root().key(field.key);
        let written = content.root.member(field).and_then(Entry::written);
        let value = self.value(written.unwrap_or_default(), pointer.clone());
        Some((self.label(field.label, pointer), value))
    }

    fn add_block(&mut self, table: &mut Table, content: &'p Content, block: &'static Block) {
        table.caption.extend(captions(self.form, block));
        let mut covered = vec![0; self.width];
        let (mut rows, mut about) = (Vec::new(), None);
        for (index, row) in Sheet::rows_of(content, block).into_iter().enumerate() {
            let opens_record = matches!(block, Block::Records { .. })
                && index > 0
                && row.cells.iter().any(|cell| cell.column == 0);
            if opens_record {
                let begun = std::mem::take(&mut rows);
                if !begun.is_empty() {
                    table.bodies.push((about, begun));
                }
                about = row.cells.first().and_then(|cell| cell.pointer.parent());
            }
            let laid_out = self.row(block, row, &mut covered);
            if index == 0 && matches!(block, Block::Records { .. }) {
                table.head.push(laid_out);
            } else {
                rows.push(laid_out);
            }
        }
        if !rows.is_empty() {
            table.bodies.push((about, rows));
        }
    }

    fn row(&mut self, block: &'static Block, row: Row<'p>, covered: &mut [usize]) -> TableRow {
        let cells = row.filled(covered).into_iter().enumerate();
        cells.map(|(index, cell)| self.cell(block, cell, index)).collect()
    }

    fn cell(&mut self, block: &'static Block, cell: Cell<'p>, index: usize) -> TableCell {
        let Cell {
            columns,
            rows,
            is_label,
            text,
            pointer,
            ..
        } = cell;
        let scope = is_label.then(|| scope(block, index, rows));
        let class = self.class(&pointer).filter(|_| !is_label);
        let (passage, beside) = if is_label {
            (self.label(text, pointer), Vec::new())
        } else {
            let beside = self.beside(block, &pointer);
            (self.value(text, pointer), beside)
        };
        TableCell {
            columns,
            rows,
            scope,
            class,
            passage,
            beside,
        }
    }

    /// The fields of an item that the table has no column for, which stand with its last.
    fn beside(&mut self, block: &'static Block, pointer: &Pointer) -> Vec<(PassageId, PassageId)> {
        let Block::Records { list, items, columns } = block else {
            return Vec::new();
        };
        let last = columns.iter().rev().find_map(|column| match column {
            Column::Item { key, .. } => Some(*key),
            Column::Element { .. } => None,
        });
        let items_field = self.form.field(list).and_then(|list| list.child(items));
        let item = pointer.parent().and_then(|item| self.items.get(&item).copied());
        let is_last = last.is_some_and(|last| pointer.as_str().ends_with(&format!("/{last}")));
        let (Some(items_field), Some(item), true) = (items_field, item, is_last) else {
            return Vec::new();
        };
        let mut beside = Vec::new();
        for (field, given) in item.fields() {
            let Some(given) = given.filter(|_| !is_printed(field, self.form, Some(items_field))) else {
                continue;
            };
            if let Some(written) = written(given) {
                let pointer = given.pointer();
                let value = self.value(written, pointer.clone());
                beside.push((self.label(field.label, pointer), value));
            }
        }
        beside
    }

    fn label(&mut self, text: impl Into<Cow<'p, str>>, pointer: Pointer) -> PassageId {
        let key = self.items.get(&pointer).and_then(|item| item.key());
        let origin = key.map_or(Origin::Nowhere, |key| Origin::Whole(key.range));
        self.passages.label(Passage::new(text, pointer, origin))
    }

    fn value(&mut self, text: impl Into<Cow<'p, str>>, pointer: Pointer) -> PassageId {
        let text = text.into();
        let Some(item) = self.items.get(&pointer) else {
            return self.passages.value(Passage::new(text, pointer, Origin::Nowhere));
        };
        let passage = match item.value() {
            // What cannot stand in the cell is shown as it is written.
            _ if text.trim().is_empty() && holds_something(*item) => {
                let written = self.source.slice(item.range());
                Passage::new(written, pointer, Origin::Verbatim(item.range().start))
            }
            Value::String(string) => Passage::new(text, pointer, Origin::Text(string)),
            _ => Passage::new(text, pointer, Origin::Whole(item.range())),
        };
        self.passages.value(passage)
    }

    /// Figures stand to the right, one beneath the other.
    fn class(&self, pointer: &Pointer) -> Option<&'static str> {
        let field = field_at(self.form, pointer)?;
        (field.role.is_money() && field.fields.is_empty()).then_some("figure")
    }
}

impl FormTable {
    pub(super) fn render(&self, places: &Places<'_>, findings: &[Diagnostic], words: &Words) -> Markup {
        let shower = Shower {
            places,
            findings,
            words,
        };
        html! {
            @if let Some((label, value)) = self.heading {
                p.unit lang="zh-CN" { (shower.passage(label)) "：" (shower.passage(value)) }
            }
            @for table in &self.tables {
                table lang="zh-CN" {
                    caption { (table.caption.join("、")) }
                    colgroup { @for class in self.columns() { col class=(class); } }
                    @if !table.head.is_empty() {
                        thead { @for row in &table.head { (shower.row(row)) } }
                    }
                    @for (about, rows) in &table.bodies {
                        tbody data-pointer=[about.as_ref().map(|pointer| Shown(pointer.as_str()))] {
                            @for row in rows { (shower.row(row)) }
                        }
                    }
                }
            }
        }
    }

    /// How wide the columns are: by what the records have in them.
    fn columns(&self) -> Vec<&'static str> {
        let records = self.form.layout.blocks.iter().find_map(|block| match block {
            Block::Records { list, items, columns } => Some((self.form.field(list)?, *items, *columns)),
            _ => None,
        });
        let Some((list, items, columns)) = records else {
            return vec!["name"; width_of(self.form)];
        };
        let field = |column: &Column| match column {
            Column::Element { key, .. } => list.child(key),
            Column::Item { key, .. } => list.child(items)?.child(key),
        };
        columns.iter().map(|column| width_class(field(column))).collect()
    }
}

fn width_class(field: Option<&'static Field>) -> &'static str {
    match field.map(|field| field.role) {
        Some(Role::Expected | Role::Achieved | Role::Text | Role::KeyProjects) => "prose",
        Some(role) if role.is_money() => "money",
        Some(Role::Name) => "indicator",
        Some(Role::Result) => "result",
        _ => "name",
    }
}

/// What is needed to show a passage.
struct Shower<'s, 'p> {
    places: &'s Places<'p>,
    findings: &'s [Diagnostic],
    words: &'s Words,
}

impl Shower<'_, '_> {
    fn passage(&self, id: PassageId) -> Markup {
        let passage = self.places.passage(id);
        html! { @if let Some(passage) = passage { (passage.render(self.findings, self.words)) } }
    }

    fn row(&self, row: &TableRow) -> Markup {
        html! { tr { @for cell in row { (self.cell(cell)) } } }
    }

    fn cell(&self, cell: &TableCell) -> Markup {
        let columns = (cell.columns > 1).then_some(cell.columns);
        let rows = (cell.rows > 1).then_some(cell.rows);
        let pointer = self.places.passage(cell.passage).map(|passage| &passage.pointer);
        let about = pointer.map(|pointer| Shown(pointer.as_str()));
        if let Some(scope) = cell.scope {
            return html! {
                th scope=(scope) colspan=[columns] rowspan=[rows] data-pointer=[about] { (self.passage(cell.passage)) }
            };
        }
        let id = pointer
            .filter(|_| self.places.is_first(cell.passage))
            .map(cell_id);
        html! {
            td class=[cell.class] id=[id.as_deref().map(Shown)] colspan=[columns] rowspan=[rows] data-pointer=[about] {
                (self.passage(cell.passage))
                @for (label, value) in &cell.beside {
                    span.beside { span.label { (self.passage(*label)) "：" } (self.passage(*value)) }
                }
            }
        }
    }
}

/// The id of the cell of a field.
fn cell_id(pointer: &Pointer) -> String {
    format!("cell{}", pointer.as_str().replace('/', "-"))
}

/// What the blocks of a table are about.
fn captions(form: &'static Form, block: &'static Block) -> Vec<&'static str> {
    let labels = |keys: &[&str]| {
        keys.iter()
            .filter_map(|key| Some(form.field(key)?.label))
            .collect()
    };
    match block {
        Block::Pairs { group: None, keys } | Block::Sections { keys } => labels(keys),
        Block::Pairs {
            group: Some(group), ..
        }
        | Block::Stacked { group } => labels(&[group]),
        Block::Records { list, .. } => labels(&[list]),
    }
}

fn scope(block: &'static Block, index: usize, rows: usize) -> &'static str {
    match block {
        _ if rows > 1 => "rowgroup",
        Block::Records { .. } => "col",
        Block::Stacked { .. } if index > 0 => "col",
        _ => "row",
    }
}

/// The field that a pointer leads to.
fn field_at(form: &'static Form, pointer: &Pointer) -> Option<&'static Field> {
    let mut names = pointer
        .as_str()
        .split('/')
        .skip(1)
        .filter(|name| name.parse::<usize>().is_err());
    let first = form.field(names.next()?)?;
    names.try_fold(first, Field::child)
}

/// Whether a value is more than a blank one.
fn holds_something(item: Item<'_, '_>) -> bool {
    item.children().next().is_some() || written(item).is_some()
}

/// A plain value as it is written; nothing where there is none.
fn written<'p>(item: Item<'p, '_>) -> Option<Cow<'p, str>> {
    match item.value() {
        Value::String(text) if !text.value().trim().is_empty() => Some(Cow::Borrowed(text.value())),
        Value::Number(literal) => Some(Cow::Borrowed(literal)),
        Value::Bool(value) => Some(Cow::Owned(value.to_string())),
        _ => None,
    }
}

/// The fields that are there, blank or not, with where they stand unless they are plain values.
pub(super) fn present(items: &HashMap<Pointer, Item<'_, '_>>) -> HashMap<Pointer, Option<ByteRange>> {
    let place = |item: &Item<'_, '_>| written(*item).is_none().then(|| item.range());
    let present = items.iter();
    present
        .map(|(pointer, item)| (pointer.clone(), place(item)))
        .collect()
}
