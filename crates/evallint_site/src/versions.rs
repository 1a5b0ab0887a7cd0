//! How the schemas are numbered, and what has changed.

use maud::html;

use crate::frame::{Body, Page};
use crate::markdown::{self, in_language};

/// The policy and the changelog, which lie beside the schemas.
const TEXT: &str = include_str!("../../../schemas/VERSIONS.md");

pub(crate) fn body(page: &Page<'_>) -> Body {
    let text = in_language(TEXT, page.language);
    let description = page.said(
        "JSON Schema 怎样编号，哪些改动算不兼容，以及改动记录。",
        "How the JSON Schemas are numbered, which changes are breaking, and what has changed.",
    );
    let main = html! {
        h1 { (page.place.title(page.language)) }
        (markdown::markup(page, text))
    };
    let mut body = Body::new(description, main);
    body.add_headings(page, text);
    "changelog 更新 改动 兼容 compatibility".clone_into(&mut body.keywords);
    body
}
