//! SARIF 2.1.0, which code scanning services read.

mod place;
mod prose;
mod result;
mod rule;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use evallint_linter::{Language, Rule};
use evallint_workspace::Failure;
use serde_json::json;
use serde_sarif::sarif::{
    Artifact, ArtifactLocation, Invocation, Location, Notification, PhysicalLocation, ResultColumnKind, Run,
    Sarif, Tool, ToolComponent, Version,
};

use super::fingerprint::Fingerprints;
use super::{Outcome, Presentation, json_text};
use place::{FOLDER, Place};

/// Where the schema is published.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Writes one run.
pub(crate) fn write(out: &mut dyn Write, outcome: &Outcome, presentation: Presentation) -> io::Result<()> {
    let log = Sarif::builder()
        .schema(SCHEMA)
        .version(json!(Version::V2_1_0))
        .runs(vec![run(outcome, presentation.language)])
        .build();
    json_text::write_pretty(out, &log)
}

fn run(outcome: &Outcome, language: Language) -> Run {
    let rules = rules_of(outcome);
    let mut results = Vec::new();
    let mut artifacts = Vec::new();
    for (index, checked) in outcome.checked.iter().enumerate() {
        let place = Place::new(&checked.path(), Some(index), outcome.folder.as_deref());
        let mut fingerprints = Fingerprints::default();
        for (source, diagnostic) in checked.findings() {
            let rule_index = rules.iter().position(|rule| *rule == diagnostic.rule);
            let fingerprint = fingerprints.next(source, diagnostic);
            results.push(result::result(
                source,
                diagnostic,
                &place,
                rule_index,
                &fingerprint,
                language,
            ));
        }
        artifacts.push(
            Artifact::builder()
                .location(place.artifact())
                .encoding(checked.encoding.name())
                .roles(vec![json!("analysisTarget")])
                .build(),
        );
    }
    let driver = ToolComponent::builder()
        .name("evallint")
        .version(env!("CARGO_PKG_VERSION"))
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .language(tag(language))
        .rules(
            rules
                .iter()
                .map(|rule| rule::descriptor(rule, language))
                .collect::<Vec<_>>(),
        )
        .build();
    let mut run = Run::builder()
        .tool(Tool::from(driver))
        .language(tag(language))
        .column_kind(json!(ResultColumnKind::UnicodeCodePoints))
        .default_encoding("UTF-8")
        .invocations(vec![invocation(outcome, language)])
        .artifacts(artifacts)
        .results(results)
        .build();
    run.original_uri_base_ids = outcome.folder.as_deref().map(base_ids);
    run
}

/// The rules that found something, in the order of all rules. The others would say nothing about this run.
fn rules_of(outcome: &Outcome) -> Vec<&'static Rule> {
    let has_found = |rule: &&&Rule| {
        outcome
            .findings()
            .any(|(_, diagnostic)| diagnostic.rule == **rule)
    };
    evallint_linter::RULES.iter().filter(has_found).copied().collect()
}

/// The folder that relative locations are relative to.
fn base_ids(folder: &Path) -> BTreeMap<String, ArtifactLocation> {
    let uri = format!(
        "{}/",
        super::path::uri(&folder.to_string_lossy()).trim_end_matches('/')
    );
    BTreeMap::from([(FOLDER.to_owned(), ArtifactLocation::builder().uri(uri).build())])
}

/// How the run went. A file that could not be read is no result, but the run is not complete without it.
fn invocation(outcome: &Outcome, language: Language) -> Invocation {
    let notifications: Vec<_> = outcome
        .failures
        .iter()
        .map(|failure| notification(failure, outcome.folder.as_deref(), language))
        .collect();
    let invocation = Invocation::builder().execution_successful(notifications.is_empty());
    if notifications.is_empty() {
        invocation.build()
    } else {
        invocation.tool_execution_notifications(notifications).build()
    }
}

fn notification(failure: &Failure, folder: Option<&Path>, language: Language) -> Notification {
    let place = Place::new(&failure.path().to_string_lossy(), None, folder);
    let physical = PhysicalLocation::builder()
        .artifact_location(place.artifact())
        .build();
    Notification::builder()
        .level(json!("error"))
        .message(prose::message(&failure.reason(language)))
        .locations(vec![Location::builder().physical_location(physical).build()])
        .build()
}

/// The language as SARIF wants it: with a country.
fn tag(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh-CN",
        Language::English => "en-US",
    }
}
