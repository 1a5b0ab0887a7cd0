//! A form of five fields: a second form is its own tables, and no rule, reader or message has to know it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use evallint_linter::{Linter, Settings, Severity};
use evallint_schema::values::{AmountValue, RateValue, Text};
use evallint_schema::{Block, Doc, Field, Form, Formula, Kind, Layout, Role};
use evallint_syntax::Source;
use schemars::JsonSchema;

/// The document as Rust types.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct Toy {
    office: Text,
    budget: AmountValue,
    spent: AmountValue,
    rate: RateValue,
    remarks: Text,
}

static TOY: Form = Form {
    id: "toy",
    title: "经费小表",
    english_title: "Small form of spending",
    doc: Doc {
        zh: "五个字段的小表。",
        en: "A form of five fields.",
    },
    fields: &FIELDS,
    layout: Layout {
        heading_line: None,
        printed: &[],
        blocks: &[
            Block::Pairs {
                group: None,
                keys: &["office", "budget", "spent", "rate"],
            },
            Block::Sections { keys: &["remarks"] },
        ],
    },
    schema: || schemars::schema_for!(Toy),
};

static FIELDS: [Field; 5] = [
    field("office", "科室", Role::Office, Kind::Text, None),
    field("budget", "预算", Role::Budget, Kind::Amount, None),
    field("spent", "支出", Role::Actual, Kind::Amount, None),
    field("rate", "执行率", Role::Rate, Kind::Rate, Some(RATE)),
    field("remarks", "说明", Role::Text, Kind::Text, None),
];

const RATE: Formula = Formula::Quotient {
    dividend: "spent",
    divisor: "budget",
};

const fn field(
    key: &'static str,
    label: &'static str,
    role: Role,
    kind: Kind,
    formula: Option<Formula>,
) -> Field {
    let doc = Doc { zh: label, en: key };
    Field {
        key,
        label,
        variants: &[],
        role,
        kind,
        required: true,
        formula,
        doc,
        examples: &[],
        meanings: &[],
        fields: &[],
    }
}

fn findings(text: &str) -> Vec<(&'static str, String)> {
    let source = Source::new("toy.eval", text).unwrap();
    let report = Linter::new(&[&TOY]).check(&source, &Settings::default());
    let wanted = report
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity >= Severity::Warning);
    wanted
        .map(|diagnostic| (diagnostic.rule.id, diagnostic.pointer.to_string()))
        .collect()
}

const TEXT: &str = "# 经费小表\n科室\t后勤科\t预算\t200.00\n支出\t190.00\t执行率\t95%\n说明\t按计划支出。\n";
const JSON: &str =
    r#"{"office": "后勤科", "budget": 200, "spent": "190.00", "rate": "95%", "remarks": "按计划支出。"}"#;

#[test]
fn a_right_form_has_no_finding() {
    assert_eq!(findings(TEXT), []);
    assert_eq!(findings(JSON), []);
}

#[test]
fn the_rules_apply_by_role_and_formula() {
    let wrong_rate = vec![("completion-rate-mismatch", "/rate".to_owned())];
    assert_eq!(findings(&TEXT.replace("95%", "59%")), wrong_rate);
    assert_eq!(findings(&JSON.replace("95%", "59%")), wrong_rate);
    let missing = vec![("missing-funds", "/spent".to_owned())];
    assert_eq!(findings(&TEXT.replace("190.00", "")), missing);
    assert_eq!(findings(&JSON.replace("\"190.00\"", "null")), missing);
    let unknown = vec![("unknown-field", "/备注".to_owned())];
    assert_eq!(findings(&TEXT.replace("科室\t", "备注\t无\t科室\t")), unknown);
    let unfilled = vec![("placeholder", "/remarks".to_owned())];
    assert_eq!(findings(&TEXT.replace("按计划", "XX年")), unfilled);
    assert_eq!(
        findings(&JSON.replace("后勤科", " ")),
        vec![("missing-field", "/office".to_owned())]
    );
    assert_eq!(
        findings(&JSON.replace("200", "[1]")),
        vec![("invalid-value", "/budget".to_owned())]
    );
}
