//! How a document of keys and values is written, so that what is inserted looks like the rest of it.

use evallint_linter::{DocumentView, Item, Meaning};
use evallint_schema::{Field, KeyLanguage, Kind, Role};
use evallint_syntax::{Format, Source, Value, escape_double_quoted, is_plain_yaml};

use super::body::Body;

/// The habits of a document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Writing {
    pub(super) is_json: bool,
    /// Whether it stands between brackets in YAML, where nothing may be written over several lines.
    pub(super) is_flow: bool,
    pub(super) keys: KeyLanguage,
    /// How many blanks a level is indented by.
    step: usize,
    are_amounts_numbers: bool,
}

impl Writing {
    /// The habits of a document, for a place in it that may stand between brackets.
    pub(super) fn of(view: &DocumentView<'_>, keys: KeyLanguage, is_bracketed: bool) -> Self {
        let is_amount = |item: &Item<'_, '_>| matches!(item.meaning(), Meaning::Field(field) if matches!(field.kind, Kind::Amount | Kind::SignedAmount));
        let first_amount = view
            .items()
            .filter(is_amount)
            .find(|item| matches!(item.value(), Value::Number(_) | Value::String(_)));
        Self {
            is_json: view.source().format() == Format::Json,
            is_flow: is_bracketed && view.source().format() == Format::Yaml,
            keys,
            step: step_of(view),
            are_amounts_numbers: first_amount.is_some_and(|item| matches!(item.value(), Value::Number(_))),
        }
    }

    /// A key as it is written.
    pub(super) fn key(self, key: &str) -> String {
        if self.is_json {
            format!("\"{}\"", escape_double_quoted(key))
        } else {
            self.word(key)
        }
    }

    /// A word as it is written for a value.
    pub(super) fn word(self, word: &str) -> String {
        if self.is_json || !is_plain_yaml(word, self.is_flow) {
            format!("\"{}\"", escape_double_quoted(word))
        } else {
            word.to_owned()
        }
    }

    /// An amount or rate as it is written for a value: as a number of JSON without separators.
    pub(super) fn figure(self, figure: &str) -> String {
        match (self.is_json, self.are_amounts_numbers && !figure.ends_with('%')) {
            (true, true) => figure.replace(',', ""),
            (true, false) => format!("\"{figure}\""),
            (false, _) if self.is_flow => format!("\"{figure}\""),
            (false, _) => figure.to_owned(),
        }
    }

    /// A member with its value, on lines that are indented by `margin` from the second on.
    pub(super) fn member(self, field: &'static Field, margin: usize) -> Body {
        let mut body = Body::from(self.key(self.keys.key(field)).as_str());
        body.text(":");
        body.append(self.value_after_colon(field, margin));
        body
    }

    /// The value of a field with the blanks before it.
    pub(super) fn value_after_colon(self, field: &'static Field, margin: usize) -> Body {
        if self.is_json {
            let mut body = Body::from(" ");
            body.append(self.json_value(field, margin));
            return body;
        }
        match field.kind {
            Kind::Group | Kind::List if !self.is_flow => {
                let inner = margin + self.step;
                let mut body = Body::from(line(inner).as_str());
                if field.kind == Kind::List {
                    body.append(self.yaml_element(field, inner));
                } else {
                    body.append(self.yaml_members(field.fields, inner));
                }
                body
            }
            Kind::Choice(words) => {
                let mut body = Body::from(" ");
                body.choice(self.choices(field, words));
                body
            }
            _ if is_prose(field.role) && !self.is_flow => {
                let mut body = Body::from(" |-");
                body.text(&line(margin + self.step));
                body.blank();
                body
            }
            _ => {
                let mut body = Body::from(" ");
                body.blank();
                body
            }
        }
    }

    /// An element of a list with its dash.
    pub(super) fn yaml_element(self, list: &'static Field, margin: usize) -> Body {
        let mut body = Body::from("- ");
        body.append(self.yaml_members(list.fields, margin + 2));
        body
    }

    /// The members that a record needs.
    pub(super) fn yaml_members(self, fields: &'static [Field], margin: usize) -> Body {
        let mut body = Body::default();
        for (index, field) in required(fields).enumerate() {
            if index > 0 {
                body.text(&line(margin));
            }
            body.append(self.member(field, margin));
        }
        body
    }

    /// A value in JSON.
    pub(super) fn json_value(self, field: &'static Field, margin: usize) -> Body {
        let mut body = Body::default();
        match field.kind {
            Kind::Group => return self.json_object(field.fields, margin),
            Kind::List => {
                let inner = margin + self.step;
                body.text("[");
                body.text(&line(inner));
                body.append(self.json_object(field.fields, inner));
                body.text(&line(margin));
                body.text("]");
            }
            Kind::Choice(words) => body.choice(self.choices(field, words)),
            Kind::Integer { .. } => body.blank(),
            Kind::Amount | Kind::SignedAmount if self.are_amounts_numbers => body.blank(),
            _ => {
                body.text("\"");
                body.blank();
                body.text("\"");
            }
        }
        body
    }

    /// An object with the members that it needs.
    pub(super) fn json_object(self, fields: &'static [Field], margin: usize) -> Body {
        let inner = margin + self.step;
        let mut body = Body::from("{");
        for (index, field) in required(fields).enumerate() {
            body.text(if index > 0 { "," } else { "" });
            body.text(&line(inner));
            body.append(self.member(field, inner));
        }
        body.text(&line(margin));
        body.text("}");
        body
    }

    /// The words that a field allows, as they are written, the likely ones first.
    pub(super) fn choices(self, field: &Field, words: &[&str]) -> Vec<String> {
        ordered_choices(field, words, self.keys)
            .into_iter()
            .map(|word| self.word(word))
            .collect()
    }
}

/// The words that a field allows, the likely ones first: offices state their amounts in 万元, and a form is named in the
/// language of its keys.
pub(super) fn ordered_choices<'w>(field: &Field, words: &[&'w str], keys: KeyLanguage) -> Vec<&'w str> {
    let is_likely = |word: &str| match field.role {
        Role::FormName => word.is_ascii() == (keys == KeyLanguage::English),
        _ => word == USUAL_CURRENCY_UNIT,
    };
    let (mut first, rest): (Vec<_>, Vec<_>) = words.iter().copied().partition(|word| is_likely(word));
    first.extend(rest);
    first
}

/// The unit that most offices state their amounts in.
pub(super) const USUAL_CURRENCY_UNIT: &str = "万元";

fn required(fields: &'static [Field]) -> impl Iterator<Item = &'static Field> {
    fields.iter().filter(|field| field.required)
}

fn is_prose(role: Role) -> bool {
    matches!(
        role,
        Role::Expected | Role::Achieved | Role::KeyProjects | Role::Text
    )
}

/// A line break, and the blanks that the line after it begins with.
fn line(margin: usize) -> String {
    format!("\n{}", " ".repeat(margin))
}

/// By how many blanks a level is indented: as the members of the first group stand to those of the document, two where
/// there is none.
fn step_of(view: &DocumentView<'_>) -> usize {
    let column = |item: Item<'_, '_>| {
        let key = item.key()?;
        let before = view.source().text().get(..key.range.start as usize)?;
        let indentation = before.rsplit(['\n', '\r']).next()?.trim_end_matches(['"', '\'']);
        indentation
            .chars()
            .all(|character| character == ' ')
            .then_some(indentation.len())
    };
    let mut steps = view
        .root()
        .into_iter()
        .flat_map(Item::children)
        .filter_map(|outer| {
            let inner = outer.children().find_map(column)?;
            inner.checked_sub(column(outer)?)
        });
    steps.find(|step| (1..=8).contains(step)).unwrap_or(2)
}

/// How a line of a source is indented: the blanks it begins with, up to the offset.
pub(super) fn indentation_at(source: &Source, at: u32) -> &str {
    let before = source.text().get(..at as usize).unwrap_or_default();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let line = line.trim_start_matches('\u{FEFF}');
    let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
    line.get(..blanks).unwrap_or_default()
}
