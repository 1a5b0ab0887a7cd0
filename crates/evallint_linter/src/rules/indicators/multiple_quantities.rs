//! `multiple-quantities`: several quantities of different things in one result.

use crate::message::{Message, Template};
use crate::narrative::distinct_quantities;
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "multiple-quantities",
    name: "一格多值",
    group: Group::Indicators,
    severity: Severity::Warning,
    page: include_str!("multiple-quantities.md"),
    has_fix: false,
    check,
};

static MULTIPLE: Template = Template {
    zh: "一格里有 {count} 个不同事项的数值，无法与指标一一对应。",
    en: "{count} quantities of different things stand in one cell; the indicator cannot tell which is its own.",
};

static LISTED: Template = Template {
    zh: "名称里并列了 {count} 个事项，它们的 {count} 个数值也写在一格里。",
    en: "The name lists {count} things, and their {count} figures stand in one cell.",
};

static SPLIT_UP: Template = Template {
    zh: "请拆成 {count} 项指标，一行一个数值。",
    en: "Make {count} indicators of them, one figure each.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for measure in document.measures() {
        let Some((node, text)) = measure.result_text() else {
            continue;
        };
        let quantities = distinct_quantities(text.value(), context.facts.mentions(node));
        if quantities.len() < 2 {
            continue;
        }
        let listed = measure
            .name_text()
            .is_some_and(|name| count_parts(name) == quantities.len());
        let message = Message::new(if listed { &LISTED } else { &MULTIPLE }).with("count", quantities.len());
        let finding = context.report(measure.result.pointer(), text.range(), message);
        finding.help(Message::new(&SPLIT_UP).with("count", quantities.len()));
        if listed {
            finding.severity(Severity::Info);
        }
    }
}

/// How many things the name lists.
fn count_parts(name: &str) -> usize {
    1 + name.matches(['、', '/', '和', '及', '与']).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_result;

    #[test]
    fn quantities_of_different_things() {
        for result in [
            "新建4所、改扩建2处",
            "23组常态化小组、358组战时小组",
            "培训85场次，参训3000人次",
            "9个哨点+3个检测点",
            "夜间开放725小时、纸质图书20900册",
            "8个；周末服务354小时",
            "学历提升教师34人、支教教师51名",
        ] {
            check_result(&RULE, "组建数量", result, Some(result));
        }
    }

    #[test]
    fn one_thing_said_in_several_figures() {
        for result in [
            "363610剂次，其中111810剂次",
            "85场次（约3000人次）",
            "10-20次",
            "1:3",
            "2022年12月完成85场次",
            "85场次，同比增长10%",
            "共30场：线上10场、线下20场",
            "7米以上道路12公里",
            "60岁以上老人3000人",
            "3A级景区5个",
            "每月2次，全年24次",
            "8.68万人，86800人",
            "24小时受理300件",
            "85场次，合格率提升至98%",
        ] {
            check_result(&RULE, "数量", result, None);
        }
    }
}
