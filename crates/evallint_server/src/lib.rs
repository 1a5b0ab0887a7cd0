//! The language server: the verdict live in any editor, at the speed of typing.
//!
//! Owns what an editor offers on a form, one feature a file, in terms of byte offsets of the source; and the protocol around
//! them: open documents, positions in the client's encoding, settings, cancellation.
//!
//! Never knows a rule or the grammar of a writing, and computes no verdict of its own. The features never know the
//! protocol.

mod features;
