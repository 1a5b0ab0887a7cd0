//! Computed figures beside the printed ones.
//!
//! A hint says what a reader of the line does not see there: what a figure is computed from where it is right, what it should
//! be where it is not, what a blank is by its formula, and the shares of parts and tasks. Of what rests on a wrong amount
//! nothing is said, for that has its own finding.

use evallint_linter::{Agreement, Calculation, Computation, DocumentView, Item, Language, Message, Template};
use evallint_syntax::{ByteRange, Value};

use super::arithmetic;

/// A figure shown within a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InlayHint {
    /// Where it is shown: behind this offset.
    pub at: u32,
    /// What is shown.
    pub label: String,
    /// What is shown of it when a person asks.
    pub tooltip: String,
}

static TO_BE: Template = Template {
    zh: "应为 {value}",
    en: "should be {value}",
};

static COMPUTED: Template = Template {
    zh: "计算为 {value}",
    en: "computed {value}",
};
static SHARE: Template = Template {
    zh: "占 {value}",
    en: "{value} of the whole",
};

static SHARE_OF_EXPENDITURE: Template = Template {
    zh: "占支出 {value}",
    en: "{value} of the expenditure",
};

static SUM: Template = Template {
    zh: "合计 {value}",
    en: "{value} in all",
};

static PARTIAL_SUM: Template = Template {
    zh: "已填合计 {value}",
    en: "{value} so far",
};

/// The hints that are shown within a range, in the order of the source.
pub(crate) fn hints(view: &DocumentView<'_>, range: ByteRange, language: Language) -> Vec<InlayHint> {
    let computations = view.computations();
    let mut hints: Vec<InlayHint> = computations
        .iter()
        .filter_map(|computation| hint(view, computation, language))
        .filter(|hint| range.start <= hint.at && hint.at <= range.end)
        .collect();
    hints.sort_by_key(|hint| hint.at);
    hints
}

fn hint(view: &DocumentView<'_>, computation: &Computation<'_, '_>, language: Language) -> Option<InlayHint> {
    let item = computation.item?;
    let value = computation.value.to_string();
    let say = |template| {
        Message::new(template)
            .with("value", value.as_str())
            .render(language)
    };
    let label = match (computation.calculation, computation.agreement) {
        // What a task has of the sum stands in its lens.
        (_, Agreement::WrongOperand) | (Calculation::ShareOfTasks, _) => return None,
        (Calculation::Difference | Calculation::Quotient, agreement) => match agreement {
            Agreement::Agrees => format!("= {}", arithmetic::operands_in_figures(computation)),
            Agreement::Differs => say(&TO_BE),
            Agreement::InMagnitude => say(&COMPUTED),
            _ => format!("= {value}"),
        },
        (Calculation::ShareOfWhole, _) => say(&SHARE),
        // What all tasks have of the expenditure stands in the lens of the funds.
        (Calculation::ShareOfExpenditure, _) if is_list(item) => return None,
        (Calculation::ShareOfExpenditure, _) => say(&SHARE_OF_EXPENDITURE),
        // Of nothing there is no sum to tell yet.
        (Calculation::SumOfTasks { .. }, _) if computation.operands.is_empty() => return None,
        (Calculation::SumOfTasks { complete: true }, _) => say(&SUM),
        (Calculation::SumOfTasks { complete: false }, _) => say(&PARTIAL_SUM),
    };
    Some(InlayHint {
        at: place(view, item),
        label,
        tooltip: arithmetic::in_figures(computation),
    })
}

fn is_list(item: Item<'_, '_>) -> bool {
    matches!(item.value(), Value::Array)
}

/// Behind the value; for a list, whose value is long, behind its label or its key.
fn place(view: &DocumentView<'_>, item: Item<'_, '_>) -> u32 {
    let key = item.key().filter(|_| is_list(item));
    let Some(key) = key else {
        return item.range().end;
    };
    let end = key.range.end;
    let text = view.source().text();
    let behind = text.get(end as usize..).unwrap_or_default();
    let behind = behind.trim_start_matches(['"', '\'', ' ']).strip_prefix(':');
    behind
        .and_then(|behind| u32::try_from(text.len() - behind.len()).ok())
        .unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use evallint_linter::Linter;
    use evallint_syntax::Source;

    use super::*;
    use crate::features::damaged_forms;

    const TEXT: &str = include_str!("../../../../tests/forms/education.eval.txt");
    const JSON: &str = include_str!("../../../../tests/forms/education.eval.json");
    const YAML: &str = include_str!("../../../../tests/forms/education.eval.yaml");

    /// The lines with hints, each hint in brackets where it is shown.
    fn shown(path: &str, text: &str) -> Vec<String> {
        let source = Source::new(path, text).unwrap();
        let view = Linter::standard().read(&source).unwrap();
        let whole = ByteRange::new(0, u32::try_from(text.len()).unwrap());
        let mut shown = text.to_owned();
        for hint in hints(&view, whole, Language::Chinese).into_iter().rev() {
            shown.insert_str(hint.at as usize, &format!("⟦{}⟧", hint.label));
        }
        let lines = shown.lines().filter(|line| line.contains('⟦'));
        lines.map(|line| line.trim().to_owned()).collect()
    }

    #[test]
    fn a_form_without_any_funds_of_tasks_has_no_sum() {
        let source = Source::new("a.yaml", "tasks:\n- name: 甲\n  funds:\n- name: 乙\n").unwrap();
        let view = Linter::standard().read(&source).unwrap();
        let all = ByteRange::new(0, u32::MAX);
        assert_eq!(hints(&view, all, Language::Chinese), []);
    }

    #[test]
    fn what_a_right_form_shows() {
        assert_eq!(
            shown("a.yaml", YAML),
            [
                "adjustment: 780.30⟦= 13,120.80 − 12,340.50⟧",
                "general_public_budget: 12,011.20⟦占 93.07%⟧",
                "completion_rate: 98.36%⟦= 12,905.46 ÷ 13,120.80⟧",
                "adjustment_rate: 6.32%⟦= 780.30 ÷ 12,340.50⟧",
                "tasks:⟦合计 9,374.01⟧",
                "funds: 5,210.35⟦占支出 40.37%⟧",
                "funds: 2,480.00⟦占支出 19.22%⟧",
                "funds: 1,365.20⟦占支出 10.58%⟧",
                "funds: 318.46⟦占支出 2.47%⟧",
            ]
        );
    }

    #[test]
    fn in_json_and_in_a_text_form() {
        let json = shown("a.json", JSON);
        assert!(json.contains(&"\"completion_rate\": \"98.36%\"⟦= 12,905.46 ÷ 13,120.80⟧,".to_owned()));
        assert!(
            json.contains(&"\"tasks\":⟦合计 9,374.01⟧ [".to_owned()),
            "{json:?}"
        );
        let text = shown("a.txt", TEXT);
        assert!(
            text.contains(
                &"预算完成率\t98.36%⟦= 12,905.46 ÷ 13,120.80⟧\t预算调整率\t6.32%⟦= 780.30 ÷ 12,340.50⟧"
                    .to_owned()
            )
        );
        assert!(
            text.iter()
                .any(|line| line.starts_with("主要任务⟦合计 9,374.01⟧"))
        );
        assert_eq!(shown("a.txt", &TEXT.replace('\n', "\r\n")), text);
    }

    #[test]
    fn what_is_wrong_or_blank() {
        let changed = |from: &str, to: &str| shown("a.yaml", &YAML.replacen(from, to, 1));
        let wrong = changed("98.36%", "97.36%");
        assert!(
            wrong.contains(&"completion_rate: 97.36%⟦应为 98.36%⟧".to_owned()),
            "{wrong:?}"
        );
        let blank = changed(" 98.36%", "");
        assert!(
            blank.contains(&"completion_rate:⟦= 98.36%⟧".to_owned()),
            "{blank:?}"
        );
        let cut = changed("initial_budget: 12,340.50", "initial_budget: 13,901.10");
        assert!(
            cut.contains(&"adjustment: 780.30⟦计算为 -780.30⟧".to_owned()),
            "{cut:?}"
        );
        let partial = changed("funds: 318.46", "funds:");
        assert!(
            partial.contains(&"tasks:⟦已填合计 9,055.55⟧".to_owned()),
            "{partial:?}"
        );
        let scaled = changed("adjusted_budget: 13,120.80", "adjusted_budget: 131,208,000.00");
        assert!(
            !scaled.iter().any(|line| line.starts_with("completion_rate")),
            "{scaled:?}"
        );
    }

    #[test]
    fn only_within_the_range() {
        let source = Source::new("a.yaml", YAML).unwrap();
        let view = Linter::standard().read(&source).unwrap();
        let at = u32::try_from(YAML.find("98.36%").unwrap()).unwrap();
        let labels = hints(&view, ByteRange::new(at, at + 6), Language::English);
        let labels: Vec<_> = labels
            .iter()
            .map(|hint| (hint.label.as_str(), hint.tooltip.as_str()))
            .collect();
        assert_eq!(
            labels,
            [("= 12,905.46 ÷ 13,120.80", "98.36% = 12,905.46 ÷ 13,120.80")]
        );
    }

    #[test]
    fn a_half_written_form_is_no_trouble() {
        damaged_forms::for_each(|view, _| {
            let text = view.source().text();
            for hint in hints(view, ByteRange::new(0, u32::MAX), Language::English) {
                assert!(text.is_char_boundary(hint.at as usize), "{hint:?}");
            }
        });
    }
}
