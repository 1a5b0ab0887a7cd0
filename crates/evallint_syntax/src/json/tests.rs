use std::fmt::Write as _;

use proptest::prelude::*;

use super::read_json;
use crate::range::ByteRange;
use crate::tree::SyntaxErrorKind::{self, *};
use crate::tree::{NodeId, SyntaxError, Tree, Value};

/// The tree on one line: `!` follows what is damaged, `?` is what could not be read, and keys go without quotes.
fn dump(tree: &Tree<'_>) -> String {
    let mut out = String::new();
    if let Some(root) = tree.root() {
        dump_node(tree, root, &mut out);
    }
    out
}

fn dump_node(tree: &Tree<'_>, id: NodeId, out: &mut String) {
    let node = tree.node(id);
    if let Some(key) = &node.key {
        write!(out, "{}:", key.text).unwrap();
    }
    match &node.value {
        Value::Object => dump_children(tree, id, ['{', '}'], out),
        Value::Array => dump_children(tree, id, ['[', ']'], out),
        Value::String(text) => write!(out, "{:?}", text.value()).unwrap(),
        Value::Number(literal) => out.push_str(literal),
        Value::Bool(value) => write!(out, "{value}").unwrap(),
        Value::Null => out.push_str("null"),
        Value::Damaged => return out.push('?'),
    }
    if node.damaged {
        out.push('!');
    }
}

fn dump_children(tree: &Tree<'_>, id: NodeId, brackets: [char; 2], out: &mut String) {
    out.push(brackets[0]);
    for (index, (child, _)) in tree.children(id).enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        dump_node(tree, child, out);
    }
    out.push(brackets[1]);
}

/// Reads a text and compares its errors, as kinds and the text they are at, and its tree.
#[track_caller]
fn check(text: &str, expected_errors: &[(SyntaxErrorKind, &str)], expected_tree: &str) {
    let (tree, errors) = read_json(text);
    check_ranges(text, &tree, &errors);
    let errors: Vec<_> = errors
        .iter()
        .map(|error| (error.kind, &text[error.range.as_index()]))
        .collect();
    assert_eq!(
        (errors.as_slice(), dump(&tree).as_str()),
        (expected_errors, expected_tree),
        "in {text}"
    );
}

/// Every range lies in the text and on character boundaries, and those of children lie one after another in their
/// parent's.
#[track_caller]
fn check_ranges(text: &str, tree: &Tree<'_>, errors: &[SyntaxError]) {
    let check = |range: ByteRange| {
        assert!(range.start <= range.end, "{range:?} in {text:?}");
        assert!(text.get(range.as_index()).is_some(), "{range:?} in {text:?}");
    };
    for error in errors {
        check(error.range);
        if let Some(container) = error.container {
            assert!(matches!(tree.node(container).value, Value::Object | Value::Array));
        }
    }
    assert!(errors.is_sorted_by_key(|error| error.range.start));
    let mut unvisited: Vec<NodeId> = tree.root().into_iter().collect();
    let mut visited = 0;
    while let Some(id) = unvisited.pop() {
        visited += 1;
        let node = tree.node(id);
        check(node.range);
        check(node.content_range());
        assert!(node.range.contains(node.content_range()), "{node:?} in {text:?}");
        let mut end = node.range.start;
        for (child_id, child) in tree.children(id) {
            if let Some(key) = &child.key {
                check(key.range);
                assert!(
                    end <= key.range.start && key.range.end <= child.range.start,
                    "{child:?} in {text:?}"
                );
            }
            assert!(
                end <= child.range.start && node.range.contains(child.range),
                "{child:?} in {text:?}"
            );
            end = child.range.end;
            unvisited.push(child_id);
        }
    }
    assert_eq!(visited, tree.len());
}

#[test]
fn reads_well_formed_documents() {
    check(
        r#"{"a": [1, -0.5e+3, true, false, null], "b": {}, "c": "绩效"}"#,
        &[],
        r#"{a:[1, -0.5e+3, true, false, null], b:{}, c:"绩效"}"#,
    );
    check("\u{feff} [] \r\n", &[], "[]");
    check(" 12 ", &[], "12");
    check(r#""文""#, &[], r#""文""#);
    check(r#"{"":"","键\u0041":[[]]}"#, &[], r#"{:"", 键A:[[]]}"#);
}

#[test]
fn ranges_are_those_of_the_text() {
    let text = "\u{feff}{\"预算\": \"十\\u4e07\", \"数\": [1]}";
    let (tree, errors) = read_json(text);
    assert!(errors.is_empty());
    let root = tree.root().unwrap();
    assert_eq!(&text[tree.node(root).range.as_index()], &text[3..]);
    let members: Vec<_> = tree.children(root).map(|(_, node)| node).collect();
    assert_eq!(&text[members[0].key.as_ref().unwrap().range.as_index()], "预算");
    assert_eq!(&text[members[0].range.as_index()], r#""十\u4e07""#);
    assert_eq!(&text[members[0].content_range().as_index()], r"十\u4e07");
    assert_eq!(&text[members[1].range.as_index()], "[1]");
    let Value::String(string) = &members[0].value else {
        panic!()
    };
    assert_eq!(&text[string.source_range(3, 6).as_index()], r"\u4e07");
}

#[test]
fn decodes_escapes() {
    check(
        r#""\"\\\/\b\f\n\r\t\u4e07\ud83d\ude00.""#,
        &[],
        r#""\"\\/\u{8}\u{c}\n\r\t万😀.""#,
    );
    check(
        r#"["\ud83d", "\ude00x"]"#,
        &[(InvalidEscape, r"\ud83d"), (InvalidEscape, r"\ude00")],
        r#"["�"!, "�x"!]"#,
    );
    check(r#"["\ud83d\u0041"]"#, &[(InvalidEscape, r"\ud83d")], r#"["�A"!]"#);
    check(
        r#"{"a": "C:\张", "b\x": "\u12"}"#,
        &[
            (InvalidEscape, r"\张"),
            (InvalidEscape, r"\x"),
            (InvalidEscape, r"\u12"),
        ],
        r#"{a:"C:\\张"!, b\x:"\\u12"!}"#,
    );
}

#[test]
fn control_characters_stay_in_the_value() {
    check(
        "{\"a\": \"x\t\ty\u{1}\", \"b\": 1}",
        &[(ControlCharacter, "\t\t"), (ControlCharacter, "\u{1}")],
        r#"{a:"x\t\ty\u{1}"!, b:1}"#,
    );
}

#[test]
fn numbers_and_words_that_are_none() {
    for number in [
        "01", "+1", ".5", "1.", "1e", "-", "1e+", "0x10", "12月", "-01", "1.e3", "--1", "1/2",
    ] {
        check(&format!("[{number}, 2]"), &[(InvalidNumber, number)], "[?, 2]");
        check(number, &[(InvalidNumber, number)], "?");
    }
    for word in ["NaN", "True", "五级", "nul", "trues", "Infinity"] {
        check(
            &format!("{{\"a\": {word}, \"b\": 2}}"),
            &[(InvalidWord, word)],
            "{a:?, b:2}",
        );
        check(&format!("[{word}\n]"), &[(InvalidWord, word)], "[?]");
        check(word, &[(InvalidWord, word)], "?");
    }
    check(
        r#"{"金额": 1,234,567.00, "b": 2}"#,
        &[(InvalidNumber, "1,234,567.00")],
        "{金额:?, b:2}",
    );
    check(
        r#"{"a": 12 万元, "b": 2}"#,
        &[(InvalidWord, "万元")],
        "{a:12!, b:2}!",
    );
}

#[test]
fn a_value_without_quotes_is_one_mistake() {
    check(
        "{\"a\": 良好，继续 做, 好,\n\"b\": 1}",
        &[(InvalidWord, "良好，继续 做, 好")],
        "{a:?, b:1}",
    );
    check(
        "{\"a\": 良好\",\n\"b\": 1}",
        &[(InvalidWord, "良好\"")],
        "{a:?, b:1}",
    );
    check(
        "{\"a\": 见：附 表, \"b\": 1}",
        &[(InvalidWord, "见：附 表")],
        "{a:?, b:1}!",
    );
    check("[甲 乙, 2]", &[(InvalidWord, "甲 乙")], "[?, 2]");
}

#[test]
fn comments_are_white_space() {
    check(
        "{ // 说明\n\"a\": /* 值 */ 1 /**/, \"b\": 2}\n// 完",
        &[
            (Comment, "// 说明"),
            (Comment, "/* 值 */"),
            (Comment, "/**/"),
            (Comment, "// 完"),
        ],
        "{a:1, b:2}",
    );
    check("[1, /* 未完 ]", &[(Comment, "/* 未完 ]")], "[1]!");
    check("[1, /*/", &[(Comment, "/*/")], "[1]!");
    check(
        "{\"a\": NaN, // 说明\n\"b\": 1}",
        &[(InvalidWord, "NaN"), (Comment, "// 说明")],
        "{a:?, b:1}",
    );
}

#[test]
fn blanks_that_json_does_not_know() {
    check(
        "{\u{3000}\u{3000}\"a\":\u{a0}1}",
        &[(InvalidWord, "\u{3000}\u{3000}"), (InvalidWord, "\u{a0}")],
        "{a:1}",
    );
}

#[test]
fn other_quotes() {
    check(
        "{‘甲’: “乙”, '丙': '丁', \"a\": ['x']}",
        &[
            (WrongQuotes, "‘甲’"),
            (WrongQuotes, "“乙”"),
            (WrongQuotes, "'丙'"),
            (WrongQuotes, "'丁'"),
            (WrongQuotes, "'x'"),
        ],
        "{甲:\"乙\"!, 丙:\"丁\"!, a:[\"x\"!]}",
    );
    check(
        "{“a”：“x”，“b”：1}",
        &[
            (WrongQuotes, "“a”"),
            (ExpectedColon, "："),
            (WrongQuotes, "“x”"),
            (ExpectedComma, "，"),
            (WrongQuotes, "“b”"),
            (ExpectedColon, "："),
        ],
        "{a:\"x\"!, b:1!}",
    );
    check(
        "{\"a\": “x\",\n\"b\": ‘y,\n\"c\": 1}",
        &[(WrongQuotes, "“x\""), (UnclosedString, "‘y")],
        "{a:\"x\"!, b:\"y\"!, c:1}!",
    );
    check(
        "{\"a\": \"x”,\n\"b\": 1}",
        &[(UnclosedString, "\"x")],
        "{a:\"x\"!, b:1}!",
    );
}

#[test]
fn missing_commas() {
    check(
        "{\"a\": 1\n\"b\": \"x\" \"c\": {}\n \"d\": 2}",
        &[(ExpectedComma, ""), (ExpectedComma, ""), (ExpectedComma, "")],
        "{a:1, b:\"x\", c:{}, d:2}",
    );
    check(
        "[1 2 \"a\"\n\"b\"[]{}]",
        &[(ExpectedComma, ""); 5],
        "[1, 2, \"a\", \"b\", [], {}]",
    );
    let (_, errors) = read_json("[1 2]");
    assert_eq!(errors[0].range, ByteRange::new(2, 2));
}

#[test]
fn missing_colons() {
    check(
        r#"{"a" 1, "b" "x", "c" {"d": 1}}"#,
        &[(ExpectedColon, ""); 3],
        r#"{a:1, b:"x", c:{d:1}}"#,
    );
    check(r#"{"a", "b": 1}"#, &[(ExpectedColon, "")], "{a:?, b:1}");
    check(r#"{"b": 1, "a"}"#, &[(ExpectedColon, "")], "{b:1, a:?}");
    check("{\"a\"\n\"b\": 1}", &[(ExpectedColon, "")], "{a:?, b:1}");
    check("{\"他\"们\": 1, \"b\": 2}", &[(ExpectedColon, "")], "{b:2}!");
}

#[test]
fn missing_values() {
    check(r#"{"a": , "b": 1}"#, &[(ExpectedValue, "")], "{a:?, b:1}");
    check(r#"{"b": 1, "a": }"#, &[(ExpectedValue, "")], "{b:1, a:?}");
    check("{\"a\":\n \"b\": 1}", &[(ExpectedValue, "")], "{a:?, b:1}");
    check("{\"a\":\n \"b\"}", &[], "{a:\"b\"}");
    check(r#"{"a":"#, &[(ExpectedValue, "")], "{a:?}!");
    check(r#"{"a":: 1}"#, &[(ExpectedValue, ":")], "{a:1}");
    check(r#"{"a": ]}"#, &[(UnexpectedClosing, "]")], "{a:?}");
    let (tree, _) = read_json(r#"{"a": , "b": 1}"#);
    let (_, member) = tree.children(tree.root().unwrap()).next().unwrap();
    assert_eq!(member.range, ByteRange::new(5, 5));
}

#[test]
fn commas_that_are_too_many() {
    check(
        r#"{"a": 1,, "b": 2,}"#,
        &[(TrailingComma, ","), (TrailingComma, ",")],
        "{a:1, b:2}",
    );
    check(
        "[,1, ,\n,2,,]",
        &[
            (TrailingComma, ","),
            (TrailingComma, ",\n,"),
            (TrailingComma, ",,"),
        ],
        "[1, 2]",
    );
    check("[,]", &[(TrailingComma, ",")], "[]");
}

#[test]
fn full_width_punctuation() {
    check(
        "{\"a\"：1，\"b\": [1，2]，\n\"c\": 3}",
        &[
            (ExpectedColon, "："),
            (ExpectedComma, "，"),
            (ExpectedComma, "，"),
            (ExpectedComma, "，"),
        ],
        "{a:1, b:[1, 2], c:3}",
    );
}

#[test]
fn keys_that_are_none() {
    check(
        "{name: \"x\", 数: {b: 1}, \"c\": 2}",
        &[(ExpectedKey, "name"), (ExpectedKey, "数"), (ExpectedKey, "b")],
        "{name:\"x\"!, 数:{b:1!}!, c:2}",
    );
    check("{a\": 1, \"b\": 2}", &[(ExpectedKey, "a\"")], "{a:1!, b:2}");
    check("{: 1, \"b\": 2}", &[(ExpectedKey, ": 1")], "{b:2}!");
    check(
        "{: {\"x\": 1, \"y\": 2}, \"b\": 2}",
        &[(ExpectedKey, ": {\"x\": 1, \"y\": 2}")],
        "{b:2}!",
    );
    check(
        "{\"a\": 1, {\"x\": 1, \"y\": 2}, \"b\": 2}",
        &[(ExpectedKey, "{\"x\": 1, \"y\": 2}")],
        "{a:1, b:2}!",
    );
    check(
        "{\"a\": 1, 无键, \"b\": 2}",
        &[(ExpectedKey, "无键")],
        "{a:1, b:2}!",
    );
}

#[test]
fn a_line_break_ends_a_string() {
    check(
        "{\"a\": \"x,\n\"b\": 1}",
        &[(UnclosedString, "\"x")],
        "{a:\"x\"!, b:1}!",
    );
    check("{\"a\": \"x\n}", &[(UnclosedString, "\"x")], "{a:\"x\"!}!");
    check(
        "{\"a\": \"x\n, \"b\": 1}",
        &[(UnclosedString, "\"x")],
        "{a:\"x\"!, b:1}!",
    );
    check("[\"x,\r\n\"y\"]", &[(UnclosedString, "\"x")], "[\"x\"!, \"y\"]!");
    check(
        "[{\"a\": \"x},\n{\"b\": 1}]",
        &[(UnclosedString, "\"x")],
        "[{a:\"x\"!}!, {b:1}]",
    );
    check(
        "{\"l\": [{\"a\": \"x\"}, {\"a\": \"y }],\n\"b\": 1}",
        &[(UnclosedString, "\"y")],
        "{l:[{a:\"x\"}, {a:\"y\"!}!], b:1}",
    );
    check(
        "{\"a\": \"f{x},\n\"b\": 1}",
        &[(UnclosedString, "\"f{x}")],
        "{a:\"f{x}\"!, b:1}!",
    );
    check(
        "{\"a\": \"\\q\\ud800,\n\"b\": 1}",
        &[(UnclosedString, "\"\\q\\ud800")],
        "{a:\"\\\\q�\"!, b:1}!",
    );
    check("[{\"a\": \"x}]\n", &[(UnclosedString, "\"x")], "[{a:\"x\"!}!]");
    check("\"x\n{}", &[(UnclosedString, "\"x")], "\"x\"!");
}

#[test]
fn a_string_over_several_lines_is_one_mistake() {
    check(
        "{\"a\": \"第一段\n第二段，\"甲\"。\n\n第三段\", \"b\": 1,\n\"c\": 2}",
        &[(UnclosedString, "\"第一段")],
        "{a:\"第一段\"!, b:1, c:2}!",
    );
    check(
        "{\"a\": \"第一段\n第二段\"}",
        &[(UnclosedString, "\"第一段")],
        "{a:\"第一段\"!}!",
    );
    check(
        "[\"第一段\n2023年\",\n\"b\"]",
        &[(UnclosedString, "\"第一段")],
        "[\"第一段\"!, \"b\"]!",
    );
}

#[test]
fn unclosed_keys() {
    check("{\"a: 1,\n\"b\": 2}", &[(UnclosedString, "\"a")], "{a:1!, b:2}!");
    check(
        "{\"a: {\n\"x\": 1}, \"b\": 2}",
        &[(UnclosedString, "\"a")],
        "{a:{x:1}!, b:2}!",
    );
    check(
        "{\"a: \"x\",\n\"b\": 2}",
        &[(UnclosedString, "\"a")],
        "{a:\"x\"!, b:2}!",
    );
    check("{\"a,\n\"b\": 2}", &[(UnclosedString, "\"a")], "{b:2}!");
    check(
        "{\"a: 未知,\n\"b\": 2}",
        &[(UnclosedString, "\"a: 未知")],
        "{b:2}!",
    );
    check("{\"a: 1, \"b\": 2}", &[(UnclosedString, "\"a: 1")], "{b:2}!");
}

#[test]
fn an_unclosed_string_within_a_line() {
    check(
        r#"{"a": "x, "b": 1}"#,
        &[(UnclosedString, "\"x")],
        r#"{a:"x"!, b:1}!"#,
    );
    check(r#"["x, "y"]"#, &[(UnclosedString, "\"x")], r#"["x"!, "y"]!"#);
    check(r#"{"a": "x "b": 1}"#, &[(InvalidWord, "b\": 1")], r#"{a:"x "!}!"#);
}

#[test]
fn quotes_that_ought_to_be_escaped() {
    check(
        "{\"a\": \"he said \"hi\" to\",\n\"b\": 1}",
        &[(InvalidWord, "hi\" to\"")],
        "{a:\"he said \"!, b:1}",
    );
    check(
        r#"{"a": "he said "hi", yes", "b": 1}"#,
        &[(InvalidWord, "hi\", yes\"")],
        r#"{a:"he said "!, b:1}"#,
    );
    check(
        r#"{"a": ""甲"、"乙"", "b": 1}"#,
        &[(InvalidWord, "甲\"、\"乙\"\"")],
        r#"{a:""!, b:1}"#,
    );
    check(r#"{"a": "见"甲""}"#, &[(InvalidWord, "甲\"\"")], r#"{a:"见"!}"#);
    check(
        r#"[{"a": "见"甲""}, {"b": 1}]"#,
        &[(InvalidWord, "甲\"\"")],
        r#"[{a:"见"!}, {b:1}]"#,
    );
    check(
        "[\"见\"甲\"表\",\n\"b\"]",
        &[(InvalidWord, "甲\"表\"")],
        "[\"见\"!, \"b\"]",
    );
    check(
        "{\"a\": \"见\"甲\"\n续\",\n\"b\": 1}",
        &[(InvalidWord, "甲\"")],
        "{a:\"见\"!, b:1}",
    );
    check(
        r#"{"a": "他说："好"", "b": 1}"#,
        &[(InvalidWord, "好\"\"")],
        r#"{a:"他说："!, b:1}"#,
    );
}

#[test]
fn a_quote_too_many_or_in_the_wrong_place() {
    check(r#"{"a"": 1, "b": 2}"#, &[(ExpectedColon, "\"")], "{a:1, b:2}");
    check(r#"{""a": 1, "b": 2}"#, &[(ExpectedKey, "a\"")], "{a:1!, b:2}");
    check(
        r#"{"a": {"x": 1, "y"": [1]}, "b": 2}"#,
        &[(ExpectedColon, "\"")],
        "{a:{x:1, y:[1]}, b:2}",
    );
    check(
        r#"{"a": " {"x": 1}, "b": 2}"#,
        &[(UnclosedString, "\"")],
        "{a:{x:1}, b:2}!",
    );
    check(
        "{\"a\": \"[\n{\"x\": 1}], \"b\": 2}",
        &[(UnclosedString, "\"")],
        "{a:[{x:1}], b:2}!",
    );
    check(
        r#"{"a: {"x": 1}, "b": 2}"#,
        &[(UnclosedString, "\"a")],
        "{a:{x:1}!, b:2}!",
    );
    check(
        r#"{"a": ["x, 1], "b": 2}"#,
        &[(UnclosedString, "\"x, 1")],
        r#"{a:["x, 1"!]!, b:2}"#,
    );
    check(
        r#"{"a": ["x"", 1], "b": 2}"#,
        &[(InvalidWord, "\"")],
        r#"{a:["x"!, 1], b:2}"#,
    );
    check(
        "[{\"a\": 1}\",\n{\"b\": 2}]",
        &[(InvalidWord, "\"")],
        "[{a:1}, {b:2}]!",
    );
}

#[test]
fn a_container_in_the_damage_is_skipped_as_a_whole() {
    check(
        r#"{"甲"乙": {"x": 1, "y": 2}, "b": 2}"#,
        &[(ExpectedColon, "")],
        "{b:2}!",
    );
    check(
        "{\"甲\n乙\": [\n{\"x\": 1},\n{\"y\": 2}],\n\"b\": 2}",
        &[(UnclosedString, "\"甲")],
        "{b:2}!",
    );
    check(
        r#"{"a": f({"x": 1, "y": 2}), "b": 2}"#,
        &[(InvalidWord, r#"f({"x": 1, "y": 2})"#)],
        "{a:?, b:2}!",
    );
}

#[test]
fn containers_open_at_the_end() {
    check(r#"{"a": [1, 2"#, &[(UnclosedContainer, "[")], "{a:[1, 2]!}!");
    check(r#"{"a": [1, 2]"#, &[(UnclosedContainer, "{")], "{a:[1, 2]}!");
    check(
        r#"{"a": {"b": "c"#,
        &[(UnclosedString, "\"c")],
        r#"{a:{b:"c"!}!}!"#,
    );
    check(r#"{"a": {"b"#, &[(UnclosedString, "\"b")], "{a:{}!}!");
    check(r#"{"a": {"b" "#, &[(ExpectedColon, "")], "{a:{b:?}!}!");
    check(r#"{"a": [tru"#, &[(InvalidWord, "tru")], "{a:[?]!}!");
    check(r#"{"a": [1, "#, &[(UnclosedContainer, "[")], "{a:[1]!}!");
    check(
        "{\"a\": {\"b\": 1,\n\"c\": 2}",
        &[(UnclosedContainer, "{")],
        "{a:{b:1, c:2}}!",
    );
}

#[test]
fn brackets_that_do_not_match() {
    check(r#"{"a": [1, 2}"#, &[(UnclosedContainer, "[")], "{a:[1, 2]!}");
    check(
        r#"{"a": [1, 2}, "b": 3}"#,
        &[(UnclosedContainer, "[")],
        "{a:[1, 2]!, b:3}",
    );
    check(
        r#"[{"a": 1], {"b": 2}]"#,
        &[(UnclosedContainer, "{")],
        "[{a:1}!, {b:2}]",
    );
    check(
        r#"[{"a": [1, 2}, 3]"#,
        &[(UnclosedContainer, "[")],
        "[{a:[1, 2]!}, 3]",
    );
    check(r#"{"a": [[1, 2}"#, &[(UnclosedContainer, "[")], "{a:[[1, 2]!]!}");
    check(r#"{"a": 1]]}"#, &[(UnexpectedClosing, "]]")], "{a:1}");
    check(r#"{"a": 1]"#, &[(UnexpectedClosing, "]")], "{a:1}!");
    check(
        "{\"l\": [{\"a\": ],\n\"b\": 1}]}",
        &[(UnexpectedClosing, "]")],
        "{l:[{a:?, b:1}]}",
    );
    check("}", &[(UnexpectedClosing, "}")], "?");
}

#[test]
fn a_container_that_lacks_its_bracket_ends_before_what_it_cannot_hold() {
    check(
        "[{\"a\": 1,\n{\"b\": 2}]",
        &[(UnclosedContainer, "{")],
        "[{a:1}!, {b:2}]",
    );
    check(
        "[{\"a\": 1\n{\"b\": 2}]",
        &[(UnclosedContainer, "{")],
        "[{a:1}!, {b:2}]",
    );
    check(
        "{\"a\": [1, 2,\n\"b\": 3}",
        &[(UnclosedContainer, "[")],
        "{a:[1, 2]!, b:3}",
    );
    check(
        "{\"a\": [\"x\"\n\"b\": 3}",
        &[(UnclosedContainer, "[")],
        "{a:[\"x\"]!, b:3}",
    );
}

#[test]
fn text_around_the_document() {
    check("{\"a\": 1} 完。\n{}\n", &[(TrailingText, "完。\n{}")], "{a:1}");
    check("1 2", &[(TrailingText, "2")], "1");
    check(
        "以下是[结果]：\n```json\n{\"a\": 1}\n```",
        &[(InvalidWord, "以下是[结果]："), (TrailingText, "```")],
        "{a:1}",
    );
    check("五级 评价\n好", &[(InvalidWord, "五级")], "?");
}

#[test]
fn empty_documents() {
    for text in ["", " \n", "\u{feff}", "// 无\n/* */ ", "\u{3000}"] {
        let (tree, errors) = read_json(text);
        let end = u32::try_from(text.len()).unwrap();
        assert_eq!(
            errors,
            [SyntaxError {
                kind: Empty,
                range: ByteRange::new(end, end),
                container: None
            }]
        );
        assert!(tree.is_empty());
    }
}

#[test]
fn errors_name_the_container_they_are_in() {
    let (tree, errors) = read_json("{\"a\": [1 2, {\"b\" 1}], \"c\": [");
    let root = tree.root().unwrap();
    let members: Vec<_> = tree.children(root).map(|(id, _)| id).collect();
    let object = tree.children(members[0]).last().unwrap().0;
    let found: Vec<_> = errors.iter().map(|error| (error.kind, error.container)).collect();
    assert_eq!(
        found,
        [
            (ExpectedComma, Some(members[0])),
            (ExpectedColon, Some(object)),
            (UnclosedContainer, Some(members[1]))
        ]
    );
}

#[test]
fn too_deep_containers_are_skipped() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(read_json(&nested(128)).1.is_empty());
    let text = format!("{{\"a\": {}, \"b\": {}, \"c\": 1}}", nested(128), nested(130));
    let (tree, errors) = read_json(&text);
    assert_eq!(
        errors.iter().map(|error| error.kind).collect::<Vec<_>>(),
        [TooDeep]
    );
    assert_eq!(errors[0].range, ByteRange::new(6 + 127, 6 + 128));
    assert_eq!(tree.children(tree.root().unwrap()).count(), 3);
    let text = "[".repeat(128) + "{\"]]\": \"}\"}" + &"]".repeat(128);
    let (tree, errors) = read_json(&text);
    assert_eq!((errors.len(), tree.len()), (1, 129));
}

#[test]
fn long_junk_takes_linear_time() {
    let pieces = [
        "[",
        "{",
        "\"",
        "]",
        "}",
        ",",
        ":",
        "x",
        "\\",
        "\n",
        "/*",
        "//",
        "//\n",
        "，",
        "：",
        "“",
        "‘",
        "'",
        "{\"",
        "{\"a\":",
        ",\"",
        "\"a\" ",
        "a\"",
        "‘a:",
        "\"a:",
        "\"a: 1\n",
        "[\"",
        "\"x,",
        "\\\"",
        "} ",
        "{]",
        "[}",
        ",‘",
        "},",
        "1 ",
        "@ ",
        "\u{3000}",
        ",\"a\"x",
        "\"a\":x ",
        "{\"a\":[",
        "[{\"a\":1,",
        "\",\"",
        "\n\"",
    ];
    for piece in pieces {
        for prefix in [
            "",
            "{",
            "[",
            "{\"a\": ",
            "{\"a\": \"x\" y",
            "{\"a\": \"x\n",
            "[x y",
            "[[{\"a\":[{\"b\":",
        ] {
            let text = prefix.to_owned() + &piece.repeat(20_000);
            let started = std::time::Instant::now();
            let (_, errors) = read_json(&text);
            assert!(
                started.elapsed().as_secs() < 2,
                "{prefix:?} and {piece:?} repeated"
            );
            assert!(!errors.is_empty());
        }
    }
}

const DOCUMENT: &str = r#"{
  "项目名称": "农村公路养护（二期）工程, 含桥梁}",
  "编号": "2023\u5e74-\ud83d\ude00-\\01\"",
  "预算": {"金额": 1234567.89, "单位": "万元", "执行率": -9.5e-1, "备注：其他": null},
  "指标": [
    {"名称": "完成里程", "目标值": ["≥120公里", 120, true], "得分": 0},
    {"名称": "群众满意度: \"高\"", "目标值": [], "得分": 8.0},
    [[], {}, [false, "],"]]
  ],
  "评价 结论": "总体良好。𠮷, 问题: 资金到位不及时；\n建议：加强管理。{见附件[1]}",
  "附件": {}
}
"#;

#[test]
fn a_prefix_has_at_most_one_error() {
    assert!(read_json(DOCUMENT).1.is_empty());
    for end in (0..DOCUMENT.len()).filter(|end| DOCUMENT.is_char_boundary(*end)) {
        let prefix = &DOCUMENT[..end];
        let (tree, errors) = read_json(prefix);
        check_ranges(prefix, &tree, &errors);
        assert!(errors.len() <= 1, "{errors:?} in {prefix}");
        let complete = prefix.trim_end().ends_with('}') && DOCUMENT[end..].trim().is_empty();
        assert_eq!(errors.is_empty(), complete, "in {prefix}");
    }
}

/// An error in one member leaves the others as they are.
#[test]
fn one_damaged_line_costs_one_member() {
    let lines: Vec<String> = (0..5)
        .map(|line| format!("  \"k{line}\": \"文字，{line}\",\n"))
        .collect();
    let damages = [
        ("\"k2\": \"文字，2,\n", UnclosedString),
        ("\"k2\": \"文\"字\"，2\",\n", InvalidWord),
        ("\"k2\": \"文字\n，2\",\n", UnclosedString),
        ("\"k2: \"文字，2\",\n", UnclosedString),
        ("\"k2\" \"文字，2\",\n", ExpectedColon),
        ("\"k2\": 文字，2\",\n", InvalidWord),
        ("\"k2\": ,\n", ExpectedValue),
        ("\"k2\":\n", ExpectedValue),
        ("\"k2\": \"文字\"\n", ExpectedComma),
        ("\"k2\": \"文字\",,\n", TrailingComma),
        ("\"k2\": \"文字\"，\n", ExpectedComma),
        ("k2: \"文字\",\n", ExpectedKey),
        ("\"文字，2\",\n", ExpectedColon),
        ("文字，2\",\n", ExpectedKey),
        ("\"k2\": '文字',\n", WrongQuotes),
        ("\"k2\": 1.2.3,\n", InvalidNumber),
    ];
    for (line, kind) in damages {
        let text = format!(
            "{{\n{}{}{line}{}{}  \"end\": 1\n}}\n",
            lines[0], lines[1], lines[3], lines[4]
        );
        let (tree, errors) = read_json(&text);
        check_ranges(&text, &tree, &errors);
        assert_eq!(
            errors.iter().map(|error| error.kind).collect::<Vec<_>>(),
            [kind],
            "in {text}"
        );
        let whole: Vec<_> = tree
            .children(tree.root().unwrap())
            .filter(|(_, member)| !member.damaged)
            .filter_map(|(_, member)| Some(member.key.as_ref()?.text.to_string()))
            .filter(|key| key != "k2")
            .collect();
        assert_eq!(whole, ["k0", "k1", "k3", "k4", "end"], "in {text}");
    }
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let string =
        || proptest::string::string_regex("[a-z,:{}\\[\\]\"\\\\/\n\t\u{1}预算“：，😀 ]{0,8}").unwrap();
    let scalar = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        proptest::num::f64::NORMAL.prop_map(serde_json::Value::from),
        string().prop_map(serde_json::Value::from),
        proptest::collection::vec(any::<char>(), 0..6)
            .prop_map(|chars| serde_json::Value::from(chars.into_iter().collect::<String>())),
    ];
    scalar.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(serde_json::Value::from),
            proptest::collection::vec((string(), inner), 0..6)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Writes JSON with random white space and escapes.
fn print(value: &serde_json::Value, style: u8) -> String {
    let text = if style & 1 == 0 {
        serde_json::to_string(value).unwrap()
    } else {
        serde_json::to_string_pretty(value).unwrap()
    };
    if style & 2 == 0 {
        return text;
    }
    let escape = |character: char| {
        let units = character.encode_utf16(&mut [0; 2]).to_vec();
        units
            .iter()
            .fold(String::new(), |escape, unit| escape + &format!("\\u{unit:04x}"))
    };
    text.chars()
        .map(|next| {
            if next.is_ascii() {
                next.to_string()
            } else {
                escape(next)
            }
        })
        .collect()
}

fn assert_same(tree: &Tree<'_>, id: NodeId, expected: &serde_json::Value) {
    let node = tree.node(id);
    assert!(!node.damaged);
    match (&node.value, expected) {
        (Value::Null, serde_json::Value::Null) => {}
        (Value::Bool(found), serde_json::Value::Bool(expected)) => assert_eq!(found, expected),
        (Value::Number(found), serde_json::Value::Number(expected)) => {
            assert_eq!(*found, expected.to_string());
        }
        (Value::String(found), serde_json::Value::String(expected)) => assert_eq!(found.value(), expected),
        (Value::Array, serde_json::Value::Array(expected)) => {
            assert_eq!(node.child_count(), expected.len());
            tree.children(id)
                .zip(expected)
                .for_each(|((child, _), expected)| assert_same(tree, child, expected));
        }
        (Value::Object, serde_json::Value::Object(expected)) => {
            assert_eq!(node.child_count(), expected.len());
            for ((child, node), (key, expected)) in tree.children(id).zip(expected) {
                assert_eq!(node.key.as_ref().unwrap().text, key.as_str());
                assert_same(tree, child, expected);
            }
        }
        (found, expected) => panic!("{found:?} is not {expected}"),
    }
}

#[derive(Debug, Clone)]
enum Edit {
    Insert(usize, String),
    Delete(usize, usize),
    Repeat(usize, usize),
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let piece = prop_oneof![
        proptest::string::string_regex("[\"'\\\\{}\\[\\],:/*\n\r\t a1e.+-]").unwrap(),
        proptest::string::string_regex("[预，：“”‘’、😀\u{3000}\u{feff}\u{0}]").unwrap(),
        Just("\\ud800".to_owned()),
        Just("/*".to_owned()),
        Just("//".to_owned()),
        Just(",\n".to_owned()),
        Just("\"b\":".to_owned()),
    ];
    prop_oneof![
        (any::<usize>(), piece).prop_map(|(place, piece)| Edit::Insert(place, piece)),
        (any::<usize>(), 1..4_usize).prop_map(|(place, count)| Edit::Delete(place, count)),
        (any::<usize>(), 1..9_usize).prop_map(|(place, count)| Edit::Repeat(place, count)),
    ]
}

fn apply(edit: &Edit, text: &mut Vec<char>) {
    let length = text.len().max(1);
    let end = |start: usize, count: usize, text: &[char]| (start + count).min(text.len());
    match edit {
        Edit::Insert(place, piece) => {
            let place = place % length;
            let place = place.min(text.len());
            text.splice(place..place, piece.chars());
        }
        Edit::Delete(place, count) => {
            let start = (place % length).min(text.len());
            text.drain(start..end(start, *count, text));
        }
        Edit::Repeat(place, count) => {
            let start = (place % length).min(text.len());
            let copy = text[start..end(start, *count, text)].to_vec();
            text.splice(start..start, copy);
        }
    }
}

/// Whether `serde_json` takes it, which knows no byte order mark and bounds the size of numbers.
fn is_json(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(_) => true,
        Err(error) => error.to_string().contains("number out of range") && read_json(text).1.is_empty(),
    }
}

fn check_all(text: &str) -> Result<(), TestCaseError> {
    let (tree, errors) = read_json(text);
    check_ranges(text, &tree, &errors);
    prop_assert_eq!(errors.is_empty(), is_json(text));
    Ok(())
}

proptest! {
    #[test]
    fn agrees_with_serde_json(value in any_json(), style in any::<u8>()) {
        let text = print(&value, style);
        let (tree, errors) = read_json(&text);
        prop_assert_eq!(errors, []);
        check_ranges(&text, &tree, &[]);
        assert_same(&tree, tree.root().unwrap(), &value);
    }

    #[test]
    fn prefixes_have_at_most_one_error(value in any_json(), style in any::<u8>(), length in any::<prop::sample::Index>()) {
        let text = print(&value, style);
        let ends: Vec<_> = (0..=text.len()).filter(|end| text.is_char_boundary(*end)).collect();
        let prefix = &text[..*length.get(&ends)];
        let (tree, errors) = read_json(prefix);
        check_ranges(prefix, &tree, &errors);
        prop_assert!(errors.len() <= 1, "{:?}", errors);
    }

    #[test]
    fn edited_documents_keep_ranges_in_order(edits in prop::collection::vec(any_edit(), 1..12)) {
        let mut text: Vec<char> = DOCUMENT.chars().collect();
        for edit in &edits {
 apply(edit, &mut text);
 }
        check_all(&text.into_iter().collect::<String>())?;
    }

    #[test]
    fn edited_random_documents_keep_ranges_in_order(
        value in any_json(),
        style in any::<u8>(),
        edits in prop::collection::vec(any_edit(), 1..20),
    ) {
        let mut text: Vec<char> = print(&value, style).chars().collect();
        for edit in &edits {
 apply(edit, &mut text);
 }
        check_all(&text.into_iter().collect::<String>())?;
    }
}
