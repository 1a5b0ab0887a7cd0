//! Other words in the place of a value's, written as the value's format wants them.

use std::ops::Range;

use evallint_syntax::{
    ByteRange, Format, NodeId, Text, Value, YamlStyle, escape_double_quoted, escape_single_quoted,
    is_plain_yaml,
};

use super::Edit;
use crate::document::Document;
use crate::slot::Slot;

impl Document<'_> {
    /// Puts other words in the place of a part of a value, `words` being a range of bytes of the value. Nothing where the
    /// format cannot hold them there, or where the part goes over a page break.
    pub(crate) fn reword(&self, id: NodeId, words: Range<usize>, with: &str) -> Option<Edit> {
        match &self.node(id).value {
            Value::String(text) => self.reword_text(id, text, words, with),
            Value::Number(literal) => {
                let mut value = literal.to_string();
                value.get(words.clone())?;
                value.replace_range(words, with);
                self.rewrite(id, &value)
            }
            _ => None,
        }
    }

    fn reword_text(&self, id: NodeId, text: &Text<'_>, words: Range<usize>, with: &str) -> Option<Edit> {
        let range = text.source_range(words.start, words.end);
        let before = text.value().get(words.clone())?;
        let is_verbatim = self.source.slice(range) == before;
        match self.source.format() {
            Format::Json => Some(Edit::new(range, escape_double_quoted(with))),
            Format::Table => (is_verbatim || !before.contains('\n')).then(|| self.cell_edit(range, with))?,
            Format::Yaml => {
                let style = YamlStyle::of(self.source.slice(self.node(id).range))?;
                let mut value = text.value().to_owned();
                value.replace_range(words, with);
                match style {
                    YamlStyle::Plain if is_verbatim && is_plain_yaml(&value, self.is_in_flow(id)) => {
                        Some(Edit::new(range, with))
                    }
                    YamlStyle::Plain => self.rewrite(id, &value),
                    YamlStyle::SingleQuoted => {
                        one_line(with).map(|with| Edit::new(range, escape_single_quoted(with)))
                    }
                    YamlStyle::DoubleQuoted => Some(Edit::new(range, escape_double_quoted(with))),
                    YamlStyle::Block => one_line(with)
                        .filter(|_| is_verbatim)
                        .map(|with| Edit::new(range, with)),
                }
            }
        }
    }

    /// Puts another value in the place of the one in a slot.
    pub(crate) fn rewritten(&self, slot: Slot<'_, '_>, value: &str) -> Option<Edit> {
        self.rewrite(slot.node.filter(|_| !slot.is_empty())?, value)
    }

    /// Puts another value in the place of a scalar. A number stays one where the new value is one as well.
    pub(crate) fn rewrite(&self, id: NodeId, value: &str) -> Option<Edit> {
        let node = self.node(id);
        let stays_number = matches!(node.value, Value::Number(_)) && is_json_number(value);
        match (self.source.format(), &node.value) {
            (_, Value::Object | Value::Array | Value::Damaged) => None,
            (Format::Json, _) if stays_number => Some(Edit::new(node.range, value)),
            (Format::Json, _) => Some(Edit::new(node.range, quoted(value))),
            (Format::Yaml, _) => {
                let written = self.source.slice(node.range);
                let style = YamlStyle::of(written)?;
                // Several lines are not worth laying out anew for one word.
                let one_line = !written.contains('\n') && style != YamlStyle::Block;
                let text = self.yaml_scalar(value, id, stays_number);
                one_line.then(|| Edit::new(node.range, text))
            }
            (Format::Table, Value::String(text)) => self.cell_edit(text.range(), value),
            (Format::Table, _) => self.cell_edit(node.range, value),
        }
    }

    /// The value as a scalar on one line.
    fn yaml_scalar(&self, value: &str, near: NodeId, as_number: bool) -> String {
        if as_number || is_plain_yaml(value, self.is_in_flow(near)) {
            value.to_owned()
        } else {
            quoted(value)
        }
    }

    /// Whether a value stands between brackets of YAML.
    pub(super) fn is_in_flow(&self, id: NodeId) -> bool {
        let parent = self.node(id).parent();
        parent.is_some_and(|parent| self.source.slice(self.node(parent).range).starts_with(['{', '[']))
    }

    /// Other words in a cell of a table, which holds neither a separator nor a line break.
    pub(super) fn cell_edit(&self, range: ByteRange, with: &str) -> Option<Edit> {
        let with = one_line(with).filter(|with| !with.contains('\t'))?;
        let is_piped = !self.row_around(range).contains('\t');
        let text = if is_piped {
            with.replace('|', "\\|")
        } else {
            with.to_owned()
        };
        Some(Edit::new(range, text))
    }
}

/// A text between double quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", escape_double_quoted(text))
}

fn one_line(text: &str) -> Option<&str> {
    (!text.contains(['\n', '\r'])).then_some(text)
}

/// Whether JSON, and YAML with it, reads the text as a number.
pub(super) fn is_json_number(text: &str) -> bool {
    let magnitude = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match magnitude.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (magnitude, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && (whole == "0" || !whole.starts_with('0')) && fraction.is_none_or(digits)
}
