//! The shapes of amounts and rates: each way of writing one that is accepted or refused.

use super::shape::{BOOLEAN, EMPTY, LIST, NULL, OBJECT, SPACES, Shape, WIDE_SPACES, refused, valid};

/// The shapes of an amount, tried on one field. All that are accepted lie between 0 and the whole that it is part of.
pub(super) const EVERY_AMOUNT: &[Shape] = &[
    valid("digits", "不分节", "has no separators", r#""960""#),
    valid("one-decimal", "一位小数", "has one decimal", r#""960.5""#),
    valid("two-decimals", "两位小数", "has two decimals", r#""960.00""#),
    valid("three-decimals", "三位小数", "has three decimals", r#""960.125""#).also(&[("amount-format", "")]),
    valid("zero", "为零", "is zero", r#""0""#),
    valid("grouped", "按千分节", "is grouped by thousands", r#""1,000.00""#),
    valid(
        "ungrouped-thousands",
        "上千而不分节",
        "is in the thousands and has no separators",
        r#""1000.00""#,
    ),
    valid(
        "wrong-groups",
        "分节不在千位",
        "is grouped in other places",
        r#""10,00.00""#,
    )
    .also(&[("amount-format", "")]),
    valid(
        "full-width",
        "全角数字",
        "is in full-width digits",
        r#""９６０．００""#,
    )
    .also(&[("amount-format", "")]),
    valid(
        "full-width-separator",
        "全角逗号",
        "has a full-width separator",
        r#""1，000.00""#,
    )
    .also(&[("amount-format", "")]),
    valid(
        "longest",
        "28 个字符",
        "has 28 characters",
        r#""0000000000000000000000960.00""#,
    ),
    refused(
        "too-long",
        "29 个字符",
        "has 29 characters",
        r#""00000000000000000000000960.00""#,
    ),
    refused("plus", "带正号", "has a plus sign", r#""+960.00""#),
    refused(
        "minus-sign",
        "带数学负号",
        "has the minus sign of mathematics",
        r#""−960.00""#,
    )
    .by("negative-amount"),
    refused(
        "full-width-minus",
        "带全角负号",
        "has a full-width minus",
        r#""－960.00""#,
    )
    .by("negative-amount"),
    refused(
        "parentheses",
        "用括号表示负数",
        "is negative by parentheses",
        r#""(960.00)""#,
    ),
    refused(
        "exponent-text",
        "文字写成科学计数",
        "is a text with an exponent",
        r#""9.6e2""#,
    ),
    refused(
        "double-separator",
        "两个逗号相连",
        "has two separators in a row",
        r#""1,,000.00""#,
    ),
    refused(
        "separator-first",
        "以逗号开头",
        "begins with a separator",
        r#"",960""#,
    ),
    refused("separator-last", "以逗号结尾", "ends in a separator", r#""960,""#),
    refused("point-first", "以小数点开头", "begins with the point", r#"".96""#),
    refused("point-last", "以小数点结尾", "ends in the point", r#""960.""#),
    refused("two-points", "两个小数点", "has two points", r#""9.60.00""#),
    refused(
        "separator-in-decimals",
        "小数里有逗号",
        "has a separator in its decimals",
        r#""960.000,0""#,
    ),
    refused(
        "space-inside",
        "中间有空格",
        "has a space inside",
        r#""1 000.00""#,
    ),
    refused(
        "space-before",
        "前面有空格",
        "has a space before it",
        r#"" 960.00""#,
    ),
    refused(
        "space-behind",
        "后面有空格",
        "has a space behind it",
        r#""960.00 ""#,
    ),
    refused(
        "currency-sign",
        "带货币符号",
        "has a currency sign",
        r#""¥960.00""#,
    ),
    refused("unit-of-scale", "带“万”", "has 万", r#""960万""#),
    refused("percent", "为百分数", "is a percentage", r#""96%""#),
    refused(
        "chinese-numerals",
        "为中文数字",
        "is in Chinese numerals",
        r#""九百六十""#,
    ),
    refused(
        "other-digits",
        "为阿拉伯文数字",
        "is in Eastern Arabic digits",
        r#""٩٦٠""#,
    ),
    refused(
        "apostrophes",
        "用撇号分节",
        "is grouped by apostrophes",
        r#""1'000.00""#,
    ),
    refused("words", "为文字", "is a word", r#""暂缺""#),
    valid("number", "为整数", "is an integer", "960").beside_types(),
    valid(
        "number-with-decimals",
        "为两位小数的数字",
        "is a number with two decimals",
        "960.25",
    )
    .beside_types(),
    valid(
        "number-three-decimals",
        "为三位小数的数字",
        "is a number with three decimals",
        "960.125",
    )
    .beside_types()
    .also(&[("amount-format", "")]),
    valid(
        "number-with-exponent",
        "为科学计数的数字",
        "is a number with an exponent",
        "9.6e2",
    )
    .beside_types(),
    valid("number-zero", "为数字 0", "is the number 0", "0").beside_types(),
    refused(
        "number-just-below-zero",
        "比零略小",
        "is just below zero",
        "-0.01",
    )
    .by("negative-amount"),
];

/// The limits of an amount, tried on the funds of the one task, where only their sum is computed from it.
pub(super) const AMOUNT_LIMITS: &[Shape] = &[
    valid(
        "number-maximum",
        "为 10 的 18 次方",
        "is 10 to the power of 18",
        "1000000000000000000",
    )
    .beside_types()
    .also(&[("task-funds-exceed-expenditure", "/tasks")]),
    refused(
        "number-above-maximum",
        "略大于 10 的 18 次方",
        "is just above 10 to the power of 18",
        "1000000000000001024",
    ),
    refused("number-far-above-maximum", "为 1e30", "is 1e30", "1e30"),
    valid(
        "longest-value",
        "28 个字符，数额极大",
        "has 28 characters and is far too much",
        r#""9,999,999,999,999,999,999.99""#,
    )
    .also(&[("task-funds-exceed-expenditure", "/tasks")]),
    refused(
        "too-long-value",
        "29 个字符，数额极大",
        "has 29 characters and is far too much",
        r#""99,999,999,999,999,999,999.99""#,
    ),
];

/// The shapes of an amount that may be negative, tried on one field; the base says 50.00.
pub(super) const EVERY_SIGNED_AMOUNT: &[Shape] = &[
    valid("digits", "不带正负号", "has no sign", r#""50""#),
    valid("plus", "带正号", "has a plus sign", r#""+50.00""#),
    valid(
        "full-width-plus",
        "带全角正号",
        "has a full-width plus",
        r#""＋50.00""#,
    ),
    valid(
        "hyphen",
        "带连字符作负号",
        "has a hyphen as its minus",
        r#""-50.00""#,
    )
    .also(&[("adjustment-mismatch", "")]),
    valid(
        "minus-sign",
        "带数学负号",
        "has the minus sign of mathematics",
        r#""−50.00""#,
    )
    .also(&[("adjustment-mismatch", "")]),
    valid(
        "full-width-minus",
        "带全角负号",
        "has a full-width minus",
        r#""－50.00""#,
    )
    .also(&[("adjustment-mismatch", "")]),
    valid("number", "为数字", "is a number", "50").beside_types(),
    valid("negative-number", "为负数", "is a negative number", "-50")
        .beside_types()
        .also(&[("adjustment-mismatch", "")]),
    refused("two-signs", "两个负号", "has two signs", r#""--50.00""#),
    refused("sign-behind", "负号在后", "has its sign behind it", r#""50.00-""#),
    refused(
        "space-behind-sign",
        "负号后有空格",
        "has a space behind its sign",
        r#""- 50.00""#,
    ),
    refused("sign-alone", "只有负号", "is a sign alone", r#""-""#),
    refused(
        "parentheses",
        "用括号表示负数",
        "is negative by parentheses",
        r#""(50.00)""#,
    ),
    refused("dash", "带破折号", "has a dash", r#""—50.00""#),
    refused(
        "too-long",
        "连正号 29 个字符",
        "has 29 characters with its sign",
        r#""+0000000000000000000000050.00""#,
    ),
    refused(
        "number-below-minimum",
        "略小于负的 10 的 18 次方",
        "is just below minus 10 to the power of 18",
        "-1000000000000001024",
    ),
    refused(
        "too-long-value",
        "29 个字符，与计算不符",
        "has 29 characters and is not the difference",
        r#""-50.0000000000000000000000000""#,
    ),
];

/// The shapes of a rate, tried on one field; the base says 96.00%.
pub(super) const EVERY_RATE: &[Shape] = &[
    NULL,
    EMPTY,
    SPACES,
    WIDE_SPACES,
    BOOLEAN,
    LIST,
    OBJECT,
    valid("whole", "不带小数", "has no decimals", r#""96%""#),
    valid("one-decimal", "一位小数", "has one decimal", r#""96.0%""#),
    valid("three-decimals", "三位小数", "has three decimals", r#""96.000%""#),
    valid(
        "space-before-sign",
        "百分号前一个空格",
        "has one space before the sign",
        r#""96.00 %""#,
    ),
    refused(
        "spaces-before-sign",
        "百分号前两个空格",
        "has two spaces before the sign",
        r#""96.00  %""#,
    ),
    valid(
        "full-width-sign",
        "全角百分号",
        "has a full-width sign",
        r#""96.00％""#,
    ),
    valid(
        "full-width",
        "全角数字和百分号",
        "is full-width altogether",
        r#""９６．００％""#,
    ),
    refused("no-sign", "没有百分号", "has no sign", r#""96.00""#).by("rate-format"),
    refused("fraction", "写成小数", "is a fraction", r#""0.96""#).by("rate-format"),
    refused("number", "为数字", "is a number", "96").by("rate-format"),
    refused(
        "number-fraction",
        "为小数的数字",
        "is a number as a fraction",
        "0.96",
    )
    .by("rate-format"),
    refused("two-signs", "两个百分号", "has two signs", r#""96.00%%""#),
    refused("sign-first", "百分号在前", "begins with the sign", r#""%96""#),
    refused("sign-alone", "只有百分号", "is a sign alone", r#""%""#),
    refused("per-mille", "为千分数", "is per mille", r#""960‰""#),
    refused("words", "为“百分之九十六”", "is in words", r#""百分之九十六""#),
    valid(
        "longest",
        "28 个字符",
        "has 28 characters",
        r#""96.000000000000000000000000%""#,
    ),
    refused(
        "too-long",
        "29 个字符",
        "has 29 characters",
        r#""96.0000000000000000000000000%""#,
    ),
];

/// The shapes of a rate that may not be negative.
pub(super) const EVERY_UNSIGNED_RATE: &[Shape] = &[
    refused("negative", "为负", "is negative", r#""-96.00%""#),
    refused("plus", "带正号", "has a plus sign", r#""+96.00%""#),
];

/// The shapes of a rate that may be negative, tried on one field; the base says 5.00%.
pub(super) const EVERY_SIGNED_RATE: &[Shape] = &[
    NULL,
    EMPTY,
    WIDE_SPACES,
    BOOLEAN,
    LIST,
    OBJECT,
    valid("plus", "带正号", "has a plus sign", r#""+5.00%""#),
    valid(
        "hyphen",
        "带连字符作负号",
        "has a hyphen as its minus",
        r#""-5.00%""#,
    ),
    valid(
        "minus-sign",
        "带数学负号",
        "has the minus sign of mathematics",
        r#""−5.00%""#,
    ),
    valid(
        "full-width-minus",
        "带全角负号",
        "has a full-width minus",
        r#""－5.00%""#,
    ),
    refused("no-sign", "没有百分号", "has no percent sign", r#""5.00""#).by("rate-format"),
    refused("number", "为数字", "is a number", "0.05").by("rate-format"),
    refused("two-signs", "两个负号", "has two minus signs", r#""--5.00%""#),
    refused(
        "sign-behind",
        "负号在后",
        "has its minus behind it",
        r#""5.00%-""#,
    ),
];
