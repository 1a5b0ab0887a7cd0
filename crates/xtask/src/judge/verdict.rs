//! What the linter made of the forms: counted per rule, printed as a table, with the failures to look at.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use evallint_linter::{Settings, Severity, check};
use evallint_syntax::Source;

use super::writing::Writing;

/// A finding, as the judge compares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    /// The rule's id.
    pub(crate) rule: String,
    /// The pointer.
    pub(crate) pointer: String,
    /// The severity.
    pub(crate) severity: Severity,
    /// The line it begins in, from 1.
    pub(crate) line: u32,
    /// The words it is about.
    pub(crate) words: String,
}

impl Finding {
    /// Whether it was there before something else moved it.
    fn is_the_same_as(&self, old: &Self) -> bool {
        self.rule == old.rule && (self.pointer == old.pointer || self.words == old.words)
    }

    fn shown(&self) -> String {
        format!(
            "{:?} {} {} (line {})",
            self.severity, self.rule, self.pointer, self.line
        )
    }
}

/// Information that a clean form gives no cause for; other information may well be right.
const UNCALLED_FOR: &[&str] = &["no-problem-stated", "stale-phrase", "unreported-goal"];

/// What the linter finds in a document.
pub(crate) fn findings(writing: Writing, text: &str) -> Vec<Finding> {
    let Ok(source) = Source::new(writing.path(), text) else {
        return Vec::new();
    };
    let report = check(&source, &Settings::default());
    let diagnostics = report.diagnostics.iter();
    diagnostics
        .map(|diagnostic| Finding {
            rule: diagnostic.rule.id.to_owned(),
            pointer: diagnostic.pointer.to_string(),
            severity: diagnostic.severity,
            line: source.place(diagnostic.range).start.line,
            words: source.slice(diagnostic.range).to_owned(),
        })
        .collect()
}

/// What a planted defect is to give.
#[derive(Debug, Clone)]
pub(crate) struct Expected {
    /// The rule.
    pub(crate) rule: &'static str,
    /// Where; more than one where the specification leaves it open.
    pub(crate) pointers: Vec<String>,
    /// How serious.
    pub(crate) severity: Severity,
}

impl Expected {
    fn is(&self, finding: &Finding) -> bool {
        finding.rule == self.rule
            && finding.severity == self.severity
            && self.pointers.contains(&finding.pointer)
    }

    fn shown(&self) -> String {
        format!(
            "{:?} {} at {}",
            self.severity,
            self.rule,
            self.pointers.join(" or ")
        )
    }
}

/// A planted defect as it was written.
#[derive(Debug)]
pub(crate) struct Mutant {
    /// The rule and the variant.
    pub(crate) name: String,
    /// Which writing.
    pub(crate) writing: Writing,
    /// The document.
    pub(crate) text: String,
    /// The same form before the defect was planted. What is found there is counted with the clean forms, not here.
    pub(crate) before: String,
    /// What is to be found; the first is the defect, the others come with it.
    pub(crate) expected: Vec<Expected>,
    /// Rules whose finding at the same place is no collateral.
    pub(crate) tolerated: Vec<&'static str>,
    /// What was changed, for a person.
    pub(crate) note: String,
}

/// How often a rule's defects were found.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Count {
    /// Planted.
    pub(crate) planted: usize,
    /// Found, by the right rule at the right place.
    pub(crate) found: usize,
    /// With another finding at warning or above.
    pub(crate) collateral: usize,
}

/// The verdict on a run.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    /// How many clean forms.
    pub(crate) clean: usize,
    /// Wrong findings on clean forms, by rule.
    pub(crate) accusations: BTreeMap<String, usize>,
    /// Information on clean forms, by rule.
    pub(crate) remarks: BTreeMap<String, usize>,
    /// The planted defects, by rule.
    pub(crate) rules: BTreeMap<&'static str, Count>,
    /// Failures by kind, as they are shown.
    failures: BTreeMap<String, Vec<String>>,
}

impl Verdict {
    /// Judges a clean form.
    pub(crate) fn clean(&mut self, index: u64, writing: Writing, text: &str) {
        self.clean += 1;
        for finding in findings(writing, text) {
            if finding.severity < Severity::Warning {
                *self.remarks.entry(finding.rule.clone()).or_default() += 1;
            }
            if finding.severity >= Severity::Warning || UNCALLED_FOR.contains(&finding.rule.as_str()) {
                *self.accusations.entry(finding.rule.clone()).or_default() += 1;
                let shown = format!(
                    "clean:{index} {writing:?}\n    {}\n{}",
                    finding.shown(),
                    around(text, &finding)
                );
                self.fail(format!("false accusation {}", finding.rule), shown);
            }
        }
    }

    /// Judges a planted defect.
    pub(crate) fn mutant(&mut self, index: u64, rule: &'static str, mutant: &Mutant) {
        let found = findings(mutant.writing, &mutant.text);
        let mut rest: Vec<&Finding> = found.iter().collect();
        let mut complete = true;
        for expected in &mutant.expected {
            match rest.iter().position(|finding| expected.is(finding)) {
                Some(at) => {
                    rest.remove(at);
                }
                None => complete = false,
            }
        }
        rest.retain(|finding| {
            finding.severity >= Severity::Warning && !mutant.tolerated.contains(&finding.rule.as_str())
        });
        if !rest.is_empty() {
            let before = findings(mutant.writing, &mutant.before);
            rest.retain(|finding| !before.iter().any(|old| finding.is_the_same_as(old)));
        }
        let count = self.rules.entry(rule).or_default();
        count.planted += 1;
        count.found += usize::from(complete);
        count.collateral += usize::from(!rest.is_empty());
        if !complete {
            self.fail(format!("missed {}", mutant.name), shown(index, mutant, &found));
        }
        if complete && !rest.is_empty() {
            self.fail(
                format!("collateral {}", mutant.name),
                shown(index, mutant, &found),
            );
        }
    }

    fn fail(&mut self, kind: String, shown: String) {
        self.failures.entry(kind).or_default().push(shown);
    }

    /// Everything planted, together.
    pub(crate) fn total(&self) -> Count {
        self.rules.values().fold(Count::default(), |sum, count| Count {
            planted: sum.planted + count.planted,
            found: sum.found + count.found,
            collateral: sum.collateral + count.collateral,
        })
    }

    /// Whether nothing clean was accused, 99.5 % was found, and at most 1 % had another finding.
    pub(crate) fn is_good(&self) -> bool {
        let total = self.total();
        self.accusations.is_empty()
            && total.found * 1000 >= total.planted * 995
            && total.collateral * 100 <= total.planted
    }

    /// The table.
    pub(crate) fn table(&self) -> String {
        let mut table = format!(
            "{:<32}{:>9}{:>9}{:>9}{:>12}\n",
            "rule", "planted", "found", "missed", "collateral"
        );
        let total = self.total();
        let rows = self.rules.iter().map(|(rule, count)| (*rule, *count));
        for (rule, count) in rows.chain([("all", total)]) {
            let _ = writeln!(
                table,
                "{rule:<32}{:>9}{:>9}{:>9}{:>12}",
                count.planted,
                count.found,
                count.planted - count.found,
                count.collateral
            );
        }
        let accused: usize = self.accusations.values().sum();
        let _ = writeln!(
            table,
            "\n{} clean forms, {accused} findings that are wrong",
            self.clean
        );
        for (rule, count) in &self.accusations {
            let _ = writeln!(table, "{rule:<32}{count:>9}");
        }
        for (rule, count) in &self.remarks {
            let _ = writeln!(table, "{rule:<32}{count:>9} as information");
        }
        table
    }

    /// The first failures of each kind.
    pub(crate) fn shown(&self, most: usize) -> String {
        let mut text = String::new();
        for (kind, failures) in &self.failures {
            if most > 0 {
                let _ = writeln!(text, "── {kind} ({})", failures.len());
            }
            for failure in failures.iter().take(most) {
                let _ = writeln!(text, "{failure}");
            }
        }
        text
    }

    /// The kinds of failures: what was missed, what was found beside it, and what was accused.
    #[cfg(test)]
    pub(crate) fn failed(&self) -> Vec<&str> {
        self.failures.keys().map(String::as_str).collect()
    }

    /// The kinds of failures and how many there are.
    pub(crate) fn kinds(&self) -> String {
        let mut text = String::new();
        for (kind, failures) in &self.failures {
            let _ = writeln!(text, "{:>5}  {kind}", failures.len());
        }
        text
    }
}

fn shown(index: u64, mutant: &Mutant, found: &[Finding]) -> String {
    let mut text = format!(
        "mutant:{index} {:?}\n    planted: {}\n",
        mutant.writing, mutant.note
    );
    for expected in &mutant.expected {
        let _ = writeln!(text, "    expected: {}", expected.shown());
    }
    for finding in found {
        let is_expected = mutant.expected.iter().any(|expected| expected.is(finding));
        if finding.severity >= Severity::Warning
            || mutant
                .expected
                .iter()
                .any(|expected| expected.rule == finding.rule)
        {
            let _ = writeln!(text, "    found: {}", finding.shown());
            if !is_expected {
                text.push_str(&around(&mutant.text, finding));
            }
        }
    }
    text
}

/// The line of a finding, as much of it as is readable.
fn around(text: &str, finding: &Finding) -> String {
    let at = usize::try_from(finding.line).unwrap_or(1).saturating_sub(1);
    let line = text.lines().nth(at).unwrap_or_default();
    let short: String = line.chars().take(700).collect();
    format!("      | {}\n", short.replace('\t', " ⇥ "))
}
