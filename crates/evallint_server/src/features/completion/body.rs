//! What is inserted: a text with the places that are to be filled in.

/// A text with places to fill in.
#[derive(Debug, Clone, Default)]
pub(super) struct Body {
    parts: Vec<Part>,
}

#[derive(Debug, Clone)]
enum Part {
    Text(String),
    /// A place to fill in.
    Blank,
    /// A place with words to choose from.
    Choice(Vec<String>),
}

impl Body {
    pub(super) fn text(&mut self, text: &str) {
        match self.parts.last_mut() {
            Some(Part::Text(before)) => before.push_str(text),
            _ => self.parts.push(Part::Text(text.to_owned())),
        }
    }

    pub(super) fn blank(&mut self) {
        self.parts.push(Part::Blank);
    }

    pub(super) fn choice(&mut self, words: impl IntoIterator<Item = String>) {
        self.parts.push(Part::Choice(words.into_iter().collect()));
    }

    pub(super) fn append(&mut self, other: Self) {
        for part in other.parts {
            match part {
                Part::Text(text) => self.text(&text),
                place => self.parts.push(place),
            }
        }
    }

    /// The text with nothing filled in. Each of its lines but the first begins with `margin`.
    pub(super) fn plain(&self, margin: &str, line_break: &str) -> String {
        let mut plain = String::new();
        for part in &self.parts {
            if let Part::Text(text) = part {
                plain.push_str(text);
            }
        }
        plain.replace('\n', &format!("{line_break}{margin}"))
    }

    /// The text as a snippet; nothing where it is a single word with no place to fill in.
    pub(super) fn snippet(&self) -> Option<String> {
        let mut snippet = String::new();
        let mut stop = 0;
        for part in &self.parts {
            match part {
                Part::Text(text) => escape_into(text, &['$', '}', '\\'], &mut snippet),
                Part::Blank => {
                    stop += 1;
                    snippet.extend(["${", &stop.to_string(), "}"]);
                }
                Part::Choice(words) => {
                    stop += 1;
                    snippet.extend(["${", &stop.to_string(), "|"]);
                    for (index, word) in words.iter().enumerate() {
                        if index > 0 {
                            snippet.push(',');
                        }
                        escape_into(word, &['$', '}', '\\', ',', '|'], &mut snippet);
                    }
                    snippet.push_str("|}");
                }
            }
        }
        // Neovim writes of a plain text no more than its first word.
        let is_word = !snippet.contains(char::is_whitespace);
        (stop > 0 || !is_word).then_some(snippet)
    }
}

impl From<&str> for Body {
    fn from(text: &str) -> Self {
        let mut body = Self::default();
        body.text(text);
        body
    }
}

fn escape_into(text: &str, special: &[char], out: &mut String) {
    for character in text.chars() {
        if special.contains(&character) {
            out.push('\\');
        }
        out.push(character);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_a_snippet_is_escaped() {
        let mut body = Body::from("{ $a\\b }\n");
        body.blank();
        body.choice(["a,b".to_owned(), "c|}".to_owned()]);
        assert_eq!(
            body.snippet().as_deref(),
            Some("{ \\$a\\\\b \\}\n${1}${2|a\\,b,c\\|\\}|}")
        );
        assert_eq!(body.plain("  ", "\r\n"), "{ $a\\b }\r\n  ");
    }

    #[test]
    fn a_word_alone_is_no_snippet() {
        assert_eq!(Body::from("万元").snippet(), None);
        assert_eq!(Body::from("单位：\t$").snippet().as_deref(), Some("单位：\t\\$"));
    }
}
