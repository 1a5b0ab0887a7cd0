//! `merged-indicators`: several indicators crammed in one cell.

use crate::fix::Fix;
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "merged-indicators",
    name: "一格多指标",
    group: Group::Structure,
    severity: Severity::Warning,
    page: include_str!("merged-indicators.md"),
    has_fix: true,
    check,
};

static MERGED: Template = Template {
    zh: "一格里写了 {names} 项指标。",
    en: "{names} indicators stand in one cell.",
};

static DIFFERENT: Template = Template {
    zh: "一格里写了 {names} 项指标，完成情况却有 {results} 项，无法一一对应。",
    en: "{names} indicators stand in one cell, but {results} results beside it; they cannot be paired.",
};

static SPLIT_UP: Template = Template {
    zh: "请一行填一项指标，名称与完成情况一一对应。",
    en: "Give each indicator a row of its own, with its result beside it.",
};

static MATCH_UP: Template = Template {
    zh: "请逐项核对，一行填一项指标，缺的补齐，多的删去。",
    en: "Match them up, one indicator a row, and add or remove what is left over.",
};

static ONE_A_ROW: Template = Template {
    zh: "拆成 {names} 项",
    en: "Split it into {names}",
};

static IN_ORDER: Template = Template {
    zh: "名称与完成情况是按先后顺序配对的，请逐项核对",
    en: "Names and results are paired in their order; check each pair",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for merged in &document.irregularities.merged {
        let pointer = document.pointer(merged.indicator);
        let differ = merged.names != merged.results;
        let (template, severity) = if differ {
            (&DIFFERENT, Severity::Error)
        } else {
            (&MERGED, Severity::Warning)
        };
        let message = Message::new(template)
            .with("names", merged.names)
            .with("results", merged.results);
        context
            .report(pointer, merged.range, message)
            .severity(severity)
            .help(Message::new(if differ { &MATCH_UP } else { &SPLIT_UP }))
            .fix(document.split_merged(merged).map(|edits| {
                let title = Message::new(&ONE_A_ROW).with("names", merged.names);
                Fix::with_risk(title, Message::new(&IN_ORDER), edits)
            }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::indicators::{approximate_result, threshold_as_result};
    use crate::testing::check_text;

    #[test]
    fn crammed_cells_are_told_of_once() {
        let row = "新增公办学位数量\t5420个";
        check_text(
            &RULE,
            row,
            "新增公办学位数量 学校数量\t5420个 6所",
            &[("/tasks/0/indicators/1", "新增公办学位数量 学校数量")],
        );
        check_text(
            &RULE,
            row,
            "学位数量 学校数量 教师数量\t5420个 6所",
            &[("/tasks/0/indicators/1", "学位数量 学校数量 教师数量")],
        );
        check_text(&RULE, row, "新增公办学位数量\t5420 个", &[]);
    }

    #[test]
    fn where_the_counts_differ_it_is_an_error_and_the_row_is_skipped() {
        let row = "新增公办学位数量\t5420个";
        let crammed = "学位数量 学校数量 教师数量\t≥5420个 约6所";
        check_text(&threshold_as_result::RULE, row, crammed, &[]);
        check_text(&approximate_result::RULE, row, crammed, &[]);
    }
}
