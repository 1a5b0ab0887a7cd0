//! Fixes applied to a document, round by round, until there are none left that help.

use std::collections::{BTreeMap, HashSet};

use evallint_syntax::Source;

use super::{Applicability, Edit, Fix, apply_edits};
use crate::check::check_all;
use crate::diagnostic::Diagnostic;
use crate::report::Report;
use crate::rule::Rule;
use crate::settings::Settings;

/// A document after its fixes.
#[derive(Debug)]
pub struct Fixed {
    /// The document as it is now.
    pub source: Source,
    /// How many findings of each rule were mended.
    pub mended: BTreeMap<&'static str, usize>,
}

/// How many times the document is checked again at most. Each round mends a finding or gives up a fix.
const MOST_ROUNDS: usize = 2_000;

/// Applies the first fix of each finding that may be trusted at least so far. Fixes that overlap are applied in rounds, each
/// of which looks at the document anew. What a fix would bring about another finding with is not done: after each round
/// there are fewer findings, and no rule has more. Nothing where there is nothing to do.
#[must_use]
pub fn fix(source: &Source, settings: &Settings, least: Applicability) -> Option<Fixed> {
    let mut rounds = Rounds {
        settings,
        least,
        refused: HashSet::new(),
    };
    let mut report = check_all(source, settings);
    let mut fixed: Option<Fixed> = None;
    for _ in 0..MOST_ROUNDS {
        let current = fixed.as_ref().map_or(source, |fixed| &fixed.source);
        let Some(round) = rounds.next(current, &report) else {
            break;
        };
        let mut mended = fixed.map(|fixed| fixed.mended).unwrap_or_default();
        for rule in round.mended {
            *mended.entry(rule).or_default() += 1;
        }
        report = round.report;
        fixed = Some(Fixed {
            source: round.source,
            mended,
        });
    }
    fixed
}

struct Rounds<'s> {
    settings: &'s Settings,
    least: Applicability,
    /// What was tried and did not help, by rule, place in the form and edits.
    refused: HashSet<Attempt>,
}

type Attempt = (&'static str, String, Vec<String>);

struct Round {
    source: Source,
    report: Report,
    mended: Vec<&'static str>,
}

impl Rounds<'_> {
    /// The document after as many fixes at once as help.
    fn next(&mut self, source: &Source, report: &Report) -> Option<Round> {
        let mut chosen = self.choose(report);
        while !chosen.is_empty() {
            if let Some(round) = self.attempt(source, report, &chosen) {
                return Some(round);
            }
            if let [(diagnostic, fix)] = chosen.as_slice() {
                self.refused.insert(attempt(diagnostic, fix));
                chosen = self.choose(report);
            } else {
                chosen.truncate(chosen.len().div_ceil(2));
            }
        }
        None
    }

    /// The fixes that do not overlap, those that stand first being taken first.
    fn choose<'r>(&self, report: &'r Report) -> Vec<(&'r Diagnostic, &'r Fix)> {
        let mut chosen: Vec<(&Diagnostic, &Fix)> = Vec::new();
        let mut taken: Vec<&Edit> = Vec::new();
        for diagnostic in &report.diagnostics {
            let fix = diagnostic
                .fixes
                .iter()
                .find(|fix| fix.applicability >= self.least && !fix.edits.is_empty());
            let Some(fix) = fix.filter(|fix| !self.refused.contains(&attempt(diagnostic, fix))) else {
                continue;
            };
            if fix
                .edits
                .iter()
                .any(|edit| taken.iter().any(|other| touch(edit, other)))
            {
                continue;
            }
            taken.extend(&fix.edits);
            chosen.push((diagnostic, fix));
        }
        chosen
    }

    fn attempt(&self, source: &Source, before: &Report, chosen: &[(&Diagnostic, &Fix)]) -> Option<Round> {
        let mut edits: Vec<&Edit> = chosen.iter().flat_map(|(_, fix)| &fix.edits).collect();
        edits.sort_by_key(|edit| edit.range);
        let source = source.with_text(apply_edits(source.text(), edits)).ok()?;
        let report = check_all(&source, self.settings);
        helps(before, &report).then(|| Round {
            source,
            report,
            mended: chosen.iter().map(|(diagnostic, _)| diagnostic.rule.id).collect(),
        })
    }
}

fn attempt(diagnostic: &Diagnostic, fix: &Fix) -> Attempt {
    let texts = fix.edits.iter().map(|edit| edit.text.clone()).collect();
    (diagnostic.rule.id, diagnostic.pointer.to_string(), texts)
}

/// Whether two edits change the same place, or insert at it.
fn touch(left: &Edit, right: &Edit) -> bool {
    left.range.start <= right.range.end && right.range.start <= left.range.end
}

/// Whether there are fewer findings than before, and of no rule more.
pub(crate) fn helps(before: &Report, after: &Report) -> bool {
    let counts = |report: &Report| {
        let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
        for diagnostic in &report.diagnostics {
            let rule: &'static Rule = diagnostic.rule;
            *counts.entry(rule.id).or_default() += 1;
        }
        counts
    };
    let (counted_before, counted_after) = (counts(before), counts(after));
    let none_more = counted_after
        .iter()
        .all(|(rule, count)| counted_before.get(rule).is_some_and(|before| count <= before));
    none_more && after.diagnostics.len() < before.diagnostics.len()
}
