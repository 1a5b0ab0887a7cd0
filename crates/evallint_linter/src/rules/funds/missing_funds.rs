//! `missing-funds`: an amount or rate of the funds, or the funds of a task, that is absent or blank.

use evallint_schema::{Amount, Formula, Kind, Rate};

use crate::fix::{Fix, title};
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};
use crate::slot::Slot;

pub(crate) static RULE: Rule = Rule {
    id: "missing-funds",
    name: "资金缺失",
    group: Group::Funds,
    severity: Severity::Error,
    page: include_str!("missing-funds.md"),
    has_fix: true,
    check,
};

static MISSING: Template = Template {
    zh: "{field}没有填写。",
    en: "{field} is missing.",
};

static FILL_AMOUNT: Template = Template {
    zh: "请填写：{zh}确无发生的填 0。",
    en: "Fill it in: {en} Write 0 where there is none.",
};

static FILL_RATE: Template = Template {
    zh: "请填写：{zh}确无发生的填 0%。",
    en: "Fill it in: {en} Write 0% where there is none.",
};

static FILL_GROUP: Template = Template {
    zh: "请逐项填写预算、支出和比率。",
    en: "Fill in its budgets, expenditure and rates.",
};

static COMPUTED: Template = Template {
    zh: "由本表其他金额算出，请与批复和账面核对",
    en: "It is computed from the other amounts of the form; check it against the books",
};

fn check(context: &mut Context<'_, '_>) {
    for slot in context.document.missing_slots() {
        if !slot.field.role.is_money() {
            continue;
        }
        let message = Message::new(&MISSING).with("field", slot.field);
        let help = match slot.field.kind {
            Kind::Group => &FILL_GROUP,
            Kind::Rate | Kind::SignedRate => &FILL_RATE,
            _ => &FILL_AMOUNT,
        };
        let help = Message::new(help)
            .with("zh", slot.field.doc.zh)
            .with("en", slot.field.doc.en);
        let fix = computed(slot).and_then(|value| {
            let edit = context.document.fill(slot, &value)?;
            Some(Fix::with_risk(
                title::fill_in(value),
                Message::new(&COMPUTED),
                vec![edit],
            ))
        });
        context.report_slot(slot, message).help(help).fix(fix);
    }
}

/// What the field's formula gives, written like the amounts it is computed from.
fn computed(slot: Slot<'_, '_>) -> Option<String> {
    let operand = |key| slot.record.slot_with_key(key);
    let amount = |key| operand(key)?.amount().valid().map(Amount::value);
    match slot.field.formula? {
        Formula::Difference { minuend, subtrahend } => {
            let difference = amount(minuend)?.checked_sub(amount(subtrahend)?)?;
            Some(operand(minuend)?.written_like(Amount::from(difference)))
        }
        Formula::Quotient { dividend, divisor } => {
            Some(Rate::of(amount(dividend)?, amount(divisor)?, 2)?.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{check, check_text};

    #[test]
    fn an_amount_or_rate_that_is_blank_or_absent() {
        check(
            &RULE,
            &json!({ "funds": { "adjustment": "" } }),
            &[("/funds/adjustment", "adjustment")],
        );
        check(&RULE, &json!({ "funds": null }), &[("/funds", "funds")]);
        check(&RULE, &json!({ "funds": { "adjustment": 0 } }), &[]);
        check_text(
            &RULE,
            "\t预算完成率\t98.36%",
            "\t预算完成率\t",
            &[("/funds/completion_rate", "预算完成率")],
        );
        check_text(
            &RULE,
            "\t预算完成率\t98.36%",
            "\t\t",
            &[("/funds/completion_rate", "部门资金情况")],
        );
        check_text(
            &RULE,
            "2,480.00",
            "",
            &[("/tasks/1/funds", "加强教师队伍建设，提升教育质量")],
        );
    }
}
