//! Rates, which are printed as percentages.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::amount::{LONGEST_NUMBER, NumberError, fold_width, plain_digits};

/// A rate in percent, with the decimals it was written with: `97.78%` is 97.78.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate(Decimal);

impl Rate {
    /// Reads a rate such as `97.78%`, `-14.38%` or `９７％`.
    ///
    /// # Errors
    /// Fails where the text is not a number followed by a percent sign.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let mut characters = text.chars();
        if characters.next_back().map(fold_width) != Some('%') {
            return Err(NumberError::Malformed);
        }
        let plain = plain_digits(characters.as_str().trim_end())?;
        if plain.len() > LONGEST_NUMBER {
            return Err(NumberError::TooLong);
        }
        Decimal::from_str_exact(&plain)
            .map(Self)
            .map_err(|_| NumberError::Malformed)
    }

    /// `dividend ÷ divisor` in percent, rounded half-up to `decimals`; nothing where the divisor is zero or the result
    /// too large to compute.
    #[must_use]
    pub fn of(dividend: Decimal, divisor: Decimal, decimals: u32) -> Option<Self> {
        dividend
            .checked_mul(Decimal::ONE_HUNDRED)?
            .checked_div(divisor)
            .map(|percent| Self(round_half_up(percent, decimals)))
    }

    /// The rate in percent.
    #[must_use]
    pub fn percent(self) -> Decimal {
        self.0
    }

    /// How many decimals it was written with.
    #[must_use]
    pub fn decimals(self) -> u32 {
        self.0.scale()
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.0)
    }
}

/// Half-up as offices round: away from zero at the midpoint. Trailing zeros are kept, so the result prints `decimals` digits.
pub(crate) fn round_half_up(value: Decimal, decimals: u32) -> Decimal {
    let mut rounded = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(decimals);
    rounded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_percentages_only() {
        let read = |text| Rate::parse(text).map(|rate| rate.percent().to_string());
        assert_eq!(read("97.78%").as_deref(), Ok("97.78"));
        assert_eq!(read("-14.38％").as_deref(), Ok("-14.38"));
        assert_eq!(read("1,234.5 %").as_deref(), Ok("1234.5"));
        assert_eq!(read("0.9778"), Err(NumberError::Malformed));
        assert_eq!(read("%"), Err(NumberError::Malformed));
        assert_eq!(read(""), Err(NumberError::Malformed));
    }

    #[test]
    fn rounds_half_up_at_the_printed_precision() {
        let of = |dividend: i64, divisor: i64, decimals| {
            Rate::of(dividend.into(), divisor.into(), decimals).map(|rate| rate.to_string())
        };
        assert_eq!(of(1_543_416, 1_578_484, 2).as_deref(), Some("97.78%"));
        assert_eq!(of(1, 8, 0).as_deref(), Some("13%"));
        assert_eq!(of(-1, 8, 0).as_deref(), Some("-13%"));
        assert_eq!(of(1, 1, 2).as_deref(), Some("100.00%"));
        assert_eq!(of(1, 0, 2), None);
    }
}
