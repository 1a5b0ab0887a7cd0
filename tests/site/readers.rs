//! The pages in front of other people's programs: a validator of HTML, axe-core, and a browser.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use tempfile::TempDir;

use crate::validators::{Validators, said};
use crate::{chromium, files, is_page, write};

/// The site in a folder below another, as a server has it below a path.
struct Written {
    root: TempDir,
    site: PathBuf,
    pages: Vec<PathBuf>,
}

impl Written {
    /// A page of each kind in both languages. The rules have their pages alike; these have all that such a page can have.
    fn one_of_each_kind(&self) -> Vec<PathBuf> {
        const RULES: [&str; 2] = ["adjustment-sign", "syntax-error"];
        let is_wanted = |page: &&PathBuf| {
            let rule = page
                .parent()
                .and_then(Path::parent)
                .is_some_and(|folder| folder.ends_with("rules"));
            let named = page.parent().and_then(Path::file_name);
            !rule || named.is_some_and(|name| RULES.iter().any(|rule| name == *rule))
        };
        self.pages.iter().filter(is_wanted).cloned().collect()
    }
}

fn written() -> Written {
    let root = TempDir::new().unwrap();
    let site = root.path().join("public/schemas");
    let files = files();
    write(&files, &site);
    let pages = files.iter().filter(|file| is_page(&file.path));
    Written {
        pages: pages.map(|file| site.join(&file.path)).collect(),
        site,
        root,
    }
}

fn own_script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

#[test]
fn a_validator_of_html_finds_nothing() {
    let validators = Validators::installed();
    let written = written();
    let mut validator = validators.node_script("html-validate/bin/html-validate.mjs");
    validator.args(["--preset", "recommended"]);
    // It counts the characters of a title with its references as they are written, and wants ids to be without the dots
    // that HTML allows.
    validator.args(["--rule", "long-title:off", "--rule", "valid-id:off"]);
    let output = validator.args(&written.pages).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
}

#[test]
fn everyone_can_read_it() {
    let validators = Validators::installed();
    let written = written();
    let mut axe = validators.own_script(&own_script("pages/axe.cjs"));
    // The pages are built alike in both languages; one of the English ones stands for the others.
    let english = written.site.join("en");
    let is_wanted = |page: &PathBuf| !page.starts_with(&english) || page.parent() == Some(&english);
    let pages = written.one_of_each_kind().into_iter().filter(is_wanted);
    let output = axe.args(pages).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
}

/// A plain server of files.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn of(folder: &Path, validators: &Validators) -> Self {
        let mut process = validators
            .program("python")
            .args([
                "-u",
                "-m",
                "http.server",
                "--bind",
                "127.0.0.1",
                "0",
                "--directory",
            ])
            .arg(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let port = line.split_whitespace().find_map(|word| word.parse::<u16>().ok());
        let port = port.unwrap_or_else(|| panic!("{line:?} names no port"));
        Self {
            process,
            address: format!("http://127.0.0.1:{port}"),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn it_works_in_a_browser_from_files_and_below_a_path() {
    let validators = Validators::installed();
    let written = written();
    let server = Server::of(written.root.path(), &validators);
    let mut browser = validators.own_script(&own_script("site/browser.cjs"));
    let below = format!("{}/public/schemas/", server.address);
    let output = browser
        .arg(chromium::program())
        .arg(&written.site)
        .arg(below)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
}
