use evallint_linter::{Linter, Settings, check};

use super::*;
use crate::features::damaged_forms;
use crate::features::testing::at_cursor;

/// The words that the hover is about, and what it says.
fn shown(path: &str, marked: &str, language: Language) -> Option<(String, String)> {
    let (source, at) = at_cursor(path, marked);
    let view = Linter::standard().read(&source).unwrap();
    let report = check(&source, &Settings::default());
    let hover = hover(&view, &report, at, language)?;
    Some((source.slice(hover.range).to_owned(), hover.markdown))
}

fn expect(path: &str, marked: &str, range: &str, parts: &[&str]) {
    let (found, markdown) = shown(path, marked, Language::Chinese).unwrap();
    assert_eq!(found, range);
    assert_eq!(markdown, parts.join("\n\n"));
}

/// A form in YAML whose first line with `from` is `to` instead.
fn form(from: &str, to: &str) -> String {
    let form = "\
部门名称: 江州市教育局
被评价年度: 2023
单位: 万元
部门资金情况:
  部门年初预算收入: 12,340.50
  部门调整预算收入: 13,120.80
  年度预算调整数: 780.30
  实际支出数: 12,905.46
  其中：一般公共预算: 12,011.20
  预算完成率: 98.36%
  预算调整率: 6.32%
主要任务:
  - 任务名称: 加强教师队伍建设
    预期目标: 开展教师培训。
    目标完成情况: 开展教师培训325场次。全局预算完成率98.36%。
    任务涉及资金: 2,480.00
    关键指标:
      - 指标名称: 开展教师培训场次
        指标完成情况: 325场次
";
    assert!(form.contains(from), "{from}");
    form.replacen(from, to, 1)
}

#[test]
fn a_rate_with_its_formula_and_figures() {
    let parts = [
        "**预算完成率** · `completion_rate`",
        "实际支出数 ÷ 部门调整预算收入。",
        "必填。百分数，不能为负，如 97.78%。",
        "预算完成率 = 实际支出数 ÷ 部门调整预算收入",
        "`98.36% = 12,905.46 ÷ 13,120.80`  \n与所填一致。",
    ];
    let at_value = form("预算完成率: 98.36%", "预算完成率: 98.¦36%");
    expect("a.yaml", &at_value, "98.36%", &parts);
    let at_key = form("预算完成率: 98.36%", "预算¦完成率: 98.36%");
    expect("a.yaml", &at_key, "预算完成率", &parts);
}

#[test]
fn a_figure_that_does_not_agree() {
    let last = |marked: &str| {
        let (_, markdown) = shown("a.yaml", marked, Language::Chinese).unwrap();
        markdown.rsplit("\n\n").next().unwrap().to_owned()
    };
    assert_eq!(
        last(&form("调整率: 6.32%", "调整率: 6¦.23%")),
        "`6.32% = 780.30 ÷ 12,340.50`  \n所填 6.23% 不符，应为 6.32%。"
    );
    assert_eq!(
        last(&form(
            "12,340.50\n  部门调整预算收入: 13,120.80\n  年度预算调整数",
            "13,901.10\n  部门调整预算收入: 13,120.80\n  年度预算¦调整数"
        )),
        "`-780.30 = 13,120.80 − 13,901.10`  \n所填 780.30 与此只差正负号。"
    );
    assert_eq!(
        last(&form("调整率: 6.32%", "调整率:¦")),
        "`6.32% = 780.30 ÷ 12,340.50`  \n按公式应填 6.32%。"
    );
}

#[test]
fn shares_of_a_part_a_task_and_all_tasks() {
    let end = |from: &str, to: &str| {
        let (_, markdown) = shown("a.yaml", &form(from, to), Language::Chinese).unwrap();
        markdown.split_once("。\n\n`").unwrap().1.to_owned()
    };
    assert_eq!(
        end("12,011.20", "12,01¦1.20"),
        "93.07% = 12,011.20 ÷ 12,905.46`  \n占“实际支出数”的 93.07%。"
    );
    assert_eq!(
        end("2,480.00", "¦2,480.00"),
        "100.00% = 2,480.00 ÷ 2,480.00`  \n占各项任务资金合计的 100.00%。\n\n\
         `19.22% = 2,480.00 ÷ 12,905.46`  \n占“实际支出数”的 19.22%。"
    );
    assert_eq!(
        end("主要任务", "主要¦任务"),
        "2,480.00 = 2,480.00`  \n各项任务资金合计 2,480.00 万元。\n\n\
         `19.22% = 2,480.00 ÷ 12,905.46`  \n占“实际支出数”的 19.22%。"
    );
}

#[test]
fn an_indicator_with_the_sentence_that_tells_it() {
    for (from, to) in [
        ("开展教师培训场次", "开展教师¦培训场次"),
        ("325场次\n", "32¦5场次\n"),
    ] {
        let (_, markdown) = shown("a.yaml", &form(from, to), Language::Chinese).unwrap();
        let told = "正文中的出处：\n\n- “开展教师培训325场次”";
        assert!(markdown.ends_with(told), "{markdown}");
    }
    let other = form(
        "- 指标名称: 开展教师培训场次\n        指标完成情况: 325场次",
        "- 指标名称: 开展教师培训场次\n        指标完成情况: ¦315场次",
    );
    let (_, markdown) = shown("a.yaml", &other, Language::Chinese).unwrap();
    assert!(markdown.ends_with("（数据不一：325场次）"), "{markdown}");
}

#[test]
fn a_figure_of_a_text() {
    let (range, markdown) = shown("a.yaml", &form("325场次。", "3¦25场次。"), Language::Chinese).unwrap();
    assert_eq!(range, "325场次");
    assert!(
        markdown.starts_with("“325场次”说的是指标“开展教师培训场次”，表中填“325场次”。\n\n**目标完成情况**"),
        "{markdown}"
    );
    let (range, markdown) = shown("a.yaml", &form("98.36%。", "98.36¦%。"), Language::Chinese).unwrap();
    assert_eq!(range, "98.36%");
    assert!(
        markdown.starts_with("“98.36%”即“预算完成率”，表中填 98.36%。"),
        "{markdown}"
    );
}

#[test]
fn a_finding_comes_first_with_its_page() {
    let wrong = form("预算完成率: 98.36%", "预算完成率: 9¦7.36%");
    let (range, markdown) = shown("a.yaml", &wrong, Language::Chinese).unwrap();
    assert_eq!(range, "97.36%");
    assert!(
        markdown.starts_with("**完成率不符** · `completion-rate-mismatch` · 错误\n\n预算完成率 = "),
        "{markdown}"
    );
    assert!(markdown.contains("\n**怎么改**\n"), "{markdown}");
    assert!(markdown.contains("\n\n---\n\n**预算完成率** · "), "{markdown}");
    let (_, markdown) = shown("a.yaml", &wrong, Language::English).unwrap();
    assert!(
        markdown.starts_with(
            "**Completion rate mismatch** · `completion-rate-mismatch` · error\n\nThe completion"
        ),
        "{markdown}"
    );
    assert!(
        markdown.ends_with(
            "completion_rate = actual_expenditure ÷ adjusted_budget\n\n`98.36% = 12,905.46 ÷ 13,120.80`  \n97.36% is given; it should be 98.36%."
        ),
        "{markdown}"
    );
}

#[test]
fn a_suppression_says_what_it_allows() {
    let comment = form(
        "  预算完成率: 98.36%",
        "  # evallint: al¦low completion-rate-mismatch 理由：数据待审计\n  预算完成率: 97.36%",
    );
    let (range, markdown) = shown("a.yaml", &comment, Language::Chinese).unwrap();
    assert_eq!(
        range,
        "# evallint: allow completion-rate-mismatch 理由：数据待审计"
    );
    let expected = "放行：完成率不符 `completion-rate-mismatch`。\n\n理由：数据待审计\n\n预算完成率 = 实际支出数 ÷ 部门调整预算收入";
    assert!(markdown.starts_with(expected), "{markdown}");
    let member =
        r#"{"funds": {"x-evallint": {"allow": {"fun¦ds": "数据待审计"}}, "completion_rate": "97.36"}}"#;
    let (_, markdown) = shown("a.json", member, Language::Chinese).unwrap();
    assert_eq!(markdown, "放行：“资金”类规则 `funds`。");
}

#[test]
fn nothing_where_nothing_of_the_form_stands() {
    assert_eq!(shown("a.json", r#"{"x-备注": "¦无"}"#, Language::Chinese), None);
    assert_eq!(shown("a.json", r#"{ ¦ "year": 2023}"#, Language::Chinese), None);
    // Of an unknown key there is its finding alone.
    let unknown = shown("a.json", r#"{"month¦s": 1, "year": 2023}"#, Language::Chinese).unwrap();
    assert!(!unknown.1.contains("\n---\n"), "{unknown:?}");
}

#[test]
fn in_a_text_form_labels_cells_and_headers() {
    let text = include_str!("../../../../../tests/forms/education.eval.txt");
    let at = |from: &str, to: &str| shown("a.txt", &text.replacen(from, to, 1), Language::Chinese).unwrap();
    assert_eq!(at("预算完成率\t", "预算¦完成率\t").0, "预算完成率");
    let (range, markdown) = at("任务涉及资金", "任务¦涉及资金");
    assert_eq!(range, "任务涉及资金");
    assert_eq!(
        markdown,
        "**任务涉及资金** · `funds`\n\n该任务使用的资金。\n\n必填。金额，不能为负，如 15,784.84。"
    );
    let (range, markdown) = at("5420个，其中", "54¦20个，其中");
    assert_eq!(range, "5420个");
    assert!(
        markdown.starts_with("“5420个”说的是指标“新增公办学位数量”"),
        "{markdown}"
    );
}

#[test]
fn a_half_written_form_is_no_trouble() {
    damaged_forms::for_each(|view, offsets| {
        let report = check(view.source(), &Settings::default());
        let text = view.source().text();
        for at in offsets {
            if let Some(hover) = hover(view, &report, *at, Language::English) {
                assert!(text.get(hover.range.as_index()).is_some(), "{at}");
                assert!(!hover.markdown.is_empty());
            }
        }
    });
}
