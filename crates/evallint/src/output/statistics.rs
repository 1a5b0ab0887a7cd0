//! How much each rule found.

use std::borrow::Cow;
use std::io::{self, Write};

use evallint_linter::{Applicability, Language, RULES, Severity};
use serde::Serialize;

use super::{Outcome, json_text, table};
use crate::arguments::OutputFormat;

/// How much a rule found.
#[derive(Debug, Serialize)]
struct RuleCount {
    rule: &'static str,
    name: Cow<'static, str>,
    /// The most serious found.
    severity: &'static str,
    #[serde(skip)]
    worst: Severity,
    count: usize,
    /// How many of them have a fix that is always right.
    safe_fixes: usize,
    /// How many of the others have one that a person should look at.
    unsafe_fixes: usize,
}

/// Whether statistics can be written in a format.
pub(crate) fn suit(format: OutputFormat) -> bool {
    matches!(
        format,
        OutputFormat::Full | OutputFormat::Concise | OutputFormat::Json | OutputFormat::Jsonl
    )
}

/// Writes how much each rule found, the most first: a table for people, or JSON.
pub(crate) fn write(
    out: &mut dyn Write,
    outcome: &Outcome,
    format: OutputFormat,
    language: Language,
) -> io::Result<()> {
    let counts = counts(outcome, language);
    match format {
        OutputFormat::Json => json_text::write_pretty(out, &counts),
        OutputFormat::Jsonl => counts
            .iter()
            .try_for_each(|count| json_text::write_line(out, count)),
        _ if counts.is_empty() => Ok(()),
        _ => write_table(out, &counts, language),
    }
}

fn write_table(out: &mut dyn Write, counts: &[RuleCount], language: Language) -> io::Result<()> {
    let headings = match language {
        Language::Chinese => ["数量", "级别", "规则", "名称", "可自动改", "可改但须复核"],
        Language::English => ["count", "severity", "rule", "name", "safe fix", "unsafe fix"],
    };
    let rows = counts.iter().map(|found| {
        let severity = match language {
            Language::Chinese => found.worst.name(),
            Language::English => found.severity,
        };
        vec![
            table::count(found.count),
            table::text(severity),
            table::text(found.rule),
            table::text(&found.name),
            table::count(found.safe_fixes),
            table::count(found.unsafe_fixes),
        ]
    });
    table::write(out, headings.map(table::text).to_vec(), rows)
}

fn counts(outcome: &Outcome, language: Language) -> Vec<RuleCount> {
    let mut counts: Vec<_> = RULES
        .iter()
        .map(|rule| RuleCount {
            rule: rule.id,
            name: rule.name_in(language),
            severity: Severity::Info.as_str(),
            worst: Severity::Info,
            count: 0,
            safe_fixes: 0,
            unsafe_fixes: 0,
        })
        .collect();
    for (_, diagnostic) in outcome.findings() {
        let Some(count) = counts.iter_mut().find(|count| count.rule == diagnostic.rule.id) else {
            continue;
        };
        count.count += 1;
        count.worst = count.worst.max(diagnostic.severity);
        match diagnostic.fixes.iter().map(|fix| fix.applicability).max() {
            Some(Applicability::Safe) => count.safe_fixes += 1,
            Some(Applicability::Unsafe) => count.unsafe_fixes += 1,
            Some(Applicability::DisplayOnly) | None => {}
        }
    }
    counts.retain(|count| count.count > 0);
    for count in &mut counts {
        count.severity = count.worst.as_str();
    }
    // The sort is stable, so equal counts keep the order of the rules.
    counts.sort_by_key(|count| std::cmp::Reverse(count.count));
    counts
}
