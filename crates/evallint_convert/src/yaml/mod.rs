//! Forms as YAML, as a person would write it.

mod scalar;

use evallint_schema::KeyLanguage;

use crate::content::{Comment, Content, Entry, Value};
use scalar::{Style, quoted_if_needed};

/// Writes the form in block style, two spaces deep, with an empty line around each group of fields.
pub(crate) fn write(content: &Content, keys: KeyLanguage) -> String {
    let mut writer = Writer {
        out: String::new(),
        keys,
    };
    writer.comments(&content.preface, 0);
    let members = content.root.children();
    if members.is_empty() {
        writer.out.push_str("{}\n");
    }
    for (index, entry) in members.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| members.get(index));
        let is_parted = |entry: &Entry| !entry.children().is_empty();
        if before.is_some_and(|before| is_parted(before) || is_parted(entry)) {
            writer.out.push('\n');
        }
        writer.member(entry, 0);
    }
    writer.comments(&content.closing, 0);
    writer.out
}

struct Writer {
    out: String,
    keys: KeyLanguage,
}

impl Writer {
    fn comments<'c>(&mut self, comments: impl IntoIterator<Item = &'c Comment>, indent: usize) {
        for comment in comments {
            self.margin(indent);
            self.comment(comment);
            self.out.push('\n');
        }
    }

    fn comment(&mut self, comment: &Comment) {
        self.out.push('#');
        if !comment.text.is_empty() {
            self.out.push(' ');
            self.out.push_str(&comment.text);
        }
    }

    fn margin(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    fn member(&mut self, entry: &Entry, indent: usize) {
        self.comments(&entry.above, indent);
        self.margin(indent);
        self.key_and_value(entry, indent);
    }

    fn key_and_value(&mut self, entry: &Entry, indent: usize) {
        let key = quoted_if_needed(entry.key(self.keys).unwrap_or_default());
        self.out.push_str(&key);
        self.out.push(':');
        self.value(entry, indent + 2, scalar::width(&key) + indent + 2);
    }

    /// Writes what stands behind a key or a dash, where `column` characters are taken.
    fn value(&mut self, entry: &Entry, indent: usize, column: usize) {
        match &entry.value {
            Value::Object(children) if !children.is_empty() => {
                self.end_line(entry);
                for child in children {
                    self.member(child, indent);
                }
            }
            Value::Array(children) if !children.is_empty() => {
                self.end_line(entry);
                for child in children {
                    self.element(child, indent);
                }
            }
            scalar => self.scalar(scalar, entry, indent, column),
        }
    }

    fn scalar(&mut self, scalar: &Value, entry: &Entry, indent: usize, column: usize) {
        match scalar {
            Value::Object(_) => self.out.push_str(" {}"),
            Value::Array(_) => self.out.push_str(" []"),
            Value::Null => {}
            Value::Number(literal) => {
                self.out.push(' ');
                self.out.push_str(literal);
            }
            Value::Bool(value) => self.out.push_str(if *value { " true" } else { " false" }),
            Value::Text(text) => match Style::of(text, column) {
                Style::Inline(written) => {
                    self.out.push(' ');
                    self.out.push_str(&written);
                }
                Style::Block { header, lines } => {
                    self.out.push(' ');
                    self.out.push_str(header);
                    self.end_line(entry);
                    for line in lines {
                        if !line.is_empty() {
                            self.margin(indent);
                            self.out.push_str(line);
                        }
                        self.out.push('\n');
                    }
                    return;
                }
            },
        }
        self.end_line(entry);
    }

    /// Ends a line, after the comment that stands on it.
    fn end_line(&mut self, entry: &Entry) {
        if let Some(comment) = &entry.beside {
            self.out.push(' ');
            self.comment(comment);
        }
        self.out.push('\n');
    }

    fn element(&mut self, entry: &Entry, indent: usize) {
        self.comments(&entry.above, indent);
        self.margin(indent);
        self.out.push('-');
        match &entry.value {
            Value::Object(members) if is_compact(entry, members) => {
                self.out.push(' ');
                for (index, member) in members.iter().enumerate() {
                    if index == 0 {
                        self.key_and_value(member, indent + 2);
                    } else {
                        self.member(member, indent + 2);
                    }
                }
            }
            _ => self.value(entry, indent + 2, indent + 2),
        }
    }
}

/// Whether the first member can stand behind the dash: no comment stands between the two.
fn is_compact(entry: &Entry, members: &[Entry]) -> bool {
    entry.beside.is_none() && members.first().is_some_and(|first| first.above.is_empty())
}
