//! Whether a form that was written is read back as what it was.

use evallint_linter::{Message, Pointer};
use evallint_schema::Role;

use crate::content::{Content, Entry, EntryName, Value};
use crate::loss::{self, Loss};
use crate::target::Target;

/// What is read back from the target otherwise than it was. What is told of already is left out.
pub(crate) fn differences(before: &Content, after: &Content, target: Target, told: &[Loss]) -> Vec<Loss> {
    let mut comparison = Comparison {
        target,
        told,
        losses: Vec::new(),
    };
    comparison.compare(&before.root, &after.root, &Pointer::root());
    comparison.losses
}

struct Comparison<'t> {
    target: Target,
    told: &'t [Loss],
    losses: Vec<Loss>,
}

impl Comparison<'_> {
    fn compare(&mut self, before: &Entry, after: &Entry, pointer: &Pointer) {
        if self.told.iter().any(|loss| loss.pointer == *pointer) && *pointer != Pointer::root() {
            return;
        }
        match (&before.value, &after.value) {
            _ if self.is_nothing(before) && self.is_nothing(after) => {}
            (Value::Object(befores), Value::Object(afters)) => self.compare_members(befores, afters, pointer),
            (Value::Array(befores), Value::Array(afters)) if befores.len() == afters.len() => {
                for (index, (before, after)) in befores.iter().zip(afters).enumerate() {
                    self.compare(before, after, &pointer.index(index));
                }
            }
            (Value::Array(befores), Value::Array(afters)) => {
                let message = Message::new(&loss::COUNT_CHANGED)
                    .with("before", befores.len())
                    .with("after", afters.len());
                self.tell(message, pointer, before);
            }
            (left, right) if self.is_same(left, right) => {}
            (left, right) => {
                let message = match (words(left), words(right)) {
                    (Some(text), Some(again)) => Message::new(&loss::CHANGED)
                        .with("text", loss::excerpt(&text))
                        .with("again", loss::excerpt(&again)),
                    (text, _) => Message::new(&loss::NOT_READ_BACK).with(
                        "text",
                        text.map_or_else(|| pointer.to_string(), |text| loss::excerpt(&text)),
                    ),
                };
                self.tell(message, pointer, before);
            }
        }
    }

    fn compare_members(&mut self, befores: &[Entry], afters: &[Entry], pointer: &Pointer) {
        let mut left: Vec<&Entry> = afters.iter().collect();
        for before in befores {
            let here = before.pointer_in(pointer, 0);
            let found = left.iter().position(|after| after.pointer_in(pointer, 0) == here);
            match found {
                Some(found) => {
                    let after = left.remove(found);
                    self.compare(before, after, &here);
                }
                None => self.compare(before, &absent(before), &here),
            }
        }
        left.retain(|after| !self.is_nothing(after));
        for after in left {
            let here = after.pointer_in(pointer, 0);
            let text = words(&after.value).map_or_else(|| here.to_string(), |text| loss::excerpt(&text));
            self.tell(Message::new(&loss::ADDED).with("text", text), &here, after);
        }
    }

    /// Whether there is nothing in an entry that the target could hold: a table has no cell for what is blank, and its
    /// title is the name of the form.
    fn is_nothing(&self, entry: &Entry) -> bool {
        let is_name = matches!(entry.name, EntryName::Field(field) if field.role == Role::FormName);
        self.target.is_table()
            && match &entry.value {
                Value::Object(children) | Value::Array(children) => {
                    children.iter().all(|child| self.is_nothing(child))
                }
                _ => is_name || entry.written().is_none(),
            }
    }

    /// Whether two scalars are one. In a table they are where they are written with the same characters.
    fn is_same(&self, left: &Value, right: &Value) -> bool {
        match (left, right) {
            (Value::Text(left), Value::Text(right)) | (Value::Number(left), Value::Number(right)) => {
                left == right
            }
            (Value::Bool(left), Value::Bool(right)) => left == right,
            (Value::Null, Value::Null) => true,
            _ => self.target.is_table() && words(left).is_some_and(|text| Some(text) == words(right)),
        }
    }

    fn tell(&mut self, message: Message, pointer: &Pointer, entry: &Entry) {
        let message = message.with("target", loss::name(self.target));
        self.losses.push(Loss::new(message, pointer.clone(), entry.place));
    }
}

fn absent(entry: &Entry) -> Entry {
    Entry::new(entry.name.clone(), Value::Null)
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) | Value::Number(text) => Some(text.clone()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Null | Value::Object(_) | Value::Array(_) => None,
    }
}
