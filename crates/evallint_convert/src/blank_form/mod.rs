//! A form that is to be filled in: what is known of it beforehand, blanks for the rest, and what to write there.

mod carrying;
mod explanation;
mod head;

use evallint_schema::{Field, Form, FormSchema, KeyLanguage, Kind, Role};
use evallint_syntax::Source;

use crate::content::{Content, Entry, EntryName, Value};
use crate::target::{Remarks, Target};
use crate::{Refusal, comparison, json, read_back, table, yaml};

pub use head::{HeadError, HeadValue};

/// How many blanks stand in the lists of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListLengths {
    /// How many tasks there are.
    pub tasks: usize,
    /// How many indicators each of them has.
    pub indicators: usize,
}

/// A form that is to be filled in.
#[derive(Debug, Clone)]
pub struct BlankForm {
    form: &'static Form,
    /// The language of its keys, where it was begun from one that has keys.
    keys: Option<KeyLanguage>,
    /// The fields. Beside a result stands that of the year before.
    root: Entry,
}

impl BlankForm {
    /// A form with nothing in it.
    #[must_use]
    pub fn new(form: &'static Form, lengths: ListLengths) -> Self {
        let value = blank_members(form.fields, lengths);
        Self {
            form,
            keys: None,
            root: Entry::new(EntryName::Nameless, value),
        }
    }

    /// The form of the year after. What stays is carried over: the department, the currency unit, and the names of the
    /// tasks and of their indicators with the units that are kept apart. The year is the next one. All else is blank, and so
    /// are the goals and targets, which each year sets anew; where there can be a comment about a result, it tells the last
    /// one. Comments, suppressions and keys of the author's own are about
    /// the year before, and stay behind.
    ///
    /// # Errors
    /// Fails where the source is not well-formed, or holds nothing of the form.
    pub fn after(source: &Source) -> Result<Self, Refusal> {
        carrying::after(source)
    }

    /// Which form it is.
    #[must_use]
    pub fn form(&self) -> &'static Form {
        self.form
    }

    /// The language of the keys of the form that it was begun from.
    #[must_use]
    pub fn keys(&self) -> Option<KeyLanguage> {
        self.keys
    }

    /// Fills in a value of the head, in the place of the one that is there.
    pub fn set(&mut self, value: HeadValue) {
        let Value::Object(members) = &mut self.root.value else {
            return;
        };
        if let Some(member) = members.iter_mut().find(|member| member.is(value.field())) {
            member.value = value.into_value();
        }
    }

    /// Whether a field of the head is filled in.
    #[must_use]
    pub fn has(&self, field: &'static Field) -> bool {
        self.root
            .member(field)
            .is_some_and(|member| member.written().is_some())
    }

    /// The form without its explanations.
    pub(crate) fn content(&self) -> Content {
        Content {
            form: self.form,
            title: None,
            preface: Vec::new(),
            root: self.root.clone(),
            closing: Vec::new(),
        }
    }

    /// Writes the form, its explanations in the language of its keys.
    ///
    /// # Errors
    /// Fails with [`Refusal::Unreadable`] where the target cannot hold what is known of the form.
    pub fn write(&self, target: Target, keys: KeyLanguage) -> Result<String, Refusal> {
        let mut content = self.content();
        name_form(&mut content, keys);
        match target.remarks() {
            Remarks::None => {
                refer_to_schema(&mut content, keys);
                spell_blanks(&mut content.root);
            }
            Remarks::OfValues | Remarks::OfRows => explanation::explain(&mut content, target, keys),
        }
        let text = match target {
            Target::Yaml => yaml::write(&content, keys),
            Target::Json => json::write(&content.root, keys).map_err(|_| Refusal::Unreadable)?,
            Target::Text | Target::Markdown | Target::Html | Target::Tsv => {
                table::write_blank(&content, target)
            }
        };
        let again = read_back(&text, target)?;
        if comparison::differences(&content, &again, target, &[]).is_empty() {
            Ok(text)
        } else {
            Err(Refusal::Unreadable)
        }
    }
}

/// A blank for each of the fields that a form needs.
fn blank_members(fields: &'static [Field], lengths: ListLengths) -> Value {
    let required = fields
        .iter()
        .filter(|field| field.required || field.role == Role::FormName);
    Value::Object(required.map(|field| blank(field, lengths)).collect())
}

fn blank(field: &'static Field, lengths: ListLengths) -> Entry {
    let value = match field.kind {
        Kind::Group => blank_members(field.fields, lengths),
        Kind::List => {
            let count = match field.role {
                Role::Indicators => lengths.indicators,
                _ => lengths.tasks,
            };
            let element = Entry::new(EntryName::Nameless, blank_members(field.fields, lengths));
            Value::Array(vec![element; count.max(1)])
        }
        _ => Value::Null,
    };
    Entry::new(EntryName::Field(field), value)
}

/// Says which form it is, in the language of the keys.
fn name_form(content: &mut Content, keys: KeyLanguage) {
    let name = match keys {
        KeyLanguage::Chinese => content.form.title,
        KeyLanguage::English => content.form.id,
    };
    let is_name =
        |entry: &&mut Entry| matches!(entry.name, EntryName::Field(field) if field.role == Role::FormName);
    if let Value::Object(members) = &mut content.root.value
        && let Some(entry) = members.iter_mut().find(is_name)
    {
        entry.value = Value::Text(name.to_owned());
    }
}

/// Names the schema, by which an editor explains the fields where no comment can.
fn refer_to_schema(content: &mut Content, keys: KeyLanguage) {
    if let Value::Object(members) = &mut content.root.value {
        let name = EntryName::Other("$schema".to_owned());
        members.insert(
            0,
            Entry::new(name, Value::Text(FormSchema::strict(content.form, keys).name())),
        );
    }
}

/// Shows what kind of value a blank is for: quotes are there for a text, `null` for a number.
fn spell_blanks(entry: &mut Entry) {
    if let (EntryName::Field(field), Value::Null) = (&entry.name, &entry.value) {
        let is_number = matches!(
            field.kind,
            Kind::Integer { .. } | Kind::Amount | Kind::SignedAmount
        );
        if !is_number {
            entry.value = Value::Text(String::new());
        }
    }
    if let Value::Object(children) | Value::Array(children) = &mut entry.value {
        children.iter_mut().for_each(spell_blanks);
    }
}
