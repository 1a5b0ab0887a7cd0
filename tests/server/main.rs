//! The language server, by way of its standard streams.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod client;
#[path = "../command/mod.rs"]
mod command;
mod commands;
mod conformance;
mod editor;
mod edits;
mod emacs;
#[path = "../founding/mod.rs"]
mod founding;
mod misuse;
mod neovim;
mod sessions;
#[path = "../validators/mod.rs"]
mod validators;
mod verdicts;
mod workspace;
