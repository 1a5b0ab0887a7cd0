//! Finding out what a mistake was meant to be, and where to read on after it.

use super::scanner::{Colons, Quotes, StringScan, is_foreign_comma};
use super::{Expecting, Kind, Open, Pending, Reader};
use crate::range::offset;
use crate::tree::{SyntaxErrorKind, Value};

/// Members and values.
impl<'a> Reader<'a> {
    /// Reads a member whose key has no quotes, or only the closing one.
    pub(super) fn read_bare_key(&mut self) {
        let start = self.at;
        let end = self.scanner.token_end(start);
        let quote = usize::from(self.scanner.byte(end) == Some(b'"'));
        let colon = self.scanner.skip_blank(end + quote);
        if end == start || !self.scanner.is_colon(colon) {
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
        if self.is_stray_bracket(&member) {
            self.skip_unexpected_closing();
        } else if !reported {
            self.report(SyntaxErrorKind::ExpectedValue, place, place);
        }
        self.damaged_up_to(if self.peek().is_none() { self.at } else { place });
        if self.innermost_kind() != Some(Kind::Array) {
            self.add_damaged_member(member);
        }
    }

    /// Whether a bracket in the place of a value closes nothing, or else would close more than the text shows.
    fn is_stray_bracket(&self, member: &Pending<'a>) -> bool {
        let Some(bracket) = self.peek().filter(|next| matches!(next, '}' | ']')) else {
            return false;
        };
        let closes_nothing = self
            .open
            .iter()
            .all(|open| open.kind != Kind::of_bracket(bracket));
        let goes_on = bracket == ']'
            && self.innermost_kind() == Some(Kind::Object)
            && !self.scanner.has_line_break(member.place, self.at)
            && self.scanner.byte(self.scanner.skip_blank(self.at + 1)) == Some(b',');
        closes_nothing || goes_on
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
        let mut brackets = memchr::memchr2_iter(b'{', b'[', text.as_bytes()).map(|place| self.at + place);
        let document = brackets.find(|place| self.scanner.looks_like_container(*place));
        let Some(document) = document else { return };
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
        let is_string = || self.scanner.string(self.at).is_some_and(|string| string.closed);
        let is_item = match open.kind {
            Kind::Object => self.scanner.looks_like_key(self.at, Colons::Any) || on_new_line && is_string(),
            Kind::Array if next == ':' => {
                self.report(SyntaxErrorKind::ExpectedComma, self.at, self.at + 1);
                self.at += 1;
                self.expect(Expecting::ItemOrComma);
                return true;
            }
            Kind::Array => self.scanner.looks_like_value(self.at) || self.is_one_of_several_scalars(),
        };
        if is_item {
            self.report(SyntaxErrorKind::ExpectedComma, open.last_end, open.last_end);
        }
        is_item || on_new_line
    }

    /// Whether a scalar stands here, and another value right after it.
    fn is_one_of_several_scalars(&self) -> bool {
        let end = match self.scanner.string(self.at) {
            Some(string) if string.closed => string.end,
            None if self.scanner.is_scalar(self.at) => self.scanner.token_end(self.at),
            _ => return false,
        };
        let next = self.scanner.skip_blank(end);
        let is_quote = self.scanner.is_quote(next);
        let is_bracket = matches!(self.scanner.byte(next), Some(b'{' | b'['));
        is_bracket || next > end && (is_quote || self.scanner.is_scalar(next))
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
    pub(super) fn ends_as_value_does(&self, at: usize) -> bool {
        let next = self.scanner.skip_blank(at);
        match self.scanner.char(next) {
            None | Some('}' | ']') => true,
            Some(',') => self.separates(next),
            Some(comma) if is_foreign_comma(comma) => self.separates(next),
            _ => self.scanner.has_line_break(at, next) || self.scanner.is_comment(next),
        }
    }

    /// Whether a member or element of the innermost container stands here.
    pub(super) fn looks_like_item(&self, at: usize, colons: Colons) -> bool {
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
                b'{' | b'[' if self.scanner.looks_like_container(self.at) => self.skip_container(),
                b'}' | b']' if self.looks_like_closing(self.at) => break,
                _ if byte.is_ascii() && byte != b';' => self.at += 1,
                _ if self.is_foreign_comma_before_item() => break,
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

    fn is_foreign_comma_before_item(&self) -> bool {
        let comma = self.peek().filter(|next| is_foreign_comma(*next));
        comma.is_some_and(|comma| self.precedes_item(self.at + comma.len_utf8()))
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

    /// Skips a container in the damage, so that its brackets are not taken for those of what is open.
    fn skip_container(&mut self) {
        if !self.endless_container_found {
            let (end, closed) = self.scanner.container_end(self.at);
            if closed {
                self.at = end;
                return;
            }
            self.endless_container_found = true;
        }
        self.at += 1;
    }

    pub(super) fn skip_one(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    /// The end of skipped text, as it is shown: on its first line, without the comma at its end.
    fn junk_end(&self, start: usize) -> usize {
        let end = self.scanner.line_end(start, self.at);
        let junk = self.scanner.slice(start, end).trim_end();
        start + junk.strip_suffix(',').unwrap_or(junk).trim_end().len()
    }
}
