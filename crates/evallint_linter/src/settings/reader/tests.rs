//! What is read of a file, and what is told of mistakes in it.

use super::*;
use crate::rule::Severity;

/// Each mistake as the words it is at, what is said, and what to do, in English.
fn mistakes(text: &str) -> Vec<[String; 3]> {
    let (_, mistakes) = read(text);
    mistakes
        .into_iter()
        .map(|mistake| {
            let help = mistake.help.map(|help| help.render(Language::English));
            [
                text[mistake.range.as_index()].to_owned(),
                mistake.message.render(Language::English),
                help.unwrap_or_default(),
            ]
        })
        .collect()
}

fn assert_mistake(text: &str, expected: [&str; 3]) {
    assert_eq!(mistakes(text), [expected.map(str::to_owned)], "{text}");
}

const FULL: &str = r#"
lang = "en"
select = ["funds", "placeholder"]
ignore = ["adjustment-sign"]
include = ["自评表/**/*.json"]
exclude = ["旧表/"]
fail-on = "error"
baseline = "old.json"

[severity]
funds = "warning"
placeholder = "off"

[rules.adjustment-sign]
convention = "absolute"

[rules]
unexplained-adjustment.above = "20%"
unexplained-low-completion.below = 95.5
low-task-coverage = { below = 40 }

[per-file-ignores]
"2019/" = ["text"]

[per-pointer-ignores]
"/tasks/*/funds" = ["amount-format"]
"#;

#[test]
fn everything_that_can_be_said_is_read() {
    let (file, mistakes) = read(FULL);
    assert!(mistakes.is_empty(), "{mistakes:?}");
    assert_eq!(file.lang.unwrap().value, Language::English);
    assert_eq!(file.fail_on.unwrap().value, Severity::Error);
    assert_eq!(file.baseline.unwrap().value, "old.json");
    let ids = |list: &[Selector]| list.iter().map(|selector| selector.id()).collect::<Vec<_>>();
    assert_eq!(ids(&file.select.unwrap().value), ["funds", "placeholder"]);
    assert_eq!(ids(&file.ignore.unwrap().value), ["adjustment-sign"]);
    assert_eq!(file.severity.len(), 2);
    assert_eq!(file.options.adjustment_sign, SignConvention::Absolute);
    let percents = [
        file.options.unexplained_adjustment,
        file.options.low_completion,
        file.options.task_coverage,
    ];
    assert_eq!(percents.map(|percent| percent.to_string()), ["20", "95.5", "40"]);
    let given = file
        .given_options
        .iter()
        .map(|placed| &FULL[placed.range.as_index()]);
    assert_eq!(
        given.collect::<Vec<_>>(),
        [
            "convention = \"absolute\"",
            "above = \"20%\"",
            "below = 95.5",
            "below = 40"
        ]
    );
    assert_eq!(file.per_file.len(), 1);
    assert_eq!(file.per_pointer.len(), 1);
}

#[test]
fn a_byte_order_mark_and_foreign_line_ends_are_no_mistake() {
    let (file, mistakes) = read(&format!("\u{FEFF}{}", FULL.replace('\n', "\r\n")));
    assert!(mistakes.is_empty(), "{mistakes:?}");
    assert_eq!(file.per_pointer.len(), 1);
    let text = "\u{FEFF}selct = []";
    let (_, mistakes) = read(text);
    assert_eq!(&text[mistakes[0].range.as_index()], "selct");
}

#[test]
fn a_wrong_name_is_told_with_the_nearest() {
    assert_mistake(
        "selct = []",
        ["selct", "There is no setting selct.", "Is select meant?"],
    );
    assert_mistake(
        "ignore = [\"adjustment_sgn\"]",
        [
            "\"adjustment_sgn\"",
            "There is no rule or group adjustment_sgn.",
            "Is adjustment-sign meant?",
        ],
    );
    assert_mistake(
        "[rules.adjustment-sign]\nconvension = \"either\"",
        [
            "convension",
            "The rule adjustment-sign has no option convension.",
            "Is convention meant?",
        ],
    );
    assert_mistake(
        "[rules.placeholder]\nwords = 1",
        [
            "words",
            "The rule placeholder has no options.",
            "These rules have options: adjustment-sign, unexplained-adjustment, unexplained-low-completion, \
                 low-task-coverage. Another severity, or off, is written in [severity].",
        ],
    );
    assert_mistake(
        "[rules.funds]",
        [
            "funds",
            "There is no rule funds.",
            "`evallint rules` lists them all.",
        ],
    );
    assert_mistake(
        "[severity]\nplaceholder = \"fatal\"",
        [
            "\"fatal\"",
            "placeholder cannot be fatal.",
            "It can be: error, warning, info, off.",
        ],
    );
    assert_mistake(
        "[per-pointer-ignores]\n\"/task/*\" = [\"funds\"]",
        ["\"/task/*\"", "The form has no field task.", "Is tasks meant?"],
    );
}

#[test]
fn a_wrong_value_is_told_with_an_example() {
    assert_mistake(
        "select = \"funds\"",
        [
            "\"funds\"",
            "select takes a list of texts, not a text.",
            "For example: [\"funds\", \"placeholder\"]",
        ],
    );
    assert_mistake(
        "fail-on = 1",
        [
            "1",
            "fail-on takes a text, not a number.",
            "It can be: error, warning, info.",
        ],
    );
    assert_mistake(
        "select = []",
        [
            "[]",
            "select is empty, so that nothing would be checked.",
            "List what is wanted; for what is usual, remove the line.",
        ],
    );
    assert_mistake("baseline = \" \"", ["\" \"", "baseline names no file.", ""]);
    assert_mistake(
        "[rules.low-task-coverage]\nbelow = 0.4",
        [
            "0.4",
            "Is 0.4 meant as 0.4%, or as a part of 1?",
            "Thirty percent is 30 or \"30%\"; if 0.4% is meant, write \"0.4%\".",
        ],
    );
    assert_mistake(
        "[rules.low-task-coverage]\nbelow = 101",
        [
            "101",
            "below lies between 0% and 100%.",
            "Write 30 or \"30%\"; both are thirty percent.",
        ],
    );
    assert_mistake(
        "exclude = [\"[a\"]",
        [
            "\"[a\"",
            "The pattern of paths [a is wrong: unclosed character class; missing ']'.",
            "It is written as in .gitignore: \"old/\" or \"**/*.eval.json\".",
        ],
    );
}

#[test]
fn all_mistakes_are_told_at_once_in_the_order_of_the_text() {
    let text = "selct = []\nlang = \"fr\"\n[severity]\nplacehodler = \"hint\"\n";
    let places: Vec<_> = mistakes(text).into_iter().map(|[words, ..]| words).collect();
    assert_eq!(places, ["selct", "\"fr\"", "placehodler", "\"hint\""]);
}

#[test]
fn what_is_no_toml_is_told_alone() {
    for (text, words, said) in [
        (
            "select = [funds]\nselct = 1\n",
            "funds",
            "A value stands here, a text in straight double quotes.",
        ),
        ("lang = \"en\n", "", "The quote that ends this text is missing."),
        ("lang = 'en\n", "", "The quote that ends this text is missing."),
        (
            "ignore = [\"text\"\n",
            "",
            "The `]` that ends this list is missing.",
        ),
        (
            "[severity\n",
            "",
            "The `]` that ends the name of this table is missing.",
        ),
        (
            "severity = { text = \"off\"\n",
            "",
            "The `}` that ends this table is missing.",
        ),
        (
            "ignore = [\"text\" \"funds\"]",
            "",
            "A comma between two elements of the list is missing.",
        ),
        (
            "lang = \"en\"\nlang = \"zh\"",
            "lang",
            "This key stands above already.",
        ),
        ("lang", "", "No `= value` follows this key."),
        (
            "lang =\n",
            "",
            "A value stands here, a text in straight double quotes.",
        ),
        ("旧表 = 1", "旧表", "This key needs quotes: \"old/\"."),
        (
            "lang == \"en\"",
            "=",
            "This is not TOML: extra `=`, expected nothing.",
        ),
    ] {
        let help = "Write one `key = value` a line; text stands in straight double quotes, lists in [ ].";
        assert_mistake(text, [words, said, help]);
    }
    for text in [
        "a",
        "a =",
        "[severity",
        "a = \"",
        "\u{0}",
        "预 = 1",
        "a = 1\na = 2",
    ] {
        assert!(!mistakes(text).is_empty(), "{text:?}");
    }
}

#[test]
fn every_beginning_of_a_file_is_read_without_a_panic() {
    for end in (0..=FULL.len()).filter(|end| FULL.is_char_boundary(*end)) {
        let (_, mistakes) = read(&FULL[..end]);
        for mistake in mistakes {
            assert!(FULL[..end].get(mistake.range.as_index()).is_some());
        }
    }
}
