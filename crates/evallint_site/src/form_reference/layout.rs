//! The printed form, with its labels in place.

use evallint_convert::{PrintedCell, PrintedForm};
use evallint_schema::Form;
use maud::{Markup, html};

use super::FormField;
use crate::frame::Page;

pub(super) fn render(page: &Page<'_>, form: &'static Form) -> Markup {
    let printed = PrintedForm::new(form);
    html! {
        p {
            (page.said("点标签看该字段的说明，浅色文字是示例。", "Each label leads to its field below; what is pale is an example."))
        }
        div.sheet tabindex="0" role="group" aria-labelledby="layout" {
            p.title lang="zh-CN" { (form.title) }
            @if let Some(field) = printed.heading.and_then(|field| FormField::at(form, &[field])) {
                p.unit lang="zh-CN" { a href={ "#" (field.id()) } { (field.field.label) } "：" (value(&field)) }
            }
            @for table in &printed.tables {
                table.printed lang="zh-CN" {
                    @if !table.head.is_empty() {
                        thead { @for row in &table.head { tr { @for cell in row { (show(form, cell, true)) } } } }
                    }
                    tbody { @for row in &table.rows { tr { @for cell in row { (show(form, cell, false)) } } } }
                }
            }
        }
    }
}

fn show(form: &'static Form, cell: &PrintedCell, is_head: bool) -> Markup {
    let columns = (cell.columns > 1).then_some(cell.columns);
    let rows = (cell.rows > 1).then_some(cell.rows);
    let field = FormField::at(form, &cell.path);
    let Some(label) = &cell.label else {
        return html! { td colspan=[columns] rowspan=[rows] { @if let Some(field) = &field { (value(field)) } } };
    };
    let scope = match (is_head, cell.rows > 1) {
        (true, _) => "col",
        (false, true) => "rowgroup",
        (false, false) => "row",
    };
    html! {
        th scope=(scope) colspan=[columns] rowspan=[rows] {
            @if let Some(field) = field { a href={ "#" (field.id()) } { (label) } } @else { (label) }
        }
    }
}

/// What may stand in the place of a field.
fn value(field: &FormField) -> Markup {
    html! { span.sample { (super::value_words::example(field.field).unwrap_or_default()) } }
}
