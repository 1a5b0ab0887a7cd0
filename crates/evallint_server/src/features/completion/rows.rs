//! The rows of the printed form, as they are written in a text form.

use std::sync::LazyLock;

use evallint_convert::{Target, convert};
use evallint_linter::{DocumentView, Linter, Meaning};
use evallint_schema::{Block, Column, FORMS, Field, Form, Kind};
use evallint_syntax::Source;
use serde_json::{Map, Value};

use super::body::Body;

/// A row of the printed form, with the rows without labels that belong to it.
#[derive(Debug, Default)]
pub(super) struct LayoutRow {
    /// Its lines, [`BLANK`] standing where something is to be filled in.
    text: String,
    /// Where its first label begins.
    label_start: usize,
    /// The labels, as they are printed.
    pub(super) labels: Vec<String>,
    /// The fields whose labels they are.
    pub(super) fields: Vec<&'static Field>,
    /// Whether it is the title.
    pub(super) is_title: bool,
}

/// Stands for a blank in the rows. No form has it, being of the characters that mean nothing.
const BLANK: char = '\u{E000}';

/// What stands between the cells of a text form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cells {
    /// Tabs.
    Tabs,
    /// Pipes, as in Markdown.
    Pipes,
}

impl Cells {
    /// What stands between the cells of a document.
    pub(super) fn of(view: &DocumentView<'_>) -> Self {
        let mut lines = view.source().text().lines();
        if lines.any(|line| line.trim_start().starts_with('|')) {
            return Self::Pipes;
        }
        let is_markdown = Target::of_file_name(view.source().path()) == Some(Target::Markdown);
        if is_markdown && !view.source().text().contains('\t') {
            Self::Pipes
        } else {
            Self::Tabs
        }
    }

    pub(super) fn separator(self) -> char {
        match self {
            Self::Tabs => '\t',
            Self::Pipes => '|',
        }
    }

    /// A row of these cells.
    fn row(self, cells: &[String]) -> String {
        match self {
            Self::Tabs => cells.join("\t"),
            Self::Pipes => format!("| {} |", cells.join(" | ")),
        }
    }
}

/// The rows of a form from top to bottom.
pub(super) fn rows_of(form: &'static Form, cells: Cells) -> &'static [LayoutRow] {
    static ROWS: LazyLock<Vec<(&'static Form, Cells, Vec<LayoutRow>)>> = LazyLock::new(|| {
        let both = [(Cells::Tabs, Target::Text), (Cells::Pipes, Target::Markdown)];
        let forms = FORMS.iter().copied();
        let all = forms.flat_map(|form| both.map(|(cells, target)| (form, cells, target)));
        all.map(|(form, cells, target)| (form, cells, read_rows(form, target).unwrap_or_default()))
            .collect()
    });
    let found = ROWS
        .iter()
        .find(|(known, between, _)| std::ptr::eq(*known, form) && *between == cells);
    found.map_or(&[], |(_, _, rows)| rows)
}

/// The rows that a form is printed in, its blanks marked.
fn read_rows(form: &'static Form, target: Target) -> Option<Vec<LayoutRow>> {
    let filled = Source::new("a.json", marked_members(form.fields).to_string()).ok()?;
    let written = convert(&filled, target, None).ok()?;
    let printed = Source::new(format!("a.{}", target.extension()), written.text).ok()?;
    let view = Linter::standard().read(&printed)?;
    let labels = view.printed_labels();
    let mut rows: Vec<LayoutRow> = Vec::new();
    let mut start = 0;
    for line in printed.text().split('\n') {
        let end = start + line.len();
        let is_here = |at: u32| (start..=end).contains(&(at as usize));
        let keys = view
            .items()
            .filter_map(|item| Some((item.key()?.range, item.meaning())));
        let fields: Vec<_> = keys
            .filter(|(range, _)| is_here(range.start))
            .filter_map(|(range, meaning)| match meaning {
                Meaning::Field(field) => Some((range, field)),
                _ => None,
            })
            .collect();
        let mut here: Vec<_> = labels.iter().map(|(range, _)| *range).collect();
        here.extend(fields.iter().map(|(range, _)| *range));
        here.retain(|range| is_here(range.start));
        here.sort_unstable();
        here.dedup();
        let is_title = view.title_range().is_some_and(|range| is_here(range.start));
        if is_title || !here.is_empty() {
            rows.push(LayoutRow {
                text: line.to_owned(),
                label_start: here.first().map_or(0, |range| range.start as usize - start),
                labels: here
                    .iter()
                    .map(|range| printed.slice(*range).to_owned())
                    .collect(),
                fields: fields.into_iter().map(|(_, field)| field).collect(),
                is_title,
            });
        } else if let Some(row) = rows.last_mut().filter(|_| !line.trim().is_empty()) {
            row.text.push('\n');
            row.text.push_str(line);
        }
        start = end + 1;
    }
    Some(rows)
}

fn marked_members(fields: &[Field]) -> Value {
    let members = fields.iter().filter(|field| field.required).map(|field| {
        let value = match field.kind {
            Kind::Group => marked_members(field.fields),
            Kind::List => Value::Array(vec![marked_members(field.fields)]),
            _ => Value::String(BLANK.to_string()),
        };
        (field.key.to_owned(), value)
    });
    Value::Object(members.collect::<Map<_, _>>())
}

impl LayoutRow {
    /// What stands before its first label: the separators of the cells that are blank there.
    pub(super) fn lead(&self) -> &str {
        self.text.get(..self.label_start).unwrap_or_default()
    }

    /// The whole row.
    pub(super) fn body(&self) -> Body {
        body_of(&self.text)
    }

    /// The row from its first label on.
    pub(super) fn body_from_label(&self) -> Body {
        body_of(self.text.get(self.label_start..).unwrap_or_default())
    }

    /// The row of an element, which is the last one of the records.
    pub(super) fn element_body(&self) -> Body {
        body_of(self.text.rsplit('\n').next().unwrap_or_default())
    }
}

/// The row of a further item of an element: the cells of the element are blank.
pub(super) fn item_body(columns: &[Column], cells: Cells) -> Body {
    let written = columns.iter().map(|column| match column {
        Column::Element { .. } => String::new(),
        Column::Item { .. } => BLANK.to_string(),
    });
    body_of(&cells.row(&written.collect::<Vec<_>>()))
}

/// The block of a form that holds records.
pub(super) fn records_of(form: &'static Form) -> Option<(&'static Field, &'static Field, &'static [Column])> {
    form.layout.blocks.iter().find_map(|block| match block {
        Block::Records { list, items, columns } => {
            let list = form.field(list)?;
            Some((list, list.child(items)?, *columns))
        }
        _ => None,
    })
}

fn body_of(text: &str) -> Body {
    let mut body = Body::default();
    for (index, part) in text.split(BLANK).enumerate() {
        if index > 0 {
            body.blank();
        }
        body.text(part);
    }
    body
}
