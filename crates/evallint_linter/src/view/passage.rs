//! The parts of running text that belong together.

use std::ops::Range;

use evallint_syntax::Value;

use super::Item;
use crate::narrative::{clause_around, sentence_around};

/// What stands around a byte of a text, from the inside out. Ranges are bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The clause, without the sign that ends it.
    pub clause: Range<usize>,
    /// The sentence, without the sign that ends it.
    pub sentence: Range<usize>,
    /// The lines between two line breaks.
    pub paragraph: Range<usize>,
}

impl Item<'_, '_> {
    /// What stands around a byte of the text that it is; nothing for what is no text, and within a character.
    #[must_use]
    pub fn passage_at(self, at: usize) -> Option<Passage> {
        let Value::String(text) = self.value() else {
            return None;
        };
        let text = text.value();
        let (before, after) = text.split_at_checked(at)?;
        let start = before.rfind('\n').map_or(0, |line_break| line_break + 1);
        let end = at + after.find('\n').unwrap_or(after.len());
        Some(Passage {
            clause: clause_around(text, at),
            sentence: sentence_around(text, &(at..at)),
            paragraph: start..end,
        })
    }
}

#[cfg(test)]
mod tests {
    use evallint_syntax::Source;

    use crate::Linter;

    #[test]
    fn a_clause_stands_in_a_sentence_and_that_in_a_paragraph() {
        let prose = "年初。全年培训85场，参训9人。\n次年";
        let text = serde_json::json!({ "year": 2022, "problems": prose }).to_string();
        let source = Source::new("a.json", text).unwrap();
        let view = Linter::standard().read(&source).unwrap();
        let item = view
            .items()
            .find(|item| item.pointer().as_str() == "/problems")
            .unwrap();
        let passage = item.passage_at(prose.find("培训").unwrap()).unwrap();
        assert_eq!(prose.get(passage.clause), Some("全年培训85场"));
        assert_eq!(prose.get(passage.sentence), Some("全年培训85场，参训9人"));
        assert_eq!(
            prose.get(passage.paragraph),
            Some("年初。全年培训85场，参训9人。")
        );
        assert_eq!(item.passage_at(1), None);
        assert_eq!(view.root().unwrap().passage_at(0), None);
    }
}
