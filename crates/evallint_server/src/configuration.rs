//! By what a document is judged: the person's settings, the files of settings and the baselines on disk.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use evallint_linter::{Language, Linter, Memory, Report, Settings};
use evallint_syntax::Source;
use evallint_workspace::{Coverage, Failure, FoundSettings, LoadedBaseline, SettingsChoice, Workspace};

use crate::settings::ClientSettings;

/// Which language to speak, from what says it last to what says it first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tongue {
    /// What the server was started with.
    pub asked: Option<Language>,
    /// What the client's locale or the environment says.
    pub usual: Language,
}

/// What is in force. It is read once; when anything of it changes, it is made anew.
#[derive(Debug)]
pub(crate) struct Configuration {
    /// The person's settings.
    pub client: ClientSettings,
    tongue: Tongue,
    workspace: Workspace,
    known: Mutex<Known>,
    /// Which of all configurations of the server it is.
    pub revision: u64,
}

/// What was read so far.
#[derive(Debug, Default)]
struct Known {
    /// What to check in each file.
    settings: HashMap<PathBuf, Arc<Settings>>,
    /// The baselines by their paths; nothing where one could not be read.
    baselines: HashMap<PathBuf, Option<Arc<LoadedBaseline>>>,
    failures: Vec<Failure>,
}

impl Configuration {
    /// What is in force below a folder, as of now.
    pub(crate) fn new(client: ClientSettings, tongue: Tongue, folder: PathBuf, revision: u64) -> Self {
        let choice = match &client.configuration {
            Some(file) => SettingsChoice::File(file.clone()),
            None => SettingsChoice::Nearest,
        };
        Self {
            client,
            tongue,
            workspace: Workspace::new(folder, choice),
            known: Mutex::default(),
            revision,
        }
    }

    /// The files and folders.
    pub(crate) fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The language to speak about a file, or about nothing in particular.
    pub(crate) fn language(&self, file: Option<&Path>) -> Language {
        let of_file = || {
            let settings = self.workspace.settings_of(file?)?;
            settings.file.lang.as_ref().map(|lang| lang.value)
        };
        self.tongue
            .asked
            .or(self.client.language)
            .or_else(of_file)
            .unwrap_or(self.tongue.usual)
    }

    /// Whether a file is a form by where it lies and how it is named.
    pub(crate) fn coverage(&self, file: &Path) -> Coverage {
        self.workspace.coverage(file)
    }

    /// What to check in a document, and how; what was never saved is judged as usual.
    pub(crate) fn settings_for(&self, file: Option<&Path>) -> Arc<Settings> {
        let Some(file) = file else {
            return Arc::default();
        };
        if let Some(settings) = self.known(|known| known.settings.get(file).cloned()) {
            return settings;
        }
        let found = self.workspace.settings_of(file);
        let settings = found.map_or_else(Settings::default, |found| {
            found.settings_for(file, &self.workspace, true)
        });
        let settings = Arc::new(settings);
        self.known(|known| known.settings.insert(file.to_owned(), Arc::clone(&settings)));
        settings
    }

    /// The verdict on a document without what its baseline records.
    pub(crate) fn judge(&self, file: Option<&Path>, source: &Source, memory: &mut Memory) -> Report {
        let settings = self.settings_for(file);
        let mut report = Linter::standard().check_again(source, &settings, memory);
        if let Some((file, baseline)) = file.and_then(|file| Some((file, self.baseline_of(file)?))) {
            baseline.leave_out(&self.workspace.absolute(file), source, &mut report, &settings);
        }
        report
    }

    /// The files of settings that were met and have mistakes.
    pub(crate) fn mistaken_settings(&self) -> Vec<Arc<FoundSettings>> {
        self.workspace.mistaken_settings()
    }

    /// What could not be read so far.
    pub(crate) fn failures(&self) -> Vec<Failure> {
        let mut failures = self.workspace.failures();
        failures.extend(self.known(|known| known.failures.clone()));
        failures
    }

    fn baseline_of(&self, file: &Path) -> Option<Arc<LoadedBaseline>> {
        let path = self.workspace.baseline_of(file)?;
        if let Some(known) = self.known(|known| known.baselines.get(&path).cloned()) {
            return known;
        }
        let (loaded, failure) = match LoadedBaseline::read(&path, &self.workspace.shown(&path)) {
            Ok(loaded) => (Some(Arc::new(loaded)), None),
            Err(failure) => (None, Some(failure)),
        };
        self.known(|known| {
            known.failures.extend(failure);
            known.baselines.insert(path, loaded.clone());
        });
        loaded
    }

    fn known<T>(&self, look: impl FnOnce(&mut Known) -> T) -> T {
        // What was noted before a panic elsewhere is still true.
        look(&mut self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
