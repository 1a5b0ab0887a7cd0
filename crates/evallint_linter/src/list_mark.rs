//! The numbers of lists in running text: `1、` `1.` `（1）` `①` `一、` `（一）` `一是` `第一，`.

use std::ops::Range;

use evallint_schema::{fold_width, numeral_prefix};

use crate::facts::Mark;

/// The number of an item of a list, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ListMark {
    pub style: Style,
    pub number: u32,
    /// The bytes of the text.
    pub range: Range<usize>,
}

/// How the items of a list are numbered. Half- and full-width signs are one style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// `1、`
    Comma,
    /// `1.`
    Dot,
    /// `1）`
    Closed,
    /// `（1）`
    Bracketed,
    /// `①`, `⑴` and `⒈`, told by the first of them.
    Enclosed(char),
    /// `一、`
    ChineseComma,
    /// `（一）`
    ChineseBracketed,
    /// `一是`
    Clause,
    /// `第一，` and `其一，`, told by the first character.
    Ordinal(char),
}

impl Style {
    /// Whether the number is written in Chinese numerals.
    pub(crate) fn is_chinese(self) -> bool {
        matches!(
            self,
            Self::ChineseComma | Self::ChineseBracketed | Self::Clause | Self::Ordinal(_)
        )
    }
}

impl ListMark {
    /// The mark that begins at a byte of the text. Whether a list number can stand there is for the caller to say.
    pub(crate) fn at(text: &str, at: usize) -> Option<Self> {
        Self::before_anything(text, at).filter(|mark| mark.is_one_in(text))
    }

    /// Whether what stands around the mark leaves it a list number; it makes none of 13.96, 1、3号线 and 三、四季度.
    pub(crate) fn is_one_in(&self, text: &str) -> bool {
        let rest = text.get(self.range.end..).unwrap_or_default();
        match self.style {
            Style::Dot => !is_amount_or_date(rest),
            // The content of an item may begin with a year.
            Style::Comma => !(1..4).contains(&rest.chars().take_while(|next| is_digit(*next)).count()),
            Style::ChineseComma | Style::Ordinal(_) => !rest.starts_with(is_numeral),
            // The bracket opens before the number.
            Style::Closed => {
                let before = text.get(..self.range.start).unwrap_or_default();
                !before.ends_with(['（', '('])
            }
            _ => true,
        }
    }

    /// The mark that begins at a byte of the text, whatever follows it.
    pub(crate) fn before_anything(text: &str, at: usize) -> Option<Self> {
        let rest = text.get(at..)?;
        let first = rest.chars().next()?;
        let (style, number, length) = match first {
            '0'..='9' | '０'..='９' => arabic(rest)?,
            '（' | '(' => bracketed(rest)?,
            '①'..='⒛' => enclosed(first)?,
            '第' | '其' => ordinal(rest, first)?,
            _ if is_numeral(first) => chinese(rest)?,
            _ => return None,
        };
        Some(Self {
            style,
            number,
            range: at..at + length,
        })
    }
}

/// The value of one or two digits, and their length in bytes.
fn short_number(text: &str) -> Option<(u32, usize)> {
    let mut value = 0;
    let mut length = 0;
    for (index, character) in text.chars().enumerate() {
        let Some(digit) = fold_width(character).to_digit(10) else {
            break;
        };
        if index == 2 {
            return None;
        }
        value = value * 10 + digit;
        length += character.len_utf8();
    }
    (value > 0).then_some((value, length))
}

fn arabic(text: &str) -> Option<(Style, u32, usize)> {
    let (number, digits) = short_number(text)?;
    let sign = text.get(digits..)?.chars().next()?;
    let style = match sign {
        '、' => Style::Comma,
        '.' | '．' => Style::Dot,
        '）' | ')' => Style::Closed,
        _ => return None,
    };
    Some((style, number, digits + sign.len_utf8()))
}

fn bracketed(text: &str) -> Option<(Style, u32, usize)> {
    let open = text.chars().next()?.len_utf8();
    let inside = text.get(open..)?;
    let (style, (number, length)) = match short_number(inside) {
        Some(number) => (Style::Bracketed, number),
        None => (Style::ChineseBracketed, numeral(inside)?),
    };
    let close = inside
        .get(length..)?
        .chars()
        .next()
        .filter(|close| matches!(close, '）' | ')'))?;
    Some((style, number, open + length + close.len_utf8()))
}

fn enclosed(sign: char) -> Option<(Style, u32, usize)> {
    let first = ['⒈', '⑴', '①'].into_iter().find(|first| sign >= *first)?;
    let number = u32::from(sign) - u32::from(first) + 1;
    Some((Style::Enclosed(first), number, sign.len_utf8()))
}

fn ordinal(text: &str, first: char) -> Option<(Style, u32, usize)> {
    let (number, length) = numeral(text.get(first.len_utf8()..)?)?;
    let length = first.len_utf8() + length;
    let sign = text
        .get(length..)?
        .chars()
        .next()
        .filter(|sign| "，、：,:".contains(*sign))?;
    Some((Style::Ordinal(first), number, length + sign.len_utf8()))
}

fn chinese(text: &str) -> Option<(Style, u32, usize)> {
    let (number, length) = numeral(text)?;
    let sign = text.get(length..)?.chars().next()?;
    let style = match sign {
        '、' => Style::ChineseComma,
        '是' => Style::Clause,
        _ => return None,
    };
    Some((style, number, length + sign.len_utf8()))
}

fn numeral(text: &str) -> Option<(u32, usize)> {
    numeral_prefix(text).filter(|(number, _)| (1..100).contains(number))
}

/// Whether what follows a number and a dot makes an amount or a date of it: 13.96, 12. 31.
fn is_amount_or_date(rest: &str) -> bool {
    rest.trim_start_matches(' ').starts_with(is_digit)
}

pub(crate) fn is_digit(character: char) -> bool {
    fold_width(character).is_ascii_digit()
}

pub(crate) fn is_numeral(character: char) -> bool {
    matches!(
        character,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}

/// How sure it is that a list number may stand at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opening {
    /// At the start, or behind the end of a sentence or line.
    Firm,
    /// Behind a comma, which parts clauses.
    Clause,
    /// Behind a space that follows words.
    Spaced,
    /// Behind a colon, a quote or a bracket: there a list begins, or a figure stands.
    Loose,
}

/// The places at which a list number may stand, in order, by the marks of the text.
pub(crate) fn openings<'t>(text: &'t str, marks: &'t [Mark]) -> impl Iterator<Item = (usize, Opening)> + 't {
    let mut last_end = 0;
    let mut opening = Some(Opening::Firm);
    let start = (!text.starts_with(char::is_whitespace)).then_some((0, Opening::Firm));
    let behind_marks = marks.iter().enumerate().filter_map(move |(index, mark)| {
        opening = match mark.sign {
            '\n' | '\r' | '\t' => Some(Opening::Firm),
            space if space.is_whitespace() && mark.at == last_end => opening,
            space if space.is_whitespace() => Some(Opening::Spaced),
            sign => opening_behind(sign),
        };
        last_end = mark.end();
        let space_follows = marks
            .get(index + 1)
            .is_some_and(|next| next.at == last_end && next.is_space());
        opening
            .filter(|_| !space_follows)
            .map(|opening| (last_end, opening))
    });
    start.into_iter().chain(behind_marks)
}

fn opening_behind(sign: char) -> Option<Opening> {
    match sign {
        '。' | '；' | ';' | '！' | '!' | '？' | '?' => Some(Opening::Firm),
        '，' | ',' => Some(Opening::Clause),
        '：' | ':' | '（' | '(' | '）' | ')' | '“' | '”' | '》' | '】' | '」' => {
            Some(Opening::Loose)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Style, u32, &str)> {
        ListMark::at(text, 0).map(|mark| (mark.style, mark.number, &text[mark.range]))
    }

    #[test]
    fn reads_every_style() {
        for (text, style, number, mark) in [
            ("1、构建", Style::Comma, 1, "1、"),
            ("２．开展", Style::Dot, 2, "２．"),
            ("12. 开展", Style::Dot, 12, "12."),
            ("3)开展", Style::Closed, 3, "3)"),
            ("(4）开展", Style::Bracketed, 4, "(4）"),
            ("②开展", Style::Enclosed('①'), 2, "②"),
            ("⑶开展", Style::Enclosed('⑴'), 3, "⑶"),
            ("⒉开展", Style::Enclosed('⒈'), 2, "⒉"),
            ("十一、开展", Style::ChineseComma, 11, "十一、"),
            ("（二）2022年", Style::ChineseBracketed, 2, "（二）"),
            ("三是开展", Style::Clause, 3, "三是"),
            ("第一，开展", Style::Ordinal('第'), 1, "第一，"),
            ("其二、开展", Style::Ordinal('其'), 2, "其二、"),
            ("1、2022年", Style::Comma, 1, "1、"),
        ] {
            assert_eq!(read(text), Some((style, number, mark)), "{text}");
        }
    }

    #[test]
    fn figures_are_no_list_numbers() {
        for text in [
            "13.96公里",
            "2022.12.31",
            "12. 31",
            "1、3、5号线",
            "1:1",
            "1+N",
            "三、四季度",
            "一、二级",
            "第一、二产业",
            "第一名",
            "（2022）",
            "（试行）",
            "100、",
            "0.5",
            "5420个",
            "一张台",
            "二〇二二年",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
