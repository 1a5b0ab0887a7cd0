//! A verdict as a page for who has no editor: the form as it is printed, each finding in its place, and the list of them.
//!
//! The page needs no script and asks for nothing. Every cell and every mark tells its field by `data-pointer`; `mark-N` is
//! where the finding `finding-N` is about.

mod finding_list;
mod form_table;
mod passage;
mod places;
mod shown;
mod words;

use std::path::Path;
use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use evallint_linter::{Language, Linter, Report, Severity};
use evallint_schema::{FORMS, Role};
use evallint_syntax::Source;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::content::Content;
use crate::{PAGE_STYLE, is_whole, loss, reading};

use finding_list::{FindingList, SEVERITIES, count};
use form_table::FormTable;
use places::{Passages, Places};
use shown::Shown;
use words::Words;

static STYLE: LazyLock<String> = LazyLock::new(|| [PAGE_STYLE, include_str!("report.css")].concat());

/// Nothing may be loaded or run; of styles only the page's own.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let digest = BASE64.encode(Sha256::digest(STYLE.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'")
});

/// What the page says it was made by.
const GENERATOR: &str = concat!("evallint ", env!("CARGO_PKG_VERSION"));

/// How many lines are shown around one with a finding.
const LINES_AROUND: u32 = 2;

/// The verdict on a source as an HTML page. What cannot be read as a form is shown as the lines that are in question.
#[must_use]
pub fn report_page(source: &Source, verdict: &Report, language: Language) -> String {
    let words = Words::of(language);
    let linter = Linter::standard();
    let view = linter.read(source);
    let view = view.as_ref();
    let readable = view.filter(|view| view.is_recognized() && is_whole(view));
    let content = view.and_then(|view| reading::content_of(view, &[], |_| false));
    let content = content.as_ref().map(|(content, _)| content);
    let items = view.map(form_table::items_of).unwrap_or_default();
    let mut passages = Passages::default();
    let table = readable
        .zip(content)
        .map(|(view, content)| form_table::lay_out(view, content, &items, &mut passages));
    let mut places = Places::new(source, passages, form_table::present(&items));
    for (index, finding) in verdict.diagnostics.iter().enumerate() {
        places.mark(index, finding);
    }
    if table.is_none() {
        places.show_around(LINES_AROUND);
    }
    let mut relate = |finding: &evallint_linter::Diagnostic| {
        let related = finding.related.iter();
        related
            .map(|related| places.relate(&related.pointer, related.range))
            .collect()
    };
    let related = verdict.diagnostics.iter().map(&mut relate).collect();
    let form = view.map(evallint_linter::DocumentView::form);
    let page = Page {
        source,
        verdict,
        words,
        content,
        table: table.as_ref(),
        is_recognized: view.is_some_and(evallint_linter::DocumentView::is_recognized),
        list: form.or_else(|| FORMS.first().copied()).map(|form| FindingList {
            source,
            form,
            findings: &verdict.diagnostics,
            related,
            words,
        }),
        places: &places,
    };
    page.render().into_string()
}

/// Whether a file is a page that was made here before, which may be made anew.
#[must_use]
pub fn is_report_page(text: &str) -> bool {
    let start = text.get(..text.floor_char_boundary(1024)).unwrap_or_default();
    start.starts_with(DOCTYPE.0) && start.contains("<meta name=\"generator\" content=\"evallint ")
}

struct Page<'p> {
    source: &'p Source,
    verdict: &'p Report,
    words: &'p Words,
    content: Option<&'p Content>,
    table: Option<&'p FormTable>,
    is_recognized: bool,
    list: Option<FindingList<'p>>,
    places: &'p Places<'p>,
}

impl Page<'_> {
    fn render(&self) -> Markup {
        let words = self.words;
        html! {
            (DOCTYPE)
            html lang=(words.tag) {
                head {
                    meta charset="utf-8";
                    meta name="generator" content=(GENERATOR);
                    meta http-equiv="Content-Security-Policy" content=(*POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (Shown(&self.name())) }
                    style { (PreEscaped(STYLE.as_str())) }
                }
                body {
                    a.skip href="#findings" { (words.to_findings) }
                    (self.header())
                    main {
                        (self.document())
                        (self.findings())
                    }
                    footer { p { (words.made_by()) } }
                }
            }
        }
    }

    /// What the window is called.
    fn name(&self) -> String {
        let about: Vec<String> = [Role::Office, Role::Year]
            .into_iter()
            .filter_map(|role| self.written(role))
            .collect();
        let about = loss::excerpt(&about.join(" "));
        if about.is_empty() {
            self.words.kind.to_owned()
        } else {
            format!("{about} · {}", self.words.kind)
        }
    }

    /// What is written in the field of the document with this role.
    fn written(&self, role: Role) -> Option<String> {
        let content = self.content?;
        let field = content.form.fields.iter().find(|field| field.role == role)?;
        let written = content.root.member(field)?.written()?;
        Some(written.into_owned())
    }

    fn header(&self) -> Markup {
        let words = self.words;
        let file = Path::new(self.source.path()).file_name();
        let file = file
            .map(|name| name.to_string_lossy())
            .filter(|name| *name != "-");
        let office = self.written(Role::Office);
        let year = self.written(Role::Year);
        html! {
            header {
                p.kind { (words.kind) }
                h1 lang="zh-CN" { (self.title()) }
                dl.particulars {
                    div { dt { (words.office) } dd { (self.given(office.as_deref())) } }
                    div { dt { (words.year) } dd { (self.given(year.as_deref())) } }
                    @if let Some(file) = file {
                        div { dt { (words.file) } dd { span.file { (Shown(&file)) } } }
                    }
                }
                (self.summary())
            }
        }
    }

    fn title(&self) -> Markup {
        let shown = self.table.and_then(|table| self.places.passage(table.title));
        let form = self.list.as_ref().map(|list| list.form.title);
        html! {
            @if let Some(title) = shown { (title.render(&self.verdict.diagnostics, self.words)) }
            @else { (form.unwrap_or_default()) }
        }
    }

    fn given(&self, written: Option<&str>) -> Markup {
        html! {
            @if let Some(written) = written { span lang="zh-CN" { (Shown(written)) } }
            @else { span.blank { (self.words.unknown) } }
        }
    }

    /// The counts, which show how words of each severity are marked.
    fn summary(&self) -> Markup {
        let words = self.words;
        let worst = self.verdict.worst();
        html! {
            section.summary aria-labelledby="summary" {
                h2 id="summary" { (words.summary) }
                ul.counts {
                    @for severity in SEVERITIES { (self.count(severity)) }
                }
                p.verdict.(worst.map_or("clean", Severity::as_str)) { (words.verdict(worst)) }
                @if self.verdict.suppressed > 0 {
                    p.suppressed { (words.suppressed(self.verdict.suppressed)) }
                }
            }
        }
    }

    fn count(&self, severity: Severity) -> Markup {
        let count = count(&self.verdict.diagnostics, severity);
        let shown = html! {
            span.number { (count) } " " (passage::sample(severity, self.words.severities(severity)))
        };
        html! {
            li.(severity.as_str()) {
                @if count > 0 { a href={ "#" (severity.as_str()) } { (shown) } } @else { (shown) }
            }
        }
    }

    /// The form, or what of the source is in question.
    fn document(&self) -> Markup {
        let words = self.words;
        html! {
            section.document aria-labelledby="document" {
                @if let Some(table) = self.table {
                    h2 id="document" { (words.form) }
                    div.sheet role="group" aria-labelledby="document" tabindex="0" {
                        (table.render(self.places, &self.verdict.diagnostics, words))
                    }
                    @if self.places.lines().next().is_some() {
                        h3 { (words.outside) }
                        (self.lines())
                    }
                } @else {
                    h2 id="document" { (words.source) }
                    p.note { (if self.is_recognized { words.broken } else { words.no_form }) }
                    (self.lines())
                }
            }
        }
    }

    /// The lines of the source that are shown, with their numbers.
    fn lines(&self) -> Markup {
        let mut last = 0;
        html! {
            ol.lines {
                @for (line, passage) in self.places.lines() {
                    @let follows = line <= last + 1;
                    @let () = last = line;
                    li.line.apart[!follows] value=(line) {
                        span lang="zh-CN" { (passage.render(&self.verdict.diagnostics, self.words)) }
                    }
                }
            }
        }
    }

    fn findings(&self) -> Markup {
        let words = self.words;
        html! {
            section.list aria-labelledby="findings" {
                h2 id="findings" tabindex="-1" { (words.findings) }
                @if self.verdict.diagnostics.is_empty() { p { (words.none_found) } }
                @if let Some(list) = &self.list { (list.render()) }
            }
        }
    }
}
