//! A form as it is printed, with nothing filled in: to be shown to who builds on it.

use evallint_schema::{Block, Column, Field, Form};

use crate::blank_form::{BlankForm, ListLengths};
use crate::table::{Sheet, width_of};

/// A form as it is printed: one task with one indicator, all blank.
#[derive(Debug)]
pub struct PrintedForm {
    /// The field that stands above the table, as `label：value`.
    pub heading: Option<&'static Field>,
    /// The tables, one below the other. One with a header row of its own stands alone.
    pub tables: Vec<PrintedTable>,
}

/// A table of a printed form.
#[derive(Debug, Default)]
pub struct PrintedTable {
    /// The rows that say what is in the columns below them.
    pub head: Vec<Vec<PrintedCell>>,
    /// The other rows.
    pub rows: Vec<Vec<PrintedCell>>,
}

/// A cell of a printed form.
#[derive(Debug)]
pub struct PrintedCell {
    /// How many columns it covers.
    pub columns: usize,
    /// How many rows it covers.
    pub rows: usize,
    /// The printed label, where it is one; otherwise a value stands in it.
    pub label: Option<String>,
    /// The fields from the document to the one that it is the label of, or that stands in it.
    pub path: Vec<&'static Field>,
}

impl PrintedForm {
    /// The printed form of a form.
    #[must_use]
    pub fn new(form: &'static Form) -> Self {
        let lengths = ListLengths {
            tasks: 1,
            indicators: 1,
        };
        let content = BlankForm::new(form, lengths).content();
        let mut tables: Vec<PrintedTable> = Vec::new();
        for block in form.layout.blocks {
            let has_head = matches!(block, Block::Records { .. });
            let goes_on = tables.last().is_some_and(|table| table.head.is_empty());
            if has_head || !goes_on {
                tables.push(PrintedTable::default());
            }
            let mut covered = vec![0; width_of(form)];
            for (index, row) in Sheet::rows_of(&content, block).into_iter().enumerate() {
                let cells = row.filled(&mut covered).into_iter().map(|cell| PrintedCell {
                    columns: cell.columns,
                    rows: cell.rows,
                    label: cell.is_label.then(|| cell.text.into_owned()),
                    path: fields_to(form, cell.pointer.as_str()),
                });
                let mut cells: Vec<_> = cells.collect();
                let Some(table) = tables.last_mut() else { continue };
                if has_head && index == 0 {
                    name_columns(form, block, &mut cells);
                    table.head.push(cells);
                } else {
                    table.rows.push(cells);
                }
            }
        }
        Self {
            heading: form.layout.heading_line.and_then(|key| form.field(key)),
            tables,
        }
    }
}

/// A header is about the field that stands below it.
fn name_columns(form: &'static Form, block: &'static Block, cells: &mut [PrintedCell]) {
    let Block::Records { list, items, columns } = block else {
        return;
    };
    for (cell, column) in cells.iter_mut().zip(*columns) {
        let keys: &[&str] = match column {
            Column::Element { key, .. } => &[list, key],
            Column::Item { key, .. } => &[list, items, key],
        };
        cell.path = path_of(form, keys.iter().copied());
    }
}

/// The fields that a pointer goes through.
fn fields_to(form: &'static Form, pointer: &str) -> Vec<&'static Field> {
    path_of(form, pointer.split('/').skip(1))
}

/// The fields with these keys, each in the one before it. What is no key is the number of an element.
fn path_of<'k>(form: &'static Form, keys: impl Iterator<Item = &'k str>) -> Vec<&'static Field> {
    let mut path: Vec<&'static Field> = Vec::new();
    for key in keys {
        let field = match path.last() {
            Some(parent) => parent.child(key),
            None => form.field(key),
        };
        path.extend(field);
    }
    path
}

#[cfg(test)]
mod tests {
    use evallint_schema::FORMS;

    use super::*;

    #[test]
    fn every_table_is_as_wide_as_the_form() {
        for form in FORMS {
            let printed = PrintedForm::new(form);
            for table in &printed.tables {
                let rows: Vec<_> = table.head.iter().chain(&table.rows).collect();
                let covered: usize = rows
                    .iter()
                    .copied()
                    .flatten()
                    .map(|cell| cell.columns * cell.rows)
                    .sum();
                assert_eq!(covered, rows.len() * width_of(form));
            }
        }
    }

    #[test]
    fn a_value_has_its_place_and_a_label_its_words() {
        let printed = PrintedForm::new(FORMS[0]);
        let cells = printed
            .tables
            .iter()
            .flat_map(|table| table.head.iter().chain(&table.rows));
        let cells: Vec<_> = cells.flatten().collect();
        let keys = |cell: &PrintedCell| -> Vec<&str> { cell.path.iter().map(|field| field.key).collect() };
        let values: Vec<_> = cells
            .iter()
            .filter(|cell| cell.label.is_none())
            .map(|cell| keys(cell))
            .collect();
        assert!(values.contains(&vec!["funds", "completion_rate"]));
        assert!(values.contains(&vec!["tasks", "indicators", "result"]));
        let labels: Vec<_> = cells.iter().filter_map(|cell| cell.label.as_deref()).collect();
        assert!(labels.contains(&"部门名称（汇总）") && labels.contains(&"指标完成情况"));
    }
}
