//! What a suppression allows.

use evallint_linter::{DocumentView, Group, Language, Meaning, Message, Template, rule_named};
use evallint_syntax::ByteRange;

use super::Hover;
use crate::features::markdown::escape;

/// The member that holds suppressions in an object.
const KEY: &str = "x-evallint";

static ALLOWED: Template = Template {
    zh: "放行：{names}。",
    en: "Allowed: {names}.",
};

static ALLOWED_IN_FILE: Template = Template {
    zh: "在整份文件中放行：{names}。",
    en: "Allowed in the whole file: {names}.",
};

static REASON: Template = Template {
    zh: "理由：{reason}",
    en: "Reason: {reason}",
};

/// What the comment or member at a place allows; nothing where none does.
pub(super) fn hover(view: &DocumentView<'_>, at: u32, language: Language) -> Option<Hover> {
    in_comment(view, at, language).or_else(|| in_member(view, at, language))
}

fn in_comment(view: &DocumentView<'_>, at: u32, language: Language) -> Option<Hover> {
    let remarks = view.remarks();
    let is_here = |range: ByteRange| range.start <= at && at <= range.end;
    let remark = remarks.iter().find(|remark| is_here(remark.comment.range))?;
    let allowance = remark.allowance.as_ref()?;
    let template = if allowance.is_for_file {
        &ALLOWED_IN_FILE
    } else {
        &ALLOWED
    };
    let names: Vec<&str> = allowance.names.iter().map(String::as_str).collect();
    let reason = Message::new(&REASON).with("reason", escape(&allowance.reason));
    let mut parts = vec![allowed(template, &names, language), reason.render(language)];
    parts.extend(descriptions(&names, language));
    Some(Hover {
        range: remark.comment.range,
        markdown: parts.join("\n\n"),
    })
}

/// A rule or group that is named within `x-evallint`, as a key or as a value.
fn in_member(view: &DocumentView<'_>, at: u32, language: Language) -> Option<Hover> {
    let place = view.place_at(at)?;
    let mut above = std::iter::successors(Some(place.item), |item| item.parent());
    let is_ours = matches!(place.item.meaning(), Meaning::Free)
        && above.any(|item| item.key().is_some_and(|key| key.text == KEY));
    if !is_ours {
        return None;
    }
    let item = place.item;
    let names = [item.key().map(|key| &*key.text), item.text()];
    let name = names
        .into_iter()
        .flatten()
        .find(|name| name_of(name, language).is_some())?;
    let mut parts = vec![allowed(&ALLOWED, &[name], language)];
    parts.extend(descriptions(&[name], language));
    Some(Hover {
        range: place.range,
        markdown: parts.join("\n\n"),
    })
}

fn allowed(template: &'static Template, names: &[&str], language: Language) -> String {
    let separator = match language {
        Language::Chinese => "、",
        Language::English => ", ",
    };
    let written: Vec<String> = names
        .iter()
        .map(|name| name_of(name, language).unwrap_or_else(|| format!("`{}`", escape(name))))
        .collect();
    Message::new(template)
        .with("names", written.join(separator))
        .render(language)
}

/// A rule or a group by its name, with its id.
fn name_of(id: &str, language: Language) -> Option<String> {
    if let Some(rule) = rule_named(id) {
        return Some(format!("{} `{id}`", rule.name_in(language)));
    }
    let group = Group::ALL.iter().find(|group| group.as_str() == id)?;
    Some(match language {
        Language::Chinese => format!("“{}”类规则 `{id}`", group.name()),
        Language::English => format!("the rules of `{id}`"),
    })
}

/// What each rule finds, in a sentence.
fn descriptions<'n>(names: &'n [&str], language: Language) -> impl Iterator<Item = String> + use<'n> {
    let rules = names.iter().filter_map(|name| rule_named(name));
    rules.map(move |rule| rule.description(language).to_owned())
}
