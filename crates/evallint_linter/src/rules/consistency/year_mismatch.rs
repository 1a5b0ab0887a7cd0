//! `year-mismatch`: the title, the head and the annual result speak of different years.

use evallint_schema::{Dimension, Role, Words};
use evallint_syntax::{ByteRange, Format, Text};

use crate::document::{Document, Name};
use crate::facts::{Facts, Mention, Nature, scan};
use crate::fix::{Edit, Fix, title};
use crate::message::{Message, Template};
use crate::pointer::Pointer;
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};
use crate::slot::Slot;

pub(crate) static RULE: Rule = Rule {
    id: "year-mismatch",
    name: "年度不一",
    group: Group::Consistency,
    severity: Severity::Warning,
    page: include_str!("year-mismatch.md"),
    has_fix: true,
    check,
};

static MISMATCH: Template = Template {
    zh: "这里写的是 {year} 年，{others}。",
    en: "Here it is {year}, but {others}.",
};

static OTHERS: Template = Template {
    zh: "别处写的是 {year} 年",
    en: "elsewhere {year}",
};

static ONE_YEAR: Template = Template {
    zh: "请核对：标题、被评价年度和年度目标完成情况应是同一年，往年的表改写时容易漏改。",
    en: "The title, the evaluated year and the annual result must be of one year; last year's form is easily left in one place.",
};

static THERE: Template = Template {
    zh: "这里是 {year} 年",
    en: "Here it is {year}",
};

static MAJORITY: Template = Template {
    zh: "这是按别处的年度推断的，请确认",
    en: "This is inferred from the other places; make sure it is right",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    let places = places(document, context.facts);
    let Some(first) = places.first() else { return };
    if places.iter().all(|place| place.speaks_of(first.year)) {
        return;
    }
    let year = year_of_document(&places, context.facts);
    let Some(odd) = places.iter().rev().find(|place| !place.speaks_of(year)) else {
        return;
    };
    let message = Message::new(&MISMATCH)
        .with("year", odd.year.to_string())
        .with("others", Message::new(&OTHERS).with("year", year.to_string()));
    let fix = with_year(document, odd, year);
    let finding = context.report(odd.pointer.clone(), odd.range, message);
    finding.help(Message::new(&ONE_YEAR)).fix(fix);
    for place in places.iter().filter(|place| place.speaks_of(year)) {
        let message = Message::new(&THERE).with("year", place.year.to_string());
        finding.relate(place.pointer.clone(), place.range, message);
    }
}

/// Writes another year in a place, where the place holds the digits of its own once.
fn with_year(document: &Document<'_>, place: &Place, year: u32) -> Option<Fix> {
    let written = document.source.slice(place.range);
    let digits = place.year.to_string();
    let (before, after) = written.split_once(&digits)?;
    if after.contains(&digits) {
        return None;
    }
    let start = place.range.start + u32::try_from(before.len()).ok()?;
    let range = ByteRange::new(start, start + u32::try_from(digits.len()).ok()?);
    let edits = vec![Edit::new(range, year.to_string())];
    Some(Fix::with_risk(
        title::write(year.to_string()),
        Message::new(&MAJORITY),
        edits,
    ))
}

/// A place that says which year the document is about.
struct Place {
    year: u32,
    /// Other years that are named in the same breath.
    others: Vec<u32>,
    pointer: Pointer,
    range: ByteRange,
}

impl Place {
    fn speaks_of(&self, year: u32) -> bool {
        self.year == year || self.others.contains(&year)
    }
}

/// The title, the head and the opening of the annual result, as far as they name a year.
fn places(document: &Document<'_>, facts: &Facts) -> Vec<Place> {
    [title(document), head(document), opening(document, facts)]
        .into_iter()
        .flatten()
        .collect()
}

fn title(document: &Document<'_>) -> Option<Place> {
    let root = document.tree.root()?;
    let range = document.heading_range(root);
    let text = document.source.slice(range);
    let is_table = document.source.format() == Format::Table;
    if !is_table || !text.contains(document.form.title) {
        return None;
    }
    let year = scan(text).iter().find_map(year_in)?;
    Some(Place {
        year,
        others: Vec::new(),
        pointer: Pointer::root(),
        range,
    })
}

fn head(document: &Document<'_>) -> Option<Place> {
    let slot = document.slot_with_role(Role::Year)?;
    Some(Place {
        year: document.year()?,
        others: Vec::new(),
        pointer: slot.pointer(),
        range: slot.range(),
    })
}

/// The first year that the first sentence of the annual result speaks of as its own.
fn opening(document: &Document<'_>, facts: &Facts) -> Option<Place> {
    // The goal of the whole year is no element of a list.
    let is_annual = |slot: &Slot<'_, '_>| matches!(document.name(slot.record.id), Name::Field(_));
    let slot = document
        .slots()
        .filter(|slot| slot.field.role == Role::Achieved)
        .find(is_annual)?;
    let node = slot.node.filter(|node| !facts.is_placeholder(*node))?;
    let text = slot.text().valid()?;
    let sentence = text.value().split('。').next().unwrap_or_default();
    let mut years = facts
        .mentions(node)
        .iter()
        .filter(|mention| mention.range.end <= sentence.len())
        .filter(|mention| is_own_year(sentence, mention))
        .filter_map(|mention| Some((year_in(mention)?, mention)));
    let (year, mention) = years.next()?;
    let since = sentence
        .get(mention.range.end..)
        .is_some_and(|after| after.trim_start_matches('度').starts_with("以来"));
    if since
        && document
            .year()
            .is_some_and(|head| head.abs_diff(year) > MOST_STALE)
    {
        return None;
    }
    Some(Place {
        year,
        others: years.map(|(year, _)| year).collect(),
        pointer: slot.pointer(),
        range: year_range(text, mention),
    })
}

/// How many years back a form is taken from to be rewritten.
const MOST_STALE: u32 = 2;

fn year_range(text: &Text<'_>, mention: &Mention) -> ByteRange {
    text.source_range(mention.range.start, mention.range.end)
}

/// A year that the sentence tells of, not one that something began in or is compared with.
fn is_own_year(sentence: &str, mention: &Mention) -> bool {
    static BEFORE: Words = Words::of(&[
        "自", "从", "较", "比", "与", "至", "到", "截至", "截止", "和", "同", "—", "-", "－", "～", "~",
        "〔", "（", "《",
    ]);
    const BEGINNINGS: &[&str] = &[
        "成立", "始于", "建于", "启动", "开工", "印发", "获批", "立项", "建成", "投入", "施行", "实施",
    ];
    static AFTER: Words = Words::of(&[
        "起", "底", "末", "至", "—", "-", "－", "～", "~", "开始", "前", "后",
    ]);
    let before = sentence.get(..mention.range.start).unwrap_or_default();
    let after = sentence.get(mention.range.end..).unwrap_or_default();
    // 2023年以来 opens the text of that year's form as well as a tale of many years; only the first can be close to it.
    if after.trim_start_matches('度').starts_with("以来") {
        return before.trim().is_empty();
    }
    // 于2019年开工 tells when something began.
    let clause = after.split(['，', '；', '、']).next().unwrap_or_default();
    let began = BEGINNINGS.iter().any(|word| {
        clause.starts_with(word)
            || before.ends_with('于') && (before.ends_with(word) || clause.contains(word))
    });
    !began && BEFORE.suffix_of(before).is_none() && AFTER.prefix_of(after).is_none()
}

/// The year that a figure names: four digits and 年, or 年度.
fn year_in(mention: &Mention) -> Option<u32> {
    let named = mention
        .unit
        .is_some_and(|unit| unit.dimension == Dimension::Calendar && unit.name.starts_with('年'));
    let year = u32::try_from(mention.value).ok()?;
    (named && mention.nature == Nature::Date && (1990..=2100).contains(&year)).then_some(year)
}

/// The year that the document is about: the one most of the places name; where that does not tell, the one that its texts
/// name more often; and else that of the first place.
fn year_of_document(places: &[Place], facts: &Facts) -> u32 {
    let first = places.first().map_or(0, |place| place.year);
    let in_places = |year: u32| places.iter().filter(|place| place.speaks_of(year)).count();
    let in_texts = |year: u32| {
        facts
            .told()
            .filter_map(year_in)
            .filter(|named| *named == year)
            .count()
    };
    let candidates = places.iter().map(|place| place.year).enumerate();
    candidates
        .max_by_key(|(index, year)| (in_places(*year), in_texts(*year), std::cmp::Reverse(*index)))
        .map_or(first, |(_, year)| year)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{check, check_text};

    fn check_opening(opening: &str, expected: Option<&str>) {
        let achieved = format!("{opening}，云溪区教育局全面完成各项任务。");
        let expected: Vec<_> = expected
            .into_iter()
            .map(|words| ("/annual_goal/achieved", words))
            .collect();
        check(
            &RULE,
            &json!({ "annual_goal": { "achieved": achieved } }),
            &expected,
        );
    }

    #[test]
    fn the_annual_result_of_another_year() {
        check_opening("2022年", Some("2022年"));
        check_opening("2022年度", Some("2022年度"));
        check_opening("2022年以来", Some("2022年"));
        check_opening("一年来，对照2022年年初目标", Some("2022年"));
        check_opening("在上年工作基础上，我局于2022年持续深化改革", Some("2022年"));
    }

    #[test]
    fn other_years_are_named_for_other_reasons() {
        for opening in [
            "2023年",
            "2023年以来",
            "自2018年以来",
            "2018年以来",
            "2019—2023年",
            "2021年至2023年",
            "与2022年相比，2023年",
            "按照2022年底印发的方案，2023年",
            "“十四五”以来",
            "随着2019年开工、于2022年建成的校舍投入使用",
            "在2022年工作基础上，2023年",
        ] {
            check_opening(opening, None);
        }
    }

    #[test]
    fn the_head_is_wrong_where_the_rest_agrees() {
        check(&RULE, &json!({ "year": 2022 }), &[("/year", "2022")]);
        check_text(
            &RULE,
            "## 部门整体支出绩效自评表",
            "## 2022年度部门整体支出绩效自评表",
            &[("", "2022年度部门整体支出绩效自评表")],
        );
        check_text(&RULE, "\t2023年", "\t2022年", &[("/year", "2022年")]);
        check_text(
            &RULE,
            "## 部门整体支出绩效自评表",
            "## 2023年度部门整体支出绩效自评表",
            &[],
        );
    }
}
