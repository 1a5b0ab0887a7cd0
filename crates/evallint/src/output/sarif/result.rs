//! A finding.

use std::collections::BTreeMap;

use evallint_linter::{Applicability, Diagnostic, Fix as Offer, Language, Severity};
use evallint_syntax::Source;
use serde_json::json;
use serde_sarif::sarif::{
    ArtifactChange, ArtifactContent, Fix, Location, Message, PropertyBag, Replacement, Result as Finding,
    ResultLevel,
};

use super::place::{Place, region};
use super::prose::{escaped, link, message};
use crate::output::fingerprint::Fingerprint;

/// The fingerprint that GitHub recognises a finding by, in the shape that it wants.
const LINE_HASH: &str = "primaryLocationLineHash";

pub(super) fn result(
    source: &Source,
    diagnostic: &Diagnostic,
    place: &Place,
    rule_index: Option<usize>,
    fingerprint: &Fingerprint,
    language: Language,
) -> Finding {
    let identity = format!("{}:{}", fingerprint.digest, fingerprint.occurrence);
    let related = related(source, diagnostic, place, language);
    let fixes = fixes(source, diagnostic, place, language);
    let mut finding = Finding::builder()
        .rule_id(diagnostic.rule.id)
        .level(level(diagnostic.severity))
        .message(Message::builder().text(text(diagnostic, language)).build())
        .locations(vec![place.location(
            source,
            diagnostic.range,
            &diagnostic.pointer,
        )])
        .partial_fingerprints(BTreeMap::from([
            ("evallint/v1".to_owned(), identity.clone()),
            (LINE_HASH.to_owned(), identity),
        ]))
        .build();
    finding.rule_index = rule_index.and_then(|index| i64::try_from(index).ok());
    finding.related_locations = (!related.is_empty()).then_some(related);
    finding.fixes = (!fixes.is_empty()).then_some(fixes);
    finding
}

fn level(severity: Severity) -> ResultLevel {
    match severity {
        Severity::Error => ResultLevel::Error,
        Severity::Warning => ResultLevel::Warning,
        Severity::Info => ResultLevel::Note,
    }
}

/// What is wrong, what to do, and links to the other places.
fn text(diagnostic: &Diagnostic, language: Language) -> String {
    let mut text = escaped(&diagnostic.message.render(language));
    if let Some(help) = &diagnostic.help {
        text.push(' ');
        text.push_str(&escaped(&help.render(language)));
    }
    for (at, related) in diagnostic.related.iter().enumerate() {
        text.push('\n');
        text.push_str(&link(&related.message.render(language), at + 1));
    }
    text
}

/// The other places, with the ids that the message links to.
fn related(source: &Source, diagnostic: &Diagnostic, place: &Place, language: Language) -> Vec<Location> {
    let others = diagnostic.related.iter().zip(1_i64..);
    others
        .map(|(related, id)| {
            let mut location = place.location(source, related.range, &related.pointer);
            location.id = Some(id);
            location.message = Some(message(&related.message.render(language)));
            location
        })
        .collect()
}

/// The fixes that can be applied.
fn fixes(source: &Source, diagnostic: &Diagnostic, place: &Place, language: Language) -> Vec<Fix> {
    let applicable = diagnostic
        .fixes
        .iter()
        .filter(|fix| fix.applicability > Applicability::DisplayOnly);
    applicable
        .map(|fix| {
            let replacements = fix.edits.iter().map(|edit| {
                let inserted = ArtifactContent::builder().text(edit.text.as_str()).build();
                Replacement::builder()
                    .deleted_region(region(source, edit.range))
                    .inserted_content(inserted)
                    .build()
            });
            let change = ArtifactChange::builder()
                .artifact_location(place.artifact())
                .replacements(replacements.collect::<Vec<_>>())
                .build();
            let applicability = json!(fix.applicability.as_str());
            Fix::builder()
                .description(message(&description(fix, language)))
                .artifact_changes(vec![change])
                .properties(
                    PropertyBag::builder()
                        .additional_properties(BTreeMap::from([("applicability".to_owned(), applicability)]))
                        .build(),
                )
                .build()
        })
        .collect()
}

/// What a fix does, and why a person should look at it.
fn description(fix: &Offer, language: Language) -> String {
    let title = fix.title.render(language);
    match (&fix.reason, language) {
        (None, _) => title,
        (Some(reason), Language::Chinese) => format!("{title}（{}）", reason.render(language)),
        (Some(reason), Language::English) => format!("{title} ({})", reason.render(language)),
    }
}

#[cfg(test)]
mod tests {
    use evallint_linter::{Edit, Message as Words, Settings, Template, check};
    use evallint_syntax::ByteRange;

    use super::*;
    use crate::output::fingerprint::Fingerprints;

    static TITLE: Template = Template {
        zh: "删去“≥”[1]",
        en: "remove ≥ [1]",
    };

    static REASON: Template = Template {
        zh: "请核对",
        en: "look at it",
    };

    #[test]
    fn fixes_that_can_be_applied_are_told_in_columns() {
        let text = "{\"存在问题\": \"𠮷XX处\"}";
        let source = Source::new("a b.json", text).unwrap();
        let report = check(&source, &Settings::default());
        let mut diagnostic = report.diagnostics.last().unwrap().clone();
        let offer = |applicability| Offer {
            title: Words::new(&TITLE),
            applicability,
            reason: Some(Words::new(&REASON)),
            edits: vec![Edit {
                range: ByteRange::new(21, 23),
                text: "3".to_owned(),
            }],
        };
        diagnostic.fixes = vec![offer(Applicability::Unsafe), offer(Applicability::DisplayOnly)];
        let place = Place::new("a b.json", Some(0), Some(std::path::Path::new("/x")));
        let fingerprint = Fingerprints::default().next(&source, &diagnostic);
        let found = result(
            &source,
            &diagnostic,
            &place,
            Some(0),
            &fingerprint,
            Language::Chinese,
        );
        let region = serde_json::json!({ "startLine": 1, "startColumn": 11, "endLine": 1, "endColumn": 13 });
        assert_eq!(
            json!(found.fixes),
            json!([{
                "description": { "text": "删去“≥”\\[1\\]（请核对）" },
                "artifactChanges": [{
                    "artifactLocation": { "uri": "a%20b.json", "uriBaseId": "SRCROOT", "index": 0 },
                    "replacements": [{ "deletedRegion": region, "insertedContent": { "text": "3" } }]
                }],
                "properties": { "applicability": "unsafe" }
            }])
        );
    }
}
