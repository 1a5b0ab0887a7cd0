//! `evallint check --fix` and `--diff`: the fixes of one document.

use std::path::Path;

use evallint_linter::{Applicability, Fixed, Settings, fix};
use evallint_syntax::Source;
use evallint_workspace::{Failure, replace};
use similar::TextDiff;

use crate::arguments::CheckCommand;
use crate::output::visible_text::sanitize;

/// What is to be done about findings that have a fix.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fixing {
    /// How far a fix must be trusted at least.
    least: Applicability,
    /// Whether the change is only shown.
    pub is_shown_only: bool,
}

impl Fixing {
    /// What the command asks for; nothing where it only checks.
    pub(crate) fn of(command: &CheckCommand) -> Option<Self> {
        let least = if command.unsafe_fixes {
            Applicability::Unsafe
        } else {
            Applicability::Safe
        };
        (command.fix || command.diff).then_some(Self {
            least,
            is_shown_only: command.diff,
        })
    }

    /// The document after its fixes; nothing where there are none. `bytes` are those of its file.
    ///
    /// # Errors
    /// Fails where the bytes could not all be written back as they are.
    pub(crate) fn fix(
        self,
        source: &Source,
        bytes: &[u8],
        settings: &Settings,
    ) -> Result<Option<Fixed>, Failure> {
        let fixed = fix(source, settings, self.least);
        if fixed.is_some() && *source.to_bytes() != *bytes {
            return Err(Failure::not_reversible(Path::new(source.path())));
        }
        Ok(fixed)
    }
}

/// Writes a document over the file it was read from.
///
/// # Errors
/// Fails where the file cannot be replaced; it stays as it was then.
pub(crate) fn write_back(path: &Path, bytes: &[u8], fixed: &Source) -> Result<(), Failure> {
    replace(path, bytes, &fixed.to_bytes()).map_err(|error| Failure::not_replaced(path, &error))
}

/// What changed, as a unified diff; `label` says how the text became what it is now. What a terminal would obey is made visible in it.
pub(crate) fn diff(before: &Source, after: &Source, label: &str) -> String {
    let path = before.path();
    let diff = TextDiff::from_lines(before.text(), after.text());
    let unified = diff
        .unified_diff()
        .header(path, &format!("{path} ({label})"))
        .to_string();
    let lines = unified.split_inclusive('\n').map(|line| {
        let (content, end) = line.split_at(line.trim_end_matches(['\n', '\r']).len());
        // A tab is what parts the cells of a form.
        let cells: Vec<_> = content.split('\t').map(sanitize).collect();
        cells.join("\t") + end.trim_start_matches('\r')
    });
    lines.collect()
}
