//! What all pages have in common.

use evallint_linter::Language;
use maud::{DOCTYPE, Markup, html};

use crate::Site;
use crate::language::{LANGUAGES, other, said, tag};
use crate::markdown;
use crate::place::{self, Place, SCRIPT, STYLE, way};
use crate::search::Entry;
use crate::{downloads, form_reference, home, kit, rule_index, rule_page, usage, versions};

/// What the pages say they were made by.
const GENERATOR: &str = concat!("evallint ", env!("CARGO_PKG_VERSION"));

/// Styles and scripts are the site's own, and nothing else is loaded or run.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'";

/// Whether a page was made by this program, of whichever version.
pub(crate) fn is_made_here(page: &[u8]) -> bool {
    let mark = b"<meta name=\"generator\" content=\"evallint ";
    page.windows(mark.len()).take(1024).any(|window| window == mark)
}

/// The element that the content of a page begins with.
const CONTENT: &str = "content";

/// A page in one language.
pub(crate) struct Page<'s> {
    pub site: &'s Site<'s>,
    pub place: Place,
    pub language: Language,
    /// Where the page lies.
    pub path: String,
}

/// What a page has of its own.
pub(crate) struct Body {
    /// What the page is about, in one sentence.
    pub description: String,
    pub main: Markup,
    /// What leads to the parts of the page or to its neighbours.
    pub aside: Option<Markup>,
    /// What can be found on the page beside the page itself.
    pub parts: Vec<Entry>,
    /// What else the page is found by.
    pub keywords: String,
    pub text: String,
}

impl Body {
    pub(crate) fn new(description: impl Into<String>, main: Markup) -> Self {
        Self {
            description: description.into(),
            main,
            aside: None,
            parts: Vec::new(),
            keywords: String::new(),
            text: String::new(),
        }
    }

    /// Makes the headings of a text in Markdown found, and lists them beside the page.
    pub(crate) fn add_headings(&mut self, page: &Page<'_>, text: &str) {
        let sections = markdown::sections(text);
        self.aside = Some(html! {
            nav.aside aria-label=(page.said("本页内容", "On this page")) {
                ul { @for section in &sections { li { a href={ "#" (section.id) } { (section.title) } } } }
            }
        });
        let entries = sections.into_iter().map(|section| Entry {
            title: section.title,
            kind: page.place.label(page.language).into_owned(),
            address: format!("{}#{}", page.place.path(page.language), section.id),
            keywords: String::new(),
            text: section.words,
        });
        self.parts.extend(entries);
    }

    /// What can be found on the page.
    pub(crate) fn entries(&self, page: &Page<'_>) -> Vec<Entry> {
        let whole = Entry {
            title: page.place.title(page.language).into_owned(),
            kind: page.kind().to_owned(),
            address: page.path.clone(),
            keywords: self.keywords.clone(),
            text: if self.text.is_empty() {
                self.description.clone()
            } else {
                self.text.clone()
            },
        };
        let mut entries = vec![whole];
        entries.extend(self.parts.iter().cloned());
        entries
    }
}

impl<'s> Page<'s> {
    pub(crate) fn new(site: &'s Site<'s>, place: Place, language: Language, path: String) -> Self {
        Self {
            site,
            place,
            language,
            path,
        }
    }

    /// What the page has of its own.
    pub(crate) fn body(&self) -> Body {
        match self.place {
            Place::Home => home::body(self),
            Place::Usage => usage::body(self),
            Place::Form(form) => form_reference::body(self, form),
            Place::Rules => rule_index::body(self),
            Place::Rule(rule) => rule_page::body(self, rule),
            Place::Downloads => downloads::body(self),
            Place::Versions => versions::body(self),
            Place::Kit => kit::body(self),
        }
    }

    /// The one of two wordings that is in the page's language.
    pub(crate) fn said<T>(&self, zh: T, en: T) -> T {
        said(self.language, zh, en)
    }

    /// The way to another page in the same language.
    pub(crate) fn to(&self, place: Place) -> String {
        way(&self.path, &place.path(self.language))
    }

    /// The way to a part of another page.
    pub(crate) fn to_part(&self, place: Place, id: &str) -> String {
        if place.is(self.place) {
            format!("#{id}")
        } else {
            format!("{}#{id}", self.to(place))
        }
    }

    /// The way to a file.
    pub(crate) fn to_file(&self, path: &str) -> String {
        way(&self.path, path)
    }

    /// What the page is, where it is found.
    fn kind(&self) -> &'static str {
        match self.place {
            Place::Rule(_) => self.said("规则", "rule"),
            _ => self.said("页面", "page"),
        }
    }

    /// What the site is called.
    fn site_name(&self) -> &'static str {
        self.said("绩效自评表数据规范", "Self-evaluation forms")
    }

    fn window_title(&self) -> String {
        let title = self.place.title(self.language);
        match self.place {
            Place::Home => title.into_owned(),
            Place::Rule(rule) => format!("{title} {} · {}", rule.id, self.site_name()),
            _ => format!("{title} · {}", self.site_name()),
        }
    }

    /// The whole page.
    pub(crate) fn render(&self, body: &Body) -> String {
        let other = other(self.language);
        let main_class = if body.aside.is_some() {
            "with-aside"
        } else {
            "alone"
        };
        let whole = html! {
            (DOCTYPE)
            html lang=(tag(self.language)) {
                head {
                    meta charset="utf-8";
                    meta name="generator" content=(GENERATOR);
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="no-referrer";
                    meta name="description" content=(body.description);
                    title { (self.window_title()) }
                    link rel="stylesheet" href=(self.to_file(STYLE));
                    @for language in LANGUAGES {
                        link rel="alternate" hreflang=(tag(language))
                            href=(way(&self.path, &self.place.path(language)));
                    }
                    script src=(self.to_file(SCRIPT)) defer
                        data-index=(self.to_file(&place::search_index(self.language)))
                        data-copy=(self.said("复制", "Copy")) data-copied=(self.said("已复制", "Copied")) {}
                }
                body {
                    a.skip href={ "#" (CONTENT) } { (self.said("跳到正文", "Skip to the content")) }
                    header.site {
                        a.brand href=(self.to(Place::Home)) { (self.site_name()) }
                        (self.search_box())
                        a.language href=(way(&self.path, &self.place.path(other))) hreflang=(tag(other)) lang=(tag(other)) {
                            (said(other, "中文", "English"))
                        }
                        (self.sections())
                    }
                    div.page.(main_class) {
                        main id=(CONTENT) tabindex="-1" {
                            (self.breadcrumbs())
                            (body.main)
                        }
                        @if let Some(aside) = &body.aside { (aside) }
                    }
                    footer {
                        p {
                            (self.said("由 evallint ", "Made by evallint ")) (env!("CARGO_PKG_VERSION")) (self.said(" 生成。", ". "))
                            (self.said("本站地址：", "Address of this site: ")) code.address { (self.site.base.as_str()) }
                        }
                    }
                }
            }
        };
        whole.into_string()
    }

    fn sections(&self) -> Markup {
        let is_current = |place: Place| place.is(self.place);
        let holds = |place: Place| {
            self.place.parent().is_some_and(|parent| parent.is(place)) && !place.is(Place::Home)
        };
        html! {
            nav.sections aria-label=(self.said("主要页面", "Main pages")) {
                ul {
                    @for place in Place::sections() {
                        li {
                            a href=(self.to(place)) aria-current=[is_current(place).then_some("page").or(holds(place).then_some("true"))] {
                                (place.label(self.language))
                            }
                        }
                    }
                }
            }
        }
    }

    /// The pages that this one is part of.
    fn breadcrumbs(&self) -> Markup {
        let mut above: Vec<Place> =
            std::iter::successors(self.place.parent(), |place| place.parent()).collect();
        above.reverse();
        html! {
            @if !above.is_empty() {
                nav.breadcrumbs aria-label=(self.said("当前位置", "You are here")) {
                    ol {
                        @for place in above { li { a href=(self.to(place)) { (place.label(self.language)) } } }
                        li { span aria-current="page" { (self.place.title(self.language)) } }
                    }
                }
            }
        }
    }

    /// Where to search, which the script shows: without one it could not answer.
    fn search_box(&self) -> Markup {
        html! {
            div.search role="search" hidden {
                label for="search" { (self.said("搜索字段和规则", "Search fields and rules")) }
                input #search type="search" autocomplete="off" spellcheck="false" enterkeyhint="search"
                    placeholder=(self.said("搜索字段、规则", "Search fields, rules"));
                div #search-results .results hidden
                    data-count=(self.said("{count} 条结果", "{count} results"))
                    data-none=(self.said("没有找到", "Nothing found")) {
                    p #search-status role="status" {}
                    ol {}
                }
            }
        }
    }
}
