//! One run of the rules over a document.

use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

use jsonschema::Validator;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::facts::Facts;
use crate::funds::Explanations;
use crate::narrative::Accounts;
use crate::precedence;
use crate::repeat::Repeats;
use crate::report::Context;
use crate::rule::Rule;
use crate::rules;
use crate::schema_view::DocumentJson;
use crate::settings::Settings;

/// What is run, and over what.
#[derive(Debug)]
pub(crate) struct RuleRun<'r, 'a> {
    pub rules: &'r [&'static Rule],
    pub document: &'r Document<'a>,
    pub facts: &'r Facts,
    pub validator: &'r Validator<DocumentJson>,
    pub settings: &'r Settings,
    /// How many findings of each rule are kept at most.
    pub most: usize,
}

/// Documents with so many values are judged by two threads at once. A real form has a tenth of them, and is done before a
/// thread has begun.
const LARGE: usize = 5_000;

/// What several rules look at.
struct Ground<'r, 'a> {
    funds: Explanations<'r, 'a>,
    repeats: Repeats<'r, 'a>,
    /// Made by the first rule that asks.
    accounts: OnceLock<Accounts<'r, 'a>>,
}

/// The rules that nobody has taken yet: those from the first index up to the second.
struct Waiting(Mutex<(usize, usize)>);

impl Waiting {
    fn new(count: usize) -> Self {
        Self(Mutex::new((0, count)))
    }

    fn first(&self) -> Option<usize> {
        let mut ends = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (first, end) = *ends;
        ends.0 += 1;
        (first < end).then_some(first)
    }

    fn last(&self) -> Option<usize> {
        let mut ends = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (first, end) = *ends;
        ends.1 = end.saturating_sub(1);
        (first < end).then(|| end - 1)
    }
}

impl<'a> RuleRun<'_, 'a> {
    /// What the rules find that are wanted, and with them those that others give way to, wanted or not; in the order of the
    /// rules.
    pub(crate) fn diagnostics(&self) -> Vec<Diagnostic> {
        let (wanted, ground) = (self.wanted(), self.ground());
        let has_room =
            || thread::available_parallelism().is_ok_and(|threads| threads > NonZero::<usize>::MIN);
        if self.document.tree.len() >= LARGE && has_room() {
            self.by_two(&wanted, &ground)
        } else {
            wanted
                .iter()
                .flat_map(|rule| self.findings(rule, &ground))
                .collect()
        }
    }

    fn wanted(&self) -> Vec<&'static Rule> {
        let runs = |rule: &&'static Rule| self.settings.includes(rule) || precedence::has(rule);
        self.rules.iter().copied().filter(runs).collect()
    }

    fn ground(&self) -> Ground<'_, 'a> {
        Ground {
            funds: Explanations::of(self.document),
            repeats: Repeats::of(self.document, self.facts),
            accounts: OnceLock::new(),
        }
    }

    /// One thread takes the rules from the front, where those are that need most, and the other from the back.
    fn by_two<'g>(&'g self, wanted: &[&'static Rule], ground: &'g Ground<'g, 'a>) -> Vec<Diagnostic> {
        let waiting = Waiting::new(wanted.len());
        let run = |index: usize| {
            let found = wanted.get(index).map(|rule| self.findings(rule, ground));
            (index, found.unwrap_or_default())
        };
        let mut found: Vec<(usize, Vec<Diagnostic>)> = thread::scope(|scope| {
            let from_the_back = || std::iter::from_fn(|| waiting.last()).map(run).collect();
            // Where no thread can be had, all rules are left for this one.
            let other = thread::Builder::new().spawn_scoped(scope, from_the_back).ok();
            let mut found: Vec<_> = std::iter::from_fn(|| waiting.first()).map(run).collect();
            let by_other: Option<Vec<_>> = other.and_then(|other| other.join().ok());
            found.extend(by_other.into_iter().flatten());
            found
        });
        found.sort_by_key(|(index, _)| *index);
        found.into_iter().flat_map(|(_, found)| found).collect()
    }

    /// What a rule finds. One that fails is told of, and the others go on.
    fn findings<'g>(&'g self, rule: &'static Rule, ground: &'g Ground<'g, 'a>) -> Vec<Diagnostic> {
        let (document, facts): (&'g Document<'a>, &'g Facts) = (self.document, self.facts);
        let mut context = Context {
            document,
            facts,
            funds: &ground.funds,
            accounts: &ground.accounts,
            repeats: &ground.repeats,
            validator: self.validator,
            options: self.settings.options,
            rule,
            diagnostics: Vec::new(),
            most: self.most,
            let_go: 0,
        };
        match catch_unwind(AssertUnwindSafe(|| (rule.check)(&mut context))) {
            Ok(()) => {
                let Context {
                    mut diagnostics,
                    let_go,
                    ..
                } = context;
                let more = rules::leave_out_the_rest(document, rule, &mut diagnostics, self.most, let_go);
                diagnostics.extend(more);
                diagnostics
            }
            Err(panic) => vec![rules::internal_error(document, rule, panic.as_ref())],
        }
    }
}

#[cfg(test)]
mod tests {
    use evallint_syntax::Source;
    use serde_json::json;

    use super::*;
    use crate::check::Linter;
    use crate::message::Language;

    #[test]
    fn two_threads_find_what_one_does_in_the_same_order() {
        let indicator =
            |index: usize| json!({ "name": format!("培训场次{index}"), "result": format!("≥{index}场") });
        let task = |index: usize| {
            json!({
                "name": format!("任务{index}"), "funds": "1,0.00", "expected": "1、组织培训N场。",
                "achieved": format!("全年组织培训{index}余场，，惠及{}人。", index * 7),
                "indicators": [indicator(index), indicator(index + 1)],
            })
        };
        let tasks: Vec<_> = (1..600).map(task).collect();
        let text = json!({ "year": 1, "tasks": tasks }).to_string();
        let source = Source::new("a.json", text).unwrap();
        let large = Linter::standard().check(&source, &Settings::default());
        assert!(large.diagnostics.len() > 1_000);

        let alone = Linter::standard().with_run(&source, |run| {
            assert!(run.document.tree.len() >= LARGE);
            let tell = |found: &Diagnostic| {
                let message = found.message.render(Language::English);
                (found.rule.id, found.range, message)
            };
            let (ground, wanted) = (run.ground(), run.wanted());
            let one: Vec<_> = wanted
                .iter()
                .flat_map(|rule| run.findings(rule, &ground))
                .collect();
            let other_ground = run.ground();
            let two = run.by_two(&wanted, &other_ground);
            let (one, two): (Vec<_>, Vec<_>) =
                (one.iter().map(tell).collect(), two.iter().map(tell).collect());
            assert_eq!(one, two);
            one.len()
        });
        assert!(alone >= large.diagnostics.len());
    }

    #[test]
    fn every_rule_is_taken_once_from_either_end() {
        let waiting = Waiting::new(5);
        let taken = [
            waiting.first(),
            waiting.last(),
            waiting.last(),
            waiting.first(),
            waiting.last(),
        ];
        assert_eq!(taken.map(Option::unwrap), [0, 4, 3, 1, 2]);
        assert_eq!(
            (waiting.first(), waiting.last(), waiting.first()),
            (None, None, None)
        );
    }
}
