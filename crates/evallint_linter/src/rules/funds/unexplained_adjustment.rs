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
    has_fix: false,
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
    for figures in context.funds.figures() {
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

/// Whether a sentence of any text speaks of money that was added, cut or moved, or says why the budget changed.
fn gives_reason(document: &Document<'_>) -> bool {
    document.prose().any(|(node, text)| {
        let is_task = document.is_in_list(node);
        text.split(['。', '；'])
            .any(|sentence| tells_of_change(sentence) || (!is_task && explains_change(sentence)))
    })
}

/// Whether a sentence speaks of money that was added, cut or moved.
fn tells_of_change(sentence: &str) -> bool {
    const DIRECT: &[&str] = &[
        "追加",
        "调增",
        "调减",
        "核减",
        "压减",
        "增资",
        "追增",
        "追减",
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
        "因机构改革",
        "受机构改革",
        "机构改革划",
        "机构改革并",
        "机构改革影响",
        "机构改革后",
        "机构改革增",
    ];
    const CHANGES: &[&str] = &[
        "机构改革",
        "下达",
        "收回",
        "划转",
        "划入",
        "并入",
        "拨入",
        "调入",
        "到账",
        "年中",
        "未包含",
    ];
    let holds = |words: &[&str]| told_clauses(sentence).any(|clause| holds_any(clause, words));
    // Much is taken into lists and plans that is no money: 纳入年度十件民生实事.
    let takes_in = told_clauses(sentence)
        .filter(|clause| clause.contains("纳入"))
        .any(|clause| {
            holds_any(
                clause,
                &["预算", "资金", "经费", "支出", "部门", "单位", "机构", "人员"],
            )
        });
    holds(DIRECT) || (holds_any(sentence, MONEY) && (holds(CHANGES) || takes_in))
}

/// Whether a sentence about the budget or its change names a cause. In a task such words are about the task.
fn explains_change(sentence: &str) -> bool {
    const ADJUSTMENT: &[&str] = &[
        "调整率",
        "调整数",
        "调整额",
        "调整金额",
        "调整的",
        "调整幅度",
        "调整较",
        "调整主要",
        "调整原因",
    ];
    const BUDGET: &[&str] = &["预算", "年初", "年中", "专项", "上级", "资金", "经费", "支出"];
    const CHANGED: &[&str] = &[
        "调整",
        "变动",
        "变化",
        "差异",
        "增加",
        "增长",
        "新增",
        "减少",
        "下降",
        "划",
        "合并",
        "不含",
        "未含",
        "未列",
        "未编",
        "未安排",
    ];
    let about = holds_any(sentence, ADJUSTMENT)
        || (told_clauses(sentence).any(|clause| holds_any(clause, BUDGET))
            && told_clauses(sentence).any(|clause| holds_any(clause, CHANGED)));
    about && sentence.split('，').any(names_cause)
}

const MONEY: &[&str] = &["预算", "资金", "经费", "支出", "补助", "额度", "工资"];

/// The clauses that can tell of a change: not how well changes are kept in check, nor an investment in something.
fn told_clauses(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split('，').filter(|clause| {
        let invests = clause.contains("追加投资") && !holds_any(clause, MONEY);
        !invests && !praises_management(clause)
    })
}

/// Whether a clause says that money is well kept: 严格控制预算追加. One with a figure, a cause or a fault tells more.
fn praises_management(clause: &str) -> bool {
    const CARE: &[&str] = &[
        "规范", "严格", "严控", "从严", "控制", "健全", "完善", "加强", "强化", "避免", "杜绝", "防止",
    ];
    const RULES: &[&str] = &["程序", "制度"];
    const MOVED: &[&str] = &["追加", "调增", "调减", "核减", "下达", "划转", "收回", "调入"];
    const MORE: &[&str] = &["不", "未", "欠", "按照", "根据", "依据", "有待"];
    let praises = holds_any(clause, CARE) || (holds_any(clause, RULES) && !holds_any(clause, MOVED));
    let has_figure = clause.contains(|character: char| character.is_ascii_digit());
    praises && !has_figure && !holds_any(clause, MORE) && !names_cause(clause)
}

/// Whether a clause names a cause, or opens with the word of one.
fn names_cause(clause: &str) -> bool {
    const CAUSES: &[&str] = &[
        "原因",
        "由于",
        "因为",
        "主要因",
        "系因",
        "主要是",
        "主要系",
        "主要为",
        "主要由",
        "导致",
        "影响",
        "所致",
        "造成",
        "引起",
        "缘于",
        "源于",
        "在于",
        "有关",
        "鉴于",
        "相应增",
        "相应减",
        "相应调",
        "未列",
        "未编",
        "不含",
        "未含",
    ];
    const OPENINGS: &[&str] = &["因", "受", "系", "故", "所以"];
    const OTHERS: &[&str] = &[
        "因此", "因地", "因材", "因人", "因势", "因病", "因公", "受益", "受理", "系统", "故事", "故障",
    ];
    let start = clause.trim_start();
    let opens = OPENINGS.iter().any(|word| start.starts_with(word))
        && !OTHERS.iter().any(|word| start.starts_with(word));
    opens || holds_any(clause, CAUSES)
}

fn holds_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
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

    #[test]
    fn a_cause_of_the_change_is_a_reason() {
        for reason in [
            "调整的主要原因在于部门职能划转",
            "调整率较高的原因：新增老旧小区改造项目",
            "职能调整导致预算增加",
            "年初预算不含上级专项，故调整数较大",
            "执行中调入上级专项资金，预算相应增加",
            "新增疫情防控任务，预算相应增加",
            "预算增加主要是专项资金增加",
            "受项目立项时间影响，年初未列入预算",
            "因年中机构合并，人员及项目整体划入",
            "预算变动较大，系人员经费增加所致",
            "按规定程序追加预算300万元",
            "预算编制不够完善，年中追加较多",
            "严格按照上级要求追加专项资金",
            "按程序追加学校修缮经费",
        ] {
            check(&RULE, &raised(&format!("{reason}。")), &[]);
        }
    }

    #[test]
    fn how_money_is_managed_is_no_reason() {
        let place: &[_] = &[("/funds/adjustment_rate", "50.00%")];
        for praise in [
            "预算调整程序规范",
            "预算调整制度完备",
            "严格控制预算追加",
            "加强管理，避免年中追加预算",
            "追加投资3000万元建设学校",
            "上级转移支付资金管理规范",
            "因人员调整，部分工作衔接不畅",
            "设备老化影响教学",
        ] {
            check(&RULE, &raised(&format!("{praise}。")), place);
        }
    }

    #[test]
    fn a_cause_in_a_task_is_about_the_task() {
        let mut form = raised("一是进度不均衡。");
        form["overall_performance"] = json!("资金保障有力。");
        form["tasks"] = json!([{ "achieved": "增加师资培训，资金主要是用于骨干教师。" }]);
        check(&RULE, &form, &[("/funds/adjustment_rate", "50.00%")]);
    }
}
