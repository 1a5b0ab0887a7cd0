//! All figures that a document tells, arranged so that one can be looked for among them.

use evallint_schema::Dimension;
use foldhash::{HashMap, HashSet};
use rust_decimal::Decimal;

use super::agreement::{agrees_anywhere, base_value, tolerance};
use crate::facts::Mention;

/// Figures by their values.
#[derive(Debug, Default)]
pub(super) struct ToldFigures<'d> {
    values: HashSet<Decimal>,
    of_dimension: HashMap<Dimension, OfDimension<'d>>,
}

/// The figures of one dimension.
#[derive(Debug, Default)]
struct OfDimension<'d> {
    /// Those said exactly, by their values in base units.
    exact: Vec<(Decimal, &'d Mention)>,
    /// How far any of those can be from what agrees with it, in base units.
    widest: Decimal,
    /// Those said with 约, 近, 多 or 余, which may be far from what they stand for.
    rounded: Vec<&'d Mention>,
}

impl<'d> ToldFigures<'d> {
    pub(super) fn of(mentions: impl Iterator<Item = &'d Mention>) -> Self {
        let mut figures = Self::default();
        for mention in mentions {
            figures.values.insert(mention.value);
            let Some((unit, value)) = mention.unit.zip(base_value(mention)) else {
                continue;
            };
            let of_dimension = figures.of_dimension.entry(unit.dimension).or_default();
            if mention.approximation.is_some() {
                of_dimension.rounded.push(mention);
            } else if let Some(tolerance) = tolerance(mention) {
                of_dimension.exact.push((value, mention));
                of_dimension.widest = of_dimension.widest.max(tolerance);
            }
        }
        for of_dimension in figures.of_dimension.values_mut() {
            of_dimension.exact.sort_by_key(|(value, _)| *value);
        }
        figures
    }

    /// Whether the number of a figure, whatever it counts, is told.
    pub(super) fn hold(&self, figure: &Mention) -> bool {
        self.values.contains(&figure.value) || self.has_one_that_agrees(figure)
    }

    /// Whether a value is told.
    pub(super) fn hold_value(&self, value: Decimal) -> bool {
        self.values.contains(&value)
    }

    fn has_one_that_agrees(&self, figure: &Mention) -> bool {
        let of_dimension = figure
            .unit
            .and_then(|unit| self.of_dimension.get(&unit.dimension));
        let (Some(of_dimension), Some(value), Some(own)) =
            (of_dimension, base_value(figure), tolerance(figure))
        else {
            return false;
        };
        let tolerance = own.max(of_dimension.widest);
        let (least, most) = (value.saturating_sub(tolerance), value.saturating_add(tolerance));
        let from = of_dimension.exact.partition_point(|(value, _)| *value < least);
        let near = of_dimension.exact.iter().skip(from);
        near.take_while(|(value, _)| *value <= most)
            .map(|(_, mention)| *mention)
            .chain(of_dimension.rounded.iter().copied())
            .any(|mention| agrees_anywhere(figure, mention))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::facts::scan;

    fn one(text: &str) -> Mention {
        scan(text).remove(0)
    }

    #[test]
    fn a_number_stands_whatever_it_counts() {
        let mentions = scan("推动37栋旧楼加装电梯，覆盖8.68万人");
        let others = ToldFigures::of(mentions.iter());
        assert!(others.hold(&one("37梯")));
        assert!(others.hold(&one("86800")));
        assert!(!others.hold(&one("230处")));
        let mentions = scan("平台浏览近3.1万人次");
        let rounded = ToldFigures::of(mentions.iter());
        assert!(rounded.hold(&one("30980人次")));
        assert!(!rounded.hold(&one("3.11万人次")));
    }

    fn figure() -> impl Strategy<Value = String> {
        let digits = prop_oneof![
            (1_u32..30).prop_map(|number| number.to_string()),
            (1_u32..3_000).prop_map(|number| format!("{}.{:02}", number / 100, number % 100)),
            (1_u32..300).prop_map(|number| format!("{}.{}", number / 10, number % 10)),
            (1_u32..40).prop_map(|number| format!("{}", number * 1_000)),
        ];
        let lead = prop_oneof![Just(""), Just("约"), Just("近")];
        let tail = prop_oneof![Just(""), Just("万"), Just("余"), Just("万余"), Just("多")];
        let unit = prop_oneof![
            Just("人"),
            Just("人次"),
            Just("个"),
            Just("%"),
            Just("公里"),
            Just("米"),
            Just("")
        ];
        (lead, digits, tail, unit)
            .prop_map(|(lead, digits, tail, unit)| format!("{lead}{digits}{tail}{unit}"))
    }

    proptest! {
        /// Looking each of them up one by one gives the same.
        #[test]
        fn arranged_or_not_the_same_figures_are_held(
            others in prop::collection::vec(figure(), 0..30),
            wanted in figure(),
        ) {
            let text = others.join("，又");
            let mentions = scan(&text);
            let told = ToldFigures::of(mentions.iter());
            for wanted in scan(&wanted) {
                let one_by_one = mentions.iter().any(|other| {
                    let alike = wanted.unit.zip(other.unit)
                        .is_some_and(|(left, right)| left.dimension == right.dimension);
                    wanted.value == other.value || alike && agrees_anywhere(&wanted, other)
                });
                prop_assert_eq!(told.hold(&wanted), one_by_one);
            }
        }
    }
}
