//! What is said to people: a template and its arguments, rendered at the edge.
//!
//! No logic ever compares rendered text.

use std::borrow::Cow;

use evallint_schema::{Amount, Doc, Field, Rate};

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Chinese.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// What is documented in both languages, in this one.
    #[must_use]
    pub fn wording(self, doc: Doc) -> &'static str {
        match self {
            Self::Chinese => doc.zh,
            Self::English => doc.en,
        }
    }
}

/// A sentence in both languages with `{names}` for its arguments.
#[derive(Debug)]
pub struct Template {
    /// Chinese, as a finance reviewer would say it.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

/// A sentence about a document.
#[derive(Debug, Clone)]
pub struct Message {
    template: &'static Template,
    arguments: Vec<(&'static str, Argument)>,
}

/// What a message speaks of.
#[derive(Debug, Clone)]
pub enum Argument {
    /// Words out of the document, or a word that is the same in both languages.
    Text(String),
    /// The name of a field: its label in Chinese, its label and key in English.
    Field(&'static Field),
    /// Names of fields.
    Fields(Vec<&'static Field>),
    /// An amount in the document's currency unit.
    Amount(Amount),
    /// A rate.
    Rate(Rate),
    /// How many.
    Count(usize),
    /// Words that are the same in both languages, listed.
    Words(Vec<&'static str>),
    /// Another sentence or phrase.
    Message(Box<Message>),
}

impl Message {
    /// A message without arguments.
    #[must_use]
    pub fn new(template: &'static Template) -> Self {
        Self {
            template,
            arguments: Vec::new(),
        }
    }

    /// The message with the argument for `{name}`.
    #[must_use]
    pub fn with(mut self, name: &'static str, argument: impl Into<Argument>) -> Self {
        self.arguments.push((name, argument.into()));
        self
    }

    /// The sentence in a language.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let template = match language {
            Language::Chinese => self.template.zh,
            Language::English => self.template.en,
        };
        let mut rendered = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some((before, name, after)) = next_name(rest) {
            rendered.push_str(before);
            match self.arguments.iter().find(|(key, _)| *key == name) {
                Some((_, argument)) => rendered.push_str(&argument.render(language)),
                None => debug_assert!(false, "no argument {name:?} for {template:?}"),
            }
            rest = after;
        }
        rendered.push_str(rest);
        rendered
    }
}

/// Splits at the first `{name}`.
fn next_name(template: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = template.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

impl Argument {
    fn render(&self, language: Language) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Field(field) => field_name(field, language),
            Self::Fields(fields) => {
                let names: Vec<_> = fields.iter().map(|field| field_name(field, language)).collect();
                let separator = match language {
                    Language::Chinese => "",
                    Language::English => ", ",
                };
                Cow::Owned(names.join(separator))
            }
            Self::Amount(amount) => Cow::Owned(amount.to_string()),
            Self::Rate(rate) => Cow::Owned(rate.to_string()),
            Self::Count(count) => Cow::Owned(count.to_string()),
            Self::Words(words) => Cow::Owned(match language {
                Language::Chinese => words.join("、"),
                Language::English => words.join(", "),
            }),
            Self::Message(message) => Cow::Owned(message.render(language)),
        }
    }
}

fn field_name(field: &'static Field, language: Language) -> Cow<'static, str> {
    match language {
        Language::Chinese => Cow::Owned(format!("“{}”", field.label)),
        Language::English => Cow::Owned(format!("{} ({})", field.key, field.label)),
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&'static Field> for Argument {
    fn from(field: &'static Field) -> Self {
        Self::Field(field)
    }
}

impl From<Vec<&'static Field>> for Argument {
    fn from(fields: Vec<&'static Field>) -> Self {
        Self::Fields(fields)
    }
}

impl From<Amount> for Argument {
    fn from(amount: Amount) -> Self {
        Self::Amount(amount)
    }
}

impl From<Rate> for Argument {
    fn from(rate: Rate) -> Self {
        Self::Rate(rate)
    }
}

impl From<usize> for Argument {
    fn from(count: usize) -> Self {
        Self::Count(count)
    }
}

impl From<Vec<&'static str>> for Argument {
    fn from(words: Vec<&'static str>) -> Self {
        Self::Words(words)
    }
}

impl From<Message> for Argument {
    fn from(message: Message) -> Self {
        Self::Message(Box::new(message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static TEMPLATE: Template = Template {
        zh: "{field}应为{value}。",
        en: "{field} should be {value}.",
    };

    #[test]
    fn renders_in_both_languages() {
        let field = evallint_schema::FORMS[0].field("year").unwrap();
        let message = Message::new(&TEMPLATE)
            .with("field", field)
            .with("value", 2022_usize);
        assert_eq!(message.render(Language::Chinese), "“被评价年度”应为2022。");
        assert_eq!(
            message.render(Language::English),
            "year (被评价年度) should be 2022."
        );
    }
}
