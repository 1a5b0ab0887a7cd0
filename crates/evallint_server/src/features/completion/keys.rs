//! Keys that are still missing, with what belongs behind them.

use evallint_linter::{DocumentView, Language};
use evallint_schema::{Field, FormSchema, KeyLanguage, Kind};
use evallint_syntax::{ByteRange, Source};

use super::body::Body;
use super::documentation::{detail, documentation};
use super::spot::{KeySpot, Spot};
use super::writing::{Writing, indentation_at};
use super::{Completion, CompletionKind, Insertion};

/// The keys that may be written where the cursor stands, the required ones first.
pub(super) fn keys(
    view: &DocumentView<'_>,
    spot: &Spot,
    key_spot: &KeySpot,
    language: Language,
) -> Vec<Completion> {
    let mut completions = Vec::new();
    for keys in languages(view, spot, key_spot, language) {
        let writing = Writing::of(view, keys, spot.is_flow);
        let place = Place::of(view.source(), spot.word, writing);
        let is_present = |field: &Field| {
            key_spot
                .present
                .iter()
                .any(|present| std::ptr::eq(*present, field))
        };
        for field in key_spot.fields.iter().filter(|field| !is_present(field)) {
            let body = if key_spot.has_value {
                Body::from(writing.key(keys.key(field)).as_str())
            } else {
                place.member(writing.member(field, place.margin))
            };
            let label = keys.key(field);
            let rank = completions.len() + if field.required { 0 } else { OPTIONAL };
            completions.push(Completion {
                label: label.to_owned(),
                kind: match field.kind {
                    Kind::Group | Kind::List if !key_spot.has_value => CompletionKind::Snippet,
                    _ => CompletionKind::Key,
                },
                detail: Some(detail(field, label, language)),
                documentation: Some(documentation(field, key_spot.fields, language)),
                filter: Some(filter(view.source(), spot.word, field)),
                ..place.completion(body, key_spot.has_value, rank)
            });
        }
        if let Some(list) = key_spot.empty_element_of.filter(|_| !writing.is_flow) {
            let completion = whole_element(list, writing, &place, language);
            completions.extend(completion.filter(|_| !key_spot.has_value));
        }
        if key_spot.root.as_ref().is_some_and(|root| !root.has_schema) {
            completions.push(schema_member(view, spot, key_spot, &place, writing, language));
        }
    }
    completions
}

/// Behind how many others an optional key comes.
const OPTIONAL: usize = 1_000;

/// All members that an element without any needs.
fn whole_element(
    list: &'static Field,
    writing: Writing,
    place: &Place<'_>,
    language: Language,
) -> Option<Completion> {
    if writing.is_json {
        return None;
    }
    let body = writing.yaml_members(list.fields, place.margin);
    Some(Completion {
        label: element_label(list, language),
        kind: CompletionKind::Snippet,
        ..place.completion(body, true, 0)
    })
}

/// What a new element of a list is called.
pub(super) fn element_label(list: &Field, language: Language) -> String {
    match language {
        Language::Chinese => format!("新增一项“{}”", list.label),
        Language::English => format!("new item of {}", list.key),
    }
}

fn schema_member(
    view: &DocumentView<'_>,
    spot: &Spot,
    key_spot: &KeySpot,
    place: &Place<'_>,
    writing: Writing,
    language: Language,
) -> Completion {
    let key = writing.key("$schema");
    let body = if key_spot.has_value {
        Body::from(key.as_str())
    } else {
        let address = writing.word(&FormSchema::strict(view.form(), writing.keys).name());
        place.member(Body::from(format!("{key}: {address}").as_str()))
    };
    let (detail, documentation) = match language {
        Language::Chinese => ("选填", "所依据的 JSON Schema，编辑器据此提示和校验。"),
        Language::English => (
            "optional",
            "The JSON Schema of the form, by which any editor can check it.",
        ),
    };
    let quote = opening_quote(view.source(), spot.word);
    Completion {
        label: "$schema".to_owned(),
        kind: CompletionKind::Key,
        detail: Some(detail.to_owned()),
        documentation: Some(documentation.to_owned()),
        filter: Some(format!("{quote}$schema")),
        ..place.completion(body, key_spot.has_value, 2 * OPTIONAL)
    }
}

/// The languages that the keys may be in: that of the document's keys, or of what is written of the first one; where
/// nothing tells, both, that of the reader first.
fn languages(
    view: &DocumentView<'_>,
    spot: &Spot,
    key_spot: &KeySpot,
    language: Language,
) -> Vec<KeyLanguage> {
    // Without a single known key the language of the document is a guess, and nothing below the root is read.
    if key_spot.root.is_none() || !key_spot.present.is_empty() {
        return view.keys().into_iter().collect();
    }
    let written = view.source().slice(spot.word).trim_matches(['"', '\'']);
    match (written.is_empty(), written.is_ascii(), language) {
        (false, true, _) => vec![KeyLanguage::English],
        (false, false, _) => vec![KeyLanguage::Chinese],
        (true, _, Language::Chinese) => vec![KeyLanguage::Chinese, KeyLanguage::English],
        (true, _, Language::English) => vec![KeyLanguage::English, KeyLanguage::Chinese],
    }
}

/// What is typed to find a field: its key or its label, behind the quote that is typed already.
fn filter(source: &Source, word: ByteRange, field: &Field) -> String {
    format!("{}{} {}", opening_quote(source, word), field.key, field.label)
}

pub(super) fn opening_quote(source: &Source, word: ByteRange) -> &str {
    let written = source.slice(word);
    let quote = usize::from(written.starts_with(['"', '\'']));
    written.get(..quote).unwrap_or_default()
}

/// The place of a new member or element: how it is indented, and which commas are missing around it.
#[derive(Debug)]
pub(super) struct Place<'s> {
    word: ByteRange,
    /// How many blanks further in than its line it stands.
    pub(super) margin: usize,
    indentation: &'s str,
    line_break: &'static str,
    /// Where a comma is missing before it.
    comma_before: Option<u32>,
    comma_after: &'static str,
}

impl<'s> Place<'s> {
    pub(super) fn of(source: &'s Source, word: ByteRange, writing: Writing) -> Self {
        let text = source.text();
        let before = text.get(..word.start as usize).unwrap_or_default();
        let after = text.get(word.end as usize..).unwrap_or_default();
        let has_commas = writing.is_json || writing.is_flow;
        let trimmed = before.trim_end();
        let previous = trimmed.chars().next_back();
        let comma_before = has_commas && !matches!(previous, None | Some('{' | '[' | ',' | '，'));
        let next = after.trim_start().chars().next();
        let needs_comma_after = has_commas && !matches!(next, None | Some('}' | ']' | ',' | '，'));
        let indentation = indentation_at(source, word.start);
        let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
        let column = line.trim_start_matches('\u{FEFF}').chars().count();
        let is_first = line.trim_matches([' ', '\t', '-', '\u{FEFF}']).is_empty();
        Self {
            word,
            margin: if is_first && !has_commas {
                column.saturating_sub(indentation.len())
            } else {
                0
            },
            indentation,
            line_break: if text.contains("\r\n") { "\r\n" } else { "\n" },
            comma_before: comma_before.then(|| u32::try_from(trimmed.len()).ok()).flatten(),
            comma_after: match (needs_comma_after, after.starts_with(char::is_whitespace)) {
                (true, true) => ",",
                (true, false) => ", ",
                (false, _) => "",
            },
        }
    }

    /// A member with the comma that must follow it.
    pub(super) fn member(&self, mut body: Body) -> Body {
        body.text(self.comma_after);
        body
    }

    /// A completion that puts a text in the place of the word. What is no new member `is_complete` without commas.
    pub(super) fn completion(&self, body: Body, is_complete: bool, rank: usize) -> Completion {
        let comma = self.comma_before.filter(|_| !is_complete);
        let (body, also) = match comma {
            Some(at) if at == self.word.start => {
                let mut with_comma = Body::from(", ");
                with_comma.append(body);
                (with_comma, None)
            }
            Some(at) => (body, Some(Insertion { at, text: "," })),
            None => (body, None),
        };
        Completion {
            label: String::new(),
            kind: CompletionKind::Value,
            detail: None,
            documentation: None,
            replace: self.word,
            insert: body.plain(self.indentation, self.line_break),
            insert_snippet: body.snippet(),
            filter: None,
            rank: u32::try_from(rank).unwrap_or(u32::MAX),
            also,
        }
    }
}
