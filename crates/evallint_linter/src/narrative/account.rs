//! What the texts say of each claim of the table.

use std::borrow::Cow;

use evallint_schema::{Dimension, Role, Unit};
use evallint_syntax::NodeId;
use rust_decimal::Decimal;

use super::agreement::{agrees, stands_among};
use super::clause::counts_alike;
use super::quantity::{Claim, claims};
use super::statement::{Manner, Reported, Statement, best, statements};
use super::topic::Topic;
use crate::document::Document;
use crate::facts::{Facts, Mention};
use crate::measure::Measure;
use crate::repeat::fold;
use crate::stated_kind::StatedKind;

/// A claim of the table with what the texts say of it.
#[derive(Debug)]
pub(crate) struct Account<'d, 'a> {
    pub measure: Measure<'d, 'a>,
    pub figure: Mention,
    pub support: Support<'d>,
    /// Whether the indicator stands more than once in its list; that is the finding then.
    pub is_repeated: bool,
}

/// What the texts say of a figure.
#[derive(Debug, Clone)]
pub(crate) enum Support<'d> {
    /// The task's text says it, or speaks of the thing in a way that does not tell; or another text says it.
    Given,
    /// It is a bound or a rounded figure, and the task's text has the figure that was measured.
    Measured(Statement<'d>),
    /// The task's text has the same number with another unit.
    OtherUnit(Statement<'d>),
    /// The task's text has another figure for the same thing, and one only.
    Conflict(Statement<'d>),
    /// No text says anything of it.
    Nowhere,
}

/// The accounts of a document, in the order of its indicators.
#[derive(Debug)]
pub(crate) struct Accounts<'d, 'a> {
    accounts: Vec<Account<'d, 'a>>,
    topics: Topics<'d>,
}

/// What each indicator is about.
#[derive(Debug)]
struct Topics<'d>(Vec<Named<'d>>);

/// An indicator with its name and the list it stands in.
#[derive(Debug)]
struct Named<'d> {
    list: Option<NodeId>,
    record: NodeId,
    name: Cow<'d, str>,
    topic: Topic<'d>,
    /// The unit of its result, where it has one.
    unit: Option<&'static Unit>,
}

impl<'d> Topics<'d> {
    fn of(document: &'d Document<'_>, facts: &Facts) -> Self {
        // Several names in one cell are so many indicators, though nobody can tell whose the results are.
        let named = document.records().filter_map(Measure::of).flat_map(|measure| {
            let name = measure.name_text().unwrap_or_default();
            let names = if document.is_merged(measure.record.id) {
                name.split_whitespace().collect()
            } else {
                vec![name]
            };
            let unit = measure.figures(facts).iter().find_map(|figure| figure.unit);
            let named = names.into_iter().filter(|name| !name.trim().is_empty());
            named.map(move |name| Named {
                list: measure.list(),
                record: measure.record.id,
                name: fold(name),
                topic: Topic::of_name(name),
                unit,
            })
        });
        Self(named.collect())
    }

    /// The other indicators of the list.
    fn others(&self, measure: Measure<'_, '_>) -> impl Iterator<Item = &Named<'d>> {
        let (list, record) = (measure.list(), measure.record.id);
        self.0
            .iter()
            .filter(move |named| named.list == list && named.record != record)
    }

    fn is_repeated(&self, measure: Measure<'_, '_>) -> bool {
        let name = measure.name_text().map(fold);
        name.is_some_and(|name| self.others(measure).any(|other| other.name == name))
    }

    /// Whether another indicator of the same list is closer to what a statement is about than the one given.
    fn another_is_closer(
        &self,
        measure: Measure<'_, '_>,
        statement: &Statement<'_>,
        told: Reported<'_>,
    ) -> bool {
        let unit = statement.mention.unit;
        let own = self.0.iter().find(|named| named.record == measure.record.id);
        self.others(measure)
            .filter(|other| other.unit.is_none() || counts_alike(other.unit, unit))
            .any(|other| {
                let closeness = statement.closeness_to(&other.topic, told);
                let more_exact = || own.is_some_and(|own| other.topic.is_longer_than(&own.topic));
                closeness > statement.closeness || closeness == statement.closeness && more_exact()
            })
    }
}

impl<'d, 'a> Accounts<'d, 'a> {
    pub(crate) fn of(document: &'d Document<'a>, facts: &'d Facts) -> Self {
        let year = document.year();
        let mut accounts = Vec::new();
        let topics = Topics::of(document, facts);
        for measure in document.measures() {
            let told = measure
                .task()
                .and_then(|task| Reported::in_slot(task.slot_with_role(Role::Achieved)?, facts));
            let Some(told) = told else { continue };
            let kind = measure.name_text().and_then(StatedKind::of);
            // A unit of another kind than the name states is the finding; the figure then says nothing.
            let fits = |figure: &Mention| {
                kind.as_ref()
                    .zip(figure.unit)
                    .is_none_or(|(kind, unit)| kind.allows(unit))
            };
            for claim in claims(measure, facts)
                .into_iter()
                .filter(|claim| fits(&claim.figure))
            {
                let inquiry = Inquiry {
                    topics: &topics,
                    measure,
                    claim: &claim,
                    told,
                    facts,
                    year,
                };
                let is_repeated = topics.is_repeated(measure);
                let support = match inquiry.support() {
                    Support::Measured(statement) => Support::Measured(statement),
                    _ if is_repeated => Support::Given,
                    support => support,
                };
                accounts.push(Account {
                    measure,
                    support,
                    figure: claim.figure,
                    is_repeated,
                });
            }
        }
        Self { accounts, topics }
    }

    /// The figure that the text has for a bound or a rounded figure of a result.
    pub(crate) fn measured(&self, result: NodeId, figure: &Mention) -> Option<&Statement<'d>> {
        let mut accounts = self.accounts.iter();
        let of_figure = |account: &&Account<'_, '_>| {
            account.measure.result.node == Some(result) && account.figure.range == figure.range
        };
        match &accounts.find(of_figure)?.support {
            Support::Measured(statement) => Some(statement),
            _ => None,
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Account<'d, 'a>> {
        self.accounts.iter()
    }

    /// Whether a statement is about another indicator of the same list rather than about this one.
    pub(crate) fn is_about_another(
        &self,
        measure: Measure<'_, '_>,
        statement: &Statement<'_>,
        told: Reported<'_>,
    ) -> bool {
        self.topics.another_is_closer(measure, statement, told)
    }
}

/// The question what the texts say of a claim.
struct Inquiry<'q, 'd, 'a> {
    topics: &'q Topics<'d>,
    measure: Measure<'d, 'a>,
    claim: &'q Claim<'d>,
    told: Reported<'d>,
    facts: &'d Facts,
    year: Option<u32>,
}

impl<'d> Inquiry<'_, 'd, '_> {
    fn support(&self) -> Support<'d> {
        if self.figure().bound.is_some() {
            return self.support_of_bound();
        }
        if self.is_said(true) || self.is_said_in_words() {
            return self.measured_of_rounded();
        }
        if let Some(other) = self.other_unit() {
            return Support::OtherUnit(other);
        }
        if self.is_said(false) || self.is_said_in_parts() {
            return self.measured_of_rounded();
        }
        let about = self.statements(self.figure().unit);
        if let Some(conflict) = self.conflict(&about) {
            return Support::Conflict(conflict);
        }
        let close = about.iter().any(|statement| {
            statement.closeness.is_close() && is_of_like_size(statement.mention, self.figure())
        });
        if !close && !self.stands_anywhere() {
            Support::Nowhere
        } else {
            Support::Given
        }
    }

    fn figure(&self) -> &Mention {
        &self.claim.figure
    }

    fn statements(&self, unit: Option<&Unit>) -> Vec<Statement<'d>> {
        statements(self.told, &self.claim.topic, unit, self.year)
    }

    /// A bound is supported by a figure for the same thing that keeps within it.
    fn support_of_bound(&self) -> Support<'d> {
        let about = self.statements(self.figure().unit);
        let met = about.iter().filter(|statement| {
            matches!(statement.manner, Manner::Plain | Manner::Part) && statement.mention.meets(self.figure())
        });
        if let Some(measured) = best(met) {
            return Support::Measured(measured.clone());
        }
        let meets = |statement: &Statement<'_>| {
            statement.mention.meets(self.figure()) || statement.mention.same_amount(self.figure())
        };
        if about.iter().any(meets) || self.stands_anywhere() {
            Support::Given
        } else {
            Support::Nowhere
        }
    }

    /// Whether the task's text has the figure, in a unit that is no other or, where that is not asked, with no unit.
    fn is_said(&self, with_unit: bool) -> bool {
        let figure = self.figure();
        self.told.mentions.iter().any(|mention| {
            let one_unit = match (mention.unit, figure.unit) {
                (Some(left), Some(right)) => left.interchangeable(right) || left.converts(right),
                (None, Some(_)) => !with_unit,
                (_, None) => true,
            };
            one_unit && (agrees(mention, figure) || says_without_scale(figure, mention))
        })
    }

    /// Whether the like figures of one sentence of the task's text make it up: 分别5094张、2391张、2912张.
    fn is_said_in_parts(&self) -> bool {
        let figure = self.figure();
        let sentences = self
            .told
            .text
            .split_inclusive(['。', '；'])
            .scan(0, |end, sentence| {
                let start = *end;
                *end += sentence.len();
                Some(start..*end)
            });
        sentences.into_iter().any(|sentence| {
            let like = self.told.mentions.iter().filter(|mention| {
                sentence.contains(&mention.range.start)
                    && mention.is_quantity()
                    && counts_alike(mention.unit, figure.unit)
            });
            let (count, sum) = like.fold((0, Decimal::ZERO), |(count, sum), part| {
                (count + 1, sum.saturating_add(part.value))
            });
            count >= 2 && sum == figure.value
        })
    }

    /// Nothing and everything are said in words more often than in figures: 未发生事故, 实现全覆盖.
    fn is_said_in_words(&self) -> bool {
        const EVERYTHING: &[&str] = &[
            "全覆盖",
            "全部",
            "全面",
            "百分百",
            "百分之百",
            "均",
            "尽",
            "全额",
            "齐",
        ];
        let figure = self.figure();
        let is_percent = figure
            .unit
            .is_some_and(|unit| unit.name == "%" || unit.name == "％");
        let everything = is_percent && figure.value == Decimal::ONE_HUNDRED;
        figure.value.is_zero() || everything && EVERYTHING.iter().any(|word| self.told.text.contains(word))
    }

    /// The exact figure, where the claim is a rounded one.
    fn measured_of_rounded(&self) -> Support<'d> {
        if self.figure().approximation.is_none() {
            return Support::Given;
        }
        let about = self.statements(self.figure().unit);
        let exact = about.iter().filter(|statement| {
            let mention = statement.mention;
            let exact = mention.approximation.is_none() && mention.bound.is_none();
            exact && agrees(mention, self.figure())
        });
        best(exact).map_or(Support::Given, |exact| Support::Measured(exact.clone()))
    }

    /// The same number for the same thing, counted otherwise.
    fn other_unit(&self) -> Option<Statement<'d>> {
        let unit = self.figure().unit?;
        let states_kind = self.measure.name_text().and_then(StatedKind::of).is_some();
        if states_kind || unit.dimension == Dimension::Money {
            return None;
        }
        let small = self.figure().value < Decimal::ONE_HUNDRED;
        let about = self.statements(None);
        let mut same_number = about.iter().filter(|statement| {
            let mention = statement.mention;
            let other = mention.unit.is_some_and(|other| !other.interchangeable(unit));
            let countable = mention.unit.is_some_and(|other| {
                !matches!(
                    other.dimension,
                    Dimension::Money | Dimension::Calendar | Dimension::Duration
                )
            });
            let close = statement.closeness.is_close() || !small;
            other
                && countable
                && close
                && mention.value == self.figure().value
                && statement.manner != Manner::Aside
        });
        same_number.next().cloned()
    }

    /// The one other figure for the same thing.
    fn conflict(&self, about: &[Statement<'d>]) -> Option<Statement<'d>> {
        let unit = self.figure().unit?;
        if unit.dimension == Dimension::Money {
            return None;
        }
        let measured = about
            .iter()
            .filter(|statement| matches!(statement.manner, Manner::Plain | Manner::Part))
            .filter(|statement| !self.topics.another_is_closer(self.measure, statement, self.told));
        let other = best(measured)?;
        let differs = !agrees(other.mention, self.figure()) && is_of_like_size(other.mention, self.figure());
        (differs && other.closeness.is_close()).then(|| other.clone())
    }

    fn stands_anywhere(&self) -> bool {
        let figure = self.figure();
        stands_among(figure, self.facts.told())
            || self
                .facts
                .told()
                .any(|mention| says_without_scale(figure, mention))
    }
}

/// Whether a figure without its unit lost its scale with it: 116.77 for 116.77万元.
fn says_without_scale(figure: &Mention, mention: &Mention) -> bool {
    const SCALES: [i64; 2] = [10_000, 100_000_000];
    figure.unit.is_none()
        && SCALES
            .iter()
            .any(|scale| figure.value.checked_mul(Decimal::from(*scale)) == Some(mention.value))
}

/// Whether two figures are so near that one may be a slip of the pen for the other. A figure of another size is one of
/// another thing.
fn is_of_like_size(left: &Mention, right: &Mention) -> bool {
    let most = Decimal::from(12);
    let ratio = left.value.checked_div(right.value);
    let converts = left
        .unit
        .zip(right.unit)
        .is_some_and(|(left, right)| left.converts(right));
    converts || ratio.is_some_and(|ratio| ratio <= most && ratio * most >= Decimal::ONE)
}
