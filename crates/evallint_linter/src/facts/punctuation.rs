//! The signs and spaces of a text, found in one pass.

/// A punctuation mark or white space in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The byte of the text at which it begins.
    pub at: usize,
    pub sign: char,
}

impl Mark {
    pub(crate) fn end(self) -> usize {
        self.at + self.sign.len_utf8()
    }

    pub(crate) fn is_space(self) -> bool {
        self.sign.is_whitespace()
    }
}

/// Appends the marks of a text: ASCII and full-width punctuation, quotes, dashes and spaces. The characters between them,
/// which are nearly all, are told by their first byte and passed over.
pub(super) fn scan_into(text: &str, marks: &mut Vec<Mark>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(first) = bytes.get(at) {
        let (length, may_be_mark) = match first {
            0x00..=0x7F => (1, !first.is_ascii_alphanumeric()),
            0x80..=0xDF => (2, *first == 0xC2),
            0xE2 | 0xE3 | 0xEF => (3, true),
            0xE0..=0xEF => (3, false),
            0xF0..=0xFF => (4, false),
        };
        if may_be_mark
            && let Some(sign) = text.get(at..).and_then(|rest| rest.chars().next())
            && is_mark(sign)
        {
            marks.push(Mark { at, sign });
        }
        at += length;
    }
}

fn is_mark(sign: char) -> bool {
    match sign {
        '\0'..='\x7F' | '\u{A0}' => !sign.is_ascii_alphanumeric(),
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => false,
        _ => matches!(
            sign,
            '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{3003}' | '\u{3008}'..='\u{301F}' | '\u{3030}' | '！'..='･'
        ),
    }
}

/// The marks of a text by itself.
pub(crate) fn marks_of(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    scan_into(text, &mut marks);
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_signs_and_spaces_and_nothing_else() {
        let text = "é一、“A１”（95.6%）\u{3000}〇々①𠮷，ok\u{A0}~\u{FF01}か";
        let mut marks = Vec::new();
        scan_into(text, &mut marks);
        let signs: String = marks.iter().map(|mark| mark.sign).collect();
        assert_eq!(signs, "、“”（.%）\u{3000}，\u{A0}~！");
        assert!(
            marks
                .iter()
                .all(|mark| text[mark.at..mark.end()].starts_with(mark.sign))
        );
    }
}
