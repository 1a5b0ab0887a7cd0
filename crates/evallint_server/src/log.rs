//! A record of the traffic, kept where a person asks for one.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Where the traffic is recorded: each message with its method and how long it took, never what a document says.
#[derive(Debug)]
pub struct Log {
    file: Option<Mutex<File>>,
    start: Instant,
}

impl Default for Log {
    fn default() -> Self {
        Self {
            file: None,
            start: Instant::now(),
        }
    }
}

impl Log {
    /// A record in a file, behind what it holds already.
    ///
    /// # Errors
    /// Fails where the file cannot be opened or made.
    pub fn to_file(path: &Path) -> io::Result<Self> {
        let file = File::options().create(true).append(true).open(path)?;
        let log = Self {
            file: Some(Mutex::new(file)),
            start: Instant::now(),
        };
        let seconds = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| since.as_secs());
        log.write(&format!(
            "evallint {} begins at {seconds} s after 1970",
            env!("CARGO_PKG_VERSION")
        ));
        Ok(log)
    }

    /// Adds a line, after the time since the start in milliseconds.
    pub(crate) fn write(&self, line: &str) {
        let Some(file) = &self.file else { return };
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        let milliseconds = self.start.elapsed().as_micros();
        // A record that cannot be kept is no reason to stop.
        let _ = writeln!(
            file,
            "{:>10}.{:03} {line}",
            milliseconds / 1000,
            milliseconds % 1000
        );
    }
}
