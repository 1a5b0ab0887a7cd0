//! `expenditure-exceeds-budget`: more was spent than the adjusted budget.

use crate::document::Document;
use crate::funds::Relation;
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "expenditure-exceeds-budget",
    name: "支出超预算",
    group: Group::Funds,
    severity: Severity::Warning,
    page: include_str!("expenditure-exceeds-budget.md"),
    has_fix: false,
    check,
};

static EXCEEDS: Template = Template {
    zh: "{actual} {spent} 超过{budget} {granted}。",
    en: "{actual} {spent} is more than {budget} {granted}.",
};

static EXPLAIN: Template = Template {
    zh: "请核对金额；使用上年结转或结余资金的，请在文字中说明。",
    en: "Check the amounts; where money carried over from former years was spent, say so in the text.",
};

static BUDGET: Template = Template {
    zh: "预算在这里",
    en: "The budget",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for figures in context.funds.figures() {
        let Some((actual, budget)) = figures.expenditure_and_budget() else {
            continue;
        };
        let explained = context.funds.explain(Relation::WithinBudget);
        if actual.amount <= budget.amount || explained || speaks_of_carry_over(document) {
            continue;
        }
        let message = Message::new(&EXCEEDS)
            .with("actual", actual.slot.field)
            .with("spent", actual.amount)
            .with("budget", budget.slot.field)
            .with("granted", budget.amount);
        context
            .report_slot(actual.slot, message)
            .help(Message::new(&EXPLAIN))
            .relate_slot(budget.slot, Message::new(&BUDGET));
    }
}

/// Whether any text says that money of former years was spent.
fn speaks_of_carry_over(document: &Document<'_>) -> bool {
    const EARLIER: &[&str] = &["往年", "以前年度"];
    const LEFT_OVER: &[&str] = &["资金", "经费", "款", "指标"];
    document.any_prose_says(&["结转", "结余", "存量资金", "滚存", "积余"])
        || document.any_sentence_says(&[EARLIER, LEFT_OVER, &["支出", "支付", "列支", "使用", "安排"]])
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::testing::check;

    fn overspent(problems: &str) -> Value {
        json!({
            "funds": { "actual_expenditure": "13,220.80", "completion_rate": "100.76%" },
            "problems": problems
        })
    }

    #[test]
    fn spending_above_the_budget_wants_a_reason() {
        check(
            &RULE,
            &overspent("一是进度不均衡。"),
            &[("/funds/actual_expenditure", "13,220.80")],
        );
        check(&RULE, &overspent("使用上年结转资金100万元。"), &[]);
        check(
            &RULE,
            &json!({ "funds": { "actual_expenditure": "13,120.80", "completion_rate": "100%" } }),
            &[],
        );
    }
}
