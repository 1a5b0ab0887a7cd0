//! Tables: rows of cells between tabs or pipes, or of an HTML page, with the extent of merged ones.

use crate::cell::{Separator, read_cell};
use crate::html::{is_html, read_html};
use crate::html_comment::comments_at;
use crate::range::ByteRange;
use crate::text::Text;
use crate::tree::Comment;

/// How many cells of a source are kept, blank ones included; far more than any form has.
pub(crate) const MOST_CELLS: usize = 1 << 20;

/// The rows of a table, and the lines around it, in the order of the source. Blank lines are left out.
#[derive(Debug, Default)]
pub struct Grid<'a> {
    rows: Vec<Row>,
    cells: Vec<Cell<'a>>,
    unread: Option<ByteRange>,
    comments: Vec<Comment<'a>>,
}

/// A line that is not blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// What kind of line it is.
    pub kind: RowKind,
    /// The line without its line break.
    pub range: ByteRange,
    first_cell: usize,
    cell_count: usize,
}

/// What kind of line a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A Markdown heading; its one cell is the text after the `#`.
    Heading,
    /// A line without separators, as one cell.
    Line,
    /// Cells between separators.
    Cells,
}

/// A cell of a row.
#[derive(Debug)]
pub struct Cell<'a> {
    /// The content without the blanks around it.
    pub text: Text<'a>,
    /// How many columns the cell covers: itself and the blank cells after it, which a merged cell leaves behind.
    pub columns: usize,
}

impl Cell<'_> {
    /// Whether nothing stands in the cell.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.value().is_empty()
    }
}

impl<'a> Grid<'a> {
    /// The rows from top to bottom.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The cells of a row from left to right, blank ones included.
    #[must_use]
    pub fn cells(&self, row: Row) -> &[Cell<'a>] {
        self.cells
            .get(row.first_cell..row.first_cell + row.cell_count)
            .unwrap_or_default()
    }

    /// The row from which on nothing was read, where there is far more than a form holds.
    #[must_use]
    pub fn unread(&self) -> Option<ByteRange> {
        self.unread
    }

    /// Adds the cells of a row. Of those that are more than may be kept only one is added, which tells that they are.
    fn push_cells(&mut self, cells: impl Iterator<Item = Cell<'a>>) {
        let room = MOST_CELLS.saturating_sub(self.cells.len());
        self.cells.extend(cells.take(room + 1));
    }

    /// The HTML comments on lines of their own, or between the rows of a page, in the order of the source. They are no rows.
    #[must_use]
    pub fn comments(&self) -> &[Comment<'a>] {
        &self.comments
    }

    /// Adds a row, unless it is blank.
    pub(crate) fn push(&mut self, kind: RowKind, range: ByteRange, cells: impl Iterator<Item = Cell<'a>>) {
        let first_cell = self.cells.len();
        self.push_cells(cells);
        self.push_row(kind, range, first_cell);
    }

    /// Adds a comment, which stands after all that were added before.
    pub(crate) fn push_comment(&mut self, comment: Comment<'a>) {
        self.comments.push(comment);
    }

    fn push_row(&mut self, kind: RowKind, range: ByteRange, first_cell: usize) {
        if self.cells.len() > MOST_CELLS {
            self.cells.truncate(first_cell);
            self.unread = Some(range);
            return;
        }
        let cells = self.cells.get_mut(first_cell..).unwrap_or_default();
        if cells.iter().all(Cell::is_blank) {
            self.cells.truncate(first_cell);
            return;
        }
        let mut blanks = 0;
        for cell in cells.iter_mut().rev() {
            cell.columns = 1 + blanks;
            blanks = if cell.is_blank() { blanks + 1 } else { 0 };
        }
        let cell_count = cells.len();
        self.rows.push(Row {
            kind,
            range,
            first_cell,
            cell_count,
        });
    }
}

/// Reads the lines of a text as rows, or the tables of an HTML page. Any text can be read; one without separators has
/// rows of one cell.
#[must_use]
pub fn read_table(text: &str) -> Grid<'_> {
    if is_html(text) {
        return read_html(text);
    }
    let mut grid = Grid::default();
    let mut start = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let mut comment_end = start;
    for line in text
        .get(start..)
        .unwrap_or_default()
        .split_inclusive(['\n', '\r'])
    {
        let line_start = start;
        start += line.len();
        if line_start < comment_end {
            continue;
        }
        if let Some(comments) = comments_at(text, line, line_start) {
            comment_end = comments.last().map_or(start, |last| last.range.end as usize);
            grid.comments.extend(comments);
        } else {
            read_line(&mut grid, line.trim_end_matches(['\n', '\r']), line_start);
        }
        if grid.unread.is_some() {
            break;
        }
    }
    grid
}

fn read_line<'a>(grid: &mut Grid<'a>, line: &'a str, start: usize) {
    let range = ByteRange::between(start, start + line.len());
    let first_cell = grid.cells.len();
    if line.contains('\t') {
        read_tab_cells(grid, line, start);
        grid.push_row(RowKind::Cells, range, first_cell);
    } else if line.contains('|') {
        read_pipe_cells(grid, line, start);
        let delimiters = grid.cells.get(first_cell..).unwrap_or_default();
        if delimiters.iter().all(|cell| is_delimiter(cell.text.value())) {
            grid.cells.truncate(first_cell);
        }
        grid.push_row(RowKind::Cells, range, first_cell);
    } else {
        let marker = line.len() - line.trim_start_matches('#').len();
        let kind = if marker > 0 {
            RowKind::Heading
        } else {
            RowKind::Line
        };
        let text = line.get(marker..).unwrap_or_default();
        grid.push_cells(std::iter::once(cell(text, start + marker, Separator::Tab)));
        grid.push_row(kind, range, first_cell);
    }
}

fn read_tab_cells<'a>(grid: &mut Grid<'a>, line: &'a str, start: usize) {
    grid.push_cells(placed(line.split('\t'), start).map(|(part, at)| cell(part, at, Separator::Tab)));
}

/// The parts of a line with where each begins. One character stands between two of them.
fn placed<'a>(parts: impl Iterator<Item = &'a str>, start: usize) -> impl Iterator<Item = (&'a str, usize)> {
    parts.scan(start, |next, part| {
        let at = *next;
        *next += part.len() + 1;
        Some((part, at))
    })
}

fn cell(part: &str, start: usize, separator: Separator) -> Cell<'_> {
    Cell {
        text: read_cell(part, start, separator),
        columns: 1,
    }
}

/// A Markdown row may begin and end with a pipe, or not.
fn read_pipe_cells<'a>(grid: &mut Grid<'a>, line: &'a str, start: usize) {
    let indent = line.len() - line.trim_start().len();
    let trimmed = line.trim();
    let opening = usize::from(trimmed.starts_with('|'));
    let inside = trimmed.get(opening..).unwrap_or_default();
    let closed = inside.ends_with('|') && !inside.ends_with("\\|");
    let inside = if closed {
        inside.get(..inside.len() - 1).unwrap_or_default()
    } else {
        inside
    };
    let parts = placed(split_at_pipes(inside), start + indent + opening);
    grid.push_cells(parts.map(|(part, at)| cell(part, at, Separator::Pipe)));
}

/// The parts between pipes that no backslash escapes.
fn split_at_pipes(line: &str) -> impl Iterator<Item = &str> {
    let mut escaped = false;
    line.split(move |character| {
        let splits = character == '|' && !escaped;
        escaped = character == '\\' && !escaped;
        splits
    })
}

/// Whether a cell is of the row that stands under the header of a Markdown table.
fn is_delimiter(text: &str) -> bool {
    let dashes = text.strip_prefix(':').unwrap_or(text);
    let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
    !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<(String, usize)>> {
        let grid = read_table(text);
        grid.rows()
            .iter()
            .map(|row| {
                let cells = grid.cells(*row).iter();
                cells
                    .map(|cell| (cell.text.value().to_owned(), cell.columns))
                    .collect()
            })
            .collect()
    }

    #[test]
    fn a_merged_cell_covers_the_blank_ones_after_it() {
        assert_eq!(
            rows("部门名称\t\t某局\t\t年度\t2022年\n"),
            [[
                ("部门名称".to_owned(), 2),
                (String::new(), 1),
                ("某局".to_owned(), 2),
                (String::new(), 1),
                ("年度".to_owned(), 1),
                ("2022年".to_owned(), 1)
            ]]
        );
    }

    #[test]
    fn tabs_and_pipes_give_the_same_cells() {
        let tabs = rows("## 标题\n\na\t\tb c\t\r\n\td\t\t\n");
        let pipes = rows("## 标题\r\n| a | | b c | |\n|---|:-:|---|--:|\n| | d | | |\n");
        assert_eq!(tabs, pipes);
        assert_eq!(tabs.len(), 3);
    }

    #[test]
    fn offsets_lead_back_into_the_source() {
        let text = "\u{FEFF}| 甲 | 乙\\|丙<br>丁 |\n";
        let grid = read_table(text);
        let cells = grid.cells(grid.rows()[0]);
        assert_eq!(&text[cells[0].text.range().as_index()], "甲");
        assert_eq!(cells[1].text.value(), "乙|丙\n丁");
        assert_eq!(&text[cells[1].text.range().as_index()], "乙\\|丙<br>丁");
        assert_eq!(&text[cells[1].text.source_range(4, 7).as_index()], "丙");
        assert_eq!(&text[cells[1].text.source_range(8, 11).as_index()], "丁");
    }

    #[test]
    fn more_cells_than_any_form_has_are_left_unread_from_their_row_on() {
        let row = "甲\t".repeat(999) + "乙\n";
        let text = row.repeat(MOST_CELLS / 1_000 + 5);
        let grid = read_table(&text);
        assert_eq!(grid.rows().len(), MOST_CELLS / 1_000);
        let start = row.len() * grid.rows().len();
        let unread = ByteRange::between(start, start + row.len() - 1);
        assert_eq!(grid.unread(), Some(unread));
        let blank = "\t".repeat(MOST_CELLS + 1) + "甲";
        for text in [blank.clone(), blank.replace('\t', "|")] {
            let grid = read_table(&text);
            assert_eq!(grid.rows(), []);
            assert_eq!(grid.unread(), Some(ByteRange::between(0, text.len())));
        }
        assert_eq!(read_table(&row).unread(), None);
    }

    #[test]
    fn a_row_without_outer_pipes_and_blank_rows() {
        assert_eq!(rows("a | b\n | | \n\t\t\n").len(), 1);
    }
}
