//! Neovim, with the files in editors/neovim that its users copy.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::command;
use crate::editor::{errands, run};
use crate::validators::Validators;

fn within(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Neovim without settings or plugins of anyone's, as it runs a script.
fn neovim(validators: &Validators, task: &Path, seen: &Path) -> Command {
    let mut neovim = validators.program("nvim");
    neovim
        .args(["--clean", "--headless", "-S"])
        .arg(within("tests/server/neovim.lua"))
        .env("TASK", task)
        .env("SEEN", seen)
        .env_remove("NVIM_APPNAME")
        .env_remove("VIMINIT")
        .env("NVIM_LOG_FILE", task.with_file_name("nvim.log"));
    command::without_locale(&mut neovim);
    neovim
}

fn mends_each_form(way: &Value) {
    let validators = Validators::installed();
    for errand in errands() {
        let seen = errand.run(|task, seen| neovim(&validators, task, seen), way);
        errand.is_done(&seen);
    }
}

#[test]
fn it_shows_mends_and_saves_forms() {
    mends_each_form(&json!({ "runtime": within("editors/neovim"), "enable": true }));
}

/// As versions before 0.11 start a server.
#[test]
fn it_does_so_in_the_older_way() {
    mends_each_form(&json!({ "runtime": within("editors/neovim"), "enable": false }));
}

/// What it takes from the menu is a snippet, for of plain text it writes no more than the first word.
#[test]
fn it_begins_a_form() {
    let validators = Validators::installed();
    for name in ["new.eval.yaml", "new.eval.txt", "new.eval.json"] {
        let folder = command::folder(&[(name, "")]);
        let task = json!({
            "file": folder.path().join(name), "runtime": within("editors/neovim"), "enable": true,
        });
        let seen = run(|task, seen| neovim(&validators, task, seen), &task);
        assert_eq!(seen["completion"][0], "部门整体支出绩效自评表");
        assert_eq!(seen["told"], json!([]));
        let made = command::run(folder.path(), &["new", "--output", &format!("made.{name}")]);
        assert_eq!(made.code, Some(0), "{made:?}");
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!(read(name), read(&format!("made.{name}")), "{name}");
    }
}
