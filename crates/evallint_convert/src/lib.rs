//! Forms written anew, in every writing there is: [`convert`] between them, [`format`] within one, a [`BlankForm`] to fill
//! in, and [`report_page`] with the verdict on one.
//!
//! Owns the writers, and what is said of what a writing cannot hold. What is written is read back before it is given
//! away, so that nothing is lost without a word.
//!
//! Never knows a terminal, a file system, or the language server protocol.

mod allowances;
mod blank_form;
mod comparison;
pub mod content;
mod fitting;
mod format;
mod json;
mod loss;
mod printed_form;
mod reading;
mod refusal;
mod report;
mod table;
mod target;
mod yaml;

use evallint_linter::{Diagnostic, DocumentView, Linter, Message, Pointer, Remark, Settings};
use evallint_schema::KeyLanguage;
use evallint_syntax::{Format, Source, SyntaxErrorKind};

pub use blank_form::{BlankForm, HeadError, HeadValue, ListLengths};
use content::Content;
pub use format::format;
pub use loss::Loss;
pub use printed_form::{PrintedCell, PrintedForm, PrintedTable};
pub use refusal::{FormatRefusal, Refusal};
pub use report::{is_report_page, report_page};
use target::Remarks;
pub use target::Target;

/// The look that the report shares with other pages: colours in light and dark and on paper, fonts, links, what has the focus.
pub const PAGE_STYLE: &str = include_str!("page.css");

/// A form in another writing.
#[derive(Debug)]
pub struct Converted {
    /// What was written.
    pub text: String,
    /// What the writing could not hold, in the order of the source.
    pub losses: Vec<Loss>,
}

/// Writes the form of a source in another writing, with the keys of a language, or else those of the source; a text form
/// has English ones.
///
/// # Errors
/// Fails where the source is not well-formed, or holds nothing of the form.
pub fn convert(source: &Source, target: Target, keys: Option<KeyLanguage>) -> Result<Converted, Refusal> {
    let view = view_of(source)?;
    let keys_before = view.keys();
    let keys = keys.or(keys_before).unwrap_or(KeyLanguage::English);
    let (mut content, mut losses) = carry(&view, target).ok_or(Refusal::Unrecognized)?;
    losses.extend(view.syntax_errors().iter().map(|error| {
        let message = Message::new(&loss::MENDED);
        Loss::new(message, Pointer::root(), Some(error.range))
    }));
    losses.extend(fitting::fit(&mut content, view.title_range(), target));
    losses.extend(fitting::schema_reference(&content, target, keys_before, keys));
    let text = write(&content, target, keys).ok_or(Refusal::Unreadable)?;
    losses.extend(compare(&content, &text, target, &losses)?);
    losses.sort_by_key(|loss| loss.place.map(|place| place.start));
    Ok(Converted { text, losses })
}

/// The document in a source, all of which was read.
fn view_of(source: &Source) -> Result<DocumentView<'_>, Refusal> {
    let view = Linter::standard().read(source).ok_or(Refusal::Unrecognized)?;
    if !view.is_recognized() {
        return Err(Refusal::Unrecognized);
    }
    if !is_whole(&view) {
        return Err(Refusal::Broken(syntax_errors(source)));
    }
    Ok(view)
}

/// Writes a form.
fn write(content: &Content, target: Target, keys: KeyLanguage) -> Option<String> {
    match target {
        Target::Yaml => Some(yaml::write(content, keys)),
        Target::Json => json::write(&content.root, keys).ok(),
        Target::Text | Target::Markdown | Target::Html | Target::Tsv => Some(table::write(content, target)),
    }
}

/// Whether all of a source was read: it is well-formed, or a slip in it leaves no doubt.
fn is_whole(view: &DocumentView<'_>) -> bool {
    view.syntax_errors().iter().all(|error| {
        matches!(
            error.kind,
            SyntaxErrorKind::TrailingComma | SyntaxErrorKind::ExpectedComma | SyntaxErrorKind::WrongQuotes
        )
    })
}

fn syntax_errors(source: &Source) -> Vec<Diagnostic> {
    let settings = Settings::default();
    let report = Linter::standard().check_unsuppressed(source, &settings);
    let mut diagnostics = report.diagnostics;
    diagnostics.retain(|diagnostic| diagnostic.rule.id == "syntax-error");
    diagnostics
}

/// The content of a document with its comments and suppressions as the target says them.
fn carry(view: &DocumentView<'_>, target: Target) -> Option<(Content, Vec<Loss>)> {
    let from = match view.source().format() {
        Format::Json => Remarks::None,
        Format::Yaml => Remarks::OfValues,
        Format::Table => Remarks::OfRows,
    };
    let remarks = view.remarks();
    let stays = |remark: &Remark<'_, '_>| remark.allowance.is_none() || from == target.remarks();
    let (mut content, mut losses) = reading::content_of(view, &remarks, stays)?;
    // Only where something is allowed does it matter what is found.
    let findings = if view.source().text().contains(allowances::TOOL) {
        let report = Linter::standard().check_unsuppressed(view.source(), &Settings::default());
        report.diagnostics
    } else {
        Vec::new()
    };
    let mut carried: Vec<_> = remarks
        .iter()
        .filter(|remark| !stays(remark))
        .filter_map(|remark| allowances::of_remark(remark, target, &findings))
        .collect();
    if target.is_table() {
        carried.extend(allowances::take_members(&mut content, &findings));
    }
    losses.extend(allowances::place(&mut content, carried, target));
    Some((content, losses))
}

/// What is read back otherwise than it was written.
fn compare(content: &Content, text: &str, target: Target, told: &[Loss]) -> Result<Vec<Loss>, Refusal> {
    let again = read_back(text, target)?;
    Ok(comparison::differences(content, &again, target, told))
}

/// The content of what was written.
fn read_back(text: &str, target: Target) -> Result<Content, Refusal> {
    let name = format!("a.{}", target.extension());
    let source = Source::new(name, text).map_err(|_| Refusal::Unreadable)?;
    let view = Linter::standard().read(&source).ok_or(Refusal::Unreadable)?;
    let (again, _) = reading::content_of(&view, &[], |_| false).ok_or(Refusal::Unreadable)?;
    Ok(again)
}
