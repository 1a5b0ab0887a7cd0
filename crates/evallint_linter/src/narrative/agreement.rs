//! Whether two figures can be the same one, said with more or fewer digits.

use evallint_schema::{Approximation, Unit};
use rust_decimal::Decimal;

use crate::facts::Mention;

/// Whether both can be the same figure: equal, or one rounded to the digits it is printed with, or said with 约, 近, 多 or
/// 余 and not further away than that allows.
pub(crate) fn agrees(left: &Mention, right: &Mention) -> bool {
    let Some((difference, factors)) = difference(left, right) else {
        return false;
    };
    if difference.is_zero() {
        return true;
    }
    let size = difference.abs();
    let within = |mention: &Mention, factor: Decimal| {
        mention.approximation.is_some()
            && scaled(rounding_step(mention), factor).is_some_and(|step| size <= step)
    };
    if within(left, factors.0) || within(right, factors.1) {
        return true;
    }
    let precisions = scaled(left.precision, factors.0).zip(scaled(right.precision, factors.1));
    precisions.is_some_and(|(left, right)| {
        let coarse_is_less = (difference < Decimal::ZERO) == (left > right);
        left != right && rounds_away(size, left.max(right), left.min(right), coarse_is_less)
    })
}

/// Whether printing with this precision can lose so much. Who prints in 万 often cuts off instead of rounding, and what is
/// printed is then the less of the two.
fn rounds_away(size: Decimal, coarse: Decimal, fine: Decimal, coarse_is_less: bool) -> bool {
    let cut_off = coarse_is_less && coarse >= Decimal::ONE_HUNDRED && coarse >= fine * Decimal::ONE_HUNDRED;
    if cut_off {
        size < coarse
    } else {
        size * Decimal::TWO <= coarse
    }
}

/// Whether the rounded figure promises more (多, 余) or less (近) than the exact one holds: 21万余 against 209853. They are
/// apart by at most one unit of the rounded figure's last digit that is not zero.
pub(crate) fn contradicts(rounded: &Mention, exact: &Mention) -> bool {
    let Some((difference, factors)) = difference(rounded, exact) else {
        return false;
    };
    let Some(step) = scaled(rounding_step(rounded), factors.0) else {
        return false;
    };
    let wrong_side = match rounded.approximation {
        Some(Approximation::More) => difference > Decimal::ZERO,
        Some(Approximation::Nearly) => difference < Decimal::ZERO,
        Some(Approximation::About) | None => false,
    };
    // An exact figure that is itself printed with fewer digits does not tell on which side it lies.
    let tells = scaled(exact.precision, factors.1).is_some_and(|precision| difference.abs() >= precision);
    wrong_side && tells && difference.abs() <= step
}

/// Whether two figures of one dimension can be the same wherever they stand, and not just where something else says that
/// both are about one thing.
pub(super) fn agrees_anywhere(left: &Mention, right: &Mention) -> bool {
    // 98% is not 98.5% then.
    let is_whole = |mention: &Mention| mention.precision == Decimal::ONE && mention.approximation.is_none();
    let rounded = is_whole(left) != is_whole(right) && left.precision.max(right.precision) == Decimal::ONE;
    // 近3.1万 is no source of 3.11万.
    let wrong_side = || contradicts(left, right) || contradicts(right, left);
    !rounded && agrees(left, right) && !wrong_side()
}

/// The value of a figure in base units of its dimension.
pub(super) fn base_value(mention: &Mention) -> Option<Decimal> {
    scaled(mention.value, factor(mention.unit?))
}

/// How far apart two figures that agree can be because of this one, in base units.
pub(super) fn tolerance(mention: &Mention) -> Option<Decimal> {
    let step = if mention.approximation.is_some() {
        rounding_step(mention).max(mention.precision)
    } else {
        mention.precision
    };
    scaled(step, factor(mention.unit?))
}

/// The left value less the right one, in base units where both have units of one dimension, and the factors into those.
fn difference(left: &Mention, right: &Mention) -> Option<(Decimal, (Decimal, Decimal))> {
    let factors = match (left.unit, right.unit) {
        (Some(left), Some(right)) if left.dimension == right.dimension => (factor(left), factor(right)),
        _ => (Decimal::ONE, Decimal::ONE),
    };
    let difference = scaled(left.value, factors.0)?.checked_sub(scaled(right.value, factors.1)?)?;
    Some((difference, factors))
}

fn factor(unit: &Unit) -> Decimal {
    Decimal::from(unit.factor)
}

fn scaled(value: Decimal, factor: Decimal) -> Option<Decimal> {
    value.checked_mul(factor)
}

/// One unit of the last digit of a figure that is not zero: 10 000 for 21万, 100 for 19200.
fn rounding_step(mention: &Mention) -> Decimal {
    let mut step = mention.precision;
    let Some(mut digits) = mention.value.checked_div(step).map(|digits| digits.trunc()) else {
        return step;
    };
    while !digits.is_zero() && (digits % Decimal::TEN).is_zero() {
        let Some(larger) = step.checked_mul(Decimal::TEN) else {
            break;
        };
        step = larger;
        digits /= Decimal::TEN;
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::scan;

    fn one(text: &str) -> Mention {
        scan(text).remove(0)
    }

    #[test]
    fn figures_agree_across_scale_unit_and_rounding() {
        for (left, right) in [
            ("8.68万人", "86800人"),
            ("8.68万人", "86812人"),
            ("8.68万人", "86893人"),
            ("1公里", "1000米"),
            ("97.8%", "97.78%"),
            ("19200余张", "19264张"),
            ("约60人", "58人"),
            ("近300人", "296人"),
            ("21万余人次", "209853人次"),
        ] {
            assert!(agrees(&one(left), &one(right)), "{left} {right}");
            assert!(agrees(&one(right), &one(left)), "{right} {left}");
        }
        for (left, right) in [
            ("85场次", "86场次"),
            ("8.68万人", "87800人"),
            ("2.1万亩", "20100亩"),
            ("35%", "35.74%"),
            ("97.8%", "97.7%"),
            ("19200余张", "19864张"),
        ] {
            assert!(!agrees(&one(left), &one(right)), "{left} {right}");
        }
    }

    #[test]
    fn a_rounded_figure_promises_a_side() {
        for (rounded, exact) in [
            ("21万余人次", "209853人次"),
            ("90多场次", "85场次"),
            ("近300人", "302人"),
            ("8.7万多人", "86812人"),
        ] {
            assert!(contradicts(&one(rounded), &one(exact)), "{rounded} {exact}");
        }
        for (rounded, exact) in [
            ("20万余人次", "209853人次"),
            ("363610余剂次", "363610剂次"),
            ("近300人", "296人"),
            ("约300人", "302人"),
            ("90多场次", "75场次"),
            ("21万余人次", "21万人次"),
        ] {
            assert!(!contradicts(&one(rounded), &one(exact)), "{rounded} {exact}");
        }
    }
}
