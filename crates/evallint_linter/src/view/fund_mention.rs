//! Which figure of a text repeats an amount or a rate of the funds.

use evallint_schema::{Field, Role};
use evallint_syntax::ByteRange;
use rust_decimal::Decimal;

use super::Item;
use crate::document::Document;
use crate::facts::{Facts, Mention};
use crate::narrative::Surroundings;
use crate::slot::Slot;

/// A figure of a text that repeats one of the funds, by its value and its label.
#[derive(Debug, Clone)]
pub struct FundMention<'v, 'a> {
    /// The value in the funds.
    pub figure: Item<'v, 'a>,
    /// The text.
    pub text: Item<'v, 'a>,
    /// Where the figure stands in the text.
    pub told: ByteRange,
}

/// Every repeated figure of the funds, in the order of the texts.
pub(super) fn fund_mentions<'v, 'a>(document: &'v Document<'a>) -> Vec<FundMention<'v, 'a>> {
    let known = known_figures(document);
    if known.is_empty() {
        return Vec::new();
    }
    let facts = Facts::of(document);
    let item = |id| Item { document, id };
    let mut found = Vec::new();
    for (node, text) in document.prose() {
        let mentions = facts.mentions(node);
        for (index, mention) in mentions.iter().enumerate() {
            let mut equal = known.iter().filter(|known| known.is_said_by(mention)).peekable();
            if equal.peek().is_none() {
                continue;
            }
            let clause = Surroundings::of(text, mentions, index).whole.start;
            let before = text.get(clause..mention.range.start).unwrap_or_default();
            // Of several labels in the clause the figure belongs to the last.
            let named = equal
                .filter_map(|known| Some((last_label(known.slot.field, before)?, known)))
                .max_by_key(|(at, _)| *at);
            let figure = named.and_then(|(_, known)| known.slot.node);
            found.extend(figure.map(|figure| FundMention {
                figure: item(figure),
                text: item(node),
                told: document.written(node, mention).range,
            }));
        }
    }
    found
}

/// A figure of the funds as texts say it: an amount in 元, a rate in percent.
struct Known<'v, 'a> {
    slot: Slot<'v, 'a>,
    value: Decimal,
    is_rate: bool,
}

fn known_figures<'v, 'a>(document: &'v Document<'a>) -> Vec<Known<'v, 'a>> {
    let factor = document.currency_factor();
    let amount = |slot: Slot<'_, '_>| slot.amount().valid()?.value().checked_mul(factor?);
    document
        .slots()
        .filter(|slot| slot.field.role.is_money() && slot.field.role != Role::TaskFunds)
        .filter_map(|slot| {
            let rate = slot.rate().valid();
            let value = match rate {
                Some(rate) => rate.percent(),
                None => amount(slot)?,
            };
            Some(Known {
                slot,
                value,
                is_rate: rate.is_some(),
            })
        })
        .collect()
}

impl Known<'_, '_> {
    /// Whether the mention has the same number, signs aside, as far as it is printed.
    fn is_said_by(&self, mention: &Mention) -> bool {
        use evallint_schema::Dimension::{Money, Percent};
        let dimension = mention.unit.map(|unit| unit.dimension);
        let wanted = if self.is_rate { Percent } else { Money };
        let difference = (self.value.abs() - mention.value).abs();
        let is_near = difference.saturating_mul(Decimal::TWO) <= mention.precision;
        mention.is_quantity() && dimension == Some(wanted) && is_near
    }
}

/// Where the last wording of the field's label ends in the words.
fn last_label(field: &Field, words: &str) -> Option<usize> {
    let wordings = std::iter::once(field.label).chain(field.variants.iter().copied());
    wordings
        .filter_map(|label| words.rfind(label).map(|at| at + label.len()))
        .max()
}

#[cfg(test)]
mod tests {
    use evallint_syntax::Source;
    use serde_json::json;

    use crate::check::Linter;
    use crate::testing::changed_form;

    /// The figures of the funds that a text repeats, with their fields.
    fn mentioned(text: &str) -> Vec<(String, String)> {
        let form = changed_form(&json!({ "overall_performance": text }));
        let source = Source::new("form.json", form).unwrap();
        let view = Linter::standard().read(&source).unwrap();
        let mentions = view.fund_mentions().into_iter();
        mentions
            .map(|mention| {
                (
                    mention.figure.pointer().as_str().to_owned(),
                    source.slice(mention.told).to_owned(),
                )
            })
            .collect()
    }

    fn expect(text: &str, expected: &[(&str, &str)]) {
        let expected: Vec<_> = expected
            .iter()
            .map(|(pointer, told)| ((*pointer).to_owned(), (*told).to_owned()))
            .collect();
        assert_eq!(mentioned(text), expected, "{text}");
    }

    #[test]
    fn a_figure_under_its_label() {
        expect(
            "2023年部门年初预算收入12,340.50万元，调整预算数13120.8万元，全年实际支出1.29亿元，预算完成率98.36%。",
            &[
                ("/funds/initial_budget", "12,340.50万元"),
                ("/funds/adjusted_budget", "13120.8万元"),
                ("/funds/actual_expenditure", "1.29亿元"),
                ("/funds/completion_rate", "98.36%"),
            ],
        );
        expect("预算执行率98%。", &[("/funds/completion_rate", "98%")]);
    }

    #[test]
    fn another_figure_or_another_thing() {
        expect("实际支出12,905.47万元，预算完成率98.35%。", &[]);
        expect("满意度98.36%，资产总额12,905.46万元。", &[]);
        expect("预算完成率稳步提高，满意度98.36%。", &[]);
    }
}
