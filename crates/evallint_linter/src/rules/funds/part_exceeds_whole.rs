//! `part-exceeds-whole`: an 其中 figure above its total.

use evallint_schema::{Dimension, Role, Words};
use evallint_syntax::Value;
use rust_decimal::Decimal;

use crate::document::Name;
use crate::facts::{Mention, Nature};
use crate::funds::Relation;
use crate::message::{Message, Template};
use crate::narrative::near_end;
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "part-exceeds-whole",
    name: "其中数大于总数",
    group: Group::Funds,
    severity: Severity::Error,
    page: include_str!("part-exceeds-whole.md"),
    has_fix: false,
    check,
};

static EXCEEDS: Template = Template {
    zh: "{field} {part} 大于{whole} {total}，其中数不能超过总数。",
    en: "{field} {part} is more than {whole} {total}, of which it is a part.",
};

static PROJECT: Template = Template {
    zh: "重点项目支出 {words}，大于部门{whole} {total}{unit}。",
    en: "The key project spent {words}, more than {whole} {total} {unit} of the whole department.",
};

static IN_TEXT: Template = Template {
    zh: "其中数 {part} 大于总数 {total}。",
    en: "The part {part} is more than its total {total}.",
};

static CORRECT_FIGURES: Template = Template {
    zh: "请核对两个数字。",
    en: "Check both figures.",
};

static CORRECT: Template = Template {
    zh: "请核对两处金额及其单位。",
    en: "Compare both amounts and their units.",
};

static TOTAL: Template = Template {
    zh: "总数在这里",
    en: "The total",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for slot in document.slots() {
        let Role::Part { whole } = slot.field.role else {
            continue;
        };
        let Some(whole) = slot.record.slot_with_key(whole) else {
            continue;
        };
        let (Some(part), Some(total)) = (slot.amount().valid(), whole.amount().valid()) else {
            continue;
        };
        if part <= total || context.funds.explain(Relation::Part) {
            continue;
        }
        let message = Message::new(&EXCEEDS)
            .with("field", slot.field)
            .with("part", part)
            .with("whole", whole.field)
            .with("total", total);
        context
            .report_slot(slot, message)
            .help(Message::new(&CORRECT))
            .relate_slot(whole, Message::new(&TOTAL));
    }
    check_projects(context);
    check_texts(context);
}

/// An 其中 figure in a result or a sentence: 63个，其中重点区域98个.
fn check_texts(context: &mut Context<'_, '_>) {
    let document = context.document;
    for (id, name) in document.named_nodes() {
        let (Name::Field(_), Value::String(mapped)) = (name, &document.node(id).value) else {
            continue;
        };
        let text = mapped.value();
        for pair in context.facts.mentions(id).windows(2) {
            let [total, part] = pair else { continue };
            // A total with fewer digits than its part may have been rounded down.
            let rounded = if total.precision > part.precision {
                total.precision
            } else {
                Decimal::ZERO
            };
            if !is_part_of(text, total, part) || part.value <= total.value.saturating_add(rounded) {
                continue;
            }
            let words = |mention: &Mention| text.get(mention.range.clone()).unwrap_or_default();
            let range = mapped.source_range(part.range.start, part.range.end);
            let message = Message::new(&IN_TEXT)
                .with("part", words(part))
                .with("total", words(total));
            context
                .report(document.pointer(id), range, message)
                .help(Message::new(&CORRECT_FIGURES))
                .relate(
                    document.pointer(id),
                    mapped.source_range(total.range.start, total.range.end),
                    Message::new(&TOTAL),
                );
        }
    }
}

/// Whether 其中 alone makes the second figure a part of the first, both exact and of one unit that adds up.
fn is_part_of(text: &str, total: &Mention, part: &Mention) -> bool {
    let between = text.get(total.range.end..part.range.start).unwrap_or_default();
    let joined = between
        .trim_start_matches(['，', ',', '（', '(', ' '])
        .starts_with("其中");
    let other_sentence = between.contains(['。', '；', '均']);
    let exact = |mention: &Mention| {
        mention.nature == Nature::Quantity && mention.bound.is_none() && mention.approximation.is_none()
    };
    let adds = total.unit.is_some_and(|unit| {
        !matches!(
            unit.dimension,
            Dimension::Percent | Dimension::PercentagePoints | Dimension::Score
        )
    });
    joined && !other_sentence && adds && total.unit == part.unit && exact(total) && exact(part)
}

/// What the text says a key project spent cannot be more than all that was spent.
fn check_projects(context: &mut Context<'_, '_>) {
    let document = context.document;
    let Some(actual) = document.slot_with_role(Role::Actual) else {
        return;
    };
    let (Some(total), Some(unit)) = (actual.amount().valid(), document.currency_factor()) else {
        return;
    };
    let Some(total_in_yuan) = total.value().checked_mul(unit) else {
        return;
    };
    if context.funds.blame(actual) {
        return;
    }
    let year = document.year();
    for (node, text) in document.prose() {
        if !matches!(document.name(node), Name::Field(field) if field.role == Role::KeyProjects) {
            continue;
        }
        let Value::String(mapped) = &document.node(node).value else {
            continue;
        };
        for spent in context
            .facts
            .mentions(node)
            .iter()
            .filter(|mention| is_spending(text, mention, year))
        {
            if spent.value <= total_in_yuan + spent.precision || total_in_yuan.is_zero() {
                continue;
            }
            let range = mapped.source_range(spent.range.start, spent.range.end);
            let words = text.get(spent.range.clone()).unwrap_or_default();
            let message = Message::new(&PROJECT)
                .with("words", words)
                .with("whole", actual.field)
                .with("total", total)
                .with("unit", document.currency().unwrap_or_default());
            context
                .report(document.pointer(node), range, message)
                .help(Message::new(&CORRECT))
                .relate_slot(actual, Message::new(&TOTAL));
        }
    }
}

/// Whether the words before an amount say that it was spent, in the evaluated year and by the department.
fn is_spending(text: &str, mention: &Mention, year: Option<u32>) -> bool {
    static OTHERS: Words = Words::of(&[
        "预算",
        "全区",
        "全市",
        "全县",
        "全省",
        "计划",
        "安排",
        "投资",
        "预计",
        "上年",
        "去年",
        "往年",
        "带动",
        "拉动",
        "撬动",
        "减少",
        "节约",
        "基金",
        "消费",
        "社会",
        "企业",
        "财政支出",
    ]);
    static SPANS: Words = Words::of(&[
        "以来",
        "历年",
        "年来",
        "逐年",
        "周期",
        "期间",
        "两年",
        "三年",
        "五年",
        "十三五",
        "十四五",
    ]);
    let is_money = mention
        .unit
        .is_some_and(|unit| unit.dimension == Dimension::Money);
    let is_exact = mention.is_quantity() && mention.bound.is_none() && mention.approximation.is_none();
    if !is_money || !is_exact {
        return false;
    }
    let before = near_end(text.get(..mention.range.start).unwrap_or_default());
    let sentence = before.rsplit(['。', '；', ';']).next().unwrap_or_default();
    let clause = sentence.rsplit(['，', '、', ',']).next().unwrap_or_default();
    // What was carried out of a budget is spending, though it names the budget.
    let names_another = || OTHERS.are_in(&clause.replace("预算执行数", "执行数"));
    ends_in_spending(clause, year)
        && names_no_other_year(clause, year)
        && !names_another()
        && !SPANS.are_in(sentence)
}

/// Whether a clause ends in words for what was spent: 实际支出, 2022年支出, 支付资金.
fn ends_in_spending(clause: &str, year: Option<u32>) -> bool {
    static SPENT: Words = Words::of(&[
        "实际支出",
        "项目支出",
        "共支出",
        "经费支出",
        "资金支出",
        "专项支出",
        "当年支出",
        "本年支出",
        "年度支出",
        "全年支出",
        "完成支出",
        "支出金额",
        "支出数",
        "支出合计",
        "支付资金",
        "执行数",
    ]);
    let says = clause.trim_end_matches(['为', '了', '共', '：', ':', ' ']);
    // All that was ever spent is that of one year only where the year is named.
    let of_this_year = |words: &str| {
        ["全年", "当年", "本年", "年度"]
            .iter()
            .any(|word| words.ends_with(word))
            || year.is_some_and(|year| words.ends_with(&format!("{year}年")))
    };
    if let Some(before) = says.strip_suffix("累计支出") {
        return of_this_year(before);
    }
    SPENT.suffix_of(says).is_some() && !says.contains("累计")
        || says.strip_suffix("支出").is_some_and(of_this_year)
}

/// Whether a clause names no year but the evaluated one.
fn names_no_other_year(clause: &str, year: Option<u32>) -> bool {
    let mut parts = clause.split('年');
    parts.next_back();
    parts.all(|part| {
        let digits = part
            .char_indices()
            .rfind(|(_, character)| !character.is_ascii_digit())
            .map_or(Some(part), |(at, character)| {
                part.get(at + character.len_utf8()..)
            });
        let named = digits.and_then(|digits| digits.parse::<u32>().ok());
        named.is_none_or(|named| Some(named) == year)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::check;

    #[test]
    fn a_part_is_at_most_its_whole() {
        let place: &[_] = &[("/funds/general_public_budget", "13,000.00")];
        check(
            &RULE,
            &json!({ "funds": { "general_public_budget": "13,000.00" } }),
            place,
        );
        check(
            &RULE,
            &json!({ "funds": { "general_public_budget": "12,905.46" } }),
            &[],
        );
    }

    #[test]
    fn a_part_in_a_text_is_at_most_its_total() {
        let prose = |sentence: &str| json!({ "overall_performance": sentence });
        let place: &[_] = &[("/overall_performance", "331人次")];
        check(&RULE, &prose("全年轮训干部186人次，其中中层干部331人次。"), place);
        check(&RULE, &prose("全年轮训干部486人次，其中中层干部331人次。"), &[]);
        check(&RULE, &prose("全年轮训干部186人次，其中党员占比331%。"), &[]);
        check(&RULE, &prose("户均增收3000元，其中种植户户均4000元。"), &[]);
    }

    #[test]
    fn a_key_project_spends_at_most_what_was_spent() {
        let project = |spent: &str| json!({ "key_projects": format!("2023年实际支出{spent}。") });
        check(
            &RULE,
            &project("13,070.54万元"),
            &[("/key_projects", "13,070.54万元")],
        );
        check(&RULE, &project("1.4亿元"), &[("/key_projects", "1.4亿元")]);
        check(&RULE, &project("1020.54万元"), &[]);
        check(&RULE, &project("10205400元"), &[]);
        check(&RULE, &project("12,906万元"), &[]);
        for other in [
            "全区教育支出23,000万元",
            "累计支出2.1亿元",
            "拉动消费支出1.5亿元",
            "支出不超过1.5亿元",
        ] {
            check(&RULE, &json!({ "key_projects": format!("{other}。") }), &[]);
        }
        check(
            &RULE,
            &json!({ "key_projects": "下达预算20000万元，预算支出20000万元。" }),
            &[],
        );
    }

    #[test]
    fn what_a_project_spent_is_said_in_many_ways() {
        for spent in [
            "环卫专项经费2023年支出",
            "当年支出",
            "本年度支出",
            "全年累计支出",
            "2023年累计支出",
            "项目共支出",
            "完成支出",
            "专项支出",
            "支出金额",
            "支出数为",
            "实际支出数：",
            "实际支出合计",
            "支付资金",
            "执行数",
            "全年预算执行数",
        ] {
            check(
                &RULE,
                &json!({ "key_projects": format!("{spent}20000万元，达到预期目标。") }),
                &[("/key_projects", "20000万元")],
            );
        }
        for other in [
            "预算安排",
            "总投资",
            "年初预算",
            "上年支出",
            "2022年支出",
            "2021年至2023年实际支出",
            "计划支出",
            "项目自2020年启动以来，累计支出",
            "项目自2020年启动以来，实际支出",
            "截至年底，累计支出",
        ] {
            check(
                &RULE,
                &json!({ "key_projects": format!("{other}20000万元，达到预期目标。") }),
                &[],
            );
        }
    }
}
