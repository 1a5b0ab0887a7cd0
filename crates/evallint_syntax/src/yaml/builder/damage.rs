//! Where the faults belong in the tree, and what they leave of it.

use std::ops::Range;

use granit_parser::ScalarStyle;

use super::super::faults::{Effect, Fault};
use super::super::lines::{Line, is_blank_between};
use super::super::scalars::{Scalar, resolve};
use super::Builder;
use crate::range::ByteRange;
use crate::text::Text;
use crate::tree::{Key, NodeId, SyntaxError, Value};

impl<'a> Builder<'a, '_> {
    /// Adds a value that is not there: it is empty, or it is what a fault took.
    pub(super) fn empty(&mut self, parent: Option<NodeId>, key: Option<Key<'a>>, start: usize) -> NodeId {
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
    pub(super) fn place_of_empty(&self, has_key: bool, start: usize) -> usize {
        let masked = self.sources.masked;
        if has_key {
            let after = |colon: &str| {
                let rest = self.sources.original.get(start..);
                rest.is_some_and(|rest| rest.starts_with(colon))
                    .then_some(start + colon.len())
            };
            return after(":").or_else(|| after("：")).unwrap_or(start);
        }
        if self.open.last().is_none_or(|open| open.is_flow) {
            return start;
        }
        let dash = Line::at(masked, start).dash.filter(|dash| *dash <= start);
        dash.map_or(start, |dash| dash + 1)
    }

    /// Whether an empty value is empty because a fault took what stood there.
    pub(super) fn takes_value_at(&self, fault: &Fault, place: usize) -> bool {
        if fault.effect == Effect::Nothing {
            return false;
        }
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

    pub(super) fn report_fault(&mut self, fault: &Fault, container: Option<NodeId>) {
        if let Some(kind) = fault.kind {
            self.errors.push(SyntaxError {
                kind,
                range: fault.range,
                container,
            });
        }
    }

    /// Reads the value after a colon without a space, as if it had one.
    pub(super) fn read_literal(&self, literal: Range<usize>) -> (Value<'a>, ByteRange) {
        let range = ByteRange::between(literal.start, literal.end);
        let written = self.sources.original.get(literal).unwrap_or_default();
        if let Some(value) = resolve(written) {
            return (value, range);
        }
        let quoted = ['"', '\'']
            .into_iter()
            .find_map(|quote| written.strip_prefix(quote)?.strip_suffix(quote));
        let start = range.start + u32::from(quoted.is_some());
        (
            Value::String(Text::verbatim(quoted.unwrap_or(written), start)),
            range,
        )
    }

    /// Marks a value part of which was blanked.
    pub(super) fn damage_if_masked(&mut self, node: NodeId, start: usize, end: usize) {
        let inside = self.faults.iter().skip(self.next_fault);
        let mut inside = inside.take_while(|fault| fault.mask.start < end);
        if inside.any(|fault| fault.mask.end > start && fault.effect != Effect::Nothing) {
            self.tree.mark_damaged(node);
        }
    }

    /// Whether a line of a quoted text is no deeper than the container it stands in, and looks like a member of it. The
    /// parser reads on to the next quote, wherever that is.
    pub(super) fn swallows_member(&self, scalar: &Scalar<'_>) -> bool {
        let is_quoted = matches!(
            scalar.style,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted
        );
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

    /// Finds the containers of the faults before `start`.
    pub(super) fn place_faults(&mut self, start: usize) {
        while let Some(fault) = self.faults.get(self.next_fault) {
            let is_at_end = start == usize::MAX;
            if !is_at_end && (fault.mask.start >= start || self.tree.is_empty()) {
                return;
            }
            self.next_fault += 1;
            let column = fault
                .column
                .unwrap_or_else(|| Line::at(self.sources.original, fault.range.start as usize).column());
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
}
