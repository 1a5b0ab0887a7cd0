//! `textDocument/hover`.

use lsp_types::Hover;

use super::Place;
use crate::features::hover;
use crate::markup::markup;
use crate::server::Server;

/// Answers with what there is to know of what stands at a position.
pub(super) fn answer(server: &Server, place: &Place) -> Option<Hover> {
    let hover = || {
        let form = server.form(&place.text_document.uri)?;
        let found = hover::hover(
            &form.view()?,
            form.report()?,
            form.at(place.position),
            form.language,
        )?;
        let contents = markup(found.markdown, server.client_can.hover_markdown);
        Some(Hover::new(
            contents.into(),
            Some(form.positions.range(found.range)),
        ))
    };
    hover()
}
