//! What the texts say of one claim.

use std::sync::OnceLock;

use evallint_schema::{Dimension, Unit, Words};
use rust_decimal::Decimal;

use super::account::Support;
use super::agreement::agrees;
use super::clause::counts_alike;
use super::neighbours::Neighbours;
use super::quantity::Claim;
use super::statement::{MOST_STATEMENTS, Manner, Passage, Statement, best};
use super::told_figures::ToldFigures;
use crate::facts::{Facts, Mention};
use crate::measure::Measure;
use crate::stated_kind::StatedKind;

/// Among how many figures of a document a number is looked for.
const MOST_TOLD: usize = 10_000;

/// The question what the texts say of a claim.
pub(super) struct Inquiry<'q, 'd, 'a> {
    pub(super) neighbours: &'q Neighbours<'d>,
    pub(super) measure: Measure<'d, 'a>,
    pub(super) claim: &'q Claim,
    /// What was achieved.
    pub(super) told: &'q Passage<'d>,
    pub(super) facts: &'d Facts,
    /// All figures that the document tells, arranged once anyone asks.
    pub(super) figures: &'q OnceLock<ToldFigures<'d>>,
}

impl<'d> Inquiry<'_, 'd, '_> {
    pub(super) fn support(&self) -> Support<'d> {
        if self.figure().bound.is_some() {
            return self.support_of_bound();
        }
        if self.is_said(true) || self.is_said_in_words() {
            return self.measured_of_rounded();
        }
        if let Some(other) = self.other_unit() {
            return Support::OtherUnit(other);
        }
        if self.is_said(false) || self.is_said_in_parts() {
            return self.measured_of_rounded();
        }
        let about = self.statements(self.figure().unit);
        if let Some(conflict) = self.conflict(&about) {
            return Support::Conflict(conflict);
        }
        let close = about.iter().any(|statement| {
            statement.closeness.is_close() && is_of_like_size(statement.mention, self.figure())
        });
        if !close && !self.stands_anywhere() {
            Support::Nowhere
        } else {
            Support::Given
        }
    }

    fn figure(&self) -> &Mention {
        &self.claim.figure
    }

    fn statements(&self, unit: Option<&Unit>) -> Vec<Statement<'d>> {
        self.told.statements(&self.claim.topic, unit)
    }

    /// A bound is supported by a figure for the same thing that keeps within it.
    fn support_of_bound(&self) -> Support<'d> {
        let about = self.statements(self.figure().unit);
        let met = about.iter().filter(|statement| {
            matches!(statement.manner, Manner::Plain | Manner::Part) && statement.mention.meets(self.figure())
        });
        if let Some(measured) = best(met) {
            return Support::Measured(measured.clone());
        }
        let meets = |statement: &Statement<'_>| {
            statement.mention.meets(self.figure()) || statement.mention.same_amount(self.figure())
        };
        let is_met_further_on = || {
            self.told
                .continued(&self.claim.topic, self.figure().unit)
                .any(|mention| mention.meets(self.figure()))
        };
        if about.iter().any(meets) || is_met_further_on() || self.stands_anywhere() {
            Support::Given
        } else {
            Support::Nowhere
        }
    }

    /// Whether the task's text has the figure, in a unit that is no other or, where that is not asked, with no unit.
    fn is_said(&self, with_unit: bool) -> bool {
        let figure = self.figure();
        self.told.mentions.iter().any(|mention| {
            let one_unit = match (mention.unit, figure.unit) {
                (Some(left), Some(right)) => left.is_equivalent(right) || left.converts(right),
                (None, Some(_)) => !with_unit,
                (_, None) => true,
            };
            one_unit && (agrees(mention, figure) || says_without_scale(figure, mention))
        })
    }

    /// Whether the like figures of one sentence of the task's text make it up: 分别5094张、2391张、2912张.
    fn is_said_in_parts(&self) -> bool {
        let figure = self.figure();
        self.told.sentences().any(|mentions| {
            let like = mentions
                .iter()
                .filter(|mention| mention.is_quantity() && counts_alike(mention.unit, figure.unit));
            let (count, sum) = like.fold((0, Decimal::ZERO), |(count, sum), part| {
                (count + 1, sum.saturating_add(part.value))
            });
            count >= 2 && sum == figure.value
        })
    }

    /// Nothing and everything are said in words more often than in figures: 未发生事故, 实现全覆盖.
    fn is_said_in_words(&self) -> bool {
        static EVERYTHING: Words = Words::of(&[
            "全覆盖",
            "全部",
            "全面",
            "百分百",
            "百分之百",
            "均",
            "尽",
            "全额",
            "齐",
        ]);
        let figure = self.figure();
        let is_percent = figure
            .unit
            .is_some_and(|unit| unit.name == "%" || unit.name == "％");
        let everything = is_percent && figure.value == Decimal::ONE_HUNDRED;
        figure.value.is_zero() || everything && EVERYTHING.are_in(self.told.text)
    }

    /// The exact figure, where the claim is a rounded one.
    fn measured_of_rounded(&self) -> Support<'d> {
        if self.figure().approximation.is_none() {
            return Support::Given;
        }
        let about = self.statements(self.figure().unit);
        let exact = about.iter().filter(|statement| {
            let mention = statement.mention;
            let exact = mention.approximation.is_none() && mention.bound.is_none();
            exact && agrees(mention, self.figure())
        });
        best(exact).map_or(Support::Given, |exact| Support::Measured(exact.clone()))
    }

    /// The same number for the same thing, counted otherwise.
    fn other_unit(&self) -> Option<Statement<'d>> {
        let unit = self.figure().unit?;
        let states_kind = self.measure.name_text().and_then(StatedKind::of).is_some();
        if states_kind || unit.dimension == Dimension::Money {
            return None;
        }
        let small = self.figure().value < Decimal::ONE_HUNDRED;
        let about = self.statements(None);
        let mut same_number = about.iter().filter(|statement| {
            let mention = statement.mention;
            let other = mention.unit.is_some_and(|other| !other.is_equivalent(unit));
            let countable = mention.unit.is_some_and(|other| {
                !matches!(
                    other.dimension,
                    Dimension::Money | Dimension::Calendar | Dimension::Duration
                )
            });
            let close = statement.closeness.is_close() || !small;
            other
                && countable
                && close
                && mention.value == self.figure().value
                && statement.manner != Manner::Aside
        });
        same_number.next().cloned()
    }

    /// The one other figure for the same thing.
    fn conflict(&self, about: &[Statement<'d>]) -> Option<Statement<'d>> {
        let unit = self.figure().unit?;
        if unit.dimension == Dimension::Money || about.len() >= MOST_STATEMENTS || self.is_counted_otherwise()
        {
            return None;
        }
        let measured = about
            .iter()
            .filter(|statement| matches!(statement.manner, Manner::Plain | Manner::Part))
            .filter(|statement| !self.neighbours.are_closer(self.measure, statement, self.told));
        let other = best(measured)?;
        let differs = !agrees(other.mention, self.figure()) && is_of_like_size(other.mention, self.figure());
        (differs && other.closeness.is_close()).then(|| other.clone())
    }

    /// Whether the task's text has the very number for the thing, counted in another unit: 为10993名市民 of 10993人次. A small
    /// number stands in any text.
    fn is_counted_otherwise(&self) -> bool {
        let figure = self.figure();
        let large = figure.value >= Decimal::ONE_HUNDRED;
        large
            && self
                .statements(None)
                .iter()
                .any(|statement| statement.mention.value == figure.value)
    }

    fn stands_anywhere(&self) -> bool {
        let figure = self.figure();
        // Nobody writes so many figures; in such a document each number stands somewhere.
        if self.facts.told_count() > MOST_TOLD {
            return true;
        }
        let told = self.figures.get_or_init(|| ToldFigures::of(self.facts.told()));
        told.hold(figure) || with_scale(figure).any(|value| told.hold_value(value))
    }
}

/// Whether a figure without its unit lost its scale with it: 116.77 for 116.77万元.
fn says_without_scale(figure: &Mention, mention: &Mention) -> bool {
    with_scale(figure).any(|value| value == mention.value)
}

/// What a figure without its unit may stand for, if it lost its scale with it.
fn with_scale(figure: &Mention) -> impl Iterator<Item = Decimal> {
    const SCALES: [i64; 2] = [10_000, 100_000_000];
    let scales = SCALES.iter().filter(|_| figure.unit.is_none());
    scales.filter_map(|scale| figure.value.checked_mul(Decimal::from(*scale)))
}

/// Whether two figures are so near that one may be a slip of the pen for the other. A figure of another size is one of
/// another thing.
fn is_of_like_size(left: &Mention, right: &Mention) -> bool {
    let most = Decimal::from(12);
    let ratio = left.value.checked_div(right.value);
    let converts = left
        .unit
        .zip(right.unit)
        .is_some_and(|(left, right)| left.converts(right));
    converts || ratio.is_some_and(|ratio| ratio <= most && ratio * most >= Decimal::ONE)
}
