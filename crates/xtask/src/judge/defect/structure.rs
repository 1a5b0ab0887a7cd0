//! Values that are missing or of the wrong kind, in every writing.

use super::{Defect, Planted, any_indicator, any_task, indicator_at, is_plain, needs_no_reason};
use crate::judge::chance::Chance;
use crate::judge::form::{Form, Section, Value, indicator_pointer, task_pointer};
use crate::judge::funds::Fund;
use crate::judge::writing::Writing;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::form("missing-field", "head", missing_head),
    Defect::form("missing-field", "annual goal", missing_goal),
    Defect::form("missing-field", "task", missing_of_task),
    Defect::form("missing-field", "section", missing_section),
    Defect::form("missing-field", "currency unit", missing_unit_key).only(Writing::TREES),
    Defect::form("missing-field", "indicator name", missing_indicator_name).only(Writing::TREES),
    Defect::form("missing-funds", "amount or rate", missing_fund),
    Defect::form("missing-funds", "of a task", missing_task_funds),
    Defect::form("invalid-value", "department", wrong_department),
    Defect::form("invalid-value", "year", wrong_year),
    Defect::form("invalid-value", "currency unit", wrong_unit),
    Defect::form("invalid-value", "amount", wrong_amount),
    Defect::form("invalid-value", "rate", wrong_rate),
    Defect::form("invalid-value", "amount of a task", wrong_task_funds),
    Defect::form("invalid-value", "type of a text", wrong_text_type).only(Writing::TREES),
    Defect::form("invalid-value", "type of a result", wrong_result_type).only(Writing::TREES),
    Defect::form("merged-indicators", "counts agree", merged),
    Defect::form("merged-indicators", "counts differ", merged_unevenly),
    Defect::form("truncated-text", "end of a cell", truncated).only(Writing::TABLES),
];

/// Nothing, in one of the ways to write it.
fn blank(writing: Writing, chance: &mut Chance) -> Value {
    match chance.below(if writing.is_table() { 2 } else { 4 }) {
        0 => Value::Absent,
        1 => Value::Text("　".to_owned()),
        2 => Value::Text(String::new()),
        _ => Value::Raw("null"),
    }
}

fn missing(pointer: String, value: &Value) -> Planted {
    let note = format!("{pointer} is {value:?}");
    Planted::error("missing-field", &[pointer], note)
}

fn missing_head(form: &mut Form, writing: Writing, chance: &mut Chance) -> Option<Planted> {
    let value = blank(writing, chance);
    let pointer = if chance.percent(50) {
        form.department = value.clone();
        "/department"
    } else {
        form.year = value.clone();
        "/year"
    };
    Some(missing(pointer.to_owned(), &value))
}

fn missing_goal(form: &mut Form, writing: Writing, chance: &mut Chance) -> Option<Planted> {
    let value = blank(writing, chance);
    let pointer = if chance.percent(50) {
        form.expected = value.clone();
        "/annual_goal/expected"
    } else {
        form.achieved = value.clone();
        "/annual_goal/achieved"
    };
    needs_no_reason(form).then(|| missing(pointer.to_owned(), &value))
}

fn missing_of_task(form: &mut Form, writing: Writing, chance: &mut Chance) -> Option<Planted> {
    let value = blank(writing, chance);
    let at = any_task(form, chance);
    let task = form.tasks.get_mut(at)?;
    let field = chance.word(&["name", "expected", "achieved"]);
    match field {
        "name" => task.name = value.clone(),
        "expected" => task.expected = value.clone(),
        _ => task.achieved = value.clone(),
    }
    Some(missing(task_pointer(at, field), &value))
}

fn missing_section(form: &mut Form, writing: Writing, chance: &mut Chance) -> Option<Planted> {
    let value = blank(writing, chance);
    let section = *chance.one(&Section::ALL)?;
    form.set_section(section, value.clone());
    needs_no_reason(form).then(|| missing(section.pointer(), &value))
}

fn missing_unit_key(form: &mut Form, writing: Writing, chance: &mut Chance) -> Option<Planted> {
    form.unit = blank(writing, chance);
    Some(missing("/currency_unit".to_owned(), &form.unit))
}

fn missing_indicator_name(form: &mut Form, writing: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, is_plain)?;
    let indicator = indicator_at(form, place)?;
    indicator.name = blank(writing, chance);
    // The table of rules does not name an indicator's name; the published schema requires it.
    Some(missing(
        indicator_pointer(place.0, place.1, "name"),
        &indicator.name,
    ))
}

fn missing_fund(form: &mut Form, writing: Writing, chance: &mut Chance) -> Option<Planted> {
    let fund = *chance.one(&Fund::ALL)?;
    let value = blank(writing, chance);
    form.funds.set(fund, value.clone());
    Some(Planted::error(
        "missing-funds",
        &[fund.pointer()],
        format!("{} is {value:?}", fund.label()),
    ))
}

fn missing_task_funds(form: &mut Form, writing: Writing, chance: &mut Chance) -> Option<Planted> {
    let at = any_task(form, chance);
    let value = blank(writing, chance);
    form.tasks.get_mut(at)?.funds = value.clone();
    Some(Planted::error(
        "missing-funds",
        &[task_pointer(at, "funds")],
        format!("funds of task {at} are {value:?}"),
    ))
}

fn invalid(pointer: String, value: &Value) -> Planted {
    let note = format!("{pointer} is {value:?}");
    Planted::error("invalid-value", &[pointer], note)
}

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

fn wrong_department(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    form.department = match chance.below(2) {
        0 => text("局"),
        _ => text(&"岚溪市澜湖区综合事务管理服务".repeat(8)),
    };
    Some(invalid("/department".to_owned(), &form.department))
}

fn wrong_year(form: &mut Form, writing: Writing, chance: &mut Chance) -> Option<Planted> {
    form.year = match (chance.below(5), writing.is_table()) {
        (0, _) => Value::Number("1999".to_owned()),
        (1, _) => Value::Number("2101".to_owned()),
        (2, _) => text("本年度"),
        (3, false) => Value::Text(form.year.shown().to_owned()),
        (4, false) => Value::Raw("2022.5"),
        _ => text("去年"),
    };
    Some(invalid("/year".to_owned(), &form.year).tolerating("year-mismatch"))
}

fn wrong_unit(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    form.unit = text(chance.word(&["千元", "美元", "百万元"]));
    Some(invalid("/currency_unit".to_owned(), &form.unit))
}

/// What is no amount.
fn no_amount(right: &str, writing: Writing, chance: &mut Chance) -> Value {
    match chance.below(if writing.is_table() { 5 } else { 7 }) {
        0 => text("约两千"),
        1 => Value::Text(format!("{right}万元")),
        2 => text("见附表"),
        3 => Value::Text(format!("{right}（含结转）")),
        4 => Value::Text(format!("约{right}")),
        5 => Value::Raw("true"),
        _ => Value::Raw("[1]"),
    }
}

fn wrong_amount(form: &mut Form, writing: Writing, chance: &mut Chance) -> Option<Planted> {
    let fund = *chance.one(&[
        Fund::Initial,
        Fund::Adjusted,
        Fund::Actual,
        Fund::General,
        Fund::Adjustment,
    ])?;
    let value = no_amount(form.funds.cell(fund).shown(), writing, chance);
    form.funds.set(fund, value.clone());
    Some(invalid(fund.pointer(), &value))
}

fn wrong_rate(form: &mut Form, writing: Writing, chance: &mut Chance) -> Option<Planted> {
    let fund = *chance.one(&[Fund::Completion, Fund::AdjustmentRate])?;
    let right = form.funds.cell(fund).shown().to_owned();
    let value = match chance.below(if writing.is_table() { 3 } else { 4 }) {
        0 => Value::Text(format!("约{right}")),
        1 => Value::Text(format!("{right}左右")),
        2 => Value::Text(format!("{right}%")),
        _ => Value::Raw("true"),
    };
    form.funds.set(fund, value.clone());
    Some(invalid(fund.pointer(), &value))
}

fn wrong_task_funds(form: &mut Form, writing: Writing, chance: &mut Chance) -> Option<Planted> {
    let at = any_task(form, chance);
    let task = form.tasks.get_mut(at)?;
    task.funds = no_amount(task.funds.shown(), writing, chance);
    Some(invalid(task_pointer(at, "funds"), &task.funds))
}

fn wrong_text_type(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let value = Value::Raw(chance.word(&["123", "true", "[\"已完成\"]"]));
    let at = any_task(form, chance);
    let section = *chance.one(&Section::ALL)?;
    let pointer = match chance.below(4) {
        0 => {
            form.set_section(section, value.clone());
            section.pointer()
        }
        1 => {
            form.tasks.get_mut(at)?.expected = value.clone();
            task_pointer(at, "expected")
        }
        2 => {
            form.tasks.get_mut(at)?.name = value.clone();
            task_pointer(at, "name")
        }
        _ => {
            form.expected = value.clone();
            "/annual_goal/expected".to_owned()
        }
    };
    needs_no_reason(form).then(|| invalid(pointer, &value))
}

fn wrong_result_type(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, is_plain)?;
    let field = chance.word(&["result", "unit", "target"]);
    let indicator = indicator_at(form, place)?;
    let value = Value::Raw(if field == "unit" { "12" } else { "true" });
    match field {
        "result" => indicator.result = value.clone(),
        "unit" => indicator.unit = value.clone(),
        _ => indicator.target = value.clone(),
    }
    Some(invalid(indicator_pointer(place.0, place.1, field), &value))
}

/// Indicators that are crammed into the cells of the first of them.
struct Crammed {
    place: (usize, usize),
    names: Vec<String>,
    results: Vec<String>,
}

/// Takes some neighbouring indicators of a task together; all but the first are taken out.
fn crammed(form: &mut Form, chance: &mut Chance) -> Option<Crammed> {
    let at = any_task(form, chance);
    let indicators = &mut form.tasks.get_mut(at)?.indicators;
    let first = chance.below(indicators.len().checked_sub(1)?);
    let count = (2 + chance.below(3)).min(indicators.len() - first);
    let run = indicators.get(first..first + count)?;
    let names: Vec<String> = run.iter().map(|one| one.name.shown().to_owned()).collect();
    let results: Vec<String> = run
        .iter()
        .map(|one| format!("{}{}", one.result.shown(), one.unit.shown()))
        .collect();
    let mut cells = names.iter().chain(&results);
    if cells.any(|cell| cell.contains([' ', '　'])) {
        return None;
    }
    indicators.drain(first + 1..first + count);
    Some(Crammed {
        place: (at, first),
        names,
        results,
    })
}

impl Crammed {
    /// Writes the names and results in the cells of the first; gives its pointer.
    fn merge(&self, form: &mut Form, gap: &str) -> Option<String> {
        let indicator = indicator_at(form, self.place)?;
        indicator.name = Value::Text(self.names.join(gap));
        indicator.result = Value::Text(self.results.join(gap));
        indicator.unit = Value::Absent;
        indicator.target = Value::Absent;
        Some(indicator_pointer(self.place.0, self.place.1, ""))
    }

    fn note(&self, gap: &str) -> String {
        format!("{} = {}", self.names.join(gap), self.results.join(gap))
    }
}

fn merged(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let crammed = crammed(form, chance)?;
    let gap = chance.word(&[" ", " ", "  ", "　"]);
    let pointer = crammed.merge(form, gap)?;
    Some(Planted::warning(
        "merged-indicators",
        &[pointer],
        crammed.note(gap),
    ))
}

fn merged_unevenly(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let mut crammed = crammed(form, chance)?;
    if crammed.results.len() > 2 && chance.percent(50) {
        crammed.results.pop();
    } else {
        crammed.results.push("3处".to_owned());
    }
    let pointer = crammed.merge(form, " ")?;
    Some(Planted::error("merged-indicators", &[pointer], crammed.note(" ")))
}

fn truncated(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    form.style.breaks.clear();
    let at = any_task(form, chance);
    let section = *chance.one(&Section::ALL)?;
    let end = chance.word(&["、", "，", "：", "（", "“"]);
    let cut = |value: &Value| Value::Text(format!("{}{end}", value.shown().trim_end_matches(['。', '；'])));
    let pointer = match chance.below(5) {
        0 => {
            form.set_section(section, cut(&form.section(section)));
            section.pointer()
        }
        1 => {
            form.achieved = cut(&form.achieved);
            "/annual_goal/achieved".to_owned()
        }
        2 => {
            form.expected = cut(&form.expected);
            "/annual_goal/expected".to_owned()
        }
        3 => {
            let task = form.tasks.get_mut(at)?;
            task.expected = cut(&task.expected);
            task_pointer(at, "expected")
        }
        _ => {
            let task = form.tasks.get_mut(at)?;
            task.achieved = cut(&task.achieved);
            task_pointer(at, "achieved")
        }
    };
    let planted = Planted::error("truncated-text", &[pointer], format!("a cell ends in {end}"));
    // An open bracket at the end is the same root cause, but no clause says which rule tells it alone.
    Some(if ["（", "“"].contains(&end) {
        planted.tolerating("unbalanced-punctuation")
    } else {
        planted
    })
}
