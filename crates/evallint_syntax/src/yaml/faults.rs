//! What was found wrong, and is blanked so that the rest can be read.

use std::ops::Range;

use crate::range::ByteRange;
use crate::tree::SyntaxErrorKind;

/// A mistake and the damage it does.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    /// Nothing where it follows from another mistake.
    pub(super) kind: Option<SyntaxErrorKind>,
    pub(super) range: ByteRange,
    /// The damage, which is not to be parsed.
    pub(super) mask: Range<usize>,
    pub(super) effect: Effect,
    pub(super) repair: Repair,
    /// How deep the container lies that it belongs to, where its own line does not tell.
    pub(super) column: Option<usize>,
}

/// What is lost by a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing: the text is read as it was meant.
    Nothing,
    /// At most a value.
    Value,
    /// A value that can be read all the same: its literal stands there.
    Reads(Range<usize>),
    /// Whole lines, in which a member may have stood.
    Member,
    /// Part of the text before.
    Text,
}

/// How the text is made to parse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Repair {
    /// The damage is blanked.
    Blank,
    /// These bytes are written over others.
    Write(Vec<(usize, u8)>),
}

impl Fault {
    /// A fault whose damage is blanked.
    pub(super) fn new(
        kind: SyntaxErrorKind,
        range: Range<usize>,
        mask: Range<usize>,
        effect: Effect,
    ) -> Self {
        Self {
            kind: Some(kind),
            range: ByteRange::between(range.start, range.end.max(range.start)),
            mask,
            effect,
            repair: Repair::Blank,
            column: None,
        }
    }

    /// A fault that is put right.
    pub(super) fn mended(kind: SyntaxErrorKind, range: Range<usize>, writes: Vec<(usize, u8)>) -> Self {
        Self {
            repair: Repair::Write(writes),
            ..Self::new(kind, range.clone(), range, Effect::Value)
        }
    }

    /// Where the damage stands, without the blanks around it.
    pub(super) fn damage(&self, text: &str) -> ByteRange {
        let damaged = text.get(self.mask.clone()).unwrap_or_default();
        let start = self.mask.start + (damaged.len() - damaged.trim_start().len());
        let end = self.mask.start + damaged.trim_end().len();
        ByteRange::between(start.min(end), end)
    }
}
