//! Mistakes in the files of settings, shown in them.

use std::collections::BTreeMap;

use evallint_linter::Mistake;
use evallint_workspace::FoundSettings;
use lsp_types::{DiagnosticSeverity, PublishDiagnosticsNotification, PublishDiagnosticsParams, Uri};

use super::{SOURCE, told};
use crate::client::Client;
use crate::configuration::Configuration;
use crate::encoding::{Encoding, Positions};
use crate::file_uri;

/// What the client was told of each file of settings. These are always pushed: nobody asks for the diagnostics of a file
/// that is of another language.
#[derive(Debug, Default)]
pub(crate) struct ToldSettings(BTreeMap<String, Vec<lsp_types::Diagnostic>>);

impl ToldSettings {
    /// Tells what is wrong with the files that were met, and takes back what is no longer. Whether anything was told.
    pub(crate) fn tell(
        &mut self,
        client: &Client,
        configuration: &Configuration,
        encoding: Encoding,
    ) -> bool {
        let mistaken = configuration.mistaken_settings();
        if mistaken.is_empty() && self.0.is_empty() {
            return false;
        }
        let mut now = BTreeMap::new();
        for settings in &mistaken {
            let path = settings.folder.join(evallint_linter::SETTINGS_NAME);
            let diagnostics = diagnostics(settings, configuration, encoding);
            now.insert(file_uri::uri_of(&path).0, diagnostics);
        }
        // A file that was not met since the settings were read anew may still be as it was.
        let gone = self.0.keys().filter(|uri| !now.contains_key(*uri));
        let mut told = false;
        for uri in gone.cloned().collect::<Vec<_>>() {
            let was_met = file_uri::path_of(&Uri(uri.clone()))
                .is_some_and(|path| configuration.workspace().settings_of(&path).is_some());
            let is_there = file_uri::path_of(&Uri(uri.clone())).is_some_and(|path| path.exists());
            if was_met || !is_there {
                now.insert(uri, Vec::new());
            }
        }
        for (uri, diagnostics) in now {
            if self.0.get(&uri) == Some(&diagnostics) {
                continue;
            }
            told = true;
            client.notify::<PublishDiagnosticsNotification>(&PublishDiagnosticsParams {
                uri: Uri(uri.clone()),
                version: None,
                diagnostics: diagnostics.clone(),
            });
            if diagnostics.is_empty() {
                self.0.remove(&uri);
            } else {
                self.0.insert(uri, diagnostics);
            }
        }
        told
    }
}

fn diagnostics(
    settings: &FoundSettings,
    configuration: &Configuration,
    encoding: Encoding,
) -> Vec<lsp_types::Diagnostic> {
    let positions = Positions::new(&settings.source, encoding);
    let language = configuration.language(None);
    let tell = |mistake: &Mistake| lsp_types::Diagnostic {
        range: positions.range(mistake.range),
        severity: Some(DiagnosticSeverity::Error),
        source: Some(SOURCE.to_owned()),
        message: told(&mistake.message, mistake.help.as_ref(), language).into(),
        ..lsp_types::Diagnostic::default()
    };
    settings.mistakes.iter().map(tell).collect()
}
