//! Which figure of a text tells the result of an indicator.

use std::ops::Range;

use evallint_schema::{Role, Unit};
use evallint_syntax::NodeId;

use super::account::{Account, Accounts, Support};
use super::agreement::agrees;
use super::clause::{counts_alike, sentence_around};
use super::statement::{Manner, Passage, Statement};
use crate::document::Document;
use crate::facts::{Facts, Mention};
use crate::measure::Measure;

/// A figure of a text that tells the result of an indicator.
#[derive(Debug)]
pub(crate) struct Telling<'d, 'a> {
    pub measure: Measure<'d, 'a>,
    /// The figure of the result.
    pub figure: Mention,
    /// The text.
    pub node: NodeId,
    /// The figure in the text.
    pub mention: &'d Mention,
    /// The sentence around it, as bytes of the text.
    pub sentence: Range<usize>,
    pub accord: Accord,
}

/// Of how many figures the repetitions in other texts are looked for. Nobody repeats so many.
const MOST_REPEATED: usize = 1_000;

/// How the figure in the text goes with the one in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accord {
    /// It is the same, perhaps with more or fewer digits.
    Same,
    /// It is what was measured, where the table has a bound or a rounded figure.
    Measured,
    /// It is the same number with another unit.
    OtherUnit,
    /// It is another number for the same thing.
    Conflict,
}

/// What the texts tell of the results, in the order of the indicators: first what an indicator's own task says of it, then
/// the other texts.
pub(crate) fn tellings<'d, 'a>(document: &'d Document<'a>, facts: &'d Facts) -> Vec<Telling<'d, 'a>> {
    let accounts = Accounts::of(document, facts);
    let year = document.year();
    let elsewhere: Vec<Passage<'d>> = document
        .slots()
        .filter(|slot| matches!(slot.field.role, Role::Achieved | Role::KeyProjects | Role::Text))
        .filter(|slot| slot.node.is_some_and(|node| !document.is_in_list(node)))
        .filter_map(|slot| Passage::in_slot(slot, facts, year))
        .collect();
    let mut found = Vec::new();
    for (index, account) in accounts.iter().enumerate() {
        let own = accounts.texts(account).and_then(|texts| texts.achieved.as_ref());
        let told = own.and_then(|passage| told_in(passage, account));
        let reference = match &told {
            Some(told) if told.accord == Accord::Measured => told.mention.clone(),
            _ => account.figure.clone(),
        };
        found.extend(told);
        let others = elsewhere.iter().filter(|_| index < MOST_REPEATED);
        found.extend(others.flat_map(|passage| repeated_in(passage, account, &reference)));
    }
    found
}

/// The figure of the task's own text that tells the one in the table.
fn told_in<'d, 'a>(passage: &Passage<'d>, account: &Account<'d, 'a>) -> Option<Telling<'d, 'a>> {
    let (mention, accord) = match &account.support {
        Support::Measured(statement) => (statement.mention, Accord::Measured),
        Support::OtherUnit(statement) => (statement.mention, Accord::OtherUnit),
        Support::Conflict(statement) => (statement.mention, Accord::Conflict),
        Support::Nowhere => return None,
        Support::Given => given_in(passage, account)?,
    };
    Some(Telling::new(account, passage, mention, accord))
}

/// The figure that gives the one in the table: the closest that says it of the thing, or the only one that says it at all.
fn given_in<'d>(passage: &Passage<'d>, account: &Account<'_, '_>) -> Option<(&'d Mention, Accord)> {
    let figure = &account.figure;
    let says = |mention: &Mention| {
        let is_met = figure.bound.is_some() && mention.meets(figure);
        is_met || agrees(mention, figure)
    };
    let closest = passage
        .statements_that(&account.topic, figure.unit, says)
        .into_iter()
        .filter(|statement| statement.manner != Manner::Aside)
        // Of those equally close the first.
        .reduce(|best, other| {
            if other.closeness > best.closeness {
                other
            } else {
                best
            }
        });
    let only = || {
        let mut saying = passage
            .mentions
            .iter()
            .filter(|mention| mention.is_quantity() && is_of_unit(mention, figure.unit) && says(mention));
        saying.next().filter(|_| saying.next().is_none())
    };
    let mention = closest.map(|statement| statement.mention).or_else(only)?;
    let is_exact = figure.bound.is_some() && mention.bound.is_none();
    Some((mention, if is_exact { Accord::Measured } else { Accord::Same }))
}

fn is_of_unit(mention: &Mention, unit: Option<&Unit>) -> bool {
    unit.is_none() || counts_alike(mention.unit, unit)
}

/// The figures of another text that say the same of the same thing: of those that share words with it the closest.
fn repeated_in<'p, 'd: 'p, 'a: 'p>(
    passage: &'p Passage<'d>,
    account: &'p Account<'d, 'a>,
    reference: &Mention,
) -> impl Iterator<Item = Telling<'d, 'a>> + use<'p, 'd, 'a> {
    let says = |mention: &Mention| agrees(mention, reference);
    let statements = if account.topic.is_vague() {
        Vec::new()
    } else {
        passage.statements_that(&account.topic, account.figure.unit, says)
    };
    let accord = if account.figure.bound.is_some() {
        Accord::Measured
    } else {
        Accord::Same
    };
    let closest = statements.iter().map(|statement| statement.closeness).max();
    let is_told = move |statement: &Statement<'_>| {
        statement.closeness.is_close()
            && Some(statement.closeness) == closest
            && matches!(statement.manner, Manner::Plain | Manner::Part)
    };
    statements
        .into_iter()
        .filter(is_told)
        .map(move |statement| Telling::new(account, passage, statement.mention, accord))
}

impl<'d, 'a> Telling<'d, 'a> {
    fn new(account: &Account<'d, 'a>, passage: &Passage<'d>, mention: &'d Mention, accord: Accord) -> Self {
        Self {
            measure: account.measure,
            figure: account.figure.clone(),
            node: passage.node,
            mention,
            sentence: sentence_around(passage.text, &mention.range),
            accord,
        }
    }
}
