//! Numbers in running text, each with the words that belong to it.

use std::ops::Range;

use evallint_schema::{
    Approximation, Bound, Dimension, Unit, approximation_before, bound_after, bound_before, fold_width,
    is_letter, numeral_prefix, scale_prefix, unit_prefix,
};
use rust_decimal::Decimal;

/// A number in a text. Ranges are bytes of the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mention {
    /// The number with its bound, approximator, scale and unit.
    pub range: Range<usize>,
    /// The value with its scale: 8.68万 is 86800.
    pub value: Decimal,
    /// One unit of the last printed digit, with the scale: 100 for 8.68万. What is printed may be rounded by that much.
    pub precision: Decimal,
    /// What is counted, where a unit stands beside the number.
    pub unit: Option<&'static Unit>,
    pub bound: Option<Bound>,
    pub approximation: Option<Approximation>,
    pub nature: Nature,
}

/// What a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nature {
    /// How much or how many of something.
    Quantity,
    /// A point or stretch of time.
    Date,
    /// Part of a name: N95, 1+N, 第1名, 〔2020〕10号.
    Code,
    /// The greater end of a range: 10-20次.
    Range,
    /// Two numbers in relation: 1:3, 12/15.
    Ratio,
    /// How often, or how much each: 每月2次.
    Each,
    /// Describes what follows: 7米以上道路.
    Attribute,
}

/// The numbers in a text.
pub(crate) fn scan(text: &str) -> Vec<Mention> {
    let mut mentions = Vec::new();
    scan_into(text, false, &mut mentions);
    mentions
}

/// Appends the numbers in a text. A result may also end in a Chinese numeral with a unit: 五级.
pub(crate) fn scan_into(text: &str, is_result: bool, mentions: &mut Vec<Mention>) {
    let mut at = 0;
    while let Some(start) = next_digit(text, at) {
        let mention = read(text, start);
        at = mention.range.end.max(start + 1);
        mentions.push(mention);
    }
    if is_result {
        mentions.extend(numeral_at_end(text));
    }
}

/// The first digit at or after an offset, half- or full-width.
fn next_digit(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let rest = bytes.get(from..)?;
    let candidates = rest
        .iter()
        .enumerate()
        .filter(|(_, byte)| byte.is_ascii_digit() || **byte == FULL_WIDTH);
    let mut places = candidates.map(|(at, _)| from + at);
    places.find(|at| {
        let character = text.get(*at..).and_then(|rest| rest.chars().next());
        character.is_some_and(is_digit)
    })
}

/// The first byte of every full-width digit.
const FULL_WIDTH: u8 = 0xEF;

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}

/// Reads the number that begins at `start`, and the words around it.
fn read(text: &str, start: usize) -> Mention {
    let before = text.get(..start).unwrap_or_default();
    let mut number = read_number(text, start);
    let mut nature = nature_before(before);
    let mut end = number.end;
    if nature == Nature::Quantity {
        (nature, end) = nature_of_rest(text, &number);
        if let (Nature::Range, Some(second)) = (nature, second_number(text, number.end)) {
            number = second;
            end = number.end;
        }
    }
    if nature == Nature::Code {
        return Mention {
            range: start..end,
            value: number.value,
            precision: number.precision(0),
            unit: None,
            bound: None,
            approximation: None,
            nature,
        };
    }
    read_words(text, start, &number, nature)
}

/// The words after and before a number that is no code.
fn read_words(text: &str, start: usize, number: &Number, nature: Nature) -> Mention {
    let after = Words::after(text, number.end);
    let (bound, from) = match bound_before(text.get(..start).unwrap_or_default().trim_end()) {
        Some((bound, length)) => {
            let trimmed = text.get(..start).unwrap_or_default().trim_end().len();
            (Some(bound), trimmed - length)
        }
        None => (None, start),
    };
    let before = text.get(..from).unwrap_or_default().trim_end_matches(SPACES);
    let before_number = approximation_before(before);
    let from = before_number.map_or(from, |(_, length)| before.len() - length);
    let nature = refine(
        nature,
        text.get(..from).unwrap_or_default(),
        number,
        &after,
        before_number.is_some(),
    );
    // Of a stretch of time 近 says how long ago, not how much.
    let approximation = before_number
        .map(|(approximation, _)| approximation)
        .or(after.approximation);
    Mention {
        range: from..after.end,
        value: scaled(number.value, after.power).unwrap_or(number.value),
        precision: number.precision(after.power),
        unit: after.unit,
        bound: bound.or(after.bound),
        approximation: approximation.filter(|_| nature != Nature::Date),
        nature,
    }
}

/// Digits with separators and a fraction.
struct Number {
    value: Decimal,
    digits: usize,
    end: usize,
}

impl Number {
    /// One unit of the last digit under a scale of this power of ten.
    fn precision(&self, power: u32) -> Decimal {
        scaled(Decimal::new(1, self.value.scale()), power).unwrap_or(Decimal::ONE)
    }
}

fn read_number(text: &str, start: usize) -> Number {
    let rest = text.get(start..).unwrap_or_default();
    let mut mantissa: Option<i128> = Some(0);
    let (mut digits, mut decimals, mut end) = (0_usize, None, start);
    let is_half_width = rest.starts_with(|first: char| first.is_ascii_digit());
    // In 1．２２支 the wide digits are a figure behind a list number.
    let is_of_one_width = |at: usize| {
        let next = rest.get(at..).unwrap_or_default();
        next.starts_with(|digit: char| is_digit(digit) && digit.is_ascii_digit() == is_half_width)
    };
    for (index, character) in rest.char_indices() {
        let next = index + character.len_utf8();
        if let Some(digit) = fold_width(character).to_digit(10) {
            mantissa = mantissa.and_then(|value| value.checked_mul(10)?.checked_add(digit.into()));
            digits += 1;
            decimals = decimals.map(|decimals: u32| decimals + 1);
        } else if matches!(character, '.' | '．') && decimals.is_none() && is_of_one_width(next) {
            decimals = Some(0);
        } else if !(character == ',' && decimals.is_none() && is_group(rest, next)) {
            break;
        }
        end = start + next;
    }
    let value =
        mantissa.and_then(|mantissa| Decimal::try_from_i128_with_scale(mantissa, decimals.unwrap_or(0)).ok());
    Number {
        value: value.unwrap_or(Decimal::MAX),
        digits,
        end,
    }
}

fn starts_digit(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with(is_digit))
}

/// Whether three digits stand at the offset, and not a fourth.
fn is_group(text: &str, at: usize) -> bool {
    let digits = text
        .get(at..)
        .unwrap_or_default()
        .chars()
        .take_while(|character| is_digit(*character))
        .count();
    digits == 3
}

/// What the text before a number makes of it.
fn nature_before(before: &str) -> Nature {
    let mut last = before.chars().rev();
    let code = match last.next() {
        Some('第' | '〔' | '［' | '[' | '【') => true,
        Some(letter) if letter.is_ascii_alphabetic() || letter == '_' || letter == '#' => true,
        Some('+' | '-') => last
            .next()
            .is_some_and(|character| character.is_ascii_alphanumeric()),
        _ => false,
    };
    if code {
        return Nature::Code;
    }
    let each = before
        .chars()
        .rev()
        .take(5)
        .take_while(|character| is_letter(*character))
        .any(|character| character == '每');
    if each { Nature::Each } else { Nature::Quantity }
}

/// What stands directly after the digits: a second number, or a letter. Gives the end of the number as well.
fn nature_of_rest(text: &str, number: &Number) -> (Nature, usize) {
    let rest = text.get(number.end..).unwrap_or_default();
    let mut characters = rest.chars();
    let next = characters.next();
    let digit_follows = characters.clone().next().is_some_and(is_digit);
    match next {
        Some('.' | '．') if digit_follows => (Nature::Code, end_of_run(text, number.end)),
        Some('/' | '／') if per_so_many(rest).is_some() => (Nature::Quantity, number.end),
        Some(':' | '：' | '/' | '／') if digit_follows => (Nature::Ratio, number.end),
        Some('-' | '—' | '–' | '~' | '～' | '至' | '到') if digit_follows => match number.digits {
            4 => (Nature::Code, end_of_run(text, number.end)),
            _ => (Nature::Range, number.end),
        },
        Some('+')
            if characters
                .next()
                .is_some_and(|after| after.is_ascii_alphanumeric()) =>
        {
            (Nature::Code, number.end)
        }
        Some(letter) if letter.is_ascii_alphabetic() && unit_prefix(rest).is_none() => {
            (Nature::Code, end_of_run(text, number.end))
        }
        _ => (Nature::Quantity, number.end),
    }
}

/// The length of what a rate is per: `/10万`, `/万人`.
fn per_so_many(text: &str) -> Option<usize> {
    let per = text.strip_prefix(['/', '／'])?;
    let digits = per
        .find(|character: char| !is_digit(character))
        .unwrap_or(per.len());
    let is_power = per.get(..digits)?.trim_end_matches('0') == "1" || digits == 0;
    let (_, scale) = scale_prefix(per.get(digits..)?).filter(|_| is_power)?;
    Some(text.len() - per.len() + digits + scale)
}

/// The end of the digits, letters and signs that make one code.
fn end_of_run(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let run = rest.find(|character: char| {
        !(character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '—' | '–' | '/' | '+' | '．'))
    });
    run.map_or(text.len(), |length| from + length)
}

/// The number behind the sign of a range.
fn second_number(text: &str, from: usize) -> Option<Number> {
    let sign = text.get(from..)?.chars().next()?;
    let start = from + sign.len_utf8();
    starts_digit(text, start).then(|| read_number(text, start))
}

/// The spaces that may stand between a number and the words around it.
const SPACES: [char; 3] = [' ', '\u{3000}', '\u{A0}'];

/// The words that follow a number: approximator, scale, unit, bound.
struct Words {
    power: u32,
    unit: Option<&'static Unit>,
    bound: Option<Bound>,
    approximation: Option<Approximation>,
    /// A bound that describes what comes behind it.
    attributive: bool,
    end: usize,
}

impl Words {
    fn after(text: &str, from: usize) -> Self {
        let mut words = Self {
            power: 0,
            unit: None,
            bound: None,
            approximation: None,
            attributive: false,
            end: from,
        };
        words.take_more(text);
        let (rest, space) = words.rest_after_spaces(text);
        if let Some((power, length)) = scale_prefix(rest) {
            words.power = power;
            words.end += space + length;
            words.take_more(text);
        }
        words.take_unit(text);
        if words.unit.is_none() {
            words.end += per_so_many(words.rest(text)).unwrap_or(0);
        }
        if words.rest(text).starts_with("左右") {
            words.approximation = Some(Approximation::About);
            words.end += "左右".len();
        }
        if let Some((bound, length)) = bound_after(words.rest(text)) {
            let rest = text.get(words.end + length..).unwrap_or_default();
            if ends_result(rest) {
                words.bound = Some(bound);
                words.end += length;
            } else {
                words.attributive = true;
            }
        }
        words
    }

    fn rest<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.end..).unwrap_or_default()
    }

    /// What follows, without the spaces it begins with, and their length in bytes.
    fn rest_after_spaces<'t>(&self, text: &'t str) -> (&'t str, usize) {
        let rest = self.rest(text);
        let trimmed = rest.trim_start_matches(SPACES);
        (trimmed, rest.len() - trimmed.len())
    }

    /// 多 or 余, where it is no part of another word.
    fn take_more(&mut self, text: &str) {
        let (rest, space) = self.rest_after_spaces(text);
        let mut characters = rest.chars();
        let (word, others) = match characters.next() {
            Some(word @ '多') => (word, "功媒元样边维校方云"),
            Some(word @ '余') => (word, "额款量热"),
            _ => return,
        };
        if !characters.next().is_some_and(|next| others.contains(next)) {
            self.approximation = Some(Approximation::More);
            self.end += space + word.len_utf8();
        }
    }

    /// The unit, after a space at most; with what it is per: 元/人.
    fn take_unit(&mut self, text: &str) {
        let (rest, space) = self.rest_after_spaces(text);
        let Some(unit) = unit_prefix(rest) else {
            return;
        };
        self.unit = Some(unit);
        self.end += space + unit.name.len();
        let Some(per) = self.rest(text).strip_prefix('/') else {
            return;
        };
        let scale = scale_prefix(per).map_or(0, |(_, length)| length);
        if let Some(unit) = per.get(scale..).and_then(unit_prefix) {
            self.end += 1 + scale + unit.name.len();
        }
    }
}

/// Whether nothing but the end or punctuation follows.
fn ends_result(rest: &str) -> bool {
    rest.chars()
        .next()
        .is_none_or(|next| next.is_whitespace() || "，。；、！,;.）)”】".contains(next))
}

/// What the unit and the words around make of a number.
fn refine(nature: Nature, before: &str, number: &Number, after: &Words, approximated: bool) -> Nature {
    if nature != Nature::Quantity {
        return nature;
    }
    let dimension = after.unit.map(|unit| unit.dimension);
    // 近三年 is a stretch of time, 近5.4小时 how long something took.
    let is_of_day = after
        .unit
        .is_some_and(|unit| unit.name.contains(['时', '分', '秒']));
    let period = dimension == Some(Dimension::Duration) && !is_of_day && approximated && before.is_empty();
    if dimension == Some(Dimension::Calendar) || period {
        return Nature::Date;
    }
    let duration_ago = dimension == Some(Dimension::Duration) && before.ends_with(['近', '前']);
    if after.attributive || duration_ago {
        return Nature::Attribute;
    }
    // A year without its word: 2022政府工作报告.
    if after.unit.is_none()
        && after.approximation.is_none()
        && number.digits == 4
        && number.value >= Decimal::from(1949)
        && number.value < Decimal::from(2100)
    {
        let alone = before.is_empty() && after.end == number.end;
        return if alone { Nature::Quantity } else { Nature::Date };
    }
    Nature::Quantity
}

/// The value times a power of ten. Most numbers have no scale.
fn scaled(value: Decimal, power: u32) -> Option<Decimal> {
    if power == 0 {
        return Some(value);
    }
    value.checked_mul(10_i64.checked_pow(power).map_or(Decimal::ONE, Decimal::from))
}

/// A Chinese numeral with a unit, as the end of a text: 五级.
fn numeral_at_end(text: &str) -> Option<Mention> {
    let trimmed = text.trim_end_matches(['。', '；', ' ']);
    let tail = trimmed.char_indices().rev().take(8).map(|(index, _)| index);
    let mut found = None;
    for start in tail {
        let rest = trimmed.get(start..).unwrap_or_default();
        let Some((value, length)) = numeral_prefix(rest) else {
            continue;
        };
        // The 千 of 5千米 is part of the unit, and that of 5千 one of the number.
        let within = trimmed
            .get(..start)
            .is_some_and(|before| before.ends_with(|last| is_digit(last) || "万亿/／".contains(last)));
        if within || unit_prefix(rest).is_some() {
            continue;
        }
        let Some(unit) = trimmed.get(start + length..).and_then(unit_prefix) else {
            continue;
        };
        let ends = start + length + unit.name.len() == trimmed.len();
        let ordinal = trimmed.get(..start).is_some_and(|before| before.ends_with('第'));
        if ends && !ordinal {
            found = Some(Mention {
                range: start..trimmed.len(),
                value: value.into(),
                precision: Decimal::ONE,
                unit: Some(unit),
                bound: None,
                approximation: None,
                nature: Nature::Quantity,
            });
        }
    }
    found
}

impl Mention {
    /// Whether it says how much or how many, and of what.
    pub(crate) fn is_quantity(&self) -> bool {
        matches!(self.nature, Nature::Quantity | Nature::Range)
    }

    /// Whether both say the same number of the same kind of thing: 8.68万人 and 86800人, 1公里 and 1000米.
    pub(crate) fn same_amount(&self, other: &Self) -> bool {
        match (self.unit, other.unit) {
            (Some(left), Some(right)) if left.dimension == right.dimension => {
                let scaled =
                    |mention: &Self, unit: &Unit| mention.value.checked_mul(Decimal::from(unit.factor));
                scaled(self, left) == scaled(other, right)
            }
            (Some(left), Some(right)) => left.comparable(right) && self.value == other.value,
            _ => self.value == other.value,
        }
    }

    /// Whether the figure keeps within the other's bound.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        let (Some(bound), None) = (other.bound, self.bound) else {
            return false;
        };
        // Where only one of them has its unit beside it, the other is in the same.
        let both = self.unit.is_some() && other.unit.is_some();
        let factor = |mention: &Self| mention.unit.filter(|_| both).map_or(1, |unit| unit.factor);
        let comparable = match (self.unit, other.unit) {
            (Some(left), Some(right)) => left.comparable(right),
            _ => true,
        };
        let value = |mention: &Self| mention.value.checked_mul(Decimal::from(factor(mention)));
        let (Some(figure), Some(limit)) = (value(self), value(other)) else {
            return false;
        };
        comparable
            && match bound {
                Bound::AtLeast => figure >= limit,
                Bound::AtMost => figure <= limit,
                Bound::Above => figure > limit,
                Bound::Below => figure < limit,
            }
    }
}

#[cfg(test)]
mod tests;
