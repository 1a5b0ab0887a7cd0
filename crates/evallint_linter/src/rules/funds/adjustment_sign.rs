//! `adjustment-sign`: the adjustment of a budget that was cut, printed without a minus.

use evallint_schema::Amount;
use rust_decimal::Decimal;

use crate::document::Document;
use crate::fix::{Edit, Fix, title};
use crate::funds::AdjustmentState;
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};
use crate::settings::SignConvention;
use crate::slot::Slot;

pub(crate) static RULE: Rule = Rule {
    id: "adjustment-sign",
    name: "调减未标负号",
    group: Group::Funds,
    severity: Severity::Warning,
    page: include_str!("adjustment-sign.md"),
    has_fix: true,
    check,
};

static NO_MINUS: Template = Template {
    zh: "{minuend} {minuend_amount} 低于{subtrahend} {subtrahend_amount}，属于调减，但{field} {printed} 没有负号，容易读成调增。",
    en: "The budget was cut from {subtrahend} {subtrahend_amount} to {minuend} {minuend_amount}, but {field} {printed} has no minus and reads as a raise.",
};

static MINUS: Template = Template {
    zh: "按本单位的约定，{field}只填绝对值，不带负号。",
    en: "By your convention {field} is given as a magnitude, without a minus.",
};

static ADD_MINUS: Template = Template {
    zh: "请改为 {should_be}，调整率同样标负号；或在文字中写明“调减”“核减”或“压减”。",
    en: "Write {should_be}, and the rate with a minus as well; or say 调减, 核减 or 压减 in the text.",
};

static DROP_MINUS: Template = Template {
    zh: "请改为 {should_be}。",
    en: "Write {should_be}.",
};

static RATE_TOO: Template = Template {
    zh: "调整率同样应为负。",
    en: "The rate should be negative as well.",
};

static CONFIRM_CUT: Template = Template {
    zh: "请确认预算确属调减",
    en: "Make sure that the budget was really cut",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    let convention = context.options.adjustment_sign;
    for figures in context.funds.figures() {
        let Some(adjustment) = figures.adjustment else {
            continue;
        };
        let cut = adjustment.computed().value() < Decimal::ZERO;
        let wrong = match convention {
            SignConvention::Signed => adjustment.state() == AdjustmentState::CutWithoutMinus,
            SignConvention::Absolute => cut && adjustment.state() == AdjustmentState::Right,
            SignConvention::Either => false,
        };
        if !wrong || (convention == SignConvention::Signed && says_cut(document)) {
            continue;
        }
        let printed = adjustment.printed.amount;
        let signed = convention == SignConvention::Signed;
        let message = Message::new(if signed { &NO_MINUS } else { &MINUS })
            .with("field", adjustment.printed.slot.field)
            .with("printed", printed)
            .with("minuend", adjustment.minuend.slot.field)
            .with("minuend_amount", adjustment.minuend.amount)
            .with("subtrahend", adjustment.subtrahend.slot.field)
            .with("subtrahend_amount", adjustment.subtrahend.amount);
        let should_be = Amount::from(-printed.value());
        let rate = figures
            .adjustment_rate
            .filter(|rate| signed && rate.printed.percent() > Decimal::ZERO);
        let slots = [Some(adjustment.printed.slot), rate.map(|rate| rate.slot)];
        let edits: Option<Vec<Edit>> = slots
            .into_iter()
            .flatten()
            .map(|slot| with_other_sign(document, slot))
            .collect();
        let written = adjustment.printed.slot.written_like(should_be);
        let finding = context.report_slot(adjustment.printed.slot, message);
        finding
            .fix(edits.map(|edits| Fix::with_risk(title::write(written), Message::new(&CONFIRM_CUT), edits)))
            .help(Message::new(if signed { &ADD_MINUS } else { &DROP_MINUS }).with("should_be", should_be));
        if let Some(rate) = rate {
            finding.relate_slot(rate.slot, Message::new(&RATE_TOO));
        }
    }
}

/// The figure with a minus, or without the one it has. Its digits stay as they are written.
fn with_other_sign(document: &Document<'_>, slot: Slot<'_, '_>) -> Option<Edit> {
    let scalar = slot.scalar().valid()?;
    let written = scalar.written().trim();
    let magnitude = written.trim_start_matches(['-', '－', '\u{2212}', '+', '＋']);
    if magnitude.len() < written.len() && !written.starts_with(['+', '＋']) {
        document.rewritten(slot, magnitude)
    } else {
        document.rewritten(slot, &format!("-{magnitude}"))
    }
}

/// Whether any text tells the reader that the budget was cut.
fn says_cut(document: &Document<'_>) -> bool {
    document.any_prose_says(&["调减", "核减", "压减"])
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::settings::RuleOptions;
    use crate::testing::{check, check_with};

    fn cut(adjustment: &str) -> Value {
        json!({ "funds": {
            "adjusted_budget": "11,560.20", "actual_expenditure": "11,400.10", "completion_rate": "98.62%",
            "general_public_budget": "11,011.20", "adjustment": adjustment
        } })
    }

    const FOUND: &[(&str, &str)] = &[("/funds/adjustment", "780.30")];

    #[test]
    fn a_cut_wants_a_minus_or_a_word() {
        check(&RULE, &cut("780.30"), FOUND);
        check(&RULE, &cut("-780.30"), &[]);
        check(&RULE, &cut("870.30"), &[]);
        for word in ["调减", "核减", "压减"] {
            let mut patch = cut("780.30");
            patch["problems"] = format!("年中{word}预算。").into();
            check(&RULE, &patch, &[]);
        }
    }

    #[test]
    fn an_office_may_print_magnitudes() {
        let absolute = RuleOptions {
            adjustment_sign: SignConvention::Absolute,
            ..RuleOptions::default()
        };
        check_with(&RULE, absolute, &cut("780.30"), &[]);
        check_with(
            &RULE,
            absolute,
            &cut("-780.30"),
            &[("/funds/adjustment", "-780.30")],
        );
        let either = RuleOptions {
            adjustment_sign: SignConvention::Either,
            ..RuleOptions::default()
        };
        check_with(&RULE, either, &cut("780.30"), &[]);
        check_with(&RULE, either, &cut("-780.30"), &[]);
    }
}
