//! From the events of a document to its tree.

mod aliases;
mod damage;

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, Span, StructureStyle};

use super::copies::Budget;
use super::diagnosis::{full_width_colon, has_sentence, is_amount, is_key, is_name};
use super::faults::Fault;
use super::lines::Line;
use super::scalars::{Scalar, Sources, resolve};
use crate::range::{ByteRange, offset};
use crate::tree::{Comment, Key, MOST_VALUES, NodeId, SyntaxError, SyntaxErrorKind, Tree, Value};

/// Containers nested deeper than this are not read.
const MAX_DEPTH: usize = 128;

/// What came of reading the text once.
pub(super) struct Reading<'a> {
    pub(super) tree: Tree<'a>,
    pub(super) errors: Vec<SyntaxError>,
    pub(super) failure: Option<Failure>,
    /// Whether the layout is not what its author meant, although the parser takes it.
    pub(super) is_suspect: bool,
}

/// What the parser stopped at.
pub(super) struct Failure {
    pub(super) kind: ErrorKind,
    pub(super) at: usize,
    /// Where the outermost bracket that is open there stands.
    pub(super) bracket: Option<usize>,
    /// What stands before this was read.
    pub(super) read_to: usize,
    /// Where the last plain text begins.
    pub(super) text_start: Option<usize>,
}

/// Reads a text whose known faults are blanked.
pub(super) fn build<'a>(original: &'a str, masked: &str, faults: &[Fault]) -> Reading<'a> {
    let mut builder = Builder {
        sources: Sources { original, masked },
        faults,
        next_fault: 0,
        tree: Tree::default(),
        errors: Vec::new(),
        open: Vec::new(),
        anchors: HashMap::new(),
        budget: Budget::default(),
        skipped: None,
        last_end: 0,
        last_scalar: None,
        last_text: None,
        documents: 0,
        is_too_deep: faults
            .iter()
            .any(|fault| fault.kind == Some(SyntaxErrorKind::TooDeep)),
        refused: None,
        is_suspect: false,
    };
    let mut failure = None;
    for event in Parser::new_from_str_with_options(masked, options()) {
        match event {
            Ok((event, span)) => {
                if !builder.read(event, &span) {
                    break;
                }
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or_default();
                let at = masked.floor_char_boundary(at);
                if *error.kind() == ErrorKind::TooManyComments {
                    builder.report(SyntaxErrorKind::TooManyValues, ByteRange::between(at, at));
                } else {
                    failure = Some(builder.failure(error.kind().clone(), at));
                }
                break;
            }
        }
    }
    if let Some((kind, at)) = builder.refused.take() {
        failure = Some(builder.failure(kind, at));
    }
    builder.finish(failure)
}

/// Whether the parser reports this only inside of brackets.
fn is_about_brackets(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::InvalidColonPlacement
            | ErrorKind::BlockEntryInFlowCollection
            | ErrorKind::PlainScalarStartsWithDashFlowIndicator
            | ErrorKind::UnexpectedEndOfPlainScalar
            | ErrorKind::FlowMappingValueAdjacentCollection
            | ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::ExpectedFlowSequenceSeparator
    )
}

/// Whether a character looks like an indentation, and is none.
fn is_wide_blank(character: char) -> bool {
    character.is_whitespace() && !character.is_ascii()
}

fn options() -> Options {
    granit_parser::options! {
        emit_unresolved_aliases: true,
        max_buffered_comment_events: MOST_VALUES,
    }
}

struct Builder<'a, 'm> {
    sources: Sources<'a, 'm>,
    /// In the order of the text.
    faults: &'m [Fault],
    /// The first fault that has no place in the tree yet.
    next_fault: usize,
    tree: Tree<'a>,
    errors: Vec<SyntaxError>,
    /// The containers that are open, the innermost last.
    open: Vec<Open<'a>>,
    anchors: HashMap<usize, NodeId>,
    budget: Budget,
    /// How many containers are open inside of one that is not read.
    skipped: Option<usize>,
    /// Where the last content ends.
    last_end: usize,
    last_scalar: Option<NodeId>,
    /// Where the last plain text begins.
    last_text: Option<usize>,
    documents: usize,
    /// Whether too deep a container was told of, which is done once.
    is_too_deep: bool,
    /// A scalar that the parser takes and its author did not mean.
    refused: Option<(ErrorKind, usize)>,
    is_suspect: bool,
}

struct Open<'a> {
    node: NodeId,
    kind: Kind,
    is_flow: bool,
    start: usize,
    column: usize,
    pending: Pending<'a>,
    /// What `<<` names, in its order.
    merged: Vec<NodeId>,
    /// Whether this object is itself written after a `<<`.
    is_merged: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Object,
    Array,
    /// The list after a `<<`. It is no value of its own.
    MergeList,
}

/// What comes next in an object.
enum Pending<'a> {
    Key,
    Value(Key<'a>),
    Merge,
    /// The value of a key that is none.
    Skip,
}

/// Where a value belongs.
enum Slot<'a> {
    Child(Option<NodeId>, Option<Key<'a>>),
    Key,
    Merge,
    Skip,
}

impl<'a, 'm> Builder<'a, 'm> {
    fn failure(&self, kind: ErrorKind, at: usize) -> Failure {
        let open = self.open.iter().find(|open| open.is_flow);
        let mut bracket = open.map(|open| open.start);
        if bracket.is_none() && is_about_brackets(&kind) {
            // The parser tells of a bracket only when it knows whether that is part of a key.
            let unread = self.sources.masked.as_bytes().get(self.last_end..at);
            let first = unread.and_then(|unread| memchr::memchr2(b'[', b'{', unread));
            bracket = first.map(|first| self.last_end + first);
        }
        Failure {
            kind,
            at,
            bracket,
            read_to: self.last_end,
            text_start: self.last_text,
        }
    }

    /// Reads an event; false where the rest is not to be read.
    fn read(&mut self, event: Event<'m>, span: &Span) -> bool {
        let range = span.byte_range().unwrap_or_default();
        // Where blanks stand for the damage, a character of it may lie around any of them.
        let start = self.sources.original.floor_char_boundary(range.start);
        let end = self.sources.original.floor_char_boundary(range.end);
        if self.is_full() {
            self.report(SyntaxErrorKind::TooManyValues, ByteRange::between(start, end));
            return false;
        }
        if let Event::Comment(..) = event {
            self.add_comment(start, end);
            return true;
        }
        if self.skipped.is_some() {
            self.skip(&event);
            return true;
        }
        let is_empty = matches!(event, Event::Scalar(..)) && start == end;
        // What is lost before the first member of a block was one of its members.
        let opens_block = matches!(
            event,
            Event::MappingStart(StructureStyle::Block, ..) | Event::SequenceStart(StructureStyle::Block, ..)
        );
        if !is_empty && !opens_block {
            self.place_faults(start);
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.report_second_document(start);
                    return false;
                }
            }
            Event::MappingStart(style, anchor, _) => self.start(Kind::Object, style, anchor, span, start),
            Event::SequenceStart(style, anchor, _) => self.start(Kind::Array, style, anchor, span, start),
            Event::MappingEnd | Event::SequenceEnd => self.close(end),
            Event::Scalar(value, style, anchor, tag) => {
                let is_text = tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
                let scalar = Scalar {
                    value,
                    style,
                    start,
                    end,
                };
                if self.swallows_member(&scalar) {
                    self.refused = Some((ErrorKind::UnclosedQuotedScalar, start));
                    return false;
                }
                if self.open.is_empty() && style == ScalarStyle::Plain && self.is_member(start) {
                    self.refused = Some((ErrorKind::SimpleKeyExpected, start));
                    return false;
                }
                if let Some(mark) = (anchor != 0).then(|| self.mark_of_no_anchor(&scalar)).flatten() {
                    self.refused = Some((ErrorKind::UnknownAnchor, mark));
                    return false;
                }
                self.is_suspect |= self.holds_members(&scalar);
                self.scalar(&scalar, is_text, anchor);
            }
            Event::Alias(anchor) => self.alias(self.anchors.get(&anchor).copied(), start, end),
            Event::UnresolvedAlias(_) => self.alias(None, start, end),
            _ => {}
        }
        if opens_block {
            self.place_faults(self.open.last().map_or(start, |open| open.start));
        }
        true
    }

    /// Whether as much was kept as may be.
    fn is_full(&self) -> bool {
        self.tree.len() + self.tree.comments().len() + self.errors.len() >= MOST_VALUES
    }

    /// The `&` before a scalar, where it begins a text and marks nothing: no alias names what follows it, and it is all
    /// that is there or no plain name.
    fn mark_of_no_anchor(&self, scalar: &Scalar<'_>) -> Option<usize> {
        let masked = self.sources.masked;
        let before = masked.get(self.last_end..scalar.start)?;
        let mark = self.last_end + before.rfind('&')?;
        let name = masked
            .get(mark + 1..scalar.start)?
            .split([' ', '\t', '\n', '\r'])
            .next()?;
        let is_name = name.is_ascii() && scalar.start < scalar.end;
        let alias = format!("*{name}");
        let is_used = memchr::memmem::find(masked.as_bytes(), alias.as_bytes()).is_some();
        (!is_name && !is_used && !self.open.iter().any(|open| open.is_flow)).then_some(mark)
    }

    /// Whether a plain text of several lines is made of members whose colons are wrong.
    fn holds_members(&self, scalar: &Scalar<'_>) -> bool {
        let text = self
            .sources
            .masked
            .get(scalar.start..scalar.end)
            .unwrap_or_default();
        let is_member = |line: &str| {
            let line = line.trim();
            let ascii = line.find(':').filter(|colon| is_key(line, *colon));
            let colon = full_width_colon(line).map(|colon| (colon, '：'.len_utf8()));
            let Some((key, length)) = colon.or(ascii.map(|colon| (colon, 1))) else {
                return false;
            };
            let value = line.get(key + length..).unwrap_or_default();
            !has_sentence(line) && (is_amount(value) || line.get(..key).is_some_and(is_name))
        };
        scalar.style == ScalarStyle::Plain && text.contains('\n') && text.lines().all(is_member)
    }

    /// Whether the line is a member whose colon is a full-width one, which makes a text of the whole document.
    fn is_member(&self, start: usize) -> bool {
        let line = Line::at(self.sources.masked, start);
        let content = self.sources.masked.get(line.content..line.end);
        content.and_then(full_width_colon).is_some()
    }

    /// Takes the place where the next value belongs.
    fn slot(&mut self) -> Slot<'a> {
        let Some(open) = self.open.last_mut() else {
            return Slot::Child(None, None);
        };
        match open.kind {
            Kind::Array => Slot::Child(Some(open.node), None),
            Kind::MergeList => Slot::Merge,
            Kind::Object => match std::mem::replace(&mut open.pending, Pending::Key) {
                Pending::Key => Slot::Key,
                Pending::Value(key) => Slot::Child(Some(open.node), Some(key)),
                Pending::Merge => Slot::Merge,
                Pending::Skip => Slot::Skip,
            },
        }
    }

    fn set_pending(&mut self, pending: Pending<'a>) {
        if let Some(open) = self.open.last_mut() {
            open.pending = pending;
        }
    }

    fn start(&mut self, kind: Kind, style: StructureStyle, anchor: usize, span: &Span, start: usize) {
        let (start, column) = match self.dash_of_flat_list(kind, style, start) {
            Some((dash, column)) => (dash, column),
            None => (start, span.start.col()),
        };
        let slot = self.slot();
        let is_merged = matches!(slot, Slot::Merge);
        let value = if kind == Kind::Object {
            Value::Object
        } else {
            Value::Array
        };
        let range = ByteRange::between(start, start);
        let (node, kind) = match slot {
            Slot::Key => {
                self.report(
                    SyntaxErrorKind::ExpectedKey,
                    ByteRange::between(start, span.end.byte_offset().unwrap_or(start)),
                );
                self.lose_member();
                self.set_pending(Pending::Skip);
                self.skipped = Some(1);
                return;
            }
            Slot::Skip => {
                self.skipped = Some(1);
                return;
            }
            Slot::Child(parent, key) if self.open.len() >= MAX_DEPTH => {
                if !std::mem::replace(&mut self.is_too_deep, true) {
                    self.report(SyntaxErrorKind::TooDeep, ByteRange::between(start, start));
                }
                self.tree.add(parent, key, Value::Damaged, range);
                self.skipped = Some(1);
                return;
            }
            Slot::Child(parent, key) => (self.tree.add(parent, key, value, range), kind),
            // What is merged is no child of anything until its members are copied.
            Slot::Merge if kind == Kind::Object => (self.tree.add(None, None, value, range), kind),
            Slot::Merge => match self.open.last() {
                Some(open) => (open.node, Kind::MergeList),
                None => return,
            },
        };
        if anchor != 0 && kind != Kind::MergeList {
            self.anchors.insert(anchor, node);
        }
        self.open.push(Open {
            node,
            kind,
            is_flow: style == StructureStyle::Flow,
            start,
            column,
            pending: Pending::Key,
            merged: Vec::new(),
            is_merged,
        });
    }

    /// Where a list begins that is no deeper than its key. The parser tells only where its first element does.
    fn dash_of_flat_list(&self, kind: Kind, style: StructureStyle, start: usize) -> Option<(usize, usize)> {
        let open = self.open.last()?;
        if kind != Kind::Array || open.kind != Kind::Object || style == StructureStyle::Flow {
            return None;
        }
        let masked = self.sources.masked;
        let line = Line::at(masked, start);
        // A comment may stand between the dash and the element.
        let before = line.previous_with_content(masked);
        let is_dash =
            |line: &Line| line.dash.is_some() && line.indentation() == open.column && line.indent < start;
        let line = Some(line).filter(is_dash).or_else(|| before.filter(is_dash))?;
        Some((line.indent, open.column))
    }

    fn close(&mut self, end: usize) {
        let Some(mut closed) = self.open.pop() else { return };
        self.last_end = self.last_end.max(closed.start);
        if closed.is_flow {
            self.last_end = self.last_end.max(end);
        }
        let depth = self.open.len();
        if closed.kind != Kind::MergeList {
            self.tree.close(closed.node, offset(self.last_end));
        }
        if closed.kind == Kind::Object {
            if !closed.merged.is_empty() {
                self.merge(&closed, depth + 1);
            }
            if closed.is_merged {
                closed.merged = vec![closed.node];
            }
        }
        if let Some(parent) = self.open.last_mut().filter(|_| closed.is_merged) {
            parent.merged.append(&mut closed.merged);
        }
    }

    fn scalar(&mut self, scalar: &Scalar<'m>, is_text: bool, anchor: usize) {
        let is_plain = scalar.style == ScalarStyle::Plain;
        let is_empty = is_plain && scalar.start == scalar.end;
        if is_plain && !is_empty {
            self.last_text = Some(scalar.start);
        }
        match self.slot() {
            Slot::Key => self.key(scalar, is_empty),
            Slot::Skip => {}
            Slot::Merge if is_empty => {}
            Slot::Merge => {
                self.report(
                    SyntaxErrorKind::UnknownAlias,
                    ByteRange::between(scalar.start, scalar.end),
                );
                self.lose_member();
            }
            Slot::Child(parent, key) => {
                let node = if is_empty && !is_text {
                    self.empty(parent, key, scalar.start)
                } else {
                    let (value, range) = self.value(scalar, is_text);
                    self.tree.add(parent, key, value, range)
                };
                let range = self.tree.node(node).range;
                self.last_end = self.last_end.max(range.end as usize);
                self.damage_if_masked(node, scalar.start, scalar.end);
                self.last_scalar = Some(node);
                if anchor != 0 {
                    self.anchors.insert(anchor, node);
                }
            }
        }
    }

    fn value(&self, scalar: &Scalar<'m>, is_text: bool) -> (Value<'a>, ByteRange) {
        if scalar.style == ScalarStyle::Plain && !is_text {
            let range = ByteRange::between(scalar.start, scalar.end);
            let literal = self.sources.original.get(range.as_index());
            if let Some(value) = literal.filter(|text| *text == scalar.value).and_then(resolve) {
                return (value, range);
            }
        }
        let (text, range) = self.sources.text(scalar);
        (Value::String(text), range)
    }

    fn key(&mut self, scalar: &Scalar<'m>, is_empty: bool) {
        self.last_end = self.last_end.max(scalar.end);
        if is_empty {
            self.report(
                SyntaxErrorKind::ExpectedKey,
                ByteRange::between(scalar.start, scalar.start),
            );
            self.lose_member();
            return self.set_pending(Pending::Skip);
        }
        if scalar.style == ScalarStyle::Plain && scalar.value == "<<" {
            return self.set_pending(Pending::Merge);
        }
        let (text, range) = self.sources.text(scalar);
        let content = if text.value().is_empty() {
            range
        } else {
            text.range()
        };
        let as_it_stands = self.sources.original.get(content.as_index());
        let text = match as_it_stands {
            Some(written) if written == text.value() => Cow::Borrowed(written),
            _ => Cow::Owned(text.value().to_owned()),
        };
        self.is_suspect |= self.begins_again(&text) || text.starts_with(is_wide_blank);
        self.set_pending(Pending::Value(Key { text, range: content }));
    }

    /// Whether a key is the first one of an element of a list, and comes again after others: the dash of the next element
    /// may be missing.
    fn begins_again(&self, key: &str) -> bool {
        let Some(open) = self.open.last().filter(|open| !open.is_flow) else {
            return false;
        };
        let is_element = self
            .open
            .iter()
            .rev()
            .nth(1)
            .is_some_and(|around| around.kind == Kind::Array);
        is_element
            && self.tree.node(open.node).child_count() > 1
            && self
                .tree
                .children(open.node)
                .next()
                .is_some_and(|(_, first)| first.key.as_ref().is_some_and(|first| first.text == key))
    }

    fn skip(&mut self, event: &Event<'m>) {
        let depth = self.skipped.unwrap_or_default();
        let depth = match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => depth + 1,
            Event::MappingEnd | Event::SequenceEnd => depth.saturating_sub(1),
            _ => depth,
        };
        self.skipped = (depth > 0).then_some(depth);
    }

    fn add_comment(&mut self, start: usize, end: usize) {
        // What the author wrote there may be no sign of a comment, where the line was mended to be read.
        let Some(mark) = self
            .sources
            .original
            .get(start..end)
            .and_then(|words| words.chars().next())
        else {
            return;
        };
        let text_start = start + mark.len_utf8();
        let before = self.sources.original.get(..start).unwrap_or_default();
        let line_start = memchr::memrchr2(b'\n', b'\r', before.as_bytes()).map_or(0, |at| at + 1);
        let before = before.get(line_start..).unwrap_or_default();
        let text = self.sources.original.get(text_start..end).unwrap_or_default();
        self.tree.add_comment(Comment {
            text,
            text_start: offset(text_start),
            range: ByteRange::between(start, end),
            own_line: before.trim_start_matches('\u{feff}').trim().is_empty(),
        });
    }

    fn report_second_document(&mut self, start: usize) {
        let line = Line::at(self.sources.original, start);
        self.report(
            SyntaxErrorKind::SecondDocument,
            ByteRange::between(start, line.trimmed_end(self.sources.original).max(start)),
        );
    }

    fn finish(mut self, failure: Option<Failure>) -> Reading<'a> {
        let is_null_root = self.tree.len() == 1
            && self.tree.root().is_some_and(|root| {
                let root = self.tree.node(root);
                matches!(root.value, Value::Null) && root.range.is_empty()
            });
        if failure.is_none() && self.faults.is_empty() && (self.tree.is_empty() || is_null_root) {
            let mut tree = Tree::default();
            self.tree
                .comments()
                .iter()
                .for_each(|comment| tree.add_comment(*comment));
            let end = offset(self.sources.original.len());
            self.tree = tree;
            self.report(SyntaxErrorKind::Empty, ByteRange::new(end, end));
        } else if self.tree.is_empty() && failure.is_none() {
            let damage = self
                .faults
                .first()
                .map(|fault| fault.damage(self.sources.original));
            self.tree
                .add(None, None, Value::Damaged, damage.unwrap_or_default());
        }
        self.place_faults(usize::MAX);
        while !self.open.is_empty() {
            if let Some(open) = self.open.last() {
                self.tree.mark_damaged(open.node);
            }
            self.close(self.last_end);
        }
        Reading {
            tree: self.tree,
            errors: self.errors,
            failure,
            is_suspect: self.is_suspect,
        }
    }

    fn report(&mut self, kind: SyntaxErrorKind, range: ByteRange) {
        let container = self.open.last().map(|open| open.node);
        self.errors.push(SyntaxError {
            kind,
            range,
            container,
        });
    }

    fn lose_member(&mut self) {
        if let Some(open) = self.open.last() {
            self.tree.mark_damaged(open.node);
        }
    }
}
