//! What a figure of the form is computed from, said in words and in figures.

use evallint_linter::{Calculation, Computation, Language};
use evallint_schema::{Field, Formula};

/// How many summands are written out.
const MOST_SUMMANDS: usize = 12;

/// The computation with the figures of the document: `97.78% = 15,434.16 ÷ 15,784.84`.
pub(super) fn in_figures(computation: &Computation<'_, '_>) -> String {
    format!("{} = {}", computation.value, operands_in_figures(computation))
}

/// The right side of it: `15,434.16 ÷ 15,784.84`.
pub(super) fn operands_in_figures(computation: &Computation<'_, '_>) -> String {
    let sign = match computation.calculation {
        Calculation::Difference => " − ",
        Calculation::Quotient
        | Calculation::ShareOfWhole
        | Calculation::ShareOfTasks
        | Calculation::ShareOfExpenditure => " ÷ ",
        Calculation::SumOfTasks { .. } => " + ",
    };
    let operands = &computation.operands;
    let mut written: Vec<String> = operands
        .iter()
        .take(MOST_SUMMANDS)
        .enumerate()
        .map(|(index, operand)| {
            let amount = operand.amount.to_string();
            let is_signed = index > 0 && amount.starts_with('-');
            if is_signed { format!("({amount})") } else { amount }
        })
        .collect();
    if operands.len() > MOST_SUMMANDS {
        written.push("…".to_owned());
    }
    written.join(sign)
}

/// The formula of a field in words: 预算完成率 = 实际支出数 ÷ 部门调整预算收入. `siblings` are the fields it stands among.
pub(super) fn in_words(
    field: &'static Field,
    siblings: impl Iterator<Item = &'static Field>,
    language: Language,
) -> Option<String> {
    let (first, sign, second) = match field.formula? {
        Formula::Difference { minuend, subtrahend } => (minuend, '−', subtrahend),
        Formula::Quotient { dividend, divisor } => (dividend, '÷', divisor),
    };
    let (mut left, mut right) = (first, second);
    for sibling in siblings {
        if sibling.key == first {
            left = name(sibling, language);
        } else if sibling.key == second {
            right = name(sibling, language);
        }
    }
    Some(format!("{} = {left} {sign} {right}", name(field, language)))
}

/// What a field is called for short: its label in Chinese, its key in English.
pub(super) fn name(field: &'static Field, language: Language) -> &'static str {
    match language {
        Language::Chinese => field.label,
        Language::English => field.key,
    }
}
