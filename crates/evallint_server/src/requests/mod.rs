//! The requests of the client: one method a file, from positions to offsets, through a feature, and back.

mod code_action;
mod command;
mod formatting;

use lsp_server::{ErrorCode, Request, RequestId};
use lsp_types::LspRequestMethod;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub(crate) use code_action::FIX_ALL;
pub(crate) use command::commands;

use crate::diagnostics::{pull, workspace};
use crate::refusal::Refusal;
use crate::server::Server;

/// The kinds of tokens, in the order of their numbers.
pub(crate) const SEMANTIC_TOKEN_TYPES: [&str; 1] = ["property"];

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
