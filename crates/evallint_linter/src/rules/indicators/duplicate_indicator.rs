//! `duplicate-indicator`: an indicator that is given twice in one task with the same result.

use crate::measure::repeats;
use crate::message::{Message, Template};
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
    for repeat in repeats(context.document, context.facts) {
        if repeat.same_result != true {
            continue;
        }
        let range = repeat.later.name.range();
        let message = Message::new(&DUPLICATE).with("name", repeat.name);
        let message = message.with("first", repeat.first_result).with("second", repeat.later_result);
        context
            .report(repeat.later.record.pointer(), range, message)
            .help(Message::new(&REMOVE))
            .relate(repeat.first.record.pointer(), repeat.first.name.range(), Message::new(&FIRST));
    }
}
