//! What is published for other teams as a site of plain files: the schemas at their addresses, a reference of the forms,
//! the rules, in Chinese and English.
//!
//! Owns the pages, how they look, the search in them and the checksums. The site is made in memory, from the same tables
//! that the linter goes by. Its pages ask for nothing outside it, work from a file system and below any path, and say all
//! without a script.
//!
//! Never knows a terminal, a file system, or the language server protocol.

mod base_url;
mod checksums;
mod downloads;
mod form_reference;
mod frame;
mod home;
mod kit;
mod language;
mod markdown;
mod place;
mod published;
mod rule_index;
mod rule_page;
mod search;
mod usage;
mod versions;

use evallint_convert::PAGE_STYLE;

pub use base_url::{BaseUrl, BaseUrlError};
pub use checksums::{CHECKSUMS, unchanged_files};
pub use place::rule_pages;

use form_reference::Mentions;
use frame::Page;
use language::LANGUAGES;
use place::{Place, SCRIPT, STYLE};
use published::Published;

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteFile {
    /// Its path below the base address, with slashes.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl SiteFile {
    fn new(path: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        Self {
            path: path.into(),
            bytes: content.into(),
        }
    }
}

/// What the pages are made from.
struct Site<'s> {
    base: &'s BaseUrl,
    published: Vec<Published>,
    mentions: Mentions,
}

/// The whole site for an address, the checksums last.
#[must_use]
pub fn site(base: &BaseUrl) -> Vec<SiteFile> {
    let site = Site {
        base,
        published: published::all(base),
        mentions: Mentions::read(),
    };
    let mut files: Vec<SiteFile> = site
        .published
        .iter()
        .map(|published| SiteFile::new(published.path.as_str(), published.text.as_str()))
        .collect();
    files.push(SiteFile::new(
        STYLE,
        [PAGE_STYLE, include_str!("assets/site.css")].concat(),
    ));
    files.push(SiteFile::new(kit::ARCHIVE_PATH, kit::ARCHIVE));
    files.push(SiteFile::new(SCRIPT, include_str!("assets/search.js")));
    for language in LANGUAGES {
        let mut entries = Vec::new();
        for place in Place::all() {
            let page = Page::new(&site, place, language, place.path(language));
            let body = page.body();
            entries.extend(body.entries(&page));
            files.push(SiteFile::new(page.path.as_str(), page.render(&body)));
        }
        files.push(SiteFile::new(
            place::search_index(language),
            search::script(&entries),
        ));
    }
    // The address itself shows the beginning in the language of the forms.
    let front = Page::new(&site, Place::Home, LANGUAGES[0], place::FRONT.to_owned());
    files.push(SiteFile::new(place::FRONT, front.render(&front.body())));
    files.push(checksums::of(&files));
    files
}
