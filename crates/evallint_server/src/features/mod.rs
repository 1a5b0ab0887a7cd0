//! What an editor offers on a form: one feature a file, in byte offsets of the source, without a word of the protocol.
//!
//! A feature is a function of a [`DocumentView`](evallint_linter::DocumentView) and, where it says something to a person,
//! a [`Language`](evallint_linter::Language). It never fails: on a half-typed document it gives what there is.

pub(crate) mod actions;
mod arithmetic;
pub(crate) mod code_lens;
pub(crate) mod completion;
#[cfg(test)]
mod damaged_forms;
mod extents;
pub(crate) mod folding;
pub(crate) mod hover;
pub(crate) mod inlay_hints;
pub(crate) mod links;
mod markdown;
pub(crate) mod report;
pub(crate) mod rule_pages;
pub(crate) mod selection;
pub(crate) mod semantic_tokens;
pub(crate) mod symbols;
pub(crate) mod text_edits;

#[cfg(test)]
mod testing;
