//! Reads YAML to a tree, and goes on after every error.
//!
//! The parser proper is `granit_parser`, which stops at the first mistake. So each mistake is looked at as its author
//! would, line by line, and blanked with as many spaces as it has bytes; then the text is parsed again. No offset
//! moves, and a member whose value was blanked is damaged in the tree.
//!
//! Nothing recurses over the document. Parsing is linear, and the number of rounds is bounded.

mod blocks;
mod brackets;
mod builder;
mod copies;
mod diagnosis;
mod escapes;
mod faults;
mod indentation;
mod lines;
mod quotes;
mod repairs;
mod scalars;
#[cfg(test)]
mod tests;

use crate::tree::{SyntaxError, Tree};
use builder::build;
use repairs::Repairs;

/// Reads a YAML document. What could not be read is marked as damaged in the tree, and each mistake is an error; the
/// errors are in the order of the text.
///
/// Aliases and merge keys become copies of what they name, with the ranges of the original. The range of a block scalar
/// begins with its header, that of its text with its first line.
#[must_use]
pub fn read_yaml(text: &str) -> (Tree<'_>, Vec<SyntaxError>) {
    let mut repairs = Repairs::new(text);
    loop {
        let reading = build(text, repairs.masked(), repairs.faults());
        let is_repaired = reading.failure.is_some_and(|failure| repairs.repair(&failure));
        if !is_repaired {
            let mut errors = reading.errors;
            errors.sort_by_key(|error| (error.range.start, error.range.end));
            return (reading.tree, errors);
        }
    }
}
