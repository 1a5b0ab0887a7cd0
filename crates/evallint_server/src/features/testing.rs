//! What the tests of the features share.

use std::path::Path;

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

/// The example forms in every writing, cut off and with the cursor at places all over them.
pub(crate) fn for_each_damage(mut check: impl FnMut(&Source, u32)) {
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/forms");
    for name in [
        "education.eval.json",
        "education.eval.yaml",
        "education.eval.txt",
        "education.eval.md",
    ] {
        let text = std::fs::read_to_string(forms.join(name)).unwrap();
        let ends: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .collect();
        for (index, end) in ends.iter().enumerate().step_by(101) {
            let broken = text.get(..*end).unwrap().replacen(',', ",\r\n𠮷", index % 3);
            let source = Source::new(name, format!("\u{FEFF}{broken}")).unwrap();
            let at = u32::try_from(source.text().len()).unwrap();
            check(&source, at);
            let middle = source
                .text()
                .char_indices()
                .map(|(at, _)| at)
                .nth(index / 2)
                .unwrap_or(0);
            check(&source, u32::try_from(middle).unwrap());
        }
    }
}
