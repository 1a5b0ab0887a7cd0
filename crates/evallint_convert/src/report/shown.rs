//! Text of documents as a page may show it.

use std::fmt::Write;

use maud::{Escaper, Render};

/// A text, with every character that steers instead of being seen made visible. It is escaped when it is rendered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'t>(pub &'t str);

impl Render for Shown<'_> {
    fn render_to(&self, buffer: &mut String) {
        let mut escaper = Escaper::new(buffer);
        for character in self.0.chars() {
            // Writing to a string cannot fail.
            let _ = escaper.write_char(visible(character));
        }
    }
}

fn visible(character: char) -> char {
    let is_laid_out = matches!(character, '\t' | '\n' | '\r');
    if (character.is_control() && !is_laid_out) || turns_direction(character) || is_none(character) {
        char::REPLACEMENT_CHARACTER
    } else {
        character
    }
}

/// Whether a code point is set aside for ever as no character, which no page may hold.
fn is_none(character: char) -> bool {
    matches!(character, '\u{FDD0}'..='\u{FDEF}') || u32::from(character) & 0xFFFE == 0xFFFE
}

/// Whether a character makes others stand where they are not.
fn turns_direction(character: char) -> bool {
    matches!(
        character,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_seen() {
        let shown = Shown("<b title=\"a&b\">\u{202E}预算\u{7}\u{1FFFE}\n")
            .render()
            .into_string();
        assert_eq!(
            shown,
            "&lt;b title=&quot;a&amp;b&quot;&gt;\u{FFFD}预算\u{FFFD}\u{FFFD}\n"
        );
    }
}
