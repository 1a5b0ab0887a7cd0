//! Reading members and values.

use std::borrow::Cow;

use super::escapes::decode;
use super::scanner::{Colons, Quotes, StringScan, as_half_width, is_foreign_comma, is_number};
use super::{Expecting, Kind, Pending, Reader};
use crate::range::{ByteRange, offset};
use crate::text::Text;
use crate::tree::{Key, SyntaxErrorKind, Value};

impl<'a> Reader<'a> {
    /// Reads a member, from its key on.
    pub(super) fn read_member(&mut self, next: char) {
        match self.scanner.string(self.at) {
            Some(string) => self.read_member_after_key(string),
            None if matches!(next, '{' | '[' | ':' | '：') => self.skip_lost_member(),
            None => self.read_bare_key(),
        }
    }

    fn read_member_after_key(&mut self, string: StringScan) {
        if !string.closed {
            return self.recover_unclosed_key(string);
        }
        self.at = string.end;
        self.skip_trivia();
        let colon = self.peek().filter(|next| matches!(next, ':' | '：'));
        let Some(colon) = colon else {
            return self.recover_missing_colon(string);
        };
        if colon == '：' {
            self.report(
                SyntaxErrorKind::ExpectedColon,
                self.at,
                self.at + colon.len_utf8(),
            );
        }
        self.at += colon.len_utf8();
        let pending = self.pending(&string, self.at);
        self.read_value(pending);
    }

    /// Reads a key, and gives the member whose value is still to be read.
    pub(super) fn pending(&mut self, key: &StringScan, place: usize) -> Pending<'a> {
        let (text, damaged) = self.read_text(key);
        let text = if key.has_escapes {
            Cow::Owned(text.value().to_owned())
        } else {
            Cow::Borrowed(self.scanner.slice(key.content_start, key.content_end))
        };
        let range = ByteRange::between(key.content_start, key.content_end);
        Pending {
            key: Some(Key { text, range }),
            damaged,
            place,
        }
    }

    /// Reads a value and adds it to the innermost container.
    pub(super) fn read_value(&mut self, member: Pending<'a>) {
        self.skip_trivia();
        let extra_colons = self.skip_extra_colons();
        let Some(next) = self.peek() else {
            return self.add_missing_value(member, extra_colons);
        };
        match next {
            '{' | '[' => self.open_container(member, next),
            '0'..='9' | '-' | '+' | '.' | '０'..='９' | '－' | '＋' | '．' => self.read_number(member),
            ',' | '}' | ']' => self.add_missing_value(member, extra_colons),
            _ if is_foreign_comma(next) && self.separates(self.at) => {
                self.add_missing_value(member, extra_colons);
            }
            _ => match self.scanner.string(self.at) {
                Some(_) if self.is_next_key(&member) => self.add_missing_value(member, extra_colons),
                Some(string) => self.read_string_or_key(member, string),
                None => self.read_word(member),
            },
        }
    }

    /// Whether the string after a colon is not the value but the key on the next line.
    fn is_next_key(&self, member: &Pending<'a>) -> bool {
        member.key.is_some()
            && self.scanner.has_line_break(member.place, self.at)
            && self.scanner.looks_like_key(self.at, Colons::Any)
    }

    fn read_string_or_key(&mut self, member: Pending<'a>, string: StringScan) {
        if self.is_key_after_unclosed_array(&string) {
            return self.close_unclosed_innermost();
        }
        if let Some(bracket) = self.container_after_stray_quote(&string) {
            return self.open_container_after_stray_quote(member, &string, bracket);
        }
        let string = if string.closed {
            self.ended_by_next_string(&string).unwrap_or(string)
        } else {
            self.damaged_up_to(string.content_end);
            self.without_end_of_item(&string)
        };
        self.read_string(member, &string);
    }

    fn read_string(&mut self, mut member: Pending<'a>, string: &StringScan) {
        let (text, damaged) = self.read_text(string);
        member.damaged |= damaged;
        self.add(member, Value::String(text), string.start, string.end);
        self.at = string.resume;
        if !string.closed {
            self.go_on_after_unclosed_string(string);
        }
    }

    /// The content of a string and whether it is damaged. Reports what is wrong with the string: where its quotes are,
    /// nothing about what is between them.
    fn read_text(&mut self, string: &StringScan) -> (Text<'a>, bool) {
        let content = self.scanner.slice(string.content_start, string.content_end);
        let (text, invalid_escapes) = if string.has_escapes {
            decode(content, string.content_start)
        } else {
            (Text::verbatim(content, offset(string.content_start)), Vec::new())
        };
        let errors_before = self.errors.len();
        match string.quotes {
            Quotes::Missing => self.report(SyntaxErrorKind::ExpectedKey, string.start, string.end),
            _ if !string.closed => {
                self.report(SyntaxErrorKind::UnclosedString, string.start, string.end);
                self.mark_innermost_damaged();
            }
            Quotes::Wrong => self.report(SyntaxErrorKind::WrongQuotes, string.start, string.end),
            Quotes::Right => {
                for escape in invalid_escapes {
                    self.report(
                        SyntaxErrorKind::InvalidEscape,
                        escape.start as usize,
                        escape.end as usize,
                    );
                }
                if string.has_controls {
                    self.report_control_characters(content, string.content_start);
                }
            }
        }
        (text, self.errors.len() > errors_before)
    }

    fn report_control_characters(&mut self, content: &str, content_start: usize) {
        let mut at = 0;
        while let Some(plain) = content.get(at..).and_then(|rest| rest.find(|next| next < ' ')) {
            let start = at + plain;
            let rest = content.get(start..).unwrap_or_default();
            at = start + rest.find(|next| next >= ' ').unwrap_or(rest.len());
            self.report(
                SyntaxErrorKind::ControlCharacter,
                content_start + start,
                content_start + at,
            );
        }
    }

    fn read_number(&mut self, member: Pending<'a>) {
        let start = self.at;
        self.at = self.scanner.token_end(start);
        if member.key.is_some() {
            self.skip_thousands();
        }
        let literal = self.scanner.slice(start, self.at);
        if is_number(literal) {
            let value = Value::Number(Cow::Borrowed(literal));
            self.add(member, value, start, self.at);
            return;
        }
        self.report(SyntaxErrorKind::InvalidNumber, start, self.at);
        let meant: String = literal.chars().map(as_half_width).collect();
        let value = if is_number(&meant) {
            Value::Number(Cow::Owned(meant))
        } else {
            self.damaged_up_to(self.at);
            Value::Damaged
        };
        self.add(member, value, start, self.at);
    }

    /// Goes on over `,234,567.00`: in an object, digits after a comma can only be the rest of the number.
    fn skip_thousands(&mut self) {
        let is_group = |reader: &Self| {
            reader.scanner.byte(reader.at) == Some(b',')
                && (1..=3).all(|place| {
                    reader
                        .scanner
                        .byte(reader.at + place)
                        .is_some_and(|b| b.is_ascii_digit())
                })
        };
        while is_group(self) {
            self.at = self.scanner.token_end(self.at + 1);
        }
    }

    fn read_word(&mut self, member: Pending<'a>) {
        let start = self.at;
        self.at = self
            .scanner
            .token_end(start)
            .max(start + self.peek().map_or(0, char::len_utf8));
        let value = match self.scanner.slice(start, self.at) {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            _ => return self.add_invalid_word(member, start),
        };
        self.add(member, value, start, self.at);
    }

    pub(super) fn innermost_kind(&self) -> Option<Kind> {
        self.open.last().map(|open| open.kind)
    }

    /// Adds a value that is not there, although its key is.
    pub(super) fn add_damaged_member(&mut self, member: Pending<'a>) {
        let place = member.place;
        self.add(member, Value::Damaged, place, place);
        self.expect(Expecting::ItemOrComma);
    }
}
