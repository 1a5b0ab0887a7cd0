//! Labels that are unknown or stand twice, rows that are not there, and the page layout, in the text form.

use super::{Defect, Planted, any_task, needs_no_reason};
use crate::judge::chance::Chance;
use crate::judge::form::{Form, Section, task_pointer};
use crate::judge::funds::Fund;
use crate::judge::writing::layout::{TASK_HEADER, break_page, fund_label};
use crate::judge::writing::table::{Role, Row, Table};
use crate::judge::writing::{Draft, Shape, Writing};

pub(super) const DEFECTS: &[Defect] = &[
    Defect::shape(
        "unknown-field",
        "a label more in the funds",
        Writing::TABLES,
        unknown_fund,
    ),
    Defect::shape(
        "unknown-field",
        "a section more",
        Writing::TABLES,
        unknown_section,
    ),
    Defect::shape("unknown-field", "misspelt label", Writing::TABLES, misspelt),
    Defect::shape(
        "duplicate-field",
        "label of the funds",
        Writing::TABLES,
        fund_twice,
    ),
    Defect::shape("duplicate-field", "section", Writing::TABLES, section_twice),
    Defect::shape("missing-field", "rows", Writing::TABLES, missing_rows),
    Defect::shape("missing-funds", "rows", Writing::TABLES, missing_fund_rows),
    Defect::shape(
        "missing-funds",
        "label and value",
        Writing::TABLES,
        missing_fund_label,
    ),
    Defect::shape(
        "missing-indicators",
        "blank cells",
        Writing::TABLES,
        missing_indicators,
    ),
    Defect::shape("split-row", "page break", Writing::TABLES, split_row),
    Defect::shape(
        "truncated-text",
        "goes on after the page",
        Writing::TABLES,
        truncated_at_page,
    ),
];

fn table(draft: &mut Draft) -> Option<&mut Table> {
    match &mut draft.shape {
        Shape::Table(table) => Some(table),
        Shape::Tree(_) => None,
    }
}

/// The row of the funds that has two free cells.
fn free_row(table: &mut Table) -> Option<&mut Row> {
    table
        .rows
        .iter_mut()
        .find(|row| row.role == Role::Funds && row.cell(4).is_empty())
}

fn unknown_fund(draft: &mut Draft, _: &Form, chance: &mut Chance) -> Option<Planted> {
    let label = chance.word(&["政府性基金预算", "上年结转资金总额", "事业收入"]);
    let row = free_row(table(draft)?)?;
    row.set(4, label);
    row.set(5, "120.00");
    let note = format!("{label} added");
    Some(Planted::error(
        "unknown-field",
        &[format!("/funds/{label}")],
        note,
    ))
}

fn unknown_section(draft: &mut Draft, _: &Form, chance: &mut Chance) -> Option<Planted> {
    let label = chance.word(&["其他需要说明的事项", "填报说明", "评价结论"]);
    let rows = &mut table(draft)?.rows;
    let row = Row::new(
        Role::Section(Section::Improvements),
        ["", label, "本表数据均已核对。", "", "", ""],
    );
    let at = rows.len() - chance.below(3);
    rows.insert(at, row);
    Some(Planted::error(
        "unknown-field",
        &[format!("/{label}")],
        format!("section {label} added"),
    ))
}

fn misspelt(draft: &mut Draft, form: &Form, chance: &mut Chance) -> Option<Planted> {
    let style = &form.style;
    let misses = [
        (fund_label(Fund::Actual, style), "实际支岀数", "/funds"),
        (fund_label(Fund::AdjustmentRate, style), "预算调整律", "/funds"),
        (fund_label(Fund::Adjusted, style), "部门调正预算收入", "/funds"),
        (Section::Problems.label(), "存在问提", ""),
        (Section::Overall.label(), "部门整体积效", ""),
        ("被评价年度", "被评介年度", ""),
    ];
    let (from, to, parent) = *chance.one(&misses)?;
    let rows = &mut table(draft)?.rows;
    let row = rows
        .iter_mut()
        .find(|row| row.cells.iter().any(|cell| cell == from))?;
    let number = row.cells.iter().position(|cell| cell == from)? + 1;
    row.set(number, to);
    let note = format!("{from} is written {to}");
    needs_no_reason(form).then(|| Planted::error("unknown-field", &[format!("{parent}/{to}")], note))
}

fn fund_twice(draft: &mut Draft, form: &Form, chance: &mut Chance) -> Option<Planted> {
    // Both stand in a row before the free cells: the first value counts.
    let fund = *chance.one(&[Fund::Actual, Fund::Initial])?;
    let label = fund_label(fund, &form.style);
    let value = if chance.percent(50) {
        form.funds.cell(fund).shown().to_owned()
    } else {
        "88.00".to_owned()
    };
    let row = free_row(table(draft)?)?;
    row.set(4, label);
    row.set(5, &value);
    let pointers = [format!("/funds/{label}"), fund.pointer()];
    Some(Planted::error(
        "duplicate-field",
        &pointers,
        format!("{label} stands twice"),
    ))
}

fn section_twice(draft: &mut Draft, form: &Form, chance: &mut Chance) -> Option<Planted> {
    let section = *chance.one(&Section::ALL)?;
    let rows = &mut table(draft)?.rows;
    let text = form.section(section);
    let shown = if chance.percent(50) {
        text.shown()
    } else {
        "同上。"
    };
    rows.push(Row::new(
        Role::Section(section),
        ["", section.label(), shown, "", "", ""],
    ));
    let pointers = [format!("/{}", section.label()), section.pointer()];
    Some(Planted::error(
        "duplicate-field",
        &pointers,
        format!("{} stands twice", section.label()),
    ))
}

fn missing_rows(draft: &mut Draft, form: &Form, chance: &mut Chance) -> Option<Planted> {
    let rows = &mut table(draft)?.rows;
    let section = *chance.one(&Section::ALL)?;
    let (pointer, note) = match chance.below(4) {
        0 => {
            rows.retain(|row| !matches!(row.role, Role::Goal | Role::GoalLabels));
            ("/annual_goal".to_owned(), "no annual goal")
        }
        1 => {
            rows.iter_mut()
                .filter(|row| row.role == Role::Goal)
                .for_each(|row| {
                    row.set(2, "");
                    row.set(4, "");
                });
            ("/annual_goal".to_owned(), "a blank annual goal")
        }
        2 => {
            rows.retain(|row| !matches!(row.role, Role::Task(..)));
            ("/tasks".to_owned(), "no tasks")
        }
        _ => {
            rows.retain(|row| row.role != Role::Section(section));
            (section.pointer(), "no row of a section")
        }
    };
    needs_no_reason(form).then(|| Planted::error("missing-field", &[pointer], note))
}

fn missing_fund_rows(draft: &mut Draft, _: &Form, _: &mut Chance) -> Option<Planted> {
    table(draft)?.rows.retain(|row| row.role != Role::Funds);
    Some(Planted::error(
        "missing-funds",
        &["/funds".to_owned()],
        "no rows of the funds",
    ))
}

fn missing_fund_label(draft: &mut Draft, form: &Form, chance: &mut Chance) -> Option<Planted> {
    let fund = *chance.one(&Fund::ALL)?;
    let table = table(draft)?;
    let (at, number) = table.fund(fund_label(fund, &form.style))?;
    let row = table.rows.get_mut(at)?;
    row.set(number, "");
    row.set(number + 1, "");
    Some(Planted::error(
        "missing-funds",
        &[fund.pointer()],
        format!("{} has neither label nor value", fund.label()),
    ))
}

fn missing_indicators(draft: &mut Draft, form: &Form, chance: &mut Chance) -> Option<Planted> {
    let task = any_task(form, chance);
    let rows = &mut table(draft)?.rows;
    rows.retain(|row| !matches!(row.role, Role::Task(which, at) if which == task && at > 0));
    let row = rows.iter_mut().find(|row| row.role == Role::Task(task, 0))?;
    row.set(4, "");
    row.set(5, "");
    Some(Planted::error(
        "missing-indicators",
        &[task_pointer(task, "indicators")],
        "no indicator in the row",
    ))
}

fn split_row(draft: &mut Draft, form: &Form, chance: &mut Chance) -> Option<Planted> {
    let task = any_task(form, chance);
    let table = table(draft)?;
    let before = table.rows.len();
    break_page(table, task, chance.below(60));
    (table.rows.len() > before).then(|| {
        Planted::info(
            "split-row",
            &[format!("/tasks/{task}")],
            "a page breaks within a task",
        )
    })
}

fn truncated_at_page(draft: &mut Draft, form: &Form, chance: &mut Chance) -> Option<Planted> {
    let task = any_task(form, chance);
    let count = form.tasks.get(task)?.indicators.len();
    let table = table(draft)?;
    let first = table.position(Role::Task(task, 0))?;
    let at = 1 + chance.below(count.checked_sub(1)?);
    let row = table.rows.get_mut(first)?;
    let text = row.cell(3).to_owned();
    let places: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| *c == '，')
        .map(|(at, c)| at + c.len_utf8())
        .collect();
    let (kept, rest) = text.split_at_checked(*chance.one(&places)?)?;
    row.set(3, kept);
    table.rows.get_mut(first + at)?.set(3, rest);
    table
        .rows
        .insert(first + at, Row::new(Role::TaskHeader, TASK_HEADER));
    let note = format!(
        "a cell ends in {} before a page break",
        kept.chars()
            .rev()
            .take(12)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect::<String>()
    );
    Some(Planted::info(
        "truncated-text",
        &[task_pointer(task, "achieved")],
        note,
    ))
}
