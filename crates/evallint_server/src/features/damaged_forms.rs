//! Forms that are half written, for the tests that nothing panics on them.

use std::path::Path;

use evallint_linter::{DocumentView, Linter};
use evallint_syntax::Source;

/// The founding document, which lies beside the project. A clone that stands alone does not have it.
const FOUNDING: &str = "shared/forms/shipai-2022.txt";

/// How many cuts are made of each form, and how many offsets of each are tried.
const CUTS: usize = 12;
const OFFSETS: usize = 24;

/// Reads forms in every writing, the founding document among them where it is there, cut off at places all over them; and
/// hands each over with offsets all over it, of which some lie within a character or beyond the end.
pub(super) fn for_each(mut check: impl FnMut(&DocumentView<'_>, &[u32])) {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut paths: Vec<_> = ["eval.json", "zh.eval.json", "eval.yaml", "eval.txt", "eval.md"]
        .iter()
        .map(|form| project.join(format!("tests/forms/education.{form}")))
        .collect();
    paths.push(project.join("..").join(FOUNDING));
    for path in paths {
        match std::fs::read_to_string(&path) {
            Ok(text) => cut(&path.to_string_lossy(), &text, &mut check),
            Err(error) if path.ends_with(FOUNDING) && std::env::var_os("CI").is_none() => {
                eprintln!("skipped: {}: {error}", path.display());
            }
            Err(error) => panic!("{}: {error}", path.display()),
        }
    }
}

fn cut(path: &str, text: &str, check: &mut impl FnMut(&DocumentView<'_>, &[u32])) {
    for cut in 1..=CUTS {
        let end = text.floor_char_boundary(text.len() * cut / CUTS);
        let begun = text.get(..end).unwrap_or_default();
        let written = match cut % 3 {
            0 => begun.to_owned(),
            1 => format!("\u{FEFF}{}", begun.replace('\n', "\r\n")),
            _ => begun.replace('工', "𠮷"),
        };
        let length = written.len();
        let source = Source::new(path, written).unwrap();
        let view = Linter::standard().read(&source).unwrap();
        let offsets: Vec<u32> = (0..OFFSETS)
            .map(|index| u32::try_from(length * index / OFFSETS).unwrap())
            .chain([u32::try_from(length).unwrap(), u32::MAX])
            .collect();
        check(&view, &offsets);
    }
}
