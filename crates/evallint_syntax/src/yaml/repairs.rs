//! The text as it is parsed, with what was found wrong so far.

use std::borrow::Cow;
use std::ops::Range;

use super::builder::Failure;
use super::diagnosis::diagnose;
use super::faults::{Effect, Fault, Repair};
use super::lines::{Line, is_blank_between};
use crate::range::ByteRange;
use crate::tree::SyntaxErrorKind;

/// How often a text is parsed at most.
const MOST_ROUNDS: usize = 50;

/// How many bytes are parsed at most, so that a large text is parsed less often.
const MOST_BYTES: usize = 256 * 1024 * 1024;

pub(super) struct Repairs<'a> {
    original: &'a str,
    masked: Cow<'a, str>,
    /// In the order of the text.
    faults: Vec<Fault>,
    rounds_left: usize,
}

impl<'a> Repairs<'a> {
    pub(super) fn new(text: &'a str, known: Vec<Fault>) -> Self {
        let mut repairs = Self {
            original: text,
            masked: Cow::Borrowed(text),
            faults: known,
            rounds_left: (MOST_BYTES / text.len().max(1)).clamp(4, MOST_ROUNDS),
        };
        repairs.mask_nul();
        repairs
    }

    pub(super) fn masked(&self) -> &str {
        &self.masked
    }

    pub(super) fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Blanks what the parser stopped at; false where there is nothing to blank.
    pub(super) fn repair(&mut self, failure: &Failure) -> bool {
        let mut fault = diagnose(self.original, &self.masked, failure);
        let Some(rounds) = self.rounds_left.checked_sub(1) else {
            return self.give_up(fault, failure);
        };
        self.rounds_left = rounds;
        if let Some(whole) = self.whole_text(&fault, failure) {
            fault = whole;
        }
        if !self.changes(&fault) {
            let line = Line::at(&self.masked, failure.at);
            fault.mask = line.start..line.end;
            fault.effect = Effect::Member;
            fault.repair = Repair::Blank;
            if !self.changes(&fault) {
                return self.give_up(fault, failure);
            }
        }
        self.apply(fault);
        true
    }

    /// The text above instead of the line that it runs into, where that is the second such line: not the lines are
    /// wrong, but the text.
    fn whole_text(&self, fault: &Fault, failure: &Failure) -> Option<Fault> {
        let text = failure.text_start?;
        let end = Line::at(&self.masked, failure.at).previous(&self.masked)?.end;
        let is_known =
            |known: &Fault| known.effect == Effect::Text && (text..end).contains(&known.mask.start);
        if fault.effect != Effect::Text || !self.faults.iter().any(is_known) {
            return None;
        }
        let line = Line::at(&self.masked, text);
        let is_value = line.key.is_some() || line.dash.is_some();
        let (start, effect) = if is_value {
            (text, Effect::Value)
        } else {
            (line.start, Effect::Member)
        };
        let mut whole = fault.clone();
        whole.mask = start..end;
        whole.effect = effect;
        Some(whole)
    }

    /// Blanks all from the failure on, and where that is blank already, all.
    fn give_up(&mut self, mut fault: Fault, failure: &Failure) -> bool {
        let first = failure.bracket.unwrap_or(failure.at).min(failure.at);
        let line = Line::at(&self.masked, first.min(fault.mask.start));
        fault.effect = Effect::Member;
        fault.repair = Repair::Blank;
        fault.mask = line.start..self.masked.len();
        if !self.changes(&fault) {
            fault.mask.start = 0;
        }
        let changes = self.changes(&fault);
        if changes {
            self.apply(fault);
        }
        changes
    }

    fn changes(&self, fault: &Fault) -> bool {
        match &fault.repair {
            Repair::Blank => {
                let damage = self.masked.get(fault.mask.clone());
                damage.is_some_and(|damage| damage.bytes().any(|byte| !matches!(byte, b' ' | b'\n' | b'\r')))
            }
            Repair::Write(writes) => writes
                .iter()
                .any(|(at, byte)| self.masked.as_bytes().get(*at).is_some_and(|old| old != byte)),
        }
    }

    fn apply(&mut self, mut fault: Fault) {
        // The parser may have stopped at a blank that stands for part of a character.
        let start = self.original.floor_char_boundary(fault.range.start as usize);
        let end = self.original.ceil_char_boundary(fault.range.end as usize);
        fault.range = ByteRange::between(start, end);
        fault.mask.start = self.original.floor_char_boundary(fault.mask.start);
        fault.mask.end = self.original.ceil_char_boundary(fault.mask.end);
        self.write(&fault);
        self.merge_with_known(&mut fault);
        let place = self
            .faults
            .partition_point(|known| known.mask.start <= fault.mask.start);
        let before = place.checked_sub(1).and_then(|before| self.faults.get(before));
        if before.is_some_and(|before| self.goes_on(before, &fault)) {
            fault.kind = None;
        }
        self.faults.insert(place, fault);
    }

    /// Whether lines that stand wrong follow right after lines that are lost, or belong to one block with others that
    /// stand wrong: the block is what stands wrong.
    fn goes_on(&self, before: &Fault, fault: &Fault) -> bool {
        let end = before.mask.end.max(before.range.end as usize);
        let is_lost = matches!(before.effect, Effect::Text | Effect::Member);
        if fault.effect == Effect::Text && is_lost && is_blank_between(&self.masked, end, fault.mask.start) {
            return true;
        }
        let is_misplaced =
            |fault: &Fault| matches!(fault.kind, None | Some(SyntaxErrorKind::WrongIndentation));
        fault.kind == Some(SyntaxErrorKind::WrongIndentation)
            && is_misplaced(before)
            && self.is_one_block(before.range.start as usize, fault.range.start as usize)
    }

    /// Whether no line from one place to another is indented less than both the first and the last.
    fn is_one_block(&self, start: usize, end: usize) -> bool {
        let first = Line::at(self.original, start);
        let last = Line::at(self.original, end);
        let indentation = first.indentation().min(last.indentation());
        let mut next = Some(first);
        while let Some(line) = next.filter(|line| line.start < end) {
            if !line.is_blank(self.original) && line.indentation() < indentation {
                return false;
            }
            next = line.following(self.original);
        }
        true
    }

    fn write(&mut self, fault: &Fault) {
        let masked = std::mem::replace(&mut self.masked, Cow::Borrowed(""));
        let mut bytes = masked.into_owned().into_bytes();
        match &fault.repair {
            Repair::Blank => blank(&mut bytes, fault.mask.clone()),
            Repair::Write(writes) => {
                for (at, new) in writes {
                    if let Some(byte) = bytes.get_mut(*at) {
                        *byte = *new;
                    }
                }
            }
        }
        self.masked = match String::from_utf8(bytes) {
            Ok(masked) => Cow::Owned(masked),
            // Only whole characters are written over.
            Err(_) => Cow::Owned(" ".repeat(self.original.len())),
        };
    }

    /// What fails on a line where something is wrong already, fails because of that.
    fn merge_with_known(&mut self, fault: &mut Fault) {
        let line_start = Line::at(self.original, fault.mask.start).start;
        let mask_end = fault.mask.end;
        let is_covered = |known: &Fault| {
            let start = known.range.start as usize;
            line_start <= start && start <= mask_end
        };
        if let Some(known) = self.faults.iter().find(|known| is_covered(known)) {
            fault.kind = known.kind;
            fault.range = known.range;
            if known.effect != Effect::Nothing {
                fault.mask.start = fault.mask.start.min(known.mask.start);
                fault.mask.end = fault.mask.end.max(known.mask.end);
            }
            if known.effect == Effect::Member {
                fault.effect = Effect::Member;
            }
        }
        self.faults.retain(|known| !is_covered(known));
        let is_tabbed = |fault: &Fault| {
            let line = Line::at(self.original, fault.range.start as usize);
            let indentation = self.original.get(line.start..line.indent);
            indentation.is_some_and(|indentation| indentation.contains('\t'))
        };
        let tabs_are_told = self
            .faults
            .iter()
            .any(|known| known.kind == Some(SyntaxErrorKind::TabIndentation));
        if tabs_are_told && is_tabbed(fault) {
            fault.kind = None;
        }
    }

    /// The parser takes a NUL for the end of the text.
    fn mask_nul(&mut self) {
        let Some(first) = memchr::memchr(0, self.original.as_bytes()) else {
            return;
        };
        let writes = memchr::memchr_iter(0, self.original.as_bytes()).map(|at| (at, b' '));
        self.apply(Fault {
            range: ByteRange::between(first, first + 1),
            ..Fault::mended(
                SyntaxErrorKind::ControlCharacter,
                first..first + 1,
                writes.collect(),
            )
        });
    }
}

/// Writes spaces over all but line breaks.
fn blank(bytes: &mut [u8], range: Range<usize>) {
    for byte in bytes.get_mut(range).unwrap_or_default() {
        if !matches!(byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}
