//! `truncated-text`: a cell of a text form that ends in mid-sentence.

use evallint_schema::Role;
use evallint_syntax::{ByteRange, Format};

use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "truncated-text",
    name: "内容截断",
    group: Group::Structure,
    severity: Severity::Error,
    page: include_str!("truncated-text.md"),
    has_fix: false,
    check,
};

static TRUNCATED: Template = Template {
    zh: "内容以“{words}”结尾，后面似乎被截断了。",
    en: "The text ends in {words}; the rest seems to be cut off.",
};

static COMPLETE: Template = Template {
    zh: "请补全后面的内容；确已写完的，改用句号。",
    en: "Complete it, or end it with a full stop.",
};

static GOES_ON: Template = Template {
    zh: "内容在“{words}”处被分页截断，已与下一页的续行合并检查。",
    en: "A page break cuts the text at {words}; it was read together with the row that goes on.",
};

static JOIN: Template = Template {
    zh: "定稿时请把两页的内容并回一格。",
    en: "In the final form join both parts in one cell.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    if document.source.format() != Format::Table {
        return;
    }
    for (id, field, text) in document.texts() {
        let cells: Vec<ByteRange> = text.source_parts().collect();
        for (index, cell) in cells.iter().enumerate() {
            let Some(end) = unfinished(document.source.slice(*cell)) else {
                continue;
            };
            // Offices print names with a colon after them.
            let is_label = !matches!(
                field.role,
                Role::Expected | Role::Achieved | Role::Text | Role::KeyProjects
            );
            if is_label && document.source.slice(*cell).ends_with(['：', ':']) {
                continue;
            }
            let goes_on = index + 1 < cells.len();
            let words = document.source.slice(*cell).get(end..).unwrap_or_default();
            let start = cell.end - (cell.len() - offset(end));
            let message = Message::new(if goes_on { &GOES_ON } else { &TRUNCATED }).with("words", words);
            let finding = context.report(document.pointer(id), ByteRange::new(start, cell.end), message);
            finding.help(Message::new(if goes_on { &JOIN } else { &COMPLETE }));
            if goes_on {
                finding.severity(Severity::Info);
            }
        }
    }
}

/// Where the last character begins, if nothing can end with it.
fn unfinished(cell: &str) -> Option<usize> {
    let (at, last) = cell.char_indices().next_back()?;
    "、，：,:（(“‘《〈【［[「『〔".contains(last).then_some(at)
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{check, check_text};

    #[test]
    fn a_cell_that_nothing_can_end_with() {
        check_text(
            &RULE,
            "应助尽助。 2、为义务教育阶段学生接种疫苗提供组织保障。 3、推进课后服务全覆盖。",
            "应助尽助，",
            &[("/tasks/3/expected", "，")],
        );
        check_text(
            &RULE,
            "办好人民满意的教育。",
            "办好人民满意的（",
            &[("/annual_goal/expected", "（")],
        );
        check_text(
            &RULE,
            "\t5420个\t",
            "\t5420个、\t",
            &[("/tasks/0/indicators/1/result", "、")],
        );
        check_text(&RULE, "办好人民满意的教育。", "办好人民满意的教育", &[]);
    }

    #[test]
    fn goes_on_after_a_page_break_or_is_no_page_at_all() {
        let row = "\t\t\t组建教育集团数量";
        let goes_on = "\t\t还有后续内容。\t组建教育集团数量";
        check_text(&RULE, row, goes_on, &[]);
        check(&RULE, &json!({ "problems": "一是，" }), &[]);
    }
}
