//! A whole form, as its author types and mistypes it.

use serde_json::Value as Json;

use super::writer::{Styles, write_document};
use super::{FORM, check_ranges, read_yaml, root, scalars};
use crate::json::read_json;

/// The form in many styles: all plain, all of one kind, and mixed.
fn forms() -> Vec<String> {
    let form: Json = serde_json::from_str(FORM).unwrap();
    // The choices alternate between containers, folding and the kind of scalar.
    let mut forms: Vec<String> = (0..5)
        .map(|kind| {
            let form = form.clone();
            let choices = [kind + 5; 1];
            write_document(&form, &mut Styles::new(&choices))
        })
        .collect();
    forms.push(write_document(
        &form,
        &mut Styles::new(&[1, 3, 8, 5, 2, 9, 4, 11, 7, 13, 21, 10]),
    ));
    forms.push(write_document(
        &form,
        &mut Styles::new(&[2, 7, 1, 3, 9, 15, 4, 4, 5, 8, 23]),
    ));
    forms
}

/// The form as most would type it.
fn plain_form() -> String {
    let form: Json = serde_json::from_str(FORM).unwrap();
    write_document(&form, &mut Styles::new(&[5]))
}

#[test]
fn every_style_gives_the_tree_of_the_json() {
    let (expected, _) = read_json(FORM);
    for text in forms() {
        let (tree, errors) = read_yaml(&text);
        assert_eq!(errors, [], "in {text}");
        check_ranges(&text, &tree, &errors);
        assert_eq!(root(&tree), root(&expected), "in {text}");
    }
}

#[test]
fn anchors_give_the_tree_of_the_json() {
    let text = "x-base: &base\n  unit: &unit 万元\n  list: &list\n    - name: 甲\n      unit: *unit\na:\n  <<: *base\n  list: *list\n";
    let json = r#"{"x-base": {"unit": "万元", "list": [{"name": "甲", "unit": "万元"}]},
        "a": {"list": [{"name": "甲", "unit": "万元"}], "unit": "万元"}}"#;
    assert_eq!(root(&read_yaml(text).0), root(&read_json(json).0));
}

#[test]
fn every_prefix_has_at_most_one_error_and_keeps_what_stands_before() {
    for (style, text) in forms().iter().enumerate() {
        let (whole, _) = read_yaml(text);
        let all = scalars(&whole);
        let ends = (0..text.len()).filter(|end| text.is_char_boundary(*end));
        // All prefixes of one style, and a part of those of each other.
        let step = if style == 5 { 1 } else { 7 };
        for end in ends.skip(style % step).step_by(step) {
            let prefix = &text[..end];
            let (tree, errors) = read_yaml(prefix);
            assert!(errors.len() <= 1, "{errors:?} in {prefix}");
            let line_start = prefix.rfind('\n').map_or(0, |at| at + 1);
            let complete = |(id, told): &(_, String), tree: &crate::tree::Tree<'_>| {
                let node = tree.node(*id);
                let end = node.range.end as usize;
                (end < line_start && !node.range.is_empty()).then(|| told.clone())
            };
            // The last scalar may go on in what is still to be typed.
            let found: Vec<_> = scalars(&tree)
                .iter()
                .filter_map(|scalar| complete(scalar, &tree))
                .collect();
            let expected: Vec<_> = all.iter().filter_map(|scalar| complete(scalar, &whole)).collect();
            let sure = expected.len().min(found.len().saturating_sub(1));
            let is_flow = prefix
                .lines()
                .any(|line| line.contains(": {") || line.contains("- {") || line.contains(": ["));
            if !is_flow {
                assert!(found.len() + 1 >= expected.len(), "in {prefix}\n{}", root(&tree));
            }
            assert_eq!(found[..sure], expected[..sure], "in {prefix}");
        }
    }
}

#[test]
fn damage_stays_on_its_line() {
    let text = plain_form();
    let (whole, errors) = read_yaml(&text);
    assert_eq!(errors, []);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut start = 0;
    for (index, line) in lines.iter().enumerate() {
        let line_range = start..start + line.len();
        start = line_range.end;
        let Some((key, value)) = line.split_once(": ") else {
            continue;
        };
        let value = value.trim_end();
        let goes_on = lines.get(index + 1).is_some_and(|next| !next.contains(':'));
        if goes_on {
            continue;
        }
        let damages = [
            format!("{key}: \"{value}\n"),
            format!("{key}: '{value}\n"),
            format!("{key}: @{value}\n"),
            format!("{key}: {value}: 好\n"),
            format!("{key}: [{value}\n"),
            format!("{key}: {{{value}\n"),
            format!("{key}: [{value}]完成\n"),
            format!("{key}: *{value}\n"),
            format!("{key}: `{value}`\n"),
            format!("{key}: \"{value}\" 好\n"),
            format!("{key}:{value}\n"),
            format!("{key}：{value}\n"),
            format!("{key}: \"{value}\\q\"\n"),
            format!("{key}: {value}\u{2}\n"),
            format!("{key}: > {value}\n"),
        ];
        let elsewhere = |tree: &crate::tree::Tree<'_>, line: &std::ops::Range<usize>| {
            let scalars = scalars(tree).into_iter().filter(|(id, _)| {
                let key = tree
                    .node(*id)
                    .key
                    .as_ref()
                    .map_or(0, |key| key.range.start as usize);
                !line.contains(&key)
            });
            scalars.map(|(_, told)| told).collect::<Vec<_>>()
        };
        for damage in damages {
            let mistyped: String = lines
                .iter()
                .enumerate()
                .map(|(at, line)| if at == index { damage.as_str() } else { line })
                .collect();
            let (tree, errors) = read_yaml(&mistyped);
            check_ranges(&mistyped, &tree, &errors);
            assert_eq!(errors.len(), 1, "{errors:?} in {damage}");
            let damaged_line = line_range.start..line_range.start + damage.len();
            assert_eq!(
                elsewhere(&tree, &damaged_line),
                elsewhere(&whole, &line_range),
                "in {damage}"
            );
        }
    }
}
