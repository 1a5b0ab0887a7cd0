//! `goal-equals-result`: what was achieved is told in the words of the goal.

use evallint_schema::Role;

use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "goal-equals-result",
    name: "目标与完成雷同",
    group: Group::Consistency,
    severity: Severity::Warning,
    page: include_str!("goal-equals-result.md"),
    has_fix: false,
    check,
};

static COPIED: Template = Template {
    zh: "目标完成情况照抄了预期目标，看不出实际做了什么。",
    en: "What was achieved repeats the goal; it does not say what was done.",
};

static TELL: Template = Template {
    zh: "请写实际完成的工作和数量，不要复述目标。",
    en: "Tell what was done and how much of it, not the goal again.",
};

static GOAL: Template = Template {
    zh: "预期目标在这里",
    en: "The goal",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for record in document.records() {
        let (Some(expected), Some(achieved)) = (
            record.slot_with_role(Role::Expected),
            record.slot_with_role(Role::Achieved),
        ) else {
            continue;
        };
        let (Some(goal), Some(told)) = (expected.text().valid(), achieved.text().valid()) else {
            continue;
        };
        if !is_copied(goal.value(), told.value()) {
            continue;
        }
        context
            .report_slot(achieved, Message::new(&COPIED))
            .help(Message::new(&TELL))
            .relate_slot(expected, Message::new(&GOAL));
    }
}

/// Whether two texts are the same but for a tenth of their words, and have the same figures. Spaces and punctuation do
/// not make another text.
fn is_copied(goal: &str, told: &str) -> bool {
    let digits = |text: &str| -> Vec<u8> { text.bytes().filter(u8::is_ascii_digit).collect() };
    let (shorter, longer) = (goal.len().min(told.len()), goal.len().max(told.len()));
    if shorter * 5 < longer * 3 || digits(goal) != digits(told) {
        return false;
    }
    let words = |text: &str| -> String {
        text.chars()
            .filter(|character| character.is_alphanumeric())
            .collect()
    };
    let (goal, told) = (words(goal), words(told));
    let length = goal.chars().count().max(told.chars().count());
    if length < SHORTEST {
        return false;
    }
    if goal == told {
        return true;
    }
    let apart = most_apart(&goal, &told);
    apart * 10 <= length && strsim::levenshtein(&goal, &told) * 10 <= length
}

/// The fewest characters that tell of a goal; shorter texts are alike by chance.
const SHORTEST: usize = 6;

/// How many characters one text has that the other lacks, in whatever order: no edit makes one of the other with fewer.
fn most_apart(left: &str, right: &str) -> usize {
    let sorted = |text: &str| {
        let mut characters: Vec<char> = text.chars().collect();
        characters.sort_unstable();
        characters
    };
    let lacks = |one: &[char], other: &[char]| {
        let (mut missing, mut rest) = (0, other.iter().peekable());
        for character in one {
            while rest.next_if(|next| *next < character).is_some() {}
            if rest.next_if(|next| *next == character).is_none() {
                missing += 1;
            }
        }
        missing
    };
    let (left, right) = (sorted(left), sorted(right));
    lacks(&left, &right).max(lacks(&right, &left))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::check;

    const GOAL: &str = "加强校园安全管理，开展应急演练46场次，完善人防物防技防措施。";

    fn check_pair(told: &str, copied: bool) {
        let expected: &[_] = if copied {
            &[("/tasks/2/achieved", told)]
        } else {
            &[]
        };
        let task = json!({ "expected": GOAL, "achieved": told });
        check(&RULE, &json!({ "tasks": [{}, {}, task] }), expected);
    }

    #[test]
    fn the_goal_again_tells_nothing() {
        check_pair(GOAL, true);
        check_pair(
            "加强校园安全管理，开展应急演练46场次，完善人防、物防、技防措施",
            true,
        );
        check_pair(
            "已加强校园安全管理，开展应急演练46场次，完善人防物防技防措施。",
            true,
        );
        check(
            &RULE,
            &json!({ "annual_goal": { "expected": "办好人民满意的教育。", "achieved": "办好人民满意的教育。" } }),
            &[("/annual_goal/achieved", "办好人民满意的教育。")],
        );
    }

    #[test]
    fn other_words_or_figures_are_a_result() {
        check_pair(
            "加强校园安全管理，开展应急演练52场次，完善人防物防技防措施。",
            false,
        );
        check_pair(
            "全年开展应急演练46场次，校园一键报警装置全部联网，人防物防技防建设达标率100%。",
            false,
        );
        check_pair("已完成。", false);
    }
}
