//! Diagnostics for a client that asks for them.

use lsp_types::{
    DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport,
};

use crate::configuration::Configuration;
use crate::diagnostics;
use crate::document::Document;
use crate::server::Server;

/// Answers `textDocument/diagnostic`: with `unchanged` where the client has what there is already.
pub(crate) fn answer(server: &Server, params: &DocumentDiagnosticParams) -> DocumentDiagnosticReport {
    let Some(document) = server.documents.get(&params.text_document.uri) else {
        return full(None, Vec::new());
    };
    let result_id = result_id(document, &server.configuration);
    if params.previous_result_id.as_deref() == Some(result_id.as_str()) {
        return RelatedUnchangedDocumentDiagnosticReport::new(
            None,
            UnchangedDocumentDiagnosticReport::new(result_id),
        )
        .into();
    }
    let items = diagnostics::of_document(document, &server.configuration, &server.client_can);
    full(Some(result_id), items)
}

/// What names a result: the content that was judged, and by what.
pub(crate) fn result_id(document: &Document, configuration: &Configuration) -> String {
    format!("{}.{}", configuration.revision, document.stamp)
}

fn full(result_id: Option<String>, items: Vec<lsp_types::Diagnostic>) -> DocumentDiagnosticReport {
    RelatedFullDocumentDiagnosticReport::new(None, FullDocumentDiagnosticReport::new(result_id, items)).into()
}
