//! `unused-suppression`: a suppression of what is not found.

use evallint_syntax::ByteRange;

use crate::diagnostic::Diagnostic;
use crate::fix::{Edit, Fix, title};
use crate::message::{Message, Template};
use crate::pointer::Pointer;
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "unused-suppression",
    name: "放行多余",
    group: Group::Tool,
    severity: Severity::Warning,
    page: include_str!("unused-suppression.md"),
    has_fix: true,
    check,
};

static UNUSED: Template = Template {
    zh: "这里放行了 {id}（{name}），却没有这样的问题。",
    en: "{id} is allowed here, but nothing of it is found here.",
};

static REMOVE: Template = Template {
    zh: "表已改好的，删去这条放行，以免日后掩盖新的问题；写错位置的，移到所指内容处。",
    en: "Where the form has been mended, remove it, lest it hide a new defect; where it stands in the wrong place, move it to what it is about.",
};

/// Reported for each suppression that found nothing, not by looking at a document.
fn check(_: &mut Context<'_, '_>) {}

/// The finding about a rule or group, by its id and Chinese name, that is allowed for nothing, and about its removal.
pub(crate) fn unused_suppression(
    id: &'static str,
    name: &'static str,
    pointer: Pointer,
    range: ByteRange,
    removal: Option<Vec<Edit>>,
) -> Diagnostic {
    let message = Message::new(&UNUSED).with("id", id).with("name", name);
    let mut finding = Diagnostic::new(&RULE, pointer, range, message);
    finding
        .help(Message::new(&REMOVE))
        .fix(removal.map(|edits| Fix::safe(title::delete(id), edits)));
    finding
}
