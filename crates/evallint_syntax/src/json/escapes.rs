//! Decoding the escapes of a string.

use crate::range::{ByteRange, offset};
use crate::text::{Text, TextBuilder};

/// Decodes the content of a string, which begins at the byte `start`. Beside the text come the escapes that are none;
/// they stay in the text as they stand, and half a surrogate pair becomes U+FFFD.
pub(super) fn decode(content: &str, start: usize) -> (Text<'static>, Vec<ByteRange>) {
    let mut builder = TextBuilder::default();
    let mut invalid = Vec::new();
    let mut at = 0;
    while let Some(plain) = memchr::memchr(b'\\', rest_of(content, at).as_bytes()) {
        builder.push_verbatim(part_of(content, at, at + plain), offset(start + at));
        at += plain;
        let escape = read_escape(rest_of(content, at));
        let range = ByteRange::between(start + at, start + at + escape.length);
        match escape.meaning {
            Some(meaning) => builder.push_escape(meaning, range),
            None => builder.push_verbatim(part_of(content, at, at + escape.length), range.start),
        }
        if !escape.valid {
            invalid.push(range);
        }
        at += escape.length;
    }
    builder.push_verbatim(rest_of(content, at), offset(start + at));
    (builder.finish(), invalid)
}

/// What stands at a backslash.
struct Escape {
    length: usize,
    /// Nothing where the escape stands for itself.
    meaning: Option<char>,
    valid: bool,
}

impl Escape {
    fn of(meaning: char, length: usize) -> Self {
        Self {
            length,
            meaning: Some(meaning),
            valid: true,
        }
    }

    fn invalid(meaning: Option<char>, length: usize) -> Self {
        Self {
            length,
            meaning,
            valid: false,
        }
    }
}

fn read_escape(text: &str) -> Escape {
    let Some(letter) = text.chars().nth(1) else {
        return Escape::invalid(None, 1);
    };
    match letter {
        '"' | '\\' | '/' => Escape::of(letter, 2),
        'b' => Escape::of('\u{8}', 2),
        'f' => Escape::of('\u{c}', 2),
        'n' => Escape::of('\n', 2),
        'r' => Escape::of('\r', 2),
        't' => Escape::of('\t', 2),
        'u' => read_unicode_escape(text),
        _ => Escape::invalid(None, 1 + letter.len_utf8()),
    }
}

fn read_unicode_escape(text: &str) -> Escape {
    let Some(unit) = code_unit(text) else {
        let digits = rest_of(text, 2)
            .bytes()
            .take(4)
            .take_while(u8::is_ascii_hexdigit)
            .count();
        return Escape::invalid(None, 2 + digits);
    };
    if let Some(meaning) = char::from_u32(unit) {
        return Escape::of(meaning, 6);
    }
    match code_unit(rest_of(text, 6)) {
        Some(low @ 0xdc00..=0xdfff) if unit < 0xdc00 => {
            let code_point = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
            Escape::of(
                char::from_u32(code_point).unwrap_or(char::REPLACEMENT_CHARACTER),
                12,
            )
        }
        _ => Escape::invalid(Some(char::REPLACEMENT_CHARACTER), 6),
    }
}

/// The number that a `\uXXXX` at the beginning of the text stands for.
fn code_unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let all_hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    all_hexadecimal.then(|| u32::from_str_radix(digits, 16).ok())?
}

fn rest_of(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

fn part_of(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default()
}
