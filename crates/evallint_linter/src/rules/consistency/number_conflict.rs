//! `number-conflict`: the table and the text give different figures for the same thing.

use crate::fix::Fix;
use crate::message::{Message, Template};
use crate::narrative::Support;
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "number-conflict",
    name: "表文数据不一",
    group: Group::Consistency,
    severity: Severity::Warning,
    page: include_str!("number-conflict.md"),
    has_fix: true,
    check,
};

static CONFLICT: Template = Template {
    zh: "表中填“{words}”，正文写的是“{told}”，两处数据不一致。",
    en: "The table says {words}, the text {told}.",
};

static AGREE: Template = Template {
    zh: "请按台账核实，把表和正文改成同一个数。",
    en: "Check the records, and give the same figure in both places.",
};

static TOLD: Template = Template {
    zh: "正文写的是“{words}”",
    en: "The text says {words}",
};

static WHICH: Template = Template {
    zh: "表和正文哪个对，要按台账核实",
    en: "Only the records tell which of the two is right",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for account in context.accounts().iter() {
        let (Support::Conflict(statement), Some(written)) = (&account.support, account.written()) else {
            continue;
        };
        let told = document.written(statement.node, statement.mention);
        let fix = document.told_instead(written.node, &account.figure, statement);
        let message = Message::new(&CONFLICT)
            .with("words", written.words)
            .with("told", told.words);
        context
            .report(document.pointer(written.node), written.range, message)
            .help(Message::new(&AGREE))
            .relate_statement(document, statement, &TOLD)
            .fix(fix.map(|(title, edit)| Fix::for_display(title, Message::new(&WHICH), vec![edit])));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_claim;

    fn conflict(text: &str, name: &str, result: &str, found: bool) {
        check_claim(&RULE, text, name, result, found.then_some(result));
    }

    #[test]
    fn another_figure_for_the_same_thing() {
        for (text, name, result) in [
            ("组建315个最小应急单元。", "组建最小应急单元数量", "351个"),
            (
                "开展教师培训325场次，培训教师8680人次。",
                "开展教师培训场次",
                "335场次",
            ),
            (
                "培训教师8680人次，其中骨干教师1120人次。",
                "培训教师人次",
                "8690人次",
            ),
            (
                "登记8.68万人来穗人员，登记率97.5%。",
                "来穗人员登记数量",
                "7.68万人",
            ),
            ("来穗人员登记率达97.5%。", "来穗人员登记率", "95.7%"),
            ("审计计划完成率保持在103.08%。", "审计计划完成率", "13.08%"),
            (
                "推进交通秩序整治，开展联合行动15次。",
                "交通秩序整治行动次数",
                "51次",
            ),
            (
                "拆除违法建设7宗，面积涉2.8万平方米。",
                "拆除违法建设面积",
                "3.8万平方米",
            ),
            (
                "举办健康讲座85场次，开展义诊活动32场次。",
                "举办健康讲座场次",
                "58场次",
            ),
            ("长者配餐：全年服务21万人次。", "长者配餐服务人次", "12万人次"),
            (
                "街总河长累计巡河9次；街副总河长累计巡河28次；村居级河长累计巡河161次。",
                "村居级河长累计巡河次数",
                "116次",
            ),
        ] {
            conflict(text, name, result, true);
        }
    }

    #[test]
    fn the_figure_in_other_digits_or_of_another_thing() {
        for (text, name, result) in [
            ("登记8.68万人来穗人员。", "来穗人员登记数量", "86800人"),
            ("登记8.68万人来穗人员。", "来穗人员登记数量", "86812人"),
            ("登记率97.78%。", "来穗人员登记率", "97.8%"),
            ("加固堤防12.85公里。", "堤防加固长度", "12850米"),
            ("为19264名来穗人员办理居住证。", "办理居住证数量", "19264张"),
            (
                "组建315个最小应急单元，325个网格党小组。",
                "组建最小应急单元数量",
                "315个",
            ),
            (
                "安装1715套城中村智能门禁，升级640套人脸智能门禁。",
                "升级人脸智能门禁数量",
                "640套",
            ),
            ("发放助学金318.46万元。", "发放助学金金额", "381.46万元"),
            (
                "为10993名市民开展国民体质监测，出动工作人员1.65万人次。",
                "国民体质监测人次",
                "10993人次",
            ),
            (
                "累计接种363610剂次，其中石牌村接种111810剂次。",
                "疫苗接种数量",
                "363610剂次",
            ),
            (
                "组建23组常态化社区三人小组和358组战时社区三人小组。",
                "组建社区三人小组数量",
                "31组",
            ),
            (
                "培训教师8680人次，较上年增加120人次。",
                "培训教师人次",
                "≥8000人次",
            ),
        ] {
            conflict(text, name, result, false);
        }
    }
}
