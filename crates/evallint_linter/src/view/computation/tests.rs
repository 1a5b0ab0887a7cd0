use evallint_syntax::Source;
use serde_json::{Value, json};

use super::*;
use crate::check::Linter;
use crate::testing::changed_form;

/// The computations of the clean form with a patch: the pointer, the value, and whether it agrees.
fn computed(patch: &Value) -> Vec<(String, String, Agreement)> {
    of_text("form.json", &changed_form(patch))
}

fn of_text(path: &str, text: &str) -> Vec<(String, String, Agreement)> {
    let source = Source::new(path, text).unwrap();
    let view = Linter::standard().read(&source).unwrap();
    let computations = view.computations();
    computations
        .iter()
        .map(|computation| {
            let pointer = match computation.item {
                Some(item) => item.pointer(),
                None => computation.owner.pointer().key(computation.field.key),
            };
            (
                pointer.as_str().to_owned(),
                computation.value.to_string(),
                computation.agreement,
            )
        })
        .collect()
}

/// What is computed of the funds, but for the shares.
fn funds(patch: &Value) -> Vec<(String, Agreement)> {
    let found = computed(&json!({ "funds": patch })).into_iter();
    let formulas = [
        "/funds/adjustment",
        "/funds/completion_rate",
        "/funds/adjustment_rate",
    ];
    found
        .filter(|(pointer, ..)| formulas.contains(&pointer.as_str()))
        .map(|(_, value, agreement)| (value, agreement))
        .collect()
}

fn expect(patch: &Value, expected: [(&str, Agreement); 3]) {
    let expected = expected.map(|(value, agreement)| (value.to_owned(), agreement));
    assert_eq!(funds(patch), expected, "{patch}");
}

use Agreement::{Agrees, Differs, InMagnitude, Unprinted, WrongOperand};

#[test]
fn every_figure_that_follows_from_others() {
    let found = computed(&json!({}));
    let expected = [
        ("/funds/adjustment", "780.30", Agrees),
        ("/funds/general_public_budget", "93.07%", Unprinted),
        ("/funds/completion_rate", "98.36%", Agrees),
        ("/funds/adjustment_rate", "6.32%", Agrees),
        ("/tasks", "9,374.01", Unprinted),
        ("/tasks", "72.64%", Unprinted),
        ("/tasks/0/funds", "55.58%", Unprinted),
        ("/tasks/0/funds", "40.37%", Unprinted),
    ];
    let expected =
        expected.map(|(pointer, value, agreement)| (pointer.to_owned(), value.to_owned(), agreement));
    assert_eq!(found[..expected.len()], expected);
    assert_eq!(found.len(), 14);
}

#[test]
fn the_same_in_every_writing() {
    let text = include_str!("../../../../../tests/forms/education.eval.txt");
    let yaml = include_str!("../../../../../tests/forms/education.eval.yaml");
    let found = computed(&json!({}));
    assert_eq!(of_text("form.txt", text), found);
    assert_eq!(of_text("form.yaml", yaml), found);
    assert_eq!(of_text("form.txt", &text.replace('\n', "\r\n")), found);
}

#[test]
fn what_is_not_printed_is_computed_all_the_same() {
    expect(
        &json!({ "adjustment": null, "completion_rate": "", "adjustment_rate": "?" }),
        [("780.30", Unprinted), ("98.36%", Unprinted), ("6.32%", Unprinted)],
    );
}

#[test]
fn what_cannot_be_computed_is_left_out() {
    assert_eq!(
        funds(&json!({ "initial_budget": "?" })),
        [("98.36%".to_owned(), Agrees)]
    );
    assert_eq!(
        funds(&json!({ "adjusted_budget": "0", "initial_budget": "0" })).len(),
        1
    );
}

#[test]
fn a_rate_has_the_decimals_that_are_printed() {
    let rates = json!({ "completion_rate": "98.4%", "adjustment_rate": "6.33%" });
    expect(
        &rates,
        [("780.30", Agrees), ("98.4%", Agrees), ("6.32%", Differs)],
    );
}

#[test]
fn a_cut_without_its_minus_agrees_in_magnitude() {
    let cut = json!({ "adjusted_budget": "11,560.20", "actual_expenditure": "11,400.10", "completion_rate": "98.62%" });
    expect(
        &cut,
        [
            ("-780.30", InMagnitude),
            ("98.62%", Agrees),
            ("-6.32%", InMagnitude),
        ],
    );
}

#[test]
fn a_rate_goes_by_the_adjustment_that_it_fits() {
    expect(
        &json!({ "adjustment": "1,234.05" }),
        [("780.30", Differs), ("98.36%", Agrees), ("6.32%", Agrees)],
    );
    expect(
        &json!({ "adjustment": "1,234.05", "adjustment_rate": "10.00%" }),
        [("780.30", Differs), ("98.36%", Agrees), ("10.00%", Agrees)],
    );
}

#[test]
fn a_wrong_operand_is_told_of_in_its_own_finding() {
    expect(
        &json!({ "adjusted_budget": "131,208,000.00" }),
        [
            ("131,195,659.50", WrongOperand),
            ("0.01%", WrongOperand),
            ("6.32%", Agrees),
        ],
    );
}

#[test]
fn a_sum_without_all_tasks_has_no_shares() {
    let found = computed(&json!({ "tasks": [{ "funds": null }] }));
    let of_tasks = found.iter().filter(|(pointer, ..)| pointer.starts_with("/tasks"));
    let of_tasks: Vec<_> = of_tasks
        .map(|(pointer, value, _)| (pointer.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        of_tasks[..3],
        [
            ("/tasks", "4,163.66"),
            ("/tasks", "32.26%"),
            ("/tasks/1/funds", "19.22%")
        ]
    );
}
