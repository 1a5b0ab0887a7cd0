//! Ranges of bytes in a source.

use std::ops::Range;

/// A range of bytes in the text of a source; the end is excluded. Both ends lie on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ByteRange {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl ByteRange {
    /// The range from `start` to `end`, which must not lie before it.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        debug_assert!(start <= end, "a range ends before it begins");
        Self { start, end }
    }

    /// The range between two offsets of a text that a [`Source`](crate::Source) holds, which is short enough for them.
    pub(crate) fn between(start: usize, end: usize) -> Self {
        Self::new(offset(start), offset(end))
    }

    /// The length in bytes.
    #[must_use]
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether no byte lies in the range.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether all of `other` lies in this range.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The range as an index into the text.
    #[must_use]
    pub fn as_index(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// An offset as the 32 bits that ranges are made of. A source is never longer than they can count.
pub(crate) fn offset(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
