//! The site that is published: its files, its pages as browsers and readers have them, and the command that writes it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[cfg(target_os = "linux")]
#[path = "../chromium/mod.rs"]
mod chromium;
#[path = "../server/client.rs"]
mod client;
#[path = "../command/mod.rs"]
mod command;
mod content;
mod links;
#[path = "../pages/mod.rs"]
mod pages;
mod publishing;
#[cfg(target_os = "linux")]
mod readers;
mod rule_pages;
#[cfg(target_os = "linux")]
#[path = "../validators/mod.rs"]
mod validators;

use std::fs;
use std::path::Path;

use evallint_linter::Language;
use evallint_site::{BaseUrl, SiteFile, site};
use pages::Page;

/// Where the site is said to lie.
const BASE: &str = "https://example.org/public/schemas/";

/// The folders of the languages.
const LANGUAGES: [(Language, &str); 2] = [(Language::Chinese, "zh"), (Language::English, "en")];

/// The site.
fn files() -> Vec<SiteFile> {
    site(&BaseUrl::parse(BASE).unwrap())
}

/// What a file says.
fn text(file: &SiteFile) -> &str {
    str::from_utf8(&file.bytes).unwrap()
}

/// The pages with their paths.
fn html_pages(files: &[SiteFile]) -> Vec<(&str, Page)> {
    let pages = files.iter().filter(|file| is_page(&file.path));
    pages
        .map(|file| (file.path.as_str(), Page::read(text(file))))
        .collect()
}

fn is_page(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|extension| extension == "html")
}

/// Writes the site to a folder.
fn write(files: &[SiteFile], folder: &Path) {
    for file in files {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &file.bytes).unwrap();
    }
}
