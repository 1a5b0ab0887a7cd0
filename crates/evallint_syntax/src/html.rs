//! Tables of HTML pages, as text editors and web sites write them. Merged cells leave blank ones behind, as in the text
//! form; what stands outside of the tables are lines.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use crate::cell::character_reference;
use crate::grid::{Cell, Grid, MOST_CELLS, RowKind};
use crate::range::{ByteRange, offset};
use crate::text::{Text, TextBuilder};
use crate::tree::Comment;

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

/// The text of a cell or line. Runs of blanks are one space, as a browser shows them.
#[derive(Default)]
struct Content {
    builder: TextBuilder,
    is_begun: bool,
    /// Blanks and line breaks that count once more text follows.
    space: Option<ByteRange>,
    breaks: Vec<ByteRange>,
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

impl Content {
    fn push(&mut self, written: &str, start: u32) {
        let mut rest = written;
        while let Some(first) = rest.chars().next() {
            let at = start + offset(written.len() - rest.len());
            let length = if is_blank(first) {
                let length = rest.len() - rest.trim_start_matches(is_blank).len();
                self.space.get_or_insert(ByteRange::new(at, at + offset(length)));
                length
            } else if let Some((meaning, length)) = (first == '&').then(|| reference(rest)).flatten() {
                self.begin();
                let source = ByteRange::new(at, at + offset(length));
                self.builder.push(&meaning, source);
                length
            } else {
                self.begin();
                let ends = |letter: char| is_blank(letter) || letter == '&';
                let end = rest.char_indices().skip(1).find(|(_, letter)| ends(*letter));
                let length = end.map_or(rest.len(), |(at, _)| at);
                self.builder
                    .push_verbatim(rest.get(..length).unwrap_or_default(), at);
                length
            };
            rest = rest.get(length..).unwrap_or_default();
        }
    }

    /// Puts down what only counts before more text.
    fn begin(&mut self) {
        let breaks = std::mem::take(&mut self.breaks);
        let space = self.space.take();
        if self.is_begun {
            for source in &breaks {
                self.builder.push("\n", *source);
            }
            if let Some(space) = space.filter(|_| breaks.is_empty()) {
                self.builder.push(" ", space);
            }
        }
        self.is_begun = true;
    }

    fn break_line(&mut self, at: ByteRange) {
        self.breaks.push(at);
        self.space = None;
    }

    fn end_block(&mut self, at: ByteRange) {
        if self.breaks.is_empty() && self.is_begun {
            self.break_line(at);
        }
    }

    /// The text. One of nothing but the blanks that word processors fill empty cells with is empty.
    fn finish(self) -> Text<'static> {
        let text = self.builder.finish();
        let is_filler = text.value().chars().all(|character| character == '\u{A0}');
        if is_filler {
            TextBuilder::default().finish()
        } else {
            text
        }
    }
}

/// Whether a browser shows a run of them as one space.
fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

/// What a character reference stands for, and its length in bytes.
fn reference(rest: &str) -> Option<(String, usize)> {
    const LONGEST: usize = 34;
    if let Some((meaning, length)) = character_reference(rest) {
        return Some((meaning.to_string(), length));
    }
    let near = rest.get(..rest.floor_char_boundary(LONGEST))?;
    let written = near.get(..=near.find(';')?)?;
    let is_name = written
        .trim_matches(['&', ';'])
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric());
    let token = is_name.then(|| Tokenizer::new(written).next())??;
    match token {
        Ok(Token::String(read)) => {
            let meaning = std::str::from_utf8(read.as_slice()).ok()?;
            (meaning != written).then(|| (meaning.to_owned(), written.len()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::read_table;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let grid = read_table(text);
        let values = |row| {
            grid.cells(row)
                .iter()
                .map(|cell| cell.text.value().to_owned())
                .collect()
        };
        grid.rows().iter().map(|row| values(*row)).collect()
    }

    fn check(text: &str, expected: &[&[&str]]) {
        assert_eq!(rows(text), expected, "{text}");
    }

    #[test]
    fn a_page_is_told_by_how_it_begins() {
        for text in [
            "<!DOCTYPE html>",
            "\u{FEFF}\n<HTML lang=zh>",
            "<table>",
            "<!-- a -->\n<table class=x>",
        ] {
            assert!(is_html(text), "{text}");
        }
        for text in ["", "<!-- a -->\n甲\t乙", "a <table>", "<tab", "## 表"] {
            assert!(!is_html(text), "{text}");
        }
    }

    #[test]
    fn merged_cells_leave_blank_ones_behind() {
        check(
            "<table><tr><th rowspan=2>甲<td colspan='2'>乙</td><td>丙</td></tr>\
             <tr><td>丁<td>戊</td><td></td></tr></table>",
            &[&["甲", "乙", "", "丙"], &["", "丁", "戊", ""]],
        );
        check(
            "<table><tr><td>甲</td><td rowspan=2>乙</td></tr><tr><td>丙</td></tr><tr><td>丁</td></table>",
            &[&["甲", "乙"], &["丙", ""], &["丁"]],
        );
    }

    #[test]
    fn blanks_and_breaks_are_those_that_are_shown() {
        check(
            "<table><tr><td> \n 一 <b>二</b>\n三 <br> 四<br><br>五<br></td><td>&nbsp;</td><td>&#32;x&#32;</td></tr></table>",
            &[&["一 二 三\n四\n\n五", "", " x "]],
        );
        check(
            "<table><td><p>一</p>\n<p>二</p><ul><li>三</ul></table>",
            &[&["一\n二\n三"]],
        );
    }

    #[test]
    fn references_are_read() {
        check(
            "<table><td>&lt;a&gt; &amp;lt; &ge;5 &times;&未知; &#9;R&D</table>",
            &[&["<a> &lt; ≥5 ×&未知; \tR&D"]],
        );
    }

    #[test]
    fn what_stands_outside_of_tables_are_lines() {
        let text = "<!DOCTYPE html><html><head><title>无</title><style>td {}</style></head><body>\
                    <h2>自评表</h2><p>单位：万元<table><tr><td>甲</td></tr></table>填报人：张三";
        check(text, &[&["自评表"], &["单位：万元"], &["甲"], &["填报人：张三"]]);
        let grid = read_table(text);
        let kinds: Vec<RowKind> = grid.rows().iter().map(|row| row.kind).collect();
        assert_eq!(
            kinds,
            [RowKind::Heading, RowKind::Line, RowKind::Cells, RowKind::Line]
        );
    }

    #[test]
    fn a_table_within_a_table_is_read_once() {
        check(
            "<table><tr><td><table><tr><td>甲</td><td>乙</td></tr></table></td></tr></table>",
            &[&["甲", "乙"]],
        );
    }

    #[test]
    fn places_lead_back_into_the_page() {
        let text = "<table><tr><td>  一 &lt; 二</td></tr><!-- 注 --><tr><td>三</td></table>";
        let grid = read_table(text);
        let [comment] = grid.comments() else {
            panic!("one comment")
        };
        assert_eq!(comment.text, " 注 ");
        assert_eq!(&text[comment.range.as_index()], "<!-- 注 -->");
        let cell = &grid.cells(grid.rows()[0])[0].text;
        assert_eq!(&text[cell.range().as_index()], "一 &lt; 二");
        let at = cell.value().find('二').unwrap();
        assert_eq!(&text[cell.source_range(at, at + 3).as_index()], "二");
        assert_eq!(&text[cell.source_range(4, 5).as_index()], "&lt;");
    }
}
