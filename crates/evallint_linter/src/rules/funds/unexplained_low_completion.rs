//! `unexplained-low-completion`: a low completion rate for which no text gives a reason.

use crate::document::{Document, says_in_one_sentence};
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "unexplained-low-completion",
    name: "完成率偏低未说明",
    group: Group::Funds,
    severity: Severity::Warning,
    page: include_str!("unexplained-low-completion.md"),
    check,
};

static UNEXPLAINED: Template = Template {
    zh: "{field}只有 {rate}（低于 {limit}%），文字中没有说明原因。",
    en: "{field} is only {rate}, below {limit}%, and no text says why.",
};

static EXPLAIN: Template = Template {
    zh: "请在“存在问题”中说明未完成支出的原因。",
    en: "Say in 存在问题 why the money was not spent.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for figures in document.fund_figures() {
        let Some(rate) = figures.completion.filter(|rate| rate.holds()) else {
            continue;
        };
        let limit = context.options.low_completion;
        let doubtful = context.funds.blame_operand_of(rate);
        if rate.printed.percent() >= limit || doubtful || gives_reason(document) {
            continue;
        }
        let message = Message::new(&UNEXPLAINED)
            .with("field", rate.slot.field)
            .with("rate", rate.printed)
            .with("limit", limit.to_string());
        context
            .report_slot(rate.slot, message)
            .help(Message::new(&EXPLAIN));
    }
}

/// Whether a sentence of any text says why money was not spent.
fn gives_reason(document: &Document<'_>) -> bool {
    const SPENDING: &[&str] = &[
        "执行",
        "完成率",
        "支出",
        "支付",
        "拨付",
        "付款",
        "结算",
        "尾款",
        "款项",
        "进度款",
        "资金",
        "预算",
        "项目",
        "工程",
        "采购",
        "合同",
        "经费",
        "活动",
    ];
    const CAUSES: &[&str] = &[
        "由于",
        "因为",
        "主要因",
        "系因",
        "因疫情",
        "因征地",
        "因项目",
        "因工程",
        "因部分",
        "因上级",
        "因政策",
        "因资金",
        "因机构",
        "因招标",
        "受疫情",
        "受阻",
        "原因",
        "导致",
        "影响",
        "结转",
        "结余",
        "尚未",
        "未完成",
        "未支付",
        "未拨付",
        "未能",
        "未及时",
        "未按",
        "未达",
        "未形成",
        "未使用",
        "未执行",
        "不及时",
        "不充分",
        "较晚",
        "来不及",
        "流标",
        "取消",
        "待付",
        "变更",
        "推迟",
        "延期",
        "延后",
        "滞后",
        "跨年",
        "偏低",
        "较低",
        "偏慢",
        "较慢",
        "度慢",
        "不理想",
        "不均衡",
        "紧张",
        "压减",
    ];
    // What a task saved is something it achieved; outside of the tasks it explains what was not spent.
    const SAVINGS: &[&str] = &["节约", "节省", "少用"];
    document.any_sentence_says(&[SPENDING, CAUSES])
        || document
            .prose()
            .filter(|(node, _)| !document.is_in_list(*node))
            .any(|(_, text)| says_in_one_sentence(text, &[SPENDING, SAVINGS]))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::testing::check;

    fn underspent(problems: &str) -> Value {
        json!({
            "funds": {
                "actual_expenditure": "11,152.68", "completion_rate": "85.00%",
                "general_public_budget": "11,011.20"
            },
            "problems": problems
        })
    }

    #[test]
    fn little_spending_wants_a_reason() {
        check(
            &RULE,
            &underspent("一是学位紧张。"),
            &[("/funds/completion_rate", "85.00%")],
        );
        check(&RULE, &underspent("一是受疫情影响，部分项目支出推迟。"), &[]);
        check(&RULE, &underspent("部分工程款未及时结算。"), &[]);
        check(
            &RULE,
            &underspent("预算绩效管理因地制宜，资金保障有力，受到群众好评。"),
            &[("/funds/completion_rate", "85.00%")],
        );
        check(&RULE, &json!({}), &[]);
    }
}
