//! The removal of a member, an element or the row of an indicator.

use evallint_syntax::{ByteRange, Format, Key, NodeId};

use super::Edit;
use super::table_row::is_blank_row;
use crate::document::Document;
use crate::slot::{Record, Slot};

impl Document<'_> {
    /// Removes an element of a list, or a member of an object. Nothing where it is the only one, or stands in a table.
    pub(crate) fn remove(&self, id: NodeId) -> Option<Vec<Edit>> {
        let parent = self.node(id).parent()?;
        match self.source.format() {
            Format::Json => self.remove_between_commas(id, parent),
            Format::Yaml if self.is_in_flow(id) => self.remove_between_commas(id, parent),
            Format::Yaml => self.remove_lines(id, parent),
            Format::Table => None,
        }
    }

    /// Removes a record that is the row of a table, or what it has of one. Cells of others in the row stay.
    pub(crate) fn remove_record(&self, record: Record<'_, '_>) -> Option<Vec<Edit>> {
        if self.source.format() != Format::Table {
            return self.remove(record.id);
        }
        let mut cells: Vec<ByteRange> = record.slots().filter_map(Slot::written_range).collect();
        cells.sort();
        let first = *cells.first()?;
        let row = self.row_range(first);
        if !cells.iter().all(|cell| row.contains(*cell)) {
            return None;
        }
        let mut rest = self.source.slice(row).to_owned();
        for cell in cells.iter().rev() {
            let part = (cell.start - row.start) as usize..(cell.end - row.start) as usize;
            rest.get(part.clone())?;
            rest.replace_range(part, "");
        }
        if is_blank_row(&rest) {
            return Some(vec![Edit::removal(self.line_range(first))]);
        }
        Some(
            cells
                .iter()
                .map(|cell| Edit::removal(self.with_space_before(*cell, row)))
                .collect(),
        )
    }

    /// A part of a crammed cell with the space that parts it from its neighbour.
    fn with_space_before(&self, cell: ByteRange, row: ByteRange) -> ByteRange {
        let before = self.source.slice(ByteRange::new(row.start, cell.start));
        let after = self.source.slice(ByteRange::new(cell.end, row.end));
        let blank = |part: &str, trimmed: &str| u32::try_from(part.len() - trimmed.len()).unwrap_or_default();
        let is_word_before = before
            .trim_end_matches(' ')
            .ends_with(|last| last != '\t' && last != '|');
        if is_word_before {
            ByteRange::new(cell.start - blank(before, before.trim_end_matches(' ')), cell.end)
        } else {
            ByteRange::new(cell.start, cell.end + blank(after, after.trim_start_matches(' ')))
        }
    }

    /// Where a member stands with its key, or an element.
    fn whole_range(&self, id: NodeId) -> ByteRange {
        let node = self.node(id);
        let start = node
            .key
            .as_ref()
            .map_or(node.range.start, |key| self.key_start(key));
        ByteRange::new(start.min(node.range.start), node.range.end)
    }

    /// Where a key begins, its quote included.
    fn key_start(&self, key: &Key<'_>) -> u32 {
        let before = self
            .source
            .text()
            .get(..key.range.start as usize)
            .unwrap_or_default();
        key.range.start - u32::from(before.ends_with(['"', '\'']))
    }

    fn remove_between_commas(&self, id: NodeId, parent: NodeId) -> Option<Vec<Edit>> {
        let (mut previous, mut next, mut seen) = (None, None, false);
        for (sibling, _) in self.children(parent) {
            if sibling == id {
                seen = true;
            } else if !seen {
                previous = Some(sibling);
            } else if next.is_none() {
                next = Some(sibling);
            }
        }
        let whole = self.whole_range(id);
        let range = match (previous, next) {
            (Some(previous), _) => ByteRange::new(self.node(previous).range.end, whole.end),
            (None, Some(next)) => ByteRange::new(whole.start, self.whole_range(next).start),
            (None, None) => return None,
        };
        Some(vec![Edit::removal(range)])
    }

    /// Removes the lines of a member or element, and the comments right above it, which are about it.
    fn remove_lines(&self, id: NodeId, parent: NodeId) -> Option<Vec<Edit>> {
        if self.node(parent).child_count() < 2 {
            return None;
        }
        let whole = self.whole_range(id);
        let first = self.row_range(ByteRange::new(whole.start, whole.start));
        let lead = self.source.slice(ByteRange::new(first.start, whole.start));
        // The first member of an element stands behind the dash.
        let is_element = self.node(id).key.is_none();
        if !matches!((lead.trim(), is_element), ("", _) | ("-", true)) {
            return None;
        }
        let last_byte = whole.end.saturating_sub(1).max(whole.start);
        let end = self.line_range(ByteRange::new(last_byte, last_byte)).end;
        Some(vec![Edit::removal(ByteRange::new(
            self.comments_above(first.start),
            end,
        ))])
    }

    /// Where the comments on lines of their own begin that stand right above a line.
    fn comments_above(&self, line_start: u32) -> u32 {
        let mut start = line_start;
        for comment in self
            .tree
            .comments()
            .iter()
            .rev()
            .filter(|comment| comment.own_line)
        {
            let line = self.line_range(comment.range);
            if line.end == start {
                start = line.start;
            }
        }
        start
    }
}
