use super::read;

/// Checks the tree and the errors of a text with mistakes.
fn check(text: &str, tree: &str, errors: &str) {
    assert_eq!(read(text), (tree.to_owned(), errors.to_owned()), "in {text:?}");
}

#[test]
fn an_unclosed_quote_takes_its_line_alone() {
    check(
        "a: 0\nname: \"abc\nexpected: 好\nachieved: \"xyz\"\n",
        r#"{a: 0, name: !, expected: "好", achieved: "xyz"}"#,
        r#"UnclosedString "\"abc""#,
    );
    check(
        "a: 1\nb: \"x\nc: 2\nd: 3\n",
        "{a: 1, b: !, c: 2, d: 3}",
        r#"UnclosedString "\"x""#,
    );
    check(
        "a: 1\r\nb: 'x\r\nc: 2\r\n",
        "{a: 1, b: !, c: 2}",
        r#"UnclosedString "'x""#,
    );
    check("a: \"x\n  y\nb: 2\n", "{a: !, b: 2}", r#"UnclosedString "\"x""#);
    check("a: \"x\\", "{a: !}", r#"UnclosedString "\"x\\""#);
    check(
        "t:\n  - n: \"a\n    r: 1\n  - n: b\n    r: 2\n",
        r#"{t: [{n: !, r: 1}, {n: "b", r: 2}]}"#,
        r#"UnclosedString "\"a""#,
    );
    check(
        "t: \"\n  - n: a\n  - n: b\n",
        r#"{t: [{n: "a"}, {n: "b"}]}"#,
        r#"UnclosedString "\"""#,
    );
}

#[test]
fn two_quotes_that_swallow_a_line_are_two_mistakes() {
    check(
        "a: \"x\nb: 2\nc: y\"\nd: 1\n",
        r#"{a: !, b: 2, c: "y\"", d: 1}"#,
        r#"UnclosedString "\"x""#,
    );
}

#[test]
fn quotes_inside_of_a_text() {
    check("a: 'it's'\nb: 1\n", "{a: !, b: 1}", r#"NeedsQuotes "s""#);
    check("a: \"一张台\"建设\nb: 1\n", "{a: !, b: 1}", r#"NeedsQuotes "建""#);
    check(
        "a: \"x\\d\"\nb: 1\n",
        r#"{a: !"x d", b: 1}"#,
        r#"InvalidEscape "\\d""#,
    );
    check(
        "a: \"x\\u12\"\nb: 1\n",
        r#"{a: !"x u12", b: 1}"#,
        r#"InvalidEscape "\\u12""#,
    );
}

#[test]
fn an_unclosed_bracket_takes_its_line_alone() {
    check(
        "a: [x, y\nb: 1\nc: 2\n",
        "{a: !, b: 1, c: 2}",
        r#"UnclosedContainer "[""#,
    );
    check("a: {x: 1\nb: 1\n", "{a: !, b: 1}", r#"UnclosedContainer "{""#);
    check(
        "a: [x, {y: 1]\nb: 1\n",
        "{a: !, b: 1}",
        r#"UnclosedContainer "{""#,
    );
    check("k:\n- {a: 1", "{k: [!]}", r#"UnclosedContainer "{""#);
    check(
        "t: [\n  - n: a\n",
        r#"{t: [{n: "a"}]}"#,
        r#"UnclosedContainer "[""#,
    );
    check("a: {x: 1 y: 2}\nb: 1\n", "{a: !, b: 1}", r#"ExpectedComma """#);
    check(
        "a: x]\n]\nb: 1\n",
        r#"{a: "x]", b: 1}"#,
        r#"UnexpectedClosing "]""#,
    );
}

#[test]
fn a_text_that_must_be_quoted_is_lost_alone() {
    for (value, symbol) in [
        ("@x", "@"),
        ("`x`", "`"),
        ("%x", "%"),
        ("[重点]x", "x"),
        ("&", "&"),
        ("**x** y", "y"),
        (">50%", ">"),
        ("| x", "|"),
        ("!重点 x", "!"),
        ("- x", "-"),
        ("-", "-"),
        ("完成情况: 好", ":"),
        ("{x}: y: z", ":"),
    ] {
        let errors = format!("NeedsQuotes {symbol:?}");
        check(
            &format!("a: 1\nb: {value}\nc: 3\n"),
            "{a: 1, b: !, c: 3}",
            &errors,
        );
        check(
            &format!("t:\n  - a: 1\n    b: {value}\n    c: 3\n  - a: 2\n"),
            "{t: [{a: 1, b: !, c: 3}, {a: 2}]}",
            &errors,
        );
        check(
            &format!("a: 1\nb: {value}\n   一，\n   二\nc: 3"),
            "{a: 1, b: !, c: 3}",
            &errors,
        );
    }
    check("- @x\n- 2\n", "[!, 2]", r#"NeedsQuotes "@""#);
    check("f:\n  @x\nb: 1\n", "{f: !, b: 1}", r#"NeedsQuotes "@""#);
    check("@foo", "!", r#"NeedsQuotes "@""#);
    check(
        "a: x #c\n  y\nb: 1\n",
        r#"{a: !"x y", b: 1}"#,
        "NeedsQuotes \"#\"",
    );
    check("b: 【x】\nc: ≥1\n", r#"{b: "【x】", c: "≥1"}"#, "");
}

#[test]
fn an_alias_of_nothing_is_lost_alone() {
    check("a: *x\nb: 1\n", "{a: !, b: 1}", r#"UnknownAlias "*x""#);
    check("a: *注\nb: 1\n", "{a: !, b: 1}", r#"NeedsQuotes "*注""#);
    check(
        "a: &a\n  b: *a\n  c: 1\n",
        "{a: {b: !, c: 1}}",
        r#"UnknownAlias "*a""#,
    );
    check("a:\n  <<: *x\n  c: 1\n", "{a: !{c: 1}}", r#"UnknownAlias "*x""#);
    check(
        "a: &x 1\nb:\n  <<: *x\n  c: 1\n",
        "{a: 1, b: !{c: 1}}",
        r#"UnknownAlias "*x""#,
    );
}

#[test]
fn tabs_are_told_once_and_read_as_spaces() {
    check(
        "a: 1\n\tb: 2\nc: 3\n",
        "{a: 1, b: 2, c: 3}",
        r#"TabIndentation "\t""#,
    );
    check(
        "a:\n\tb: 2\n\tc:\n\t\td: 3\n\t\te:\n\t\t\t- 1\nf: 1\n",
        "{a: {b: 2, c: {d: 3, e: [1]}}, f: 1}",
        r#"TabIndentation "\t""#,
    );
}

#[test]
fn a_line_too_far_to_the_right_is_read_where_it_should_stand() {
    check(
        "a: x\n b: 1\nc: 2\n",
        r#"{a: "x", b: 1, c: 2}"#,
        r#"WrongIndentation "b: 1""#,
    );
    check(
        "a: 1\n  b: 2\n  c: 3\nd: 4\n",
        "{a: 1, b: 2, c: 3, d: 4}",
        r#"WrongIndentation "b: 2""#,
    );
    check(
        "f:\n   a: 1\n  b: 2\n  c: 3\n",
        "{f: {a: 1, b: 2, c: 3}}",
        r#"WrongIndentation "a: 1""#,
    );
    check(" a: 1\nb: 2\n", "{a: 1, b: 2}", r#"WrongIndentation "a: 1""#);
}

#[test]
fn a_line_too_far_to_the_left_is_read_where_it_should_stand() {
    check(
        "f:\n  a: 1\n b: 2\n  d: 4\nc: 1\n",
        "{f: {a: 1, b: 2, d: 4}, c: 1}",
        r#"WrongIndentation "b: 2""#,
    );
    check(
        "t:\n  - n: a\nf: |-\n      1\n    i:\n      - n: b\n  - n: c\n",
        r#"{t: [{n: "a", f: "1", i: [{n: "b"}]}, {n: "c"}]}"#,
        r#"WrongIndentation "f: |-""#,
    );
    check(
        "t:\n  - n: a\nf: 1\n  - n: c\nu: 2\n",
        r#"{t: ![{n: "a"}, {n: "c"}], u: 2}"#,
        r#"WrongIndentation "f: 1""#,
    );
    check(
        "t:\n  n: a\n  - b: 1\n  c: 1\n",
        r#"{t: {n: "a", b: 1, c: 1}}"#,
        r#"UnexpectedDash "-""#,
    );
    check(
        "a: x\n- b\nc: 1\n",
        r#"!{a: "x", c: 1}"#,
        r#"WrongIndentation "- b""#,
    );
}

#[test]
fn a_colon_is_told_of_and_the_value_read() {
    check(
        "年度：2022\n单位：万元\nc: 1\n",
        r#"{年度: 2022, 单位: "万元", c: 1}"#,
        r#"ExpectedColon "："; ExpectedColon "：""#,
    );
    check(
        "f:\n  a：1\n  b: 2\n",
        "{f: {a: 1, b: 2}}",
        r#"ExpectedColon "：""#,
    );
    check(
        "f:\n  b: 2\n  a：1\n",
        "{f: {b: 2, a: 1}}",
        r#"ExpectedColon "：""#,
    );
    check(
        "k: 1\nkey:value\nc: 2\n",
        r#"{k: 1, key: "value", c: 2}"#,
        r#"ExpectedSpace ":""#,
    );
    check(
        "k: 1\nkey:\"v\"\nc: 2\n",
        r#"{k: 1, key: "v", c: 2}"#,
        r#"ExpectedSpace ":""#,
    );
    check(
        "k: 1\nkey:[v\nc: 2\n",
        "{k: 1, key: !, c: 2}",
        r#"ExpectedSpace ":""#,
    );
    check("- n:甲\n  r: 1\n", r#"[{n: "甲", r: 1}]"#, r#"ExpectedSpace ":""#);
    check(
        "a: 1\n其中：一般公共预算:2\n",
        "{a: 1, 其中：一般公共预算: 2}",
        r#"ExpectedSpace ":""#,
    );
    check(
        "a: 1\n其中：一般公共预算 2\n",
        "{a: 1, 其中：一般公共预算: 2}",
        r#"ExpectedColon " ""#,
    );
    check(
        "a: 1\n时间：8:30\n",
        r#"{a: 1, 时间: "8:30"}"#,
        r#"ExpectedColon "：""#,
    );
    check(
        "a: 1\n其中：一般公共预算：2\n",
        "{a: 1, 其中：一般公共预算: 2}",
        r#"ExpectedColon "：""#,
    );
}

#[test]
fn a_line_without_a_colon_is_lost_alone() {
    check("a: 1\ncurr", "!{a: 1}", r#"ExpectedColon "curr""#);
    check(
        "a: 1\nb c: 2\nd\ne: 3\n",
        "!{a: 1, b c: 2, e: 3}",
        r#"ExpectedColon "d""#,
    );
    check("你好\na: 1\nb: 2\n", "!{a: 1, b: 2}", r#"ExpectedColon "你好""#);
    check(
        "f:\n  x\n  b: 2\nc: 1\n",
        "{f: !{b: 2}, c: 1}",
        r#"ExpectedColon "x""#,
    );
}

#[test]
fn a_text_that_goes_on_without_indentation_is_damaged() {
    check(
        "a: x\n一是y，\n二是z。\nz: 1\n",
        r#"{a: !"x", z: 1}"#,
        r#"WrongIndentation "一是y，""#,
    );
    check(
        "t:\n  - a: |\n      甲，\n乙，\n丙。\n    z: 1\n",
        r#"{t: [{a: !"甲，\n", z: 1}]}"#,
        r#"WrongIndentation "乙，""#,
    );
}

#[test]
fn a_missing_dash_is_told_of_and_its_element_read() {
    check(
        "t:\n  - n: a\n  n: b\n    e: x\n  - n: c\n",
        r#"{t: [{n: "a"}, {n: "b", e: "x"}, {n: "c"}]}"#,
        r#"ExpectedDash "n: b""#,
    );
}

#[test]
fn keys_that_are_none() {
    check("? [a]\n: b\nc: 1\n", "!{c: 1}", r#"ExpectedKey "[""#);
    check("{a: 1}: 2\nb: 1\n", "!{b: 1}", r#"ExpectedKey "{""#);
    check("a: 1\n: 2\n", "!{a: 1}", r#"ExpectedKey """#);
}

#[test]
fn control_characters_are_blanked_alone() {
    check(
        "a: 1\u{1}b\nc: 1\n",
        r#"{a: !"1 b", c: 1}"#,
        r#"ControlCharacter "\u{1}""#,
    );
    check(
        "a: 1\0b\nc: 1\n",
        r#"{a: !"1 b", c: 1}"#,
        r#"ControlCharacter "\0""#,
    );
    check(
        "a: 1\n\u{feff}c: 1\n",
        "{a: 1, c: 1}",
        "ControlCharacter \"\\u{feff}\"",
    );
}

#[test]
fn independent_mistakes_are_told_of_each() {
    check(
        "a: @x\nb: 1\nc: \"y\nd: 2\ne:3\nf: [1\ng: 4\n",
        "{a: !, b: 1, c: !, d: 2, e: 3, f: !, g: 4}",
        r#"NeedsQuotes "@"; UnclosedString "\"y"; ExpectedSpace ":"; UnclosedContainer "[""#,
    );
}
