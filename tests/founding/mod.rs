//! The founding document, which lies beside the project.

#![allow(unreachable_pub, reason = "the module is its test's own")]

use std::path::PathBuf;

/// Its text; nothing on a clone that stands alone. CI always has it.
pub fn text() -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/forms/shipai-2022.txt");
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) if std::env::var_os("CI").is_none() => {
            eprintln!("skipped: {}: {error}", path.display());
            None
        }
        Err(error) => panic!("{}: {error}", path.display()),
    }
}
