//! Typed views of a document: records, their slots, and what was read from a slot.

use evallint_schema::values::LARGEST_AMOUNT;
use evallint_schema::{Amount, Field, Kind, LONGEST_NUMBER, Rate, Role};
use evallint_syntax::{ByteRange, NodeId, Text, Value};
use rust_decimal::Decimal;

use crate::document::Document;
use crate::pointer::Pointer;

/// An object whose members are fields of the form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record<'d, 'a> {
    pub document: &'d Document<'a>,
    pub id: NodeId,
    pub fields: &'static [Field],
    /// For each of the fields the node that holds it.
    pub nodes: &'d [Option<NodeId>],
}

/// The place of a field in a record, filled or not.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot<'d, 'a> {
    pub record: Record<'d, 'a>,
    pub field: &'static Field,
    /// The value, where the key or label stands, even if nothing stands beside it.
    pub node: Option<NodeId>,
}

/// What was read from a slot. A value that is bad silences what needs it, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading<T> {
    /// Absent, null or blank.
    Missing,
    /// Lost in text that is not well-formed.
    Damaged,
    /// There, but not what the field may hold.
    Invalid,
    /// The value.
    Valid(T),
}

impl<T> Reading<T> {
    pub(crate) fn valid(self) -> Option<T> {
        match self {
            Self::Valid(value) => Some(value),
            _ => None,
        }
    }

    fn and_then<U>(self, read: impl FnOnce(T) -> Option<U>) -> Reading<U> {
        match self {
            Self::Missing => Reading::Missing,
            Self::Damaged => Reading::Damaged,
            Self::Invalid => Reading::Invalid,
            Self::Valid(value) => read(value).map_or(Reading::Invalid, Reading::Valid),
        }
    }
}

/// A scalar as it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scalar<'d> {
    Text(&'d Text<'d>),
    Number(&'d str),
}

impl<'d> Scalar<'d> {
    /// What is written, whichever it is.
    pub(crate) fn written(self) -> &'d str {
        match self {
            Self::Text(text) => text.value(),
            Self::Number(literal) => literal,
        }
    }
}

impl<'d, 'a> Record<'d, 'a> {
    /// The slots of all fields.
    pub(crate) fn slots(self) -> impl Iterator<Item = Slot<'d, 'a>> {
        self.fields.iter().zip(self.nodes).map(move |(field, node)| Slot {
            record: self,
            field,
            node: *node,
        })
    }

    /// The slot of a field of this record.
    pub(crate) fn slot(self, field: &'static Field) -> Slot<'d, 'a> {
        let node = self
            .position(|known| std::ptr::eq(known, field))
            .and_then(|position| self.nodes.get(position).copied().flatten());
        Slot {
            record: self,
            field,
            node,
        }
    }

    /// The slot of the field with this English key.
    pub(crate) fn slot_with_key(self, key: &str) -> Option<Slot<'d, 'a>> {
        self.slot_at(self.position(|field| field.key == key)?)
    }

    /// The slot of the first field with this role.
    pub(crate) fn slot_with_role(self, role: Role) -> Option<Slot<'d, 'a>> {
        self.slot_at(self.position(|field| field.role == role)?)
    }

    fn position(self, is_it: impl Fn(&'static Field) -> bool) -> Option<usize> {
        self.fields.iter().position(is_it)
    }

    fn slot_at(self, position: usize) -> Option<Slot<'d, 'a>> {
        Some(Slot {
            record: self,
            field: self.fields.get(position)?,
            node: *self.nodes.get(position)?,
        })
    }

    /// Whether some of its members may be lost in text that is not well-formed.
    pub(crate) fn is_damaged(self) -> bool {
        self.document.node(self.id).damaged
    }

    pub(crate) fn pointer(self) -> Pointer {
        self.document.pointer(self.id)
    }
}

impl<'d> Slot<'d, '_> {
    /// The scalar in the slot.
    pub(crate) fn scalar(self) -> Reading<Scalar<'d>> {
        let Some(id) = self.node else {
            return Reading::Missing;
        };
        let node = self.record.document.node(id);
        match &node.value {
            Value::Null => Reading::Missing,
            Value::String(text) if text.is_blank() && !node.damaged => Reading::Missing,
            _ if node.damaged => Reading::Damaged,
            Value::String(text) => Reading::Valid(Scalar::Text(text)),
            Value::Number(literal) => Reading::Valid(Scalar::Number(literal)),
            _ => Reading::Invalid,
        }
    }

    /// The text in the slot.
    pub(crate) fn text(self) -> Reading<&'d Text<'d>> {
        self.scalar().and_then(|scalar| match scalar {
            Scalar::Text(text) => Some(text),
            Scalar::Number(_) => None,
        })
    }

    /// The amount in the slot, in the document's currency unit. One below zero is invalid where the field has no sign.
    pub(crate) fn amount(self) -> Reading<Amount> {
        self.scalar()
            .and_then(|_| self.written_amount().filter(|_| !self.is_negative_amount()))
    }

    /// The rate in the slot. One below zero is invalid where the field has no sign.
    pub(crate) fn rate(self) -> Reading<Rate> {
        self.text().and_then(|text| {
            let rate = Rate::parse(text.value()).ok();
            rate.filter(|rate| self.field.kind != Kind::Rate || rate.percent() >= Decimal::ZERO)
        })
    }

    /// The amount that is written in the slot of an amount, even one below zero that may not be.
    pub(crate) fn written_amount(self) -> Option<Amount> {
        self.record.document.amount(self.node?)
    }

    /// Reads the amount that the document then knows. What the schema refuses for its length or size is none, so that
    /// nothing is computed from it.
    pub(crate) fn read_amount(self) -> Option<Amount> {
        if !matches!(self.field.kind, Kind::Amount | Kind::SignedAmount) {
            return None;
        }
        match self.scalar().valid()? {
            Scalar::Text(text) if text.value().chars().count() > LONGEST_NUMBER => None,
            Scalar::Text(text) => Amount::parse(text.value()).ok(),
            Scalar::Number(literal) => {
                let largest = Decimal::from(LARGEST_AMOUNT);
                let amount = Amount::from_literal(literal).ok();
                amount.filter(|amount| amount.value().abs() <= largest)
            }
        }
    }

    /// Whether the slot holds an amount below zero that may not be.
    pub(crate) fn is_negative_amount(self) -> bool {
        self.field.kind == Kind::Amount
            && self
                .written_amount()
                .is_some_and(|amount| amount.value() < Decimal::ZERO)
    }

    /// The number in the slot of a rate that has no percent sign.
    pub(crate) fn rate_without_percent(self) -> Option<Decimal> {
        if !matches!(self.field.kind, Kind::Rate | Kind::SignedRate) {
            return None;
        }
        let number = match self.scalar().valid()? {
            Scalar::Text(text) => Amount::parse(text.value()),
            Scalar::Number(literal) => Amount::from_literal(literal),
        };
        number.ok().map(Amount::value)
    }

    /// Whether nothing stands in the slot: absent, or blank.
    pub(crate) fn is_empty(self) -> bool {
        self.node.is_none_or(|id| self.record.document.is_blank(id))
    }

    /// An amount as it would be written in the slot: with separators only where those of the amount that stands there
    /// are, or where it is too short to tell, and as a bare number where that is one.
    pub(crate) fn written_like(self, amount: Amount) -> String {
        let grouped = amount.to_string();
        let is_grouped = match self.scalar() {
            Reading::Valid(Scalar::Number(_)) => false,
            Reading::Valid(Scalar::Text(text)) => {
                let written = text.value();
                let digits = written.chars().take_while(|character| *character != '.');
                written.contains([',', '，']) || digits.filter(char::is_ascii_digit).count() <= 3
            }
            _ => true,
        };
        if is_grouped {
            grouped
        } else {
            grouped.replace(',', "")
        }
    }

    pub(crate) fn pointer(self) -> Pointer {
        let mut pointer = self.record.pointer();
        pointer.push_key(self.field.key);
        pointer
    }

    /// Where the value stands, if anything stands there.
    pub(crate) fn written_range(self) -> Option<ByteRange> {
        let id = self.node.filter(|_| !self.is_empty())?;
        Some(self.record.document.node(id).content_range())
    }

    /// Where the value stands; where nothing does, its own key or label, or else its parent's.
    pub(crate) fn range(self) -> ByteRange {
        self.written_range().unwrap_or_else(|| self.label_range())
    }

    /// The field's own key or label where it stands, or else its parent's.
    pub(crate) fn label_range(self) -> ByteRange {
        let own = self
            .node
            .and_then(|id| self.record.document.node(id).key.as_ref());
        match own {
            Some(key) => key.range,
            None => self.record.document.heading_range(self.record.id),
        }
    }
}
