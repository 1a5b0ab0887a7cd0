//! Where on the page a finding is shown.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use evallint_linter::{Diagnostic, Pointer};
use evallint_syntax::{ByteRange, Source};

use super::passage::{Mark, Origin, Passage, Purpose};

/// In how many passages one finding is marked at most.
const MOST_MARKED: usize = 32;

/// A line that is longer is shown in pieces of about so many bytes.
const LONGEST_LINE: usize = 6 * 1024;

/// A passage, by its number.
pub(super) type PassageId = usize;

/// The passages of a page as it is put together.
#[derive(Debug, Default)]
pub(super) struct Passages<'p> {
    all: Vec<Passage<'p>>,
    values: HashMap<Pointer, PassageId>,
    labels: HashMap<Pointer, PassageId>,
    /// For what has values the first of them.
    containers: HashMap<Pointer, PassageId>,
}

impl<'p> Passages<'p> {
    /// Adds the value of a field.
    pub(super) fn value(&mut self, passage: Passage<'p>) -> PassageId {
        let id = self.all.len();
        self.values.entry(passage.pointer.clone()).or_insert(id);
        if let Some(container) = passage.pointer.parent() {
            self.containers.entry(container).or_insert(id);
        }
        self.all.push(passage);
        id
    }

    /// Adds the label of a field, or the title.
    pub(super) fn label(&mut self, passage: Passage<'p>) -> PassageId {
        let id = self.all.len();
        self.labels.entry(passage.pointer.clone()).or_insert(id);
        self.all.push(passage);
        id
    }
}

/// The passages of a page, each to be found by where it comes from, and lines of the source for what is in none.
#[derive(Debug)]
pub(super) struct Places<'p> {
    source: &'p Source,
    passages: Passages<'p>,
    /// The parts of the source, in its order, with the passage each is shown in.
    parts: Vec<(ByteRange, PassageId)>,
    /// What the document has, with where it stands unless it is a plain value.
    present: HashMap<Pointer, Option<ByteRange>>,
    /// The passages of lines, by the line and the byte they begin at.
    lines: BTreeMap<(u32, u32), PassageId>,
    /// The places that findings refer to.
    related: HashMap<(PassageId, usize, usize), usize>,
}

/// Part of a passage.
#[derive(Debug, Clone)]
struct Place {
    passage: PassageId,
    range: Range<usize>,
    part: ByteRange,
}

impl<'p> Places<'p> {
    /// `present` are the fields that the document has, with where they stand unless they are plain values.
    pub(super) fn new(
        source: &'p Source,
        passages: Passages<'p>,
        present: HashMap<Pointer, Option<ByteRange>>,
    ) -> Self {
        let mut parts: Vec<_> = passages
            .all
            .iter()
            .enumerate()
            .flat_map(|(id, passage)| passage.parts().into_iter().map(move |part| (part, id)))
            .collect();
        parts.sort_unstable();
        Self {
            source,
            passages,
            parts,
            present,
            lines: BTreeMap::new(),
            related: HashMap::new(),
        }
    }

    pub(super) fn passage(&self, id: PassageId) -> Option<&Passage<'p>> {
        self.passages.all.get(id)
    }

    /// Whether a passage is the first that shows the value of its field.
    pub(super) fn is_first(&self, id: PassageId) -> bool {
        let pointer = self.passage(id).map(|passage| &passage.pointer);
        pointer.and_then(|pointer| self.passages.values.get(pointer)) == Some(&id)
    }

    /// The lines of the source that are shown, from top to bottom.
    pub(super) fn lines(&self) -> impl Iterator<Item = (u32, &Passage<'p>)> {
        let line = |((line, _), id): (&(u32, u32), &PassageId)| Some((*line, self.passage(*id)?));
        self.lines.iter().filter_map(line)
    }

    /// Marks what a finding is about; where the page does not show it, in a line of the source.
    pub(super) fn mark(&mut self, index: usize, finding: &Diagnostic) {
        let mut places = self.find(&finding.pointer, finding.range);
        if places.is_empty() {
            places.extend(self.line_place(finding.range));
        }
        for (order, place) in places.into_iter().enumerate() {
            let is_home = order == 0;
            self.add(place, Purpose::Finding { index, is_home });
        }
    }

    /// The number of a place that a finding refers to; nothing where the page does not show it.
    pub(super) fn relate(&mut self, pointer: &Pointer, range: ByteRange) -> Option<usize> {
        let place = self.find(pointer, range).into_iter().next()?;
        let next = self.related.len() + 1;
        let key = (place.passage, place.range.start, place.range.end);
        let number = *self.related.entry(key).or_insert(next);
        if number == next {
            self.add(place, Purpose::Related(number));
        }
        Some(number)
    }

    fn add(&mut self, place: Place, purpose: Purpose) {
        if let Some(passage) = self.passages.all.get_mut(place.passage) {
            let range = place.range;
            passage.marks.push(Mark { range, purpose });
        }
    }

    /// The places of a finding, of which the first is its own; nothing where the page does not show it.
    fn find(&self, pointer: &Pointer, range: ByteRange) -> Vec<Place> {
        if let Some(id) = self.place_of_absent(pointer) {
            return self.whole(id).into_iter().collect();
        }
        let mut places = self.touched(range);
        places.sort_by_key(|place| (self.distance(place.passage, pointer), place.part));
        if let Some(own) = places.first().map(|place| place.part) {
            let is_copy = |part: ByteRange| part.start < own.end && own.start < part.end;
            let mut order = 0;
            places.retain(|place| {
                order += 1;
                order == 1 || !is_copy(place.part)
            });
            return places;
        }
        // What only is about a field, as a comment or a repeated key is, is not the field itself; and a plain value that no
        // cell shows is to be seen.
        let given = self.present.get(pointer).copied().flatten();
        if !given.is_some_and(|given| given.contains(range)) {
            return Vec::new();
        }
        let Passages {
            values,
            labels,
            containers,
            ..
        } = &self.passages;
        let shown = [values, labels, containers];
        let id = shown.into_iter().find_map(|shown| shown.get(pointer).copied());
        id.and_then(|id| self.whole(id)).into_iter().collect()
    }

    /// Where to show that a field is absent or blank: at its label, or where there is none of its own in its cell.
    fn place_of_absent(&self, pointer: &Pointer) -> Option<PassageId> {
        let label = self.passages.labels.get(pointer).copied();
        let value = self.passages.values.get(pointer).copied();
        let is_blank = value.is_some_and(|id| self.passage(id).is_some_and(Passage::is_blank));
        if is_blank || !self.present.contains_key(pointer) {
            label.or(value)
        } else {
            None
        }
    }

    fn whole(&self, id: PassageId) -> Option<Place> {
        let passage = self.passage(id)?;
        Some(Place {
            passage: id,
            range: passage.whole(),
            part: ByteRange::default(),
        })
    }

    /// The parts of passages that come from a part of the source.
    fn touched(&self, range: ByteRange) -> Vec<Place> {
        let after = self.parts.partition_point(|(part, _)| part.start <= range.end);
        let near = self.parts.get(..after).unwrap_or_default().iter().rev();
        near.take_while(|(part, _)| part.end >= range.start)
            .filter_map(|(part, id)| {
                let found = self.passage(*id)?.range_of(range)?;
                Some(Place {
                    passage: *id,
                    range: found,
                    part: *part,
                })
            })
            .take(MOST_MARKED)
            .collect()
    }

    /// How far a passage is from a field: it is the field's, in it, around it, or of another.
    fn distance(&self, id: PassageId, pointer: &Pointer) -> u8 {
        let Some(passage) = self.passage(id) else { return 3 };
        let shown = passage.pointer.as_str();
        let is_below = |inner: &str, outer: &str| {
            inner
                .strip_prefix(outer)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        if passage.pointer == *pointer {
            0
        } else if is_below(shown, pointer.as_str()) {
            1
        } else {
            2 + u8::from(!is_below(pointer.as_str(), shown))
        }
    }

    /// A place in a line of the source, which is shown from now on.
    fn line_place(&mut self, range: ByteRange) -> Option<Place> {
        let line = self.source.place(range).start.line;
        let (text, start) = self.source.line(line);
        let within = window(text, (range.start.saturating_sub(start)) as usize);
        let begin = start + u32::try_from(within.start).unwrap_or(u32::MAX);
        let id = self.show_line(line, begin, text.get(within).unwrap_or_default());
        let passage = self.passage(id)?;
        let shown = passage.range_of(range).unwrap_or(0..0);
        Some(Place {
            passage: id,
            range: shown,
            part: range,
        })
    }

    /// Shows each line around those that are marked.
    pub(super) fn show_around(&mut self, lines: u32) {
        let marked: Vec<u32> = self.lines.keys().map(|(line, _)| *line).collect();
        for line in marked {
            for near in line.saturating_sub(lines).max(1)..=line.saturating_add(lines) {
                let is_shown = self.lines.range((near, 0)..=(near, u32::MAX)).next().is_some();
                let (text, start) = self.source.line(near);
                let is_there = (start as usize) < self.source.text().len();
                if is_there && !is_shown {
                    let within = window(text, 0);
                    self.show_line(near, start, text.get(within).unwrap_or_default());
                }
            }
        }
    }

    fn show_line(&mut self, line: u32, start: u32, text: &'p str) -> PassageId {
        let all = &mut self.passages.all;
        *self.lines.entry((line, start)).or_insert_with(|| {
            let passage = Passage::new(text, Pointer::root(), Origin::Verbatim(start));
            all.push(passage);
            all.len() - 1
        })
    }
}

/// What of a line is shown for something at a byte of it: all, unless it is long. The pieces of a long line do not
/// overlap.
fn window(line: &str, at: usize) -> Range<usize> {
    let piece = at.min(line.len().saturating_sub(1)) / LONGEST_LINE;
    let start = line.floor_char_boundary(piece * LONGEST_LINE);
    let end = line.floor_char_boundary((piece + 1) * LONGEST_LINE);
    start..end
}
