//! Reads JSON to a tree, and goes on after every error.
//!
//! One mistake gives one error, and all that stands outside of the damage is read as if nothing were wrong. Reading
//! never recurses and looks at each byte a bounded number of times: whatever is looked at ahead of reading ends at the
//! next quote or at the end of the line. Where there is far more than a form holds, reading stops.

mod escapes;
mod items;
mod quotes;
mod recovery;
mod scanner;
#[cfg(test)]
mod tests;

use crate::range::ByteRange;
use crate::tree::{Key, MOST_VALUES, NodeId, SyntaxError, SyntaxErrorKind, Tree, Value};
use scanner::{Scanner, is_blank, is_foreign_comma};

/// Containers nested deeper than this are not read.
const MAX_DEPTH: usize = 128;

/// Reads a JSON document. What could not be read is marked as damaged in the tree, and each mistake is an error; the
/// errors are in the order of the text.
#[must_use]
pub fn read_json(text: &str) -> (Tree<'_>, Vec<SyntaxError>) {
    let mut reader = Reader::new(text);
    reader.read_document();
    let Reader { tree, mut errors, .. } = reader;
    errors.sort_by_key(|error| (error.range.start, error.range.end));
    (tree, errors)
}

struct Reader<'a> {
    scanner: Scanner<'a>,
    /// Where reading stands.
    at: usize,
    tree: Tree<'a>,
    errors: Vec<SyntaxError>,
    /// The containers that are open, the innermost last.
    open: Vec<Open>,
    /// How far the damage of the errors reaches. When it reaches the end of the text, what is missing there has been
    /// reported.
    damage_end: usize,
    too_deep_reported: bool,
    /// Whether a container in the damage was found to have no end. The rest of the text is searched but once.
    endless_container_found: bool,
}

/// A container that is being read.
#[derive(Clone, Copy)]
struct Open {
    node: NodeId,
    kind: Kind,
    start: usize,
    expecting: Expecting,
    /// The last member or element.
    last: Option<NodeId>,
    last_end: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Object,
    Array,
}

/// What comes next in a container, unless its end does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expecting {
    FirstItem,
    /// The member or element after a comma.
    Item,
    Comma,
    /// After damage, which may have held a comma or not.
    ItemOrComma,
}

/// A value that is about to be read.
struct Pending<'a> {
    key: Option<Key<'a>>,
    /// Whether something was wrong about the key.
    damaged: bool,
    /// Where the value belongs when there is none.
    place: usize,
}

impl Kind {
    fn of_bracket(bracket: char) -> Self {
        if matches!(bracket, '{' | '}') {
            Self::Object
        } else {
            Self::Array
        }
    }
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            scanner: Scanner::new(text),
            at: if text.starts_with('\u{feff}') {
                '\u{feff}'.len_utf8()
            } else {
                0
            },
            tree: Tree::default(),
            errors: Vec::new(),
            open: Vec::new(),
            damage_end: 0,
            too_deep_reported: false,
            endless_container_found: false,
        }
    }

    fn read_document(&mut self) {
        self.skip_trivia();
        if self.peek().is_none() {
            self.errors.clear();
            return self.report(SyntaxErrorKind::Empty, self.at, self.at);
        }
        self.read_root();
        while let Some(open) = self.open.last().filter(|_| !self.is_full()) {
            self.read_in_container(*open);
        }
        if !self.is_full() {
            self.report_trailing_text();
        }
        if self.is_full() {
            self.stop_reading();
        }
    }

    /// Whether as much was kept as may be.
    fn is_full(&self) -> bool {
        self.tree.len() + self.errors.len() >= MOST_VALUES
    }

    /// Leaves what follows unread, and says so.
    fn stop_reading(&mut self) {
        let end = self.at + self.peek().map_or(0, char::len_utf8);
        self.push_error(SyntaxErrorKind::TooManyValues, self.at, end);
        while !self.open.is_empty() {
            self.mark_innermost_damaged();
            self.close_innermost(self.at);
        }
    }

    fn read_root(&mut self) {
        let begins_a_value = matches!(self.peek(), Some('{' | '['))
            || self.scanner.is_quote(self.at)
            || self.scanner.is_scalar(self.at);
        if !begins_a_value {
            self.skip_leading_text();
        }
        self.read_value(Pending {
            key: None,
            damaged: false,
            place: self.at,
        });
    }

    fn report_trailing_text(&mut self) {
        self.skip_trivia();
        let root_is_broken_scalar = self.tree.root().is_some_and(|root| {
            let root = self.tree.node(root);
            root.damaged && !matches!(root.value, Value::Object | Value::Array)
        });
        // The rest of a text that does not even begin as JSON is no further mistake.
        if self.peek().is_some() && !root_is_broken_scalar {
            let end = self.scanner.trimmed_end(self.at, self.scanner.len());
            self.report(SyntaxErrorKind::TrailingText, self.at, end);
        }
    }

    /// Reads on in the innermost container: a comma, a bracket, or a member or element.
    fn read_in_container(&mut self, open: Open) {
        self.skip_trivia();
        let Some(next) = self.peek() else {
            return self.end_open_containers();
        };
        match next {
            '}' | ']' => self.read_closing(next),
            ',' => self.read_commas(open),
            _ if is_foreign_comma(next) && self.separates(self.at) => self.read_foreign_comma(next, open),
            _ if self.ends_before(next, open) => self.close_unclosed_innermost(),
            _ if open.expecting == Expecting::Comma && !self.read_missing_comma(next, open) => {
                self.skip_text_after_value(open);
            }
            _ => self.read_item(next, open),
        }
    }

    fn read_item(&mut self, next: char, open: Open) {
        match open.kind {
            Kind::Object => self.read_member(next),
            Kind::Array => self.read_value(Pending {
                key: None,
                damaged: false,
                place: self.at,
            }),
        }
    }

    /// Reads a comma, and with it those that are too many.
    fn read_commas(&mut self, open: Open) {
        let first = self.at;
        let mut extra = matches!(open.expecting, Expecting::FirstItem | Expecting::Item).then_some(first);
        self.at += 1;
        let mut end = self.at;
        self.skip_trivia();
        while self.peek() == Some(',') {
            extra = extra.or(Some(self.at));
            self.at += 1;
            end = self.at;
            self.skip_trivia();
        }
        if self.scanner.is_closing(self.at) {
            extra = Some(first);
        }
        if let Some(start) = extra {
            self.report(SyntaxErrorKind::TrailingComma, start, end);
        }
        self.expect(Expecting::Item);
    }

    fn read_foreign_comma(&mut self, comma: char, open: Open) {
        let kind = match open.expecting {
            Expecting::Comma | Expecting::ItemOrComma => SyntaxErrorKind::ExpectedComma,
            Expecting::FirstItem | Expecting::Item => SyntaxErrorKind::TrailingComma,
        };
        let end = self.at + comma.len_utf8();
        self.report(kind, self.at, end);
        self.at = end;
        self.expect(Expecting::Item);
    }

    fn open_container(&mut self, member: Pending<'a>, bracket: char) {
        let start = self.at;
        if self.open.len() >= MAX_DEPTH {
            return self.skip_too_deep(member);
        }
        self.at += 1;
        let kind = Kind::of_bracket(bracket);
        let value = if kind == Kind::Object {
            Value::Object
        } else {
            Value::Array
        };
        let node = self.add(member, value, start, self.at);
        let expecting = Expecting::FirstItem;
        self.open.push(Open {
            node,
            kind,
            start,
            expecting,
            last: None,
            last_end: self.at,
        });
    }

    /// Reads a closing bracket, which need not be that of the innermost container.
    fn read_closing(&mut self, bracket: char) {
        let kind = Kind::of_bracket(bracket);
        let Some(closed) = self.open.iter().rposition(|open| open.kind == kind) else {
            return self.skip_unexpected_closing();
        };
        if closed + 1 == self.open.len() {
            self.at += 1;
            return self.close_innermost(self.at);
        }
        self.report_unclosed_innermost();
        if self.stands_for_the_other_bracket(closed) {
            self.at += 1;
            self.mark_innermost_damaged();
            return self.close_innermost(self.at);
        }
        while self.open.len() > closed + 1 {
            self.mark_innermost_damaged();
            self.close_innermost(self.at);
        }
    }

    fn close_innermost(&mut self, end: usize) {
        let Some(closed) = self.open.pop() else { return };
        self.tree.close(closed.node, crate::range::offset(end));
        self.value_ended(closed.node, end);
    }

    fn end_open_containers(&mut self) {
        let text_end = self.scanner.trimmed_end(0, self.scanner.len());
        if self.damage_end < text_end {
            self.report_unclosed_innermost();
        }
        while !self.open.is_empty() {
            self.mark_innermost_damaged();
            self.close_innermost(self.at);
        }
    }

    /// Adds a value to the innermost container.
    fn add(&mut self, member: Pending<'a>, value: Value<'a>, start: usize, end: usize) -> NodeId {
        let parent = self.open.last().map(|open| open.node);
        let node = self
            .tree
            .add(parent, member.key, value, ByteRange::between(start, end));
        if member.damaged {
            self.tree.mark_damaged(node);
        }
        self.value_ended(node, end);
        node
    }

    fn value_ended(&mut self, node: NodeId, end: usize) {
        if let Some(open) = self.open.last_mut() {
            open.last = Some(node);
            open.last_end = end;
            open.expecting = Expecting::Comma;
        }
    }

    fn expect(&mut self, expecting: Expecting) {
        if let Some(open) = self.open.last_mut() {
            open.expecting = expecting;
        }
    }

    fn peek(&self) -> Option<char> {
        self.scanner.char(self.at)
    }

    /// Skips white space. Comments and blanks that JSON does not know are errors, and skipped like white space.
    fn skip_trivia(&mut self) {
        loop {
            self.at = self.scanner.skip_space(self.at);
            let start = self.at;
            if self.scanner.is_comment(start) {
                self.at = self.scanner.comment_end(start);
                self.report(SyntaxErrorKind::Comment, start, self.at);
                if self.peek().is_none() && self.scanner.is_unclosed_comment(start) {
                    self.damaged_up_to(self.at);
                }
                continue;
            }
            while let Some(blank) = self.peek().filter(|next| is_blank(*next) && !next.is_ascii()) {
                self.at += blank.len_utf8();
            }
            if start == self.at {
                return;
            }
            self.report(SyntaxErrorKind::InvalidWord, start, self.at);
        }
    }

    /// Reports an error in the innermost container.
    fn report(&mut self, kind: SyntaxErrorKind, start: usize, end: usize) {
        if !self.is_full() {
            self.push_error(kind, start, end);
        }
    }

    fn push_error(&mut self, kind: SyntaxErrorKind, start: usize, end: usize) {
        let container = self.open.last().map(|open| open.node);
        self.errors.push(SyntaxError {
            kind,
            range: ByteRange::between(start, end),
            container,
        });
    }

    fn mark_innermost_damaged(&mut self) {
        if let Some(open) = self.open.last() {
            self.tree.mark_damaged(open.node);
        }
    }

    fn damaged_up_to(&mut self, end: usize) {
        self.damage_end = self.damage_end.max(end);
    }
}
