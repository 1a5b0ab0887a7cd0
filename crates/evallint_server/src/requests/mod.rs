//! The requests of the client: one method a file, from positions to offsets, through a feature, and back.

mod code_action;
mod code_lens;
mod command;
mod completion;
mod document_symbol;
mod folding_range;
mod formatting;
mod hover;
mod inlay_hint;
mod link;
mod selection_range;
mod semantic_tokens;

use lsp_server::{ErrorCode, Request, RequestId};
use lsp_types::{LspRequestMethod, Position, TextDocumentIdentifier};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub(crate) use code_action::FIX_ALL;
pub use command::commands;
pub(crate) use semantic_tokens::TYPES as SEMANTIC_TOKEN_TYPES;

use crate::diagnostics::{pull, workspace};
use crate::refusal::Refusal;
use crate::server::Server;

/// A place in a document, which is all that many requests are about.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    text_document: TextDocumentIdentifier,
    position: Position,
}

/// Answers a request, or says why not.
pub(crate) fn answer(server: &mut Server, request: Request) -> Result<(), Refusal> {
    let Request { id, method, params } = request;
    match LspRequestMethod::from(method.as_str()) {
        LspRequestMethod::TextDocumentDiagnostic => tell(server, &id, params, pull::answer),
        LspRequestMethod::TextDocumentHover => tell(server, &id, params, hover::answer),
        LspRequestMethod::TextDocumentCompletion => tell(server, &id, params, completion::answer),
        LspRequestMethod::TextDocumentDocumentSymbol => tell(server, &id, params, document_symbol::answer),
        LspRequestMethod::TextDocumentFoldingRange => tell(server, &id, params, folding_range::answer),
        LspRequestMethod::TextDocumentSelectionRange => tell(server, &id, params, selection_range::answer),
        LspRequestMethod::TextDocumentInlayHint => tell(server, &id, params, inlay_hint::answer),
        LspRequestMethod::TextDocumentCodeLens => tell(server, &id, params, code_lens::answer),
        LspRequestMethod::TextDocumentDefinition => tell(server, &id, params, link::definition),
        LspRequestMethod::TextDocumentReferences => tell(server, &id, params, link::references),
        LspRequestMethod::TextDocumentDocumentHighlight => tell(server, &id, params, link::highlights),
        LspRequestMethod::TextDocumentSemanticTokensFull => {
            tell(server, &id, params, semantic_tokens::answer)
        }
        LspRequestMethod::TextDocumentCodeAction => reply(server, &id, params, code_action::offer),
        LspRequestMethod::CodeActionResolve => reply(server, &id, params, code_action::resolve),
        LspRequestMethod::TextDocumentFormatting => reply(server, &id, params, formatting::answer),
        LspRequestMethod::WorkspaceDiagnostic => {
            let params = read(params)?;
            workspace::begin(server, id, params);
            Ok(())
        }
        LspRequestMethod::WorkspaceExecuteCommand => {
            let result = command::run(server, &read(params)?)?;
            server.client.answer(&id, &result);
            Ok(())
        }
        _ => Err(Refusal::new(
            ErrorCode::MethodNotFound,
            format!("there is no method {method}"),
        )),
    }
}

/// Answers a request that may be declined.
fn reply<P: DeserializeOwned, R: Serialize>(
    server: &Server,
    id: &RequestId,
    params: Value,
    answer: impl FnOnce(&Server, &P) -> Result<R, Refusal>,
) -> Result<(), Refusal> {
    let result = answer(server, &read(params)?)?;
    server.client.answer(id, &result);
    Ok(())
}

/// Answers a request that always has an answer.
fn tell<P: DeserializeOwned, R: Serialize>(
    server: &Server,
    id: &RequestId,
    params: Value,
    answer: impl FnOnce(&Server, &P) -> R,
) -> Result<(), Refusal> {
    reply(server, id, params, |server, params| Ok(answer(server, params)))
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, Refusal> {
    serde_json::from_value(params).map_err(|error| Refusal::bad_parameters(&error))
}
