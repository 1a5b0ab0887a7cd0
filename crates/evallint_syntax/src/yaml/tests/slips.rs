//! Slips of those who type YAML by hand, at the lines of a whole form. Each is told of once, where it is, and everything
//! is read.

use std::ops::Range;

use super::{check_ranges, outline, read, read_yaml};
use crate::tree::{NodeId, Tree, Value};

const TYPED: &str = include_str!("../../../../../tests/forms/education.eval.yaml");

/// The keys and positions that lead to a value.
fn path(tree: &Tree<'_>, id: NodeId) -> String {
    let Some(parent) = tree.node(id).parent() else {
        return String::new();
    };
    let name = match &tree.node(id).key {
        Some(key) => key.text.to_string(),
        None => tree
            .children(parent)
            .position(|(child, _)| child == id)
            .unwrap()
            .to_string(),
    };
    format!("{}/{name}", path(tree, parent))
}

/// All scalars with their paths.
fn values(tree: &Tree<'_>) -> Vec<String> {
    tree.ids()
        .filter(|id| !matches!(tree.node(*id).value, Value::Object | Value::Array))
        .map(|id| format!("{}: {}", path(tree, id), outline(tree, id)))
        .collect()
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The line of a block and the lines that are deeper.
fn block(lines: &[&str], at: usize) -> Range<usize> {
    let own = indentation(lines[at]);
    let rest = lines.iter().skip(at + 1);
    let end = rest
        .clone()
        .position(|line| indentation(line) <= own)
        .map_or(lines.len(), |length| at + 1 + length);
    at..end
}

/// Makes a slip in the lines of a text that `which` gives for each line; nothing where the line does not lend itself to
/// it. Gives the slips after which not all is as it was in the form.
fn check_slip(
    which: fn(&[&str], usize) -> Range<usize>,
    slip: impl Fn(&str) -> Option<String>,
    most_lost: usize,
) {
    let lines: Vec<&str> = TYPED.lines().collect();
    let (whole, _) = read_yaml(TYPED);
    let all = values(&whole);
    let mut made = 0;
    // The tasks in the middle are like the others.
    for at in (0..42).chain(84..lines.len()) {
        let start: usize = lines[..at].iter().map(|line| line.len() + 1).sum();
        let is_here = |id: &NodeId| {
            let key = whole.node(*id).key.as_ref();
            key.is_some_and(|key| (start..start + lines[at].len()).contains(&(key.range.start as usize)))
        };
        let Some(own) = whole.ids().find(is_here).filter(|_| slip(lines[at]).is_some()) else {
            continue;
        };
        let slipped = which(&lines, at);
        let line = |(index, line): (usize, &&str)| {
            let slip = slipped.contains(&index).then(|| slip(line)).flatten();
            slip.unwrap_or_else(|| (*line).to_owned()) + "\n"
        };
        let text: String = lines.iter().enumerate().map(line).collect();
        let (tree, errors) = read_yaml(&text);
        check_ranges(&text, &tree, &errors);
        if errors.is_empty() {
            // A line in another place may be no mistake at all.
            assert!(
                !slipped.is_empty() && text.len() != TYPED.len(),
                "nothing is told of in {text}"
            );
            continue;
        }
        made += 1;
        assert_eq!(errors.len(), 1, "{errors:?} after {:?}", &lines[at]);
        let found = values(&tree);
        let lost: Vec<_> = all.iter().filter(|value| !found.contains(value)).collect();
        assert!(lost.len() <= most_lost, "{lost:?} is lost at {:?}", lines[at]);
        let container = whole.node(own).parent().unwrap();
        let around = whole.node(container).parent();
        let places: Vec<_> = [Some(own), Some(container), around]
            .into_iter()
            .flatten()
            .collect();
        let place = path(&tree, errors[0].container.unwrap());
        assert!(
            places.iter().any(|known| path(&whole, *known) == place),
            "{place} for {:?}",
            lines[at]
        );
    }
    assert!(made > 10, "the slip is made {made} times in the form");
}

fn this_line(_: &[&str], at: usize) -> Range<usize> {
    at..at + 1
}

/// Other blanks at the beginning of a line, of which each stands for so many spaces.
fn other_blanks(line: &str, blank: &str, spaces: usize) -> Option<String> {
    let levels = indentation(line) / spaces;
    (levels > 0).then(|| format!("{}{}", blank.repeat(levels), line.trim_start()))
}

fn is_member(line: &str) -> bool {
    line.contains(": ") || line.ends_with(':')
}

/// Whether the value stands on the line of its key.
fn has_short_value(line: &str) -> bool {
    line.contains(": ") && !line.ends_with('-')
}

#[test]
fn tabs_and_wide_blanks() {
    for which in [this_line, block] {
        check_slip(which, |line| other_blanks(line, "\t", 2), 0);
        check_slip(which, |line| other_blanks(line, "\u{3000}", 2), 0);
        check_slip(which, |line| other_blanks(line, "\u{a0}", 1), 0);
    }
    check_slip(
        this_line,
        |line| line.strip_prefix("    ").map(|rest| format!("\t  {rest}")),
        0,
    );
    check_slip(
        this_line,
        |line| line.strip_prefix("    ").map(|rest| format!("  \t{rest}")),
        0,
    );
    check_slip(
        this_line,
        |line| {
            (indentation(line) > 0)
                .then(|| line.replacen(line.trim_start(), &format!("\t{}", line.trim_start()), 1))
        },
        0,
    );
}

#[test]
fn colons() {
    check_slip(
        this_line,
        |line| has_short_value(line).then(|| line.replacen(": ", ":", 1)),
        0,
    );
    check_slip(
        this_line,
        |line| {
            is_member(line).then(|| {
                line.replacen(": ", "：", 1)
                    .replacen(':', "：", usize::from(line.ends_with(':')))
            })
        },
        0,
    );
    // The value of a line without a colon is not read where it is more than a word or a number.
    check_slip(
        this_line,
        |line| has_short_value(line).then(|| line.replacen(": ", " ", 1)),
        2,
    );
}

#[test]
fn dashes() {
    for dash in ["-", "－ ", "－", "— ", "– ", "• ", "* ", "", " ", "  "] {
        let slip = |line: &str| {
            let is_element = line.trim_start().starts_with("- ");
            is_element.then(|| line.replacen("- ", dash, 1))
        };
        check_slip(this_line, slip, 0);
    }
}

#[test]
fn lines_and_blocks_that_stand_too_deep_or_not_deep_enough() {
    for which in [this_line, block] {
        check_slip(which, |line| is_member(line).then(|| format!(" {line}")), 0);
        check_slip(which, |line| line.strip_prefix(' ').map(str::to_owned), 0);
        check_slip(which, |line| line.strip_prefix("  ").map(str::to_owned), 0);
    }
    check_slip(this_line, |line| is_member(line).then(|| format!("  {line}")), 0);
}

#[test]
fn texts_that_begin_with_a_mark() {
    for mark in ["*", "&", "%", "@", "`", "[重点]", "|x ", ">"] {
        let slip = |line: &str| has_short_value(line).then(|| line.replacen(": ", &format!(": {mark}"), 1));
        check_slip(this_line, slip, 1);
    }
    check_slip(
        this_line,
        |line| has_short_value(line).then(|| format!("{line}: 好")),
        1,
    );
}

#[test]
fn comments_with_another_mark() {
    for mark in ["＃", "//", "／／ "] {
        let slip = |line: &str| {
            let margin = " ".repeat(indentation(line));
            has_short_value(line).then(|| format!("{line}\n{margin}{mark}按年初口径填报"))
        };
        check_slip(this_line, slip, 0);
    }
}

#[test]
fn all_lines_of_a_block_without_spaces_after_their_colons() {
    let (tree, errors) = read("funds:\n  initial:1\n  adjusted:2\nyear: 3\n");
    assert_eq!(tree, "{funds: {initial: 1, adjusted: 2}, year: 3}");
    assert_eq!(errors, r#"ExpectedSpace ":"; ExpectedSpace ":""#);
    let (tree, errors) = read("资金:\n  预算：1\n  支出：2\n年度: 3\n");
    assert_eq!(tree, "{资金: {预算: 1, 支出: 2}, 年度: 3}");
    assert_eq!(errors, r#"ExpectedColon "："; ExpectedColon "：""#);
}

#[test]
fn a_text_with_a_colon_stays_a_text_beside_another_slip() {
    let (tree, errors) = read("a:\n  存在问题：学位不足\nf:\n  b: 1\n\tc: 2\n");
    assert_eq!(tree, r#"{a: "存在问题：学位不足", f: {b: 1, c: 2}}"#);
    assert_eq!(errors, r#"TabIndentation "\t""#);
    let (tree, errors) = read("a: 一是完成，\n  时间：2022年\nf:\n  b: 1\n\tc: 2\n");
    assert_eq!(tree, r#"{a: "一是完成， 时间：2022年", f: {b: 1, c: 2}}"#);
    assert_eq!(errors, r#"TabIndentation "\t""#);
}

#[test]
fn a_run_of_tabs_is_one_finding_for_each_block() {
    let (tree, errors) = read("f:\n\ta: 1\n\tb: 2\ng:\n\tc:\n\t\td: 3\n");
    assert_eq!(tree, "{f: {a: 1, b: 2}, g: {c: {d: 3}}}");
    assert_eq!(errors, r#"TabIndentation "\t"; TabIndentation "\t""#);
    let (tree, errors) = read("t:\n\t- n: a\n\t\tr: |\n\t\t\t一\n\t\t\t二\n\t- n: b\n\t  r: 2\n");
    assert_eq!(tree, r#"{t: [{n: "a", r: "一\n二\n"}, {n: "b", r: 2}]}"#);
    assert_eq!(errors, r#"TabIndentation "\t""#);
}

#[test]
fn a_missing_dash_is_no_repeated_key() {
    let (tree, errors) = read("t:\n  - n: a\n    r: 1\n    n: b\n    r: 2\n");
    assert_eq!(tree, r#"{t: [{n: "a", r: 1}, {n: "b", r: 2}]}"#);
    assert_eq!(errors, r#"ExpectedDash "n: b""#);
    let (tree, errors) = read("t:\n  - n: a\n    r: 1\n    n: b\n");
    assert_eq!(tree, r#"{t: [{n: "a", r: 1, n: "b"}]}"#);
    assert_eq!(errors, "");
}

#[test]
fn a_key_without_a_value_takes_no_others_in() {
    let (tree, errors) = read("x:\na: 1\nb: 2\nf:\n  c: 1\n  d: 2\n    e: 3\n  g: 4\n  h: 5\ni: 6\n");
    assert_eq!(
        tree,
        "{x: null, a: 1, b: 2, f: {c: 1, d: 2, e: 3, g: 4, h: 5}, i: 6}"
    );
    assert_eq!(errors, r#"WrongIndentation "e: 3""#);
}

#[test]
fn a_line_with_two_slips_is_shown_as_it_stands() {
    let (tree, errors) = read("t:\n  - n: a\n    r: 1\n   -n：b\n    r: 2\n");
    assert_eq!(tree, r#"{t: [{n: "a", r: 1}, {n: "b", r: 2}]}"#);
    assert_eq!(errors, r#"WrongDash "-"; ExpectedColon "：""#);
    let (tree, errors) = read("t:\n  - n: a\n  n:中文\n    r: 2\n");
    assert_eq!(tree, r#"{t: [{n: "a"}, {n: "中文", r: 2}]}"#);
    assert_eq!(errors, r#"ExpectedDash "n:中文"; ExpectedSpace ":""#);
}
