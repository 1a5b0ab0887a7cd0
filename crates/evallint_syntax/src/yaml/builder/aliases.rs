//! Aliases and merge keys, as they are met.

use std::borrow::Cow;

use super::super::copies::{copy, merge};
use super::{Builder, MAX_DEPTH, Open, Pending, Slot};
use crate::range::ByteRange;
use crate::tree::{Key, NodeId, SyntaxErrorKind, Value};

impl<'a> Builder<'a, '_> {
    pub(super) fn merge(&mut self, object: &Open<'a>, depth: usize) {
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

    pub(super) fn alias(&mut self, original: Option<NodeId>, start: usize, end: usize) {
        let range = ByteRange::between(start, end);
        let is_open = |node| self.open.iter().any(|open| open.node == node);
        let original = original.filter(|node| !is_open(*node));
        let slot = self.slot();
        self.last_end = self.last_end.max(end);
        let Some(original) = original else {
            let name = self.sources.original.get(range.as_index());
            // A name in Chinese is the beginning of a text.
            let kind = if name.is_some_and(str::is_ascii) {
                SyntaxErrorKind::UnknownAlias
            } else {
                SyntaxErrorKind::NeedsQuotes
            };
            self.report(kind, range);
            return self.add_lost_alias(slot, range);
        };
        match slot {
            Slot::Key => {
                if let Value::String(text) = &self.tree.node(original).value {
                    let text = Cow::Owned(text.value().to_owned());
                    return self.set_pending(Pending::Value(Key { text, range }));
                }
                self.report(SyntaxErrorKind::ExpectedKey, range);
                self.add_lost_alias(Slot::Key, range);
            }
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

    pub(super) fn copy(
        &mut self,
        original: NodeId,
        parent: Option<NodeId>,
        key: Option<Key<'a>>,
        alias: ByteRange,
    ) {
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

    pub(super) fn add_lost_alias(&mut self, slot: Slot<'a>, range: ByteRange) {
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
}
