//! `textDocument/inlayHint`.

use lsp_types::{InlayHint, InlayHintParams};

use crate::features::inlay_hints::hints;
use crate::markup::markup;
use crate::server::Server;

/// Answers with what is shown beside printed values, unless the person does not want any.
pub(super) fn answer(server: &Server, params: &InlayHintParams) -> Option<Vec<InlayHint>> {
    let shown = || {
        let form = server.form(&params.text_document.uri)?;
        if !form.configuration.client.inlay_hints {
            return None;
        }
        let range = form.positions.bytes(params.range);
        let hints = hints(&form.view()?, range, form.language)
            .into_iter()
            .map(|hint| {
                InlayHint::new(
                    form.positions.position(hint.at),
                    hint.label.into(),
                    None,
                    None,
                    Some(markup(hint.tooltip, server.client_can.hover_markdown).into()),
                    Some(true),
                    None,
                    None,
                )
            });
        Some(hints.collect())
    };
    shown()
}
