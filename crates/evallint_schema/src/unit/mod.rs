//! Units and counting words, as they follow a number on a form.

mod list;

use std::cmp::Reverse;
use std::sync::LazyLock;

use list::{EQUIVALENT, INTERCHANGEABLE, LONGER_WORDS, PAPERS, UNITS};

/// What a unit measures. Units of one dimension may be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// 人, 名: people.
    People,
    /// 户: households.
    Households,
    /// 人次: attendances.
    PersonTimes,
    /// 户次, 家次: visits.
    Visits,
    /// 剂次: doses.
    Doses,
    /// 次, 场, 场次, 期: events.
    Events,
    /// 宗, 起, 件, 例: cases.
    Cases,
    /// 项, 个, 条 and other things that are counted.
    Things,
    /// 家, 所: organisations.
    Organisations,
    /// 张, 本, 份: papers.
    Papers,
    /// 台, 套, 辆: equipment.
    Equipment,
    /// 栋, 幢, 座, 间, 处: buildings and places.
    Places,
    /// 棵, 株, 头, 只: plants and animals.
    Living,
    /// 支, 组, 队, 班: groups.
    Groups,
    /// 级, 星, 类, 种: levels and kinds.
    Levels,
    /// Lengths, in millimetres.
    Length,
    /// Areas, in square metres.
    Area,
    /// 亩: traditional areas, which have no exact factor.
    TraditionalArea,
    /// Volumes, in millilitres.
    Volume,
    /// Masses, in grams.
    Mass,
    /// Energy, power and data; each unit alone.
    Technical,
    /// Money, in 元.
    Money,
    /// Percentages, in thousandths.
    Percent,
    /// 个百分点: differences of percentages.
    PercentagePoints,
    /// Points of a score.
    Score,
    /// Durations, in minutes where exact.
    Duration,
    /// Calendar dates: 年, 月, 日 after a number of theirs.
    Calendar,
}

/// A unit as it is written.
#[derive(Debug, PartialEq, Eq)]
pub struct Unit {
    /// The text of the unit.
    pub name: &'static str,
    /// What it measures.
    pub dimension: Dimension,
    /// How many of the dimension's base units it holds.
    pub factor: u32,
    /// The groups of [`INTERCHANGEABLE`] it is in, a bit each.
    groups: u32,
    /// The groups of [`EQUIVALENT`] it is in, a bit each.
    equivalents: u32,
    /// Whether it is a paper that one person may get: 张, 本.
    is_paper: bool,
    /// The characters that make another word of it where one of them follows.
    tails: &'static str,
}

const fn unit(name: &'static str, dimension: Dimension) -> Unit {
    scaled(name, dimension, 1)
}

const fn scaled(name: &'static str, dimension: Dimension, factor: u32) -> Unit {
    Unit {
        name,
        dimension,
        factor,
        groups: groups_of(INTERCHANGEABLE, name),
        equivalents: groups_of(EQUIVALENT, name),
        is_paper: groups_of(&[PAPERS], name) != 0,
        tails: tails_of(name),
    }
}

/// A bit for each of the groups that the unit is in.
#[expect(
    clippy::indexing_slicing,
    reason = "evaluated by the compiler, where iterators are not to be had"
)]
const fn groups_of(lists: &[&[&str]], name: &str) -> u32 {
    let mut groups = 0;
    let mut group = 0;
    while group < lists.len() {
        let mut member = 0;
        while member < lists[group].len() {
            if is_same(lists[group][member], name) {
                groups |= 1 << group;
            }
            member += 1;
        }
        group += 1;
    }
    groups
}

/// What may follow the unit in [`LONGER_WORDS`].
const fn tails_of(name: &str) -> &'static str {
    let mut words = LONGER_WORDS;
    while let Some(((head, tails), others)) = words.split_first() {
        if is_same(head, name) {
            return tails;
        }
        words = others;
    }
    ""
}

#[expect(
    clippy::indexing_slicing,
    reason = "evaluated by the compiler, where iterators are not to be had"
)]
const fn is_same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if left[at] != right[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Every unit that is known.
pub fn units() -> impl Iterator<Item = &'static Unit> {
    UNITS.iter()
}

/// The unit that `text` begins with, the longest that fits. A word that merely begins with a unit's character (`项目`,
/// `人民`, `部门`) is none.
#[must_use]
pub fn unit_prefix(text: &str) -> Option<&'static Unit> {
    let first = text.chars().next()?;
    let from = BY_FIRST_CHARACTER.partition_point(|(character, _)| *character < first);
    BY_FIRST_CHARACTER
        .iter()
        .skip(from)
        .take_while(|(character, _)| *character == first)
        .map(|(_, unit)| *unit)
        .find(|unit| text.starts_with(unit.name))
        .filter(|unit| !unit.opens_a_longer_word(text.get(unit.name.len()..).unwrap_or_default()))
}

/// The units by their first character, longer ones first.
static BY_FIRST_CHARACTER: LazyLock<Vec<(char, &'static Unit)>> = LazyLock::new(|| {
    let mut units: Vec<_> = UNITS
        .iter()
        .filter_map(|unit| Some((unit.name.chars().next()?, unit)))
        .collect();
    units.sort_by_key(|(first, unit)| (*first, Reverse(unit.name.len())));
    units
});

impl Unit {
    /// Whether the two are one unit to a reader. Papers may be counted by the people who get them.
    #[must_use]
    pub fn is_equivalent(&self, other: &Unit) -> bool {
        std::ptr::eq(self, other)
            || self.equivalents & other.equivalents != 0
            || self.is_paper && other.is_recipient()
            || self.is_recipient() && other.is_paper
    }

    /// Whether the two are one unit or two that offices use for one another.
    #[must_use]
    pub fn interchangeable(&self, other: &Unit) -> bool {
        self.groups & other.groups != 0 || self.is_equivalent(other)
    }

    /// Whether one is so many of the other: 公里 and 米, 平方米 and 公顷.
    #[must_use]
    pub fn converts(&self, other: &Unit) -> bool {
        self.dimension == other.dimension && self.factor != other.factor
    }

    /// Whether figures in the two units may be about one thing. 张, 本 and 份 beside 人, 名 and 户 are: a paper a head.
    #[must_use]
    pub fn comparable(&self, other: &Unit) -> bool {
        self.dimension == other.dimension
            || (self.is_paper && other.is_recipient())
            || (self.is_recipient() && other.is_paper)
    }

    /// Whether the unit and the beginning of `rest` make a word of their own.
    fn opens_a_longer_word(&self, rest: &str) -> bool {
        let Some(next) = rest.chars().next() else {
            return false;
        };
        if self.name.ends_with(|last: char| last.is_ascii_alphabetic()) {
            return next.is_ascii_alphanumeric();
        }
        !self.tails.is_empty() && self.tails.contains(next)
    }

    fn is_recipient(&self) -> bool {
        matches!(self.dimension, Dimension::People | Dimension::Households)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<&'static str> {
        unit_prefix(text).map(|unit| unit.name)
    }

    #[test]
    fn takes_the_longest_unit() {
        assert_eq!(name("人次适龄老人"), Some("人次"));
        assert_eq!(name("平方公里"), Some("平方公里"));
        assert_eq!(name("个工作日内"), Some("个工作日"));
        assert_eq!(name("km道路"), Some("km"));
        assert_eq!(name("双防护鞋"), Some("双"));
        assert_eq!(name("段河道"), Some("段"));
    }

    #[test]
    fn a_word_that_begins_like_a_unit_is_none() {
        for text in [
            "项目",
            "人民",
            "部门",
            "名单",
            "家庭",
            "本级",
            "双拥",
            "道路",
            "kmh",
            "结案率",
            "",
        ] {
            assert_eq!(name(text), None, "{text}");
        }
    }

    #[test]
    fn units_that_stand_for_one_another_are_units() {
        for name in INTERCHANGEABLE
            .iter()
            .chain(EQUIVALENT)
            .flat_map(|group| group.iter())
        {
            assert!(UNITS.iter().any(|unit| unit.name == *name), "{name}");
        }
        let unit = |text| unit_prefix(text).unwrap();
        assert!(unit("场").interchangeable(unit("场次")));
        assert!(unit("张").interchangeable(unit("名")));
        assert!(unit("宗").interchangeable(unit("件")));
        assert!(!unit("宗").is_equivalent(unit("件")));
        assert!(!unit("梯").interchangeable(unit("栋")));
        assert!(!unit("人").interchangeable(unit("人次")));
    }

    #[test]
    fn no_unit_is_listed_twice() {
        for (index, unit) in UNITS.iter().enumerate() {
            assert!(
                UNITS.iter().skip(index + 1).all(|other| other.name != unit.name),
                "{} is listed twice",
                unit.name
            );
        }
    }
}
