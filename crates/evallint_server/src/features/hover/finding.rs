//! The rules of the findings at a place, with their pages. What is wrong in this document the editor shows beside.

use evallint_linter::{Diagnostic, DocumentView, Language, Report, Severity};
use evallint_syntax::ByteRange;

use super::{Hover, RULE};

/// The page of the most serious rule that found something here, and a sentence on each of the others.
pub(super) fn hover(view: &DocumentView<'_>, report: &Report, at: u32, language: Language) -> Option<Hover> {
    let place = view.place_at(at).map(|place| place.range);
    // A finding about a document of YAML as a whole lies over all of it, and is not about this place.
    let is_about = |range: ByteRange| {
        place.is_some_and(|place| place.contains(range)) || !view.source().slice(range).contains('\n')
    };
    let is_here = |finding: &&Diagnostic| {
        finding.range.start <= at && at <= finding.range.end && is_about(finding.range)
    };
    let mut here: Vec<&Diagnostic> = report.diagnostics.iter().filter(is_here).collect();
    here.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let range = here
        .iter()
        .map(|finding| finding.range)
        .min_by_key(|range| range.len())?;
    let mut parts: Vec<String> = Vec::new();
    let mut told: Vec<&str> = Vec::new();
    for finding in here {
        let rule = finding.rule;
        if told.contains(&rule.id) {
            continue;
        }
        told.push(rule.id);
        let body = if parts.is_empty() {
            body_of(&rule.published_page(language))
        } else {
            rule.description(language).to_owned()
        };
        parts.push(format!("{}\n\n{body}", heading(finding, language)));
    }
    Some(Hover {
        range,
        markdown: parts.join(RULE),
    })
}

fn heading(finding: &Diagnostic, language: Language) -> String {
    let rule = finding.rule;
    let name = rule.name_in(language);
    let severity = severity(finding.severity, language);
    format!("**{name}** · `{}` · {severity}", rule.id)
}

fn severity(severity: Severity, language: Language) -> &'static str {
    match language {
        Language::Chinese => severity.name(),
        Language::English => severity.as_str(),
    }
}

/// A page without its title, its headings no larger than the text, as a hover is small.
fn body_of(page: &str) -> String {
    let mut body = String::with_capacity(page.len());
    let mut in_example = false;
    for line in page.lines() {
        in_example ^= line.starts_with("```");
        match line.strip_prefix("## ").filter(|_| !in_example) {
            Some(heading) => {
                body.push_str("**");
                body.push_str(heading);
                body.push_str("**");
            }
            None if line.starts_with("# ") && !in_example => continue,
            None => body.push_str(line),
        }
        body.push('\n');
    }
    body.trim().to_owned()
}
