//! The judge: clean forms full of traps, forms with one planted defect, and what the linter makes of them.
//!
//! It knows the specification of the form and nothing of the linter's rules; it asks `check` and compares.

mod chance;
mod defect;
mod department;
#[cfg(test)]
mod disputed;
mod elsewhere;
mod figure;
mod fixes;
mod form;
mod funds;
mod indicator;
mod likeness;
mod mention;
mod narrative;
mod numbering;
mod prose;
mod task_text;
mod trap;
mod verdict;
mod writing;

use std::path::Path;

use chance::Chance;
use department::{Department, departments};
use fixes::FixVerdict;
use form::clean_form;
use verdict::{Mutant, Verdict};
use writing::{Draft, Writing};

/// What to judge.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    /// How many clean forms.
    pub(crate) clean: u64,
    /// How many forms with a planted defect.
    pub(crate) mutants: u64,
    /// The seed.
    pub(crate) seed: u64,
    /// How many failures of each kind are shown.
    pub(crate) show: usize,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            clean: 1000,
            mutants: 4000,
            seed: 1,
            show: 0,
        }
    }
}

/// How the command is used.
pub(crate) const USAGE: &str = "cargo xtask judge [findings|fixes] [--clean N] [--mutants N] [--seed S] [--show K] [--print clean:INDEX|mutant:INDEX] [--write FOLDER]";

/// Runs the command: prints the table, or one form.
///
/// # Errors
/// Fails on arguments it does not know, and where the verdict is not good.
pub(crate) fn command(arguments: &[&str]) -> Result<(), String> {
    let mut plan = Plan::default();
    let mut print = None;
    let mut write = None;
    let (what, options) = match arguments {
        [what @ ("findings" | "fixes"), options @ ..] => (*what, options),
        options => ("findings", options),
    };
    let mut rest = options.iter();
    while let Some(name) = rest.next() {
        let value = rest.next().ok_or(USAGE)?;
        let number = || {
            value
                .parse::<u64>()
                .map_err(|_| format!("{name} {value}: {USAGE}"))
        };
        match *name {
            "--clean" => plan.clean = number()?,
            "--mutants" => plan.mutants = number()?,
            "--seed" => plan.seed = number()?,
            "--show" => plan.show = usize::try_from(number()?).unwrap_or(usize::MAX),
            "--print" => print = Some(*value),
            "--write" => write = Some(*value),
            _ => return Err(USAGE.to_owned()),
        }
    }
    if let Some(which) = print {
        println!("{}", document(which, plan.seed).ok_or(USAGE)?);
        return Ok(());
    }
    if let Some(folder) = write {
        return write_documents(plan, Path::new(folder));
    }
    if what == "fixes" {
        let verdict = judge_fixes(plan);
        println!("{}", verdict.shown(plan.show));
        return if verdict.is_good() {
            Ok(())
        } else {
            Err(NOT_GOOD.to_owned())
        };
    }
    let verdict = judge(plan);
    println!(
        "{}\n{}\n{}",
        verdict.shown(plan.show),
        verdict.table(),
        verdict.kinds()
    );
    if verdict.is_good() {
        Ok(())
    } else {
        Err(NOT_GOOD.to_owned())
    }
}

const NOT_GOOD: &str = "the verdict is not good";

/// Tries the fixes on as many forms as planned.
fn judge_fixes(plan: Plan) -> FixVerdict {
    let departments = departments();
    let mut verdict = FixVerdict::default();
    for index in 0..plan.clean {
        if let Some((writing, text)) = clean_document(&departments, plan.seed, index) {
            verdict.document(&format!("clean:{index}"), writing, &text);
        }
    }
    for index in 0..plan.mutants {
        if let Some((_, mutant)) = mutant(&departments, plan.seed, index) {
            verdict.document(&format!("mutant:{index}"), mutant.writing, &mutant.text);
        }
    }
    verdict
}

/// Judges as many forms as planned.
pub(crate) fn judge(plan: Plan) -> Verdict {
    let departments = departments();
    let mut verdict = Verdict::default();
    for index in 0..plan.clean {
        if let Some((writing, text)) = clean_document(&departments, plan.seed, index) {
            verdict.clean(index, writing, &text);
        }
    }
    for index in 0..plan.mutants {
        if let Some((rule, mutant)) = mutant(&departments, plan.seed, index) {
            verdict.mutant(index, rule, &mutant);
        }
    }
    verdict
}

/// Writes the documents of a plan instead of judging them, to be checked by the command itself.
fn write_documents(plan: Plan, folder: &Path) -> Result<(), String> {
    let departments = departments();
    let told = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    std::fs::create_dir_all(folder).map_err(|error| told(folder, error))?;
    let write = |kind: &str, index: u64, writing: Writing, text: &str| {
        let path = folder.join(format!("{kind}-{index}-{}", writing.path()));
        std::fs::write(&path, text).map_err(|error| told(&path, error))
    };
    for index in 0..plan.clean {
        if let Some((writing, text)) = clean_document(&departments, plan.seed, index) {
            write("clean", index, writing, &text)?;
        }
    }
    for index in 0..plan.mutants {
        if let Some((_, mutant)) = mutant(&departments, plan.seed, index) {
            write("mutant", index, mutant.writing, &mutant.text)?;
        }
    }
    Ok(())
}

/// One document, as `clean:7` or `mutant:7` names it.
fn document(which: &str, seed: u64) -> Option<String> {
    let (kind, index) = which.split_once(':')?;
    let index = index.parse().ok()?;
    let departments = departments();
    match kind {
        "clean" => clean_document(&departments, seed, index).map(|(_, text)| text),
        "mutant" => mutant(&departments, seed, index).map(|(_, mutant)| mutant.text),
        _ => None,
    }
}

fn clean_document(departments: &[Department], seed: u64, index: u64) -> Option<(Writing, String)> {
    let mut chance = Chance::new(seed, 1, index);
    let mut form = clean_form(departments, &mut chance)?;
    elsewhere::report(&mut form, &mut chance);
    let writing = *chance.one(Writing::ALL)?;
    Some((writing, Draft::new(&form, writing).print(&form.style)))
}

fn mutant(departments: &[Department], seed: u64, index: u64) -> Option<(&'static str, Mutant)> {
    defect::mutant(departments, &mut Chance::new(seed, 2, index), index)
}

#[cfg(test)]
mod tests {
    use super::disputed::DISPUTED;
    use super::{Plan, document, judge};

    /// Everything that fails is known by name, with the reason why the linter and not the judge is wrong.
    #[test]
    fn the_linter_holds_but_for_what_is_disputed() {
        let plan = Plan {
            clean: 60,
            mutants: 250,
            ..Plan::default()
        };
        let verdict = judge(plan);
        assert_eq!(verdict.clean, 60);
        assert!(verdict.total().planted >= 245, "{}", verdict.table());
        let new: Vec<&str> = verdict
            .failed()
            .into_iter()
            .filter(|kind| !DISPUTED.iter().any(|(known, _)| known == kind))
            .collect();
        assert!(new.is_empty(), "{new:#?}\n{}", verdict.shown(2));
    }

    #[test]
    fn the_same_seed_gives_the_same_document() {
        for which in ["clean:7", "mutant:7"] {
            assert!(document(which, 1).is_some());
            assert_eq!(document(which, 1), document(which, 1));
            assert_ne!(document(which, 1), document(which, 2));
        }
        assert_eq!(document("clean", 1), None);
    }
}
