//! The forms: what their fields are called, what they mean and what a valid value is.
//!
//! Owns the field tables (keys, labels, roles, formulas, documentation), the vocabulary of amounts, rates,
//! units and quantities, and the JSON Schema generated from the Rust types.
//!
//! Never knows a source text or an offset into one, a rule, a terminal, or an editor.

mod address;
mod amount;
mod field;
mod form;
pub mod forms;
mod json_schema;
mod numeral;
mod quantity;
mod rate;
mod unit;
pub mod values;
mod words;

pub use address::Addresses;
pub use amount::{Amount, LONGEST_NUMBER, NumberError, decimal_from_literal, fold_width};
pub use field::{Doc, Field, Formula, Kind, Role};
pub use form::{Block, Column, FORMS, Form, Layout, form_named};
pub use json_schema::{Dialect, FormSchema, KeyLanguage, SCHEMA_RELEASE, SCHEMA_VERSION, json_schema};
pub use numeral::numeral_prefix;
pub use quantity::{Approximation, Bound, approximation_before, bound_after, bound_before, scale_prefix};
pub use rate::Rate;
pub use unit::{Dimension, Unit, unit_prefix, units};
pub use words::{Words, capitalized, is_letter};
