//! Tables: rows that know what they are, printed with tabs or pipes.

use std::fmt::Write as _;

use super::Style;
use crate::judge::form::Section;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Department and year.
    Head,
    /// A row of the funds.
    Funds,
    /// The labels of the annual goal.
    GoalLabels,
    /// Its texts.
    Goal,
    /// The header of the tasks, first or repeated.
    TaskHeader,
    /// A row of a task: which one, and which of its indicators.
    Task(usize, usize),
    /// A section after the tasks.
    Section(Section),
}

/// A row of six cells.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// What it is.
    pub(crate) role: Role,
    /// Its cells.
    pub(crate) cells: Vec<String>,
}

impl Row {
    /// A row of six cells.
    pub(crate) fn new(role: Role, cells: [&str; 6]) -> Self {
        Self {
            role,
            cells: cells.map(str::to_owned).to_vec(),
        }
    }

    /// A cell, counted from 1 as the specification does.
    pub(crate) fn cell(&self, number: usize) -> &str {
        self.cells.get(number - 1).map_or("", String::as_str)
    }

    /// Writes in a cell, counted from 1.
    pub(crate) fn set(&mut self, number: usize, text: &str) {
        if let Some(cell) = self.cells.get_mut(number - 1) {
            text.clone_into(cell);
        }
    }
}

/// A table with the lines before it.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// The title line.
    pub(crate) title: String,
    /// The unit line.
    pub(crate) unit: Option<String>,
    /// The rows.
    pub(crate) rows: Vec<Row>,
}

impl Table {
    /// Where a label of the funds is, as (row, number).
    pub(crate) fn fund(&self, label: &str) -> Option<(usize, usize)> {
        self.rows.iter().enumerate().find_map(|(at, row)| {
            let number = (1..=6).find(|number| row.role == Role::Funds && row.cell(*number) == label)?;
            Some((at, number))
        })
    }

    /// Where the first row with a role is.
    pub(crate) fn position(&self, role: Role) -> Option<usize> {
        self.rows.iter().position(|row| row.role == role)
    }

    /// The table with tabs.
    pub(crate) fn tabs(&self, style: &Style) -> String {
        let mut text = self.opening(style);
        for (index, row) in self.rows.iter().enumerate() {
            if style.blank_lines && index % 3 == 1 {
                text.push('\n');
            }
            let cells: Vec<String> = row.cells.iter().map(|cell| padded(cell, style)).collect();
            let line = cells.join("\t");
            text.push_str(if style.ragged {
                line.trim_end_matches('\t')
            } else {
                &line
            });
            text.push('\n');
        }
        text
    }

    /// The table with pipes. A repeated header begins a new table where the style has blank lines.
    pub(crate) fn markdown(&self, style: &Style) -> String {
        let mut text = self.opening(style);
        for (index, row) in self.rows.iter().enumerate() {
            let new_page = style.blank_lines && row.role == Role::TaskHeader && self.is_repeated(index);
            if new_page {
                text.push('\n');
            }
            let mut cells: Vec<String> = row.cells.iter().map(|cell| padded(cell, style)).collect();
            while style.ragged
                && cells.last().is_some_and(|cell| cell.trim().is_empty())
                && cells.len() > 2
                && index > 0
            {
                cells.pop();
            }
            let _ = writeln!(text, "| {} |", cells.join(" | "));
            if index == 0 || new_page {
                text.push_str(if style.padded {
                    "|:---|:---:|---|---|---|---:|\n"
                } else {
                    "| --- | --- | --- | --- | --- | --- |\n"
                });
            }
        }
        text
    }

    fn is_repeated(&self, index: usize) -> bool {
        self.rows
            .iter()
            .take(index)
            .any(|row| row.role == Role::TaskHeader)
    }

    fn opening(&self, style: &Style) -> String {
        let mut text = String::new();
        if style.blank_lines {
            text.push_str("\n\n");
        }
        let _ = writeln!(text, "{}\n", self.title);
        if let Some(unit) = &self.unit {
            let _ = writeln!(text, "{unit}\n");
        }
        text
    }
}

fn padded(cell: &str, style: &Style) -> String {
    if style.padded && !cell.is_empty() {
        format!(" {cell}  ")
    } else {
        cell.to_owned()
    }
}
