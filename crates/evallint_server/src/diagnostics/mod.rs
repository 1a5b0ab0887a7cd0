//! The findings as the protocol has them.

mod progress;
pub(crate) mod pull;
pub(crate) mod push;
pub(crate) mod settings_file;
pub(crate) mod workspace;

use evallint_linter::{Diagnostic, Language, Message, Related, Report, Severity};
use evallint_syntax::{Source, SourceError};
use lsp_types::{
    CodeDescription, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location, Position,
    Range, Uri,
};

use crate::capabilities::Capabilities;
use crate::configuration::Configuration;
use crate::document::Document;
use crate::encoding::Positions;

/// Whom a diagnostic is from.
pub(crate) const SOURCE: &str = "evallint";

/// The rules whose findings are about what could as well not be there.
const UNNECESSARY: &[&str] = &["unused-suppression", "duplicate-field"];

/// How the findings in one document are told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Telling<'a> {
    /// Its address.
    pub uri: &'a Uri,
    /// Its positions.
    pub positions: Positions<'a>,
    /// The person's settings.
    pub configuration: &'a Configuration,
    /// The language to speak.
    pub language: Language,
    /// What the client can show.
    pub client: &'a Capabilities,
}

impl<'a> Telling<'a> {
    /// How the findings in a source are told.
    pub(crate) fn new(
        uri: &'a Uri,
        source: &'a Source,
        file: Option<&std::path::Path>,
        configuration: &'a Configuration,
        client: &'a Capabilities,
    ) -> Self {
        Self {
            uri,
            positions: Positions::new(source, client.encoding),
            configuration,
            language: configuration.language(file),
            client,
        }
    }

    /// All findings of a report, in its order.
    pub(crate) fn all(self, report: &Report) -> Vec<lsp_types::Diagnostic> {
        report.diagnostics.iter().map(|found| self.one(found)).collect()
    }

    /// A finding.
    pub(crate) fn one(self, found: &Diagnostic) -> lsp_types::Diagnostic {
        let Self { language, client, .. } = self;
        let message = told(&found.message, found.help.as_ref(), language);
        let page = self.configuration.client.page_of(found.rule.id);
        let related = || {
            found
                .related
                .iter()
                .map(|related| self.related(related))
                .collect()
        };
        lsp_types::Diagnostic {
            range: self.positions.range(found.range),
            severity: Some(severity(found.severity)),
            code: Some(found.rule.id.to_owned().into()),
            code_description: page
                .filter(|_| client.code_description)
                .map(|page| CodeDescription::new(Uri(page))),
            source: Some(SOURCE.to_owned()),
            message: message.into(),
            tags: (client.unnecessary && UNNECESSARY.contains(&found.rule.id))
                .then(|| vec![DiagnosticTag::Unnecessary]),
            related_information: (client.related_information && !found.related.is_empty()).then(related),
            data: None,
        }
    }

    fn related(self, related: &Related) -> DiagnosticRelatedInformation {
        DiagnosticRelatedInformation {
            location: Location::new(self.uri.clone(), self.positions.range(related.range)),
            message: related.message.render(self.language),
        }
    }
}

/// What is wrong, and on a line of its own what to do about it.
fn told(message: &Message, help: Option<&Message>, language: Language) -> String {
    let message = message.render(language);
    match help {
        Some(help) => format!("{message}\n{}", help.render(language)),
        None => message,
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    }
}

/// The diagnostics of an open document: none where it is no form.
pub(crate) fn of_document(
    document: &Document,
    configuration: &Configuration,
    client: &Capabilities,
) -> Vec<lsp_types::Diagnostic> {
    let file = document.file.as_deref();
    match document.source() {
        Ok(source) => document.verdict(configuration).map_or_else(Vec::new, |report| {
            Telling::new(&document.uri, source, file, configuration, client).all(report)
        }),
        Err(error) if document.is_form(configuration) => {
            vec![unreadable(error, configuration.language(file))]
        }
        Err(_) => Vec::new(),
    }
}

/// What to say at the beginning of a document that cannot be read at all.
pub(crate) fn unreadable(error: SourceError, language: Language) -> lsp_types::Diagnostic {
    let message = evallint_workspace::Failure::no_text(std::path::Path::new(""), error).reason(language);
    let start = Position::new(0, 0);
    lsp_types::Diagnostic {
        range: Range::new(start, start),
        severity: Some(DiagnosticSeverity::Error),
        source: Some(SOURCE.to_owned()),
        message: message.into(),
        ..lsp_types::Diagnostic::default()
    }
}
