//! Texts of people's language, which SARIF reads for placeholders and links.

use serde_sarif::sarif::Message;

/// A message of this text.
pub(super) fn message(text: &str) -> Message {
    Message::builder().text(escaped(text)).build()
}

/// The text such that nothing in it is a placeholder or the beginning of a link.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '{' | '}' => escaped.push(character),
            '[' | ']' | '\\' => escaped.push('\\'),
            _ => {}
        }
        escaped.push(character);
    }
    escaped
}

/// A link to the related location with this id.
pub(super) fn link(text: &str, id: usize) -> String {
    format!("[{}]({id})", escaped(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_document_are_no_link() {
        assert_eq!(escaped("[略](1) {0} \\"), "\\[略\\](1) {{0}} \\\\");
        assert_eq!(link("见[1]", 2), "[见\\[1\\]](2)");
    }
}
