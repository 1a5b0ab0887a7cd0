//! Rates and the adjustment that are not what the amounts give.

use super::{Defect, Planted};
use crate::judge::chance::Chance;
use crate::judge::figure::{Figure, percentage};
use crate::judge::form::{Form, Value};
use crate::judge::funds::Fund;
use crate::judge::writing::Writing;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::form("completion-rate-mismatch", "wrong digits", wrong_completion),
    Defect::form(
        "completion-rate-mismatch",
        "of the initial budget",
        completion_of_initial,
    ),
    Defect::form(
        "completion-rate-mismatch",
        "cut instead of rounded",
        truncated_completion,
    ),
    Defect::form("completion-rate-mismatch", "expenditure changed", changed_actual),
    Defect::form("adjustment-mismatch", "wrong magnitude", wrong_adjustment),
    Defect::form("adjustment-mismatch", "wrong magnitude of a cut", wrong_cut),
    Defect::form("adjustment-mismatch", "minus on a raised budget", minus_on_raised),
    Defect::form("adjustment-mismatch", "adjusted budget changed", changed_adjusted),
    Defect::form("adjustment-mismatch", "initial budget changed", changed_initial),
    Defect::form("adjustment-rate-mismatch", "wrong digits", wrong_adjustment_rate),
    Defect::form(
        "adjustment-rate-mismatch",
        "of the adjusted budget",
        rate_of_adjusted,
    ),
    Defect::form("adjustment-sign", "cut without a minus", cut_without_minus),
    Defect::form("rate-format", "no percent sign", no_sign),
    Defect::form("rate-format", "fraction", fraction),
    Defect::form("rate-format", "number", number).only(Writing::TREES),
];

/// Whether two completion rates (in thousandths of a percent) are on the same side of what wants a reason.
fn same_side(one: i64, other: i64, limit: i64) -> bool {
    (one < limit) == (other < limit)
}

/// The printed rate of a fund, with other thousandths.
fn printed(figure: Figure) -> Value {
    Value::Text(format!("{}%", figure.plain()))
}

/// The rates as they should be, at the printed decimals.
fn right(form: &Form, fund: Fund) -> Option<Figure> {
    let funds = &form.funds;
    let decimals = funds.print.rate_decimals;
    match fund {
        Fund::Completion => percentage(funds.actual, funds.adjusted, decimals),
        _ => percentage(funds.adjusted - funds.initial, funds.initial, decimals),
    }
}

/// A rate with one digit wrong or two of them swapped.
fn misprint(figure: Figure, chance: &mut Chance) -> Figure {
    let step = 10_i64.pow(3 - figure.decimals.min(3));
    let off = step * chance.between(1, 9) * 10_i64.pow(u32::try_from(chance.between(0, 1)).unwrap_or(0));
    figure.with(figure.thousandths + if chance.percent(50) { off } else { -off })
}

/// Where a wrong completion rate may be told: at the rate, or at an expenditure that another amount would excuse too.
fn pointed_at(form: &Form) -> Vec<Fund> {
    let overspent = form.funds.actual > form.funds.adjusted;
    let mut funds = vec![Fund::Completion];
    funds.extend(overspent.then_some(Fund::Actual));
    funds
}

fn wrong_completion(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let right = right(form, Fund::Completion)?;
    let wrong = misprint(right, chance);
    let fits = wrong.thousandths > 0 && same_side(right.thousandths, wrong.thousandths, 90_000);
    form.funds.set(Fund::Completion, printed(wrong));
    fits.then(|| {
        completion_mismatch(
            &pointed_at(form),
            format!("{} for {}", wrong.plain(), right.plain()),
        )
    })
}

fn completion_mismatch(funds: &[Fund], note: String) -> Planted {
    let pointers: Vec<String> = funds.iter().map(|fund| fund.pointer()).collect();
    Planted::error("completion-rate-mismatch", &pointers, note)
}

fn completion_of_initial(form: &mut Form, _: Writing, _: &mut Chance) -> Option<Planted> {
    let right = right(form, Fund::Completion)?;
    let wrong = percentage(form.funds.actual, form.funds.initial, right.decimals)?;
    let fits = wrong != right && same_side(right.thousandths, wrong.thousandths, 90_000);
    form.funds.set(Fund::Completion, printed(wrong));
    fits.then(|| {
        completion_mismatch(
            &pointed_at(form),
            format!("{} of the initial budget", wrong.plain()),
        )
    })
}

fn truncated_completion(form: &mut Form, _: Writing, _: &mut Chance) -> Option<Planted> {
    let right = right(form, Fund::Completion)?;
    let exact = percentage(form.funds.actual, form.funds.adjusted, 3)?;
    let wrong = right.with(exact.thousandths);
    let fits =
        wrong.thousandths < right.thousandths && same_side(right.thousandths, wrong.thousandths, 90_000);
    form.funds.set(Fund::Completion, printed(wrong));
    fits.then(|| {
        completion_mismatch(
            &pointed_at(form),
            format!("{} is cut from {}", wrong.plain(), exact.plain()),
        )
    })
}

fn changed_actual(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let funds = &mut form.funds;
    let before = funds.actual;
    let printed = percentage(before, funds.adjusted, funds.print.rate_decimals)?;
    let after = before / 1000 * chance.between(905, 1095);
    let now = percentage(after, funds.adjusted, funds.print.rate_decimals)?;
    let tasks: i64 = form.tasks.iter().map(|task| task.amount).sum();
    let fits = now != printed
        && same_side(now.thousandths, printed.thousandths, 90_000)
        && same_side(now.thousandths, printed.thousandths, 100_001)
        && after >= funds.general
        && after >= tasks
        && after < tasks * 2;
    funds.set(Fund::Actual, funds.print.amount(after));
    let pointers = [Fund::Completion, Fund::Actual];
    fits.then(|| completion_mismatch(&pointers, format!("expenditure {after} for {before} hundredths")))
}

fn adjustment_mismatch(fund: Fund, note: String) -> Planted {
    Planted::error("adjustment-mismatch", &[fund.pointer()], note)
}

/// An amount with a digit wrong.
fn misprinted(amount: i64, chance: &mut Chance) -> i64 {
    let off = amount * chance.between(3, 60) / 100;
    let off = off.max(chance.between(1, 9));
    if chance.percent(50) {
        amount + off
    } else {
        (amount - off).max(1)
    }
}

fn wrong_adjustment(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let difference = form.funds.adjusted - form.funds.initial;
    let wrong = misprinted(difference, chance);
    form.funds.set(Fund::Adjustment, form.funds.print.amount(wrong));
    let fits = difference > 0 && wrong != difference;
    fits.then(|| adjustment_mismatch(Fund::Adjustment, format!("{wrong} for {difference} hundredths")))
}

fn wrong_cut(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let difference = form.funds.initial - form.funds.adjusted;
    let wrong = misprinted(difference, chance);
    let minus = if chance.percent(50) { "" } else { "-" };
    let amount = form.funds.print.amount(wrong);
    form.funds.set(
        Fund::Adjustment,
        if minus.is_empty() {
            amount
        } else {
            amount.prefixed(minus)
        },
    );
    let fits = difference > 0 && wrong != difference;
    fits.then(|| {
        adjustment_mismatch(
            Fund::Adjustment,
            format!("{minus}{wrong} for -{difference} hundredths"),
        )
    })
}

fn minus_on_raised(form: &mut Form, _: Writing, _: &mut Chance) -> Option<Planted> {
    let difference = form.funds.adjusted - form.funds.initial;
    let amount = form.funds.print.amount(difference).prefixed("-");
    form.funds.set(Fund::Adjustment, amount);
    (difference > 0).then(|| {
        adjustment_mismatch(
            Fund::Adjustment,
            format!("-{difference} hundredths on a raised budget"),
        )
    })
}

/// A digit of the adjusted budget is wrong: adjustment and completion rate show it together.
fn changed_adjusted(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let funds = &mut form.funds;
    let before = funds.adjusted;
    let printed = percentage(funds.actual, before, funds.print.rate_decimals)?;
    let after = before / 1000 * chance.between(930, 1070) + before % 1000;
    let now = percentage(funds.actual, after, funds.print.rate_decimals)?;
    let fits = now != printed
        && (after - funds.initial).signum() == (before - funds.initial).signum()
        && (after - funds.initial).abs() * 10 < funds.initial * 3
        && same_side(now.thousandths, printed.thousandths, 90_000)
        && same_side(now.thousandths, printed.thousandths, 100_001);
    funds.set(Fund::Adjusted, funds.print.amount(after));
    fits.then(|| {
        adjustment_mismatch(
            Fund::Adjusted,
            format!("adjusted budget {after} for {before} hundredths"),
        )
    })
}

/// A digit of the initial budget is wrong: adjustment and its rate show it together.
fn changed_initial(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let funds = &mut form.funds;
    let (before, difference) = (funds.initial, funds.adjusted - funds.initial);
    let decimals = funds.print.rate_decimals;
    let printed = percentage(difference.abs(), before, decimals)?;
    let after = before / 1000 * chance.between(900, 1100) + before % 1000;
    let computed = percentage((funds.adjusted - after).abs(), after, decimals)?;
    let by_print = percentage(difference.abs(), after, decimals)?;
    let fits = computed != printed
        && by_print != printed
        && (funds.adjusted - after).signum() == difference.signum()
        && same_side(computed.thousandths, printed.thousandths, 30_000)
        && same_side(by_print.thousandths, printed.thousandths, 30_000);
    funds.set(Fund::Initial, funds.print.amount(after));
    fits.then(|| {
        adjustment_mismatch(
            Fund::Initial,
            format!("initial budget {after} for {before} hundredths"),
        )
    })
}

fn rate_mismatch(note: String) -> Planted {
    Planted::error(
        "adjustment-rate-mismatch",
        &[Fund::AdjustmentRate.pointer()],
        note,
    )
}

fn wrong_adjustment_rate(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let right = right(form, Fund::AdjustmentRate)?;
    let wrong = misprint(right, chance);
    form.funds.set(Fund::AdjustmentRate, printed(wrong));
    let fits = wrong.thousandths.signum() == right.thousandths.signum()
        && right.thousandths != 0
        && same_side(wrong.thousandths.abs(), right.thousandths.abs(), 30_000);
    fits.then(|| rate_mismatch(format!("{} for {}", wrong.plain(), right.plain())))
}

fn rate_of_adjusted(form: &mut Form, _: Writing, _: &mut Chance) -> Option<Planted> {
    let right = right(form, Fund::AdjustmentRate)?;
    let funds = &form.funds;
    let wrong = percentage(funds.adjusted - funds.initial, funds.adjusted, right.decimals)?;
    form.funds.set(Fund::AdjustmentRate, printed(wrong));
    let fits = wrong != right
        && wrong.thousandths != 0
        && same_side(wrong.thousandths.abs(), right.thousandths.abs(), 30_000);
    fits.then(|| {
        rate_mismatch(format!(
            "{} of the adjusted budget for {}",
            wrong.plain(),
            right.plain()
        ))
    })
}

fn cut_without_minus(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let funds = &form.funds;
    let difference = funds.initial - funds.adjusted;
    let told = ["调减", "核减", "压减"]
        .iter()
        .any(|word| form.prose().contains(word));
    if difference <= 0 || told {
        return None;
    }
    let amount = funds.print.amount(difference);
    let rate = funds.print.rate(difference, funds.initial);
    form.funds.set(Fund::Adjustment, amount);
    if chance.percent(60) {
        form.funds.set(Fund::AdjustmentRate, Value::Text(rate));
    }
    Some(Planted::warning(
        "adjustment-sign",
        &[Fund::Adjustment.pointer()],
        format!("{difference} hundredths for -{difference}"),
    ))
}

/// One of the rates, where it is not zero.
fn rate(form: &Form, chance: &mut Chance) -> Option<(Fund, Figure)> {
    let fund = *chance.one(&[Fund::Completion, Fund::AdjustmentRate])?;
    let figure = right(form, fund)?;
    (figure.thousandths != 0).then_some((fund, figure))
}

fn rate_format(fund: Fund, value: &Value) -> Planted {
    Planted::error(
        "rate-format",
        &[fund.pointer()],
        format!("{} is {value:?}", fund.label()),
    )
}

fn no_sign(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (fund, figure) = rate(form, chance)?;
    let value = Value::Text(figure.plain());
    form.funds.set(fund, value.clone());
    Some(rate_format(fund, &value))
}

/// The rate as a part of one.
fn as_fraction(figure: Figure) -> String {
    let sign = if figure.thousandths < 0 { "-" } else { "" };
    let parts = figure.thousandths.unsigned_abs() / 10;
    format!("{sign}{}.{:04}", parts / 10_000, parts % 10_000)
}

fn fraction(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (fund, figure) = rate(form, chance)?;
    let value = Value::Text(as_fraction(figure));
    form.funds.set(fund, value.clone());
    Some(rate_format(fund, &value))
}

fn number(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (fund, figure) = rate(form, chance)?;
    let value = Value::Number(if chance.percent(50) {
        figure.plain()
    } else {
        as_fraction(figure)
    });
    form.funds.set(fund, value.clone());
    Some(rate_format(fund, &value))
}
