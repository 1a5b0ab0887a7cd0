//! Text to structure: JSON and YAML to a [`Tree`], tables to a [`Grid`].
//!
//! Owns sources, positions in them, and reading that never fails: each reader gives what could be read beside the
//! errors it met.
//!
//! Never knows the name of a field, a rule, a terminal, or an editor.

mod cell;
mod grid;
mod html;
mod html_comment;
mod json;
mod range;
mod scalar;
mod source;
mod text;
mod tree;
mod yaml;

pub use cell::{Separator, write_cell};
pub use grid::{Cell, Grid, Row, RowKind, read_table};
pub use html::is_html;
pub use json::read_json;
pub use range::ByteRange;
pub use scalar::{YamlStyle, escape_double_quoted, escape_single_quoted, is_plain_yaml};
pub use source::{Encoding, Format, LARGEST_SOURCE, Position, Source, SourceError, Span};
pub use text::{Text, TextBuilder};
pub use tree::{Children, Comment, Key, Node, NodeId, SyntaxError, SyntaxErrorKind, Tree, Value};
pub use yaml::read_yaml;
