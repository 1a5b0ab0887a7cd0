//! `textDocument/selectionRange`.

use lsp_types::{Position, Range, SelectionRange, SelectionRangeParams};

use crate::document::Form;
use crate::features::selection::selection;
use crate::server::Server;

/// Answers, for each position, with what a selection grows to from there.
pub(super) fn answer(server: &Server, params: &SelectionRangeParams) -> Option<Vec<SelectionRange>> {
    let grown = || {
        let form = server.form(&params.text_document.uri)?;
        let view = form.view()?;
        let ranges = params.positions.iter().map(|position| {
            let ranges = selection(&view, form.at(*position));
            nested(form, &ranges).unwrap_or_else(|| empty(*position))
        });
        Some(ranges.collect())
    };
    grown()
}

/// The ranges, each within the next.
fn nested(form: Form<'_>, ranges: &[evallint_syntax::ByteRange]) -> Option<SelectionRange> {
    ranges.iter().rev().fold(None, |parent, range| {
        Some(SelectionRange {
            range: form.positions.range(*range),
            parent: parent.map(Box::new),
        })
    })
}

/// What stands for a position with nothing around it: every position has to have an answer.
fn empty(position: Position) -> SelectionRange {
    SelectionRange {
        range: Range::new(position, position),
        parent: None,
    }
}
