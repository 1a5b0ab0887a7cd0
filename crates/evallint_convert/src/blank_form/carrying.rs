//! What of last year's form stays.

use evallint_schema::{Field, Kind, Role, fold_width};
use evallint_syntax::Source;

use super::{BlankForm, ListLengths, blank};
use crate::content::{Comment, Content, Entry, EntryName, Value};
use crate::{Refusal, loss, reading, view_of};

/// Where nothing of a list stays, one blank stands there.
const ONE_EACH: ListLengths = ListLengths {
    tasks: 1,
    indicators: 1,
};

pub(super) fn after(source: &Source) -> Result<BlankForm, Refusal> {
    let view = view_of(source)?;
    let (before, _) = reading::content_of(&view, &[], |_| false).ok_or(Refusal::Unrecognized)?;
    let Content { form, root, .. } = before;
    let is_field = |member: &Entry| matches!(member.name, EntryName::Field(_));
    if !root.children().iter().any(is_field) {
        return Err(Refusal::Unrecognized);
    }
    let value = members_after(form.fields, &root);
    Ok(BlankForm {
        form,
        keys: view.keys(),
        root: Entry::new(EntryName::Nameless, value),
    })
}

fn members_after(fields: &'static [Field], before: &Entry) -> Value {
    let after = |field: &'static Field| {
        let before = before.member(field);
        let value = value_after(field, before);
        let is_wanted = field.required || field.role == Role::FormName || !matches!(value, Value::Null);
        is_wanted.then(|| Entry {
            beside: before.and_then(last_result),
            ..Entry::new(EntryName::Field(field), value)
        })
    };
    Value::Object(fields.iter().filter_map(after).collect())
}

fn value_after(field: &'static Field, before: Option<&Entry>) -> Value {
    let Some(before) = before else {
        return blank(field, ONE_EACH).value;
    };
    match field.kind {
        Kind::Group => members_after(field.fields, before),
        Kind::List => elements_after(field, before),
        Kind::Integer { minimum, maximum } if field.role == Role::Year => {
            let next = year_of(before).and_then(|year| year.checked_add(1));
            match next.filter(|year| (minimum..=maximum).contains(year)) {
                Some(year) => Value::Number(year.to_string()),
                None => Value::Null,
            }
        }
        _ if stays(field.role) && before.written().is_some() => before.value.clone(),
        _ => Value::Null,
    }
}

/// The result that was reached before, to be set beside the one to come: it shows the unit.
fn last_result(before: &Entry) -> Option<Comment> {
    let is_result = matches!(before.name, EntryName::Field(field) if field.role == Role::Result);
    let written = before.written().filter(|_| is_result)?;
    let printable: String = written
        .chars()
        .map(|character| if character.is_control() { ' ' } else { character })
        .collect();
    Some(loss::excerpt(&printable).into())
}

/// Whether the next year's form says the same. The unit of a result stays with the name of what is measured; what was
/// to be reached is set anew.
fn stays(role: Role) -> bool {
    matches!(
        role,
        Role::Office | Role::CurrencyUnit | Role::TaskName | Role::Name | Role::Unit
    )
}

/// The elements of which something stays: one without a name says nothing about the next year.
fn elements_after(list: &'static Field, before: &Entry) -> Value {
    let elements = before
        .children()
        .iter()
        .map(|element| Entry::new(EntryName::Nameless, members_after(list.fields, element)))
        .filter(is_named);
    let elements: Vec<_> = elements.collect();
    if elements.is_empty() {
        return blank(list, ONE_EACH).value;
    }
    Value::Array(elements)
}

/// Whether an element, or one in a list of its own, has a name.
fn is_named(element: &Entry) -> bool {
    element.children().iter().any(|member| match &member.name {
        EntryName::Field(field) if matches!(field.role, Role::TaskName | Role::Name) => {
            member.written().is_some()
        }
        _ => member.children().iter().any(is_named),
    })
}

/// The year that was written as a number, with or without 年 behind it.
fn year_of(entry: &Entry) -> Option<u32> {
    let written = entry.written()?;
    let folded: String = written.chars().map(fold_width).collect();
    folded.trim().trim_end_matches('年').trim_end().parse().ok()
}
