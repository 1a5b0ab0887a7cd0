//! The words that tell one thing from another, without those that every indicator is named with.

use std::cmp::Reverse;
use std::sync::LazyLock;

use evallint_schema::{Words, is_letter, unit_prefix};

use super::pairs::{Pair, Pairs, pairs_in};
use crate::measure::without_brackets;

/// What a name or a clause is about: the parts of it that are left when general words are taken out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Topic {
    /// The pairs of characters of the parts, each with whether it begins a part.
    pairs: Vec<(Pair, bool)>,
    /// How many characters the parts have.
    length: usize,
}

/// How much of a topic is found in another text, in percent of its characters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Closeness(usize);

impl Closeness {
    /// Whether the two share a word at all.
    pub(crate) fn is_any(self) -> bool {
        self.0 > 0
    }

    /// Whether they share most of what makes the topic.
    pub(crate) fn is_close(self) -> bool {
        self.0 >= 50
    }

    /// Whether they share at least so many percent of it.
    pub(crate) fn is_at_least(self, percent: usize) -> bool {
        self.0 >= percent
    }

    /// Whether this is closer than the other by so much that the other is about something else.
    pub(crate) fn is_plainly_above(self, other: Self) -> bool {
        self.0 >= other.0 + 25
    }
}

/// Words that say how something is measured. They stand at the end of a name.
const MEASURES: &[&str] = &[
    "数量",
    "次数",
    "人次",
    "场次",
    "户次",
    "家次",
    "批次",
    "件次",
    "人数",
    "户数",
    "件数",
    "宗数",
    "个数",
    "总数",
    "面积",
    "里程",
    "长度",
    "金额",
    "数额",
    "总额",
    "比率",
    "比例",
    "占比",
    "总量",
    "规模",
    "情况",
    "覆盖率",
    "完成率",
    "合格率",
    "达标率",
    "办结率",
    "及时率",
    "及时性",
    "满意度",
    "知晓率",
    "使用率",
    "执行率",
    "增长率",
    "层级",
    "等级",
    "指标",
    "水平",
    "标准",
    "程度",
];

/// Words that any task is told with.
const GENERAL: &[&str] = &[
    "开展",
    "组织",
    "建立",
    "完成",
    "举办",
    "实施",
    "推进",
    "加强",
    "落实",
    "建成",
    "新增",
    "新建",
    "做好",
    "进行",
    "提供",
    "持续",
    "全面",
    "继续",
    "深入",
    "扎实",
    "强化",
    "提升",
    "提高",
    "推动",
    "促进",
    "统筹",
    "保障",
    "实现",
    "确保",
    "优化",
    "完善",
    "健全",
    "构建",
    "打造",
    "发挥",
    "参与",
    "涉及",
    "达到",
    "累计",
    "全年",
    "年度",
    "本年",
    "全区",
    "全街",
    "全市",
    "全县",
    "全镇",
    "辖区",
    "辖内",
    "各类",
    "问题",
    "各项",
    "相关",
    "有关",
    "工作",
    "活动",
    "项目",
    "服务",
    "建设",
    "管理",
    "任务",
    "措施",
    "机制",
    "人员",
    "对象",
    "群众",
    "居民",
    "办理",
    "处理",
    "处置",
    "组建",
    "单位",
    "部门",
    "重点",
    "专项",
    "行动",
    "系统",
    "积极",
    "有效",
    "进一步",
    "以上",
    "以下",
    "其中",
    "包括",
    "分别",
    "合计",
    "共计",
    "较上年",
    "同比",
    "增长",
];

static MEASURE_WORDS: Words = Words::of(MEASURES);
static GENERAL_WORDS: Words = Words::of(GENERAL);

/// How many bytes of a name tell what it is about.
const LONGEST_NAME: usize = 300;

impl Topic {
    /// What the name of an indicator is about.
    pub(crate) fn of_name(name: &str) -> Self {
        let name = name.get(..name.floor_char_boundary(LONGEST_NAME)).unwrap_or(name);
        let bare = without_brackets(name);
        let stem = bare
            .strip_suffix(['数', '量', '率', '度', '额', '值', '性'])
            .unwrap_or(bare);
        let stem = without_counter(stem, bare);
        let topic = Self::of_clause(if ends_in_measure(bare) { bare } else { stem });
        if topic.length >= 2 {
            return topic;
        }
        // A name of nothing but general words is known by all of them together.
        let mut topic = Self::default();
        topic.add(parts(bare, |_| 0));
        topic
    }

    /// What a clause is about.
    pub(crate) fn of_clause(clause: &str) -> Self {
        Self::of_clauses(&[clause])
    }

    /// What clauses are about, taken together.
    pub(crate) fn of_clauses(clauses: &[&str]) -> Self {
        let mut topic = Self::default();
        topic
            .pairs
            .reserve(clauses.iter().map(|clause| clause.len() / 3).sum());
        for clause in clauses {
            topic.add(parts(clause, general_word_length));
        }
        topic
    }

    fn add<'t>(&mut self, parts: impl Iterator<Item = &'t str>) {
        for part in parts {
            let before = self.pairs.len();
            self.pairs
                .extend(pairs_in(part).enumerate().map(|(index, pair)| (pair, index == 0)));
            self.length += self.pairs.len() - before + 1;
        }
    }

    /// Whether this tells more than the other.
    pub(crate) fn is_longer_than(&self, other: &Self) -> bool {
        self.length > other.length
    }

    /// Whether too little is left of it to tell one thing from another.
    pub(crate) fn is_vague(&self) -> bool {
        self.length < 4
    }

    /// Whether nothing is left of it.
    pub(crate) fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// How much of the topic a clause speaks of. What only the clause that leads up to it says counts half: the clause may
    /// have gone on to another thing.
    pub(crate) fn closeness_in(&self, clause: &Pairs, lead: Option<&Pairs>) -> Closeness {
        let own = self.closeness(clause);
        match lead {
            Some(lead) if own.0 < 100 => {
                let both = self.share(|pair| clause.hold(pair) || lead.hold(pair));
                Closeness(own.0.midpoint(both.0))
            }
            _ => own,
        }
    }

    /// How much of the topic the texts speak of.
    pub(crate) fn closeness(&self, texts: &Pairs) -> Closeness {
        self.share(|pair| texts.hold(pair))
    }

    /// The share of the characters that stand together with a neighbour of theirs in a pair that is held.
    fn share(&self, holds: impl Fn(Pair) -> bool) -> Closeness {
        let mut shared: usize = 0;
        let mut last_was_held = false;
        for (pair, opens) in &self.pairs {
            let held = holds(*pair);
            if held {
                // The first character of the pair is counted already where it was the second of the one before.
                shared += if last_was_held && !opens { 1 } else { 2 };
            }
            last_was_held = held;
        }
        Closeness((shared * 100).checked_div(self.length).unwrap_or(0))
    }
}

/// The stem of a name that ends in 数, without the unit that is counted: 火灾事故起数, 修剪树木株数.
fn without_counter<'n>(stem: &'n str, name: &str) -> &'n str {
    let last = stem.char_indices().next_back().filter(|_| name.ends_with('数'));
    let unit = last.filter(|(at, _)| {
        let tail = stem.get(*at..).unwrap_or_default();
        unit_prefix(tail).is_some_and(|unit| unit.name == tail)
    });
    unit.and_then(|(at, _)| stem.get(..at))
        .filter(|rest| rest.chars().nth(1).is_some())
        .unwrap_or(stem)
}

/// Whether a name ends in a whole word of measuring, whose last character is no ending of its own.
fn ends_in_measure(name: &str) -> bool {
    MEASURE_WORDS.suffix_of(name).is_some()
}

/// The stretches of two characters and more between what is skipped, digits and punctuation. `skip` gives the length of
/// what to skip at the beginning of a text.
fn parts(text: &str, skip: fn(&str) -> usize) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        if start >= text.len() {
            return None;
        }
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let first = rest.chars().next().unwrap_or_default();
            let skipped = if is_letter(first) {
                skip(rest)
            } else {
                first.len_utf8()
            };
            if skipped > 0 {
                let part = text.get(start..at);
                at += skipped;
                return part;
            }
            at += first.len_utf8();
        }
        text.get(start..)
    })
    .filter(|part| part.chars().nth(1).is_some())
}

/// The general words by their first character, longer ones first.
static BY_FIRST_CHARACTER: LazyLock<Vec<(char, &str)>> = LazyLock::new(|| {
    let words = MEASURES.iter().chain(GENERAL);
    let mut words: Vec<_> = words
        .filter_map(|word| Some((word.chars().next()?, *word)))
        .collect();
    words.sort_by_key(|(first, word)| (*first, Reverse(word.len())));
    words
});

/// The length of the general word that the text begins with.
fn general_word_length(text: &str) -> usize {
    let first = text.chars().next().unwrap_or_default();
    if !MEASURE_WORDS.may_begin_with(first) && !GENERAL_WORDS.may_begin_with(first) {
        return 0;
    }
    let from = BY_FIRST_CHARACTER.partition_point(|(character, _)| *character < first);
    BY_FIRST_CHARACTER
        .iter()
        .skip(from)
        .take_while(|(character, _)| *character == first)
        .find(|(_, word)| text.starts_with(word))
        .map_or(0, |(_, word)| word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the parts of a name are joined again, by its pairs.
    fn own(name: &str) -> String {
        let mut told = String::new();
        for (pair, opens) in Topic::of_name(name).pairs {
            let character = |code: u64| char::from_u32(u32::try_from(code).unwrap()).unwrap();
            if opens {
                told.extend([' ', character(pair >> 32)]);
            }
            told.push(character(pair & u64::from(u32::MAX)));
        }
        told.trim_start().to_owned()
    }

    fn closeness(name: &str, text: &str) -> usize {
        Topic::of_name(name).closeness(&Pairs::of(text)).0
    }

    #[test]
    fn a_name_is_known_by_what_is_its_own() {
        assert_eq!(own("办理居住证数量"), "居住证");
        assert_eq!(own("组织“五进”宣传活动场次"), "五进 宣传");
        assert_eq!(own("家长满意度"), "家长");
        assert_eq!(own("办理婚姻登记数"), "婚姻登记");
        assert_eq!(own("出租屋登记率"), "出租屋登记");
        assert_eq!(own("火灾事故起数"), "火灾事故");
        assert_eq!(own("绿化面积（公顷）"), "绿化");
        assert_eq!(own("服务群众人次"), "服务群众人次");
        assert_eq!(own("群众满意度"), "群众满意度");
        assert_eq!(own("覆盖率"), "覆盖率");
        assert_eq!(own("采购N95口罩数量"), "采购N 口罩");
    }

    #[test]
    fn closeness_is_the_share_that_is_found() {
        assert_eq!(
            closeness("办理居住证数量", "为19264名来穗常住人员办理居住证"),
            100
        );
        assert_eq!(closeness("领取长寿金人次", "发放长寿金"), 60);
        assert_eq!(closeness("辖内道路养护修复工作", "树木摸查登记"), 0);
        assert_eq!(closeness("食品安全检查次数", "开展消防检查"), 33);
    }

    #[test]
    fn a_lead_counts_half() {
        let topic = Topic::of_name("拆除违法建设面积");
        let (clause, lead) = (Pairs::of("面积涉2.8万平方米"), Pairs::of("拆除违法建设7宗"));
        assert_eq!(topic.closeness_in(&clause, Some(&lead)).0, 50);
        assert_eq!(topic.closeness_in(&lead, Some(&clause)).0, 100);
    }
}
