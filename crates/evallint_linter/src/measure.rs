//! Indicators as rules read them: a name, a result, and the figures in it.

use std::borrow::Cow;

use evallint_schema::{Role, Words, scale_prefix, unit_prefix};
use evallint_syntax::{NodeId, Text, Value};

use crate::document::Document;
use crate::facts::{Facts, Mention, scan};
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
        self.records()
            .filter(|record| !self.is_merged(record.id))
            .filter_map(Measure::of)
    }

    /// Whether the indicator is several in one that could not be taken apart.
    pub(crate) fn is_merged(&self, id: NodeId) -> bool {
        let merged = &self.irregularities.merged;
        let found = merged.binary_search_by_key(&id, |merged| merged.indicator);
        found
            .ok()
            .and_then(|at| merged.get(at))
            .is_some_and(|merged| !merged.split)
    }
}

impl<'d, 'a> Measure<'d, 'a> {
    /// The record as an indicator, if it is one.
    pub(crate) fn of(record: Record<'d, 'a>) -> Option<Self> {
        let name = record.slot_with_role(Role::Name)?;
        let result = record.slot_with_role(Role::Result)?;
        Some(Self { record, name, result })
    }

    /// The list the indicator stands in.
    pub(crate) fn list(self) -> Option<NodeId> {
        self.record.document.node(self.record.id).parent()
    }

    /// The name, where it can be read.
    pub(crate) fn name_text(self) -> Option<&'d str> {
        self.name.text().valid().map(Text::value)
    }

    /// The result as it is written, where it can be read and was filled in.
    pub(crate) fn result_scalar(self, facts: &Facts) -> Option<Scalar<'d>> {
        let filled = self.result.node.is_some_and(|node| !facts.is_placeholder(node));
        self.result.scalar().valid().filter(|_| filled)
    }

    /// The record that tells of the indicator's task: the nearest above it with a text of what was achieved.
    pub(crate) fn task(self) -> Option<Record<'d, 'a>> {
        let document = self.record.document;
        let mut above = document.node(self.record.id).parent();
        while let Some(id) = above {
            let record = document.record(id);
            if let Some(task) = record.filter(|record| record.slot_with_role(Role::Achieved).is_some()) {
                return Some(task);
            }
            above = document.node(id).parent();
        }
        None
    }

    /// The unit that stands apart from the result.
    fn unit_text(self) -> Option<&'d str> {
        let slot = self.record.slot_with_role(Role::Unit)?;
        slot.text().valid().map(Text::value)
    }

    /// The unit that stands apart from the result, or in brackets in the name.
    pub(crate) fn unit_beside(self) -> Option<&'d str> {
        self.unit_text().or_else(|| unit_in_brackets(self.name_text()?))
    }

    /// The node and text of a result that is one.
    pub(crate) fn result_text(self) -> Option<(NodeId, &'d Text<'d>)> {
        let node = self.result.node?;
        match &self.record.document.node(node).value {
            Value::String(text) => Some((node, text)),
            _ => None,
        }
    }

    /// The numbers of the result as it is written.
    pub(crate) fn mentions(self, facts: &Facts) -> &[Mention] {
        self.result
            .node
            .map(|node| facts.mentions(node))
            .unwrap_or_default()
    }

    /// The numbers of the result. A unit that stands apart, or in brackets in the name, counts as written behind a single bare number.
    pub(crate) fn figures(self, facts: &Facts) -> Cow<'_, [Mention]> {
        let mentions = self.mentions(facts);
        let completed = match mentions {
            [figure] if figure.unit.is_none() => self.with_unit_beside(),
            _ => None,
        };
        completed.map_or(Cow::Borrowed(mentions), Cow::Owned)
    }

    /// The first number of the result with the unit that stands apart from it.
    fn with_unit_beside(self) -> Option<Vec<Mention>> {
        let (unit, scalar) = self.unit_beside().zip(self.result.scalar().valid())?;
        // The unit may hold a number of its own: 人/10万.
        let mut figures = scan(&format!("{}{unit}", scalar.written()));
        figures.truncate(1);
        Some(figures)
    }
}

/// A name without the remark in brackets at its end: 绿化面积（公顷）.
pub(crate) fn without_brackets(name: &str) -> &str {
    let name = name.trim_end();
    let opening = name
        .ends_with(['）', ')'])
        .then(|| name.rfind(['（', '(']))
        .flatten();
    opening
        .and_then(|opening| name.get(..opening))
        .unwrap_or(name)
        .trim_end()
}

/// The unit that a name gives in brackets: 培训人数（人次）, 投入（单位：万元）.
fn unit_in_brackets(name: &str) -> Option<&str> {
    name.split(['（', '(', '【', '[']).skip(1).find_map(|part| {
        let content = part.split(['）', ')', '】', ']']).next()?.trim();
        match content.split_once(['：', ':']) {
            Some((label, unit)) if label.ends_with("单位") => Some(unit.trim()),
            _ => is_unit(content).then_some(content),
        }
    })
}

/// Whether a text is a unit and nothing else: 人次, 万元, 元/人, 次/年.
fn is_unit(text: &str) -> bool {
    let scaled = scale_prefix(text).map_or(text, |(_, length)| text.get(length..).unwrap_or_default());
    // Per so many: 1/10万.
    if text.trim_start_matches('1').starts_with('/') {
        return true;
    }
    let Some(unit) = unit_prefix(scaled) else {
        return false;
    };
    match scaled.get(unit.name.len()..) {
        Some("") => true,
        Some(rest) => rest.strip_prefix(['/', '·', '或', '、']).is_some_and(is_unit),
        None => false,
    }
}

/// Whether a name ends in 率 without being a share: 效率, 频率.
pub(crate) fn is_rate_by_name_only(name: &str) -> bool {
    static OTHERS: Words = Words::of(&[
        "效率",
        "频率",
        "功率",
        "汇率",
        "心率",
        "速率",
        "倍率",
        "容积率",
        "分辨率",
        "斜率",
        "曲率",
        "几率",
    ]);
    static SHARES: Words = Words::of(&["成功率", "提速率"]);
    OTHERS.suffix_of(name).is_some() && SHARES.suffix_of(name).is_none()
}
