//! The text of a cell or line of a page, as a browser shows it.

use html5gum::{Token, Tokenizer};

use crate::cell::character_reference;
use crate::range::{ByteRange, offset};
use crate::text::{Text, TextBuilder};

/// The text of a cell or line. Runs of blanks are one space, as a browser shows them.
#[derive(Default)]
pub(super) struct Content {
    builder: TextBuilder,
    is_begun: bool,
    /// Blanks and line breaks that count once more text follows.
    space: Option<ByteRange>,
    breaks: Vec<ByteRange>,
}

impl Content {
    pub(super) fn push(&mut self, written: &str, start: u32) {
        let mut rest = written;
        while let Some(first) = rest.chars().next() {
            let at = start + offset(written.len() - rest.len());
            let length = if is_blank(first) {
                let length = rest.len() - rest.trim_start_matches(is_blank).len();
                self.space.get_or_insert(ByteRange::new(at, at + offset(length)));
                length
            } else if let Some((meaning, length)) = (first == '&').then(|| reference(rest)).flatten() {
                self.begin();
                let source = ByteRange::new(at, at + offset(length));
                self.builder.push(&meaning, source);
                length
            } else {
                self.begin();
                let ends = |letter: char| is_blank(letter) || letter == '&';
                let end = rest.char_indices().skip(1).find(|(_, letter)| ends(*letter));
                let length = end.map_or(rest.len(), |(at, _)| at);
                self.builder
                    .push_verbatim(rest.get(..length).unwrap_or_default(), at);
                length
            };
            rest = rest.get(length..).unwrap_or_default();
        }
    }

    /// Puts down what only counts before more text.
    fn begin(&mut self) {
        let breaks = std::mem::take(&mut self.breaks);
        let space = self.space.take();
        if self.is_begun {
            for source in &breaks {
                self.builder.push("\n", *source);
            }
            if let Some(space) = space.filter(|_| breaks.is_empty()) {
                self.builder.push(" ", space);
            }
        }
        self.is_begun = true;
    }

    pub(super) fn break_line(&mut self, at: ByteRange) {
        self.breaks.push(at);
        self.space = None;
    }

    pub(super) fn end_block(&mut self, at: ByteRange) {
        if self.breaks.is_empty() && self.is_begun {
            self.break_line(at);
        }
    }

    /// The text. One of nothing but the blanks that word processors fill empty cells with is empty.
    pub(super) fn finish(self) -> Text<'static> {
        let text = self.builder.finish();
        let is_filler = text.value().chars().all(|character| character == '\u{A0}');
        if is_filler {
            TextBuilder::default().finish()
        } else {
            text
        }
    }
}

/// Whether a browser shows a run of them as one space.
fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

/// What a character reference stands for, and its length in bytes.
fn reference(rest: &str) -> Option<(String, usize)> {
    const LONGEST: usize = 34;
    if let Some((meaning, length)) = character_reference(rest) {
        return Some((meaning.to_string(), length));
    }
    let near = rest.get(..rest.floor_char_boundary(LONGEST))?;
    let written = near.get(..=near.find(';')?)?;
    let is_name = written
        .trim_matches(['&', ';'])
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric());
    let token = is_name.then(|| Tokenizer::new(written).next())??;
    match token {
        Ok(Token::String(read)) => {
            let meaning = std::str::from_utf8(read.as_slice()).ok()?;
            (meaning != written).then(|| (meaning.to_owned(), written.len()))
        }
        _ => None,
    }
}
