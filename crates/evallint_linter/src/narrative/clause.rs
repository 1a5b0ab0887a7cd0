//! Clauses and sentences around a figure.

use std::ops::Range;

use evallint_schema::Unit;

use crate::facts::Mention;

/// The words around a figure that say what it is about. Ranges are bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Surroundings {
    /// The clause of the figure; of a list of like figures the item of this one.
    pub clause: Range<usize>,
    /// The clause that leads up to it in the same sentence, unless that speaks of a like figure of its own.
    pub lead: Option<Range<usize>>,
    /// The clause with all items of its list.
    pub whole: Range<usize>,
    /// Where the sentence begins.
    pub sentence_start: usize,
}

impl Surroundings {
    /// What surrounds the figure at `index` among the figures of a text.
    pub(crate) fn of(text: &str, mentions: &[Mention], index: usize) -> Self {
        let Some(figure) = mentions.get(index) else {
            return Self {
                clause: 0..0,
                lead: None,
                whole: 0..0,
                sentence_start: 0,
            };
        };
        let start = clause_start(text, figure.range.start);
        let end = clause_end(text, figure.range.end);
        let before = mentions.get(..index).unwrap_or_default();
        let after = mentions.get(index + 1..).unwrap_or_default();
        let like = |other: &&Mention| other.is_quantity() && counts_alike(other.unit, figure.unit);
        let previous = before
            .iter()
            .rev()
            .take_while(|other| other.range.start >= start)
            .find(like);
        let next = after.iter().take_while(|other| other.range.end <= end).find(like);
        let item_start = previous.map_or(start, |previous| {
            let between = text
                .get(previous.range.end..figure.range.start)
                .unwrap_or_default();
            // 由33906亩增加到305161亩 is one thing before and after.
            if between.ends_with(['到', '至', '为']) {
                return start;
            }
            item_bound(text, previous.range.end..figure.range.start).unwrap_or(previous.range.end)
        });
        let item_end = next.map_or(end, |next| {
            item_bound(text, figure.range.end..next.range.start).unwrap_or(next.range.start)
        });
        let lead = (previous.is_none())
            .then(|| lead_before(text, start))
            .flatten()
            .filter(|lead| {
                !before
                    .iter()
                    .rev()
                    .take_while(|other| other.range.start >= lead.start)
                    .any(|other| like(&other))
            });
        Self {
            clause: item_start..item_end,
            lead,
            whole: start..end,
            sentence_start: sentence_start(text, start),
        }
    }
}

/// Whether figures in the two units count the same sort of thing, so that one may be meant by the other: units that stand
/// for one another, or that convert.
pub(crate) fn counts_alike(left: Option<&Unit>, right: Option<&Unit>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => left.interchangeable(right) || left.converts(right),
        _ => left.is_none() && right.is_none(),
    }
}

fn ends_sentence(character: char) -> bool {
    matches!(character, '。' | '；' | '！' | '？' | ';' | '\n')
}

fn ends_clause(character: char) -> bool {
    ends_sentence(character) || matches!(character, '，' | '：')
}

fn clause_start(text: &str, at: usize) -> usize {
    after_last(text.get(..at).unwrap_or_default(), ends_clause)
}

fn sentence_start(text: &str, at: usize) -> usize {
    after_last(text.get(..at).unwrap_or_default(), ends_sentence)
}

fn after_last(text: &str, sign: fn(char) -> bool) -> usize {
    let near = near_end(text);
    let mut signs = near.rmatch_indices(sign);
    text.len() - near.len() + signs.next().map_or(0, |(at, sign)| at + sign.len())
}

/// The end of a text, as far back as a clause or sentence can reach that goes on behind it.
pub(crate) fn near_end(text: &str) -> &str {
    let from = text.ceil_char_boundary(text.len().saturating_sub(LONGEST));
    text.get(from..).unwrap_or_default()
}

/// How many bytes before or behind a figure can belong to it. A clause is never longer.
const LONGEST: usize = 1_200;

/// The sentence around a part of a text, without the sign that ends it and the spaces around it.
pub(crate) fn sentence_around(text: &str, part: &Range<usize>) -> Range<usize> {
    let end = end_before(text, part.end, ends_sentence);
    trimmed(text, sentence_start(text, part.start)..end)
}

/// The clause around an offset, without the sign that ends it and the spaces around it.
pub(crate) fn clause_around(text: &str, at: usize) -> Range<usize> {
    trimmed(text, clause_start(text, at)..clause_end(text, at))
}

fn trimmed(text: &str, part: Range<usize>) -> Range<usize> {
    let words = text.get(part.clone()).unwrap_or_default();
    let start = part.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}

fn clause_end(text: &str, at: usize) -> usize {
    end_before(text, at, ends_clause)
}

fn end_before(text: &str, at: usize, sign: fn(char) -> bool) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let near = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or_default();
    at + near.find(sign).unwrap_or(near.len())
}

/// The clause before the one that starts at `start`, in the same sentence.
fn lead_before(text: &str, start: usize) -> Option<Range<usize>> {
    let before = text.get(..start)?;
    let sign = before.chars().next_back()?;
    if ends_sentence(sign) {
        return None;
    }
    let end = start - sign.len_utf8();
    Some(clause_start(text, end)..end)
}

/// Where one item of a list ends and the next begins, between two figures.
fn item_bound(text: &str, between: Range<usize>) -> Option<usize> {
    let words = text.get(between.clone())?;
    let at = words.rfind(['、', '和', '及', '与', '（', '(', '）', ')', '+', ' '])?;
    Some(between.start + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::scan;

    /// The clause and the lead of the figure that is written so.
    fn around<'t>(text: &'t str, figure: &str) -> (&'t str, &'t str) {
        let mentions = scan(text);
        let index = mentions
            .iter()
            .position(|mention| &text[mention.range.clone()] == figure)
            .unwrap();
        let found = Surroundings::of(text, &mentions, index);
        (&text[found.clause], found.lead.map_or("", |lead| &text[lead]))
    }

    #[test]
    fn a_figure_stands_in_its_clause_behind_its_lead() {
        let text = "推进整治。拆除违法建设7宗，面积涉2.8万平方米，实现“减库存”。";
        assert_eq!(
            around(text, "2.8万平方米"),
            ("面积涉2.8万平方米", "拆除违法建设7宗")
        );
        assert_eq!(around(text, "7宗"), ("拆除违法建设7宗", ""));
    }

    #[test]
    fn a_lead_with_a_like_figure_speaks_of_that() {
        let text = "举办健康讲座85场次，开展义诊32场次。";
        assert_eq!(around(text, "32场次"), ("开展义诊32场次", ""));
    }

    #[test]
    fn the_items_of_a_list_are_parted() {
        let text = "新建小学4所、初中2所。";
        assert_eq!(around(text, "4所").0, "新建小学4所");
        assert_eq!(around(text, "2所").0, "、初中2所");
    }

    #[test]
    fn a_label_leads_up_to_what_follows_its_colon() {
        assert_eq!(
            around("长者配餐：全年21万人次", "21万人次"),
            ("全年21万人次", "长者配餐")
        );
    }
}
