//! A document in terms of its form: the tree of the source with every node named by the field it is.

use evallint_schema::{Amount, Field, Form, KeyLanguage, Kind, Role, fold_width};
use evallint_syntax::{ByteRange, Children, Format, Node, NodeId, Source, SyntaxError, Text, Tree, Value};

use memchr::memmem;
use rust_decimal::Decimal;

use crate::pointer::Pointer;
use crate::slot::{Record, Slot};

/// A source read as a form.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    pub(crate) source: &'a Source,
    pub(crate) form: &'static Form,
    pub(crate) tree: Tree<'a>,
    /// The language of the keys, or of the labels.
    pub(crate) key_language: KeyLanguage,
    /// What each node is, by its index.
    names: Vec<Name>,
    /// The objects that have fields, in the order of the tree.
    records: Vec<RecordEntry>,
    /// For each field of each record the node that holds it.
    slot_nodes: Vec<Option<NodeId>>,
    /// The amounts that can be read, by their nodes.
    amounts: Vec<(NodeId, Amount)>,
    /// Where each row of a text form stands, a cell with line breaks in it being of one row. Only known where comments
    /// stand between the rows; a row ends where one does.
    pub(crate) rows: Vec<ByteRange>,
    pub(crate) irregularities: Irregularities,
}

/// What a node is in terms of the form.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Name {
    /// The document itself.
    Root,
    /// The value of a field.
    Field(&'static Field),
    /// The element at an index (from 0) of the list that the field is.
    Element(&'static Field, usize),
    /// `$schema`, or a key that begins with `x-`, which anyone may add.
    Free,
    /// Under a key that the form does not have, or has already.
    Ignored,
}

/// An object that has fields.
#[derive(Debug, Clone, Copy)]
struct RecordEntry {
    id: NodeId,
    fields: &'static [Field],
    /// Where its nodes begin among those of all records.
    first_slot: usize,
}

/// What is irregular in how a document is written. Rules tell of it.
#[derive(Debug, Default)]
pub(crate) struct Irregularities {
    pub syntax: Vec<SyntaxError>,
    pub unknown: Vec<UnknownKey>,
    pub duplicates: Vec<DuplicateKey>,
    pub split_rows: Vec<SplitRow>,
    pub merged: Vec<MergedIndicators>,
    /// The text holds no label of the form.
    pub unrecognized: bool,
}

/// A key or label that the form does not have.
#[derive(Debug)]
pub(crate) struct UnknownKey {
    pub container: NodeId,
    pub key: String,
    pub range: ByteRange,
    /// The field that was probably meant.
    pub nearest: Option<&'static Field>,
    /// Whether the key is a field's name in the language that the document does not use.
    pub other_language: bool,
}

/// A key or label that stands in its container already.
#[derive(Debug)]
pub(crate) struct DuplicateKey {
    pub container: NodeId,
    pub key: String,
    pub range: ByteRange,
    pub first: ByteRange,
}

/// A row that goes on after a repeated header.
#[derive(Debug)]
pub(crate) struct SplitRow {
    pub element: NodeId,
    /// The first cell of the row that is not blank.
    pub range: ByteRange,
    pub header: ByteRange,
}

/// Several indicators in one cell.
#[derive(Debug)]
pub(crate) struct MergedIndicators {
    /// The first indicator of the cell.
    pub indicator: NodeId,
    /// The cell of the names.
    pub range: ByteRange,
    pub names: usize,
    pub results: usize,
    /// Whether they were taken apart. Otherwise the other indicator rules skip them.
    pub split: bool,
}

impl<'a> Document<'a> {
    pub(crate) fn new(
        source: &'a Source,
        form: &'static Form,
        tree: Tree<'a>,
        names: Vec<Name>,
        irregularities: Irregularities,
    ) -> Self {
        debug_assert_eq!(tree.len(), names.len(), "every node is named");
        let (records, slot_nodes) = (Vec::new(), Vec::with_capacity(tree.len()));
        let mut document = Self {
            source,
            form,
            tree,
            // What is printed on a form is Chinese.
            key_language: KeyLanguage::Chinese,
            names,
            records,
            slot_nodes,
            amounts: Vec::new(),
            rows: Vec::new(),
            irregularities,
        };
        for id in document.tree.ids() {
            document.enter_record(id);
        }
        document.amounts = document.read_amounts();
        // Both are searched by the node they are about.
        document
            .irregularities
            .unknown
            .sort_by_key(|unknown| (unknown.container, unknown.range));
        document
            .irregularities
            .merged
            .sort_by_key(|merged| merged.indicator);
        document
    }

    /// Notes which node holds each field of an object that has any.
    fn enter_record(&mut self, id: NodeId) {
        let fields = self.fields_of(id);
        if fields.is_empty() {
            return;
        }
        let first_slot = self.slot_nodes.len();
        self.slot_nodes.resize(first_slot + fields.len(), None);
        self.records.push(RecordEntry {
            id,
            fields,
            first_slot,
        });
        for (child, _) in self.tree.children(id) {
            let Some(Name::Field(name)) = self.names.get(child.index()) else {
                continue;
            };
            let position = fields.iter().position(|field| std::ptr::eq(field, *name));
            if let Some(node) = position.and_then(|position| self.slot_nodes.get_mut(first_slot + position)) {
                node.get_or_insert(child);
            }
        }
    }

    fn read_amounts(&self) -> Vec<(NodeId, Amount)> {
        let amounts = self
            .slots()
            .filter_map(|slot| Some((slot.node?, slot.read_amount()?)));
        let mut amounts: Vec<_> = amounts.collect();
        amounts.sort_unstable_by_key(|(id, _)| *id);
        amounts
    }

    /// The amount that a node holds as the value of an amount.
    pub(crate) fn amount(&self, id: NodeId) -> Option<Amount> {
        let position = self.amounts.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        self.amounts.get(position).map(|(_, amount)| *amount)
    }

    pub(crate) fn name(&self, id: NodeId) -> Name {
        self.names.get(id.index()).copied().unwrap_or(Name::Ignored)
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node<'a> {
        self.tree.node(id)
    }

    pub(crate) fn children(&self, id: NodeId) -> Children<'_, 'a> {
        self.tree.children(id)
    }

    /// Every node that is read, with what it is.
    pub(crate) fn named_nodes(&self) -> impl Iterator<Item = (NodeId, Name)> + '_ {
        self.tree
            .ids()
            .zip(self.names.iter().copied())
            .filter(|(_, name)| !matches!(name, Name::Ignored | Name::Free))
    }

    /// The fields that the members of a container may be; none for a plain value.
    pub(crate) fn fields_of(&self, id: NodeId) -> &'static [Field] {
        match (self.name(id), &self.node(id).value) {
            (Name::Root, Value::Object) => self.form.fields,
            (Name::Field(field), Value::Object) if !is_list(field) => field.fields,
            (Name::Element(field, _), Value::Object) => field.fields,
            _ => &[],
        }
    }

    /// Every object that has fields: the document, its groups, and the elements of its lists.
    pub(crate) fn records(&self) -> impl Iterator<Item = Record<'_, 'a>> {
        self.records.iter().map(|entry| self.entered(*entry))
    }

    /// The object as a record; nothing where it has no fields.
    pub(crate) fn record(&self, id: NodeId) -> Option<Record<'_, 'a>> {
        let position = self.records.binary_search_by_key(&id, |entry| entry.id).ok()?;
        self.records.get(position).map(|entry| self.entered(*entry))
    }

    fn entered(&self, entry: RecordEntry) -> Record<'_, 'a> {
        let nodes = self
            .slot_nodes
            .get(entry.first_slot..entry.first_slot + entry.fields.len());
        Record {
            document: self,
            id: entry.id,
            fields: entry.fields,
            nodes: nodes.unwrap_or_default(),
        }
    }

    /// The field of a record, whether it is there or not.
    pub(crate) fn slots(&self) -> impl Iterator<Item = Slot<'_, 'a>> {
        self.records().flat_map(Record::slots)
    }

    /// The first slot of the document whose field has this role.
    pub(crate) fn slot_with_role(&self, role: Role) -> Option<Slot<'_, 'a>> {
        self.slots().find(|slot| slot.field.role == role)
    }

    /// The slot that a node fills.
    pub(crate) fn slot_of(&self, id: NodeId) -> Option<Slot<'_, 'a>> {
        let Name::Field(field) = self.name(id) else {
            return None;
        };
        Some(self.record(self.node(id).parent()?)?.slot(field))
    }

    /// The required fields that are absent or blank. What may be lost in damage, or was probably meant by an unknown key,
    /// is left out; a blank container is one finding, not one for each field in it.
    pub(crate) fn missing_slots(&self) -> impl Iterator<Item = Slot<'_, 'a>> {
        self.slots().filter(|slot| {
            let record = slot.record;
            let may_be_lost = slot.node.is_none() && record.is_damaged();
            slot.field.required
                && slot.is_empty()
                && !self.irregularities.unrecognized
                && !may_be_lost
                && !self.is_blank(record.id)
                && !self.is_meant_by_unknown(record.id, slot.field)
        })
    }

    /// Whether there is nothing to read: null, a blank text, or a container with nothing in it that is read. What is
    /// damaged is not blank.
    pub(crate) fn is_blank(&self, id: NodeId) -> bool {
        let node = self.node(id);
        let holds_fields = !matches!(self.name(id), Name::Field(field) if field.fields.is_empty());
        let is_list_node = matches!(self.name(id), Name::Field(field) if is_list(field));
        let passed_over = |name: Name| holds_fields && matches!(name, Name::Free | Name::Ignored);
        !node.damaged
            && match &node.value {
                Value::Null => true,
                Value::String(text) => text.is_blank(),
                // A container in the place of another value is that value, and an invalid one: it is not missing.
                Value::Object if is_list_node || !holds_fields => false,
                Value::Array if !is_list_node => false,
                Value::Object | Value::Array => self
                    .children(id)
                    .all(|(child, _)| passed_over(self.name(child)) || self.is_blank(child)),
                Value::Number(_) | Value::Bool(_) | Value::Damaged => false,
            }
    }

    fn is_meant_by_unknown(&self, container: NodeId, field: &'static Field) -> bool {
        let unknown = &self.irregularities.unknown;
        let from = unknown.partition_point(|unknown| unknown.container < container);
        let here = unknown
            .iter()
            .skip(from)
            .take_while(|unknown| unknown.container == container);
        here.filter_map(|unknown| unknown.nearest)
            .any(|nearest| std::ptr::eq(nearest, field))
    }

    /// Every text that people wrote: names, results and prose, but no amount, rate or choice.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (NodeId, &'static Field, &Text<'a>)> {
        self.named_nodes()
            .filter_map(|(id, name)| match (name, &self.node(id).value) {
                (Name::Field(field), Value::String(text)) if holds_words(field) => Some((id, field, text)),
                _ => None,
            })
    }

    /// The text of every field that is prose, with the field.
    pub(crate) fn prose(&self) -> impl Iterator<Item = (NodeId, &str)> {
        self.named_nodes()
            .filter_map(|(id, name)| match (name, &self.node(id).value) {
                (Name::Field(field), Value::String(text)) if is_prose(field.role) => Some((id, text.value())),
                _ => None,
            })
    }

    /// Whether the text of any prose holds one of the words.
    pub(crate) fn any_prose_says(&self, words: &[&str]) -> bool {
        self.prose().any(|(_, text)| holds_any(text, words))
    }

    /// Whether a sentence of any prose holds a word of each list.
    pub(crate) fn any_sentence_says(&self, lists: &[&[&str]]) -> bool {
        self.prose().any(|(_, text)| says_in_one_sentence(text, lists))
    }

    /// Whether a node stands in an element of a list: in a task, not in a section of the whole document.
    pub(crate) fn is_in_list(&self, id: NodeId) -> bool {
        let mut above = Some(id);
        while let Some(id) = above {
            if matches!(self.name(id), Name::Element(..)) {
                return true;
            }
            above = self.node(id).parent();
        }
        false
    }

    /// The year that is evaluated, where it can be read.
    pub(crate) fn year(&self) -> Option<u32> {
        let written = self.slot_with_role(Role::Year)?.scalar().valid()?.written();
        let folded: String = written.trim().chars().map(fold_width).collect();
        let digits = folded.trim_end_matches("年度").trim_end_matches('年').trim_end();
        digits.parse().ok().filter(|year| (2000..=2100).contains(year))
    }

    /// The document's currency unit as it is written.
    pub(crate) fn currency(&self) -> Option<&str> {
        let slot = self.slot_with_role(Role::CurrencyUnit)?;
        slot.text().valid().map(Text::value)
    }

    /// How many 元 the document's currency unit is.
    pub(crate) fn currency_factor(&self) -> Option<Decimal> {
        match self.currency()? {
            "元" => Some(Decimal::ONE),
            "万元" => Some(Decimal::from(10_000)),
            "亿元" => Some(Decimal::from(100_000_000)),
            _ => None,
        }
    }

    pub(crate) fn pointer(&self, id: NodeId) -> Pointer {
        /// Few are longer: `/tasks/12/indicators/10/result`.
        const USUAL_LENGTH: usize = 40;
        let mut pointer = Pointer::with_capacity(USUAL_LENGTH);
        self.lead_to(id, &mut pointer);
        pointer
    }

    fn lead_to(&self, id: NodeId, pointer: &mut Pointer) {
        if let Some(parent) = self.node(id).parent() {
            self.lead_to(parent, pointer);
        }
        match self.name(id) {
            Name::Root => {}
            Name::Field(field) => pointer.push_key(field.key),
            Name::Element(_, index) => pointer.push_index(index),
            Name::Free | Name::Ignored => {
                if let Some(key) = &self.node(id).key {
                    pointer.push_key(&key.text);
                }
            }
        }
    }

    /// The slot of the name of an element.
    pub(crate) fn name_slot(&self, id: NodeId) -> Option<Slot<'_, 'a>> {
        self.record(id)?
            .slots()
            .find(|slot| matches!(slot.field.role, Role::Name | Role::TaskName))
    }

    /// Where a finding about a container as a whole is shown: its key or label; for an element of a list the value of its
    /// name; for the document its title line or opening brace.
    pub(crate) fn heading_range(&self, id: NodeId) -> ByteRange {
        let node = self.node(id);
        if let Some(key) = &node.key {
            return key.range;
        }
        if let Some(range) = self.name_slot(id).and_then(Slot::written_range) {
            return range;
        }
        match (self.name(id), node.parent()) {
            (Name::Root | Name::Element(..), _) | (_, None) => self.opening(id),
            (_, Some(parent)) => self.heading_range(parent),
        }
    }

    /// The opening bracket of a container; where it has none, its first key in YAML, and in a text form the range itself,
    /// which is a title or a cell.
    fn opening(&self, id: NodeId) -> ByteRange {
        let range = self.node(id).range;
        if self.source.slice(range).starts_with(['{', '[']) {
            return ByteRange::new(range.start, range.start + 1);
        }
        let first_key = || self.children(id).find_map(|(_, child)| child.key.as_ref());
        match first_key().filter(|_| self.source.format() == Format::Yaml) {
            Some(key) => key.range,
            None => range,
        }
    }
}

/// Whether a sentence of the text holds a word of each list.
pub(crate) fn says_in_one_sentence(text: &str, lists: &[&[&str]]) -> bool {
    text.split(['。', '；'])
        .any(|sentence| lists.iter().all(|words| holds_any(sentence, words)))
}

fn holds_any(text: &str, words: &[&str]) -> bool {
    words
        .iter()
        .any(|word| memmem::find(text.as_bytes(), word.as_bytes()).is_some())
}

pub(crate) fn is_list(field: &Field) -> bool {
    field.kind == Kind::List
}

/// Whether a field is filled with words, not with an amount, a rate or a choice.
pub(crate) fn holds_words(field: &Field) -> bool {
    matches!(field.kind, Kind::Text | Kind::Name { .. } | Kind::TextOrNumber)
}

/// Whether a field of this role is a text that explains.
fn is_prose(role: Role) -> bool {
    matches!(
        role,
        Role::Expected | Role::Achieved | Role::KeyProjects | Role::Text
    )
}
