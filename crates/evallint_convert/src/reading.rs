//! From a document that was read to a form that can be written.

use std::collections::{HashMap, HashSet};

use evallint_linter::{DocumentView, Item, Meaning, Message, Pointer, Remark};
use evallint_schema::{Field, Kind};
use evallint_syntax::{ByteRange, Format, NodeId};

use crate::content::{Comment, Content, Entry, EntryName, Value};
use crate::loss::{self, Loss};

/// The content of a document, and what of it cannot be had. Of the comments only those that `keeps` wants are taken.
/// A document without a value has no content.
pub(crate) fn content_of<'v, 'a>(
    view: &'v DocumentView<'a>,
    remarks: &[Remark<'v, 'a>],
    keeps: impl Fn(&Remark<'v, 'a>) -> bool,
) -> Option<(Content, Vec<Loss>)> {
    let root = view.root()?;
    let mut reading = Reading {
        is_table: view.source().format() == Format::Table,
        comments: HashMap::new(),
        seen: HashSet::new(),
        losses: Vec::new(),
    };
    let (mut preface, mut closing) = (Vec::new(), Vec::new());
    for remark in remarks.iter().filter(|remark| keeps(remark)) {
        let lines = lines_of(&remark.comment);
        match remark.item {
            Some(item) if matches!(item.meaning(), Meaning::Document) => preface.extend(lines),
            Some(item) => {
                let about = reading.comments.entry(item.id()).or_default();
                match about.beside {
                    None if !remark.comment.own_line => about.beside = lines.into_iter().next(),
                    _ => about.above.extend(lines),
                }
            }
            None => closing.extend(lines),
        }
    }
    for cell in view.unread() {
        let text = loss::excerpt(view.source().slice(*cell));
        let message = Message::new(&loss::UNREAD_CELL).with("text", text);
        reading
            .losses
            .push(Loss::new(message, Pointer::root(), Some(*cell)));
    }
    let root = reading.entry(root, false);
    let title = view.title().filter(|title| *title != view.form().title);
    let content = Content {
        form: view.form(),
        title: title.map(str::to_owned),
        preface,
        root,
        closing,
    };
    Some((content, reading.losses))
}

/// The lines of a comment without the blanks around them.
fn lines_of(comment: &evallint_syntax::Comment<'_>) -> Vec<Comment> {
    let line = |text: &str| Comment {
        text: text.trim().to_owned(),
        place: Some(comment.range),
    };
    let lines: Vec<_> = comment.text.trim().lines().map(line).collect();
    if lines.is_empty() { vec![line("")] } else { lines }
}

struct Reading {
    is_table: bool,
    comments: HashMap<NodeId, Comments>,
    /// Where the values met so far stand, by whether they are containers.
    seen: HashSet<(ByteRange, bool)>,
    losses: Vec<Loss>,
}

#[derive(Default)]
struct Comments {
    above: Vec<Comment>,
    beside: Option<Comment>,
}

impl Reading {
    /// The entry of a value. What is in a copy, which an alias made, is a copy as well.
    fn entry(&mut self, item: Item<'_, '_>, is_copy: bool) -> Entry {
        let is_copy = self.is_copy(item, is_copy);
        let comments = self.comments.remove(&item.id()).unwrap_or_default();
        let name = match (item.meaning(), item.key()) {
            (Meaning::Field(field), _) => EntryName::Field(field),
            (Meaning::Document | Meaning::Element(..), _) | (_, None) => EntryName::Nameless,
            (Meaning::Free | Meaning::Unknown, Some(key)) => EntryName::Other(key.text.to_string()),
        };
        Entry {
            value: self.value(item, is_copy),
            name,
            above: comments.above,
            beside: comments.beside,
            place: Some(item.range()),
        }
    }

    /// Whether a value is one that stands elsewhere, which is told of once.
    fn is_copy(&mut self, item: Item<'_, '_>, is_in_copy: bool) -> bool {
        let is_container = item.children().next().is_some();
        if self.is_table || is_in_copy || item.range().is_empty() {
            return is_in_copy;
        }
        let is_copy = !self.seen.insert((item.range(), is_container));
        if is_copy {
            let place = item.key().map_or(item.range(), |key| key.range);
            self.losses
                .push(Loss::new(Message::new(&loss::ALIAS), item.pointer(), Some(place)));
        }
        is_copy
    }

    fn value(&mut self, item: Item<'_, '_>, is_copy: bool) -> Value {
        use evallint_syntax::Value as Read;
        match item.value() {
            Read::Object => Value::Object(self.members(item, is_copy)),
            Read::Array => Value::Array(item.children().map(|child| self.entry(child, is_copy)).collect()),
            Read::String(text) => match item.meaning() {
                Meaning::Field(field) if self.is_table && is_figure(field, text.value()) => {
                    Value::Number(text.value().to_owned())
                }
                _ => Value::Text(text.value().to_owned()),
            },
            Read::Number(literal) => Value::Number(literal.to_string()),
            Read::Bool(value) => Value::Bool(*value),
            Read::Null => Value::Null,
            Read::Damaged => {
                self.losses.push(Loss::new(
                    Message::new(&loss::DAMAGED),
                    item.pointer(),
                    Some(item.range()),
                ));
                Value::Null
            }
        }
    }

    /// The members of an object: as its author ordered them, but those of a table, where the layout did, in the order of
    /// the field table.
    fn members(&mut self, item: Item<'_, '_>, is_copy: bool) -> Vec<Entry> {
        if self.is_table {
            let given = item.fields().filter_map(|(_, given)| given);
            let written = given.filter(|given| !is_marked_blank(*given));
            return written.map(|given| self.entry(given, is_copy)).collect();
        }
        item.children().map(|child| self.entry(child, is_copy)).collect()
    }
}

/// Whether a cell holds nothing but blanks, which mark that it is there.
fn is_marked_blank(item: Item<'_, '_>) -> bool {
    matches!(item.value(), evallint_syntax::Value::String(text) if text.value().trim().is_empty())
}

/// Whether a cell of this field is a number that every reader of JSON and YAML takes digit for digit. A cell has no types.
fn is_figure(field: &Field, text: &str) -> bool {
    const MOST_DIGITS: usize = 15;
    let may_be_number = matches!(field.kind, Kind::Amount | Kind::SignedAmount | Kind::TextOrNumber);
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let has_leading_zero = whole.len() > 1 && whole.starts_with('0');
    may_be_number
        && is_digits(whole)
        && is_digits(fraction)
        && !has_leading_zero
        && unsigned.len() <= MOST_DIGITS
}
