//! `evallint explain`: the page of a rule.

use evallint_linter::{Language, RULES, rule_named};

use crate::arguments::ExplainCommand;
use crate::exit::Exit;

pub(crate) fn run(command: &ExplainCommand, language: Language) -> Exit {
    let Some(rule) = rule_named(&command.rule) else {
        eprintln!("{}", unknown(&command.rule, language));
        return Exit::Failure;
    };
    anstream::println!("{}", rule.page_in(language));
    Exit::Clean
}

/// What to say of a rule that does not exist, with the nearest that does.
pub(crate) fn unknown(name: &str, language: Language) -> String {
    let nearest = RULES
        .iter()
        .map(|rule| (strsim::normalized_damerau_levenshtein(name, rule.id), rule.id))
        .filter(|(likeness, _)| *likeness > 0.4)
        .max_by(|(left, _), (right, _)| left.total_cmp(right));
    match (language, nearest) {
        (Language::Chinese, Some((_, near))) => format!("没有规则“{name}”，是否应为“{near}”？全部规则见 evallint rules。"),
        (Language::Chinese, None) => format!("没有规则“{name}”，全部规则见 evallint rules。"),
        (Language::English, Some((_, near))) => {
            format!("there is no rule {name}; is {near} meant? `evallint rules` lists them all")
        }
        (Language::English, None) => format!("there is no rule {name}; `evallint rules` lists them all"),
    }
}
