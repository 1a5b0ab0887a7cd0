//! Mistakes about where a line stands.

use granit_parser::ErrorKind;

use super::diagnosis::{has_sentence, keyless_line, special_text, value_fault};
use super::faults::{Effect, Fault};
use super::lines::Line;
use crate::tree::SyntaxErrorKind;

/// A colon where none may stand: the second on its line, or that of a key on a line which goes on with the one above.
pub(super) fn colon_fault(text: &str, line: &Line, at: usize) -> Fault {
    let is_own = line.key.as_ref().is_some_and(|key| key.colon == at);
    if !is_own {
        return special_text(text, line, at);
    }
    let Some(previous) = line.previous_with_content(text) else {
        return special_text(text, line, at);
    };
    if let Some(top) = top_of_keyless(text, line, &previous) {
        return keyless_line(text, &top);
    }
    let key = line.key.as_ref().and_then(|key| text.get(key.range.clone()));
    if previous.has_value(text) && previous.column() < line.indentation() && !key.is_some_and(has_sentence) {
        return outdented(text, line, previous.column());
    }
    // What stands above is a text that goes on with this line.
    let mask = line.start..line.end;
    Fault::new(SyntaxErrorKind::NeedsQuotes, at..at + 1, mask, Effect::Text)
}

/// The first of the lines above that stand beside this one and have no key, where they do not go on with a text.
fn top_of_keyless(text: &str, line: &Line, previous: &Line) -> Option<Line> {
    let is_beside = |above: &Line| above.key.is_none() && above.column() == line.column();
    let mut top = Some(previous.clone()).filter(is_beside)?;
    while top.dash.is_none() {
        let Some(above) = top.previous_with_content(text) else {
            break;
        };
        if is_beside(&above) {
            top = above;
            continue;
        }
        let begins_value = above.column() >= top.column() || above.key.is_some() && !above.has_value(text);
        return begins_value.then_some(top);
    }
    Some(top)
}

/// A line that is not in line with those around it, on which the parser found neither a key nor an element in its place.
pub(super) fn misplaced_line(text: &str, line: &Line, kind: &ErrorKind) -> Fault {
    let content = line.indent..line.trimmed_end(text);
    if *kind == ErrorKind::ExpectedBlockSequenceEntry {
        let mask = line.start..line.end_with_deeper(text, line.indentation());
        return Fault::new(SyntaxErrorKind::ExpectedDash, content, mask, Effect::Member);
    }
    let above = Above::of(text, line);
    if let Some(first) = &above.first {
        let is_alone = above.siblings == 1 && (above.is_top || has_sibling(text, line));
        if is_alone && first.key.is_some() {
            return outdented(text, first, line.indentation());
        }
        if above.is_top && first.key.is_none() && line.key.is_some() && *kind == ErrorKind::ExpectedDocumentStart {
            return lost_lines(text, first, line);
        }
    } else if *kind == ErrorKind::ExpectedDocumentStart {
        if let Some(first) = first_line(text).filter(|first| first.start < line.start && first.key.is_none()) {
            return lost_lines(text, &first, line);
        }
    }
    let column = above.first.as_ref().map_or(line.indentation(), Line::indentation);
    let mask = line.start..line.end_with_deeper(text, column.max(line.indentation()));
    Fault::new(SyntaxErrorKind::WrongIndentation, content, mask, Effect::Member)
}

/// The lines above a line that are indented deeper than it.
struct Above {
    /// The uppermost of them.
    first: Option<Line>,
    /// How many of them stand where the uppermost does.
    siblings: usize,
    /// Whether nothing stands above them.
    is_top: bool,
}

impl Above {
    fn of(text: &str, line: &Line) -> Self {
        let mut lines: Vec<Line> = Vec::new();
        let mut above = line.previous_with_content(text);
        while let Some(deeper) = above.take_if(|above| above.indentation() > line.indentation()) {
            above = deeper.previous_with_content(text);
            lines.push(deeper);
        }
        let first = lines.last().cloned();
        // Where a line of the same indentation stands above, those between belong to it.
        let is_sibling = above.as_ref().is_some_and(|above| above.indentation() == line.indentation());
        let column = first.as_ref().map(Line::indentation);
        Self {
            siblings: lines.iter().filter(|line| Some(line.indentation()) == column).count(),
            first: first.filter(|_| !is_sibling),
            is_top: above.is_none_or(|above| text.get(above.indent..).is_some_and(|rest| rest.starts_with("---"))),
        }
    }
}

/// Whether the next line that is not deeper stands where this one does.
fn has_sibling(text: &str, line: &Line) -> bool {
    let mut next = line.following(text);
    while let Some(after) = next {
        if !after.is_blank(text) && after.indentation() <= line.indentation() {
            return after.indentation() == line.indentation();
        }
        next = after.following(text);
    }
    false
}

fn first_line(text: &str) -> Option<Line> {
    let mut line = Line::at(text, 0);
    while line.is_blank(text) || text.get(line.indent..).is_some_and(|rest| rest.starts_with("---")) {
        line = line.following(text)?;
    }
    Some(line)
}

/// Lines before a document which are none of it.
fn lost_lines(text: &str, first: &Line, document: &Line) -> Fault {
    let range = first.content..first.trimmed_end(text);
    let mask = first.start..document.start;
    Fault::new(SyntaxErrorKind::ExpectedColon, range, mask, Effect::Member)
}

/// Lines that stand too far to the right. They are read where they should stand: a line break takes the place of the
/// last blank that is too many.
fn outdented(text: &str, first: &Line, column: usize) -> Fault {
    let range = first.indent..first.trimmed_end(text);
    let mut writes = Vec::new();
    let mut next = Some(first.clone());
    while let Some(line) = next {
        if !line.is_blank(text) {
            if line.indentation() < first.indentation() {
                break;
            }
            if line.indentation() == first.indentation() {
                writes.push((line.indent - column - 1, b'\n'));
            }
        }
        next = line.following(text);
    }
    let mut fault = Fault::mended(SyntaxErrorKind::WrongIndentation, range, writes);
    fault.mask = first.start..first.indent;
    fault
}

/// Tabs at the beginning of a line. A space stands for each, on all lines that begin with tabs.
pub(super) fn tab_fault(text: &str, line: &Line) -> Fault {
    let indentation = |line: &Line| text.get(line.start..line.indent).unwrap_or_default();
    let mut tabbed = Some(line.clone());
    while let Some(line) = tabbed.take_if(|line| line.indent >= line.end || !indentation(line).contains('\t')) {
        tabbed = line.following(text);
    }
    let Some(tabbed) = tabbed else {
        let range = line.content..line.trimmed_end(text).max(line.content);
        return value_fault(text, line, SyntaxErrorKind::TabIndentation, range);
    };
    let mut writes = Vec::new();
    let mut next = Some(Line::at(text, 0));
    while let Some(line) = next {
        if line.start == tabbed.start || indentation(&line).starts_with('\t') {
            let tabs = memchr::memchr_iter(b'\t', indentation(&line).as_bytes());
            writes.extend(tabs.map(|tab| (line.start + tab, b' ')));
        }
        next = line.following(text);
    }
    Fault::mended(SyntaxErrorKind::TabIndentation, tabbed.start..tabbed.indent, writes)
}
