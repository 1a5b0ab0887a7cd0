//! `evallint rules`: every rule on a line, or all that is known of the rules as JSON.

use std::borrow::Cow;
use std::io::{self, Write};

use evallint_linter::{Language, RULES, Rule, RuleOption, RuleOptions};
use serde::Serialize;

use crate::arguments::{RulesCommand, RulesFormat};
use crate::exit::Exit;
use crate::output::{json_text, table};
use crate::terminal;

pub(crate) fn run(command: &RulesCommand, language: Language) -> Exit {
    terminal::print(|out| match command.output_format {
        RulesFormat::Full => list(out, language),
        RulesFormat::Json => {
            let rules: Vec<_> = RULES.iter().map(|rule| Entry::new(rule)).collect();
            json_text::write_pretty(out, &rules)
        }
    })
}

fn list(out: &mut dyn Write, language: Language) -> io::Result<()> {
    let headings = match language {
        Language::Chinese => ["规则", "级别", "类别", "可修正", "名称"],
        Language::English => ["rule", "severity", "group", "fix", "name"],
    };
    let rows = RULES.iter().map(|rule| {
        let (group, severity, yes) = match language {
            Language::Chinese => (rule.group.name(), rule.severity.name(), "是"),
            Language::English => (rule.group.as_str(), rule.severity.as_str(), "yes"),
        };
        let fix = if rule.has_fix { yes } else { "" };
        [rule.id, severity, group, fix, rule.name]
            .map(table::text)
            .to_vec()
    });
    table::write(out, headings.map(table::text).to_vec(), rows)
}

/// A rule in JSON.
#[derive(Debug, Serialize)]
struct Entry {
    id: &'static str,
    group: &'static str,
    /// The default.
    severity: &'static str,
    /// Whether some of its findings offer a fix.
    has_fix: bool,
    name: InBoth<Cow<'static, str>>,
    description: InBoth<&'static str>,
    options: Vec<OptionEntry>,
    page: InBoth<String>,
}

/// An option of a rule in JSON, as settings have it.
#[derive(Debug, Serialize)]
struct OptionEntry {
    name: &'static str,
    default: String,
    description: InBoth<&'static str>,
}

impl OptionEntry {
    fn new(option: &RuleOption) -> Self {
        Self {
            name: option.name,
            default: option.written(RuleOptions::default()),
            description: InBoth::new(|language| match language {
                Language::Chinese => option.zh,
                Language::English => option.en,
            }),
        }
    }
}

/// The same in both languages.
#[derive(Debug, Serialize)]
struct InBoth<T> {
    zh: T,
    en: T,
}

impl<T> InBoth<T> {
    fn new(of: impl Fn(Language) -> T) -> Self {
        Self {
            zh: of(Language::Chinese),
            en: of(Language::English),
        }
    }
}

impl Entry {
    fn new(rule: &Rule) -> Self {
        Self {
            id: rule.id,
            group: rule.group.as_str(),
            severity: rule.severity.as_str(),
            has_fix: rule.has_fix,
            name: InBoth::new(|language| rule.name_in(language)),
            description: InBoth::new(|language| rule.description(language)),
            options: RuleOption::of_rule(rule).map(OptionEntry::new).collect(),
            page: InBoth::new(|language| rule.published_page(language)),
        }
    }
}
