mod forms;
mod properties;
mod recovery;
mod slips;
mod trees;
mod writer;

use super::read_yaml;
use crate::range::ByteRange;
use crate::tree::{NodeId, SyntaxError, Tree, Value};

/// A form of six sections, as JSON.
const FORM: &str = include_str!("../../../../../tests/forms/education.eval.json");

/// The tree in short: damaged values as `!`, and a `!` before what is damaged in part.
fn outline(tree: &Tree<'_>, id: NodeId) -> String {
    let node = tree.node(id);
    let children = || {
        let children = tree.children(id).map(|(child, node)| match &node.key {
            Some(key) => format!("{}: {}", key.text, outline(tree, child)),
            None => outline(tree, child),
        });
        children.collect::<Vec<_>>().join(", ")
    };
    let value = match &node.value {
        Value::Object => format!("{{{}}}", children()),
        Value::Array => format!("[{}]", children()),
        Value::String(text) => format!("{:?}", text.value()),
        Value::Number(literal) => literal.to_string(),
        Value::Bool(value) => value.to_string(),
        Value::Null => "null".to_owned(),
        Value::Damaged => return "!".to_owned(),
    };
    if node.damaged { format!("!{value}") } else { value }
}

fn told(text: &str, errors: &[SyntaxError]) -> String {
    let told = errors
        .iter()
        .map(|error| format!("{:?} {:?}", error.kind, &text[error.range.as_index()]));
    told.collect::<Vec<_>>().join("; ")
}

/// The tree and the errors, both in short.
fn read(text: &str) -> (String, String) {
    let (tree, errors) = read_yaml(text);
    check_ranges(text, &tree, &errors);
    let root = tree.root().map(|root| outline(&tree, root));
    (root.unwrap_or_default(), told(text, &errors))
}

fn root(tree: &Tree<'_>) -> String {
    tree.root().map(|root| outline(tree, root)).unwrap_or_default()
}

/// The values of a tree with their keys, in order, where they are scalars.
fn scalars(tree: &Tree<'_>) -> Vec<(NodeId, String)> {
    let is_scalar = |id: &NodeId| !matches!(tree.node(*id).value, Value::Object | Value::Array);
    let told = |id: NodeId| {
        let key = tree.node(id).key.as_ref().map_or("", |key| &key.text);
        (id, format!("{key}: {}", outline(tree, id)))
    };
    tree.ids().filter(is_scalar).map(told).collect()
}

/// Checks that all ranges lie in the text and on characters, and those of children in their parents', where no alias
/// brings them from elsewhere.
fn check_ranges(text: &str, tree: &Tree<'_>, errors: &[SyntaxError]) {
    let check = |range: ByteRange| {
        assert!(range.start <= range.end, "{range:?} in {text:?}");
        assert!(text.get(range.as_index()).is_some(), "{range:?} in {text:?}");
    };
    for id in tree.ids() {
        let node = tree.node(id);
        check(node.range);
        if let Some(key) = &node.key {
            check(key.range);
        }
        if let Value::String(value) = &node.value {
            check(value.range());
            for (at, next) in value.value().char_indices() {
                check(value.source_range(at, at + next.len_utf8()));
            }
        }
        for (_, child) in tree.children(id).filter(|_| !text.contains('*')) {
            let key = child.key.as_ref().map_or(child.range, |key| key.range);
            assert!(node.range.contains(key), "{node:?} around {child:?} in {text:?}");
            assert!(
                node.range.contains(child.range) || child.damaged || child.range.is_empty(),
                "{node:?} around {child:?} in {text:?}"
            );
        }
    }
    for error in errors {
        check(error.range);
    }
    for comment in tree.comments() {
        check(comment.range);
        assert!(text[comment.range.as_index()].starts_with('#'));
    }
    let in_order = errors
        .windows(2)
        .all(|pair| pair[0].range.start <= pair[1].range.start);
    assert!(in_order, "{errors:?}");
}
