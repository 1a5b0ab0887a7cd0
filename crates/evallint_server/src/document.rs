//! The documents that are open in the client.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use evallint_linter::{DocumentView, Linter, Meaning, Memory, Report};
use evallint_schema::{FORMS, Role, form_named};
use evallint_syntax::{Source, SourceError, Value};
use evallint_workspace::Coverage;
use lsp_types::{Position, Range, Uri};
use serde::Deserialize;

use crate::configuration::Configuration;
use crate::encoding::{Encoding, Positions, offset_in};
use crate::file_uri;

/// So many fields of a form make a document one, whatever it is called.
const TELLING_FIELDS: usize = 3;

/// A change as the client tells it. Reading it strictly matters: what is no range must not become the whole document.
#[derive(Debug, Deserialize)]
pub(crate) struct Change {
    /// What is replaced; nothing where it is the whole text.
    range: Option<Range>,
    text: String,
}

/// An open document.
#[derive(Debug)]
pub(crate) struct Document {
    /// Its address.
    pub uri: Uri,
    /// The version that the client counts.
    pub version: i32,
    /// Which of all contents that the server has seen it has.
    pub stamp: u64,
    /// The file that it is saved in.
    pub file: Option<PathBuf>,
    language_id: String,
    content: Content,
    /// Whether it was once told to be a form by what it says. While it is being typed it may not look like one.
    is_recognized: bool,
    verdict: OnceCell<Report>,
    /// What is remembered of its texts from one verdict to the next.
    memory: RefCell<Memory>,
}

#[derive(Debug)]
enum Content {
    Readable(Arc<Source>),
    /// A text that cannot be a source's, and why.
    Unreadable(String, SourceError),
}

impl Document {
    /// A document as it is opened.
    pub(crate) fn open(uri: Uri, language_id: String, version: i32, text: String, stamp: u64) -> Self {
        let file = file_uri::path_of(&uri);
        let name = name_of(file.as_deref(), &language_id);
        Self {
            uri,
            version,
            stamp,
            file,
            language_id,
            content: Content::new(name, text),
            is_recognized: false,
            verdict: OnceCell::new(),
            memory: RefCell::default(),
        }
    }

    /// Puts the changes in force, one after another.
    pub(crate) fn change(&mut self, changes: Vec<Change>, version: i32, stamp: u64, encoding: Encoding) {
        let mut text = std::mem::take(&mut self.content).into_text();
        for change in changes {
            match change.range {
                None => text = change.text,
                Some(range) => {
                    let place = place_in(&text, range, encoding);
                    text.replace_range(place, &change.text);
                }
            }
        }
        let name = name_of(self.file.as_deref(), &self.language_id);
        self.content = Content::new(name, text);
        (self.version, self.stamp) = (version, stamp);
        self.forget_verdict();
    }

    /// Has the document judged anew, for what it is judged by has changed.
    pub(crate) fn forget_verdict(&mut self) {
        self.verdict = OnceCell::new();
    }

    /// The source, where its text can be one's.
    pub(crate) fn source(&self) -> Result<&Arc<Source>, SourceError> {
        match &self.content {
            Content::Readable(source) => Ok(source),
            Content::Unreadable(_, error) => Err(*error),
        }
    }

    /// The source, where it is a form.
    pub(crate) fn form(&self, configuration: &Configuration) -> Option<&Arc<Source>> {
        self.source().ok().filter(|_| self.is_form(configuration))
    }

    /// Whether it is to be looked at as a form: it is named like one, the client says that it is one, or it says so
    /// itself.
    pub(crate) fn is_form(&self, configuration: &Configuration) -> bool {
        let coverage = self.file.as_deref().map(|file| configuration.coverage(file));
        match coverage {
            Some(Coverage::Excluded) => false,
            Some(Coverage::Form) => true,
            Some(Coverage::Unnamed) | None => self.is_recognized || self.language_id.starts_with("evallint"),
        }
    }

    /// Looks whether it says itself that it is a form.
    pub(crate) fn recognize(&mut self) {
        if !self.is_recognized
            && let Content::Readable(source) = &self.content
        {
            self.is_recognized = Linter::standard()
                .read(source)
                .is_some_and(|view| says_it_is_a_form(&view));
        }
    }

    /// The verdict, which is given once for each content.
    pub(crate) fn verdict(&self, configuration: &Configuration) -> Option<&Report> {
        let source = self.form(configuration)?;
        let judge = || {
            // It is not borrowed but here; after a panic it begins anew.
            let mut memory = self.memory.take();
            let report = configuration.judge(self.file.as_deref(), source, &mut memory);
            self.memory.replace(memory);
            report
        };
        Some(self.verdict.get_or_init(judge))
    }
}

impl Default for Content {
    fn default() -> Self {
        Self::Unreadable(String::new(), SourceError::TooLarge(0))
    }
}

impl Content {
    fn new(name: String, text: String) -> Self {
        match Source::admit(&text) {
            Err(error) => Self::Unreadable(text, error),
            Ok(()) => match Source::new(name, text) {
                Ok(source) => Self::Readable(Arc::new(source)),
                Err(error) => Self::Unreadable(String::new(), error),
            },
        }
    }

    fn into_text(self) -> String {
        match self {
            Self::Unreadable(text, _) => text,
            Self::Readable(source) => {
                Arc::try_unwrap(source).map_or_else(|shared| shared.text().to_owned(), Source::into_text)
            }
        }
    }
}

/// The bytes that a range means, whichever of its ends comes first.
fn place_in(text: &str, range: Range, encoding: Encoding) -> std::ops::Range<usize> {
    let start = offset_in(text, range.start, encoding);
    let end = offset_in(text, range.end, encoding);
    start.min(end)..start.max(end)
}

/// What a document is called: by its file, or, if it was never saved, so that its extension tells its format where its text
/// does not.
fn name_of(file: Option<&Path>, language_id: &str) -> String {
    match (file, language_id) {
        (Some(file), _) => file.to_string_lossy().into_owned(),
        (None, "json" | "jsonc") => "unsaved.json".to_owned(),
        (None, "yaml") => "unsaved.yaml".to_owned(),
        (None, _) => "unsaved.txt".to_owned(),
    }
}

/// Whether a document names a form, or has so many of its fields that it can be nothing else.
fn says_it_is_a_form(view: &DocumentView<'_>) -> bool {
    let Some(root) = view.root().filter(|_| view.is_recognized()) else {
        return false;
    };
    let given = root.fields().filter(|(_, item)| item.is_some()).count();
    let names_a_form = root
        .children()
        .any(|child| match (child.meaning(), child.value()) {
            (Meaning::Field(field), Value::String(text)) if field.role == Role::FormName => {
                form_named(text.value()).is_some()
            }
            (Meaning::Free, Value::String(text)) => FORMS.iter().any(|form| text.value().contains(form.id)),
            _ => false,
        });
    given >= TELLING_FIELDS || names_a_form
}

/// The open documents by their addresses.
#[derive(Debug, Default)]
pub(crate) struct Documents(HashMap<Uri, Document>);

impl Documents {
    /// Opens a document, in place of one that is open already.
    pub(crate) fn insert(&mut self, document: Document) {
        self.0.insert(document.uri.clone(), document);
    }

    /// The document with an address.
    pub(crate) fn get(&self, uri: &Uri) -> Option<&Document> {
        self.0.get(uri)
    }

    /// The document with an address, to be changed.
    pub(crate) fn get_mut(&mut self, uri: &Uri) -> Option<&mut Document> {
        self.0.get_mut(uri)
    }

    /// Closes a document.
    pub(crate) fn remove(&mut self, uri: &Uri) -> Option<Document> {
        self.0.remove(uri)
    }

    /// All of them, in no order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Document> {
        self.0.values()
    }

    /// All of them, to be changed.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Document> {
        self.0.values_mut()
    }
}

/// A form that a request is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its source.
    pub source: &'a Source,
    /// Its positions in the client's encoding.
    pub positions: Positions<'a>,
    /// What it is judged by.
    pub configuration: &'a Configuration,
    /// The language to speak about it.
    pub language: evallint_linter::Language,
}

impl<'a> Form<'a> {
    /// The document as a form, where it is one.
    pub(crate) fn of(
        document: &'a Document,
        configuration: &'a Configuration,
        encoding: Encoding,
    ) -> Option<Self> {
        let source = document.form(configuration)?;
        Some(Self::from_source(document, source, configuration, encoding))
    }

    /// The document as a form, or a document with nothing in it, which may become one.
    pub(crate) fn or_blank(
        document: &'a Document,
        configuration: &'a Configuration,
        encoding: Encoding,
    ) -> Option<Self> {
        let source = document.source().ok()?;
        let is_meant = source.text().trim().is_empty() || document.is_form(configuration);
        is_meant.then(|| Self::from_source(document, source, configuration, encoding))
    }

    fn from_source(
        document: &'a Document,
        source: &'a Source,
        configuration: &'a Configuration,
        encoding: Encoding,
    ) -> Self {
        Self {
            document,
            source,
            positions: Positions::new(source, encoding),
            configuration,
            language: configuration.language(document.file.as_deref()),
        }
    }

    /// The document in terms of the form.
    pub(crate) fn view(self) -> Option<DocumentView<'a>> {
        Linter::standard().read(self.source)
    }

    /// The verdict.
    pub(crate) fn report(self) -> Option<&'a Report> {
        self.document.verdict(self.configuration)
    }

    /// The byte at a position.
    pub(crate) fn at(self, position: Position) -> u32 {
        self.positions.offset(position)
    }

    /// The file that it is saved in.
    pub(crate) fn file(self) -> Option<&'a Path> {
        self.document.file.as_deref()
    }
}
