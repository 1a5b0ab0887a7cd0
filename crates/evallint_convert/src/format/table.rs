//! The layout of the printed form as text: as many cells in each row as the form has columns, and labels as it prints
//! them.

use std::collections::HashMap;

use evallint_linter::DocumentView;
use evallint_syntax::{Row, RowKind, read_table};

use crate::table::width_of;

/// The text of a form, laid out, with line feeds.
pub(super) fn lay_out(view: &DocumentView<'_>) -> String {
    let text = view.source().text();
    let grid = read_table(text);
    let labels: HashMap<u32, &str> = view
        .printed_labels()
        .into_iter()
        .map(|(range, printed)| (range.start, printed))
        .collect();
    let width = width_of(view.form());
    let mut out = Lines::default();
    let mut rows = grid.rows().iter().copied().peekable();
    let mut comments = grid.comments().iter().peekable();
    let mut at = text.len() - text.trim_start_matches('\u{FEFF}').len();
    for line in text.get(at..).unwrap_or_default().split_inclusive(['\n', '\r']) {
        let end = at + line.len();
        let is_past = |start: u32, stop: u32| (start as usize) < end && (stop as usize) >= at;
        while comments
            .next_if(|comment| (comment.range.end as usize) <= at)
            .is_some()
        {}
        if let Some(row) = rows.next_if(|row| (row.range.start as usize) < end) {
            out.push(&row_text(text, row, &cells(view, &grid, row, &labels), width));
        } else if comments
            .peek()
            .is_some_and(|comment| is_past(comment.range.start, comment.range.end))
        {
            out.push(line.trim_end());
        } else {
            out.push(&unread_line(line, width));
        }
        at = end;
    }
    out.text
}

#[derive(Default)]
struct Lines {
    text: String,
    /// Whether the last line was empty, or there is none yet.
    is_parted: Option<bool>,
}

impl Lines {
    /// Adds a line. Of several empty ones only one is kept, and none at the beginning.
    fn push(&mut self, line: &str) {
        let was_parted = self.is_parted.unwrap_or(true);
        if !line.is_empty() || !was_parted {
            self.text.push_str(line);
            self.text.push('\n');
        }
        self.is_parted = Some(line.is_empty());
    }
}

/// The cells of a row as they are written, labels as the form prints them.
fn cells(
    view: &DocumentView<'_>,
    grid: &evallint_syntax::Grid<'_>,
    row: Row,
    labels: &HashMap<u32, &str>,
) -> Vec<String> {
    let written = grid.cells(row).iter().map(|cell| {
        let range = cell.text.range();
        let printed = labels.get(&range.start).filter(|_| !cell.is_blank());
        printed.map_or_else(
            || view.source().slice(range).to_owned(),
            |printed| (*printed).to_owned(),
        )
    });
    written.collect()
}

fn row_text(text: &str, row: Row, cells: &[String], width: usize) -> String {
    let line = text.get(row.range.as_index()).unwrap_or_default();
    match row.kind {
        RowKind::Line => cells.concat(),
        RowKind::Heading => {
            let marks = line.len() - line.trim_start_matches('#').len();
            format!("{} {}", "#".repeat(marks), cells.concat())
                .trim_end()
                .to_owned()
        }
        RowKind::Cells => {
            let filled = cells
                .iter()
                .rposition(|cell| !cell.is_empty())
                .map_or(0, |last| last + 1);
            let mut cells: Vec<&str> = cells.iter().take(filled.max(width)).map(String::as_str).collect();
            cells.resize(filled.max(width), "");
            if line.contains('\t') {
                cells.join("\t")
            } else {
                piped(&cells)
            }
        }
    }
}

fn piped(cells: &[&str]) -> String {
    let mut line = String::from("|");
    for cell in cells {
        line.push(' ');
        line.push_str(cell);
        line.push_str(" |");
    }
    line
}

/// A line without anything to read: the dashes below the header of a Markdown table, a row of blank cells, or nothing.
fn unread_line(line: &str, width: usize) -> String {
    let trimmed = line.trim();
    if trimmed.contains('-') {
        let mut alignments: Vec<&str> = trimmed.trim_matches('|').split('|').map(str::trim).collect();
        alignments.resize(width.max(alignments.len()), "---");
        let plain: Vec<String> = alignments.into_iter().map(delimiter).collect();
        piped(&plain.iter().map(String::as_str).collect::<Vec<_>>())
    } else if trimmed.starts_with('|') {
        piped(&vec![""; width])
    } else if line.matches('\t').count() + 1 >= width {
        // It is there to be filled in.
        "\t".repeat(width.saturating_sub(1))
    } else {
        String::new()
    }
}

/// Three dashes, with the colons that align the column.
fn delimiter(written: &str) -> String {
    let colon = |is_there: bool| if is_there { ":" } else { "" };
    format!(
        "{}---{}",
        colon(written.starts_with(':')),
        colon(written.len() > 1 && written.ends_with(':'))
    )
}
