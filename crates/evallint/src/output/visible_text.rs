//! Text of documents and paths as it may be shown.

use std::borrow::Cow;

/// The text with every character that would steer the terminal, or hide, made visible.
pub(crate) fn sanitize(text: &str) -> Cow<'_, str> {
    if text.chars().all(|character| visible(character) == character) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(visible).collect())
    }
}

/// What is shown for a character: always one character, so that columns stay what they are.
pub(crate) fn visible(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' => ' ',
        hidden if is_hidden(hidden) => char::REPLACEMENT_CHARACTER,
        shown => shown,
    }
}

/// Whether a terminal would obey the character, or a reader would not see it.
pub(crate) fn is_hidden(character: char) -> bool {
    character.is_control() || is_invisible(character)
}

/// Characters without a shape that break the line, turn its direction, or hide in it. The joiners stay: emoji and
/// several scripts are spelt with them. The last two are no characters at all, and XML has no place for them.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{61C}'
            | '\u{180E}'
            | '\u{200B}'
            | '\u{200E}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{FFFE}'..='\u{FFFF}'
            | '\u{E0000}'..='\u{E007F}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_ordinary_text_alone() {
        for text in ["", "预算完成率 97.78%", "“𠮷”👩\u{200D}🌾", "e\u{301}"] {
            assert!(matches!(sanitize(text), Cow::Borrowed(shown) if shown == text));
        }
    }

    #[test]
    fn shows_what_would_steer_the_terminal() {
        assert_eq!(sanitize("a\tb\r\nc"), "a b  c");
        assert_eq!(
            sanitize("\u{1B}[31m\u{7}\u{9B}\u{7F}"),
            "\u{FFFD}[31m\u{FFFD}\u{FFFD}\u{FFFD}"
        );
        assert_eq!(
            sanitize("预\u{202E}算\u{2028}\u{FEFF}"),
            "预\u{FFFD}算\u{FFFD}\u{FFFD}"
        );
    }
}
