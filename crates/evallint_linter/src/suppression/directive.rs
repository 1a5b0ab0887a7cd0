//! What a comment says: `evallint: allow <id>[, <id>…] <separator> <reason>`.

use std::ops::Range;

use crate::rules::Fault;

/// What a comment asks for. Ranges are of bytes of its text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Directive {
    /// Whether it is about the whole document, not about what stands next.
    pub is_for_file: bool,
    /// The names of the rules and groups.
    pub names: Vec<Range<usize>>,
    /// Why.
    pub reason: Range<usize>,
    /// The words of the whole directive.
    pub words: Range<usize>,
}

/// A comment that is meant for the tool and cannot be followed: why, and the words that are wrong.
pub(crate) type Broken = (Fault, Range<usize>);

/// Reads the text of a comment; nothing where it is not meant for the tool.
pub(crate) fn read(text: &str) -> Option<Result<Directive, Broken>> {
    let words = span(text, text.trim());
    let after_name = text.get(words.clone())?.strip_prefix("evallint")?;
    let rest = after_name.trim_start();
    let Some(command) = rest.strip_prefix([':', '：']) else {
        // Other comments may begin with the tool's name.
        let is_meant = rest.len() < after_name.len() && rest.starts_with("allow");
        return is_meant.then_some(Err((Fault::Unreadable, words)));
    };
    let command = command.trim_start();
    let is_part_of_verb = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    let arguments = command.trim_start_matches(is_part_of_verb);
    let verb = command.get(..command.len() - arguments.len())?;
    let is_for_file = match verb {
        "allow" => false,
        "allow-file" => true,
        _ => return Some(Err((Fault::Unreadable, words))),
    };
    let (written, reason) = split_at_separator(arguments);
    let names = names(text, without_marker(written));
    if names.is_empty() {
        return Some(Err((Fault::NoRule, words)));
    }
    if !is_reason(reason) {
        return Some(Err((Fault::NoReason, words)));
    }
    Some(Ok(Directive {
        is_for_file,
        names,
        reason: span(text, reason_alone(reason)),
        words,
    }))
}

/// Whether something is said: a word or a number, behind any further separator.
pub(super) fn is_reason(text: &str) -> bool {
    let said = text.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    without_marker_before(said).contains(char::is_alphanumeric)
}

/// The reason without what only leads up to it: further separators, and the word that announces it.
fn reason_alone(text: &str) -> &str {
    let separates = |letter: char| letter.is_whitespace() || matches!(letter, ':' | '：' | '—' | '–' | '-');
    let said = without_marker_before(text.trim_start_matches(separates));
    said.trim_start_matches(separates).trim_end()
}

fn without_marker_before(said: &str) -> &str {
    MARKERS
        .iter()
        .find_map(|marker| {
            let rest = said.strip_prefix(marker)?.trim_start();
            (rest.is_empty() || rest.starts_with([':', '：'])).then_some(rest)
        })
        .unwrap_or(said)
}

/// The words that may stand before the reason.
const MARKERS: &[&str] = &["理由", "原因", "reason", "Reason"];

/// What parts the rules from the reason. Within the name of a rule stands none of them.
const SEPARATORS: &[&str] = &[":", "：", "—", "–", "--", " - "];

fn split_at_separator(text: &str) -> (&str, &str) {
    let first = SEPARATORS
        .iter()
        .filter_map(|separator| Some((text.find(separator)?, separator.len())))
        .min();
    match first {
        Some((at, length)) => (
            text.get(..at).unwrap_or_default(),
            text.get(at + length..).unwrap_or_default(),
        ),
        None => (text, ""),
    }
}

/// The names without the word that announces the reason.
fn without_marker(written: &str) -> &str {
    let written = written.trim_end();
    MARKERS
        .iter()
        .find_map(|marker| written.strip_suffix(marker))
        .unwrap_or(written)
}

/// Where the names stand that commas or blanks part.
fn names(text: &str, written: &str) -> Vec<Range<usize>> {
    let parts_names = |letter: char| matches!(letter, ',' | '，' | '、') || letter.is_whitespace();
    written
        .split(parts_names)
        .filter(|name| !name.is_empty())
        .map(|name| span(text, name))
        .collect()
}

/// Where a part of the text stands in it.
fn span(text: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr().addr() - text.as_ptr().addr();
    start..start + part.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that a comment allows, after `*` where that is for the whole file.
    fn allowed(text: &str) -> String {
        let Some(Ok(directive)) = read(text) else {
            panic!("{text:?} is {:?}", read(text));
        };
        assert_eq!(&text[directive.words.clone()], text.trim());
        let names: Vec<&str> = directive.names.iter().map(|name| &text[name.clone()]).collect();
        format!(
            "{}{}",
            if directive.is_for_file { "*" } else { "" },
            names.join(" ")
        )
    }

    #[test]
    fn every_separator_parts_the_rules_from_the_reason() {
        for separator in [
            " 理由：",
            "理由:",
            "：",
            ": ",
            " — ",
            "——",
            " -- ",
            "--",
            " – ",
            " - ",
            " reason: ",
            " 原因：",
            " -- 理由：",
            "\t理由 ： ",
        ] {
            let text = format!(" evallint: allow placeholder{separator}附件另报 ");
            assert_eq!(allowed(&text), "placeholder", "{separator:?}");
        }
    }

    #[test]
    fn several_rules_and_the_whole_file() {
        assert_eq!(allowed("evallint:allow a-b, c：理"), "a-b c");
        assert_eq!(allowed("evallint： allow a、b，c , 理由：二"), "a b c");
        assert_eq!(allowed("evallint: allow-file funds -- x"), "*funds");
        assert_eq!(allowed("evallint: allow a-b\n理由：甲：乙--丙"), "a-b");
        assert_eq!(allowed("evallint: allow a：理由同上"), "a");
    }

    #[test]
    fn the_reason_stands_alone() {
        for (text, reason) in [
            ("evallint: allow a 理由：附件另报 ", "附件另报"),
            ("evallint: allow a -- 理由 ： （附件）另报", "（附件）另报"),
            ("evallint: allow a：理由同上", "理由同上"),
            ("evallint: allow a -- 甲：乙--丙", "甲：乙--丙"),
        ] {
            let Some(Ok(directive)) = read(text) else {
                panic!("{text:?}")
            };
            assert_eq!(&text[directive.reason], reason, "{text:?}");
        }
    }

    #[test]
    fn without_a_reason_nothing_is_allowed() {
        for text in [
            "evallint: allow placeholder",
            "evallint: allow placeholder 理由：",
            "evallint: allow placeholder —— ……",
            "evallint: allow placeholder -- 理由：",
            "evallint: allow placeholder：理由",
            "evallint: allow placeholder 附件另报",
        ] {
            assert_eq!(
                read(text),
                Some(Err((Fault::NoReason, 0..text.len()))),
                "{text:?}"
            );
        }
    }

    #[test]
    fn what_cannot_be_followed() {
        let broken = |text: &str| match read(text) {
            Some(Err((fault, _))) => fault,
            other => panic!("{text:?} is {other:?}"),
        };
        assert_eq!(broken("evallint: allow 理由：附件另报"), Fault::NoRule);
        assert_eq!(broken("evallint: allow"), Fault::NoRule);
        for text in [
            "evallint:",
            "evallint: ignore placeholder 理由：x",
            "evallint: allowed a: b",
            "evallint allow placeholder 理由：x",
            "evallint: 请放行",
        ] {
            assert_eq!(broken(text), Fault::Unreadable, "{text:?}");
        }
    }

    #[test]
    fn other_comments_are_none_of_its_business() {
        for text in [
            "",
            "allow a: b",
            "evallint 检查过",
            "evallinter: x",
            "见 evallint: allow a: b",
            "evallintallow a: b",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}
