//! A field: what it means, what it may hold, and what follows from the figures of the document.

use evallint_linter::{
    Agreement, Calculation, Computation, DocumentView, Item, Language, Meaning, Message, Template,
};
use evallint_schema::{Doc, Field, Kind};

use super::{Hover, telling};
use crate::features::arithmetic;

static TO_BE: Template = Template {
    zh: "所填 {printed} 不符，应为 {value}。",
    en: "{printed} is given; it should be {value}.",
};

static SIGN_ALONE: Template = Template {
    zh: "所填 {printed} 与此只差正负号。",
    en: "{printed} is given, which differs in its sign alone.",
};

static AGREES: Template = Template {
    zh: "与所填一致。",
    en: "The given figure agrees.",
};

static UNPRINTED: Template = Template {
    zh: "按公式应填 {value}。",
    en: "By the formula it is {value}.",
};

static WRONG_OPERAND: Template = Template {
    zh: "参与计算的金额有误，请先改正，再核对本项。",
    en: "One of the amounts is wrong; correct that first.",
};

static SHARE: Template = Template {
    zh: "占{whole}的 {value}。",
    en: "{value} of {whole}.",
};

static SHARE_OF_TASKS: Template = Template {
    zh: "占各项任务资金合计的 {value}。",
    en: "{value} of the funds of all tasks.",
};

static SUM: Template = Template {
    zh: "各项任务资金合计 {value}{unit}。",
    en: "The funds of the tasks sum to {value}{unit}.",
};

static PARTIAL_SUM: Template = Template {
    zh: "已填的任务资金合计 {value}{unit}，还有任务的资金没有填或无法识别。",
    en: "The funds that are given sum to {value}{unit}; those of some task are missing or unreadable.",
};

/// What there is to say of the field at a place; nothing where there is none of the form.
pub(super) fn hover(view: &DocumentView<'_>, at: u32, language: Language) -> Option<Hover> {
    let Some(place) = view.place_at(at) else {
        let (range, field) = view.column_header_at(at)?;
        return Some(Hover {
            range,
            markdown: meaning(field, language).join("\n\n"),
        });
    };
    let Meaning::Field(field) = place.item.meaning() else {
        return None;
    };
    let figure = telling::of_figure(view, place.item, field, at, language);
    let mut parts: Vec<String> = Vec::new();
    let range = figure.map_or(place.range, |(range, told)| {
        parts.push(told);
        range
    });
    parts.extend(meaning(field, language));
    let siblings = place.item.parent().into_iter().flat_map(Item::fields);
    let siblings = siblings.map(|(sibling, _)| sibling);
    parts.extend(arithmetic::in_words(field, siblings, language));
    let computations = view.computations();
    let own = computations
        .iter()
        .filter(|computation| computation.item.is_some_and(|item| item.id() == place.item.id()));
    parts.extend(own.filter_map(|computation| computed(view, computation, language)));
    parts.extend(telling::of_indicator(view, place.item, field, language));
    Some(Hover {
        range,
        markdown: parts.join("\n\n"),
    })
}

/// The names of a field, what it means, and what it may hold.
fn meaning(field: &'static Field, language: Language) -> Vec<String> {
    let required = match (field.required, language) {
        (true, Language::Chinese) => "必填。",
        (true, Language::English) => "Required. ",
        (false, Language::Chinese) => "选填。",
        (false, Language::English) => "Optional. ",
    };
    vec![
        format!("**{}** · `{}`", field.label, field.key),
        language.wording(field.doc).to_owned(),
        format!("{required}{}", allowed(field.kind, language)),
    ]
}

/// What a value of a kind may be.
fn allowed(kind: Kind, language: Language) -> String {
    let plain = |zh, en| language.wording(Doc { zh, en }).to_owned();
    match (kind, language) {
        (Kind::Text, _) => plain("文字，不能空着。", "Text, not blank."),
        (Kind::Name { minimum, maximum }, Language::Chinese) => {
            format!("文字，{minimum} 至 {maximum} 个字。")
        }
        (Kind::Name { minimum, maximum }, Language::English) => {
            format!("Text of {minimum} to {maximum} characters.")
        }
        (Kind::Integer { minimum, maximum }, Language::Chinese) => {
            format!("{minimum} 至 {maximum} 之间的整数。")
        }
        (Kind::Integer { minimum, maximum }, Language::English) => {
            format!("A whole number from {minimum} to {maximum}.")
        }
        (Kind::Choice(choices), Language::Chinese) => format!("可填：{}。", choices.join("、")),
        (Kind::Choice(choices), Language::English) => format!("One of: {}.", choices.join(", ")),
        (Kind::Amount, _) => plain(
            "金额，不能为负，如 15,784.84。",
            "An amount, not negative, such as 15,784.84.",
        ),
        (Kind::SignedAmount, _) => plain(
            "金额，可以为负，如 -2,650.59。",
            "An amount, which may be negative, such as -2,650.59.",
        ),
        (Kind::Rate, _) => plain(
            "百分数，不能为负，如 97.78%。",
            "A percentage, not negative, such as 97.78%.",
        ),
        (Kind::SignedRate, _) => plain(
            "百分数，可以为负，如 -14.38%。",
            "A percentage, which may be negative, such as -14.38%.",
        ),
        (Kind::TextOrNumber, _) => plain("文字或数字。", "Text or a number."),
        (Kind::Group, _) => plain("一组内容。", "A group of fields."),
        (Kind::List, _) => plain("列表，至少一项。", "A list of one or more."),
    }
}

/// What comes out of a computation about the field, and whether that is what is printed.
fn computed(
    view: &DocumentView<'_>,
    computation: &Computation<'_, '_>,
    language: Language,
) -> Option<String> {
    let is_wrong = computation.agreement == Agreement::WrongOperand;
    let value = computation.value.to_string();
    let message = match computation.calculation {
        Calculation::Difference | Calculation::Quotient => {
            let printed = computation.printed.map(|printed| printed.to_string());
            let message = Message::new(match computation.agreement {
                Agreement::Unprinted => &UNPRINTED,
                Agreement::Agrees => &AGREES,
                Agreement::InMagnitude => &SIGN_ALONE,
                Agreement::Differs => &TO_BE,
                Agreement::WrongOperand => &WRONG_OPERAND,
            });
            message
                .with("printed", printed.unwrap_or_default())
                .with("value", value)
        }
        _ if is_wrong => return None,
        Calculation::SumOfTasks { complete } => {
            let unit = view.currency().map(|unit| format!(" {unit}"));
            Message::new(if complete { &SUM } else { &PARTIAL_SUM })
                .with("value", value)
                .with("unit", unit.unwrap_or_default())
        }
        Calculation::ShareOfTasks => Message::new(&SHARE_OF_TASKS).with("value", value),
        Calculation::ShareOfWhole | Calculation::ShareOfExpenditure => {
            let whole = computation.operands.last()?.field;
            Message::new(&SHARE).with("whole", whole).with("value", value)
        }
    };
    // A minus at the beginning of a line would make a list of it.
    let figures = arithmetic::in_figures(computation);
    Some(format!("`{figures}`  \n{}", message.render(language)))
}
