//! What is wrong with a file of settings.

use std::ops::Range;

use evallint_syntax::ByteRange;

use crate::message::{Message, Template};

/// Something that is wrong with a file of settings.
#[derive(Debug, Clone)]
pub struct Mistake {
    /// Where it is, in bytes of the file.
    pub range: ByteRange,
    /// What is wrong.
    pub message: Message,
    /// What to do about it.
    pub help: Option<Message>,
}

/// What kinds of mistakes there are: what is said, and what to do.
macro_rules! templates {
    ($($name:ident: $zh:literal, $en:literal;)*) => {
        $(pub(super) static $name: Template = Template { zh: $zh, en: $en };)*
    };
}

templates! {
    SYNTAX: "不合 TOML 语法（{detail}）。", "This is not TOML: {detail}.";
    UNQUOTED: "这里应写一个值，文字要加英文双引号。", "A value stands here, a text in straight double quotes.";
    UNCLOSED_TEXT: "这段文字后面少了引号。", "The quote that ends this text is missing.";
    UNCLOSED_LIST: "列表后面少了“]”。", "The `]` that ends this list is missing.";
    UNCLOSED_HEADING: "表名后面少了“]”。", "The `]` that ends the name of this table is missing.";
    UNCLOSED_TABLE: "后面少了“}”。", "The `}` that ends this table is missing.";
    NO_COMMA: "列表中两项之间少了逗号。", "A comma between two elements of the list is missing.";
    TWICE: "这个键前面已经有了。", "This key stands above already.";
    NO_VALUE: "这个键后面没有“= 值”。", "No `= value` follows this key.";
    NEEDS_QUOTES: "这个键里有的字符要加引号才能写，如 \"旧表/\"。", "This key needs quotes: \"old/\".";
    MEND_SYNTAX: "一行一项，写作“键 = 值”；文字加英文双引号，列表用 [ ]。",
        "Write one `key = value` a line; text stands in straight double quotes, lists in [ ].";

    UNKNOWN_KEY: "没有“{key}”这项设置。", "There is no setting {key}.";
    UNKNOWN_OPTION: "规则 {rule} 没有选项“{key}”。", "The rule {rule} has no option {key}.";
    NO_OPTIONS: "规则 {rule} 没有选项。", "The rule {rule} has no options.";
    RULES_WITH_OPTIONS: "有选项的规则：{names}。要改级别或停用，写在 [severity] 里。",
        "These rules have options: {names}. Another severity, or off, is written in [severity].";
    UNKNOWN_RULE: "没有规则或类别“{key}”。", "There is no rule or group {key}.";
    NO_SUCH_RULE: "没有规则“{key}”。", "There is no rule {key}.";
    IS_MEANT: "是否应为“{near}”？", "Is {near} meant?";
    SEE_RULES: "全部规则见 evallint rules。", "`evallint rules` lists them all.";
    KNOWN_KEYS: "可用的有：{names}。", "There are: {names}.";

    WRONG_TYPE: "“{key}”应为{expected}，这里是{found}。", "{key} takes {expected}, not {found}.";
    LOOKS_LIKE: "写法如：{example}", "For example: {example}";
    TABLE: "一张表", "a table";
    LIST: "文字列表", "a list of texts";
    TEXT: "文字", "a text";
    NUMBER: "数字", "a number";
    TRUTH: "真假值", "a truth value";
    DATE: "日期或时间", "a date or time";
    OTHER_LIST: "列表", "a list";
    NOT_A_CHOICE: "“{key}”不能是“{written}”。", "{key} cannot be {written}.";
    CHOICES: "可选：{names}。", "It can be: {names}.";

    EMPTY_LIST: "“{key}”是空的，等于什么都不检查。", "{key} is empty, so that nothing would be checked.";
    FILL_LIST: "列出要用的；要用默认的，删去这一行。", "List what is wanted; for what is usual, remove the line.";
    EMPTY_PATH: "“{key}”没有写文件名。", "{key} names no file.";

    BLANK_PATTERN: "路径样式是空的。", "The pattern of paths is blank.";
    FILL_PATTERN: "写法同 .gitignore，如 \"旧表/\" 或 \"**/*.eval.json\"。",
        "It is written as in .gitignore: \"old/\" or \"**/*.eval.json\".";
    OUTSIDE: "路径样式不能用“..”走出本文件所在的文件夹。", "A pattern of paths cannot leave this file's folder with `..`.";
    MOVE_SETTINGS: "路径从本文件所在的文件夹写起；要管外面的文件，把 evallint.toml 放到上一层。",
        "Paths begin at the folder of this file; to govern files outside, put evallint.toml one folder up.";
    BAD_PATTERN: "路径样式“{pattern}”写错了（{detail}）。", "The pattern of paths {pattern} is wrong: {detail}.";
    NEGATED: "按文件忽略的路径样式不能以“!”开头。", "The pattern of a per-file ignore cannot begin with `!`.";
    NAME_FILES: "直接写要忽略的文件。", "Name the files themselves.";

    BAD_POINTER: "“{pointer}”不是字段位置的样式。", "{pointer} is no pattern of a field's place.";
    POINTER_LOOKS: "以“/”开头，用英文字段名逐级写出，* 代表任意一项，如 \"/tasks/*/funds\"。",
        "It begins with / and names the fields from the top, with * for any one: \"/tasks/*/funds\".";
    UNKNOWN_FIELD: "表中没有字段“{key}”。", "The form has no field {key}.";
    IS_LIST: "“{key}”是列表，后面要写第几项（从 0 起）或 *。", "{key} is a list: an index from 0 or * follows it.";

    NOT_A_PERCENTAGE: "“{key}”不是百分数。", "{key} is not given as a percentage.";
    FRACTION: "{written} 是指 {written}%，还是写成了小数？", "Is {written} meant as {written}%, or as a part of 1?";
    WRITE_PERCENTAGE: "写成 30 或 \"30%\"，两者都是百分之三十。", "Write 30 or \"30%\"; both are thirty percent.";
    WRITE_WHICH: "百分之三十写作 30 或 \"30%\"；确要 {written}%，写作 \"{written}%\"。",
        "Thirty percent is 30 or \"30%\"; if {written}% is meant, write \"{written}%\".";
    OUT_OF_RANGE: "“{key}”应在 0% 到 {most}% 之间。", "{key} lies between 0% and {most}%.";
}

/// What is said of the commonest slips, by what the reader of TOML says of them.
pub(super) static SLIPS: &[(&str, &Template)] = &[
    ("string values must be quoted", &UNQUOTED),
    ("invalid boolean", &UNQUOTED),
    ("invalid basic string", &UNCLOSED_TEXT),
    ("invalid literal string", &UNCLOSED_TEXT),
    ("unclosed array", &UNCLOSED_LIST),
    ("unclosed table", &UNCLOSED_HEADING),
    ("unclosed inline table", &UNCLOSED_TABLE),
    ("missing comma between array elements", &NO_COMMA),
    ("duplicate key", &TWICE),
    ("key with no value", &NO_VALUE),
    ("missing value for key", &NO_VALUE),
    ("invalid unquoted key", &NEEDS_QUOTES),
];

/// A span of a text, widened to whole characters.
pub(super) fn range_of(text: &str, span: Range<usize>) -> ByteRange {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let end = text.ceil_char_boundary(span.end.min(text.len())).max(start);
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    ByteRange::new(offset(start), offset(end))
}
