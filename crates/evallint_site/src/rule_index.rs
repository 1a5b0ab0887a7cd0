//! All rules, by what they are about.

use evallint_linter::{Group, RULES, Rule, Severity};
use maud::{Markup, html};

use crate::frame::{Body, Page};
use crate::language::said;
use crate::markdown;
use crate::place::{Place, rule_pages};

pub(crate) fn body(page: &Page<'_>) -> Body {
    let count = RULES.len();
    let description = page.said(
        format!("对自评表的 {count} 条检查规则：级别、能否自动修正、查什么。"),
        format!("The {count} rules that the forms are checked by: how serious, whether there is a fix, what they find."),
    );
    let main = html! {
        h1 { (page.place.title(page.language)) }
        p.lead { (description) }
        (severities(page))
        @for group in groups() {
            section aria-labelledby=(group.as_str()) {
                h2 id=(group.as_str()) { (group_name(page, group)) }
                div.wide tabindex="0" role="group" aria-labelledby=(group.as_str()) {
                    table.list {
                        thead { tr {
                            th scope="col" { (page.said("规则", "Rule")) }
                            th scope="col" { (page.said("级别", "Severity")) }
                            th scope="col" { (page.said("修正", "Fix")) }
                            th scope="col" { (page.said("查什么", "What it finds")) }
                        } }
                        tbody {
                            @for rule in of_group(group) { (row(page, rule)) }
                        }
                    }
                }
            }
        }
        (for_editors(page))
    };
    let mut body = Body::new(description, main);
    body.aside = Some(aside(page));
    "rules 规则 rulePages".clone_into(&mut body.keywords);
    body
}

fn row(page: &Page<'_>, rule: &'static Rule) -> Markup {
    html! {
        tr {
            th scope="row" {
                a href=(page.to(Place::Rule(rule))) { (rule.name_in(page.language)) }
                br;
                code { (rule.id) }
            }
            td { (severity(page, rule.severity)) }
            td { @if rule.has_fix { (page.said("可修正", "yes")) } @else { span.none { "—" } } }
            td { (markdown::sentence(page, rule.description(page.language))) }
        }
    }
}

/// What the levels mean.
fn severities(page: &Page<'_>) -> Markup {
    let meaning = |level: Severity| match level {
        Severity::Error => page.said(
            "必须改正，改好之前不能报送",
            "must be mended before the form goes out",
        ),
        Severity::Warning => page.said("应当改正，或者说明理由", "should be mended or explained"),
        Severity::Info => page.said("供参考，不影响报送", "worth knowing; the form may go out"),
    };
    html! {
        dl.levels {
            @for level in [Severity::Error, Severity::Warning, Severity::Info] {
                div { dt { (severity(page, level)) } dd { (meaning(level)) } }
            }
        }
    }
}

/// The address by which editors link to these pages.
fn for_editors(page: &Page<'_>) -> Markup {
    html! {
        section aria-labelledby="rule-pages" {
            h2 #rule-pages { (page.said("让编辑器链接到这里", "Links from editors")) }
            p {
                (page.said(
                    "在编辑器里把 evallint 的设置项 ",
                    "Set evallint's setting ",
                ))
                code { "rulePages" }
                (page.said(" 设为下面的地址，提示旁的规则名就会链接到这里的说明：", " in your editor to this address, and the name of the rule beside each finding leads here:"))
            }
            p { code.address { (rule_pages(page.site.base, page.language)) } }
        }
    }
}

/// How serious findings are, told by word and shape as well as by colour.
pub(crate) fn severity(page: &Page<'_>, severity: Severity) -> Markup {
    let english = match severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Info => "Note",
    };
    html! { span.severity.(severity.as_str()) { (said(page.language, severity.name(), english)) } }
}

/// What a group is called.
pub(crate) fn group_name(page: &Page<'_>, group: Group) -> String {
    let mut english = group.as_str().to_owned();
    if let Some(first) = english.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    page.said(group.name().to_owned(), english)
}

fn groups() -> impl Iterator<Item = Group> {
    Group::ALL.iter().copied()
}

fn of_group(group: Group) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied().filter(move |rule| rule.group == group)
}

/// The rules beside a page, of which the page's own is marked.
pub(crate) fn aside(page: &Page<'_>) -> Markup {
    let is_current = |rule| Place::Rule(rule).is(page.place);
    html! {
        nav.aside aria-label=(page.said("全部规则", "All rules")) {
            @for group in groups() {
                p { a href=(page.to_part(Place::Rules, group.as_str())) { (group_name(page, group)) } }
                ul {
                    @for rule in of_group(group) {
                        li {
                            a href=(page.to(Place::Rule(rule))) aria-current=[is_current(rule).then_some("page")] {
                                (rule.name_in(page.language))
                            }
                        }
                    }
                }
            }
        }
    }
}
