//! Positions as the client counts them.

use evallint_syntax::{ByteRange, Source};
use lsp_types::{Position, PositionEncodingKind, Range};

/// In what the characters of a line are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Encoding {
    /// In bytes of UTF-8.
    Utf8,
    /// In units of UTF-16, which every client knows.
    #[default]
    Utf16,
    /// In characters.
    Utf32,
}

impl Encoding {
    /// The encoding with this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "utf-8" => Some(Self::Utf8),
            "utf-16" => Some(Self::Utf16),
            "utf-32" => Some(Self::Utf32),
            _ => None,
        }
    }

    /// The name in the protocol.
    pub(crate) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// How many units a text has.
    pub(crate) fn length(self, text: &str) -> u32 {
        let units = match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
            Self::Utf32 => text.chars().count(),
        };
        u32::try_from(units).unwrap_or(u32::MAX)
    }

    /// How many bytes of a line so many units are: the whole line where it has no more, and none of a character that is
    /// not wholly meant.
    fn bytes(self, line: &str, units: u32) -> usize {
        let mut left = units as usize;
        for (at, character) in line.char_indices() {
            let width = match self {
                Self::Utf8 => character.len_utf8(),
                Self::Utf16 => character.len_utf16(),
                Self::Utf32 => 1,
            };
            if left < width {
                return at;
            }
            left -= width;
        }
        line.len()
    }
}

/// The byte at a position of a text. A position behind the end of its line is at that end, and one behind the last line at
/// the end of the text.
pub(crate) fn offset_in(text: &str, position: Position, encoding: Encoding) -> usize {
    let Some(start) = line_start(text, position.line) else {
        return text.len();
    };
    let rest = text.get(start..).unwrap_or_default();
    let line = match memchr::memchr2(b'\n', b'\r', rest.as_bytes()) {
        Some(end) => rest.get(..end).unwrap_or_default(),
        None => rest,
    };
    start + encoding.bytes(line, position.character)
}

/// Where a line (from 0) begins. Lines end with LF, CRLF or a lone CR.
fn line_start(text: &str, line: u32) -> Option<usize> {
    let Some(before) = (line as usize).checked_sub(1) else {
        return Some(0);
    };
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'\n', b'\r', bytes)
        .filter(|at| bytes.get(*at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n'))
        .nth(before)
        .map(|at| at + 1)
}

/// The positions of a source, in a client's encoding.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Positions<'a> {
    source: &'a Source,
    encoding: Encoding,
}

impl<'a> Positions<'a> {
    /// Those of a source.
    pub(crate) fn new(source: &'a Source, encoding: Encoding) -> Self {
        Self { source, encoding }
    }

    /// The position of a byte.
    pub(crate) fn position(self, at: u32) -> Position {
        let text = self.source.text();
        let at = text.floor_char_boundary(at as usize);
        let (line, start) = self.source.line_at(u32::try_from(at).unwrap_or(u32::MAX));
        let before = text.get(start as usize..at).unwrap_or_default();
        Position::new(line - 1, self.encoding.length(before))
    }

    /// The positions of both ends of a range.
    pub(crate) fn range(self, range: ByteRange) -> Range {
        Range::new(self.position(range.start), self.position(range.end))
    }

    /// The byte at a position.
    pub(crate) fn offset(self, position: Position) -> u32 {
        let (line, start) = match position.line.checked_add(1) {
            Some(line) => self.source.line(line),
            None => self.source.line(u32::MAX),
        };
        let bytes = self.encoding.bytes(line, position.character);
        start + u32::try_from(bytes).unwrap_or(u32::MAX)
    }

    /// The bytes of a range, whichever of its ends comes first.
    pub(crate) fn bytes(self, range: Range) -> ByteRange {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        ByteRange::new(start.min(end), start.max(end))
    }

    /// How many units a range within a line has.
    pub(crate) fn length(self, range: ByteRange) -> u32 {
        self.encoding.length(self.source.slice(range))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];
    const TEXT: &str = "\u{FEFF}预算\r\n𠮷执行率\rab\n\n末行";

    #[test]
    fn counts_in_the_units_of_the_client() {
        let source = Source::new("a.txt", TEXT).unwrap();
        let place = |encoding, word: &str| {
            let at = u32::try_from(TEXT.find(word).unwrap()).unwrap();
            let position = Positions::new(&source, encoding).position(at);
            (position.line, position.character)
        };
        assert_eq!(
            ALL.map(|encoding| place(encoding, "算")),
            [(0, 6), (0, 2), (0, 2)]
        );
        assert_eq!(
            ALL.map(|encoding| place(encoding, "执")),
            [(1, 4), (1, 2), (1, 1)]
        );
        assert_eq!(ALL.map(|encoding| place(encoding, "b")), [(2, 1); 3]);
    }

    #[test]
    fn there_and_back_is_the_same_place() {
        let source = Source::new("a.txt", TEXT).unwrap();
        for encoding in ALL {
            let positions = Positions::new(&source, encoding);
            for (at, _) in TEXT.char_indices().chain([(TEXT.len(), ' ')]) {
                let at = u32::try_from(at).unwrap();
                let position = positions.position(at);
                let is_between_cr_and_lf = TEXT.as_bytes().get(at as usize) == Some(&b'\n')
                    && TEXT.as_bytes().get((at as usize).wrapping_sub(1)) == Some(&b'\r');
                if !is_between_cr_and_lf {
                    assert_eq!(positions.offset(position), at, "{encoding:?} {position:?}");
                    assert_eq!(offset_in(TEXT, position, encoding), at as usize);
                }
            }
        }
    }

    #[test]
    fn what_lies_outside_is_taken_to_the_nearest_end() {
        let source = Source::new("a.txt", TEXT).unwrap();
        for encoding in ALL {
            let positions = Positions::new(&source, encoding);
            for (line, character, at) in [
                (0, 999, TEXT.find('\r')),
                (3, 7, TEXT.find("\n末")),
                (4, u32::MAX, Some(TEXT.len())),
                (5, 0, Some(TEXT.len())),
                (u32::MAX, u32::MAX, Some(TEXT.len())),
            ] {
                let position = Position::new(line, character);
                let at = at.unwrap();
                assert_eq!(positions.offset(position) as usize, at, "{encoding:?} {line}");
                assert_eq!(offset_in(TEXT, position, encoding), at);
            }
        }
        // Half of a character is none of it.
        assert_eq!(
            offset_in(TEXT, Position::new(1, 1), Encoding::Utf16),
            TEXT.find('𠮷').unwrap()
        );
    }
}
