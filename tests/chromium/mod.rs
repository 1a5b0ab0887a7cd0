//! The browser that tests open pages in.

#![allow(unreachable_pub, reason = "the module is its test's own")]

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

/// Where Debian's Chromium is.
pub const CHROMIUM: &str = "/usr/bin/chromium";

/// Installs Chromium with apt-get where there is none. Of several processes that ask for it one installs, and the others
/// wait.
pub fn ensure() {
    let lock = File::create(Path::new(env!("CARGO_TARGET_TMPDIR")).join("chromium.lock")).unwrap();
    lock.lock().unwrap();
    if Path::new(CHROMIUM).exists() {
        return;
    }
    for arguments in [
        ["update", "--quiet=2"].as_slice(),
        &[
            "install",
            "--quiet=2",
            "--yes",
            "--no-install-recommends",
            "chromium",
            "fonts-dejavu-core",
            "fonts-noto-cjk",
        ],
    ] {
        let status = Command::new("apt-get")
            .args(arguments)
            .stdin(Stdio::null())
            .status();
        assert!(
            status.is_ok_and(|status| status.success()),
            "the pages are opened in Chromium, which apt-get could not install"
        );
    }
}
