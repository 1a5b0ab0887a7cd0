//! Explanations as the client shows them: in Markdown, or as the plain words of it.

use lsp_types::{MarkupContent, MarkupKind};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// An explanation for a client that shows Markdown there or does not.
pub(crate) fn markup(markdown: String, shows_markdown: bool) -> MarkupContent {
    if shows_markdown {
        MarkupContent::new(MarkupKind::Markdown, markdown)
    } else {
        MarkupContent::new(MarkupKind::PlainText, plain(&markdown))
    }
}

/// The line between two parts.
const RULE: &str = "────────";

/// The words of a Markdown text, with its paragraphs and lists.
fn plain(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    // The number of the next item of each list around; nothing where its items have none.
    let mut lists: Vec<Option<u64>> = Vec::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                text.push_str(&words);
            }
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            Event::Rule => {
                text.push_str(RULE);
                end_with(&mut text, "\n\n");
            }
            Event::Start(Tag::List(first)) => {
                // A list within an item begins on a line of its own.
                if !lists.is_empty() {
                    end_with(&mut text, "\n");
                }
                lists.push(first);
            }
            Event::Start(Tag::Item) => {
                text.push_str(&"  ".repeat(lists.len().saturating_sub(1)));
                match lists.last_mut() {
                    Some(Some(number)) => {
                        text.extend([number.to_string().as_str(), ". "]);
                        *number += 1;
                    }
                    _ => text.push_str("- "),
                }
            }
            Event::End(TagEnd::Item) => end_with(&mut text, "\n"),
            Event::End(TagEnd::List(_)) => {
                lists.pop();
                end_with(&mut text, if lists.is_empty() { "\n\n" } else { "\n" });
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock) => {
                end_with(&mut text, "\n\n");
            }
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// Ends a text with so many line breaks, and no more.
fn end_with(text: &mut String, breaks: &str) {
    text.truncate(text.trim_end_matches('\n').len());
    text.push_str(breaks);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_and_their_order_stay() {
        let markdown = "**计量单位** · `currency-unit`\n\n1\\+N：\n\n```json\n{\"a\": 1}\n```\n\n---\n\n## 怎么改\n\n\
            1. 换算\n2. 写明\n   - 万元\n   - 元\n\n[说明](https://example.org)";
        assert_eq!(
            plain(markdown),
            "计量单位 · currency-unit\n\n1+N：\n\n{\"a\": 1}\n\n────────\n\n怎么改\n\n\
             1. 换算\n2. 写明\n  - 万元\n  - 元\n\n说明"
        );
        assert_eq!(plain(""), "");
    }

    #[test]
    fn a_client_that_shows_markdown_is_sent_it() {
        let content = markup("**a**".to_owned(), true);
        assert_eq!(
            (content.kind, content.value.as_str()),
            (MarkupKind::Markdown, "**a**")
        );
        let content = markup("**a**".to_owned(), false);
        assert_eq!(
            (content.kind, content.value.as_str()),
            (MarkupKind::PlainText, "a")
        );
    }
}
