//! What belongs together within a form: a result and the figures of the texts that state it, a computed figure and what it
//! is computed from, a figure of the funds and the texts that repeat it.

use evallint_linter::{Calculation, DocumentView, Item, Meaning};
use evallint_schema::Role;
use evallint_syntax::{ByteRange, Value};

/// Where what stands at a place comes from: for an indicator's name or result the figures of the texts that state it, and for
/// these the result; for a computed figure what it is computed from; for a figure of the funds in a text its field.
pub(crate) fn definition(view: &DocumentView<'_>, at: u32) -> Vec<ByteRange> {
    in_order(Links::at(view, at).sources)
}

/// Where what stands at a place is used: for an indicator's name or result, and for a figure of a text that states it, every
/// such figure; for an amount what is computed from it; for a figure of the funds every figure of a text that repeats it.
pub(crate) fn references(view: &DocumentView<'_>, at: u32) -> Vec<ByteRange> {
    in_order(Links::at(view, at).uses)
}

/// What belongs to what stands at a place, itself included; nothing where nothing does.
pub(crate) fn highlights(view: &DocumentView<'_>, at: u32) -> Vec<ByteRange> {
    let mut links = Links::at(view, at);
    if links.sources.is_empty() && links.uses.is_empty() {
        return Vec::new();
    }
    links.own.append(&mut links.sources);
    links.own.append(&mut links.uses);
    in_order(links.own)
}

/// What stands at a place and what belongs to it.
#[derive(Debug, Default)]
struct Links {
    own: Vec<ByteRange>,
    sources: Vec<ByteRange>,
    uses: Vec<ByteRange>,
}

impl Links {
    fn at(view: &DocumentView<'_>, at: u32) -> Self {
        let mut links = Self::default();
        let Some(item) = view.place_at(at).map(|place| place.item) else {
            return links;
        };
        let Meaning::Field(field) = item.meaning() else {
            return links;
        };
        match field.role {
            Role::Name | Role::Result => links.add_indicator(view, item),
            Role::Expected | Role::Achieved | Role::KeyProjects | Role::Text => {
                links.add_text(view, item, at);
            }
            _ => links.add_figure(view, item),
        }
        links
    }

    /// What states the result of an indicator.
    fn add_indicator(&mut self, view: &DocumentView<'_>, item: Item<'_, '_>) {
        self.own.push(item.content_range());
        let Some(indicator) = item.parent() else { return };
        let tellings = view.tellings();
        let own = tellings
            .iter()
            .filter(|telling| telling.indicator.id() == indicator.id());
        for telling in own {
            self.sources.push(telling.told);
            self.uses.push(telling.told);
        }
    }

    /// What a figure of a text states; anywhere else in a sentence what its figures state.
    fn add_text(&mut self, view: &DocumentView<'_>, text: Item<'_, '_>, at: u32) {
        let is_here = |range: ByteRange| range.start <= at && at <= range.end;
        let tellings = view.tellings();
        let of_text = || tellings.iter().filter(|telling| telling.text.id() == text.id());
        let mentions = view.fund_mentions();
        let mentioned = mentions
            .iter()
            .find(|mention| mention.text.id() == text.id() && is_here(mention.told));
        let mut here: Vec<_> = of_text().filter(|telling| is_here(telling.told)).collect();
        if here.is_empty() && mentioned.is_none() {
            here = of_text().filter(|telling| is_here(telling.sentence)).collect();
        }
        for telling in &here {
            self.own.push(telling.told);
            self.sources.push(telling.figure);
        }
        let indicators: Vec<_> = here.iter().map(|telling| telling.indicator.id()).collect();
        let of_them = tellings
            .iter()
            .filter(|telling| indicators.contains(&telling.indicator.id()));
        self.uses.extend(of_them.map(|telling| telling.told));
        if let Some(mentioned) = mentioned {
            self.own.push(mentioned.told);
            self.sources.push(mentioned.figure.content_range());
            let of_figure = mentions
                .iter()
                .filter(|mention| mention.figure.id() == mentioned.figure.id());
            self.uses.extend(of_figure.map(|mention| mention.told));
        }
    }

    /// What a figure of the table is computed from, what is computed from it, and the texts that repeat it.
    fn add_figure(&mut self, view: &DocumentView<'_>, item: Item<'_, '_>) {
        self.own
            .push(item.key().map_or_else(|| item.content_range(), |key| key.range));
        if !matches!(item.value(), Value::Array) && !item.is_blank() {
            self.own.push(item.content_range());
        }
        let is_own = |other: Option<Item<'_, '_>>| other.is_some_and(|other| other.id() == item.id());
        for computation in view.computations() {
            let operands = computation.operands.iter();
            let is_formula = matches!(
                computation.calculation,
                Calculation::Difference | Calculation::Quotient
            );
            let is_part = matches!(
                computation.calculation,
                Calculation::ShareOfWhole | Calculation::SumOfTasks { .. }
            );
            if is_own(computation.item) && (is_formula || is_part) {
                let given = operands.filter_map(|operand| operand.item);
                let others = given.filter(|operand| operand.id() != item.id() && !operand.is_blank());
                self.sources.extend(others.map(Item::content_range));
            } else if is_formula && operands.into_iter().any(|operand| is_own(operand.item)) {
                let computed = computation.item.filter(|computed| !computed.is_blank());
                self.uses.extend(computed.map(Item::content_range));
            }
        }
        let mentions = view.fund_mentions();
        let of_figure = mentions.iter().filter(|mention| is_own(Some(mention.figure)));
        self.uses.extend(of_figure.map(|mention| mention.told));
    }
}

fn in_order(mut ranges: Vec<ByteRange>) -> Vec<ByteRange> {
    ranges.sort_unstable();
    ranges.dedup();
    ranges
}

#[cfg(test)]
mod tests {
    use evallint_linter::Linter;
    use evallint_syntax::Source;

    use super::*;
    use crate::features::damaged_forms;

    const TEXT: &str = include_str!("../../../../tests/forms/education.eval.txt");
    const YAML: &str = include_str!("../../../../tests/forms/education.eval.yaml");

    type Feature = fn(&DocumentView<'_>, u32) -> Vec<ByteRange>;

    /// What a feature gives behind the first `before` of a text: the words of each range with some before them.
    fn shown(feature: Feature, path: &str, text: &str, before: &str) -> Vec<String> {
        let source = Source::new(path, text).unwrap();
        let view = Linter::standard().read(&source).unwrap();
        let at = text.find(before).unwrap() + before.len();
        let ranges = feature(&view, u32::try_from(at).unwrap()).into_iter();
        ranges
            .map(|range| {
                let start = text.floor_char_boundary((range.start as usize).saturating_sub(12));
                format!("{}|{}", &text[start..range.start as usize], source.slice(range))
            })
            .collect()
    }

    #[test]
    fn from_a_result_to_what_states_it_and_back() {
        let stated = ["公办学位|5420个"; 3];
        for at in ["新增公办学位数", "新增公办学位数量\t"] {
            assert_eq!(shown(definition, "a.txt", TEXT, at), stated);
            assert_eq!(shown(references, "a.txt", TEXT, at), stated);
        }
        let back = shown(definition, "a.txt", TEXT, "所，新增公办学位542");
        assert_eq!(back, ["学位数量\t|5420个"]);
        assert_eq!(shown(references, "a.txt", TEXT, "所，新增公办学位542"), stated);
        let all = shown(highlights, "a.txt", TEXT, "所，新增公办学位542");
        assert_eq!(all.len(), 4, "{all:?}");
    }

    #[test]
    fn a_sentence_leads_to_what_its_figures_state() {
        let found = shown(definition, "a.yaml", YAML, "选派支教");
        assert_eq!(found, ["    result: |12组"]);
        assert_eq!(shown(definition, "a.yaml", YAML, "坚持立德"), [] as [&str; 0]);
    }

    #[test]
    fn from_a_computed_figure_to_its_operands_and_back() {
        for at in ["completion_ra", "completion_rate: 98"] {
            assert_eq!(
                shown(definition, "a.yaml", YAML, at),
                ["ted_budget: |13,120.80", "xpenditure: |12,905.46"]
            );
            assert_eq!(shown(references, "a.yaml", YAML, at), [] as [&str; 0]);
        }
        assert_eq!(
            shown(references, "a.yaml", YAML, "initial_bud"),
            ["adjustment: |780.30", "tment_rate: |6.32%"]
        );
        assert_eq!(
            shown(definition, "a.yaml", YAML, "general_public"),
            ["xpenditure: |12,905.46"]
        );
        assert_eq!(shown(definition, "a.yaml", YAML, "\ntas").len(), 4);
        assert_eq!(
            shown(highlights, "a.yaml", YAML, "completion_ra"),
            [
                "ted_budget: |13,120.80",
                "xpenditure: |12,905.46",
                "12,011.20\n  |completion_rate",
                "etion_rate: |98.36%"
            ]
        );
    }

    #[test]
    fn from_the_funds_to_the_texts_that_repeat_them_and_back() {
        let yaml = YAML.replacen("一是学位供给", "预算完成率98.36%。一是学位供给", 1);
        assert_eq!(
            shown(references, "a.yaml", &yaml, "completion_ra"),
            ["算完成率|98.36%"]
        );
        assert_eq!(
            shown(definition, "a.yaml", &yaml, "预算完成率98"),
            ["etion_rate: |98.36%"]
        );
    }

    #[test]
    fn nothing_where_nothing_belongs() {
        for at in ["departm", "department: 江州", "year: 20", "# 江州市"] {
            assert_eq!(shown(highlights, "a.yaml", YAML, at), [] as [&str; 0], "{at}");
        }
    }

    #[test]
    fn a_half_written_form_is_no_trouble() {
        damaged_forms::for_each(|view, offsets| {
            let text = view.source().text();
            for at in offsets.iter().step_by(5) {
                let highlights = highlights(view, *at);
                let found = definition(view, *at).into_iter().chain(references(view, *at));
                for range in found {
                    assert!(text.get(range.as_index()).is_some(), "{range:?}");
                    assert!(highlights.contains(&range));
                }
            }
        });
    }
}
