//! Slips of JSON and YAML that have one plain remedy.

use evallint_schema::Field;
use evallint_syntax::{ByteRange, Format, SyntaxError, SyntaxErrorKind, escape_double_quoted};

use super::rewording::quoted;
use super::{Applicability, Edit};
use crate::document::Document;

impl Document<'_> {
    /// What makes a place well-formed, and whether nothing else can be meant; nothing where it takes a person to know.
    pub(crate) fn well_formed(&self, error: &SyntaxError) -> Option<(Edit, Applicability)> {
        let range = error.range;
        let written = self.source.slice(range);
        let is_json = self.source.format() == Format::Json;
        let safe = |text: String| Some((Edit::new(range, text), Applicability::Safe));
        let with_care = |text: String| Some((Edit::new(range, text), Applicability::Unsafe));
        match error.kind {
            SyntaxErrorKind::TrailingComma if is_json => safe(String::new()),
            SyntaxErrorKind::ExpectedComma if is_json => safe(",".to_owned()),
            SyntaxErrorKind::ExpectedComma if written == "，" => safe(", ".to_owned()),
            SyntaxErrorKind::ExpectedColon if is_json && (written == "：" || self.value_follows(range)) => {
                safe(":".to_owned())
            }
            SyntaxErrorKind::ExpectedColon => self
                .half_width_colon(range)
                .map(|edit| (edit, Applicability::Safe)),
            SyntaxErrorKind::WrongQuotes => requoted(written).and_then(safe),
            SyntaxErrorKind::ControlCharacter => safe(escape_double_quoted(written)),
            SyntaxErrorKind::NeedsQuotes => self.quoted_value(range).map(|edit| (edit, Applicability::Safe)),
            SyntaxErrorKind::ExpectedSpace => Some((Edit::insertion(range.end, " "), Applicability::Safe)),
            SyntaxErrorKind::WrongComment if written.starts_with("//") => {
                let mark = ByteRange::new(range.start, range.start + 2);
                Some((Edit::new(mark, "#"), Applicability::Safe))
            }
            SyntaxErrorKind::InvalidNumber if is_json => with_care(quoted(written)),
            SyntaxErrorKind::InvalidWord if is_json && is_one_line(written) => {
                with_care(quoted(written.trim_end_matches('"')))
            }
            SyntaxErrorKind::InvalidEscape if is_json && !written.starts_with("\\u") => {
                with_care(format!("\\{written}"))
            }
            SyntaxErrorKind::UnclosedString if is_json && written.starts_with('"') => {
                with_care(format!("{written}\""))
            }
            SyntaxErrorKind::UnexpectedClosing if is_json => with_care(String::new()),
            SyntaxErrorKind::Comment => with_care(String::new()),
            SyntaxErrorKind::WideIndentation => with_care(written.replace('\u{3000}', "  ")),
            _ => None,
        }
    }

    /// A colon of YAML in the place of the full-width one behind the key on the line of a place. A label may hold such a
    /// colon itself.
    fn half_width_colon(&self, place: ByteRange) -> Option<Edit> {
        let line = self.row_range(place);
        let written = self.source.slice(line);
        let colons = || written.match_indices('：').map(|(at, _)| at);
        let ends_key = |at: &usize| written.get(..*at).is_some_and(|key| self.is_key(key));
        let at = colons().find(ends_key).or_else(|| colons().next())?;
        let (key, value) = (written.get(..at)?, written.get(at + '：'.len_utf8()..)?);
        let start = line.start + u32::try_from(at).ok()?;
        let range = ByteRange::new(start, start + u32::try_from('：'.len_utf8()).ok()?);
        let has_space = value.is_empty() || value.starts_with(' ');
        (!key.contains(": ")).then(|| Edit::new(range, if has_space { ":" } else { ": " }))
    }

    /// Whether a text at the beginning of a line of YAML is the name of a field.
    fn is_key(&self, text: &str) -> bool {
        let name = text.trim().trim_start_matches("- ").trim();
        is_name_of_any(self.form.fields, name)
    }

    /// The value of a member of YAML in quotes, where it stands on the line of a place without any, up to the line's end.
    fn quoted_value(&self, place: ByteRange) -> Option<Edit> {
        let line = self.row_range(place);
        let written = self.source.slice(line);
        let (key, value) = written.split_once(": ")?;
        let value = value.trim();
        let start =
            line.start + u32::try_from(key.len() + 2 + written.get(key.len() + 2..)?.find(value)?).ok()?;
        let range = ByteRange::new(start, start + u32::try_from(value.len()).ok()?);
        let is_bare = !value.starts_with(['"', '\'', '[', '{', '|', '>']) && !value.contains(" #");
        (is_bare && range.contains(place) && !key.trim_start().starts_with('#'))
            .then(|| Edit::new(range, quoted(value)))
    }

    /// Whether a value of JSON begins behind a place.
    fn value_follows(&self, range: ByteRange) -> bool {
        let rest = self.source.text().get(range.end as usize..).unwrap_or_default();
        let next = rest.trim_start();
        next.starts_with(['"', '{', '[', '-']) && !next.starts_with("--")
            || next.starts_with(|first: char| first.is_ascii_digit())
    }
}

fn is_name_of_any(fields: &[Field], name: &str) -> bool {
    let is_named =
        |field: &Field| field.key == name || field.label == name || is_name_of_any(field.fields, name);
    fields.iter().any(is_named)
}

/// A text in other quotes, in double ones. What holds a quote or an escape itself is left to a person.
fn requoted(written: &str) -> Option<String> {
    let mut inside = written.chars();
    inside.next()?;
    inside.next_back()?;
    let inside = inside.as_str();
    (!inside.contains(['"', '\\', '\n', '\r'])).then(|| quoted(inside))
}

fn is_one_line(text: &str) -> bool {
    !text.is_empty() && !text.contains(['\n', '\r'])
}
