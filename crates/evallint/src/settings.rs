//! Which settings the command goes by: the flags, then the file of settings in force, then what is usual.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use evallint_linter::{Language, Selector, Settings, Severity};
use evallint_workspace::{FoundSettings, SettingsChoice, Workspace};

use crate::arguments::SettingsArguments;
use crate::explain;
use crate::output::Presentation;
use crate::output::full;
use crate::output::palette::Palette;
use crate::terminal;

/// The level from which findings fail where nobody says otherwise.
pub(crate) const USUAL_FAIL_ON: Severity = Severity::Warning;

/// The workspace that the flags ask for, as it is seen from the working directory.
pub(crate) fn workspace(flags: &SettingsArguments) -> Workspace {
    let choice = match (&flags.config, flags.isolated) {
        (Some(file), _) => SettingsChoice::File(file.clone()),
        (None, true) => SettingsChoice::Isolated,
        (None, false) => SettingsChoice::Nearest,
    };
    // Where there is no working directory any more, paths from the root can still be checked.
    Workspace::new(std::env::current_dir().unwrap_or_default(), choice)
}

/// The language in the settings of the working directory, or where it has none in those of the first path.
pub(crate) fn language(workspace: &Workspace, paths: &[PathBuf]) -> Option<Language> {
    let settings = workspace.settings_in(Path::new("")).or_else(|| {
        let first = paths.first()?;
        if first.is_dir() {
            workspace.settings_in(first)
        } else {
            workspace.settings_of(first)
        }
    });
    settings?.file.lang.as_ref().map(|lang| lang.value)
}

/// The settings that are in force, flags before files.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chosen<'a> {
    /// The files.
    pub workspace: &'a Workspace,
    /// The flags.
    pub flags: &'a SettingsArguments,
}

impl<'a> Chosen<'a> {
    pub(crate) fn new(workspace: &'a Workspace, flags: &'a SettingsArguments) -> Self {
        Self { workspace, flags }
    }

    /// What to check in a file, and how. `--select` begins anew: neither what the file of settings ignores everywhere nor
    /// what it switches off is left; `--ignore` adds to what is ignored.
    pub(crate) fn settings_for(self, file: &Path) -> Settings {
        let found = self.workspace.settings_of(file);
        let mut settings = found.as_ref().map_or_else(Settings::default, |found| {
            found.settings_for(file, self.workspace, self.flags.select.is_empty())
        });
        if !self.flags.select.is_empty() {
            settings.selection.select.clone_from(&self.flags.select);
        }
        settings.selection.ignore.extend_from_slice(&self.flags.ignore);
        settings
    }

    /// The level from which findings in a file fail.
    pub(crate) fn fail_on(self, file: &Path) -> Severity {
        let of_settings = || {
            let settings = self.workspace.settings_of(file)?;
            settings.file.fail_on.as_ref().map(|level| level.value)
        };
        self.flags.fail_on.or_else(of_settings).unwrap_or(USUAL_FAIL_ON)
    }

    /// The path from the root of the baseline in force for a file.
    pub(crate) fn baseline_of(self, file: &Path) -> Option<PathBuf> {
        if self.flags.no_baseline {
            return None;
        }
        match &self.flags.baseline {
            Some(named) => Some(self.workspace.absolute(named)),
            None => self.workspace.baseline_of(file),
        }
    }

    /// Says all that is wrong with the flags and with the files of settings that were met. Whether nothing is.
    pub(crate) fn are_sound(self, language: Language) -> bool {
        let unknown = self
            .flags
            .select
            .iter()
            .chain(&self.flags.ignore)
            .filter(|name| Selector::named(name).is_none());
        let mut sound = true;
        for name in unknown {
            sound = false;
            let names = Selector::all().map(Selector::id);
            terminal::complain(&explain::unknown(name, names, language));
        }
        for failure in self.workspace.failures() {
            sound = false;
            terminal::complain(&failure.render(language));
        }
        for settings in self.workspace.mistaken_settings() {
            sound = false;
            show_mistakes(&settings, language);
        }
        sound
    }
}

fn show_mistakes(settings: &Arc<FoundSettings>, language: Language) {
    let presentation = Presentation {
        language,
        palette: Palette::new(terminal::is_error_colored()),
    };
    let mut drawn = Vec::new();
    for mistake in &settings.mistakes {
        // Writing to memory cannot fail.
        let _ = full::write_mistake(&mut drawn, &settings.source, mistake, presentation);
    }
    terminal::show_on_error(&drawn);
}
