//! `textDocument/foldingRange`.

use lsp_types::{FoldingRange, FoldingRangeKind, FoldingRangeParams};

use crate::features::folding::{FoldKind, folds};
use crate::refusal::Refusal;
use crate::server::Server;

/// Answers with what can be folded.
#[expect(clippy::unnecessary_wraps, reason = "as every other request")]
pub(super) fn answer(
    server: &Server,
    params: FoldingRangeParams,
) -> Result<Option<Vec<FoldingRange>>, Refusal> {
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
    Ok(ranges())
}
