//! Mistakes about quotes.

use super::builder::Failure;
use super::diagnosis::{special_text, value_end, value_fault};
use super::escapes::read_escape;
use super::faults::{Effect, Fault};
use super::lines::{Line, quoted_end};
use crate::tree::SyntaxErrorKind;

/// A quote that is never closed. It takes its line with it, and the deeper lines after it.
pub(super) fn quote_fault(text: &str, quote: usize) -> Fault {
    let line = Line::at(text, quote);
    let range = quote..line.trimmed_end(text).max(quote + 1);
    let kind = SyntaxErrorKind::UnclosedString;
    let end = value_end(text, &line);
    let value = line.value(text);
    if line.key.is_none() && line.dash.is_none() || quote < value {
        return Fault::new(kind, range, line.start..end, Effect::Member);
    }
    Fault::new(kind, range, value..end, Effect::Value)
}

/// A backslash in double quotes that begins no escape. The text can be read without it.
pub(super) fn escape_fault(text: &str, quote: usize) -> Fault {
    let line = Line::at(text, quote);
    let region = text.get(quote..line.end_with_deeper(text, line.base()));
    let closed = region.and_then(|region| region.get(..quoted_end(region, b'"')?));
    let Some(quoted) = closed else {
        return quote_fault(text, quote);
    };
    let mut at = 0;
    while let Some(plain) = memchr::memchr(b'\\', quoted.get(at..).unwrap_or_default().as_bytes()) {
        at += plain;
        let rest = quoted.get(at..).unwrap_or_default();
        if rest.starts_with("\\\n") || rest.starts_with("\\\r") {
            at += 2;
            continue;
        }
        let escape = read_escape(rest);
        let start = quote + at;
        if escape.meaning.is_none() {
            let range = start..start + escape.length;
            let mut fault = Fault::mended(SyntaxErrorKind::InvalidEscape, range, vec![(start, b' ')]);
            fault.mask = start..start + 1;
            return fault;
        }
        at += escape.length;
    }
    value_fault(text, &line, SyntaxErrorKind::InvalidEscape, quote..quote + 1)
}

/// Text after a closing quote: quotes inside of the text, or a quote further up that was never closed.
pub(super) fn trailing_fault(text: &str, line: &Line, failure: &Failure, quote: u8) -> Fault {
    let at = failure.at;
    let begins_with_quote = |line: &Line| text.as_bytes().get(line.value(text)) == Some(&quote);
    let closing = |line: &Line| quoted_end(text.get(line.value(text)..line.end)?, quote);
    let is_own = begins_with_quote(line)
        && closing(line).is_some_and(|end| {
            let rest = text.get(line.value(text) + end..line.end).unwrap_or_default();
            !rest.trim().is_empty()
        });
    if is_own {
        return special_text(text, line, at);
    }
    let is_closed = |line: &Line| {
        let quoted = text.get(line.value(text)..value_end(text, line));
        quoted.is_some_and(|quoted| quoted_end(quoted, quote).is_some())
    };
    let mut above = line.previous(text);
    while let Some(line) = above {
        if begins_with_quote(&line) && !is_closed(&line) {
            return quote_fault(text, line.value(text));
        }
        above = line.previous(text);
    }
    match opening_quote(text, failure.read_to, at) {
        Some(opening) if opening < line.start => quote_fault(text, opening),
        _ => special_text(text, line, at),
    }
}

/// Where the quoted text begins that ends at `end`, when all quotes from `start` on are paired.
fn opening_quote(text: &str, start: usize, end: usize) -> Option<usize> {
    let mut at = start;
    loop {
        let rest = text.get(at..end)?;
        let opening = at + memchr::memchr2(b'"', b'\'', rest.as_bytes())?;
        let quoted = text.get(opening..end)?;
        let closing = opening + quoted_end(quoted, *quoted.as_bytes().first()?)?;
        if text.get(closing..end)?.trim().is_empty() {
            return Some(opening);
        }
        at = closing;
    }
}
