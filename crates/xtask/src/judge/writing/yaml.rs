//! The same trees printed as YAML, the way people write it: block scalars for prose, plain or quoted scalars, comments.

use std::fmt::Write as _;

use super::json::Json;
use crate::judge::chance::Chance;

/// How a document is written as YAML.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub(crate) struct YamlStyle {
    /// Decides how each scalar is written.
    seed: u64,
    /// Comments stand between and behind the members.
    comments: bool,
    /// The elements of a list are indented below its key.
    indented: bool,
    /// The document begins with `---`.
    marked: bool,
    /// Where a list in prose has a space between its items, the prose has a line for each.
    lines: bool,
}

impl YamlStyle {
    /// One member a line, and nothing else.
    pub(crate) const PLAIN: Self = Self {
        seed: 0,
        comments: false,
        indented: true,
        marked: false,
        lines: false,
    };

    /// Some style.
    pub(crate) fn any(chance: &mut Chance) -> Self {
        Self {
            seed: chance.between(0, 1 << 40).unsigned_abs(),
            comments: chance.percent(40),
            indented: chance.percent(70),
            marked: chance.percent(15),
            lines: chance.percent(40),
        }
    }
}

const COMMENTS: &[&str] = &[
    "数据来源：财政一体化系统",
    "由各业务科室填报，办公室汇总",
    "已与决算报表核对",
    "2 稿，待分管领导审定",
    "见附件: 佐证材料清单",
];

/// The document.
pub(crate) fn print(tree: &Json, style: YamlStyle) -> String {
    let mut printer = Printer {
        text: String::new(),
        style,
        chance: Chance::new(style.seed, 4, 0),
    };
    if style.marked {
        printer.text.push_str("---\n");
    }
    match tree {
        Json::Object(members) => printer.members(members, 0),
        other => printer.value(other, 0),
    }
    printer.text
}

struct Printer {
    text: String,
    style: YamlStyle,
    chance: Chance,
}

impl Printer {
    fn indent(&mut self, depth: usize) {
        self.text.push_str(&" ".repeat(depth));
    }

    fn comment(&mut self, depth: usize) {
        if self.style.comments && self.chance.percent(8) {
            self.indent(depth);
            let words = self.chance.word(COMMENTS);
            let _ = writeln!(self.text, "# {words}");
        }
    }

    fn members(&mut self, members: &[(String, Json)], depth: usize) {
        for (index, (key, value)) in members.iter().enumerate() {
            // The first of an inner mapping stands behind its indent or its dash already.
            if index > 0 || depth == 0 {
                self.comment(depth);
                self.indent(depth);
            }
            self.member(key, value, depth);
        }
    }

    /// A member whose indent is written already.
    fn member(&mut self, key: &str, value: &Json, depth: usize) {
        let quote = if self.chance.percent(4) { "\"" } else { "" };
        let _ = write!(self.text, "{quote}{key}{quote}:");
        match value {
            Json::Object(members) if !members.is_empty() => {
                self.text.push('\n');
                self.indent(depth + 2);
                self.members(members, depth + 2);
            }
            Json::Array(elements) if !elements.is_empty() => {
                self.text.push('\n');
                let inner = if self.style.indented { depth + 2 } else { depth };
                for element in elements {
                    self.comment(inner);
                    self.indent(inner);
                    self.text.push('-');
                    self.element(element, inner);
                }
            }
            other => self.value(other, depth + 2),
        }
    }

    fn element(&mut self, element: &Json, depth: usize) {
        match element {
            Json::Object(members) if !members.is_empty() => {
                self.text.push(' ');
                self.members(members, depth + 2);
            }
            other => self.value(other, depth + 2),
        }
    }

    /// A value without members, behind its key or dash, and the end of the line.
    fn value(&mut self, value: &Json, depth: usize) {
        match value {
            Json::Object(_) => self.text.push_str(" {}\n"),
            Json::Array(_) => self.text.push_str(" []\n"),
            Json::Literal(literal) if literal == "null" => {
                let shown = self.chance.word(&[" null", " ~", ""]);
                self.text.push_str(shown);
                self.end_of_line();
            }
            Json::Literal(literal) => {
                let _ = write!(self.text, " {literal}");
                self.end_of_line();
            }
            Json::Text(text) => self.scalar(text, depth),
        }
    }

    fn end_of_line(&mut self) {
        if self.style.comments && self.chance.percent(6) {
            let words = self.chance.word(COMMENTS);
            let _ = write!(self.text, "  # {words}");
        }
        self.text.push('\n');
    }

    fn scalar(&mut self, text: &str, depth: usize) {
        let is_prose = text.chars().count() > 24 && text.contains('。');
        let fits_block = !text.trim().is_empty() && !text.starts_with([' ', '\t']);
        let roll = self.chance.below(10);
        match roll {
            0..6 if is_prose && fits_block => self.block(text, depth),
            6..8 if is_plain(text) => {
                let _ = write!(self.text, " {text}");
                self.end_of_line();
            }
            0..8 if !is_prose && is_plain(text) => {
                let _ = write!(self.text, " {text}");
                self.end_of_line();
            }
            8 if !text.contains('\n') => {
                let _ = write!(self.text, " '{}'", text.replace('\'', "''"));
                self.end_of_line();
            }
            _ => {
                let _ = write!(self.text, " {}", double_quoted(text));
                self.end_of_line();
            }
        }
    }

    fn block(&mut self, text: &str, depth: usize) {
        let lines = if self.style.lines {
            text.replace("。 ", "。\n").replace("； ", "；\n")
        } else {
            text.to_owned()
        };
        let mark = if lines.contains('\n') {
            self.chance.word(&["|", "|-"])
        } else {
            self.chance.word(&["|", "|-", ">", ">-", ">-"])
        };
        let _ = writeln!(self.text, " {mark}");
        for line in lines.trim_end().split('\n') {
            self.indent(depth);
            let _ = writeln!(self.text, "{line}");
        }
    }
}

fn double_quoted(text: &str) -> String {
    let escaped = text
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n");
    format!("\"{escaped}\"")
}

/// Whether a text stands for itself without quotes and is read as a text.
fn is_plain(text: &str) -> bool {
    let opens = |marks: &[char]| text.starts_with(marks);
    let is_word = ["null", "~", "true", "false", "yes", "no", "on", "off"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word));
    let is_number = text
        .strip_prefix(['-', '+'])
        .unwrap_or(text)
        .starts_with(|letter: char| letter.is_ascii_digit() || letter == '.')
        && text.parse::<f64>().is_ok();
    !(text.trim().is_empty()
        || text.trim() != text
        || is_word
        || is_number
        || opens(&[
            '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`',
        ])
        || text == "-"
        || text.starts_with("- ")
        || text.starts_with("---")
        || text.contains(": ")
        || text.ends_with(':')
        || text.contains(" #")
        || text.contains(['\n', '\t', '\u{feff}']))
}

#[cfg(test)]
mod tests {
    use super::{YamlStyle, is_plain, print};
    use crate::judge::writing::json::Json;

    #[test]
    fn scalars_that_would_be_read_as_something_else_are_quoted() {
        for text in [
            "97.78%",
            "12,340.50",
            "-2,650.59",
            "≥90%",
            "1:15",
            "坚持党建引领：“五进”",
        ] {
            assert!(is_plain(text), "{text}");
        }
        for text in [
            "2022",
            "-3.5",
            "null",
            ">85场次",
            "**",
            "%",
            " ",
            "",
            "甲: 乙",
            "甲 # 乙",
            "- 甲",
        ] {
            assert!(!is_plain(text), "{text}");
        }
    }

    #[test]
    fn lists_of_members_are_told_by_dashes() {
        let text = |text: &str| Json::Text(text.to_owned());
        let member = |key: &str, value| (key.to_owned(), value);
        let indicator = Json::Object(vec![member("name", text("甲")), member("result", text("5"))]);
        let tree = Json::Object(vec![
            member("year", Json::Literal("2022".to_owned())),
            member("indicators", Json::Array(vec![indicator])),
        ]);
        let printed = print(&tree, YamlStyle::PLAIN);
        assert!(printed.starts_with("year: 2022\n"), "{printed}");
        assert!(printed.contains("indicators:\n  - "), "{printed}");
        assert!(!printed.contains("result: 5\n"), "{printed}");
    }
}
