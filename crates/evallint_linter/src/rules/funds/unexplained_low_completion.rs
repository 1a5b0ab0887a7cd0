//! `unexplained-low-completion`: a low completion rate for which no text gives a reason.

use crate::document::Document;
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "unexplained-low-completion",
    name: "完成率偏低未说明",
    group: Group::Funds,
    severity: Severity::Warning,
    page: include_str!("unexplained-low-completion.md"),
    has_fix: false,
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
    for figures in context.funds.figures() {
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
    document.prose().any(|(node, text)| {
        let is_task = document.is_in_list(node);
        text.split(['。', '；'])
            .any(|sentence| tells_of_delay(sentence) || (!is_task && explains_rate(sentence)))
    })
}

const SPENDING: &[&str] = &[
    "执行",
    "完成率",
    "支出",
    "支付",
    "拨付",
    "付款",
    "结算",
    "尾款",
    "余款",
    "款项",
    "进度款",
    "质保金",
    "资金",
    "预算",
    "项目",
    "工程",
    "采购",
    "合同",
    "经费",
    "活动",
];

/// Whether a sentence says that something to be paid for was held up, or left money over.
fn tells_of_delay(sentence: &str) -> bool {
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
        "未到",
        "未实施",
        "未开展",
        "未启动",
        "未开工",
        "未招标",
        "未验收",
        "未竣工",
        "尚在",
        "尚需",
        "待验收",
        "待审计",
        "待结算",
        "暂缓",
        "暂停",
        "缓建",
        "停工",
        "搁置",
        "下年支付",
        "下年度支付",
        "次年支付",
        "次年度支付",
        "下一年支付",
        "下一年度支付",
        "分期付",
        "分期支",
        "流程较长",
        "周期较长",
        "周期长",
        "时间较长",
        "耗时",
        "下达晚",
        "到位晚",
        "启动晚",
        "开工晚",
        "年底下达",
        "年末下达",
        "执行率不高",
        "完成率不高",
    ];
    // Money left over is a reason, but that it was handed in as it should be is none.
    const LEFT_OVER: &[&str] = &["结转", "结余"];
    let causes = |clause: &str| {
        holds_any(clause, CAUSES) || (holds_any(clause, LEFT_OVER) && !praises_management(clause))
    };
    holds_any(sentence, SPENDING) && sentence.split('，').any(causes)
}

/// Whether a sentence outside of the tasks names a cause, or what was saved. In a task these are what it achieved.
fn explains_rate(sentence: &str) -> bool {
    const RATE: &[&str] = &[
        "执行率",
        "完成率",
        "执行进度",
        "支出进度",
        "支付进度",
        "未支出",
        "支出减少",
    ];
    const CAUSES: &[&str] = &[
        "主要是",
        "主要系",
        "主要为",
        "所致",
        "造成",
        "缘于",
        "源于",
        "在于",
        "有关",
    ];
    const GRANTS: &[&str] = &["补贴", "补助", "发放"];
    const FEWER: &[&str] = &["减少", "下降"];
    const SAVINGS: &[&str] = &["节约", "节省", "少用"];
    let saves = |clause: &str| holds_any(clause, SAVINGS) && !praises_management(clause);
    (holds_any(sentence, RATE) && holds_any(sentence, CAUSES))
        || (holds_any(sentence, GRANTS) && holds_any(sentence, FEWER) && sentence.contains("影响"))
        || (holds_any(sentence, SPENDING) && sentence.split('，').any(saves))
}

/// Whether a clause says that money is well kept: 结余资金及时上缴.
fn praises_management(clause: &str) -> bool {
    const CARE: &[&str] = &[
        "规范",
        "严格",
        "控制",
        "制度",
        "完善",
        "健全",
        "加强",
        "强化",
        "及时上缴",
        "及时收回",
        "及时清理",
        "节约集约",
        "集约节约",
    ];
    let has_figure = clause.contains(|character: char| character.is_ascii_digit());
    holds_any(clause, CARE) && !has_figure
}

fn holds_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
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

    #[test]
    fn what_held_the_money_up_is_a_reason() {
        for reason in [
            "预算执行率不高，主要是质保金按合同约定下年支付",
            "受政策调整影响，补贴发放人数减少",
            "部分项目暂缓实施",
            "合同约定分期付款，余款下年支付",
            "项目尚在实施，资金按进度支付",
            "政府采购流程较长",
            "完成率与人员变动有关",
            "年末结余资金120万元，按规定及时上缴",
            "加强成本控制，节约经费",
        ] {
            check(&RULE, &underspent(&format!("{reason}。")), &[]);
        }
    }

    #[test]
    fn how_money_is_managed_is_no_reason() {
        let place: &[_] = &[("/funds/completion_rate", "85.00%")];
        for praise in [
            "节约集约利用资金",
            "财政结余资金及时上缴",
            "加强结转结余资金管理",
            "补助标准有所下降",
        ] {
            check(&RULE, &underspent(&format!("{praise}。")), place);
        }
    }
}
