//! What stands at a place of the source.

use evallint_schema::{Block, Column, Field, Role};
use evallint_syntax::{ByteRange, Format, Node, NodeId, Value, read_table};

use super::{DocumentView, Item};

/// A key or value that stands at a place of the source.
#[derive(Debug, Clone, Copy)]
pub struct Place<'v, 'a> {
    /// The value, or the one that the key is of.
    pub item: Item<'v, 'a>,
    /// Which of the two it is.
    pub part: Part,
    /// Where it stands: the key without its quotes, the value with them; of a text in several cells the one cell.
    pub range: ByteRange,
}

/// A part of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The key or label.
    Key,
    /// The value.
    Value,
}

impl<'a> DocumentView<'a> {
    /// The key or the plain value that an offset stands in or, where it stands in none, at an end of.
    #[must_use]
    pub fn place_at(&self, at: u32) -> Option<Place<'_, 'a>> {
        let mut touching = None;
        for id in self.document.tree.ids() {
            let Some((part, range)) = self.part_at(self.document.node(id), at) else {
                continue;
            };
            let place = Place {
                item: self.item(id),
                part,
                range,
            };
            if at < range.end {
                return Some(place);
            }
            touching.get_or_insert(place);
        }
        touching
    }

    fn part_at(&self, node: &Node<'a>, at: u32) -> Option<(Part, ByteRange)> {
        let touches = |range: &ByteRange| range.start <= at && at <= range.end;
        let key = node.key.as_ref().map(|key| key.range).filter(touches);
        if let Some(key) = key {
            return Some((Part::Key, key));
        }
        if matches!(node.value, Value::Object | Value::Array) || !touches(&node.range) {
            return None;
        }
        let range = match &node.value {
            // Between the cells of one text stand those of others.
            Value::String(text) if self.document.source.format() == Format::Table => {
                text.source_parts().find(touches)?
            }
            _ => node.range,
        };
        Some((Part::Value, range))
    }

    /// The header of a column of a text form that an offset stands in, with the field whose values stand below it.
    #[must_use]
    pub fn column_header_at(&self, at: u32) -> Option<(ByteRange, &'static Field)> {
        let document = &self.document;
        if document.source.format() != Format::Table {
            return None;
        }
        let grid = read_table(document.source.text());
        let (range, header) = grid.rows().iter().find_map(|row| {
            let cells = grid.cells(*row);
            let is_here = |range: ByteRange| range.start <= at && at <= range.end;
            cells.iter().find(|cell| is_here(cell.text.range()))?;
            let headers = self.labels.printed_headers(document.form, cells)?;
            let mut headers = headers
                .into_iter()
                .map(|(cell, header)| (cell.text.range(), header));
            headers.find(|(range, _)| is_here(*range))
        })?;
        let field = document.form.layout.blocks.iter().find_map(|block| {
            let Block::Records { list, items, columns } = block else {
                return None;
            };
            let column = columns.iter().find(|column| column.header() == header)?;
            let list = document.form.field(list)?;
            match column {
                Column::Element { key, .. } => list.child(key),
                Column::Item { key, .. } => list.child(items)?.child(key),
            }
        })?;
        Some((range, field))
    }

    /// The unit of the amounts, where it is one of those that amounts are given in.
    #[must_use]
    pub fn currency(&self) -> Option<&str> {
        self.document.currency_factor()?;
        self.document.currency()
    }
}

impl Item<'_, '_> {
    /// What it is a member or an element of; nothing for the document.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        let id = self.node().parent()?;
        Some(Self { id, ..self })
    }

    /// Whether nothing stands there but perhaps a key: null, blank, or a container with nothing of the form in it.
    #[must_use]
    pub fn is_blank(self) -> bool {
        self.document.is_blank(self.id)
    }

    /// Where the content of the value stands: inside the quotes of a text that is not empty, else the whole value.
    #[must_use]
    pub fn content_range(self) -> ByteRange {
        self.node().content_range()
    }

    /// The member with this role, where it is given.
    #[must_use]
    pub fn member_with_role(self, role: Role) -> Option<Self> {
        let id: NodeId = self.document.record(self.id)?.slot_with_role(role)?.node?;
        Some(Self { id, ..self })
    }

    /// The text of a value that is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.node().value {
            Value::String(text) => Some(text.value()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use evallint_syntax::Source;

    use super::*;
    use crate::check::Linter;

    const TEXT: &str = include_str!("../../../../tests/forms/education.eval.txt");
    const YAML: &str = include_str!("../../../../tests/forms/education.eval.yaml");

    /// The pointer and the part at the beginning of the words, and the words of its range.
    fn at(path: &str, text: &str, words: &str) -> Option<(String, Part, String)> {
        let source = Source::new(path, text).unwrap();
        let view = Linter::standard().read(&source).unwrap();
        let at = u32::try_from(text.find(words).unwrap()).unwrap();
        let place = view.place_at(at)?;
        let pointer = place.item.pointer().as_str().to_owned();
        Some((pointer, place.part, source.slice(place.range).to_owned()))
    }

    fn expect(path: &str, text: &str, words: &str, pointer: &str, part: Part, range: &str) {
        let expected = (pointer.to_owned(), part, range.to_owned());
        assert_eq!(at(path, text, words), Some(expected), "{words}");
    }

    #[test]
    fn keys_and_values_in_every_writing() {
        let rate = "/funds/completion_rate";
        expect("a.txt", TEXT, "98.36%", rate, Part::Value, "98.36%");
        expect("a.txt", TEXT, "完成率\t", rate, Part::Key, "预算完成率");
        expect("a.yaml", YAML, "98.36%", rate, Part::Value, "98.36%");
        expect("a.yaml", YAML, "n_rate: ", rate, Part::Key, "completion_rate");
        let json = r#"{"funds": {"completion_rate": "98.36%"}}"#;
        expect("a.json", json, "98.36%", rate, Part::Value, "\"98.36%\"");
        expect("a.json", json, "}}", rate, Part::Value, "\"98.36%\"");
        assert_eq!(at("a.json", json, " {\"comp"), None);
        expect(
            "a.txt",
            TEXT,
            "7个\t",
            "/tasks/0/indicators/2/result",
            Part::Value,
            "7个",
        );
    }

    #[test]
    fn the_header_of_a_column_is_that_of_its_field() {
        let header = |words: &str| {
            let source = Source::new("a.txt", TEXT).unwrap();
            let view = Linter::standard().read(&source).unwrap();
            let at = u32::try_from(TEXT.find(words).unwrap()).unwrap();
            let (range, field) = view.column_header_at(at)?;
            Some((source.slice(range).to_owned(), field.key))
        };
        let found = |label: &str, key| Some((label.to_owned(), key));
        assert_eq!(header("关键指标"), found("关键指标", "name"));
        assert_eq!(header("任务涉及资金"), found("任务涉及资金", "funds"));
        assert_eq!(header("5,210.35"), None);
    }
}
