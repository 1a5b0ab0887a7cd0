//! `invalid-value`: a value that the published schema rejects.

use evallint_schema::{Amount, Kind, Role, fold_width};
use evallint_syntax::{Format, Node, NodeId, Value};
use jsonschema::error::ValidationErrorKind;
use jsonschema::paths::{Location, LocationSegment};

use crate::document::{Document, Name};
use crate::fix::{Edit, Fix, title};
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};
use crate::schema_view::View;
use crate::slot::{Reading, Slot};

pub(crate) static RULE: Rule = Rule {
    id: "invalid-value",
    name: "取值无效",
    group: Group::Structure,
    severity: Severity::Error,
    page: include_str!("invalid-value.md"),
    has_fix: true,
    check,
};

static INVALID: Template = Template {
    zh: "“{value}”不是有效的取值。",
    en: "{value} is not a valid value.",
};

static EXPECTED: Template = Template {
    zh: "{field}应填：{expectation}。",
    en: "{field} must be {expectation}.",
};

static EXPECTED_TEXT: Template = Template {
    zh: "文字",
    en: "a text",
};

static EXPECTED_NAME: Template = Template {
    zh: "{minimum} 至 {maximum} 个字的名称",
    en: "a name of {minimum} to {maximum} characters",
};

static EXPECTED_INTEGER: Template = Template {
    zh: "{minimum} 至 {maximum} 的整数",
    en: "a whole number from {minimum} to {maximum}",
};

static EXPECTED_CHOICE: Template = Template {
    zh: "{words} 之一",
    en: "one of: {words}",
};

static EXPECTED_AMOUNT: Template = Template {
    zh: "不小于零的金额，写作 15784.84 或 \"15,784.84\"，不带单位",
    en: "an amount not below zero without a unit, written 15784.84 or \"15,784.84\"",
};

static EXPECTED_SIGNED_AMOUNT: Template = Template {
    zh: "金额，写作 -2650.59 或 \"-2,650.59\"，不带单位",
    en: "an amount without a unit, written -2650.59 or \"-2,650.59\"",
};

static EXPECTED_RATE: Template = Template {
    zh: "带百分号的比率，写作 \"97.78%\"",
    en: "a rate with a percent sign, written \"97.78%\"",
};

static EXPECTED_TEXT_OR_NUMBER: Template = Template {
    zh: "文字或数字",
    en: "a text or a number",
};

static EXPECTED_OBJECT: Template = Template {
    zh: "一组字段",
    en: "an object of fields",
};

static WRITE_TEXT: Template = Template {
    zh: "此处应为文字。",
    en: "This must be a text.",
};

static WRITE_OBJECT: Template = Template {
    zh: "此处应为一组字段，写在花括号内。",
    en: "This must be an object of fields in braces.",
};

static EXPECTED_LIST: Template = Template {
    zh: "列表",
    en: "a list",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    let Some(root) = document.tree.root().filter(|root| has_content(document, *root)) else {
        return;
    };
    let mut rejected: Vec<NodeId> = Vec::new();
    if !context.validator.is_valid(View::Node(document, root)) {
        for error in context
            .validator
            .iter_errors(View::Node(document, root))
            .take(MOST_ERRORS)
        {
            let absent = matches!(
                error.kind(),
                ValidationErrorKind::Required { .. }
                    | ValidationErrorKind::AdditionalProperties { .. }
                    | ValidationErrorKind::MinItems { .. }
            );
            let node =
                node_at(document, root, error.instance_path()).filter(|node| !is_anothers(document, *node));
            rejected.extend(node.filter(|node| !absent && has_content(document, *node)));
        }
    }
    let inexact = document
        .slots()
        .filter(|slot| is_inexact(*slot))
        .filter_map(|slot| slot.node);
    rejected.extend(inexact);
    rejected.sort_unstable();
    rejected.dedup();
    for id in rejected {
        let range = document.node(id).content_range();
        let written = if is_quoted_number(document, id) {
            document.node(id).range
        } else {
            range
        };
        let message = Message::new(&INVALID).with("value", shortened(document.source.slice(written)));
        context
            .report(document.pointer(id), range, message)
            .help(expected(document.name(id)))
            .fix(well_formed(document, id));
    }
}

/// Whether a text stands for a whole number and would be one without its quotes, which have to be seen then.
fn is_quoted_number(document: &Document<'_>, id: NodeId) -> bool {
    match (document.name(id), &document.node(id).value) {
        (Name::Field(field), Value::String(text)) => {
            matches!(field.kind, Kind::Integer { .. }) && text.value().parse::<u32>().is_ok()
        }
        _ => false,
    }
}

static CHECK_VALUE: Template = Template {
    zh: "这是按所填内容推断的，请确认",
    en: "This is inferred from what is written; make sure it is meant",
};

/// The value that was plainly meant: the digits of a year, an amount without its unit, a unit without other words.
fn well_formed(document: &Document<'_>, id: NodeId) -> Option<Fix> {
    let (Name::Field(field), Value::String(text)) = (document.name(id), &document.node(id).value) else {
        return None;
    };
    let folded: String = text.value().trim().chars().map(fold_width).collect();
    match field.kind {
        Kind::Integer { minimum, maximum } if field.role == Role::Year => {
            let digits = folded.trim_end_matches("年度").trim_end_matches('年').trim_end();
            let year: u32 = digits.parse().ok()?;
            let is_year = digits.len() == 4 && (minimum..=maximum).contains(&year);
            let is_table = document.source.format() == Format::Table;
            let edit = Edit::new(document.node(id).range, digits);
            (is_year && !is_table).then(|| Fix::safe(title::write(digits), vec![edit]))
        }
        Kind::Amount | Kind::SignedAmount => {
            let amount = folded.strip_suffix(document.currency()?)?.trim_end();
            Amount::parse(amount).ok()?;
            Some(Fix::safe(
                title::write(amount),
                vec![document.rewrite(id, amount)?],
            ))
        }
        Kind::Choice(choices) => {
            // 单位：人民币万元
            let bare = folded.trim_matches(|sign: char| "():：[] ".contains(sign));
            let bare = bare
                .strip_prefix("单位")
                .unwrap_or(bare)
                .trim_start_matches([':', '：', ' ']);
            let bare = bare
                .strip_prefix("人民币")
                .unwrap_or(bare)
                .trim_start_matches([':', '：', ' ']);
            let chosen = choices.iter().find(|choice| **choice == bare)?;
            let edit = document.rewrite(id, chosen)?;
            Some(Fix::with_risk(
                title::write(*chosen),
                Message::new(&CHECK_VALUE),
                vec![edit],
            ))
        }
        _ => None,
    }
}

/// After how many errors of the schema the rest are passed over.
const MOST_ERRORS: usize = 1_000;

/// Whether there is a value at all. Null and blank are missing, which other rules tell of.
fn has_content(document: &Document<'_>, id: NodeId) -> bool {
    let node = document.node(id);
    match &node.value {
        Value::Null | Value::Damaged => false,
        Value::String(text) => !node.damaged && !text.is_blank(),
        _ => true,
    }
}

/// What `rate-format` and `negative-amount` tell of.
fn is_anothers(document: &Document<'_>, id: NodeId) -> bool {
    document
        .slot_of(id)
        .is_some_and(|slot| slot.is_negative_amount() || slot.rate_without_percent().is_some())
}

/// Amounts that the schema lets pass though no exact arithmetic can hold them.
fn is_inexact(slot: Slot<'_, '_>) -> bool {
    matches!(slot.field.kind, Kind::Amount | Kind::SignedAmount)
        && matches!(slot.scalar(), Reading::Valid(_))
        && slot.written_amount().is_none()
}

/// The node that a path of the validator leads to.
fn node_at(document: &Document<'_>, root: NodeId, path: &Location) -> Option<NodeId> {
    path.iter().try_fold(root, |id, segment| match segment {
        LocationSegment::Property(key) => {
            let named = |child: NodeId, node: &Node<'_>| match document.name(child) {
                Name::Field(field) => field.key == key,
                Name::Free => node.key.as_ref().is_some_and(|free| free.text == key),
                _ => false,
            };
            document
                .children(id)
                .find(|(child, node)| named(*child, node))
                .map(|(child, _)| child)
        }
        LocationSegment::Index(index) => document.children(id).nth(index).map(|(child, _)| child),
    })
}

/// The beginning of a value that may be long.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 24;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// What the field may hold.
fn expected(name: Name) -> Message {
    let field = match name {
        Name::Field(field) => field,
        Name::Free => return Message::new(&WRITE_TEXT),
        _ => return Message::new(&WRITE_OBJECT),
    };
    let expectation = match field.kind {
        Kind::Text => Message::new(&EXPECTED_TEXT),
        Kind::Name { minimum, maximum } => Message::new(&EXPECTED_NAME)
            .with("minimum", minimum as usize)
            .with("maximum", maximum as usize),
        Kind::Integer { minimum, maximum } => Message::new(&EXPECTED_INTEGER)
            .with("minimum", minimum as usize)
            .with("maximum", maximum as usize),
        Kind::Choice(words) => Message::new(&EXPECTED_CHOICE).with("words", words.join(" / ")),
        Kind::Amount => Message::new(&EXPECTED_AMOUNT),
        Kind::SignedAmount => Message::new(&EXPECTED_SIGNED_AMOUNT),
        Kind::Rate | Kind::SignedRate => Message::new(&EXPECTED_RATE),
        Kind::TextOrNumber => Message::new(&EXPECTED_TEXT_OR_NUMBER),
        Kind::Group => Message::new(&EXPECTED_OBJECT),
        Kind::List => Message::new(&EXPECTED_LIST),
    };
    Message::new(&EXPECTED)
        .with("field", field)
        .with("expectation", expectation)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use evallint_syntax::Source;

    use super::*;
    use crate::message::Language;
    use crate::settings::Settings;
    use crate::testing::{check, check_document, check_text};

    #[test]
    fn type_pattern_and_range_are_the_published_schemas() {
        check(&RULE, &json!({ "year": 1999 }), &[("/year", "1999")]);
        check(&RULE, &json!({ "year": "2023年" }), &[("/year", "2023年")]);
        check(&RULE, &json!({ "year": 2023.5 }), &[("/year", "2023.5")]);
        check(
            &RULE,
            &json!({ "currency_unit": "美元" }),
            &[("/currency_unit", "美元")],
        );
        check(&RULE, &json!({ "form": "别的表" }), &[("/form", "别的表")]);
        check(&RULE, &json!({ "department": "局" }), &[("/department", "局")]);
        check(
            &RULE,
            &json!({ "tasks": [{ "funds": "5,210.35万元" }] }),
            &[("/tasks/0/funds", "5,210.35万元")],
        );
        check(
            &RULE,
            &json!({ "tasks": [{ "name": 5 }] }),
            &[("/tasks/0/name", "5")],
        );
        check(
            &RULE,
            &json!({ "tasks": [{ "indicators": [{ "result": true }] }] }),
            &[("/tasks/0/indicators/0/result", "true")],
        );
    }

    #[test]
    fn the_quotes_of_a_number_are_shown() {
        let source = Source::new("a.eval.json", r#"{"year": "2024", "department": "局"}"#).unwrap();
        let report = crate::check(&source, &Settings::default());
        let told = report
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.rule.id == "invalid-value");
        let told: Vec<_> = told
            .map(|diagnostic| diagnostic.message.render(Language::Chinese))
            .collect();
        let [year, department] = told.as_slice() else {
            panic!("{told:?}");
        };
        assert!(year.contains("“\"2024\"”"), "{year}");
        assert!(department.contains("“局”"), "{department}");
    }

    #[test]
    fn a_rate_that_may_not_be_negative() {
        check(
            &RULE,
            &json!({ "funds": { "completion_rate": "-1%" } }),
            &[("/funds/completion_rate", "-1%")],
        );
        check(
            &RULE,
            &json!({ "funds": { "adjustment": -780.30, "adjustment_rate": "-6.32%" } }),
            &[],
        );
    }

    #[test]
    fn a_container_of_another_type_is_one_finding() {
        check(&RULE, &json!({ "funds": "无" }), &[("/funds", "无")]);
        check(
            &RULE,
            &json!({ "tasks": [{ "indicators": "无" }] }),
            &[("/tasks/0/indicators", "无")],
        );
        check_document(&RULE, "[]", &[("", "[]")]);
    }

    #[test]
    fn numbers_are_valid_up_to_what_can_be_computed_exactly() {
        check(
            &RULE,
            &json!({ "tasks": [{ "funds": "123,456,789,012,345,678.90" }] }),
            &[],
        );
        let funds = |literal: &str| format!(r#"{{"tasks": [{{"funds": {literal}}}]}}"#);
        check_document(&RULE, &funds("12345678901234567.89"), &[]);
        check_document(&RULE, &funds("1e400"), &[("/tasks/0/funds", "1e400")]);
        check_document(
            &RULE,
            &funds("0.1234567890123456789012345678901"),
            &[("/tasks/0/funds", "0.1234567890123456789012345678901")],
        );
    }

    #[test]
    fn missing_values_are_for_other_rules() {
        check(
            &RULE,
            &json!({ "year": null, "funds": { "adjustment": "" }, "form": null }),
            &[],
        );
    }

    #[test]
    fn a_text_form_may_write_the_year_out() {
        check_text(&RULE, "2023年\n", "2023年度\n", &[]);
        check_text(&RULE, "2023年\n", "二〇二三年\n", &[("/year", "二〇二三年")]);
        check_text(
            &RULE,
            "\t12,905.46\t",
            "\t一万二\t",
            &[("/funds/actual_expenditure", "一万二")],
        );
        check_text(
            &RULE,
            "单位：万元",
            "单位：百万元",
            &[("/currency_unit", "百万元")],
        );
    }
}
