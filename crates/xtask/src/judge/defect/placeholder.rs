//! Placeholders that nobody filled in.

use super::{Defect, Planted, any_indicator, any_task, indicator_at, is_plain, needs_no_reason};
use crate::judge::chance::Chance;
use crate::judge::form::{Form, Section, Value, indicator_pointer, task_pointer};
use crate::judge::funds::Fund;
use crate::judge::writing::Writing;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::form("placeholder", "result", result),
    Defect::form("placeholder", "whole result", whole_result),
    Defect::form("placeholder", "department", department),
    Defect::form("placeholder", "year", year),
    Defect::form("placeholder", "amount or rate", fund),
    Defect::form("placeholder", "funds of a task", task_funds),
    Defect::form("placeholder", "name of a task", task_name),
    Defect::form("placeholder", "indicator name", indicator_name),
    Defect::form("placeholder", "sentence of a section", section),
    Defect::form("placeholder", "whole section", whole_section),
    Defect::form("placeholder", "sentence of a task", task_text),
    Defect::form("placeholder", "annual goal", goal),
];

fn placeholder(pointer: String, note: &str) -> Planted {
    Planted::error("placeholder", &[pointer], note)
}

fn result(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, |indicator| {
        is_plain(indicator) && !indicator.known.unit.starts_with('/')
    })?;
    let indicator = indicator_at(form, place)?;
    let unit = indicator.known.unit.clone();
    let shown = format!("{}{unit}", chance.word(&["N", "XX", "××", "**"]));
    indicator.result = Value::Text(shown.clone());
    indicator.unit = Value::Absent;
    Some(placeholder(indicator_pointer(place.0, place.1, "result"), &shown))
}

fn whole_result(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, is_plain)?;
    let indicator = indicator_at(form, place)?;
    let shown = chance.word(&[
        "XX",
        "××",
        "**",
        "……",
        "待补充",
        "-年-月-日",
        "（此处填写完成情况）",
    ]);
    indicator.result = Value::Text(shown.to_owned());
    indicator.unit = Value::Absent;
    Some(placeholder(indicator_pointer(place.0, place.1, "result"), shown))
}

fn department(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let shown = chance.word(&[
        "XX局",
        "岚溪市XX局",
        "××街道办事处",
        "XX市澜湖区教育局",
        "（此处填写部门全称）",
    ]);
    form.department = Value::Text(shown.to_owned());
    Some(placeholder("/department".to_owned(), shown))
}

fn year(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let shown = chance.word(&["XX年", "XXXX年", "20XX年", "××年", "20××年"]);
    form.year = Value::Text(shown.to_owned());
    Some(placeholder("/year".to_owned(), shown))
}

fn fund(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let fund = *chance.one(&Fund::ALL)?;
    let rate = matches!(fund, Fund::Completion | Fund::AdjustmentRate);
    let shown = chance.word(if rate {
        &["XX%", "××%", "待补充"]
    } else {
        &["XX", "XXX.XX", "××", "待补充", "XX万元"]
    });
    form.funds.set(fund, Value::Text(shown.to_owned()));
    Some(placeholder(fund.pointer(), shown))
}

fn task_funds(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let at = any_task(form, chance);
    let shown = chance.word(&["XX", "××", "待补充", "**"]);
    form.tasks.get_mut(at)?.funds = Value::Text(shown.to_owned());
    Some(placeholder(task_pointer(at, "funds"), shown))
}

fn task_name(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let at = any_task(form, chance);
    let task = form.tasks.get_mut(at)?;
    let frame = chance.word(&["{n}（20字以内）", "XX工作：{n}", "××专项，{n}"]);
    let shown = frame.replace("{n}", task.name.shown());
    task.name = Value::Text(shown.clone());
    Some(placeholder(task_pointer(at, "name"), &shown))
}

fn indicator_name(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    // Before a Latin letter XX could be a code.
    let place = any_indicator(form, chance, |indicator| {
        is_plain(indicator) && !indicator.name.shown().starts_with(|c: char| c.is_ascii())
    })?;
    let indicator = indicator_at(form, place)?;
    let shown = format!("{}{}", chance.word(&["XX", "××"]), indicator.name.shown());
    indicator.name = Value::Text(shown.clone());
    Some(placeholder(indicator_pointer(place.0, place.1, "name"), &shown))
}

/// Sentences with something left to fill in.
const SENTENCES: &[&str] = &[
    "组建N支机关志愿服务队。",
    "组织XX主题党日。",
    "开展××专项行动。",
    "配合举办XX场机关讲座。",
    "建设9个“哨点”+3个固定点+N支流动小队。",
    "培训机关干部N人次。",
    "机关食堂改造于-年-月-日完成。",
    "（此处填写其他完成情况）",
    "机关干部参训率达XX%。",
    "机关干部参训率达**%。",
    "新增机关干部××名。",
    "其余情况待补充。",
    "（100字以内）",
];

/// One of them; the last, a length, is only for the narrative cells.
fn sentence(narrative: bool, chance: &mut Chance) -> &'static str {
    let count = SENTENCES.len().saturating_sub(usize::from(!narrative));
    SENTENCES.get(chance.below(count)).copied().unwrap_or_default()
}

fn section(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let section = *chance.one(&Section::ALL)?;
    let sentence = sentence(true, chance);
    form.set_section(section, form.section(section).suffixed(sentence));
    Some(placeholder(section.pointer(), sentence))
}

fn whole_section(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let section = *chance.one(&Section::ALL)?;
    let shown = chance.word(&[
        "待补充",
        "……",
        "**",
        "XX",
        "××",
        "（此处填写绩效情况）",
        "待补充。",
    ]);
    form.set_section(section, Value::Text(shown.to_owned()));
    // The reason for an unusual rate may have stood here.
    needs_no_reason(form).then(|| placeholder(section.pointer(), shown))
}

fn task_text(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let at = any_task(form, chance);
    let sentence = sentence(false, chance);
    let task = form.tasks.get_mut(at)?;
    let field = chance.word(&["expected", "achieved"]);
    if field == "expected" {
        task.expected = task.expected.suffixed(sentence);
    } else {
        task.achieved = task.achieved.suffixed(sentence);
    }
    Some(placeholder(task_pointer(at, field), sentence))
}

fn goal(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let sentence = sentence(true, chance);
    let field = chance.word(&["expected", "achieved"]);
    if field == "expected" {
        form.expected = form.expected.suffixed(sentence);
    } else {
        form.achieved = form.achieved.suffixed(sentence);
    }
    Some(placeholder(format!("/annual_goal/{field}"), sentence))
}
