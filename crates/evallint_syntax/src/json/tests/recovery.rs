use super::{DOCUMENT, check, check_ranges};
use crate::json::read_json;
use crate::range::ByteRange;
use crate::tree::SyntaxErrorKind::*;

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
