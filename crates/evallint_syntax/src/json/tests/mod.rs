mod properties;
mod reading;
mod recovery;
mod slips;

use std::fmt::Write as _;

use super::read_json;
use crate::range::ByteRange;
use crate::tree::{NodeId, SyntaxError, SyntaxErrorKind, Tree, Value};

const DOCUMENT: &str = r#"{
  "项目名称": "农村公路养护（二期）工程, 含桥梁}",
  "编号": "2023\u5e74-\ud83d\ude00-\\01\"",
  "预算": {"金额": 1234567.89, "单位": "万元", "执行率": -9.5e-1, "备注：其他": null},
  "指标": [
    {"名称": "完成里程", "目标值": ["≥120公里", 120, true], "得分": 0},
    {"名称": "群众满意度: \"高\"", "目标值": [], "得分": 8.0},
    [[], {}, [false, "],"]]
  ],
  "评价 结论": "总体良好。𠮷, 问题: 资金到位不及时；\n建议：加强管理。{见附件[1]}",
  "附件": {}
}
"#;

/// The tree on one line: `!` follows what is damaged, `?` is what could not be read, and keys go without quotes.
fn dump(tree: &Tree<'_>) -> String {
    let mut out = String::new();
    if let Some(root) = tree.root() {
        dump_node(tree, root, &mut out);
    }
    out
}

fn dump_node(tree: &Tree<'_>, id: NodeId, out: &mut String) {
    let node = tree.node(id);
    if let Some(key) = &node.key {
        write!(out, "{}:", key.text).unwrap();
    }
    match &node.value {
        Value::Object => dump_children(tree, id, ['{', '}'], out),
        Value::Array => dump_children(tree, id, ['[', ']'], out),
        Value::String(text) => write!(out, "{:?}", text.value()).unwrap(),
        Value::Number(literal) => out.push_str(literal),
        Value::Bool(value) => write!(out, "{value}").unwrap(),
        Value::Null => out.push_str("null"),
        Value::Damaged => return out.push('?'),
    }
    if node.damaged {
        out.push('!');
    }
}

fn dump_children(tree: &Tree<'_>, id: NodeId, brackets: [char; 2], out: &mut String) {
    out.push(brackets[0]);
    for (index, (child, _)) in tree.children(id).enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        dump_node(tree, child, out);
    }
    out.push(brackets[1]);
}

/// Reads a text and compares its errors, as kinds and the text they are at, and its tree.
#[track_caller]
fn check(text: &str, expected_errors: &[(SyntaxErrorKind, &str)], expected_tree: &str) {
    let (tree, errors) = read_json(text);
    check_ranges(text, &tree, &errors);
    let errors: Vec<_> = errors
        .iter()
        .map(|error| (error.kind, &text[error.range.as_index()]))
        .collect();
    assert_eq!(
        (errors.as_slice(), dump(&tree).as_str()),
        (expected_errors, expected_tree),
        "in {text}"
    );
}

/// Every range lies in the text and on character boundaries, and those of children lie one after another in their
/// parent's.
#[track_caller]
fn check_ranges(text: &str, tree: &Tree<'_>, errors: &[SyntaxError]) {
    let check = |range: ByteRange| {
        assert!(range.start <= range.end, "{range:?} in {text:?}");
        assert!(text.get(range.as_index()).is_some(), "{range:?} in {text:?}");
    };
    for error in errors {
        check(error.range);
        if let Some(container) = error.container {
            assert!(matches!(tree.node(container).value, Value::Object | Value::Array));
        }
    }
    assert!(errors.is_sorted_by_key(|error| error.range.start));
    let mut unvisited: Vec<NodeId> = tree.root().into_iter().collect();
    let mut visited = 0;
    while let Some(id) = unvisited.pop() {
        visited += 1;
        let node = tree.node(id);
        check(node.range);
        check(node.content_range());
        assert!(node.range.contains(node.content_range()), "{node:?} in {text:?}");
        let mut end = node.range.start;
        for (child_id, child) in tree.children(id) {
            if let Some(key) = &child.key {
                check(key.range);
                assert!(
                    end <= key.range.start && key.range.end <= child.range.start,
                    "{child:?} in {text:?}"
                );
            }
            assert!(
                end <= child.range.start && node.range.contains(child.range),
                "{child:?} in {text:?}"
            );
            end = child.range.end;
            unvisited.push(child_id);
        }
    }
    assert_eq!(visited, tree.len());
}
