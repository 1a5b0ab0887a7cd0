//! `textDocument/documentSymbol`.

use lsp_types::{
    BaseSymbolInformation, DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location,
    SymbolInformation, SymbolKind,
};

use crate::document::Form;
use crate::features::symbols::{self, Symbol, symbols};
use crate::server::Server;

/// Answers with the outline, in levels where the client can show them.
pub(super) fn answer(server: &Server, params: &DocumentSymbolParams) -> Option<DocumentSymbolResponse> {
    let outline = || {
        let form = server.form(&params.text_document.uri)?;
        let symbols = symbols(&form.view()?);
        if server.client_can.nested_symbols {
            let nested: Vec<_> = symbols.into_iter().map(|symbol| nested(form, symbol)).collect();
            return Some(nested.into());
        }
        let mut flat = Vec::new();
        for symbol in symbols {
            flatten(form, symbol, None, &mut flat);
        }
        Some(flat.into())
    };
    outline()
}

fn nested(form: Form<'_>, symbol: Symbol) -> DocumentSymbol {
    let children: Vec<_> = symbol
        .children
        .into_iter()
        .map(|child| nested(form, child))
        .collect();
    DocumentSymbol::new(
        symbol.name,
        symbol.detail,
        kind_of(symbol.kind),
        None,
        None,
        form.positions.range(symbol.range),
        form.positions.range(symbol.selection),
        (!children.is_empty()).then_some(children),
    )
}

fn flatten(form: Form<'_>, symbol: Symbol, within: Option<&str>, flat: &mut Vec<SymbolInformation>) {
    let range = form.positions.range(symbol.range);
    for child in symbol.children {
        flatten(form, child, Some(&symbol.name), flat);
    }
    let base = BaseSymbolInformation {
        name: symbol.name,
        kind: kind_of(symbol.kind),
        tags: None,
        container_name: within.map(str::to_owned),
    };
    flat.push(SymbolInformation::new(
        None,
        Location::new(form.document.uri.clone(), range),
        base,
    ));
}

fn kind_of(kind: symbols::SymbolKind) -> SymbolKind {
    match kind {
        symbols::SymbolKind::Section => SymbolKind::Module,
        symbols::SymbolKind::Task => SymbolKind::Class,
        symbols::SymbolKind::Indicator => SymbolKind::Field,
        symbols::SymbolKind::Number => SymbolKind::Number,
        symbols::SymbolKind::Text => SymbolKind::String,
    }
}
