//! `evallint explain`: the page of a rule.

use std::io::{self, Write};

use evallint_linter::{Language, RULES, Rule, rule_named};

use crate::arguments::ExplainCommand;
use crate::exit::Exit;
use crate::output::visible_text::sanitize;
use crate::terminal;

pub(crate) fn run(command: &ExplainCommand, language: Language) -> Exit {
    let named = RULES.iter().copied().find(|rule| rule.name == command.rule);
    let Some(rule) = rule_named(&command.rule).or(named) else {
        terminal::complain(&unknown(
            &command.rule,
            RULES.iter().map(|rule| rule.id),
            language,
        ));
        return Exit::Failure;
    };
    terminal::print(|out| write_page(out, rule, language))
}

/// The page, with the rule's severity and group under its title.
fn write_page(out: &mut dyn Write, rule: &Rule, language: Language) -> io::Result<()> {
    let page = rule.published_page(language);
    let (title, rest) = page.split_once('\n').unwrap_or((&page, ""));
    writeln!(out, "{title}\n")?;
    match language {
        Language::Chinese => writeln!(
            out,
            "级别：{}　类别：{}{}",
            rule.severity.name(),
            rule.group.name(),
            if rule.has_fix {
                "　可由 --fix 修正"
            } else {
                ""
            }
        )?,
        Language::English => writeln!(
            out,
            "Severity: {}. Group: {}.{}",
            rule.severity,
            rule.group.as_str(),
            if rule.has_fix {
                " Can be fixed with --fix."
            } else {
                ""
            }
        )?,
    }
    out.write_all(rest.as_bytes())
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
