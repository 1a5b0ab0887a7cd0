//! Changes to a text that move what stands behind them, and the way back.

use std::ops::Range;

use crate::range::ByteRange;

/// A text that was changed in places.
#[derive(Debug, Default)]
pub(super) struct Edits {
    /// In the order of the text; no two touch the same bytes.
    edits: Vec<Edit>,
}

#[derive(Debug)]
struct Edit {
    old: Range<usize>,
    new: Range<usize>,
}

/// Puts a changed text together.
#[derive(Debug)]
pub(super) struct Rewriter<'t> {
    text: &'t str,
    new: String,
    read_to: usize,
    edits: Edits,
}

impl<'t> Rewriter<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            new: String::with_capacity(text.len() + text.len() / 8),
            read_to: 0,
            edits: Edits::default(),
        }
    }

    /// Copies what stands before this byte, and gives where it stands now.
    pub(super) fn copy_to(&mut self, at: usize) -> usize {
        self.new
            .push_str(self.text.get(self.read_to..at).unwrap_or_default());
        self.read_to = self.read_to.max(at);
        self.new.len()
    }

    /// Writes something else in the place of a part of the text, and gives where that stands.
    pub(super) fn replace(&mut self, old: Range<usize>, with: &str) -> Range<usize> {
        let start = self.copy_to(old.start);
        self.new.push_str(with);
        self.read_to = old.end;
        let new = start..self.new.len();
        if self.text.get(old.clone()) != Some(with) {
            self.edits.edits.push(Edit {
                old,
                new: new.clone(),
            });
        }
        new
    }

    pub(super) fn finish(mut self) -> (String, Edits) {
        self.copy_to(self.text.len());
        (self.new, self.edits)
    }
}

impl Edits {
    /// Where a range of the changed text stands in the text as it was, without what was changed at its ends.
    pub(super) fn inner(&self, range: ByteRange) -> ByteRange {
        let (start, end) = (range.start as usize, range.end as usize);
        let start = match self.last(|edit| edit.new.start <= start) {
            Some(edit) if start < edit.new.end => edit.old.start,
            Some(edit) => start - edit.new.end + edit.old.end,
            None => start,
        };
        ByteRange::between(start, self.end(end, |edit| edit.new.start < end).max(start))
    }

    /// Where a range of the changed text stands in the text as it was, with what was changed at its ends.
    pub(super) fn outer(&self, range: ByteRange) -> ByteRange {
        let (start, end) = (range.start as usize, range.end as usize);
        let start = match self.last(|edit| edit.new.start <= start) {
            Some(edit) if start < edit.new.end || edit.new.start == start => edit.old.start,
            Some(edit) => start - edit.new.end + edit.old.end,
            None => start,
        };
        ByteRange::between(start, self.end(end, |edit| edit.new.start <= end).max(start))
    }

    fn end(&self, end: usize, is_before: impl Fn(&Edit) -> bool) -> usize {
        match self.last(is_before) {
            Some(edit) if end < edit.new.end => edit.old.end,
            Some(edit) => end - edit.new.end + edit.old.end,
            None => end,
        }
    }

    fn last(&self, is_before: impl Fn(&Edit) -> bool) -> Option<&Edit> {
        let after = self.edits.partition_point(is_before);
        self.edits.get(after.checked_sub(1)?)
    }
}
