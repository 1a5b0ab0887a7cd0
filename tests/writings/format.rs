//! One layout, and nothing else is changed.

use evallint_convert::{FormatRefusal, Target, convert, format};
use evallint_syntax::{Encoding, Source};
use proptest::prelude::*;

use crate::generated::{form, written};
use crate::{converted, findings, source};

const REMARKED: &str = include_str!("remarked.eval.yaml");

/// The source laid out, which is its own layout.
fn formatted(target: Target, text: &str) -> String {
    let formatted = format(&source(target, text)).unwrap_or_else(|refusal| panic!("{refusal:?}\n{text}"));
    let again = format(&formatted).unwrap();
    assert_eq!(again.text(), formatted.text());
    formatted.text().to_owned()
}

#[test]
fn json_is_laid_out_in_the_order_of_its_author() {
    assert_eq!(
        formatted(
            Target::Json,
            "{\"year\":2022,\"x-a\":[1,{}],\r\n\"funds\":{\"adjustment\":1.50,\"initial_budget\":\"\\u4e00\"}}"
        ),
        "{\r\n  \"year\": 2022,\r\n  \"x-a\": [\r\n    1,\r\n    {}\r\n  ],\r\n  \"funds\": {\r\n    \"adjustment\": 1.50,\r\n    \
         \"initial_budget\": \"一\"\r\n  }\r\n}\r\n"
    );
}

#[test]
fn yaml_keeps_its_comments_anchors_and_sections() {
    let untidy = "\u{FEFF}# 头\n\n\n\nyear :   2022    # 旁\nfunds: &f\n      initial_budget:    '1,000'\n\n\n\
                  problems:  &p   无\nimprovements:   *p\ntasks:\n-   name:   甲\n    # 内\n    indicators: [ ]\n# 尾";
    assert_eq!(
        formatted(Target::Yaml, untidy),
        "\u{FEFF}# 头\n\nyear: 2022 # 旁\nfunds: &f\n  initial_budget: \"1,000\"\n\nproblems: &p 无\nimprovements: *p\ntasks:\n  \
         - name: 甲\n    # 内\n    indicators: []\n# 尾\n"
    );
}

#[test]
fn the_text_form_has_its_labels_as_printed_and_six_cells_a_row() {
    let untidy = "\n\n##部门整体支出绩效自评表\n\n\n单位：万元  \n部门名称(汇总)：\t\t 某局 \t\t被评价年度\t2022年\t\t\n\
                  部门资金情况\t年初预算数\t1,000\n \t其中:一般公共预算\t5\n<!-- 注 -->\n主要任务\t预期目标\t目标完成情况\t关键 指标\t指标完成情况\t任务涉及资金\n\
                  甲\t乙\t丙\t丁\t3个";
    assert_eq!(
        formatted(Target::Text, untidy),
        "## 部门整体支出绩效自评表\n\n单位：万元\n部门名称（汇总）\t\t某局\t\t被评价年度\t2022年\n\
         部门资金情况\t年初预算数\t1,000\t\t\t\n\t其中：一般公共预算\t5\t\t\t\n<!-- 注 -->\n主要任务\t预期目标\t目标完成情况\t关键指标\t指标完成情况\t任务涉及资金\n\
         甲\t乙\t丙\t丁\t3个\t\n"
    );
}

#[test]
fn a_markdown_table_keeps_its_pipes_and_alignments() {
    let untidy = "## 部门整体支出绩效自评表\n|部门名称||某局 \\| 处||被评价年度|2022年|\n|:-|--|\n||||||\n|部门资金情况|实际支出数|1|\n";
    assert_eq!(
        formatted(Target::Markdown, untidy),
        "## 部门整体支出绩效自评表\n| 部门名称 |  | 某局 \\| 处 |  | 被评价年度 | 2022年 |\n| :--- | --- | --- | --- | --- | --- |\n\
         |  |  |  |  |  |  |\n| 部门资金情况 | 实际支出数 | 1 |  |  |  |\n"
    );
}

#[test]
fn the_encoding_stays() {
    let Some(text) = super::founding::text() else {
        return;
    };
    let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
    let source = Source::from_bytes("a.eval.txt", bytes.into_owned()).unwrap();
    let formatted = format(&source).unwrap();
    assert_eq!(formatted.encoding(), Encoding::Gb18030);
    assert_eq!(
        findings(Target::Text, formatted.text()),
        findings(Target::Text, &text)
    );
}

#[test]
fn what_cannot_be_laid_out_is_left_alone() {
    let refused = |target, text: &str| format(&source(target, text)).unwrap_err();
    assert!(matches!(
        refused(Target::Json, "{\"year\": 1,}"),
        FormatRefusal::Broken(_)
    ));
    assert!(matches!(
        refused(Target::Text, "甲\t乙\n"),
        FormatRefusal::Unrecognized
    ));
    assert!(matches!(
        refused(Target::Html, "<table><td>甲</table>"),
        FormatRefusal::Page
    ));
}

#[test]
fn what_convert_writes_is_laid_out_already() {
    for &target in Target::ALL.iter().filter(|target| **target != Target::Html) {
        let text = converted(Target::Yaml, REMARKED, target).text;
        assert_eq!(formatted(target, &text), text, "{target:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn generated_forms_are_laid_out_once(form in form(), target in prop::sample::select(Target::ALL)) {
        prop_assume!(target != Target::Html);
        let json = written(&form);
        let text = convert(&source(Target::Json, &json), target, None).unwrap().text;
        prop_assert_eq!(formatted(target, &text), text);
        let tight: String = json.lines().map(str::trim_start).collect();
        prop_assert_eq!(formatted(Target::Json, &tight), json.trim_end().to_owned() + "\n");
    }
}
