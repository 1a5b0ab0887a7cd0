//! `textDocument/codeAction` and `codeAction/resolve`.

use evallint_convert::Target;
use evallint_linter::{Diagnostic, Edit};
use evallint_syntax::ByteRange;
use lsp_types::{
    CodeAction, CodeActionDisabled, CodeActionKind, CodeActionParams, CreateFile, CreateFileOptions,
    DocumentChange, OptionalVersionedTextDocumentIdentifier, Position, Range, TextDocumentEdit,
    TextDocumentIdentifier, TextEdit, Uri, WorkspaceEdit,
};
use serde::{Deserialize, Serialize};

use crate::diagnostics::Telling;
use crate::document::Form;
use crate::features::actions::{self, Action, Deed};
use crate::file_uri;
use crate::refusal::Refusal;
use crate::server::Server;

/// The kind of the action that makes all fixes that are always right, for those who have it done at each saving.
pub(crate) const FIX_ALL: &str = "source.fixAll.evallint";

/// What an action is to do once it is chosen.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Intent {
    uri: Uri,
    /// The version of the document that it was offered for.
    version: i32,
    task: Task,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Task {
    FixAll,
    /// Allow the finding of a rule about a field.
    Suppress {
        rule: String,
        pointer: String,
    },
    ToYaml,
    ToJson,
    ToText,
}

impl Task {
    fn to(target: Target) -> Option<Self> {
        match target {
            Target::Yaml => Some(Self::ToYaml),
            Target::Json => Some(Self::ToJson),
            Target::Text => Some(Self::ToText),
            Target::Markdown | Target::Html | Target::Tsv => None,
        }
    }
}

/// Answers `textDocument/codeAction`.
pub(super) fn offer(server: &Server, params: &CodeActionParams) -> Result<Option<Vec<CodeAction>>, Refusal> {
    let Some(form) = server.form(&params.text_document.uri) else {
        return Ok(None);
    };
    let only = params.context.only.as_ref();
    let wants = |kind: &CodeActionKind| {
        let kind = String::from(kind.clone());
        only.is_none_or(|only| {
            only.iter()
                .any(|wanted| covers(&String::from(wanted.clone()), &kind))
        })
    };
    let mut offered = Vec::new();
    if wants(&CodeActionKind::QuickFix) {
        let range = form.positions.bytes(params.range);
        offered.extend(quick_fixes(server, form, range));
        offered.extend(suppressions(server, form, range));
    }
    // One entry is enough: it is a quick fix only for who asks for those alone.
    let kinds = [CodeActionKind::new(FIX_ALL), CodeActionKind::QuickFix];
    if let Some(kind) = kinds.into_iter().find(wants) {
        offered.extend(fix_all(server, form, kind)?);
    }
    if wants(&CodeActionKind::RefactorRewrite) {
        let conversions = conversions(server, form).into_iter();
        offered.extend(conversions.filter_map(|action| resolved_or_disabled(server, form, action)));
    }
    Ok(Some(offered))
}

/// Answers `codeAction/resolve`.
pub(super) fn resolve(server: &Server, action: &CodeAction) -> Result<CodeAction, Refusal> {
    let intent = action.data.clone().unwrap_or_default();
    let Ok(intent) = serde_json::from_value::<Intent>(intent) else {
        // An action without an intent is whole already.
        return Ok(action.clone());
    };
    let form = server
        .form(&intent.uri)
        .filter(|form| form.document.version == intent.version);
    let form = form.ok_or_else(Refusal::modified)?;
    done(server, form, action.clone(), intent.task)
}

/// Whether a kind that is wished for takes in another.
fn covers(wanted: &str, kind: &str) -> bool {
    wanted.is_empty()
        || kind == wanted
        || kind
            .strip_prefix(wanted)
            .is_some_and(|rest| rest.starts_with('.'))
}

fn quick_fixes(server: &Server, form: Form<'_>, range: ByteRange) -> Vec<CodeAction> {
    let Some(report) = form.report() else {
        return Vec::new();
    };
    let telling = telling(server, form);
    actions::for_findings(report, range, form.language)
        .into_iter()
        .filter_map(|action| {
            let Action {
                title,
                finding,
                is_preferred,
                deed,
            } = action;
            let (edit, disabled) = match deed {
                Deed::Edits(edits) => (Some(workspace_edit(server, form, &edits)), None),
                Deed::Impossible(reason) => (None, Some(CodeActionDisabled { reason })),
            };
            if disabled.is_some() && !server.client_can.disabled_code_actions {
                return None;
            }
            let found = report.diagnostics.get(finding);
            Some(CodeAction {
                title,
                kind: Some(CodeActionKind::QuickFix),
                diagnostics: found.map(|found| vec![telling.one(found)]),
                is_preferred: is_preferred.then_some(true),
                edit,
                disabled,
                ..CodeAction::default()
            })
        })
        .collect()
}

/// Where to say that a finding is allowed takes some checks to find, which a client that resolves need not wait for.
fn suppressions(server: &Server, form: Form<'_>, range: ByteRange) -> Vec<CodeAction> {
    let Some(report) = form.report() else {
        return Vec::new();
    };
    let telling = telling(server, form);
    actions::suppressible(report, range, form.language)
        .into_iter()
        .filter_map(|(found, title)| {
            let task = Task::Suppress {
                rule: found.rule.id.to_owned(),
                pointer: found.pointer.to_string(),
            };
            let action = CodeAction {
                title,
                kind: Some(CodeActionKind::QuickFix),
                diagnostics: Some(vec![telling.one(found)]),
                data: intent(form, task),
                ..CodeAction::default()
            };
            resolved_where_needed(server, form, action).ok()
        })
        .collect()
}

fn telling<'s>(server: &'s Server, form: Form<'s>) -> Telling<'s> {
    Telling::new(
        &form.document.uri,
        form.source,
        form.file(),
        form.configuration,
        &server.client_can,
    )
}

fn fix_all(server: &Server, form: Form<'_>, kind: CodeActionKind) -> Result<Option<CodeAction>, Refusal> {
    let count = form.report().map_or(0, actions::count_safe);
    if count == 0 {
        return Ok(None);
    }
    let action = CodeAction {
        title: actions::fix_all_title(count, form.language),
        kind: Some(kind),
        data: intent(form, Task::FixAll),
        ..CodeAction::default()
    };
    resolved_where_needed(server, form, action).map(Some)
}

fn conversions(server: &Server, form: Form<'_>) -> Vec<CodeAction> {
    // A client that makes files takes the edits that go with them, also where it takes none of a certain version.
    if !server.client_can.creates_files || form.file().is_none() {
        return Vec::new();
    }
    let offered = actions::conversions(form.source, form.language);
    offered
        .into_iter()
        .filter_map(|(target, title)| {
            Some(CodeAction {
                title,
                kind: Some(CodeActionKind::RefactorRewrite),
                data: intent(form, Task::to(target)?),
                ..CodeAction::default()
            })
        })
        .collect()
}

fn intent(form: Form<'_>, task: Task) -> Option<serde_json::Value> {
    serde_json::to_value(Intent {
        uri: form.document.uri.clone(),
        version: form.document.version,
        task,
    })
    .ok()
}

/// The action as a client takes it that may not ask for its edit later. One that cannot be done must not cost the others:
/// it is offered with the reason, where the client shows that.
fn resolved_or_disabled(server: &Server, form: Form<'_>, action: CodeAction) -> Option<CodeAction> {
    match resolved_where_needed(server, form, action.clone()) {
        Ok(action) => Some(action),
        Err(refusal) => server.client_can.disabled_code_actions.then(|| CodeAction {
            disabled: Some(CodeActionDisabled {
                reason: refusal.message,
            }),
            data: None,
            ..action
        }),
    }
}

/// The action with its edit, for a client that does not ask for it later.
fn resolved_where_needed(server: &Server, form: Form<'_>, action: CodeAction) -> Result<CodeAction, Refusal> {
    if server.client_can.resolves_code_actions {
        return Ok(action);
    }
    let intent = action.data.clone().unwrap_or_default();
    match serde_json::from_value::<Intent>(intent) {
        Ok(intent) => done(server, form, action, intent.task),
        Err(_) => Ok(action),
    }
}

/// The action with its edit.
fn done(server: &Server, form: Form<'_>, action: CodeAction, task: Task) -> Result<CodeAction, Refusal> {
    let settings = || form.configuration.settings_for(form.file());
    let edit = match task {
        Task::FixAll => workspace_edit(server, form, &actions::fix_all(form.source, &settings())),
        Task::Suppress { rule, pointer } => {
            let report = form.report().ok_or_else(Refusal::modified)?;
            let is_meant = |found: &&Diagnostic| found.rule.id == rule && found.pointer.as_str() == pointer;
            let found = report
                .diagnostics
                .iter()
                .find(is_meant)
                .ok_or_else(Refusal::modified)?;
            let edits = actions::suppression(form.source, &settings(), found, form.language)
                .ok_or_else(|| Refusal::failed(actions::not_suppressed(form.language)))?;
            workspace_edit(server, form, &edits)
        }
        Task::ToYaml => conversion(form, Target::Yaml)?,
        Task::ToJson => conversion(form, Target::Json)?,
        Task::ToText => conversion(form, Target::Text)?,
    };
    Ok(CodeAction {
        edit: Some(edit),
        data: None,
        ..action
    })
}

/// A new file beside the document with the form in another writing.
fn conversion(form: Form<'_>, target: Target) -> Result<WorkspaceEdit, Refusal> {
    let text = actions::converted(form.source, target, form.language).map_err(Refusal::failed)?;
    let file = form.file().ok_or_else(Refusal::modified)?;
    let uri = file_uri::uri_of(&file_uri::beside(file, target.extension()));
    let start = Position::new(0, 0);
    let create = CreateFile {
        uri: uri.clone(),
        options: Some(CreateFileOptions {
            overwrite: Some(false),
            ignore_if_exists: Some(false),
        }),
        annotation_id: None,
    };
    let content = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier::new(None, TextDocumentIdentifier::new(uri)),
        edits: vec![TextEdit::new(Range::new(start, start), text).into()],
    };
    Ok(WorkspaceEdit {
        document_changes: Some(vec![DocumentChange::CreateFile(create), content.into()]),
        ..WorkspaceEdit::default()
    })
}

/// The edits of a document as the client takes them.
fn workspace_edit(server: &Server, form: Form<'_>, edits: &[Edit]) -> WorkspaceEdit {
    let edits = edits
        .iter()
        .map(|edit| TextEdit::new(form.positions.range(edit.range), edit.text.clone()));
    let uri = form.document.uri.clone();
    if server.client_can.document_changes {
        let document = OptionalVersionedTextDocumentIdentifier::new(
            Some(form.document.version),
            TextDocumentIdentifier::new(uri),
        );
        let edits = edits.map(Into::into).collect();
        WorkspaceEdit {
            document_changes: Some(vec![TextDocumentEdit::new(document, edits).into()]),
            ..WorkspaceEdit::default()
        }
    } else {
        WorkspaceEdit {
            changes: Some([(uri, edits.collect())].into()),
            ..WorkspaceEdit::default()
        }
    }
}
