//! Texts that remember where in the source each of their bytes comes from.

use std::borrow::Cow;
use std::ops::Range;

use crate::range::{ByteRange, offset};

/// The content of a string or cell, with the way back to the source. Escapes are decoded, and a cell that goes on after
/// a page break is one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text<'a> {
    value: Cow<'a, str>,
    /// Where each part of the value comes from, in order; the first begins at 0.
    pieces: Pieces,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Pieces {
    /// The value stands in the source as it is, from this offset on.
    Verbatim(u32),
    Several(Box<[Piece]>),
}

/// A part of a value and the part of the source it comes from. Where both are of one length they are the same bytes;
/// otherwise the source is an escape, which has no inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    value_start: u32,
    value_end: u32,
    source: ByteRange,
}

impl<'a> Text<'a> {
    /// A text that stands in the source as it is, from the byte `start` on.
    #[must_use]
    pub fn verbatim(value: &'a str, start: u32) -> Self {
        Self {
            value: Cow::Borrowed(value),
            pieces: Pieces::Verbatim(start),
        }
    }

    /// The content.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Whether the content is nothing but white space.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.value.chars().all(char::is_whitespace)
    }

    /// Where the whole text stands in the source. For a text of several cells, from the first to the end of the last.
    #[must_use]
    pub fn range(&self) -> ByteRange {
        match &self.pieces {
            Pieces::Verbatim(start) => ByteRange::new(*start, start + offset(self.value.len())),
            Pieces::Several(pieces) => {
                // On a page that is not well-formed the parts of a cell may stand in another order than they are read in.
                let starts = pieces.iter().map(|piece| piece.source.start);
                let ends = pieces.iter().map(|piece| piece.source.end);
                starts
                    .min()
                    .zip(ends.max())
                    .map_or_else(ByteRange::default, |(start, end)| ByteRange::new(start, end))
            }
        }
    }

    /// Where the bytes `start..end` of the value stand in the source. A range over several cells ends with the first.
    #[must_use]
    pub fn source_range(&self, start: usize, end: usize) -> ByteRange {
        let (start, end) = (offset(start), offset(end));
        match &self.pieces {
            Pieces::Verbatim(base) => ByteRange::new(base + start, base + end.max(start)),
            Pieces::Several(pieces) => {
                let source_start = start_in_source(pieces, start);
                let source_end = end_in_source(pieces, start, end);
                ByteRange::new(source_start, source_end.max(source_start))
            }
        }
    }

    /// Which bytes of the value come from a part of the source; nothing where none do. For an empty part it is the place
    /// between two bytes. An escape has no inside: part of it stands for all of it.
    #[must_use]
    pub fn value_range(&self, source: ByteRange) -> Option<Range<usize>> {
        match &self.pieces {
            Pieces::Verbatim(start) => {
                let whole = Piece {
                    value_start: 0,
                    value_end: offset(self.value.len()),
                    source: ByteRange::new(*start, start + offset(self.value.len())),
                };
                whole.value_range(source)
            }
            Pieces::Several(pieces) => {
                let first = pieces.partition_point(|piece| piece.source.end < source.start);
                let near = pieces.get(first..).unwrap_or_default().iter();
                let mut ranges = near
                    .take_while(|piece| piece.source.start <= source.end)
                    .filter_map(|piece| piece.value_range(source));
                let first = ranges.next()?;
                let end = ranges.last().map_or(first.end, |last| last.end);
                Some(first.start..end)
            }
        }
    }

    /// A part of the text, `part` being a range of bytes of the value.
    #[must_use]
    pub fn slice(&self, part: Range<usize>) -> Self {
        let within = |piece: &Piece| {
            let start = piece.value_start.max(offset(part.start));
            let end = piece.value_end.min(offset(part.end));
            if start >= end {
                return None;
            }
            let source = if piece.is_verbatim() {
                let shift = |at: u32| piece.source.start + (at - piece.value_start);
                ByteRange::new(shift(start), shift(end))
            } else {
                piece.source
            };
            let (value_start, value_end) = (start - offset(part.start), end - offset(part.start));
            Some(Piece {
                value_start,
                value_end,
                source,
            })
        };
        let value = match &self.value {
            Cow::Borrowed(value) => Cow::Borrowed(value.get(part.clone()).unwrap_or_default()),
            Cow::Owned(value) => Cow::Owned(value.get(part.clone()).unwrap_or_default().to_owned()),
        };
        let pieces = match &self.pieces {
            Pieces::Verbatim(start) => Pieces::Verbatim(start + offset(part.start)),
            Pieces::Several(pieces) => Pieces::Several(pieces.iter().filter_map(within).collect()),
        };
        Self { value, pieces }
    }

    /// The same text, read from another source in which its parts stand elsewhere.
    pub(crate) fn carried_to<'b>(&self, source: &'b str, place: impl Fn(ByteRange) -> ByteRange) -> Text<'b> {
        let carry = |value_start: u32, value_end: u32, range: ByteRange| {
            let read = self.value.get(value_start as usize..value_end as usize);
            let is_as_it_stands = source.get(range.as_index()) == read;
            // A piece as long as its source would be taken for the same bytes.
            let is_as_long = range.len() == value_end - value_start;
            let end = if is_as_long && !is_as_it_stands {
                range.start
            } else {
                range.end
            };
            Piece {
                value_start,
                value_end,
                source: ByteRange::new(range.start, end),
            }
        };
        let pieces = match &self.pieces {
            Pieces::Verbatim(_) => {
                let range = place(self.range());
                match source.get(range.as_index()) {
                    Some(written) if *written == *self.value => return Text::verbatim(written, range.start),
                    _ => Box::from([carry(0, offset(self.value.len()), range)]),
                }
            }
            Pieces::Several(pieces) => {
                let carried = pieces.iter();
                carried
                    .map(|piece| carry(piece.value_start, piece.value_end, place(piece.source)))
                    .collect()
            }
        };
        Text {
            value: Cow::Owned(self.value.to_string()),
            pieces: Pieces::Several(pieces),
        }
    }

    /// The source ranges of the cells that the text is made of; one for an ordinary text.
    pub fn source_parts(&self) -> impl Iterator<Item = ByteRange> + '_ {
        let mut parts: Vec<ByteRange> = Vec::new();
        match &self.pieces {
            Pieces::Verbatim(_) => parts.push(self.range()),
            Pieces::Several(pieces) => {
                for piece in pieces {
                    match parts.last_mut() {
                        Some(last) if last.end == piece.source.start => last.end = piece.source.end,
                        _ => parts.push(piece.source),
                    }
                }
            }
        }
        parts.into_iter()
    }
}

fn start_in_source(pieces: &[Piece], at: u32) -> u32 {
    let index = pieces.partition_point(|piece| piece.value_end <= at);
    match (pieces.get(index), pieces.last()) {
        (Some(piece), _) if piece.is_verbatim() => piece.source.start + (at - piece.value_start),
        (Some(piece), _) => piece.source.start,
        (None, Some(last)) => last.source.end,
        (None, None) => 0,
    }
}

/// The end of the source of the value's `start..end`, at most where the cell of `start` ends.
fn end_in_source(pieces: &[Piece], start: u32, end: u32) -> u32 {
    let first = pieces.partition_point(|piece| piece.value_end <= start);
    let mut source_end = start_in_source(pieces, start);
    for piece in pieces.get(first..).unwrap_or_default() {
        let begins_another_cell = piece.value_start > start && piece.source.start != source_end;
        if piece.value_start >= end || begins_another_cell {
            break;
        }
        source_end = if end >= piece.value_end || !piece.is_verbatim() {
            piece.source.end
        } else {
            piece.source.start + (end - piece.value_start)
        };
    }
    source_end
}

impl Piece {
    fn is_verbatim(self) -> bool {
        self.value_end - self.value_start == self.source.len()
    }

    /// Which bytes of the value come from a part of the source.
    fn value_range(self, source: ByteRange) -> Option<Range<usize>> {
        let start = source.start.max(self.source.start);
        let end = source.end.min(self.source.end);
        if start > end || (start == end && !source.is_empty()) {
            return None;
        }
        let (value_start, value_end) = if self.is_verbatim() {
            let shift = |at: u32| self.value_start + (at - self.source.start);
            (shift(start), shift(end))
        } else if source.is_empty() {
            (self.value_start, self.value_start)
        } else {
            (self.value_start, self.value_end)
        };
        Some(value_start as usize..value_end as usize)
    }
}

/// Puts a text together from pieces of the source.
#[derive(Debug, Default)]
pub struct TextBuilder {
    value: String,
    pieces: Vec<Piece>,
}

impl TextBuilder {
    /// Appends a part of the source that is meant as it stands, from the byte `start` on.
    pub fn push_verbatim(&mut self, part: &str, start: u32) {
        self.push(part, ByteRange::new(start, start + offset(part.len())));
    }

    /// Appends what an escape at `source` stands for.
    pub fn push_escape(&mut self, meaning: char, source: ByteRange) {
        self.push(meaning.encode_utf8(&mut [0; 4]), source);
    }

    /// How many bytes were appended.
    pub(crate) fn len(&self) -> usize {
        self.value.len()
    }

    /// Appends another text.
    pub fn push_text(&mut self, text: &Text<'_>) {
        match &text.pieces {
            Pieces::Verbatim(start) => self.push_verbatim(&text.value, *start),
            Pieces::Several(pieces) => {
                for piece in pieces {
                    let part = text
                        .value
                        .get(piece.value_start as usize..piece.value_end as usize);
                    self.push(part.unwrap_or_default(), piece.source);
                }
            }
        }
    }

    /// The text of all that was appended.
    #[must_use]
    pub fn finish(self) -> Text<'static> {
        Text {
            value: Cow::Owned(self.value),
            pieces: Pieces::Several(self.pieces.into_boxed_slice()),
        }
    }

    /// Appends what the bytes at `source` stand for as a whole, as a folded line break does.
    pub(crate) fn push(&mut self, part: &str, source: ByteRange) {
        if part.is_empty() {
            return;
        }
        let value_start = offset(self.value.len());
        self.value.push_str(part);
        self.pieces.push(Piece {
            value_start,
            value_end: offset(self.value.len()),
            source,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_through_escapes() {
        // The source is `a\u4e07b`, from offset 10 on.
        let mut builder = TextBuilder::default();
        builder.push_verbatim("a", 10);
        builder.push_escape('万', ByteRange::new(11, 17));
        builder.push_verbatim("b", 17);
        let text = builder.finish();
        assert_eq!(text.value(), "a万b");
        assert_eq!(text.range(), ByteRange::new(10, 18));
        assert_eq!(text.source_range(1, 4), ByteRange::new(11, 17));
        assert_eq!(text.source_range(4, 5), ByteRange::new(17, 18));
        assert_eq!(text.source_range(0, 5), ByteRange::new(10, 18));
        assert_eq!(text.source_range(5, 5), ByteRange::new(18, 18));
    }

    #[test]
    fn a_part_of_the_source_leads_to_the_value() {
        // The source is `a\u4e07b`, from offset 10 on.
        let mut builder = TextBuilder::default();
        builder.push_verbatim("a", 10);
        builder.push_escape('万', ByteRange::new(11, 17));
        builder.push_verbatim("b", 17);
        let text = builder.finish();
        let found = |start, end| text.value_range(ByteRange::new(start, end));
        assert_eq!(found(10, 18), Some(0..5));
        assert_eq!(found(12, 14), Some(1..4));
        assert_eq!(found(0, 11), Some(0..1));
        assert_eq!(found(17, 99), Some(4..5));
        assert_eq!(found(18, 18), Some(5..5));
        assert_eq!((found(0, 10), found(18, 20), found(19, 19)), (None, None, None));
        let text = Text::verbatim("实际支出", 7);
        assert_eq!(text.value_range(ByteRange::new(10, 16)), Some(3..9));
        assert_eq!(text.value_range(ByteRange::new(19, 22)), None);
    }

    #[test]
    fn a_range_over_two_cells_ends_with_the_first() {
        let mut builder = TextBuilder::default();
        builder.push_verbatim("前半", 10);
        builder.push_verbatim("后半", 40);
        let text = builder.finish();
        assert_eq!(text.source_range(3, 9), ByteRange::new(13, 16));
        assert_eq!(text.source_range(6, 9), ByteRange::new(40, 43));
        assert_eq!(
            text.source_parts().collect::<Vec<_>>(),
            [ByteRange::new(10, 16), ByteRange::new(40, 46)]
        );
    }

    #[test]
    fn a_slice_keeps_its_place() {
        let mut builder = TextBuilder::default();
        builder.push_verbatim("ab", 10);
        builder.push_escape('万', ByteRange::new(12, 18));
        let slice = builder.finish().slice(1..5);
        assert_eq!((slice.value(), slice.range()), ("b万", ByteRange::new(11, 18)));
        let slice = Text::verbatim("实际支出", 7).slice(6..12);
        assert_eq!((slice.value(), slice.range()), ("支出", ByteRange::new(13, 19)));
    }

    #[test]
    fn a_verbatim_text_only_shifts() {
        let text = Text::verbatim("实际支出", 7);
        assert_eq!(text.range(), ByteRange::new(7, 19));
        assert_eq!(text.source_range(3, 6), ByteRange::new(10, 13));
    }
    #[test]
    fn a_text_carried_to_another_source_keeps_the_places_of_its_parts() {
        let mut builder = TextBuilder::default();
        builder.push_verbatim("实际", 4);
        builder.push(" ", ByteRange::new(10, 15));
        builder.push_verbatim("支出", 15);
        let text = builder.finish();
        let back = |range: ByteRange| ByteRange::new(range.start.saturating_sub(2), range.end - 2);
        let carried = text.carried_to("a:实际\n    支出", back);
        assert_eq!(carried.value(), "实际 支出");
        assert_eq!(carried.source_range(7, 10), ByteRange::new(13, 16));
        // What only is as long as its source has no places of its own in it.
        let carried = text.carried_to("a:实x际\n   支出", back);
        assert_eq!(carried.source_range(3, 6), ByteRange::new(2, 2));
    }
}
