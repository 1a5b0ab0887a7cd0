//! Results that only the texts outside their task report. They are supported all the same.

use super::chance::Chance;
use super::form::{Form, Section, Value};
use super::mention::{kind, mentions};

/// Takes the figure of some indicators out of their task's text and tells it in the annual result or the overall performance.
pub(crate) fn report(form: &mut Form, chance: &mut Chance) {
    for task in 0..form.tasks.len() {
        if chance.percent(10) {
            report_one(form, task, chance);
        }
    }
}

fn report_one(form: &mut Form, at: usize, chance: &mut Chance) -> Option<()> {
    let task = form.tasks.get_mut(at)?;
    let fitting: Vec<usize> = task
        .indicators
        .iter()
        .enumerate()
        .filter(|(_, one)| one.known.plain && !one.known.action.is_empty() && one.known.goal.is_none())
        .map(|(index, _)| index)
        .collect();
    let indicator = task.indicators.get_mut(*chance.one(&fitting)?)?;
    let known = indicator.known.clone();
    let silent = format!("{}各项工作扎实开展", known.object);
    let text = task.achieved.shown();
    let once = text.matches(&known.clause).count() == 1;
    let text = text.replacen(&known.clause, &silent, 1);
    let name = format!("{}{}", known.object, indicator.name.shown());
    let left = mentions(&text)
        .iter()
        .any(|one| kind(one.unit) == kind(&known.unit) && one.is_about(&name));
    if left || !once {
        return None;
    }
    task.achieved = Value::Text(text);
    indicator.known.clause = silent;
    indicator.known.plain = false;
    let sentence = format!("全年{}{}{}。", known.action, known.object, known.quantity()?);
    if chance.percent(50) {
        form.achieved = form.achieved.suffixed(&sentence);
    } else {
        let overall = form.section(Section::Overall).suffixed(&sentence);
        form.set_section(Section::Overall, overall);
    }
    Some(())
}
