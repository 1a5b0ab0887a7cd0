//! Reads YAML to a tree, and goes on after every error.
//!
//! The parser proper is `granit_parser`, which stops at the first mistake. So a text that it does not take is first
//! written anew in the layout that its author meant: indentation, dashes and colons put right. What is wrong in it still
//! is looked at line by line and blanked with as many spaces as it has bytes; then the text is parsed again, and no
//! offset moves. A member whose value was blanked is damaged in the tree.
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
mod layout;
mod lines;
mod quotes;
mod repairs;
mod scalars;
#[cfg(test)]
mod tests;

use crate::tree::{SyntaxError, Tree};
use builder::build;
use faults::Fault;
use layout::relay;
use repairs::Repairs;

/// Reads a YAML document. What could not be read is marked as damaged in the tree, and each mistake is an error; the
/// errors are in the order of the text.
///
/// Aliases and merge keys become copies of what they name, with the ranges of the original. The range of a block scalar
/// begins with its header, that of its text with its first line.
#[must_use]
pub fn read_yaml(text: &str) -> (Tree<'_>, Vec<SyntaxError>) {
    let repairs = Repairs::new(text, Vec::new());
    let reading = build(text, repairs.masked(), repairs.faults());
    let is_sound = reading.failure.is_none() && !reading.is_suspect;
    let relaid = if is_sound { None } else { relay(text) };
    let (tree, mut errors) = match relaid {
        _ if is_sound => (reading.tree, reading.errors),
        None => read_with_repairs(text, Vec::new()),
        Some(relaid) => {
            let (tree, mut errors) = read_with_repairs(&relaid.text, relaid.faults.clone());
            (relaid.carry_back(text, &tree, &mut errors), errors)
        }
    };
    errors.sort_by_key(|error| (error.range.start, error.range.end));
    (tree, errors)
}

/// Reads a text in which some faults are known, and mends what else is wrong.
fn read_with_repairs(text: &str, known: Vec<Fault>) -> (Tree<'_>, Vec<SyntaxError>) {
    let mut repairs = Repairs::new(text, known);
    loop {
        let reading = build(text, repairs.masked(), repairs.faults());
        let is_repaired = reading.failure.is_some_and(|failure| repairs.repair(&failure));
        if !is_repaired {
            return (reading.tree, reading.errors);
        }
    }
}
