//! `unsupported-result`: a result that no text speaks of.

use crate::message::{Message, Template};
use crate::narrative::{Account, Support};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "unsupported-result",
    name: "完成值无出处",
    group: Group::Consistency,
    severity: Severity::Warning,
    page: include_str!("unsupported-result.md"),
    has_fix: false,
    check,
};

static NOWHERE: Template = Template {
    zh: "“{words}”在正文里没有出处：目标完成情况没有提到这项工作的数量。",
    en: "No text speaks of {words}: what was achieved says nothing of how much was done here.",
};

static TELL: Template = Template {
    zh: "请在本任务的目标完成情况中写明该数值；没有开展的，请核对后修改指标。",
    en: "State the figure in what the task achieved, or correct the indicator.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    let accounts: Vec<_> = context.accounts().iter().collect();
    // Of several figures in one cell one with a source is enough; that they stand in one cell is another finding.
    for cell in accounts.chunk_by(|left, right| left.measure.result.node == right.measure.result.node) {
        let nowhere = |account: &&&Account<'_, '_>| matches!(account.support, Support::Nowhere);
        if cell.iter().filter(nowhere).count() < cell.len() {
            continue;
        }
        let Some(written) = cell.first().and_then(|account| account.written()) else {
            continue;
        };
        let message = Message::new(&NOWHERE).with("words", written.words);
        context
            .report(document.pointer(written.node), written.range, message)
            .help(Message::new(&TELL));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_claim;

    fn unsupported(text: &str, name: &str, result: &str, found: bool) {
        check_claim(&RULE, text, name, result, found.then_some(result));
    }

    #[test]
    fn no_text_has_a_figure_for_it() {
        for (text, name, result) in [
            ("完成辖内31834棵树木摸查登记。", "辖内道路养护修复工作", "≥237处"),
            ("完成辖内31834棵树木摸查登记。", "辖内道路养护修复工作", "237处"),
            ("再生水利用率32.6%。", "再生水利用率", "≥35.5%"),
            ("全年举办讲座12场。", "居民电子健康档案建档数量", "4567份"),
            ("各级河长巡河46135次。", "河湖宣传活动场次", "47场"),
        ] {
            unsupported(text, name, result, true);
        }
    }

    #[test]
    fn a_figure_somewhere_or_a_bound_that_is_met() {
        for (text, name, result) in [
            ("组织开展应急演练4场。", "开展应急演练数量", "≥4场"),
            (
                "为117447人次适龄老人发放长寿金。",
                "领取长寿金人次",
                "≥117000人次",
            ),
            ("完成辖内树木摸查登记。", "骨干教师参训人次", "1120人次"),
            (
                "环评审批提速率较上年提高2.8个百分点，达52.2%。",
                "环评审批提速率",
                ">50.6%",
            ),
            (
                "在城区、园区分别安装波形护栏40014米、21060米，合计61074米。",
                "安装波形护栏",
                "≥60000米",
            ),
            (
                "2019年发放小额贷款47.37万元，本年增至426.40万元。",
                "发放小额贷款金额",
                ">413.60万元",
            ),
            ("孕产妇死亡率为7.32/10万。", "孕产妇死亡率", "9.16/10万以下"),
            ("全年未发生安全事故。", "安全事故数量", "0起"),
            ("课后服务实现全覆盖。", "课后服务覆盖率", "100%"),
            ("构建五级架构。", "组织架构层级", "五级"),
            ("挽回消费者损失266.45万元。", "挽回消费者损失金额", "266.45"),
            (
                "挽回消费者损失266.45万元。",
                "挽回消费者损失金额（万元）",
                "266.45",
            ),
            ("工作有序开展。", "按期完成情况", "按期完成"),
        ] {
            unsupported(text, name, result, false);
        }
    }
}
