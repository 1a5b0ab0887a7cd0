//! A value for a field that has none.

use evallint_syntax::{ByteRange, Format, NodeId, Value};

use super::Edit;
use super::rewording::{is_json_number, quoted};
use crate::document::Document;
use crate::slot::Slot;

impl Document<'_> {
    /// Fills an empty slot: where its key or label stands, beside it; where not even that does, as a member after the one
    /// that stands before it in the form. Nothing where the place for it is not plain.
    pub(crate) fn fill(&self, slot: Slot<'_, '_>, value: &str) -> Option<Edit> {
        if self.source.format() == Format::Table {
            let label = slot.node.and_then(|id| self.node(id).key.as_ref())?;
            return self.fill_cell(label.range, value);
        }
        match slot.node {
            Some(id) => self.fill_member(id, value),
            None => self.insert_member(slot, value),
        }
    }

    /// Fills a key that has a blank beside it.
    fn fill_member(&self, id: NodeId, value: &str) -> Option<Edit> {
        let node = self.node(id);
        let is_absent = self.source.slice(node.range).is_empty();
        let written = self.member_value(value);
        match &node.value {
            // The value of `key:` stands where the key ends.
            Value::Null if is_absent => {
                let colon = node.key.as_ref()?.range.end;
                let rest = self.source.text().get(colon as usize..)?;
                let skipped = rest.len() - rest.trim_start_matches(['"', '\'', ' ']).len();
                rest.get(skipped..)?.strip_prefix(':')?;
                let at = colon + u32::try_from(skipped + 1).ok()?;
                Some(Edit::insertion(at, format!(" {written}")))
            }
            Value::Null | Value::String(_) => Some(Edit::new(node.range, written)),
            _ => None,
        }
    }

    /// Adds a member behind a sibling that stands on one line.
    fn insert_member(&self, slot: Slot<'_, '_>, value: &str) -> Option<Edit> {
        let record = slot.record;
        let position = record
            .fields
            .iter()
            .position(|field| std::ptr::eq(field, slot.field))?;
        let id = record
            .slots()
            .take(position)
            .filter_map(|before| before.node)
            .last()?;
        let node = self.node(id);
        let key = node.key.as_ref()?;
        let name = self.key_language.key(slot.field);
        let line = self.row_range(key.range);
        let indent = self.source.slice(ByteRange::new(line.start, key.range.start));
        let indent = indent.strip_suffix('"').unwrap_or(indent);
        let is_own_line = indent.chars().all(char::is_whitespace);
        let is_scalar = !matches!(node.value, Value::Object | Value::Array | Value::Damaged);
        let is_one_line = line.contains(node.range) && is_scalar && !node.range.is_empty();
        if !is_one_line {
            return None;
        }
        let written = self.member_value(value);
        match self.source.format() {
            Format::Json if is_own_line => Some(Edit::insertion(
                node.range.end,
                format!(",{}{indent}\"{name}\": {written}", self.line_break()),
            )),
            Format::Json => {
                let space = if self
                    .source
                    .slice(ByteRange::new(key.range.end, node.range.start))
                    .ends_with(' ')
                {
                    " "
                } else {
                    ""
                };
                Some(Edit::insertion(
                    node.range.end,
                    format!(",{space}\"{name}\":{space}{written}"),
                ))
            }
            Format::Yaml if self.is_in_flow(id) => {
                Some(Edit::insertion(node.range.end, format!(", {name}: {written}")))
            }
            Format::Yaml => is_own_line.then(|| {
                Edit::insertion(
                    line.end,
                    format!("{}{indent}{name}: {written}", self.line_break()),
                )
            }),
            Format::Table => None,
        }
    }

    /// The value of a member of JSON or YAML: a number as one, anything else in quotes.
    fn member_value(&self, value: &str) -> String {
        if is_json_number(value)
            || self.source.format() == Format::Yaml && evallint_syntax::is_plain_yaml(value, true)
        {
            value.to_owned()
        } else {
            quoted(value)
        }
    }

    /// How the lines of the source end.
    pub(crate) fn line_break(&self) -> &'static str {
        let text = self.source.text();
        let first = text.find(['\n', '\r']).and_then(|at| text.get(at..));
        match first {
            Some(rest) if rest.starts_with("\r\n") => "\r\n",
            Some(rest) if rest.starts_with('\r') => "\r",
            _ => "\n",
        }
    }
}
