//! `evallint rules`: every rule on a line.

use evallint_linter::{Language, RULES};
use unicode_width::UnicodeWidthStr;

use crate::exit::Exit;

pub(crate) fn run(language: Language) -> Exit {
    let id_width = RULES.iter().map(|rule| rule.id.width()).max().unwrap_or(0);
    for rule in RULES {
        let (group, severity) = match language {
            Language::Chinese => (rule.group.name(), rule.severity.name()),
            Language::English => (rule.group.as_str(), rule.severity.as_str()),
        };
        let padding = " ".repeat(id_width - rule.id.width());
        anstream::println!("{}{padding}  {severity:<8}{group:<12}{}", rule.id, rule.name);
    }
    Exit::Clean
}
