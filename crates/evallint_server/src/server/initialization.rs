//! How the server and the client come to terms.

use std::path::PathBuf;
use std::sync::Arc;

use evallint_linter::Language;
use lsp_server::{ErrorCode, Request};
use lsp_types::{
    ConfigurationItem, ConfigurationParams, ConfigurationRequest, DidChangeWatchedFilesRegistrationOptions,
    FileSystemWatcher, InitializeResult, Registration, RegistrationParams, RegistrationRequest, ServerInfo,
    Uri,
};
use serde_json::Value;

use super::{Phase, Server};
use crate::capabilities::{Capabilities, offered};
use crate::configuration::Configuration;
use crate::file_uri;
use crate::refusal::Refusal;
use crate::settings::{ClientSettings, SECTION};

/// The files that the client is to watch: forms, and what they are judged by.
const WATCHED: &[&str] = &[
    "**/evallint.toml",
    "**/evallint-baseline.json",
    "**/.gitignore",
    "**/*.eval.{json,yaml,yml,txt,md,tsv}",
];

impl Server {
    pub(super) fn initialize(&mut self, request: Request) -> Result<(), Refusal> {
        let said = request.params;
        if !said.is_object() {
            return Err(Refusal::new(
                ErrorCode::InvalidParams,
                "initialize takes an object",
            ));
        }
        self.client_can = Capabilities::read(said.get("capabilities").unwrap_or(&Value::Null));
        self.folders = folders(&said);
        if let Some(language) = said.get("locale").and_then(Value::as_str).and_then(language_of) {
            self.tongue.usual = language;
        }
        self.traces = is_traced(said.get("trace"));
        let given = said.get("initializationOptions").unwrap_or(&Value::Null);
        let (settings, bad) = ClientSettings::read(given);
        let mut capabilities = offered(&self.client_can);
        if settings.check_workspace == Some(false)
            && let Some(lsp_types::DiagnosticProvider::DiagnosticOptions(options)) =
                &mut capabilities.diagnostic_provider
        {
            options.workspace_diagnostics = false;
        }
        self.configuration = self.configured(settings);
        self.phase = Phase::Running;
        self.client.answer(
            &request.id,
            &InitializeResult {
                capabilities,
                server_info: Some(ServerInfo {
                    name: SECTION.to_owned(),
                    version: Some(env!("CARGO_PKG_VERSION").to_owned()),
                }),
            },
        );
        self.tell_of_bad_settings(&bad);
        Ok(())
    }

    /// Once the client is ready, asks it for what it can tell of.
    pub(super) fn register(&mut self) {
        let mut registrations = Vec::new();
        if self.client_can.watches_files {
            let watchers = WATCHED
                .iter()
                .map(|pattern| FileSystemWatcher::new((*pattern).to_owned().into(), None));
            let options = DidChangeWatchedFilesRegistrationOptions::new(watchers.collect());
            registrations.push(Registration {
                id: "files".to_owned(),
                method: "workspace/didChangeWatchedFiles".to_owned(),
                register_options: serde_json::to_value(options).ok(),
            });
        }
        if self.client_can.registers_settings {
            registrations.push(Registration {
                id: "settings".to_owned(),
                method: "workspace/didChangeConfiguration".to_owned(),
                register_options: Some(serde_json::json!({ "section": SECTION })),
            });
        }
        if !registrations.is_empty() {
            self.client
                .ask::<RegistrationRequest>(&RegistrationParams { registrations });
        }
        self.ask_for_settings();
        self.check_workspace_where_pushed();
    }

    /// Asks the client for the settings, where it answers such questions.
    pub(super) fn ask_for_settings(&mut self) {
        if self.client_can.configuration {
            let item = ConfigurationItem {
                scope_uri: None,
                section: Some(SECTION.to_owned()),
            };
            let id = self
                .client
                .ask::<ConfigurationRequest>(&ConfigurationParams { items: vec![item] });
            self.asked_for_settings.insert(id);
        }
    }

    /// What is in force now under these settings.
    pub(super) fn configured(&self, settings: ClientSettings) -> Arc<Configuration> {
        let folder = self
            .folders
            .first()
            .cloned()
            .or_else(|| std::env::current_dir().ok())
            .unwrap_or_default();
        let revision = self.configuration.revision + 1;
        Arc::new(Configuration::new(settings, self.tongue, folder, revision))
    }
}

/// The folders that are open in the client.
fn folders(said: &Value) -> Vec<PathBuf> {
    let path = |uri: &Value| file_uri::path_of(&Uri(uri.as_str()?.to_owned()));
    let listed = said.get("workspaceFolders").and_then(Value::as_array);
    match listed {
        Some(folders) => folders
            .iter()
            .filter_map(|folder| path(folder.get("uri")?))
            .collect(),
        None => said.get("rootUri").and_then(path).into_iter().collect(),
    }
}

/// The language of a locale such as `zh-cn`; nothing for one that is neither Chinese nor English.
fn language_of(locale: &str) -> Option<Language> {
    match locale
        .split(['-', '_', '.'])
        .next()?
        .to_ascii_lowercase()
        .as_str()
    {
        "zh" => Some(Language::Chinese),
        "en" => Some(Language::English),
        _ => None,
    }
}

/// Whether the client wants to know what is done.
pub(super) fn is_traced(value: Option<&Value>) -> bool {
    matches!(value.and_then(Value::as_str), Some("messages" | "verbose"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_language_is_that_of_the_locale() {
        let of = |locale: &str| language_of(locale);
        assert_eq!(of("zh-cn"), Some(Language::Chinese));
        assert_eq!(of("zh_TW.UTF-8"), Some(Language::Chinese));
        assert_eq!(of("EN"), Some(Language::English));
        assert_eq!(of("en-US"), Some(Language::English));
        assert_eq!(of("de"), None);
        assert_eq!(of(""), None);
    }

    #[test]
    fn the_folders_are_those_that_are_listed_or_the_root() {
        let two = json!({
            "rootUri": "file:///old",
            "workspaceFolders": [{ "uri": "file:///a", "name": "a" }, { "uri": "vscode-vfs://x/b", "name": "b" }, 3],
        });
        assert_eq!(folders(&two), [PathBuf::from("/a")]);
        assert_eq!(
            folders(&json!({ "rootUri": "file:///old", "workspaceFolders": null })),
            [PathBuf::from("/old")]
        );
        assert!(folders(&json!({})).is_empty());
    }
}
