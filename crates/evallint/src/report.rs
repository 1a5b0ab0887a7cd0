//! `evallint report`: the verdict on a form as a page.

use std::io::Write;
use std::path::Path;

use evallint_convert::{is_report_page, report_page};
use evallint_linter::{Language, check};

use crate::arguments::ReportCommand;
use crate::check::Content;
use crate::convert::save;
use crate::exit::Exit;
use crate::settings::Chosen;
use crate::terminal;

pub(crate) fn run(command: &ReportCommand, chosen: &Chosen<'_>, language: Language) -> Exit {
    let Some(source) = Content::source_or_complaint(&command.file, language) else {
        return Exit::Failure;
    };
    let settings = chosen.settings_for(&command.file);
    if !chosen.are_sound(language) {
        return Exit::Failure;
    }
    // A reviewer is to see all there is: what the author's baseline records is shown as well.
    let verdict = check(&source, &settings);
    let page = report_page(&source, &verdict, language);
    match command.output.as_deref().filter(|path| *path != Path::new("-")) {
        Some(path) => save(path, &page, command.force || is_page(path), language),
        None => terminal::print(|out| out.write_all(page.as_bytes())),
    }
}

/// Whether a file is such a page already, which no work is lost with.
fn is_page(path: &Path) -> bool {
    std::fs::read(path).is_ok_and(|bytes| is_report_page(&String::from_utf8_lossy(&bytes)))
}
