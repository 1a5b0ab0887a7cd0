//! What is said of a printed rate that is not the quotient of its amounts.

use evallint_schema::Rate;

use super::Quotient;
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
    context
        .report_slot(rate.slot, message)
        .help(help)
        .relate_slot(rate.dividend.slot, Message::new(&DIVIDEND))
        .relate_slot(rate.divisor.slot, Message::new(&DIVISOR));
}
