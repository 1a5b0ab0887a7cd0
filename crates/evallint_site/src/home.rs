//! Where readers begin.

use evallint_linter::PublicationKind;
use evallint_schema::{Dialect, FORMS, Form, KeyLanguage};
use maud::{Markup, html};

use crate::frame::{Body, Page};
use crate::language::keys_of;
use crate::place::Place;
use crate::published::Published;

pub(crate) fn body(page: &Page<'_>) -> Body {
    let description = page.said(
        "自评表的数据格式、字段含义和检查规则，供填报系统、审核工具和各类程序共同遵循。",
        "The data format, the fields and the rules of performance self-evaluation forms, for all programs that write, read or review them.",
    );
    let main = html! {
        h1 { (page.place.title(page.language)) }
        p.lead { (description) }
        ul.cards {
            @for form in FORMS { (form_card(page, form)) }
            (card(page, Place::Rules, page.said(
                "每条规则查什么、为什么会被退表、怎么改。收到检查提示的，从这里看起。",
                "What each rule finds, why forms go back for it, and what to do: where to look when something was found.",
            )))
            (card(page, Place::Usage, page.said(
                "在 VS Code 等编辑器、校验程序和代码生成工具中怎样引用。",
                "How to name the schemas in VS Code and other editors, in validators and in generators of code.",
            )))
            (card(page, Place::Downloads, page.said(
                "全部文件，附地址、大小和校验和。",
                "All files with their addresses, sizes and checksums.",
            )))
            (card(page, Place::Versions, page.said(
                "怎样编号，哪些改动算不兼容，改了什么。",
                "How the schemas are numbered, which changes are breaking, and what has changed.",
            )))
            (card(page, Place::Kit, page.said(
                "有效和无效的表各附应有的结论，供别的程序检验自己。",
                "Valid and invalid forms with what is to be said of each, for other programs to test themselves by.",
            )))
        }
        h2 #which { (page.said("选哪个文件", "Which file for what")) }
        (choice(page))
    };
    let mut body = Body::new(description, main);
    "evallint JSON Schema".clone_into(&mut body.keywords);
    body
}

fn form_card(page: &Page<'_>, form: &'static Form) -> Markup {
    let what = page.said(
        "每个字段的含义、格式、算法和示例，以及表的版式。",
        "Each field with its meaning, format, formula and example, and the printed layout.",
    );
    let about = page.language.wording(form.doc);
    card(
        page,
        Place::Form(form),
        &page.said(format!("{about}{what}"), format!("{about} {what}")),
    )
}

fn card(page: &Page<'_>, place: Place, what: &str) -> Markup {
    html! {
        li {
            h2 { a href=(page.to(place)) { (place.title(page.language)) } }
            p { (what) }
        }
    }
}

/// The files by what they are for. Of a form there is one with the keys of each language.
fn choice(page: &Page<'_>) -> Markup {
    let is_of_form = |published: &&Published| matches!(published.kind, PublicationKind::Form(_));
    let others = page
        .site
        .published
        .iter()
        .filter(|published| !is_of_form(published));
    html! {
        @for form in FORMS {
            h3 { (Place::Form(form).title(page.language)) }
            dl.choice {
                @for dialect in Dialect::ALL {
                    (purpose(page, &of_dialect(page, form, dialect)))
                }
            }
        }
        h3 { (page.said("其他", "Others")) }
        dl.choice { @for published in others { (purpose(page, &[published])) } }
    }
}

/// The schemas of a form for the same readers, that with the keys of the page's language first.
fn of_dialect<'s>(page: &Page<'s>, form: &'static Form, dialect: Dialect) -> Vec<&'s Published> {
    let published = page.site.published.iter();
    let mut files: Vec<_> = published
        .filter(|published| published.is_of(form, dialect))
        .collect();
    files.sort_by_key(|published| published.keys() != Some(keys_of(page.language)));
    files
}

/// Files that are for the same.
fn purpose(page: &Page<'_>, files: &[&Published]) -> Markup {
    let what = files
        .first()
        .map(|published| published.kind.purpose(page.language));
    html! {
        div {
            dt { (what.unwrap_or_default()) }
            @for published in files {
                dd {
                    a href=(page.to_file(&published.path)) { (label(page, published)) }
                    code.address { (page.site.base.join(&published.path)) }
                }
            }
        }
    }
}

/// What tells a file from the others that are for the same.
fn label(page: &Page<'_>, published: &Published) -> String {
    match published.keys() {
        Some(KeyLanguage::Chinese) => page.said("中文字段名", "Chinese keys").to_owned(),
        Some(KeyLanguage::English) => page.said("英文字段名", "English keys").to_owned(),
        None => published.kind.title(page.language),
    }
}
