//! `currency-unit`: no unit of amounts in a text form, or one figure in another unit than the others.

use evallint_schema::Role;
use evallint_syntax::Format;

use crate::fix::{Fix, title};
use crate::funds::Mistake;
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "currency-unit",
    name: "计量单位疑误",
    group: Group::Funds,
    severity: Severity::Warning,
    page: include_str!("currency-unit.md"),
    has_fix: true,
    check,
};

static NO_UNIT: Template = Template {
    zh: "表中没有注明金额单位。",
    en: "The form does not say what unit its amounts are in.",
};

static ADD_UNIT: Template = Template {
    zh: "请在表头上方注明，如“单位：万元”。",
    en: "Say so above the table, as in 单位：万元.",
};

static OUT_OF_SCALE: Template = Template {
    zh: "{field} {amount} 与其他金额相差约一万倍，疑为单位填错，按全表单位应为 {should_be}。",
    en: "{field} {amount} is about 10,000 times out of scale with the other amounts; in the unit of the form it would be {should_be}.",
};

static CONVERT: Template = Template {
    zh: "请换算成全表统一的单位；换算无误的，改为 {should_be}。",
    en: "Convert it to the unit of the form; that makes {should_be}.",
};

static CHECK_SCALE: Template = Template {
    zh: "按其他金额推算，请与账面核对",
    en: "This follows from the other amounts; check it against the books",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    let is_table = document.source.format() == Format::Table;
    for slot in document
        .missing_slots()
        .filter(|slot| is_table && slot.field.role == Role::CurrencyUnit)
    {
        context
            .report_slot(slot, Message::new(&NO_UNIT))
            .help(Message::new(&ADD_UNIT));
    }
    let Some(explanation) = context.funds.by(Mistake::Scale) else {
        return;
    };
    let figure = explanation.figure;
    let message = Message::new(&OUT_OF_SCALE)
        .with("field", figure.slot.field)
        .with("amount", figure.amount)
        .with("should_be", explanation.should_be);
    let written = figure.slot.written_like(explanation.should_be.rounded(2));
    // A figure in a larger unit has lost the digits that the others have.
    let is_in_smaller_unit = explanation.should_be.value().abs() < figure.amount.value().abs();
    let fix = document
        .rewritten(figure.slot, &written)
        .filter(|_| is_in_smaller_unit);
    context
        .report_slot(figure.slot, message)
        .help(Message::new(&CONVERT).with("should_be", explanation.should_be))
        .fix(fix.map(|edit| Fix::with_risk(title::write(written), Message::new(&CHECK_SCALE), vec![edit])));
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::rules::funds::{
        adjustment_mismatch, completion_rate_mismatch, expenditure_exceeds_budget, part_exceeds_whole,
        task_funds_exceed_expenditure,
    };
    use crate::testing::{check, check_text};

    #[test]
    fn a_text_form_wants_its_unit_line() {
        check_text(
            &RULE,
            "单位：万元\n",
            "\n",
            &[("/currency_unit", "部门整体支出绩效自评表")],
        );
        check_text(&RULE, "单位：万元\n", "金额单位:元\n", &[]);
        check(&RULE, &json!({ "currency_unit": null }), &[]);
    }

    #[test]
    fn one_figure_in_another_unit_is_the_only_finding() {
        let place = |pointer: &'static str, amount: &'static str| [(pointer, amount)];
        for (patch, expected) in [
            (
                json!({ "actual_expenditure": "129,054,600" }),
                place("/funds/actual_expenditure", "129,054,600"),
            ),
            (
                json!({ "adjusted_budget": "131208000" }),
                place("/funds/adjusted_budget", "131208000"),
            ),
            (
                json!({ "adjusted_budget": "1.31208" }),
                place("/funds/adjusted_budget", "1.31208"),
            ),
            (
                json!({ "initial_budget": "123405000" }),
                place("/funds/initial_budget", "123405000"),
            ),
            (
                json!({ "adjustment": "7,803,000" }),
                place("/funds/adjustment", "7,803,000"),
            ),
            (
                json!({ "general_public_budget": "120,112,000" }),
                place("/funds/general_public_budget", "120,112,000"),
            ),
        ] {
            check_alone(&json!({ "funds": patch }), &expected);
        }
        check_alone(
            &json!({ "tasks": [{ "funds": "52,103,500" }] }),
            &place("/tasks/0/funds", "52,103,500"),
        );
    }

    fn check_alone(patch: &Value, expected: &[(&str, &str)]) {
        check(&RULE, patch, expected);
        for other in [
            &completion_rate_mismatch::RULE,
            &adjustment_mismatch::RULE,
            &part_exceeds_whole::RULE,
            &expenditure_exceeds_budget::RULE,
            &task_funds_exceed_expenditure::RULE,
        ] {
            check(other, patch, &[]);
        }
    }

    #[test]
    fn an_expenditure_that_was_rounded_with_its_unit_is_the_finding() {
        let funds = json!({
            "initial_budget": "345706111.89", "adjusted_budget": "272554698.62", "adjustment": "-73151413.27",
            "actual_expenditure": "26969.29", "general_public_budget": "163218127.51",
            "completion_rate": "98.9%", "adjustment_rate": "-21.2%"
        });
        check_alone(
            &json!({ "currency_unit": "元", "funds": funds }),
            &[("/funds/actual_expenditure", "26969.29")],
        );
    }

    #[test]
    fn an_expenditure_a_little_above_the_budget_is_no_matter_of_another_figure() {
        check(
            &RULE,
            &json!({ "funds": {
                "initial_budget": "1,945.33", "adjusted_budget": "2,315.91", "adjustment": "约两千",
                "actual_expenditure": "2,373.34", "general_public_budget": "2,127.22",
                "completion_rate": "102.48%", "adjustment_rate": "19.05%"
            }, "tasks": [] }),
            &[],
        );
    }

    #[test]
    fn another_mistake_is_not_of_the_unit() {
        check(
            &RULE,
            &json!({ "funds": { "actual_expenditure": "129,054.60" } }),
            &[],
        );
        check(
            &RULE,
            &json!({ "funds": { "general_public_budget": "13,011.20" } }),
            &[],
        );
    }
}
