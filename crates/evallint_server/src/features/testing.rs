//! What the tests of the features share.

use evallint_syntax::Source;

/// The mark for the cursor in a test's text.
const CURSOR: char = '¦';

/// A source named `path` out of a text with a `¦` where the cursor is, and the offset of the cursor.
pub(crate) fn at_cursor(path: &str, marked: &str) -> (Source, u32) {
    let at = marked
        .find(CURSOR)
        .unwrap_or_else(|| panic!("no {CURSOR} in {marked}"));
    let source = Source::new(path, marked.replacen(CURSOR, "", 1)).unwrap();
    (source, u32::try_from(at).unwrap())
}
