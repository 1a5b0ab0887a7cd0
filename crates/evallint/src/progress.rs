//! How far a long run is, on a terminal.

use std::io::{self, IsTerminal};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use evallint_linter::Language;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long a run goes on in silence.
const PATIENCE: Duration = Duration::from_millis(500);

/// Counts the files that were checked. Only a terminal is told, and only of a run that lasts; a log never is.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    started: Instant,
    shown: OnceLock<()>,
    wanted: bool,
    language: Language,
}

impl Progress {
    /// Begins to count, up to so many files.
    pub(crate) fn new(files: usize, language: Language) -> Self {
        let wanted = io::stderr().is_terminal() && std::env::var_os("CI").is_none();
        Self {
            bar: ProgressBar::with_draw_target(u64::try_from(files).ok(), ProgressDrawTarget::hidden()),
            started: Instant::now(),
            shown: OnceLock::new(),
            wanted,
            language,
        }
    }

    /// Counts a file.
    pub(crate) fn advance(&self) {
        if self.wanted && self.started.elapsed() > PATIENCE {
            self.shown.get_or_init(|| self.show());
        }
        self.bar.inc(1);
    }

    /// Takes the line away.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn show(&self) {
        let template = match self.language {
            Language::Chinese => "正在检查 {bar:30} {pos}/{len} 个文件",
            Language::English => "checking {bar:30} {pos}/{len} files",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        self.bar.set_draw_target(ProgressDrawTarget::stderr());
    }
}
