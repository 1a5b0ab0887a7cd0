//! What the tasks spent, beside what was spent in all.

use evallint_schema::Role;
use evallint_syntax::NodeId;
use rust_decimal::Decimal;

use super::Operand;
use crate::document::Document;

/// The funds of the tasks.
#[derive(Debug)]
pub(crate) struct TaskFunds<'d, 'a> {
    /// The list of tasks.
    pub list: NodeId,
    /// The funds that can be read.
    pub operands: Vec<Operand<'d, 'a>>,
    /// Their sum.
    pub sum: Decimal,
    /// Whether every task's funds could be read.
    pub complete: bool,
}

/// The funds of the tasks and the actual expenditure.
#[derive(Debug)]
pub(crate) struct TaskCoverage<'d, 'a> {
    pub tasks: TaskFunds<'d, 'a>,
    pub actual: Operand<'d, 'a>,
}

impl<'d, 'a> TaskFunds<'d, 'a> {
    /// Nothing where there are no tasks.
    pub(crate) fn of(document: &'d Document<'a>) -> Option<Self> {
        let slots: Vec<_> = document
            .slots()
            .filter(|slot| slot.field.role == Role::TaskFunds)
            .collect();
        let list = document.node(slots.first()?.record.id).parent()?;
        let operands: Vec<_> = slots.iter().copied().filter_map(Operand::of).collect();
        let complete = operands.len() == slots.len();
        let sum = operands.iter().try_fold(Decimal::ZERO, |sum, operand| {
            sum.checked_add(operand.amount.value())
        })?;
        Some(Self {
            list,
            operands,
            sum,
            complete,
        })
    }
}

impl<'d, 'a> TaskCoverage<'d, 'a> {
    /// Nothing where there are no tasks or no expenditure to compare with.
    pub(crate) fn of(document: &'d Document<'a>) -> Option<Self> {
        let actual = document.slot_with_role(Role::Actual).and_then(Operand::of)?;
        let tasks = TaskFunds::of(document)?;
        Some(Self { tasks, actual })
    }
}
