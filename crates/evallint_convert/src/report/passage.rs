//! Pieces of the document's text as the page shows them, with the marks in them.

use std::borrow::Cow;
use std::ops::Range;

use evallint_linter::{Diagnostic, Pointer, Severity};
use evallint_syntax::{ByteRange, Text};
use maud::{Markup, html};

use super::shown::Shown;
use super::words::Words;

/// A piece of text that is shown in one place.
#[derive(Debug)]
pub(super) struct Passage<'p> {
    pub text: Cow<'p, str>,
    /// The canonical field that it is, or is the label of.
    pub pointer: Pointer,
    pub origin: Origin<'p>,
    pub marks: Vec<Mark>,
}

/// Where in the source a passage comes from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Origin<'p> {
    /// It is this text of the document.
    Text(&'p Text<'p>),
    /// It stands in the source as it is, from this byte on.
    Verbatim(u32),
    /// It stands for this part of the source as a whole.
    Whole(ByteRange),
    /// It is the form's own.
    Nowhere,
}

/// What is to be seen in a passage.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    /// Bytes of the passage; empty for a place between two.
    pub range: Range<usize>,
    pub purpose: Purpose,
}

/// Why something is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A finding is about it: its index, and whether the list leads here.
    Finding { index: usize, is_home: bool },
    /// A finding refers to it, by this number.
    Related(usize),
}

impl<'p> Passage<'p> {
    pub(super) fn new(text: impl Into<Cow<'p, str>>, pointer: Pointer, origin: Origin<'p>) -> Self {
        Self {
            text: text.into(),
            pointer,
            origin,
            marks: Vec::new(),
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The parts of the source it comes from.
    pub(super) fn parts(&self) -> Vec<ByteRange> {
        match self.origin {
            Origin::Text(text) => text.source_parts().filter(|part| !part.is_empty()).collect(),
            Origin::Verbatim(start) => vec![Text::verbatim(&self.text, start).range()],
            Origin::Whole(range) => vec![range],
            Origin::Nowhere => Vec::new(),
        }
    }

    /// Which bytes of the passage come from a part of the source.
    pub(super) fn range_of(&self, source: ByteRange) -> Option<Range<usize>> {
        match self.origin {
            Origin::Text(text) => text.value_range(source),
            Origin::Verbatim(start) => Text::verbatim(&self.text, start).value_range(source),
            Origin::Whole(range) => {
                let touches = source.start < range.end && range.start < source.end;
                touches.then(|| self.whole())
            }
            Origin::Nowhere => None,
        }
    }

    pub(super) fn whole(&self) -> Range<usize> {
        0..self.text.len()
    }

    /// The passage with its marks. What is blank but marked says that it is blank.
    pub(super) fn render(&self, findings: &[Diagnostic], words: &Words) -> Markup {
        if !self.is_blank() || self.marks.is_empty() {
            return Marked {
                text: &self.text,
                marks: self.marks.iter().map(|mark| self.snapped(mark)).collect(),
                findings,
                words,
            }
            .render();
        }
        let cover = |mark: &Mark| Mark {
            range: 0..words.blank.len(),
            purpose: mark.purpose,
        };
        let marked = Marked {
            text: words.blank,
            marks: self.marks.iter().map(cover).collect(),
            findings,
            words,
        };
        html! { span.blank lang=(words.tag) { (marked.render()) } }
    }

    /// The mark with both ends on character boundaries of the passage.
    fn snapped(&self, mark: &Mark) -> Mark {
        let start = self.text.floor_char_boundary(mark.range.start);
        let end = self.text.ceil_char_boundary(mark.range.end);
        Mark {
            range: start..end.max(start),
            purpose: mark.purpose,
        }
    }
}

/// A text that is cut where marks begin and end, so that those that overlap stand beside each other.
struct Marked<'m> {
    text: &'m str,
    marks: Vec<Mark>,
    findings: &'m [Diagnostic],
    words: &'m Words,
}

impl Marked<'_> {
    fn render(&self) -> Markup {
        let mut cuts: Vec<usize> = self
            .marks
            .iter()
            .flat_map(|mark| [mark.range.start, mark.range.end])
            .chain([0, self.text.len()])
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        let ends = cuts.iter().skip(1).copied().chain([self.text.len()]);
        html! {
            @for (start, end) in cuts.iter().copied().zip(ends) {
                (self.references_at(start))
                (self.anchored(start, end))
            }
        }
    }

    /// The numbers of the findings whose words end here.
    fn references_at(&self, at: usize) -> Markup {
        html! {
            @for mark in self.marks.iter().filter(|mark| mark.range.end == at) {
                @if let Purpose::Finding { index, is_home } = mark.purpose {
                    @if let Some(finding) = self.findings.get(index) {
                        (reference(index + 1, finding, is_home, self.words))
                    }
                }
            }
        }
    }

    /// A stretch that no mark begins or ends in, with the ids of what begins at it.
    fn anchored(&self, start: usize, end: usize) -> Markup {
        let begins = self.marks.iter().filter(|mark| mark.range.start == start);
        let ids = begins.filter_map(|mark| match mark.purpose {
            Purpose::Related(number) => Some(number),
            Purpose::Finding { .. } => None,
        });
        ids.fold(self.stretch(start, end), |inner, number| {
            html! { span.related id={ "place-" (number) } { (inner) } }
        })
    }

    fn stretch(&self, start: usize, end: usize) -> Markup {
        let text = Shown(self.text.get(start..end).unwrap_or_default());
        let covering = self.marks.iter().filter_map(|mark| match mark.purpose {
            Purpose::Finding { index, .. } if mark.range.start <= start && end <= mark.range.end => {
                Some(index)
            }
            _ => None,
        });
        let indices: Vec<usize> = covering.collect();
        let worst = indices
            .iter()
            .filter_map(|index| self.findings.get(*index))
            .max_by_key(|finding| finding.severity);
        let numbers: Vec<String> = indices.iter().map(|index| (index + 1).to_string()).collect();
        html! {
            @if start == end {}
            @else if let Some(worst) = worst {
                mark class=(worst.severity.as_str()) data-findings=(numbers.join(" "))
                    data-pointer=(Shown(worst.pointer.as_str())) { (text) }
            } @else {
                (text)
            }
        }
    }
}

/// The number of a finding beside its words, which leads to the list.
fn reference(number: usize, finding: &Diagnostic, is_home: bool, words: &Words) -> Markup {
    let id = is_home.then(|| format!("mark-{number}"));
    html! {
        a.ref.(finding.severity.as_str()) id=[id] href={ "#finding-" (number) }
            aria-label=(words.reference(number, finding.severity))
            data-pointer=(Shown(finding.pointer.as_str())) { (number) }
    }
}

/// A sample of how words are marked.
pub(super) fn sample(severity: Severity, text: &str) -> Markup {
    html! { mark.(severity.as_str()) { (text) } }
}

#[cfg(test)]
mod tests {
    use evallint_linter::{Language, Linter, Settings};
    use evallint_syntax::Source;

    use super::*;

    /// The passage 预算执行率 with findings on these bytes of it, of which the first is the most serious.
    fn rendered(ranges: &[(usize, usize)]) -> String {
        let source = Source::new("a.json", r#"{"year": "1", "year": 2}"#).unwrap();
        let mut findings = Linter::standard()
            .check(&source, &Settings::default())
            .diagnostics;
        findings.truncate(ranges.len());
        for (index, finding) in findings.iter_mut().enumerate() {
            finding.pointer = Pointer::root().index(index);
            finding.severity = if index == 0 {
                Severity::Error
            } else {
                Severity::Info
            };
        }
        let mut passage = Passage::new("预算执行率", Pointer::root(), Origin::Nowhere);
        for (index, (start, end)) in ranges.iter().enumerate() {
            let purpose = Purpose::Finding { index, is_home: true };
            passage.marks.push(Mark {
                range: *start..*end,
                purpose,
            });
        }
        let html = passage
            .render(&findings, Words::of(Language::English))
            .into_string();
        // Of the numbers only that they are there.
        let mut shown = String::new();
        let mut rest = html.as_str();
        while let Some((before, after)) = rest.split_once("<a ") {
            let (reference, after) = after.split_once("</a>").unwrap();
            let number = reference.rsplit('>').next().unwrap();
            shown.extend([before, "^", number]);
            rest = after;
        }
        shown + rest
    }

    #[test]
    fn marks_that_overlap_stand_beside_each_other() {
        assert_eq!(
            rendered(&[(0, 9), (6, 15)]),
            "<mark class=\"error\" data-findings=\"1\" data-pointer=\"/0\">预算</mark>\
             <mark class=\"error\" data-findings=\"1 2\" data-pointer=\"/0\">执</mark>^1\
             <mark class=\"info\" data-findings=\"2\" data-pointer=\"/1\">行率</mark>^2"
        );
    }

    #[test]
    fn marks_nest_and_may_be_of_no_width() {
        assert_eq!(
            rendered(&[(6, 9), (0, 15), (3, 3)]),
            "<mark class=\"info\" data-findings=\"2\" data-pointer=\"/1\">预</mark>^3\
             <mark class=\"info\" data-findings=\"2\" data-pointer=\"/1\">算</mark>\
             <mark class=\"error\" data-findings=\"1 2\" data-pointer=\"/0\">执</mark>^1\
             <mark class=\"info\" data-findings=\"2\" data-pointer=\"/1\">行率</mark>^2"
        );
    }

    #[test]
    fn a_mark_between_the_bytes_of_a_character_takes_it_whole() {
        assert_eq!(
            rendered(&[(1, 2)]),
            "<mark class=\"error\" data-findings=\"1\" data-pointer=\"/0\">预</mark>^1算执行率"
        );
    }
}
