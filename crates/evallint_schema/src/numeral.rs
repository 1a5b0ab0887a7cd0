//! Chinese numerals up to the ten-thousands, as they stand before a counting unit: 五级, 十二项, 二十三个.

/// The value of the Chinese numeral that `text` begins with, and its length in bytes.
#[must_use]
pub fn numeral_prefix(text: &str) -> Option<(u32, usize)> {
    let mut total = 0_u32;
    let mut digit = None;
    let mut length = 0;
    for character in text.chars() {
        match numeral(character) {
            Some(Numeral::Digit(value)) => {
                // Two digits in a row spell a code (一二三), not a number.
                if digit.is_some_and(|digit| digit != 0) {
                    return None;
                }
                digit = Some(value);
            }
            Some(Numeral::Power(power)) => {
                let times = digit.take().unwrap_or(1);
                total = total.checked_add(times.checked_mul(power)?)?;
            }
            None => break,
        }
        length += character.len_utf8();
    }
    if length == 0 {
        return None;
    }
    Some((total.checked_add(digit.unwrap_or(0))?, length))
}

enum Numeral {
    Digit(u32),
    Power(u32),
}

fn numeral(character: char) -> Option<Numeral> {
    let value = match character {
        '零' | '〇' => Numeral::Digit(0),
        '一' => Numeral::Digit(1),
        '二' | '两' => Numeral::Digit(2),
        '三' => Numeral::Digit(3),
        '四' => Numeral::Digit(4),
        '五' => Numeral::Digit(5),
        '六' => Numeral::Digit(6),
        '七' => Numeral::Digit(7),
        '八' => Numeral::Digit(8),
        '九' => Numeral::Digit(9),
        '十' => Numeral::Power(10),
        '百' => Numeral::Power(100),
        '千' => Numeral::Power(1_000),
        _ => return None,
    };
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::numeral_prefix;

    #[test]
    fn reads_numerals_before_a_unit() {
        assert_eq!(numeral_prefix("五级"), Some((5, 3)));
        assert_eq!(numeral_prefix("十二项"), Some((12, 6)));
        assert_eq!(numeral_prefix("二十三个"), Some((23, 9)));
        assert_eq!(numeral_prefix("一百零八家"), Some((108, 12)));
        assert_eq!(numeral_prefix("两千场"), Some((2000, 6)));
    }

    #[test]
    fn refuses_codes_and_other_text() {
        assert_eq!(numeral_prefix("一二三"), None);
        assert_eq!(numeral_prefix("级"), None);
        assert_eq!(numeral_prefix(""), None);
        assert_eq!(numeral_prefix(&"九千".repeat(600_000)), None);
    }
}
