//! `textDocument/foldingRange`.

use lsp_types::{FoldingRange, FoldingRangeKind, FoldingRangeParams};

use crate::features::folding::{FoldKind, folds};
use crate::server::Server;

/// Answers with what can be folded.
pub(super) fn answer(server: &Server, params: &FoldingRangeParams) -> Option<Vec<FoldingRange>> {
    let ranges = || {
        let form = server.form(&params.text_document.uri)?;
        let lines_only = server.client_can.folds_lines_only;
        let folded = folds(&form.view()?).into_iter().map(|fold| {
            let range = form.positions.range(fold.range);
            FoldingRange {
                start_line: range.start.line,
                start_character: (!lines_only).then_some(range.start.character),
                end_line: range.end.line,
                end_character: (!lines_only).then_some(range.end.character),
                kind: Some(match fold.kind {
                    FoldKind::Region => FoldingRangeKind::Region,
                    FoldKind::Comment => FoldingRangeKind::Comment,
                }),
                ..FoldingRange::default()
            }
        });
        Some(folded.collect())
    };
    ranges()
}
