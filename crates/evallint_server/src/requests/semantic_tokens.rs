//! `textDocument/semanticTokens/full`.

use lsp_types::{SemanticToken, SemanticTokens, SemanticTokensParams};

use crate::features::semantic_tokens::{TokenKind, tokens};
use crate::server::Server;

/// The kinds of tokens, in the order of their numbers. They are those that every theme has a colour for.
pub(crate) const TYPES: [&str; 8] = [
    "comment",
    "namespace",
    "property",
    "class",
    "macro",
    "enumMember",
    "number",
    "type",
];

/// Answers with the coloured parts of a text form.
pub(super) fn answer(server: &Server, params: &SemanticTokensParams) -> Option<SemanticTokens> {
    let coloured = || {
        let form = server.form(&params.text_document.uri)?;
        let (mut line, mut character) = (0, 0);
        let data = tokens(&form.view()?).into_iter().map(|token| {
            let start = form.positions.position(token.range.start);
            // Each token is placed by the one before it.
            let delta_line = start.line - line;
            let delta_start = if delta_line == 0 {
                start.character - character
            } else {
                start.character
            };
            (line, character) = (start.line, start.character);
            SemanticToken {
                delta_line,
                delta_start,
                length: form.positions.length(token.range),
                token_type: number_of(token.kind),
                token_modifiers_bitset: 0,
            }
        });
        Some(SemanticTokens::new(None, data.collect()))
    };
    coloured()
}

/// The place of a kind in [`TYPES`].
fn number_of(kind: TokenKind) -> u32 {
    match kind {
        TokenKind::Comment => 0,
        TokenKind::Title => 1,
        TokenKind::Label => 2,
        TokenKind::ColumnHeader => 3,
        TokenKind::Placeholder => 4,
        TokenKind::Percent => 5,
        TokenKind::Number => 6,
        TokenKind::Unit => 7,
    }
}
