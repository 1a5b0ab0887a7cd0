//! Words of a document within Markdown.

/// The words so that Markdown shows them as they are: what it would take for a mark of its own has a backslash before it.
pub(super) fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            // A line break would end a list or a heading.
            '\n' | '\r' => {
                escaped.push(' ');
                continue;
            }
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '(' | ')' | '#' | '+' | '-'
            | '!' | '|' | '~' | '&' | '$' => escaped.push('\\'),
            _ => {}
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_shown_and_lines_joined() {
        assert_eq!(escape("“1+N”\n*<b>*"), "“1\\+N” \\*\\<b\\>\\*");
        assert_eq!(escape("97.78%，85场次"), "97.78%，85场次");
    }
}
