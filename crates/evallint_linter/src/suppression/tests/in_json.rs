//! The key `x-evallint`.

use super::*;

/// The form with a wrong rate and this member in its funds.
fn with(member: &str) -> String {
    changed(
        JSON,
        &[
            WRONG_RATE,
            (
                "\"funds\": {",
                &format!("\"funds\": {{ \"x-evallint\": {member},"),
            ),
        ],
    )
}

#[test]
fn the_key_is_about_the_object_around_it() {
    expect(
        "a.json",
        &with(r#"{"allow": {"completion-rate-mismatch": "数据待审计"}}"#),
        &[],
        1,
    );
    expect("a.json", &with(r#"{"allow": {"funds": "数据待审计"}}"#), &[], 1);
    let root = changed(
        JSON,
        &[
            WRONG_RATE,
            ("{", r#"{"x-evallint": {"allow": {"funds": "数据待审计"}},"#),
        ],
    );
    expect("a.json", &root, &[], 1);
    let elsewhere = changed(
        JSON,
        &[
            WRONG_RATE,
            (
                "\"annual_goal\": {",
                r#""annual_goal": {"x-evallint": {"allow": {"funds": "数据待审计"}},"#,
            ),
        ],
    );
    expect(
        "a.json",
        &elsewhere,
        &[MISMATCH, "unused-suppression /annual_goal [funds]"],
        0,
    );
}

#[test]
fn a_part_of_the_object_may_be_named() {
    let at = |at: &str| {
        with(&format!(
            r#"{{"allow": [{{"rule": "funds", "at": "{at}", "reason": "数据待审计"}}]}}"#
        ))
    };
    for place in ["/completion_rate", "/预算完成率", ""] {
        expect("a.json", &at(place), &[], 1);
    }
    expect(
        "a.json",
        &at("/adjustment"),
        &["unused-suppression /funds/adjustment [funds]", MISMATCH],
        0,
    );
    expect(
        "a.json",
        &at("adjustment"),
        &["invalid-suppression /funds [adjustment]", MISMATCH],
        0,
    );
    expect(
        "a.json",
        &with(r#"{"allow": [{"rule": "funds", "reason": "数据待审计"}]}"#),
        &[],
        1,
    );
    let root = r#"{"x-evallint": {"allow": [{"rule": "completion-rate-mismatch", "at": "/部门资金情况/预算完成率", "reason": "数据待审计"}]},"#;
    expect("a.json", &changed(CHINESE, &[WRONG_RATE, ("{", root)]), &[], 1);
    let deep = r#"{"x-evallint": {"allow": [{"rule": "approximate-result", "at": "/tasks/0/indicators/2", "reason": "数据待审计"}]},"#;
    expect(
        "a.json",
        &changed(JSON, &[("\"7个\"", "\"约7个\""), ("{", deep)]),
        &[],
        1,
    );
}

#[test]
fn what_cannot_be_followed_suppresses_nothing() {
    for (member, wrong) in [
        ("true", "true"),
        ("{}", "x-evallint"),
        ("null", "x-evallint"),
        (r#"{"alow": {"funds": "数据待审计"}}"#, "alow"),
        (r#"{"allow": "funds"}"#, "funds"),
        (r#"{"allow": {}}"#, "allow"),
        (r#"{"allow": ["funds"]}"#, "funds"),
        (r#"{"allow": {"funds": ""}}"#, "funds"),
        (r#"{"allow": {"funds": "——"}}"#, "funds"),
        (r#"{"allow": {"funds": 1}}"#, "funds"),
        (r#"{"allow": {"fund": "数据待审计"}}"#, "fund"),
        (r#"{"allow": {"syntax-error": "数据待审计"}}"#, "syntax-error"),
        (r#"{"allow": [{"rule": "funds"}]}"#, "funds"),
        (r#"{"allow": [{"rule": "fund", "reason": "数据待审计"}]}"#, "fund"),
        (r#"{"allow": [{"rule": 1, "reason": "数据待审计"}]}"#, "1"),
        (
            r#"{"allow": [{"rule": "funds", "at": 1, "reason": "数据待审计"}]}"#,
            "1",
        ),
    ] {
        expect(
            "a.json",
            &with(member),
            &[&format!("invalid-suppression /funds [{wrong}]"), MISMATCH],
            0,
        );
    }
    expect(
        "a.json",
        &with(r#"{"allow": [{"reason": "数据待审计"}]}"#),
        &[
            r#"invalid-suppression /funds [{"reason": "数据待审计"}]"#,
            MISMATCH,
        ],
        0,
    );
    expect(
        "a.json",
        &with(r#"{"allow": [{"rule": "funds", "reason": "数据待审计", "since": 2023}]}"#),
        &["invalid-suppression /funds [since]"],
        1,
    );
}

#[test]
fn other_keys_stay_free() {
    expect(
        "a.json",
        &with(r#"{"allow": {"funds": "数据待审计"}}, "x-note": {"x-evallint": 1}, "x-evallinter": 2"#),
        &[],
        1,
    );
}
