//! Suppressions, carried from one writing to another that says them otherwise: as comments about values, as comments
//! about rows, or under the key `x-evallint`.

use evallint_linter::{Allowance, Diagnostic, Item, Message, Pointer, Remark};
use evallint_schema::Field;
use evallint_syntax::ByteRange;

use crate::content::{Comment, Content, Entry, EntryName, Value};
use crate::loss::{self, Loss};
use crate::target::{Remarks, Target};

/// The name of the tool, without which a document holds no suppression.
pub(crate) const TOOL: &str = "evallint";

/// The key of suppressions in a tree of keys and values.
const KEY: &str = "x-evallint";

/// A suppression on its way to another writing.
#[derive(Debug)]
pub(crate) struct Carried {
    allowance: Allowance,
    /// The values whose findings it allows.
    pointers: Vec<Pointer>,
    place: Option<ByteRange>,
}

/// The suppression of a comment. Where the target can say what it is about less exactly than the source, or more, it is
/// about what is found there.
pub(crate) fn of_remark(remark: &Remark<'_, '_>, target: Target, findings: &[Diagnostic]) -> Option<Carried> {
    let allowance = remark.allowance.clone()?;
    let governed = remark.item.map_or_else(Pointer::root, Item::pointer);
    let pointers = match (remark.row, target.remarks()) {
        (None, Remarks::OfValues | Remarks::None) => vec![governed],
        (Some(row), _) => found(&allowance, findings, |finding| {
            row.start <= finding.range.start && finding.range.start <= row.end
        })
        .unwrap_or_else(|| vec![governed]),
        (None, Remarks::OfRows) => found_below(&allowance, findings, governed),
    };
    Some(Carried {
        allowance,
        pointers,
        place: Some(remark.comment.range),
    })
}

fn found_below(allowance: &Allowance, findings: &[Diagnostic], governed: Pointer) -> Vec<Pointer> {
    let is_below = |finding: &Diagnostic| {
        let rest = finding.pointer.as_str().strip_prefix(governed.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    found(allowance, findings, is_below).unwrap_or_else(|| vec![governed])
}

/// The values with findings that are allowed, each once; nothing where there is none.
fn found(
    allowance: &Allowance,
    findings: &[Diagnostic],
    is_governed: impl Fn(&Diagnostic) -> bool,
) -> Option<Vec<Pointer>> {
    let is_named = |finding: &&Diagnostic| {
        let names = &allowance.names;
        names
            .iter()
            .any(|name| name == finding.rule.id || name == finding.rule.group.as_str())
    };
    let mut pointers: Vec<Pointer> = Vec::new();
    for finding in findings
        .iter()
        .filter(is_named)
        .filter(|finding| is_governed(finding))
    {
        if !pointers.contains(&finding.pointer) {
            pointers.push(finding.pointer.clone());
        }
    }
    (!pointers.is_empty()).then_some(pointers)
}

/// Takes the suppressions under `x-evallint` out of a form that is to be written as rows. What cannot be followed stays.
pub(crate) fn take_members(content: &mut Content, findings: &[Diagnostic]) -> Vec<Carried> {
    let mut carried = Vec::new();
    let fields = content.form.fields;
    take_from(
        &mut content.root,
        fields,
        &Pointer::root(),
        findings,
        &mut carried,
    );
    carried
}

fn take_from(
    entry: &mut Entry,
    fields: &'static [Field],
    pointer: &Pointer,
    findings: &[Diagnostic],
    carried: &mut Vec<Carried>,
) {
    let (Value::Object(children) | Value::Array(children)) = &mut entry.value else {
        return;
    };
    children.retain(|child| {
        let is_ours = matches!(&child.name, EntryName::Other(key) if key == KEY);
        let read = is_ours
            .then(|| read_member(child, fields, pointer, findings))
            .flatten();
        let is_taken = read.is_some();
        carried.extend(read.into_iter().flatten());
        !is_taken
    });
    for (index, child) in children.iter_mut().enumerate() {
        let here = child.pointer_in(pointer, index);
        let fields = match child.name {
            EntryName::Nameless => fields,
            EntryName::Field(field) => field.fields,
            EntryName::Other(_) => continue,
        };
        take_from(child, fields, &here, findings, carried);
    }
}

/// The suppressions of one `x-evallint` in the object that the pointer names; nothing where any cannot be followed.
fn read_member(
    member: &Entry,
    fields: &'static [Field],
    pointer: &Pointer,
    findings: &[Diagnostic],
) -> Option<Vec<Carried>> {
    let [allow] = member.children() else { return None };
    if !matches!(&allow.name, EntryName::Other(key) if key == "allow") {
        return None;
    }
    let carry = |name: &str, reason: &Entry, governed: Pointer| {
        let allowance = Allowance {
            is_for_file: governed == Pointer::root(),
            names: vec![name.to_owned()],
            reason: text_of(reason)?.to_owned(),
        };
        Some(Carried {
            pointers: found_below(&allowance, findings, governed),
            allowance,
            place: reason.place,
        })
    };
    match &allow.value {
        Value::Object(reasons) => reasons
            .iter()
            .map(|reason| match &reason.name {
                EntryName::Other(name) => carry(name, reason, pointer.clone()),
                _ => None,
            })
            .collect(),
        Value::Array(elements) => elements
            .iter()
            .map(|element| {
                let name = text_of(named(element, "rule")?)?;
                let governed = match named(element, "at") {
                    Some(at) => pointer.within(fields, text_of(at)?)?,
                    None => pointer.clone(),
                };
                carry(name, named(element, "reason")?, governed)
            })
            .collect(),
        _ => None,
    }
}

fn named<'e>(object: &'e Entry, key: &str) -> Option<&'e Entry> {
    let is_named = |child: &&Entry| matches!(&child.name, EntryName::Other(name) if name == key);
    object.children().iter().find(is_named)
}

fn text_of(entry: &Entry) -> Option<&str> {
    match &entry.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// Writes suppressions into a form as the target says them, and tells of those that it cannot say.
pub(crate) fn place(content: &mut Content, carried: Vec<Carried>, target: Target) -> Vec<Loss> {
    let mut losses = Vec::new();
    for Carried {
        allowance,
        pointers,
        place,
    } in carried
    {
        let is_placed = match target.remarks() {
            Remarks::OfRows => place_above_rows(content, &allowance, &pointers),
            Remarks::OfValues => place_beside_values(content, &allowance, &pointers),
            Remarks::None => place_in_member(content, &allowance, &pointers),
        };
        if !is_placed {
            let message = Message::new(&loss::SUPPRESSION)
                .with("names", allowance.names.join(", "))
                .with("target", loss::name(target));
            let pointer = pointers.into_iter().next().unwrap_or_default();
            losses.push(Loss::new(message, pointer, place));
        }
    }
    losses
}

fn comment(allowance: &Allowance) -> Comment {
    let reason: Vec<&str> = allowance.reason.split_whitespace().collect();
    let verb = if allowance.is_for_file {
        "allow-file"
    } else {
        "allow"
    };
    let text = format!(
        "evallint: {verb} {} 理由：{}",
        allowance.names.join(", "),
        reason.join(" ")
    );
    text.into()
}

fn place_above_rows(content: &mut Content, allowance: &Allowance, pointers: &[Pointer]) -> bool {
    let comment = comment(allowance);
    if comment.text.contains("-->") {
        return false;
    }
    if allowance.is_for_file {
        content.preface.push(comment);
        return true;
    }
    for pointer in pointers {
        let entry = row_of(content, pointer);
        if !entry.above.contains(&comment) {
            entry.above.push(comment.clone());
        }
    }
    true
}

/// What is printed in the row of a value. An absent one has a row all the same.
fn row_of<'c>(content: &'c mut Content, pointer: &Pointer) -> &'c mut Entry {
    let absent = pointer
        .as_str()
        .strip_prefix('/')
        .and_then(|key| content.form.field(key));
    if let (Some(field), Value::Object(members)) = (absent, &mut content.root.value)
        && !members.iter().any(|member| member.is(field))
    {
        members.push(Entry::new(EntryName::Field(field), Value::Null));
    }
    content.root.at_mut(pointer.as_str()).0
}

/// Above each value; beside it where that is the first of an element, above which a comment is about all of the element.
/// What has no place for a comment goes under the key.
fn place_beside_values(content: &mut Content, allowance: &Allowance, pointers: &[Pointer]) -> bool {
    let comment = comment(allowance);
    if allowance.is_for_file {
        content.preface.push(comment);
        return true;
    }
    let mut left = Vec::new();
    for pointer in pointers {
        let opens_element = opens_element(&mut content.root, pointer);
        let (entry, is_there) = content.root.at_mut(pointer.as_str());
        if !is_there || *pointer == Pointer::root() {
            left.push(pointer.clone());
        } else if !opens_element {
            entry.above.push(comment.clone());
        } else if entry.beside.is_none() && entry.children().is_empty() {
            entry.beside = Some(comment.clone());
        } else {
            left.push(pointer.clone());
        }
    }
    left.is_empty() || place_in_member(content, allowance, &left)
}

/// Whether a value is the first member of an element of a list.
fn opens_element(root: &mut Entry, pointer: &Pointer) -> bool {
    let Some((container, key)) = pointer.as_str().rsplit_once('/') else {
        return false;
    };
    let (entry, _) = root.at_mut(container);
    let first = entry
        .children()
        .first()
        .map(|first| first.pointer_in(&Pointer::root(), 0));
    matches!(entry.name, EntryName::Nameless)
        && !container.is_empty()
        && first.is_some_and(|first| first.as_str().get(1..) == Some(key))
}

/// Under the key of the whole document, with the place of each.
fn place_in_member(content: &mut Content, allowance: &Allowance, pointers: &[Pointer]) -> bool {
    let Some(list) = list_of_allowed(content) else {
        return false;
    };
    for name in &allowance.names {
        for pointer in pointers {
            let is_for_all = allowance.is_for_file || *pointer == Pointer::root();
            let at = (!is_for_all).then_some(("at", pointer.as_str()));
            let members = [
                Some(("rule", name.as_str())),
                at,
                Some(("reason", allowance.reason.as_str())),
            ];
            let members = members.into_iter().flatten().map(|(key, text)| {
                Entry::new(EntryName::Other(key.to_owned()), Value::Text(text.to_owned()))
            });
            list.push(Entry::new(EntryName::Nameless, Value::Object(members.collect())));
        }
    }
    true
}

/// The list under the key, made where it is not there yet; nothing where something else is.
fn list_of_allowed(content: &mut Content) -> Option<&mut Vec<Entry>> {
    let Value::Object(members) = &mut content.root.value else {
        return None;
    };
    let is_ours = |member: &Entry| matches!(&member.name, EntryName::Other(key) if key == KEY);
    if !members.iter().any(is_ours) {
        let allow = Entry::new(EntryName::Other("allow".to_owned()), Value::Array(Vec::new()));
        let member = Entry::new(EntryName::Other(KEY.to_owned()), Value::Object(vec![allow]));
        members.push(member);
    }
    let ours = members.iter_mut().find(|member| is_ours(member))?;
    let Value::Object(settings) = &mut ours.value else {
        return None;
    };
    let allow = settings
        .iter_mut()
        .find(|setting| matches!(&setting.name, EntryName::Other(key) if key == "allow"))?;
    if let Value::Object(reasons) = &mut allow.value {
        allow.value = Value::Array(reasons.drain(..).map(as_element).collect());
    }
    match &mut allow.value {
        Value::Array(list) => Some(list),
        _ => None,
    }
}

/// `{"<rule>": "<reason>"}` as an element of the list.
fn as_element(reason: Entry) -> Entry {
    let name = match reason.name {
        EntryName::Other(name) => name,
        EntryName::Nameless | EntryName::Field(_) => String::new(),
    };
    let rule = Entry::new(EntryName::Other("rule".to_owned()), Value::Text(name));
    let reason = Entry::new(EntryName::Other("reason".to_owned()), reason.value);
    Entry::new(EntryName::Nameless, Value::Object(vec![rule, reason]))
}
