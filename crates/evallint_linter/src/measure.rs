//! Indicators as rules read them: a name, a result, and the figures in it.

use std::borrow::Cow;

use evallint_schema::Role;
use evallint_syntax::NodeId;

use crate::document::Document;
use crate::facts::{Facts, Mention, Nature, scan};
use crate::slot::{Record, Scalar, Slot};

/// An indicator.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measure<'d, 'a> {
    pub record: Record<'d, 'a>,
    pub name: Slot<'d, 'a>,
    pub result: Slot<'d, 'a>,
}

impl<'a> Document<'a> {
    /// The indicators, but for those that are several in one and could not be taken apart.
    pub(crate) fn measures(&self) -> impl Iterator<Item = Measure<'_, 'a>> {
        self.records().filter(|record| !self.is_merged(record.id)).filter_map(|record| {
            let name = record.slot_with_role(Role::Name)?;
            let result = record.slot_with_role(Role::Result)?;
            Some(Measure { record, name, result })
        })
    }

    /// Whether the indicator is several in one that could not be taken apart.
    pub(crate) fn is_merged(&self, id: NodeId) -> bool {
        self.irregularities.merged.iter().any(|merged| merged.indicator == id && !merged.split)
    }
}

impl<'d> Measure<'d, '_> {
    /// The list the indicator stands in.
    pub(crate) fn list(self) -> Option<NodeId> {
        self.record.document.node(self.record.id).parent()
    }

    /// The name, where it can be read.
    pub(crate) fn name_text(self) -> Option<&'d str> {
        self.name.text().valid().map(|text| text.value())
    }

    /// The result as it is written, where it can be read and was filled in.
    pub(crate) fn result_scalar(self, facts: &Facts) -> Option<Scalar<'d>> {
        let filled = self.result.node.is_some_and(|node| !facts.is_placeholder(node));
        self.result.scalar().valid().filter(|_| filled)
    }

    /// The unit that stands apart from the result.
    pub(crate) fn unit_text(self) -> Option<&'d str> {
        let slot = self.record.slot_with_role(Role::Unit)?;
        slot.text().valid().map(|text| text.value())
    }

    /// The numbers of the result as it is written.
    pub(crate) fn mentions(self, facts: &Facts) -> &[Mention] {
        self.result.node.map(|node| facts.mentions(node)).unwrap_or_default()
    }

    /// The numbers of the result. A unit that stands apart counts as written behind a single bare number.
    pub(crate) fn figures<'f>(self, facts: &'f Facts) -> Cow<'f, [Mention]> {
        let mentions = self.mentions(facts);
        match (mentions, self.unit_text(), self.result.scalar().valid()) {
            ([figure], Some(unit), Some(scalar)) if figure.unit.is_none() => {
                Cow::Owned(scan(&format!("{}{unit}", scalar.written())))
            }
            _ => Cow::Borrowed(mentions),
        }
    }
}

/// An indicator that stands twice in one list.
#[derive(Debug)]
pub(crate) struct Repeat<'d, 'a> {
    pub first: Measure<'d, 'a>,
    pub later: Measure<'d, 'a>,
    pub name: &'d str,
    pub first_result: &'d str,
    pub later_result: &'d str,
    /// Whether both say the same.
    pub same_result: bool,
}

/// The indicators that repeat an earlier one of their list, each with the one it repeats. One that agrees with any
/// earlier one agrees.
pub(crate) fn repeats<'d, 'a>(document: &'d Document<'a>, facts: &Facts) -> Vec<Repeat<'d, 'a>> {
    let mut seen: Vec<Named<'d, 'a>> = Vec::new();
    let mut repeats = Vec::new();
    for measure in document.measures() {
        let Some(named) = Named::of(measure, facts) else { continue };
        let earlier = || seen.iter().filter(|earlier| earlier.list == named.list && earlier.folded == named.folded);
        let same = earlier().find(|earlier| same_result(earlier, &named, facts));
        if let Some(first) = same.or_else(|| earlier().next()) {
            repeats.push(Repeat {
                first: first.measure,
                later: measure,
                name: named.name,
                first_result: first.result,
                later_result: named.result,
                same_result: same.is_some(),
            });
        }
        seen.push(named);
    }
    repeats
}

/// An indicator whose name and result can be read.
struct Named<'d, 'a> {
    measure: Measure<'d, 'a>,
    list: Option<NodeId>,
    name: &'d str,
    folded: String,
    result: &'d str,
}

impl<'d, 'a> Named<'d, 'a> {
    fn of(measure: Measure<'d, 'a>, facts: &Facts) -> Option<Self> {
        let name = measure.name_text().filter(|_| !measure.name.node.is_some_and(|node| facts.is_placeholder(node)))?;
        let result = measure.result_scalar(facts)?.written();
        Some(Self { measure, list: measure.list(), name: name.trim(), folded: fold(name), result: result.trim() })
    }
}

/// Equal after unit and scale, two bounds, two without numbers, or a figure that meets the other's bound.
fn same_result(first: &Named<'_, '_>, later: &Named<'_, '_>, facts: &Facts) -> bool {
    if fold(first.result) == fold(later.result) {
        return true;
    }
    let figures = |named: &Named<'_, '_>| -> Vec<Mention> {
        named.measure.figures(facts).iter().filter(|figure| figure.nature != Nature::Code).cloned().collect()
    };
    let (first, later) = (figures(first), figures(later));
    let bounds = |figures: &[Mention]| !figures.is_empty() && figures.iter().all(|figure| figure.bound.is_some());
    if first.is_empty() && later.is_empty() || bounds(&first) && bounds(&later) {
        return true;
    }
    first.len() == later.len()
        && first.iter().zip(&later).all(|(left, right)| match (left.bound, right.bound) {
            (None, None) => left.same_amount(right),
            (Some(_), None) => right.meets(left),
            (None, Some(_)) => left.meets(right),
            (Some(_), Some(_)) => true,
        })
}

/// A name or result without what does not make it another one: spaces, and the width of characters.
fn fold(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_whitespace())
        .map(|character| match character {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
            _ => character,
        })
        .collect()
}
