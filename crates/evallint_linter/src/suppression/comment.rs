//! Suppressions in comments: of YAML, and between the rows of a text form.

use std::ops::Range;

use evallint_syntax::{ByteRange, Comment};
use memchr::memmem;

use super::directive::{self, Directive};
use super::positions::Positions;
use super::{Governed, NAME, Named, Place, Suppressions};
use crate::document::Document;
use crate::fix::Edit;
use crate::pointer::Pointer;
use crate::rules::{Fault, Writing};

/// Reads the comments of YAML. One is about the value beside it or below it.
pub(super) fn read_yaml(document: &Document<'_>, suppressions: &mut Suppressions) {
    let comments = document.tree.comments();
    if !comments.iter().any(is_meant) {
        return;
    }
    let positions = Positions::of(document);
    let governed = positions.beside_comments();
    for (comment, governed) in comments.iter().zip(governed) {
        let beside = || match governed {
            Some(id) => Governed::field(document.pointer(id)),
            None => nothing(),
        };
        enter(document, comment, Writing::Comment, suppressions, beside, || {
            positions.is_above_all(comment.range.start)
        });
    }
}

/// Reads the comments between the rows of a text form. One is about the row below it.
pub(super) fn read_rows(document: &Document<'_>, suppressions: &mut Suppressions) {
    let comments = document.tree.comments();
    let positions = Positions::of(document);
    for comment in comments {
        let below = || row_below(document, &positions, comment.range);
        enter(
            document,
            comment,
            Writing::HtmlComment,
            suppressions,
            below,
            || true,
        );
    }
    refuse_inside_rows(document, &positions, suppressions);
}

fn is_meant(comment: &Comment<'_>) -> bool {
    directive::read(comment.text).is_some()
}

fn nothing() -> Governed {
    Governed {
        place: None,
        pointer: Pointer::root(),
    }
}

fn row_below(document: &Document<'_>, positions: &Positions<'_, '_>, comment: ByteRange) -> Governed {
    let row = document.rows.partition_point(|row| row.start < comment.end);
    let Some(range) = document.rows.get(row) else {
        return nothing();
    };
    let first = positions.first_in(*range);
    Governed {
        place: Some(Place::Row(row)),
        pointer: first.map_or_else(Pointer::root, |first| document.pointer(first)),
    }
}

/// Enters what a comment allows, if it is meant for the tool.
fn enter(
    document: &Document<'_>,
    comment: &Comment<'_>,
    writing: Writing,
    suppressions: &mut Suppressions,
    governed: impl FnOnce() -> Governed,
    may_be_for_file: impl FnOnce() -> bool,
) {
    let Some(read) = directive::read(comment.text) else {
        return;
    };
    let place = |part: Range<usize>| part_of(comment, part);
    let words = match &read {
        Ok(directive) => place(directive.words.clone()),
        Err((_, words)) => place(words.clone()),
    };
    let is_closed =
        writing != Writing::HtmlComment || comment.range.end > comment.text_start + len(comment.text);
    match read {
        Ok(_) if !is_closed => suppressions.refuse(&Fault::Unreadable, writing, &governed().pointer, words),
        Ok(Directive {
            is_for_file: true, ..
        }) if !may_be_for_file() => {
            suppressions.refuse(&Fault::NotAtTop, writing, &governed().pointer, words);
        }
        Ok(directive) => {
            let governed = if directive.is_for_file {
                Governed::field(Pointer::root())
            } else {
                governed()
            };
            for (index, name) in directive.names.iter().enumerate() {
                let named = Named {
                    name: comment.text.get(name.clone()).unwrap_or_default(),
                    range: place(name.clone()),
                    removal: Some(vec![Edit::removal(removed(
                        document,
                        comment,
                        &directive.names,
                        index,
                    ))]),
                };
                suppressions.enter(named, writing, &governed);
            }
        }
        Err((fault, _)) => suppressions.refuse(&fault, writing, &governed().pointer, words),
    }
}

/// What goes with one of the names of a comment: the comma beside it, or the whole comment where it is the only one.
fn removed(
    document: &Document<'_>,
    comment: &Comment<'_>,
    names: &[Range<usize>],
    index: usize,
) -> ByteRange {
    let name = names.get(index).cloned().unwrap_or_default();
    if let Some(next) = names.get(index + 1) {
        return part_of(comment, name.start..next.start);
    }
    if let Some(previous) = index.checked_sub(1).and_then(|index| names.get(index)) {
        return part_of(comment, previous.end..name.end);
    }
    let first = document.line_range(comment.range);
    if comment.own_line {
        let last = ByteRange::new(comment.range.end, comment.range.end);
        return ByteRange::new(first.start, document.line_range(last).end);
    }
    let before = document
        .source
        .slice(ByteRange::new(first.start, comment.range.start));
    ByteRange::new(first.start + len(before.trim_end()), comment.range.end)
}

fn part_of(comment: &Comment<'_>, part: Range<usize>) -> ByteRange {
    let text = |at: usize| comment.text_start + len(comment.text.get(..at).unwrap_or_default());
    ByteRange::new(text(part.start), text(part.end))
}

/// The length of a part of a source, which is never longer than a range can tell.
fn len(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

/// A comment for the tool that stands in a row is part of a cell, and does nothing.
fn refuse_inside_rows(
    document: &Document<'_>,
    positions: &Positions<'_, '_>,
    suppressions: &mut Suppressions,
) {
    let text = document.source.text();
    let comments = document.tree.comments();
    for at in memmem::find_iter(text.as_bytes(), NAME.as_bytes()) {
        let Some((before, after)) = text.split_at_checked(at) else {
            continue;
        };
        let is_opened = before.trim_end_matches([' ', '\t']).ends_with("<!--");
        let at = len(before);
        let known = comments.partition_point(|comment| comment.range.end <= at);
        let is_known = comments
            .get(known)
            .is_some_and(|comment| comment.range.start < at);
        if !is_opened || is_known {
            continue;
        }
        let words = before_next(after, &["<!--", "-->", "\n", "\r"]);
        if directive::read(words).is_none() {
            continue;
        }
        let range = ByteRange::new(at, at + len(words.trim_end()));
        let cell = positions.last_before(at);
        let pointer = cell.map_or_else(Pointer::root, |cell| document.pointer(cell));
        suppressions.refuse(&Fault::NotOnOwnLine, Writing::HtmlComment, &pointer, range);
    }
}

/// What stands before the first of the marks. One after the other is looked for in what is left, so that no mark far
/// away is looked for again and again.
fn before_next<'t>(text: &'t str, marks: &[&str]) -> &'t str {
    marks.iter().fold(text, |text, mark| {
        text.split_once(mark).map_or(text, |(before, _)| before)
    })
}
