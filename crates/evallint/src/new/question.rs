//! What is asked on a terminal before a form is begun.

use std::fmt::Display;

use evallint_convert::{BlankForm, HeadValue, ListLengths};
use evallint_linter::Language;
use evallint_schema::{Field, Form, Kind, Role};
use inquire::validator::Validation;
use inquire::{CustomType, InquireError, Select, Text};

use super::{USUAL_UNIT, field_with};

/// How many tasks there is room for at most.
const MOST_TASKS: usize = 100;

/// Asks for the head of the form and how many tasks it has. Where an answer is left out its place stays blank.
///
/// # Errors
/// Fails where someone gives up, or the terminal does.
pub(super) fn ask(form: &'static Form, language: Language) -> Result<BlankForm, String> {
    answers(form, language).map_err(|error| match (error, language) {
        (InquireError::OperationCanceled | InquireError::OperationInterrupted, Language::Chinese) => {
            "已取消，没有写任何文件".to_owned()
        }
        (InquireError::OperationCanceled | InquireError::OperationInterrupted, Language::English) => {
            "cancelled; nothing was written".to_owned()
        }
        (error, Language::Chinese) => {
            format!("无法提问（{error}）；请改用 --department、--year 等选项")
        }
        (error, Language::English) => {
            format!("cannot ask ({error}); use --department, --year and the other options")
        }
    })
}

fn answers(form: &'static Form, language: Language) -> Result<BlankForm, InquireError> {
    let mut values = Vec::new();
    for role in [Role::Office, Role::Year, Role::CurrencyUnit] {
        if let Some(field) = field_with(form, role) {
            values.extend(head_value(field, language)?);
        }
    }
    let tasks = count_of_tasks(language)?;
    let mut blank = BlankForm::new(form, ListLengths { tasks, indicators: 1 });
    for value in values {
        blank.set(value);
    }
    Ok(blank)
}

fn head_value(field: &'static Field, language: Language) -> Result<Option<HeadValue>, InquireError> {
    let (label, doc) = match language {
        Language::Chinese => (format!("{}：", field.label), field.doc.zh),
        Language::English => (format!("{} ({}):", field.label, field.key), field.doc.en),
    };
    let help = with_way_out(doc, language);
    let answer = match field.kind {
        Kind::Choice(words) => {
            let usual = words.iter().position(|word| *word == USUAL_UNIT).unwrap_or(0);
            Select::new(&label, words.to_vec())
                .with_starting_cursor(usual)
                .with_help_message(&help)
                .prompt()?
                .to_owned()
        }
        _ => Text::new(&label)
            .with_help_message(&help)
            .with_validator(move |answer: &str| Ok(validated(field, answer, language)))
            .prompt()?,
    };
    Ok(HeadValue::read(field, &answer).ok())
}

/// No answer is one, too.
fn validated(field: &'static Field, answer: &str, language: Language) -> Validation {
    match HeadValue::read(field, answer) {
        Err(error) if !answer.trim().is_empty() => Validation::Invalid(error.message.render(language).into()),
        _ => Validation::Valid,
    }
}

fn count_of_tasks(language: Language) -> Result<usize, InquireError> {
    let (label, told, refusal) = match language {
        Language::Chinese => (
            "任务项数：",
            "表里先留出几项主要任务，以后可以增减。",
            format!("请填 1 至 {MOST_TASKS} 之间的整数"),
        ),
        Language::English => (
            "Number of tasks:",
            "How many main tasks to leave room for; there can be more or fewer later.",
            format!("a whole number from 1 to {MOST_TASKS}"),
        ),
    };
    let help = with_way_out(told, language);
    CustomType::<usize>::new(label)
        .with_default(1)
        .with_help_message(&help)
        .with_error_message(&refusal)
        .with_validator({
            let refusal = refusal.clone();
            move |count: &usize| {
                Ok(if (1..=MOST_TASKS).contains(count) {
                    Validation::Valid
                } else {
                    Validation::Invalid(refusal.clone().into())
                })
            }
        })
        .prompt()
}

fn with_way_out(told: impl Display, language: Language) -> String {
    match language {
        Language::Chinese => format!("{told}Esc 取消"),
        Language::English => format!("{told} Esc cancels"),
    }
}
