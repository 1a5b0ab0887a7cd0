//! What is said of a printed rate that is not the quotient of its amounts.

use evallint_schema::Rate;

use super::Quotient;
use crate::fix::{Fix, title};
use crate::message::{Message, Template};
use crate::report::Context;

static MISMATCH: Template = Template {
    zh: "{field}填的是 {printed}，但{dividend} {dividend_amount} ÷ {divisor} {divisor_amount} = {computed}。",
    en: "{field} is given as {printed}, but {dividend} {dividend_amount} ÷ {divisor} {divisor_amount} = {computed}.",
};

static DIVIDEND: Template = Template {
    zh: "分子",
    en: "The dividend",
};

static DIVISOR: Template = Template {
    zh: "分母",
    en: "The divisor",
};

static CHECK_AMOUNTS: Template = Template {
    zh: "也可能是金额填错，请先核对金额",
    en: "An amount may be wrong instead; check the amounts first",
};

/// Reports a rate with both figures and the amounts it is computed from.
pub(crate) fn report_rate_mismatch(
    context: &mut Context<'_, '_>,
    rate: Quotient<'_, '_>,
    computed: Rate,
    help: Message,
) {
    let message = Message::new(&MISMATCH)
        .with("field", rate.slot.field)
        .with("printed", rate.printed)
        .with("dividend", rate.dividend.slot.field)
        .with("dividend_amount", rate.dividend.amount)
        .with("divisor", rate.divisor.slot.field)
        .with("divisor_amount", rate.divisor.amount)
        .with("computed", computed);
    let fix = context.document.rewritten(rate.slot, &computed.to_string());
    context
        .report_slot(rate.slot, message)
        .help(help)
        .fix(fix.map(|edit| {
            Fix::with_risk(
                title::write(computed.to_string()),
                Message::new(&CHECK_AMOUNTS),
                vec![edit],
            )
        }))
        .relate_slot(rate.dividend.slot, Message::new(&DIVIDEND))
        .relate_slot(rate.divisor.slot, Message::new(&DIVISOR));
}
