//! The script that fills in a form, in each format.

use evallint_convert::{Target, convert};
use evallint_schema::{FORMS, Field, KeyLanguage};
use serde_json::Value;

use crate::source;

const FORM: &str = include_str!("../forms/education.eval.json");

/// The values of a clean form with so many tasks, and so many indicators in each, by English keys.
pub(crate) fn values(tasks: usize, indicators: usize) -> Value {
    let mut form: Value = serde_json::from_str(FORM).unwrap();
    let list = form["tasks"].as_array_mut().unwrap();
    assert!(list.len() >= tasks);
    list.truncate(tasks);
    for task in list {
        let list = task["indicators"].as_array_mut().unwrap();
        assert!(list.len() >= indicators);
        list.truncate(indicators);
    }
    form
}

/// The pointers of all values.
pub(crate) fn pointers(form: &Value) -> Vec<String> {
    fn add(value: &Value, pointer: String, pointers: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                for (key, value) in members {
                    add(value, format!("{pointer}/{key}"), pointers);
                }
            }
            Value::Array(elements) => {
                for (index, value) in elements.iter().enumerate() {
                    add(value, format!("{pointer}/{index}"), pointers);
                }
            }
            _ => pointers.push(pointer),
        }
    }
    let mut pointers = Vec::new();
    add(form, String::new(), &mut pointers);
    pointers
}

/// All fields of the form.
pub(crate) fn fields() -> Vec<&'static Field> {
    fn add(fields: &'static [Field], all: &mut Vec<&'static Field>) {
        for field in fields {
            all.push(field);
            add(field.fields, all);
        }
    }
    let mut all = Vec::new();
    add(FORMS[0].fields, &mut all);
    all
}

/// What a written form says, by English keys.
pub(crate) fn read(extension: &str, text: &str) -> Value {
    let json = convert(&source(extension, text), Target::Json, Some(KeyLanguage::English)).unwrap();
    serde_json::from_str(&json.text).unwrap()
}

/// Fills in the blanks for which there is a value.
pub(crate) fn fill(extension: &str, text: &str, form: &Value) -> String {
    match extension {
        "yaml" => fill_yaml(text, form),
        "json" => {
            let mut written: Value = serde_json::from_str(text).unwrap();
            fill_json(&mut written, "", form);
            format!("{written:#}\n")
        }
        _ => fill_table(text, form),
    }
}

/// The English key for a key in either language.
fn english(key: &str) -> &str {
    fields()
        .iter()
        .find(|field| field.label == key)
        .map_or(key, |field| field.key)
}

fn value<'f>(form: &'f Value, pointer: &str) -> Option<&'f Value> {
    form.pointer(pointer).filter(|value| !value.is_null())
}

fn fill_json(written: &mut Value, pointer: &str, form: &Value) {
    match written {
        Value::Object(members) => {
            for (key, member) in members {
                fill_json(member, &format!("{pointer}/{}", english(key)), form);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter_mut().enumerate() {
                fill_json(element, &format!("{pointer}/{index}"), form);
            }
        }
        blank if blank.is_null() || blank == "" => {
            if let Some(value) = value(form, pointer) {
                *blank = value.clone();
            }
        }
        _ => {}
    }
}

/// Writes each value between the colon of its key and the comment behind it.
fn fill_yaml(text: &str, form: &Value) -> String {
    // The keys and indices on the way to the line, with how far each is indented.
    let mut way: Vec<(usize, String)> = Vec::new();
    let mut filled = String::new();
    for line in text.lines() {
        let mut indent = line.len() - line.trim_start().len();
        let mut content = line.trim_start();
        if let Some(item) = content.strip_prefix("- ") {
            let index = match way
                .iter()
                .rfind(|(at, key)| *at == indent && key.parse::<usize>().is_ok())
            {
                Some((_, last)) => last.parse::<usize>().unwrap() + 1,
                None => 0,
            };
            way.retain(|(at, _)| *at < indent);
            way.push((indent, index.to_string()));
            indent += 2;
            content = item;
        }
        filled.push_str(line);
        if let Some((key, rest)) = content.split_once(':').filter(|_| !content.starts_with('#')) {
            // A label with a full-width colon has none of these, so the first one ends the key.
            way.retain(|(at, _)| *at < indent);
            way.push((indent, english(key).to_owned()));
            let pointer: String = way.iter().flat_map(|(_, part)| ["/", part]).collect();
            let is_blank = rest.trim().is_empty() || rest.trim().starts_with('#');
            if let Some(value) =
                value(form, &pointer).filter(|value| is_blank && !value.is_object() && !value.is_array())
            {
                filled.truncate(filled.len() - rest.len());
                filled.extend([" ", &value.to_string(), rest]);
            }
        }
        filled.push('\n');
    }
    filled
}

/// Writes each value into the cell behind or below its label.
fn fill_table(text: &str, form: &Value) -> String {
    let mut rows: Vec<Vec<String>> = text.lines().map(cells).collect();
    let header = rows.iter().position(|row| row[0] == "主要任务").unwrap();
    let goals = rows
        .iter()
        .position(|row| row.get(1).is_some_and(|cell| cell == "部门整体支出的预期目标"))
        .unwrap();
    for (column, key) in [(1, "expected"), (3, "achieved")] {
        write(
            &mut next_row(&mut rows, goals)[column],
            form,
            &format!("/annual_goal/{key}"),
        );
    }
    let tasks = form["tasks"].as_array().unwrap();
    let mut at = header;
    for (task, values) in tasks.iter().enumerate() {
        for indicator in 0..values["indicators"].as_array().unwrap().len() {
            let pointer = format!("/tasks/{task}");
            let item = format!("{pointer}/indicators/{indicator}");
            at = next_index(&rows, at);
            let row = &mut rows[at];
            if indicator == 0 {
                write(&mut row[0], form, &format!("{pointer}/name"));
                write(&mut row[1], form, &format!("{pointer}/expected"));
                write(&mut row[2], form, &format!("{pointer}/achieved"));
                write(&mut row[5], form, &format!("{pointer}/funds"));
            }
            write(&mut row[3], form, &format!("{item}/name"));
            write(&mut row[4], form, &format!("{item}/result"));
        }
    }
    for row in &mut rows {
        for column in 0..row.len() {
            let label = row[column].trim_end_matches("（汇总）").to_owned();
            let key = english(&label).to_owned();
            let pointer = [format!("/{key}"), format!("/funds/{key}")]
                .into_iter()
                .find(|pointer| {
                    value(form, pointer).is_some_and(|value| !value.is_object() && !value.is_array())
                });
            let at = if column == 0 { 2 } else { column + 1 };
            if let (Some(pointer), Some(cell)) = (pointer.filter(|_| key != label), row.get_mut(at)) {
                write(cell, form, &pointer);
            }
        }
    }
    let is_piped = text.lines().any(|line| line.starts_with('|'));
    let line = |row: Vec<String>| match row.len() {
        1 => row.concat(),
        _ if is_piped => format!("| {} |", row.join(" | ")),
        _ => row.join("\t"),
    };
    rows.into_iter().map(|row| line(row) + "\n").collect()
}

fn cells(line: &str) -> Vec<String> {
    match line.strip_prefix('|').and_then(|line| line.strip_suffix('|')) {
        Some(cells) => cells.split('|').map(|cell| cell.trim().to_owned()).collect(),
        None => line.split('\t').map(str::to_owned).collect(),
    }
}

fn next_row(rows: &mut [Vec<String>], after: usize) -> &mut Vec<String> {
    let at = next_index(rows, after);
    &mut rows[at]
}

/// The next row of cells.
fn next_index(rows: &[Vec<String>], after: usize) -> usize {
    (after + 1..rows.len()).find(|at| rows[*at].len() > 1).unwrap()
}

fn write(cell: &mut String, form: &Value, pointer: &str) {
    if !cell.is_empty() {
        return;
    }
    if let Some(value) = value(form, pointer) {
        *cell = match value {
            Value::String(text) => text.clone(),
            other if pointer == "/year" => format!("{other}年"),
            other => other.to_string(),
        };
    }
}
