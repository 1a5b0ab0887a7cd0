//! `stale-phrase`: words that were true before the year was over.

use std::ops::Range;

use evallint_schema::{Role, Words};

use crate::document::Document;
use crate::list_mark::is_numeral;
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};
use crate::slot::Scalar;

pub(crate) static RULE: Rule = Rule {
    id: "stale-phrase",
    name: "时点用语过时",
    group: Group::Text,
    severity: Severity::Info,
    page: include_str!("stale-phrase.md"),
    has_fix: false,
    check,
};

static STALE: Template = Template {
    zh: "“{words}”是年中的说法；自评的是已结束的年度，数据应截至年末。",
    en: "{words} was said before the year was over; the form evaluates a closed year.",
};

static SAY_WHOLE_YEAR: Template = Template {
    zh: "请改为“全年”“截至12月31日”等说法，并核对数据是否已更新到年末。",
    en: "Speak of the whole year (全年, 截至12月31日), and check that the figures are those of its end.",
};

static ANOTHER: Template = Template {
    zh: "同一格里的另一处。",
    en: "Another one in the same cell.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    let year = evaluated_year(document);
    for (node, field, text) in document.texts() {
        let reading = Reading::new(text.value(), year, field.role);
        let stale = reading.stale_phrases();
        let Some((first, others)) = stale.split_first() else {
            continue;
        };
        let place = |range: &Range<usize>| text.source_range(range.start, range.end);
        let words = text.value().get(first.clone()).unwrap_or_default();
        let pointer = document.pointer(node);
        let message = Message::new(&STALE).with("words", words);
        let finding = context.report(pointer.clone(), place(first), message);
        finding.help(Message::new(&SAY_WHOLE_YEAR));
        for other in others {
            finding.relate(pointer.clone(), place(other), Message::new(&ANOTHER));
        }
    }
}

/// The year that the form evaluates, where it can be read.
fn evaluated_year(document: &Document<'_>) -> Option<u32> {
    let slot = document.slot_with_role(Role::Year)?;
    match slot.scalar().valid()? {
        Scalar::Number(literal) => literal.parse().ok(),
        Scalar::Text(text) => text.value().trim().trim_end_matches(['年', '度']).parse().ok(),
    }
}

/// How many places with a stem are looked at. Each is read with its sentence, which may be the whole text.
const MOST_READ: usize = 100;

/// What every stale phrase has in it.
static STEMS: Words = Words::of(&["至今", "以来", "为止", "截至", "截止", "上半年", "前三季度"]);

/// The stems in a text, in order.
fn stems(text: &str) -> impl Iterator<Item = (usize, &'static str, Stem)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let (at, words) = STEMS.first_in(text.get(from..)?)?;
        let start = from + at;
        from = start + words.chars().next().map_or(1, char::len_utf8);
        let stem = match words {
            "截至" | "截止" => Stem::AsOf,
            "上半年" | "前三季度" => Stem::Period,
            _ => Stem::ToDate,
        };
        Some((start, words, stem))
    })
}

#[derive(Debug, Clone, Copy)]
enum Stem {
    /// 本年度至今: the words before it tell since when.
    ToDate,
    /// 截至: the words behind it tell up to when.
    AsOf,
    /// Part of the year.
    Period,
}

/// A text of a field, as written about a year.
#[derive(Debug, Clone, Copy)]
struct Reading<'t> {
    text: &'t str,
    year: Option<u32>,
    /// Goals and names may well speak of a part of the year.
    tells_results: bool,
}

impl<'t> Reading<'t> {
    fn new(text: &'t str, year: Option<u32>, role: Role) -> Self {
        let tells_results = matches!(
            role,
            Role::Achieved | Role::KeyProjects | Role::Text | Role::Result
        );
        Self {
            text,
            year,
            tells_results,
        }
    }

    /// The stale phrases, in order.
    fn stale_phrases(self) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for (at, words, stem) in stems(self.text).take(MOST_READ) {
            let end = at + words.len();
            let phrase = match stem {
                Stem::ToDate => self.to_date(at, end),
                Stem::AsOf => self.as_of(at, end),
                Stem::Period => self.period(at, end),
            };
            found.extend(phrase.filter(|phrase| !self.speaks_of_a_later_year(phrase)));
        }
        found.sort_by_key(|phrase| (phrase.start, phrase.end));
        // 截至目前为止 is one phrase, though it has two stems.
        found.dedup_by(|later, earlier| {
            let overlaps = later.start < earlier.end;
            if overlaps {
                earlier.end = earlier.end.max(later.end);
            }
            overlaps
        });
        found
    }

    fn before(self, at: usize) -> &'t str {
        self.text.get(..at).unwrap_or_default()
    }

    fn after(self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }

    /// The words from the end of the sentence before to the end of this one.
    fn sentence(self, phrase: &Range<usize>) -> &'t str {
        let start = self.before(phrase.start).rfind(['。', '；']).unwrap_or(0);
        let rest = self.after(phrase.end);
        let end = phrase.end + rest.find(['。', '；']).unwrap_or(rest.len());
        self.text.get(start..end).unwrap_or_default()
    }

    fn speaks_of_a_later_year(self, phrase: &Range<usize>) -> bool {
        let sentence = self.sentence(phrase);
        let next = self.year.map(|year| (year + 1).to_string());
        holds_any(sentence, &["明年", "次年", "下一年", "来年"])
            || next.is_some_and(|next| {
                sentence
                    .match_indices(&next)
                    .any(|(at, _)| !ends_span(sentence, at))
            })
    }

    /// Whether the phrase is said of the year that is evaluated: no other one stands before it.
    fn is_of_the_year(self, before: &str) -> bool {
        const OTHERS: &[&str] = &["去年", "上年", "上年度", "明年", "次年", "历年", "每年"];
        match year_at_end(before) {
            Some((year, _)) => self.year == Some(year),
            None => !OTHERS.iter().any(|other| before.ends_with(other)),
        }
    }

    /// 本年度至今, 今年以来, 目前为止.
    fn to_date(self, at: usize, end: usize) -> Option<Range<usize>> {
        const SINCE: &[&str] = &["本年度", "本年", "今年", "当年", "年初"];
        const NOW: &[&str] = &["到目前", "到现在", "目前", "迄今"];
        let before = self.before(at);
        let words = if self.after(at).starts_with("为止") {
            NOW
        } else {
            SINCE
        };
        let start = words.iter().find_map(|word| before.strip_suffix(word))?.len();
        Some(start..end)
    }

    /// 截至目前, 截至6月30日.
    fn as_of(self, at: usize, end: usize) -> Option<Range<usize>> {
        const NOW: &[&str] = &["目前", "当前", "现在", "今日", "今天", "日前"];
        let rest = self.after(end);
        let date = rest.strip_prefix(['到', '至']).unwrap_or(rest).trim_start();
        let start_of_date = end + (rest.len() - date.len());
        if let Some(word) = NOW.iter().find(|word| date.starts_with(**word)) {
            return Some(at..start_of_date + word.len());
        }
        // 报名截止6月15日 is a deadline.
        let is_deadline =
            self.after(at).starts_with("截止") && self.before(at).ends_with(char::is_alphabetic);
        if !self.tells_results || is_deadline {
            return None;
        }
        let phrase = at..start_of_date + self.length_within_year(date)?;
        let told_to_the_end = holds_any(self.sentence(&phrase), &["全年", "年底", "年末", "12月"]);
        (!told_to_the_end && !self.is_plan(&phrase)).then_some(phrase)
    }

    /// The length of a date in the evaluated year before its last month: 2022年6月30日, 9月底, 三季度末.
    fn length_within_year(self, date: &str) -> Option<usize> {
        let day = match date.split_once('年') {
            Some((year, day)) if year.len() <= "今".len() + 1 => {
                let own = ["今", "本", "当"].contains(&year)
                    || (self.year.is_some() && year.parse().ok() == self.year);
                own.then_some(day)?
            }
            _ => date,
        };
        let rest = month_before_december(day).or_else(|| quarter_before_last(day))?;
        let digits = rest.len() - rest.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
        let end = match rest
            .get(digits..)
            .and_then(|rest| rest.strip_prefix(['日', '号']))
        {
            Some(rest) if digits > 0 => rest,
            _ => rest.strip_prefix(['底', '末', '初']).unwrap_or(rest),
        };
        Some(date.len() - end.len())
    }

    /// 上半年, unless the rest of the year is told as well, or the words say when something was done.
    fn period(self, at: usize, end: usize) -> Option<Range<usize>> {
        const REST: &[&str] = &["下半年", "四季度", "第四季度"];
        let before = self.before(at);
        let start = match year_at_end(before) {
            Some((_, length)) => at - length,
            None => ["今年", "本年", "当年"]
                .iter()
                .find_map(|own| before.strip_suffix(own))
                .map_or(at, str::len),
        };
        let phrase = start..end;
        let in_clause = ends_in_words(self.before(start));
        let counts = ["，", "共", "累计", "已"]
            .iter()
            .any(|word| self.after(end).starts_with(word));
        let told = holds_any(self.text, REST) || holds_any(self.sentence(&phrase), &["全年", "年底", "同期"]);
        let is_stale = self.tells_results
            && self.is_of_the_year(before)
            && (!in_clause || counts)
            && !compares(self.before(start))
            && !told
            && !self.is_plan(&phrase);
        is_stale.then_some(phrase)
    }

    /// Whether the sentence is about what is still to be done.
    fn is_plan(self, phrase: &Range<usize>) -> bool {
        const PLANS: &[&str] = &[
            "将",
            "计划",
            "拟",
            "力争",
            "确保",
            "预计",
            "下一步",
            "争取",
            "下一阶段",
        ];
        // How much of a plan was carried out is told of the past: 审计计划完成率103%.
        let sentence = self.sentence(phrase).replace("计划完成率", "");
        holds_any(&sentence, PLANS)
    }
}

/// Whether the year at a place is the last of a span: 2023—2025年跨年度项目 runs in the year before as well.
fn ends_span(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.ends_with(['—', '-', '–', '－', '~', '～', '至'])
}

/// Whether a text ends in words, and not in the number of an item: 二是.
fn ends_in_words(before: &str) -> bool {
    let numbered = before
        .strip_suffix('是')
        .is_some_and(|before| before.ends_with(is_numeral));
    before.ends_with(char::is_alphabetic) && !numbered
}

fn holds_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether the words lead up to something that others are measured by, or to a point in time: 较, 于, 在.
fn compares(before: &str) -> bool {
    before.ends_with(['较', '比', '与', '同', '于', '在', '自', '从'])
}

/// `2022年` at the end of a text: the year, and the length of the words.
fn year_at_end(text: &str) -> Option<(u32, usize)> {
    let digits = text.strip_suffix('年')?;
    let year = digits.get(digits.len().checked_sub(4)?..)?;
    let year = year.bytes().all(|byte| byte.is_ascii_digit()).then_some(year)?;
    Some((year.parse().ok()?, "2022年".len()))
}

/// What follows a month before December.
fn month_before_december(text: &str) -> Option<&str> {
    let (month, rest) = text.split_once('月')?;
    let month: u32 = month.parse().ok()?;
    (1..12)
        .contains(&month)
        .then(|| rest.strip_prefix('份').unwrap_or(rest))
}

/// What follows a quarter before the last.
fn quarter_before_last(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('第').unwrap_or(text);
    rest.strip_prefix(['一', '二', '三', '1', '2', '3'])?
        .strip_prefix("季度")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{check, check_result};

    /// The clean form evaluates 2023.
    fn check_prose(sentence: &str, words: Option<&str>) {
        let expected: Vec<_> = words
            .map(|words| ("/overall_performance", words))
            .into_iter()
            .collect();
        check(&RULE, &json!({ "overall_performance": sentence }), &expected);
    }

    #[test]
    fn every_stem_is_found() {
        let places = |text: &str| -> Vec<_> { stems(text).map(|(at, words, _)| (at, words)).collect() };
        assert_eq!(places("截至今"), [(0, "截至"), (3, "至今")]);
        for words in ["至今", "以来", "为止", "截至", "截止", "上半年", "前三季度"] {
            let found = places(&format!("é𠮷a全年{words}，{words}"));
            let first = "é𠮷a全年".len();
            assert_eq!(found, [(first, words), (first + words.len() + "，".len(), words)]);
        }
    }

    #[test]
    fn words_of_an_open_year() {
        for (sentence, words) in [
            ("落实巡河。本年度至今，街总河长累计巡河9次。", "本年度至今"),
            ("截至目前，已建成投入使用。", "截至目前"),
            ("截止目前共培训85场次。", "截止目前"),
            ("截至到目前为止，完成整改。", "截至到目前为止"),
            ("目前为止办结473宗。", "目前为止"),
            ("今年以来，我局全面完成任务。", "今年以来"),
            ("年初至今共受理300件。", "年初至今"),
            ("上半年，开展培训40场。", "上半年"),
            (
                "泵站为2023—2024年跨年度项目，截至目前，主泵房已封顶。",
                "截至目前",
            ),
            ("一是开展演练；二是上半年接待群众35900人次。", "上半年"),
            ("上半年回收问卷1200份，审计计划完成率103%。", "上半年"),
            ("今年上半年开展培训40场。", "今年上半年"),
            ("2023年上半年累计开展培训40场。", "2023年上半年"),
            ("我局上半年共受理300件。", "上半年"),
            ("前三季度，办结200件。", "前三季度"),
            ("截至6月，完成投资80%。", "截至6月"),
            ("截至2023年6月30日，办结200件。", "截至2023年6月30日"),
            ("截至10月底，完工3处。", "截至10月底"),
            ("截止9月末，完工3处。", "截止9月末"),
            ("截至今年三季度末，完工3处。", "截至今年三季度末"),
        ] {
            check_prose(sentence, Some(words));
        }
    }

    #[test]
    fn words_of_a_closed_year() {
        for sentence in [
            "截至12月31日，全部完工。",
            "截至2023年12月底，累计办结473宗。",
            "截至2023年底，累计办结473宗。",
            "截至年底，全部完工。",
            "截至2022年6月，该小区尚未通气。",
            "截至2024年3月，问题全部整改到位。",
            "上半年开展培训40场，下半年开展培训45场。",
            "较上半年增长10%，较2023年上半年下降2%。",
            "2022年上半年遗留问题全部清零。",
            "去年上半年，启动建设。",
            "工程于2023年上半年竣工，在上半年投入使用。",
            "上半年完成40%，全年完成100%。",
            "力争明年上半年，完成全部改造。",
            "下一步将于上半年完成选址，上半年，确保开工。",
            "2023年以来，各项工作迈上新台阶。",
            "党的二十大以来，改革开放以来成效显著。",
            "成立至今，服务群众万余人。",
            "报名截止6月15日，材料截止时间为7月。",
            "截至目前，2024年项目已经开工。",
            "截至6月30日完成40%，截至12月31日完成100%。",
            "全年累计开展培训85场，前三季度均超额完成，第四季度持平。",
            "目前，全街共有网格325个。",
            "2023年6月30日前完成第一批，11月底前完成第二批。",
            "每年上半年，组织体检。",
        ] {
            check_prose(sentence, None);
        }
    }

    #[test]
    fn one_finding_a_cell() {
        check_prose("截至目前，办结3件；截至目前，受理5件。", Some("截至目前"));
    }

    #[test]
    fn goals_and_names_may_speak_of_a_part_of_the_year() {
        check(
            &RULE,
            &json!({ "annual_goal": { "expected": "上半年，完成选址；截至6月，完成土建。" } }),
            &[],
        );
        check_result(&RULE, "上半年，培训场次", "85场次", None);
        check_result(&RULE, "培训场次", "截至目前85场次", Some("截至目前"));
        check_result(&RULE, "培训场次", "上半年40场次，下半年45场次", None);
    }

    #[test]
    fn a_year_that_cannot_be_read_silences_dates_with_a_year() {
        let patch = |sentence: &str| json!({ "year": "二〇二三", "overall_performance": sentence });
        check(
            &RULE,
            &patch("截至2023年6月，完工3处。2023年上半年，完工2处。"),
            &[],
        );
        check(
            &RULE,
            &patch("截至6月，完工3处。"),
            &[("/overall_performance", "截至6月")],
        );
    }
}
