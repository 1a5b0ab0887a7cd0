//! The rows of a form, its label variants, and its page breaks.

use super::Style;
use super::table::{Role, Row, Table};
use crate::judge::form::{Form, Section, Task, Value};
use crate::judge::funds::Fund;
use crate::judge::indicator::{Indicator, full_width};

/// The header of the tasks.
pub(crate) const TASK_HEADER: [&str; 6] = [
    "主要任务",
    "预期目标",
    "目标完成情况",
    "关键指标",
    "指标完成情况",
    "任务涉及资金",
];

/// The rows of a form.
pub(crate) fn table(form: &Form) -> Table {
    let style = &form.style;
    let mut rows = vec![head(form)];
    rows.extend(funds(form));
    rows.extend(goal(form));
    rows.push(Row::new(Role::TaskHeader, TASK_HEADER));
    for (index, task) in form.tasks.iter().enumerate() {
        rows.extend(task_rows(index, task));
    }
    for (section, text) in &form.sections {
        let label = section_label(*section, style);
        let cells = ["", &label, text.shown(), "", "", ""];
        rows.push(Row::new(Role::Section(*section), cells));
    }
    let mut table = Table {
        title: format!("{}{}", style.heading, style.title),
        unit: (!form.unit.is_absent()).then(|| style.unit_line.replace("{u}", form.unit.shown())),
        rows,
    };
    for (task, at) in &style.breaks {
        break_page(&mut table, *task, *at);
    }
    table
}

fn head(form: &Form) -> Row {
    let year = match &form.year {
        Value::Number(year) if form.style.wide_year => format!("{}年", full_width(year)),
        Value::Number(year) if !form.style.bare_year => format!("{year}年"),
        other => other.shown().to_owned(),
    };
    let label = department_label(&form.style);
    Row::new(
        Role::Head,
        [label, "", form.department.shown(), "", "被评价年度", &year],
    )
}

/// The label of a section, which may have a colon after it or a space in it.
fn section_label(section: Section, style: &Style) -> String {
    let label = section.label();
    match style.section_label {
        1 => format!("{label}："),
        2 => label.replace("绩效", " 绩效").replace("或下", " 或下"),
        _ => label.to_owned(),
    }
}

fn department_label(style: &Style) -> &'static str {
    match style.labels.first().copied().unwrap_or(0) {
        1 => "部门名称",
        2 => "部门名称(汇总)",
        3 => "部门名称 （汇总）",
        _ => "部门名称（汇总）",
    }
}

/// The label of a fund as the style writes it.
pub(crate) fn fund_label(fund: Fund, style: &Style) -> &'static str {
    let [_, initial, completion, colon] = style.labels;
    match fund {
        Fund::Initial if initial == 1 => "年初预算数",
        Fund::Completion if completion == 1 => "预算执行率",
        Fund::General if colon == 1 || style.half_width => "其中:一般公共预算",
        Fund::General if colon == 2 => "其中： 一般公共预算",
        other => other.label(),
    }
}

fn funds(form: &Form) -> Vec<Row> {
    let style = &form.style;
    let label = |fund| fund_label(fund, style);
    let cell = |fund| form.funds.cell(fund);
    let pair = |first: &str, left: Fund, right: Option<Fund>| {
        let (value, other) = (cell(left), right.map(cell));
        let shown = other.as_ref().map_or("", Value::shown);
        Row::new(
            Role::Funds,
            [
                first,
                label(left),
                value.shown(),
                right.map_or("", label),
                shown,
                "",
            ],
        )
    };
    vec![
        pair("部门资金情况", Fund::Adjusted, Some(Fund::Initial)),
        pair("", Fund::Actual, Some(Fund::Adjustment)),
        pair("", Fund::General, None),
        pair("", Fund::Completion, Some(Fund::AdjustmentRate)),
    ]
}

fn goal(form: &Form) -> [Row; 2] {
    let labels = [
        "年度目标",
        "部门整体支出的预期目标",
        "",
        "部门整体支出的目标完成情况",
        "",
        "",
    ];
    let texts = ["", form.expected.shown(), "", form.achieved.shown(), "", ""];
    [Row::new(Role::GoalLabels, labels), Row::new(Role::Goal, texts)]
}

fn task_rows(index: usize, task: &Task) -> Vec<Row> {
    let mut rows = Vec::new();
    for (at, indicator) in task.indicators.iter().enumerate() {
        let result = result_cell(indicator);
        let name = indicator.name.shown();
        let cells = if at == 0 {
            [
                task.name.shown(),
                task.expected.shown(),
                task.achieved.shown(),
                name,
                &result,
                task.funds.shown(),
            ]
        } else {
            ["", "", "", name, &result, ""]
        };
        rows.push(Row::new(Role::Task(index, at), cells));
    }
    rows
}

/// The text form has no column for the unit: it stands after the number.
fn result_cell(indicator: &Indicator) -> String {
    format!("{}{}", indicator.result.shown(), indicator.unit.shown())
}

/// Breaks a page before one of a task's rows, and goes on in mid-sentence after it.
pub(crate) fn break_page(table: &mut Table, task: usize, at: usize) {
    let of_task = |row: &&Row| matches!(row.role, Role::Task(which, _) if which == task);
    let count = table.rows.iter().filter(of_task).count();
    let Some(first) = table.position(Role::Task(task, 0)) else {
        return;
    };
    let offset = 1 + at % count.max(1);
    let already = table.rows.get(first..).is_some_and(|rest| {
        let rows = rest
            .iter()
            .take_while(|row| !matches!(row.role, Role::Section(_)));
        rows.filter(|row| row.role == Role::TaskHeader).count() > 0
    });
    if offset >= count || already {
        return;
    }
    let Some(row) = table.rows.get_mut(first) else {
        return;
    };
    let cut = at * 37 % 100;
    let (kept_expected, rest_expected) = cut_text(row.cell(2), cut);
    let (kept_achieved, rest_achieved) = cut_text(row.cell(3), 100 - cut);
    row.set(2, &kept_expected);
    row.set(3, &kept_achieved);
    if let Some(next) = table.rows.get_mut(first + offset) {
        next.set(2, &rest_expected);
        next.set(3, &rest_achieved);
    }
    table
        .rows
        .insert(first + offset, Row::new(Role::TaskHeader, TASK_HEADER));
}

/// Cuts a text after a share of its characters, between two Chinese ones; a share near the end leaves it whole.
fn cut_text(text: &str, percent: usize) -> (String, String) {
    let letters: Vec<char> = text.chars().collect();
    let wanted = letters.len() * percent / 100;
    let is_chinese = |letter: Option<&char>| letter.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
    let place = (wanted.max(1)..letters.len())
        .find(|at| is_chinese(letters.get(at - 1)) && is_chinese(letters.get(*at)))
        .filter(|_| percent < 85);
    match place {
        Some(at) => (
            letters.iter().take(at).collect(),
            letters.iter().skip(at).collect(),
        ),
        None => (text.to_owned(), String::new()),
    }
}
