//! `rate-format`: a rate without its percent sign.

use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "rate-format",
    name: "比率格式",
    group: Group::Funds,
    severity: Severity::Error,
    page: include_str!("rate-format.md"),
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

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for slot in document.slots() {
        let Some(number) = slot.rate_without_percent() else {
            continue;
        };
        let message = Message::new(&NO_PERCENT)
            .with("field", slot.field)
            .with("number", number.to_string());
        context
            .report_slot(slot, message)
            .help(Message::new(&ADD_PERCENT));
    }
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
