//! Other people's readers take our YAML for the values of our JSON.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use evallint_convert::Target;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::generated::{form, written};
use crate::unlost;

/// A folder with generated forms, each as JSON and as YAML.
fn forms() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut runner = TestRunner::deterministic();
    for number in 0..200 {
        let json = written(&form().new_tree(&mut runner).unwrap().current());
        let yaml = unlost(Target::Json, &json, Target::Yaml);
        fs::write(folder.path().join(format!("{number}.json")), json).unwrap();
        fs::write(folder.path().join(format!("{number}.yaml")), yaml).unwrap();
    }
    folder
}

/// Runs a program to its end; whether it was there and ended well.
fn run(command: &mut Command) -> bool {
    match command.output() {
        Ok(output) => {
            if !output.status.success() {
                eprintln!("{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
            }
            output.status.success()
        }
        Err(error) => {
            eprintln!("{command:?}: {error}");
            false
        }
    }
}

/// Where a reader is installed, below the target folder. Nothing where it cannot be had, which CI does not put up with.
fn installed(name: &str, install: impl FnOnce(&Path) -> bool) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let mark = folder.join("installed");
    if !mark.exists() {
        let is_installed = install(&folder);
        assert!(
            is_installed || std::env::var_os("CI").is_none(),
            "{name} cannot be installed"
        );
        if !is_installed {
            eprintln!("skipped: {name} cannot be installed");
            return None;
        }
        fs::write(mark, "").unwrap();
    }
    Some(folder)
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/writings")
        .join(name)
}

#[test]
fn python_reads_the_same_values() {
    let readers = installed("yaml-readers-python", |folder| {
        run(Command::new("python3").args(["-m", "venv"]).arg(folder))
            && run(Command::new(folder.join("bin/pip")).args([
                "install",
                "PyYAML==6.0.3",
                "ruamel.yaml==0.19.1",
            ]))
    });
    let Some(readers) = readers else { return };
    let forms = forms();
    let mut python = Command::new(readers.join("bin/python"));
    assert!(run(python.arg(script("yaml_readers.py")).arg(forms.path())));
}

#[test]
fn node_reads_the_same_values() {
    let readers = installed("yaml-readers-node", |folder| {
        fs::create_dir_all(folder).unwrap();
        run(Command::new("npm")
            .arg("--prefix")
            .arg(folder)
            .args(["install", "js-yaml@4", "yaml@2"]))
    });
    let Some(readers) = readers else { return };
    let forms = forms();
    let mut node = Command::new("node");
    assert!(run(node
        .arg(script("yaml_readers.cjs"))
        .arg(readers.join("node_modules"))
        .arg(forms.path())));
}
