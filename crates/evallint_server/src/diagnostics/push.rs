//! Diagnostics for a client that does not ask for them. They are sent when nothing else waits, so that of many edits in a
//! row the last is judged, without a timer.

use std::collections::BTreeSet;

use lsp_types::{PublishDiagnosticsNotification, PublishDiagnosticsParams, Uri};

use crate::diagnostics;
use crate::server::Server;

/// The documents whose diagnostics the client does not have.
#[derive(Debug, Default)]
pub(crate) struct Due(BTreeSet<String>);

impl Due {
    /// Notes that a document has to be judged.
    pub(crate) fn add(&mut self, uri: &Uri) {
        self.0.insert(uri.0.clone());
    }

    /// Takes a document back.
    pub(crate) fn remove(&mut self, uri: &Uri) {
        self.0.remove(&uri.0);
    }

    /// The next document to judge.
    pub(crate) fn pop(&mut self) -> Option<Uri> {
        self.0.pop_first().map(Uri)
    }
}

/// Sends the diagnostics of a document as it is now.
pub(crate) fn send(server: &Server, uri: &Uri) {
    let Some(document) = server.documents.get(uri) else {
        return;
    };
    server
        .client
        .notify::<PublishDiagnosticsNotification>(&PublishDiagnosticsParams {
            uri: uri.clone(),
            version: Some(document.version),
            diagnostics: diagnostics::of_document(document, &server.configuration, &server.client_can),
        });
}

/// Takes back what was sent about a file.
pub(crate) fn clear(server: &Server, uri: &Uri) {
    server
        .client
        .notify::<PublishDiagnosticsNotification>(&PublishDiagnosticsParams {
            uri: uri.clone(),
            version: None,
            diagnostics: Vec::new(),
        });
}
