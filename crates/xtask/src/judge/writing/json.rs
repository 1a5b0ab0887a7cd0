//! Trees of members and elements, and their printing as JSON.

use std::fmt::Write as _;

use super::Style;
use crate::judge::chance::Chance;
use crate::judge::form::{Form, Task, Value};
use crate::judge::funds::Fund;

/// A JSON value that keeps the order of its members and the writing of its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Json {
    /// Members; a key may stand twice.
    Object(Vec<(String, Json)>),
    /// Elements.
    Array(Vec<Json>),
    /// A string.
    Text(String),
    /// Anything else, as it is printed.
    Literal(String),
}

impl Json {
    /// The value at a pointer of the keys as they are written.
    pub(crate) fn at(&mut self, path: &[&str]) -> Option<&mut Self> {
        let Some((first, rest)) = path.split_first() else {
            return Some(self);
        };
        let child = match self {
            Self::Object(members) => members
                .iter_mut()
                .find(|(key, _)| key == first)
                .map(|(_, value)| value),
            Self::Array(elements) => elements.get_mut(first.parse::<usize>().ok()?),
            Self::Text(_) | Self::Literal(_) => None,
        };
        child?.at(rest)
    }

    /// The members of an object.
    pub(crate) fn members(&mut self) -> Option<&mut Vec<(String, Self)>> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The document.
    pub(crate) fn print(&self, style: &Style) -> String {
        let mut text = String::new();
        self.write(&mut text, style, 0);
        text.push('\n');
        text
    }

    fn write(&self, text: &mut String, style: &Style, depth: usize) {
        match self {
            Self::Object(members) => {
                let items = members.iter().map(|(key, value)| (Some(key), value));
                write_items(text, ['{', '}'], items, style, depth);
            }
            Self::Array(elements) => {
                let items = elements.iter().map(|value| (None, value));
                write_items(text, ['[', ']'], items, style, depth);
            }
            Self::Text(value) => write_string(text, value, style.escapes),
            Self::Literal(literal) => text.push_str(literal),
        }
    }
}

fn write_items<'a>(
    text: &mut String,
    [open, close]: [char; 2],
    items: impl Iterator<Item = (Option<&'a String>, &'a Json)>,
    style: &Style,
    depth: usize,
) {
    text.push(open);
    let mut any = false;
    for (key, value) in items {
        if any {
            text.push(',');
        }
        any = true;
        new_line(text, style, depth + 1);
        if let Some(key) = key {
            write_string(text, key, 0);
            text.push_str(if style.indent.is_some() { ": " } else { ":" });
        }
        value.write(text, style, depth + 1);
    }
    if any {
        new_line(text, style, depth);
    }
    text.push(close);
}

fn new_line(text: &mut String, style: &Style, depth: usize) {
    if let Some(indent) = style.indent {
        text.push('\n');
        text.push_str(&" ".repeat(indent * depth));
    }
}

fn write_string(text: &mut String, value: &str, escapes: u32) {
    text.push('"');
    for letter in value.chars() {
        let by_code = escapes > 0 && u32::from(letter) >= 0x2000 && u32::from(letter) % escapes == 0;
        match letter {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            _ if by_code && u32::from(letter) <= 0xFFFF => {
                let _ = write!(text, "\\u{:04x}", u32::from(letter));
            }
            _ => text.push(letter),
        }
    }
    text.push('"');
}

/// The keys of the form in both languages. Those of the funds and sections tell theirs themselves.
const KEYS: &[(&str, &str)] = &[
    ("form", "表单"),
    ("department", "部门名称"),
    ("year", "被评价年度"),
    ("currency_unit", "单位"),
    ("funds", "部门资金情况"),
    ("annual_goal", "年度目标"),
    ("goal_expected", "部门整体支出的预期目标"),
    ("goal_achieved", "部门整体支出的目标完成情况"),
    ("tasks", "主要任务"),
    ("name", "任务名称"),
    ("expected", "预期目标"),
    ("achieved", "目标完成情况"),
    ("task_funds", "任务涉及资金"),
    ("indicators", "关键指标"),
    ("indicator_name", "指标名称"),
    ("result", "指标完成情况"),
    ("unit", "计量单位"),
    ("target", "指标目标值"),
];

/// A key as a document of this language writes it. Where one English key has two labels, `key` tells them apart.
pub(crate) fn key(key: &'static str, chinese: bool) -> &'static str {
    let found = KEYS.iter().find(|(english, _)| *english == key);
    match (found, key) {
        (Some((_, label)), _) if chinese => label,
        (_, "goal_expected") => "expected",
        (_, "goal_achieved") => "achieved",
        (_, "task_funds") => "funds",
        (_, "indicator_name") => "name",
        _ => key,
    }
}

/// The tree of a form.
pub(crate) fn tree(form: &Form, chinese: bool) -> Json {
    let mut members = Members::new(chinese, form.style.nulls);
    if form.style.extras {
        members.add("$schema", Json::Text("./v1.schema.json".to_owned()));
    }
    match form.style.named {
        Some(name) => members.add("form", Json::Text(name.to_owned())),
        None => members.optional("form", &Value::Absent),
    }
    members.value("department", &form.department);
    members.value("year", &form.year);
    members.value("currency_unit", &form.unit);
    members.add("funds", funds(form, chinese));
    let mut goal = Members::new(chinese, false);
    goal.value("goal_expected", &form.expected);
    goal.value("goal_achieved", &form.achieved);
    members.add("annual_goal", goal.object());
    let tasks = form.tasks.iter().map(|task| task_tree(task, form, chinese));
    members.add("tasks", Json::Array(tasks.collect()));
    for (section, text) in &form.sections {
        let key = if chinese { section.label() } else { section.key() };
        members.raw(key, text);
    }
    if form.style.extras {
        members.add("x-note", Json::Literal(form.style.note.to_owned()));
    }
    let mut tree = members.object();
    if let Some(seed) = form.style.key_order {
        mix(&mut tree, &mut Chance::new(seed, 3, 0));
    }
    tree
}

fn funds(form: &Form, chinese: bool) -> Json {
    let mut members = Members::new(chinese, false);
    for fund in Fund::ALL {
        members.raw(
            if chinese { fund.label() } else { fund.key() },
            &form.funds.cell(fund),
        );
    }
    if form.style.extras {
        members.add("x-source", Json::Text("财政一体化系统".to_owned()));
    }
    members.object()
}

fn task_tree(task: &Task, form: &Form, chinese: bool) -> Json {
    let mut members = Members::new(chinese, false);
    members.value("name", &task.name);
    members.value("expected", &task.expected);
    members.value("achieved", &task.achieved);
    members.value("task_funds", &task.funds);
    let indicators = task.indicators.iter().map(|indicator| {
        let mut members = Members::new(chinese, form.style.nulls);
        members.value("indicator_name", &indicator.name);
        members.value("result", &indicator.result);
        members.optional("unit", &indicator.unit);
        members.optional("target", &indicator.target);
        members.object()
    });
    members.add("indicators", Json::Array(indicators.collect()));
    members.object()
}

/// Mixes the members of every object.
fn mix(tree: &mut Json, chance: &mut Chance) {
    match tree {
        Json::Object(members) => {
            chance.shuffle(members);
            {
                for (_, value) in members {
                    mix(value, chance);
                }
            }
        }
        Json::Array(elements) => {
            for element in elements {
                mix(element, chance);
            }
        }
        Json::Text(_) | Json::Literal(_) => {}
    }
}

/// The members of an object under way.
struct Members {
    chinese: bool,
    nulls: bool,
    list: Vec<(String, Json)>,
}

impl Members {
    fn new(chinese: bool, nulls: bool) -> Self {
        Self {
            chinese,
            nulls,
            list: Vec::new(),
        }
    }

    fn add(&mut self, name: &'static str, value: Json) {
        self.list.push((key(name, self.chinese).to_owned(), value));
    }

    fn value(&mut self, name: &'static str, value: &Value) {
        self.raw(key(name, self.chinese), value);
    }

    fn optional(&mut self, name: &'static str, value: &Value) {
        if self.nulls && value.is_absent() {
            self.add(name, Json::Literal("null".to_owned()));
        } else {
            self.value(name, value);
        }
    }

    fn raw(&mut self, key: &str, value: &Value) {
        let value = match value {
            Value::Absent => return,
            Value::Text(text) => Json::Text(text.clone()),
            Value::Number(number) => Json::Literal(number.clone()),
            Value::Raw(raw) => Json::Literal((*raw).to_owned()),
        };
        self.list.push((key.to_owned(), value));
    }

    fn object(self) -> Json {
        Json::Object(self.list)
    }
}
