//! Figures in a text that are about the same thing as an indicator.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::OnceLock;

use evallint_schema::{Dimension, Unit, Words};
use evallint_syntax::NodeId;

use super::clause::{Surroundings, counts_alike, near_end};
use super::pairs::Pairs;
use super::topic::{Closeness, Topic};
use crate::facts::{Facts, Mention, Nature};
use crate::slot::Slot;

/// A figure in a text that may be about an indicator.
#[derive(Debug, Clone)]
pub(crate) struct Statement<'d> {
    pub node: NodeId,
    pub mention: &'d Mention,
    pub closeness: Closeness,
    pub manner: Manner,
    /// Which of the figures of its text it is.
    index: usize,
}

/// In what way a text says a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// As what was measured.
    Plain,
    /// As part of another figure: 其中.
    Part,
    /// As a bound: 95%以上.
    Bound,
    /// As what was planned.
    Planned,
    /// As something else: how much more than last year, what another year had.
    Aside,
}

/// A text with its figures, and what each is about as far as anyone has asked.
#[derive(Debug)]
pub(crate) struct Passage<'d> {
    pub node: NodeId,
    pub text: &'d str,
    pub mentions: &'d [Mention],
    year: Option<u32>,
    figures: Box<[OnceLock<Told>]>,
    /// For each sentence with figures, which of them stand in it.
    sentences: OnceLock<Vec<Range<usize>>>,
}

/// How many figures of a text are compared with the table.
const MOST_FIGURES: usize = 1_000;

/// How many statements are told apart. Where there are more nobody can say which one is about an indicator.
pub(crate) const MOST_STATEMENTS: usize = 32;

/// What the words around a figure tell of it.
#[derive(Debug)]
struct Told {
    manner: Manner,
    clause: Pairs,
    lead: Option<Pairs>,
    /// Where the clause stands.
    place: Range<usize>,
}

impl<'d> Passage<'d> {
    /// The text in a slot of a document of that year, where it was filled in.
    pub(crate) fn in_slot(slot: Slot<'d, '_>, facts: &'d Facts, year: Option<u32>) -> Option<Self> {
        let node = slot.node.filter(|node| !facts.is_placeholder(*node))?;
        let text = slot.text().valid()?.value();
        let mentions = facts.mentions(node);
        let mentions = mentions
            .get(..mentions.len().min(MOST_FIGURES))
            .unwrap_or_default();
        Some(Self {
            node,
            text,
            mentions,
            year,
            figures: mentions.iter().map(|_| OnceLock::new()).collect(),
            sentences: OnceLock::new(),
        })
    }

    /// The figures that are about the topic and count the same sort of thing as the unit, in the order of the text.
    pub(crate) fn statements(&self, topic: &Topic, unit: Option<&Unit>) -> Vec<Statement<'d>> {
        self.statements_that(topic, unit, |_| true)
    }

    /// Those of the figures that say something.
    pub(super) fn statements_that(
        &self,
        topic: &Topic,
        unit: Option<&Unit>,
        says: impl Fn(&Mention) -> bool,
    ) -> Vec<Statement<'d>> {
        let mut found = Vec::new();
        for (index, mention) in self.mentions.iter().enumerate() {
            // A rate per so many (7.32/10万) says what it counts without a unit.
            let is_per = || {
                self.text
                    .get(mention.range.clone())
                    .is_some_and(|words| words.contains(['/', '／']))
            };
            let counted = mention.is_quantity() && (mention.unit.is_some() || is_per());
            if !counted || unit.is_some() && !counts_alike(mention.unit, unit) || !says(mention) {
                continue;
            }
            let Some(told) = self.told(index) else { continue };
            let closeness = topic.closeness_in(&told.clause, told.lead.as_ref());
            if found.len() == MOST_STATEMENTS {
                break;
            }
            if closeness.is_any() {
                found.push(Statement {
                    node: self.node,
                    mention,
                    closeness,
                    manner: told.manner,
                    index,
                });
            }
        }
        found
    }

    /// The figures that a sentence about the topic comes to in a clause without words of its own: 提速率较上年提高2.8个百分点，
    /// 达52.2%.
    pub(crate) fn continued(&self, topic: &Topic, unit: Option<&Unit>) -> impl Iterator<Item = &'d Mention> {
        self.mentions
            .iter()
            .enumerate()
            .filter_map(move |(index, mention)| {
                let alike =
                    mention.is_quantity() && mention.unit.is_some() && counts_alike(mention.unit, unit);
                let before = self.text.get(..mention.range.start).filter(|_| alike)?;
                let goes_on = is_reached(before) || self.is_bare(&self.told(index)?.place, mention);
                let sentence = near_end(before).rsplit(['。', '；']).next().unwrap_or_default();
                (goes_on && topic.closeness(&Pairs::of(sentence)).is_close()).then_some(mention)
            })
    }

    /// Whether the own clause of one of its statements speaks of the topic, or of nothing else than its lead.
    pub(crate) fn names(&self, statement: &Statement<'_>, topic: &Topic) -> bool {
        self.told(statement.index).is_some_and(|told| {
            topic.closeness(&told.clause).is_any() || self.is_bare(&told.place, statement.mention)
        })
    }

    /// Whether a clause says nothing but the figure.
    fn is_bare(&self, clause: &Range<usize>, mention: &Mention) -> bool {
        let before = self.text.get(clause.start..mention.range.start);
        let after = self.text.get(mention.range.end..clause.end);
        let words = [before.unwrap_or_default(), after.unwrap_or_default()];
        Topic::of_clauses(&words).is_empty()
    }

    /// How close one of its statements is to another topic.
    pub(crate) fn closeness(&self, statement: &Statement<'_>, topic: &Topic) -> Option<Closeness> {
        let told = self.told(statement.index)?;
        Some(topic.closeness_in(&told.clause, told.lead.as_ref()))
    }

    /// The figures of each sentence that has any.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = &'d [Mention]> {
        let sentences = self
            .sentences
            .get_or_init(|| figures_by_sentence(self.text, self.mentions));
        let mentions = self.mentions;
        sentences
            .iter()
            .filter_map(move |sentence| mentions.get(sentence.clone()))
    }

    fn told(&self, index: usize) -> Option<&Told> {
        let figure = self.figures.get(index)?;
        let mention = self.mentions.get(index)?;
        Some(figure.get_or_init(|| {
            let around = Surroundings::of(self.text, self.mentions, index);
            let pairs = |part: Range<usize>| Pairs::of(self.text.get(part).unwrap_or_default());
            Told {
                manner: manner(self, mention, &around),
                clause: pairs(around.clause.clone()),
                place: around.clause,
                lead: around.lead.map(pairs),
            }
        }))
    }
}

/// The figures that stand in one sentence, for each sentence that has any.
fn figures_by_sentence(text: &str, mentions: &[Mention]) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    let mut last_start = 0;
    for (index, mention) in mentions.iter().enumerate() {
        let between = text.get(last_start..mention.range.start).unwrap_or_default();
        last_start = mention.range.start;
        match sentences.last_mut() {
            Some(sentence) if !between.contains(['。', '；']) => sentence.end = index + 1,
            _ => sentences.push(index..index + 1),
        }
    }
    sentences
}

/// The one statement that is about the topic: the only one, or the one that is plainly closer than all others. Of a whole
/// and its parts it is the whole, unless a part is closer.
pub(crate) fn best<'s, 'd>(statements: impl Iterator<Item = &'s Statement<'d>>) -> Option<&'s Statement<'d>> {
    let mut by_closeness: Vec<_> = statements.collect();
    let is_part = |statement: &Statement<'_>| statement.manner == Manner::Part;
    by_closeness.sort_by_key(|statement| (Reverse(statement.closeness), is_part(statement)));
    let (first, others) = by_closeness.split_first()?;
    let apart = || {
        let second = others.first().map(|second| second.closeness);
        first.closeness.is_close() && second.is_none_or(|second| first.closeness.is_plainly_above(second))
    };
    let alike = || {
        others
            .iter()
            .all(|other| other.mention.same_amount(first.mention))
    };
    let whole = || !is_part(first) && others.iter().all(|other| is_part(other));
    (others.is_empty() || alike() || whole() || apart()).then_some(*first)
}

fn manner(passage: &Passage<'_>, mention: &Mention, around: &Surroundings) -> Manner {
    let text = |from: usize, to: usize| passage.text.get(from..to).unwrap_or_default();
    let before = text(around.clause.start, mention.range.start);
    let after = text(mention.range.end, around.clause.end);
    let is_aside = !is_reached(before) && is_aside(before, after);
    if is_aside
        || is_of_another_year(passage, mention, around)
        || is_one_of_several(text(around.whole.start, around.whole.end))
    {
        return Manner::Aside;
    }
    // 计划完成率98% is a rate, not a plan.
    let near = last_characters(before, 8);
    let is_rate = near.contains("完成率")
        || near
            .trim_end_matches(['为', '达', '到', '是'])
            .ends_with(['率', '度', '数']);
    if !is_rate && PLANS.are_in(near) {
        return Manner::Planned;
    }
    let sentence = text(around.sentence_start, mention.range.start);
    if PARTS.are_in(sentence) || in_brackets(sentence) {
        return Manner::Part;
    }
    if mention.bound.is_some() {
        return Manner::Bound;
    }
    Manner::Plain
}

/// 分别 tells several figures of several things, of which none is the whole.
fn is_one_of_several(words: &str) -> bool {
    words.contains("分别")
}

/// Words that open the parts of a figure.
static PARTS: Words = Words::of(&["其中", "包括", "（含", "(含"]);

/// Words of a plan.
static PLANS: Words = Words::of(&["计划", "目标", "原定", "预计", "力争", "任务数"]);

/// Whether the words around a figure make it a comparison, or the lower end of a change.
fn is_aside(before: &str, after: &str) -> bool {
    static COMPARES: Words = Words::of(&[
        "同比",
        "环比",
        "较上",
        "比上",
        "较去",
        "比去",
        "较年初",
        "比年初",
        "比计划",
        "较计划",
        "增幅",
        "降幅",
        "相比",
        "高于",
        "低于",
        "超出",
        "超额",
        "提前",
        "较前",
        "比前",
        "平均每",
        "人均",
    ]);
    static CHANGES: Words = Words::of(&[
        "增加",
        "增加了",
        "增长",
        "增长了",
        "上升",
        "下降",
        "减少",
        "减少了",
        "多出",
        "节约",
    ]);
    static TURNS: Words = Words::of(&[
        "提", "增", "上升", "扩", "降", "减", "升", "压", "缩", "到", "至", "变",
    ]);
    let near = last_characters(before, 8);
    (before.contains(['由', '从']) && TURNS.are_in(after))
        || COMPARES.are_in(near)
        || CHANGES.suffix_of(near).is_some()
}

/// Whether the words before a figure make it the end of a change: 由上年的2条增加到21条.
fn is_reached(before: &str) -> bool {
    static CHANGES: Words = Words::of(&[
        "提升", "提高", "增加", "上升", "下降", "减少", "增长", "降低", "降", "升", "增", "扩大",
    ]);
    let before = before.trim_end().strip_suffix(['至', '到', '为']);
    before.is_some_and(|before| CHANGES.suffix_of(before).is_some())
}

/// Whether the words before a figure in its clause, or a lead that is nothing but a time, name a year other than the form's.
fn is_of_another_year(passage: &Passage<'_>, mention: &Mention, around: &Surroundings) -> bool {
    static OTHER: Words = Words::of(&[
        "上年",
        "去年",
        "往年",
        "历年",
        "明年",
        "下一年",
        "近三年",
        "近3年",
        "近两年",
        "近五年",
        "十三五",
        "十四五",
    ]);
    let names_another = |part: Range<usize>| {
        let words = passage.text.get(part.clone()).unwrap_or_default();
        let mut dates = passage
            .mentions
            .iter()
            .filter(|date| part.start <= date.range.start && date.range.end <= part.end)
            .filter(|date| date.nature == Nature::Date && is_year(date));
        OTHER.are_in(words) || dates.any(|date| passage.year.is_some_and(|year| date.value != year.into()))
    };
    let is_time = |lead: &Range<usize>| {
        let words = passage.text.get(lead.clone()).unwrap_or_default();
        words.chars().count() <= 8 && !["持平", "相当"].iter().any(|word| words.ends_with(word))
    };
    names_another(around.clause.start..mention.range.start)
        || around.lead.clone().filter(is_time).is_some_and(names_another)
}

fn is_year(mention: &Mention) -> bool {
    mention
        .unit
        .is_none_or(|unit| unit.dimension == Dimension::Calendar && unit.name.starts_with('年'))
        && mention.value >= 1900.into()
}

fn last_characters(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().take(count).last();
    start.and_then(|(at, _)| text.get(at..)).unwrap_or_default()
}

/// Whether a bracket is open at the end of the text.
pub(crate) fn in_brackets(before: &str) -> bool {
    let count = |signs: [char; 2]| before.matches(signs).count();
    count(['（', '(']) > count(['）', ')'])
}
