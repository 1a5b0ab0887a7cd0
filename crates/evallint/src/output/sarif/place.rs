//! Where something is.

use std::path::Path;

use evallint_linter::Pointer;
use evallint_syntax::{ByteRange, Source};
use serde_sarif::sarif::{ArtifactLocation, Location, LogicalLocation, PhysicalLocation, Region};

use crate::output::path::{below, uri};

/// What the folder that relative locations are relative to is called.
pub(super) const FOLDER: &str = "SRCROOT";

/// A file.
#[derive(Debug)]
pub(super) struct Place {
    uri: String,
    is_relative: bool,
    index: Option<usize>,
}

impl Place {
    /// The file with this path, the `index`th of the run's artifacts.
    pub(super) fn new(path: &str, index: Option<usize>, folder: Option<&Path>) -> Self {
        let path = below(path, folder);
        Self {
            uri: uri(&path),
            is_relative: folder.is_some() && !Path::new(&path).is_absolute(),
            index,
        }
    }

    /// The file.
    pub(super) fn artifact(&self) -> ArtifactLocation {
        ArtifactLocation {
            uri: Some(self.uri.clone()),
            uri_base_id: self.is_relative.then(|| FOLDER.to_owned()),
            index: self.index.and_then(|index| i64::try_from(index).ok()),
            ..ArtifactLocation::default()
        }
    }

    /// A range in the file, and the field that stands there.
    pub(super) fn location(&self, source: &Source, range: ByteRange, pointer: &Pointer) -> Location {
        let physical = PhysicalLocation::builder()
            .artifact_location(self.artifact())
            .region(region(source, range))
            .build();
        let mut location = Location::builder().physical_location(physical).build();
        location.logical_locations = logical(pointer).map(|field| vec![field]);
        location
    }
}

/// A range by lines and columns. Offsets would be those of the text and not of the file where its encoding is another.
pub(super) fn region(source: &Source, range: ByteRange) -> Region {
    let span = source.place(range);
    Region::builder()
        .start_line(span.start.line)
        .start_column(span.start.column)
        .end_line(span.end.line)
        .end_column(span.end.column)
        .build()
}

/// The field by its JSON Pointer. The whole document has no name of its own.
fn logical(pointer: &Pointer) -> Option<LogicalLocation> {
    let (_, name) = pointer.as_str().rsplit_once('/')?;
    let is_element = name.bytes().all(|byte| byte.is_ascii_digit());
    let field = LogicalLocation::builder()
        .name(name)
        .fully_qualified_name(pointer.as_str())
        .kind(if is_element { "element" } else { "property" })
        .build();
    Some(field)
}
