//! What an editor offers on a form: one feature a file, in byte offsets of the source, without a word of the protocol.
//!
//! A feature is a function of a [`DocumentView`](evallint_linter::DocumentView) and, where it says something to a person,
//! a [`Language`](evallint_linter::Language). It never fails: on a half-typed document it gives what there is.

pub(crate) mod actions;
#[cfg_attr(not(test), expect(dead_code, reason = "the edge calls it"))]
pub(crate) mod completion;
mod extents;
#[cfg_attr(not(test), expect(dead_code, reason = "the edge calls it"))]
pub(crate) mod folding;
#[cfg_attr(not(test), expect(dead_code, reason = "the edge calls it"))]
pub(crate) mod selection;
#[cfg_attr(not(test), expect(dead_code, reason = "the edge calls it"))]
pub(crate) mod semantic_tokens;
#[cfg_attr(not(test), expect(dead_code, reason = "the edge calls it"))]
pub(crate) mod symbols;
pub(crate) mod text_edits;

#[cfg(test)]
mod testing;
