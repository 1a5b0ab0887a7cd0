//! The layout that an author meant: where each line stands, its dash, and its colon.
//!
//! The parser stops at the first line that stands wrong, and what follows from it is not to be told from other mistakes.
//! So all lines are looked at together, the layout is found that differs least from what is written, and the text is
//! written anew in that layout. It is read instead, and every place in it is carried back.

mod costs;
mod edits;
mod rows;
mod search;

use std::ops::Range;

use super::blocks::is_block_header;
use super::faults::{Effect, Fault, Repair};
use crate::range::{ByteRange, offset};
use crate::tree::{SyntaxError, SyntaxErrorKind, Tree};
use edits::{Edits, Rewriter};
use rows::{Colon, Lead, LeadKind, Row, TextLine, read_rows};
use search::{Placement, place_rows};

/// How many columns a tab may have taken for its author.
const TABS: [usize; 3] = [2, 4, 8];

/// A text in the layout that its author meant.
pub(super) struct Relaid {
    pub(super) text: String,
    pub(super) faults: Vec<Fault>,
    edits: Edits,
}

impl Relaid {
    /// Carries what was read back to the text as it was written.
    pub(super) fn carry_back<'a>(
        &self,
        original: &'a str,
        tree: &Tree<'_>,
        errors: &mut [SyntaxError],
    ) -> Tree<'a> {
        for error in errors {
            let range = self.edits.outer(error.range);
            let told = original.get(range.as_index()).unwrap_or_default();
            // Of a line that was moved, only what stands on it is shown.
            error.range = match told.trim() {
                "" => range,
                shown => {
                    let blanks = offset(told.len() - told.trim_start().len());
                    ByteRange::new(range.start + blanks, range.start + blanks + offset(shown.len()))
                }
            };
        }
        tree.carried_to(original, |range| self.edits.inner(range))
    }
}

/// Writes a text in the layout that its author meant; nothing where it stands in it already.
pub(super) fn relay(text: &str) -> Option<Relaid> {
    let layouts = TABS.into_iter().filter_map(|tab| {
        let rows = read_rows(text, tab);
        let (placements, cost) = place_rows(text, &rows)?;
        Some((cost, rows, placements))
    });
    let has_tabs = text.contains('\t');
    let (_, rows, placements) = layouts
        .take(if has_tabs { TABS.len() } else { 1 })
        .min_by_key(|layout| layout.0)?;
    let mut writer = Writer {
        text,
        rewriter: Rewriter::new(text),
        faults: Vec::new(),
        last: None,
    };
    for (row, placement) in rows.iter().zip(placements) {
        writer.write(row, placement);
    }
    if writer.faults.is_empty() {
        return None;
    }
    let mut faults = writer.faults;
    faults.sort_by_key(|fault| fault.mask.start);
    let (text, edits) = writer.rewriter.finish();
    Some(Relaid { text, faults, edits })
}

struct Writer<'t> {
    text: &'t str,
    rewriter: Rewriter<'t>,
    faults: Vec<Fault>,
    /// What is wrong with the indentation of the last line.
    last: Option<SyntaxErrorKind>,
}

impl Writer<'_> {
    fn write(&mut self, row: &Row, placement: Placement) {
        let (column, content, wrong) = match placement {
            Placement::At(column) => {
                let wrong = self.indent(row, column);
                self.write_dash(row, column);
                (column, row.content_column(column), wrong)
            }
            Placement::Dashed(column) => (column, column + 2, Some(self.write_with_dash(row, column))),
            Placement::Undashed(column) => {
                self.write_without_dash(row, column);
                (column, column, None)
            }
            Placement::Text | Placement::Lost => {
                self.last = None;
                return;
            }
        };
        self.write_colon(row, content);
        if let Some((kind, lead)) = wrong {
            let end = self.rewriter.copy_to(row.end);
            self.tell_at(kind, lead.end..end, lead.start, column);
        }
        let base = if row.key.is_some() { content } else { column };
        self.write_text(row, base);
    }

    fn write_dash(&mut self, row: &Row, column: usize) {
        if let Some(dash) = row.dash.as_ref().filter(|dash| !dash.is_right) {
            let range = self.rewriter.replace(dash.range.clone(), "- ");
            self.tell(SyntaxErrorKind::WrongDash, range, column);
        }
    }

    fn write_without_dash(&mut self, row: &Row, column: usize) {
        self.last = None;
        let lead = row.lead.range.start..row.content;
        let range = self.rewriter.replace(lead, &" ".repeat(column));
        self.tell(SyntaxErrorKind::UnexpectedDash, range, column);
    }

    /// What is wrong with the blanks at the beginning of a line that should stand at a column.
    fn kind_of(lead: &Lead, column: usize) -> Option<SyntaxErrorKind> {
        match lead.kind {
            LeadKind::Tabs => Some(SyntaxErrorKind::TabIndentation),
            LeadKind::Wide => Some(SyntaxErrorKind::WideIndentation),
            LeadKind::Spaces => (lead.width != column).then_some(SyntaxErrorKind::WrongIndentation),
        }
    }

    /// Indents a line. Gives the blanks where all of the line is to be told of.
    fn indent(&mut self, row: &Row, column: usize) -> Option<(SyntaxErrorKind, Range<usize>)> {
        let kind = Self::kind_of(&row.lead, column);
        let goes_on = kind == self.last;
        self.last = kind;
        let kind = kind?;
        let lead = self.rewriter.replace(row.lead.range.clone(), &" ".repeat(column));
        let is_told = goes_on || row.dash.as_ref().is_some_and(|dash| !dash.is_right);
        if kind == SyntaxErrorKind::WrongIndentation {
            return (!is_told).then_some((kind, lead));
        }
        if !goes_on {
            self.tell(kind, lead, column);
        }
        None
    }

    fn write_with_dash(&mut self, row: &Row, column: usize) -> (SyntaxErrorKind, Range<usize>) {
        self.last = None;
        let lead = format!("{}- ", " ".repeat(column));
        let lead = self.rewriter.replace(row.lead.range.clone(), &lead);
        (SyntaxErrorKind::ExpectedDash, lead)
    }

    fn write_colon(&mut self, row: &Row, column: usize) {
        let (kind, colon, new) = match &row.colon {
            Colon::Right => return,
            Colon::Unspaced(colon) => (SyntaxErrorKind::ExpectedSpace, colon, ": "),
            Colon::Wide(colon) => (SyntaxErrorKind::ExpectedColon, colon, ": "),
            Colon::Missing(blanks) => (SyntaxErrorKind::ExpectedColon, blanks, ": "),
        };
        let range = self.rewriter.replace(colon.clone(), new);
        self.tell(kind, range, column);
    }

    /// Moves the lines of a text that are not deeper than what it belongs to.
    fn write_text(&mut self, row: &Row, base: usize) {
        let least = row.least_text().unwrap_or_default();
        let missing = (base + 1).saturating_sub(least);
        let is_block = is_block_header(row.written(self.text));
        for TextLine { lead, comment } in &row.text {
            if let Some(mark) = comment {
                let range = self.rewriter.replace(lead.range.start..mark.end, "#");
                self.tell(SyntaxErrorKind::WrongComment, range, lead.width);
                continue;
            }
            let is_odd = lead.kind != LeadKind::Spaces && lead.spaces <= base;
            if !is_odd && (missing == 0 || !is_block) {
                continue;
            }
            let column = lead.width + if is_block { missing } else { 0 };
            let range = self
                .rewriter
                .replace(lead.range.clone(), &" ".repeat(column.max(base + 1)));
            let kind = Self::kind_of(lead, lead.width);
            if let Some(kind) = kind.filter(|kind| self.last != Some(*kind)) {
                self.tell(kind, range, base);
                self.last = Some(kind);
            }
        }
    }

    fn tell(&mut self, kind: SyntaxErrorKind, range: Range<usize>, column: usize) {
        let start = range.start;
        self.tell_at(kind, range, start, column);
    }

    fn tell_at(&mut self, kind: SyntaxErrorKind, range: Range<usize>, at: usize, column: usize) {
        self.faults.push(Fault {
            kind: Some(kind),
            range: ByteRange::between(range.start, range.end),
            mask: at..at,
            effect: Effect::Nothing,
            repair: Repair::Blank,
            column: Some(column),
        });
    }
}
