//! What is published, as the files that it becomes.

use evallint_linter::{PublicationKind, publications};
use evallint_schema::{Addresses, Dialect, Form, KeyLanguage};

use crate::base_url::BaseUrl;
use crate::checksums::sha256;

/// A published file.
pub(crate) struct Published {
    /// The path below the address of the site.
    pub path: String,
    pub kind: PublicationKind,
    /// What is in the file.
    pub text: String,
}

impl Published {
    pub(crate) fn checksum(&self) -> String {
        sha256(self.text.as_bytes())
    }

    /// The language of the keys, of a schema of a form.
    pub(crate) fn keys(&self) -> Option<KeyLanguage> {
        match self.kind {
            PublicationKind::Form(schema) => Some(schema.keys),
            _ => None,
        }
    }

    /// Whether it is a schema of this form and for these readers.
    pub(crate) fn is_of(&self, form: &Form, dialect: Dialect) -> bool {
        matches!(self.kind, PublicationKind::Form(schema) if schema.form.id == form.id && schema.dialect == dialect)
    }
}

/// All that is published below an address.
pub(crate) fn all(base: &BaseUrl) -> Vec<Published> {
    let publications = publications(&Addresses::Below(base.as_str().to_owned())).into_iter();
    publications
        .map(|publication| Published {
            text: format!("{:#}\n", publication.content),
            path: publication.path,
            kind: publication.kind,
        })
        .collect()
}
