//! What the rooms of this crate must never know, as its documentation says.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

#[test]
fn no_feature_knows_the_protocol() {
    let mut seen = 0;
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/features")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            for word in [
                "lsp_types",
                "lsp_server",
                "crate::client",
                "crate::server",
                "crate::encoding",
                "Position::new",
            ] {
                assert!(!text.contains(word), "{} knows {word}", path.display());
            }
            seen += 1;
        }
    }
    assert!(seen > 10);
}
