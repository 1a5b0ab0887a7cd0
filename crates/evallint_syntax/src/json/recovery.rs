//! Finding out what a mistake was meant to be, and where to read on after it.

use super::scanner::{Colons, Quotes, StringScan, is_line_break, is_number};
use super::{Expecting, Kind, Open, Pending, Reader};
use crate::range::offset;
use crate::tree::{SyntaxErrorKind, Value};

/// Strings.
impl Reader<'_> {
    /// In `"x, "b": 1` the quote that seems to close the string opens the next one. Gives the unclosed string, up to
    /// the comma; nothing where the closing quote is what it seems.
    pub(super) fn ended_by_next_string(&self, string: &StringScan) -> Option<StringScan> {
        let content = self.scanner.slice(string.content_start, string.content_end);
        let before_comma = content.trim_end().strip_suffix(',')?;
        if string.quotes != Quotes::Right || self.scanner.ends_value(string.end) {
            return None;
        }
        let looks_like_item = self.looks_like_item(string.content_end, Colons::Any);
        let end = string.content_start + without_mistyped_quote(before_comma.trim_end()).len();
        let resume = string.content_start + before_comma.len();
        looks_like_item.then_some(StringScan {
            content_end: end,
            end,
            resume,
            closed: false,
            ..*string
        })
    }

    /// A string that goes on to the end of its line has swallowed the comma and the brackets there. Gives it without.
    pub(super) fn without_end_of_line(&mut self, string: &StringScan) -> StringScan {
        self.damaged_up_to(string.content_end);
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
        let ends_document = string.content_end == self.scanner.len() && content.len() > before_comma.len();
        if !brackets.is_empty() && self.close_containers(brackets, before_brackets, ends_document) {
            let end = string.content_start + without_mistyped_quote(before_brackets).len();
            let resume = string.content_start + before_comma.len() - brackets.len();
            return StringScan {
                content_end: end,
                end,
                resume,
                ..*string
            };
        }
        let end = string.content_start + without_mistyped_quote(before_comma).len();
        StringScan {
            content_end: end,
            end,
            resume: string.content_end,
            ..*string
        }
    }

    /// Whether brackets at the end of an unclosed string close the innermost containers, and not brackets in its text.
    fn close_containers(&self, brackets: &str, before: &str, text_follows: bool) -> bool {
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
        let string = self.without_end_of_line(&string);
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
        let content = self.scanner.slice(string.content_start, string.content_end);
        // In `"a: "x",` the quote that seems to close the key opens the value.
        let before_colon = content
            .trim_end()
            .strip_suffix(':')
            .filter(|key| !key.trim().is_empty());
        if let Some(key) = before_colon.filter(|_| !at_end && string.quotes == Quotes::Right) {
            let (key, _) = self.key_up_to_colon(&string, key);
            return self.read_value_of_unclosed_key(&key, string.content_end);
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

    /// Whether what follows a key without a colon is its value. A key is not.
    fn begins_value(&self, at: usize) -> bool {
        match self.scanner.char(at) {
            Some('{' | '[') => true,
            Some(_) if self.scanner.is_quote(at) => !self.scanner.looks_like_key(at, Colons::Any),
            _ => self.scanner.is_scalar(at),
        }
    }
}

/// Members and values.
impl<'a> Reader<'a> {
    /// Reads a member whose key has no quotes, or only the closing one.
    pub(super) fn read_bare_key(&mut self) {
        let start = self.at;
        let end = self.scanner.token_end(start);
        let quote = usize::from(self.scanner.byte(end) == Some(b'"'));
        let colon = self.scanner.skip_blank(end + quote);
        if end == start || self.scanner.byte(colon) != Some(b':') {
            return self.skip_lost_member();
        }
        let key = StringScan {
            start,
            content_start: start,
            content_end: end,
            end: end + quote,
            resume: colon,
            closed: false,
            has_escapes: false,
            has_controls: false,
            quotes: Quotes::Missing,
        };
        let pending = self.pending(&key, colon + 1);
        self.at = colon + 1;
        self.read_value(pending);
    }

    /// Skips what stands in the place of a member and has no key.
    pub(super) fn skip_lost_member(&mut self) {
        let start = self.at;
        if matches!(self.peek(), Some(':' | '：')) {
            self.skip_one();
            self.at = self.scanner.skip_blank(self.at);
        }
        self.skip_container_or_one();
        self.resynchronize();
        let end = self.junk_end(start);
        self.report(SyntaxErrorKind::ExpectedKey, start, end);
        self.mark_innermost_damaged();
    }

    pub(super) fn skip_extra_colons(&mut self) -> bool {
        let start = self.at;
        let mut end = start;
        while let Some(colon) = self.peek().filter(|next| matches!(next, ':' | '：')) {
            self.at += colon.len_utf8();
            end = self.at;
            self.skip_trivia();
        }
        if end > start {
            self.report(SyntaxErrorKind::ExpectedValue, start, end);
        }
        end > start
    }

    /// Adds a member without a value. An array has no place for a missing element, but an empty document has.
    pub(super) fn add_missing_value(&mut self, member: Pending<'a>, reported: bool) {
        let place = member.place;
        let stray_bracket = self.peek().filter(|next| {
            matches!(next, '}' | ']') && self.open.iter().all(|open| open.kind != Kind::of_bracket(*next))
        });
        if stray_bracket.is_some() {
            self.skip_unexpected_closing();
        } else if !reported {
            self.report(SyntaxErrorKind::ExpectedValue, place, place);
        }
        self.damaged_up_to(if self.peek().is_none() { self.at } else { place });
        if self.innermost_kind() != Some(Kind::Array) {
            self.add_damaged_member(member);
        }
    }

    pub(super) fn add_invalid_word(&mut self, member: Pending<'a>, start: usize) {
        let word_end = self.at;
        let goes_on = !self.open.is_empty() && !self.ends_as_value_does(word_end);
        if goes_on {
            self.resynchronize();
            self.mark_damaged_if_key_is_lost(word_end);
        }
        let end = self.junk_end(start);
        self.report(SyntaxErrorKind::InvalidWord, start, end);
        self.damaged_up_to(self.at);
        self.add(member, Value::Damaged, start, end);
        if goes_on {
            self.expect(Expecting::ItemOrComma);
        }
    }

    /// Skips text that follows a value without a comma on the same line, as after a quote that ought to be escaped.
    pub(super) fn skip_text_after_value(&mut self, open: Open) {
        let start = self.at;
        self.skip_container_or_one();
        self.resynchronize();
        let end = self.junk_end(start);
        let Some(last) = open.last else { return };
        let node = self.tree.node(last);
        let is_container = matches!(node.value, Value::Object | Value::Array);
        let is_text = matches!(node.value, Value::String(_) | Value::Damaged);
        if is_container || !node.damaged {
            self.report(SyntaxErrorKind::InvalidWord, start, end);
        }
        if is_text {
            self.mark_damaged_if_key_is_lost(start);
        } else {
            self.mark_innermost_damaged();
        }
        if !is_container {
            self.tree.mark_damaged(last);
            self.tree.close(last, offset(end));
        }
    }

    /// Where a key may stand in what was skipped, nobody may claim that it is absent.
    fn mark_damaged_if_key_is_lost(&mut self, start: usize) {
        if self.scanner.slice(start, self.at).contains([':', '：']) {
            self.mark_innermost_damaged();
        }
    }

    /// Looks for the document after text that is none, such as 「以下是结果：」 or a code fence.
    pub(super) fn skip_leading_text(&mut self) {
        let text = self.scanner.rest(self.at);
        let is_document = |place: &usize| {
            let next = self.scanner.skip_blank(place + 1);
            match self.scanner.byte(*place) {
                Some(b'{') => {
                    self.scanner.looks_like_key(next, Colons::Any) || self.scanner.byte(next) == Some(b'}')
                }
                _ => self.scanner.looks_like_value(next) || self.scanner.byte(next) == Some(b']'),
            }
        };
        let brackets = memchr::memchr2_iter(b'{', b'[', text.as_bytes()).map(|place| self.at + place);
        let Some(document) = brackets.into_iter().find(is_document) else {
            return;
        };
        let end = self.scanner.trimmed_end(self.at, document);
        let end = self.scanner.line_end(self.at, end);
        self.report(SyntaxErrorKind::InvalidWord, self.at, end);
        self.at = document;
    }
}

/// Commas and brackets.
impl<'a> Reader<'a> {
    /// Whether a member or element stands here although a comma is missing before it.
    pub(super) fn read_missing_comma(&mut self, next: char, open: Open) -> bool {
        let on_new_line = self.scanner.has_line_break(open.last_end, self.at);
        let is_quote = self.scanner.is_quote(self.at);
        let is_item = match open.kind {
            Kind::Object => self.scanner.looks_like_key(self.at, Colons::Any) || is_quote && on_new_line,
            Kind::Array if next == ':' => {
                self.report(SyntaxErrorKind::ExpectedComma, self.at, self.at + 1);
                self.at += 1;
                self.expect(Expecting::ItemOrComma);
                return true;
            }
            Kind::Array => {
                is_quote || self.scanner.looks_like_value(self.at) || self.is_one_of_several_scalars()
            }
        };
        if is_item {
            self.report(SyntaxErrorKind::ExpectedComma, open.last_end, open.last_end);
        }
        is_item || on_new_line
    }

    /// Whether a number or literal stands here, and another value right after it.
    fn is_one_of_several_scalars(&self) -> bool {
        let end = self.scanner.token_end(self.at);
        let next = self.scanner.skip_blank(end);
        let is_value = |at| {
            self.scanner.is_scalar(at)
                || self.scanner.is_quote(at)
                || matches!(self.scanner.byte(at), Some(b'{' | b'['))
        };
        self.scanner.is_scalar(self.at) && next > end && is_value(next)
    }

    /// Whether something may follow a comma here, be it full-width. In prose nothing does.
    pub(super) fn separates(&self, comma: usize) -> bool {
        let after = comma + self.scanner.char(comma).map_or(0, char::len_utf8);
        let next = self.scanner.skip_blank(after);
        matches!(self.scanner.char(next), None | Some(',' | '}' | ']'))
            || self.scanner.has_line_break(after, next)
            || self.scanner.is_comment(next)
            || self.looks_like_item(next, Colons::Any)
    }

    /// Whether a value may end here: a line, a container or the text ends, or a comma follows that is one.
    fn ends_as_value_does(&self, at: usize) -> bool {
        let next = self.scanner.skip_blank(at);
        match self.scanner.char(next) {
            None | Some('}' | ']') => true,
            Some(',' | '，') => self.separates(next),
            _ => self.scanner.has_line_break(at, next) || self.scanner.is_comment(next),
        }
    }

    /// Whether a member or element of the innermost container stands here.
    fn looks_like_item(&self, at: usize, colons: Colons) -> bool {
        match self.innermost_kind() {
            Some(Kind::Object) => self.scanner.looks_like_key(at, colons),
            Some(Kind::Array) => self.scanner.looks_like_value(at),
            None => false,
        }
    }

    /// Whether the innermost container lacks its bracket and ended before this: in an object among the elements of an
    /// array another object begins, or in an array among members another key.
    pub(super) fn ends_before(&self, next: char, open: Open) -> bool {
        match open.kind {
            Kind::Object => next == '{' && self.parent_kind() == Some(Kind::Array),
            Kind::Array => {
                open.expecting == Expecting::Comma
                    && self.parent_kind() == Some(Kind::Object)
                    && self.scanner.looks_like_key(self.at, Colons::Any)
            }
        }
    }

    pub(super) fn is_key_after_unclosed_array(&self, string: &StringScan) -> bool {
        let Some(open) = self.open.last() else {
            return false;
        };
        open.kind == Kind::Array
            && open.expecting != Expecting::FirstItem
            && self.parent_kind() == Some(Kind::Object)
            && string.closed
            && matches!(
                self.scanner.char(self.scanner.skip_blank(string.end)),
                Some(':' | '：')
            )
    }

    fn parent_kind(&self) -> Option<Kind> {
        self.open.iter().rev().nth(1).map(|open| open.kind)
    }

    pub(super) fn close_unclosed_innermost(&mut self) {
        self.report_unclosed_innermost();
        self.mark_innermost_damaged();
        self.close_innermost(self.at);
        self.expect(Expecting::ItemOrComma);
    }

    pub(super) fn report_unclosed_innermost(&mut self) {
        if let Some(open) = self.open.last() {
            self.report(SyntaxErrorKind::UnclosedContainer, open.start, open.start + 1);
        }
    }

    /// Whether a bracket that does not fit is only the wrong one for the innermost container: were it the root's, the
    /// document would end here, but it goes on.
    pub(super) fn stands_for_the_other_bracket(&self, closed: usize) -> bool {
        let next = self.scanner.skip_blank(self.at + 1);
        closed == 0 && matches!(self.scanner.byte(next), Some(b',' | b'}' | b']'))
    }

    pub(super) fn skip_unexpected_closing(&mut self) {
        let start = self.at;
        let bracket = self.scanner.byte(start);
        while self.scanner.byte(self.at) == bracket && bracket.is_some() {
            self.at += 1;
        }
        self.report(SyntaxErrorKind::UnexpectedClosing, start, self.at);
        self.damaged_up_to(self.at);
    }

    pub(super) fn skip_too_deep(&mut self, member: Pending<'a>) {
        let start = self.at;
        let (end, closed) = self.scanner.container_end(start);
        if !self.too_deep_reported {
            self.report(SyntaxErrorKind::TooDeep, start, start + 1);
            self.too_deep_reported = true;
        }
        self.at = end;
        if !closed {
            self.damaged_up_to(end);
        }
        self.add(member, Value::Damaged, start, end);
    }
}

/// Skipping.
impl Reader<'_> {
    /// Skips to where reading may go on after damage: a comma before something that looks like a member or element, a
    /// line that begins with such a thing, or a bracket that looks as if it closed a container. Quotes are of no use
    /// here, for they may be what is wrong.
    pub(super) fn resynchronize(&mut self) {
        while let Some(byte) = self.scanner.byte(self.at) {
            match byte {
                b'\n' | b'\r' => {
                    self.at = self.scanner.skip_blank(self.at);
                    if self.begins_line(self.at) {
                        break;
                    }
                }
                b',' if self.precedes_item(self.at + 1) => break,
                b'}' | b']' if self.looks_like_closing(self.at) => break,
                _ if byte.is_ascii() => self.at += 1,
                _ if self.peek() == Some('，') && self.precedes_item(self.at + '，'.len_utf8()) => break,
                _ => self.skip_one(),
            }
        }
        self.damaged_up_to(self.at);
        self.expect(Expecting::ItemOrComma);
    }

    fn begins_line(&self, at: usize) -> bool {
        self.scanner.is_closing(at)
            || self.scanner.is_comment(at)
            || self.looks_like_item(at, Colons::Any)
            || self.scanner.byte(at) == Some(b'{') && self.parent_kind() == Some(Kind::Array)
    }

    fn precedes_item(&self, after_comma: usize) -> bool {
        let next = self.scanner.skip_blank(after_comma);
        self.scanner.is_comment(next) || self.looks_like_item(next, Colons::Ascii)
    }

    /// Whether a bracket amid damage closes a container: the text, the line, or the outer container goes on after it.
    fn looks_like_closing(&self, at: usize) -> bool {
        let kind = if self.scanner.byte(at) == Some(b'}') {
            Kind::Object
        } else {
            Kind::Array
        };
        if self.open.iter().all(|open| open.kind != kind) {
            return false;
        }
        let next = self.scanner.skip_blank(at + 1);
        if self.scanner.has_line_break(at, next) {
            return true;
        }
        match self.scanner.byte(next) {
            None | Some(b'}' | b']') => true,
            Some(b',') => {
                let after = self.scanner.skip_blank(next + 1);
                self.scanner.has_line_break(next, after)
                    || self.scanner.looks_like_key(after, Colons::Ascii)
                    || self.scanner.looks_like_value(after)
            }
            _ => false,
        }
    }

    fn skip_container_or_one(&mut self) {
        if matches!(self.peek(), Some('{' | '[')) {
            let (end, _) = self.scanner.container_end(self.at);
            self.at = end;
        } else if !self.scanner.is_closing(self.at) && self.scanner.byte(self.at) != Some(b',') {
            self.skip_one();
        }
    }

    fn skip_one(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    /// The end of skipped text, as it is shown: on its first line, without the comma at its end.
    fn junk_end(&self, start: usize) -> usize {
        let end = self.scanner.line_end(start, self.at);
        let junk = self.scanner.slice(start, end).trim_end();
        start + junk.strip_suffix(',').unwrap_or(junk).trim_end().len()
    }
}

/// Without the full-width closing quote that was typed in place of the right one.
fn without_mistyped_quote(content: &str) -> &str {
    match content.strip_suffix('”') {
        Some(before) if !before.contains('“') => before,
        _ => content,
    }
}
