//! Texts as JSON and YAML write them.

use std::fmt::Write;

/// How a scalar of YAML is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YamlStyle {
    /// Without quotes.
    Plain,
    /// Between single quotes.
    SingleQuoted,
    /// Between double quotes.
    DoubleQuoted,
    /// As lines of their own, below `|` or `>`.
    Block,
}

impl YamlStyle {
    /// The style of a scalar by how it is written; nothing for one with a tag, an anchor or an alias before it.
    #[must_use]
    pub fn of(written: &str) -> Option<Self> {
        match written.chars().next() {
            Some('\'') => Some(Self::SingleQuoted),
            Some('"') => Some(Self::DoubleQuoted),
            Some('|' | '>') => Some(Self::Block),
            Some('&' | '*' | '!') => None,
            _ => Some(Self::Plain),
        }
    }
}

/// A text as it stands between the double quotes of JSON, which are those of YAML as well.
#[must_use]
pub fn escape_double_quoted(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' | '\\' => escaped.extend(['\\', character]),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            // What neither of the two may hold raw, or what YAML would take for a line break.
            '\0'..='\u{1F}'
            | '\u{7F}'..='\u{9F}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{FEFF}'
            | '\u{FFFE}'
            | '\u{FFFF}' => {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "\\u{:04X}", u32::from(character));
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

/// A text as it stands between the single quotes of YAML, in which a line break would have no place.
#[must_use]
pub fn escape_single_quoted(text: &str) -> String {
    text.replace('\'', "''")
}

/// Whether YAML reads the text without quotes as this very text: on one line, and as neither a number nor a word of
/// another type, in YAML 1.1 as well. `in_flow` is within brackets.
#[must_use]
pub fn is_plain_yaml(text: &str, in_flow: bool) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let opens_otherwise = "-?:,[]{}#&*!|>'\"%@`=~".contains(first);
    // A dash may begin a text, but what follows it may make it a list, a document mark or a number.
    let second = text.chars().nth(1);
    let is_dashed_word = first == '-' && second.is_some_and(char::is_alphanumeric);
    let is_untrimmed = text.trim() != text;
    let has_mark = text.contains(": ") || text.ends_with(':') || text.contains(" #");
    let has_bracket = in_flow && text.contains([',', '[', ']', '{', '}']);
    let has_control = text.chars().any(|character| {
        character.is_control()
            || matches!(
                character,
                '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'
            )
    });
    (!opens_otherwise || is_dashed_word)
        && !is_untrimmed
        && !has_mark
        && !has_bracket
        && !has_control
        && !is_of_another_type(text)
}

/// Whether a text without quotes is a number, a date or a word that stands for something else.
fn is_of_another_type(text: &str) -> bool {
    const WORDS: &[&str] = &["null", "true", "false", "yes", "no", "on", "off", "y", "n", "<<"];
    let begins_as_number = text
        .trim_start_matches(['+', '-', '.'])
        .starts_with(|first: char| first.is_ascii_digit());
    let is_number = begins_as_number
        && text
            .chars()
            .all(|character| character.is_ascii_hexdigit() || "+-._:xoTZ ".contains(character));
    let lower = text.to_ascii_lowercase();
    is_number || WORDS.contains(&lower.as_str()) || matches!(lower.as_str(), ".inf" | "+.inf" | ".nan")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Value;
    use crate::{read_json, read_yaml};

    const TEXTS: &[&str] = &[
        "97.78%",
        "15,434.16",
        "≥90",
        ">=90",
        "-2650.59",
        "- a",
        "-a",
        "—",
        "a: b",
        "a:b",
        "a:",
        "a #b",
        "a#b",
        "",
        " a",
        "a ",
        "null",
        "Yes",
        "on",
        "~",
        "2022",
        "2022年",
        "0x1F",
        "1e3",
        "12:30:00",
        "2022-01-01",
        "1_000",
        ".5",
        "第1名",
        "[a]",
        "a, b",
        "{",
        "\"",
        "'",
        "it's",
        "\\",
        "a\nb",
        "\u{7}",
        "\u{85}",
        "\u{2028}",
        "𠮷",
        "%",
        "@",
        "`",
        "!",
        "&a",
        "*a",
        "?",
        "? a",
        "|",
        ">",
        "=",
        "<<",
        "人次/年",
        "---",
        "...",
        "-1人",
        "+5",
        "-.5",
        "0.5.1",
        "\u{FEFF}a",
    ];

    fn root_text(tree: &crate::Tree<'_>) -> Option<String> {
        let (id, _) = tree.children(tree.root()?).next()?;
        match &tree.node(id).value {
            Value::String(text) => Some(text.value().to_owned()),
            _ => None,
        }
    }

    #[test]
    fn what_is_plain_is_read_back() {
        for text in TEXTS {
            let block = format!("a: {text}\n");
            let flow = format!("[{text}]\n");
            for (written, in_flow) in [(block, false), (flow, true)] {
                if is_plain_yaml(text, in_flow) {
                    let (tree, errors) = read_yaml(&written);
                    assert_eq!(errors, [], "{written}");
                    assert_eq!(root_text(&tree).as_deref(), Some(*text), "{written}");
                }
            }
        }
        for text in ["97.78%", "15,434.16", "≥90", "a:b", "人次/年", "2022年", "it's"] {
            assert!(is_plain_yaml(text, false), "{text}");
        }
    }

    #[test]
    fn what_is_quoted_is_read_back() {
        for text in TEXTS {
            let escaped = escape_double_quoted(text);
            let (json, yaml) = (format!("{{\"a\": \"{escaped}\"}}"), format!("a: \"{escaped}\"\n"));
            let (tree, errors) = read_json(&json);
            assert_eq!(
                (root_text(&tree).as_deref(), errors),
                (Some(*text), vec![]),
                "{json}"
            );
            let (tree, errors) = read_yaml(&yaml);
            assert_eq!(
                (root_text(&tree).as_deref(), errors),
                (Some(*text), vec![]),
                "{yaml}"
            );
        }
        for text in TEXTS
            .iter()
            .filter(|text| !text.contains(['\n', '\u{7}', '\u{85}', '\u{2028}', '\u{FEFF}']))
        {
            let yaml = format!("a: '{}'\n", escape_single_quoted(text));
            let (tree, errors) = read_yaml(&yaml);
            assert_eq!(
                (root_text(&tree).as_deref(), errors),
                (Some(*text), vec![]),
                "{yaml}"
            );
        }
    }
}
