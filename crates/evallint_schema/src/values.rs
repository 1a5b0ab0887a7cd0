//! The value types that documents of every form are made of, with the schema of each.
//!
//! They keep a value as it is written: a number that went through binary floating point would no longer be the
//! author's.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::amount::LONGEST_NUMBER;

/// Digits with or without separators, half- or full-width. How they are grouped is for a rule to judge.
macro_rules! digits {
    () => {
        "[0-9０-９]+([,，][0-9０-９]+)*([.．][0-9０-９]+)?"
    };
}

/// The signs an author may type.
macro_rules! sign {
    () => {
        "[-+−－＋]?"
    };
}

const TEXT: &str = r"\S";
const AMOUNT: &str = concat!("^", digits!(), "$");
const SIGNED_AMOUNT: &str = concat!("^", sign!(), digits!(), "$");
const RATE: &str = concat!("^", digits!(), " ?[%％]$");
const SIGNED_RATE: &str = concat!("^", sign!(), digits!(), " ?[%％]$");

/// A text that is not blank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub String);

/// A rate in percent, such as `97.78%`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RateValue(pub String);

/// A rate in percent that may be negative, such as `-14.38%`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SignedRateValue(pub String);

/// An amount in the document's currency unit: a number, or a text such as `15,784.84`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountValue(pub Written);

/// An amount that may be negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedAmountValue(pub Written);

/// A text or a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextOrNumber(pub Written);

/// A value that may be a number or a text, digit for digit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// The content of a string.
    Text(String),
    /// The literal of a number.
    Number(String),
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        match raw.get().as_bytes().first() {
            Some(b'"') => serde_json::from_str(raw.get())
                .map(Self::Text)
                .map_err(D::Error::custom),
            Some(b'-' | b'0'..=b'9') => Ok(Self::Number(raw.get().to_owned())),
            _ => Err(D::Error::custom("expected a string or a number")),
        }
    }
}

impl Serialize for Written {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(literal) => RawValue::from_string(literal.clone())
                .map_err(serde::ser::Error::custom)?
                .serialize(serializer),
        }
    }
}

macro_rules! schema {
    ($type:ty, $name:literal, $generator:ident => $schema:expr) => {
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
}

macro_rules! written {
    ($type:ident) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Written::deserialize(deserializer).map(Self)
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }
    };
}

written!(AmountValue);
written!(SignedAmountValue);
written!(TextOrNumber);

fn text() -> Schema {
    json_schema!({ "type": "string", "pattern": TEXT })
}

fn number_text(pattern: &str) -> Schema {
    json_schema!({ "type": "string", "maxLength": LONGEST_NUMBER, "pattern": pattern })
}

schema!(Text, "Text", _generator => text());
schema!(TextOrNumber, "TextOrNumber", _generator => json_schema!({
    "anyOf": [text(), { "type": "number" }]
}));
schema!(AmountValue, "Amount", _generator => json_schema!({
    "anyOf": [
        { "type": "number", "minimum": 0, "maximum": LARGEST_AMOUNT },
        number_text(AMOUNT),
    ]
}));
schema!(SignedAmountValue, "SignedAmount", _generator => json_schema!({
    "anyOf": [
        { "type": "number", "minimum": -LARGEST_AMOUNT, "maximum": LARGEST_AMOUNT },
        number_text(SIGNED_AMOUNT),
    ]
}));
schema!(RateValue, "Rate", _generator => number_text(RATE));
schema!(SignedRateValue, "SignedRate", _generator => number_text(SIGNED_RATE));

/// Whether a text fits a pattern of the published schemas; nothing where the pattern is none of theirs. The patterns tell
/// it to other programs. A process that looks at one form would need longer to compile them than to do all else.
#[must_use]
pub fn fits_pattern(pattern: &str) -> Option<fn(&str) -> bool> {
    match pattern {
        TEXT => Some(is_text),
        AMOUNT => Some(is_amount),
        SIGNED_AMOUNT => Some(|text| is_amount(without_sign(text))),
        RATE => Some(is_rate),
        SIGNED_RATE => Some(|text| is_rate(without_sign(text))),
        _ => None,
    }
}

/// White space is here what it is in regular expressions of JSON Schema.
fn is_text(text: &str) -> bool {
    let is_space = |character: char| match character {
        '\u{FEFF}' => true,
        '\u{85}' => false,
        _ => character.is_whitespace(),
    };
    !text.chars().all(is_space)
}

fn is_amount(text: &str) -> bool {
    after_number(text) == Some("")
}

fn is_rate(text: &str) -> bool {
    let sign = after_number(text).map(|rest| rest.strip_prefix(' ').unwrap_or(rest));
    matches!(sign, Some("%" | "％"))
}

fn without_sign(text: &str) -> &str {
    text.strip_prefix(['-', '+', '−', '－', '＋']).unwrap_or(text)
}

/// What follows the number that a text begins with.
fn after_number(text: &str) -> Option<&str> {
    let mut rest = after_digits(text)?;
    while let Some(more) = rest.strip_prefix([',', '，']).and_then(after_digits) {
        rest = more;
    }
    let fraction = rest.strip_prefix(['.', '．']).and_then(after_digits);
    Some(fraction.unwrap_or(rest))
}

fn after_digits(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|character| matches!(character, '0'..='9' | '０'..='９'));
    (rest.len() < text.len()).then_some(rest)
}

/// The largest number that an amount may be, in the document's currency unit. Larger ones are typing errors, and every
/// smaller one is exact in a 64-bit integer.
pub const LARGEST_AMOUNT: i64 = 1_000_000_000_000_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_literal() {
        for json in ["15784.840", "0.1", "12345678901234567.89", "-3", "\"15,784.84\""] {
            let value: AmountValue = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
        assert!(serde_json::from_str::<AmountValue>("null").is_err());
        assert!(serde_json::from_str::<AmountValue>("[1]").is_err());
    }
}
