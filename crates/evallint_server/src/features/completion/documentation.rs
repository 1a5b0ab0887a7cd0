//! What is said about a field beside its completion.

use evallint_linter::Language;
use evallint_schema::{Field, Formula, Kind};

/// What a field means, how it is computed and what it may hold, in Markdown.
pub(super) fn documentation(field: &Field, siblings: &'static [Field], language: Language) -> String {
    let doc = match language {
        Language::Chinese => field.doc.zh,
        Language::English => field.doc.en,
    };
    let mut paragraphs = vec![doc.to_owned()];
    paragraphs.extend(
        field
            .formula
            .map(|formula| spelt_out(field, formula, siblings, language)),
    );
    paragraphs.extend(allowed(field.kind, language));
    paragraphs.join("\n\n")
}

/// What a key is called in the other language, and whether the form is incomplete without it.
pub(super) fn detail(field: &Field, label: &str, language: Language) -> String {
    let other = if label == field.key {
        field.label
    } else {
        field.key
    };
    match (language, field.required) {
        (Language::Chinese, true) => format!("{other} · 必填"),
        (Language::Chinese, false) => format!("{other} · 选填"),
        (Language::English, true) => format!("{other} · required"),
        (Language::English, false) => format!("{other} · optional"),
    }
}

fn spelt_out(field: &Field, formula: Formula, siblings: &'static [Field], language: Language) -> String {
    let name = |key: &'static str| {
        let found = siblings.iter().find(|field| field.key == key);
        match language {
            Language::Chinese => found.map_or(key, |field| field.label),
            Language::English => key,
        }
    };
    let (left, sign, right) = match formula {
        Formula::Difference { minuend, subtrahend } => (name(minuend), '−', name(subtrahend)),
        Formula::Quotient { dividend, divisor } => (name(dividend), '÷', name(divisor)),
    };
    let itself = match language {
        Language::Chinese => field.label,
        Language::English => field.key,
    };
    format!("`{itself} = {left} {sign} {right}`")
}

fn allowed(kind: Kind, language: Language) -> Option<String> {
    let (zh, en) = match kind {
        Kind::Choice(words) => (
            format!("可填：{}", words.join("、")),
            format!("One of: {}", words.join(", ")),
        ),
        Kind::Integer { minimum, maximum } => (
            format!("整数，{minimum} 至 {maximum}"),
            format!("A whole number from {minimum} to {maximum}"),
        ),
        Kind::Name { minimum, maximum } => (
            format!("{minimum} 至 {maximum} 个字"),
            format!("{minimum} to {maximum} characters"),
        ),
        Kind::Amount => (
            "金额，如 12,340.50".to_owned(),
            "An amount, such as 12,340.50".to_owned(),
        ),
        Kind::SignedAmount => (
            "金额，调减的填负数，如 -780.30".to_owned(),
            "An amount, negative for a cut, such as -780.30".to_owned(),
        ),
        Kind::Rate => (
            "百分数，如 97.78%".to_owned(),
            "A percentage, such as 97.78%".to_owned(),
        ),
        Kind::SignedRate => (
            "百分数，调减的填负数，如 -14.38%".to_owned(),
            "A percentage, negative for a cut, such as -14.38%".to_owned(),
        ),
        Kind::Text | Kind::TextOrNumber | Kind::Group | Kind::List => return None,
    };
    Some(match language {
        Language::Chinese => zh,
        Language::English => en,
    })
}
