//! One wrong figure that explains several relations that do not hold.

use evallint_schema::{Amount, Field, Role};
use rust_decimal::{Decimal, RoundingStrategy};

use super::{AdjustmentState, FundFigures, Operand, Quotient, TaskCoverage};
use crate::document::Document;
use crate::slot::Slot;

/// What should hold between the figures of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// rate = expenditure ÷ adjusted budget
    Completion,
    /// |adjustment| = |adjusted budget − initial budget|
    Adjustment,
    /// |rate| = |adjustment| ÷ initial budget
    AdjustmentRate,
    /// expenditure ≤ adjusted budget
    WithinBudget,
    /// part ≤ whole
    Part,
    /// sum of the tasks' funds ≤ expenditure
    Tasks,
}

/// A figure that, were it another, would set right all the relations it breaks.
#[derive(Debug, Clone)]
pub(crate) struct Explanation<'d, 'a> {
    pub figure: Operand<'d, 'a>,
    pub should_be: Amount,
    pub mistake: Mistake,
    /// The relations that hold with the other figure.
    pub relations: Vec<Relation>,
}

/// What is wrong with a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mistake {
    /// It is given in another unit than the others: 元 for 万元.
    Scale,
    /// It is another number.
    Number,
}

/// The figures of the funds, and what explains those of their relations that do not hold.
#[derive(Debug)]
pub(crate) struct Explanations<'d, 'a> {
    figures: Vec<FundFigures<'d, 'a>>,
    coverage: Option<TaskCoverage<'d, 'a>>,
    explanation: Option<Explanation<'d, 'a>>,
}

impl<'d, 'a> Explanations<'d, 'a> {
    pub(crate) fn of(document: &'d Document<'a>) -> Self {
        let coverage = TaskCoverage::of(document);
        let figures: Vec<_> = document.fund_figures().collect();
        let explanation = figures.iter().find_map(|figures| {
            Figures {
                figures: *figures,
                coverage: coverage.as_ref(),
            }
            .explain()
        });
        Self {
            figures,
            coverage,
            explanation,
        }
    }

    /// The figures of every group that has computed ones.
    pub(crate) fn figures(&self) -> impl Iterator<Item = FundFigures<'d, 'a>> {
        self.figures.iter().copied()
    }

    /// What the tasks spent, where there are tasks and an expenditure to compare with.
    pub(crate) fn coverage(&self) -> Option<&TaskCoverage<'d, 'a>> {
        self.coverage.as_ref()
    }

    /// The explanation, if it is this kind of mistake.
    pub(crate) fn by(&self, mistake: Mistake) -> Option<&Explanation<'d, 'a>> {
        self.explanation
            .as_ref()
            .filter(|explanation| explanation.mistake == mistake)
    }

    /// Whether a relation that does not hold is explained by another figure, which is the finding.
    pub(crate) fn explain(&self, relation: Relation) -> bool {
        self.explanation
            .as_ref()
            .is_some_and(|explanation| explanation.relations.contains(&relation))
    }

    /// Whether one of the amounts that a rate is computed from is the wrong figure.
    pub(crate) fn blame_operand_of(&self, rate: Quotient<'_, '_>) -> bool {
        self.blame(rate.dividend.slot) || self.blame(rate.divisor.slot)
    }

    /// Whether the value in a slot is the wrong figure.
    pub(crate) fn blame(&self, slot: Slot<'_, '_>) -> bool {
        self.explanation
            .as_ref()
            .is_some_and(|explanation| explanation.figure.slot.node == slot.node)
    }
}

/// A figure that is tried with another value.
#[derive(Clone, Copy)]
struct Change<'d, 'a> {
    figure: Operand<'d, 'a>,
    value: Decimal,
    /// How much the value may be rounded by: one of the last digit it was printed with.
    slack: Decimal,
}

/// How many figures are tried in another scale. More than a few implausible ones are not one mistake.
const MOST_TRIED: usize = 64;

struct Figures<'f, 'd, 'a> {
    figures: FundFigures<'d, 'a>,
    coverage: Option<&'f TaskCoverage<'d, 'a>>,
}

impl<'d, 'a> Figures<'_, 'd, 'a> {
    fn explain(&self) -> Option<Explanation<'d, 'a>> {
        let broken = self.broken(None);
        if broken.is_empty() {
            return None;
        }
        self.by_scale(&broken).or_else(|| self.by_number(&broken))
    }

    /// One figure that is 10 000 times too large or too small.
    fn by_scale(&self, broken: &[Relation]) -> Option<Explanation<'d, 'a>> {
        let factor = Decimal::from(10_000);
        let operands = self.operands();
        let changes = operands.iter().flat_map(|figure| {
            let value = figure.amount.value();
            [value.checked_div(factor), value.checked_mul(factor)]
                .into_iter()
                .flatten()
                .map(|value| Change {
                    figure: *figure,
                    value,
                    slack: slack(*figure, value),
                })
        });
        changes
            .filter(|change| change.value != change.figure.amount.value() && self.is_plausible(*change))
            .take(MOST_TRIED)
            .filter_map(|change| self.try_change(change, broken, Mistake::Scale, 1))
            .reduce(|best, other| {
                if other.relations.len() > best.relations.len() {
                    other
                } else {
                    best
                }
            })
    }

    /// One figure whose other value follows from two relations at once.
    fn by_number(&self, broken: &[Relation]) -> Option<Explanation<'d, 'a>> {
        self.solutions()
            .into_iter()
            .find_map(|change| self.try_change(change, broken, Mistake::Number, 2))
    }

    /// The change as an explanation, if it mends at least `enough` relations and breaks none.
    fn try_change(
        &self,
        change: Change<'d, 'a>,
        broken: &[Relation],
        mistake: Mistake,
        enough: usize,
    ) -> Option<Explanation<'d, 'a>> {
        let still = self.broken(Some(change));
        let relations: Vec<Relation> = broken
            .iter()
            .copied()
            .filter(|relation| !still.contains(relation))
            .collect();
        // More may be spent than was granted in the year, but not many times as much.
        let overspent =
            |relation: &Relation| *relation == Relation::WithinBudget && !self.exceeds_by_far(change);
        let mut left = still.iter().filter(|relation| !overspent(relation));
        let is_settled =
            left.all(|relation| broken.contains(relation) && !self.concerns(*relation, change.figure));
        (relations.len() >= enough && is_settled).then(|| Explanation {
            figure: change.figure,
            should_be: change.value.into(),
            mistake,
            relations,
        })
    }

    /// Whether more than twice the budget would be spent.
    fn exceeds_by_far(&self, change: Change<'_, '_>) -> bool {
        let value = |operand: Operand<'_, '_>| {
            if change.figure.is(operand) {
                change.value
            } else {
                operand.amount.value()
            }
        };
        self.figures
            .expenditure_and_budget()
            .is_some_and(|(actual, budget)| value(actual) > value(budget).saturating_mul(Decimal::TWO))
    }

    /// What the budgets and the expenditure would have to be for the other figures to be right.
    fn solutions(&self) -> Vec<Change<'d, 'a>> {
        let mut changes = Vec::new();
        if let Some(adjustment) = self.figures.adjustment {
            let printed = adjustment.printed.amount.value();
            let (adjusted, initial) = (adjustment.minuend, adjustment.subtrahend);
            for adjustment in [printed, -printed] {
                changes.extend(
                    initial
                        .amount
                        .value()
                        .checked_add(adjustment)
                        .map(|value| Change {
                            figure: adjusted,
                            value,
                            slack: Decimal::ZERO,
                        }),
                );
                changes.extend(
                    adjusted
                        .amount
                        .value()
                        .checked_sub(adjustment)
                        .map(|value| Change {
                            figure: initial,
                            value,
                            slack: Decimal::ZERO,
                        }),
                );
            }
        }
        if let Some(completion) = self.figures.completion {
            let spent = completion
                .divisor
                .amount
                .value()
                .checked_mul(completion.printed.percent());
            let spent = spent.and_then(|spent| spent.checked_div(Decimal::ONE_HUNDRED));
            changes.extend(spent.map(|spent| Change {
                figure: completion.dividend,
                value: spent.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero),
                slack: Decimal::ZERO,
            }));
        }
        changes.retain(|change| change.value >= Decimal::ZERO);
        changes
    }

    /// Every amount that may be wrong.
    fn operands(&self) -> Vec<Operand<'d, 'a>> {
        let group = self
            .figures
            .record
            .slots()
            .filter(|slot| slot.field.formula.is_none() || slot.field.role == Role::Adjustment);
        let tasks = self
            .coverage
            .map(|coverage| coverage.tasks.operands.as_slice())
            .unwrap_or_default();
        group
            .filter_map(Operand::of)
            .chain(tasks.iter().copied())
            .collect()
    }

    /// A part is set right by any smaller value, so its new one must still be a fair share of the whole.
    fn is_plausible(&self, change: Change<'_, '_>) -> bool {
        let is_share = matches!(change.figure.slot.field.role, Role::Part { .. } | Role::TaskFunds);
        let whole = self.coverage.map(|coverage| coverage.actual.amount.value());
        let share = whole.and_then(|whole| change.value.checked_div(whole));
        // A small share is taken only where the other unit comes out even: 1,000,000 元 are 100.00 万元.
        let is_even = change.value.normalize().scale() <= 2;
        let least_share = if is_even {
            Decimal::new(1, 3)
        } else {
            Decimal::new(1, 2)
        };
        !is_share || share.is_some_and(|share| share >= least_share && share <= Decimal::ONE)
    }

    /// Whether the figure is one that the relation is about.
    fn concerns(&self, relation: Relation, figure: Operand<'_, '_>) -> bool {
        let is = |other: Operand<'_, '_>| figure.is(other);
        let of_rate =
            |rate: Option<Quotient<'_, '_>>| rate.is_some_and(|rate| is(rate.dividend) || is(rate.divisor));
        match relation {
            Relation::Completion => of_rate(self.figures.completion),
            Relation::AdjustmentRate => of_rate(self.figures.adjustment_rate),
            Relation::Adjustment => self.figures.adjustment.is_some_and(|adjustment| {
                is(adjustment.printed) || is(adjustment.minuend) || is(adjustment.subtrahend)
            }),
            Relation::WithinBudget => self
                .figures
                .expenditure_and_budget()
                .is_some_and(|(actual, budget)| is(actual) || is(budget)),
            Relation::Part => matches!(figure.slot.field.role, Role::Part { .. } | Role::Actual),
            Relation::Tasks => matches!(figure.slot.field.role, Role::TaskFunds | Role::Actual),
        }
    }

    /// The relations that do not hold, with one figure changed.
    fn broken(&self, change: Option<Change<'_, '_>>) -> Vec<Relation> {
        let value = |operand: Operand<'_, '_>| match change {
            Some(change) if change.figure.slot.node == operand.slot.node => change.value,
            _ => operand.amount.value(),
        };
        // Only a relation of the changed figure may be off by what that was rounded by.
        let slack = |operands: &[Operand<'_, '_>]| {
            let of = |change: &Change<'_, '_>| {
                operands
                    .iter()
                    .any(|operand| change.figure.slot.node == operand.slot.node)
            };
            change.filter(of).map_or(Decimal::ZERO, |change| change.slack)
        };
        let mut broken = Vec::new();
        let mut note = |holds: bool, relation: Relation| {
            if !holds {
                broken.push(relation);
            }
        };
        if let Some(rate) = self.figures.completion {
            note(
                holds_within(
                    rate,
                    value(rate.dividend),
                    value(rate.divisor),
                    slack(&[rate.dividend]),
                ),
                Relation::Completion,
            );
        }
        let adjustment = self.figures.adjustment.map(|adjustment| super::Difference {
            printed: Operand {
                amount: value(adjustment.printed).into(),
                ..adjustment.printed
            },
            minuend: Operand {
                amount: value(adjustment.minuend).into(),
                ..adjustment.minuend
            },
            subtrahend: Operand {
                amount: value(adjustment.subtrahend).into(),
                ..adjustment.subtrahend
            },
        });
        if let Some(adjustment) = adjustment {
            note(
                adjustment.state() != AdjustmentState::WrongMagnitude,
                Relation::Adjustment,
            );
        }
        if let Some(rate) = self.figures.adjustment_rate {
            let fits = |amount: Decimal| rate.holds_in_magnitude(amount, value(rate.divisor));
            let computed = adjustment.map(|adjustment| adjustment.computed().value());
            note(
                fits(value(rate.dividend)) || computed.is_some_and(fits),
                Relation::AdjustmentRate,
            );
        }
        if let Some((actual, budget)) = self.figures.expenditure_and_budget() {
            let slack = slack(&[actual, budget]);
            note(value(actual) <= value(budget) + slack, Relation::WithinBudget);
        }
        for (part, whole) in self.parts() {
            note(
                value(part) <= value(whole) + slack(&[part, whole]),
                Relation::Part,
            );
        }
        if let Some(coverage) = self.coverage {
            let tasks = &coverage.tasks.operands;
            let sum = tasks
                .iter()
                .map(|operand| value(*operand))
                .try_fold(Decimal::ZERO, Decimal::checked_add);
            let slack = slack(tasks).max(slack(&[coverage.actual]));
            note(
                sum.is_none_or(|sum| sum <= value(coverage.actual) + slack),
                Relation::Tasks,
            );
        }
        broken
    }

    /// Each 其中 figure with its total.
    fn parts(&self) -> impl Iterator<Item = (Operand<'d, 'a>, Operand<'d, 'a>)> {
        let record = self.figures.record;
        record.slots().filter_map(move |slot| {
            let Role::Part { whole } = slot.field.role else {
                return None;
            };
            Some((Operand::of(slot)?, Operand::of(record.slot_with_key(whole)?)?))
        })
    }
}

/// Whether the rate is that of the amounts, of which the dividend may be off by the slack.
fn holds_within(rate: Quotient<'_, '_>, dividend: Decimal, divisor: Decimal, slack: Decimal) -> bool {
    [
        dividend,
        dividend.saturating_sub(slack),
        dividend.saturating_add(slack),
    ]
    .into_iter()
    .any(|dividend| rate.holds_with(dividend, divisor))
}

/// One of the last digit that the figure was printed with, in the scale of another value for it.
fn slack(figure: Operand<'_, '_>, value: Decimal) -> Decimal {
    let last_digit = Decimal::try_new(1, figure.amount.decimals()).unwrap_or_default();
    let grows = value > figure.amount.value();
    if grows {
        last_digit.saturating_mul(Decimal::from(10_000))
    } else {
        Decimal::ZERO
    }
}

impl Explanation<'_, '_> {
    /// The computed fields that do not fit because of the figure.
    pub(crate) fn computed_fields(&self) -> impl Iterator<Item = &'static Field> {
        let fields = self.figure.slot.record.fields;
        fields
            .iter()
            .filter(|field| field.formula.is_some() && !std::ptr::eq(*field, self.figure.slot.field))
    }
}
