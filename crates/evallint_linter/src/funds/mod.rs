//! How the figures of a group of funds hang together, by the formulas of the form's field table.

mod explanation;
mod rate_mismatch;
mod task_funds;

pub(crate) use explanation::{Explanation, Explanations, Mistake, Relation};
pub(crate) use rate_mismatch::report_rate_mismatch;
pub(crate) use task_funds::{TaskCoverage, TaskFunds};

use evallint_schema::{Amount, Formula, Rate, Role};
use rust_decimal::{Decimal, RoundingStrategy};

use crate::document::Document;
use crate::slot::{Record, Slot};

/// A rate with the two amounts it is computed from, all of them readable.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quotient<'d, 'a> {
    pub slot: Slot<'d, 'a>,
    pub printed: Rate,
    pub dividend: Operand<'d, 'a>,
    pub divisor: Operand<'d, 'a>,
}

/// An adjustment with the two budgets it is the difference of, all of them readable.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Difference<'d, 'a> {
    pub printed: Operand<'d, 'a>,
    pub minuend: Operand<'d, 'a>,
    pub subtrahend: Operand<'d, 'a>,
}

/// An amount in its slot.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Operand<'d, 'a> {
    pub slot: Slot<'d, 'a>,
    pub amount: Amount,
}

/// How a printed adjustment relates to the budgets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AdjustmentState {
    /// Right, sign included.
    Right,
    /// The budget was cut, and the magnitude is printed without a minus.
    CutWithoutMinus,
    /// The budget was raised, and the magnitude is printed with a minus.
    RaiseWithMinus,
    /// Another magnitude.
    WrongMagnitude,
}

/// The computed figures of one group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FundFigures<'d, 'a> {
    pub record: Record<'d, 'a>,
    pub adjustment: Option<Difference<'d, 'a>>,
    pub completion: Option<Quotient<'d, 'a>>,
    pub adjustment_rate: Option<Quotient<'d, 'a>>,
}

impl<'a> Document<'a> {
    /// The figures of every group that has computed ones.
    pub(crate) fn fund_figures(&self) -> impl Iterator<Item = FundFigures<'_, 'a>> {
        self.records().filter_map(FundFigures::of)
    }
}

impl<'d, 'a> FundFigures<'d, 'a> {
    fn of(record: Record<'d, 'a>) -> Option<Self> {
        if record.fields.iter().all(|field| field.formula.is_none()) {
            return None;
        }
        Some(Self {
            record,
            adjustment: record.slots().find_map(difference),
            completion: quotient_of(record, Role::Actual),
            adjustment_rate: quotient_of(record, Role::Adjustment),
        })
    }

    /// The amounts of the group that are budgets.
    pub(crate) fn budgets(self) -> impl Iterator<Item = Operand<'d, 'a>> {
        self.record
            .slots()
            .filter(|slot| slot.field.role == Role::Budget)
            .filter_map(Operand::of)
    }

    /// The expenditure and the budget it is measured by, where both can be read.
    pub(crate) fn expenditure_and_budget(self) -> Option<(Operand<'d, 'a>, Operand<'d, 'a>)> {
        self.record.slots().find_map(|slot| {
            let is_quotient = matches!(slot.field.formula, Some(Formula::Quotient { .. }));
            let operands = operands(slot).filter(|_| is_quotient)?;
            (operands.0.slot.field.role == Role::Actual).then_some(operands)
        })
    }

    /// Whether the rate of adjustment fits the printed or the computed adjustment.
    pub(crate) fn adjustment_rate_holds(self, rate: Quotient<'_, '_>) -> bool {
        let initial = rate.divisor.amount.value();
        let computed = self.adjustment.map(|adjustment| adjustment.computed().value());
        rate.holds_in_magnitude(rate.dividend.amount.value(), initial)
            || computed.is_some_and(|computed| rate.holds_in_magnitude(computed, initial))
    }
}

impl<'d, 'a> Operand<'d, 'a> {
    pub(crate) fn of(slot: Slot<'d, 'a>) -> Option<Self> {
        Some(Self {
            slot,
            amount: slot.amount().valid()?,
        })
    }

    pub(crate) fn is(self, other: Operand<'_, '_>) -> bool {
        std::ptr::eq(self.slot.field, other.slot.field)
    }
}

impl Quotient<'_, '_> {
    /// Whether the printed rate is the computed one at its own precision. A zero divisor proves nothing.
    pub(crate) fn holds(self) -> bool {
        self.holds_with(self.dividend.amount.value(), self.divisor.amount.value())
    }

    /// The rate of the two amounts at the printed precision.
    pub(crate) fn computed(self) -> Option<Rate> {
        Rate::of(
            self.dividend.amount.value(),
            self.divisor.amount.value(),
            self.printed.decimals(),
        )
    }

    /// Whether the printed rate would be right with another divisor.
    pub(crate) fn fits_divisor(self, divisor: Operand<'_, '_>) -> bool {
        self.holds_with(self.dividend.amount.value(), divisor.amount.value())
    }

    pub(crate) fn holds_with(self, dividend: Decimal, divisor: Decimal) -> bool {
        Rate::of(dividend, divisor, self.printed.decimals()).is_none_or(|computed| computed == self.printed)
    }

    pub(crate) fn holds_in_magnitude(self, dividend: Decimal, divisor: Decimal) -> bool {
        is_rate_in_magnitude(self.printed, dividend, divisor)
    }
}

impl Difference<'_, '_> {
    /// The adjusted budget less the initial one, exactly.
    pub(crate) fn computed(self) -> Amount {
        difference_of(self.minuend, self.subtrahend).unwrap_or(Decimal::ZERO.into())
    }

    pub(crate) fn state(self) -> AdjustmentState {
        let printed = self.printed.amount;
        let computed = self
            .computed()
            .value()
            .round_dp_with_strategy(printed.decimals(), RoundingStrategy::MidpointAwayFromZero);
        if computed == printed.value() {
            AdjustmentState::Right
        } else if computed != -printed.value() {
            AdjustmentState::WrongMagnitude
        } else if computed.is_sign_negative() {
            AdjustmentState::CutWithoutMinus
        } else {
            AdjustmentState::RaiseWithMinus
        }
    }
}

/// Whether a printed rate is that of two amounts at its own precision, signs aside. A zero divisor proves nothing.
pub(crate) fn is_rate_in_magnitude(printed: Rate, dividend: Decimal, divisor: Decimal) -> bool {
    Rate::of(dividend.abs(), divisor, printed.decimals())
        .is_none_or(|computed| computed.percent() == printed.percent().abs())
}

/// The amounts that the formula of a field names, in its order, where both can be read.
pub(crate) fn operands<'d, 'a>(slot: Slot<'d, 'a>) -> Option<(Operand<'d, 'a>, Operand<'d, 'a>)> {
    let (first, second) = match slot.field.formula? {
        Formula::Difference { minuend, subtrahend } => (minuend, subtrahend),
        Formula::Quotient { dividend, divisor } => (dividend, divisor),
    };
    let operand = |key| Operand::of(slot.record.slot_with_key(key)?);
    Some((operand(first)?, operand(second)?))
}

/// One amount less the other, exactly; nothing where that is too large to compute.
pub(crate) fn difference_of(minuend: Operand<'_, '_>, subtrahend: Operand<'_, '_>) -> Option<Amount> {
    let difference = minuend.amount.value().checked_sub(subtrahend.amount.value());
    difference.map(Amount::from)
}

/// The printed difference in a slot, if the field is one.
pub(crate) fn difference<'d, 'a>(slot: Slot<'d, 'a>) -> Option<Difference<'d, 'a>> {
    let is_difference = matches!(slot.field.formula, Some(Formula::Difference { .. }));
    let (minuend, subtrahend) = operands(slot).filter(|_| is_difference)?;
    Some(Difference {
        printed: Operand::of(slot)?,
        minuend,
        subtrahend,
    })
}

/// The rate whose dividend has this role.
fn quotient_of<'d, 'a>(record: Record<'d, 'a>, role: Role) -> Option<Quotient<'d, 'a>> {
    record.slots().find_map(|slot| {
        let is_quotient = matches!(slot.field.formula, Some(Formula::Quotient { .. }));
        let (dividend, divisor) = operands(slot).filter(|_| is_quotient)?;
        (dividend.slot.field.role == role).then_some(())?;
        Some(Quotient {
            slot,
            printed: slot.rate().valid()?,
            dividend,
            divisor,
        })
    })
}
