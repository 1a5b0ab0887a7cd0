//! Suppressions under the key `x-evallint`, which may stand in any object:
//! `{"allow": {"<id>": "<reason>"}}` for all of the object, or
//! `{"allow": [{"rule": "<id>", "at": "<pointer within the object>", "reason": "<reason>"}]}` for a part of it.

use evallint_syntax::{ByteRange, NodeId, Value};

use super::{Governed, Named, Suppressions, directive};
use crate::document::{Document, Name};
use crate::fix::Edit;
use crate::pointer::Pointer;
use crate::rules::{Fault, Writing};

pub(super) const KEY: &str = "x-evallint";

pub(super) fn read(document: &Document<'_>, suppressions: &mut Suppressions) {
    let told = suppressions.invalid.len();
    for id in document.tree.ids() {
        let node = document.node(id);
        let is_ours = node.key.as_ref().is_some_and(|key| key.text == KEY);
        if let Some(object) = node
            .parent()
            .filter(|object| is_ours && is_read(document, *object))
        {
            let mut members = Members {
                document,
                suppressions,
                object,
            };
            members.read(id);
        }
    }
    if !document.irregularities.syntax.is_empty() {
        // Behind a bracket that is not closed stands much that was never meant as a suppression.
        suppressions.invalid.truncate(told);
    }
}

/// Whether an object is part of the document, and not of what anyone may add to it.
fn is_read(document: &Document<'_>, object: NodeId) -> bool {
    let mut at = object;
    while !matches!(document.name(at), Name::Free) {
        match document.node(at).parent() {
            Some(parent) => at = parent,
            None => return document.tree.root() == Some(at),
        }
    }
    false
}

/// The members of one `x-evallint`. Of what is damaged nothing is said but that.
struct Members<'m, 'd, 'a> {
    document: &'d Document<'a>,
    suppressions: &'m mut Suppressions,
    /// The object that it stands in.
    object: NodeId,
}

impl Members<'_, '_, '_> {
    fn read(&mut self, id: NodeId) {
        if self.document.node(id).child_count() == 0 {
            self.refuse_value(&Fault::Unreadable, id);
        }
        for (child, node) in self.document.children(id) {
            match &node.key {
                Some(key) if key.text == "allow" => self.read_allow(child),
                Some(key) => self.refuse(&Fault::UnknownMember(key.text.to_string()), id, key.range),
                None => self.refuse_value(&Fault::Unreadable, child),
            }
        }
    }

    fn read_allow(&mut self, allow: NodeId) {
        let node = self.document.node(allow);
        match &node.value {
            Value::Object | Value::Array if node.child_count() == 0 => {
                self.refuse_value(&Fault::NoRule, allow);
            }
            Value::Object => {
                let whole = Governed::field(self.document.pointer(self.object));
                for (reason, node) in self.document.children(allow) {
                    if let Some(key) = &node.key {
                        self.enter(&key.text, key.range, reason, Some(reason), &whole);
                    }
                }
            }
            Value::Array => {
                for (element, _) in self.document.children(allow) {
                    self.read_element(element);
                }
            }
            _ => self.refuse_value(&Fault::Unreadable, allow),
        }
    }

    /// Reads `{"rule": …, "at": …, "reason": …}`. Where part of it is lost, it may have been about less than it seems.
    fn read_element(&mut self, element: NodeId) {
        let document = self.document;
        if document.node(element).damaged {
            return;
        }
        let Some(rule) = self.member(element, "rule") else {
            self.refuse_value(&Fault::NoRule, element);
            return;
        };
        let Value::String(name) = &document.node(rule).value else {
            self.refuse_value(&Fault::NoRule, rule);
            return;
        };
        let place = match self
            .member(element, "at")
            .map(|at| (at, &document.node(at).value))
        {
            None => Ok(document.pointer(self.object)),
            Some((at, Value::String(written))) => {
                self.pointer_at(written.value()).ok_or((at, written.value()))
            }
            Some((at, _)) => Err((at, "")),
        };
        let unknown = document
            .children(element)
            .filter_map(|(_, node)| node.key.as_ref());
        let unknown = unknown.filter(|key| !matches!(key.text.as_ref(), "rule" | "at" | "reason"));
        for key in unknown {
            self.refuse(&Fault::UnknownMember(key.text.to_string()), element, key.range);
        }
        match place {
            Ok(pointer) => {
                let range = document.node(rule).content_range();
                let reason = self.member(element, "reason");
                self.enter(name.value(), range, element, reason, &Governed::field(pointer));
            }
            Err((at, written)) => self.refuse_value(&Fault::NoPointer(written.to_owned()), at),
        }
    }

    /// Enters a rule by its name, if its reason is one. `entry` is the member or element that says so.
    fn enter(
        &mut self,
        name: &str,
        range: ByteRange,
        entry: NodeId,
        reason: Option<NodeId>,
        governed: &Governed,
    ) {
        let is_damaged = reason.is_some_and(|reason| self.document.node(reason).damaged);
        let is_given = reason.is_some_and(|reason| match &self.document.node(reason).value {
            Value::String(reason) => directive::is_reason(reason.value()),
            _ => false,
        });
        if is_damaged {
            return;
        }
        if is_given {
            let removal = self.removal(entry);
            let named = Named { name, range, removal };
            self.suppressions.enter(named, Writing::Member, governed);
        } else {
            self.suppressions
                .refuse(&Fault::NoReason, Writing::Member, &governed.pointer, range);
        }
    }

    /// Takes a member or element of `allow` out, or all of `x-evallint` where it is the only one.
    fn removal(&self, entry: NodeId) -> Option<Vec<Edit>> {
        let document = self.document;
        let allow = document.node(entry).parent()?;
        let ours = document.node(allow).parent()?;
        let is_only = document.node(allow).child_count() == 1;
        let is_all = is_only && document.node(ours).child_count() == 1;
        document.remove(match (is_all, is_only) {
            (true, _) => ours,
            (false, true) => allow,
            (false, false) => entry,
        })
    }

    /// The canonical pointer of a place within the object.
    fn pointer_at(&self, written: &str) -> Option<Pointer> {
        let object = self.document.pointer(self.object);
        object.within(self.document.fields_of(self.object), written)
    }

    fn member(&self, object: NodeId, key: &str) -> Option<NodeId> {
        let mut members = self.document.children(object);
        members
            .find(|(_, node)| node.key.as_ref().is_some_and(|known| known.text == key))
            .map(|(id, _)| id)
    }

    fn refuse_value(&mut self, fault: &Fault, value: NodeId) {
        let node = self.document.node(value);
        let heading = node.key.as_ref().map_or(node.range, |key| key.range);
        let range = match &node.value {
            Value::Object | Value::Array | Value::Null => heading,
            _ => node.content_range(),
        };
        self.refuse(fault, value, range);
    }

    /// Tells what is wrong with a value, unless that is damaged.
    fn refuse(&mut self, fault: &Fault, value: NodeId, range: ByteRange) {
        if !self.document.node(value).damaged {
            let pointer = self.document.pointer(self.object);
            self.suppressions.refuse(fault, Writing::Member, &pointer, range);
        }
    }
}
