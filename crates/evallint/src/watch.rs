//! `--watch`: checks again whenever something changes that the verdict depends on.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use evallint_linter::{Language, SETTINGS_NAME};
use evallint_workspace::BASELINE_NAME;
use ignore::WalkBuilder;
use notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, Debouncer, NoCache, new_debouncer_opt};

use crate::arguments::{CheckCommand, SettingsArguments};
use crate::exit::Exit;
use crate::settings;
use crate::terminal;

/// How long nothing more must happen before the files are read: editors write in several steps.
const SETTLED: Duration = Duration::from_millis(100);

/// Files beside the forms that a verdict depends on.
const SETTINGS: &[&str] = &[SETTINGS_NAME, BASELINE_NAME, ".gitignore", ".ignore"];

/// Checks, and again after each change, until the process is ended.
pub(crate) fn run(command: &CheckCommand, language: Language, check: impl Fn() -> Exit) -> Exit {
    if command.paths.iter().any(|path| path == Path::new("-")) || command.stdin_filename.is_some() {
        terminal::complain(match language {
            Language::Chinese => "标准输入不会变化，不能与 --watch 一起用；请写明要检查的文件或文件夹",
            Language::English => "standard input does not change: name files or folders for --watch",
        });
        return Exit::Failure;
    }
    match watch(command, language, check) {
        Ok(exit) => exit,
        Err(error) => {
            terminal::complain(&match language {
                Language::Chinese => format!("无法监视文件变化（{error}）；请去掉 --watch 再运行"),
                Language::English => format!("changes cannot be watched ({error}); run it without --watch"),
            });
            Exit::Failure
        }
    }
}

fn watch(command: &CheckCommand, language: Language, check: impl Fn() -> Exit) -> notify::Result<Exit> {
    let mut watched = Watched::new(command)?;
    loop {
        watched.follow()?;
        if io::stdout().is_terminal() && command.output_file.is_none() {
            terminal::clear();
        }
        check();
        terminal::complain(match language {
            Language::Chinese => "文件有变化时会重新检查，按 Ctrl-C 结束",
            Language::English => "checking again when something changes; Ctrl-C ends it",
        });
        if terminal::is_closed() {
            return Ok(Exit::Clean);
        }
        watched.wait()?;
    }
}

/// The folders that are watched, and what is of interest in them.
struct Watched {
    debouncer: Debouncer<RecommendedWatcher, NoCache>,
    events: Receiver<DebounceEventResult>,
    folders: BTreeSet<PathBuf>,
    /// What was asked for.
    paths: Vec<PathBuf>,
    /// The files that are checked.
    files: BTreeSet<PathBuf>,
    /// What a run writes itself.
    output: Option<PathBuf>,
    /// What goes before the settings.
    flags: SettingsArguments,
    /// The settings and the baseline that were named.
    named: Vec<PathBuf>,
}

impl Watched {
    fn new(command: &CheckCommand) -> notify::Result<Self> {
        let (sender, events) = mpsc::channel();
        let debouncer = new_debouncer_opt(SETTLED, None, sender, NoCache::new(), notify::Config::default())?;
        let paths = match command.paths.as_slice() {
            [] => vec![std::path::absolute(".")?],
            paths => paths.iter().map(std::path::absolute).collect::<io::Result<_>>()?,
        };
        let output = command
            .output_file
            .as_deref()
            .map(std::path::absolute)
            .transpose()?;
        let flags = command.settings.clone();
        let named = flags.config.iter().chain(&flags.baseline);
        let named = named.map(std::path::absolute).collect::<io::Result<_>>()?;
        Ok(Self {
            flags,
            named,
            debouncer,
            events,
            folders: BTreeSet::new(),
            paths,
            files: BTreeSet::new(),
            output,
        })
    }

    /// Watches the folders that there are now. One that appears while the others are being taken in is found by looking
    /// once more; one that was replaced is watched anew.
    fn follow(&mut self) -> notify::Result<()> {
        loop {
            let wanted = self.wanted();
            for folder in &wanted {
                match self.debouncer.watch(folder, RecursiveMode::NonRecursive) {
                    Err(error) if folder.is_dir() && !is_forbidden(&error) => {
                        return Err(error.add_path(folder.clone()));
                    }
                    Ok(()) | Err(_) => {}
                }
            }
            let is_all = wanted.is_subset(&self.folders);
            self.folders = wanted;
            if is_all {
                self.files = self.discovered();
                return Ok(());
            }
        }
    }

    /// The files to check, as they are now.
    fn discovered(&self) -> BTreeSet<PathBuf> {
        let workspace = settings::workspace(&self.flags);
        workspace.discover(&self.paths).files.into_iter().collect()
    }

    /// The folders with forms or settings in them, but for those that are not walked either.
    fn wanted(&self) -> BTreeSet<PathBuf> {
        let walked = self.paths.iter().filter(|path| path.is_dir()).flat_map(|root| {
            WalkBuilder::new(root)
                .require_git(false)
                .git_global(false)
                .build()
                .flatten()
                .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_dir()))
                .map(ignore::DirEntry::into_path)
        });
        let above = self
            .paths
            .iter()
            .flat_map(|path| path.ancestors())
            .map(Path::to_owned);
        let named = self
            .named
            .iter()
            .filter_map(|path| path.parent().map(Path::to_owned));
        walked
            .chain(above)
            .chain(named)
            .filter(|folder| folder.is_dir())
            .collect()
    }

    /// Waits for a change that matters.
    fn wait(&self) -> notify::Result<()> {
        loop {
            let events = self
                .events
                .recv()
                .map_err(|closed| notify::Error::generic(&closed.to_string()))?;
            match events {
                Ok(events) if self.matters(&events) => return Ok(()),
                Ok(_) => {}
                Err(errors) => errors.into_iter().try_for_each(Err)?,
            }
        }
    }

    /// Whether something happened to a file that is checked or to the settings, or there are other files to check or
    /// folders to watch now. Reading a file is no change.
    fn matters(&self, events: &[DebouncedEvent]) -> bool {
        let mut changes = events.iter().filter(|event| !event.kind.is_access()).peekable();
        if changes.peek().is_none() {
            return false;
        }
        changes.any(|event| event.need_rescan() || event.paths.iter().any(|path| self.is_of_interest(path)))
            || self.discovered() != self.files
            || self.wanted() != self.folders
    }

    fn is_of_interest(&self, path: &Path) -> bool {
        let is_settings = path
            .file_name()
            .is_some_and(|name| SETTINGS.iter().any(|known| name == *known))
            || self.named.iter().any(|named| named == path);
        let leads_to_a_path = self.paths.iter().any(|asked| asked.starts_with(path));
        let is_own_report = self.output.as_deref() == Some(path);
        !is_own_report
            && (is_settings || leads_to_a_path || self.files.contains(path) || self.folders.contains(path))
    }
}

/// Whether the folder may not be read. What is in it is not checked either.
fn is_forbidden(error: &notify::Error) -> bool {
    matches!(&error.kind, notify::ErrorKind::Io(error) if error.kind() == io::ErrorKind::PermissionDenied)
}
