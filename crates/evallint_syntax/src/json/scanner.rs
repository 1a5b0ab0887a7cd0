//! Looking at the text of a JSON source without reading it: where tokens end, and what a place looks like.

/// The text, and questions about places in it. Every place is a byte offset on a character boundary.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scanner<'a> {
    text: &'a str,
}

/// Where a string begins and ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct StringScan {
    pub(super) start: usize,
    pub(super) content_start: usize,
    pub(super) content_end: usize,
    /// Past the closing quote; where there is none, the end of the content.
    pub(super) end: usize,
    /// Where reading goes on after the string.
    pub(super) resume: usize,
    pub(super) closed: bool,
    pub(super) has_escapes: bool,
    pub(super) has_controls: bool,
    pub(super) quotes: Quotes,
}

/// What a string stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    Right,
    Wrong,
    /// The opening one is missing at least.
    Missing,
}

/// The colons that make a string before them a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Colons {
    /// Only the one that JSON has: inside of prose, 「"甲"：」 is no key.
    Ascii,
    /// The full-width one as well.
    Any,
}

/// Bytes that are checked at once while skipping the plain part of a string.
const CHUNK: usize = 32;

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text }
    }

    pub(super) fn len(self) -> usize {
        self.text.len()
    }

    pub(super) fn byte(self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    pub(super) fn char(self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }

    pub(super) fn rest(self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or_default()
    }

    pub(super) fn slice(self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The end of what stands between `start` and `end` without the blanks before the end.
    pub(super) fn trimmed_end(self, start: usize, end: usize) -> usize {
        start + self.slice(start, end).trim_end().len()
    }

    /// Past the white space that JSON has.
    pub(super) fn skip_space(self, mut at: usize) -> usize {
        while matches!(self.byte(at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            at += 1;
        }
        at
    }

    /// Past white space of any kind.
    pub(super) fn skip_blank(self, at: usize) -> usize {
        let mut at = self.skip_space(at);
        while let Some(blank) = self.char(at).filter(|next| is_blank(*next)) {
            at = self.skip_space(at + blank.len_utf8());
        }
        at
    }

    pub(super) fn has_line_break(self, start: usize, end: usize) -> bool {
        self.slice(start, end).contains(is_line_break)
    }

    pub(super) fn is_closing(self, at: usize) -> bool {
        matches!(self.byte(at), Some(b'}' | b']'))
    }

    pub(super) fn is_colon(self, at: usize) -> bool {
        self.byte(at) == Some(b':')
    }

    pub(super) fn is_quote(self, at: usize) -> bool {
        self.char(at).is_some_and(|next| closing_quotes(next).is_some())
    }

    pub(super) fn is_comment(self, at: usize) -> bool {
        self.byte(at) == Some(b'/') && matches!(self.byte(at + 1), Some(b'/' | b'*'))
    }

    /// The end of the comment at `at`. One that is never closed goes on to the end of the text.
    pub(super) fn comment_end(self, at: usize) -> usize {
        let rest = self.rest(at);
        let length = if rest.starts_with("/*") {
            memchr::memmem::find(rest.as_bytes().get(2..).unwrap_or_default(), b"*/").map(|close| close + 4)
        } else {
            memchr::memchr2(b'\n', b'\r', rest.as_bytes())
        };
        at + length.unwrap_or(rest.len())
    }

    /// Whether the comment at `at` lacks its end.
    pub(super) fn is_unclosed_comment(self, at: usize) -> bool {
        let comment = self.slice(at, self.comment_end(at));
        comment.starts_with("/*") && (comment.len() < 4 || !comment.ends_with("*/"))
    }

    /// The end of what stands between `start` and `end` on the line of `start`.
    pub(super) fn line_end(self, start: usize, end: usize) -> usize {
        self.slice(start, end)
            .find(is_line_break)
            .map_or(end, |length| start + length)
    }

    /// The end of a number or bare word.
    pub(super) fn token_end(self, at: usize) -> usize {
        let ends = |(offset, next): (usize, char)| {
            (ends_token(next) || next == '/' && self.is_comment(at + offset)).then_some(at + offset)
        };
        self.rest(at).char_indices().find_map(ends).unwrap_or(self.len())
    }

    /// The string whose opening quote, right or wrong, stands at `at`. A line break ends it: JSON strings hold none.
    pub(super) fn string(self, at: usize) -> Option<StringScan> {
        let opening = self.char(at)?;
        let closing = closing_quotes(opening)?;
        let content_start = at + opening.len_utf8();
        let mut scan = StringScan {
            start: at,
            content_start,
            content_end: content_start,
            end: content_start,
            resume: content_start,
            closed: false,
            has_escapes: false,
            has_controls: false,
            quotes: if opening == '"' {
                Quotes::Right
            } else {
                Quotes::Wrong
            },
        };
        let mut end = content_start;
        loop {
            end += plain_length(self.rest(end), opening, closing);
            scan.content_end = end;
            match self.char(end) {
                None | Some('\n' | '\r') => break,
                Some('\\') => {
                    scan.has_escapes = true;
                    end = self.past_escaped(end + 1);
                }
                Some(quote) if closing.contains(&quote) => {
                    scan.closed = true;
                    end += quote.len_utf8();
                    break;
                }
                Some(control) => {
                    scan.has_controls = true;
                    end += control.len_utf8();
                }
            }
        }
        Some(StringScan {
            end,
            resume: end,
            ..scan
        })
    }

    /// Past the character after a backslash, which is no closing quote. A line break ends the string even there.
    fn past_escaped(self, at: usize) -> usize {
        match self.char(at) {
            Some(escaped) if !is_line_break(escaped) => at + escaped.len_utf8(),
            _ => at,
        }
    }

    /// The end of the container opened at `at`, whatever is in it, and whether it is closed at all.
    pub(super) fn container_end(self, mut at: usize) -> (usize, bool) {
        let mut depth = 0_usize;
        while let Some(byte) = self.byte(at) {
            match byte {
                b'"' => {
                    at = self.string(at).map_or(at + 1, |string| string.end);
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth <= 1 => return (at + 1, true),
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            at += 1;
        }
        (self.len(), false)
    }

    /// Whether a string and a colon stand here. Looks no further than the next quote, so that looking at every comma of
    /// a text stays linear.
    pub(super) fn looks_like_key(self, at: usize, colons: Colons) -> bool {
        let Some(string) = self.string(at).filter(|string| string.closed) else {
            return false;
        };
        match self.char(self.skip_blank(string.end)) {
            Some(':') => true,
            Some('：') => colons == Colons::Any,
            _ => false,
        }
    }

    /// Whether a container begins here, or a scalar stands here that ends as an element of an array does.
    pub(super) fn looks_like_value(self, at: usize) -> bool {
        match self.char(at) {
            Some('{' | '[') => true,
            Some(_) if self.is_quote(at) => self
                .string(at)
                .is_some_and(|string| string.closed && self.ends_value(string.end)),
            _ => self.is_scalar(at) && self.ends_value(self.token_end(at)),
        }
    }

    /// Whether a container begins here, and not a bracket in prose.
    pub(super) fn looks_like_container(self, at: usize) -> bool {
        let next = self.skip_blank(at + 1);
        match self.byte(at) {
            Some(b'{') => self.byte(next) == Some(b'}') || self.looks_like_key(next, Colons::Any),
            Some(b'[') => self.byte(next) == Some(b']') || self.looks_like_value(next),
            _ => false,
        }
    }

    /// Whether a number, `true`, `false` or `null` stands here.
    pub(super) fn is_scalar(self, at: usize) -> bool {
        let token = self.slice(at, self.token_end(at));
        matches!(token, "true" | "false" | "null") || is_number(token)
    }

    /// Whether what follows a value goes on after it: a comma, a bracket, another line, or nothing.
    pub(super) fn ends_value(self, at: usize) -> bool {
        let next = self.skip_blank(at);
        match self.char(next) {
            None | Some(',' | '，' | '}' | ']') => true,
            // In prose these stand behind quotes, but not at the end of a line.
            Some(comma) if is_foreign_comma(comma) => {
                let after = next + comma.len_utf8();
                self.has_line_break(after, self.skip_blank(after))
            }
            _ => self.has_line_break(at, next),
        }
    }
}

/// How far a string goes on without anything that needs a look.
fn plain_length(rest: &str, opening: char, closing: &[char]) -> usize {
    if opening != '"' {
        let needs_look = |next: char| next == '\\' || next < ' ' || closing.contains(&next);
        return rest.find(needs_look).unwrap_or(rest.len());
    }
    let bytes = rest.as_bytes();
    // Without an early exit the compiler checks a whole chunk in a few vector instructions.
    let is_plain = |chunk: &&[u8; CHUNK]| {
        !chunk
            .iter()
            .fold(false, |found, byte| found | needs_look_in_string(*byte))
    };
    let plain = bytes.as_chunks::<CHUNK>().0.iter().take_while(is_plain).count() * CHUNK;
    let tail = bytes.get(plain..).unwrap_or_default();
    plain
        + tail
            .iter()
            .position(|byte| needs_look_in_string(*byte))
            .unwrap_or(tail.len())
}

#[expect(
    clippy::needless_bitwise_bool,
    reason = "lazy operators keep the check from being made in vectors"
)]
fn needs_look_in_string(byte: u8) -> bool {
    (byte == b'"') | (byte == b'\\') | (byte < b' ')
}

/// The quotes that may close a string after this opening one; nothing where it is no quote. Whoever types the wrong
/// quotes does not always type them in pairs.
fn closing_quotes(opening: char) -> Option<&'static [char]> {
    match opening {
        '"' => Some(&['"']),
        '\'' => Some(&['\'']),
        '‘' | '’' => Some(&['’', '‘', '\'']),
        '“' | '”' | '＂' => Some(&['”', '“', '＂', '"']),
        _ => None,
    }
}

pub(super) fn is_line_break(character: char) -> bool {
    matches!(character, '\n' | '\r')
}

/// Whether this looks like a blank; JSON takes only four of them for white space.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{feff}' | '\u{200b}')
}

fn ends_token(character: char) -> bool {
    matches!(character, ',' | ':' | '：' | '{' | '}' | '[' | ']' | '"')
        || is_foreign_comma(character)
        || is_blank(character)
}

/// Whether this is typed in place of a comma.
pub(super) fn is_foreign_comma(character: char) -> bool {
    matches!(character, '，' | '；' | ';' | '、')
}

/// The character of a number for its full-width form.
pub(super) fn as_half_width(character: char) -> char {
    match character {
        '０'..='９' | '．' | '－' | '＋' | '％' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        _ => character,
    }
}

/// Whether a literal is a number as JSON writes it.
pub(super) fn is_number(literal: &str) -> bool {
    let unsigned = literal.strip_prefix('-').unwrap_or(literal);
    let (integer, rest) = split_digits(unsigned);
    let leading_zero = integer.len() > 1 && integer.starts_with('0');
    if integer.is_empty() || leading_zero {
        return false;
    }
    let Some(rest) = after_fraction(rest) else {
        return false;
    };
    let Some(exponent) = rest.strip_prefix(['e', 'E']) else {
        return rest.is_empty();
    };
    let (digits, rest) = split_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
    !digits.is_empty() && rest.is_empty()
}

/// What follows the fraction, if any; nothing where its digits are missing.
fn after_fraction(rest: &str) -> Option<&str> {
    let Some(fraction) = rest.strip_prefix('.') else {
        return Some(rest);
    };
    let (digits, rest) = split_digits(fraction);
    (!digits.is_empty()).then_some(rest)
}

fn split_digits(text: &str) -> (&str, &str) {
    let end = text
        .find(|next: char| !next.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}
