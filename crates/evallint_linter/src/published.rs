//! The list of all that is published for other teams.

use evallint_schema::{Addresses, Dialect, Doc, FormSchema, KeyLanguage, SCHEMA_VERSION};
use serde_json::{Map, Value, json};

use crate::message::Language;
use crate::settings::SETTINGS_NAME;
use crate::{finding, findings_schema, settings, settings_schema};

/// The path of the list of schemas below the folder of all schemas.
const CATALOG: &str = "catalog.json";

/// What the list of schemas is in the form of.
const CATALOG_SCHEMA: &str = "https://json.schemastore.org/schema-catalog.json";

/// Where the schemas lie that have no address yet: below a name that is reserved for examples.
const NO_ADDRESS: &str = "https://evallint.example/";

/// A file that is published.
#[derive(Debug)]
pub struct Publication {
    /// The path below the folder of all schemas.
    pub path: String,
    /// What it is.
    pub kind: PublicationKind,
    /// What it says.
    pub content: Value,
}

/// What a published file is.
#[derive(Debug, Clone, Copy)]
pub enum PublicationKind {
    /// A schema of a form.
    Form(FormSchema),
    /// The schema of the settings.
    Settings,
    /// The schema of the findings in JSON.
    Findings,
    /// The list of the schemas, in the form of `SchemaStore`.
    Catalog,
}

impl PublicationKind {
    /// What it is called.
    #[must_use]
    pub fn title(self, language: Language) -> String {
        let title = match self {
            Self::Form(schema) => return form_title(schema, language),
            Self::Settings => SETTINGS_TITLE,
            Self::Findings => FINDINGS_TITLE,
            Self::Catalog => CATALOG_TITLE,
        };
        language.wording(title).to_owned()
    }

    /// What it is for, in a sentence or two.
    #[must_use]
    pub fn purpose(self, language: Language) -> &'static str {
        let purpose = match self {
            Self::Form(schema) => match schema.dialect {
                Dialect::Strict => STRICT,
                Dialect::Editor => EDITOR,
                Dialect::Types => TYPES,
            },
            Self::Settings => SETTINGS,
            Self::Findings => FINDINGS,
            Self::Catalog => CATALOG_PURPOSE,
        };
        language.wording(purpose)
    }
}

/// All that is published, where it lies at these addresses.
#[must_use]
pub fn publications(addresses: &Addresses) -> Vec<Publication> {
    let forms = FormSchema::all().map(|schema| Publication {
        path: schema.path(),
        kind: PublicationKind::Form(schema),
        content: schema.value(addresses),
    });
    let mut all: Vec<_> = forms.collect();
    all.push(Publication {
        path: settings::SCHEMA_PATH.to_owned(),
        kind: PublicationKind::Settings,
        content: settings_schema(addresses),
    });
    all.push(Publication {
        path: finding::SCHEMA_PATH.to_owned(),
        kind: PublicationKind::Findings,
        content: findings_schema(addresses),
    });
    let catalog = Publication {
        path: CATALOG.to_owned(),
        kind: PublicationKind::Catalog,
        content: catalog(&all, addresses),
    };
    all.push(catalog);
    all
}

/// The list of schemas in the form of `SchemaStore`, which takes no address but one of the web.
fn catalog(schemas: &[Publication], addresses: &Addresses) -> Value {
    let base = match addresses {
        Addresses::Names => NO_ADDRESS,
        Addresses::Below(base) => base,
    };
    let entries: Vec<Value> = schemas
        .iter()
        .map(|schema| {
            let url = format!("{base}{}", schema.path);
            let mut entry = Map::new();
            entry.insert("name".into(), json!(schema.kind.title(Language::English)));
            let purpose =
                [Language::Chinese, Language::English].map(|language| schema.kind.purpose(language));
            entry.insert("description".into(), json!(purpose.join("\n")));
            if let Some(files) = files_of(schema.kind) {
                entry.insert("fileMatch".into(), json!(files));
            }
            entry.insert("url".into(), json!(url));
            if let PublicationKind::Form(_) = schema.kind {
                entry.insert("versions".into(), json!({ SCHEMA_VERSION: url }));
            }
            Value::Object(entry)
        })
        .collect();
    json!({ "$schema": CATALOG_SCHEMA, "version": 1, "schemas": entries })
}

/// The files that an editor knows by their names to follow a schema. The name of a form tells the language of its keys
/// only where it says so; a form that follows the other flavour would be wrong from top to bottom.
fn files_of(kind: PublicationKind) -> Option<Vec<String>> {
    match kind {
        PublicationKind::Form(schema) if schema.dialect == Dialect::Editor => {
            let language = match schema.keys {
                KeyLanguage::Chinese => "zh",
                KeyLanguage::English => "en",
            };
            let endings = ["json", "yaml", "yml"];
            Some(endings.map(|ending| format!("*.{language}.eval.{ending}")).into())
        }
        PublicationKind::Settings => Some(vec![SETTINGS_NAME.to_owned()]),
        _ => None,
    }
}

fn form_title(schema: FormSchema, language: Language) -> String {
    let dialect = language.wording(match schema.dialect {
        Dialect::Strict => STRICT_TITLE,
        Dialect::Editor => EDITOR_TITLE,
        Dialect::Types => TYPES_TITLE,
    });
    let keys = language.wording(match schema.keys {
        KeyLanguage::Chinese => CHINESE_KEYS,
        KeyLanguage::English => ENGLISH_KEYS,
    });
    match language {
        Language::Chinese => format!("{}（{keys}，{dialect}）", schema.form.title),
        Language::English => format!("{} ({keys}, {dialect})", schema.form.english_title),
    }
}

const CHINESE_KEYS: Doc = Doc {
    zh: "中文字段名",
    en: "Chinese keys",
};
const ENGLISH_KEYS: Doc = Doc {
    zh: "英文字段名",
    en: "English keys",
};
const STRICT_TITLE: Doc = Doc {
    zh: "校验用",
    en: "for validators",
};
const EDITOR_TITLE: Doc = Doc {
    zh: "编辑器用",
    en: "for editors",
};
const TYPES_TITLE: Doc = Doc {
    zh: "生成代码用",
    en: "for generators of code",
};
const SETTINGS_TITLE: Doc = Doc {
    zh: "evallint 的设置",
    en: "Settings of evallint",
};
const FINDINGS_TITLE: Doc = Doc {
    zh: "检查结果",
    en: "Findings of evallint",
};
const CATALOG_TITLE: Doc = Doc {
    zh: "目录",
    en: "Catalog",
};
const STRICT: Doc = Doc {
    zh: "规定怎样的表是有效的，只用 JSON Schema 标准的关键字，供校验程序使用。",
    en: "What a valid form is, in the keywords of JSON Schema alone, for validators.",
};
const EDITOR: Doc = Doc {
    zh: "规定与校验用的相同，另有说明、补全片段和中文报错，供编辑器使用；严格的校验程序不接受这些关键字。",
    en: "The same, with explanations, snippets and messages for editors. Strict validators refuse these keywords.",
};
const TYPES: Doc = Doc {
    zh: "供生成代码使用：金额和完成值一律为文字，不损失精度；不含 x- 开头的字段。符合它的表都符合校验用的规定。",
    en: "For generators of code: amounts and results are texts, so that no digit is lost, and there are no x- keys. What fits it fits the one for validators.",
};
const SETTINGS: Doc = Doc {
    zh: "设置文件 evallint.toml 的规定。",
    en: "What evallint.toml may say.",
};
const FINDINGS: Doc = Doc {
    zh: "evallint check --output-format json 输出的规定。",
    en: "What `evallint check --output-format json` writes.",
};
const CATALOG_PURPOSE: Doc = Doc {
    zh: "全部 JSON Schema 的目录，采用 SchemaStore 的格式。",
    en: "All schemas, in the form of SchemaStore.",
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_schema_lies_where_it_says() {
        let base = Addresses::Below("https://example.org/forms/".to_owned());
        let mut ids = BTreeSet::new();
        for published in publications(&base) {
            if let PublicationKind::Catalog = published.kind {
                continue;
            }
            let id = format!("https://example.org/forms/{}", published.path);
            assert_eq!(published.content["$id"], json!(id));
            assert!(ids.insert(id));
        }
        assert_eq!(ids.len(), 8);
    }

    #[test]
    fn the_catalog_lists_every_schema_once_and_no_name_stands_for_two() {
        let all = publications(&Addresses::Names);
        let (catalog, schemas) = all.split_last().unwrap();
        let entries = catalog.content["schemas"].as_array().unwrap();
        assert_eq!(entries.len(), schemas.len());
        let mut files = BTreeSet::new();
        for (entry, schema) in entries.iter().zip(schemas) {
            let url = entry["url"].as_str().unwrap();
            assert!(
                url.starts_with("https://") && url.ends_with(&schema.path),
                "{url}"
            );
            for file in entry["fileMatch"].as_array().into_iter().flatten() {
                assert!(files.insert(file.to_string()), "{file}");
            }
        }
        assert!(files.contains("\"*.zh.eval.json\"") && files.contains("\"evallint.toml\""));
    }
}
