//! The quantities that a result claims, each with what it is about.

use evallint_schema::{Dimension, Words, fold_width};
use rust_decimal::Decimal;

use super::statement::in_brackets;
use super::topic::Topic;
use crate::facts::{Facts, Mention};
use crate::measure::Measure;

/// A quantity of a result.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub topic: Topic,
    pub figure: Mention,
}

/// What the result of an indicator claims: its figure about what the name says or, where several things stand in one
/// cell, each figure about the words beside it. `topic` is what the name says.
pub(crate) fn claims(measure: Measure<'_, '_>, topic: &Topic, facts: &Facts) -> Vec<Claim> {
    let Some(scalar) = measure.result_scalar(facts) else {
        return Vec::new();
    };
    let mut figures = measure.figures(facts).into_owned();
    let written = scalar.written();
    // A Chinese numeral is a name of a level more often than a figure.
    figures.retain(|figure| {
        let words = written.get(figure.range.clone());
        words.is_none_or(|words| words.contains(|character| fold_width(character).is_ascii_digit()))
    });
    let distinct = distinct_quantities(written, &figures);
    if let [_, _, ..] = distinct.as_slice() {
        return distinct
            .into_iter()
            .map(|figure| part_claim(topic, written, figure))
            .collect();
    }
    let first = distinct
        .into_iter()
        .next()
        .or_else(|| figures.iter().find(|figure| figure.is_quantity()));
    first
        .map(|figure| Claim {
            topic: topic.clone(),
            figure: figure.clone(),
        })
        .into_iter()
        .collect()
}

/// A figure among others is about the words next to it; where there are none, about what the name says.
fn part_claim(of_name: &Topic, written: &str, figure: &Mention) -> Claim {
    const SEPARATORS: [char; 9] = ['，', '、', '；', '。', '+', ' ', '：', ',', ';'];
    let before = written.get(..figure.range.start).unwrap_or_default();
    let after = written.get(figure.range.end..).unwrap_or_default();
    let start = before.rfind(SEPARATORS).map_or(0, |at| at);
    let end = after
        .find(SEPARATORS)
        .map_or(written.len(), |at| figure.range.end + at);
    let words = written.get(start..end).unwrap_or_default();
    let topic = Topic::of_clause(words);
    Claim {
        topic: if topic.is_empty() { of_name.clone() } else { topic },
        figure: figure.clone(),
    }
}

/// How many figures of one cell are told apart. Nobody reads a cell that has more as a result.
const MOST_FIGURES: usize = 500;

/// The quantities that are of different things: not those in brackets, after 其中, of a comparison, or of time.
pub(crate) fn distinct_quantities<'m>(text: &str, mentions: &'m [Mention]) -> Vec<&'m Mention> {
    let quantities: Vec<&Mention> = mentions
        .iter()
        .take(MOST_FIGURES)
        .filter(|mention| mention.is_quantity() && mention.unit.is_some())
        .filter(|mention| {
            let before = text.get(..mention.range.start).unwrap_or_default();
            !in_brackets(before) && !part_of_total(before) && !compares(before)
        })
        .collect();
    let things: Vec<&Mention> = quantities
        .iter()
        .copied()
        .filter(|mention| !describes(mention) || is_item(text, mention, &quantities))
        .collect();
    let counted = if things.is_empty() { quantities } else { things };
    let mut distinct: Vec<&Mention> = Vec::new();
    for mention in counted {
        if !distinct.iter().any(|known| known.same_amount(mention)) {
            distinct.push(mention);
        }
    }
    if is_total_with_parts(&distinct) {
        Vec::new()
    } else {
        distinct
    }
}

/// 其中 opens the parts of the figure before it, up to the end of the sentence.
fn part_of_total(before: &str) -> bool {
    let sentence = before.rsplit(['。', '；']).next().unwrap_or_default();
    sentence.contains("其中") || sentence.contains("包括") || sentence.contains("含")
}

/// A figure that says how much another changed. A verb says so of the figure right behind it: not in 学历提升教师34人.
fn compares(before: &str) -> bool {
    static WORDS: Words = Words::of(&["同比", "环比", "增幅", "降幅", "较上", "比上", "较去", "比去"]);
    static VERBS: Words = Words::of(&["增长", "上升", "下降", "提升", "提高", "降低"]);
    let clause = before
        .rsplit(['，', '。', '；', '、', ' '])
        .next()
        .unwrap_or_default();
    let verb = clause.trim_end_matches(['了', '约', '近', '至', '到', '为', '率', '幅', '度', '达']);
    WORDS.are_in(clause) || VERBS.suffix_of(verb).is_some()
}

/// Whether the figure is an item of a list with others, parted from one by 、 or ；: 夜间开放725小时、图书20900册.
fn is_item(text: &str, figure: &Mention, quantities: &[&Mention]) -> bool {
    let parted = |from: usize, to: usize| {
        let between = text.get(from..to).unwrap_or_default();
        between.starts_with(['、', '；'])
    };
    quantities.iter().any(|other| {
        parted(figure.range.end, other.range.start) || parted(other.range.end, figure.range.start)
    })
}

/// A duration or level says something about the thing that is counted.
fn describes(mention: &Mention) -> bool {
    mention.unit.is_some_and(|unit| {
        let is_taught = ["学时", "课时"].contains(&unit.name);
        matches!(unit.dimension, Dimension::Duration | Dimension::Levels) && !is_taught
    })
}

/// 共30场：线上10场、线下20场 is one figure with its parts.
fn is_total_with_parts(quantities: &[&Mention]) -> bool {
    let Some((total, parts)) = quantities.split_first() else {
        return false;
    };
    let sum = parts
        .iter()
        .try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.value));
    parts.len() >= 2 && sum == Some(total.value)
}
