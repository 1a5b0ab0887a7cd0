//! The keywords by which editors explain and complete a form. They are those of VS Code, which others understand as well;
//! strict validators refuse them.

use serde_json::{Map, Value, json};

use super::definitions::Definition;
use super::{Described, KeyLanguage};
use crate::field::{Doc, Field, Formula, Kind};

/// Adds to the schema of a field what it means, what to write in it, and what to begin with.
pub(super) fn explain_field(
    schema: &mut Map<String, Value>,
    field: &'static Field,
    siblings: &'static [Field],
    keys: KeyLanguage,
) {
    let markdown = explanation(field, siblings, keys);
    schema.insert("markdownDescription".into(), json!(markdown));
    let place = siblings.iter().position(|sibling| std::ptr::eq(sibling, field));
    let order = format!("{:02}", place.unwrap_or_default());
    schema.insert("suggestSortText".into(), json!(order));
    if let Kind::Choice(_) = field.kind {
        let meanings = field.meanings.iter().map(|meaning| chinese_first(*meaning));
        let meanings: Vec<_> = meanings.collect();
        schema.insert("enumDescriptions".into(), json!(meanings));
    }
    if let Some(expected) = expected(field.kind) {
        refuse_with(schema, expected, keys);
    }
    if let Kind::List = field.kind {
        let element = Body::default().object(field.fields, keys);
        let snippet = json!({ "label": field.label, "description": keys.doc(field.doc), "body": [element] });
        schema.insert("defaultSnippets".into(), json!([snippet]));
    }
}

/// Adds to the schema of an object what a whole one is like.
pub(super) fn offer_whole(schema: &mut Map<String, Value>, described: &Described<'_>, keys: KeyLanguage) {
    let body = Body::default().object(described.fields, keys);
    let doc = keys.doc(described.doc);
    let snippet = json!({ "label": described.label, "description": doc, "body": body });
    schema.insert("defaultSnippets".into(), json!([snippet]));
}

/// Has an editor say in words what one of the common kinds of value is.
pub(super) fn explain_value(schema: &mut Map<String, Value>, definition: &Definition, keys: KeyLanguage) {
    let branches = schema.get_mut("anyOf").and_then(Value::as_array_mut);
    match branches {
        Some(branches) => {
            for branch in branches.iter_mut().filter_map(Value::as_object_mut) {
                refuse_with(branch, definition.expected, keys);
            }
        }
        None => refuse_with(schema, definition.expected, keys),
    }
}

fn refuse_with(schema: &mut Map<String, Value>, expected: Doc, keys: KeyLanguage) {
    let message = match keys {
        KeyLanguage::Chinese => expected.zh.to_owned(),
        KeyLanguage::English => format!("{} {}", expected.zh, expected.en),
    };
    schema.insert("errorMessage".into(), json!(message));
    if schema.contains_key("pattern") {
        schema.insert("patternErrorMessage".into(), json!(message));
    }
}

/// What an editor says where a value is none of the kind; nothing for kinds that are defined once for all fields, or that
/// say what they allow.
fn expected(kind: Kind) -> Option<Doc> {
    match kind {
        Kind::Name { .. } => Some(Doc {
            zh: "应填名称，不能空白。",
            en: "Expected a name that is not blank.",
        }),
        Kind::Integer { .. } => Some(Doc {
            zh: "应填整数，不加引号。",
            en: "Expected a whole number, without quotes.",
        }),
        Kind::Group => Some(Doc {
            zh: "应逐项填写各栏。",
            en: "Expected an object with the fields of this block.",
        }),
        Kind::List => Some(Doc {
            zh: "应逐项列出，至少一项。",
            en: "Expected a list with one element at least.",
        }),
        _ => None,
    }
}

/// The meaning, the formula and an example in Markdown. Authors read Chinese, whatever the language of the keys.
fn explanation(field: &Field, siblings: &[Field], keys: KeyLanguage) -> String {
    let mut paragraphs = vec![field.doc.zh.to_owned()];
    let formula = field.formula.map(|formula| shown(formula, siblings, keys));
    // The meaning of a rate is its formula already.
    if let Some(formula) = formula.filter(|formula| field.doc.zh.trim_end_matches('。') != formula) {
        paragraphs.push(format!("计算：{formula}"));
    }
    if !field.examples.is_empty() && !matches!(field.kind, Kind::Choice(_)) {
        let examples: Vec<_> = field
            .examples
            .iter()
            .map(|example| format!("`{example}`"))
            .collect();
        paragraphs.push(format!("示例：{}", examples.join("、")));
    }
    paragraphs.push(field.doc.en.to_owned());
    paragraphs.join("\n\n")
}

fn shown(formula: Formula, siblings: &[Field], keys: KeyLanguage) -> String {
    let name = |key: &str| {
        let field = siblings.iter().find(|field| field.key == key);
        field.map_or_else(|| key.to_owned(), |field| keys.key(field).to_owned())
    };
    match formula {
        Formula::Difference { minuend, subtrahend } => {
            format!("{} − {}", name(minuend), name(subtrahend))
        }
        Formula::Quotient { dividend, divisor } => format!("{} ÷ {}", name(dividend), name(divisor)),
    }
}

fn chinese_first(doc: Doc) -> String {
    format!("{}\n\n{}", doc.zh, doc.en)
}

/// The body of a snippet, whose places are numbered in the order in which they are filled in.
#[derive(Default)]
struct Body {
    places: u32,
}

impl Body {
    fn object(&mut self, fields: &'static [Field], keys: KeyLanguage) -> Value {
        let required = fields.iter().filter(|field| field.required);
        let members: Map<String, Value> = required
            .map(|field| (keys.key(field).to_owned(), self.value(field, keys)))
            .collect();
        Value::Object(members)
    }

    fn value(&mut self, field: &'static Field, keys: KeyLanguage) -> Value {
        match field.kind {
            Kind::Group => self.object(field.fields, keys),
            Kind::List => json!([self.object(field.fields, keys)]),
            // A value that begins so is written without quotes.
            Kind::Integer { .. } => json!(format!("^${}", self.place())),
            Kind::Choice(words) => json!(format!("${{{}|{}|}}", self.place(), words.join(","))),
            _ => json!(format!("${}", self.place())),
        }
    }

    fn place(&mut self) -> u32 {
        self.places += 1;
        self.places
    }
}
