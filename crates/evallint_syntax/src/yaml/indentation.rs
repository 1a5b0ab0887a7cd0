//! Mistakes about where a line stands.

use granit_parser::ErrorKind;

use super::diagnosis::{has_sentence, keyless_line, special_text, value_fault};
use super::faults::{Effect, Fault};
use super::lines::Line;
use crate::tree::SyntaxErrorKind;

/// A colon where none may stand: the second on its line, or that of a key on a line which goes on with the one above.
pub(super) fn colon_fault(original: &str, text: &str, line: &Line, at: usize) -> Fault {
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
    let is_bare_dash = previous.dash.is_some() && previous.content >= previous.end;
    let first = if is_bare_dash { &previous } else { line };
    if let Some(fault) = stray_above(original, text, first) {
        return fault;
    }
    let key = line.key.as_ref().and_then(|key| text.get(key.range.clone()));
    if previous.has_value(text) && previous.column() < line.indentation() && !key.is_some_and(has_sentence) {
        return outdented(text, line, previous.column());
    }
    // What stands above is a text that goes on with this line.
    let mask = line.start..line.end;
    Fault::new(SyntaxErrorKind::NeedsQuotes, at..at + 1, mask, Effect::Text)
}

/// The first of the lines above that have no key and should have one: it stands beside this line or holds it, and does
/// not go on with a text.
fn top_of_keyless(text: &str, line: &Line, previous: &Line) -> Option<Line> {
    let mut top = None;
    let mut above = Some(previous.clone());
    while let Some(keyless) = above.take_if(|above| above.key.is_none() && above.column() >= line.column()) {
        above = keyless.previous_with_content(text);
        if keyless.column() > line.column() {
            continue;
        }
        if keyless.dash.is_some() {
            return Some(keyless);
        }
        top = Some(keyless);
    }
    if top.is_none() {
        let holder = above.filter(|above| above.key.is_none() && above.content < above.end)?;
        above = holder.previous_with_content(text);
        if holder.dash.is_some() {
            return Some(holder);
        }
        top = Some(holder);
    }
    let top = top?;
    let begins_value = above.is_none_or(|above| {
        let is_bare_dash = above.dash.is_some() && above.content >= above.end;
        is_bare_dash || above.column() >= top.column() || above.key.is_some() && !above.has_value(text)
    });
    begins_value.then_some(top)
}

/// A line that is not in line with those around it, on which the parser found neither a key nor an element in its place.
pub(super) fn misplaced_line(original: &str, text: &str, line: &Line, kind: &ErrorKind) -> Fault {
    let content = line.indent..line.trimmed_end(text);
    if *kind == ErrorKind::ExpectedBlockSequenceEntry {
        let mask = line.start..line.end_with_deeper(text, line.indentation());
        return Fault::new(SyntaxErrorKind::ExpectedDash, content, mask, Effect::Member);
    }
    if let Some(fault) = stray_above(original, text, line) {
        return fault;
    }
    let above = Above::of(text, line);
    if let Some(first) = &above.first {
        let is_alone = above.siblings == 1 && (above.is_top || has_sibling(text, line));
        if is_alone && first.key.is_some() {
            return outdented(text, first, line.indentation());
        }
        if above.is_top
            && first.key.is_none()
            && line.key.is_some()
            && *kind == ErrorKind::ExpectedDocumentStart
        {
            return lost_lines(text, first, line);
        }
    } else if let Some(first) = first_line(text).filter(|first| {
        *kind == ErrorKind::ExpectedDocumentStart && first.start < line.start && first.key.is_none()
    }) {
        return lost_lines(text, &first, line);
    }
    let column = above.first.as_ref().map_or(line.indentation(), Line::indentation);
    let mask = line.start..line.end_with_deeper(text, column.max(line.indentation()));
    Fault::new(SyntaxErrorKind::WrongIndentation, content, mask, Effect::Member)
}

/// A line above that broke off the block which this line goes on with, because it was not indented.
fn stray_above(original: &str, text: &str, line: &Line) -> Option<Fault> {
    let deeper_than_line = |above: &Line| above.indentation() > line.indentation();
    let mut stray = line.previous_with_content(text)?;
    while deeper_than_line(&stray) {
        stray = stray.previous_with_content(text)?;
    }
    // What is blanked already still shows how deep the block is.
    let mut above = stray.previous_with_content(original)?;
    while deeper_than_line(&above) && above.column() != line.indentation() {
        above = above.previous_with_content(original)?;
    }
    let is_beside = above.indentation() == line.indentation() || above.column() == line.indentation();
    let is_outside = stray.indentation() < line.indentation() && stray.dash.is_none();
    if !is_beside || !is_outside || !(stray.has_value(text) || has_block(text, &stray, line)) {
        return None;
    }
    let mut fault = Fault::new(
        SyntaxErrorKind::WrongIndentation,
        stray.indent..stray.trimmed_end(text),
        stray.start..stray.end_with_deeper(text, line.indentation()),
        Effect::Member,
    );
    fault.column = Some(line.indentation());
    Some(fault)
}

/// Whether the lines between a key and a later line are clearly the key's: several, and much deeper than that line.
fn has_block(text: &str, key: &Line, line: &Line) -> bool {
    let above = Above::of(text, line);
    let first = above.lines.last();
    key.key.is_some()
        && above.lines.len() > 1
        && first.is_some_and(|first| first.indentation() >= line.indentation() + 2 && first.start > key.start)
}

/// The lines above a line that are indented deeper than it.
struct Above {
    /// From the lowest up.
    lines: Vec<Line>,
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
        let is_sibling = above
            .as_ref()
            .is_some_and(|above| above.indentation() == line.indentation());
        let column = first.as_ref().map(Line::indentation);
        Self {
            siblings: lines
                .iter()
                .filter(|line| Some(line.indentation()) == column)
                .count(),
            lines,
            first: first.filter(|_| !is_sibling),
            is_top: above.is_none_or(|above| {
                text.get(above.indent..)
                    .is_some_and(|rest| rest.starts_with("---"))
            }),
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
    while line.is_blank(text)
        || text
            .get(line.indent..)
            .is_some_and(|rest| rest.starts_with("---"))
    {
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
    while let Some(line) = tabbed.take_if(|line| line.indent >= line.end || !indentation(line).contains('\t'))
    {
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
    Fault::mended(
        SyntaxErrorKind::TabIndentation,
        tabbed.start..tabbed.indent,
        writes,
    )
}
