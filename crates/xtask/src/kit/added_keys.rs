//! The cases of the schema about keys that the form does not have.

use evallint_schema::{Field, Kind};

use super::document::{Node, OTHER_LANGUAGE};
use super::schema_cases::{Base, Changed, Name};

/// A key that is added to an object.
struct Added<'a> {
    id: &'a str,
    zh: &'a str,
    en: &'a str,
    key: &'a str,
    json: &'a str,
    verdict: AddedVerdict,
}

/// The verdict on a key that is added.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AddedVerdict {
    /// It is allowed, and at the top of a document it fits the profile of the types too.
    Allowed,
    /// It is allowed, but has no place in the types.
    BesideTypes,
    /// The form has no such key.
    Unknown,
    /// The key is allowed, but not with this value.
    Invalid,
}

const ADDED: &[Added<'static>] = &[
    Added {
        id: "unknown-key",
        zh: "多一个表上没有的字段",
        en: "has a key that the form does not have",
        key: "填表人",
        json: r#""李敏""#,
        verdict: AddedVerdict::Unknown,
    },
    Added {
        id: "own-key",
        zh: "多一个 x- 开头的字段，值为对象",
        en: "has a key that begins with x-, with an object as its value",
        key: "x-note",
        json: r#"{"填表人": ["李敏", null, 1]}"#,
        verdict: AddedVerdict::BesideTypes,
    },
    Added {
        id: "own-key-null",
        zh: "多一个 x- 开头的中文字段，值为 null",
        en: "has a key of Chinese words that begins with x-, which is null",
        key: "x-备注",
        json: "null",
        verdict: AddedVerdict::BesideTypes,
    },
    Added {
        id: "own-key-capital",
        zh: "多一个大写 X- 开头的字段",
        en: "has a key that begins with a capital X-",
        key: "X-note",
        json: r#""李敏""#,
        verdict: AddedVerdict::Unknown,
    },
    Added {
        id: "own-key-underscore",
        zh: "多一个 x_ 开头的字段",
        en: "has a key that begins with x_",
        key: "x_note",
        json: r#""李敏""#,
        verdict: AddedVerdict::Unknown,
    },
    Added {
        id: "own-key-inside",
        zh: "多一个中间才有 x- 的字段",
        en: "has a key with x- inside",
        key: "tax-note",
        json: r#""李敏""#,
        verdict: AddedVerdict::Unknown,
    },
    Added {
        id: "schema",
        zh: "写了 $schema",
        en: "has $schema",
        key: "$schema",
        json: r#""v1.schema.json""#,
        verdict: AddedVerdict::Allowed,
    },
    Added {
        id: "schema-number",
        zh: "$schema 为数字",
        en: "has a number as $schema",
        key: "$schema",
        json: "1",
        verdict: AddedVerdict::Invalid,
    },
    Added {
        id: "id",
        zh: "写了 $id",
        en: "has $id",
        key: "$id",
        json: r#""v1""#,
        verdict: AddedVerdict::Unknown,
    },
];

/// Every object with a key more: one that is allowed, one that is not, and one of the other language.
pub(super) fn objects(base: &Base, of: &'static [Field], all: &mut Vec<Changed>) -> Result<(), String> {
    let document = Name {
        id: "document".to_owned(),
        zh: "整份文件".to_owned(),
        en: "The document".to_owned(),
    };
    object(base, of, "", &document, all)?;
    groups(base, of, "", "", all)
}

/// The objects below one: groups, and the first elements of lists.
fn groups(
    base: &Base,
    of: &'static [Field],
    parent: &str,
    prefix: &str,
    all: &mut Vec<Changed>,
) -> Result<(), String> {
    for field in of.iter().filter(|field| !field.fields.is_empty()) {
        let (pointer, name) = if field.kind == Kind::List {
            let list = format!("{prefix}{}", field.key);
            (
                format!("{parent}/{}/0", field.key),
                Name::of_element(&list, field.label),
            )
        } else {
            (format!("{parent}/{}", field.key), Name::of_field(prefix, field))
        };
        object(base, field.fields, &pointer, &name, all)?;
        groups(
            base,
            field.fields,
            &pointer,
            &format!("{prefix}{}.", field.key),
            all,
        )?;
    }
    Ok(())
}

fn object(
    base: &Base,
    of: &'static [Field],
    pointer: &str,
    name: &Name,
    all: &mut Vec<Changed>,
) -> Result<(), String> {
    for added in ADDED {
        all.push(with_key(base, pointer, name, added)?);
    }
    if let Some(field) = of.iter().find(|field| field.required && field.fields.is_empty()) {
        let added = Added {
            id: "other-language",
            zh: "多一个另一种语言的字段",
            en: "has a key of the other language",
            key: &format!("{OTHER_LANGUAGE}{}", field.key),
            json: r#""文字""#,
            verdict: AddedVerdict::Unknown,
        };
        all.push(with_key(base, pointer, name, &added)?);
    }
    Ok(())
}

fn with_key(base: &Base, parent: &str, name: &Name, added: &Added<'_>) -> Result<Changed, String> {
    let pointer = format!("{parent}/{}", added.key);
    let mut document = base.document.clone();
    document.add(&pointer, Node::parse(added.json)?)?;
    let rule = match added.verdict {
        AddedVerdict::Allowed | AddedVerdict::BesideTypes => None,
        AddedVerdict::Unknown => Some("unknown-field"),
        AddedVerdict::Invalid => Some("invalid-value"),
    };
    Ok(Changed {
        id: format!("{}/{}", name.id, added.id),
        zh: format!("{}：{}。", name.zh, added.zh),
        en: format!("{} {}.", name.en, added.en),
        document,
        valid: rule.is_none(),
        types: added.verdict == AddedVerdict::Allowed && parent.is_empty(),
        findings: rule.map(|rule| (pointer, rule)).into_iter().collect(),
    })
}
