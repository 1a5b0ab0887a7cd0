//! `textDocument/completion`.

use evallint_syntax::Format;
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, InsertTextFormat, InsertTextMode, Position, Range,
    TextEdit,
};

use super::Place;
use crate::document::Form;
use crate::features::completion::{Completion, CompletionKind, Insertion, complete};
use crate::markup::markup;
use crate::server::Server;

/// Answers with what may be written at a position. An empty document may become a form, whatever it is called.
pub(super) fn answer(server: &Server, place: &Place) -> Option<CompletionList> {
    let list = || {
        let form = server.form_or_blank(&place.text_document.uri)?;
        let found = complete(form.source, form.at(place.position), form.language);
        Some(CompletionList {
            is_incomplete: false,
            items: found
                .into_iter()
                .map(|completion| item(server, form, completion))
                .collect(),
            ..CompletionList::default()
        })
    };
    list()
}

fn item(server: &Server, form: Form<'_>, completion: Completion) -> CompletionItem {
    let Completion {
        label,
        kind,
        detail,
        documentation,
        replace,
        insert,
        insert_snippet,
        filter,
        rank,
        also,
    } = completion;
    let snippet = insert_snippet.filter(|_| server.client_can.snippets);
    let format = if snippet.is_some() {
        InsertTextFormat::Snippet
    } else {
        InsertTextFormat::PlainText
    };
    // A snippet is indented from the line that it goes into, plain text from the margin. The tabs that a row of a table
    // begins with are no indentation, of which an editor would make blanks.
    let mode = if snippet.is_some() && form.source.format() != Format::Table {
        InsertTextMode::AdjustIndentation
    } else {
        InsertTextMode::AsIs
    };
    let range = form.positions.range(replace);
    CompletionItem {
        label,
        kind: Some(kind_of(kind)),
        detail,
        documentation: documentation.map(|text| markup(text, server.client_can.completion_markdown).into()),
        // Texts are compared letter by letter.
        sort_text: Some(format!("{rank:05}")),
        filter_text: filter,
        insert_text_format: Some(format),
        insert_text_mode: Some(mode),
        text_edit: Some(TextEdit::new(range, snippet.unwrap_or(insert)).into()),
        additional_text_edits: also.map(|insertion| vec![inserted(form, insertion)]),
        ..CompletionItem::default()
    }
}

fn inserted(form: Form<'_>, insertion: Insertion) -> TextEdit {
    let at: Position = form.positions.position(insertion.at);
    TextEdit::new(Range::new(at, at), insertion.text.to_owned())
}

fn kind_of(kind: CompletionKind) -> CompletionItemKind {
    match kind {
        CompletionKind::Key => CompletionItemKind::Property,
        CompletionKind::Value => CompletionItemKind::Value,
        CompletionKind::Unit => CompletionItemKind::Unit,
        CompletionKind::Snippet => CompletionItemKind::Snippet,
        CompletionKind::Label => CompletionItemKind::Field,
    }
}
