//! What a field may hold, said in words.

use evallint_linter::Language;
use evallint_schema::values::LARGEST_AMOUNT;
use evallint_schema::{Field, Kind, LONGEST_NUMBER};

use crate::language::said;

/// A value of a field, as it is written.
pub(super) fn example(field: &Field) -> Option<&'static str> {
    field.examples.first().copied()
}

/// What kind of value a field holds, in a word or two.
pub(super) fn kind(kind: Kind, language: Language) -> &'static str {
    match kind {
        Kind::Text => said(language, "文字", "text"),
        Kind::Name { .. } => said(language, "名称", "name"),
        Kind::Integer { .. } => said(language, "整数", "whole number"),
        Kind::Choice(_) => said(language, "选项", "one of a list"),
        Kind::Amount => said(language, "金额", "amount"),
        Kind::SignedAmount => said(language, "金额，可为负", "amount, may be negative"),
        Kind::Rate => said(language, "百分比", "percentage"),
        Kind::SignedRate => said(language, "百分比，可为负", "percentage, may be negative"),
        Kind::TextOrNumber => said(language, "文字或数字", "text or number"),
        Kind::Group => said(language, "一组字段", "group of fields"),
        Kind::List => said(language, "列表", "list"),
    }
}

/// What a value must be, in whole sentences.
pub(super) fn limits(kind: Kind, language: Language) -> String {
    match kind {
        Kind::Text => said(
            language,
            "文字，不能为空，也不能只有空格。",
            "A text that is not blank.",
        )
        .to_owned(),
        Kind::Name { minimum, maximum } => said(
            language,
            format!("文字，{minimum} 至 {maximum} 个字，不能只有空格。"),
            format!("A text of {minimum} to {maximum} characters that is not blank."),
        ),
        Kind::Integer { minimum, maximum } => said(
            language,
            format!("整数，{minimum} 至 {maximum}；不带引号，也不写“年”。"),
            format!("A whole number from {minimum} to {maximum}, without quotes."),
        ),
        Kind::Choice(_) => said(language, "下列之一：", "One of these:").to_owned(),
        Kind::Amount => amount(
            said(
                language,
                "数字，或写成文字的数字，可以带千分位（如 15,784.84），不能为负；",
                "A number, or a text with a number, which may have separators (15,784.84); not negative. ",
            ),
            language,
        ),
        Kind::SignedAmount => amount(
            said(
                language,
                "数字，或写成文字的数字，可以带千分位和负号（如 -2,650.59）；",
                "A number, or a text with a number, which may have separators and a minus (-2,650.59). ",
            ),
            language,
        ),
        Kind::Rate => rate(
            said(
                language,
                "带百分号的文字，如 97.78%，不能为负；",
                "A text with a percent sign, such as 97.78%; not negative. ",
            ),
            language,
        ),
        Kind::SignedRate => rate(
            said(
                language,
                "带百分号的文字，可以为负，如 -14.38%；",
                "A text with a percent sign, which may be negative, such as -14.38%. ",
            ),
            language,
        ),
        Kind::TextOrNumber => said(
            language,
            "文字或数字，不能为空。",
            "A text that is not blank, or a number.",
        )
        .to_owned(),
        Kind::Group => said(language, "一组字段，见下。", "The fields below.").to_owned(),
        Kind::List => said(
            language,
            "列表，至少一项；每项的字段见下。",
            "A list of at least one; the fields of each are below.",
        )
        .to_owned(),
    }
}

/// What holds of every amount.
fn amount(shape: &str, language: Language) -> String {
    // It is a power of ten.
    let digits = LARGEST_AMOUNT.ilog10();
    said(
        language,
        format!(
            "{shape}金额单位以“单位”一栏为准，数后不写单位。数字不超过 10 的 {digits} 次方，写成文字的不超过 {LONGEST_NUMBER} 个字符。"
        ),
        format!(
            "{shape}The unit is that of the whole form and is not written here. A number is at most 10 to the power of {digits}, a text at most {LONGEST_NUMBER} characters."
        ),
    )
}

/// What holds of every rate.
fn rate(shape: &str, language: Language) -> String {
    said(
        language,
        format!("{shape}不超过 {LONGEST_NUMBER} 个字符。"),
        format!("{shape}At most {LONGEST_NUMBER} characters."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_are_those_of_the_schema() {
        assert_eq!(10_i64.pow(LARGEST_AMOUNT.ilog10()), LARGEST_AMOUNT);
        let said = limits(Kind::SignedAmount, Language::English);
        assert!(
            said.contains("power of 18,") && said.contains("at most 28 characters"),
            "{said}"
        );
        let said = limits(
            Kind::Name {
                minimum: 2,
                maximum: 100,
            },
            Language::Chinese,
        );
        assert_eq!(said, "文字，2 至 100 个字，不能只有空格。");
    }
}
