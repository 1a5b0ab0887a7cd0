//! The rows of the printed form.

use std::borrow::Cow;

use evallint_linter::Pointer;
use evallint_schema::{Block, Column, Field, Form, Kind, Role};

use crate::content::{Comment, Content, Entry};

/// The printed form.
#[derive(Debug)]
pub(crate) struct Sheet<'c> {
    pub title: &'c str,
    pub preface: &'c [Comment],
    /// The line above the table with the comments above it.
    pub heading: Option<(Vec<&'c Comment>, String)>,
    pub rows: Vec<Row<'c>>,
    pub closing: &'c [Comment],
    /// How many columns there are.
    pub width: usize,
}

/// A row of the table.
#[derive(Debug, Default)]
pub(crate) struct Row<'c> {
    /// The comments above it.
    pub comments: Vec<&'c Comment>,
    /// The cells that begin in it.
    pub cells: Vec<Cell<'c>>,
}

/// A cell, which may cover more than one column and row.
#[derive(Debug)]
pub(crate) struct Cell<'c> {
    /// The column it begins in, from 0.
    pub column: usize,
    pub columns: usize,
    pub rows: usize,
    pub is_label: bool,
    pub text: Cow<'c, str>,
    /// What it is the label of, or what stands in it.
    pub pointer: Pointer,
}

impl<'c> Sheet<'c> {
    pub(super) fn of(content: &'c Content) -> Self {
        let form = content.form;
        let width = width_of(form);
        let mut sheet = Self {
            title: content.title.as_deref().unwrap_or(form.title),
            preface: &content.preface,
            heading: heading(content),
            rows: Vec::new(),
            closing: &content.closing,
            width,
        };
        for block in form.layout.blocks {
            sheet.add_block(form, block, &content.root);
        }
        sheet
    }

    /// Takes the marks of blank cells away, but where a row with something in it would then be read as part of the one
    /// above it.
    pub(super) fn unmark_blanks(&mut self) {
        for row in &mut self.rows {
            let is_blank = |cell: &Cell<'_>| cell.is_label || cell.text.trim().is_empty();
            let has_content = !row.cells.iter().all(is_blank);
            for cell in &mut row.cells {
                // The mark of an element stands in the first cell, that of an item behind it.
                if cell.text == BLANK && (cell.column > 0 || !has_content) {
                    cell.text = Cow::Borrowed("");
                }
            }
        }
    }

    /// The rows of one block.
    pub(crate) fn rows_of(content: &'c Content, block: &'static Block) -> Vec<Row<'c>> {
        let mut sheet = Self {
            title: "",
            preface: &[],
            heading: None,
            rows: Vec::new(),
            closing: &[],
            width: width_of(content.form),
        };
        sheet.add_block(content.form, block, &content.root);
        sheet.rows
    }

    fn add_block(&mut self, form: &'static Form, block: &'static Block, root: &'c Entry) {
        match block {
            Block::Pairs { group: None, keys } => self.add_head(form, keys, root),
            Block::Pairs {
                group: Some(group),
                keys,
            } => {
                let Some(field) = form.field(group) else { return };
                self.add_pairs(field, keys, root.member(field));
            }
            Block::Stacked { group } => {
                let Some(field) = form.field(group) else { return };
                self.add_stacked(field, root.member(field));
            }
            Block::Records { list, items, columns } => {
                let Some(list) = form.field(list) else { return };
                self.add_records(list, items, columns, root.member(list));
            }
            Block::Sections { keys } => {
                for field in keys.iter().filter_map(|key| form.field(key)) {
                    let entry = root.member(field);
                    let mut row = Row::default();
                    let pointer = Pointer::root().key(field.key);
                    row.label(1, 1, field.label, pointer.clone());
                    row.value(2, self.width.saturating_sub(2), pointer, field, entry);
                    self.rows.push(row);
                }
            }
        }
    }

    /// Fields of the document: a label and a value of two columns each, the last value taking what is left.
    fn add_head(&mut self, form: &'static Form, keys: &[&str], root: &'c Entry) {
        let fields: Vec<_> = keys.iter().filter_map(|key| form.field(key)).collect();
        for pair in fields.chunks(2) {
            let mut row = Row::default();
            let mut column = 0;
            for (index, field) in pair.iter().enumerate() {
                let is_last = index + 1 == pair.len();
                let label = if index == 0 { 2 } else { 1 };
                let pointer = Pointer::root().key(field.key);
                row.label(column, label, printed_label(form, field), pointer.clone());
                column += label;
                let columns = if is_last {
                    self.width.saturating_sub(column)
                } else {
                    2
                };
                row.value(column, columns, pointer, field, root.member(field));
                column += columns;
            }
            self.rows.push(row);
        }
    }

    /// Fields of a group, whose label stands before them: two to a row, but a part of a total alone under it.
    fn add_pairs(&mut self, group: &'static Field, keys: &[&str], entry: Option<&'c Entry>) {
        let fields: Vec<_> = keys.iter().filter_map(|key| group.child(key)).collect();
        let mut rows: Vec<Vec<&'static Field>> = Vec::new();
        for field in fields {
            let is_part = |field: &Field| matches!(field.role, Role::Part { .. });
            match rows.last_mut() {
                Some(row) if row.len() == 1 && !row.iter().any(|first| is_part(first)) && !is_part(field) => {
                    row.push(field);
                }
                _ => rows.push(vec![field]),
            }
        }
        let count = rows.len();
        for (index, fields) in rows.into_iter().enumerate() {
            let mut row = Row::default();
            if index == 0 {
                row.group_label(group, count, entry);
            }
            for (pair, field) in fields.into_iter().enumerate() {
                let column = 1 + pair * 2;
                let pointer = Pointer::root().key(group.key).key(field.key);
                row.label(column, 1, field.label, pointer.clone());
                let value = entry.and_then(|entry| entry.member(field));
                row.value(column + 1, 1, pointer, field, value);
            }
            self.rows.push(row);
        }
    }

    /// Fields of a group: a row of labels above a row of values, two columns each.
    fn add_stacked(&mut self, group: &'static Field, entry: Option<&'c Entry>) {
        let (mut labels, mut values) = (Row::default(), Row::default());
        labels.group_label(group, 2, entry);
        for (index, field) in group.fields.iter().enumerate() {
            let column = 1 + index * 2;
            let pointer = Pointer::root().key(group.key).key(field.key);
            labels.label(column, 2, field.label, pointer.clone());
            let value = entry.and_then(|entry| entry.member(field));
            values.value(column, 2, pointer, field, value);
        }
        self.rows.push(labels);
        self.rows.push(values);
    }

    /// A header row, and for each element a row for each of its items.
    fn add_records(
        &mut self,
        list: &'static Field,
        items: &str,
        columns: &'static [Column],
        entry: Option<&'c Entry>,
    ) {
        let mut header = Row::default();
        if let Some(entry) = entry {
            header.comments.extend(entry.comments());
        }
        for (index, column) in columns.iter().enumerate() {
            header.label(index, 1, column.header(), Pointer::root().key(list.key));
        }
        self.rows.push(header);
        let Some(items) = list.child(items) else { return };
        let elements = entry.map(Entry::children).unwrap_or_default();
        for (index, element) in elements.iter().enumerate() {
            let pointer = element.pointer_in(&Pointer::root().key(list.key), index);
            self.add_record(list, items, columns, element, &pointer);
        }
    }

    fn add_record(
        &mut self,
        list: &'static Field,
        items: &'static Field,
        columns: &'static [Column],
        element: &'c Entry,
        pointer: &Pointer,
    ) {
        let list_of_items = element.member(items);
        let item_entries = list_of_items.map(Entry::children).unwrap_or_default();
        let count = item_entries.len().max(1);
        for index in 0..count {
            let item = item_entries.get(index);
            let items_pointer = pointer.key(items.key);
            let item_pointer = item.map(|item| item.pointer_in(&items_pointer, index));
            let mut row = Row::default();
            if index == 0 {
                row.comments.extend(element.comments());
                row.comments
                    .extend(list_of_items.into_iter().flat_map(Entry::comments));
            }
            row.comments.extend(item.into_iter().flat_map(Entry::comments));
            for (at, column) in columns.iter().enumerate() {
                match column {
                    Column::Element { key, .. } if index == 0 => {
                        let Some(field) = list.child(key) else { continue };
                        row.value(at, 1, pointer.key(key), field, element.member(field));
                        row.span_last(count);
                    }
                    Column::Element { .. } => {}
                    Column::Item { key, .. } => {
                        let Some(field) = items.child(key) else { continue };
                        // Where there is no item, the list of them is what is blank.
                        let pointer = match &item_pointer {
                            Some(pointer) => pointer.key(key),
                            None => items_pointer.clone(),
                        };
                        row.value(at, 1, pointer, field, item.and_then(|item| item.member(field)));
                    }
                }
            }
            row.keep_apart(columns, index, item.is_some());
            self.rows.push(row);
        }
    }
}

/// Whether a field of the document, or of a group or list, has a cell, a row or a line of its own.
pub(crate) fn is_printed(field: &'static Field, form: &'static Form, parent: Option<&'static Field>) -> bool {
    let above = parent.map(|parent| parent.key);
    let is_container = matches!(field.kind, Kind::Group | Kind::List);
    let is_heading = above.is_none() && form.layout.heading_line == Some(field.key);
    is_container
        || is_heading
        || form.layout.blocks.iter().any(|block| match block {
            Block::Pairs { group, keys } => *group == above && keys.contains(&field.key),
            Block::Sections { keys } => above.is_none() && keys.contains(&field.key),
            Block::Stacked { group } => above == Some(*group),
            Block::Records { list, items, columns } => columns.iter().any(|column| match column {
                Column::Element { key, .. } => above == Some(*list) && *key == field.key,
                Column::Item { key, .. } => above == Some(*items) && *key == field.key,
            }),
        })
}

/// `单位：万元` above the table.
fn heading(content: &Content) -> Option<(Vec<&Comment>, String)> {
    let field = content
        .form
        .layout
        .heading_line
        .and_then(|key| content.form.field(key))?;
    let entry = content.root.member(field)?;
    let written = entry.written()?;
    Some((entry.comments().collect(), format!("{}：{written}", field.label)))
}

/// How many columns the form has.
pub(crate) fn width_of(form: &Form) -> usize {
    form.layout.blocks.iter().map(columns_of).max().unwrap_or(0)
}

/// How many columns a block takes.
fn columns_of(block: &Block) -> usize {
    match block {
        Block::Pairs { group: None, .. } => 6,
        Block::Pairs { .. } | Block::Stacked { .. } => 5,
        Block::Records { columns, .. } => columns.len(),
        Block::Sections { .. } => 3,
    }
}

/// The label of a field of the document as the form prints it.
fn printed_label(form: &'static Form, field: &'static Field) -> &'static str {
    let printed = form.layout.printed.iter().find(|(key, _)| *key == field.key);
    printed.map_or(field.label, |(_, label)| label)
}

impl<'c> Row<'c> {
    fn label(&mut self, column: usize, columns: usize, text: &'c str, pointer: Pointer) {
        self.cells.push(Cell {
            column,
            columns,
            rows: 1,
            is_label: true,
            text: Cow::Borrowed(text),
            pointer,
        });
    }

    fn group_label(&mut self, group: &'static Field, rows: usize, entry: Option<&'c Entry>) {
        self.comments.extend(entry.into_iter().flat_map(Entry::comments));
        self.label(0, 1, group.label, Pointer::root().key(group.key));
        self.span_last(rows);
    }

    fn value(
        &mut self,
        column: usize,
        columns: usize,
        pointer: Pointer,
        field: &'static Field,
        entry: Option<&'c Entry>,
    ) {
        self.comments.extend(entry.into_iter().flat_map(Entry::comments));
        let written = entry.and_then(Entry::written).unwrap_or_default();
        let is_year = field.role == Role::Year && written.bytes().all(|byte| byte.is_ascii_digit());
        let text = if is_year && !written.is_empty() {
            Cow::Owned(format!("{written}年"))
        } else {
            written
        };
        self.cells.push(Cell {
            column,
            columns,
            rows: 1,
            is_label: false,
            text,
            pointer,
        });
    }

    /// The cells side by side: each begins where the one before it ends, and the last takes what is left of the width.
    /// `covered` tells of each column how many rows from here on a cell above reaches into it, and is told of these cells.
    pub(crate) fn filled(self, covered: &mut [usize]) -> Vec<Cell<'c>> {
        let free = covered.iter().filter(|rows| **rows == 0).count();
        for rows in covered.iter_mut() {
            *rows = rows.saturating_sub(1);
        }
        let mut cells = self.cells;
        let wanted: usize = cells.iter().map(|cell| cell.columns).sum();
        if let Some(last) = cells.last_mut() {
            last.columns += free.saturating_sub(wanted);
        }
        for cell in &cells {
            let columns = cell.column..cell.column + cell.columns;
            for below in covered.get_mut(columns).unwrap_or_default() {
                *below = cell.rows.saturating_sub(1);
            }
        }
        cells
    }

    fn span_last(&mut self, rows: usize) {
        if let Some(cell) = self.cells.last_mut() {
            cell.rows = rows;
        }
    }

    /// Marks a cell that is blank, where the row would otherwise be read as part of the one above it.
    fn keep_apart(&mut self, columns: &'static [Column], index: usize, has_item: bool) {
        let begins_element = index == 0;
        let cell_of = |wanted: &dyn Fn(&Column) -> bool| {
            let at = columns.iter().position(wanted);
            self.cells.iter().position(|cell| Some(cell.column) == at)
        };
        let is_blank = |wanted: &dyn Fn(&Column) -> bool| {
            columns
                .iter()
                .enumerate()
                .filter(|(_, column)| wanted(column))
                .all(|(at, _)| {
                    let cell = self.cells.iter().find(|cell| cell.column == at);
                    cell.is_none_or(|cell| cell.text.is_empty())
                })
        };
        let opens = |column: &Column| matches!(column, Column::Element { opens: true, .. });
        let of_item = |column: &Column| matches!(column, Column::Item { .. });
        let mut marked = Vec::new();
        if begins_element && is_blank(&opens) {
            marked.extend(cell_of(&opens));
        }
        if has_item && is_blank(&of_item) {
            marked.extend(cell_of(&of_item));
        }
        for index in marked {
            if let Some(cell) = self.cells.get_mut(index) {
                cell.text = Cow::Borrowed(BLANK);
            }
        }
    }
}

/// What stands in a cell that is there, but blank.
const BLANK: &str = " ";
