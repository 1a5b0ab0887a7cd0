//! What the figures of a form are computed from, and what comes out: each field with a formula, the shares of parts, and
//! the funds of the tasks.

use std::fmt;

use evallint_schema::{Amount, Field, Formula, Rate, Role};
use rust_decimal::Decimal;

use super::Item;
use crate::document::Document;
use crate::funds::{self, AdjustmentState, Explanations, Operand, TaskFunds};
use crate::slot::Slot;

/// A figure that follows from others.
#[derive(Debug, Clone)]
pub struct Computation<'v, 'a> {
    /// The field whose value it is or is about.
    pub field: &'static Field,
    /// The object that the field belongs to: the funds, a task, the document.
    pub owner: Item<'v, 'a>,
    /// What stands in the field, where its key or label is there. It may be blank.
    pub item: Option<Item<'v, 'a>>,
    /// How it is computed.
    pub calculation: Calculation,
    /// What is computed with, in the order of the formula. Of a sum all summands that can be read.
    pub operands: Vec<ComputationOperand<'v, 'a>>,
    /// What comes out: a rate with the decimals that are printed, or with two; an amount exactly.
    pub value: Figure,
    /// What is printed, where it is to be what comes out and can be read.
    pub printed: Option<Figure>,
    /// Whether what is printed is what comes out.
    pub agreement: Agreement,
}

/// How a figure is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calculation {
    /// The first amount less the second, by the formula of the field.
    Difference,
    /// The first amount by the second, by the formula of the field.
    Quotient,
    /// The share of an 其中 figure in its total.
    ShareOfWhole,
    /// The sum of the tasks' funds. It is not `complete` where the funds of a task are missing or unreadable.
    SumOfTasks {
        /// Whether the funds of every task are in it.
        complete: bool,
    },
    /// The share of a task's funds in those of all tasks.
    ShareOfTasks,
    /// The share of a task's funds, or of those of all tasks, in the actual expenditure.
    ShareOfExpenditure,
}

/// An amount that is computed with.
#[derive(Debug, Clone, Copy)]
pub struct ComputationOperand<'v, 'a> {
    /// The field whose value it is; the list of tasks for the sum of their funds.
    pub field: &'static Field,
    /// What stands in the field, where its key or label is there.
    pub item: Option<Item<'v, 'a>>,
    /// The amount, which for a field that is itself computed may be another than the printed one.
    pub amount: Amount,
}

/// An amount or a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// An amount in the document's currency unit.
    Amount(Amount),
    /// A rate.
    Rate(Rate),
}

/// Whether what is printed is what comes out, as the rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// Nothing is printed that could be compared.
    Unprinted,
    /// It is, at the printed precision.
    Agrees,
    /// It is but for its sign, which many offices do not print.
    InMagnitude,
    /// It is not.
    Differs,
    /// One of the amounts is the wrong figure, and has its own finding; what comes out says nothing.
    WrongOperand,
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Amount(amount) => amount.fmt(f),
            Self::Rate(rate) => rate.fmt(f),
        }
    }
}

/// How many decimals a rate is printed with.
const RATE_DECIMALS: u32 = 2;

/// Every computation of a document: by record in the order of the field table, then those of the tasks.
pub(super) fn computations<'v, 'a>(document: &'v Document<'a>) -> Vec<Computation<'v, 'a>> {
    let funds = Explanations::of(document);
    let mut found = Vec::new();
    for slot in document.slots() {
        found.extend(by_formula(slot, &funds));
        found.extend(share_of_whole(slot, &funds));
    }
    if let Some(tasks) = TaskFunds::of(document) {
        add_tasks(document, &tasks, &funds, &mut found);
    }
    found
}

fn by_formula<'v, 'a>(slot: Slot<'v, 'a>, funds: &Explanations<'v, 'a>) -> Option<Computation<'v, 'a>> {
    match slot.field.formula? {
        Formula::Difference { .. } => difference(slot, funds),
        Formula::Quotient { dividend, divisor } => quotient(slot, (dividend, divisor), funds),
    }
}

fn difference<'v, 'a>(slot: Slot<'v, 'a>, funds: &Explanations<'v, 'a>) -> Option<Computation<'v, 'a>> {
    let (minuend, subtrahend) = funds::operands(slot)?;
    let value = Figure::Amount(funds::difference_of(minuend, subtrahend)?);
    let mut computation = Computation::new(
        slot,
        Calculation::Difference,
        vec![minuend.into(), subtrahend.into()],
        value,
    );
    if let Some(printed) = funds::difference(slot) {
        computation.printed = Some(Figure::Amount(printed.printed.amount));
        computation.agreement = match printed.state() {
            AdjustmentState::Right => Agreement::Agrees,
            AdjustmentState::CutWithoutMinus => Agreement::InMagnitude,
            AdjustmentState::RaiseWithMinus | AdjustmentState::WrongMagnitude => Agreement::Differs,
        };
    }
    if funds.blame(minuend.slot) || funds.blame(subtrahend.slot) {
        computation.agreement = Agreement::WrongOperand;
    }
    Some(computation)
}

fn quotient<'v, 'a>(
    slot: Slot<'v, 'a>,
    (dividend, divisor): (&str, &str),
    funds: &Explanations<'v, 'a>,
) -> Option<Computation<'v, 'a>> {
    let printed = slot.rate().valid();
    let divisor = Operand::of(slot.record.slot_with_key(divisor)?)?;
    let fits = |rate, amount| funds::is_rate_in_magnitude(rate, amount, divisor.amount.value());
    let dividend = Dividend::of(slot.record.slot_with_key(dividend)?, |amount| {
        printed.is_none_or(|printed| fits(printed, amount))
    })?;
    let decimals = printed.map_or(RATE_DECIMALS, Rate::decimals);
    let amount = dividend.operand.amount;
    let value = Rate::of(amount.value(), divisor.amount.value(), decimals)?;
    let mut computation = Computation::new(
        slot,
        Calculation::Quotient,
        vec![dividend.operand.into(), divisor.into()],
        Figure::Rate(value),
    );
    if let Some(printed) = printed {
        let is_adjustment = dividend.operand.slot.field.role == Role::Adjustment;
        let in_magnitude = is_adjustment && fits(printed, amount.value());
        computation.printed = Some(Figure::Rate(printed));
        computation.agreement = if printed == value {
            Agreement::Agrees
        } else if in_magnitude {
            Agreement::InMagnitude
        } else {
            Agreement::Differs
        };
    }
    if funds.blame(divisor.slot) || dividend.is_blamed_by(funds) {
        computation.agreement = Agreement::WrongOperand;
    }
    Some(computation)
}

/// The dividend of a rate, which may be a figure that is computed itself.
struct Dividend<'v, 'a> {
    operand: Operand<'v, 'a>,
    /// What it is the difference of, where its own computed value is used instead of the printed one.
    computed_from: Option<(Operand<'v, 'a>, Operand<'v, 'a>)>,
}

impl<'v, 'a> Dividend<'v, 'a> {
    /// The printed amount; the computed one where none is printed, where the printed one lacks its sign, or where the rate
    /// was plainly computed from it.
    fn of(slot: Slot<'v, 'a>, fits: impl Fn(Decimal) -> bool) -> Option<Self> {
        let is_difference = matches!(slot.field.formula, Some(Formula::Difference { .. }));
        let terms = funds::operands(slot).filter(|_| is_difference);
        let computed = terms.and_then(|(minuend, subtrahend)| funds::difference_of(minuend, subtrahend));
        let lacks_sign = || {
            funds::difference(slot).is_some_and(|printed| {
                let state = printed.state();
                matches!(
                    state,
                    AdjustmentState::CutWithoutMinus | AdjustmentState::RaiseWithMinus
                )
            })
        };
        match (Operand::of(slot), computed) {
            (Some(printed), Some(amount))
                if lacks_sign() || !fits(printed.amount.value()) && fits(amount.value()) =>
            {
                Some(Self::computed(slot, amount, terms))
            }
            (Some(operand), _) => Some(Self {
                operand,
                computed_from: None,
            }),
            (None, Some(amount)) => Some(Self::computed(slot, amount, terms)),
            (None, None) => None,
        }
    }

    fn computed(
        slot: Slot<'v, 'a>,
        amount: Amount,
        computed_from: Option<(Operand<'v, 'a>, Operand<'v, 'a>)>,
    ) -> Self {
        Self {
            operand: Operand { slot, amount },
            computed_from,
        }
    }

    /// Whether one of the printed amounts that it goes by is the wrong figure.
    fn is_blamed_by(&self, funds: &Explanations<'_, '_>) -> bool {
        match self.computed_from {
            Some((minuend, subtrahend)) => funds.blame(minuend.slot) || funds.blame(subtrahend.slot),
            None => funds.blame(self.operand.slot),
        }
    }
}

/// The share of an 其中 figure in its total.
fn share_of_whole<'v, 'a>(slot: Slot<'v, 'a>, funds: &Explanations<'v, 'a>) -> Option<Computation<'v, 'a>> {
    let Role::Part { whole } = slot.field.role else {
        return None;
    };
    let whole = Operand::of(slot.record.slot_with_key(whole)?)?;
    let part = Operand::of(slot)?;
    let is_blamed = funds.blame(whole.slot) || funds.blame(slot);
    share(
        slot,
        Calculation::ShareOfWhole,
        part.into(),
        whole.into(),
        is_blamed,
    )
}

fn share<'v, 'a>(
    slot: Slot<'v, 'a>,
    calculation: Calculation,
    part: ComputationOperand<'v, 'a>,
    whole: ComputationOperand<'v, 'a>,
    is_blamed: bool,
) -> Option<Computation<'v, 'a>> {
    let share = Rate::of(part.amount.value(), whole.amount.value(), RATE_DECIMALS)?;
    let mut computation = Computation::new(slot, calculation, vec![part, whole], Figure::Rate(share));
    if is_blamed {
        computation.agreement = Agreement::WrongOperand;
    }
    Some(computation)
}

/// The sum of the tasks' funds and its share in the expenditure; then the shares of each task.
fn add_tasks<'v, 'a>(
    document: &'v Document<'a>,
    tasks: &TaskFunds<'v, 'a>,
    funds: &Explanations<'v, 'a>,
    found: &mut Vec<Computation<'v, 'a>>,
) {
    let Some(list) = document.slot_of(tasks.list) else {
        return;
    };
    let is_any_blamed = tasks.operands.iter().any(|operand| funds.blame(operand.slot));
    let complete = tasks.complete;
    let mut sum = Computation::new(
        list,
        Calculation::SumOfTasks { complete },
        tasks.operands.iter().copied().map(Into::into).collect(),
        Figure::Amount(tasks.sum.into()),
    );
    if is_any_blamed {
        sum.agreement = Agreement::WrongOperand;
    }
    found.push(sum);
    let total = ComputationOperand {
        field: list.field,
        item: Item::in_slot(list),
        amount: tasks.sum.into(),
    };
    let actual = funds.coverage().map(|coverage| coverage.actual);
    let of_expenditure = |slot, part, is_part_blamed| {
        let actual = actual?;
        let is_blamed = is_part_blamed || funds.blame(actual.slot);
        share(
            slot,
            Calculation::ShareOfExpenditure,
            part,
            actual.into(),
            is_blamed,
        )
    };
    found.extend(of_expenditure(list, total, is_any_blamed));
    for task in &tasks.operands {
        let part = ComputationOperand::from(*task);
        if complete {
            found.extend(share(
                task.slot,
                Calculation::ShareOfTasks,
                part,
                total,
                is_any_blamed,
            ));
        }
        found.extend(of_expenditure(task.slot, part, funds.blame(task.slot)));
    }
}

impl<'v, 'a> Computation<'v, 'a> {
    /// A computed value with nothing printed that it is to be compared with.
    fn new(
        slot: Slot<'v, 'a>,
        calculation: Calculation,
        operands: Vec<ComputationOperand<'v, 'a>>,
        value: Figure,
    ) -> Self {
        Self {
            field: slot.field,
            owner: Item {
                document: slot.record.document,
                id: slot.record.id,
            },
            item: Item::in_slot(slot),
            calculation,
            operands,
            value,
            printed: None,
            agreement: Agreement::Unprinted,
        }
    }
}

impl<'v, 'a> Item<'v, 'a> {
    fn in_slot(slot: Slot<'v, 'a>) -> Option<Self> {
        let document = slot.record.document;
        slot.node.map(|id| Self { document, id })
    }
}

impl<'v, 'a> From<Operand<'v, 'a>> for ComputationOperand<'v, 'a> {
    fn from(operand: Operand<'v, 'a>) -> Self {
        Self {
            field: operand.slot.field,
            item: Item::in_slot(operand.slot),
            amount: operand.amount,
        }
    }
}

#[cfg(test)]
mod tests;
