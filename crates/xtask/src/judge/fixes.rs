//! What the linter's fixes do to the forms: each is to take its finding away, and to bring no other about.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use evallint_linter::{Applicability, Diagnostic, Fix, Settings, apply_edits, check, fix};
use evallint_syntax::Source;

use super::writing::Writing;

/// How often a rule's fixes held.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    findings: usize,
    safe: usize,
    with_care: usize,
    shown_only: usize,
    failed: usize,
}

/// The verdict on the fixes of a run.
#[derive(Debug, Default)]
pub(crate) struct FixVerdict {
    rules: BTreeMap<&'static str, Count>,
    failures: BTreeMap<String, Vec<String>>,
}

impl FixVerdict {
    /// Tries each fix of a document alone, and then all of them.
    pub(crate) fn document(&mut self, name: &str, writing: Writing, text: &str) {
        let Ok(source) = Source::new(writing.path(), text) else {
            return;
        };
        let settings = Settings::default();
        let before = check(&source, &settings).diagnostics;
        for finding in &before {
            let count = self.rules.entry(finding.rule.id).or_default();
            count.findings += 1;
            let Some(fix) = finding.fixes.first() else {
                continue;
            };
            match fix.applicability {
                Applicability::Safe => count.safe += 1,
                Applicability::Unsafe => count.with_care += 1,
                Applicability::DisplayOnly => count.shown_only += 1,
            }
            if let Some(fault) = fault(&source, &before, finding, fix) {
                count.failed += 1;
                let kind = format!("{} ({})", finding.rule.id, fix.applicability.as_str());
                self.fail(kind, format!("{name} {writing:?} {fault}"));
            }
        }
        for least in [Applicability::Safe, Applicability::Unsafe] {
            let Some(fixed) = fix(&source, &settings, least) else {
                continue;
            };
            if fix(&fixed.source, &settings, least).is_some() {
                self.fail("not at an end".to_owned(), format!("{name} {writing:?}"));
            }
        }
    }

    fn fail(&mut self, kind: String, shown: String) {
        self.failures.entry(kind).or_default().push(shown);
    }

    /// Whether every fix did what it is for.
    pub(crate) fn is_good(&self) -> bool {
        self.failures.is_empty()
    }

    /// The table, and the first failures of each kind.
    pub(crate) fn shown(&self, most: usize) -> String {
        let mut text = format!(
            "{:<32}{:>9}{:>9}{:>11}{:>12}{:>9}\n",
            "rule", "findings", "safe", "with care", "shown only", "failed"
        );
        for (rule, count) in &self.rules {
            let _ = writeln!(
                text,
                "{rule:<32}{:>9}{:>9}{:>11}{:>12}{:>9}",
                count.findings, count.safe, count.with_care, count.shown_only, count.failed
            );
        }
        for (kind, failures) in &self.failures {
            let _ = writeln!(text, "── {kind} ({})", failures.len());
            for failure in failures.iter().take(most) {
                let _ = writeln!(text, "{failure}");
            }
        }
        text
    }
}

/// What is wrong with a fix. Rows that are joined may make a text whole that was cut off.
fn fault(source: &Source, before: &[Diagnostic], finding: &Diagnostic, fix: &Fix) -> Option<String> {
    let mended = apply_edits(source.text(), &fix.edits);
    let after = match source.with_text(mended) {
        Ok(mended) => check(&mended, &Settings::default()).diagnostics,
        Err(error) => return Some(error.to_string()),
    };
    let mut changes: BTreeMap<&str, i32> = BTreeMap::from([(finding.rule.id, 1)]);
    for finding in &after {
        *changes.entry(finding.rule.id).or_default() += 1;
    }
    for finding in before {
        *changes.entry(finding.rule.id).or_default() -= 1;
    }
    changes.retain(|rule, change| *change > 0 || *change < 0 && *rule == finding.rule.id);
    let edits = fix
        .edits
        .iter()
        .map(|edit| format!("{:?} → {:?}", source.slice(edit.range), edit.text));
    (!changes.is_empty()).then(|| {
        format!(
            "{} {}: {changes:?}\n    {}",
            finding.pointer,
            source.slice(finding.range),
            edits.collect::<Vec<_>>().join("\n    ")
        )
    })
}
