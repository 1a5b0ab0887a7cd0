use super::*;
use crate::features::damaged_forms;
use crate::features::testing::at_cursor;

/// The labels of what is offered, in their order.
fn labels(path: &str, marked: &str) -> Vec<String> {
    let (source, at) = at_cursor(path, marked);
    let offered = complete(&source, at, Language::Chinese);
    offered.into_iter().map(|completion| completion.label).collect()
}

/// The text after what has this label is accepted.
fn accepted(path: &str, marked: &str, label: &str) -> String {
    let (source, at) = at_cursor(path, marked);
    let offered = complete(&source, at, Language::Chinese);
    let completion = offered.iter().find(|completion| completion.label == label);
    let completion = completion.unwrap_or_else(|| panic!("{label} is not offered in {marked}"));
    let mut edits = vec![(completion.replace, completion.insert.as_str())];
    if let Some(also) = completion.also {
        edits.push((ByteRange::new(also.at, also.at), also.text));
    }
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(*range));
    let mut text = source.text().to_owned();
    for (range, insert) in edits {
        text.replace_range(range.as_index(), insert);
    }
    text
}

/// A text form of which two rows and a unit are missing.
const TEXT: &str = "## 部门整体支出绩效自评表\n单位：万元\n部门名称（汇总）\t\t江州市教育局\t\t被评价年度\t2023年\n\
    部门资金情况\t部门调整预算收入\t12\t部门年初预算收入\t12\t\n<pairs>\
    主要任务\t预期目标\t目标完成情况\t关键指标\t指标完成情况\t任务涉及资金\n\
    培训教师\t办好培训\t已办好\t培训场次\t85<unit>\t12\n<tasks>\
    \t存在问题\t无\t\t\t\n";

/// The text form with something in one of its gaps.
fn text_with(gap: &str, with: &str) -> String {
    let filled = TEXT.replace(gap, with);
    ["<pairs>", "<unit>", "<tasks>"]
        .iter()
        .fold(filled, |text, gap| text.replace(gap, ""))
}

const TASK_KEYS: [&str; 5] = ["name", "expected", "achieved", "funds", "indicators"];

#[test]
fn keys_that_are_missing_are_offered_in_the_language_of_the_document() {
    assert_eq!(
        labels("a.json", "{\n  \"year\": 2022,\n  \"annual_goal\": {},\n  ¦\n}"),
        [
            "department",
            "currency_unit",
            "funds",
            "tasks",
            "key_projects",
            "overall_performance",
            "problems",
            "improvements",
            "form",
            "$schema"
        ]
    );
    assert_eq!(
        labels("a.yaml", "年度目标:\n  ¦\n"),
        ["部门整体支出的预期目标", "部门整体支出的目标完成情况"]
    );
    assert_eq!(
        labels("a.yaml", "tasks:\n  - name: 甲\n    funds: 1\n    ¦\n"),
        ["expected", "achieved", "indicators"]
    );
    let indicator = "tasks:\n  - indicators:\n      - {name: 甲, ¦}\n";
    assert_eq!(labels("a.yaml", indicator), ["result", "unit", "target"]);
}

#[test]
fn where_no_key_tells_the_language_both_are_offered() {
    for marked in ["{ ¦ }", "{¦", "{\"¦\"}"] {
        let offered = labels("a.json", marked);
        assert_eq!(offered.first().map(String::as_str), Some("部门名称"), "{marked}");
        assert!(offered.iter().any(|label| label == "department"), "{marked}");
    }
    assert_eq!(
        labels("a.yaml", "部¦").first().map(String::as_str),
        Some("部门名称")
    );
    assert_eq!(
        labels("a.yaml", "de¦").first().map(String::as_str),
        Some("department")
    );
}

#[test]
fn a_half_typed_key_becomes_a_member() {
    let damaged = "{\n  \"year\": 2022,\n  \"de¦\n  \"problems\": \"无\"\n}";
    assert_eq!(
        accepted("a.json", damaged, "department"),
        "{\n  \"year\": 2022,\n  \"department\": \"\",\n  \"problems\": \"无\"\n}"
    );
    let without_comma = "{\n  \"year\": 2022\n  de¦\n}";
    assert_eq!(
        accepted("a.json", without_comma, "department"),
        "{\n  \"year\": 2022,\n  \"department\": \"\"\n}"
    );
    assert_eq!(
        accepted("a.json", "{\"year\": 2022, ¦\"problems\": \"无\"}", "department"),
        "{\"year\": 2022, \"department\": \"\", \"problems\": \"无\"}"
    );
    assert_eq!(accepted("a.json", "{\"year\": 2022¦}", "2024").len(), 14);
    assert_eq!(
        accepted("a.yaml", "year: 2022\nde¦\n", "department"),
        "year: 2022\ndepartment: \n"
    );
    assert_eq!(
        accepted("a.yaml", "year: 2022\r\nfu¦\r\n", "annual_goal"),
        "year: 2022\r\nannual_goal:\r\n  expected: |-\r\n    \r\n  achieved: |-\r\n    \r\n"
    );
}

#[test]
fn a_key_that_has_a_value_keeps_it() {
    let marked = "{\"year\": 2022, \"prob¦lem\": \"无\"}";
    assert_eq!(
        accepted("a.json", marked, "problems"),
        "{\"year\": 2022, \"problems\": \"无\"}"
    );
    assert_eq!(
        accepted("a.yaml", "year: 1\nprob¦lem: 无\n", "problems"),
        "year: 1\nproblems: 无\n"
    );
    assert_eq!(
        accepted("a.yaml", "year: 1\n\"pro¦\": 无\n", "problems"),
        "year: 1\nproblems: 无\n"
    );
}

#[test]
fn what_is_inserted_is_written_as_the_document_is() {
    let numbers = "{\n    \"funds\": {\n        \"initial_budget\": 12,\n        ¦\n    }\n}";
    assert!(accepted("a.json", numbers, "adjusted_budget").contains("\"adjusted_budget\": \n"));
    let (source, at) = at_cursor(
        "a.json",
        "{\n    \"funds\": {\n        \"initial_budget\": \"12\"\n    },\n    ¦\n}",
    );
    let offered = complete(&source, at, Language::English);
    let goal = offered
        .iter()
        .find(|completion| completion.label == "annual_goal")
        .unwrap();
    assert_eq!(
        goal.insert,
        "\"annual_goal\": {\n        \"expected\": \"\",\n        \"achieved\": \"\"\n    }"
    );
    assert_eq!(
        goal.insert_snippet.as_deref(),
        Some("\"annual_goal\": {\n    \"expected\": \"${1}\",\n    \"achieved\": \"${2}\"\n\\}")
    );
    assert_eq!(goal.kind, CompletionKind::Snippet);
    assert_eq!(goal.detail.as_deref(), Some("年度目标 · required"));
    let unit = offered
        .iter()
        .find(|completion| completion.label == "currency_unit")
        .unwrap();
    assert_eq!(
        unit.insert_snippet.as_deref(),
        Some("\"currency_unit\": ${1|\"万元\",\"元\",\"亿元\"|}")
    );
    assert_eq!(
        unit.documentation.as_deref(),
        Some("The unit of every amount on the form.\n\nOne of: 元, 万元, 亿元")
    );
}

#[test]
fn a_computed_field_says_its_formula() {
    let (source, at) = at_cursor("a.yaml", "年度目标: {}\n部门资金情况:\n  ¦\n");
    let offered = complete(&source, at, Language::Chinese);
    let rate = offered
        .iter()
        .find(|completion| completion.label == "预算完成率")
        .unwrap();
    assert_eq!(
        rate.documentation.as_deref(),
        Some(
            "实际支出数 ÷ 部门调整预算收入。\n\n`预算完成率 = 实际支出数 ÷ 部门调整预算收入`\n\n百分数，如 97.78%"
        )
    );
    assert_eq!(rate.filter.as_deref(), Some("completion_rate 预算完成率"));
}

#[test]
fn an_element_begins_with_its_dash_or_bracket() {
    let new_task = "新增一项“主要任务”";
    let task = "- name: \n    expected: |-\n      \n    achieved: |-\n      \n    funds: \n    indicators:\n      - name: \n        result: \n";
    for before in ["tasks:\n  ", "tasks:\n  - name: 甲\n  "] {
        let text = accepted("a.yaml", &format!("{before}¦\n"), new_task);
        assert_eq!(text, format!("{before}{task}"));
    }
    let behind_dash = labels("a.yaml", "tasks:\n  - ¦\n");
    assert_eq!(behind_dash.len(), TASK_KEYS.len() + 1);
    let text = accepted("a.yaml", "tasks:\n  - ¦\n", new_task);
    assert_eq!(text, format!("tasks:\n  {task}"));
    let (source, at) = at_cursor("a.yaml", "tasks:\n  - ¦\n");
    let offered = complete(&source, at, Language::English);
    let snippet = offered
        .iter()
        .find(|completion| completion.label == "new item of tasks");
    let snippet = snippet.and_then(|completion| completion.insert_snippet.as_deref());
    assert!(snippet.is_some_and(|snippet| snippet.starts_with("name: ${1}\n  expected: |-\n    ${2}\n")));
    assert_eq!(
        accepted(
            "a.json",
            "{\"tasks\": [{\"name\": \"甲\", \"indicators\": [¦]}]}",
            "新增一项“关键指标”"
        ),
        "{\"tasks\": [{\"name\": \"甲\", \"indicators\": [{\n  \"name\": \"\",\n  \"result\": \"\"\n}]}]}"
    );
    assert_eq!(labels("a.json", "{\"tasks\": ¦}"), ["填写“主要任务”"]);
}

#[test]
fn values_are_those_that_the_field_allows() {
    for (path, marked) in [
        ("a.json", "{\"year\": 2022, \"currency_unit\": ¦}"),
        ("a.json", "{\"year\": 2022, \"currency_unit\": \"¦\"}"),
        ("a.yaml", "year: 2022\ncurrency_unit: ¦ # 金额\n"),
        ("a.txt", "## 部门整体支出绩效自评表\n单位：¦\n"),
        ("a.txt", "## 部门整体支出绩效自评表\n单位：万¦元\n"),
    ] {
        assert_eq!(labels(path, marked), ["万元", "元", "亿元"], "{marked}");
    }
    assert_eq!(
        accepted("a.json", "{\"year\": 2022, \"currency_unit\": \"亿¦元\"}", "元"),
        "{\"year\": 2022, \"currency_unit\": \"元\"}"
    );
    assert_eq!(
        accepted("a.txt", "## 部门整体支出绩效自评表\n单位：万¦元\n", "元"),
        "## 部门整体支出绩效自评表\n单位：元\n"
    );
    assert_eq!(
        labels("a.json", "{\"$schema\": \"¦\", \"year\": 1}"),
        ["urn:evallint:department-self-evaluation:v1"]
    );
}

#[test]
fn a_computed_field_comes_to_what_its_formula_gives() {
    let funds = |rate: &str, amount: &str| {
        format!(
            "{{\"funds\": {{\"actual_expenditure\": {amount}, \"adjusted_budget\": 4000, \"completion_rate\": {rate}}}}}"
        )
    };
    for rate in ["¦", "\"¦\"", "\"9¦\""] {
        let text = accepted("a.json", &funds(rate, "1000.00"), "25.00%");
        assert_eq!(text, funds("\"25.00%\"", "1000.00"), "{rate}");
    }
    assert_eq!(labels("a.json", &funds("¦", "\"无\"")), [] as [&str; 0]);
    let (source, at) = at_cursor("a.json", &funds("¦", "1000.00"));
    let detail = complete(&source, at, Language::Chinese)
        .pop()
        .and_then(|found| found.detail);
    assert_eq!(detail.as_deref(), Some("1,000.00 ÷ 4,000"));
    let yaml = "funds:\n  initial_budget: 5,000.00\n  adjusted_budget: 3,500.00\n  adjustment: ¦\n";
    assert!(accepted("a.yaml", yaml, "-1,500.00").ends_with("adjustment: -1,500.00\n"));
    let row = "\t实际支出数\t6\t\t\t\n\t预算完成率\t¦\t\t\t\n";
    assert!(accepted("a.txt", &text_with("<pairs>", row), "50.00%").contains("预算完成率\t50.00%\t"));
}

#[test]
fn the_year_is_one_that_the_texts_speak_of() {
    let marked = "annual_goal:\n  achieved: 2021年完成，比2020年多；2021年底\nyear: ¦\n";
    assert_eq!(labels("a.yaml", marked)[..2], ["2021", "2020"]);
    let text = text_with("", "")
        .replace("2023年", "20¦")
        .replace("已办好", "2019年已办好");
    assert!(accepted("a.txt", &text, "2019年").contains("被评价年度\t2019年\n"));
}

#[test]
fn a_number_in_a_result_is_followed_by_its_unit() {
    let json = |result: &str| {
        format!("{{\"tasks\": [{{\"indicators\": [{{\"name\": \"培训人次\", \"result\": \"{result}\"}}]}}]}}")
    };
    for result in ["85¦", "≥85¦", "85¦人", "85人¦"] {
        let marked = json(result);
        assert_eq!(labels("a.json", &marked)[..3], ["人次", "次", "人"], "{result}");
        let text = accepted("a.json", &marked, "人次");
        assert!(text.contains("85人次\""), "{text}");
    }
    for result in ["¦85", "8¦5", "已完成¦", "85人，¦"] {
        assert_eq!(labels("a.json", &json(result)), [] as [&str; 0], "{result}");
    }
    let yaml = "tasks:\n  - indicators:\n      - name: 完成率\n        result: 85¦\n";
    assert_eq!(labels("a.yaml", yaml)[0], "%");
    let apart = "tasks:\n  - indicators:\n      - name: 完成率\n        result: 85\n        unit: ¦\n";
    assert!(accepted("a.yaml", apart, "%").ends_with("unit: \"%\"\n"));
    assert_eq!(labels("a.txt", &text_with("<unit>", "¦"))[0], "场次");
}

#[test]
fn rows_that_are_missing_are_offered_those_first_that_follow() {
    assert_eq!(
        labels("a.txt", &text_with("<pairs>", "\t¦\n")),
        [
            "实际支出数",
            "其中：一般公共预算",
            "预算完成率",
            "年度目标",
            "重点项目绩效情况",
            "部门整体绩效",
            "改进措施或下一步计划"
        ]
    );
    let row = "\t实际支出数\t\t年度预算调整数\t\t\n";
    for typed in ["¦\n", "\t¦\n", "\t实际¦\n", "实际¦\n", "\t实际支出数¦\t\t\n"] {
        let text = accepted("a.txt", &text_with("<pairs>", typed), "实际支出数");
        assert_eq!(text, text_with("<pairs>", row), "{typed}");
    }
    let pipes = "## 部门整体支出绩效自评表\n\n| 部门名称（汇总） |  | 江州市教育局 |  | 被评价年度 | 2023年 |\n| --- | --- | --- | --- | --- | --- |\n| 部门¦\n";
    assert!(
        accepted("a.md", pipes, "部门资金情况")
            .ends_with("\n| 部门资金情况 | 部门调整预算收入 |  | 部门年初预算收入 |  |  |\n")
    );
}

#[test]
fn among_the_tasks_another_task_or_indicator_is_offered() {
    let marked = text_with("<tasks>", "¦\n");
    assert_eq!(
        labels("a.txt", &marked)[..3],
        ["新增一项“主要任务”", "新增一项“关键指标”", "重点项目绩效情况"]
    );
    let (source, at) = at_cursor("a.txt", &marked);
    let snippets: Vec<_> = complete(&source, at, Language::Chinese)
        .into_iter()
        .filter(|completion| completion.kind == CompletionKind::Snippet)
        .filter_map(|completion| completion.insert_snippet)
        .collect();
    assert_eq!(
        snippets,
        ["${1}\t${2}\t${3}\t${4}\t${5}\t${6}", "\t\t\t${1}\t${2}\t"]
    );
}

#[test]
fn an_empty_document_may_become_a_form() {
    for (path, first, languages) in [
        ("a.eval.json", "{\n  \"$schema\"", 2),
        ("a.eval.yaml", "# ", 2),
        ("a.eval.txt", "<!-- ", 1),
        ("a.eval.md", "<!-- ", 1),
    ] {
        assert_eq!(labels(path, "¦").len(), languages, "{path}");
        let text = accepted(path, "¦", "部门整体支出绩效自评表");
        assert!(text.starts_with(first), "{text}");
        let source = Source::new(path, text).unwrap();
        assert!(
            Linter::standard().read(&source).unwrap().is_recognized(),
            "{path}"
        );
    }
}

#[test]
fn nothing_is_offered_where_nothing_fits() {
    for (path, marked) in [
        ("a.yaml", "year: 2022\nproblems: |\n  进展\n  ¦\n"),
        ("a.yaml", "year: 2022\nproblems: 进展\n  ¦\n"),
        ("a.yaml", "year: 2022\nproblems: 提升85¦\n"),
        ("a.yaml", "year: 2022 # ¦\n"),
        ("a.yaml", "year: 2022\nx-note:\n  ¦\n"),
        ("a.yaml", "name: x\nversion: 1\n¦\n"),
        ("a.json", "{\"year\": 2022, \"x-a\": {¦}}"),
        ("a.json", "{\"year\": 2022, \"problems\": \"有85¦\"}"),
        ("a.json", "{\"name\": \"x\", ¦}"),
        ("a.json", "[¦]"),
        ("a.json", "{\"year\": 2022 // ¦\n}"),
        ("a.txt", "随便写的文字\n¦"),
        ("a.txt", "随便¦"),
        ("a.txt", "## 部门整体支出绩效自评表\n<!-- ¦ -->\n"),
    ] {
        assert_eq!(labels(path, marked), [] as [&str; 0], "{marked}");
    }
}

#[test]
fn at_every_place_of_every_damaged_form_what_is_offered_can_be_accepted() {
    damaged_forms::for_each(|view, offsets| {
        let source = view.source();
        for at in offsets.iter().copied().step_by(5) {
            for completion in complete(source, at, Language::Chinese) {
                let range = completion.replace;
                assert!(range.start <= at && at <= range.end, "{completion:?}");
                let replaced = source.text().get(range.as_index());
                assert!(
                    replaced.is_some_and(|part| !part.contains(['\n', '\r'])),
                    "{completion:?}"
                );
                if let Some(also) = completion.also {
                    assert!(source.text().is_char_boundary(also.at as usize) && also.at < range.start);
                }
            }
        }
    });
}
