//! Pages that are written in Markdown.

use evallint_linter::{Language, rule_named};
use maud::{Markup, PreEscaped, html};
use pulldown_cmark::html::push_html;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::frame::Page;
use crate::language::said;
use crate::place::Place;

/// The line between the Chinese half of a text and the English one.
const BETWEEN_LANGUAGES: &str = "\n---\n";

/// A part of a text with a heading of the second level.
pub(crate) struct Section {
    pub id: String,
    pub title: String,
    /// What is said in it.
    pub words: String,
}

/// The half of a text that is in a language.
pub(crate) fn in_language(text: &'static str, language: Language) -> &'static str {
    let (chinese, english) = text.split_once(BETWEEN_LANGUAGES).unwrap_or((text, text));
    said(language, chinese, english)
}

/// The text below the title, in which names of rules lead to them.
pub(crate) fn markup(page: &Page<'_>, text: &str) -> Markup {
    let mut shown = Vec::new();
    let mut events = below_title(text).into_iter();
    while let Some(event) = events.next() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let heading: Vec<_> = events
                    .by_ref()
                    .take_while(|event| !is_end_of_heading(event))
                    .collect();
                let id = id_of(&words_of(&heading));
                shown.push(Event::Start(Tag::Heading {
                    level,
                    id: Some(id.into()),
                    classes: Vec::new(),
                    attrs: Vec::new(),
                }));
                shown.extend(heading);
                shown.push(Event::End(TagEnd::Heading(level)));
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let code: Vec<_> = events
                    .by_ref()
                    .take_while(|event| !matches!(event, Event::End(TagEnd::CodeBlock)))
                    .collect();
                shown.push(raw(example(&kind, &words_of(&code))));
            }
            other => shown.push(in_sentence(page, other)),
        }
    }
    let mut written = String::with_capacity(text.len() * 2);
    push_html(&mut written, shown.into_iter());
    PreEscaped(written)
}

/// A sentence that stands in no paragraph of its own.
pub(crate) fn sentence(page: &Page<'_>, text: &str) -> Markup {
    let events = events_of(text).into_iter();
    let within = events.filter(|event| {
        !matches!(
            event,
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)
        )
    });
    let mut written = String::with_capacity(text.len() * 2);
    push_html(&mut written, within.map(|event| in_sentence(page, event)));
    PreEscaped(written)
}

/// The parts of a text by their headings.
pub(crate) fn sections(text: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut events = events_of(text).into_iter();
    while let Some(event) = events.next() {
        if let Event::Start(Tag::Heading {
            level: HeadingLevel::H2,
            ..
        }) = event
        {
            let heading: Vec<_> = events
                .by_ref()
                .take_while(|event| !is_end_of_heading(event))
                .collect();
            let title = words_of(&heading);
            sections.push(Section {
                id: id_of(&title),
                title,
                words: String::new(),
            });
        } else if let Some(section) = sections.last_mut() {
            section.words.push_str(&words_of(&[event]));
        }
    }
    sections
}

/// The words of a text below its title but for the examples, for who searches in them.
pub(crate) fn words(text: &str) -> String {
    let mut words = Vec::new();
    let mut events = below_title(text).into_iter();
    while let Some(event) = events.next() {
        if let Event::Start(Tag::CodeBlock(_)) = event {
            events
                .by_ref()
                .find(|event| matches!(event, Event::End(TagEnd::CodeBlock)));
        } else {
            words.push(event);
        }
    }
    words_of(&words).trim().to_owned()
}

/// Code on lines of its own.
pub(crate) fn block(code: &str, class: Option<&str>) -> Markup {
    html! { pre class=[class] { code { (code.trim_end()) } } }
}

fn events_of(text: &str) -> Vec<Event<'_>> {
    Parser::new_ext(text, Options::ENABLE_TABLES).collect()
}

/// What follows the heading of the first level, if there is one.
fn below_title(text: &str) -> Vec<Event<'_>> {
    let mut events = events_of(text);
    let is_end = |event: &Event<'_>| matches!(event, Event::End(TagEnd::Heading(HeadingLevel::H1)));
    let below = events.iter().position(is_end).map_or(0, |end| end + 1);
    events.split_off(below)
}

fn is_end_of_heading(event: &Event<'_>) -> bool {
    matches!(event, Event::End(TagEnd::Heading(_)))
}

fn words_of(events: &[Event<'_>]) -> String {
    let mut words = String::new();
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(text),
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => {
                words.push(' ');
            }
            _ => {}
        }
    }
    words
}

/// What a heading is called in addresses.
fn id_of(heading: &str) -> String {
    let words = heading.split(|character: char| !character.is_alphanumeric());
    let words: Vec<_> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("-")
}

/// Code may be the name of another rule, and a link that of a file beside the schemas: both lead to their pages. Words between angle brackets are words.
fn in_sentence<'t>(page: &Page<'_>, event: Event<'t>) -> Event<'t> {
    match event {
        Event::Code(words) => raw(code(page, &words)),
        Event::Html(words) | Event::InlineHtml(words) => Event::Text(words),
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Link {
            link_type,
            dest_url: page_of_file(page, &dest_url).map_or(dest_url, CowStr::from),
            title,
            id,
        }),
        other => other,
    }
}

/// The way to the page that a file beside the schemas has become.
fn page_of_file(page: &Page<'_>, link: &str) -> Option<String> {
    let place = match link.trim_start_matches("../") {
        "VERSIONS.md" => Place::Versions,
        "conformance/README.md" => Place::Kit,
        _ => return None,
    };
    Some(page.to(place))
}

fn raw(markup: Markup) -> Event<'static> {
    Event::InlineHtml(CowStr::from(markup.into_string()))
}

fn code(page: &Page<'_>, words: &str) -> Markup {
    let rule = rule_named(words)
        .map(Place::Rule)
        .filter(|rule| !rule.is(page.place));
    let code = html! { code { (words) } };
    match rule {
        Some(rule) => html! { a href=(page.to(rule)) { (code) } },
        None => code,
    }
}

/// An example. What is right and what is wrong is told by the heading above it, and marked as well.
fn example(kind: &CodeBlockKind<'_>, code: &str) -> Markup {
    let info: Vec<_> = match kind {
        CodeBlockKind::Fenced(info) => info.split_whitespace().collect(),
        CodeBlockKind::Indented => Vec::new(),
    };
    let class = ["bad", "good"].into_iter().find(|class| info.contains(class));
    block(code, class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_by_its_headings_and_words() {
        let text = "# 标题\n\n开头 `a`。\n\n## VS Code, by name\n\n```json\n{}\n```\n\n里面<b>的话\n";
        assert_eq!(words(text), "开头 a。 VS Code, by name 里面的话");
        let sections = sections(text);
        assert_eq!(sections.len(), 1);
        assert_eq!(
            (sections[0].id.as_str(), sections[0].title.as_str()),
            ("vs-code-by-name", "VS Code, by name")
        );
    }
}
