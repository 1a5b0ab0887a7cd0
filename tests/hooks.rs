//! The hooks, in the real pre-commit and the real prek: from a repository of this source they are built, block the commit of a
//! form with findings, and let a clean one pass.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod validators;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;
use validators::{Validators, said};

const CLEAN: &str = include_str!("forms/education.eval.yaml");

fn git(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new("git");
    command
        .args([
            "-c",
            "user.name=tester",
            "-c",
            "user.email=tester@example.invalid",
        ])
        .args(arguments)
        .current_dir(folder);
    // A hook that runs these tests must not lead git to its own repository.
    for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"] {
        command.env_remove(name);
    }
    command.output().unwrap()
}

fn succeed(output: &Output) {
    assert!(output.status.success(), "{}", said(output));
}

/// A repository of this source as it lies here, and the commit.
fn source_repository() -> (TempDir, String) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = TempDir::new().unwrap();
    let files = git(
        here,
        &["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    );
    succeed(&files);
    for name in String::from_utf8(files.stdout).unwrap().split_terminator('\0') {
        let (from, to) = (here.join(name), folder.path().join(name));
        // A file that is deleted and not yet committed is still listed.
        if from.is_file() {
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(from, to).unwrap();
        }
    }
    succeed(&git(
        folder.path(),
        &["init", "--quiet", "--initial-branch", "main"],
    ));
    succeed(&git(folder.path(), &["add", "--all", "--force"]));
    succeed(&git(folder.path(), &["commit", "--quiet", "--message", "source"]));
    let commit = git(folder.path(), &["rev-parse", "HEAD"]);
    let commit = String::from_utf8(commit.stdout).unwrap().trim().to_owned();
    (folder, commit)
}

/// An office's repository that uses the hooks.
struct Office {
    folder: TempDir,
}

impl Office {
    fn new(source: &Path, commit: &str, hooks: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        let hooks: Vec<String> = hooks
            .iter()
            .map(|hook| {
                format!(
                    "      - id: {hook}
"
                )
            })
            .collect();
        let config = format!(
            "repos:\n  - repo: {}\n    rev: {commit}\n    hooks:\n{}",
            source.display(),
            hooks.concat()
        );
        fs::write(folder.path().join(".pre-commit-config.yaml"), config).unwrap();
        succeed(&git(
            folder.path(),
            &["init", "--quiet", "--initial-branch", "main"],
        ));
        succeed(&git(folder.path(), &["add", "."]));
        succeed(&git(folder.path(), &["commit", "--quiet", "--message", "hooks"]));
        Self { folder }
    }

    /// Writes the form and runs the hooks on what is to be committed.
    fn commit(&self, runner: &Runner<'_>, form: &str) -> (bool, String) {
        fs::write(self.folder.path().join("自评表.eval.yaml"), form).unwrap();
        succeed(&git(self.folder.path(), &["add", "."]));
        let output = runner.run(self.folder.path());
        (output.status.success(), said(&output))
    }

    fn form(&self) -> String {
        fs::read_to_string(self.folder.path().join("自评表.eval.yaml")).unwrap()
    }
}

/// pre-commit, or what takes its place.
struct Runner<'v> {
    validators: &'v Validators,
    name: &'static str,
    home: TempDir,
}

impl Runner<'_> {
    fn run(&self, folder: &Path) -> Output {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hooks");
        let mut command = self.validators.program(self.name);
        command
            .arg("run")
            .current_dir(folder)
            .env("PRE_COMMIT_HOME", self.home.path())
            .env("PREK_HOME", self.home.path())
            // Both build the same source; nobody waits for it to be optimized here.
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "64")
            .env("LC_ALL", "C.UTF-8");
        for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"] {
            command.env_remove(name);
        }
        command.output().unwrap()
    }
}

#[test]
fn a_form_with_findings_is_not_committed_and_a_clean_one_is() {
    let validators = Validators::installed();
    let (source, commit) = source_repository();
    let wrong = CLEAN.replace("98.36%", "97.36%");
    let unformatted = CLEAN.replace("6.32%", "6.32");
    for name in ["pre-commit", "prek"] {
        let home = TempDir::new().unwrap();
        let runner = Runner {
            validators: &validators,
            name,
            home,
        };
        let office = Office::new(source.path(), &commit, &["evallint"]);
        let (passed, told) = office.commit(&runner, &wrong);
        assert!(
            !passed && told.contains("completion-rate-mismatch"),
            "{name}: {told}"
        );
        assert!(told.contains("自评表.eval.yaml:12:20"), "{name}: {told}");
        let (passed, told) = office.commit(&runner, CLEAN);
        assert!(passed && told.contains("Passed"), "{name}: {told}");
        let office = Office::new(source.path(), &commit, &["evallint-fix"]);
        let (passed, told) = office.commit(&runner, &unformatted);
        assert!(
            !passed && told.contains("files were modified by this hook"),
            "{name}: {told}"
        );
        assert_eq!(office.form(), CLEAN, "{name}");
        let (passed, told) = office.commit(&runner, CLEAN);
        assert!(passed, "{name}: {told}");
    }
}
