//! What the client can do, and what the server offers it.

use lsp_types::{
    ChangeNotifications, CodeActionKind, CodeActionOptions, CodeLensOptions, CompletionOptions,
    DiagnosticOptions, DiagnosticProvider, ExecuteCommandOptions, Full, InlayHintOptions,
    SemanticTokensLegend, SemanticTokensOptions, ServerCapabilities, ServerCompletionItemOptions,
    TextDocumentSyncKind, TextDocumentSyncOptions, WorkDoneProgressOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceOptions,
};
use serde_json::Value;

use crate::encoding::Encoding;
use crate::requests::{FIX_ALL, SEMANTIC_TOKEN_TYPES, commands};

/// What the client can do. It is read without a schema, so that one that says something odd still works.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a capability of its own in the protocol"
)]
pub(crate) struct Capabilities {
    /// In what it counts characters, of what it offers the first that is known.
    pub encoding: Encoding,
    /// It asks for diagnostics itself.
    pub pulls: bool,
    /// It asks again for diagnostics when it is told to.
    pub refreshes_diagnostics: bool,
    /// It asks again for inlay hints when it is told to.
    pub refreshes_inlay_hints: bool,
    /// It asks again for code lenses when it is told to.
    pub refreshes_code_lenses: bool,
    /// It shows other places beside a diagnostic.
    pub related_information: bool,
    /// It shows the address of a rule's page.
    pub code_description: bool,
    /// It knows `Unnecessary`.
    pub unnecessary: bool,
    /// It asks for the edit of a code action once one is chosen.
    pub resolves_code_actions: bool,
    /// It shows code actions that cannot be done, with the reason.
    pub disabled_code_actions: bool,
    /// It takes edits of a certain version of a document.
    pub document_changes: bool,
    /// It makes files.
    pub creates_files: bool,
    /// It shows Markdown where it explains what the cursor stands on, or does not say what it shows.
    pub hover_markdown: bool,
    /// The same beside a completion.
    pub completion_markdown: bool,
    /// It takes snippets.
    pub snippets: bool,
    /// It shows an outline with levels.
    pub nested_symbols: bool,
    /// It folds whole lines only.
    pub folds_lines_only: bool,
    /// It watches files for the server.
    pub watches_files: bool,
    /// It tells of settings when it is registered for that.
    pub registers_settings: bool,
    /// It answers questions about settings.
    pub configuration: bool,
    /// It shows progress that the server begins.
    pub progress: bool,
}

impl Capabilities {
    /// What a client says of itself.
    pub(crate) fn read(said: &Value) -> Self {
        let is = |pointer: &str| said.pointer(pointer).and_then(Value::as_bool) == Some(true);
        let has = |pointer: &str| said.pointer(pointer).is_some_and(Value::is_object);
        let lists = |pointer: &str, item: &str| {
            said.pointer(pointer)
                .and_then(Value::as_array)
                .is_some_and(|items| items.iter().any(|listed| listed == item))
        };
        // A client that says nothing is not taken for one that cannot.
        let shows_markdown = |pointer: &str| said.pointer(pointer).is_none() || lists(pointer, "markdown");
        let has_tags = said
            .pointer("/textDocument/publishDiagnostics/tagSupport/valueSet")
            .or_else(|| said.pointer("/textDocument/diagnostic/tagSupport/valueSet"))
            .and_then(Value::as_array);
        let shows = |what: &str| {
            is(&format!("/textDocument/publishDiagnostics/{what}"))
                || is(&format!("/textDocument/diagnostic/{what}"))
        };
        let offered = said
            .pointer("/general/positionEncodings")
            .and_then(Value::as_array);
        let encoding = offered
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .find_map(Encoding::named);
        Self {
            encoding: encoding.unwrap_or_default(),
            pulls: has("/textDocument/diagnostic"),
            refreshes_diagnostics: is("/workspace/diagnostics/refreshSupport"),
            refreshes_inlay_hints: is("/workspace/inlayHint/refreshSupport"),
            refreshes_code_lenses: is("/workspace/codeLens/refreshSupport"),
            related_information: shows("relatedInformation"),
            code_description: shows("codeDescriptionSupport"),
            unnecessary: has_tags.is_some_and(|tags| tags.iter().any(|tag| tag == 1)),
            resolves_code_actions: lists("/textDocument/codeAction/resolveSupport/properties", "edit")
                && is("/textDocument/codeAction/dataSupport"),
            disabled_code_actions: is("/textDocument/codeAction/disabledSupport"),
            document_changes: is("/workspace/workspaceEdit/documentChanges"),
            creates_files: lists("/workspace/workspaceEdit/resourceOperations", "create"),
            hover_markdown: shows_markdown("/textDocument/hover/contentFormat"),
            completion_markdown: shows_markdown(
                "/textDocument/completion/completionItem/documentationFormat",
            ),
            snippets: is("/textDocument/completion/completionItem/snippetSupport"),
            nested_symbols: is("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            folds_lines_only: is("/textDocument/foldingRange/lineFoldingOnly"),
            watches_files: is("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            registers_settings: is("/workspace/didChangeConfiguration/dynamicRegistration"),
            configuration: is("/workspace/configuration"),
            progress: is("/window/workDoneProgress"),
        }
    }
}

/// What a completion is asked for behind, beside letters: quotes and separators, and digits, which a unit follows.
const TRIGGERS: [&str; 16] = [
    "\"", ":", " ", "\t", "|", "：", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9",
];

/// What the server offers a client.
pub(crate) fn offered(client: &Capabilities) -> ServerCapabilities {
    let no_progress = || WorkDoneProgressOptions::default();
    ServerCapabilities {
        position_encoding: Some(client.encoding.kind()),
        text_document_sync: Some(
            TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::Incremental),
                save: Some(true.into()),
                ..TextDocumentSyncOptions::default()
            }
            .into(),
        ),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(TRIGGERS.map(str::to_owned).into()),
            completion_item: Some(ServerCompletionItemOptions {
                label_details_support: Some(true),
            }),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(true.into()),
        definition_provider: Some(true.into()),
        references_provider: Some(true.into()),
        document_highlight_provider: Some(true.into()),
        document_symbol_provider: Some(true.into()),
        code_action_provider: Some(
            CodeActionOptions {
                code_action_kinds: Some(vec![
                    CodeActionKind::QuickFix,
                    CodeActionKind::new(FIX_ALL),
                    CodeActionKind::RefactorRewrite,
                ]),
                resolve_provider: Some(true),
                ..CodeActionOptions::default()
            }
            .into(),
        ),
        code_lens_provider: Some(CodeLensOptions::default()),
        document_formatting_provider: Some(true.into()),
        folding_range_provider: Some(true.into()),
        selection_range_provider: Some(true.into()),
        inlay_hint_provider: Some(InlayHintOptions::default().into()),
        semantic_tokens_provider: Some(
            SemanticTokensOptions {
                legend: SemanticTokensLegend {
                    token_types: SEMANTIC_TOKEN_TYPES.map(str::to_owned).into(),
                    token_modifiers: Vec::new(),
                },
                range: None,
                full: Some(Full::Bool(true)),
                work_done_progress_options: no_progress(),
            }
            .into(),
        ),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: commands().map(str::to_owned).collect(),
            work_done_progress_options: no_progress(),
        }),
        // A client that pulls is pushed to only of what it does not pull, and one that does not is not told of pulling.
        diagnostic_provider: client.pulls.then(|| {
            DiagnosticProvider::from(DiagnosticOptions {
                identifier: Some("evallint".to_owned()),
                inter_file_dependencies: false,
                workspace_diagnostics: true,
                work_done_progress_options: WorkDoneProgressOptions {
                    work_done_progress: Some(true),
                },
            })
        }),
        workspace: Some(WorkspaceOptions {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(ChangeNotifications::Bool(true)),
            }),
            ..WorkspaceOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_client_that_says_nothing_gets_what_every_client_knows() {
        let said =
            Capabilities::read(&json!({ "textDocument": 3, "general": { "positionEncodings": "utf-8" } }));
        assert_eq!(said.encoding, Encoding::Utf16);
        assert!(!said.pulls);
        assert!(offered(&said).diagnostic_provider.is_none());
    }

    #[test]
    fn of_the_encodings_the_first_known_one_is_taken() {
        let said = |names: &[&str]| {
            Capabilities::read(&json!({ "general": { "positionEncodings": names } })).encoding
        };
        assert_eq!(said(&["utf-7", "utf-32", "utf-8"]), Encoding::Utf32);
        assert_eq!(said(&["utf-8", "utf-16"]), Encoding::Utf8);
        assert_eq!(said(&[]), Encoding::Utf16);
    }

    #[test]
    fn what_a_client_does_in_one_way_is_not_offered_in_two() {
        let pulls = Capabilities::read(&json!({ "textDocument": { "diagnostic": {} } }));
        assert!(pulls.pulls && offered(&pulls).diagnostic_provider.is_some());
    }
}
