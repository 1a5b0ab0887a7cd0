//! What the tasks and indicators are called that a field is in.

use std::collections::HashMap;

use evallint_syntax::NodeId;

use crate::document::{Document, Name};
use crate::pointer::Pointer;

/// The names of the elements of a document's lists. Each list is gone through once, however often it is asked about.
#[derive(Debug)]
pub(crate) struct ElementNames<'d, 'a> {
    document: &'d Document<'a>,
    /// The elements of each list by their indices.
    elements: HashMap<NodeId, Vec<NodeId>>,
}

impl<'d, 'a> ElementNames<'d, 'a> {
    pub(crate) fn of(document: &'d Document<'a>) -> Self {
        Self {
            document,
            elements: HashMap::new(),
        }
    }

    /// The names of the elements that a pointer leads through, from the outermost, parted by ` / `.
    pub(crate) fn along(&mut self, pointer: &Pointer) -> String {
        let mut names: Vec<&str> = Vec::new();
        let mut at = self.document.tree.root();
        for segment in pointer.as_str().split('/').skip(1) {
            at = at.and_then(|id| self.below(id, segment));
            let name = at
                .filter(|id| matches!(self.document.name(*id), Name::Element(..)))
                .and_then(|id| self.document.name_slot(id)?.text().valid());
            names.extend(name.map(|name| name.value().trim()));
        }
        names.join(" / ")
    }

    /// The field or element that a segment of a pointer leads to.
    fn below(&mut self, id: NodeId, segment: &str) -> Option<NodeId> {
        if let Some(record) = self.document.record(id) {
            return record.slot_with_key(segment)?.node;
        }
        let index: usize = segment.parse().ok()?;
        let document = self.document;
        let elements = self.elements.entry(id).or_insert_with(|| {
            let children = document.children(id).map(|(child, _)| child);
            children
                .filter(|child| matches!(document.name(*child), Name::Element(..)))
                .collect()
        });
        elements.get(index).copied()
    }
}

#[cfg(test)]
mod tests {
    use evallint_syntax::Source;

    use crate::check::check;
    use crate::settings::Settings;

    #[test]
    fn a_finding_knows_the_task_and_indicator_it_is_in() {
        let text = r#"{"tasks": [{"name": "甲"}, {"name": " 乙 ", "indicators": [{"name": "丙", "result": "≥5个"}]}]}"#;
        let source = Source::new("a.json", text).unwrap();
        let report = check(&source, &Settings::default());
        let within = |rule: &str, pointer: &str| {
            let found = report
                .diagnostics
                .iter()
                .find(|diagnostic| diagnostic.rule.id == rule && diagnostic.pointer.as_str() == pointer);
            found.map(|diagnostic| diagnostic.within.as_str())
        };
        assert_eq!(
            within("threshold-as-result", "/tasks/1/indicators/0/result"),
            Some("乙 / 丙")
        );
        assert_eq!(within("missing-field", "/tasks/0/achieved"), Some("甲"));
        assert_eq!(within("missing-field", "/year"), Some(""));
    }
}
