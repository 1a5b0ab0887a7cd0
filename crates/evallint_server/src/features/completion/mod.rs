//! Completion: what may be written where the cursor stands.

mod blank;
mod body;
mod documentation;
mod keys;
mod rows;
mod spot;
mod table;
#[cfg(test)]
mod tests;
mod values;
mod writing;

use evallint_linter::{DocumentView, Language, Linter};
use evallint_schema::KeyLanguage;
use evallint_syntax::{ByteRange, Format, Source};

use spot::{KeySpot, Spot, SpotKind};
use writing::Writing;

/// Something that may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Completion {
    /// What is shown in the list.
    pub(crate) label: String,
    pub(crate) kind: CompletionKind,
    /// A few words beside the label.
    pub(crate) detail: Option<String>,
    /// What it is about, in Markdown.
    pub(crate) documentation: Option<String>,
    /// What it takes the place of. The cursor stands in it, and it is part of one line.
    pub(crate) replace: ByteRange,
    /// What is written, as it is to stand in the text.
    pub(crate) insert: String,
    /// The same with the places to fill in, in the syntax of the protocol. An editor indents its lines as it does the line
    /// that it goes into.
    pub(crate) insert_snippet: Option<String>,
    /// What is compared with what is typed, where it is not the label.
    pub(crate) filter: Option<String>,
    /// Its place in the list, counting from 0.
    pub(crate) rank: u32,
    /// What is to be written elsewhere as well.
    pub(crate) also: Option<Insertion>,
}

/// What a completion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CompletionKind {
    /// A key.
    Key,
    /// A value.
    Value,
    /// A unit behind a number.
    Unit,
    /// Several lines or members with blanks to fill in.
    Snippet,
    /// A label of a text form, with the row that it stands in.
    Label,
}

/// A text that is put between two characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Insertion {
    pub(crate) at: u32,
    pub(crate) text: &'static str,
}

impl Completion {
    /// A completion that is nothing but a word.
    fn plain(label: String) -> Self {
        Self {
            label,
            kind: CompletionKind::Value,
            detail: None,
            documentation: None,
            replace: ByteRange::default(),
            insert: String::new(),
            insert_snippet: None,
            filter: None,
            rank: 0,
            also: None,
        }
    }
}

/// What may be written where the cursor stands, the likeliest first; nothing in prose, in a comment, and in what is no
/// form.
pub(crate) fn complete(source: &Source, at: u32, language: Language) -> Vec<Completion> {
    let Some(view) = Linter::standard().read(source) else {
        return Vec::new();
    };
    if !source.text().is_char_boundary(at as usize) || is_in_comment(&view, at) {
        return Vec::new();
    }
    if source
        .text()
        .trim_matches(['\u{FEFF}', ' ', '\t', '\r', '\n'])
        .is_empty()
    {
        return blank::forms(&view, at, language);
    }
    let mut completions = match source.format() {
        Format::Table => table::complete(&view, at, language),
        Format::Json | Format::Yaml => in_members(&view, at, language),
    };
    completions.sort_by_key(|completion| completion.rank);
    completions
}

/// In a document of keys and values.
fn in_members(view: &DocumentView<'_>, at: u32, language: Language) -> Vec<Completion> {
    let Some(spot) = Spot::find(view.source(), at) else {
        return Vec::new();
    };
    let keys = view.keys().unwrap_or(KeyLanguage::English);
    let writing = Writing::of(view, keys, spot.is_flow);
    match &spot.kind {
        SpotKind::Key(key) if is_of_another_kind(view.source(), key) => Vec::new(),
        SpotKind::Key(key) => keys::keys(view, &spot, key, language),
        SpotKind::Value(value) => values::values(view, &spot, value, at, writing, language),
        SpotKind::Element(list) => vec![values::element(view, &spot, list, writing, language)],
        SpotKind::Schema => values::schema(view, &spot, writing),
    }
}

/// Whether keys are given, and none of them is the form's.
fn is_of_another_kind(source: &Source, key: &KeySpot) -> bool {
    key.root.as_ref().is_some_and(|root| root.is_foreign) && !is_named_as_form(source)
}

/// Whether the name of the document says that it is a form, whatever stands in it.
fn is_named_as_form(source: &Source) -> bool {
    source
        .path()
        .rsplit(['/', '\\'])
        .next()
        .is_some_and(|name| name.contains(".eval."))
}

fn is_in_comment(view: &DocumentView<'_>, at: u32) -> bool {
    let remarks = view.remarks();
    remarks.iter().any(|remark| {
        let range = remark.comment.range;
        // A comment of YAML goes on to the end of its line.
        let end_belongs = view.source().format() == Format::Yaml;
        range.start < at && (at < range.end || end_belongs && at == range.end)
    })
}
