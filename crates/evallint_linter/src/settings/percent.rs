//! Percentages in settings: `30`, `30.5` or `"30.5%"`, read from the literal.

use rust_decimal::Decimal;
use toml::de::DeValue;

/// Why a value is no percentage that an option takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PercentFault {
    /// Neither a number nor a text.
    WrongType,
    /// A text without a percent sign, or a number that is none.
    Malformed,
    /// A bare number between 0 and 1, which may be meant as a share of the whole.
    Fraction,
    /// Below 0 or above the bound.
    OutOfRange,
}

/// The percentage in a value, from 0 to `most`.
pub(super) fn read(value: &DeValue<'_>, most: u32) -> Result<Decimal, PercentFault> {
    let percent = match value {
        DeValue::String(text) => in_text(text)?,
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .map(Decimal::from)
            .map_err(|_| PercentFault::OutOfRange)?,
        DeValue::Float(float) => bare(float.as_str())?,
        _ => return Err(PercentFault::WrongType),
    };
    if percent < Decimal::ZERO || percent > Decimal::from(most) {
        return Err(PercentFault::OutOfRange);
    }
    Ok(percent)
}

/// The number before a percent sign, written as plainly as the JSON Schema of settings has it.
fn in_text(text: &str) -> Result<Decimal, PercentFault> {
    let number = text.strip_suffix('%').ok_or(PercentFault::Malformed)?;
    let digits = number.strip_prefix('-').unwrap_or(number);
    let is_plain = digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.ends_with(|last: char| last.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if !is_plain {
        return Err(PercentFault::Malformed);
    }
    Decimal::from_str_exact(number).map_err(|_| PercentFault::Malformed)
}

fn bare(literal: &str) -> Result<Decimal, PercentFault> {
    let exact = Decimal::from_str_exact(literal).or_else(|_| Decimal::from_scientific(literal));
    let number = exact.map_err(|_| PercentFault::Malformed)?;
    if number > Decimal::ZERO && number < Decimal::ONE {
        return Err(PercentFault::Fraction);
    }
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(written: &str) -> Result<String, PercentFault> {
        let value = DeValue::parse(written).unwrap();
        read(value.get_ref(), 100).map(|percent| percent.to_string())
    }

    #[test]
    fn a_number_or_a_text_with_a_percent_sign() {
        for (written, read) in [
            ("30", "30"),
            ("30.50", "30.50"),
            ("0", "0"),
            ("1_0", "10"),
            ("0x1E", "30"),
            ("3e1", "30"),
            ("\"30%\"", "30"),
            ("\"0.5%\"", "0.5"),
            ("\"030.50%\"", "30.50"),
            ("33.333333333333333333333333", "33.333333333333333333333333"),
        ] {
            assert_eq!(percent(written).as_deref(), Ok(read), "{written}");
        }
    }

    #[test]
    fn anything_else_is_told_apart() {
        for (written, fault) in [
            ("true", PercentFault::WrongType),
            ("[30]", PercentFault::WrongType),
            ("\"30\"", PercentFault::Malformed),
            ("\"30 %\"", PercentFault::Malformed),
            ("\"3_0%\"", PercentFault::Malformed),
            ("\".5%\"", PercentFault::Malformed),
            ("\"-5%\"", PercentFault::OutOfRange),
            ("nan", PercentFault::Malformed),
            ("0.3", PercentFault::Fraction),
            ("-1", PercentFault::OutOfRange),
            ("100.01", PercentFault::OutOfRange),
            ("\"120%\"", PercentFault::OutOfRange),
            ("99999999999999999999999999", PercentFault::OutOfRange),
        ] {
            assert_eq!(percent(written), Err(fault), "{written}");
        }
    }
}
