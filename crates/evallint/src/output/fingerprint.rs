//! What a finding is known by when the document changes elsewhere.

use std::collections::HashMap;
use std::fmt::Write;

use evallint_linter::Diagnostic;
use evallint_syntax::Source;
use sha2::{Digest, Sha256};

/// How many bytes of the digest are kept: enough that no two of a million findings share one by chance.
const KEPT: usize = 16;

/// Tells apart findings that are alike, file by file.
#[derive(Debug, Default)]
pub(crate) struct Fingerprints {
    seen: HashMap<String, u32>,
}

/// A finding's identity: what it is about, and how many findings before it in its file are about the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fingerprint {
    /// The digest, in hexadecimal, of the rule, the pointer and the text the finding is about.
    pub digest: String,
    /// Which of the findings with this digest it is, from 1.
    pub occurrence: u32,
}

impl Fingerprints {
    /// The fingerprint of a file's next finding.
    pub(crate) fn next(&mut self, source: &Source, diagnostic: &Diagnostic) -> Fingerprint {
        let digest = digest(&[
            diagnostic.rule.id,
            diagnostic.pointer.as_str(),
            source.slice(diagnostic.range),
        ]);
        let occurrence = self.seen.entry(digest.clone()).or_default();
        *occurrence += 1;
        Fingerprint {
            occurrence: *occurrence,
            digest,
        }
    }
}

impl Fingerprint {
    /// One that no finding in another file has.
    pub(crate) fn in_file(&self, path: &str) -> String {
        digest(&[path, &self.digest, &self.occurrence.to_string()])
    }
}

/// The digest of several texts. A NUL stands in none of them.
fn digest(texts: &[&str]) -> String {
    let hash = Sha256::digest(texts.join("\0"));
    hash.iter().take(KEPT).fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use evallint_linter::{Settings, check};

    use super::*;

    const FORM: &str = include_str!("../../../../tests/forms/education.zh.eval.json");

    /// The fingerprints of the findings that a form has.
    fn of(text: &str) -> Vec<Fingerprint> {
        let source = Source::new("a.json", text).unwrap();
        let report = check(&source, &Settings::default());
        let mut fingerprints = Fingerprints::default();
        report
            .diagnostics
            .iter()
            .map(|diagnostic| fingerprints.next(&source, diagnostic))
            .collect()
    }

    #[test]
    fn an_edit_elsewhere_changes_no_fingerprint() {
        let defect = FORM.replace("学位供给", "XX供给");
        let found = of(&defect);
        assert!(!found.is_empty());
        let moved = defect.replacen('{', "{\n\n  \"x-note\": \"此处无关\",\n", 1);
        assert_eq!(of(&moved), found);
    }

    #[test]
    fn findings_that_are_alike_are_told_apart() {
        let source = Source::new("a.json", "{}").unwrap();
        let report = check(&source, &Settings::default());
        let (mut fingerprints, diagnostic) = (Fingerprints::default(), &report.diagnostics[0]);
        let [first, second] = [1, 2].map(|_| fingerprints.next(&source, diagnostic));
        assert_eq!((first.occurrence, second.occurrence), (1, 2));
        assert_eq!(first.digest, second.digest);
        assert_ne!(first.in_file("a"), second.in_file("a"));
        assert_ne!(first.in_file("a"), first.in_file("b"));
    }
}
