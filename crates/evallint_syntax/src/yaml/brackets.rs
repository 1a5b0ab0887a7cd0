//! Mistakes inside of brackets.

use granit_parser::ErrorKind;

use super::builder::Failure;
use super::faults::{Effect, Fault};
use super::lines::{Line, quoted_end};
use crate::tree::SyntaxErrorKind;

/// A mistake inside of the outermost bracket at `bracket`. All that the brackets hold is lost.
pub(super) fn bracket_fault(text: &str, bracket: usize, failure: &Failure) -> Fault {
    let line = Line::at(text, bracket);
    let end = region_end(text, &line);
    let region = text.get(bracket..end).unwrap_or_default();
    let (kind, range) = match (closing(region), &failure.kind) {
        (None, ErrorKind::MismatchedFlowCollectionEnd { .. }) => {
            (SyntaxErrorKind::UnclosedContainer, failure.at..failure.at + 1)
        }
        (None, _) => (SyntaxErrorKind::UnclosedContainer, bracket..bracket + 1),
        (Some(_), ErrorKind::ExpectedFlowSequenceSeparator | ErrorKind::ExpectedFlowMappingSeparator) => {
            let at = failure.at.clamp(bracket, end);
            (SyntaxErrorKind::ExpectedComma, at..at)
        }
        (Some(_), _) => {
            let rest = text.get(failure.at..).and_then(|rest| rest.chars().next());
            let length = rest.map_or(0, char::len_utf8);
            (SyntaxErrorKind::NeedsQuotes, failure.at..failure.at + length)
        }
    };
    let value = line.value(text);
    if bracket < value || line.key.is_none() && line.dash.is_none() {
        let mask = line.start..end;
        return Fault::new(kind, range, mask, Effect::Member);
    }
    Fault::new(kind, range, value..end, Effect::Value)
}

/// Where what begins with a bracket on this line ends at the latest: before the next line that is not deeper, unless
/// that one closes it.
fn region_end(text: &str, line: &Line) -> usize {
    let is_block = |line: &Line| {
        let ends_in_flow = text
            .get(line.start..line.trimmed_end(text))
            .is_some_and(|line| line.ends_with([',', '[', '{', ']', '}']));
        line.dash.is_some() || line.key.is_some() && !ends_in_flow
    };
    let mut next = line.following(text);
    while let Some(blank) = next.as_ref().filter(|next| next.is_blank(text)) {
        next = blank.following(text);
    }
    if next.as_ref().is_some_and(is_block) {
        return line.end;
    }
    let end = line.end_with_deeper(text, line.base());
    let after = Line::at(text, end).following(text);
    match after {
        Some(after)
            if text
                .get(after.indent..)
                .is_some_and(|rest| rest.starts_with([']', '}'])) =>
        {
            after.end
        }
        _ => end,
    }
}

/// Where the bracket at the beginning is closed.
pub(super) fn closing(region: &str) -> Option<usize> {
    let bytes = region.as_bytes();
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            }
            b'"' | b'\''
                if bytes
                    .get(at.wrapping_sub(1))
                    .is_none_or(|before| b" ,[{:\n".contains(before)) =>
            {
                at += quoted_end(region.get(at..)?, *byte)?.saturating_sub(1);
            }
            _ => {}
        }
        at += 1;
    }
    None
}
