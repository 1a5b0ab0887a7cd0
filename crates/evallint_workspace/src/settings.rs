//! Which settings are in force for a file: those of the nearest `evallint.toml` at or above its folder.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use evallint_linter::{Mistake, SETTINGS_NAME, Settings, SettingsFile};
use evallint_syntax::Source;

use crate::baseline::BASELINE_NAME;
use crate::bounded_text;
use crate::failure::Failure;

/// The largest file of settings that is read, in bytes.
const LARGEST_SETTINGS: u64 = 1024 * 1024;

/// Which settings to go by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingsChoice {
    /// The nearest `evallint.toml` at or above each file.
    Nearest,
    /// This file, wherever the forms lie.
    File(PathBuf),
    /// None, and no baseline but one that is asked for.
    Isolated,
}

/// A file of settings that was read.
#[derive(Debug)]
pub struct FoundSettings {
    /// The folder it lies in, from the root. Its patterns and paths begin there.
    pub folder: PathBuf,
    /// Its text, under the path by which people know it.
    pub source: Source,
    /// What it says.
    pub file: SettingsFile,
    /// What is wrong with it.
    pub mistakes: Vec<Mistake>,
}

/// The folders around the files that are checked, each looked into once: what changes on disk is seen by a new one.
#[derive(Debug, Clone)]
pub struct Workspace(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    current: PathBuf,
    choice: SettingsChoice,
    known: Mutex<Known>,
}

/// What was found so far.
#[derive(Debug, Default)]
struct Known {
    /// What is in force in each folder, by its path from the root.
    folders: HashMap<PathBuf, InForce>,
    /// The paths from the root of folders as they were asked for.
    absolute: HashMap<PathBuf, PathBuf>,
    /// Every file of settings.
    settings: Vec<Arc<FoundSettings>>,
    failures: Vec<Failure>,
}

/// What is in force in a folder.
#[derive(Debug, Clone, Default)]
struct InForce {
    settings: Option<Arc<FoundSettings>>,
    baseline: Option<PathBuf>,
}

impl Workspace {
    /// The workspace as it is seen from a folder, which is the working directory of a command.
    #[must_use]
    pub fn new(current: PathBuf, choice: SettingsChoice) -> Self {
        let mut known = Known::default();
        if let SettingsChoice::File(path) = &choice {
            let absolute = resolve(&current, path);
            known.load(&absolute, path);
        }
        Self(Arc::new(Inner {
            current,
            choice,
            known: Mutex::new(known),
        }))
    }

    /// The settings in force for what lies in a folder.
    #[must_use]
    pub fn settings_in(&self, folder: &Path) -> Option<Arc<FoundSettings>> {
        self.in_force(folder).settings
    }

    /// The settings in force for a file.
    #[must_use]
    pub fn settings_of(&self, file: &Path) -> Option<Arc<FoundSettings>> {
        self.settings_in(folder_of(file))
    }

    /// The baseline in force for a file: the one its settings name, or else the nearest at or above it.
    #[must_use]
    pub fn baseline_of(&self, file: &Path) -> Option<PathBuf> {
        let InForce { settings, baseline } = self.in_force(folder_of(file));
        let named = settings.and_then(|settings| settings.baseline());
        named.or(baseline)
    }

    /// Where a first baseline for a file is to be written: beside its settings, or else in the working directory.
    #[must_use]
    pub fn new_baseline_for(&self, file: &Path) -> PathBuf {
        let settings = self.settings_of(file);
        let folder = settings
            .as_ref()
            .map_or(self.0.current.as_path(), |settings| settings.folder.as_path());
        folder.join(BASELINE_NAME)
    }

    /// The path of a file from the root. Links are followed only where `..` would mislead.
    #[must_use]
    pub fn absolute(&self, file: &Path) -> PathBuf {
        match file.file_name() {
            Some(name) => self.absolute_folder(folder_of(file)).join(name),
            None => resolve(&self.0.current, file),
        }
    }

    /// The path as people know it: from the working directory where it lies below that.
    #[must_use]
    pub fn shown(&self, path: &Path) -> PathBuf {
        shown(&self.0.current, path)
    }

    /// The files of settings that have mistakes, sorted by path.
    #[must_use]
    pub fn mistaken_settings(&self) -> Vec<Arc<FoundSettings>> {
        let mut mistaken: Vec<_> = self
            .known()
            .settings
            .iter()
            .filter(|settings| !settings.mistakes.is_empty())
            .cloned()
            .collect();
        mistaken.sort_by(|left, right| left.source.path().cmp(right.source.path()));
        mistaken
    }

    /// The files of settings that could not be read, sorted by path.
    #[must_use]
    pub fn failures(&self) -> Vec<Failure> {
        let mut failures = self.known().failures.clone();
        failures.sort_by(|left, right| left.path().cmp(right.path()));
        failures
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        // What was noted before a panic elsewhere is still true.
        self.0.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn absolute_folder(&self, folder: &Path) -> PathBuf {
        let mut known = self.known();
        if let Some(absolute) = known.absolute.get(folder) {
            return absolute.clone();
        }
        let absolute = resolve(&self.0.current, folder);
        known.absolute.insert(folder.to_owned(), absolute.clone());
        absolute
    }

    fn in_force(&self, folder: &Path) -> InForce {
        let absolute = self.absolute_folder(folder);
        self.known().in_force(&absolute, &self.0.current, &self.0.choice)
    }
}

impl Known {
    /// What is in force in a folder. Each folder on the way up is looked into once.
    fn in_force(&mut self, folder: &Path, current: &Path, choice: &SettingsChoice) -> InForce {
        if *choice == SettingsChoice::Isolated {
            return InForce::default();
        }
        let mut in_force = InForce::default();
        let mut unknown = Vec::new();
        for ancestor in folder.ancestors() {
            if let Some(known) = self.folders.get(ancestor) {
                in_force = known.clone();
                break;
            }
            unknown.push(ancestor.to_owned());
        }
        if matches!(choice, SettingsChoice::File(_)) {
            in_force.settings = self.settings.first().cloned();
        }
        for folder in unknown.into_iter().rev() {
            let settings = folder.join(SETTINGS_NAME);
            if *choice == SettingsChoice::Nearest && stands(&settings) {
                in_force.settings = self.load(&settings, &shown(current, &settings));
            }
            let baseline = folder.join(BASELINE_NAME);
            if stands(&baseline) {
                in_force.baseline = Some(baseline);
            }
            self.folders.insert(folder, in_force.clone());
        }
        in_force
    }

    /// Reads a file of settings, or notes why that cannot be.
    fn load(&mut self, path: &Path, shown: &Path) -> Option<Arc<FoundSettings>> {
        match read(path, shown) {
            Ok(found) => {
                let found = Arc::new(found);
                self.settings.push(Arc::clone(&found));
                Some(found)
            }
            Err(failure) => {
                self.failures.push(failure);
                None
            }
        }
    }
}

impl FoundSettings {
    /// What to check in a file, and how. Which rules are selected, ignored and switched off everywhere can be left open.
    #[must_use]
    pub fn settings_for(&self, file: &Path, workspace: &Workspace, selects: bool) -> Settings {
        self.file
            .settings_for(&self.relative(&workspace.absolute(file)), selects)
    }

    /// A path from the root as one from the folder of these settings. What lies elsewhere keeps its own.
    #[must_use]
    pub fn relative(&self, absolute: &Path) -> PathBuf {
        absolute.strip_prefix(&self.folder).unwrap_or(absolute).to_owned()
    }

    /// The baseline these settings name.
    #[must_use]
    pub fn baseline(&self) -> Option<PathBuf> {
        let named = self.file.baseline.as_ref()?;
        Some(resolve(&self.folder, Path::new(&named.value)))
    }
}

fn read(path: &Path, shown: &Path) -> Result<FoundSettings, Failure> {
    let unread = |error: io::Error| Failure::unread(shown, &error);
    let text = bounded_text::read(path, shown, LARGEST_SETTINGS, unread)?;
    let (file, mistakes) = SettingsFile::read(&text);
    let source =
        Source::new(shown.to_string_lossy(), text).map_err(|error| Failure::no_text(shown, error))?;
    Ok(FoundSettings {
        folder: folder_of(path).to_owned(),
        source,
        file,
        mistakes,
    })
}

/// Whether anything stands at a path, even what cannot be read.
fn stands(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn folder_of(file: &Path) -> &Path {
    file.parent().unwrap_or(file)
}

/// A path from the root. Where it goes up, a link on the way would lead elsewhere than the letters say.
fn resolve(current: &Path, path: &Path) -> PathBuf {
    let joined = current.join(path);
    let goes_up = joined
        .components()
        .any(|component| component == Component::ParentDir);
    if goes_up && let Ok(canonical) = fs::canonicalize(&joined) {
        return canonical;
    }
    joined
        .components()
        .filter(|component| *component != Component::CurDir)
        .collect()
}

fn shown(current: &Path, path: &Path) -> PathBuf {
    match path.strip_prefix(current) {
        Ok(below) if !below.as_os_str().is_empty() => below.to_owned(),
        _ => path.to_owned(),
    }
}
