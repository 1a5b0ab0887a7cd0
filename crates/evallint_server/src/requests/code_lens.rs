//! `textDocument/codeLens`.

use lsp_types::{CodeLens, CodeLensParams, Command};

use crate::features::code_lens::lenses;
use crate::server::Server;

/// Answers with the sums and shares above the funds and the tasks, unless the person does not want any.
pub(super) fn answer(server: &Server, params: &CodeLensParams) -> Option<Vec<CodeLens>> {
    let shown = || {
        let form = server.form(&params.text_document.uri)?;
        if !form.configuration.client.code_lens {
            return None;
        }
        let lenses = lenses(&form.view()?, form.language).into_iter().map(|lens| {
            // It only says something: a command without a name does nothing.
            let command = Command {
                title: lens.title,
                ..Command::default()
            };
            CodeLens::new(form.positions.range(lens.range), Some(command), None)
        });
        Some(lenses.collect())
    };
    shown()
}
