//! What fixes make of a text, written as the text is.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use evallint_linter::{Applicability, Settings, apply_edits, check, fix};
use evallint_syntax::Source;

const JSON: &str = include_str!("../../../tests/forms/education.eval.json");
const YAML: &str = include_str!("../../../tests/forms/education.eval.yaml");
const TEXT: &str = include_str!("../../../tests/forms/education.eval.txt");
const MARKDOWN: &str = include_str!("../../../tests/forms/education.eval.md");

/// A form in one of its writings, with a part of it replaced before and after.
#[derive(Clone, Copy)]
struct Form {
    name: &'static str,
    clean: &'static str,
}

const FORMS: [Form; 4] = [
    Form {
        name: "a.eval.json",
        clean: JSON,
    },
    Form {
        name: "a.eval.yaml",
        clean: YAML,
    },
    Form {
        name: "a.eval.txt",
        clean: TEXT,
    },
    Form {
        name: "a.eval.md",
        clean: MARKDOWN,
    },
];

impl Form {
    fn with(self, changes: &[(&str, &str)]) -> String {
        changes.iter().fold(self.clean.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from:?} is not in {}", self.name);
            text.replacen(from, to, 1)
        })
    }

    /// The first fix of the rule's first finding in `before` gives `after`, and what it does it does for good.
    fn mends(self, rule: &str, before: &str, after: &str) {
        let source = Source::new(self.name, before).unwrap();
        let report = check(&source, &Settings::default());
        let finding = report.diagnostics.iter().find(|finding| finding.rule.id == rule);
        let finding = finding.unwrap_or_else(|| unfound(rule, &report.diagnostics));
        let fix = finding.fixes.first().unwrap();
        let mended = apply_edits(before, &fix.edits);
        for (line, wanted) in mended.lines().zip(after.lines()) {
            assert_eq!(line, wanted, "{}: {rule}", self.name);
        }
        assert_eq!(mended.len(), after.len(), "{}: {rule}", self.name);
        let mended = source.with_text(mended).unwrap();
        let left = check(&mended, &Settings::default()).diagnostics.len();
        assert!(left < report.diagnostics.len(), "{}: {rule}", self.name);
    }
}

#[expect(clippy::panic, reason = "a test fails by panicking")]
fn unfound(rule: &str, found: &[evallint_linter::Diagnostic]) -> ! {
    let ids: Vec<&str> = found.iter().map(|finding| finding.rule.id).collect();
    panic!("no {rule} among {ids:?}")
}

#[test]
fn a_computed_rate_and_adjustment_in_every_writing() {
    for form in FORMS {
        form.mends(
            "completion-rate-mismatch",
            &form.with(&[("98.36%", "97.36%")]),
            form.clean,
        );
        form.mends(
            "adjustment-rate-mismatch",
            &form.with(&[("6.32%", "6.23%")]),
            form.clean,
        );
        form.mends(
            "adjustment-mismatch",
            &form.with(&[("780.30", "870.30")]),
            form.clean,
        );
        form.mends(
            "amount-format",
            &form.with(&[("12,340.50", "１２，３４０．５０")]),
            form.clean,
        );
        form.mends(
            "amount-format",
            &form.with(&[("12,340.50", "1,2340.50")]),
            form.clean,
        );
    }
    let [json, yaml, ..] = FORMS;
    for number in ["0.0632", "6.32"] {
        json.mends("rate-format", &json.with(&[("\"6.32%\"", number)]), JSON);
        yaml.mends("rate-format", &yaml.with(&[("6.32%", number)]), YAML);
    }
}

#[test]
fn what_the_amounts_give_is_filled_in_where_it_is_missing() {
    let [json, yaml, text, markdown] = FORMS;
    json.mends("missing-funds", &json.with(&[("\"98.36%\"", "null")]), JSON);
    json.mends("missing-funds", &json.with(&[("\"98.36%\"", "\"\"")]), JSON);
    json.mends(
        "missing-funds",
        &json.with(&[(",\n    \"completion_rate\": \"98.36%\"", "")]),
        JSON,
    );
    json.mends(
        "missing-funds",
        &json.with(&[(",\n    \"adjustment_rate\": \"6.32%\"", "")]),
        JSON,
    );
    yaml.mends("missing-funds", &yaml.with(&[(" 98.36%", "")]), YAML);
    yaml.mends(
        "missing-funds",
        &yaml.with(&[("  completion_rate: 98.36%\n", "")]),
        YAML,
    );
    yaml.mends(
        "missing-funds",
        &yaml.with(&[("\n  adjustment_rate: 6.32%", "")]),
        YAML,
    );
    text.mends("missing-funds", &text.with(&[("98.36%", "")]), TEXT);
    markdown.mends(
        "missing-funds",
        &markdown.with(&[("| 98.36% |", "|  |")]),
        MARKDOWN,
    );
    let crlf = |text: &str| text.replace('\n', "\r\n");
    json.mends(
        "missing-funds",
        &crlf(&json.with(&[(",\n    \"completion_rate\": \"98.36%\"", "")])),
        &crlf(JSON),
    );
}

#[test]
fn the_figure_out_of_the_text_with_the_unit_that_is_missing() {
    let [json, yaml, text, markdown] = FORMS;
    json.mends(
        "threshold-as-result",
        &json.with(&[("\"325场次\"", "\"≥300场次\"")]),
        JSON,
    );
    yaml.mends(
        "threshold-as-result",
        &yaml.with(&[("result: 325场次", "result: \">=300场次\"")]),
        &yaml.with(&[("result: 325场次", "result: \"325场次\"")]),
    );
    text.mends(
        "approximate-result",
        &text.with(&[("\t325场次", "\t约320场次")]),
        TEXT,
    );
    markdown.mends(
        "threshold-as-result",
        &markdown.with(&[("| 325场次", "| 300场次以上")]),
        MARKDOWN,
    );
}

#[test]
fn a_repeat_is_removed_with_its_row_or_lines() {
    let [json, yaml, text, markdown] = FORMS;
    let row = "\t\t\t开展教师培训场次\t325场次\t\n";
    text.mends(
        "duplicate-indicator",
        &text.with(&[(row, &format!("{row}{row}"))]),
        TEXT,
    );
    let row = "|  |  |  | 开展教师培训场次 | 325场次 |  |\n";
    markdown.mends(
        "duplicate-indicator",
        &markdown.with(&[(row, &format!("{row}{row}"))]),
        MARKDOWN,
    );
    let item = "      - name: 开展教师培训场次\n        result: 325场次\n";
    let again = format!("{item}      # 与上一项相同\n{item}");
    yaml.mends("duplicate-indicator", &yaml.with(&[(item, &again)]), YAML);
    let item = "{\n          \"name\": \"开展教师培训场次\",\n          \"result\": \"325场次\"\n        }";
    json.mends(
        "duplicate-indicator",
        &json.with(&[(item, &format!("{item},\n        {item}"))]),
        JSON,
    );
    // Of a bound and the figure that meets it the bound goes.
    let first = "\t\t\t开展教师培训场次\t≥300场次\t\n";
    let figure = "\t\t\t开展教师培训场次\t325场次\t\n";
    text.mends(
        "duplicate-indicator",
        &text.with(&[(figure, &format!("{first}{figure}"))]),
        TEXT,
    );
    // Where the row has cells of its task, those stay.
    let task = TEXT
        .lines()
        .find(|line| line.contains("构建教研组织体系层级"))
        .unwrap();
    let cells = "\t构建教研组织体系层级\t五级";
    let bound = task.replace(cells, "\t构建教研组织体系层级\t≥5级");
    let kept = "\t\t\t构建教研组织体系层级\t5级\t\n";
    let emptied = task.replace(cells, "\t\t");
    text.mends(
        "duplicate-indicator",
        &text.with(&[(&format!("{task}\n"), &format!("{bound}\n{kept}"))]),
        &text.with(&[(&format!("{task}\n"), &format!("{emptied}\n{kept}"))]),
    );
    let member = "  \"year\": 2023,\n";
    json.mends(
        "duplicate-field",
        &json.with(&[(member, &format!("{member}{member}"))]),
        JSON,
    );
    yaml.mends(
        "duplicate-field",
        &yaml.with(&[("year: 2023\n", "year: 2023\nyear: 2023\n")]),
        YAML,
    );
}

#[test]
fn crammed_indicators_get_a_place_each() {
    let [json, yaml, text, markdown] = FORMS;
    text.mends(
        "merged-indicators",
        &text.with(&[(
            "开展教师培训场次\t325场次\t\n\t\t\t培训教师人次\t8680人次，其中骨干教师1120人次",
            "开展教师培训场次 培训教师人次\t325场次 8680人次，其中骨干教师1120人次",
        )]),
        TEXT,
    );
    markdown.mends(
        "merged-indicators",
        &markdown.with(&[(
            "开展教师培训场次 | 325场次 |  |\n|  |  |  | 培训教师人次 | 8680人次，其中骨干教师1120人次",
            "开展教师培训场次 培训教师人次 | 325场次 8680人次，其中骨干教师1120人次",
        )]),
        MARKDOWN,
    );
    let without = yaml.with(&[(
        "      - name: 培训教师人次\n        result: 8680人次，其中骨干教师1120人次\n",
        "",
    )]);
    let apart = "- name: 开展教师培训场次\n        result: 325场次\n      - name: 选派支教小组数量\n        result: 12组";
    let crammed = "- name: 开展教师培训场次 选派支教小组数量\n        result: 325场次 12组";
    yaml.mends("merged-indicators", &without.replace(apart, crammed), &without);
    let item = |name: &str, result: &str| {
        format!("{{\n          \"name\": \"{name}\",\n          \"result\": \"{result}\"\n        }}")
    };
    let in_order = format!(
        "{},\n        {}",
        item("配置X光安检机数量", "12台"),
        item("明厨亮灶改造面积", "2.80万平方米")
    );

    json.mends(
        "merged-indicators",
        &json.with(&[(
            &in_order,
            &item("配置X光安检机数量 明厨亮灶改造面积", "12台 2.80万平方米"),
        )]),
        JSON,
    );
}

#[test]
fn keys_and_labels_get_the_name_that_is_meant() {
    let [json, yaml, text, _] = FORMS;
    json.mends(
        "unknown-field",
        &json.with(&[("completion_rate", "complete_rate")]),
        JSON,
    );
    json.mends(
        "unknown-field",
        &json.with(&[("\"problems\"", "\"存在问题\"")]),
        JSON,
    );
    yaml.mends("unknown-field", &yaml.with(&[("problems:", "problem:")]), YAML);
    text.mends("unknown-field", &text.with(&[("预算完成率", "预算完成律")]), TEXT);
    json.mends("invalid-value", &json.with(&[("2023,", "\"2023年\",")]), JSON);
    yaml.mends(
        "invalid-value",
        &yaml.with(&[("year: 2023", "year: 2023年")]),
        YAML,
    );
    json.mends(
        "invalid-value",
        &json.with(&[("\"万元\"", "\"人民币：万元\"")]),
        JSON,
    );
    json.mends(
        "invalid-value",
        &json.with(&[("\"12,340.50\"", "\"12,340.50万元\"")]),
        JSON,
    );
}

#[test]
fn texts_are_tidied_where_they_stand() {
    let [json, yaml, text, _] = FORMS;
    for form in [json, yaml, text] {
        form.mends(
            "punctuation-style",
            &form.with(&[("学位紧张；二是", "学位紧张； 二是")]),
            form.clean,
        );
        form.mends(
            "punctuation-style",
            &form.with(&[("学位紧张；二是", "学位紧张；；二是")]),
            form.clean,
        );
        form.mends(
            "punctuation-style",
            &form.with(&[("（一）学位", "(一)学位"), ("（三）校园", "(三)校园")]),
            form.clean,
        );
        form.mends(
            "residue",
            &form.with(&[("得到明显改善", "得到明显改善0人次")]),
            form.clean,
        );
        form.mends(
            "year-mismatch",
            &form.with(&[("2023年，云溪区", "2022年，云溪区")]),
            form.clean,
        );
    }
}

#[test]
fn a_repeated_number_goes_on_from_the_one_before() {
    for form in FORMS {
        let repeated = form.with(&[(" 3、提高教师学历层次", " 2、提高教师学历层次")]);
        form.mends("list-numbering", &repeated, form.clean);
    }
}

#[test]
fn a_suppression_of_nothing_goes_and_leaves_the_others() {
    let [json, yaml, text, _] = FORMS;
    let above = "  # evallint: allow completion-rate-mismatch 理由：待审计\n  completion_rate: 98.36%\n";
    yaml.mends(
        "unused-suppression",
        &yaml.with(&[("  completion_rate: 98.36%\n", above)]),
        YAML,
    );
    let beside = "98.36%  # evallint: allow completion-rate-mismatch 理由：待审计";
    yaml.mends("unused-suppression", &yaml.with(&[("98.36%", beside)]), YAML);
    let wrong = |names: &str| {
        let line = format!("  # evallint: allow {names} 理由：待审计\n  completion_rate: 97.36%\n");
        yaml.with(&[("  completion_rate: 98.36%\n", &line)])
    };
    let used = "completion-rate-mismatch";
    yaml.mends(
        "unused-suppression",
        &wrong(&format!("rate-format, {used}")),
        &wrong(used),
    );
    yaml.mends(
        "unused-suppression",
        &wrong(&format!("{used}，rate-format")),
        &wrong(used),
    );
    let row = "\t预算完成率";
    let commented = format!("<!-- evallint: allow completion-rate-mismatch 理由：待审计 -->\n{row}");
    text.mends("unused-suppression", &text.with(&[(row, &commented)]), TEXT);
    let last = "\"adjustment_rate\": \"6.32%\"";
    let with_key = |allow: &str| {
        json.with(&[(
            last,
            &format!("{last},\n    \"x-evallint\": {{\"allow\": {allow}}}"),
        )])
    };
    json.mends(
        "unused-suppression",
        &with_key(r#"{"rate-format": "待审计"}"#),
        JSON,
    );
    json.mends(
        "unused-suppression",
        &with_key(r#"[{"rule": "rate-format", "reason": "待审计"}]"#),
        JSON,
    );
    let one_used = |more: &str| {
        let allow = format!("{{\"{used}\": \"待审计\"{more}}}");
        with_key(&allow).replace("98.36%", "97.36%")
    };
    json.mends(
        "unused-suppression",
        &one_used(", \"rate-format\": \"待审计\""),
        &one_used(""),
    );
}

#[test]
fn fixes_are_applied_round_by_round_to_a_fixed_point() {
    let [_, _, text, _] = FORMS;
    let row = "\t\t\t开展教师培训场次\t325场次\t\n";
    let faulty = text.with(&[
        (row, &row.repeat(3)),
        ("98.36%", "98.36"),
        ("12,340.50", "１２，３４０．５０"),
        ("学位紧张；二是", "学位紧张； 二是"),
        ("1.20%\t", "≥1.20%\t"),
    ]);
    let source = Source::new("a.eval.txt", faulty).unwrap();
    let settings = Settings::default();
    let fixed = fix(&source, &settings, Applicability::Safe).unwrap();
    let mended: Vec<(&str, usize)> = fixed.mended.iter().map(|(rule, count)| (*rule, *count)).collect();
    assert_eq!(
        mended,
        [
            ("amount-format", 1),
            ("duplicate-indicator", 2),
            ("punctuation-style", 1),
            ("rate-format", 1)
        ]
    );
    assert!(fix(&fixed.source, &settings, Applicability::Safe).is_none());
    let fixed = fix(&fixed.source, &settings, Applicability::Unsafe).unwrap();
    assert_eq!(fixed.source.text(), TEXT);
}
