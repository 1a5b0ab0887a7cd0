//! The labels of a form, folded so that the small differences between printed forms do not matter.

use evallint_schema::{Block, Field, Form, fold_width};
use evallint_syntax::Cell;

/// The folded labels of a form, by where they stand on it.
#[derive(Debug)]
pub(crate) struct Labels {
    /// Labels of fields, with the group they belong to (none for the document itself).
    fields: Vec<(String, Place)>,
    /// Headers of the columns, in the order of the layout.
    headers: Vec<String>,
    /// The folded title.
    title: String,
}

/// The place of a label on a form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub field: &'static Field,
    pub group: Option<&'static Field>,
    pub block: &'static Block,
}

impl Labels {
    pub(crate) fn of(form: &'static Form) -> Self {
        let mut labels = Self {
            fields: Vec::new(),
            headers: Vec::new(),
            title: fold(form.title),
        };
        for block in form.layout.blocks {
            match block {
                Block::Pairs { group: None, keys } | Block::Sections { keys } => {
                    for field in keys.iter().filter_map(|key| form.field(key)) {
                        labels.add(field, None, block);
                    }
                }
                Block::Pairs { group: Some(key), .. } | Block::Stacked { group: key } => {
                    let Some(group) = form.field(key) else { continue };
                    labels.add(group, None, block);
                    for field in group.fields {
                        labels.add(field, Some(group), block);
                    }
                }
                Block::Records { columns, .. } => {
                    labels
                        .headers
                        .extend(columns.iter().map(|column| fold(column.header())));
                }
            }
        }
        labels
    }

    fn add(&mut self, field: &'static Field, group: Option<&'static Field>, block: &'static Block) {
        for label in std::iter::once(&field.label).chain(field.variants) {
            self.fields.push((fold(label), Place { field, group, block }));
        }
    }

    /// The place of the label that a cell holds.
    pub(crate) fn find(&self, cell: &str) -> Option<Place> {
        let folded = short_fold(cell)?;
        self.fields
            .iter()
            .find(|(label, _)| *label == folded)
            .map(|(_, place)| *place)
    }

    /// The label or wording of one that a cell holds, as it is spelt on the printed form.
    pub(crate) fn printed(&self, cell: &str) -> Option<&'static str> {
        let field = self.find(cell)?.field;
        let folded = fold(cell);
        let mut wordings = std::iter::once(&field.label).chain(field.variants);
        wordings.find(|wording| fold(wording) == folded).copied()
    }

    /// The headers of a row as they are printed, each with its cell; nothing for a row that is not the header of the
    /// records.
    pub(crate) fn printed_headers<'c, 'a>(
        &self,
        form: &Form,
        cells: &'c [Cell<'a>],
    ) -> Option<Vec<(&'c Cell<'a>, &'static str)>> {
        let columns: Vec<_> = form
            .layout
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Records { columns, .. } => Some(*columns),
                _ => None,
            })
            .flatten()
            .collect();
        let header =
            |cell: &'c Cell<'a>| Some((cell, columns.get(self.column(cell.text.value())?)?.header()));
        let headers: Vec<_> = cells.iter().filter_map(header).collect();
        (headers.len() * 2 > columns.len()).then_some(headers)
    }

    /// The index of the column whose header a cell holds.
    pub(crate) fn column(&self, cell: &str) -> Option<usize> {
        let folded = short_fold(cell)?;
        self.headers.iter().position(|header| *header == folded)
    }

    pub(crate) fn is_title(&self, text: &str) -> bool {
        short_fold(text).is_some_and(|folded| folded.ends_with(&self.title))
    }

    /// The places of one kind of block with their folded labels.
    pub(crate) fn places(&self) -> impl Iterator<Item = (&str, Place)> {
        self.fields.iter().map(|(label, place)| (label.as_str(), *place))
    }
}

/// The longest cell that may be a label, in bytes.
const LONGEST_LABEL: usize = 120;

fn short_fold(cell: &str) -> Option<String> {
    (cell.len() <= LONGEST_LABEL).then(|| fold(cell))
}

/// A label without what differs between printed forms: width of characters, spaces, and a colon at the end.
pub(crate) fn fold(label: &str) -> String {
    let mut folded: String = label
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(|character| match character {
            '〔' | '【' => '(',
            '〕' | '】' => ')',
            _ => fold_width(character),
        })
        .collect();
    while folded.ends_with(':') {
        folded.pop();
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(cell: &str) -> Option<&'static str> {
        Labels::of(evallint_schema::FORMS[0])
            .find(cell)
            .map(|place| place.field.key)
    }

    #[test]
    fn labels_vary_in_width_spaces_and_colons() {
        for label in [
            "部门名称（汇总）",
            "部门名称(汇总)",
            "部门名称",
            "部门名称：",
            "部门 名称",
        ] {
            assert_eq!(key(label), Some("department"), "{label}");
        }
        assert_eq!(key("其中:一般公共预算"), Some("general_public_budget"));
        assert_eq!(key("预算执行率"), Some("completion_rate"));
        assert_eq!(key("年初预算数"), Some("initial_budget"));
        assert_eq!(key("部门"), None);
    }

    #[test]
    fn no_two_fields_share_a_label() {
        for form in evallint_schema::FORMS {
            let labels = Labels::of(form);
            for (index, (label, place)) in labels.places().enumerate() {
                let other = labels.places().skip(index + 1).find(|(other, _)| *other == label);
                assert!(other.is_none(), "{label} of {} is another's too", place.field.key);
            }
        }
    }
}
