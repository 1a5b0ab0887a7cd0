//! `unrecognized-layout`: a text in which no label of the form stands.

use crate::message::{Message, Template};
use crate::pointer::Pointer;
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "unrecognized-layout",
    name: "版式无法识别",
    group: Group::Structure,
    severity: Severity::Warning,
    page: include_str!("unrecognized-layout.md"),
    has_fix: false,
    check,
};

static UNRECOGNIZED: Template = Template {
    zh: "没有认出《{title}》的表格，本文件未作检查。",
    en: "No table of the form {title} was recognized; the file was not checked.",
};

static SHOW_LAYOUT: Template = Template {
    zh: "每行各列请用制表符或“|”分隔，并保留“部门名称”“部门资金情况”“主要任务”等栏目名称。",
    en: "Separate the columns by tabs or pipes, and keep the printed labels such as 部门名称, 部门资金情况 and 主要任务.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    let Some(root) = document
        .tree
        .root()
        .filter(|_| document.irregularities.unrecognized)
    else {
        return;
    };
    let message = Message::new(&UNRECOGNIZED).with("title", document.form.title);
    context
        .report(Pointer::root(), document.heading_range(root), message)
        .help(Message::new(&SHOW_LAYOUT));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_document, check_text};

    #[test]
    fn a_text_without_any_label_is_not_checked_in_silence() {
        check_document(&RULE, "会议纪要\n一、议题\n", &[("", "会议纪要")]);
        check_document(&RULE, "", &[]);
        check_text(&RULE, "单位：万元", "单位：元", &[]);
    }
}
