//! One layout for every form in a writing, without a change of what it says.

mod table;
mod yaml;

use evallint_linter::{Diagnostic, DocumentView, Linter, Settings};
use evallint_schema::KeyLanguage;
use evallint_syntax::{Format, Source, is_html};

use crate::content::{Content, Entry};
use crate::target::Target;
use crate::{FormatRefusal, comparison, json, reading, syntax_errors};

/// The source in its one layout, its line ends and byte order mark kept.
///
/// # Errors
/// Fails where the source cannot be laid out without a change of its values, comments or findings.
pub fn format(source: &Source) -> Result<Source, FormatRefusal> {
    let view = Linter::standard()
        .read(source)
        .ok_or(FormatRefusal::Unrecognized)?;
    if source.format() == Format::Table && is_html(source.text()) {
        return Err(FormatRefusal::Page);
    }
    if !view.syntax_errors().is_empty() {
        return Err(FormatRefusal::Broken(syntax_errors(source)));
    }
    if !view.is_recognized() {
        return Err(FormatRefusal::Unrecognized);
    }
    let formatted = settled(source).ok_or(FormatRefusal::Unsafe)?;
    if formatted.text() == source.text() || says_the_same(source, &formatted) {
        Ok(formatted)
    } else {
        Err(FormatRefusal::Unsafe)
    }
}

/// The layout that is its own layout.
fn settled(source: &Source) -> Option<Source> {
    const MOST_ROUNDS: usize = 4;
    let mut current = laid_out(source)?;
    for _ in 0..MOST_ROUNDS {
        let next = laid_out(&current)?;
        if next.text() == current.text() {
            return Some(current);
        }
        current = next;
    }
    None
}

fn laid_out(source: &Source) -> Option<Source> {
    let marked = source.text();
    let text = marked.trim_start_matches('\u{FEFF}');
    let mark = marked.get(..marked.len() - text.len())?;
    let written = match source.format() {
        Format::Json => {
            let view = Linter::standard().read(source)?;
            let (content, _) = reading::content_of(&view, &[], |_| false)?;
            json::write(&content.root, view.keys().unwrap_or(KeyLanguage::English)).ok()?
        }
        Format::Yaml => yaml::lay_out(&with_line_feeds(text))?,
        Format::Table => table::lay_out(&Linter::standard().read(source)?),
    };
    let written = written.trim_end_matches('\n').to_owned() + "\n";
    let written = written.replace('\n', line_end(text));
    source.with_text(format!("{mark}{written}")).ok()
}

fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// How the first line of a text ends.
fn line_end(text: &str) -> &'static str {
    match text.find(['\r', '\n']).and_then(|at| text.get(at..)) {
        Some(rest) if rest.starts_with("\r\n") => "\r\n",
        Some(rest) if rest.starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// Whether two sources hold the same values with the same comments about them, and the same is found in both.
fn says_the_same(before: &Source, after: &Source) -> bool {
    let linter = Linter::standard();
    let (Some(before_view), Some(after_view)) = (linter.read(before), linter.read(after)) else {
        return false;
    };
    let (Some(left), Some(right)) = (whole(&before_view), whole(&after_view)) else {
        return false;
    };
    // YAML tells every kind of value apart.
    comparison::differences(&left, &right, Target::Yaml, &[]).is_empty()
        && left.title == right.title
        && all_comments(&left) == all_comments(&right)
        && before_view.unread().len() == after_view.unread().len()
        && findings(before) == findings(after)
}

fn whole(view: &DocumentView<'_>) -> Option<Content> {
    reading::content_of(view, &view.remarks(), |_| true).map(|(content, _)| content)
}

/// The comments with what each is about.
fn all_comments(content: &Content) -> Vec<(String, String)> {
    let mut comments = Vec::new();
    let unplaced = content.preface.iter().chain(&content.closing);
    comments.extend(unplaced.map(|comment| (String::new(), comment.text.clone())));
    gather(&content.root, &evallint_linter::Pointer::root(), &mut comments);
    comments
}

fn gather(entry: &Entry, pointer: &evallint_linter::Pointer, comments: &mut Vec<(String, String)>) {
    comments.extend(
        entry
            .comments()
            .map(|comment| (pointer.to_string(), comment.text.clone())),
    );
    for (index, child) in entry.children().iter().enumerate() {
        gather(child, &child.pointer_in(pointer, index), comments);
    }
}

fn findings(source: &Source) -> Vec<(&'static str, String)> {
    let report = Linter::standard().check(source, &Settings::default());
    let pair = |diagnostic: Diagnostic| (diagnostic.rule.id, diagnostic.pointer.to_string());
    let mut pairs: Vec<_> = report.diagnostics.into_iter().map(pair).collect();
    pairs.sort();
    pairs
}
