//! `unreported-goal`: a numbered goal that no result answers.

use std::cell::LazyCell;

use evallint_schema::Role;
use evallint_syntax::{NodeId, Text};
use foldhash::HashMap;

use crate::document::Document;
use crate::message::{Message, Template};
use crate::narrative::{Pairs, Topic, numbered_items};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "unreported-goal",
    name: "目标未回应",
    group: Group::Consistency,
    severity: Severity::Info,
    page: include_str!("unreported-goal.md"),
    has_fix: false,
    check,
};

static UNANSWERED: Template = Template {
    zh: "预期目标“{goal}”在目标完成情况和指标里都没有回应。",
    en: "Neither what was achieved nor an indicator answers the goal {goal}.",
};

static ANSWER: Template = Template {
    zh: "请写明这项目标的完成情况；没有开展的，说明原因。",
    en: "Tell what came of this goal; where nothing was done, say why.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    // The goals of the whole year are answered by the tasks, each of which has a text of its own.
    let indicators = indicator_texts(document);
    let tasks = document.records().filter(|record| document.is_in_list(record.id));
    for record in tasks {
        let (Some(expected), Some(achieved)) = (
            record.slot_with_role(Role::Expected),
            record.slot_with_role(Role::Achieved),
        ) else {
            continue;
        };
        let (Some(goal), Some(told)) = (expected.text().valid(), achieved.text().valid()) else {
            continue;
        };
        let names = indicators.get(&record.id).map(Vec::as_slice).unwrap_or_default();
        let answers = Answers {
            indicators: Pairs::of_all(names),
            told: LazyCell::new(|| Pairs::of(told.value())),
        };
        let marks = expected.node.map(|node| context.facts.marks(node));
        let items = numbered_items(goal.value(), marks.unwrap_or_default());
        for item in items {
            let words = goal.value().get(item.clone()).unwrap_or_default();
            if answers.answer(words) {
                continue;
            }
            let range = goal.source_range(item.start, item.end);
            let message = Message::new(&UNANSWERED).with("goal", shortened(words));
            context
                .report(expected.pointer(), range, message)
                .help(Message::new(&ANSWER));
        }
    }
}

/// What a task tells in answer to its goals.
struct Answers<F> {
    indicators: Pairs,
    told: LazyCell<Pairs, F>,
}

impl<F: FnOnce() -> Pairs> Answers<F> {
    /// Whether a fair part of what the goal is about is answered. The few words of an indicator say more than as many of
    /// a long text, which shares a word with anything.
    fn answer(&self, goal: &str) -> bool {
        let topic = Topic::of_clause(goal);
        topic.is_vague()
            || topic.closeness(&self.indicators).is_at_least(15)
            || topic.closeness(&self.told).is_at_least(25)
    }
}

/// The names of the indicators of each task, and their results.
fn indicator_texts<'d>(document: &'d Document<'_>) -> HashMap<NodeId, Vec<&'d str>> {
    let mut texts: HashMap<NodeId, Vec<&str>> = HashMap::default();
    for measure in document.measures() {
        let Some(task) = measure.task() else { continue };
        let told = [measure.name, measure.result]
            .into_iter()
            .filter_map(|slot| slot.text().valid())
            .map(Text::value);
        texts.entry(task.id).or_default().extend(told);
    }
    texts
}

/// The first words of a goal, as many as a message can hold.
fn shortened(words: &str) -> String {
    const MOST: usize = 24;
    let trimmed = words.trim().trim_end_matches(['。', '；']);
    if trimmed.chars().count() <= MOST {
        return trimmed.to_owned();
    }
    let mut short: String = trimmed.chars().take(MOST).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::check;

    fn check_goals(goals: &str, expected: &[&str]) {
        let expected: Vec<_> = expected
            .iter()
            .map(|words| ("/tasks/2/expected", *words))
            .collect();
        check(
            &RULE,
            &json!({ "tasks": [{}, {}, { "expected": goals }] }),
            &expected,
        );
    }

    #[test]
    fn a_goal_without_an_answer() {
        check_goals(
            "1、组建校园最小应急单元。 2、编制城乡图书馆藏书数字目录。 3、配齐防护物资和安检设备。",
            &["编制城乡图书馆藏书数字目录。"],
        );
        check_goals(
            "（1）开展应急演练。（2）培育红树林乡土苗木。",
            &["培育红树林乡土苗木。"],
        );
    }

    #[test]
    fn goals_that_are_answered_or_not_numbered() {
        check_goals("1、组建校园最小应急单元，开展应急演练。 2、整治“五类车”。", &[]);
        check_goals("编制城乡图书馆藏书数字目录，培育红树林乡土苗木。", &[]);
        check_goals("1、组建校园最小应急单元。 2、持续做好各项工作。", &[]);
    }
}
