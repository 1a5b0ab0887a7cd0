//! The file system side of checking: which files are forms, which settings and which baseline are in force for each.
//!
//! Owns the walk through folders, the search for `evallint.toml` and for baselines, the baseline itself, and the
//! replacement of files and folders. The command and the language server go by the same [`Workspace`].
//!
//! Never knows a rule, a terminal, or the language server protocol, and never gives a verdict.

mod baseline;
mod bounded_text;
mod discovery;
mod failure;
mod file_uri;
mod folder_replacement;
mod omission;
mod replacement;
mod settings;

pub use baseline::{BASELINE_NAME, Baseline, Fingerprint, LoadedBaseline, Recognized};
pub use discovery::{Coverage, FORM_PATTERNS, Found};
pub use failure::Failure;
pub use file_uri::percent_encoded;
pub use folder_replacement::{FolderError, replace_folder};
pub use omission::{Omission, fingerprints, ran};
pub use replacement::{ReplaceError, create, replace};
pub use settings::{FoundSettings, SettingsChoice, Workspace};
