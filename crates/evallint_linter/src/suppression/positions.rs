//! Which value of a document a comment is about.

use evallint_syntax::{ByteRange, NodeId};

use crate::document::Document;

/// Where each value begins, with its key.
pub(crate) struct Positions<'d, 'a> {
    document: &'d Document<'a>,
    /// In the order of the source; of values that begin at one place, the outermost. Copies, which the aliases of YAML
    /// make, come after their original.
    starts: Vec<(u32, NodeId)>,
}

/// A line with content, up to the comment on it.
#[derive(Clone, Copy)]
struct Line {
    range: ByteRange,
    /// Whether the dash of an element stands on it, or alone above it.
    has_dash: bool,
}

impl<'d, 'a> Positions<'d, 'a> {
    pub(crate) fn of(document: &'d Document<'a>) -> Self {
        let mut positions = Self {
            document,
            starts: Vec::with_capacity(document.tree.len()),
        };
        // What is only merged into others has no place of its own, so not every node is below the root.
        let mut left: Vec<NodeId> = document.tree.root().into_iter().collect();
        while let Some(id) = left.pop() {
            positions.starts.push((positions.start(id), id));
            left.extend(document.children(id).map(|(child, _)| child));
        }
        positions.starts.sort_unstable();
        positions.starts.dedup_by_key(|(start, _)| *start);
        positions
    }

    /// Where a value begins, with the quote of its key.
    fn start(&self, id: NodeId) -> u32 {
        let node = self.document.node(id);
        let Some(key) = &node.key else {
            return node.range.start;
        };
        let start = key.range.start;
        let before = start.checked_sub(1).map(|before| ByteRange::new(before, start));
        let is_quoted = before.is_some_and(|before| matches!(self.document.source.slice(before), "\"" | "'"));
        start - u32::from(is_quoted)
    }

    /// The first value that begins in a range.
    pub(crate) fn first_in(&self, range: ByteRange) -> Option<NodeId> {
        let first = self.starts.partition_point(|(start, _)| *start < range.start);
        let (start, id) = self.starts.get(first)?;
        (*start < range.end).then_some(*id)
    }

    /// The last value that begins before a place.
    pub(super) fn last_before(&self, at: u32) -> Option<NodeId> {
        let after = self.starts.partition_point(|(start, _)| *start < at);
        self.starts.get(after.checked_sub(1)?).map(|(_, id)| *id)
    }

    /// Whether a place stands above all values.
    pub(super) fn is_above_all(&self, at: u32) -> bool {
        self.starts.first().is_none_or(|(start, _)| at < *start)
    }

    /// For each comment of YAML the value that it is about: the one beside it, or where it stands alone the next below it.
    pub(crate) fn beside_comments(&self) -> Vec<Option<NodeId>> {
        let text = self.document.source.text();
        let comments = self.document.tree.comments();
        let mut governed = vec![None; comments.len()];
        // From the last to the first, so that what stands below each comment is known.
        let mut below: Option<Line> = None;
        let mut end = text.len();
        for (comment, governed) in comments.iter().zip(&mut governed).rev() {
            below = first_line(text, comment.range.end as usize..end, below);
            let line = line_before(text, comment.range.start);
            let before = self.document.source.slice(line.range);
            if comment.own_line || is_dashes(before) {
                if let Some(below) = &mut below {
                    below.has_dash |= !comment.own_line;
                }
                *governed = below.and_then(|below| self.next(below));
            } else {
                *governed = self.beside(line.range);
                below = Some(line);
            }
            end = line.range.start as usize;
        }
        governed
    }

    /// The value that begins on a line: below or beside a dash the element, else the first member.
    fn next(&self, line: Line) -> Option<NodeId> {
        let mut id = self.first_in(line.range)?;
        while (self.is_root(id) || !line.has_dash && self.document.node(id).key.is_none())
            && self.is_block(id)
        {
            match self.document.children(id).next() {
                Some((child, _)) if self.begins_in(child, line.range) => id = child,
                _ => break,
            }
        }
        (!self.is_root(id)).then_some(id)
    }

    /// The value that stands on a line, or ends on it; of a list or object that stands there as a whole, all of it.
    fn beside(&self, line: ByteRange) -> Option<NodeId> {
        let mut id = self.last_before(line.end)?;
        while let Some((child, _)) = self.document.children(id).next()
            && self.begins_in(child, line)
        {
            id = child;
        }
        while !self.begins_in(id, line) {
            let end = self.document.node(id).range.end;
            if end > line.start {
                let ends_here = end <= line.end && !self.is_block(id);
                return (ends_here && !self.is_root(id)).then_some(id);
            }
            id = self.document.node(id).parent()?;
        }
        while let Some(parent) = self.document.node(id).parent()
            && !self.is_root(parent)
            && self.begins_in(parent, line)
            && self.document.node(parent).range.end <= line.end
        {
            id = parent;
        }
        (!self.is_root(id)).then_some(id)
    }

    fn begins_in(&self, id: NodeId, line: ByteRange) -> bool {
        let start = self.start(id);
        line.start <= start && start < line.end
    }

    fn is_root(&self, id: NodeId) -> bool {
        self.document.tree.root() == Some(id)
    }

    /// Whether a value is a list or object without brackets.
    fn is_block(&self, id: NodeId) -> bool {
        let written = self.document.source.slice(self.document.node(id).range);
        self.document.node(id).child_count() > 0 && !written.starts_with(['{', '['])
    }
}

/// The first line of a part of the text that says anything, or else the one known to follow.
fn first_line(text: &str, part: std::ops::Range<usize>, known: Option<Line>) -> Option<Line> {
    let mut start = part.start;
    let mut dash_above = false;
    for written in text.get(part).unwrap_or_default().split_inclusive(['\n', '\r']) {
        let line = written.trim();
        if is_dashes(line) {
            dash_above |= !line.is_empty();
        } else if !line.starts_with('%') {
            return Some(Line {
                range: range(start, start + written.len()),
                has_dash: dash_above || line.starts_with("- "),
            });
        }
        start += written.len();
    }
    known.map(|line| Line {
        has_dash: line.has_dash || dash_above,
        ..line
    })
}

/// What stands on a line before a comment.
fn line_before(text: &str, comment: u32) -> Line {
    let above = text.get(..comment as usize).unwrap_or_default();
    let start = memchr::memrchr2(b'\n', b'\r', above.as_bytes()).map_or(0, |at| at + 1);
    Line {
        range: range(start, comment as usize),
        has_dash: above
            .get(start..)
            .unwrap_or_default()
            .trim_start()
            .starts_with("- "),
    }
}

/// Whether nothing but the dashes of elements stands in a line.
fn is_dashes(line: &str) -> bool {
    line.trim_matches(['\u{FEFF}', '-', ' ', '\t', '\r', '\n'])
        .is_empty()
}

fn range(start: usize, end: usize) -> ByteRange {
    // A source is never longer than a range can tell.
    let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
    ByteRange::new(offset(start), offset(end))
}
