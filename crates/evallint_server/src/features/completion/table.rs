//! Completion in a text form: rows that are missing, units behind numbers, the currency unit, the year.

use evallint_linter::{DocumentView, Language, Linter, Meaning};
use evallint_schema::{Field, KeyLanguage, Kind, Role};
use evallint_syntax::{ByteRange, is_html};

use super::documentation::documentation;
use super::keys::element_label;
use super::rows::{Cells, LayoutRow, item_body, records_of, rows_of};
use super::spot::{figure_before, line_at, name_of, replaced, unused_character};
use super::values::{body_completion, computed, units_after, years};
use super::writing::ordered_choices;
use super::{Completion, CompletionKind, is_named_as_form};

pub(super) fn complete(view: &DocumentView<'_>, at: u32, language: Language) -> Vec<Completion> {
    let text = view.source().text();
    let is_titled = view
        .title()
        .is_some_and(|title| title.ends_with(view.form().title));
    let is_form = view.is_recognized() || is_titled || is_named_as_form(view.source());
    if !is_form || is_html(text) {
        return Vec::new();
    }
    let values = values(view, at);
    match LineStart::of(view, at).filter(|_| values.is_empty()) {
        Some(line) => rows(view, &line, language),
        None => values,
    }
}

/// The beginning of a line on which nothing but half a label stands.
struct LineStart {
    cells: Cells,
    line: ByteRange,
    /// The separators before the label.
    lead: String,
    word: ByteRange,
    line_break: &'static str,
}

impl LineStart {
    fn of(view: &DocumentView<'_>, at: u32) -> Option<Self> {
        let text = view.source().text();
        let cells = Cells::of(view);
        let (start, line) = line_at(text, at)?;
        let is_lead = |character: char| character == cells.separator() || character == ' ';
        let word = line.trim_start_matches(is_lead);
        let lead = line.get(..line.len() - word.len())?;
        let word = word.trim_end_matches(|character: char| is_lead(character) || character == '\t');
        let offset = |length: usize| u32::try_from(length).ok();
        let word_start = start + offset(lead.len())?;
        let is_label = word.len() <= LONGEST_LABEL && !word.contains(['\t', '|', '。', '，', '；', '#', '<']);
        // In the blank cells behind the label of a row nothing begins; on a line of blank cells the cursor may stand anywhere.
        let is_at_word = word.is_empty() || (word_start..=word_start + offset(word.len())?).contains(&at);
        (is_label && is_at_word).then_some(Self {
            cells,
            line: ByteRange::new(start, start + offset(line.len())?),
            lead: lead.to_owned(),
            word: ByteRange::new(word_start.min(at), word_start.max(at)),
            line_break: if text.contains("\r\n") { "\r\n" } else { "\n" },
        })
    }

    /// How many cells a text begins behind.
    fn depth(&self, lead: &str) -> usize {
        lead.matches(self.cells.separator()).count()
    }
}

/// The longest half of a label, in bytes.
const LONGEST_LABEL: usize = 60;

/// The rows that the document does not have, those first that follow upon the row above the cursor; among the tasks also
/// another task and another indicator.
fn rows(view: &DocumentView<'_>, line: &LineStart, language: Language) -> Vec<Completion> {
    let layout = rows_of(view.form(), line.cells);
    let mut present: Vec<(&'static Field, u32)> = Vec::new();
    for item in view.items() {
        if let (Some(key), Meaning::Field(field)) = (item.key(), item.meaning())
            && !line.line.contains(key.range)
        {
            present.push((field, key.range.start));
        }
    }
    let is_given = |row: &LayoutRow, before: u32| {
        let is_one = |field: &&'static Field| {
            present
                .iter()
                .any(|(known, at)| std::ptr::eq(*known, *field) && *at < before)
        };
        row.fields.iter().any(is_one) || row.is_title && view.title().is_some()
    };
    let above = layout.iter().rposition(|row| is_given(row, line.line.start));
    let follows = above.map_or(0, |above| above + 1);
    let mut completions = Vec::new();
    if let Some(row) = above.and_then(|above| layout.get(above)) {
        completions.extend(record_rows(view, line, row, language));
    }
    for (index, row) in layout.iter().enumerate() {
        if is_given(row, u32::MAX) {
            continue;
        }
        let distance = (index + layout.len() - follows) % layout.len();
        let rank = u32::try_from(distance + 2).unwrap_or(u32::MAX);
        completions.push(Completion {
            rank,
            ..row_completion(view, line, row, language)
        });
    }
    completions
}

fn row_completion(
    view: &DocumentView<'_>,
    line: &LineStart,
    row: &LayoutRow,
    language: Language,
) -> Completion {
    let is_behind_lead = line.depth(&line.lead) == line.depth(row.lead()) && !line.lead.is_empty();
    let (start, body) = if is_behind_lead {
        (line.word.start, row.body_from_label())
    } else {
        (line.line.start, row.body())
    };
    let label = row.labels.first().cloned();
    let label = label.unwrap_or_else(|| view.form().title.to_owned());
    let documented = row.fields.first().map(|field| {
        let siblings = view.form().fields.iter();
        let group = siblings
            .clone()
            .find(|group| group.fields.iter().any(|child| std::ptr::eq(child, *field)));
        documentation(
            field,
            group.map_or(view.form().fields, |group| group.fields),
            language,
        )
    });
    Completion {
        kind: CompletionKind::Label,
        detail: (row.labels.len() > 1).then(|| row.labels.join(" · ")),
        documentation: documented,
        filter: Some([label.as_str(), &row.labels.join(" ")].join(" ")),
        label,
        ..body_completion(&body, ByteRange::new(start, line.line.end), line.line_break)
    }
}

/// A row for another task, and one for another indicator of the task above.
fn record_rows(
    view: &DocumentView<'_>,
    line: &LineStart,
    above: &LayoutRow,
    language: Language,
) -> Vec<Completion> {
    let Some((list, items, columns)) = records_of(view.form()) else {
        return Vec::new();
    };
    if !above.fields.iter().any(|field| std::ptr::eq(*field, list)) {
        return Vec::new();
    }
    let bodies = [
        (list, above.element_body()),
        (items, item_body(columns, line.cells)),
    ];
    let rows = bodies
        .into_iter()
        .zip(0..)
        .map(|((field, body), rank)| Completion {
            rank,
            label: element_label(field, language),
            ..body_completion(&body, line.line, line.line_break)
        });
    rows.collect()
}

/// What may be written in the cell that the cursor stands in.
fn values(view: &DocumentView<'_>, at: u32) -> Vec<Completion> {
    let source = view.source();
    let Some(mark) = unused_character(source.text()) else {
        return Vec::new();
    };
    let marked = replaced(source, ByteRange::new(at, at), mark.encode_utf8(&mut [0; 4]));
    let Some(marked) = marked else {
        return Vec::new();
    };
    let Some(read) = Linter::standard().read(&marked) else {
        return Vec::new();
    };
    let is_marked = |value: &evallint_syntax::Value<'_>| matches!(value, evallint_syntax::Value::String(text) if text.value().contains(mark));
    let Some(item) = read.items().find(|item| is_marked(item.value())) else {
        return Vec::new();
    };
    let Meaning::Field(field) = item.meaning() else {
        return Vec::new();
    };
    let range = item.range();
    let length = u32::try_from(mark.len_utf8()).unwrap_or(0);
    let word = ByteRange::new(range.start.min(at), range.end.saturating_sub(length).max(at));
    let words: Vec<String> = match (field.kind, field.role) {
        (Kind::Choice(words), _) => {
            let ordered = ordered_choices(field, words, KeyLanguage::Chinese).into_iter();
            ordered.map(str::to_owned).collect()
        }
        (Kind::Integer { .. }, Role::Year) => years(view).iter().map(|year| format!("{year}年")).collect(),
        _ if field.formula.is_some() => {
            let computed = computed(view, field).into_iter();
            return computed
                .map(|computed| Completion {
                    replace: word,
                    insert: computed.label.clone(),
                    ..computed
                })
                .collect();
        }
        (_, Role::Result) => {
            let indicator = item.parent().and_then(name_of);
            let figure = figure_before(item, mark);
            return figure.map_or_else(Vec::new, |figure| {
                units_after(view, &figure, indicator.as_deref(), at)
            });
        }
        _ => return Vec::new(),
    };
    let completions = words.into_iter().zip(0..).map(|(word_written, rank)| Completion {
        replace: word,
        insert: word_written.clone(),
        rank,
        ..Completion::plain(word_written)
    });
    completions.collect()
}
