//! Indicators that stand twice in one task.

use std::borrow::Cow;

use evallint_schema::fold_width;
use evallint_syntax::NodeId;
use foldhash::HashMap;

use crate::document::Document;
use crate::facts::{Facts, Mention, Nature};
use crate::fix::Fix;
use crate::measure::Measure;
use crate::message::{Message, Template};
use crate::report::Context;
use crate::slot::Slot;

/// An indicator that stands twice in one list.
#[derive(Debug)]
struct Repeat<'d, 'a> {
    first: Measure<'d, 'a>,
    later: Measure<'d, 'a>,
    name: &'d str,
    first_result: &'d str,
    later_result: &'d str,
    /// Whether both say the same.
    same_result: bool,
}

/// The indicators that repeat an earlier one of their list, each with the one it repeats.
#[derive(Debug)]
pub(crate) struct Repeats<'d, 'a>(Vec<Repeat<'d, 'a>>);

impl<'d, 'a> Repeats<'d, 'a> {
    pub(crate) fn of(document: &'d Document<'a>, facts: &Facts) -> Self {
        Self(repeats(document, facts))
    }
}

/// One that agrees with any earlier one agrees.
fn repeats<'d, 'a>(document: &'d Document<'a>, facts: &Facts) -> Vec<Repeat<'d, 'a>> {
    let mut seen: HashMap<(Option<NodeId>, Cow<'d, str>), Vec<Named<'d, 'a>>> = HashMap::default();
    let mut repeats = Vec::new();
    for measure in document.measures() {
        let Some(named) = Named::of(measure, facts) else {
            continue;
        };
        let earlier = seen.entry((measure.list(), fold(named.name))).or_default();
        let same = earlier
            .iter()
            .take(MOST_COMPARED)
            .find(|earlier| same_result(earlier, &named, facts));
        if let Some(first) = same.or(earlier.first()) {
            repeats.push(Repeat {
                first: first.measure,
                later: measure,
                name: named.name,
                first_result: first.result,
                later_result: named.result,
                same_result: same.is_some(),
            });
        }
        earlier.push(named);
    }
    repeats
}

/// With how many of the same name a repeat is compared; more of them would not make the finding clearer.
const MOST_COMPARED: usize = 16;

/// An indicator whose name and result can be read.
struct Named<'d, 'a> {
    measure: Measure<'d, 'a>,
    name: &'d str,
    result: &'d str,
}

impl<'d, 'a> Named<'d, 'a> {
    fn of(measure: Measure<'d, 'a>, facts: &Facts) -> Option<Self> {
        let name = measure
            .name_text()
            .filter(|_| !measure.name.node.is_some_and(|node| facts.is_placeholder(node)))?;
        let result = measure.result_scalar(facts)?.written();
        Some(Self {
            measure,
            name: name.trim(),
            result: result.trim(),
        })
    }
}

/// Equal after unit and scale, two bounds, two without numbers, or a figure that meets the other's bound.
fn same_result(first: &Named<'_, '_>, later: &Named<'_, '_>, facts: &Facts) -> bool {
    if fold(first.result) == fold(later.result) {
        return true;
    }
    let figures = |named: &Named<'_, '_>| -> Vec<Mention> {
        named
            .measure
            .figures(facts)
            .iter()
            .filter(|figure| figure.nature != Nature::Code)
            .cloned()
            .collect()
    };
    let (first, later) = (figures(first), figures(later));
    let bounds =
        |figures: &[Mention]| !figures.is_empty() && figures.iter().all(|figure| figure.bound.is_some());
    if first.is_empty() && later.is_empty() || bounds(&first) && bounds(&later) {
        return true;
    }
    first.len() == later.len()
        && first
            .iter()
            .zip(&later)
            .all(|(left, right)| match (left.bound, right.bound) {
                (None, None) => left.same_amount(right),
                (Some(_), None) => right.meets(left),
                (None, Some(_)) => left.meets(right),
                (Some(_), Some(_)) => true,
            })
}

/// A name or result without what does not make it another one: spaces, and the width of characters.
pub(crate) fn fold(text: &str) -> Cow<'_, str> {
    let same = |character: char| !character.is_whitespace() && fold_width(character) == character;
    if text.chars().all(same) {
        return Cow::Borrowed(text);
    }
    text.chars()
        .filter(|character| !character.is_whitespace())
        .map(fold_width)
        .collect()
}

/// What is said of the repeats that agree, or of those that do not.
pub(crate) struct RepeatTexts {
    /// Whether to speak of the repeats with the same result.
    pub same_result: bool,
    pub message: &'static Template,
    pub help: &'static Template,
    pub first: &'static Template,
    /// What the removal of one of the two is called, and why a person should look, where one may be removed.
    pub removal: Option<Removal>,
}

/// What is said of the removal of a repeated indicator.
pub(crate) struct Removal {
    pub title: &'static Template,
    pub reason: &'static Template,
}

impl Removal {
    /// Removes the one of two indicators that says less: the bound beside a figure that meets it, and of two that are the
    /// same the later.
    fn fix(&self, document: &Document<'_>, repeat: &Repeat<'_, '_>, facts: &Facts) -> Option<Fix> {
        let is_bound = |measure: Measure<'_, '_>| {
            let figures = measure.figures(facts);
            !figures.is_empty() && figures.iter().all(|figure| figure.bound.is_some())
        };
        let removed = if is_bound(repeat.first) && !is_bound(repeat.later) {
            repeat.first
        } else {
            repeat.later
        };
        let edits = document.remove_record(removed.record)?;
        let title =
            Message::new(self.title).with("result", removed.result.scalar().valid()?.written().trim());
        let is_copy = repeat
            .first
            .record
            .slots()
            .zip(repeat.later.record.slots())
            .all(|(first, later)| says_the_same(first, later));
        Some(if is_copy {
            Fix::safe(title, edits)
        } else {
            Fix::with_risk(title, Message::new(self.reason), edits)
        })
    }
}

/// Whether two slots hold the same, spaces and the width of characters aside.
fn says_the_same(first: Slot<'_, '_>, later: Slot<'_, '_>) -> bool {
    match (first.scalar().valid(), later.scalar().valid()) {
        (Some(first), Some(later)) => fold(first.written()) == fold(later.written()),
        _ => first.is_empty() && later.is_empty(),
    }
}

/// Reports the repeats of one of the two kinds, each at the later indicator's name.
pub(crate) fn report_repeats(context: &mut Context<'_, '_>, texts: &RepeatTexts) {
    let repeats = context.repeats;
    for repeat in repeats
        .0
        .iter()
        .filter(|repeat| repeat.same_result == texts.same_result)
    {
        let mut results = vec![repeat.first_result, repeat.later_result];
        results.dedup();
        let message = Message::new(texts.message)
            .with("name", repeat.name)
            .with("results", results.join(" / "));
        let removal = texts.removal.as_ref();
        let fix = removal.and_then(|removal| removal.fix(context.document, repeat, context.facts));
        context
            .report(repeat.later.record.pointer(), repeat.later.name.range(), message)
            .help(Message::new(texts.help))
            .fix(fix)
            .relate(
                repeat.first.record.pointer(),
                repeat.first.name.range(),
                Message::new(texts.first),
            );
    }
}
