//! Files of the tool's own, which are read whole and are never long.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::failure::Failure;

/// The text of a file of at most so many bytes, in UTF-8. `shown` is what people know the file by, and `unread` what to
/// tell them where the system does not give it.
///
/// # Errors
/// Fails where it is no file, cannot be read, is longer, or is in another encoding.
pub(crate) fn read(
    path: &Path,
    shown: &Path,
    most: u64,
    unread: impl Fn(io::Error) -> Failure,
) -> Result<String, Failure> {
    let metadata = fs::metadata(path).map_err(&unread)?;
    if !metadata.is_file() {
        return Err(Failure::not_a_file_to_read(shown, metadata.is_dir()));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .map_err(&unread)?
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(&unread)?;
    if bytes.len() as u64 > most {
        return Err(Failure::too_large(shown, most));
    }
    String::from_utf8(bytes).map_err(|error| Failure::not_utf8(shown, error.utf8_error().valid_up_to()))
}
