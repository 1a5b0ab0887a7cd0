//! Writes data as YAML in every style that it can be written in.

use std::fmt::Write;

use serde_json::Value;

/// Which of the ways to write a value is taken next.
pub(super) struct Styles<'s> {
    choices: &'s [u8],
    next: usize,
}

impl<'s> Styles<'s> {
    pub(super) fn new(choices: &'s [u8]) -> Self {
        Self { choices, next: 0 }
    }

    fn pick(&mut self, count: usize) -> usize {
        self.next += 1;
        usize::from(self.choices[self.next % self.choices.len()]) % count
    }
}

pub(super) fn write_document(value: &Value, styles: &mut Styles<'_>) -> String {
    let mut out = String::new();
    write_value(value, styles, None, &mut out);
    out.push('\n');
    out
}

/// Writes a value after a key, a dash, or nothing, which stands `indent` deep.
fn write_value(value: &Value, styles: &mut Styles<'_>, indent: Option<usize>, out: &mut String) {
    let inner = indent.map_or(0, |indent| indent + 2);
    match value {
        Value::Object(members) if !members.is_empty() && styles.pick(6) > 0 => {
            for (key, value) in members {
                line_break(inner, out);
                out.push_str(&key_text(key));
                out.push(':');
                write_value(value, styles, Some(inner), out);
            }
        }
        Value::Array(elements) if !elements.is_empty() && styles.pick(6) > 0 => {
            for value in elements {
                line_break(inner, out);
                out.push('-');
                write_value(value, styles, Some(inner), out);
            }
        }
        Value::String(text) => {
            let blank = if out.is_empty() { "" } else { " " };
            out.push_str(blank);
            write_text(text, styles, indent, out);
        }
        _ => {
            let blank = if out.is_empty() { "" } else { " " };
            out.push_str(blank);
            write_flow(value, styles, out);
        }
    }
}

fn line_break(indent: usize, out: &mut String) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(&" ".repeat(indent));
}

fn write_flow(value: &Value, styles: &mut Styles<'_>, out: &mut String) {
    match value {
        Value::Object(members) => {
            out.push('{');
            for (index, (key, value)) in members.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                out.push_str(&double_quoted(key, usize::MAX, 0));
                out.push_str(": ");
                write_flow(value, styles, out);
            }
            out.push('}');
        }
        Value::Array(elements) => {
            out.push('[');
            for (index, value) in elements.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                write_flow(value, styles, out);
            }
            out.push(']');
        }
        Value::String(text)
            if can_be_plain(text) && !text.contains([',', '[', ']', '{', '}', ':', '?', '-']) =>
        {
            out.push_str(text);
        }
        Value::String(text) => out.push_str(&double_quoted(text, usize::MAX, 0)),
        Value::Null if styles.pick(2) == 0 => out.push('~'),
        value => out.push_str(&value.to_string()),
    }
}

fn key_text(key: &str) -> String {
    if can_be_plain(key) && key != "<<" {
        key.to_owned()
    } else {
        double_quoted(key, usize::MAX, 0)
    }
}

fn write_text(text: &str, styles: &mut Styles<'_>, indent: Option<usize>, out: &mut String) {
    let deeper = indent.map_or(2, |indent| indent + 2);
    let fold = if styles.pick(2) == 0 {
        usize::MAX
    } else {
        1 + styles.pick(9)
    };
    match styles.pick(5) {
        0 if can_be_plain(text) => out.push_str(&folded(text, fold, deeper)),
        1 if text.chars().all(is_printable) && !text.contains(['\n', '\r']) => {
            out.push('\'');
            out.push_str(&folded(&text.replace('\'', "''"), fold, deeper));
            out.push('\'');
        }
        2 if can_be_block(text) => write_block(text, '|', usize::MAX, deeper, out),
        3 if can_be_block(text) && !text.contains("\n ") && !text.contains("\n\t") => {
            write_block(text, '>', fold, deeper, out);
        }
        _ => out.push_str(&double_quoted(text, fold, deeper)),
    }
}

fn write_block(text: &str, indicator: char, fold: usize, deeper: usize, out: &mut String) {
    let body = text.trim_end_matches('\n');
    out.push(indicator);
    out.push_str(match text.len() - body.len() {
        0 => "-",
        1 => "",
        _ => "+",
    });
    let breaks = if indicator == '>' { "\n\n" } else { "\n" };
    for (index, line) in body.split('\n').enumerate() {
        out.push_str(if index == 0 { "\n" } else { breaks });
        if !line.is_empty() {
            out.push_str(&" ".repeat(deeper));
            out.push_str(&folded(line, fold, deeper));
        } else if indicator == '>' && out.ends_with("\n\n") {
            // Of several breaks folding takes but one.
            out.pop();
        }
    }
    out.push_str(&"\n".repeat((text.len() - body.len()).saturating_sub(1)));
}

/// Breaks the line at spaces between words.
fn folded(text: &str, every: usize, deeper: usize) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_word = |at: Option<usize>| {
        let next = at.and_then(|at| chars.get(at));
        next.is_some_and(|next| next.is_alphanumeric())
    };
    let mut spaces = 0;
    let mut out = String::new();
    for (at, next) in chars.iter().enumerate() {
        let is_between = *next == ' ' && is_word(at.checked_sub(1)) && is_word(Some(at + 1));
        spaces += usize::from(is_between);
        if is_between && every != usize::MAX && spaces % every == 0 {
            out.push('\n');
            out.push_str(&" ".repeat(deeper));
        } else {
            out.push(*next);
        }
    }
    out
}

fn double_quoted(text: &str, fold: usize, deeper: usize) -> String {
    let mut out = String::from("\"");
    for (index, next) in text.chars().enumerate() {
        if fold != usize::MAX && index % (7 * fold) == 5 && next != ' ' && next != '\t' {
            out.push_str("\\\n");
            out.push_str(&" ".repeat(deeper));
        }
        match next {
            '"' | '\\' => out.extend(['\\', next]),
            '\n' => out.push_str("\\n"),
            next if is_printable(next) && (fold == usize::MAX || next != '务') => out.push(next),
            next if u32::from(next) > 0xffff => write!(out, "\\U{:08x}", u32::from(next)).unwrap(),
            next => write!(out, "\\u{:04X}", u32::from(next)).unwrap(),
        }
    }
    out + "\""
}

fn is_printable(next: char) -> bool {
    !next.is_control() && !matches!(next, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn can_be_block(text: &str) -> bool {
    text.chars().all(|next| next == '\n' || is_printable(next))
        && !text.starts_with([' ', '\n'])
        && !text.trim().is_empty()
        && !text.trim_end_matches('\n').ends_with([' ', '\n'])
        && !text.contains(" \n")
}

fn can_be_plain(text: &str) -> bool {
    let resolves = ["null", "true", "false", "~"].contains(&text) || text.parse::<f64>().is_ok();
    !text.is_empty()
        && !resolves
        && text.chars().all(is_printable)
        && text.trim_matches([' ', '\t']) == text
        && !text.starts_with([
            '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`',
            '.', '<',
        ])
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !text.contains(":\t")
        && !text.contains("\t#")
}
