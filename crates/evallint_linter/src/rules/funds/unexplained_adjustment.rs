//! `unexplained-adjustment`: a large adjustment of the budget for which no text gives a reason.

use crate::document::Document;
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "unexplained-adjustment",
    name: "调整未说明原因",
    group: Group::Funds,
    severity: Severity::Warning,
    page: include_str!("unexplained-adjustment.md"),
    check,
};

static UNEXPLAINED: Template = Template {
    zh: "{field}达 {rate}（超过 {limit}%），文字中没有说明调整原因。",
    en: "{field} is {rate}, above {limit}%, and no text says why.",
};

static EXPLAIN: Template = Template {
    zh: "请说明追加或调减预算的原因。",
    en: "Say why the budget was raised or cut.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for figures in document.fund_figures() {
        let Some(rate) = figures
            .adjustment_rate
            .filter(|rate| figures.adjustment_rate_holds(*rate))
        else {
            continue;
        };
        let limit = context.options.unexplained_adjustment;
        let doubtful = context.funds.blame_operand_of(rate);
        if rate.printed.percent().abs() <= limit || doubtful || gives_reason(document) {
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

/// Whether a sentence of any text speaks of money that was added, cut or moved.
fn gives_reason(document: &Document<'_>) -> bool {
    const DIRECT: &[&str] = &[
        "追加",
        "调增",
        "调减",
        "核减",
        "压减",
        "增资",
        "追增",
        "政策性",
        "债券",
        "转移支付",
        "上级资金",
        "直达资金",
        "预算调整",
        "调整预算",
        "增加预算",
        "减少预算",
        "新增预算",
        "新增资金",
        "新增经费",
        "新增专项",
        "新增支出",
        "新增项目",
        "新增任务",
    ];
    const MONEY: &[&str] = &["预算", "资金", "经费", "支出", "补助", "额度", "工资"];
    const CHANGES: &[&str] = &[
        "机构改革",
        "下达",
        "收回",
        "划转",
        "划入",
        "并入",
        "纳入",
        "拨入",
        "到账",
        "年中",
        "未包含",
    ];
    const REORGANISED: &[&str] = &[
        "因机构改革",
        "受机构改革",
        "机构改革划",
        "机构改革并",
        "机构改革影响",
        "机构改革后",
        "机构改革增",
    ];
    document.any_prose_says(DIRECT)
        || document.any_prose_says(REORGANISED)
        || document.any_sentence_says(&[MONEY, CHANGES])
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::testing::check;

    fn raised(problems: &str) -> Value {
        json!({
            "funds": {
                "adjusted_budget": "18,510.75", "adjustment": "6,170.25", "adjustment_rate": "50.00%",
                "actual_expenditure": "18,000.00", "completion_rate": "97.24%"
            },
            "problems": problems
        })
    }

    #[test]
    fn a_large_change_wants_a_reason() {
        let place: &[_] = &[("/funds/adjustment_rate", "50.00%")];
        check(&RULE, &raised("一是进度不均衡。"), place);
        check(&RULE, &raised("年中追加学位建设专项资金。"), &[]);
        check(&RULE, &raised("因机构改革，相关职能并入我局。"), &[]);
        check(&RULE, &json!({}), &[]);
    }
}
