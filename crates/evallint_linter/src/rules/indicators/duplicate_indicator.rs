//! `duplicate-indicator`: an indicator that is given twice in one task with the same result.

use crate::message::Template;
use crate::repeat::{RepeatTexts, report_repeats};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-indicator",
    name: "指标重复",
    group: Group::Indicators,
    severity: Severity::Error,
    page: include_str!("duplicate-indicator.md"),
    check,
};

static DUPLICATE: Template = Template {
    zh: "指标“{name}”在本任务中重复，完成情况也相同（{first}、{second}）。",
    en: "The indicator {name} stands twice in this task, with the same result ({first}, {second}).",
};

static REMOVE: Template = Template {
    zh: "请删去重复的一行；若本应是另一项指标，请改正名称。",
    en: "Remove one; if another indicator was meant, correct its name.",
};

static FIRST: Template = Template {
    zh: "第一次在这里。",
    en: "The first is here.",
};

fn check(context: &mut Context<'_, '_>) {
    report_repeats(
        context,
        &RepeatTexts {
            same_result: true,
            message: &DUPLICATE,
            help: &REMOVE,
            first: &FIRST,
        },
    );
}
