//! `evallint explain`: the page of a rule.

use std::io::Write;

use evallint_linter::{Language, RULES, rule_named};

use crate::arguments::ExplainCommand;
use crate::exit::Exit;
use crate::output::visible_text::sanitize;
use crate::terminal;

pub(crate) fn run(command: &ExplainCommand, language: Language) -> Exit {
    let Some(rule) = rule_named(&command.rule) else {
        terminal::complain(&unknown(
            &command.rule,
            RULES.iter().map(|rule| rule.id),
            language,
        ));
        return Exit::Failure;
    };
    terminal::print(|out| writeln!(out, "{}", rule.page_in(language)))
}

/// What to say of a rule that does not exist, with the nearest of the names that do.
pub(crate) fn unknown(name: &str, names: impl Iterator<Item = &'static str>, language: Language) -> String {
    let nearest = names
        .map(|known| (strsim::normalized_damerau_levenshtein(name, known), known))
        .filter(|(likeness, _)| *likeness > 0.4)
        .max_by(|(left, _), (right, _)| left.total_cmp(right));
    let name = sanitize(name);
    match (language, nearest) {
        (Language::Chinese, Some((_, near))) => {
            format!("没有规则“{name}”，是否应为“{near}”？全部规则见 evallint rules。")
        }
        (Language::Chinese, None) => format!("没有规则“{name}”，全部规则见 evallint rules。"),
        (Language::English, Some((_, near))) => {
            format!("there is no rule {name}; is {near} meant? `evallint rules` lists them all")
        }
        (Language::English, None) => format!("there is no rule {name}; `evallint rules` lists them all"),
    }
}
