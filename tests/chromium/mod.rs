//! The browser that tests open pages in.

#![allow(unreachable_pub, reason = "the module is its test's own")]

use std::path::PathBuf;

/// The program that `CHROMIUM` names, or the one on the path.
///
/// # Panics
/// Panics where there is none; `.ci/run` installs it.
pub fn program() -> PathBuf {
    let named = std::env::var_os("CHROMIUM").unwrap_or_else(|| "chromium".into());
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|folder| folder.join(&named))
        .find(|program| program.is_file())
        .unwrap_or_else(|| panic!("pages are shown in Chromium: apt-get install chromium fonts-noto-cjk"))
}
