//! The fields, in a table of all and one by one.

use evallint_linter::Language;
use evallint_schema::{Formula, KeyLanguage, Kind};
use maud::{Markup, html};

use super::{FormField, value_words};
use crate::frame::Page;

use crate::place::Place;

/// The table of all fields.
pub(super) fn overview(page: &Page<'_>, fields: &[FormField]) -> Markup {
    html! {
        div.wide tabindex="0" role="group" aria-labelledby="fields" {
            table.list {
                thead { tr {
                    th scope="col" { (page.said("字段", "Field")) }
                    th scope="col" { (page.said("英文字段名", "English key")) }
                    @if page.language == Language::English { th scope="col" { "Chinese key" } }
                    th scope="col" { (page.said("必填", "Required")) }
                    th scope="col" { (page.said("值", "Value")) }
                } }
                tbody {
                    @for field in fields {
                        tr.(format!("depth-{}", field.depth())) {
                            th scope="row" { a href={ "#" (field.id()) } { (field.label(page.language)) } }
                            td { code { (field.keys(KeyLanguage::English)) } }
                            @if page.language == Language::English { td lang="zh-CN" { (field.field.label) } }
                            td { (required(page, field)) }
                            td { (value_words::kind(field.field.kind, page.language)) }
                        }
                    }
                }
            }
        }
    }
}

fn required(page: &Page<'_>, field: &FormField) -> &'static str {
    if field.field.required {
        page.said("必填", "required")
    } else {
        page.said("选填", "optional")
    }
}

/// All that is said of one field.
pub(super) fn details(page: &Page<'_>, field: &FormField) -> Markup {
    let id = field.id();
    let rules = page.site.mentions.of_field(field);
    html! {
        section.field aria-labelledby=(id) {
            h3 id=(id) {
                a.anchor href={ "#" (id) } { (field.label(page.language)) }
                @if page.language == Language::English { " " span.as-printed lang="zh-CN" { (field.field.label) } }
                " " code { (field.keys(KeyLanguage::English)) }
                @if !field.field.required { " " span.optional { (page.said("选填", "optional")) } }
            }
            p { (page.language.wording(field.field.doc)) }
            dl {
                div { dt { (page.said("值", "Value")) } dd { (value(page, field)) } }
                @if let Some(formula) = field.field.formula {
                    div { dt { (page.said("算法", "Formula")) } dd { (self::formula(page, field, formula)) } }
                }
                @if !field.field.examples.is_empty() {
                    div {
                        dt { (page.said("示例", "Examples")) }
                        dd lang="zh-CN" {
                            ul.examples { @for example in field.field.examples { li { (example) } } }
                        }
                    }
                }
                div { dt { (page.said("中文字段名", "Chinese key")) } dd lang="zh-CN" { code { (field.keys(KeyLanguage::Chinese)) } } }
                div { dt { "JSON Pointer" } dd { code { (field.pointer()) } } }
                @if !field.field.variants.is_empty() {
                    div {
                        dt { (page.said("文字版也写作", "Also printed as")) }
                        dd lang="zh-CN" { (field.field.variants.join("、")) }
                    }
                }
                @if !rules.is_empty() {
                    div {
                        dt { (page.said("有关的规则", "Related rules")) }
                        dd {
                            ul.inline {
                                @for rule in rules {
                                    li { a href=(page.to(Place::Rule(rule))) { (rule.name_in(page.language)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What the field may hold.
fn value(page: &Page<'_>, field: &FormField) -> Markup {
    html! {
        (value_words::limits(field.field.kind, page.language))
        @if let Kind::Choice(words) = field.field.kind {
            ul.choices {
                @for (index, word) in words.iter().enumerate() {
                    li {
                        code lang="zh-CN" { (word) }
                        @if let Some(meaning) = field.field.meanings.get(index) { " " (page.language.wording(*meaning)) }
                    }
                }
            }
        }
    }
}

/// How the value follows from others, which the formula leads to.
fn formula(page: &Page<'_>, field: &FormField, formula: Formula) -> Markup {
    let (left, sign, right) = match formula {
        Formula::Difference { minuend, subtrahend } => (minuend, "−", subtrahend),
        Formula::Quotient { dividend, divisor } => (dividend, "÷", divisor),
    };
    let operand = |key: &str| {
        let operand = field.sibling(key);
        html! { @if let Some(operand) = operand { a href={ "#" (operand.id()) } { (operand.label(page.language)) } } }
    };
    html! { (field.label(page.language)) " = " (operand(left)) " " (sign) " " (operand(right)) }
}
