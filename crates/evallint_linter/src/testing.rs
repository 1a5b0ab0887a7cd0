//! What the rules' own tests check with: the clean form, changed in one place.

use evallint_syntax::Source;
use serde_json::{Value, json};

use crate::check::check as check_source;
use crate::rule::Rule;
use crate::settings::{RuleOptions, Settings};

const FORM: &str = include_str!("../../../tests/forms/education.eval.json");
const TEXT: &str = include_str!("../../../tests/forms/education.eval.txt");

/// The clean form with `patch` merged onto it gives exactly these findings of the rule, each as its pointer and the words
/// it is about.
pub(crate) fn check(rule: &Rule, patch: &Value, expected: &[(&str, &str)]) {
    check_with(rule, RuleOptions::default(), patch, expected);
}

/// As [`check`], with options.
pub(crate) fn check_with(rule: &Rule, options: RuleOptions, patch: &Value, expected: &[(&str, &str)]) {
    assert_found(rule, options, "form.eval.json", &changed_form(patch), expected);
}

/// The clean form with `patch` merged onto it, as JSON.
pub(crate) fn changed_form(patch: &Value) -> String {
    let mut form: Value = serde_json::from_str(FORM).unwrap();
    merge(&mut form, patch);
    form.to_string()
}

/// An indicator with this name and result, standing alone in the first task, gives a finding about these words of its
/// result, or none.
pub(crate) fn check_result(rule: &Rule, name: &str, result: impl Into<Value>, expected: Option<&str>) {
    let mut form: Value = serde_json::from_str(FORM).unwrap();
    form["tasks"][0]["indicators"] = json!([{ "name": name, "result": result.into() }]);
    let expected: Vec<_> = expected
        .map(|words| ("/tasks/0/indicators/0/result", words))
        .into_iter()
        .collect();
    assert_found(
        rule,
        RuleOptions::default(),
        "form.eval.json",
        &form.to_string(),
        &expected,
    );
}

/// An indicator with this name and result, standing alone in a task with this text of what was achieved, gives a finding
/// about these words of its result, or none.
pub(crate) fn check_claim(rule: &Rule, achieved: &str, name: &str, result: &str, expected: Option<&str>) {
    let mut form: Value = serde_json::from_str(FORM).unwrap();
    form["tasks"][0]["achieved"] = achieved.into();
    form["tasks"][0]["indicators"] = json!([{ "name": name, "result": result }]);
    let expected: Vec<_> = expected
        .map(|words| ("/tasks/0/indicators/0/result", words))
        .into_iter()
        .collect();
    assert_found(
        rule,
        RuleOptions::default(),
        "form.eval.json",
        &form.to_string(),
        &expected,
    );
}

/// An indicator that is given twice in one task, with these results, gives a finding at the second, or none.
pub(crate) fn check_repeat(rule: &Rule, first: &str, second: &str, found: bool) {
    let indicators =
        json!([{ "name": "培训人次", "result": first }, { "name": "培训 人次", "result": second }]);
    let place = [("/tasks/0/indicators/1", "培训 人次")];
    check(
        rule,
        &json!({ "tasks": [{ "indicators": indicators }] }),
        if found { &place } else { &[] },
    );
}

/// A whole document gives exactly these findings of the rule.
pub(crate) fn check_document(rule: &Rule, text: &str, expected: &[(&str, &str)]) {
    assert_found(rule, RuleOptions::default(), "form", text, expected);
}

/// The clean text form with one part replaced gives exactly these findings of the rule.
pub(crate) fn check_text(rule: &Rule, from: &str, to: &str, expected: &[(&str, &str)]) {
    check_texts(rule, &[(from, to)], expected);
}

/// As [`check_text`], with several parts replaced.
pub(crate) fn check_texts(rule: &Rule, changes: &[(&str, &str)], expected: &[(&str, &str)]) {
    let text = changes.iter().fold(TEXT.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from:?} is not in the form");
        text.replacen(from, to, 1)
    });
    assert_found(rule, RuleOptions::default(), "form.eval.txt", &text, expected);
}

fn assert_found(rule: &Rule, options: RuleOptions, name: &str, text: &str, expected: &[(&str, &str)]) {
    let source = Source::new(name, text).unwrap();
    let settings = Settings {
        options,
        ..Settings::default()
    };
    let report = check_source(&source, &settings);
    let found: Vec<(&str, &str)> = report
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.rule == rule)
        .map(|diagnostic| (diagnostic.pointer.as_str(), source.slice(diagnostic.range)))
        .collect();
    assert_eq!(found, expected, "{}", rule.id);
}

/// Merges objects member by member and arrays element by element; anything else replaces.
fn merge(base: &mut Value, patch: &Value) {
    match (base, patch) {
        (Value::Object(base), Value::Object(patch)) => {
            for (key, value) in patch {
                merge(base.entry(key).or_insert(Value::Null), value);
            }
        }
        (Value::Array(base), Value::Array(patch)) => {
            for (index, value) in patch.iter().enumerate() {
                if index == base.len() {
                    base.push(Value::Null);
                }
                merge(&mut base[index], value);
            }
        }
        (base, patch) => *base = patch.clone(),
    }
}
