//! `workspace/executeCommand`.

use lsp_server::ErrorCode;
use lsp_types::ExecuteCommandParams;
use serde_json::Value;

use crate::refusal::Refusal;
use crate::server::Server;

/// The command that checks all forms.
const CHECK_WORKSPACE: &str = "evallint.checkWorkspace";

/// The commands that a client may have run.
pub(crate) fn commands() -> impl Iterator<Item = &'static str> {
    [CHECK_WORKSPACE].into_iter()
}

/// Runs a command.
pub(super) fn run(server: &mut Server, params: &ExecuteCommandParams) -> Result<Value, Refusal> {
    match params.command.as_str() {
        CHECK_WORKSPACE => {
            server.check_workspace_when_asked();
            Ok(Value::Null)
        }
        other => Err(Refusal::new(
            ErrorCode::InvalidParams,
            format!("there is no command {other}"),
        )),
    }
}
