//! Has Zed start the language server of evallint for forms.

use zed_extension_api::serde_json::{Value, json};
use zed_extension_api::settings::{CommandSettings, LspSettings};
use zed_extension_api::{Command, Extension, LanguageServerId, Result, Worktree, register_extension};

/// What is told where there is no program.
const NOT_FOUND: &str = "evallint 不在 PATH 里。请安装 evallint，或在设置 lsp.evallint.binary.path 中写明它的位置。\
    evallint is not on the PATH: install it, or name it in the setting lsp.evallint.binary.path.";

struct Evallint;

impl Extension for Evallint {
    fn new() -> Self {
        Self
    }

    fn language_server_command(&mut self, id: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let CommandSettings { path, arguments, env } =
            settings(id, worktree)?.binary.unwrap_or(CommandSettings {
                path: None,
                arguments: None,
                env: None,
            });
        let command = path.or_else(|| worktree.which("evallint")).ok_or(NOT_FOUND)?;
        Ok(Command {
            command,
            args: arguments.unwrap_or_else(|| vec!["server".to_owned()]),
            env: env.unwrap_or_default().into_iter().collect(),
        })
    }

    fn language_server_initialization_options(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<Value>> {
        Ok(settings(id, worktree)?.initialization_options)
    }

    fn language_server_workspace_configuration(
        &mut self,
        id: &LanguageServerId,
        worktree: &Worktree,
    ) -> Result<Option<Value>> {
        let settings = settings(id, worktree)?.settings;
        Ok(settings.map(|settings| json!({ "evallint": settings })))
    }
}

/// What the person has set for the server.
fn settings(id: &LanguageServerId, worktree: &Worktree) -> Result<LspSettings> {
    LspSettings::for_worktree(id.as_ref(), worktree)
}

register_extension!(Evallint);
