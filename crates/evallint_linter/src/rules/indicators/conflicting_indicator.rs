//! `conflicting-indicator`: an indicator that is given twice in one task with different results.

use crate::message::Template;
use crate::repeat::{RepeatTexts, report_repeats};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "conflicting-indicator",
    name: "指标矛盾",
    group: Group::Indicators,
    severity: Severity::Error,
    page: include_str!("conflicting-indicator.md"),
    check,
};

static CONFLICT: Template = Template {
    zh: "指标“{name}”在本任务中出现两次，完成情况不一致：{first}，{second}。",
    en: "The indicator {name} stands twice in this task with different results: {first}, {second}.",
};

static KEEP_ONE: Template = Template {
    zh: "请核实后只保留正确的一项；若是两项不同的指标，请在名称上加以区分。",
    en: "Find out which is right and keep that; if they are two indicators, tell them apart by name.",
};

static FIRST: Template = Template {
    zh: "第一次在这里。",
    en: "The first is here.",
};

fn check(context: &mut Context<'_, '_>) {
    report_repeats(
        context,
        &RepeatTexts {
            same_result: false,
            message: &CONFLICT,
            help: &KEEP_ONE,
            first: &FIRST,
        },
    );
}
