//! stub
use crate::tree::*;
pub fn read_json(_text: &str) -> (Tree<'_>, Vec<SyntaxError>) {
    (Tree::default(), vec![])
}
