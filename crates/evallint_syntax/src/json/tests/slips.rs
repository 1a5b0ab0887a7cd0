//! Slips of the hand made in each line of a whole form.

use super::{check, check_ranges, dump};
use crate::json::read_json;
use crate::tree::SyntaxErrorKind::*;

/// Makes a slip in each line of a whole form that lends itself to it: it is told of once, and everything is read.
#[track_caller]
fn check_slip(slip: impl Fn(&str) -> Option<String>) {
    let form = include_str!("../../../../../tests/forms/education.eval.json");
    let form = form.replace("\"780.30\"", "780.30");
    let (whole, _) = read_json(&form);
    let mut made = 0;
    let lines: Vec<&str> = form.lines().collect();
    for at in 0..lines.len() {
        let Some(slipped) = slip(lines[at]) else { continue };
        let mut slipped_lines = lines.clone();
        slipped_lines[at] = &slipped;
        let text = slipped_lines.join("\n");
        made += 1;
        let (tree, errors) = read_json(&text);
        check_ranges(&text, &tree, &errors);
        assert_eq!(errors.len(), 1, "{errors:?} after {slipped:?}");
        assert_eq!(dump(&tree).replace('!', ""), dump(&whole), "after {slipped:?}");
    }
    assert!(made > 1, "the slip is made in the form");
}

#[test]
fn foreign_punctuation_is_told_of_once_and_all_is_read() {
    for comma in ["，", "；", ";", "、", " ， ", "； "] {
        check_slip(|line| line.strip_suffix(',').map(|line| format!("{line}{comma}")));
    }
    for colon in ["：", " ：", "： "] {
        check_slip(|line| {
            line.contains("\": ")
                .then(|| line.replacen("\": ", &format!("\"{colon}"), 1))
        });
    }
    for [opening, closing] in [["“", "”"], ["”", "“"], ["‘", "’"], ["＂", "＂"], ["'", "'"]] {
        check_slip(|line| {
            let (before, value) = line.strip_suffix("\",")?.split_once("\": \"")?;
            let is_plain = !value.contains(['\\', '“', '‘']);
            is_plain.then(|| format!("{before}\": {opening}{value}{closing},"))
        });
        check_slip(|line| {
            let (key, value) = line.trim_start().strip_prefix('"')?.split_once("\": ")?;
            Some(format!("  {opening}{key}{closing}: {value}"))
        });
    }
    check_slip(|line| {
        let (before, value) = line.split_once("\": ")?;
        let is_number = value.starts_with(|first: char| first.is_ascii_digit());
        is_number.then(|| {
            format!(
                "{before}\": {}",
                value.replace('2', "２").replace('0', "０").replace('.', "．")
            )
        })
    });
}

#[test]
fn a_foreign_comma_after_a_number_is_no_part_of_it() {
    check(
        "{\"a\": 36960.05；\n\"b\": -1;\n\"c\": ２２、\n\"d\": 1}",
        &[
            (ExpectedComma, "；"),
            (ExpectedComma, ";"),
            (InvalidNumber, "２２"),
            (ExpectedComma, "、"),
        ],
        "{a:36960.05, b:-1, c:22, d:1}",
    );
}
