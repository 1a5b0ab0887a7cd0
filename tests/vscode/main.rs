//! The extension for VS Code: what it says of the server, what its package holds, and what an author does with it in a real
//! editor.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[path = "../chromium/mod.rs"]
mod chromium;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
mod driven;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[path = "../founding/mod.rs"]
mod founding;
mod manifest;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[path = "../validators/mod.rs"]
mod validators;

use std::path::PathBuf;

/// A file or folder of the extension's sources.
fn source(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("editors/vscode")
        .join(path)
}
