//! `prose-sum-mismatch`: a total in a sentence that its parts do not make up.

use std::ops::Range;

use evallint_schema::{Dimension, Words};
use evallint_syntax::Value;
use rust_decimal::Decimal;

use crate::facts::Mention;
use crate::message::{Message, Template};
use crate::narrative::near_end;
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "prose-sum-mismatch",
    name: "分项合计不符",
    group: Group::Funds,
    severity: Severity::Warning,
    page: include_str!("prose-sum-mismatch.md"),
    has_fix: false,
    check,
};

static MISMATCH: Template = Template {
    zh: "各分项（{parts}）与合计 {total} 对不上。",
    en: "The parts ({parts}) do not agree with the total {total}.",
};

static CORRECT: Template = Template {
    zh: "请核对合计数与各分项；分项有交叉的，请写明。",
    en: "Check the total and its parts; where parts overlap, say so.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for (node, text) in document.prose() {
        let Value::String(mapped) = &document.node(node).value else {
            continue;
        };
        for sentence in sentences(text) {
            let figures = context.facts.mentions_in(node, &sentence);
            // A total and two parts.
            if figures.len() < 3 {
                continue;
            }
            let breakdown =
                Breakdown::of(text, sentence.end, figures).or_else(|| Breakdown::summed_up(text, figures));
            let Some(breakdown) = breakdown.filter(|it| !it.adds_up(text)) else {
                continue;
            };
            let words = |mention: &Mention| text.get(mention.range.clone()).unwrap_or_default();
            let listed: Vec<&str> = breakdown.parts.iter().map(|part| words(part)).collect();
            let range = mapped.source_range(breakdown.total.range.start, breakdown.total.range.end);
            let message = Message::new(&MISMATCH)
                .with("total", words(breakdown.total))
                .with("parts", listed.join("＋"));
            context
                .report(document.pointer(node), range, message)
                .help(Message::new(&CORRECT));
        }
    }
}

fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split_inclusive(['。', '；']).map(move |sentence| {
        let range = start..start + sentence.len();
        start = range.end;
        range
    })
}

/// A total with its parts.
struct Breakdown<'m> {
    total: &'m Mention,
    parts: Vec<&'m Mention>,
    /// Whether the parts are said to be all of it.
    exhaustive: bool,
}

impl<'m> Breakdown<'m> {
    /// The word that opens the parts says which figure is the total: the last before it, however it is written. The parts
    /// are the figures of the same unit that follow in one list.
    fn of(text: &str, end: usize, figures: &'m [Mention]) -> Option<Self> {
        let first = figures.first()?;
        let opening = Opening::in_text(text.get(..end)?, first.range.end)?;
        let total = figures.iter().rfind(|mention| mention.range.end <= opening.at)?;
        let exact = |mention: &Mention| {
            mention.is_quantity() && mention.bound.is_none() && mention.approximation.is_none()
        };
        if !opening.belongs_to(text, figures, total)
            || !exact(total)
            || !adds(total)
            || clause_before(text, total).contains('均')
        {
            return None;
        }
        let noun = text
            .get(total.range.end..opening.at)?
            .trim_end_matches(['，', '（', '(']);
        let mut parts = Vec::new();
        let mut from = opening.at;
        let mut by_comma = false;
        for part in figures.iter().filter(|mention| mention.range.start >= opening.at) {
            let between = text.get(from..part.range.start)?;
            by_comma |= parts.len() == 1 && between.starts_with('，') && is_part_label(between);
            let listed = parts.is_empty()
                || between.starts_with(['、', '和', '及', '与'])
                || (by_comma && is_part_label(between));
            let inside = between.strip_prefix('，').filter(|_| by_comma).unwrap_or(between);
            let other_clause = inside.contains(['，', '。', '；', '（', '(']);
            let of_its_unit = part.unit == total.unit || is_bare_part(text, part, total, &opening);
            if !listed || other_clause || !of_its_unit || !exact(part) {
                break;
            }
            parts.push(part);
            from = end_of_noun(text, part, noun);
        }
        if opening.exhaustive
            && !(is_whole_list(text, from, end, figures, total) && parts_are_counted(&parts, total))
        {
            return None;
        }
        // Commas also begin other clauses, so a list with commas must be all that is left of the sentence, and hold no
        // figure that could not be a part.
        let rest = text.get(from..end)?.trim_end_matches(['。', '；', ' ']);
        let beyond = parts.iter().any(|part| part.value > total.value);
        if by_comma && (beyond || !rest.is_empty()) {
            return None;
        }
        (parts.len() >= 2).then_some(Self {
            total,
            parts,
            exhaustive: opening.exhaustive,
        })
    }

    /// 分别举办33场、40场、21场，合计94场: the parts come first, in one list, and their sum is called one.
    fn summed_up(text: &str, figures: &'m [Mention]) -> Option<Self> {
        static SUMS: Words = Words::of(&["合计", "共计", "总计"]);
        let before = |mention: &Mention| text.get(..mention.range.start).unwrap_or_default();
        let at = figures
            .iter()
            .position(|mention| SUMS.suffix_of(before(mention)).is_some())?;
        let total = figures.get(at)?;
        let mut parts: Vec<&Mention> = Vec::new();
        for part in figures.get(..at)?.iter().rev() {
            let next = parts.last().map_or(total.range.start, |next| next.range.start);
            let between = text.get(part.range.end..next)?;
            let listed = if parts.is_empty() {
                between.starts_with('，')
            } else {
                between.starts_with('、')
            };
            if !listed || part.unit != total.unit || part.approximation.is_some() || !adds(part) {
                break;
            }
            parts.push(part);
        }
        let lead = before(parts.last()?);
        let clause = lead.rsplit(['，', '。', '；']).next().unwrap_or_default();
        (parts.len() >= 2 && clause.contains("分别")).then_some(Self {
            total,
            parts,
            exhaustive: true,
        })
    }

    fn adds_up(&self, text: &str) -> bool {
        let Some(sum) = self
            .parts
            .iter()
            .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.value))
        else {
            return true;
        };
        // What is printed with fewer digits than the others may be rounded by half of its last one.
        let precisions = || {
            self.parts
                .iter()
                .map(|part| part.precision)
                .chain([self.total.precision])
        };
        let coarsest = precisions().max().unwrap_or_default();
        let alike = precisions().all(|precision| precision == coarsest);
        let tolerance = if alike {
            Decimal::ZERO
        } else {
            coarsest / Decimal::TWO
        };
        if self.exhaustive {
            return (sum - self.total.value).abs() <= tolerance;
        }
        sum <= self.total.value + tolerance || self.may_overlap(text)
    }

    /// Whether the parts are groups that one person can belong to at once.
    fn may_overlap(&self, text: &str) -> bool {
        static GROUPS: Words = Words::of(&[
            "女",
            "男",
            "党员",
            "团员",
            "职称",
            "学历",
            "骨干",
            "专任",
            "困难",
            "失业",
            "残疾",
            "老年",
            "老人",
            "青年",
            "毕业生",
            "户籍",
            "退役",
            "妇女",
            "儿童",
            "低保",
            "以上",
            "高级",
            "重点",
        ]);
        let from = self.total.range.end;
        let to = self.parts.last().map_or(from, |part| part.range.end);
        let words = text.get(from..to).unwrap_or_default();
        GROUPS.are_in(words)
    }
}

/// Whether the words before a figure only name the part: 政协提案, not 办结 or 较上年增加.
fn is_part_label(between: &str) -> bool {
    static VERBS: Words = Words::of(&[
        "其中", "达", "全", "共", "累计", "较", "比", "完成", "办结", "实际", "超", "增", "减", "已", "均",
        "占", "整改", "处理", "合计",
    ]);
    let label = between.trim_start_matches('，');
    label.chars().count() <= 8 && !VERBS.are_in(label)
}

/// Whether a number without a unit counts what the total counts: 泊位120个，分别为70、40.
fn is_bare_part(text: &str, part: &Mention, total: &Mention, opening: &Opening) -> bool {
    let after = text.get(part.range.end..).unwrap_or_default();
    let ends = after.is_empty() || after.starts_with(['、', '和', '，', '。', '；']);
    opening.exhaustive && part.unit.is_none() && ends && total.precision <= Decimal::ONE
}

/// Where a part ends that repeats the noun of the total, or its last characters: 12个行政村，其中东镇5个村.
fn end_of_noun(text: &str, part: &Mention, noun: &str) -> usize {
    let end = part.range.end;
    let after = text.get(end..).unwrap_or_default();
    let word = after
        .split(['、', '和', '及', '与', '，', '。', '；'])
        .next()
        .unwrap_or_default();
    if noun.ends_with(word) {
        end + word.len()
    } else {
        end
    }
}

/// Whether a list that is to make up its total goes no further: no 等, no part in another unit or another clause.
fn is_whole_list(text: &str, from: usize, end: usize, figures: &[Mention], total: &Mention) -> bool {
    let rest = text.get(from..end).unwrap_or_default();
    let goes_on = rest.starts_with(['、', '和', '及', '与', '等']);
    let next = figures.iter().find(|other| other.range.start >= from);
    let more = next.is_some_and(|next| {
        let between = text.get(from..next.range.start).unwrap_or_default();
        next.unit == total.unit && between.starts_with('，') && is_part_label(between)
    });
    !goes_on && !more
}

/// Whether the parts are counts, not the running numbers of what the total counts: 3期，分别为1期、2期、3期.
fn parts_are_counted(parts: &[&Mention], total: &Mention) -> bool {
    total.value != Decimal::from(parts.len())
}

/// Whether figures of the unit can be added: shares and scores cannot.
fn adds(mention: &Mention) -> bool {
    use Dimension as D;
    mention
        .unit
        .is_some_and(|unit| !matches!(unit.dimension, D::Percent | D::PercentagePoints | D::Score))
}

/// The word that opens the parts of a total.
struct Opening {
    at: usize,
    exhaustive: bool,
    reach: Reach,
}

/// What ties an opening word to its total.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// The word is enough: 其中.
    Any,
    /// The total is called one, or the word follows it directly: 分别为.
    CalledOrNext,
    /// The word follows the total directly: 包括.
    Next,
}

impl Opening {
    fn in_text(text: &str, from: usize) -> Option<Self> {
        static WORDS: Words = Words::of(&["其中", "分别为", "分别是", "分别用于", "包括", "由"]);
        let rest = text.get(from..)?;
        let (at, word) = WORDS.first_in(rest)?;
        let (exhaustive, reach) = match word {
            "其中" => (false, Reach::Any),
            "包括" => (false, Reach::Next),
            "由" => (true, Reach::Any),
            _ => (true, Reach::CalledOrNext),
        };
        if word == "由" {
            let composed = rest.get(at..)?.split_once("组成")?.0;
            if composed.contains('，') {
                return None;
            }
        }
        Some(Self {
            at: from + at,
            exhaustive,
            reach,
        })
    }

    /// Whether the opening belongs to this total, which is the last figure before it.
    fn belongs_to(&self, text: &str, figures: &[Mention], total: &Mention) -> bool {
        let clause = clause_before(text, total);
        let called = ["共", "合计", "总", "累计"]
            .iter()
            .any(|word| clause.contains(word));
        match self.reach {
            Reach::Any => true,
            Reach::CalledOrNext => called || self.follows(text, figures, total),
            Reach::Next => self.follows(text, figures, total),
        }
    }

    /// Whether nothing but a comma stands between the total and the opening, and the total is no item of a list and no
    /// amount for each: 9次、28次，分别为; 每人5000元，分别为.
    fn follows(&self, text: &str, figures: &[Mention], total: &Mention) -> bool {
        static EACH: Words = Words::of(&["每", "标准", "单价", "人均", "分别", "各", "由", "从", "至", "到"]);
        let between = text.get(total.range.end..self.at).unwrap_or_default();
        let clause = clause_before(text, total);
        let is_item = figures
            .iter()
            .filter(|other| other.range.end <= total.range.start)
            .filter_map(|other| text.get(other.range.end..total.range.start))
            .any(|words| words.contains(['、', '和', '及', '与']) && !words.contains(['，', '。', '；']));
        between == "，" && !is_item && !EACH.are_in(clause)
    }
}

/// The words of a figure's own clause that stand before it.
fn clause_before<'t>(text: &'t str, mention: &Mention) -> &'t str {
    text.get(..mention.range.start)
        .and_then(|lead| near_end(lead).rsplit(['，', '。', '；', '、']).next())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::check;

    fn check_prose(sentence: &str, total: Option<&str>) {
        let expected: Vec<_> = total.map(|total| ("/problems", total)).into_iter().collect();
        check(
            &RULE,
            &json!({ "problems": format!("一是情况。{sentence}。") }),
            &expected,
        );
    }

    #[test]
    fn parts_that_exceed_or_do_not_make_up_their_total() {
        check_prose("全年开展培训30场，其中线上10场、线下25场", Some("30场"));
        check_prose("共开展培训30场，分别为线上10场、线下15场", Some("30场"));
        check_prose("队伍共30人，由专职20人、兼职8人组成", Some("30人"));
        check_prose(
            "在东片、中片、西片分别举办宣讲33场、40场、21场，合计93场",
            Some("93场"),
        );
        check_prose(
            "收到建议和提案274件，其中人大建议123件，政协提案223件",
            Some("274件"),
        );
        check_prose("投入资金1.2亿元，其中市级8000万元、区级5000万元", Some("1.2亿元"));
    }

    #[test]
    fn a_total_need_not_be_called_one() {
        check_prose("发放物资157件，分别为大米87件、食用油84件", Some("157件"));
        check_prose("新增泊位120个，分别为东片70个、西片40个", Some("120个"));
        check_prose("新增泊位120个，分别为70、40", Some("120个"));
        check_prose(
            "拨付资金500万元，分别用于设备300万元、工程150万元",
            Some("500万元"),
        );
        check_prose("共12个村，其中东镇5个村、西镇4个村、南镇5个村", Some("12个"));
        check_prose("覆盖12个行政村，其中东镇5个村、西镇8个村", Some("12个"));
        check_prose("队伍共30人，由专职20人、兼职8人组成，新增5人", Some("30人"));
        check_prose("补助320人，包括孤儿200人、特困150人", Some("320人"));
        for right in [
            "发放物资157件，分别为大米87件、食用油70件",
            "新增泊位120个，分别为70、50",
            "发放物资157件，分别为大米87件、面粉20件、食用油40袋",
            "发放物资157件，分别为大米87件、食用油60件等",
            "线上培训20场、线下培训14场，分别为上半年15场、下半年5场",
            "举办宣讲3期，分别为1期、2期、3期",
            "补助标准每人5000元，分别为教育3000元、医疗1000元",
            "建成站点2个，分别为东站、西站",
            "拨付资金500万元，分别为300、200万元",
            "投入500万元，分别为2021、2022年拨付",
            "共12个村，其中东镇5个村、西镇4个村、南镇3个村",
            "检查企业120家，覆盖行业包括餐饮100家、商超150家",
        ] {
            check_prose(right, None);
        }
    }

    #[test]
    fn sentences_that_offices_write() {
        for sentence in [
            "受理信访300件，其中来信100件、来访200件，办结295件",
            "项目预算1000万元，其中设备购置600万元、软件开发400万元，实际支出980万元",
            "补助对象2136人，其中男1000人、女1136人，小学900人、初中1236人",
            "教职工420人，其中专任教师380人、高级职称120人",
            "满意度为95%，其中小学96%、初中94%",
            "户均增收3000元，其中种植户4000元、养殖户5000元",
            "投入1.2亿元，其中市级7000万元、区级5012.35万元",
            "受益群众3.2万人，其中农村1.55万人、城市1.66万人",
            "共检查120家，覆盖市场主体约300家，其中餐饮100家、商超150家",
            "全年共接待来访300批次，分别比2021年、2022年增加20批次、30批次",
            "共设立网格325个，由23个社区组成，网格员650个",
            "新建公园3个，其中社区公园2个，全区公园达25个",
            "受理300件，其中来信100件，办结295件",
            "建成高标准农田35398亩，其中新增对象7787亩，粮食播种面积10.18万亩",
        ] {
            check_prose(sentence, None);
        }
    }

    #[test]
    fn parts_that_may_be_right() {
        check_prose("全年开展培训30场，其中线上10场、线下15场", None);
        check_prose("共开展培训30场，分别为线上10场、线下20场", None);
        check_prose("接种363610剂次，其中石牌村111810剂次", None);
        check_prose("开展培训30场，其中线上10场、参训500人、线下20场", None);
        check_prose("巡河9次、28次、161次，分别由三级河长负责", None);
        check_prose("培训约30场，其中线上20场、线下15场", None);
        check_prose("在东片、中片、西片分别举办宣讲33场、40场、21场，合计94场", None);
        check_prose("共30场，其中线上20场（含重点10场、一般10场）、线下10场", None);
    }
}
