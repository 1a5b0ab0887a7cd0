//! One row of a form's field table.

use crate::words::capitalized;

/// A field of a form: how it is written, what it means and what it may hold.
///
/// A field is identified by its address in the form's static table, so `std::ptr::eq` compares two of them.
#[derive(Debug)]
pub struct Field {
    /// The English key, unique among its siblings. It names the field in every JSON Pointer.
    pub key: &'static str,
    /// The label printed on the form, which is also the Chinese key of JSON and YAML.
    pub label: &'static str,
    /// Other wordings of the label that printed forms use. They are not keys of JSON and YAML.
    pub variants: &'static [&'static str],
    /// What the field is to the rules.
    pub role: Role,
    /// What a valid value looks like.
    pub kind: Kind,
    /// Whether the form is incomplete without it.
    pub required: bool,
    /// How the value follows from its siblings, for a computed field.
    pub formula: Option<Formula>,
    /// What the field means, for authors.
    pub doc: Doc,
    /// Valid values as they are written, the first of which belong together. A group or list has those of its fields.
    pub examples: &'static [&'static str],
    /// What each word of a [`Kind::Choice`] means, in their order; empty for any other kind.
    pub meanings: &'static [Doc],
    /// The fields of a group, or of each element of a list; empty for a plain value.
    pub fields: &'static [Field],
}

/// What a field is to the rules. A rule declares the roles it reads and applies wherever a form has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Which form the document is.
    FormName,
    /// The office that is evaluated.
    Office,
    /// The year that is evaluated.
    Year,
    /// The unit of every amount of the document.
    CurrencyUnit,
    /// Money granted, at the beginning of the year or after adjustment.
    Budget,
    /// The change of a budget, negative when it was cut.
    Adjustment,
    /// Money spent in total.
    Actual,
    /// An 其中 figure: part of the sibling that is named.
    Part {
        /// The key of the total.
        whole: &'static str,
    },
    /// A rate computed from siblings.
    Rate,
    /// The money one task used.
    TaskFunds,
    /// The name of a task.
    TaskName,
    /// The name of an indicator.
    Name,
    /// What an indicator was to reach.
    Target,
    /// What an indicator did reach.
    Result,
    /// The unit of an indicator's numbers, where it stands apart.
    Unit,
    /// Prose that says what was intended.
    Expected,
    /// Prose that says what was done.
    Achieved,
    /// Prose about the key projects, which lists their results.
    KeyProjects,
    /// Any other prose.
    Text,
    /// A group of fields about money.
    Funds,
    /// A group or list without a role of its own.
    Container,
    /// The list of indicators of a task.
    Indicators,
}

impl Role {
    /// Whether the field is about money: an amount, a rate of amounts, or the group of them.
    #[must_use]
    pub fn is_money(self) -> bool {
        matches!(
            self,
            Self::Funds
                | Self::Budget
                | Self::Adjustment
                | Self::Actual
                | Self::Part { .. }
                | Self::Rate
                | Self::TaskFunds
        )
    }
}

/// What a valid value of a field looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Prose or a name; not blank.
    Text,
    /// A name whose length in characters is within bounds, both included; not blank.
    Name {
        /// The shortest valid length, in characters.
        minimum: u32,
        /// The longest valid length, in characters.
        maximum: u32,
    },
    /// A whole number within bounds, both included.
    Integer {
        /// The smallest valid value.
        minimum: u32,
        /// The largest valid value.
        maximum: u32,
    },
    /// One of the listed words.
    Choice(&'static [&'static str]),
    /// An amount of money that is not negative.
    Amount,
    /// An amount of money that may be negative.
    SignedAmount,
    /// A percentage that is not negative.
    Rate,
    /// A percentage that may be negative.
    SignedRate,
    /// A text or a number.
    TextOrNumber,
    /// Fields under one heading.
    Group,
    /// Elements that each have the same fields.
    List,
}

/// How a computed field follows from its siblings, which are named by key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Formula {
    /// `minuend - subtrahend`
    Difference {
        /// The key of what is subtracted from.
        minuend: &'static str,
        /// The key of what is subtracted.
        subtrahend: &'static str,
    },
    /// `dividend ÷ divisor`
    Quotient {
        /// The key of what is divided.
        dividend: &'static str,
        /// The key of what it is divided by.
        divisor: &'static str,
    },
}

/// A field's documentation in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doc {
    /// Chinese, as a finance reviewer would explain it.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Field {
    /// The English title: the key, read as words.
    #[must_use]
    pub fn title(&self) -> String {
        capitalized(self.key.replace('_', " "))
    }

    /// The child field with this English key.
    #[must_use]
    pub fn child(&self, key: &str) -> Option<&'static Field> {
        find(self.fields, key)
    }
}

/// The field with this English key among `fields`.
pub(crate) fn find(fields: &'static [Field], key: &str) -> Option<&'static Field> {
    fields.iter().find(|field| field.key == key)
}
