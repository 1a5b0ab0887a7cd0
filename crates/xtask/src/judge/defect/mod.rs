//! Planted defects: each alone in a form that is clean without it, with the finding that must come of it.
//!
//! Where the specification leaves the place open, a defect lists every pointer that would be right.

#![expect(
    clippy::unnecessary_wraps,
    reason = "planters stand in one table: some always find a place, others do not"
)]

mod amount;
mod approximation;
mod bound;
mod goal;
mod indicator;
mod numbering;
mod passage;
mod placeholder;
mod punctuation;
mod rate;
mod reason;
mod repeat;
mod residue;
mod result;
mod structure;
mod support;
mod syntax;
mod table;
mod telling;
mod text;
mod tree;
mod year;

use evallint_linter::Severity;

use super::chance::Chance;
use super::department::Department;
use super::form::{Form, clean_form};
use super::indicator::Indicator;
use super::verdict::{Expected, Mutant};
use super::writing::yaml::YamlStyle;
use super::writing::{Draft, PLAIN_NOTE, Writing};

/// A kind of defect.
pub(crate) struct Defect {
    /// The rule that must find it.
    rule: &'static str,
    /// Which clause of the rule.
    variant: &'static str,
    /// The writings in which it exists.
    writings: &'static [Writing],
    /// How it is planted.
    plant: Plant,
}

/// How a defect is planted: in the form, in its shape, or in the printed text.
#[derive(Clone, Copy)]
pub(crate) enum Plant {
    /// In what the form says.
    Form(fn(&mut Form, Writing, &mut Chance) -> Option<Planted>),
    /// In the rows or members.
    Shape(fn(&mut Draft, &Form, &mut Chance) -> Option<Planted>),
    /// In the characters.
    Print(fn(&mut String, &Form, &mut Chance) -> Option<Planted>),
}

impl Defect {
    const fn form(
        rule: &'static str,
        variant: &'static str,
        plant: fn(&mut Form, Writing, &mut Chance) -> Option<Planted>,
    ) -> Self {
        Self {
            rule,
            variant,
            writings: Writing::ALL,
            plant: Plant::Form(plant),
        }
    }

    const fn shape(
        rule: &'static str,
        variant: &'static str,
        writings: &'static [Writing],
        plant: fn(&mut Draft, &Form, &mut Chance) -> Option<Planted>,
    ) -> Self {
        Self {
            rule,
            variant,
            writings,
            plant: Plant::Shape(plant),
        }
    }

    const fn print(
        rule: &'static str,
        variant: &'static str,
        writings: &'static [Writing],
        plant: fn(&mut String, &Form, &mut Chance) -> Option<Planted>,
    ) -> Self {
        Self {
            rule,
            variant,
            writings,
            plant: Plant::Print(plant),
        }
    }

    /// The same defect in some writings only.
    const fn only(mut self, writings: &'static [Writing]) -> Self {
        self.writings = writings;
        self
    }
}

/// What was planted.
pub(crate) struct Planted {
    /// What must be found.
    expected: Vec<Expected>,
    /// Rules whose finding is no collateral.
    tolerated: Vec<&'static str>,
    /// What was changed, for a person.
    note: String,
}

impl Planted {
    /// An error of a rule at one of some pointers.
    fn error(rule: &'static str, pointers: &[String], note: impl Into<String>) -> Self {
        Self::new(rule, Severity::Error, pointers, note)
    }

    /// A warning of a rule at one of some pointers.
    fn warning(rule: &'static str, pointers: &[String], note: impl Into<String>) -> Self {
        Self::new(rule, Severity::Warning, pointers, note)
    }

    /// Information of a rule at one of some pointers.
    fn info(rule: &'static str, pointers: &[String], note: impl Into<String>) -> Self {
        Self::new(rule, Severity::Info, pointers, note)
    }

    fn new(rule: &'static str, severity: Severity, pointers: &[String], note: impl Into<String>) -> Self {
        let mut planted = Self {
            expected: Vec::new(),
            tolerated: Vec::new(),
            note: note.into(),
        };
        planted.expected.push(Expected {
            rule,
            pointers: pointers.to_vec(),
            severity,
        });
        planted
    }

    /// A warning that must come with it.
    fn with_warning(mut self, rule: &'static str, pointer: String) -> Self {
        self.expected.push(Expected {
            rule,
            pointers: vec![pointer],
            severity: Severity::Warning,
        });
        self
    }

    /// A rule whose finding is no collateral.
    fn tolerating(mut self, rule: &'static str) -> Self {
        self.tolerated.push(rule);
        self
    }
}

/// Every kind of defect.
fn defects() -> Vec<&'static Defect> {
    let mut defects = Vec::new();
    for list in [
        syntax::DEFECTS,
        tree::DEFECTS,
        table::DEFECTS,
        structure::DEFECTS,
        rate::DEFECTS,
        amount::DEFECTS,
        reason::DEFECTS,
        text::DEFECTS,
        indicator::DEFECTS,
        result::DEFECTS,
        bound::DEFECTS,
        repeat::DEFECTS,
        placeholder::DEFECTS,
        support::DEFECTS,
        approximation::DEFECTS,
        goal::DEFECTS,
        year::DEFECTS,
        residue::DEFECTS,
        numbering::DEFECTS,
        punctuation::DEFECTS,
    ] {
        defects.extend(list);
    }
    defects
}

/// How many forms are tried before a defect is given up.
const TRIES: u64 = 400;

/// The form with a planted defect of this index: kinds of defects take turns, everything else is chance.
pub(crate) fn mutant(
    departments: &[Department],
    chance: &mut Chance,
    index: u64,
) -> Option<(&'static str, Mutant)> {
    let defects = defects();
    let turn = usize::try_from(index).ok()? % defects.len().max(1);
    let defect = *defects.get(turn)?;
    let writing = *chance.one(defect.writings)?;
    let planted = (0..TRIES).find_map(|_| plant(defect, writing, departments, &mut chance.fork()))?;
    Some((defect.rule, planted))
}

/// Plants a defect in a new form, where the form has a place for it.
fn plant(
    defect: &Defect,
    writing: Writing,
    departments: &[Department],
    chance: &mut Chance,
) -> Option<Mutant> {
    let mut form = clean_form(departments, chance)?;
    // What a note may do to the reading of a whole form is for the clean forms to show.
    form.style.note = PLAIN_NOTE;
    let clean = form.clone();
    let (planted, text) = match defect.plant {
        Plant::Form(plant) => {
            let planted = plant(&mut form, writing, chance)?;
            (planted, Draft::new(&form, writing).print(&form.style))
        }
        Plant::Shape(plant) => {
            form.style.breaks.clear();
            form.style.key_order = None;
            form.style.section_label = 0;
            let mut draft = Draft::new(&form, writing);
            let planted = plant(&mut draft, &form, chance)?;
            (planted, draft.print(&form.style))
        }
        Plant::Print(plant) => {
            form.style.crlf = false;
            form.style.indent = Some(2);
            form.style.yaml = YamlStyle::PLAIN;
            form.style.section_label = 0;
            form.style.key_order = None;
            form.style.breaks.clear();
            let mut text = Draft::new(&form, writing).print(&form.style);
            let planted = plant(&mut text, &form, chance)?;
            (planted, text)
        }
    };
    Some(Mutant {
        name: format!("{}: {}", defect.rule, defect.variant),
        writing,
        text,
        before: Draft::new(&clean, writing).print(&clean.style),
        expected: planted.expected,
        tolerated: planted.tolerated,
        note: planted.note,
    })
}

/// Whether no text has to give a reason: a text that is taken away may be the one that does.
fn needs_no_reason(form: &Form) -> bool {
    form.funds.reasons.is_empty()
}

/// A task of the form.
fn any_task(form: &Form, chance: &mut Chance) -> usize {
    chance.below(form.tasks.len())
}

/// An indicator that fits, as (task, indicator).
fn any_indicator(
    form: &Form,
    chance: &mut Chance,
    fits: impl Fn(&Indicator) -> bool,
) -> Option<(usize, usize)> {
    let mut places = Vec::new();
    for (at, task) in form.tasks.iter().enumerate() {
        for (index, indicator) in task.indicators.iter().enumerate() {
            if fits(indicator) {
                places.push((at, index));
            }
        }
    }
    chance.one(&places).copied()
}

/// The indicator at a place.
fn indicator_at(form: &mut Form, (task, index): (usize, usize)) -> Option<&mut Indicator> {
    form.tasks.get_mut(task)?.indicators.get_mut(index)
}

/// Whether an indicator counts or measures something above zero, and says so in the plainest way.
fn is_plain(indicator: &Indicator) -> bool {
    indicator.known.plain
        && indicator
            .known
            .figure
            .is_some_and(|figure| figure.thousandths > 0)
}

#[cfg(test)]
mod tests {
    use super::{defects, mutant};
    use crate::judge::chance::Chance;
    use crate::judge::department::departments;

    #[test]
    fn every_defect_finds_a_form_to_be_planted_in() {
        let departments = departments();
        for (index, defect) in defects().into_iter().enumerate() {
            let index = index as u64;
            let planted =
                (0..3).any(|seed| mutant(&departments, &mut Chance::new(seed, 2, index), index).is_some());
            assert!(planted, "{}: {}", defect.rule, defect.variant);
        }
    }
}
