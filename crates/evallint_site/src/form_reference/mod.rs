//! The reference of a form: every field, and where it stands on the printed form.

mod field_row;
mod layout;
mod value_words;

use std::collections::BTreeSet;

use evallint_linter::{Language, RULES, Rule};
use evallint_schema::{FORMS, Field, Form, KeyLanguage, Kind};
use maud::{Markup, html};
use serde_json::Value;

use crate::frame::{Body, Page};
use crate::language::{other, said};
use crate::place::Place;
use crate::search::Entry;

/// A field in its form.
#[derive(Debug, Clone)]
pub(crate) struct FormField {
    pub form: &'static Form,
    /// The fields from the document to this one.
    path: Vec<&'static Field>,
    pub field: &'static Field,
}

impl FormField {
    /// Every field of a form, each before those in it.
    fn all(form: &'static Form) -> Vec<Self> {
        let mut fields = Vec::new();
        add_fields(form, form.fields, &[], &mut fields);
        fields
    }

    /// The field that a path leads to.
    fn at(form: &'static Form, path: &[&'static Field]) -> Option<Self> {
        let field = path.last().copied()?;
        let path = path.to_vec();
        Some(Self { form, path, field })
    }

    /// What the field is called in addresses: its keys with dots between them.
    pub(crate) fn id(&self) -> String {
        let keys: Vec<_> = self.path.iter().map(|field| field.key).collect();
        keys.join(".")
    }

    /// The keys with dots between them; of a list, with the mark of its elements.
    fn keys(&self, language: KeyLanguage) -> String {
        let mut keys = String::new();
        for (index, field) in self.path.iter().enumerate() {
            if index > 0 {
                keys.push('.');
            }
            keys.push_str(language.key(field));
            if field.kind == Kind::List {
                keys.push_str("[]");
            }
        }
        keys
    }

    /// The JSON Pointer, with a star for the number of an element.
    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for (index, field) in self.path.iter().enumerate() {
            pointer.extend(["/", field.key]);
            if field.kind == Kind::List && index + 1 < self.path.len() {
                pointer.push_str("/*");
            }
        }
        pointer
    }

    /// What readers in a language call it.
    pub(crate) fn label(&self, language: Language) -> String {
        said(language, self.field.label.to_owned(), self.field.title())
    }

    fn depth(&self) -> usize {
        self.path.len()
    }

    /// A field of the same group or list.
    fn sibling(&self, key: &str) -> Option<Self> {
        let (_, parents) = self.path.split_last()?;
        let field = match parents.last() {
            Some(parent) => parent.child(key),
            None => self.form.field(key),
        }?;
        let mut path = parents.to_vec();
        path.push(field);
        Self::at(self.form, &path)
    }
}

fn add_fields(
    form: &'static Form,
    fields: &'static [Field],
    above: &[&'static Field],
    found: &mut Vec<FormField>,
) {
    for field in fields {
        let mut path = above.to_vec();
        path.push(field);
        found.push(FormField {
            form,
            path: path.clone(),
            field,
        });
        add_fields(form, field.fields, &path, found);
    }
}

/// The plain fields that stand in the examples on a rule's page: what the rule looks at.
fn fields_of_rule(rule: &Rule) -> Vec<FormField> {
    let mut ids = BTreeSet::new();
    for block in rule.page.split("```json bad\n").skip(1) {
        let code = block.split("\n```").next().unwrap_or_default();
        if let Ok(value) = serde_json::from_str::<Value>(code) {
            for form in FORMS {
                collect_ids(form.fields, &value, "", &mut ids);
            }
        }
    }
    let fields = FORMS.iter().flat_map(|form| FormField::all(form));
    fields.filter(|field| ids.contains(&field.id())).collect()
}

/// The ids of the plain fields that have a value.
fn collect_ids(fields: &'static [Field], value: &Value, above: &str, ids: &mut BTreeSet<String>) {
    match value {
        Value::Array(elements) => {
            for element in elements {
                collect_ids(fields, element, above, ids);
            }
        }
        Value::Object(members) => {
            for field in fields {
                let member = members.get(field.key).or_else(|| members.get(field.label));
                let Some(member) = member else { continue };
                let id = if above.is_empty() {
                    field.key.to_owned()
                } else {
                    format!("{above}.{}", field.key)
                };
                if field.fields.is_empty() {
                    ids.insert(id);
                } else {
                    collect_ids(field.fields, member, &id, ids);
                }
            }
        }
        _ => {}
    }
}

/// The rules with the fields in their examples.
pub(crate) struct Mentions {
    rules: Vec<(&'static Rule, Vec<FormField>)>,
}

impl Mentions {
    pub(crate) fn read() -> Self {
        let rules = RULES.iter().map(|rule| (*rule, fields_of_rule(rule)));
        Self {
            rules: rules.collect(),
        }
    }

    /// The fields that a rule's examples show.
    pub(crate) fn of_rule(&self, rule: &Rule) -> &[FormField] {
        let found = self.rules.iter().find(|(other, _)| *other == rule);
        found.map(|(_, fields)| fields.as_slice()).unwrap_or_default()
    }

    /// The rules whose examples show a field.
    fn of_field(&self, field: &FormField) -> Vec<&'static Rule> {
        let id = field.id();
        let shows = |fields: &[FormField]| {
            fields
                .iter()
                .any(|shown| shown.form.id == field.form.id && shown.id() == id)
        };
        self.rules
            .iter()
            .filter(|(_, fields)| shows(fields))
            .map(|(rule, _)| *rule)
            .collect()
    }
}

pub(crate) fn body(page: &Page<'_>, form: &'static Form) -> Body {
    let fields = FormField::all(form);
    let description = page.language.wording(form.doc);
    let main = html! {
        h1 { (page.place.title(page.language)) }
        p.lead { (description) }
        (introduction(page))
        section aria-labelledby="layout" {
            h2 #layout { (page.said("表的版式", "The printed form")) }
            (layout::render(page, form))
        }
        section aria-labelledby="fields" {
            h2 #fields { (page.said("字段一览", "All fields")) }
            (field_row::overview(page, &fields))
        }
        section aria-labelledby="each-field" {
            h2 #each-field { (page.said("逐项说明", "Field by field")) }
            @for field in &fields { (field_row::details(page, field)) }
        }
    };
    let mut body = Body::new(description, main);
    body.aside = Some(aside(page, &fields));
    body.keywords = [form.id, form.title, form.english_title, "fields 字段 版式 layout"].join(" ");
    body.parts = fields.iter().map(|field| entry(page, field)).collect();
    body
}

fn introduction(page: &Page<'_>) -> Markup {
    html! {
        p {
            (page.said(
                "JSON 和 YAML 的字段名可以用英文，也可以用下列各字段的中文名，一份文件只用一种。以 ",
                "The keys of JSON and YAML are the English or the Chinese names given here, one language in one document. Keys that begin with ",
            ))
            code { "x-" }
            (page.said(" 开头的字段由各单位自用（x-evallint 除外），表里各处都可以加。", " are yours, but for x-evallint, and may stand in any object."))
        }
    }
}

/// The fields beside the page.
fn aside(page: &Page<'_>, fields: &[FormField]) -> Markup {
    html! {
        nav.aside aria-label=(page.said("本页内容", "On this page")) {
            ul {
                li { a href="#layout" { (page.said("表的版式", "The printed form")) } }
                li { a href="#fields" { (page.said("字段一览", "All fields")) } }
            }
            p { a href="#each-field" { (page.said("逐项说明", "Field by field")) } }
            ul {
                @for field in fields {
                    li.(format!("depth-{}", field.depth())) { a href={ "#" (field.id()) } { (field.label(page.language)) } }
                }
            }
        }
    }
}

fn entry(page: &Page<'_>, field: &FormField) -> Entry {
    let mut keywords = vec![
        field.keys(KeyLanguage::English),
        field.keys(KeyLanguage::Chinese),
        field.label(other(page.language)),
    ];
    keywords.extend(field.field.variants.iter().map(|variant| (*variant).to_owned()));
    let path = Place::Form(field.form).path(page.language);
    Entry {
        title: field.label(page.language),
        kind: page.said("字段", "field").to_owned(),
        address: format!("{path}#{}", field.id()),
        keywords: keywords.join(" "),
        text: page.language.wording(field.field.doc).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_called_by_its_keys() {
        let fields = FormField::all(FORMS[0]);
        let result = fields
            .iter()
            .find(|field| field.id() == "tasks.indicators.result")
            .unwrap();
        assert_eq!(result.keys(KeyLanguage::English), "tasks[].indicators[].result");
        assert_eq!(
            result.keys(KeyLanguage::Chinese),
            "主要任务[].关键指标[].指标完成情况"
        );
        assert_eq!(result.pointer(), "/tasks/*/indicators/*/result");
        let tasks = fields.iter().find(|field| field.id() == "tasks").unwrap();
        assert_eq!(
            (
                tasks.pointer().as_str(),
                tasks.keys(KeyLanguage::English).as_str()
            ),
            ("/tasks", "tasks[]")
        );
    }

    #[test]
    fn a_rule_is_about_the_fields_in_its_examples() {
        let rule = evallint_linter::rule_named("adjustment-sign").unwrap();
        let ids: Vec<_> = fields_of_rule(rule).iter().map(FormField::id).collect();
        assert_eq!(
            ids,
            [
                "funds.initial_budget",
                "funds.adjusted_budget",
                "funds.adjustment",
                "funds.adjustment_rate"
            ]
        );
    }
}
