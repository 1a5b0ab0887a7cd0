//! Reports as text, in each output format.

pub(crate) mod concise;
pub(crate) mod json;
