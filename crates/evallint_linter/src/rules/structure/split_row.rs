//! `split-row`: a row that goes on after a repeated header.

use crate::fix::Fix;
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "split-row",
    name: "跨页续行",
    group: Group::Structure,
    severity: Severity::Info,
    page: include_str!("split-row.md"),
    has_fix: true,
    check,
};

static SPLIT: Template = Template {
    zh: "上一页的任务在此续行，已并入上一任务检查。",
    en: "A page break splits this row; it was read as part of the task above.",
};

static JOIN: Template = Template {
    zh: "定稿时请删去重复的表头，把续行并回原来的一行。",
    en: "In the final form remove the repeated header and join the row with the one above.",
};

static HEADER: Template = Template {
    zh: "重复的表头在这里。",
    en: "The header is repeated here.",
};

static JOIN_ROWS: Template = Template {
    zh: "删去重复的表头，并回上一行",
    en: "Remove the repeated header and join the rows",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for split in &document.irregularities.split_rows {
        let pointer = document.pointer(split.element);
        context
            .report(pointer.clone(), split.range, Message::new(&SPLIT))
            .help(Message::new(&JOIN))
            .fix(
                document
                    .join_rows(split)
                    .map(|edits| Fix::safe(Message::new(&JOIN_ROWS), edits)),
            )
            .relate(pointer, split.header, Message::new(&HEADER));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_text;

    const HEADER: &str = "主要任务\t预期目标\t目标完成情况\t关键指标\t指标完成情况\t任务涉及资金\n";

    #[test]
    fn the_row_after_a_repeated_header_goes_on() {
        let row = "\t\t\t组建教育集团数量";
        check_text(
            &RULE,
            row,
            &format!("{HEADER}{row}"),
            &[("/tasks/0", "组建教育集团数量")],
        );
    }

    #[test]
    fn a_header_before_a_new_task_splits_nothing() {
        let row = "加强教师队伍建设，提升教育质量\t加强";
        check_text(&RULE, row, &format!("{HEADER}{row}"), &[]);
    }
}
