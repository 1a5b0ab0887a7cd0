//! One defect planted in a clean form gives its rule at its pointer and nothing else, in text and in JSON alike.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use evallint_linter::{Settings, Severity, check};
use evallint_syntax::Source;
use serde_json::{Value, json};

const TEXT: &str = include_str!("forms/education.eval.txt");
const MARKDOWN: &str = include_str!("forms/education.eval.md");
const ENGLISH: &str = include_str!("forms/education.eval.json");
const CHINESE: &str = include_str!("forms/education.zh.eval.json");

/// The findings at warning level and above, as (rule, pointer).
fn findings(name: &str, text: &str) -> Vec<(String, String)> {
    let source = Source::new(name, text).unwrap();
    let report = check(&source, &Settings::default());
    let wanted = report
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity >= Severity::Warning);
    wanted
        .map(|diagnostic| (diagnostic.rule.id.to_owned(), diagnostic.pointer.to_string()))
        .collect()
}

#[test]
fn the_clean_form_has_no_finding_in_any_format() {
    for (name, text) in [
        ("a.eval.txt", TEXT),
        ("a.eval.md", MARKDOWN),
        ("a.eval.yaml", include_str!("forms/education.eval.yaml")),
        ("a.eval.json", ENGLISH),
        ("a.eval.json", CHINESE),
    ] {
        assert_eq!(findings(name, text), [], "{name}");
        assert_eq!(
            findings(name, &text.replace('\n', "\r\n")),
            [],
            "{name} with CRLF"
        );
        assert_eq!(
            findings(name, &format!("\u{FEFF}{text}")),
            [],
            "{name} with a byte order mark"
        );
    }
}

/// A defect as an edit of the text form and of the JSON form.
struct Defect {
    rule: &'static str,
    pointer: &'static str,
    /// What is replaced in the text form; the first occurrence.
    text: (&'static str, &'static str),
    /// What is set in the JSON form.
    json: (&'static str, Value),
}

fn defect(
    rule: &'static str,
    pointer: &'static str,
    text: (&'static str, &'static str),
    json: (&'static str, Value),
) -> Defect {
    Defect {
        rule,
        pointer,
        text,
        json,
    }
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn defects() -> Vec<Defect> {
    let rate = "/funds/completion_rate";
    let adjustment = "/funds/adjustment";
    let first_result = "/tasks/0/indicators/0/result";
    vec![
        defect(
            "completion-rate-mismatch",
            rate,
            ("98.36%", "98.63%"),
            (rate, json!("98.63%")),
        ),
        defect(
            "completion-rate-mismatch",
            rate,
            ("98.36%", "104.58%"),
            (rate, json!("104.58%")),
        ),
        defect("rate-format", rate, ("98.36%", "0.9836"), (rate, json!("0.9836"))),
        defect("missing-funds", rate, ("98.36%", ""), (rate, json!(""))),
        defect(
            "missing-funds",
            "/tasks/1/funds",
            ("2,480.00", ""),
            ("/tasks/1/funds", Value::Null),
        ),
        defect(
            "invalid-value",
            "/tasks/1/funds",
            ("2,480.00", "约两千"),
            ("/tasks/1/funds", json!("约两千")),
        ),
        defect(
            "adjustment-mismatch",
            adjustment,
            ("780.30", "870.30"),
            (adjustment, json!("870.30")),
        ),
        defect(
            "adjustment-mismatch",
            adjustment,
            ("780.30", "-780.30"),
            (adjustment, json!(-780.30)),
        ),
        defect(
            "adjustment-mismatch",
            "/funds/adjusted_budget",
            ("13,120.80", "13,210.80"),
            ("/funds/adjusted_budget", json!("13,210.80")),
        ),
        defect(
            "adjustment-mismatch",
            "/funds/initial_budget",
            ("12,340.50", "11,340.50"),
            ("/funds/initial_budget", json!("11,340.50")),
        ),
        defect(
            "adjustment-rate-mismatch",
            "/funds/adjustment_rate",
            ("6.32%", "6.23%"),
            ("/funds/adjustment_rate", json!("6.23%")),
        ),
        defect(
            "adjustment-rate-mismatch",
            "/funds/adjustment_rate",
            ("6.32%", "5.95%"),
            ("/funds/adjustment_rate", json!("5.95%")),
        ),
        defect(
            "missing-field",
            "/year",
            ("2023年\n", "\n"),
            ("/year", Value::Null),
        ),
        defect(
            "invalid-value",
            "/year",
            ("2023年\n", "1023年\n"),
            ("/year", json!(1023)),
        ),
        defect(
            "missing-field",
            "/department",
            ("江州市云溪区教育局", ""),
            ("/department", json!("　")),
        ),
        defect(
            "placeholder",
            "/department",
            ("江州市云溪区教育局", "XX教育局"),
            ("/department", json!("XX教育局")),
        ),
        defect(
            "missing-result",
            first_result,
            ("\t6所\t", "\t\t"),
            (first_result, json!("")),
        ),
        defect(
            "missing-unit",
            first_result,
            ("\t6所\t", "\t6\t"),
            (first_result, json!("6")),
        ),
        defect(
            "missing-unit",
            first_result,
            ("\t6所\t", "\t6\t"),
            (first_result, json!(6)),
        ),
        defect(
            "threshold-as-result",
            first_result,
            ("\t6所\t", "\t≥6所\t"),
            (first_result, json!("≥6所")),
        ),
        defect(
            "threshold-as-result",
            first_result,
            ("\t6所\t", "\t不少于6所\t"),
            (first_result, json!("不少于6所")),
        ),
        defect(
            "threshold-as-result",
            first_result,
            ("\t6所\t", "\t6所以上\t"),
            (first_result, json!("6所以上")),
        ),
        defect(
            "approximate-result",
            first_result,
            ("\t6所\t", "\t约6所\t"),
            (first_result, json!("约6所")),
        ),
        defect(
            "approximate-result",
            first_result,
            ("\t6所\t", "\t6所左右\t"),
            (first_result, json!("6所左右")),
        ),
        defect(
            "placeholder",
            first_result,
            ("\t6所\t", "\tN所\t"),
            (first_result, json!("N所")),
        ),
        defect(
            "multiple-quantities",
            first_result,
            ("新建、改扩建学校数量\t6所", "新建学校数量\t新建4所、改扩建2处"),
            (
                "/tasks/0/indicators/0",
                json!({ "name": "新建学校数量", "result": "新建4所、改扩建2处" }),
            ),
        ),
        defect(
            "duplicate-indicator",
            "/tasks/0/indicators/1",
            ("新增公办学位数量\t5420个", "新建、改扩建学校数量\t6所"),
            (
                "/tasks/0/indicators/1",
                json!({ "name": "新建、改扩建学校数量", "result": "6所" }),
            ),
        ),
        defect(
            "conflicting-indicator",
            "/tasks/0/indicators/1",
            ("新增公办学位数量\t5420个", "新建、改扩建学校数量\t8所"),
            (
                "/tasks/0/indicators/1",
                json!({ "name": "新建、改扩建学校数量", "result": "8所" }),
            ),
        ),
        defect(
            "placeholder",
            "/problems",
            ("一是学位供给与适龄人口", "（100字以内）一是学位供给与适龄人口"),
            ("/problems", json!("（100字以内）一是学位供给不足。")),
        ),
        defect(
            "threshold-as-result",
            "/key_projects",
            ("家长满意度：95.60%", "家长满意度：≥95%"),
            (
                "/key_projects",
                json!("1.数量指标：新建学校6所。2.满意度指标：家长满意度：≥95%。"),
            ),
        ),
        defect(
            "residue",
            "/overall_performance",
            ("教师队伍结构不断优化，", "教师队伍结构不断优化0人次，"),
            ("/overall_performance", json!("教师队伍结构不断优化0人次。")),
        ),
        defect(
            "list-numbering",
            "/problems",
            ("；三是个别项目", "；四是个别项目"),
            (
                "/problems",
                json!("一是学位紧张；二是指标不细；四是前期工作不够。"),
            ),
        ),
        defect(
            "list-numbering",
            "/tasks/0/achieved",
            (
                "2、推进“1+N”集团化办学，探索“N+1”联合教研模式，组建",
                "1、推进“1+N”集团化办学，探索“N+1”联合教研模式，组建",
            ),
            (
                "/tasks/0/achieved",
                json!(
                    "1、改扩建中小学校6所，新增公办学位5420个。2、组建教育集团7个。2、受理入学申请1.86万人次。"
                ),
            ),
        ),
        defect(
            "list-numbering",
            "/overall_performance",
            (
                "（二）教师队伍结构不断优化，在全市教学技能竞赛中获第一名。",
                "（二）",
            ),
            (
                "/overall_performance",
                json!("（一）学位供给持续扩大。（二）。（三）校园安全形势总体平稳。"),
            ),
        ),
        defect(
            "unbalanced-punctuation",
            "/tasks/0/expected",
            (
                "《云溪区学位建设方案》（云教〔2021〕10号）。\t",
                "《云溪区学位建设方案（云教〔2021〕10号）。\t",
            ),
            (
                "/tasks/0/expected",
                json!("优化教育资源布局，落实《云溪区学位建设方案（云教〔2021〕10号）。"),
            ),
        ),
        defect(
            "unbalanced-punctuation",
            "/improvements",
            ("继续完善“1+N”集团化", "继续完善“1+N“集团化"),
            (
                "/improvements",
                json!("一是加快推进学位建设，继续完善“1+N“集团化办学机制。"),
            ),
        ),
        defect(
            "missing-field",
            "/improvements",
            (IMPROVEMENTS, ""),
            ("/improvements", json!("")),
        ),
        defect(
            "unknown-field",
            "/funds/预算完成情况率",
            ("预算完成率", "预算完成情况率"),
            ("/funds/预算完成情况率", json!("98.36%")),
        ),
    ]
}

const IMPROVEMENTS: &str = "一是加快推进学位建设，做好学位预测预警；二是细化绩效指标，加强事前评估；三是做实项目前期工作，加快预算执行进度。下一步将继续完善“1+N”集团化办学机制，推动优质教育资源均衡发展。";

#[test]
fn a_defect_planted_alone_is_found_alone() {
    for Defect {
        rule,
        pointer,
        text: (from, to),
        json: (path, value),
    } in defects()
    {
        let expected = [(rule.to_owned(), pointer.to_owned())];
        let planted = TEXT.replacen(from, to, 1);
        assert_ne!(planted, TEXT, "{from} is not in the text form");
        assert_eq!(
            findings("a.eval.txt", &planted),
            expected,
            "{rule} in text: {from} -> {to}"
        );
        let mut document: Value = serde_json::from_str(ENGLISH).unwrap();
        plant(&mut document, path, value);
        assert_eq!(
            findings("a.eval.json", &format!("{document:#}")),
            expected,
            "{rule} in JSON at {path}"
        );
    }
}

/// Sets a value; a key that is new is added.
fn plant(document: &mut Value, path: &str, value: Value) {
    let (parent, key) = path.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Object(members) => {
            members.insert(key.to_owned(), value);
        }
        Value::Array(elements) => elements[key.parse::<usize>().unwrap()] = value,
        other => panic!("{path}: {other}"),
    }
}

#[test]
fn a_budget_that_was_cut_wants_a_minus() {
    let cut = TEXT
        .replacen("13,120.80", "11,560.20", 1)
        .replacen("12,905.46", "11,400.10", 1)
        .replacen("98.36%", "98.62%", 1)
        .replacen("12,011.20", "11,011.20", 1);
    assert_eq!(
        findings("a.eval.txt", &cut),
        [("adjustment-sign".to_owned(), "/funds/adjustment".to_owned())]
    );
    let said = cut.replacen("一是学位供给", "年中调减预算780.30万元。一是学位供给", 1);
    assert_eq!(findings("a.eval.txt", &said), []);
    let signed = cut.replacen("\t780.30\t", "\t-780.30\t", 1);
    assert_eq!(
        findings("a.eval.txt", &signed),
        [],
        "the rate may stay without a minus"
    );
    let both = signed.replacen("6.32%", "-6.32%", 1);
    assert_eq!(findings("a.eval.txt", &both), []);
}

#[test]
fn a_page_break_or_a_different_order_of_columns_changes_nothing() {
    let header = "主要任务\t预期目标\t目标完成情况\t关键指标\t指标完成情况\t任务涉及资金\n";
    let broken = TEXT.replacen(
        "\t\t\t组建教育集团数量",
        &format!("\n{header}\t\t\t组建教育集团数量"),
        1,
    );
    assert_ne!(broken, TEXT);
    assert_eq!(findings("a.eval.txt", &broken), []);
    let labels = TEXT
        .replace("部门名称（汇总）", "部门名称:")
        .replace("其中：一般公共预算", "其中:一般公共预算")
        .replace("预算完成率", "预算执行率")
        .replace("部门年初预算收入", "年初预算数")
        .replace("单位：万元", "（单位: 万元）");
    assert_eq!(findings("a.eval.txt", &labels), []);
}

#[test]
fn crammed_cells_are_one_finding() {
    let crammed = TEXT.replacen(
        "新建、改扩建学校数量\t6所\t5,210.35\n\t\t\t新增公办学位数量\t5420个\t\n",
        "新建、改扩建学校数量 新增公办学位数量\t6所 5420个\t5,210.35\n",
        1,
    );
    assert_ne!(crammed, TEXT);
    let expected = [("merged-indicators".to_owned(), "/tasks/0/indicators/0".to_owned())];
    assert_eq!(findings("a.eval.txt", &crammed), expected);
    let differing = crammed.replacen("6所 5420个", "6所 5420个 3处", 1);
    assert_eq!(findings("a.eval.txt", &differing), expected);
    let mut document: Value = serde_json::from_str(ENGLISH).unwrap();
    let indicator = json!({ "name": "新建、改扩建学校数量 新增公办学位数量", "result": "6所 5420个" });
    plant(&mut document, "/tasks/0/indicators/0", indicator);
    assert_eq!(findings("a.eval.json", &document.to_string()), expected);
}

#[test]
fn a_container_that_is_absent_or_blank_is_one_finding() {
    for (path, rule) in [
        ("/funds", "missing-funds"),
        ("/annual_goal", "missing-field"),
        ("/tasks", "missing-field"),
    ] {
        for blank in [Value::Null, json!({}), json!([]), json!("")] {
            let mut document: Value = serde_json::from_str(ENGLISH).unwrap();
            let wrong_type =
                (path == "/tasks") == blank.is_object() && (blank.is_object() || blank.is_array());
            if wrong_type {
                continue;
            }
            plant(&mut document, path, blank);
            let expected = [(rule.to_owned(), path.to_owned())];
            assert_eq!(
                findings("a.eval.json", &document.to_string()),
                expected,
                "{document:#}"
            );
        }
        let mut document: Value = serde_json::from_str(ENGLISH).unwrap();
        document
            .as_object_mut()
            .unwrap()
            .remove(path.trim_start_matches('/'));
        assert_eq!(
            findings("a.eval.json", &document.to_string()),
            [(rule.to_owned(), path.to_owned())]
        );
    }
}

#[test]
fn keys_are_of_one_language_and_stand_once() {
    let mixed = ENGLISH.replacen("\"year\"", "\"被评价年度\"", 1);
    assert_eq!(
        findings("a.eval.json", &mixed),
        [("unknown-field".to_owned(), "/被评价年度".to_owned())]
    );
    let misspelt = ENGLISH.replacen("\"problems\"", "\"problem\"", 1);
    assert_eq!(
        findings("a.eval.json", &misspelt),
        [("unknown-field".to_owned(), "/problem".to_owned())]
    );
    let twice = ENGLISH.replacen("\"year\": 2023", "\"year\": 2023, \"year\": 1999", 1);
    assert_eq!(
        findings("a.eval.json", &twice),
        [("duplicate-field".to_owned(), "/year".to_owned())]
    );
    let free = ENGLISH.replacen('{', "{\"$schema\": \"v1\", \"x-note\": {\"y\": [1]},", 1);
    assert_eq!(findings("a.eval.json", &free), []);
}

#[test]
fn a_syntax_error_leaves_the_other_checks_running() {
    let broken = ENGLISH.replacen("\"98.36%\",", "\"98.63%\"", 1);
    let found = findings("a.eval.json", &broken);
    assert_eq!(
        found,
        [
            (
                "completion-rate-mismatch".to_owned(),
                "/funds/completion_rate".to_owned()
            ),
            ("syntax-error".to_owned(), "/funds".to_owned()),
        ]
    );
}
