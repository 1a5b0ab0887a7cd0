//! What may stand in a field, right and wrong, by the kind of the field. The verdicts are said here by hand, from the
//! specification of the form; nothing of the schema or the linter is asked.

use evallint_schema::Kind;

use super::figure_shapes::{EVERY_RATE, EVERY_SIGNED_AMOUNT, EVERY_SIGNED_RATE, EVERY_UNSIGNED_RATE};

/// A value with the verdict on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// Unique among the shapes of a kind.
    pub(super) id: &'static str,
    /// What it is, in Chinese.
    pub(super) zh: &'static str,
    /// What it is, in English.
    pub(super) en: &'static str,
    /// As JSON writes it.
    pub(super) json: &'static str,
    /// What the schema and the rules say.
    pub(super) verdict: Verdict,
    /// Whether it is left out of the profile of the generated types, although it is valid.
    pub(super) beside_types: bool,
    /// What else is found: rules with their places where these are not the field itself.
    pub(super) also: &'static [(&'static str, &'static str)],
}

/// The verdict on a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The schema accepts it.
    Valid,
    /// The schema refuses it; for the rules there is nothing there.
    Missing,
    /// The schema refuses it, and so does the rule.
    Refused(&'static str),
}

const fn shape(
    id: &'static str,
    zh: &'static str,
    en: &'static str,
    json: &'static str,
    verdict: Verdict,
) -> Shape {
    Shape {
        id,
        zh,
        en,
        json,
        verdict,
        beside_types: false,
        also: &[],
    }
}

pub(super) const fn valid(id: &'static str, zh: &'static str, en: &'static str, json: &'static str) -> Shape {
    shape(id, zh, en, json, Verdict::Valid)
}

const fn missing(id: &'static str, zh: &'static str, en: &'static str, json: &'static str) -> Shape {
    shape(id, zh, en, json, Verdict::Missing)
}

pub(super) const fn refused(
    id: &'static str,
    zh: &'static str,
    en: &'static str,
    json: &'static str,
) -> Shape {
    shape(id, zh, en, json, Verdict::Refused("invalid-value"))
}

impl Shape {
    /// The rule that refuses it.
    pub(super) const fn by(mut self, rule: &'static str) -> Self {
        self.verdict = Verdict::Refused(rule);
        self
    }

    /// Valid, but no value of the generated types.
    pub(super) const fn beside_types(mut self) -> Self {
        self.beside_types = true;
        self
    }

    /// With other findings.
    pub(super) const fn also(mut self, findings: &'static [(&'static str, &'static str)]) -> Self {
        self.also = findings;
        self
    }
}

pub(super) const NULL: Shape = missing("null", "为 null", "is null", "null");
pub(super) const EMPTY: Shape = missing("empty", "为空文字", "is an empty text", r#""""#);
pub(super) const SPACES: Shape = missing("spaces", "只有空格", "is spaces only", r#""   ""#);
pub(super) const WIDE_SPACES: Shape = missing(
    "wide-spaces",
    "只有全角空格",
    "is full-width spaces only",
    "\"\u{3000}\u{3000}\"",
);
pub(super) const BOOLEAN: Shape = refused("boolean", "为布尔值", "is a boolean", "true");
const NUMBER: Shape = refused("number", "为数字", "is a number", "12");
const TEXT: Shape = refused("text", "为文字", "is a text", r#""无""#);
pub(super) const LIST: Shape = refused("list", "为数组", "is a list", r#"["文字"]"#);
pub(super) const OBJECT: Shape = refused("object", "为对象", "is an object", r#"{"内容": "文字"}"#);

const TEXTS: &[Shape] = &[NULL, EMPTY, WIDE_SPACES, BOOLEAN, NUMBER, LIST, OBJECT];

const TEXTS_OR_NUMBERS: &[Shape] = &[NULL, EMPTY, SPACES, WIDE_SPACES, BOOLEAN, LIST, OBJECT];

const RESULTS: &[Shape] = &[
    valid("text", "为带单位的文字", "is a text with its unit", r#""320卷""#),
    valid(
        "number",
        "为数字，没有计量单位",
        "is a number without a unit",
        "320",
    )
    .beside_types()
    .also(&[("missing-unit", "")]),
    valid(
        "fraction",
        "为小数，没有计量单位",
        "is a number with decimals, without a unit",
        "320.0",
    )
    .beside_types()
    .also(&[("missing-unit", "")]),
];

const TARGETS: &[Shape] = &[
    valid("bound", "为带符号的文字", "is a text with a bound", r#""≥300卷""#),
    valid("number", "为数字", "is a number", "300").beside_types(),
    valid("fraction", "为小数", "is a number with decimals", "300.25").beside_types(),
];

/// A unit that stands beside a result.
pub(super) const RESULT_UNITS: &[Shape] = &[valid("unit", "为“卷”", "is 卷", r#""卷""#)];

/// Prose with characters that are written as escapes, or lie beyond the basic plane.
pub(super) const PROSE: &[Shape] = &[
    valid(
        "lines",
        "分成两行",
        "has two lines",
        r#""部分库房设施老化。\n部分库房潮湿。""#,
    ),
    valid(
        "escapes",
        "有写成转义的引号和扩展区汉字",
        "has quotes and characters beyond the basic plane, escaped",
        r#""“\ud842\udfb7”字号库房设施老化，\u90e8分库房潮湿。""#,
    ),
];

const NAMES: &[Shape] = &[
    valid("shortest", "2 个字", "has 2 characters", r#""档馆""#),
    refused("too-short", "1 个字", "has 1 character", r#""馆""#),
    valid(
        "astral-shortest",
        "2 个扩展区汉字",
        "has 2 characters beyond the basic plane",
        r#""𠮷𡈽""#,
    ),
    refused(
        "astral-too-short",
        "1 个扩展区汉字",
        "has 1 character beyond the basic plane",
        r#""𠮷""#,
    ),
    valid(
        "escaped-astral-shortest",
        "2 个写成转义的扩展区汉字",
        "has 2 characters beyond the basic plane, escaped",
        r#""\ud842\udfb7\ud844\ude3d""#,
    ),
];

const YEARS: &[Shape] = &[
    NULL,
    EMPTY,
    WIDE_SPACES,
    BOOLEAN,
    LIST,
    OBJECT,
    refused("quoted", "写成文字", "is a text of digits", r#""2023""#),
    refused(
        "quoted-with-unit",
        "写成文字，带“年”",
        "is a text with 年",
        r#""2023年""#,
    ),
    refused("below-minimum", "为 1999", "is 1999", "1999"),
    valid("minimum", "为 2000", "is 2000", "2000"),
    valid("maximum", "为 2100", "is 2100", "2100"),
    refused("above-maximum", "为 2101", "is 2101", "2101"),
    valid(
        "whole-with-point",
        "为 2022.0，也是整数",
        "is 2022.0, which is an integer",
        "2022.0",
    ),
    valid(
        "whole-with-exponent",
        "为 2.022e3，也是整数",
        "is 2.022e3, which is an integer",
        "2.022e3",
    ),
    refused("fraction", "为 2022.5", "is 2022.5", "2022.5"),
    refused("negative", "为负数", "is negative", "-2023"),
    refused("zero", "为 0", "is 0", "0"),
];

const UNITS: &[Shape] = &[
    valid("yuan", "为“元”", "is 元", r#""元""#),
    valid("ten-thousand-yuan", "为“万元”", "is 万元", r#""万元""#),
    valid("hundred-million-yuan", "为“亿元”", "is 亿元", r#""亿元""#),
    refused("other-unit", "为“千元”", "is 千元", r#""千元""#),
    refused("scale-alone", "为“万”", "is 万", r#""万""#),
    refused(
        "with-currency",
        "为“人民币万元”",
        "is 人民币万元",
        r#""人民币万元""#,
    ),
    refused(
        "space-behind",
        "后面多一个空格",
        "has a space behind it",
        r#""万元 ""#,
    ),
];

const FORM_NAMES: &[Shape] = &[
    valid("id", "为英文名称", "is the id", r#""department-self-evaluation""#),
    valid("title", "为表名", "is the title", r#""部门整体支出绩效自评表""#),
    refused(
        "capitals",
        "英文名称大写",
        "is the id in capitals",
        r#""Department-Self-Evaluation""#,
    ),
    refused(
        "other-form",
        "为另一种表",
        "is another form",
        r#""项目支出绩效自评表""#,
    ),
];

const CHOICES: &[Shape] = &[NULL, EMPTY, WIDE_SPACES, BOOLEAN, NUMBER, LIST, OBJECT];

const AMOUNTS: &[Shape] = &[
    NULL,
    EMPTY,
    WIDE_SPACES,
    BOOLEAN,
    LIST,
    OBJECT,
    refused("with-unit", "带单位", "has its unit", r#""800.00万元""#),
];

/// Of an amount that may not be negative.
const UNSIGNED_AMOUNTS: &[Shape] = &[
    refused("negative", "为负的文字", "is a negative text", r#""-800.00""#).by("negative-amount"),
    refused("negative-number", "为负数", "is a negative number", "-800").by("negative-amount"),
];

const GROUPS: &[Shape] = &[
    NULL,
    missing("empty", "没有内容", "is empty", "{}"),
    BOOLEAN,
    NUMBER,
    TEXT,
    LIST,
];

const LISTS: &[Shape] = &[
    NULL,
    missing("empty", "没有内容", "is empty", "[]"),
    BOOLEAN,
    NUMBER,
    TEXT,
    OBJECT,
];

/// What may stand in place of an element of a list.
pub(super) const ELEMENTS: &[Shape] = &[
    NULL,
    missing("empty", "没有内容", "is empty", "{}"),
    NUMBER,
    TEXT,
    LIST,
];

/// The shapes that are tried on every field of a kind.
pub(super) fn shapes(kind: Kind, required: bool) -> Vec<Shape> {
    let lists: &[&[Shape]] = match kind {
        Kind::Text => &[TEXTS],
        Kind::Name { .. } => &[TEXTS, NAMES],
        Kind::Integer { .. } => &[YEARS],
        Kind::Choice(_) if required => &[CHOICES, UNITS],
        Kind::Choice(_) => &[CHOICES, FORM_NAMES],
        Kind::Amount => &[AMOUNTS, UNSIGNED_AMOUNTS],
        Kind::SignedAmount => &[AMOUNTS, EVERY_SIGNED_AMOUNT],
        Kind::Rate => &[EVERY_RATE, EVERY_UNSIGNED_RATE],
        Kind::SignedRate => &[EVERY_SIGNED_RATE],
        Kind::TextOrNumber if required => &[TEXTS_OR_NUMBERS, RESULTS],
        Kind::TextOrNumber => &[TEXTS_OR_NUMBERS, TARGETS],
        Kind::Group => &[GROUPS],
        Kind::List => &[LISTS],
    };
    lists.concat()
}
