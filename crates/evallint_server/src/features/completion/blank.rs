//! Whole forms for an empty document.

use evallint_convert::{BlankForm, HeadValue, ListLengths, Target};
use evallint_linter::{DocumentView, Language};
use evallint_schema::{KeyLanguage, Role};
use evallint_syntax::{ByteRange, Format};

use super::body::Body;
use super::writing::USUAL_CURRENCY_UNIT;
use super::{Completion, CompletionKind};

/// The form to fill in, in the writing that the name of the document tells of; where it has keys, in both languages, that
/// of the reader first.
pub(super) fn forms(view: &DocumentView<'_>, at: u32, language: Language) -> Vec<Completion> {
    let source = view.source();
    let named = Target::of_file_name(source.path());
    let target = match source.format() {
        Format::Json => Target::Json,
        Format::Yaml => Target::Yaml,
        Format::Table if named == Some(Target::Markdown) => Target::Markdown,
        Format::Table => Target::Text,
    };
    let keys = match (target.is_table(), language) {
        (true, Language::Chinese) => vec![KeyLanguage::Chinese],
        (true, Language::English) => vec![KeyLanguage::English],
        (false, Language::Chinese) => vec![KeyLanguage::Chinese, KeyLanguage::English],
        (false, Language::English) => vec![KeyLanguage::English, KeyLanguage::Chinese],
    };
    let written = keys
        .into_iter()
        .filter_map(|keys| Some((keys, write(view, target, keys)?)));
    let forms = written.enumerate().map(|(rank, (keys, insert))| Completion {
        kind: CompletionKind::Snippet,
        detail: Some(described(target, keys, language).to_owned()),
        documentation: Some(match language {
            Language::Chinese => view.form().doc.zh.to_owned(),
            Language::English => view.form().doc.en.to_owned(),
        }),
        replace: ByteRange::new(at, at),
        // Editors go on behind a snippet, with the indentation of the line before.
        insert_snippet: Body::from(insert.trim_end_matches(['\r', '\n'])).snippet(),
        insert,
        filter: Some(format!("{} {}", view.form().id, view.form().title)),
        rank: u32::try_from(rank).unwrap_or(u32::MAX),
        ..Completion::plain(match keys {
            KeyLanguage::Chinese => view.form().title.to_owned(),
            KeyLanguage::English => view.form().id.to_owned(),
        })
    });
    forms.collect()
}

fn write(view: &DocumentView<'_>, target: Target, keys: KeyLanguage) -> Option<String> {
    let lengths = ListLengths {
        tasks: 1,
        indicators: 1,
    };
    let mut blank = BlankForm::new(view.form(), lengths);
    let unit = view
        .form()
        .fields
        .iter()
        .find(|field| field.role == Role::CurrencyUnit);
    if let Some(value) = unit.and_then(|field| HeadValue::read(field, USUAL_CURRENCY_UNIT).ok()) {
        blank.set(value);
    }
    blank.write(target, keys).ok()
}

fn described(target: Target, keys: KeyLanguage, language: Language) -> &'static str {
    match (target.is_table(), keys, language) {
        (true, _, Language::Chinese) => "空白表",
        (true, _, Language::English) => "a form to fill in",
        (false, KeyLanguage::Chinese, Language::Chinese) => "空白表，中文键",
        (false, KeyLanguage::English, Language::Chinese) => "空白表，英文键",
        (false, KeyLanguage::Chinese, Language::English) => "a form to fill in, Chinese keys",
        (false, KeyLanguage::English, Language::English) => "a form to fill in, English keys",
    }
}
