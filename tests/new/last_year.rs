//! A form that is begun from that of the year before.

use std::fs;

use evallint_convert::{Target, convert};
use evallint_syntax::Source;
use serde_json::{Value, json};

use crate::{FORMATS, MISSING, assert_every_blank_is_found, filling, findings, run};

/// Last year's form in each format that can be read, with its extension.
fn last_year(form: &Value) -> Vec<(&'static str, String)> {
    let source = Source::new("a.eval.json", form.to_string()).unwrap();
    Target::ALL
        .iter()
        .map(|target| (target.extension(), convert(&source, *target, None).unwrap().text))
        .collect()
}

fn begun_from(extension: &str, text: &str, to: &str, flags: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (before, after) = (format!("2023.{extension}"), format!("2024.eval.{to}"));
    fs::write(folder.path().join(&before), text).unwrap();
    let arguments: Vec<&str> = ["new", "--from", &before, "-o", &after]
        .into_iter()
        .chain(flags.iter().copied())
        .collect();
    let said = run(folder.path(), &arguments);
    assert_eq!(
        said,
        (Some(0), String::new(), String::new()),
        "{arguments:?}\n{text}"
    );
    fs::read_to_string(folder.path().join(after)).unwrap()
}

/// What is to be carried over of a form: the rest is null.
fn carried(form: &Value) -> Value {
    let mut form = form.clone();
    form["year"] = json!(form["year"].as_u64().unwrap() + 1);
    for pointer in filling::pointers(&form) {
        let stays = ["/year", "/department", "/currency_unit"].contains(&pointer.as_str())
            || pointer.ends_with("/name")
            || pointer.ends_with("/unit");
        if !stays {
            *form.pointer_mut(&pointer).unwrap() = Value::Null;
        }
    }
    form
}

/// The form without the keys that only a new one has, and without difference between the ways to leave a blank.
fn comparable(mut form: Value) -> Value {
    let members = form.as_object_mut().unwrap();
    members.shift_remove("$schema");
    members.shift_remove("form");
    for pointer in filling::pointers(&form) {
        let value = form.pointer_mut(&pointer).unwrap();
        if value == "" {
            *value = Value::Null;
        }
    }
    form
}

#[test]
fn what_stays_is_carried_over_from_every_format() {
    let form = filling::values(2, 5);
    for (extension, text) in last_year(&form) {
        let begun = begun_from(extension, &text, "json", &["--keys", "en"]);
        let mut read: Value = serde_json::from_str(&begun).unwrap();
        assert_eq!(read["$schema"], "urn:evallint:department-self-evaluation:v1");
        read = comparable(read);
        assert_eq!(read, carried(&form), "{extension}");
    }
}

#[test]
fn unfilled_every_blank_is_found_and_filled_in_it_is_clean() {
    let mut form = filling::values(2, 5);
    let before = last_year(&form);
    let blanks: Vec<String> = filling::pointers(&carried(&form))
        .into_iter()
        .filter(|pointer| carried(&form).pointer(pointer) == Some(&Value::Null))
        .collect();
    for (extension, text) in before {
        for to in FORMATS {
            let begun = begun_from(extension, &text, to, &["--year", "2023"]);
            assert_every_blank_is_found(to, &begun, &blanks);
            form["year"] = json!(2023);
            let filled = filling::fill(to, &begun, &form);
            assert_eq!(
                findings(to, &filled),
                std::collections::BTreeMap::new(),
                "{filled}"
            );
        }
    }
}

#[test]
fn nothing_of_last_year_is_left_but_its_results_beside_the_new_ones() {
    let form = filling::values(2, 5);
    for (extension, text) in last_year(&form) {
        for to in FORMATS {
            let begun = begun_from(extension, &text, to, &[]);
            assert!(
                !begun.contains("12,905.46") && !begun.contains("2023年"),
                "{begun}"
            );
            assert_eq!(begun.contains("5420个"), *to == "yaml", "{begun}");
        }
    }
    let begun = begun_from("json", &form.to_string(), "yaml", &[]);
    assert!(
        begun.contains("- name: 新增公办学位数量\n        result: # Last year: 5420个\n"),
        "{begun}"
    );
}

#[test]
fn the_keys_and_the_units_kept_apart_stay() {
    let mut form = filling::values(1, 2);
    form["tasks"][0]["indicators"][1] =
        json!({ "name": "新增公办学位数量", "result": 5420, "unit": "个", "target": "≥5400" });
    let source = Source::new("a.eval.json", form.to_string()).unwrap();
    let chinese = convert(&source, Target::Yaml, Some(evallint_schema::KeyLanguage::Chinese))
        .unwrap()
        .text;
    let begun = begun_from("yaml", &chinese, "yaml", &[]);
    assert!(
        begun.contains(
            "- 指标名称: 新增公办学位数量\n        指标完成情况: # 上年：5420\n        计量单位: 个\n"
        ),
        "{begun}"
    );
    assert!(!begun.contains("≥5400"), "{begun}");
}

#[test]
fn comments_suppressions_and_keys_of_the_author_stay_behind() {
    let text = "# evallint: allow-file placeholder 理由：测试\n\
                department: 江州市云溪区教育局\n\
                year: 2023 # 已核\n\
                x-author: 张三\n\
                tasks:\n\
                - name: 一项任务\n  x-evallint: {allow: {missing-funds: 待定}}\n";
    let begun = begun_from("yaml", text, "yaml", &[]);
    for left in ["allow", "已核", "张三", "x-"] {
        assert!(!begun.contains(left), "{left}\n{begun}");
    }
    assert_eq!(filling::read("yaml", &begun)["tasks"][0]["name"], "一项任务");
    assert!(
        findings("yaml", &begun)
            .keys()
            .all(|(rule, _)| MISSING.contains(rule))
    );
}

#[test]
fn strange_names_are_carried_to_the_character() {
    let names = [
        "甲\"乙\"'丙'",
        "甲\n乙",
        "甲\t乙",
        "甲 # 乙",
        "甲|乙",
        "甲<br>乙",
        "&amp;甲",
        "-- >甲",
        "甲<!-- 乙 -->",
        "- 甲",
        "主要任务",
        "存在问题",
        "*甲",
        "yes",
    ];
    for name in names {
        let form = json!({
            "department": "教育局",
            "year": "2099年",
            "tasks": [
                { "name": name, "indicators": [{ "name": name, "result": "3\n个 --> # \u{7} 甲" }] },
                { "name": "乙", "indicators": [{ "name": "", "result": "3个" }] },
            ],
        });
        for to in FORMATS {
            let folder = tempfile::tempdir().unwrap();
            let after = format!("b.eval.{to}");
            fs::write(folder.path().join("a.json"), form.to_string()).unwrap();
            let (code, _, told) = run(
                folder.path(),
                &["new", "--keys", "en", "--from", "a.json", "-o", &after],
            );
            if code != Some(0) {
                assert!(
                    told.contains("cannot be read back") && !["yaml", "json"].contains(to),
                    "{told}"
                );
                continue;
            }
            let text = fs::read_to_string(folder.path().join(after)).unwrap();
            let read = filling::read(to, &text);
            assert_eq!(read["tasks"][0]["name"], name, "{text}");
            assert_eq!(read["tasks"][0]["indicators"][0]["name"], name, "{text}");
            assert_eq!(read["tasks"][1]["name"], "乙", "{text}");
            assert_eq!(
                read["year"].to_string().trim_matches('"').trim_end_matches('年'),
                "2100"
            );
        }
    }
}

#[test]
fn what_cannot_be_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (text, why) in [
        (
            "{\"year\": }",
            "not well-formed, so that something could be left out",
        ),
        ("[1, 2]", "nothing of the form was found in it"),
        ("天气很好。\n", "nothing of the form was found in it"),
        ("", "nothing of the form was found in it"),
    ] {
        fs::write(folder.path().join("a.txt"), text).unwrap();
        let (code, written, told) = run(folder.path(), &["new", "--from", "a.txt", "-o", "b.eval.yaml"]);
        assert_eq!((code, written.as_str()), (Some(2), ""), "{text}");
        assert!(told.contains(why), "{text}: {told}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
