//! From the events of a document to its tree.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, Span, StructureStyle};

use super::copies::{Budget, copy, merge};
use super::faults::{Effect, Fault};
use super::lines::{Line, is_blank_between};
use super::scalars::{Scalar, Sources, resolve};
use crate::range::{ByteRange, offset};
use crate::text::Text;
use crate::tree::{Comment, Key, NodeId, SyntaxError, SyntaxErrorKind, Tree, Value};

/// Containers nested deeper than this are not read.
const MAX_DEPTH: usize = 128;

/// What came of reading the text once.
pub(super) struct Reading<'a> {
    pub(super) tree: Tree<'a>,
    pub(super) errors: Vec<SyntaxError>,
    pub(super) failure: Option<Failure>,
}

/// What the parser stopped at.
pub(super) struct Failure {
    pub(super) kind: ErrorKind,
    pub(super) at: usize,
    /// Where the outermost bracket that is open there stands.
    pub(super) bracket: Option<usize>,
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
        documents: 0,
        is_too_deep: faults.iter().any(|fault| fault.kind == Some(SyntaxErrorKind::TooDeep)),
        swallowing: None,
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
                failure = Some(Failure {
                    kind: error.kind().clone(),
                    at: masked.floor_char_boundary(at),
                    bracket: builder.open.iter().find(|open| open.is_flow).map(|open| open.start),
                });
                break;
            }
        }
    }
    if let Some(at) = builder.swallowing {
        failure = Some(Failure {
            kind: ErrorKind::UnclosedQuotedScalar,
            at,
            bracket: None,
        });
    }
    builder.finish(failure)
}

fn options() -> Options {
    granit_parser::options! {
        emit_unresolved_aliases: true,
        // What is waited for is bounded by the source.
        max_buffered_comment_events: usize::MAX,
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
    documents: usize,
    /// Whether too deep a container was told of, which is done once.
    is_too_deep: bool,
    /// Where a quoted text begins that holds what is clearly another member.
    swallowing: Option<usize>,
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
    /// Reads an event; false where the rest is not to be read.
    fn read(&mut self, event: Event<'m>, span: &Span) -> bool {
        let range = span.byte_range().unwrap_or_default();
        let (start, end) = (range.start, range.end);
        if let Event::Comment(..) = event {
            self.add_comment(start, end);
            return true;
        }
        if self.skipped.is_some() {
            self.skip(&event);
            return true;
        }
        let is_empty = matches!(event, Event::Scalar(..)) && start == end;
        if !is_empty {
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
                    self.swallowing = Some(start);
                    return false;
                }
                self.scalar(&scalar, is_text, anchor);
            }
            Event::Alias(anchor) => self.alias(self.anchors.get(&anchor).copied(), start, end),
            Event::UnresolvedAlias(_) => self.alias(None, start, end),
            _ => {}
        }
        true
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
                self.report(SyntaxErrorKind::ExpectedKey, ByteRange::between(start, span.end.byte_offset().unwrap_or(start)));
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
            column: span.start.col(),
            pending: Pending::Key,
            merged: Vec::new(),
            is_merged,
        });
    }

    fn close(&mut self, end: usize) {
        let Some(mut closed) = self.open.pop() else { return };
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
        if closed.is_merged {
            if let Some(parent) = self.open.last_mut() {
                parent.merged.append(&mut closed.merged);
            }
        }
    }

    fn merge(&mut self, object: &Open<'a>, depth: usize) {
        let was_exceeded = self.budget.is_exceeded;
        let merged = merge(
            &mut self.tree,
            object.node,
            &object.merged,
            (depth, MAX_DEPTH),
            &mut self.budget,
        );
        if merged.is_err() {
            self.tree.mark_damaged(object.node);
        }
        if self.budget.is_exceeded && !was_exceeded {
            let range = ByteRange::between(object.start, object.start);
            self.report(SyntaxErrorKind::TooManyAliases, range);
        }
    }

    fn scalar(&mut self, scalar: &Scalar<'m>, is_text: bool, anchor: usize) {
        let is_empty = scalar.start == scalar.end && scalar.style == ScalarStyle::Plain;
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

    /// Whether a line of a quoted text is no deeper than the container it stands in, and looks like a member of it. The
    /// parser reads on to the next quote, wherever that is.
    fn swallows_member(&self, scalar: &Scalar<'m>) -> bool {
        let is_quoted = matches!(scalar.style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
        let Some(open) = self.open.last().filter(|open| is_quoted && !open.is_flow) else {
            return false;
        };
        let text = self.sources.masked;
        let quoted = text.get(scalar.start..scalar.end).unwrap_or_default();
        if !quoted.contains(['\n', '\r']) {
            return false;
        }
        let mut next = Line::at(text, scalar.start).following(text);
        while let Some(line) = next.filter(|line| line.start < scalar.end) {
            if line.key.is_some() && line.indentation() <= open.column {
                return true;
            }
            next = line.following(text);
        }
        false
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
        let content = if text.value().is_empty() { range } else { text.range() };
        let as_it_stands = self.sources.original.get(content.as_index());
        let text = match as_it_stands {
            Some(written) if written == text.value() => Cow::Borrowed(written),
            _ => Cow::Owned(text.value().to_owned()),
        };
        self.set_pending(Pending::Value(Key { text, range: content }));
    }

    /// Adds a value that is not there: it is empty, or it is what a fault took.
    fn empty(&mut self, parent: Option<NodeId>, key: Option<Key<'a>>, start: usize) -> NodeId {
        let place = self.place_of_empty(key.is_some(), start);
        let fault = self.faults.get(self.next_fault);
        let Some(fault) = fault.filter(|fault| self.takes_value_at(fault, place)) else {
            let range = ByteRange::between(place, place);
            return self.tree.add(parent, key, Value::Null, range);
        };
        let (value, range) = match &fault.effect {
            Effect::Reads(literal) => self.read_literal(literal.clone()),
            _ => (Value::Damaged, fault.damage(self.sources.original)),
        };
        let node = self.tree.add(parent, key, value, range);
        self.report_fault(fault, parent.or(Some(node)));
        self.next_fault += 1;
        node
    }

    /// Where an empty value belongs: after the colon or the dash.
    fn place_of_empty(&self, has_key: bool, start: usize) -> usize {
        let masked = self.sources.masked;
        if has_key {
            let is_colon = masked.as_bytes().get(start) == Some(&b':');
            return start + usize::from(is_colon);
        }
        let dash = Line::at(masked, start).dash.filter(|dash| *dash <= start);
        dash.map_or(start, |dash| dash + 1)
    }

    /// Whether an empty value is empty because a fault took what stood there.
    fn takes_value_at(&self, fault: &Fault, place: usize) -> bool {
        let Some(open) = self.open.last() else {
            return true;
        };
        let mask = fault.mask.start;
        let between = self.sources.original.get(place..mask).unwrap_or_default();
        mask >= place
            && is_blank_between(self.sources.masked, place, mask)
            && (!between.contains(['\n', '\r'])
                || Line::at(self.sources.original, fault.range.start as usize).indentation() > open.column)
    }

    fn report_fault(&mut self, fault: &Fault, container: Option<NodeId>) {
        if let Some(kind) = fault.kind {
            self.errors.push(SyntaxError {
                kind,
                range: fault.range,
                container,
            });
        }
    }

    /// Reads the value after a colon without a space, as if it had one.
    fn read_literal(&self, literal: Range<usize>) -> (Value<'a>, ByteRange) {
        let range = ByteRange::between(literal.start, literal.end);
        let written = self.sources.original.get(literal).unwrap_or_default();
        if let Some(value) = resolve(written) {
            return (value, range);
        }
        let quoted = ['"', '\'']
            .into_iter()
            .find_map(|quote| written.strip_prefix(quote)?.strip_suffix(quote));
        let start = range.start + u32::from(quoted.is_some());
        (Value::String(Text::verbatim(quoted.unwrap_or(written), start)), range)
    }

    /// Marks a value part of which was blanked.
    fn damage_if_masked(&mut self, node: NodeId, start: usize, end: usize) {
        let inside = self.faults.iter().skip(self.next_fault);
        let mut inside = inside.take_while(|fault| fault.mask.start < end);
        if inside.any(|fault| fault.mask.start > start) {
            self.tree.mark_damaged(node);
        }
    }

    fn alias(&mut self, original: Option<NodeId>, start: usize, end: usize) {
        let range = ByteRange::between(start, end);
        let is_open = |node| self.open.iter().any(|open| open.node == node);
        let original = original.filter(|node| !is_open(*node));
        let slot = self.slot();
        self.last_end = self.last_end.max(end);
        let Some(original) = original else {
            self.report(SyntaxErrorKind::UnknownAlias, range);
            return self.add_lost_alias(slot, range);
        };
        match slot {
            Slot::Key => match &self.tree.node(original).value {
                Value::String(text) => {
                    let text = Cow::Owned(text.value().to_owned());
                    self.set_pending(Pending::Value(Key { text, range }));
                }
                _ => {
                    self.report(SyntaxErrorKind::ExpectedKey, range);
                    self.add_lost_alias(Slot::Key, range);
                }
            },
            Slot::Skip => {}
            Slot::Merge if matches!(self.tree.node(original).value, Value::Object) => {
                if let Some(open) = self.open.last_mut() {
                    open.merged.push(original);
                }
            }
            Slot::Merge => {
                self.report(SyntaxErrorKind::UnknownAlias, range);
                self.lose_member();
            }
            Slot::Child(parent, key) => self.copy(original, parent, key, range),
        }
    }

    fn copy(&mut self, original: NodeId, parent: Option<NodeId>, key: Option<Key<'a>>, alias: ByteRange) {
        let was_exceeded = self.budget.is_exceeded;
        let depths = (self.open.len(), MAX_DEPTH);
        let copied = copy(
            &mut self.tree,
            original,
            parent,
            key.clone(),
            depths,
            &mut self.budget,
        );
        if copied.is_err() {
            self.tree.add(parent, key, Value::Damaged, alias);
        }
        if self.budget.is_exceeded && !was_exceeded {
            self.report(SyntaxErrorKind::TooManyAliases, alias);
        }
    }

    fn add_lost_alias(&mut self, slot: Slot<'a>, range: ByteRange) {
        match slot {
            Slot::Key => {
                self.lose_member();
                self.set_pending(Pending::Skip);
            }
            Slot::Skip => {}
            Slot::Merge => self.lose_member(),
            Slot::Child(parent, key) => {
                self.tree.add(parent, key, Value::Damaged, range);
            }
        }
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
        let before = self.sources.original.get(..start).unwrap_or_default();
        let line_start = memchr::memrchr2(b'\n', b'\r', before.as_bytes()).map_or(0, |at| at + 1);
        let before = before.get(line_start..).unwrap_or_default();
        let text = self.sources.original.get(start + 1..end).unwrap_or_default();
        self.tree.add_comment(Comment {
            text,
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

    /// Finds the containers of the faults before `start`.
    fn place_faults(&mut self, start: usize) {
        while let Some(fault) = self.faults.get(self.next_fault) {
            if fault.mask.start >= start && start != usize::MAX {
                return;
            }
            self.next_fault += 1;
            let column = Line::at(self.sources.original, fault.range.start as usize).column();
            let mut around = self.open.iter().rev();
            let container = around.find(|open| open.is_flow || open.column <= column);
            let container = container.map(|open| open.node).or(self.tree.root());
            self.report_fault(fault, container);
            match (&fault.effect, container, self.last_scalar) {
                (Effect::Member, Some(container), _) => self.tree.mark_damaged(container),
                (Effect::Text, _, Some(scalar)) => self.tree.mark_damaged(scalar),
                _ => {}
            }
        }
    }

    fn finish(mut self, failure: Option<Failure>) -> Reading<'a> {
        let is_null_root = self.tree.len() == 1
            && self.tree.root().is_some_and(|root| {
                let root = self.tree.node(root);
                matches!(root.value, Value::Null) && root.range.is_empty()
            });
        if failure.is_none() && self.faults.is_empty() && (self.tree.is_empty() || is_null_root) {
            let mut tree = Tree::default();
            self.tree.comments().iter().for_each(|comment| tree.add_comment(*comment));
            let end = offset(self.sources.original.len());
            self.tree = tree;
            self.report(SyntaxErrorKind::Empty, ByteRange::new(end, end));
        } else if self.tree.is_empty() && failure.is_none() {
            let damage = self.faults.first().map(|fault| fault.damage(self.sources.original));
            self.tree.add(None, None, Value::Damaged, damage.unwrap_or_default());
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
