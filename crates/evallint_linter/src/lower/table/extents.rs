//! Where the rows of a table stand, for the comments between them.

use std::iter::Peekable;
use std::slice::Iter;

use evallint_syntax::{ByteRange, Comment};

/// The extents of the rows, a further line of a cell being part of its row. A comment ends a row. Without comments nobody
/// asks for them.
pub(super) struct Extents<'g, 'a> {
    comments: Option<Peekable<Iter<'g, Comment<'a>>>>,
    rows: Vec<ByteRange>,
}

impl<'g, 'a> Extents<'g, 'a> {
    pub(super) fn new(comments: &'g [Comment<'a>]) -> Self {
        Self {
            comments: (!comments.is_empty()).then(|| comments.iter().peekable()),
            rows: Vec::new(),
        }
    }

    /// Enters the next line of the table, which may go on with the cell above it.
    pub(super) fn enter(&mut self, line: ByteRange, goes_on: bool) {
        let Some(comments) = &mut self.comments else {
            return;
        };
        let mut follows_comment = false;
        while comments
            .next_if(|comment| comment.range.start < line.start)
            .is_some()
        {
            follows_comment = true;
        }
        match self.rows.last_mut() {
            Some(row) if goes_on && !follows_comment => row.end = line.end,
            _ => self.rows.push(line),
        }
    }

    pub(super) fn finish(self) -> Vec<ByteRange> {
        self.rows
    }
}
