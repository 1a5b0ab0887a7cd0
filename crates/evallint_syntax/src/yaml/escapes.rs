//! The escapes of a text in double quotes.

/// What stands at a backslash.
pub(super) struct Escape {
    pub(super) length: usize,
    /// Nothing where it is no escape.
    pub(super) meaning: Option<char>,
}

/// Reads the escape at the beginning of the text, other than that of a line break.
pub(super) fn read_escape(text: &str) -> Escape {
    let Some(letter) = text.chars().nth(1) else {
        return Escape {
            length: text.len().min(1),
            meaning: None,
        };
    };
    let meaning = match letter {
        'x' => return numeric(text, 2),
        'u' => return numeric(text, 4),
        'U' => return numeric(text, 8),
        '0' => Some('\0'),
        'a' => Some('\x07'),
        'b' => Some('\x08'),
        't' | '\t' => Some('\t'),
        'n' => Some('\n'),
        'v' => Some('\x0b'),
        'f' => Some('\x0c'),
        'r' => Some('\r'),
        'e' => Some('\x1b'),
        ' ' | '"' | '/' | '\\' => Some(letter),
        'N' => Some('\u{85}'),
        '_' => Some('\u{a0}'),
        'L' => Some('\u{2028}'),
        'P' => Some('\u{2029}'),
        _ => None,
    };
    Escape {
        length: 1 + letter.len_utf8(),
        meaning,
    }
}

fn numeric(text: &str, digits: usize) -> Escape {
    let Some(code) = code(text, digits) else {
        let length = text
            .bytes()
            .skip(2)
            .take(digits)
            .take_while(u8::is_ascii_hexdigit);
        return Escape {
            length: 2 + length.count(),
            meaning: None,
        };
    };
    if digits == 4 && (0xd800..0xdc00).contains(&code) {
        let low = text.get(6..).filter(|rest| rest.starts_with("\\u"));
        if let Some(low @ 0xdc00..=0xdfff) = low.and_then(|rest| self::code(rest, 4)) {
            return Escape {
                length: 12,
                meaning: char::from_u32(0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00)),
            };
        }
    }
    Escape {
        length: 2 + digits,
        meaning: char::from_u32(code),
    }
}

/// The number after the backslash and the letter.
fn code(text: &str, digits: usize) -> Option<u32> {
    let digits = text.get(2..2 + digits)?;
    let all_hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    all_hexadecimal.then(|| u32::from_str_radix(digits, 16).ok())?
}
