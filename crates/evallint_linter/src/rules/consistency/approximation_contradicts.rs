//! `approximation-contradicts`: a rounded figure that promises more or less than the exact one holds.

use std::borrow::Cow;

use crate::document::Document;
use crate::facts::{Facts, Mention};
use crate::fix::{Fix, title};
use crate::message::{Message, Template};
use crate::narrative::{Closeness, Pairs, Surroundings, Topic, agrees, contradicts, counts_alike};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

use evallint_schema::{Approximation, Role};
use evallint_syntax::{NodeId, Value};
use rust_decimal::Decimal;

use crate::document::Name;

pub(crate) static RULE: Rule = Rule {
    id: "approximation-contradicts",
    name: "约数矛盾",
    group: Group::Consistency,
    severity: Severity::Error,
    page: include_str!("approximation-contradicts.md"),
    has_fix: true,
    check,
};

static MORE: Template = Template {
    zh: "“{words}”是说比这个数多，实际数“{exact}”却不到。",
    en: "{words} promises more than that number, but the exact figure {exact} falls short of it.",
};

static LESS: Template = Template {
    zh: "“{words}”是说接近而不到这个数，实际数“{exact}”却超过了。",
    en: "{words} promises a little less than that number, but the exact figure {exact} exceeds it.",
};

static ROUND_RIGHT: Template = Template {
    zh: "请直接填写准确数字；要用约数时，“余”“多”向下取整，“近”向上取整。",
    en: "Give the exact figure. To round, go down with 余 and 多, and up with 近.",
};

static EXACT: Template = Template {
    zh: "实际数“{words}”在这里",
    en: "The exact figure {words}",
};

static OTHER_FIGURE: Template = Template {
    zh: "准确数取自本文另一处，请与台账核对",
    en: "The exact figure is taken from another place; check it against the records",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    let sayings = sayings(document, context.facts);
    let promises = sayings
        .iter()
        .filter(|saying| saying.promises_a_side())
        .take(MOST_ROUNDED);
    for rounded in promises {
        // What is counted otherwise is about another thing, and that is told at once.
        let mut exact = sayings
            .iter()
            .filter(|saying| saying.is_exact() && saying.counts_like(rounded));
        let is_wrong = |exact: &&Saying<'_>| {
            is_slip(&rounded.mention, &exact.mention) && rounded.is_about_the_same(exact)
        };
        let Some(wrong) = exact.clone().find(is_wrong) else {
            continue;
        };
        // What may be the same thing and keeps the promise is the figure that was rounded.
        let keeps_promise = |exact: &Saying<'_>| {
            agrees_on_the_right_side(&rounded.mention, &exact.mention) && rounded.may_be_about_the_same(exact)
        };
        if exact.any(keeps_promise) {
            continue;
        }
        let written = document.written(rounded.node, &rounded.mention);
        let told = document.written(wrong.node, &wrong.mention);
        let template = match rounded.mention.approximation {
            Some(Approximation::Nearly) => &LESS,
            _ => &MORE,
        };
        let message = Message::new(template)
            .with("words", written.words)
            .with("exact", told.words);
        let words = rounded.mention.range.start..rounded.mention.range.start + written.words.len();
        let fix = document.reword(rounded.node, words, told.words);
        context
            .report(document.pointer(rounded.node), written.range, message)
            .help(Message::new(&ROUND_RIGHT))
            .fix(fix.map(|edit| {
                Fix::with_risk(title::write(told.words), Message::new(&OTHER_FIGURE), vec![edit])
            }))
            .relate(
                document.pointer(wrong.node),
                told.range,
                Message::new(&EXACT).with("words", told.words),
            );
    }
}

fn agrees_on_the_right_side(rounded: &Mention, exact: &Mention) -> bool {
    agrees(rounded, exact) && !contradicts(rounded, exact)
}

/// Whether an exact figure breaks the promise of the rounded one, and is of its size: 579 is no slip for 1万多.
fn is_slip(rounded: &Mention, exact: &Mention) -> bool {
    let of_like_size = match (rounded.unit, exact.unit) {
        (Some(left), Some(right)) if left.factor != right.factor => true,
        _ => exact.value.saturating_mul(Decimal::TWO) >= rounded.value,
    };
    of_like_size && contradicts(rounded, exact)
}

/// A figure somewhere in the document.
struct Saying<'d> {
    node: NodeId,
    mention: Cow<'d, Mention>,
    about: About<'d>,
}

/// Where it is told what a figure is about.
enum About<'d> {
    /// By the name of its indicator.
    Name(&'d str),
    /// By the words around it, as one of the figures of a text.
    Words {
        text: &'d str,
        mentions: &'d [Mention],
        index: usize,
    },
}

/// How many figures of a document are compared with a rounded one, and how many rounded ones with them.
const MOST_COMPARED: usize = 4_000;
const MOST_ROUNDED: usize = 100;

/// Every figure with a unit in the texts and in the results.
fn sayings<'d>(document: &'d Document<'_>, facts: &'d Facts) -> Vec<Saying<'d>> {
    let rounds = |mention: &Mention| mention.approximation.is_some();
    let nodes = || {
        document
            .named_nodes()
            .filter(|(node, _)| !facts.is_placeholder(*node))
    };
    if !nodes().any(|(node, _)| facts.mentions(node).iter().any(rounds)) {
        return Vec::new();
    }
    let mut sayings = Vec::new();
    for measure in document.measures() {
        let (Some(node), Some(name)) = (measure.result.node, measure.name_text()) else {
            continue;
        };
        let figures = measure.figures(facts);
        let counted = figures.iter().filter(|mention| is_counted(mention));
        sayings.extend(counted.map(|mention| Saying {
            node,
            mention: Cow::Owned(mention.clone()),
            about: About::Name(name),
        }));
    }
    for (node, name) in nodes() {
        let Value::String(text) = &document.node(node).value else {
            continue;
        };
        // What was intended is not what was counted.
        let told = matches!(name, Name::Field(field) if matches!(field.role, Role::Achieved | Role::KeyProjects | Role::Text));
        let mentions = facts.mentions(node);
        let counted = mentions
            .iter()
            .enumerate()
            .filter(|(_, mention)| told && is_counted(mention));
        sayings.extend(counted.map(|(index, mention)| Saying {
            node,
            mention: Cow::Borrowed(mention),
            about: About::Words {
                text: text.value(),
                mentions,
                index,
            },
        }));
    }
    sayings.truncate(MOST_COMPARED);
    sayings
}

/// The words of a figure's clause and of its lead, without the figure itself.
fn words_around<'t>(text: &'t str, mentions: &[Mention], index: usize) -> Vec<&'t str> {
    let around = Surroundings::of(text, mentions, index);
    let Some(figure) = mentions.get(index) else {
        return Vec::new();
    };
    let before = text.get(around.clause.start..figure.range.start);
    let after = text.get(figure.range.end..around.clause.end);
    let lead = around.lead.and_then(|lead| text.get(lead));
    [before, after, lead].into_iter().flatten().collect()
}

fn is_counted(mention: &Mention) -> bool {
    mention.is_quantity() && mention.unit.is_some() && mention.bound.is_none()
}

impl Saying<'_> {
    fn promises_a_side(&self) -> bool {
        matches!(
            self.mention.approximation,
            Some(Approximation::More | Approximation::Nearly)
        )
    }

    fn is_exact(&self) -> bool {
        self.mention.approximation.is_none()
    }

    fn counts_like(&self, other: &Self) -> bool {
        counts_alike(self.mention.unit, other.mention.unit)
    }

    /// Whether one of the two speaks of most of what the other is about, and that of a fair part of the one.
    fn is_about_the_same(&self, other: &Self) -> bool {
        let (left, right) = self.shared_with(other);
        left.max(right).is_close() && left.min(right).is_at_least(33)
    }

    /// Whether one of the two speaks of most of what the other is about.
    fn may_be_about_the_same(&self, other: &Self) -> bool {
        let (left, right) = self.shared_with(other);
        left.max(right).is_close()
    }

    /// How much of what each is about the other speaks of.
    fn shared_with(&self, other: &Self) -> (Closeness, Closeness) {
        let (own, others) = (self.words(), other.words());
        (shared(&own, &others), shared(&others, &own))
    }

    fn words(&self) -> Vec<&str> {
        match self.about {
            About::Name(name) => vec![name],
            About::Words {
                text,
                mentions,
                index,
            } => words_around(text, mentions, index),
        }
    }
}

/// How much of what the one is about the other speaks of. The lead says less of that than the clause itself.
fn shared(own: &[&str], others: &[&str]) -> Closeness {
    let clause = Topic::of_clauses(own.get(..2).unwrap_or(own));
    let topic = if clause.is_empty() {
        Topic::of_clauses(own)
    } else {
        clause
    };
    topic.closeness(&Pairs::of_all(others))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::check;

    fn check_summary(summary: &str, words: Option<&str>) {
        let expected: Vec<_> = words
            .into_iter()
            .map(|words| ("/overall_performance", words))
            .collect();
        check(&RULE, &json!({ "overall_performance": summary }), &expected);
    }

    #[test]
    fn a_promise_that_the_exact_figure_breaks() {
        check_summary("全年新增公办学位近5400个。", Some("近5400个"));
        check_summary("参与课后服务学生8.7万余人。", Some("8.7万余人"));
        check_summary("资助家庭经济困难学生2200多人。", Some("2200多人"));
    }

    #[test]
    fn a_promise_that_is_kept_or_of_another_thing() {
        check_summary("全年新增公办学位5400余个。", None);
        check_summary("参与课后服务学生近8.7万人。", None);
        check_summary("资助家庭经济困难学生2100多人。", None);
        check_summary("慰问离退休老同志2200多人。", None);
        check_summary("选聘法治副校长330余人次，覆盖面进一步扩大。", None);
        check_summary("新增公办学位约5400个。", None);
    }

    #[test]
    fn a_figure_of_another_size_or_beside_one_that_keeps_the_promise_is_no_slip() {
        let task = |achieved: &str| json!({ "tasks": [{ "achieved": achieved, "indicators": [null, { "name": "保障低保对象人数", "result": "10428人" }] }] });
        check(
            &RULE,
            &task(
                "2021年底启动的低保对象工作全面铺开，保障1万多人。2021年底启动的护理型养老床位工作全面铺开，新增579张。",
            ),
            &[],
        );
        check(
            &RULE,
            &task(
                "2021年底启动的低保对象工作全面铺开，保障1万多人。2021年底启动的残疾对象工作全面铺开，保障9426人。",
            ),
            &[],
        );
    }

    #[test]
    fn a_rounded_result_is_held_to_the_text() {
        let indicators = json!([{}, { "result": "5500余个" }]);
        check(
            &RULE,
            &json!({ "tasks": [{ "indicators": indicators }] }),
            &[("/tasks/0/indicators/1/result", "5500余个")],
        );
    }
}
