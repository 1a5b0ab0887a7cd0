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
    has_fix: false,
    check,
};

static CONFLICT: Template = Template {
    zh: "指标“{name}”在本任务中重复填写，完成情况互相矛盾（{results}）。",
    en: "The indicator {name} stands in this task more than once, with results that contradict each other ({results}).",
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
            removal: None,
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_repeat;

    fn check_pair(first: &str, second: &str, found: bool) {
        check_repeat(&RULE, first, second, found);
    }

    #[test]
    fn results_that_contradict() {
        for (first, second) in [
            ("85人次", "86人次"),
            ("≥4场", "3场"),
            ("85人次", "达标"),
            ("37栋", "37公里"),
        ] {
            check_pair(first, second, true);
        }
    }

    #[test]
    fn results_that_agree_or_cannot_be_read_do_not() {
        for (first, second) in [
            ("85人次", "85人次"),
            ("≥4场", "5场"),
            ("≥4场", "≥5场"),
            ("85人次", ""),
            ("85人次", "XX人次"),
        ] {
            check_pair(first, second, false);
        }
    }
}
