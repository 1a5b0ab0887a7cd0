//! `amount-format`: an amount that is not written as amounts are.

use evallint_schema::fold_width;
use rust_decimal::Decimal;

use crate::fix::{Fix, title};
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "amount-format",
    name: "金额格式",
    group: Group::Funds,
    severity: Severity::Warning,
    page: include_str!("amount-format.md"),
    has_fix: true,
    check,
};

static FULL_WIDTH: Template = Template {
    zh: "{field}填的是 {written}，用了全角字符。",
    en: "{field} {written} is written in full-width characters.",
};

static GROUPING: Template = Template {
    zh: "{field}填的是 {written}，千分位逗号位置不对。",
    en: "The separators of {field} {written} do not stand at the thousands.",
};

static DECIMALS: Template = Template {
    zh: "{field}填的是 {written}，超过两位小数。",
    en: "{field} {written} has more than two decimals.",
};

static WRITE: Template = Template {
    zh: "请写成 {amount}：半角数字，小数不超过两位。",
    en: "Write {amount}: half-width digits, at most two decimals.",
};

static ROUNDED: Template = Template {
    zh: "金额要四舍五入，请与账面核对",
    en: "The amount is rounded; check it against the books",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    // In 亿元 two decimals would be a million.
    let most_decimals: u32 = if document.currency_factor() == Some(Decimal::from(100_000_000)) {
        8
    } else {
        2
    };
    for slot in document.slots() {
        let Some(amount) = slot.written_amount() else {
            continue;
        };
        let Some(scalar) = slot.scalar().valid() else {
            continue;
        };
        let written = scalar.written();
        let Some(fault) = fault(written, most_decimals as usize) else {
            continue;
        };
        let message = Message::new(fault)
            .with("field", slot.field)
            .with("written", written);
        let rounded = amount.rounded(most_decimals);
        let well_written = slot.written_like(rounded);
        let fix = document.rewritten(slot, &well_written).map(|edit| {
            let title = title::write(well_written);
            if rounded.value() == amount.value() {
                Fix::safe(title, vec![edit])
            } else {
                Fix::with_risk(title, Message::new(&ROUNDED), vec![edit])
            }
        });
        context
            .report_slot(slot, message)
            .help(Message::new(&WRITE).with("amount", rounded))
            .fix(fix);
    }
}

/// What is wrong with how an amount is written.
fn fault(written: &str, most_decimals: usize) -> Option<&'static Template> {
    let folded: String = written.chars().map(fold_width).collect();
    let magnitude = folded.trim_start_matches(['-', '+']);
    let (whole, fraction) = magnitude.split_once('.').unwrap_or((magnitude, ""));
    if written
        .chars()
        .any(|character| fold_width(character) != character && !"\u{2212}－＋".contains(character))
    {
        return Some(&FULL_WIDTH);
    }
    if !is_grouped_well(whole) {
        return Some(&GROUPING);
    }
    let is_scientific = folded.contains(['e', 'E']);
    (!is_scientific && fraction.len() > most_decimals).then_some(&DECIMALS)
}

/// Whether the digits are not grouped at all, or by thousands from the right.
fn is_grouped_well(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default().len();
    let others: Vec<usize> = groups.map(str::len).collect();
    others.is_empty() || ((1..=3).contains(&first) && others.iter().all(|length| *length == 3))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::testing::check;

    fn check_amount(written: impl Into<Value>, wrong: bool) {
        let written = written.into();
        let text = written
            .as_str()
            .map_or_else(|| written.to_string(), str::to_owned);
        let place = [("/tasks/0/funds", text.as_str())];
        let expected: &[_] = if wrong { &place } else { &[] };
        check(&RULE, &json!({ "tasks": [{ "funds": written }] }), expected);
    }

    #[test]
    fn grouping_decimals_and_width() {
        for wrong in [
            "5210,35",
            "5,2103.5",
            "52,10.35",
            "5210.355",
            "５，２１０．３５",
            "5,210.351",
        ] {
            check_amount(wrong, true);
        }
        check_amount(5210.355, true);
        for right in ["5,210.35", "5210.35", "5210", "1,234,567.8", "5210.30"] {
            check_amount(right, false);
        }
        check_amount(5210.35, false);
    }
}
