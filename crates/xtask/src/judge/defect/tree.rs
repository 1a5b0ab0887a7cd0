//! Keys that are unknown or stand twice, and containers that are not there, in JSON and YAML.

use super::{Defect, Planted, needs_no_reason};
use crate::judge::chance::Chance;
use crate::judge::form::Form;
use crate::judge::writing::json::{Json, key};
use crate::judge::writing::{Draft, Shape, Writing};

pub(super) const DEFECTS: &[Defect] = &[
    Defect::shape("unknown-field", "a key more", Writing::TREES, unknown_key),
    Defect::shape("unknown-field", "near miss", Writing::TREES, near_miss),
    Defect::shape("unknown-field", "other language", Writing::TREES, other_language),
    Defect::shape("duplicate-field", "same value", Writing::TREES, same_value_twice),
    Defect::shape(
        "duplicate-field",
        "another value",
        Writing::TREES,
        other_value_twice,
    ),
    Defect::shape("missing-field", "container", Writing::TREES, missing_container),
    Defect::shape("missing-funds", "container", Writing::TREES, missing_funds),
    Defect::shape(
        "missing-indicators",
        "container",
        Writing::TREES,
        missing_indicators,
    ),
    Defect::shape(
        "invalid-value",
        "container of another type",
        Writing::TREES,
        wrong_container,
    ),
    Defect::shape("invalid-value", "schema and form", Writing::TREES, wrong_form),
];

fn tree(draft: &mut Draft) -> Option<&mut Json> {
    match &mut draft.shape {
        Shape::Tree(tree) => Some(tree),
        Shape::Table(_) => None,
    }
}

/// A container somewhere in the form: its path in the keys as written, and its pointer.
fn container(form: &Form, chinese: bool, chance: &mut Chance) -> (Vec<String>, String) {
    let at = |name| key(name, chinese).to_owned();
    let task = chance.below(form.tasks.len());
    let indicators = form.tasks.get(task).map_or(0, |task| task.indicators.len());
    let indicator = chance.below(indicators);
    let path = vec![at("tasks"), task.to_string()];
    match chance.below(5) {
        0 => (Vec::new(), String::new()),
        1 => (vec![at("funds")], "/funds".to_owned()),
        2 => (vec![at("annual_goal")], "/annual_goal".to_owned()),
        3 => (path, format!("/tasks/{task}")),
        _ => (
            [path, vec![at("indicators"), indicator.to_string()]].concat(),
            format!("/tasks/{task}/indicators/{indicator}"),
        ),
    }
}

fn members<'t>(draft: &'t mut Draft, path: &[String]) -> Option<&'t mut Vec<(String, Json)>> {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    tree(draft)?.at(&path)?.members()
}

fn unknown_key(draft: &mut Draft, form: &Form, chance: &mut Chance) -> Option<Planted> {
    let chinese = draft.writing.is_chinese();
    let (path, pointer) = container(form, chinese, chance);
    let name = chance.word(if chinese {
        &["备注", "填报人", "附件清单"]
    } else {
        &["remark", "filled_by", "appendix"]
    });
    let place = members(draft, &path)?;
    let at = chance.below(place.len()).max(1);
    place.insert(at, (name.to_owned(), Json::Text("财务科".to_owned())));
    let pointer = format!("{pointer}/{name}");
    Some(Planted::error(
        "unknown-field",
        &[pointer],
        format!("key {name} added"),
    ))
}

fn renamed(draft: &mut Draft, path: &[&str], parent: &str, from: &str, to: &str) -> Option<Planted> {
    let place = tree(draft)?.at(path)?.members()?;
    let member = place.iter_mut().find(|(key, _)| key == from)?;
    to.clone_into(&mut member.0);
    let pointer = format!("{parent}/{to}");
    Some(Planted::error(
        "unknown-field",
        &[pointer],
        format!("{from} is written {to}"),
    ))
}

fn near_miss(draft: &mut Draft, form: &Form, chance: &mut Chance) -> Option<Planted> {
    needs_no_reason(form).then_some(())?;
    let misses: &[(&str, &str, &str)] = if draft.writing.is_chinese() {
        &[
            ("", "存在问题", "存在问提"),
            ("", "部门整体绩效", "部门整体积效"),
            ("", "被评价年度", "被评介年度"),
            ("部门资金情况", "预算完成率", "预算完成律"),
            ("部门资金情况", "实际支出数", "实际支岀数"),
            ("年度目标", "部门整体支出的预期目标", "部门整体支出的预其目标"),
        ]
    } else {
        &[
            ("", "problems", "problem"),
            ("", "overall_performance", "overal_performance"),
            ("", "year", "years"),
            ("funds", "completion_rate", "completion_rates"),
            ("funds", "actual_expenditure", "actual_expenditures"),
            ("annual_goal", "expected", "expectd"),
        ]
    };
    let (at, from, to) = *chance.one(misses)?;
    let (path, parent): (&[&str], &str) = match at {
        "" => (&[], ""),
        "funds" | "部门资金情况" => (&[at], "/funds"),
        _ => (&[at], "/annual_goal"),
    };
    renamed(draft, path, parent, from, to)
}

fn other_language(draft: &mut Draft, form: &Form, chance: &mut Chance) -> Option<Planted> {
    needs_no_reason(form).then_some(())?;
    let pairs = [
        ("year", "被评价年度"),
        ("problems", "存在问题"),
        ("currency_unit", "单位"),
    ];
    let (english, chinese) = *chance.one(&pairs)?;
    if draft.writing.is_chinese() {
        renamed(draft, &[], "", chinese, english)
    } else {
        renamed(draft, &[], "", english, chinese)
    }
}

fn twice(draft: &mut Draft, form: &Form, chance: &mut Chance, another: bool) -> Option<Planted> {
    let chinese = draft.writing.is_chinese();
    let (path, parent) = container(form, chinese, chance);
    let place = members(draft, &path)?;
    let (name, value) = chance.one(place)?.clone();
    let is_leaf = matches!(value, Json::Text(_) | Json::Literal(_))
        && !name.starts_with("x-")
        && !name.starts_with('$');
    let optional = value == Json::Literal("null".to_owned()) || ["form", "表单"].contains(&name.as_str());
    if !is_leaf || optional {
        return None;
    }
    let second = if another {
        Json::Text("另见附件".to_owned())
    } else {
        value
    };
    place.push((name.clone(), second));
    let canonical = english(&name, &parent);
    let pointers = [format!("{parent}/{canonical}"), format!("{parent}/{name}")];
    Some(Planted::error(
        "duplicate-field",
        &pointers,
        format!("{name} stands twice"),
    ))
}

/// The English key of a key in its container.
fn english(name: &str, parent: &str) -> String {
    let names = [
        "department",
        "year",
        "currency_unit",
        "goal_expected",
        "goal_achieved",
        "name",
        "expected",
        "achieved",
        "task_funds",
        "indicator_name",
        "result",
        "unit",
        "target",
    ];
    let own = names
        .into_iter()
        .find(|english| key(english, true) == name && (*english != "unit" || parent.contains("indicators")));
    if let Some(own) = own {
        return key(own, false).to_owned();
    }
    let fund = crate::judge::funds::Fund::ALL
        .into_iter()
        .find(|fund| fund.label() == name);
    let section = crate::judge::form::Section::ALL
        .into_iter()
        .find(|section| section.label() == name);
    match (fund, section) {
        (Some(fund), _) => fund.key().to_owned(),
        (_, Some(section)) => section.key().to_owned(),
        _ => name.to_owned(),
    }
}

fn same_value_twice(draft: &mut Draft, form: &Form, chance: &mut Chance) -> Option<Planted> {
    twice(draft, form, chance, false)
}

fn other_value_twice(draft: &mut Draft, form: &Form, chance: &mut Chance) -> Option<Planted> {
    twice(draft, form, chance, true)
}

/// Takes a member out, or leaves it blank.
fn emptied(
    place: &mut Vec<(String, Json)>,
    name: &str,
    blanks: &[&str],
    chance: &mut Chance,
) -> Option<String> {
    let at = place.iter().position(|(key, _)| key == name)?;
    let blank = chance.word(blanks);
    if blank == "absent" {
        place.remove(at);
    } else {
        place.get_mut(at)?.1 = Json::Literal(blank.to_owned());
    }
    Some(format!("{name} is {blank}"))
}

fn missing_container(draft: &mut Draft, form: &Form, chance: &mut Chance) -> Option<Planted> {
    needs_no_reason(form).then_some(())?;
    let chinese = draft.writing.is_chinese();
    let name = chance.word(&["annual_goal", "tasks"]);
    let blank = if name == "tasks" { "[]" } else { "{}" };
    let note = emptied(
        tree(draft)?.members()?,
        key(if name == "tasks" { "tasks" } else { "annual_goal" }, chinese),
        &["absent", "null", "\"\"", blank],
        chance,
    )?;
    Some(Planted::error("missing-field", &[format!("/{name}")], note))
}

fn missing_funds(draft: &mut Draft, _: &Form, chance: &mut Chance) -> Option<Planted> {
    let chinese = draft.writing.is_chinese();
    let note = emptied(
        tree(draft)?.members()?,
        key("funds", chinese),
        &["absent", "null", "\"\"", "{}"],
        chance,
    )?;
    Some(Planted::error("missing-funds", &["/funds".to_owned()], note))
}

fn missing_indicators(draft: &mut Draft, form: &Form, chance: &mut Chance) -> Option<Planted> {
    let chinese = draft.writing.is_chinese();
    let task = chance.below(form.tasks.len());
    let path = [key("tasks", chinese).to_owned(), task.to_string()];
    let place = members(draft, &path)?;
    let note = emptied(
        place,
        key("indicators", chinese),
        &["absent", "null", "[]", "\"\""],
        chance,
    )?;
    Some(Planted::error(
        "missing-indicators",
        &[format!("/tasks/{task}/indicators")],
        note,
    ))
}

fn wrong_container(draft: &mut Draft, form: &Form, chance: &mut Chance) -> Option<Planted> {
    needs_no_reason(form).then_some(())?;
    let chinese = draft.writing.is_chinese();
    let at = |name| key(name, chinese).to_owned();
    let task = chance.below(form.tasks.len());
    let tasks = vec![at("tasks"), task.to_string()];
    let (path, pointer) = match chance.below(5) {
        0 => (vec![at("funds")], "/funds".to_owned()),
        1 => (vec![at("annual_goal")], "/annual_goal".to_owned()),
        2 => (vec![at("tasks")], "/tasks".to_owned()),
        3 => (
            [tasks, vec![at("indicators")]].concat(),
            format!("/tasks/{task}/indicators"),
        ),
        _ => (
            [tasks, vec![at("indicators"), "0".to_owned()]].concat(),
            format!("/tasks/{task}/indicators/0"),
        ),
    };
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let wrong = chance.word(&["\"详见附件\"", "true", "2022"]);
    *tree(draft)?.at(&path)? = Json::Literal(wrong.to_owned());
    Some(Planted::error(
        "invalid-value",
        std::slice::from_ref(&pointer),
        format!("{pointer} is {wrong}"),
    ))
}

fn wrong_form(draft: &mut Draft, _: &Form, chance: &mut Chance) -> Option<Planted> {
    let chinese = draft.writing.is_chinese();
    let place = tree(draft)?.members()?;
    place.retain(|(name, _)| name != "$schema" && name != key("form", chinese));
    let (name, pointer, wrong) = if chance.percent(50) {
        ("$schema", "/$schema", "5")
    } else {
        (key("form", chinese), "/form", "\"department-evaluation\"")
    };
    place.push((name.to_owned(), Json::Literal(wrong.to_owned())));
    Some(Planted::error(
        "invalid-value",
        &[pointer.to_owned()],
        format!("{name} is {wrong}"),
    ))
}
