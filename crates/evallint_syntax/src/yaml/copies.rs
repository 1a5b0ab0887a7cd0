//! Aliases and merge keys: copies of what stands elsewhere.

use std::collections::HashSet;

use crate::tree::{Key, NodeId, Tree, Value};

/// How many values may be copied in one document.
const MOST_COPIES: usize = 65_536;

/// A long text that is not borrowed counts as one more value for so many bytes.
const BYTES_PER_COPY: usize = 64;

/// What may still be copied. Aliases of aliases grow without bound where nobody counts.
pub(super) struct Budget {
    left: usize,
    pub(super) is_exceeded: bool,
}

/// More was to be copied than may be.
pub(super) struct Exceeded;

impl Default for Budget {
    fn default() -> Self {
        Self {
            left: MOST_COPIES,
            is_exceeded: false,
        }
    }
}

impl Budget {
    fn spend(&mut self, copies: usize) -> Result<(), Exceeded> {
        match self.left.checked_sub(copies) {
            Some(left) if !self.is_exceeded => {
                self.left = left;
                Ok(())
            }
            _ => {
                self.is_exceeded = true;
                Err(Exceeded)
            }
        }
    }
}

/// Copies a value with all that is in it as the last child of `parent`, which lies `depth` containers deep. Containers
/// deeper than `max_depth` are left out.
pub(super) fn copy<'a>(
    tree: &mut Tree<'a>,
    original: NodeId,
    parent: Option<NodeId>,
    key: Option<Key<'a>>,
    (depth, max_depth): (usize, usize),
    budget: &mut Budget,
) -> Result<NodeId, Exceeded> {
    let top = copy_one(tree, original, parent, key, depth >= max_depth, budget)?;
    let mut left: Vec<(NodeId, NodeId, usize)> = Vec::new();
    let push_children = |tree: &Tree<'a>, left: &mut Vec<_>, from: NodeId, to: NodeId, depth: usize| {
        let first = left.len();
        left.extend(tree.children(from).map(|(child, _)| (child, to, depth)));
        if let Some(added) = left.get_mut(first..) {
            added.reverse();
        }
    };
    if !matches!(tree.node(top).value, Value::Damaged) {
        push_children(tree, &mut left, original, top, depth + 1);
    }
    while let Some((original, parent, depth)) = left.pop() {
        let key = tree.node(original).key.clone();
        let Ok(copied) = copy_one(tree, original, Some(parent), key, depth >= max_depth, budget) else {
            tree.mark_damaged(top);
            return Ok(top);
        };
        if !matches!(tree.node(copied).value, Value::Damaged) {
            push_children(tree, &mut left, original, copied, depth + 1);
        }
    }
    Ok(top)
}

fn copy_one<'a>(
    tree: &mut Tree<'a>,
    original: NodeId,
    parent: Option<NodeId>,
    key: Option<Key<'a>>,
    is_too_deep: bool,
    budget: &mut Budget,
) -> Result<NodeId, Exceeded> {
    let node = tree.node(original);
    let length = match &node.value {
        Value::String(text) => text.value().len(),
        _ => 0,
    };
    budget.spend(1 + length / BYTES_PER_COPY)?;
    let (range, damaged) = (node.range, node.damaged);
    let value = match &node.value {
        Value::Object | Value::Array if is_too_deep => Value::Damaged,
        value => value.clone(),
    };
    let copied = tree.add(parent, key, value, range);
    if damaged {
        tree.mark_damaged(copied);
    }
    Ok(copied)
}

/// Adds the members of the merged objects to an object that has all of its own. A member that is there already stays.
pub(super) fn merge(
    tree: &mut Tree<'_>,
    object: NodeId,
    merged: &[NodeId],
    (depth, max_depth): (usize, usize),
    budget: &mut Budget,
) -> Result<(), Exceeded> {
    let own = tree.children(object).filter_map(|(_, node)| node.key.as_ref());
    let mut known: HashSet<String> = own.map(|key| key.text.to_string()).collect();
    for &source in merged {
        if tree.node(source).damaged {
            tree.mark_damaged(object);
        }
        budget.spend(tree.node(source).child_count())?;
        let members: Vec<NodeId> = tree.children(source).map(|(id, _)| id).collect();
        for member in members {
            let Some(key) = tree.node(member).key.clone() else {
                continue;
            };
            if known.insert(key.text.to_string()) {
                copy(tree, member, Some(object), Some(key), (depth, max_depth), budget)?;
            }
        }
    }
    Ok(())
}
