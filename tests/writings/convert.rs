//! Every writing of a form holds the same values, and what one cannot hold is said.

use evallint_convert::{Refusal, Target, convert};
use evallint_linter::{Language, Settings, check};
use evallint_schema::KeyLanguage;
use proptest::prelude::*;

use crate::generated::{form, untyped, written};
use crate::{converted, findings, source, told, unlost};

#[test]
fn the_founding_document_is_judged_alike_in_every_writing() {
    let Some(text) = super::founding::text() else {
        return;
    };
    let expected = findings(Target::Text, &text);
    assert!(expected.len() > 20);
    let yaml = unlost(Target::Text, &text, Target::Yaml);
    let json = unlost(Target::Yaml, &yaml, Target::Json);
    let again = unlost(Target::Json, &json, Target::Text);
    for (target, text) in [
        (Target::Yaml, &yaml),
        (Target::Json, &json),
        (Target::Text, &again),
    ] {
        assert_eq!(findings(target, text), expected, "{target:?}");
    }
    for &from in Target::ALL {
        let written = unlost(Target::Yaml, &yaml, from);
        assert_eq!(findings(from, &written), expected, "{from:?}");
        assert_eq!(unlost(from, &written, Target::Yaml), yaml, "{from:?}");
        assert_eq!(unlost(from, &written, Target::Json), json, "{from:?}");
    }
}

#[test]
fn keys_change_their_language_and_nothing_else() {
    let Some(text) = super::founding::text() else {
        return;
    };
    let expected = findings(Target::Text, &text);
    let english = unlost(Target::Text, &text, Target::Json);
    let chinese = convert(
        &source(Target::Json, &english),
        Target::Yaml,
        Some(KeyLanguage::Chinese),
    )
    .unwrap();
    assert!(chinese.losses.is_empty());
    assert!(
        chinese
            .text
            .contains("\n部门资金情况:\n  部门年初预算收入: 18,435.43\n")
    );
    assert_eq!(findings(Target::Yaml, &chinese.text), expected);
    let back = convert(
        &source(Target::Yaml, &chinese.text),
        Target::Json,
        Some(KeyLanguage::English),
    )
    .unwrap();
    assert_eq!(back.text, english);
    // Without a word the keys stay as they are.
    assert!(unlost(Target::Yaml, &chinese.text, Target::Json).contains("\"部门资金情况\""));
}

/// A form with all that people write beside the values.
const REMARKED: &str = include_str!("remarked.eval.yaml");

fn suppressed(target: Target, text: &str) -> usize {
    check(&source(target, text), &Settings::default()).suppressed
}

#[test]
fn what_is_allowed_stays_allowed_in_every_writing() {
    let expected = findings(Target::Yaml, REMARKED);
    let count = suppressed(Target::Yaml, REMARKED);
    assert_eq!(count, 4);
    for &target in Target::ALL {
        let there = converted(Target::Yaml, REMARKED, target).text;
        assert_eq!(findings(target, &there), expected, "{target:?}\n{there}");
        assert_eq!(suppressed(target, &there), count, "{target:?}\n{there}");
        for &back in Target::ALL {
            let again = converted(target, &there, back).text;
            assert_eq!(
                findings(back, &again),
                expected,
                "{target:?} to {back:?}\n{again}"
            );
            assert_eq!(suppressed(back, &again), count, "{target:?} to {back:?}\n{again}");
        }
    }
}

#[test]
fn comments_stay_where_both_writings_have_them() {
    for comment in ["江州市教育局的表", "全称", "第一项任务", "尾注"] {
        for target in [
            Target::Yaml,
            Target::Text,
            Target::Markdown,
            Target::Html,
            Target::Tsv,
        ] {
            let there = converted(Target::Yaml, REMARKED, target).text;
            assert!(there.contains(comment), "{comment} in {target:?}\n{there}");
            let back = converted(target, &there, Target::Yaml).text;
            assert!(
                back.contains(&format!("# {comment}")),
                "{comment} from {target:?}\n{back}"
            );
        }
    }
    let as_json = converted(Target::Yaml, REMARKED, Target::Json);
    let lost = told(&as_json);
    assert_eq!(lost.len(), 4, "{lost:?}");
    assert!(
        lost.iter()
            .all(|lost| lost.contains("is left out: JSON has no comments"))
    );
    assert!(as_json.losses.iter().all(|loss| loss.place.is_some()));
}

/// What is told of a form with these lines in the place of a sound form's key projects.
fn told_of(lines: &str, target: Target) -> Vec<String> {
    let text = REMARKED.replace("key_projects: 无\n", lines);
    let lost = told(&converted(Target::Yaml, &text, target));
    lost.into_iter()
        .filter(|lost| !lost.contains("comment"))
        .collect()
}

#[test]
fn what_a_table_cannot_hold_is_told() {
    let lines = "key_projects: 无\nx-note: {a: 1}\n$schema: ../a.json\nfoo: 甲\n";
    assert_eq!(
        told_of(lines, Target::Text),
        [
            "/x-note the key x-note of your own is left out: the form as text has the form's own cells only",
            "/$schema the key $schema of your own is left out: the form as text has the form's own cells only",
            "/foo the form has no field foo, or has it already, so it is left out of the form as text; correct its \
             name first",
        ]
    );
    assert_eq!(told_of(lines, Target::Json), [] as [&str; 0]);
    let indicators = REMARKED.replace("result: 6所", "result: 6\n        unit: 所\n        target: ≥5");
    let lost = told(&converted(Target::Yaml, &indicators, Target::Markdown));
    assert_eq!(
        lost,
        [
            "/tasks/0/indicators/0/unit the unit \"所\" stands in one cell with its number: \"6所\"",
            "/tasks/0/indicators/0/target target (指标目标值) \"≥5\" is left out: a Markdown table has no column for it",
        ]
    );
}

#[test]
fn what_a_table_would_take_for_something_else_is_told() {
    let crammed = REMARKED
        .replace("name: 新增图书数量", "name: 甲 乙")
        .replace("result: 3册", "result: 1个 2个");
    let lost = told(&converted(Target::Yaml, &crammed, Target::Text));
    assert_eq!(lost.len(), 1, "{lost:?}");
    assert!(lost[0].starts_with("/tasks/0/indicators 3 elements are read back from the form as text as 4"));
    let label = REMARKED.replace("department: 江州市教育局", "department: 被评价年度");
    let lost = told(&converted(Target::Yaml, &label, Target::Text));
    assert!(
        lost.iter()
            .any(|lost| lost.starts_with("/department \"被评价年度\" cannot be read back")),
        "{lost:?}"
    );
}

#[test]
fn a_blank_task_or_indicator_is_still_one() {
    let blank = REMARKED
        .replace("- name: 建校\n", "- name:\n")
        .replace("    funds: 100\n", "");
    let blank = blank.replace(
        "name: 新增图书数量\n        result: 3册",
        "name:\n        result:",
    );
    let expected = findings(Target::Yaml, &blank);
    for target in [Target::Text, Target::Markdown, Target::Html] {
        let there = unlost(Target::Yaml, &blank, target);
        assert_eq!(findings(target, &there), expected, "{target:?}\n{there}");
    }
}

#[test]
fn what_stands_beside_the_form_in_a_table_is_told() {
    let Some(text) = super::founding::text() else {
        return;
    };
    let text = text
        .replace("部门整体支出绩效自评表", "石牌街道2022年部门整体支出绩效自评表")
        .replace("单位：万元", "单位：万元\n填报人：张三");
    let lost = told(&converted(Target::Text, &text, Target::Yaml));
    assert_eq!(
        lost,
        [
            " the title \"石牌街道2022年部门整体支出绩效自评表\" is kept as a comment only, and its year is no longer checked",
            " \"填报人：张三\" belongs to no field of the form and is left out; move it into one to keep it",
        ]
    );
    let markdown = converted(Target::Text, &text, Target::Markdown).text;
    assert!(markdown.starts_with("## 石牌街道2022年部门整体支出绩效自评表\n"));
}

#[test]
fn aliases_are_written_out_and_told() {
    let text = REMARKED
        .replace("problems: 无", "problems: &p 无")
        .replace("improvements: 改", "improvements: *p");
    let converted = converted(Target::Yaml, &text, Target::Yaml);
    assert_eq!(
        told(&converted),
        ["/improvements what stands elsewhere and is referred to here (*) is written out in full"]
    );
    assert!(converted.text.contains("\nimprovements: 无\n"));
}

#[test]
fn what_is_not_well_formed_is_refused_unless_nothing_is_lost() {
    let refused = |text: &str| convert(&source(Target::Json, text), Target::Yaml, None).unwrap_err();
    let Refusal::Broken(errors) = refused("{\"year\": 2022, \"problems\": }") else {
        panic!("not refused as broken");
    };
    assert_eq!(errors.len(), 1);
    assert!(errors[0].message.render(Language::English).len() > 10);
    assert!(matches!(
        convert(&source(Target::Text, "甲\t乙\n"), Target::Yaml, None),
        Err(Refusal::Unrecognized)
    ));
    let mended = converted(Target::Json, "{\"year\": 2022,}", Target::Yaml);
    assert_eq!(mended.text, "year: 2022\n");
    assert_eq!(
        told(&mended),
        [" a slip that leaves no doubt about what is meant is mended in what was written"]
    );
}

#[test]
fn figures_of_a_table_are_numbers_where_every_reader_takes_them_for_those_digits() {
    let table = "部门资金情况\t部门调整预算收入\t100.50\t部门年初预算收入\t1,000\n\t实际支出数\t0100\t\t\n\t其中：一般公共预算\t1234567890123456\n";
    assert_eq!(
        unlost(Target::Text, table, Target::Json),
        "{\n  \"funds\": {\n    \"initial_budget\": \"1,000\",\n    \"adjusted_budget\": 100.50,\n    \
         \"actual_expenditure\": \"0100\",\n    \"general_public_budget\": \"1234567890123456\"\n  }\n}\n"
    );
}

#[test]
fn yaml_comes_out_as_a_person_would_write_it() {
    let long = "一、完成学位建设，新增公办学位5400个，办好家门口的学校。 二是加强教师队伍。 3、守牢校园安全底线，开展应急演练46场次，办结热线事项473宗。";
    let json = format!(
        "{{\"year\": 2023, \"funds\": {{\"initial_budget\": \"1,000.50\", \"adjustment_rate\": \"-6.32%\"}}, \
         \"annual_goal\": {{\"expected\": {long:?}, \"achieved\": \"一\\n二\"}}, \"problems\": \"no\"}}"
    );
    assert_eq!(
        unlost(Target::Json, &json, Target::Yaml),
        "year: 2023\n\nfunds:\n  initial_budget: 1,000.50\n  adjustment_rate: -6.32%\n\nannual_goal:\n  expected: >-\n    \
         一、完成学位建设，新增公办学位5400个，办好家门口的学校。 二是加强教师队伍。\n    \
         3、守牢校园安全底线，开展应急演练46场次，办结热线事项473宗。\n  achieved: |-\n    一\n    二\n\nproblems: \"no\"\n"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Each form goes through one pair of writings, so that every pair has its share of the thousand.
    #[test]
    fn generated_forms_keep_every_value_through_every_pair_of_writings(
        form in form(),
        first in prop::sample::select(Target::ALL),
        second in prop::sample::select(Target::ALL),
    ) {
        let json = written(&form);
        let one = unlost(Target::Json, &json, first);
        let two = unlost(first, &one, second);
        let back = unlost(second, &two, Target::Json);
        if first.is_table() || second.is_table() {
            prop_assert_eq!(untyped(&back), untyped(&json), "{}\n{}", one, two);
        } else {
            prop_assert_eq!(back, json, "{}\n{}", one, two);
        }
    }
}
