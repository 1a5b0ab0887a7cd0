//! Edits as they are typed, pasted and cut, in every encoding: the server's copy of a document is the client's.

use std::path::Path;

use evallint_linter::{Language, Settings, check};
use evallint_syntax::Source;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Client, everything, uri};
use crate::command;

/// How many edits are made in each encoding of each writing; 20 000 in all.
const EDITS: usize = 2_223;

/// What is put in: words of forms, characters outside of the first plane, and what has a meaning in some writing.
const PIECES: &[&str] = &[
    "的",
    "预算完成率",
    "97.78%",
    "15,434.16",
    "𠮷",
    "😀",
    "一二三四五六七",
    "万元",
    "\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "  ",
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    ": ",
    "- ",
    "|",
    "#",
    "。",
    "，",
    "、",
    "（",
    "≥90",
    "\\",
    "\\u4e00",
    "<!--",
    "-->",
    "\u{FEFF}",
    "e\u{301}",
    "👨‍👩‍👧",
    "\u{2028}",
    "\u{85}",
];

/// Numbers that look random and are the same at each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(below.max(1)).unwrap()).unwrap()
    }
}

#[derive(Clone, Copy)]
enum Encoding {
    Utf8,
    Utf16,
    Utf32,
}

impl Encoding {
    fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Utf32 => "utf-32",
        }
    }

    fn units(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.encode_utf16().count(),
            Self::Utf32 => text.chars().count(),
        }
    }

    /// The position of a byte, counted from the front without the server's ways.
    fn position(self, text: &str, at: usize) -> Value {
        let before = &text[..at];
        let mut lines = 0;
        let mut start = 0;
        let bytes = text.as_bytes();
        for (index, byte) in before.bytes().enumerate() {
            let ends = byte == b'\n' || (byte == b'\r' && bytes.get(index + 1) != Some(&b'\n'));
            if ends {
                lines += 1;
                start = index + 1;
            }
        }
        json!({ "line": lines, "character": self.units(&text[start..at]) })
    }
}

/// A place between two characters, but not within a line break.
fn place(text: &str, dice: &mut Dice) -> usize {
    let mut at = dice.roll(text.len() + 1);
    while !text.is_char_boundary(at) || (at > 0 && text[..at].ends_with('\r') && text[at..].starts_with('\n'))
    {
        at -= 1;
    }
    at
}

/// A change, made in the text as well.
fn edit(text: &mut String, original: &str, encoding: Encoding, dice: &mut Dice) -> Value {
    if dice.roll(400) == 0 || text.len() > 4 * original.len() {
        original.clone_into(text);
        return json!({ "text": text });
    }
    let first = place(text, dice);
    let second = if dice.roll(3) == 0 {
        first
    } else {
        let mut end = (first + dice.roll(12)).min(text.len());
        while !text.is_char_boundary(end) || (text[..end].ends_with('\r') && text[end..].starts_with('\n')) {
            end += 1;
        }
        end
    };
    let piece = if dice.roll(5) == 0 {
        ""
    } else {
        PIECES[dice.roll(PIECES.len())]
    };
    let change = json!({
        "range": { "start": encoding.position(text, first), "end": encoding.position(text, second) },
        "text": piece,
    });
    text.replace_range(first..second, piece);
    change
}

/// The findings of a fresh check, as the server has to tell them.
fn expected(path: &Path, text: &str, encoding: Encoding) -> Vec<Value> {
    let source = Source::new(path.to_string_lossy(), text).unwrap();
    let report = check(&source, &Settings::default());
    let tell = |found: &evallint_linter::Diagnostic| {
        let mut message = found.message.render(Language::Chinese);
        if let Some(help) = &found.help {
            message = format!("{message}\n{}", help.render(Language::Chinese));
        }
        json!({
            "code": found.rule.id,
            "message": message,
            "start": encoding.position(text, found.range.start as usize),
            "end": encoding.position(text, found.range.end as usize),
        })
    };
    report.diagnostics.iter().map(tell).collect()
}

fn told(found: &Value) -> Value {
    json!({
        "code": found["code"],
        "message": found["message"],
        "start": found["range"]["start"],
        "end": found["range"]["end"],
    })
}

fn type_along(name: &str, original: &str, encoding: Encoding, seed: u64) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    let mut can = everything();
    can["general"]["positionEncodings"] = json!([encoding.name()]);
    let mut client = Client::ready(folder.path(), &can, &json!({}));
    let file = uri(&path);
    let mut text = original.to_owned();
    let mut dice = Dice(seed);
    client.open(&file, "", &text);
    let (mut version, mut made) = (1, 0);
    while made < EDITS {
        let burst = 1 + dice.roll(40);
        for _ in 0..burst {
            // Several changes may come in one message, each in the text that the one before left.
            let changes: Vec<Value> = (0..=dice.roll(3))
                .map(|_| edit(&mut text, original, encoding, &mut dice))
                .collect();
            made += changes.len();
            version += 1;
            client.change(&file, version, &changes);
        }
        let found: Vec<Value> = client.pull(&file).iter().map(told).collect();
        assert_eq!(
            found,
            expected(&path, &text, encoding),
            "{name} {} after {made} edits",
            encoding.name()
        );
        client.heard.clear();
        client.said.clear();
    }
    assert_eq!(client.stop(), Some(0));
}

fn in_every_writing(encoding: Encoding, seed: u64) {
    let short = |text: String| text.replace(&"推进学位建设工作".repeat(125), "推进学位建设工作𠮷😀。");
    let json = short(
        serde_json::to_string_pretty(
            &serde_json::from_str::<Value>(&command::json_form().replace('\t', "")).unwrap(),
        )
        .unwrap(),
    );
    let table = short(command::form());
    let source = Source::new("a.eval.txt", table.as_str()).unwrap();
    let yaml = evallint_convert::convert(&source, evallint_convert::Target::Yaml, None)
        .unwrap()
        .text;
    type_along("自评.eval.json", &json, encoding, seed);
    type_along("自评.eval.yaml", &yaml, encoding, seed + 1);
    type_along("自评.eval.txt", &table, encoding, seed + 2);
}

#[test]
fn in_utf_8() {
    in_every_writing(Encoding::Utf8, 0x9E37_79B9);
}

#[test]
fn in_utf_16() {
    in_every_writing(Encoding::Utf16, 0x7F4A_7C15);
}

#[test]
fn in_utf_32() {
    in_every_writing(Encoding::Utf32, 0xBF58_476D);
}
