//! `duplicate-indicator`: an indicator that is given twice in one task with the same result.

use crate::message::Template;
use crate::repeat::{Removal, RepeatTexts, report_repeats};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-indicator",
    name: "指标重复",
    group: Group::Indicators,
    severity: Severity::Error,
    page: include_str!("duplicate-indicator.md"),
    has_fix: true,
    check,
};

static DUPLICATE: Template = Template {
    zh: "指标“{name}”在本任务中重复填写（{results}），并非两项指标。",
    en: "The indicator {name} stands in this task more than once ({results}) and is not another indicator.",
};

static REMOVE: Template = Template {
    zh: "请删去重复的一行；若本应是另一项指标，请改正名称。",
    en: "Remove one; if another indicator was meant, correct its name.",
};

static FIRST: Template = Template {
    zh: "第一次在这里。",
    en: "The first is here.",
};

static REMOVE_ONE: Template = Template {
    zh: "删去重复的一项（{result}）",
    en: "Remove the repeated one ({result})",
};

static KEEPS_ONE: Template = Template {
    zh: "两项的写法不同，请核对保留的是否正确",
    en: "The two are not written alike; make sure that the right one stays",
};

fn check(context: &mut Context<'_, '_>) {
    report_repeats(
        context,
        &RepeatTexts {
            same_result: true,
            message: &DUPLICATE,
            help: &REMOVE,
            first: &FIRST,
            removal: Some(Removal {
                title: &REMOVE_ONE,
                reason: &KEEPS_ONE,
            }),
        },
    );
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{check, check_repeat};

    fn check_pair(first: &str, second: &str, found: bool) {
        check_repeat(&RULE, first, second, found);
    }

    #[test]
    fn results_that_say_the_same() {
        for (first, second) in [
            ("85人次", "85人次"),
            ("8.68万人", "86800人"),
            ("1公里", "1000米"),
            ("≥4场", "≥5场"),
            ("≥4场", "6场"),
            ("6场", "≥4场"),
            ("达标", "合格"),
            ("85", "85人次"),
        ] {
            check_pair(first, second, true);
        }
    }

    #[test]
    fn results_that_differ_or_cannot_be_read_are_not_its_own() {
        for (first, second) in [
            ("85人次", "86人次"),
            ("≥4场", "3场"),
            ("85人次", ""),
            ("85人次", "N人次"),
            ("85人次", "达标"),
        ] {
            check_pair(first, second, false);
        }
    }

    #[test]
    fn the_same_name_in_another_task_is_no_repeat() {
        let one = json!([{ "name": "培训人次", "result": "85人次" }]);
        check(
            &RULE,
            &json!({ "tasks": [{ "indicators": one }, { "indicators": one }] }),
            &[],
        );
    }
}
