//! HTML comments between the rows of the text form.

use super::*;

const ROW: &str = "\t预算完成率\t98.36%\t";
const WRONG_ROW: &str = "\t预算完成率\t98.63%\t";

#[test]
fn a_comment_is_about_the_row_below_it() {
    let allowed = format!("<!-- evallint: allow completion-rate-mismatch 理由：数据待审计 -->\n{WRONG_ROW}");
    text(&[(ROW, &allowed)], &[], 1);
    let row = "<!-- evallint: allow funds — 数据待审计 -->\n\n<!-- 另注 -->\n\t预算完成率\t98.63%\t预算调整率\t6.23%\t\n";
    text(&[("\t预算完成率\t98.36%\t预算调整率\t6.32%\t\n", row)], &[], 2);
    let elsewhere = "<!-- evallint: allow funds：数据待审计 -->\n部门资金情况";
    text(
        &[(ROW, WRONG_ROW), ("部门资金情况", elsewhere)],
        &["unused-suppression /funds [funds]", MISMATCH],
        0,
    );
    let whole = "<!-- evallint: allow-file funds reason: awaiting the audit -->\n## ";
    text(&[(ROW, WRONG_ROW), ("## ", whole)], &[], 1);
    let end = changed(TEXT, &[(ROW, WRONG_ROW)]) + "<!-- evallint: allow-file funds：数据待审计 -->";
    expect("a.txt", &end, &[], 1);
    let nothing = format!("{TEXT}<!-- evallint: allow funds：数据待审计 -->");
    expect("a.txt", &nothing, &["unused-suppression  [funds]"], 0);
}

#[test]
fn a_table_of_pipes_has_them_too() {
    let allowed = "<!-- evallint: allow funds 理由：见 | 附件 -->\n|  | 预算完成率 | 98.63% |";
    expect(
        "a.md",
        &changed(MARKDOWN, &[("|  | 预算完成率 | 98.36% |", allowed)]),
        &[],
        1,
    );
}

#[test]
fn a_comment_ends_nothing() {
    let (clean, _) = verdict("a.txt", TEXT);
    let mut lines: Vec<&str> = TEXT.lines().collect();
    for at in (0..=lines.len()).rev() {
        lines.insert(at, "<!-- 说明：一、\t二 | 三 -->");
    }
    expect(
        "a.txt",
        &lines.join("\n"),
        &clean.iter().map(String::as_str).collect::<Vec<_>>(),
        0,
    );
}

#[test]
fn crammed_cells_and_page_breaks() {
    let header = "主要任务\t预期目标\t目标完成情况\t关键指标\t指标完成情况\t任务涉及资金\n";
    let rows = "\t\t\t组建教育集团数量\t7个\t\n\t\t\t集团化办学覆盖率\t100%\t\n";
    let crammed = "\t\t\t组建教育集团数量 集团化办学覆盖率\t约7个 100%\t\n";
    let allow =
        "<!-- evallint: allow approximate-result, merged-indicators, split-row 理由：数据待审计 -->\n";
    let result = "approximate-result /tasks/0/indicators/2/result [约7个]";
    let merged = "merged-indicators /tasks/0/indicators/2 [组建教育集团数量 集团化办学覆盖率]";
    text(&[(rows, crammed)], &[merged, result], 0);
    text(&[(rows, &format!("{header}{allow}{crammed}"))], &[], 3);
    text(
        &[(rows, &format!("{allow}{header}{crammed}"))],
        &[
            "unused-suppression  [approximate-result]",
            "unused-suppression  [merged-indicators]",
            "unused-suppression  [split-row]",
            merged,
            "split-row /tasks/0 [组建教育集团数量 集团化办学覆盖率]",
            result,
        ],
        0,
    );
}

#[test]
fn a_cell_with_line_breaks_is_one_row() {
    let broken = "一是学位供给与适龄人口增长仍有差距，\n部分XX片区学位紧张；";
    let from = "一是学位供给与适龄人口增长仍有差距，部分片区学位紧张；";
    let placeholder = "placeholder /problems [XX]";
    text(&[(from, broken)], &[placeholder], 0);
    let allow = "<!-- evallint: allow placeholder 理由：数据待审计 -->\n";
    text(
        &[(from, broken), ("\t存在问题", &format!("{allow}\t存在问题"))],
        &[],
        1,
    );
    text(&[(from, &broken.replace('\n', &format!("\n{allow}")))], &[], 1);
    text(
        &[
            (from, &broken.replace('\n', "\n<!-- 说明 -->\n")),
            ("\t存在问题", &format!("{allow}\t存在问题")),
        ],
        &["unused-suppression /problems [placeholder]", placeholder],
        0,
    );
}

#[test]
fn one_beside_other_words_is_told() {
    let beside = format!("{WRONG_ROW}<!-- evallint: allow funds 理由：数据待审计 -->");
    let (found, suppressed) = verdict("a.txt", &changed(TEXT, &[(ROW, &beside)]));
    assert!(found.contains(&MISMATCH.to_owned()), "{found:?}");
    let told = "[evallint: allow funds 理由：数据待审计]";
    assert!(
        found
            .iter()
            .any(|found| found.starts_with("invalid-suppression /funds/") && found.ends_with(told)),
        "{found:?}"
    );
    assert_eq!(suppressed, 0);
}

#[test]
fn one_that_is_not_closed_hides_nothing() {
    let open = format!("<!-- evallint: allow funds 理由：数据待审计\n{WRONG_ROW}");
    text(
        &[(ROW, &open)],
        &[
            "invalid-suppression /funds/completion_rate [evallint: allow funds 理由：数据待审计]",
            MISMATCH,
        ],
        0,
    );
}
