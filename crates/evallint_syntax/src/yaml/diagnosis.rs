//! From the place where the parser stopped to the mistake its author made.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::brackets::bracket_fault;
use super::builder::Failure;
use super::faults::{Effect, Fault};
use super::indentation::{colon_fault, misplaced_line, tab_fault};
use super::lines::{Line, quoted_end};
use super::quotes::{escape_fault, quote_fault, trailing_fault};
use crate::tree::SyntaxErrorKind;

/// Longer than this, in bytes, no text before a colon is taken for a key.
pub(super) const LONGEST_KEY: usize = 75;

/// Longer than this, in bytes, no value is short.
const LONGEST_SHORT_VALUE: usize = 30;

/// What was meant where the parser stopped.
pub(super) fn diagnose(original: &str, text: &str, failure: &Failure) -> Fault {
    let at = failure.at;
    let line = Line::at(text, at);
    match &failure.kind {
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => quote_fault(text, at),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => escape_fault(text, at),
        ErrorKind::InvalidTrailingDoubleQuotedScalar => trailing_fault(text, &line, failure, b'"'),
        ErrorKind::InvalidTrailingSingleQuotedScalar => trailing_fault(text, &line, failure, b'\''),
        ErrorKind::UnexpectedCharacter { character } if is_control(*character) => {
            control_fault(text, at, *character)
        }
        ErrorKind::BomInsideDocument => control_fault(text, at, '\u{feff}'),
        ErrorKind::RecursionLimitExceeded => too_deep(text, &line, failure),
        ErrorKind::UnclosedFlowCollection { .. } | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
            bracket_fault(text, failure.bracket.unwrap_or(at).min(at), failure)
        }
        _ if failure.bracket.is_some() => bracket_fault(text, failure.bracket.unwrap_or(at), failure),
        ErrorKind::TabInBlockIndentation
        | ErrorKind::TabNotAllowed
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInIndentation => tab_fault(text, &line),
        ErrorKind::SimpleKeyExpected => keyless_line(text, &line),
        ErrorKind::MappingValueNotAllowed => colon_fault(original, text, &line, at),
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::ExpectedDocumentStart
            if at <= line.content =>
        {
            misplaced_line(original, text, &line, &failure.kind)
        }
        ErrorKind::CommentInterceptedScalar => Fault::new(
            SyntaxErrorKind::NeedsQuotes,
            at..at + 1,
            at..line.end,
            Effect::Value,
        ),
        ErrorKind::MisplacedFlowCollectionEnd => stray_bracket(text, &line, at),
        ErrorKind::InvalidBlockScalarIndent => block_scalar_fault(text, &line),
        _ => special_text(text, &line, at),
    }
}

/// A text that begins with or holds something that has a meaning in YAML.
pub(super) fn special_text(text: &str, line: &Line, at: usize) -> Fault {
    let first = text.get(at..line.end).and_then(|rest| rest.chars().next());
    let range = match first {
        Some(character) => at..at + character.len_utf8(),
        None => line.content.min(line.trimmed_end(text))..line.trimmed_end(text),
    };
    value_fault(text, line, SyntaxErrorKind::NeedsQuotes, range)
}

/// A fault of all that follows the key or the dash; of the whole line where there is none.
pub(super) fn value_fault(text: &str, line: &Line, kind: SyntaxErrorKind, range: Range<usize>) -> Fault {
    if line.key.is_none() && line.dash.is_none() {
        return Fault::new(kind, range, line.start..line.end, Effect::Member);
    }
    let mask = line.value(text)..value_end(text, line);
    Fault::new(kind, range, mask, Effect::Value)
}

/// Where the value on a line ends: with the deeper lines after it, unless these are members or elements.
pub(super) fn value_end(text: &str, line: &Line) -> usize {
    let mut next = line.following(text);
    while let Some(blank) = next.as_ref().filter(|next| next.is_blank(text)) {
        next = blank.following(text);
    }
    match next {
        Some(next) if next.key.is_some() || next.dash.is_some() => line.end,
        _ => line.end_with_deeper(text, line.base()),
    }
}

/// A line that stands where a key should, and has none that a value can follow.
pub(super) fn keyless_line(text: &str, line: &Line) -> Fault {
    let end = line.trimmed_end(text);
    let content = text.get(line.content..end).unwrap_or_default();
    if let Some(colon) = full_width_colon(content) {
        let colon = line.content + colon;
        let writes = vec![(colon, b':'), (colon + 1, b' '), (colon + 2, b' ')];
        return Fault::mended(
            SyntaxErrorKind::ExpectedColon,
            colon..colon + '：'.len_utf8(),
            writes,
        );
    }
    if let Some(colon) = content.find(':').filter(|colon| is_key(content, *colon)) {
        let value = line.content + colon + 1;
        let is_address = text.get(value..).is_some_and(|value| value.starts_with("//"));
        if value < end && !is_address {
            return unspaced_value(text, line, value..end);
        }
    }
    if continues_text(text, line, content) {
        let mask = line.start..text_end(text, line);
        return Fault::new(
            SyntaxErrorKind::WrongIndentation,
            line.content..end,
            mask,
            Effect::Text,
        );
    }
    let mask = line.start..line.end_with_deeper(text, line.indentation());
    Fault::new(
        SyntaxErrorKind::ExpectedColon,
        line.content..end,
        mask,
        Effect::Member,
    )
}

/// The full-width colon after a key. A key may itself hold one, where what follows the second is short.
pub(super) fn full_width_colon(content: &str) -> Option<usize> {
    let short = |last: usize| {
        let value = content.get(last + '：'.len_utf8()..).unwrap_or_default();
        is_key(content, last)
            && !value.is_empty()
            && value.len() <= LONGEST_SHORT_VALUE
            && !has_sentence(value)
    };
    let last = content.rfind('：').filter(|last| short(*last));
    let colon = last.or_else(|| content.find('：').filter(|first| is_key(content, *first)));
    colon.filter(|colon| !goes_on_to_colon(content, *colon))
}

/// Whether a full-width colon is part of a key that another colon ends, which only lacks its space.
fn goes_on_to_colon(content: &str, wide: usize) -> bool {
    let rest = content.get(wide..).unwrap_or_default();
    let Some(colon) = rest.find(':').map(|at| wide + at) else {
        return false;
    };
    let value = content.get(colon + 1..).unwrap_or_default();
    let is_clock = content
        .get(..colon)
        .is_some_and(|key| key.ends_with(|last: char| last.is_ascii_digit()));
    is_key(content, colon) && !is_clock && (is_amount(value) || value.starts_with(['"', '\'']))
}

/// The value after a colon without a space. It can be read where it is no more than one scalar.
fn unspaced_value(text: &str, line: &Line, value: Range<usize>) -> Fault {
    let literal = text.get(value.clone()).unwrap_or_default();
    let is_scalar = match literal.bytes().next() {
        Some(quote @ (b'"' | b'\'')) => {
            quoted_end(literal, quote) == Some(literal.len()) && !literal.contains('\\')
        }
        Some(first) => {
            !b"[]{},#&*!|>%@`-?".contains(&first) && !literal.contains(": ") && !literal.contains(" #")
        }
        None => false,
    };
    let mask_end = value_end(text, line);
    let effect = if is_scalar && mask_end == line.end {
        Effect::Reads(value.clone())
    } else {
        Effect::Value
    };
    let colon = value.start - 1;
    Fault::new(
        SyntaxErrorKind::ExpectedSpace,
        colon..colon + 1,
        value.start..mask_end,
        effect,
    )
}

/// Whether the content up to there looks like a key, not like prose.
pub(super) fn is_key(content: &str, end: usize) -> bool {
    let key = content.get(..end).unwrap_or_default();
    (1..=LONGEST_KEY).contains(&key.len()) && !has_sentence(key)
}

/// Whether a key is a name such as those of the fields.
pub(super) fn is_name(key: &str) -> bool {
    key.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Whether a value is a number, with separators or a percent sign or without.
pub(super) fn is_amount(value: &str) -> bool {
    value.starts_with(|first: char| first.is_ascii_digit() || first == '-')
        && value
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b",.-%".contains(&byte))
}

/// Whether the text has the punctuation of prose.
pub(super) fn has_sentence(text: &str) -> bool {
    text.contains(['，', '。', '；', '、', '！', '？', '“', '”'])
}

/// Whether a line goes on with the text of the line above, as far as its words tell.
fn continues_text(text: &str, line: &Line, content: &str) -> bool {
    let Some(previous) = line.previous_with_content(text) else {
        return false;
    };
    let has_text = previous.key.is_none() || previous.has_value(text);
    has_text && (has_sentence(content) || content.len() > LONGEST_KEY)
}

/// Where the lines of a text end that begins with a line which is not indented enough.
fn text_end(text: &str, line: &Line) -> usize {
    let mut end = line.end;
    let mut next = line.following(text);
    while let Some(line) =
        next.filter(|line| !line.is_blank(text) && line.key.is_none() && line.dash.is_none())
    {
        let content = text.get(line.content..line.end).unwrap_or_default();
        if !has_sentence(content) {
            break;
        }
        end = line.end;
        next = line.following(text);
    }
    end
}

fn is_control(character: char) -> bool {
    character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}')
}

/// A character that stands in no text. It alone is blanked.
fn control_fault(text: &str, from: usize, character: char) -> Fault {
    let rest = text.get(from..).unwrap_or_default();
    let start = from + rest.find(character).unwrap_or_default();
    let end = start + character.len_utf8();
    let mut writes: Vec<(usize, u8)> = (start..end).map(|at| (at, b' ')).collect();
    let line = Line::at(text, start);
    if line.indent == start || line.start == end {
        // Blanks would indent what follows on the line.
        writes.extend([(end - 1, b'\n')]);
    }
    Fault::mended(SyntaxErrorKind::ControlCharacter, start..end, writes)
}

fn too_deep(text: &str, line: &Line, failure: &Failure) -> Fault {
    let at = failure.at;
    let range = at..at + 1;
    let key = line.key.as_ref().filter(|key| key.colon < at);
    let mask_end = line.end_with_deeper(text, line.indentation());
    match key {
        Some(_) => Fault::new(
            SyntaxErrorKind::TooDeep,
            range,
            line.value(text)..mask_end,
            Effect::Value,
        ),
        None => Fault::new(
            SyntaxErrorKind::TooDeep,
            range,
            line.start..mask_end,
            Effect::Member,
        ),
    }
}

fn stray_bracket(text: &str, line: &Line, at: usize) -> Fault {
    let range = at..at + 1;
    let content = text.get(line.content..line.trimmed_end(text)).unwrap_or_default();
    if content.trim_matches([']', '}', ',', ' ']).is_empty() {
        let mask = line.start..line.end;
        return Fault::new(SyntaxErrorKind::UnexpectedClosing, range, mask, Effect::Value);
    }
    value_fault(text, line, SyntaxErrorKind::UnexpectedClosing, range)
}

/// A block scalar whose lines are indented less than the blanks before them.
fn block_scalar_fault(text: &str, line: &Line) -> Fault {
    let header = line.previous_with_content(text).unwrap_or_else(|| line.clone());
    let end = header.end_with_deeper(text, header.base()).max(line.end);
    Fault::new(
        SyntaxErrorKind::WrongIndentation,
        line.indent..line.trimmed_end(text).max(line.indent),
        header.value(text)..end,
        Effect::Value,
    )
}
