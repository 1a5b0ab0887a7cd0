//! Comments of YAML, and the key in YAML.

use super::*;

const RATE: &str = "  completion_rate: 98.36%\n";

fn above(comment: &str) -> String {
    format!("{comment}\n  completion_rate: 98.63%\n")
}

#[test]
fn a_comment_above_a_key_is_about_that_key() {
    for comment in [
        "  # evallint: allow completion-rate-mismatch 理由：数据待审计",
        "# evallint: allow completion-rate-mismatch -- 数据待审计\n\n  # 另注",
        "  # evallint:allow funds：数据待审计",
    ] {
        yaml(&[(RATE, &above(comment))], &[], 1);
        yaml(
            &[(RATE, &above(comment)), ("6.32%", "6.23%")],
            &["adjustment-rate-mismatch /funds/adjustment_rate [6.23%]"],
            1,
        );
    }
}

#[test]
fn a_comment_beside_a_value_is_about_that_value() {
    let beside = |comment: &str| format!("  completion_rate: 98.63% {comment}\n");
    let allow = "# evallint: allow funds 理由：数据待审计";
    yaml(&[(RATE, &beside(allow))], &[], 1);
    yaml(
        &[(RATE, &beside(allow)), ("6.32%", "6.23%")],
        &["adjustment-rate-mismatch /funds/adjustment_rate [6.23%]"],
        1,
    );
    yaml(
        &[
            WRONG_RATE,
            ("funds:\n", &format!("funds: {allow}\n")),
            ("6.32%", "6.23%"),
        ],
        &[],
        2,
    );
    yaml(
        &[
            WRONG_RATE,
            ("funds:\n", &format!("{allow}\nfunds:\n")),
            ("6.32%", "6.23%"),
        ],
        &[],
        2,
    );
}

#[test]
fn a_comment_above_an_element_is_about_all_of_it() {
    let element = "      - name: 组建教育集团数量\n        result: 7个\n";
    let allow = "# evallint: allow approximate-result 理由：数据待审计";
    let wrong = "name: 组建教育集团数量\n        result: 约7个\n";
    yaml(
        &[(element, &format!("      - {wrong}"))],
        &["approximate-result /tasks/0/indicators/2/result [约7个]"],
        0,
    );
    for allowed in [
        format!("      {allow}\n      - {wrong}"),
        format!("{allow}\n# 另注\n\n      - {wrong}"),
        format!("      - {allow}\n        {wrong}"),
        format!("      {allow}\n      -\n        {wrong}"),
        format!("      {allow}\n      - # 另注\n        {wrong}"),
        format!("      {allow}\n      - \"name\": 组建教育集团数量\n        result: 约7个\n"),
        format!("      - name: 组建教育集团数量\n        result: 约7个 {allow}\n"),
        format!("      - name: 组建教育集团数量\n        {allow}\n        result: 约7个\n"),
        format!("      - {{name: 组建教育集团数量, result: 约7个}} {allow}\n"),
        format!("      {allow}\n      - {{name: 组建教育集团数量, result: 约7个}}\n"),
    ] {
        yaml(&[(element, &allowed)], &[], 1);
    }
    for elsewhere in [
        format!("      - name: 组建教育集团数量 {allow}\n        result: 约7个\n"),
        format!("      -\n        {allow}\n        {wrong}"),
        format!("      - {wrong}        {allow}\n"),
    ] {
        let (found, suppressed) = verdict("a.yaml", &changed(YAML, &[(element, &elsewhere)]));
        let rules: Vec<_> = found.iter().filter_map(|found| found.split(' ').next()).collect();
        assert_eq!(suppressed, 0);
        assert!(
            rules.contains(&"approximate-result") && rules.contains(&"unused-suppression"),
            "{found:?}\n{elsewhere}"
        );
    }
}

#[test]
fn several_rules_and_the_whole_file() {
    let both =
        "# evallint: allow completion-rate-mismatch、adjustment-rate-mismatch 理由：数据待审计\nfunds:\n";
    yaml(&[WRONG_RATE, ("6.32%", "6.23%"), ("funds:\n", both)], &[], 2);
    let file = "# evallint: allow-file funds -- 数据待审计\ndepartment:";
    yaml(&[WRONG_RATE, ("6.32%", "6.23%"), ("department:", file)], &[], 2);
    let late = "# evallint: allow-file funds -- 数据待审计\nfunds:\n";
    yaml(
        &[WRONG_RATE, ("funds:\n", late)],
        &[
            "invalid-suppression /funds [evallint: allow-file funds -- 数据待审计]",
            MISMATCH,
        ],
        0,
    );
}

#[test]
fn a_block_scalar_holds_text_and_no_comments() {
    let (found, suppressed) = verdict(
        "a.yaml",
        &changed(
            YAML,
            &[
                (
                    "  achieved: >-\n",
                    "  achieved: >-\n    # evallint: allow funds 理由：数据待审计\n",
                ),
                WRONG_RATE,
            ],
        ),
    );
    assert!(found.contains(&MISMATCH.to_owned()), "{found:?}");
    assert!(
        !found.iter().any(|found| found.contains("suppression")),
        "{found:?}"
    );
    assert_eq!(suppressed, 0);
}

#[test]
fn what_is_allowed_for_nothing_is_told() {
    yaml(
        &[(
            RATE,
            "  # evallint: allow placeholder, funds 理由：数据待审计\n  completion_rate: 98.63%\n",
        )],
        &["unused-suppression /funds/completion_rate [placeholder]"],
        1,
    );
    yaml(
        &[(
            "department:",
            "# evallint: allow-file text 理由：数据待审计\ndepartment:",
        )],
        &["unused-suppression  [text]"],
        0,
    );
    let end = format!("{YAML}# evallint: allow text 理由：数据待审计\n");
    expect("a.yaml", &end, &["unused-suppression  [text]"], 0);
}

#[test]
fn what_cannot_be_followed_suppresses_nothing() {
    for (comment, wrong) in [
        ("# evallint: allow funds", "evallint: allow funds"),
        ("# evallint: allow funds 理由：", "evallint: allow funds 理由："),
        (
            "# evallint: allow 理由：数据待审计",
            "evallint: allow 理由：数据待审计",
        ),
        (
            "# evallint: ignore funds 理由：数据待审计",
            "evallint: ignore funds 理由：数据待审计",
        ),
        ("# evallint: allow fund 理由：数据待审计", "fund"),
        ("# evallint: allow syntax-error 理由：数据待审计", "syntax-error"),
        ("# evallint: allow tool 理由：数据待审计", "tool"),
    ] {
        yaml(
            &[(RATE, &above(comment))],
            &[
                &format!("invalid-suppression /funds/completion_rate [{wrong}]"),
                MISMATCH,
            ],
            0,
        );
    }
}

#[test]
fn one_bad_name_does_not_spoil_the_others() {
    let comment = "# evallint: allow fund, completion-rate-mismatch 理由：数据待审计";
    yaml(
        &[(RATE, &above(comment))],
        &["invalid-suppression /funds/completion_rate [fund]"],
        1,
    );
}

#[test]
fn the_key_works_as_in_json() {
    let key = "funds:\n  x-evallint:\n    allow:\n      funds: 数据待审计\n";
    yaml(&[WRONG_RATE, ("funds:\n", key)], &[], 1);
    let none = "funds:\n  x-evallint:\n    allow:\n      funds:\n";
    yaml(
        &[WRONG_RATE, ("funds:\n", none)],
        &["invalid-suppression /funds [funds]", MISMATCH],
        0,
    );
}

#[test]
fn what_an_alias_copies_is_told_of_once() {
    let form = "department: 教育局\nfunds: &f\n  x-evallint: {allow: {placeholder: 数据待审计}}\n  adjustment: XX\nx-copy: *f\nannual_goal: *f\n";
    let (found, _) = verdict("a.yaml", form);
    assert!(
        !found.iter().any(|found| found.contains("-suppression")),
        "{found:?}"
    );
    let unused = form
        .replace("XX", "1")
        .replace("{placeholder: ", "{residue: ")
        .replace("数据待审计}}", "数据待审计, funk: 二}}");
    let (found, _) = verdict("a.yaml", &unused);
    let told: Vec<_> = found
        .iter()
        .filter(|found| found.contains("-suppression"))
        .collect();
    assert_eq!(
        told,
        [
            "unused-suppression /funds [residue]",
            "invalid-suppression /funds [funk]"
        ]
    );
}
