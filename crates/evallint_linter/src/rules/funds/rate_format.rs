//! `rate-format`: a rate without its percent sign.

use evallint_schema::{Amount, Formula, Rate};
use rust_decimal::Decimal;

use crate::fix::{Fix, title};
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};
use crate::slot::Slot;

pub(crate) static RULE: Rule = Rule {
    id: "rate-format",
    name: "比率格式",
    group: Group::Funds,
    severity: Severity::Error,
    page: include_str!("rate-format.md"),
    has_fix: true,
    check,
};

static NO_PERCENT: Template = Template {
    zh: "{field}填的是 {number}，没有百分号。",
    en: "{field} is {number}, without a percent sign.",
};

static ADD_PERCENT: Template = Template {
    zh: "请写成带百分号的形式，如 97.78%；不要填小数 0.9778。",
    en: "Write it with a percent sign, as in 97.78%, not as a fraction like 0.9778.",
};

static WHICH: Template = Template {
    zh: "无法由金额验证是百分数还是小数，请核对",
    en: "The amounts do not tell whether it is a percentage or a fraction; check it",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for slot in document.slots() {
        let Some(number) = slot.rate_without_percent() else {
            continue;
        };
        let message = Message::new(&NO_PERCENT)
            .with("field", slot.field)
            .with("number", number.to_string());
        let fix = as_percentage(slot, number).and_then(|percentage| {
            let written = percentage.text();
            let edit = document.rewritten(slot, &written)?;
            let title = title::write(written);
            Some(match percentage {
                Percentage::Computed(_) => Fix::safe(title, vec![edit]),
                Percentage::Guessed(_) => Fix::with_risk(title, Message::new(&WHICH), vec![edit]),
            })
        });
        context
            .report_slot(slot, message)
            .help(Message::new(&ADD_PERCENT))
            .fix(fix);
    }
}

/// A number without a percent sign, as the percentage that it stands for.
#[derive(Debug, Clone, Copy)]
enum Percentage {
    /// The one that the amounts give.
    Computed(Decimal),
    /// The likely one, where the amounts do not tell.
    Guessed(Decimal),
}

impl Percentage {
    fn text(self) -> String {
        let (Self::Computed(percent) | Self::Guessed(percent)) = self;
        format!("{percent}%")
    }
}

/// The number as it stands, or a hundred times as much where it is a fraction, without zeros that nothing gives. Nothing
/// where the amounts give another rate altogether.
fn as_percentage(slot: Slot<'_, '_>, number: Decimal) -> Option<Percentage> {
    let hundredfold = number.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(number);
    let fraction = hundredfold.round_dp(number.scale().saturating_sub(2));
    let candidates = [number, fraction, number.normalize(), fraction.normalize()];
    let fits = |percent: &Decimal| {
        computed(slot, percent.scale()).is_some_and(|computed| computed.percent().abs() == percent.abs())
    };
    if let Some(fitting) = candidates.into_iter().find(fits) {
        return Some(Percentage::Computed(fitting));
    }
    let guess = if number.abs() <= Decimal::ONE {
        fraction
    } else {
        number
    };
    computed(slot, 0).is_none().then_some(Percentage::Guessed(guess))
}

/// The rate that the amounts give, to so many decimals.
fn computed(slot: Slot<'_, '_>, decimals: u32) -> Option<Rate> {
    let Some(Formula::Quotient { dividend, divisor }) = slot.field.formula else {
        return None;
    };
    let amount = |key| {
        slot.record
            .slot_with_key(key)?
            .amount()
            .valid()
            .map(Amount::value)
    };
    Rate::of(amount(dividend)?, amount(divisor)?, decimals)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::rules::structure::invalid_value;
    use crate::testing::check;

    const PLACE: &str = "/funds/completion_rate";

    #[test]
    fn a_number_alone_is_no_rate() {
        check(
            &RULE,
            &json!({ "funds": { "completion_rate": "98.36" } }),
            &[(PLACE, "98.36")],
        );
        check(
            &RULE,
            &json!({ "funds": { "completion_rate": "0.9836" } }),
            &[(PLACE, "0.9836")],
        );
        check(
            &RULE,
            &json!({ "funds": { "completion_rate": 0.9836 } }),
            &[(PLACE, "0.9836")],
        );
        check(&RULE, &json!({ "funds": { "completion_rate": "98.36%" } }), &[]);
        check(&RULE, &json!({ "funds": { "completion_rate": "约98%" } }), &[]);
    }

    #[test]
    fn is_the_only_finding_on_its_value() {
        check(
            &invalid_value::RULE,
            &json!({ "funds": { "completion_rate": 0.9836 } }),
            &[],
        );
    }
}
