//! Several indicators in one cell, their names and their results separated by spaces.

use std::ops::Range;

use evallint_schema::{
    approximation_before, bound_after, bound_before, fold_width, numeral_prefix, scale_prefix, unit_prefix,
};

/// The parts of a crammed pair of cells, as byte ranges of each.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Merged {
    pub names: Vec<Range<usize>>,
    pub results: Vec<Range<usize>>,
}

/// Takes the parts of a crammed name and result apart; nothing where they are one name and one result.
///
/// A space may also be mere typography: between a number and its unit, after punctuation, or around Latin words. Those
/// do not separate.
pub(crate) fn split_merged(name: &str, result: &str) -> Option<Merged> {
    let results = parts(result, |left, right| {
        !ends_clause(left) && is_complete_value(left, right) && !begins_with_unit(right)
    });
    if results.len() < 2 {
        return None;
    }
    let all_names = parts(name, |left, _| !ends_clause(left));
    let names = if all_names.len() == results.len() {
        all_names
    } else {
        parts(name, |left, right| {
            !ends_clause(left) && !is_typographic(left, right)
        })
    };
    (names.len() >= 2).then_some(Merged { names, results })
}

/// The stretches between the runs of white space at which `separates(left, right)` holds for the word before and the text
/// after.
fn parts(text: &str, separates: impl Fn(&str, &str) -> bool) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    let mut at = start;
    while let Some(found) = text.get(at..end).and_then(|rest| rest.find(char::is_whitespace)) {
        let space = at + found;
        let rest = text.get(space..end).unwrap_or_default();
        let next = space + (rest.len() - rest.trim_start().len());
        let left = text.get(start..space).unwrap_or_default();
        let right = text.get(next..end).unwrap_or_default();
        if separates(left, right) {
            parts.push(start..space);
            start = next;
        }
        at = next;
    }
    if start < end {
        parts.push(start..end);
    }
    parts
}

fn ends_clause(text: &str) -> bool {
    text.ends_with([
        '，', '、', '；', '：', '。', ',', ';', ':', '（', '(', '“', '《', '+', '/',
    ])
}

/// Whether the space stands between a Latin word or number and a Chinese one, within a name: not where the name has come
/// to its measure (面积 7×24小时值班率).
fn is_typographic(left: &str, right: &str) -> bool {
    if left.ends_with(['数', '量', '率', '度', '额']) || left.ends_with("面积") || left.ends_with("里程")
    {
        return false;
    }
    let latin =
        |character: Option<char>| character.is_some_and(|character| character.is_ascii_alphanumeric());
    latin(left.chars().next_back()) != latin(right.chars().next())
}

/// Whether a result can end here: not after a bare number, a bound or an approximator, which wait for what they belong
/// to, nor after a word that leads up to a number (累计开展 85场次).
fn is_complete_value(text: &str, right: &str) -> bool {
    if text.contains(is_digit) {
        // A bare number is whole where another value follows, not a unit: 223 2574人次.
        let number_goes_on = text.ends_with(is_digit) && !begins_with_value(right);
        return !number_goes_on && bound_before(text).is_none() && approximation_before(text).is_none();
    }
    !begins_with_number(right) || is_judgement(text)
}

/// Whether a text without digits is a result of its own.
fn is_judgement(text: &str) -> bool {
    const JUDGEMENTS: &[&str] = &[
        "达标",
        "合格",
        "优秀",
        "良好",
        "优",
        "良",
        "高",
        "低",
        "是",
        "否",
        "及时",
        "已完成",
        "全部完成",
    ];
    // Ⅲ类, 应养尽养
    let is_class = text.starts_with(|first: char| ('Ⅰ'..='Ⅻ').contains(&first));
    let mut letters = text.chars();
    let is_exhaustive = letters.next() == Some('应') && letters.nth(1) == Some('尽') && letters.count() == 1;
    if is_class || is_exhaustive {
        return true;
    }
    // 五级, 第三名
    let counted = text.strip_prefix('第').unwrap_or(text);
    let level = numeral_prefix(counted)
        .and_then(|(_, length)| counted.get(length..))
        .and_then(unit_prefix);
    level.is_some() || JUDGEMENTS.contains(&text)
}

/// Whether the next word is a value of its own: a number, a judgement, or words with a number (达95.7%, 每日2次).
fn begins_with_value(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    let tells_number = word.contains(is_digit) && unit_prefix(word).is_none() && scale_prefix(word).is_none();
    begins_with_number(word) || is_judgement(word) || tells_number
}

/// Whether a number begins here, maybe with a bound or an approximator.
fn begins_with_number(text: &str) -> bool {
    text.starts_with(|first: char| is_digit(first) || "≥≤≧≦<>约近".contains(first))
}

fn is_digit(character: char) -> bool {
    fold_width(character).is_ascii_digit()
}

fn begins_with_unit(text: &str) -> bool {
    let bare_unit = unit_prefix(text).is_some_and(|unit| {
        let rest = text.get(unit.name.len()..).unwrap_or_default();
        rest.is_empty() || rest.starts_with(char::is_whitespace)
    });
    bare_unit || scale_prefix(text).is_some() || bound_after(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(name: &str, result: &str) -> Option<(usize, usize)> {
        split_merged(name, result).map(|merged| (merged.names.len(), merged.results.len()))
    }

    #[test]
    fn takes_crammed_cells_apart() {
        assert_eq!(
            counts("整治行动次数 拆除面积 保洁达标率", "≥15次 ≥2.8万平方米 100%"),
            Some((3, 3))
        );
        assert_eq!(counts("摸查数量\u{3000}投放点", "31834棵  8个"), Some((2, 2)));
        assert_eq!(counts("培训人次 5G基站数量", "300人次 5个"), Some((2, 2)));
        assert_eq!(counts("等级 次数", "五级 12次"), Some((2, 2)));
        assert_eq!(counts("考评排名 次数 人数", "第三名 12次"), Some((3, 2)));
        assert_eq!(
            counts(
                "水质类别 内河涌里程 供养情况 人数",
                "Ⅲ类 14.40公里 应养尽养 11015人"
            ),
            Some((4, 4))
        );
        assert_eq!(counts("巡查次数（次） 整改情况", "21 及时"), Some((2, 2)));
        assert_eq!(counts("巡查次数（次） 整改情况", "3 每日2次"), Some((2, 2)));
    }

    #[test]
    fn tells_when_the_counts_differ() {
        assert_eq!(counts("行动次数 拆除面积 达标率", "15次 100%"), Some((3, 2)));
        assert_eq!(
            counts("灭火器材数量 立档单位（家） 培训人次", "197具 223 2574人次"),
            Some((3, 3))
        );
        assert_eq!(
            counts(
                "清理面积 7×24小时值守率 隔离带长度 受害率",
                "1968亩 100% 134.34公里"
            ),
            Some((4, 3))
        );
        assert_eq!(counts("信访数量(宗) 达标率", "9 达95.7% 3处"), Some((2, 3)));
    }

    #[test]
    fn spaces_that_are_typography_do_not_separate() {
        assert_eq!(counts("PM2.5 平均浓度", "25 微克/立方米"), None);
        assert_eq!(counts("开展党日活动 场次", "完成 85 场次"), None);
        assert_eq!(
            counts("征集微心愿、 微项目数量", "微心愿483个， 微项目12个"),
            None
        );
        assert_eq!(counts("APP 用户数", "约 3 万人"), None);
        assert_eq!(counts("培训 人次", "300人次"), None);
        assert_eq!(counts("开展 党日活动场次", "累计开展 85场次"), None);
        assert_eq!(counts("培训人次", "300人次 5场"), None);
    }
}
