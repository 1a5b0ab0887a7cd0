//! `textDocument/formatting`.

use evallint_convert::{FormatRefusal, format};
use evallint_schema::capitalized;
use lsp_types::{DocumentFormattingParams, TextEdit};

use crate::features::text_edits;
use crate::refusal::Refusal;
use crate::server::Server;

/// Answers with the edits that give a form its one layout. The client's wishes about tabs have no say in it.
pub(super) fn answer(
    server: &Server,
    params: &DocumentFormattingParams,
) -> Result<Option<Vec<TextEdit>>, Refusal> {
    let Some(form) = server.form(&params.text_document.uri) else {
        return Ok(None);
    };
    match format(form.source) {
        Ok(formatted) => {
            let edits = text_edits::between(form.source.text(), formatted.text());
            let edits = edits
                .into_iter()
                .map(|edit| TextEdit::new(form.positions.range(edit.range), edit.text));
            Ok(Some(edits.collect()))
        }
        // While a form is typed it may have no layout, and an editor that formats at each saving should not complain.
        Err(FormatRefusal::Unrecognized | FormatRefusal::Page) => Ok(None),
        Err(refusal) => Err(Refusal::failed(capitalized(
            refusal.reason(form.language).to_owned(),
        ))),
    }
}
