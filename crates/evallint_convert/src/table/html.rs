//! The printed form as an HTML page with one table, its merged cells merged.

use std::fmt::Write;

use crate::content::Comment;

use super::rows::{Cell, Sheet};

/// The page, in UTF-8, with all that comes from the document escaped.
pub(super) fn write(sheet: &Sheet<'_>) -> String {
    let mut out = String::new();
    out.push_str("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    let title = escaped(sheet.title);
    // Writing to a string cannot fail.
    let _ = writeln!(out, "<title>{title}</title>\n{STYLE}</head>\n<body>");
    write_comments(&mut out, sheet.preface);
    let _ = writeln!(out, "<h2>{title}</h2>");
    if let Some((comments, line)) = &sheet.heading {
        write_comments(&mut out, comments.iter().copied());
        let _ = writeln!(out, "<p>{}</p>", escaped(line));
    }
    out.push_str("<table>\n");
    // For each column how many more rows the cell above reaches down.
    let mut covered = vec![0_usize; sheet.width];
    for row in &sheet.rows {
        write_comments(&mut out, row.comments.iter().copied());
        write_row(&mut out, &row.cells, &mut covered);
    }
    out.push_str("</table>\n");
    write_comments(&mut out, sheet.closing);
    out.push_str("</body>\n</html>\n");
    out
}

fn write_row(out: &mut String, cells: &[Cell<'_>], covered: &mut [usize]) {
    out.push_str("<tr>");
    let mut end = 0;
    for column in 0..covered.len() {
        if column < end {
            continue;
        }
        let Some(rows) = covered.get_mut(column) else {
            continue;
        };
        if *rows > 0 {
            *rows -= 1;
        } else if let Some(cell) = cells.iter().find(|cell| cell.column == column) {
            write_cell(out, cell);
            end = column + cell.columns;
            let below = covered.get_mut(column..end).unwrap_or_default();
            below.fill(cell.rows - 1);
        } else {
            out.push_str("<td></td>");
        }
    }
    out.push_str("</tr>\n");
}

fn write_cell(out: &mut String, cell: &Cell<'_>) {
    let tag = if cell.is_label { "th" } else { "td" };
    let _ = write!(out, "<{tag}");
    for (attribute, count) in [("colspan", cell.columns), ("rowspan", cell.rows)] {
        if count > 1 {
            let _ = write!(out, " {attribute}=\"{count}\"");
        }
    }
    let _ = write!(out, ">{}</{tag}>", escaped(&cell.text));
}

fn write_comments<'c>(out: &mut String, comments: impl IntoIterator<Item = &'c Comment>) {
    for comment in comments {
        let _ = writeln!(out, "<!-- {} -->", comment.text);
    }
}

/// The text as HTML shows it: line breaks as elements, and every other blank that HTML would fold as a reference.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut after_blank = true;
    let is_folded = |character: char| matches!(character, ' ' | '\t' | '\r' | '\u{C}');
    let last = text.len() - text.chars().next_back().map_or(0, char::len_utf8);
    for (at, character) in text.char_indices() {
        let ends_line = text.get(at + 1..).is_some_and(|rest| rest.starts_with('\n'));
        let is_kept = character == ' ' && !after_blank && !ends_line && at != last;
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\n' if at > 0 && at != last => escaped.push_str("<br>"),
            _ if is_folded(character) && !is_kept || character.is_control() => {
                let _ = write!(escaped, "&#{};", u32::from(character));
            }
            _ => escaped.push(character),
        }
        after_blank = character == ' ' || character == '\n';
    }
    escaped
}

/// Enough for the table to look like the printed one.
const STYLE: &str = "<style>
table { border-collapse: collapse; }
th, td { border: 1px solid; padding: 0.3em 0.5em; text-align: left; vertical-align: top; }
th { font-weight: 600; }
</style>
";
