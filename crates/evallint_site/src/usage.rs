//! How to go by the schemas in editors and programs.

use evallint_linter::PublicationKind;
use evallint_schema::Dialect;
use maud::html;

use crate::frame::{Body, Page};
use crate::language::keys_of;
use crate::markdown::{self, in_language};
use crate::place::{Place, rule_pages};

const TEXT: &str = include_str!("usage.md");

pub(crate) fn body(page: &Page<'_>) -> Body {
    let text = fill_in(page, in_language(TEXT, page.language));
    let description = page.said(
        "怎样在 VS Code 等编辑器、校验程序和代码生成工具中使用这些 JSON Schema。",
        "How to go by the JSON Schemas in VS Code and other editors, in validators and in generators of code.",
    );
    let main = html! {
        h1 { (page.place.title(page.language)) }
        p.lead { (description) }
        (markdown::markup(page, &text))
    };
    let mut body = Body::new(description, main);
    body.add_headings(page, &text);
    "VS Code JSON YAML $schema ajv TypeScript Python rulePages".clone_into(&mut body.keywords);
    body
}

/// Puts the addresses of this site in the examples.
fn fill_in(page: &Page<'_>, text: &str) -> String {
    let base = page.site.base;
    let of_form = |dialect| {
        let keys = keys_of(page.language);
        address(
            page,
            |kind| matches!(kind, PublicationKind::Form(form) if form.dialect == dialect && form.keys == keys),
        )
    };
    [
        ("{base}", base.as_str().to_owned()),
        ("{strict}", of_form(Dialect::Strict)),
        ("{editor}", of_form(Dialect::Editor)),
        (
            "{settings}",
            address(page, |kind| matches!(kind, PublicationKind::Settings)),
        ),
        (
            "{catalog}",
            address(page, |kind| matches!(kind, PublicationKind::Catalog)),
        ),
        ("{rule-pages}", rule_pages(base, page.language)),
        ("{rules}", page.to(Place::Rules)),
    ]
    .iter()
    .fold(text.to_owned(), |text, (blank, value)| text.replace(blank, value))
}

/// The address of the first published file of a kind.
fn address(page: &Page<'_>, is_wanted: impl Fn(PublicationKind) -> bool) -> String {
    let found = page
        .site
        .published
        .iter()
        .find(|published| is_wanted(published.kind));
    found
        .map(|published| page.site.base.join(&published.path))
        .unwrap_or_default()
}
