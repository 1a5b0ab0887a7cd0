//! Scalars: what a plain one means, and the way from each text back to the source.

use std::borrow::Cow;

use granit_parser::ScalarStyle;

use super::blocks::{decode_block, header_of};
use super::escapes::read_escape;
use super::lines::Line;
use crate::range::{ByteRange, offset};
use crate::text::{Text, TextBuilder};
use crate::tree::Value;

/// The text as its author wrote it, and the text that is parsed: the same, with the damage blanked.
#[derive(Clone, Copy)]
pub(super) struct Sources<'a, 'm> {
    pub(super) original: &'a str,
    pub(super) masked: &'m str,
}

/// A scalar as the parser tells of it.
pub(super) struct Scalar<'m> {
    pub(super) value: Cow<'m, str>,
    pub(super) style: ScalarStyle,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl<'a> Sources<'a, '_> {
    /// The text of a scalar, and where the scalar stands with its quotes or its block header.
    pub(super) fn text(self, scalar: &Scalar<'_>) -> (Text<'a>, ByteRange) {
        let (start, end) = (scalar.start, scalar.end);
        match scalar.style {
            ScalarStyle::Plain => (
                self.flow_text(scalar, start, end, None),
                ByteRange::between(start, end),
            ),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                let quote = if scalar.style == ScalarStyle::SingleQuoted {
                    b'\''
                } else {
                    b'"'
                };
                let text = self.flow_text(scalar, start + 1, end.saturating_sub(1), Some(quote));
                (text, ByteRange::between(start, end))
            }
            ScalarStyle::Literal | ScalarStyle::Folded => self.block_text(scalar),
        }
    }

    fn flow_text(self, scalar: &Scalar<'_>, start: usize, end: usize, quote: Option<u8>) -> Text<'a> {
        match self.original.get(start..end) {
            Some(content) if *content == *scalar.value => Text::verbatim(content, offset(start)),
            _ => {
                let content = self.masked.get(start..end).unwrap_or_default();
                let text = decode_flow(content, start, quote);
                if *text.value() == *scalar.value {
                    text
                } else {
                    // The parser skips comments in odd places within a text.
                    whole_text(scalar)
                }
            }
        }
    }

    fn block_text(self, scalar: &Scalar<'_>) -> (Text<'a>, ByteRange) {
        let body = scalar.value.trim_end_matches('\n');
        let header = header_of(self.masked, scalar.start);
        if body.is_empty() {
            let place = ByteRange::between(header.end, header.end);
            let mut builder = TextBuilder::default();
            builder.push(&scalar.value, place);
            return (builder.finish(), ByteRange::between(header.start, header.end));
        }
        if let Some(undamaged) = self.without_damaged_end(scalar) {
            return self.block_text(&undamaged);
        }
        let first = Line::at(self.masked, scalar.start);
        let last = Line::at(self.masked, scalar.end.saturating_sub(1));
        let part = first.start..last.end.max(scalar.end);
        if self.original.get(part.clone()) != self.masked.get(part) {
            return (whole_text(scalar), ByteRange::between(header.start, scalar.end));
        }
        let is_literal = scalar.style == ScalarStyle::Literal;
        let text = decode_block(self.masked, scalar, is_literal);
        debug_assert_eq!(text.value(), scalar.value, "a block is read as the parser does");
        let range = ByteRange::new(offset(header.start), text.range().end);
        match self.original.get(text.range().as_index()) {
            Some(content) if *content == *scalar.value => {
                (Text::verbatim(content, text.range().start), range)
            }
            _ => (text, range),
        }
    }

    /// The scalar without the lines at its end that were blanked out, which the parser takes for part of it.
    fn without_damaged_end<'s>(self, scalar: &'s Scalar<'_>) -> Option<Scalar<'s>> {
        let content = self
            .masked
            .get(..scalar.end)?
            .trim_end_matches([' ', '\n', '\r'])
            .len();
        let end = Line::at(self.masked, content.checked_sub(1)?).end;
        if content <= scalar.start || self.original.get(end..scalar.end) == self.masked.get(end..scalar.end) {
            return None;
        }
        let body = scalar.value.trim_end_matches([' ', '\n']).len() + (end - content);
        let keeps_break = scalar.value.ends_with('\n') && scalar.value.get(body..)?.starts_with('\n');
        let value = Cow::Borrowed(scalar.value.get(..body + usize::from(keeps_break))?);
        Some(Scalar {
            value,
            style: scalar.style,
            start: scalar.start,
            end,
        })
    }
}

/// The text of a scalar whose parts have no places of their own, such as what is left of a damaged one.
fn whole_text(scalar: &Scalar<'_>) -> Text<'static> {
    let place = ByteRange::between(scalar.start, scalar.end);
    // A piece as long as its source would be taken for the same bytes.
    let is_as_long = place.len() as usize == scalar.value.len();
    let source = if is_as_long {
        ByteRange::new(place.start, place.start)
    } else {
        place
    };
    let mut builder = TextBuilder::default();
    builder.push(&scalar.value, source);
    builder.finish()
}

/// Decodes a plain or quoted scalar, whose content begins at the byte `start`.
fn decode_flow(content: &str, start: usize, quote: Option<u8>) -> Text<'static> {
    let bytes = content.as_bytes();
    let special = match quote {
        None => b'\n',
        Some(b'\'') => b'\'',
        Some(_) => b'\\',
    };
    let mut builder = TextBuilder::default();
    let mut at = 0;
    while let Some(plain) = memchr::memchr3(special, b'\n', b'\r', bytes.get(at..).unwrap_or_default()) {
        let stop = at + plain;
        let chunk = content.get(at..stop).unwrap_or_default();
        match bytes.get(stop) {
            Some(b'\n' | b'\r') => {
                let chunk = chunk.trim_end_matches([' ', '\t']);
                builder.push_verbatim(chunk, offset(start + at));
                let (end, breaks) = skip_breaks(bytes, stop);
                let range = ByteRange::between(start + at + chunk.len(), start + end);
                push_break(&mut builder, breaks, range);
                at = end;
            }
            Some(b'\'') => {
                builder.push_verbatim(chunk, offset(start + at));
                builder.push_escape('\'', ByteRange::between(start + stop, start + stop + 2));
                at = stop + 2;
            }
            _ => {
                builder.push_verbatim(chunk, offset(start + at));
                at = push_escape(&mut builder, content, start, stop);
            }
        }
    }
    builder.push_verbatim(content.get(at..).unwrap_or_default(), offset(start + at));
    builder.finish()
}

/// Appends what the backslash at `stop` begins, and gives where reading goes on.
fn push_escape(builder: &mut TextBuilder, content: &str, start: usize, stop: usize) -> usize {
    let bytes = content.as_bytes();
    if matches!(bytes.get(stop + 1), Some(b'\n' | b'\r')) {
        // A break after a backslash is none; those of the empty lines after it are.
        let (end, breaks) = skip_breaks(bytes, stop + 1);
        let range = ByteRange::between(start + stop, start + end);
        builder.push(&"\n".repeat(breaks.saturating_sub(1)), range);
        return end;
    }
    let escape = read_escape(content.get(stop..).unwrap_or_default());
    let end = stop + escape.length;
    let range = ByteRange::between(start + stop, start + end);
    match escape.meaning {
        Some(meaning) => builder.push_escape(meaning, range),
        None => builder.push_verbatim(content.get(stop..end).unwrap_or_default(), range.start),
    }
    end
}

/// Skips line breaks and the blanks around them, and counts the breaks.
fn skip_breaks(bytes: &[u8], mut at: usize) -> (usize, usize) {
    let mut breaks = 0;
    loop {
        match bytes.get(at) {
            Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => at += 1,
            Some(b'\n' | b'\r') => {
                breaks += 1;
                at += 1;
            }
            Some(b' ' | b'\t') => at += 1,
            _ => return (at, breaks),
        }
    }
}

/// Appends what folding makes of line breaks: a space of one, and of several a break less.
pub(super) fn push_break(builder: &mut TextBuilder, breaks: usize, range: ByteRange) {
    if breaks == 1 {
        builder.push(" ", range);
    } else {
        builder.push(&"\n".repeat(breaks.saturating_sub(1)), range);
    }
}

/// What a plain scalar means where no tag says that it is a text.
pub(super) fn resolve(literal: &str) -> Option<Value<'_>> {
    match literal {
        "" | "~" | "null" => Some(Value::Null),
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        _ => {
            // JSON's readers know no sign before a positive number.
            let number = literal
                .strip_prefix('+')
                .filter(|rest| !rest.starts_with('-'))
                .unwrap_or(literal);
            is_number(number).then_some(Value::Number(Cow::Borrowed(number)))
        }
    }
}

/// Whether JSON takes it as a number.
fn is_number(literal: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let unsigned = literal.strip_prefix('-').unwrap_or(literal);
    let whole = digits(unsigned);
    if whole == 0 || (whole > 1 && unsigned.starts_with('0')) {
        return false;
    }
    let mut rest = unsigned.get(whole..).unwrap_or_default();
    if let Some(fraction) = rest.strip_prefix('.') {
        let count = digits(fraction);
        if count == 0 {
            return false;
        }
        rest = fraction.get(count..).unwrap_or_default();
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        return !exponent.is_empty() && digits(exponent) == exponent.len();
    }
    rest.is_empty()
}
