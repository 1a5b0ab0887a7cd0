//! Emacs with Eglot, and the file in editors/emacs that its users load.

use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::command;
use crate::editor::errands;

/// Emacs without settings of anyone's, as it runs a script.
fn emacs(task: &Path, seen: &Path) -> Command {
    let within = |path: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let mut emacs = Command::new("emacs");
    emacs
        .args(["--quick", "--batch", "--load"])
        .arg(within("tests/server/emacs.el"))
        .env("TASK", task)
        .env("SEEN", seen)
        .env("LIBRARY", within("editors/emacs"));
    command::without_locale(&mut emacs);
    // Without it Emacs takes the names of files for Latin letters.
    emacs.env("LC_CTYPE", "C.UTF-8");
    emacs
}

#[test]
fn it_shows_mends_and_saves_forms() {
    let version = Command::new("emacs").arg("--version").output();
    assert!(
        version.is_ok_and(|output| output.status.success()),
        "this test needs Emacs with Eglot: on Debian, apt-get install emacs-nox elpa-eglot"
    );
    for errand in errands() {
        let seen = errand.run(emacs, &json!({}));
        errand.is_done(&seen);
        // It says that it shows no Markdown, and would show its marks.
        let hover = seen["hover"].as_str().unwrap();
        assert!(!hover.contains("**") && !hover.contains("```"), "{hover}");
    }
}
