use super::check;
use crate::json::read_json;
use crate::range::ByteRange;
use crate::tree::SyntaxErrorKind::*;
use crate::tree::{SyntaxError, Value};

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
