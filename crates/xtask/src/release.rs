//! What was released last of the schemas: `schemas/released` keeps a copy of each that others build on. What editors are
//! told is left out, for it is the same with explanations.

use std::fs;
use std::path::{Path, PathBuf};

use evallint_linter::{PublicationKind, publications};
use evallint_schema::{Addresses, Dialect, SCHEMA_RELEASE};

/// The folder of the released schemas, below the top of the repository.
const FOLDER: &str = "schemas/released";

/// Takes the schemas as they are for the last release. The tests say first whether they may be.
///
/// # Errors
/// Fails where the list of changes does not tell of the release, or a file cannot be written.
pub(crate) fn command(top: &Path) -> Result<(), String> {
    let versions = top.join("schemas/VERSIONS.md");
    let told = fs::read_to_string(&versions).map_err(|error| format!("{}: {error}", versions.display()))?;
    let heading = format!("### {SCHEMA_RELEASE}\n");
    if told.matches(&heading).count() != 2 {
        return Err(format!(
            "{} does not tell of {SCHEMA_RELEASE} in both languages",
            versions.display()
        ));
    }
    for (path, content) in released() {
        let path = top.join(FOLDER).join(path);
        let folder = path.parent().unwrap_or(top);
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        fs::write(&path, content).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// The schemas that others build on, as they are now.
fn released() -> impl Iterator<Item = (PathBuf, String)> {
    let is_built_on = |kind: PublicationKind| match kind {
        PublicationKind::Form(schema) => schema.dialect != Dialect::Editor,
        PublicationKind::Settings | PublicationKind::Findings => true,
        PublicationKind::Catalog => false,
    };
    publications(&Addresses::Names)
        .into_iter()
        .filter(move |published| is_built_on(published.kind))
        .map(|published| (published.path.into(), format!("{:#}\n", published.content)))
}
