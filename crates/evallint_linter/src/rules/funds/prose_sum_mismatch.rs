//! `prose-sum-mismatch`: a total in a sentence that its parts do not make up.

use std::ops::Range;

use evallint_syntax::Value;
use rust_decimal::Decimal;

use crate::facts::Mention;
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "prose-sum-mismatch",
    name: "分项合计不符",
    group: Group::Funds,
    severity: Severity::Warning,
    page: include_str!("prose-sum-mismatch.md"),
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
            let figures: Vec<&Mention> = context
                .facts
                .mentions_in(node, &sentence)
                .iter()
                .filter(|mention| mention.is_quantity())
                .filter(|mention| {
                    mention.unit.is_some() && mention.bound.is_none() && mention.approximation.is_none()
                })
                .collect();
            let Some(breakdown) = Breakdown::of(text, sentence.end, &figures).filter(|it| !it.adds_up())
            else {
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
    /// The first word that opens the parts of a total says which figure is the total: the last before it. The parts are
    /// the figures of the same unit behind it.
    fn of(text: &str, end: usize, figures: &[&'m Mention]) -> Option<Self> {
        const OPENINGS: &[(&str, bool)] = &[("其中", false), ("分别", true), ("由", true)];
        let first = figures.first()?;
        let rest = text.get(first.range.end..end)?;
        let (at, word, exhaustive) = OPENINGS
            .iter()
            .filter_map(|(word, exhaustive)| Some((rest.find(word)?, *word, *exhaustive)))
            .min_by_key(|(at, ..)| *at)?;
        if word == "由" && !rest.contains("组成") {
            return None;
        }
        let opening = first.range.end + at;
        let total = figures
            .iter()
            .copied()
            .rfind(|mention| mention.range.end <= opening)?;
        let lead = text.get(..total.range.start)?;
        let clause = lead.rsplit(['，', '。', '；', '、']).next()?;
        let is_total = !exhaustive
            || word == "由"
            || ["共", "合计", "总", "累计"]
                .iter()
                .any(|word| clause.contains(word));
        let same_unit = |mention: &&Mention| mention.unit == total.unit;
        let in_brackets = |mention: &&Mention| {
            let between = text.get(opening..mention.range.start).unwrap_or_default();
            between.matches(['（', '(']).count() > between.matches(['）', ')']).count()
        };
        let parts: Vec<&Mention> = figures
            .iter()
            .copied()
            .filter(|mention| mention.range.start >= opening)
            .filter(same_unit)
            .filter(|mention| !in_brackets(mention))
            .collect();
        (is_total && parts.len() >= 2).then_some(Self {
            total,
            parts,
            exhaustive,
        })
    }

    fn adds_up(&self) -> bool {
        let sum = self
            .parts
            .iter()
            .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.value));
        sum.is_none_or(|sum| {
            if self.exhaustive {
                sum == self.total.value
            } else {
                sum <= self.total.value
            }
        })
    }
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
        check_prose("投入资金1.2亿元，其中市级8000万元、区级5000万元", Some("1.2亿元"));
    }

    #[test]
    fn parts_that_may_be_right() {
        check_prose("全年开展培训30场，其中线上10场、线下15场", None);
        check_prose("共开展培训30场，分别为线上10场、线下20场", None);
        check_prose("接种363610剂次，其中石牌村111810剂次", None);
        check_prose("开展培训30场，其中线上10场、参训500人、线下20场", None);
        check_prose("巡河9次、28次、161次，分别由三级河长负责", None);
        check_prose("培训约30场，其中线上20场、线下15场", None);
        check_prose("共30场，其中线上20场（含重点10场、一般10场）、线下10场", None);
    }
}
