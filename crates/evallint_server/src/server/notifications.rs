//! What the client tells without waiting for an answer.

use std::path::Path;

use lsp_server::Notification;
use lsp_types::{
    CodeLensRefreshRequest, DiagnosticRefreshRequest, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidSaveTextDocumentParams,
    InlayHintRefreshRequest, LanguageKind, LspNotificationMethod, MessageType, Uri,
    VersionedTextDocumentIdentifier,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::initialization::is_traced;
use super::{Phase, Server};
use crate::diagnostics::push;
use crate::document::{Change, Document};
use crate::file_uri;
use crate::inbox;
use crate::settings::{BadSetting, ClientSettings};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Opened {
    text_document: Item,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    uri: Uri,
    /// Some clients leave it out.
    #[serde(default)]
    language_id: Option<LanguageKind>,
    #[serde(default)]
    version: i32,
    text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Changed {
    text_document: VersionedTextDocumentIdentifier,
    content_changes: Vec<Change>,
}

impl Server {
    pub(super) fn heed(&mut self, notification: Notification) {
        if self.phase != Phase::Running {
            return;
        }
        if let Some(id) = inbox::cancelled(&notification) {
            self.jobs.cancel(&id);
            return;
        }
        let Notification { method, params } = notification;
        match LspNotificationMethod::from(method.as_str()) {
            LspNotificationMethod::Initialized => self.register(),
            LspNotificationMethod::TextDocumentDidOpen => self.read(params, Self::open),
            LspNotificationMethod::TextDocumentDidChange => self.read(params, Self::change),
            LspNotificationMethod::TextDocumentDidClose => self.read(params, Self::close),
            LspNotificationMethod::TextDocumentDidSave => {
                self.read(params, |server, saved| server.saved(&saved));
            }
            LspNotificationMethod::WorkspaceDidChangeConfiguration => self.settings_changed(&params),
            LspNotificationMethod::WorkspaceDidChangeWatchedFiles => {
                self.read(params, |server, changed| server.files_changed(&changed));
            }
            LspNotificationMethod::WorkspaceDidChangeWorkspaceFolders => {
                self.read(params, Self::folders_changed);
            }
            LspNotificationMethod::SetTrace => self.traces = is_traced(params.get("value")),
            LspNotificationMethod::WindowWorkDoneProgressCancel => {
                self.jobs
                    .cancel_by_token(params.get("token").unwrap_or(&Value::Null));
            }
            _ => {}
        }
    }

    /// Reads the parameters and goes on with them; what cannot be read changes nothing.
    fn read<T: DeserializeOwned>(&mut self, params: Value, go_on: impl FnOnce(&mut Self, T)) {
        match serde_json::from_value(params) {
            Ok(params) => go_on(self, params),
            Err(error) => self.client.log().write(&format!("not understood: {error}")),
        }
    }

    fn open(&mut self, opened: Opened) {
        let Item {
            uri,
            language_id,
            version,
            text,
        } = opened.text_document;
        let stamp = self.stamp();
        let language_id = language_id.map(String::from).unwrap_or_default();
        let mut document = Document::open(uri, language_id, version, text, stamp);
        document.recognize();
        self.due_where_pushed(&document.uri.clone());
        let was_told = self.jobs.leave_to_document(&document.uri);
        if was_told && self.client_can.pulls {
            // It asks for those of the document, and would show both.
            push::clear(self, &document.uri);
        }
        self.documents.insert(document);
        if !self.client_can.watches_files {
            self.configuration_changed();
        }
    }

    fn change(&mut self, changed: Changed) {
        let (stamp, encoding) = (self.stamp(), self.client_can.encoding);
        let VersionedTextDocumentIdentifier {
            version,
            text_document_identifier,
        } = changed.text_document;
        let uri = text_document_identifier.uri;
        let Some(document) = self.documents.get_mut(&uri) else {
            self.client.log().write("a document changed that is not open");
            return;
        };
        document.change(changed.content_changes, version, stamp, encoding);
        document.recognize();
        self.due_where_pushed(&uri);
    }

    fn close(&mut self, closed: DidCloseTextDocumentParams) {
        let uri = closed.text_document.uri;
        self.due.remove(&uri);
        self.jobs.take_back(&uri);
        if self.documents.remove(&uri).is_some() && !self.client_can.pulls {
            push::clear(self, &uri);
            // What was told of it as a file was left to the document while that was open.
            self.check_workspace_where_pushed();
        }
    }

    fn saved(&mut self, saved: &DidSaveTextDocumentParams) {
        let path = file_uri::path_of(&saved.text_document.uri);
        let is_watched = self.client_can.watches_files;
        if !is_watched || path.as_deref().is_some_and(judges_others) {
            self.configuration_changed();
        }
    }

    fn files_changed(&mut self, changed: &DidChangeWatchedFilesParams) {
        let paths = changed
            .changes
            .iter()
            .filter_map(|event| file_uri::path_of(&event.uri));
        if paths.into_iter().any(|path| judges_others(&path)) {
            self.configuration_changed();
        } else {
            self.check_workspace_where_pushed();
        }
    }

    fn folders_changed(&mut self, changed: DidChangeWorkspaceFoldersParams) {
        let event = changed.event;
        let paths = |folders: Vec<lsp_types::WorkspaceFolder>| -> Vec<_> {
            folders
                .iter()
                .filter_map(|folder| file_uri::path_of(&folder.uri))
                .collect()
        };
        let removed = paths(event.removed);
        self.folders.retain(|folder| !removed.contains(folder));
        for folder in paths(event.added) {
            if !self.folders.contains(&folder) {
                self.folders.push(folder);
            }
        }
        self.configuration_changed();
    }

    fn settings_changed(&mut self, params: &Value) {
        if self.client_can.configuration {
            self.ask_for_settings();
        } else {
            self.take_settings(params.get("settings").unwrap_or(&Value::Null));
        }
    }

    /// Puts the settings of the client in force.
    pub(super) fn take_settings(&mut self, given: &Value) {
        // A client without any settings of ours says null, and means what it said at first.
        if !given.is_object() {
            return;
        }
        let (settings, bad) = ClientSettings::read(given);
        if settings != self.configuration.client {
            self.configuration = self.configured(settings);
            self.judge_anew();
        }
        self.tell_of_bad_settings(&bad);
    }

    pub(super) fn tell_of_bad_settings(&self, bad: &[BadSetting]) {
        for bad in bad {
            let told = bad.render(self.language());
            self.client.show(MessageType::Warning, told);
        }
    }

    /// Reads the files of settings and the baselines again.
    fn configuration_changed(&mut self) {
        self.configuration = self.configured(self.configuration.client.clone());
        self.judge_anew();
    }

    /// Has every document judged again, and the client ask for all that depends on it.
    fn judge_anew(&mut self) {
        self.told_failures.clear();
        for document in self.documents.iter_mut() {
            document.forget_verdict();
        }
        let open: Vec<Uri> = self
            .documents
            .iter()
            .map(|document| document.uri.clone())
            .collect();
        for uri in open {
            self.due_where_pushed(&uri);
        }
        if self.client_can.pulls && self.client_can.refreshes_diagnostics {
            self.client.ask_plainly::<DiagnosticRefreshRequest>();
        }
        if self.client_can.refreshes_inlay_hints {
            self.client.ask_plainly::<InlayHintRefreshRequest>();
        }
        if self.client_can.refreshes_code_lenses {
            self.client.ask_plainly::<CodeLensRefreshRequest>();
        }
        self.check_workspace_where_pushed();
    }

    fn due_where_pushed(&mut self, uri: &Uri) {
        if !self.client_can.pulls {
            self.due.add(uri);
        }
    }

    /// Tells of mistakes in the files of settings that were met, and once of what could not be read.
    pub(super) fn tell_of_settings(&mut self) {
        let told = self
            .told_settings
            .tell(&self.client, &self.configuration, self.client_can.encoding);
        if told {
            self.client.log().write("told of mistakes in settings");
        }
        for failure in self.configuration.failures() {
            let message = failure.render(self.language());
            if self.told_failures.insert(message.clone()) {
                self.client.show(MessageType::Warning, message);
            }
        }
    }
}

/// Whether other files are judged by this one.
fn judges_others(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    ["evallint.toml", "evallint-baseline.json", ".gitignore"]
        .iter()
        .any(|judge| name == *judge)
}
