//! `unit-differs-from-narrative`: the same number for the same thing, with another unit.

use crate::fix::Fix;
use crate::message::{Message, Template};
use crate::narrative::Support;
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "unit-differs-from-narrative",
    name: "表文单位不一",
    group: Group::Consistency,
    severity: Severity::Warning,
    page: include_str!("unit-differs-from-narrative.md"),
    has_fix: true,
    check,
};

static DIFFERS: Template = Template {
    zh: "表中填“{words}”，正文写的是“{told}”，数量相同而单位不同。",
    en: "The table says {words}, the text {told}: one number with two units.",
};

static SAME_UNIT: Template = Template {
    zh: "请核实统计的是什么，表和正文用同一个单位。",
    en: "Find out what was counted, and use one unit in both places.",
};

static TOLD: Template = Template {
    zh: "正文写的是“{words}”",
    en: "The text says {words}",
};

static WHICH: Template = Template {
    zh: "表和正文哪个单位对，要看统计的是什么",
    en: "Which unit is right depends on what was counted",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for account in context.accounts().iter() {
        let (Support::OtherUnit(statement), Some(written)) = (&account.support, account.written()) else {
            continue;
        };
        let told = document.written(statement.node, statement.mention);
        let fix = document.told_instead(written.node, &account.figure, statement);
        let message = Message::new(&DIFFERS)
            .with("words", written.words)
            .with("told", told.words);
        context
            .report(document.pointer(written.node), written.range, message)
            .help(Message::new(&SAME_UNIT))
            .relate_statement(document, statement, &TOLD)
            .fix(fix.map(|(title, edit)| Fix::for_display(title, Message::new(&WHICH), vec![edit])));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_claim;

    fn differs(text: &str, name: &str, result: &str, found: bool) {
        check_claim(&RULE, text, name, result, found.then_some(result));
    }

    #[test]
    fn one_number_in_two_units() {
        for (text, name, result) in [
            (
                "推动37栋旧楼获得加装电梯规划审批。",
                "既有住宅加装电梯规划审批",
                "37梯",
            ),
            ("上报并处理河湖问题1248处。", "处理河湖问题数量", "1248宗"),
            ("更换课桌椅1.2万套。", "更换课桌椅数量", "12000张"),
            ("培训骨干教师8680人次。", "骨干教师培训情况", "8680人"),
        ] {
            differs(text, name, result, true);
        }
    }

    #[test]
    fn units_that_stand_for_one_another_or_another_thing() {
        for (text, name, result) in [
            ("举办健康讲座85场。", "举办健康讲座情况", "85场次"),
            ("为19264名来穗人员办理居住证。", "办理居住证数量", "19264张"),
            ("改造面积2000平米。", "改造校舍情况", "2000平方米"),
            ("加固堤防12.85公里。", "堤防加固情况", "12850米"),
            ("巡查企业12家，整改隐患12处。", "整改隐患数量", "12处"),
            ("整治排口12个，受理信访事项8宗。", "新建泵站数量", "8座"),
            ("培训骨干教师8680人次。", "培训骨干教师人次", "8680人"),
        ] {
            differs(text, name, result, false);
        }
    }
}
