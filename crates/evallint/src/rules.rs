//! `evallint rules`: every rule on a line.

use std::io::{self, Write};

use evallint_linter::{Language, RULES};
use unicode_width::UnicodeWidthStr;

use crate::exit::Exit;
use crate::terminal;

pub(crate) fn run(language: Language) -> Exit {
    terminal::print(|out| list(out, language))
}

fn list(out: &mut dyn Write, language: Language) -> io::Result<()> {
    let id_width = RULES.iter().map(|rule| rule.id.width()).max().unwrap_or(0);
    for rule in RULES {
        let (group, severity) = match language {
            Language::Chinese => (rule.group.name(), rule.severity.name()),
            Language::English => (rule.group.as_str(), rule.severity.as_str()),
        };
        let padding = " ".repeat(id_width - rule.id.width());
        writeln!(out, "{}{padding}  {severity:<8}{group:<12}{}", rule.id, rule.name)?;
    }
    Ok(())
}
