//! Units and counting words, as they follow a number on a form.

use std::cmp::Reverse;
use std::sync::LazyLock;

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

/// What may follow a unit's character so that both are another word.
const LONGER_WORDS: &[(&str, &str)] = &[
    ("人", "民才员力均大工社选口防行"),
    ("个", "别人体性"),
    ("对", "象策外接口比应内于"),
    ("名", "单录额木师优牌校称字义"),
    ("户", "籍外主型"),
    ("单", "位元独"),
    ("通", "过知报道用行信常"),
    ("家", "庭长属园政禽畜具"),
    ("项", "目"),
    ("件", "套"),
    ("条", "例"),
    ("本", "级年市区地科单街镇村校院局"),
    ("份", "额"),
    ("张", "贴"),
    ("台", "账风湾阶胞"),
    ("处", "理置罚级室于"),
    ("起", "诉草步重点来到"),
    ("期", "间末限"),
    ("次", "数序日年月"),
    ("场", "馆所地景镇域合"),
    ("批", "准复评示"),
    ("级", "别联"),
    ("类", "别型似"),
    ("组", "织建长团成"),
    ("班", "子长级"),
    ("面", "积向对临貌"),
    ("片", "区"),
    ("只", "有是"),
    ("头", "部"),
    ("口", "岸径罩头碑"),
    ("间", "接隔"),
    ("座", "谈"),
    ("门", "户诊店"),
    ("节", "约能日点假水"),
    ("课", "程堂题"),
    ("度", "假"),
    ("天", "然河气"),
    ("分", "别为散级类布析享局钟支"),
    ("元", "旦素"),
    ("米", "粉"),
    ("点", "位评"),
    ("宗", "旨教"),
    ("支", "部出付持行撑"),
    ("部", "门署队分委"),
    ("套", "餐"),
    ("种", "植类子粮"),
    ("星", "期"),
    ("所", "有在属"),
    ("站", "点"),
    ("周", "年边"),
    ("升", "级"),
    ("克", "服"),
    ("路", "面段口灯"),
    ("车", "辆间位库站流"),
    ("首", "次先个家批创要"),
    ("页", "面"),
    ("副", "局长主食"),
    ("幅", "度"),
    ("卷", "宗"),
    ("双", "拥语休创减向一百随优线重"),
    ("顶", "层部尖楼岗"),
    ("扇", "形"),
    ("盆", "景栽地"),
    ("段", "落位"),
    ("道", "路口德具义教理闸桥班"),
];

use Dimension as D;

static UNITS: &[Unit] = &[
    unit("人次", D::PersonTimes),
    unit("人", D::People),
    unit("名", D::People),
    unit("位", D::People),
    unit("户次", D::Visits),
    unit("家次", D::Visits),
    unit("车次", D::Visits),
    unit("头次", D::Visits),
    unit("册次", D::Visits),
    unit("个次", D::Visits),
    unit("处次", D::Visits),
    unit("栋次", D::Visits),
    unit("户", D::Households),
    unit("剂次", D::Doses),
    unit("针次", D::Doses),
    unit("剂", D::Doses),
    unit("针", D::Doses),
    unit("人份", D::Doses),
    unit("次", D::Events),
    unit("场次", D::Events),
    unit("场", D::Events),
    unit("期", D::Events),
    unit("轮", D::Events),
    unit("批次", D::Events),
    unit("批", D::Events),
    unit("届", D::Events),
    unit("班次", D::Events),
    unit("宗", D::Cases),
    unit("起", D::Cases),
    unit("件", D::Cases),
    unit("例", D::Cases),
    unit("单", D::Cases),
    unit("通", D::Cases),
    unit("件次", D::Cases),
    unit("个", D::Things),
    unit("项", D::Things),
    unit("项次", D::Things),
    unit("条", D::Things),
    unit("对", D::Things),
    unit("批件", D::Things),
    unit("家", D::Organisations),
    unit("所", D::Organisations),
    unit("张", D::Papers),
    unit("本", D::Papers),
    unit("份", D::Papers),
    unit("册", D::Papers),
    unit("篇", D::Papers),
    unit("封", D::Papers),
    unit("卷", D::Papers),
    unit("页", D::Papers),
    unit("幅", D::Papers),
    unit("首", D::Papers),
    unit("笔", D::Papers),
    unit("路", D::Equipment),
    unit("副", D::Equipment),
    unit("颗", D::Equipment),
    unit("桶", D::Equipment),
    unit("罐", D::Equipment),
    unit("车", D::Equipment),
    unit("趟", D::Events),
    unit("部", D::Equipment),
    unit("套", D::Equipment),
    unit("台", D::Equipment),
    unit("台次", D::Equipment),
    unit("辆", D::Equipment),
    unit("辆次", D::Equipment),
    unit("艘", D::Equipment),
    unit("艘次", D::Equipment),
    unit("架", D::Equipment),
    unit("架次", D::Equipment),
    unit("盏", D::Equipment),
    unit("块", D::Equipment),
    unit("面", D::Equipment),
    unit("把", D::Equipment),
    unit("件套", D::Equipment),
    unit("台套", D::Equipment),
    unit("台件", D::Equipment),
    unit("具", D::Equipment),
    unit("根", D::Equipment),
    unit("枚", D::Equipment),
    unit("瓶", D::Equipment),
    unit("箱", D::Equipment),
    unit("袋", D::Equipment),
    unit("包", D::Equipment),
    unit("盒", D::Equipment),
    unit("双", D::Equipment),
    unit("顶", D::Equipment),
    unit("扇", D::Equipment),
    unit("盆", D::Equipment),
    unit("座", D::Places),
    unit("栋", D::Places),
    unit("幢", D::Places),
    unit("处", D::Places),
    unit("段", D::Places),
    unit("道", D::Places),
    unit("间", D::Places),
    unit("片", D::Places),
    unit("口", D::Places),
    unit("眼", D::Places),
    unit("梯", D::Places),
    unit("站", D::Places),
    unit("标段", D::Places),
    unit("床", D::Places),
    unit("张床位", D::Places),
    unit("宗地", D::Places),
    unit("棵", D::Living),
    unit("株", D::Living),
    unit("头", D::Living),
    unit("只", D::Living),
    unit("羽", D::Living),
    unit("尾", D::Living),
    unit("支", D::Groups),
    unit("组", D::Groups),
    unit("队", D::Groups),
    unit("班", D::Groups),
    unit("门", D::Groups),
    unit("节", D::Groups),
    unit("堂", D::Groups),
    unit("级", D::Levels),
    unit("星", D::Levels),
    unit("星级", D::Levels),
    unit("类", D::Levels),
    unit("种", D::Levels),
    unit("款", D::Levels),
    scaled("毫米", D::Length, 1),
    scaled("厘米", D::Length, 10),
    scaled("米", D::Length, 1_000),
    scaled("m", D::Length, 1_000),
    scaled("延米", D::Length, 1_000),
    scaled("千米", D::Length, 1_000_000),
    scaled("公里", D::Length, 1_000_000),
    scaled("km", D::Length, 1_000_000),
    scaled("KM", D::Length, 1_000_000),
    scaled("里", D::Length, 500_000),
    unit("平方米", D::Area),
    unit("平米", D::Area),
    unit("㎡", D::Area),
    unit("m²", D::Area),
    scaled("公顷", D::Area, 10_000),
    scaled("平方公里", D::Area, 1_000_000),
    scaled("平方千米", D::Area, 1_000_000),
    unit("亩", D::TraditionalArea),
    scaled("立方米", D::Volume, 1_000_000),
    scaled("立方", D::Volume, 1_000_000),
    scaled("m³", D::Volume, 1_000_000),
    scaled("升", D::Volume, 1_000),
    unit("毫升", D::Volume),
    scaled("克", D::Mass, 1),
    scaled("斤", D::Mass, 500),
    scaled("公斤", D::Mass, 1_000),
    scaled("千克", D::Mass, 1_000),
    scaled("kg", D::Mass, 1_000),
    scaled("吨", D::Mass, 1_000_000),
    unit("千瓦时", D::Technical),
    unit("千瓦", D::Technical),
    unit("兆瓦", D::Technical),
    unit("度", D::Technical),
    unit("分贝", D::Technical),
    unit("摄氏度", D::Technical),
    unit("毫克", D::Technical),
    unit("微克", D::Technical),
    unit("毫克/升", D::Technical),
    unit("微克/立方米", D::Technical),
    unit("μg/m³", D::Technical),
    unit("mg/L", D::Technical),
    unit("GB", D::Technical),
    unit("TB", D::Technical),
    unit("MB", D::Technical),
    unit("元", D::Money),
    unit("块钱", D::Money),
    scaled("%", D::Percent, 10),
    scaled("％", D::Percent, 10),
    unit("‰", D::Percent),
    unit("个百分点", D::PercentagePoints),
    unit("百分点", D::PercentagePoints),
    unit("分", D::Score),
    unit("学分", D::Score),
    unit("学时", D::Duration),
    unit("课时", D::Duration),
    unit("分钟", D::Duration),
    unit("秒", D::Duration),
    scaled("小时", D::Duration, 60),
    scaled("天", D::Duration, 1_440),
    scaled("个工作日", D::Duration, 1_440),
    scaled("工作日", D::Duration, 1_440),
    unit("周", D::Duration),
    unit("个月", D::Duration),
    unit("个季度", D::Duration),
    unit("岁", D::Duration),
    unit("年", D::Calendar),
    unit("年度", D::Calendar),
    unit("月", D::Calendar),
    unit("月份", D::Calendar),
    unit("日", D::Calendar),
    unit("号", D::Calendar),
    unit("点", D::Calendar),
    unit("时", D::Calendar),
    unit("季度", D::Calendar),
];

/// Papers that are handed out one a head.
const PAPERS: &[&str] = &["张", "本", "份", "册"];

/// Units that are one to a reader, in whichever of them a figure is told.
const EQUIVALENT: &[&[&str]] = &[
    &["人", "名", "位"],
    &["次", "场", "场次"],
    &["批", "批次"],
    &["件", "件次"],
    &["项", "项次"],
    &["剂", "剂次", "针", "针次", "人份"],
    &["户次", "家次"],
    &["栋", "幢"],
    &["辆", "辆次"],
    &["星", "星级"],
    &["平方米", "平米", "㎡", "m²"],
    &["立方米", "立方", "m³"],
    &["公里", "千米", "km", "KM"],
    &["米", "m", "延米"],
    &["公斤", "千克", "kg"],
    &["元", "块钱"],
    &["%", "％"],
    &["个百分点", "百分点", "%", "％"],
    &["天", "个工作日", "工作日", "日"],
    &["学时", "课时", "节"],
    &["平方公里", "平方千米"],
];

/// Units that offices use for one another, so that figures in them may be meant to be one, besides those of
/// [`EQUIVALENT`].
const INTERCHANGEABLE: &[&[&str]] = &[
    &["次", "场", "场次", "期", "届", "趟", "轮"],
    &["宗", "起", "件", "例", "单", "件次"],
    &["户次", "家次", "处次", "个次"],
    &["家", "户", "所"],
    &["栋", "幢", "座"],
    &["棵", "株"],
    &["张", "本", "份", "册"],
    &["台", "套", "部", "台套", "台件", "件套"],
    &["辆", "辆次", "台次", "车次"],
    &["项", "项次", "条"],
    &["支", "队"],
];

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
        matches!(self.dimension, D::People | D::Households)
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
