//! A rule, as the tool describes it.

use std::collections::BTreeMap;

use evallint_linter::{Language, Rule, Severity};
use serde_json::json;
use serde_sarif::sarif::{
    MultiformatMessageString, PropertyBag, ReportingConfiguration, ReportingDescriptor,
};

pub(super) fn descriptor(rule: &Rule, language: Language) -> ReportingDescriptor {
    let configuration = ReportingConfiguration::builder()
        .level(json!(level(rule.severity)))
        .build();
    let mut descriptor = ReportingDescriptor::builder()
        .id(rule.id)
        .short_description(plain(&short_description(rule, language)))
        .full_description(plain(rule.description(language)))
        .help(
            MultiformatMessageString::builder()
                .text(rule.remedy(language))
                .markdown(rule.published_page(language))
                .build(),
        )
        .default_configuration(configuration)
        .properties(properties(rule))
        .build();
    descriptor.name = name(rule.id);
    descriptor
}

/// A name that says more than the id does: none where the id is a single word.
fn name(id: &str) -> Option<String> {
    id.contains('-').then(|| pascal_case(id))
}

fn plain(text: &str) -> MultiformatMessageString {
    MultiformatMessageString::builder().text(text).build()
}

/// The name as a sentence, which is the title of an alert.
fn short_description(rule: &Rule, language: Language) -> String {
    let stop = match language {
        Language::Chinese => '。',
        Language::English => '.',
    };
    format!("{}{stop}", rule.name_in(language))
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The group as a tag, and the severity once more in the words of GitHub.
fn properties(rule: &Rule) -> PropertyBag {
    let severity = match rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    };
    PropertyBag::builder()
        .tags(vec![rule.group.as_str().to_owned()])
        .additional_properties(BTreeMap::from([("problem.severity".to_owned(), json!(severity))]))
        .build()
}

/// The id as SARIF wants a name.
fn pascal_case(id: &str) -> String {
    let mut name = String::with_capacity(id.len());
    for word in id.split('-') {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_as_a_name() {
        assert_eq!(name("threshold-as-result").as_deref(), Some("ThresholdAsResult"));
        assert_eq!(name("residue"), None);
    }
}
