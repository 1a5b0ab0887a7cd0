//! The cases of the schema: a small clean document with one thing changed, for every field of the form.

use evallint_schema::{FORMS, Field, Form, KeyLanguage, Kind, Role};

use super::added_keys::objects;
use super::case::{Case, CaseFormat, Description, Finding};
use super::document::{Node, finding_pointer};
use super::figure_shapes::{AMOUNT_LIMITS, EVERY_AMOUNT};
use super::severity;
use super::shape::{ELEMENTS, PROSE, RESULT_UNITS, Shape, Verdict, shapes};

/// A clean document, as small as one can be.
const BASE: &str = include_str!("cases/small.json");

/// One changed document, in no language of keys yet.
pub(super) struct Changed {
    /// Unique among the changes.
    pub(super) id: String,
    /// What was changed, in Chinese.
    pub(super) zh: String,
    /// What was changed, in English.
    pub(super) en: String,
    /// The document, with English keys.
    pub(super) document: Node,
    /// Whether the schema accepts it.
    pub(super) valid: bool,
    /// Whether a valid one fits the types.
    pub(super) types: bool,
    /// Pointers and rules.
    pub(super) findings: Vec<(String, &'static str)>,
}

/// The cases of both languages, and the files that they stand in.
pub(super) struct SchemaCases {
    /// The cases.
    pub(super) cases: Vec<Case>,
    /// The names of the files, with their content.
    pub(super) files: Vec<(String, String)>,
}

/// Every case of the schema.
///
/// # Errors
/// Fails where the base or a shape cannot be read.
pub(super) fn schema_cases() -> Result<SchemaCases, String> {
    let mut all = SchemaCases {
        cases: Vec::new(),
        files: Vec::new(),
    };
    for form in FORMS {
        for (language, name) in [(KeyLanguage::English, "en"), (KeyLanguage::Chinese, "zh")] {
            let file = format!("schema.{name}.jsonl");
            let mut lines = String::new();
            for (index, changed) in changed_documents(form)?.into_iter().enumerate() {
                let document = changed.document.keyed(form.fields, language).compact()?;
                lines.push_str(&document);
                lines.push('\n');
                let mut findings: Vec<Finding> = changed
                    .findings
                    .into_iter()
                    .map(|(pointer, rule)| {
                        let severity = severity(rule)?.to_owned();
                        let pointer = finding_pointer(&pointer, form.fields, language);
                        Ok(Finding {
                            pointer,
                            rule: rule.to_owned(),
                            severity,
                        })
                    })
                    .collect::<Result<_, String>>()?;
                findings.sort();
                all.cases.push(Case {
                    id: format!("schema/{name}/{}", changed.id),
                    description: Description {
                        zh: changed.zh,
                        en: changed.en,
                    },
                    rule: None,
                    file: file.clone(),
                    line: Some(index + 1),
                    format: CaseFormat::Json,
                    keys: Some(language.into()),
                    valid: Some(changed.valid),
                    types: changed.valid.then_some(changed.types),
                    findings,
                });
            }
            all.files.push((file, lines));
        }
    }
    Ok(all)
}

fn changed_documents(form: &'static Form) -> Result<Vec<Changed>, String> {
    let base = Base {
        document: Node::parse(BASE)?,
    };
    let mut all = vec![
        base.whole("clean", "没有问题", "There is nothing wrong", |document| {
            document
        }),
    ];
    all.push(base.whole(
        "reversed",
        "字段和数组都倒过来写",
        "Keys and elements are in the opposite order",
        Node::reversed,
    ));
    fields(&base, form.fields, "", "", &mut all)?;
    objects(&base, form.fields, &mut all)?;
    roots(&base, &mut all)?;
    Ok(all)
}

/// The document that every case changes.
pub(super) struct Base {
    /// With English keys.
    pub(super) document: Node,
}

impl Base {
    fn whole(&self, id: &str, zh: &str, en: &str, change: impl FnOnce(Node) -> Node) -> Changed {
        Changed {
            id: id.to_owned(),
            zh: format!("{zh}。"),
            en: format!("{en}."),
            document: change(self.document.clone()),
            valid: true,
            types: true,
            findings: Vec::new(),
        }
    }

    /// The document with one value in the place of another, which is missing at a place, by a rule, where it is blank.
    fn with(
        &self,
        pointer: &str,
        name: &Name,
        shape: &Shape,
        missing: Option<(&str, &'static str)>,
    ) -> Result<Changed, String> {
        let mut document = self.document.clone();
        document.set(pointer, Node::parse(shape.json)?)?;
        let own = match shape.verdict {
            Verdict::Valid => None,
            Verdict::Missing => missing,
            Verdict::Refused(rule) => Some((pointer, rule)),
        };
        let also = shape.also.iter().map(|(rule, place)| {
            let place = if place.is_empty() { pointer } else { place };
            (place.to_owned(), *rule)
        });
        Ok(Changed {
            id: format!("{}/{}", name.id, shape.id),
            zh: format!("{}：{}。", name.zh, shape.zh),
            en: format!("{} {}.", name.en, shape.en),
            document,
            valid: shape.verdict == Verdict::Valid,
            types: !shape.beside_types,
            findings: own
                .map(|(place, rule)| (place.to_owned(), rule))
                .into_iter()
                .chain(also)
                .collect(),
        })
    }

    fn without(&self, pointer: &str, name: &Name, rule: &'static str) -> Result<Changed, String> {
        let mut document = self.document.clone();
        document.remove(pointer)?;
        Ok(Changed {
            id: format!("{}/absent", name.id),
            zh: format!("{}：没有写。", name.zh),
            en: format!("{} is absent.", name.en),
            document,
            valid: false,
            types: false,
            findings: vec![(pointer.to_owned(), rule)],
        })
    }
}

/// What a place is called in ids and descriptions.
pub(super) struct Name {
    /// In ids.
    pub(super) id: String,
    /// In Chinese descriptions.
    pub(super) zh: String,
    /// At the beginning of English descriptions.
    pub(super) en: String,
}

impl Name {
    /// The name of a field, after those of the fields that it is in.
    pub(super) fn of_field(prefix: &str, field: &Field) -> Self {
        let id = format!("{prefix}{}", field.key);
        Self {
            zh: field.label.to_owned(),
            en: format!("`{id}`"),
            id,
        }
    }

    /// The name of the first element of a list.
    pub(super) fn of_element(list: &str, label: &str) -> Self {
        Self {
            id: format!("{list}.0"),
            zh: format!("“{label}”的第一项"),
            en: format!("The first element of `{list}`"),
        }
    }
}

/// The rule that misses a field.
fn missing_rule(field: &Field) -> &'static str {
    match field.role {
        Role::Indicators => "missing-indicators",
        Role::Result => "missing-result",
        role if role.is_money() => "missing-funds",
        _ => "missing-field",
    }
}

/// Every field absent, and with every shape of its kind. An optional one that is blank is simply absent.
fn fields(
    base: &Base,
    of: &'static [Field],
    parent: &str,
    prefix: &str,
    all: &mut Vec<Changed>,
) -> Result<(), String> {
    for field in of {
        let pointer = format!("{parent}/{}", field.key);
        let name = Name::of_field(prefix, field);
        let missing = field.required.then(|| missing_rule(field));
        if let Some(rule) = missing {
            all.push(base.without(&pointer, &name, rule)?);
        }
        let mut tried = shapes(field.kind, field.required);
        match field.role {
            Role::Part { .. } => tried.extend(EVERY_AMOUNT),
            Role::TaskFunds => tried.extend(AMOUNT_LIMITS),
            Role::Unit => tried.extend(RESULT_UNITS),
            Role::Text => tried.extend(PROSE),
            _ => {}
        }
        for shape in &tried {
            all.push(base.with(
                &pointer,
                &name,
                shape,
                missing.map(|rule| (pointer.as_str(), rule)),
            )?);
        }
        if let Kind::Name { maximum, .. } = field.kind {
            lengths(base, &pointer, &name, maximum, all)?;
        }
        let below = format!("{prefix}{}.", field.key);
        if field.kind == Kind::List {
            let first = format!("{pointer}/0");
            let name = Name::of_element(&name.id, field.label);
            // A list whose only element is blank is itself blank.
            for shape in ELEMENTS {
                all.push(base.with(&first, &name, shape, Some((&pointer, missing_rule(field))))?);
            }
            fields(base, field.fields, &first, &below, all)?;
        } else {
            fields(base, field.fields, &pointer, &below, all)?;
        }
    }
    Ok(())
}

/// The greatest length of a name, and one more, within the basic plane and beyond it.
fn lengths(
    base: &Base,
    pointer: &str,
    name: &Name,
    maximum: u32,
    all: &mut Vec<Changed>,
) -> Result<(), String> {
    for (id, character, zh, en) in [
        ("", '馆', "", ""),
        ("astral-", '\u{20BB7}', "扩展区汉", " beyond the basic plane"),
    ] {
        for (bound, length, valid) in [("longest", maximum, true), ("too-long", maximum + 1, false)] {
            let text = character
                .to_string()
                .repeat(usize::try_from(length).unwrap_or_default());
            let mut document = base.document.clone();
            document.set(pointer, Node::text(&text))?;
            all.push(Changed {
                id: format!("{}/{id}{bound}", name.id),
                zh: format!("{}：{length} 个{}字。", name.zh, zh),
                en: format!("{} has {length} characters{en}.", name.en),
                document,
                valid,
                types: true,
                findings: if valid {
                    Vec::new()
                } else {
                    vec![(pointer.to_owned(), "invalid-value")]
                },
            });
        }
    }
    Ok(())
}

/// Whole documents that are not objects, or have nothing in them.
fn roots(base: &Base, all: &mut Vec<Changed>) -> Result<(), String> {
    for (id, zh, en, json, rule) in [
        (
            "empty",
            "整份文件是没有内容的对象",
            "The document is an empty object",
            "{}",
            "missing-field",
        ),
        (
            "null",
            "整份文件是 null",
            "The document is null",
            "null",
            "missing-field",
        ),
        (
            "list",
            "整份文件是数组",
            "The document is a list",
            r#"["自评表"]"#,
            "invalid-value",
        ),
        (
            "text",
            "整份文件是文字",
            "The document is a text",
            r#""自评表""#,
            "invalid-value",
        ),
    ] {
        let document = Node::parse(json)?;
        let mut changed = base.whole(&format!("document/{id}"), zh, en, |_| document);
        changed.valid = false;
        changed.findings = vec![(String::new(), rule)];
        all.push(changed);
    }
    Ok(())
}
