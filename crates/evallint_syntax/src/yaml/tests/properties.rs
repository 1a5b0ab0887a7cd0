use proptest::prelude::*;
use serde_json::Value as Json;

use super::super::builder::build;
use super::super::repairs::Repairs;
use super::writer::{Styles, write_document};
use super::{FORM, check_ranges, read_yaml, root};
use crate::json::read_json;

fn any_data() -> impl Strategy<Value = Json> {
    let string = || {
        proptest::string::string_regex("[a-z,:{}\\[\\]\"'\\\\/\n\t\u{1}预算“：，😀 #&*!|>%@`.0-9-]{0,12}")
            .unwrap()
    };
    let scalar = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        string().prop_map(Json::from),
        proptest::string::string_regex("([a-z任务]{1,6}[ \n]{1,3}){0,5}[a-z任务]{1,6}\n{0,2}")
            .unwrap()
            .prop_map(Json::from),
        proptest::collection::vec(any::<char>(), 0..6)
            .prop_map(|chars| Json::from(chars.into_iter().collect::<String>())),
    ];
    scalar.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            proptest::collection::vec((string(), inner), 0..6)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

fn any_styles() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 1..40)
}

fn any_edit() -> impl Strategy<Value = (usize, usize, String)> {
    let piece = prop_oneof![
        proptest::string::string_regex("[\"'\\\\{}\\[\\],:#&*!|>%@`?\n\r\t a1-]").unwrap(),
        proptest::string::string_regex("[预，：“”‘’、😀\u{3000}\u{feff}\u{1}\u{85}]").unwrap(),
        Just("\r\n".to_owned()),
        Just("\n\t".to_owned()),
        Just(": ".to_owned()),
        Just("\n- ".to_owned()),
        Just("\n---\n".to_owned()),
        Just("&a ".to_owned()),
        Just(" *a".to_owned()),
        Just("<<: *a\n".to_owned()),
        Just(" #".to_owned()),
        Just("|2-\n".to_owned()),
        Just("\0".to_owned()),
        Just(String::new()),
    ];
    (any::<usize>(), 0..4_usize, piece)
}

fn edited(text: &str, edits: &[(usize, usize, String)]) -> String {
    let mut text: Vec<char> = text.chars().collect();
    for (place, removed, piece) in edits {
        let start = place % (text.len() + 1);
        let end = (start + removed).min(text.len());
        text.splice(start..end, piece.chars());
    }
    text.into_iter().collect()
}

/// How many rounds a text takes, and whether it is read in the end.
fn rounds(text: &str) -> usize {
    let mut repairs = Repairs::new(text, Vec::new());
    for round in 1..200 {
        let reading = build(text, repairs.masked(), repairs.faults());
        let is_repaired = reading.failure.is_some_and(|failure| repairs.repair(&failure));
        if !is_repaired {
            check_ranges(text, &reading.tree, &[]);
            return round;
        }
    }
    panic!("no end in {:?}", &text[..100]);
}

#[test]
fn junk_is_read_in_a_bounded_number_of_rounds() {
    let pieces = [
        "\"",
        "[",
        "{a: ",
        "a: b: c\n",
        "@\n",
        "a: \"\n",
        "a: [\n",
        "\t- \n",
        " a\n  b: @\n",
        "预算：\n",
        "- a: x\n b\n",
        "\u{1}",
        "'",
        "a: *x\n",
        "|\n",
        "---a\n",
        "}",
        "? ",
        "key\n",
        "&a ",
        "a: '\n b: 1\n",
        "\r",
        "\0",
    ];
    for piece in pieces {
        let small = rounds(&piece.repeat(500));
        assert!(small <= 55, "{small} rounds of {piece:?}");
        let large = rounds(&piece.repeat(20_000));
        assert!(large <= 55, "{large} rounds of {piece:?}");
    }
}

proptest! {
    #[test]
    fn data_reads_back(data in any_data(), styles in any_styles()) {
        // Such a text alone is a member whose colon is the wrong one.
        prop_assume!(!data.as_str().is_some_and(|text| text.contains('：')));
        let text = write_document(&data, &mut Styles::new(&styles));
        let (tree, errors) = read_yaml(&text);
        check_ranges(&text, &tree, &errors);
        prop_assert_eq!(&errors, &[], "in {}", text);
        let json = data.to_string();
        prop_assert_eq!(root(&tree), root(&read_json(&json).0), "in {}", text);
    }

    #[test]
    fn edited_data_keeps_ranges_in_order(
        data in any_data(),
        styles in any_styles(),
        edits in prop::collection::vec(any_edit(), 1..20),
    ) {
        let text = edited(&write_document(&data, &mut Styles::new(&styles)), &edits);
        let (tree, errors) = read_yaml(&text);
        check_ranges(&text, &tree, &errors);
    }

    #[test]
    fn edited_forms_keep_ranges_in_order(styles in any_styles(), edits in prop::collection::vec(any_edit(), 1..12)) {
        let form: Json = serde_json::from_str(FORM).unwrap();
        let text = edited(&write_document(&form, &mut Styles::new(&styles)), &edits);
        let (tree, errors) = read_yaml(&text);
        check_ranges(&text, &tree, &errors);
    }

    #[test]
    fn anything_keeps_ranges_in_order(text in any::<String>()) {
        let (tree, errors) = read_yaml(&text);
        check_ranges(&text, &tree, &errors);
    }
}
