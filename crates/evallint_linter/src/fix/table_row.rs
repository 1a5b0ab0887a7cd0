//! The rows of a table: the cell beside a label, and a row that a page break splits.

use evallint_syntax::ByteRange;

use super::Edit;
use crate::document::{Document, SplitRow};

impl Document<'_> {
    /// The line around a range, without its line break.
    pub(super) fn row_around(&self, range: ByteRange) -> &str {
        self.source.slice(self.row_range(range))
    }

    /// Where the line around the start of a range stands, without its line break.
    pub(super) fn row_range(&self, range: ByteRange) -> ByteRange {
        let line = self.source.place(range).start.line;
        let (text, start) = self.source.line(line);
        ByteRange::new(start, start + length(text))
    }

    /// Where the line around the start of a range stands, with its line break.
    pub(crate) fn line_range(&self, range: ByteRange) -> ByteRange {
        let line = self.source.place(range).start.line;
        let (_, start) = self.source.line(line);
        let (_, next) = self.source.line(line + 1);
        ByteRange::new(start, next)
    }

    /// Fills the blank cell to the right of a label.
    pub(super) fn fill_cell(&self, label: ByteRange, value: &str) -> Option<Edit> {
        let row = self.row_range(label);
        let after = self.source.slice(ByteRange::new(label.end, row.end));
        let separator = if self.source.slice(row).contains('\t') {
            '\t'
        } else {
            '|'
        };
        let (padding, rest) = after.split_once(separator)?;
        let cell = rest.split(separator).next().unwrap_or_default();
        if !padding.trim().is_empty() || !cell.trim().is_empty() {
            return None;
        }
        let at = label.end + length(padding) + 1;
        let blank = ByteRange::new(at, at + length(cell));
        let text = if separator == '|' {
            format!(" {value} ")
        } else {
            value.to_owned()
        };
        Some(Edit {
            text,
            ..self.cell_edit(blank, value)?
        })
    }

    /// The lines between two rows that part them without saying anything: blank ones, and the delimiters of Markdown.
    fn blank_lines_after(&self, line: ByteRange) -> ByteRange {
        let mut end = line.end;
        loop {
            let next = self.line_range(ByteRange::new(end, end));
            let is_idle = self
                .source
                .slice(next)
                .chars()
                .all(|sign| sign.is_whitespace() || "|-:".contains(sign));
            if next.end == end || !is_idle {
                return ByteRange::new(line.start, end);
            }
            end = next.end;
        }
    }

    /// Removes a repeated header and brings the texts of the row below it up to where they go on.
    pub(crate) fn join_rows(&self, split: &SplitRow) -> Option<Vec<Edit>> {
        let row = self.row_range(split.range);
        let mut edits = vec![Edit::removal(
            self.blank_lines_after(self.line_range(split.header)),
        )];
        let mut rest = self.source.slice(row).to_owned();
        let mut emptied = Vec::new();
        for slot in self.record(split.element)?.slots() {
            let Some(text) = slot.text().valid() else { continue };
            let parts: Vec<ByteRange> = text.source_parts().collect();
            for pair in parts.windows(2) {
                let [above, below] = pair else { continue };
                if row.contains(*below) {
                    edits.push(Edit::insertion(above.end, self.source.slice(*below)));
                    emptied.push(*below);
                }
            }
        }
        emptied.sort();
        for cell in emptied.iter().rev() {
            rest.replace_range(
                (cell.start - row.start) as usize..(cell.end - row.start) as usize,
                "",
            );
        }
        if is_blank_row(&rest) {
            edits.push(Edit::removal(self.line_range(split.range)));
        } else {
            edits.extend(emptied.into_iter().map(Edit::removal));
        }
        Some(edits)
    }
}

/// Whether nothing stands in the cells of a row.
pub(super) fn is_blank_row(row: &str) -> bool {
    row.chars().all(|sign| sign.is_whitespace() || sign == '|')
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or_default()
}
