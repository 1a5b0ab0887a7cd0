use proptest::prelude::*;

use super::{DOCUMENT, check_ranges};
use crate::json::read_json;
use crate::tree::{NodeId, Tree, Value};

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let string =
        || proptest::string::string_regex("[a-z,:{}\\[\\]\"\\\\/\n\t\u{1}预算“：，😀 ]{0,8}").unwrap();
    let scalar = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(serde_json::Value::from),
        any::<i64>().prop_map(serde_json::Value::from),
        proptest::num::f64::NORMAL.prop_map(serde_json::Value::from),
        string().prop_map(serde_json::Value::from),
        proptest::collection::vec(any::<char>(), 0..6)
            .prop_map(|chars| serde_json::Value::from(chars.into_iter().collect::<String>())),
    ];
    scalar.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(serde_json::Value::from),
            proptest::collection::vec((string(), inner), 0..6)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Writes JSON with random white space and escapes.
fn print(value: &serde_json::Value, style: u8) -> String {
    let text = if style & 1 == 0 {
        serde_json::to_string(value).unwrap()
    } else {
        serde_json::to_string_pretty(value).unwrap()
    };
    if style & 2 == 0 {
        return text;
    }
    let escape = |character: char| {
        let units = character.encode_utf16(&mut [0; 2]).to_vec();
        units
            .iter()
            .fold(String::new(), |escape, unit| escape + &format!("\\u{unit:04x}"))
    };
    text.chars()
        .map(|next| {
            if next.is_ascii() {
                next.to_string()
            } else {
                escape(next)
            }
        })
        .collect()
}

fn assert_same(tree: &Tree<'_>, id: NodeId, expected: &serde_json::Value) {
    let node = tree.node(id);
    assert!(!node.damaged);
    match (&node.value, expected) {
        (Value::Null, serde_json::Value::Null) => {}
        (Value::Bool(found), serde_json::Value::Bool(expected)) => assert_eq!(found, expected),
        (Value::Number(found), serde_json::Value::Number(expected)) => {
            assert_eq!(*found, expected.to_string());
        }
        (Value::String(found), serde_json::Value::String(expected)) => assert_eq!(found.value(), expected),
        (Value::Array, serde_json::Value::Array(expected)) => {
            assert_eq!(node.child_count(), expected.len());
            tree.children(id)
                .zip(expected)
                .for_each(|((child, _), expected)| assert_same(tree, child, expected));
        }
        (Value::Object, serde_json::Value::Object(expected)) => {
            assert_eq!(node.child_count(), expected.len());
            for ((child, node), (key, expected)) in tree.children(id).zip(expected) {
                assert_eq!(node.key.as_ref().unwrap().text, key.as_str());
                assert_same(tree, child, expected);
            }
        }
        (found, expected) => panic!("{found:?} is not {expected}"),
    }
}

#[derive(Debug, Clone)]
enum Edit {
    Insert(usize, String),
    Delete(usize, usize),
    Repeat(usize, usize),
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let piece = prop_oneof![
        proptest::string::string_regex("[\"'\\\\{}\\[\\],:/*\n\r\t a1e.+-]").unwrap(),
        proptest::string::string_regex("[预，：“”‘’、😀\u{3000}\u{feff}\u{0}]").unwrap(),
        Just("\\ud800".to_owned()),
        Just("/*".to_owned()),
        Just("//".to_owned()),
        Just(",\n".to_owned()),
        Just("\"b\":".to_owned()),
    ];
    prop_oneof![
        (any::<usize>(), piece).prop_map(|(place, piece)| Edit::Insert(place, piece)),
        (any::<usize>(), 1..4_usize).prop_map(|(place, count)| Edit::Delete(place, count)),
        (any::<usize>(), 1..9_usize).prop_map(|(place, count)| Edit::Repeat(place, count)),
    ]
}

fn apply(edit: &Edit, text: &mut Vec<char>) {
    let length = text.len().max(1);
    let end = |start: usize, count: usize, text: &[char]| (start + count).min(text.len());
    match edit {
        Edit::Insert(place, piece) => {
            let place = place % length;
            let place = place.min(text.len());
            text.splice(place..place, piece.chars());
        }
        Edit::Delete(place, count) => {
            let start = (place % length).min(text.len());
            text.drain(start..end(start, *count, text));
        }
        Edit::Repeat(place, count) => {
            let start = (place % length).min(text.len());
            let copy = text[start..end(start, *count, text)].to_vec();
            text.splice(start..start, copy);
        }
    }
}

/// Whether `serde_json` takes it, which knows no byte order mark and bounds the size of numbers.
fn is_json(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(_) => true,
        Err(error) => error.to_string().contains("number out of range") && read_json(text).1.is_empty(),
    }
}

fn check_all(text: &str) -> Result<(), TestCaseError> {
    let (tree, errors) = read_json(text);
    check_ranges(text, &tree, &errors);
    prop_assert_eq!(errors.is_empty(), is_json(text));
    Ok(())
}

proptest! {
    #[test]
    fn agrees_with_serde_json(value in any_json(), style in any::<u8>()) {
        let text = print(&value, style);
        let (tree, errors) = read_json(&text);
        prop_assert_eq!(errors, []);
        check_ranges(&text, &tree, &[]);
        assert_same(&tree, tree.root().unwrap(), &value);
    }

    #[test]
    fn prefixes_have_at_most_one_error(value in any_json(), style in any::<u8>(), length in any::<prop::sample::Index>()) {
        let text = print(&value, style);
        let ends: Vec<_> = (0..=text.len()).filter(|end| text.is_char_boundary(*end)).collect();
        let prefix = &text[..*length.get(&ends)];
        let (tree, errors) = read_json(prefix);
        check_ranges(prefix, &tree, &errors);
        prop_assert!(errors.len() <= 1, "{:?}", errors);
    }

    #[test]
    fn edited_documents_keep_ranges_in_order(edits in prop::collection::vec(any_edit(), 1..12)) {
        let mut text: Vec<char> = DOCUMENT.chars().collect();
        for edit in &edits {
 apply(edit, &mut text);
 }
        check_all(&text.into_iter().collect::<String>())?;
    }

    #[test]
    fn edited_random_documents_keep_ranges_in_order(
        value in any_json(),
        style in any::<u8>(),
        edits in prop::collection::vec(any_edit(), 1..20),
    ) {
        let mut text: Vec<char> = print(&value, style).chars().collect();
        for edit in &edits {
 apply(edit, &mut text);
 }
        check_all(&text.into_iter().collect::<String>())?;
    }
}
