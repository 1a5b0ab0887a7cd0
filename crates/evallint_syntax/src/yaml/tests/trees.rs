use std::fmt::Write;

use super::{check_ranges, outline, read, read_yaml, root};
use crate::text::Text;
use crate::tree::{SyntaxErrorKind, Value};

fn check(text: &str, tree: &str) {
    assert_eq!(read(text), (tree.to_owned(), String::new()), "in {text:?}");
}

#[test]
fn plain_scalars_mean_what_the_core_schema_says_of_json() {
    check("[12, -1.5e3, +5, 0, 0.5, 1E+2]", "[12, -1.5e3, 5, 0, 0.5, 1E+2]");
    check("[true, false, null, ~]", "[true, false, null, null]");
    for text in [
        "007",
        "1_000",
        "0x1F",
        "0o17",
        ".inf",
        ".5",
        "1.",
        "yes",
        "True",
        "1,234.5",
        "97.78%",
        "2022年",
        "12:30",
        "--",
        "+-1",
        "1e",
        "NULL",
        "2022-01-01",
    ] {
        check(&format!("a: {text}\n"), &format!("{{a: {text:?}}}"));
    }
    check(
        "a: !!str 12\nb: !!str\nc: !x 1\nd: '1'\n",
        r#"{a: "12", b: "", c: 1, d: "1"}"#,
    );
}

#[test]
fn empty_values_are_null_where_they_belong() {
    let text = "a:\nb: # c\n-: \nc:\n  - \n  -\n";
    let (tree, errors) = read_yaml(text);
    assert_eq!(
        (root(&tree).as_str(), errors.len()),
        ("{a: null, b: null, -: null, c: [null, null]}", 0)
    );
    let first = tree.children(tree.root().unwrap()).next().unwrap().1;
    assert_eq!((first.range.start, first.range.end), (2, 2));
}

#[test]
fn nothing_is_an_empty_document() {
    for text in ["", "\n\n", "# only\n", "---\n", "\u{feff}", "---\n...\n"] {
        let (tree, errors) = read_yaml(text);
        assert!(tree.is_empty());
        assert_eq!(errors.len(), 1, "in {text:?}");
        assert_eq!(errors[0].kind, SyntaxErrorKind::Empty);
    }
}

#[test]
fn comments_are_kept() {
    let text = "\u{feff}# 表\na: 1 # 元\nb: # x\n  # y\n  c: 1\n";
    let (tree, errors) = read_yaml(text);
    assert_eq!(errors, []);
    let comments: Vec<_> = tree
        .comments()
        .iter()
        .map(|comment| (comment.text, comment.own_line))
        .collect();
    assert_eq!(
        comments,
        [(" 表", true), (" 元", false), (" x", false), (" y", true)]
    );
}

#[test]
fn a_second_document_is_not_read() {
    assert_eq!(
        read("---\na: 1\n--- # x\nb: \"\n"),
        ("{a: 1}".to_owned(), "SecondDocument \"--- # x\"".to_owned())
    );
    assert_eq!(read("a: 1\n...\nb: 2\n").1, "SecondDocument \"b: 2\"");
    check("%YAML 1.2\n---\na: 1\n...\n# end\n", "{a: 1}");
}

#[test]
fn duplicate_keys_both_stay() {
    check("a: 1\nb: 2\na: 3\n", "{a: 1, b: 2, a: 3}");
}

#[test]
fn aliases_are_copies_with_the_ranges_of_the_original() {
    let text = "a: &x\n  b: [1, 文]\nc: *x\nd: &t 万元\ne: *t\n*t : 1\n";
    let (tree, errors) = read_yaml(text);
    check_ranges(text, &tree, &errors);
    assert_eq!(errors, []);
    assert_eq!(
        root(&tree),
        r#"{a: {b: [1, "文"]}, c: {b: [1, "文"]}, d: "万元", e: "万元", 万元: 1}"#
    );
    let members: Vec<_> = tree
        .children(tree.root().unwrap())
        .map(|(_, node)| node.range)
        .collect();
    assert_eq!(members[0], members[1]);
    assert_eq!(members[2], members[3]);
}

#[test]
fn merged_members_do_not_replace_explicit_ones() {
    check(
        "a: &x {b: 1, d: {e: 3}}\nc:\n  <<: *x\n  b: 2\n",
        "{a: {b: 1, d: {e: 3}}, c: {b: 2, d: {e: 3}}}",
    );
    check(
        "a: &x {b: 1, d: 3}\ne: &y {f: 3, b: 8}\nc: &z\n  <<: [*x, *y, {z: 9}]\n  g: 2\nh:\n  <<: *z\n",
        "{a: {b: 1, d: 3}, e: {f: 3, b: 8}, c: {g: 2, b: 1, d: 3, f: 3, z: 9}, h: {g: 2, b: 1, d: 3, f: 3, z: 9}}",
    );
    check("a:\n  \"<<\": 1\n", "{a: {<<: 1}}");
}

#[test]
fn an_alias_bomb_is_one_error() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..30 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(text, "a{level}: &a{level} [{aliases}]").unwrap();
    }
    let (tree, errors) = read_yaml(&text);
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0].kind, SyntaxErrorKind::TooManyAliases);
    assert!(tree.len() < 70_000, "{}", tree.len());

    let long = format!(
        "a: &a \"{}\\n\"\nb: [{}]\n",
        "长".repeat(100_000),
        "*a, ".repeat(10_000)
    );
    let (tree, errors) = read_yaml(&long);
    assert_eq!(errors[0].kind, SyntaxErrorKind::TooManyAliases);
    assert!(tree.children(tree.root().unwrap()).count() == 2);

    let mut text = String::from("b: &b\n");
    (0..1000).for_each(|member| writeln!(text, "  k{member}: 1").unwrap());
    writeln!(text, "c:\n  <<: [{}]", "*b, ".repeat(10_000)).unwrap();
    let (_, errors) = read_yaml(&text);
    assert_eq!(errors[0].kind, SyntaxErrorKind::TooManyAliases);
    assert_eq!(errors.len(), 1);
}

#[test]
fn deep_nesting_is_one_error() {
    let shallow = "[".repeat(128) + &"]".repeat(128);
    assert_eq!(read_yaml(&shallow).1, []);
    let lines: String = (0..1000).map(|depth| " ".repeat(depth) + "a:\n").collect();
    for text in [
        "[".repeat(129) + &"]".repeat(129),
        "[".repeat(200) + &"]".repeat(200),
        "[".repeat(100_000),
        "{a: ".repeat(100_000),
        "- ".repeat(100_000),
        "? ".repeat(100_000),
        format!("a: 1\nb: {}\nc: 2\n", "[".repeat(100_000)),
        lines,
    ] {
        let (tree, errors) = read_yaml(&text);
        assert_eq!(errors.len(), 1, "{:?}", &text[..50]);
        assert_eq!(errors[0].kind, SyntaxErrorKind::TooDeep);
        assert!(tree.len() < 300);
    }
    let (tree, _) = read_yaml(
        "a: &a [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]\nb: [[[[[[[[[[[[[[[[[[[[*a]]]]]]]]]]]]]]]]]]]]\n",
    );
    assert_eq!(tree.len(), 63);
}

/// The text of the only member, and what each part of its value is in the source.
fn parts(source: &str, wanted: &[&str]) -> Vec<String> {
    let (tree, errors) = read_yaml(source);
    check_ranges(source, &tree, &errors);
    assert_eq!(errors, []);
    let id = tree.children(tree.root().unwrap()).next().unwrap().0;
    let Value::String(text) = &tree.node(id).value else {
        panic!("{}", outline(&tree, id))
    };
    let place = |text: &Text<'_>, part: &str| {
        let start = text.value().find(part).unwrap();
        source[text.source_range(start, start + part.len()).as_index()].to_owned()
    };
    let mut parts: Vec<_> = wanted.iter().map(|part| place(text, part)).collect();
    parts.push(source[text.range().as_index()].to_owned());
    parts.push(source[tree.node(id).range.as_index()].to_owned());
    parts
}

#[test]
fn literal_texts_lead_back() {
    assert_eq!(
        parts(
            "a: |\n  甲一\n    乙\n\n  丙\nb: 1\n",
            &["乙", "一\n  乙", "\n\n丙", "丙\n"]
        ),
        [
            "乙",
            "一\n    乙",
            "\n\n  丙",
            "丙",
            "甲一\n    乙\n\n  丙",
            "|\n  甲一\n    乙\n\n  丙"
        ]
    );
    assert_eq!(
        parts("a: |2- # 注\r\n  甲\r\n  乙\r\n\r\nb: 1", &["甲\n乙"]),
        ["甲\r\n  乙", "甲\r\n  乙", "|2- # 注\r\n  甲\r\n  乙"]
    );
    assert_eq!(
        parts("a: |+\n\n  甲\n\n\nb: 1", &["甲", "\n\n\n"]),
        ["甲", "", "甲", "|+\n\n  甲"]
    );
    assert_eq!(parts("a: |-\n  一行\n", &["行"]), ["行", "一行", "|-\n  一行"]);
    assert_eq!(parts("a: |\nb: 1", &[]), ["", "|"]);
    assert_eq!(parts("a: |+ # x\n\n\nb: 1", &["\n"]), ["", "", "|+"]);
}

#[test]
fn folded_texts_lead_back() {
    assert_eq!(
        parts(
            "a: >-\n  甲\n  乙\n\n  丙\n   丁\n  戊\n",
            &["甲 乙", "乙\n丙", "丙\n 丁", "丁\n戊"]
        ),
        [
            "甲\n  乙",
            "乙\n\n  丙",
            "丙\n   丁",
            "丁\n  戊",
            "甲\n  乙\n\n  丙\n   丁\n  戊",
            ">-\n  甲\n  乙\n\n  丙\n   丁\n  戊"
        ]
    );
}

#[test]
fn plain_texts_of_several_lines_lead_back() {
    assert_eq!(
        parts("a: 甲  \n  乙\n\n\n  丙 # x\nb: 1", &["甲 乙", "\n\n", "丙"]),
        [
            "甲  \n  乙",
            "\n\n\n  ",
            "丙",
            "甲  \n  乙\n\n\n  丙",
            "甲  \n  乙\n\n\n  丙"
        ]
    );
    assert_eq!(parts("a: 一行", &["行"]), ["行", "一行", "一行"]);
}

#[test]
fn quoted_texts_lead_back() {
    assert_eq!(
        parts(
            "a: \"\\u4e07\\\"\\x41\\ud83d\\ude00元\"",
            &["万", "\"A", "😀", "元"]
        ),
        [
            "\\u4e07",
            "\\\"\\x41",
            "\\ud83d\\ude00",
            "元",
            "\\u4e07\\\"\\x41\\ud83d\\ude00元",
            "\"\\u4e07\\\"\\x41\\ud83d\\ude00元\""
        ]
    );
    assert_eq!(
        parts("a: \"甲\\\n  乙 \n\n  丙\"\n", &["甲", "乙\n丙"]),
        [
            "甲",
            "乙 \n\n  丙",
            "甲\\\n  乙 \n\n  丙",
            "\"甲\\\n  乙 \n\n  丙\""
        ]
    );
    assert_eq!(
        parts("a: '甲''乙\n  丙'", &["甲'", "乙 丙"]),
        ["甲''", "乙\n  丙", "甲''乙\n  丙", "'甲''乙\n  丙'"]
    );
    assert_eq!(parts("a: 'x: y'", &["y"]), ["y", "x: y", "'x: y'"]);
    assert_eq!(parts("a: ''", &[]), ["", "''"]);
}

#[test]
fn keys_are_decoded_and_their_ranges_are_without_quotes() {
    let text = "\"a\\u4e07\": 1\n'b''c' : 2\n? d\n: 3\n";
    let (tree, errors) = read_yaml(text);
    assert_eq!(errors, []);
    let keys = tree
        .children(tree.root().unwrap())
        .map(|(_, node)| node.key.as_ref().unwrap());
    let keys: Vec<_> = keys
        .map(|key| (&*key.text, &text[key.range.as_index()]))
        .collect();
    assert_eq!(keys, [("a万", "a\\u4e07"), ("b'c", "b''c"), ("d", "d")]);
}

#[test]
fn verbatim_texts_are_borrowed() {
    let text = "a: 实际支出\nb: \"实际支出\"\nc: '实际支出'\nd: |-\n  实际支出\n";
    let (tree, _) = read_yaml(text);
    for (_, node) in tree.children(tree.root().unwrap()) {
        let Value::String(value) = &node.value else {
            panic!()
        };
        assert_eq!(*value, Text::verbatim("实际支出", value.range().start));
    }
}
