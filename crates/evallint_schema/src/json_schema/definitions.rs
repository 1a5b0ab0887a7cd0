//! What the schema says of the values that fields of every form hold.

use serde_json::{Value, json};

use crate::field::Doc;

/// A kind of value that fields refer to by name.
pub(super) struct Definition {
    /// Its name among the definitions.
    pub(super) name: &'static str,
    /// What it is called.
    pub(super) title: Doc,
    /// What it is.
    pub(super) doc: Doc,
    /// What an editor says where something else stands.
    pub(super) expected: Doc,
    examples: &'static [Example],
}

enum Example {
    Text(&'static str),
    Number(u32),
}

impl Definition {
    /// The definition with a name; those with fields of their own are described by the field that refers to them.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        DEFINITIONS.iter().find(|definition| definition.name == name)
    }

    /// Values that are valid; those that are texts only where the numbers are written as texts as well.
    pub(super) fn examples(&self, has_numbers: bool) -> Vec<Value> {
        let examples = self.examples.iter();
        examples
            .filter_map(|example| match example {
                Example::Text(text) => Some(json!(text)),
                Example::Number(number) => has_numbers.then(|| json!(number)),
            })
            .collect()
    }
}

const DEFINITIONS: [Definition; 6] = [
    Definition {
        name: "Text",
        title: Doc {
            zh: "文字",
            en: "Text",
        },
        doc: Doc {
            zh: "文字，不能空白。",
            en: "A text that is not blank.",
        },
        expected: Doc {
            zh: "应填文字，不能空白。",
            en: "Expected a text that is not blank.",
        },
        examples: &[Example::Text("全年新增公办学位1260个。")],
    },
    Definition {
        name: "TextOrNumber",
        title: Doc {
            zh: "文字或数字",
            en: "Text or number",
        },
        doc: Doc {
            zh: "带计量单位的值，或单独的数字。",
            en: "A value with its unit, or a bare number.",
        },
        expected: Doc {
            zh: "应填文字或数字，不能空白。",
            en: "Expected a text or a number that is not blank.",
        },
        examples: &[Example::Text("1260个"), Example::Number(1260)],
    },
    Definition {
        name: "Amount",
        title: Doc {
            zh: "金额",
            en: "Amount",
        },
        doc: Doc {
            zh: "不为负的金额，按全表的计量单位填写，可带千分位。",
            en: "An amount that is not negative, in the unit of the form; its digits may be grouped.",
        },
        expected: Doc {
            zh: "应填不为负的金额，如 2,103.30。",
            en: "Expected an amount that is not negative, such as 2,103.30.",
        },
        examples: &[Example::Text("2,103.30"), Example::Number(2000)],
    },
    Definition {
        name: "SignedAmount",
        title: Doc {
            zh: "可为负的金额",
            en: "Signed amount",
        },
        doc: Doc {
            zh: "金额，调减的为负，可带千分位。",
            en: "An amount, negative when it was cut; its digits may be grouped.",
        },
        expected: Doc {
            zh: "应填金额，调减的填负数，如 -86.20。",
            en: "Expected an amount, negative when it was cut, such as -86.20.",
        },
        examples: &[
            Example::Text("150.50"),
            Example::Text("-86.20"),
            Example::Number(150),
        ],
    },
    Definition {
        name: "Rate",
        title: Doc {
            zh: "百分率",
            en: "Rate",
        },
        doc: Doc {
            zh: "不为负的百分数，带百分号。",
            en: "A percentage that is not negative, with its sign.",
        },
        expected: Doc {
            zh: "应填百分数，如 97.81%。",
            en: "Expected a percentage, such as 97.81%.",
        },
        examples: &[Example::Text("97.81%")],
    },
    Definition {
        name: "SignedRate",
        title: Doc {
            zh: "可为负的百分率",
            en: "Signed rate",
        },
        doc: Doc {
            zh: "百分数，带百分号，调减的为负。",
            en: "A percentage with its sign, negative when the budget was cut.",
        },
        expected: Doc {
            zh: "应填百分数，调减的填负数，如 7.53%、-4.31%。",
            en: "Expected a percentage, negative when the budget was cut, such as 7.53% or -4.31%.",
        },
        examples: &[Example::Text("7.53%"), Example::Text("-4.31%")],
    },
];
