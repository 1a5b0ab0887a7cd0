//! The requests of the client: one method a file, from positions to offsets, through a feature, and back.

mod code_action;
mod command;
mod completion;
mod document_symbol;
mod folding_range;
mod formatting;
mod hover;
mod inlay_hint;
mod selection_range;
mod semantic_tokens;

use lsp_server::{ErrorCode, Request, RequestId};
use lsp_types::{LspRequestMethod, Position, TextDocumentIdentifier};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub(crate) use code_action::FIX_ALL;
pub(crate) use command::commands;
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
        LspRequestMethod::TextDocumentDiagnostic => reply(server, &id, params, pull::answer),
        LspRequestMethod::WorkspaceDiagnostic => {
            let params = read(params)?;
            workspace::begin(server, id, params);
            Ok(())
        }
        LspRequestMethod::TextDocumentCodeAction => reply(server, &id, params, code_action::offer),
        LspRequestMethod::CodeActionResolve => reply(server, &id, params, code_action::resolve),
        LspRequestMethod::TextDocumentHover => reply(server, &id, params, hover::answer),
        LspRequestMethod::TextDocumentCompletion => reply(server, &id, params, completion::answer),
        LspRequestMethod::TextDocumentDocumentSymbol => reply(server, &id, params, document_symbol::answer),
        LspRequestMethod::TextDocumentFoldingRange => reply(server, &id, params, folding_range::answer),
        LspRequestMethod::TextDocumentSelectionRange => reply(server, &id, params, selection_range::answer),
        LspRequestMethod::TextDocumentInlayHint => reply(server, &id, params, inlay_hint::answer),
        LspRequestMethod::TextDocumentSemanticTokensFull => {
            reply(server, &id, params, semantic_tokens::answer)
        }
        LspRequestMethod::TextDocumentFormatting => reply(server, &id, params, formatting::answer),
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

fn reply<P: DeserializeOwned, R: Serialize>(
    server: &Server,
    id: &RequestId,
    params: Value,
    answer: impl FnOnce(&Server, P) -> Result<R, Refusal>,
) -> Result<(), Refusal> {
    let result = answer(server, read(params)?)?;
    server.client.answer(id, &result);
    Ok(())
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, Refusal> {
    serde_json::from_value(params).map_err(|error| Refusal::bad_parameters(&error))
}
