//! Tables of HTML pages, as text editors and web sites write them. Merged cells leave blank ones behind, as in the text
//! form; what stands outside of the tables are lines.

mod content;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use crate::grid::{Cell, Grid, MOST_CELLS, RowKind};
use crate::range::{ByteRange, offset};
use crate::text::{Text, TextBuilder};
use crate::tree::Comment;
use content::Content;

/// Whether a text is an HTML page, or a part of one that begins with a table.
#[must_use]
pub fn is_html(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{FEFF}').trim_start();
    while let Some((_, below)) = rest
        .strip_prefix("<!--")
        .and_then(|inside| inside.split_once("-->"))
    {
        rest = below.trim_start();
    }
    ["<!doctype html", "<html", "<table"].iter().any(|opening| {
        rest.get(..opening.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(opening))
    })
}

/// Reads the tables of a page.
pub(crate) fn read_html(text: &str) -> Grid<'_> {
    let mut emitter = DefaultEmitter::new_with_span();
    emitter.naively_switch_states(true);
    let mut page = Page {
        text,
        grid: Grid::default(),
        tables: Vec::new(),
        line: Content::default(),
        line_kind: RowKind::Line,
        unseen: None,
    };
    for Ok(token) in Tokenizer::new_with_emitter(text, emitter) {
        match token {
            Token::StartTag(tag) => page.open(&tag),
            Token::EndTag(tag) => page.close(&tag.name, range(tag.span.start, tag.span.end)),
            Token::String(string) => page.read_text(range(string.span.start, string.span.end)),
            Token::Comment(comment) => page.read_comment(range(comment.span.start, comment.span.end)),
            Token::Doctype(_) | Token::Error(_) => {}
        }
        if page.grid.unread().is_some() {
            break;
        }
    }
    page.finish()
}

fn range(start: usize, end: usize) -> ByteRange {
    ByteRange::between(start, end.max(start))
}

/// A page while it is read.
struct Page<'a> {
    text: &'a str,
    grid: Grid<'a>,
    /// The tables that are open, the innermost last.
    tables: Vec<Table>,
    /// What stands outside of the tables.
    line: Content,
    line_kind: RowKind,
    /// The element that is open and not shown.
    unseen: Option<&'static str>,
}

#[derive(Default)]
struct Table {
    row: Option<TableRow>,
    /// For each column how many more rows the cell above reaches down.
    covered: Vec<usize>,
}

struct TableRow {
    start: u32,
    cells: Vec<Text<'static>>,
    cell: Option<TableCell>,
}

struct TableCell {
    content: Content,
    columns: usize,
    rows: usize,
}

/// Elements that are not shown.
const UNSEEN: &[&str] = &["title", "style", "script", "template", "noscript"];

/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "caption",
    "header",
    "footer",
    "section",
    "article",
    "main",
    "body",
    "html",
    "head",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "hr",
    "form",
    "nav",
];

/// The most columns and rows that a cell may cover; browsers have the same bound for columns.
const MOST_COVERED: usize = 1000;

impl<'a> Page<'a> {
    fn open(&mut self, tag: &StartTag<usize>) {
        let at = range(tag.span.start, tag.span.end);
        let name = tag.name.as_slice();
        if self.unseen.is_some() {
            return;
        }
        match name {
            b"table" => {
                self.end_line();
                self.tables.push(Table::default());
            }
            b"tr" => {
                self.end_row(at.start);
                if let Some(table) = self.tables.last_mut() {
                    table.row = Some(TableRow::at(at.start));
                }
            }
            b"td" | b"th" => self.open_cell(tag, at),
            b"br" => self.content().break_line(at),
            _ => {
                self.unseen = UNSEEN
                    .iter()
                    .find(|unseen| unseen.as_bytes() == name && !tag.self_closing)
                    .copied();
                self.pass_block(name, at);
            }
        }
    }

    fn open_cell(&mut self, tag: &StartTag<usize>, at: ByteRange) {
        self.end_cell();
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let span = |name: &[u8]| {
            let written = tag.attributes.get(name)?;
            let count: usize = std::str::from_utf8(written.as_slice())
                .ok()?
                .trim()
                .parse()
                .ok()?;
            Some(count.clamp(1, MOST_COVERED))
        };
        let row = table.row.get_or_insert_with(|| TableRow::at(at.start));
        row.cell = Some(TableCell {
            content: Content::default(),
            columns: span(b"colspan").unwrap_or(1),
            rows: span(b"rowspan").unwrap_or(1),
        });
    }

    fn close(&mut self, name: &[u8], at: ByteRange) {
        if let Some(unseen) = self.unseen {
            if unseen.as_bytes() == name {
                self.unseen = None;
            }
            return;
        }
        match name {
            b"table" => {
                self.end_row(at.start);
                self.tables.pop();
                // A table within a cell stands above what is left of the row around it.
                if let Some(row) = self.tables.last_mut().and_then(|table| table.row.as_mut()) {
                    row.start = at.end;
                }
            }
            b"tr" => self.end_row(at.end),
            b"td" | b"th" => self.end_cell(),
            b"br" => self.content().break_line(at),
            _ => self.pass_block(name, at),
        }
    }

    /// Where a block begins or ends, so does a line.
    fn pass_block(&mut self, name: &[u8], at: ByteRange) {
        if !BLOCKS.iter().any(|block| block.as_bytes() == name) {
            return;
        }
        if self.tables.is_empty() {
            self.end_line();
            let is_heading = matches!(name, [b'h', b'1'..=b'6']);
            self.line_kind = if is_heading {
                RowKind::Heading
            } else {
                RowKind::Line
            };
        } else {
            self.content().end_block(at);
        }
    }

    /// The text that is being read: that of the innermost cell, or the line outside of the tables.
    fn content(&mut self) -> &mut Content {
        let cell = self
            .tables
            .iter_mut()
            .rev()
            .find_map(|table| table.row.as_mut()?.cell.as_mut());
        match cell {
            Some(cell) => &mut cell.content,
            None => &mut self.line,
        }
    }

    fn read_text(&mut self, range: ByteRange) {
        if self.unseen.is_none() {
            let text = self.text.get(range.as_index()).unwrap_or_default();
            self.content().push(text, range.start);
        }
    }

    /// Takes a comment, but none of those that word processors leave.
    fn read_comment(&mut self, inside: ByteRange) {
        let text = self.text.get(inside.as_index()).unwrap_or_default();
        let opened = text.strip_prefix("<!--").unwrap_or(text);
        let comment = opened.strip_suffix("-->").unwrap_or(opened);
        let is_left_over = comment.trim_start().starts_with("[if") || comment.ends_with("Fragment");
        if self.unseen.is_some() || is_left_over {
            return;
        }
        let text_start = inside.start + offset(text.len() - opened.len());
        let own_line = self.tables.iter().all(|table| table.row.is_none());
        self.grid.push_comment(Comment {
            text: comment,
            text_start,
            range: inside,
            own_line,
        });
    }

    fn end_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let Some(row) = &mut table.row else { return };
        let Some(cell) = row.cell.take() else { return };
        row.pass_covered(&mut table.covered);
        let first = row.cells.len();
        row.cells.push(cell.content.finish());
        for _ in 1..cell.columns {
            row.cells.push(TextBuilder::default().finish());
        }
        if table.covered.len() < row.cells.len() {
            table.covered.resize(row.cells.len(), 0);
        }
        let below = table.covered.get_mut(first..row.cells.len()).unwrap_or_default();
        below.fill(cell.rows - 1);
    }

    fn end_row(&mut self, end: u32) {
        self.end_cell();
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let Some(mut row) = table.row.take() else { return };
        row.pass_covered(&mut table.covered);
        let range = ByteRange::new(row.start, end.max(row.start));
        let cells = row.cells.into_iter().map(|text| Cell { text, columns: 1 });
        self.grid.push(RowKind::Cells, range, cells);
    }

    fn end_line(&mut self) {
        let text = std::mem::take(&mut self.line).finish();
        let range = text.range();
        let cell = Cell { text, columns: 1 };
        self.grid.push(self.line_kind, range, std::iter::once(cell));
    }

    fn finish(mut self) -> Grid<'a> {
        let end = offset(self.text.len());
        while !self.tables.is_empty() {
            self.end_row(end);
            self.tables.pop();
        }
        self.end_line();
        self.grid
    }
}

impl TableRow {
    fn at(start: u32) -> Self {
        Self {
            start,
            cells: Vec::new(),
            cell: None,
        }
    }

    /// Leaves blank the next columns that a cell above covers.
    fn pass_covered(&mut self, covered: &mut [usize]) {
        while let Some(rows) = covered.get_mut(self.cells.len())
            && *rows > 0
            && self.cells.len() <= MOST_CELLS
        {
            *rows -= 1;
            self.cells.push(TextBuilder::default().finish());
        }
    }
}

#[cfg(test)]
mod tests;
