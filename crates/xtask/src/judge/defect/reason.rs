//! Unusual figures that no text explains.

use super::{Defect, Planted};
use crate::judge::chance::Chance;
use crate::judge::form::{Form, Section, Value};
use crate::judge::funds::Fund;
use crate::judge::writing::Writing;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::form("unexplained-adjustment", "no reason", unexplained_adjustment),
    Defect::form("unexplained-low-completion", "no reason", unexplained_completion),
    Defect::form("expenditure-exceeds-budget", "no carry-over", beyond_budget),
];

/// Takes the explanations out of the texts.
fn silence(form: &mut Form) {
    let reason = format!("{}。", form.funds.reasons.join("；"));
    let without = |value: &Value| Value::Text(value.shown().replace(&reason, ""));
    form.achieved = without(&form.achieved);
    for section in Section::ALL {
        form.set_section(section, without(&form.section(section)));
    }
}

/// Whether a text still speaks of what could pass for a reason.
fn speaks_of(form: &Form, words: &[&str]) -> bool {
    let prose = form.prose();
    words.iter().any(|word| prose.contains(word))
}

fn unexplained_adjustment(form: &mut Form, _: Writing, _: &mut Chance) -> Option<Planted> {
    let fits = form.funds.adjustment_rate() > 3_000 && form.funds.reasons.len() == 1;
    silence(form);
    // A cut is printed with a minus, lest the missing one be a finding too.
    form.funds.reprint();
    let fits = fits
        && !speaks_of(
            form,
            &[
                "追加",
                "调增",
                "调减",
                "核减",
                "压减",
                "预算编制",
                "预算安排",
                "结转",
            ],
        );
    let pointer = Fund::AdjustmentRate.pointer();
    let note = format!("{} of a percent without a reason", form.funds.adjustment_rate());
    fits.then(|| Planted::warning("unexplained-adjustment", &[pointer], note))
}

fn unexplained_completion(form: &mut Form, _: Writing, _: &mut Chance) -> Option<Planted> {
    let fits = form.funds.completion() < 9_000 && form.funds.reasons.len() == 1;
    silence(form);
    let fits = fits && !speaks_of(form, &["支出进度", "预算编制", "预算安排", "原因", "结转"]);
    let pointer = Fund::Completion.pointer();
    let note = format!(
        "{} hundredths of a percent without a reason",
        form.funds.completion()
    );
    fits.then(|| Planted::warning("unexplained-low-completion", &[pointer], note))
}

fn beyond_budget(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let funds = &mut form.funds;
    funds.actual = funds.adjusted / 10_000 * chance.between(10_020, 10_900);
    funds.reprint();
    let tasks: i64 = form.tasks.iter().map(|task| task.amount).sum();
    let fits = funds.actual > funds.adjusted
        && funds.general <= funds.actual
        && tasks <= funds.actual
        && tasks * 2 >= funds.actual
        && !speaks_of(form, &["结转", "结余"]);
    let note = format!("{} of {} hundredths", form.funds.actual, form.funds.adjusted);
    fits.then(|| Planted::warning("expenditure-exceeds-budget", &[Fund::Actual.pointer()], note))
}
