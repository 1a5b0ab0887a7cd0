//! `syntax-error`: a source that is not well-formed.

use evallint_syntax::{Format, SyntaxError, SyntaxErrorKind};

use crate::document::Document;
use crate::fix::{Applicability, Fix, title};
use crate::message::{Message, Template};
use crate::pointer::Pointer;
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "syntax-error",
    name: "语法错误",
    group: Group::Structure,
    severity: Severity::Error,
    page: include_str!("syntax-error.md"),
    has_fix: true,
    check,
};

static EMPTY: Template = Template {
    zh: "文件是空的。",
    en: "The file is empty.",
};

static FILL_IN: Template = Template {
    zh: "请填入一份自评表。",
    en: "Put a form in it.",
};

static EXPECTED_VALUE: Template = Template {
    zh: "此处缺少值。",
    en: "A value is missing here.",
};

static ADD_VALUE: Template = Template {
    zh: "请补上值；暂时没有内容的，写 null。",
    en: "Add it, or write null while there is none.",
};

static EXPECTED_KEY: Template = Template {
    zh: "此处应为双引号括起的字段名。",
    en: "A key in double quotes should stand here.",
};

static ADD_KEY: Template = Template {
    zh: "请补上字段名，如 \"year\"。",
    en: "Add it, as in \"year\".",
};

static EXPECTED_COLON: Template = Template {
    zh: "字段名与值之间缺少半角冒号。",
    en: "A colon is missing between the key and its value.",
};

static ADD_COLON: Template = Template {
    zh: "请加上半角冒号“:”。",
    en: "Add a colon.",
};

static EXPECTED_COMMA: Template = Template {
    zh: "两项之间缺少半角逗号。",
    en: "A comma is missing between two items.",
};

static ADD_COMMA: Template = Template {
    zh: "请加上半角逗号“,”。",
    en: "Add a comma.",
};

static TRAILING_COMMA: Template = Template {
    zh: "逗号之后没有内容。",
    en: "Nothing follows this comma.",
};

static REMOVE_COMMA: Template = Template {
    zh: "请删去多余的逗号。",
    en: "Remove the comma.",
};

static UNCLOSED_STRING: Template = Template {
    zh: "文字缺少右引号。",
    en: "The closing quote of this text is missing.",
};

static CLOSE_STRING: Template = Template {
    zh: "请在文字末尾加上半角双引号；文字里的双引号写作 \\\"，换行写作 \\n。",
    en: "Add it; inside a text write a quote as \\\" and a line break as \\n.",
};

static UNCLOSED_CONTAINER: Template = Template {
    zh: "这个括号没有配对的右括号。",
    en: "This bracket is never closed.",
};

static CLOSE_CONTAINER: Template = Template {
    zh: "请在内容末尾补上右括号。",
    en: "Close it after its last item.",
};

static UNEXPECTED_CLOSING: Template = Template {
    zh: "多余的右括号。",
    en: "This bracket closes nothing.",
};

static REMOVE_CLOSING: Template = Template {
    zh: "请删去，或补上对应的左括号。",
    en: "Remove it, or add the bracket it should close.",
};

static INVALID_ESCAPE: Template = Template {
    zh: "反斜杠后的内容不是有效的转义。",
    en: "This backslash begins no escape.",
};

static ESCAPE: Template = Template {
    zh: "反斜杠本身写作 \\\\。",
    en: "Write a backslash itself as \\\\.",
};

static CONTROL_CHARACTER: Template = Template {
    zh: "文字中有不可见的控制字符。",
    en: "A control character stands in this text.",
};

static ESCAPE_CONTROL: Template = Template {
    zh: "请删去；制表符写作 \\t。",
    en: "Remove it; write a tab as \\t.",
};

static INVALID_NUMBER: Template = Template {
    zh: "数字的写法无效。",
    en: "This is not how JSON writes a number.",
};

static QUOTE_NUMBER: Template = Template {
    zh: "请用半角字符写成 12 或 0.5；需要千分位或百分号时加双引号，如 \"15,784.84\"。",
    en: "Write 12 or 0.5; with separators or a percent sign put it in quotes, as in \"15,784.84\".",
};

static INVALID_WORD: Template = Template {
    zh: "文字没有加双引号。",
    en: "This text is not in quotes.",
};

static QUOTE_WORD: Template = Template {
    zh: "请用半角双引号括起来。",
    en: "Put it in double quotes.",
};

static WRONG_QUOTES: Template = Template {
    zh: "引号不是半角双引号。",
    en: "These are not double quotes.",
};

static USE_QUOTES: Template = Template {
    zh: "请改用半角双引号“\"”。",
    en: "Use plain double quotes.",
};

static COMMENT: Template = Template {
    zh: "JSON 不能写注释。",
    en: "JSON has no comments.",
};

static REMOVE_COMMENT: Template = Template {
    zh: "请删去注释，或写进以 x- 开头的字段。",
    en: "Remove it, or put it in a key that begins with x-.",
};

static TRAILING_TEXT: Template = Template {
    zh: "文档结束之后还有内容。",
    en: "Text follows the end of the document.",
};

static REMOVE_TEXT: Template = Template {
    zh: "一个文件只能有一份表，请删去多余内容或另存一个文件。",
    en: "A file holds one form; remove the rest or move it to a file of its own.",
};

static TOO_DEEP: Template = Template {
    zh: "括号嵌套过深，此处内容不再读取。",
    en: "This is nested too deeply to be read.",
};

static FLATTEN: Template = Template {
    zh: "自评表不需要这样的嵌套，请删去。",
    en: "The form has no such nesting; remove it.",
};

static EXPECTED_YAML_KEY: Template = Template {
    zh: "此处应为字段名。",
    en: "A key should stand here.",
};

static ADD_YAML_KEY: Template = Template {
    zh: "请补上字段名，如 year。",
    en: "Add it, as in year.",
};

static ADD_COLON_AND_SPACE: Template = Template {
    zh: "请写成“字段名: 值”，冒号为半角，后面空一格。",
    en: "Write \"key: value\", with a space after the colon.",
};

static NEEDS_QUOTES: Template = Template {
    zh: "这段内容含有 YAML 的特殊符号，不能直接书写。",
    en: "This text holds a character that means something in YAML.",
};

static QUOTE_TEXT: Template = Template {
    zh: "请把整段文字用半角双引号括起来；文字里的双引号写作 \\\"。",
    en: "Put the whole text in double quotes; inside it write a quote as \\\".",
};

static EXPECTED_SPACE: Template = Template {
    zh: "冒号后缺少空格。",
    en: "A space is missing after the colon.",
};

static ADD_SPACE: Template = Template {
    zh: "请在冒号后加一个空格。",
    en: "Put a space after the colon.",
};

static EXPECTED_DASH: Template = Template {
    zh: "列表的这一项缺少开头的“- ”。",
    en: "This item of a list does not begin with a dash.",
};

static ADD_DASH: Template = Template {
    zh: "请在这一项的第一行行首加上“- ”，其余各行与它的内容对齐。",
    en: "Begin its first line with \"- \", and align its other lines with what follows the dash.",
};

static WRONG_DASH: Template = Template {
    zh: "列表的一项应以半角“-”加一个空格开头。",
    en: "An item of a list begins with a dash and a space.",
};

static WRITE_DASH: Template = Template {
    zh: "请把行首改为“- ”，不用全角横线、圆点等符号，“-”后空一格。",
    en: "Write \"- \" here, with no other mark and with the space.",
};

static UNEXPECTED_DASH: Template = Template {
    zh: "这里不是列表，行首多了“- ”。",
    en: "A dash begins this line, which is no item of a list.",
};

static REMOVE_DASH: Template = Template {
    zh: "请删去“- ”，并与上下各行对齐；如果是列表的一项，请与列表其余各项的“- ”对齐。",
    en: "Remove it and align the line with those around it; an item of a list belongs under its other dashes.",
};

static WRONG_INDENTATION: Template = Template {
    zh: "这一行的缩进与上下各行对不齐。",
    en: "This line is not aligned with the lines around it.",
};

static ALIGN: Template = Template {
    zh: "同一层的各行请用同样多的空格缩进；如果是上一行文字的延续，请比它的字段名多缩进两格。",
    en: "Indent the lines of one level alike; a line that goes on with the text above belongs deeper than its key.",
};

static TAB_INDENTATION: Template = Template {
    zh: "YAML 不能用制表符（Tab）缩进。",
    en: "YAML does not allow tabs for indentation.",
};

static USE_SPACES: Template = Template {
    zh: "请改用空格，每层两个。",
    en: "Use spaces, two for each level.",
};

static WIDE_INDENTATION: Template = Template {
    zh: "行首用了全角空格一类的空白，YAML 只认半角空格缩进。",
    en: "This line is indented with full-width or other blanks; YAML takes plain spaces only.",
};

static USE_PLAIN_SPACES: Template = Template {
    zh: "请改用半角空格，每层两个。",
    en: "Use plain spaces, two for each level.",
};

static WRONG_COMMENT: Template = Template {
    zh: "YAML 的注释以半角“#”开头。",
    en: "A comment in YAML begins with #.",
};

static USE_HASH: Template = Template {
    zh: "请把行首的注释符号改为半角“#”；如果这是正文，请接在上面的文字之后，并比它的字段名多缩进两格。",
    en: "Begin it with #; a line of text belongs after the text above, two columns deeper than its key.",
};

static UNKNOWN_ALIAS: Template = Template {
    zh: "此处引用的内容不存在。",
    en: "This refers to something that does not stand before it.",
};

static QUOTE_OR_ANCHOR: Template = Template {
    zh: "以“*”开头的文字请用半角双引号括起来；确要引用的，先用“&”在前文标出被引用的内容。",
    en: "Put a text that begins with * in double quotes; to refer to something, mark it with & further up.",
};

static TOO_MANY_ALIASES: Template = Template {
    zh: "引用展开后内容过多，不再展开。",
    en: "The aliases stand for more than is read.",
};

static WRITE_OUT: Template = Template {
    zh: "自评表不需要这样多的引用，请直接写出内容。",
    en: "The form needs no such aliases; write the values out.",
};

static SECOND_DOCUMENT: Template = Template {
    zh: "从这里开始是第二份文档，不再读取。",
    en: "A second document begins here; it is not read.",
};

static SPLIT_FILE: Template = Template {
    zh: "一个文件只能有一份表，请另存一个文件，或删去“---”。",
    en: "A file holds one form; move it to a file of its own, or remove the ---.",
};

static TOO_MANY_VALUES: Template = Template {
    zh: "文件内容远多于一份自评表，从这里起不再读取。",
    en: "This file holds far more than a form does; what follows is not read.",
};

static KEEP_THE_FORM: Template = Template {
    zh: "请核对文件是否为自评表，并删去与表无关的内容。",
    en: "See that it is a form, and remove what does not belong to it.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for error in &document.irregularities.syntax {
        let pointer = error
            .container
            .map_or_else(Pointer::root, |container| document.pointer(container));
        let (what, help) = texts(error.kind, document.source.format());
        context
            .report(pointer, error.range, Message::new(what))
            .help(Message::new(help))
            .fix(remedy(document, error));
    }
}

static COMMON_SLIP: Template = Template {
    zh: "这是按常见的笔误推断的，请核对改后的内容",
    en: "This is what such slips mostly mean; check what it makes of the text",
};

/// The one plain remedy of a slip.
fn remedy(document: &Document<'_>, error: &SyntaxError) -> Option<Fix> {
    let (edit, applicability) = document.well_formed(error)?;
    let title = match (edit.range.is_empty(), edit.text.is_empty()) {
        (_, true) => title::delete(document.source.slice(edit.range)),
        (true, false) => title::add(edit.text.trim()),
        (false, false) => title::write(edit.text.trim()),
    };
    Some(if applicability == Applicability::Safe {
        Fix::safe(title, vec![edit])
    } else {
        Fix::with_risk(title, Message::new(&COMMON_SLIP), vec![edit])
    })
}

/// What is wrong, and what to do.
fn texts(kind: SyntaxErrorKind, format: Format) -> (&'static Template, &'static Template) {
    match kind {
        SyntaxErrorKind::ExpectedKey if format == Format::Yaml => (&EXPECTED_YAML_KEY, &ADD_YAML_KEY),
        SyntaxErrorKind::ExpectedColon if format == Format::Yaml => (&EXPECTED_COLON, &ADD_COLON_AND_SPACE),
        SyntaxErrorKind::Empty => (&EMPTY, &FILL_IN),
        SyntaxErrorKind::ExpectedValue => (&EXPECTED_VALUE, &ADD_VALUE),
        SyntaxErrorKind::ExpectedKey => (&EXPECTED_KEY, &ADD_KEY),
        SyntaxErrorKind::ExpectedColon => (&EXPECTED_COLON, &ADD_COLON),
        SyntaxErrorKind::ExpectedComma => (&EXPECTED_COMMA, &ADD_COMMA),
        SyntaxErrorKind::TrailingComma => (&TRAILING_COMMA, &REMOVE_COMMA),
        SyntaxErrorKind::UnclosedString => (&UNCLOSED_STRING, &CLOSE_STRING),
        SyntaxErrorKind::UnclosedContainer => (&UNCLOSED_CONTAINER, &CLOSE_CONTAINER),
        SyntaxErrorKind::UnexpectedClosing => (&UNEXPECTED_CLOSING, &REMOVE_CLOSING),
        SyntaxErrorKind::InvalidEscape => (&INVALID_ESCAPE, &ESCAPE),
        SyntaxErrorKind::ControlCharacter => (&CONTROL_CHARACTER, &ESCAPE_CONTROL),
        SyntaxErrorKind::InvalidNumber => (&INVALID_NUMBER, &QUOTE_NUMBER),
        SyntaxErrorKind::InvalidWord => (&INVALID_WORD, &QUOTE_WORD),
        SyntaxErrorKind::WrongQuotes => (&WRONG_QUOTES, &USE_QUOTES),
        SyntaxErrorKind::Comment => (&COMMENT, &REMOVE_COMMENT),
        SyntaxErrorKind::TrailingText => (&TRAILING_TEXT, &REMOVE_TEXT),
        SyntaxErrorKind::TooDeep => (&TOO_DEEP, &FLATTEN),
        SyntaxErrorKind::NeedsQuotes => (&NEEDS_QUOTES, &QUOTE_TEXT),
        SyntaxErrorKind::ExpectedSpace => (&EXPECTED_SPACE, &ADD_SPACE),
        SyntaxErrorKind::ExpectedDash => (&EXPECTED_DASH, &ADD_DASH),
        SyntaxErrorKind::WrongDash => (&WRONG_DASH, &WRITE_DASH),
        SyntaxErrorKind::UnexpectedDash => (&UNEXPECTED_DASH, &REMOVE_DASH),
        SyntaxErrorKind::WrongIndentation => (&WRONG_INDENTATION, &ALIGN),
        SyntaxErrorKind::TabIndentation => (&TAB_INDENTATION, &USE_SPACES),
        SyntaxErrorKind::WideIndentation => (&WIDE_INDENTATION, &USE_PLAIN_SPACES),
        SyntaxErrorKind::WrongComment => (&WRONG_COMMENT, &USE_HASH),
        SyntaxErrorKind::UnknownAlias => (&UNKNOWN_ALIAS, &QUOTE_OR_ANCHOR),
        SyntaxErrorKind::TooManyAliases => (&TOO_MANY_ALIASES, &WRITE_OUT),
        SyntaxErrorKind::SecondDocument => (&SECOND_DOCUMENT, &SPLIT_FILE),
        SyntaxErrorKind::TooManyValues => (&TOO_MANY_VALUES, &KEEP_THE_FORM),
    }
}

#[cfg(test)]
mod tests {
    use evallint_syntax::Source;

    use super::*;
    use crate::check::check;
    use crate::fix::apply_edits;
    use crate::settings::Settings;
    use crate::testing::check_document;

    #[test]
    fn one_cause_is_one_finding_at_its_container() {
        check_document(
            &RULE,
            r#"{"year": 2022, "funds": {"completion_rate": 97.78%}}"#,
            &[("/funds", "97.78%")],
        );
        check_document(&RULE, r#"{"year": 2022,}"#, &[("", ",")]);
        check_document(&RULE, r#"{"tasks": [{"name": "巡查"}"#, &[("/tasks", "[")]);
        check_document(&RULE, "", &[("", "")]);
    }

    /// What the first fix of each of the rule's findings makes of a text.
    fn fixed(name: &str, text: &str) -> (String, usize) {
        let settings = Settings::default();
        let source = Source::new(name, text).unwrap();
        let syntax = |source: &Source| {
            let mut diagnostics = check(source, &settings).diagnostics;
            diagnostics.retain(|diagnostic| *diagnostic.rule == RULE);
            diagnostics
        };
        let found = syntax(&source);
        let edits = found
            .iter()
            .flat_map(|finding| &finding.fixes)
            .flat_map(|fix| &fix.edits);
        let mended = source.with_text(apply_edits(text, edits)).unwrap();
        let left = syntax(&mended).len();
        (mended.text().to_owned(), left)
    }

    #[test]
    fn plain_slips_are_mended() {
        for (slip, mended) in [
            (r#"{"year": 2022,}"#, r#"{"year": 2022}"#),
            (r#"{"year": 2022 "form": "a"}"#, r#"{"year": 2022, "form": "a"}"#),
            (r#"{"year": 2022，"form": "a"}"#, r#"{"year": 2022,"form": "a"}"#),
            (r#"{"year"： 2022}"#, r#"{"year": 2022}"#),
            (r#"{"year" 2022}"#, r#"{"year": 2022}"#),
            (r"{'year': 2022, “form”: ‘a’}", r#"{"year": 2022, "form": "a"}"#),
            ("{\"problems\": \"一\t二\"}", r#"{"problems": "一\t二"}"#),
            (
                r#"{"funds": {"completion_rate": 97.78%}}"#,
                r#"{"funds": {"completion_rate": "97.78%"}}"#,
            ),
            (r#"{"currency_unit": 万元}"#, r#"{"currency_unit": "万元"}"#),
            (r#"{"problems": "一\二"}"#, r#"{"problems": "一\\二"}"#),
            (r#"{"x-a": [1]], "year": 2022}"#, r#"{"x-a": [1], "year": 2022}"#),
            (r#"{"year": 2022 /* 年度 */}"#, r#"{"year": 2022 }"#),
        ] {
            assert_eq!(fixed("a.json", slip), (mended.to_owned(), 0), "{slip}");
        }
        for (slip, mended) in [
            ("year:2022\nform: a\n", "year: 2022\nform: a\n"),
            ("year： 2022\nform：a\n", "year: 2022\nform: a\n"),
            (
                "部门资金情况:\n  实际支出数: 2.00\n  其中：一般公共预算： 1.00\n",
                "部门资金情况:\n  实际支出数: 2.00\n  其中：一般公共预算: 1.00\n",
            ),
            ("form: a\n// 说明\nyear: 2022\n", "form: a\n# 说明\nyear: 2022\n"),
            ("form: a\nproblems: @见附件\n", "form: a\nproblems: \"@见附件\"\n"),
            (
                "form: a\nproblems: 一是: 人手不足\n",
                "form: a\nproblems: \"一是: 人手不足\"\n",
            ),
        ] {
            assert_eq!(fixed("a.yaml", slip), (mended.to_owned(), 0), "{slip}");
        }
    }
}
