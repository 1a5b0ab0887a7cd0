//! Block scalars: the lines after a `|` or `>`.

use std::ops::Range;

use super::scalars::{Scalar, push_break};
use crate::range::{ByteRange, offset};
use crate::text::{Text, TextBuilder};

/// Decodes a block scalar that is not blank. Its last line break is part of the value, but the range ends before it: the
/// place of a text is where its author sees it.
pub(super) fn decode_block(source: &str, scalar: &Scalar<'_>, is_literal: bool) -> Text<'static> {
    let bytes = source.as_bytes();
    let line_start = memchr::memrchr2(b'\n', b'\r', bytes.get(..scalar.start).unwrap_or_default());
    let indent = scalar.start - line_start.map_or(0, |at| at + 1);
    let body = scalar.value.trim_end_matches('\n').len();
    let leading = scalar.value.bytes().take_while(|byte| *byte == b'\n').count();

    let mut builder = TextBuilder::default();
    builder.push(
        &"\n".repeat(leading),
        ByteRange::between(scalar.start, scalar.start),
    );
    let mut at = scalar.start;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let line_end = memchr::memchr2(b'\n', b'\r', rest).map_or(source.len(), |length| at + length);
        let line = source.get(at..line_end).unwrap_or_default();
        builder.push_verbatim(line, offset(at));
        let tail = scalar.value.get(builder.len()..).unwrap_or_default();
        if builder.len() >= body || line_end >= source.len() {
            builder.push(tail, ByteRange::between(line_end, line_end));
            return builder.finish();
        }
        let (next, breaks) = next_line(bytes, line_end, indent);
        let range = ByteRange::between(line_end, next);
        let is_blank = |byte: Option<&u8>| matches!(byte, Some(b' ' | b'\t'));
        if is_literal || is_blank(line.as_bytes().first()) || is_blank(bytes.get(next)) {
            builder.push(&"\n".repeat(breaks), range);
        } else {
            push_break(&mut builder, breaks, range);
        }
        at = next;
    }
}

/// Where the content of the next line that is not empty begins, and how many line breaks lie before it.
fn next_line(bytes: &[u8], mut at: usize, indent: usize) -> (usize, usize) {
    let mut breaks = 0;
    loop {
        match bytes.get(at) {
            Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => at += 2,
            Some(b'\n' | b'\r') => at += 1,
            _ => return (at, breaks),
        }
        breaks += 1;
        let blanks = bytes.iter().skip(at).take(indent);
        at += blanks.take_while(|byte| **byte == b' ').count();
    }
}

/// The header of the block scalar whose content, or whatever follows where there is none, begins at `content`.
pub(super) fn header_of(source: &str, content: usize) -> Range<usize> {
    let at_content = source.get(content..).unwrap_or_default();
    let at_once = header_in(at_content.lines().next().unwrap_or_default());
    if let Some(header) = at_once.filter(|header| header.start == 0) {
        return content..content + header.end;
    }
    let before = source.get(..content).unwrap_or_default().trim_end();
    let line_start = memchr::memrchr2(b'\n', b'\r', before.as_bytes()).map_or(0, |at| at + 1);
    match header_in(before.get(line_start..).unwrap_or_default()) {
        Some(header) => line_start + header.start..line_start + header.end,
        None => content..content,
    }
}

/// Whether a value is the header of a block scalar.
pub(super) fn is_block_header(value: &str) -> bool {
    header_in(value).is_some_and(|header| header.start == 0)
}

/// The header in a line: an indicator with nothing but its options, blanks and a comment behind it.
fn header_in(line: &str) -> Option<Range<usize>> {
    memchr::memchr2_iter(b'|', b'>', line.as_bytes()).find_map(|start| {
        let after = line.get(start + 1..)?;
        let rest = after.trim_start_matches(['+', '-', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        let ends =
            rest.trim().is_empty() || rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#');
        let begins = start == 0
            || line
                .as_bytes()
                .get(start - 1)
                .is_some_and(u8::is_ascii_whitespace);
        (ends && begins).then(|| start..line.len() - rest.len())
    })
}
