//! What a writing could not carry, said to people.

use evallint_linter::{Message, Pointer, Template};
use evallint_syntax::ByteRange;

use crate::target::Target;

/// Something of a document that is not in what was written, or not as it was.
#[derive(Debug, Clone)]
pub struct Loss {
    /// What it is, and what became of it.
    pub message: Message,
    /// The value that it is about.
    pub pointer: Pointer,
    /// Where it stands in the source.
    pub place: Option<ByteRange>,
}

impl Loss {
    pub(crate) fn new(message: Message, pointer: Pointer, place: Option<ByteRange>) -> Self {
        Self {
            message,
            pointer,
            place,
        }
    }
}

/// The name of a writing, within a sentence.
pub(crate) fn name(target: Target) -> Message {
    Message::new(match target {
        Target::Yaml => &YAML,
        Target::Json => &JSON,
        Target::Text => &TEXT,
        Target::Markdown => &MARKDOWN,
        Target::Html => &HTML,
        Target::Tsv => &TSV,
    })
}

/// The first words of a text, on one line.
pub(crate) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut words: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(LONGEST) {
        words.truncate(end);
        words.push('…');
    }
    words
}

static YAML: Template = Template {
    zh: " YAML 文件",
    en: "YAML",
};
static JSON: Template = Template {
    zh: " JSON 文件",
    en: "JSON",
};
static TEXT: Template = Template {
    zh: "文本表格",
    en: "the form as text",
};
static MARKDOWN: Template = Template {
    zh: " Markdown 表格",
    en: "a Markdown table",
};
static HTML: Template = Template {
    zh: " HTML 表格",
    en: "an HTML table",
};
static TSV: Template = Template {
    zh: "制表符分隔表格",
    en: "tab-separated values",
};

/// `text`: the comment; `target`.
pub(crate) static COMMENT: Template = Template {
    zh: "注释“{text}”未写入{target}，那里不能带注释。需要保留时，请转换为 YAML",
    en: "the comment \"{text}\" is left out: {target} has no comments; YAML keeps it",
};

/// `text`: the comment; `target`.
pub(crate) static COMMENT_WITH_CLOSING: Template = Template {
    zh: "注释“{text}”未写入{target}，其中的“-->”会使注释提前结束。请先改写这条注释",
    en: "the comment \"{text}\" is left out: its \"-->\" would end a comment of {target}; reword it first",
};

/// `key`; `target`.
pub(crate) static FREE_KEY: Template = Template {
    zh: "自有字段“{key}”未写入{target}，那里只有表单自己的栏目",
    en: "the key {key} of your own is left out: {target} has the form's own cells only",
};

/// `key`; `target`.
pub(crate) static UNKNOWN_KEY: Template = Template {
    zh: "表单没有“{key}”这一字段（或已经填过），未写入{target}。请先按检查结果改正字段名",
    en: "the form has no field {key}, or has it already, so it is left out of {target}; correct its name first",
};

/// `field`; `target`.
pub(crate) static FIELD_WITHOUT_CELL: Template = Template {
    zh: "{field}的内容“{text}”未写入{target}，那里没有这一栏",
    en: "{field} \"{text}\" is left out: {target} has no column for it",
};

/// `unit`; `result`.
pub(crate) static UNIT_JOINED: Template = Template {
    zh: "计量单位“{unit}”与数字写在同一格：“{result}”",
    en: "the unit \"{unit}\" stands in one cell with its number: \"{result}\"",
};

/// `text`: the first words of a cell.
pub(crate) static UNREAD_CELL: Template = Template {
    zh: "“{text}”不属于表单的任何一栏，未写入。需要保留时，请移入相应的栏目",
    en: "\"{text}\" belongs to no field of the form and is left out; move it into one to keep it",
};

/// `text`: the title; `target`.
pub(crate) static TITLE: Template = Template {
    zh: "标题“{text}”未写入{target}，那里没有标题",
    en: "the title \"{text}\" is left out: {target} has no title",
};

/// `text`: the title.
pub(crate) static TITLE_AS_COMMENT: Template = Template {
    zh: "标题“{text}”只作为注释保留，不再检查其中的年度",
    en: "the title \"{text}\" is kept as a comment only, and its year is no longer checked",
};

pub(crate) static ALIAS: Template = Template {
    zh: "此处引用（*）了另一处的内容，已按全文写出",
    en: "what stands elsewhere and is referred to here (*) is written out in full",
};

/// `names`; `target`.
pub(crate) static SUPPRESSION: Template = Template {
    zh: "放行 {names} 的说明未写入{target}，转换后这些问题会重新报出。请在新文件里重新放行",
    en: "what allows {names} is left out of {target}, so those findings return; allow them there anew",
};

pub(crate) static MENDED: Template = Template {
    zh: "此处有一个不影响内容的语法错误，写出时已改正",
    en: "a slip that leaves no doubt about what is meant is mended in what was written",
};

pub(crate) static DAMAGED: Template = Template {
    zh: "此处内容无法读出，未写入",
    en: "this cannot be read and is left out",
};

/// `text`; `again`; `target`.
pub(crate) static CHANGED: Template = Template {
    zh: "“{text}”写入{target}后会读成“{again}”。请核对",
    en: "\"{text}\" is read back from {target} as \"{again}\"; compare the two",
};

/// `text`; `target`.
pub(crate) static NOT_READ_BACK: Template = Template {
    zh: "“{text}”写入{target}后读不回来：它会被当成别的栏目。请核对",
    en: "\"{text}\" cannot be read back from {target}, where it is taken for something else; compare the two",
};

/// `text`; `target`.
pub(crate) static ADDED: Template = Template {
    zh: "从{target}读回时会多出“{text}”。请核对",
    en: "\"{text}\" appears when {target} is read back; compare the two",
};

/// `before`; `after`; `target`.
pub(crate) static COUNT_CHANGED: Template = Template {
    zh: "原有 {before} 项，写入{target}后读成 {after} 项：有的内容会被拆开或并入上一项。请核对",
    en: "{before} elements are read back from {target} as {after}: some are taken apart, or taken for the end of the one above",
};

/// `key`.
pub(crate) static SCHEMA_KEPT: Template = Template {
    zh: "字段名换了语言，而“$schema”未改。请让它指向新语言的 Schema",
    en: "the keys are in another language now, but \"$schema\" is as it was; let it point at the schema of that language",
};
