//! `textDocument/definition`, `references` and `documentHighlight`: a form has these between what belongs together.

use evallint_linter::DocumentView;
use evallint_syntax::ByteRange;
use lsp_types::{Definition, DefinitionResponse, DocumentHighlight, Location};

use super::Place;
use crate::document::Form;
use crate::features::links;
use crate::server::Server;

/// Answers where what stands at a position comes from.
pub(super) fn definition(server: &Server, place: &Place) -> Option<DefinitionResponse> {
    let found = locations(server, place, links::definition);
    found.map(|locations| Definition::LocationList(locations).into())
}

/// Answers where what stands at a position is used.
pub(super) fn references(server: &Server, place: &Place) -> Option<Vec<Location>> {
    locations(server, place, links::references)
}

/// Answers with all that belongs to what stands at a position.
pub(super) fn highlights(server: &Server, place: &Place) -> Option<Vec<DocumentHighlight>> {
    found(server, place, links::highlights).map(|(form, ranges)| {
        let highlights = ranges
            .into_iter()
            .map(|range| DocumentHighlight::new(form.positions.range(range), None));
        highlights.collect()
    })
}

fn locations(
    server: &Server,
    place: &Place,
    look: impl Fn(&DocumentView<'_>, u32) -> Vec<ByteRange>,
) -> Option<Vec<Location>> {
    let (form, ranges) = found(server, place, look)?;
    let locate = |range| Location::new(form.document.uri.clone(), form.positions.range(range));
    Some(ranges.into_iter().map(locate).collect())
}

fn found<'s>(
    server: &'s Server,
    place: &Place,
    look: impl Fn(&DocumentView<'_>, u32) -> Vec<ByteRange>,
) -> Option<(Form<'s>, Vec<ByteRange>)> {
    let form = server.form(&place.text_document.uri)?;
    let ranges = look(&form.view()?, form.at(place.position));
    Some((form, ranges))
}
