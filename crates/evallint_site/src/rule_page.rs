//! The page of one rule.

use evallint_linter::{Group, Rule, RuleOption, RuleOptions};
use maud::{Markup, html};

use crate::frame::{Body, Page};
use crate::language::{other, said};
use crate::markdown;
use crate::place::{Place, rule_pages};
use crate::rule_index::{aside, group_name, severity};

pub(crate) fn body(page: &Page<'_>, rule: &'static Rule) -> Body {
    let text = rule.page_in(page.language);
    let main = html! {
        h1 { (rule.name_in(page.language)) " " code { (rule.id) } }
        (particulars(page, rule))
        (markdown::markup(page, text))
        (options(page, rule))
        (silence(page, rule))
    };
    let mut body = Body::new(markdown::words(rule.description(page.language)), main);
    body.aside = Some(aside(page));
    body.keywords = [rule.id, rule.name, &rule.name_in(other(page.language))].join(" ");
    let (_, below_title) = text.split_once('\n').unwrap_or_default();
    body.text = markdown::words(below_title);
    body
}

fn particulars(page: &Page<'_>, rule: &'static Rule) -> Markup {
    let fields = page.site.mentions.of_rule(rule);
    html! {
        dl.particulars {
            div { dt { (page.said("级别", "Severity")) } dd { (severity(page, rule.severity)) } }
            div {
                dt { (page.said("类别", "Group")) }
                dd { a href=(page.to_part(Place::Rules, rule.group.as_str())) { (group_name(page, rule.group)) } }
            }
            div {
                dt { (page.said("自动修正", "Fix")) }
                dd { @if rule.has_fix { (page.said("部分情形可以", "for some findings")) } @else { (page.said("没有", "none")) } }
            }
            @if !fields.is_empty() {
                div {
                    dt { (page.said("示例中的字段", "Fields in the examples")) }
                    dd {
                        ul.inline {
                            @for field in fields {
                                li { a href=(page.to_part(Place::Form(field.form), &field.id())) { (field.label(page.language)) } }
                            }
                        }
                    }
                }
            }
            div.whole {
                dt { (page.said("本页地址", "Address")) }
                dd { code.address { (rule_pages(page.site.base, page.language)) "/" (rule.id) } }
            }
        }
    }
}

/// The options of the rule, as `evallint.toml` has them.
fn options(page: &Page<'_>, rule: &'static Rule) -> Markup {
    let options: Vec<_> = RuleOption::of_rule(rule).collect();
    html! {
        @if !options.is_empty() {
            h2 #options { (page.said("选项", "Options")) }
            dl.options {
                @for option in options {
                    dt { code { (option.name) } }
                    dd {
                        (markdown::sentence(page, said(page.language, option.zh, option.en))) " "
                        (page.said("默认：", "Default: ")) code { (option.written(RuleOptions::default())) }
                    }
                }
            }
        }
    }
}

/// How a finding is allowed where it stands, and how the rule is switched off.
fn silence(page: &Page<'_>, rule: &'static Rule) -> Markup {
    // A finding of a syntax error, or about a suppression, stays.
    let can_be_allowed = rule.group != Group::Tool && rule.id != "syntax-error";
    let allowance = page.said(
        format!("evallint: allow {} 理由：已向财政部门说明", rule.id),
        format!("evallint: allow {} -- explained to the finance bureau", rule.id),
    );
    let comments = format!("# {allowance}\n<!-- {allowance} -->");
    html! {
        h2 #silence { (page.said("放行或关闭", "Allow or switch off")) }
        @if can_be_allowed {
            p { (page.said("确有理由保留的，在该处上方加一行注释，写明理由（YAML 用前一种，文字版用后一种）：", "Where there is a reason to leave it, say so in a comment above the place, the first in YAML, the second in the text form:")) }
            (markdown::block(&comments, None))
        }
        p { (page.said("在 ", "To switch the rule off for a folder, or to change its severity, write in ")) code { "evallint.toml" } (page.said(" 中关闭本规则，或改变级别：", ":")) }
        (markdown::block(&format!("[severity]\n{} = \"off\"", rule.id), None))
    }
}
