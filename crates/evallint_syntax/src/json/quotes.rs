//! Finding out where a string was meant to end, and a key, when quotes are missing or too many.

use super::scanner::{Colons, Quotes, StringScan, is_line_break, is_number};
use super::{Expecting, Kind, Pending, Reader};
use crate::tree::SyntaxErrorKind;

impl<'a> Reader<'a> {
    /// In `"x, "b": 1` the quote that seems to close the string opens the next one. Gives the unclosed string, up to
    /// the comma; nothing where the closing quote is what it seems.
    pub(super) fn ended_by_next_string(&self, string: &StringScan) -> Option<StringScan> {
        let content = self.scanner.slice(string.content_start, string.content_end);
        let comma = string.content_start + content.trim_end().strip_suffix(',')?.len();
        if string.quotes != Quotes::Right || self.scanner.ends_value(string.end) {
            return None;
        }
        let cut = self.without_end_of_item(string);
        let closes_containers = cut.resume < comma;
        let goes_on = if closes_containers {
            self.scanner.looks_like_key(string.content_end, Colons::Any)
                || self.scanner.looks_like_value(string.content_end)
        } else {
            self.looks_like_item(string.content_end, Colons::Any)
        };
        goes_on.then_some(StringScan {
            resume: cut.resume.min(comma),
            closed: false,
            ..cut
        })
    }

    /// In `"a": " {"b": 1` a quote stands before the bracket of a container. Gives the place of the bracket.
    pub(super) fn container_after_stray_quote(&self, string: &StringScan) -> Option<usize> {
        let content = self.scanner.slice(string.content_start, string.content_end);
        let bracket = string.content_end - content.trim_start().len();
        let is_value = string.closed && self.scanner.ends_value(string.end);
        let is_container = matches!(content.trim(), "{" | "[") && self.scanner.looks_like_container(bracket);
        (is_container && !is_value).then_some(bracket)
    }

    pub(super) fn open_container_after_stray_quote(
        &mut self,
        member: Pending<'a>,
        string: &StringScan,
        bracket: usize,
    ) {
        self.report(
            SyntaxErrorKind::UnclosedString,
            string.start,
            string.content_start,
        );
        self.mark_innermost_damaged();
        self.at = bracket;
        self.read_value(member);
    }

    /// A string that goes on to the end of its line, or to the next string, has swallowed the comma and the brackets
    /// there. Gives it without.
    pub(super) fn without_end_of_item(&self, string: &StringScan) -> StringScan {
        let content = self
            .scanner
            .slice(string.content_start, string.content_end)
            .trim_end();
        let before_comma = content.strip_suffix(',').unwrap_or(content).trim_end();
        let before_brackets = before_comma.trim_end_matches(['}', ']', ' ', '\t']);
        let brackets = before_comma
            .get(before_brackets.len()..)
            .unwrap_or_default()
            .trim_start();
        let has_comma = before_comma.len() < content.len();
        let text_follows = has_comma || self.scanner.skip_blank(string.content_end) < self.scanner.len();
        let closes = !brackets.is_empty() && self.closes_containers(brackets, before_brackets, text_follows);
        let (content, resume) = if closes {
            (
                before_brackets,
                string.content_start + before_comma.len() - brackets.len(),
            )
        } else {
            (before_comma, string.content_end)
        };
        let end = string.content_start + without_mistyped_quote(content).len();
        StringScan {
            content_end: end,
            end,
            resume,
            ..*string
        }
    }

    /// Whether brackets at the end of an unclosed string close the innermost containers, and not brackets in its text.
    fn closes_containers(&self, brackets: &str, before: &str, text_follows: bool) -> bool {
        let mut closing = brackets.chars().filter(|bracket| matches!(bracket, '}' | ']'));
        let mut open = self.open.iter().rev();
        let fits = closing.all(|bracket| {
            open.next()
                .is_some_and(|open| open.kind == Kind::of_bracket(bracket))
        });
        let leaves_some_open = open.next().is_some();
        fits && (leaves_some_open || !text_follows) && !before.contains(['{', '['])
    }

    pub(super) fn go_on_after_unclosed_string(&mut self, string: &StringScan) {
        self.damaged_up_to(string.resume);
        self.expect(Expecting::ItemOrComma);
        if self.peek().is_some_and(is_line_break) {
            self.resynchronize();
        }
    }

    pub(super) fn recover_unclosed_key(&mut self, string: StringScan) {
        if let Some((key, place)) = self.key_before_value(&string) {
            return self.read_value_of_unclosed_key(&key, place);
        }
        self.damaged_up_to(string.content_end);
        let string = self.without_end_of_item(&string);
        self.lose_unclosed_key(&string);
    }

    fn lose_unclosed_key(&mut self, string: &StringScan) {
        self.report(SyntaxErrorKind::UnclosedString, string.start, string.end);
        self.mark_innermost_damaged();
        self.at = string.resume;
        self.go_on_after_unclosed_string(string);
    }

    fn read_value_of_unclosed_key(&mut self, key: &StringScan, place: usize) {
        let pending = self.pending(key, place);
        self.at = place;
        self.read_value(pending);
    }

    /// In `"a: 1,` the key lacks its quote, but the value is plain to see. Gives the key and the place of the value.
    /// A string up to the end of the text is only half-typed, and nothing is plain.
    fn key_before_value(&self, string: &StringScan) -> Option<(StringScan, usize)> {
        let content = self.scanner.slice(string.content_start, string.content_end);
        let (key, value) = content
            .split_once(':')
            .filter(|_| string.content_end < self.scanner.len())?;
        let value = value.trim();
        let value = value.strip_suffix(',').unwrap_or(value).trim_end();
        let is_plain = matches!(value, "true" | "false" | "null" | "{" | "[") || is_number(value);
        (is_plain && !key.trim().is_empty()).then(|| self.key_up_to_colon(string, key))
    }

    fn key_up_to_colon(&self, string: &StringScan, key: &str) -> (StringScan, usize) {
        let place = string.content_start + key.len() + 1;
        let end = self.scanner.trimmed_end(string.content_start, place - 1);
        (
            StringScan {
                content_end: end,
                end,
                resume: place,
                closed: false,
                ..*string
            },
            place,
        )
    }

    /// Goes on after a string in the place of a key that no colon follows.
    pub(super) fn recover_missing_colon(&mut self, string: StringScan) {
        let after_key = self.at;
        let at_end = self.peek().is_none();
        if string.quotes == Quotes::Right && !at_end && self.recover_misplaced_quote(&string) {
            return;
        }
        if let Some(unclosed) = self.ended_by_next_string(&string) {
            return self.lose_unclosed_key(&unclosed);
        }
        self.report(SyntaxErrorKind::ExpectedColon, string.end, string.end);
        let member = self.pending(&string, string.end);
        if self.begins_value(after_key) {
            self.read_value(member);
        } else if at_end || self.ends_as_value_does(after_key) || self.scanner.is_quote(after_key) {
            self.damaged_up_to(after_key);
            self.add_damaged_member(member);
        } else {
            // The key may be a part of one that holds a quote, so that it names no member.
            self.mark_innermost_damaged();
            self.skip_one();
            self.resynchronize();
        }
    }

    /// Reads the member where only a quote is missing from its key, or too many.
    fn recover_misplaced_quote(&mut self, string: &StringScan) -> bool {
        let content = self.scanner.slice(string.content_start, string.content_end);
        // In `"a: "x",` the quote that seems to close the key opens the value; in `"a: {"b": 1`, that in it.
        let before_bracket = content.trim_end().strip_suffix(['{', '[']).map(str::trim_end);
        let before_colon = before_bracket.unwrap_or(content.trim_end()).strip_suffix(':');
        if let Some(key) = before_colon.filter(|key| !key.trim().is_empty()) {
            let (key, after_colon) = self.key_up_to_colon(string, key);
            let place = if before_bracket.is_some() {
                after_colon
            } else {
                string.content_end
            };
            self.read_value_of_unclosed_key(&key, place);
            return true;
        }
        // In `"a"": 1` the key has a quote after it, and in `""a": 1` one before it.
        if let Some(colon) = self.colon_after_quote(string.end) {
            self.report(SyntaxErrorKind::ExpectedColon, string.end, string.end + 1);
            let pending = self.pending(string, colon + 1);
            self.at = colon + 1;
            self.read_value(pending);
            return true;
        }
        let bare_key_end = self.scanner.token_end(string.end);
        let is_bare_key = bare_key_end > string.end && self.colon_after_quote(bare_key_end).is_some();
        if content.trim().is_empty() && is_bare_key {
            self.at = string.end;
            self.read_bare_key();
            return true;
        }
        false
    }

    fn colon_after_quote(&self, quote: usize) -> Option<usize> {
        let colon = self.scanner.skip_blank(quote + 1);
        (self.scanner.byte(quote) == Some(b'"') && self.scanner.is_colon(colon)).then_some(colon)
    }

    /// Whether what follows a key without a colon is its value. A key is not.
    fn begins_value(&self, at: usize) -> bool {
        match self.scanner.char(at) {
            Some('{' | '[') => true,
            Some(_) if self.scanner.is_quote(at) => !self.scanner.looks_like_key(at, Colons::Any),
            _ => self.scanner.is_scalar(at),
        }
    }
}

/// Without the full-width closing quote that was typed in place of the right one.
fn without_mistyped_quote(content: &str) -> &str {
    match content.strip_suffix('”') {
        Some(before) if !before.contains('“') => before,
        _ => content,
    }
}
