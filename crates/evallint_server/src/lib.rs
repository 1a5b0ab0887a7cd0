//! The language server: the verdict live in any editor, at the speed of typing.
//!
//! Owns what an editor offers on a form, one feature a file, in terms of byte offsets of the source; and the protocol around
//! them: open documents, positions in the client's encoding, settings, cancellation. `features` never knows the
//! protocol.
//!
//! Never knows a rule or the grammar of a writing, and computes no verdict of its own.

mod capabilities;
mod client;
mod configuration;
mod diagnostics;
mod document;
mod encoding;
mod features;
mod file_uri;
mod inbox;
mod log;
mod markup;
mod refusal;
mod requests;
mod server;
mod settings;
mod transport;

pub use log::Log;
pub use requests::commands;
pub use server::{Ending, serve};
pub use settings::{Setting, settings};
