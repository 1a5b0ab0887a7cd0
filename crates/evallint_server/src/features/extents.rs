//! Where values stand with all that belongs to them.

use evallint_linter::{DocumentView, Item};
use evallint_syntax::ByteRange;

/// For each value where it stands with its key or label and with what it holds. In a text form a group or a task is no
/// more than a label or a name itself, but reaches as far as its cells do.
#[derive(Debug)]
pub(crate) struct Extents(Vec<ByteRange>);

impl Extents {
    pub(crate) fn of(view: &DocumentView<'_>) -> Self {
        let items: Vec<Item<'_, '_>> = view.items().collect();
        let own = |item: &Item<'_, '_>| match item.key() {
            Some(key) => union(with_quotes(view, key.range), item.range()),
            None => item.range(),
        };
        let mut extents: Vec<ByteRange> = items.iter().map(own).collect();
        // What a value holds comes after it.
        for item in items.iter().rev() {
            let extent = extents.get(item.id().index()).copied();
            let parent = item.parent().map(|parent| parent.id().index());
            if let (Some(extent), Some(parent)) = (extent, parent.and_then(|parent| extents.get_mut(parent)))
            {
                *parent = union(*parent, extent);
            }
        }
        Self(extents)
    }

    /// Where a value of the same view stands.
    pub(crate) fn get(&self, item: Item<'_, '_>) -> ByteRange {
        self.0.get(item.id().index()).copied().unwrap_or(item.range())
    }
}

pub(crate) fn union(left: ByteRange, right: ByteRange) -> ByteRange {
    ByteRange::new(left.start.min(right.start), left.end.max(right.end))
}

/// A key with the quotes around it.
pub(crate) fn with_quotes(view: &DocumentView<'_>, key: ByteRange) -> ByteRange {
    let text = view.source().text();
    let before = text.get(..key.start as usize).unwrap_or_default();
    let after = text.get(key.end as usize..).unwrap_or_default();
    let quote = before
        .chars()
        .next_back()
        .filter(|quote| matches!(quote, '"' | '\''));
    match quote {
        Some(quote) => ByteRange::new(key.start - 1, key.end + u32::from(after.starts_with(quote))),
        None => key,
    }
}
