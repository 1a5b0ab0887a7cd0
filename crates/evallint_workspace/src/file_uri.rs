//! Paths as they stand in addresses.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What an address has as it is. A colon is not among them: it would make a scheme of a relative path's beginning.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A path, its folders parted by `/`, with every character encoded that means something else in an address.
#[must_use]
pub fn percent_encoded(path: &str) -> String {
    utf8_percent_encode(path, ENCODED).to_string()
}
