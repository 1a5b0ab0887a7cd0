//! Amounts of money, read exactly as they are written.

use std::fmt;
use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};

/// The longest text of an amount or rate, in characters. It keeps every valid one within [`Decimal`]'s 28 digits.
pub const LONGEST_NUMBER: usize = 28;

/// An amount of money in the document's currency unit, with the decimals it was written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(Decimal);

/// Why a text is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberError {
    /// It is not written as a number.
    Malformed,
    /// It has more digits than can be computed with exactly.
    TooLong,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "not written as a number",
            Self::TooLong => "more digits than can be computed with exactly",
        })
    }
}

impl std::error::Error for NumberError {}

impl Amount {
    /// Reads an amount such as `15,784.84`, `-2650.59` or `１５，７８４．８４`. The grouping of digits is not judged.
    ///
    /// # Errors
    /// Fails where the text is not a number, or has more than 28 digits.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let plain = plain_digits(text)?;
        exact_decimal(&plain).map(Self)
    }

    /// Reads the literal of a JSON or YAML number, without a detour over binary floating point.
    ///
    /// # Errors
    /// Fails where the literal is not a number, or cannot be represented exactly.
    pub fn from_literal(literal: &str) -> Result<Self, NumberError> {
        decimal_from_literal(literal).map(Self)
    }

    /// The amount in the document's currency unit.
    #[must_use]
    pub fn value(self) -> Decimal {
        self.0
    }

    /// How many decimals it was written with.
    #[must_use]
    pub fn decimals(self) -> u32 {
        self.0.scale()
    }

    /// The amount rounded half-up to at most so many decimals.
    #[must_use]
    pub fn rounded(self, decimals: u32) -> Self {
        Self(
            self.0
                .round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero),
        )
    }
}

impl From<Decimal> for Amount {
    fn from(value: Decimal) -> Self {
        Self(value)
    }
}

/// With grouping by thousands, as forms print it: `15,784.84`.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.abs().to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        if self.0.is_sign_negative() && !self.0.is_zero() {
            f.write_str("-")?;
        }
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        if !fraction.is_empty() {
            write!(f, ".{fraction}")?;
        }
        Ok(())
    }
}

impl FromStr for Amount {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        Self::parse(text)
    }
}

/// Reads the literal of a JSON number exactly.
///
/// # Errors
/// Fails where the literal is not a number, or cannot be represented exactly.
pub fn decimal_from_literal(literal: &str) -> Result<Decimal, NumberError> {
    if literal.contains(['e', 'E']) {
        return from_scientific(literal);
    }
    exact_decimal(literal)
}

/// Reads `mantissa e exponent` by moving the decimal point in the text, so that no digit is lost or invented.
fn from_scientific(literal: &str) -> Result<Decimal, NumberError> {
    let (mantissa, exponent) = literal.split_once(['e', 'E']).ok_or(NumberError::Malformed)?;
    let exponent: i64 = exponent.parse().map_err(|_| NumberError::TooLong)?;
    let mantissa = exact_decimal(mantissa)?;
    if mantissa.is_zero() {
        return Ok(Decimal::ZERO);
    }
    let scale = i64::from(mantissa.scale()) - exponent;
    if let Ok(scale) = u32::try_from(scale) {
        return Decimal::try_from_i128_with_scale(mantissa.mantissa(), scale)
            .map_err(|_| NumberError::TooLong);
    }
    let power = u32::try_from(-scale).map_err(|_| NumberError::TooLong)?;
    10_i128
        .checked_pow(power)
        .and_then(|power| mantissa.mantissa().checked_mul(power))
        .and_then(|mantissa| Decimal::try_from_i128_with_scale(mantissa, 0).ok())
        .ok_or(NumberError::TooLong)
}

fn exact_decimal(text: &str) -> Result<Decimal, NumberError> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 {
        return Err(NumberError::Malformed);
    }
    if digits > LONGEST_NUMBER {
        return Err(NumberError::TooLong);
    }
    Decimal::from_str_exact(text).map_err(|_| NumberError::Malformed)
}

/// The number in plain ASCII: full-width characters folded, separators between digits dropped.
pub(crate) fn plain_digits(text: &str) -> Result<String, NumberError> {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match fold_width(character) {
            sign @ ('-' | '+') if plain.is_empty() => plain.push(sign),
            digit @ '0'..='9' => plain.push(digit),
            ',' => {
                let between_digits = plain.ends_with(|last: char| last.is_ascii_digit())
                    && !plain.contains('.')
                    && next_is_digit(&mut characters);
                if !between_digits {
                    return Err(NumberError::Malformed);
                }
            }
            '.' => {
                let opens_fraction = plain.ends_with(|last: char| last.is_ascii_digit())
                    && !plain.contains('.')
                    && next_is_digit(&mut characters);
                if !opens_fraction {
                    return Err(NumberError::Malformed);
                }
                plain.push('.');
            }
            _ => return Err(NumberError::Malformed),
        }
    }
    Ok(plain)
}

fn next_is_digit(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) -> bool {
    characters
        .peek()
        .is_some_and(|next| fold_width(*next).is_ascii_digit())
}

/// The ASCII form of a full-width letter, digit or sign; any other character as it is.
#[must_use]
pub fn fold_width(character: char) -> char {
    match character {
        '\u{2212}' => '-',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<String, NumberError> {
        Amount::parse(text).map(|amount| amount.value().to_string())
    }

    #[test]
    fn reads_an_amount_with_and_without_separators() {
        assert_eq!(parsed("15,784.84"), parsed("15784.84"));
        assert_eq!(parsed("15,784.84").as_deref(), Ok("15784.84"));
        assert_eq!(parsed("-2,650.59").as_deref(), Ok("-2650.59"));
        assert_eq!(parsed("－２，６５０．５９").as_deref(), Ok("-2650.59"));
        assert_eq!(parsed("\u{2212}1").as_deref(), Ok("-1"));
    }

    #[test]
    fn keeps_twenty_significant_digits_and_the_written_decimals() {
        assert_eq!(
            parsed("123,456,789,012,345,678.90").as_deref(),
            Ok("123456789012345678.90")
        );
        assert_eq!(Amount::parse("5.10").map(Amount::decimals), Ok(2));
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in [
            "", "-", ",", "1,", ",1", "1.", ".5", "1.2.3", "1.2,3", "12a", "1 2", "--1",
        ] {
            assert_eq!(parsed(text), Err(NumberError::Malformed), "{text:?}");
        }
        assert_eq!(parsed(&"9".repeat(40)), Err(NumberError::TooLong));
    }

    #[test]
    fn reads_literals_exactly() {
        let read = |literal| decimal_from_literal(literal).map(|value| value.to_string());
        assert_eq!(read("1.5e3").as_deref(), Ok("1500"));
        assert_eq!(read("12E-4").as_deref(), Ok("0.0012"));
        assert_eq!(read("0.1").as_deref(), Ok("0.1"));
        assert_eq!(read("0e999999").as_deref(), Ok("0"));
        assert_eq!(
            read("12345678901234567.89").as_deref(),
            Ok("12345678901234567.89")
        );
        assert_eq!(read("1e400"), Err(NumberError::TooLong));
        assert_eq!(read("1e-400"), Err(NumberError::TooLong));
        assert_eq!(read("1e99999999999999999999"), Err(NumberError::TooLong));
    }

    #[test]
    fn prints_with_separators() {
        let printed = |text| Amount::parse(text).map(|amount| amount.to_string());
        assert_eq!(printed("2650.59").as_deref(), Ok("2,650.59"));
        assert_eq!(printed("-1234567").as_deref(), Ok("-1,234,567"));
        assert_eq!(printed("999").as_deref(), Ok("999"));
        assert_eq!(printed("-0.00").as_deref(), Ok("0.00"));
    }
}
