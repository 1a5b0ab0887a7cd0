//! `no-problem-stated`: a self-evaluation without a single problem.

use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "no-problem-stated",
    name: "未反映问题",
    group: Group::Consistency,
    severity: Severity::Info,
    page: include_str!("no-problem-stated.md"),
    has_fix: false,
    check,
};

static NONE: Template = Template {
    zh: "{field}只写了“{words}”，自评没有反映任何问题。",
    en: "{field} says only {words}; the evaluation names no problem.",
};

static NAME_ONE: Template = Template {
    zh: "请结合预算执行和绩效目标完成情况，写明主要问题。",
    en: "Name the main problems of spending the budget and reaching the goals.",
};

fn check(context: &mut Context<'_, '_>) {
    let problems = context.document.slots().filter(|slot| slot.field.key == PROBLEMS);
    for slot in problems {
        let Some(text) = slot.text().valid().filter(|text| states_nothing(text.value())) else {
            continue;
        };
        let message = Message::new(&NONE)
            .with("field", slot.field)
            .with("words", text.value().trim());
        context.report_slot(slot, message).help(Message::new(&NAME_ONE));
    }
}

const PROBLEMS: &str = "problems";

/// Whether the whole text says that there is no problem.
fn states_nothing(text: &str) -> bool {
    const NOTHING: &[&str] = &[
        "无",
        "暂无",
        "没有",
        "未发现",
        "不存在",
        "尚无",
        "并无",
        "目前无",
        "基本无",
    ];
    const ADDED: &[&str] = &[
        "明显", "重大", "突出", "任何", "其他", "相关", "上述", "存在", "需要", "的", "问题", "说明", "困难",
        "不足", "情况",
    ];
    let bare: String = text
        .chars()
        .filter(|character| character.is_alphanumeric())
        .collect();
    let bare = bare.strip_prefix("存在问题").unwrap_or(&bare);
    if bare.is_empty() {
        // Dashes and slashes say no more than a blank.
        return text.trim().chars().count() <= 3;
    }
    let Some(mut rest) = NOTHING.iter().find_map(|word| bare.strip_prefix(word)) else {
        return false;
    };
    while let Some(shorter) = ADDED.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::check;

    #[test]
    fn nothing_is_no_problem() {
        for nothing in [
            "无",
            "暂无",
            "无。",
            "暂无问题",
            "没有明显问题。",
            "未发现重大问题",
            "不存在问题",
            "/",
            "—",
        ] {
            check(&RULE, &json!({ "problems": nothing }), &[("/problems", nothing)]);
        }
        for problem in [
            "无障碍设施建设滞后。",
            "一是学位紧张；二是指标不够细化。",
            "没有充分发挥绩效评价的引导作用。",
            "暂无重大问题，但个别项目进度偏慢。",
        ] {
            check(&RULE, &json!({ "problems": problem }), &[]);
        }
    }
}
