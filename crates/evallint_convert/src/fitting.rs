//! What a writing cannot hold is taken out of a form, and told of.

use evallint_linter::{Message, Pointer};
use evallint_schema::{Field, Form, KeyLanguage, Role};
use evallint_syntax::ByteRange;

use crate::content::{Comment, Content, Entry, EntryName, Value};
use crate::loss::{self, Loss};
use crate::table::is_printed;
use crate::target::{Remarks, Target};

/// Takes out what the target cannot hold.
pub(crate) fn fit(content: &mut Content, title_place: Option<ByteRange>, target: Target) -> Vec<Loss> {
    let mut losses = Vec::new();
    if target.is_table() {
        fit_table(
            &mut content.root,
            content.form,
            None,
            &Pointer::root(),
            target,
            &mut losses,
        );
    } else if let Some(title) = content.title.take() {
        let message = fit_title(content, title, target);
        losses.push(Loss::new(message, Pointer::root(), title_place));
    }
    fit_comments(content, target, &mut losses);
    losses
}

/// Tells where keys change their language beneath a reference to a schema of the other.
pub(crate) fn schema_reference(
    content: &Content,
    target: Target,
    before: Option<KeyLanguage>,
    after: KeyLanguage,
) -> Option<Loss> {
    let is_reference = |entry: &&Entry| matches!(&entry.name, EntryName::Other(key) if key == "$schema");
    let reference = content.root.children().iter().find(is_reference)?;
    let is_changed = !target.is_table() && before.is_some_and(|before| before != after);
    is_changed.then(|| {
        let pointer = Pointer::root().key("$schema");
        Loss::new(Message::new(&loss::SCHEMA_KEPT), pointer, reference.place)
    })
}

/// A title that says more than the form's is a comment where there is none.
fn fit_title(content: &mut Content, title: String, target: Target) -> Message {
    let told = loss::excerpt(&title);
    if target.remarks() == Remarks::OfValues {
        content.preface.insert(0, title.into());
        Message::new(&loss::TITLE_AS_COMMENT).with("text", told)
    } else {
        Message::new(&loss::TITLE)
            .with("text", told)
            .with("target", loss::name(target))
    }
}

/// Takes out the values without a cell. The comments about them go to what they stood in.
fn fit_table(
    entry: &mut Entry,
    form: &'static Form,
    parent: Option<&'static Field>,
    pointer: &Pointer,
    target: Target,
    losses: &mut Vec<Loss>,
) {
    if let Some(loss) = join_unit(entry, parent, pointer) {
        losses.push(loss);
    }
    let (Value::Object(children) | Value::Array(children)) = &mut entry.value else {
        return;
    };
    let mut stray: Vec<Comment> = Vec::new();
    let mut index = 0;
    children.retain_mut(|child| {
        let here = child.pointer_in(pointer, index);
        index += 1;
        let (template, parent) = match &child.name {
            EntryName::Nameless => (None, parent),
            EntryName::Field(field) if is_printed(field, form, parent) || field.role == Role::FormName => {
                (None, Some(*field))
            }
            EntryName::Field(field) => (
                Some(Message::new(&loss::FIELD_WITHOUT_CELL).with("field", *field)),
                None,
            ),
            EntryName::Other(key) => {
                let is_free = key.starts_with("x-") || key == "$schema";
                let template = if is_free {
                    &loss::FREE_KEY
                } else {
                    &loss::UNKNOWN_KEY
                };
                (Some(Message::new(template).with("key", key.as_str())), None)
            }
        };
        let Some(message) = template else {
            fit_table(child, form, parent, &here, target, losses);
            return true;
        };
        gather_comments(child, &mut stray);
        if child.written().is_some() || !child.children().is_empty() {
            let message = message
                .with("text", loss::excerpt(&child.written().unwrap_or_default()))
                .with("target", loss::name(target));
            losses.push(Loss::new(message, here, child.place));
        }
        false
    });
    entry.above.append(&mut stray);
}

/// Puts a unit that is kept apart behind its number: a table has one cell for both.
fn join_unit(entry: &mut Entry, list: Option<&'static Field>, pointer: &Pointer) -> Option<Loss> {
    let with_role = |role: Role| list?.fields.iter().find(|field| field.role == role);
    let (result, unit) = (with_role(Role::Result)?, with_role(Role::Unit)?);
    let number = entry.member(result)?.written()?;
    let written_unit = entry.member(unit)?.written()?;
    let is_bare = number.ends_with(|last: char| last.is_ascii_digit());
    let joined = format!("{number}{written_unit}");
    if !is_bare || written_unit.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let message = Message::new(&loss::UNIT_JOINED)
        .with("unit", written_unit.into_owned())
        .with("result", joined.as_str());
    let Value::Object(members) = &mut entry.value else {
        return None;
    };
    let place = members.iter().find(|member| member.is(unit))?.place;
    let mut stray = Vec::new();
    members.retain(|member| {
        let stays = !member.is(unit);
        if !stays {
            gather_comments(member, &mut stray);
        }
        stays
    });
    let result = members.iter_mut().find(|member| member.is(result))?;
    result.value = Value::Text(joined);
    result.above.append(&mut stray);
    Some(Loss::new(message, pointer.key(unit.key), place))
}

fn gather_comments(entry: &Entry, comments: &mut Vec<Comment>) {
    comments.extend(entry.comments().cloned());
    for child in entry.children() {
        gather_comments(child, comments);
    }
}

/// Takes out the comments that the target cannot hold.
fn fit_comments(content: &mut Content, target: Target, losses: &mut Vec<Loss>) {
    let Some(template) = (match target.remarks() {
        Remarks::OfValues => None,
        Remarks::OfRows => Some(&loss::COMMENT_WITH_CLOSING),
        Remarks::None => Some(&loss::COMMENT),
    }) else {
        return;
    };
    let mut fitting = CommentFitting {
        target,
        template,
        losses,
    };
    fitting.keep_fitting(&mut content.preface, &Pointer::root());
    fitting.fit_entry(&mut content.root, &Pointer::root());
    fitting.keep_fitting(&mut content.closing, &Pointer::root());
}

struct CommentFitting<'l> {
    target: Target,
    template: &'static evallint_linter::Template,
    losses: &'l mut Vec<Loss>,
}

impl CommentFitting<'_> {
    fn fit_entry(&mut self, entry: &mut Entry, pointer: &Pointer) {
        self.keep_fitting(&mut entry.above, pointer);
        let mut beside: Vec<Comment> = entry.beside.take().into_iter().collect();
        self.keep_fitting(&mut beside, pointer);
        entry.beside = beside.pop();
        let (Value::Object(children) | Value::Array(children)) = &mut entry.value else {
            return;
        };
        for (index, child) in children.iter_mut().enumerate() {
            let here = child.pointer_in(pointer, index);
            self.fit_entry(child, &here);
        }
    }

    fn keep_fitting(&mut self, comments: &mut Vec<Comment>, pointer: &Pointer) {
        comments.retain(|comment| {
            let fits = self.target.remarks() == Remarks::OfRows && !comment.text.contains("-->");
            if !fits && !comment.text.is_empty() {
                let message = Message::new(self.template)
                    .with("text", loss::excerpt(&comment.text))
                    .with("target", loss::name(self.target));
                self.losses
                    .push(Loss::new(message, pointer.clone(), comment.place));
            }
            fits
        });
    }
}
