//! Suppressions written into a document, where its writing has a place for them.

use evallint_syntax::{ByteRange, Format, NodeId, Value, escape_double_quoted, read_table};

use super::member::KEY;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Name};
use crate::fix::Edit;
use crate::pointer::Pointer;

/// The ways to allow a finding for a reason, from the one that allows least to the one that allows most.
pub(crate) fn ways_to_allow(document: &Document<'_>, diagnostic: &Diagnostic, reason: &str) -> Vec<Edit> {
    let rule = diagnostic.rule.id;
    let comment = |verb: &str| format!("evallint: {verb} {rule} {reason}");
    match document.source.format() {
        Format::Json => member(document, diagnostic, reason).into_iter().collect(),
        Format::Yaml => {
            let above = nearest(document, &diagnostic.pointer).and_then(|id| line_of(document, id));
            let below = above.map(|line| {
                let text = document.source.slice(line);
                let indent = text.len() - text.trim_start_matches([' ', '\t']).len();
                let indent = text.get(..indent).unwrap_or_default();
                Edit::insertion(
                    line.start,
                    format!("{indent}# {}{}", comment("allow"), document.line_break()),
                )
            });
            let whole = format!("# {}{}", comment("allow-file"), document.line_break());
            below
                .into_iter()
                .chain([Edit::insertion(beginning(document), whole)])
                .collect()
        }
        Format::Table => {
            let written = |verb| format!("<!-- {} -->{}", comment(verb), document.line_break());
            let row = row_start(document, diagnostic.range);
            vec![
                Edit::insertion(row, written("allow")),
                Edit::insertion(beginning(document), written("allow-file")),
            ]
        }
    }
}

/// Where the text begins, behind a byte order mark.
fn beginning(document: &Document<'_>) -> u32 {
    let text = document.source.text();
    if text.starts_with('\u{FEFF}') { 3 } else { 0 }
}

/// The value that a pointer names, or the nearest container that is there.
fn nearest(document: &Document<'_>, pointer: &Pointer) -> Option<NodeId> {
    let mut wanted = pointer.clone();
    loop {
        let found = document
            .named_nodes()
            .map(|(id, _)| id)
            .find(|id| document.pointer(*id) == wanted);
        match (found, wanted.parent()) {
            (Some(id), _) => return Some(id),
            (None, Some(parent)) => wanted = parent,
            (None, None) => return None,
        }
    }
}

/// The line that a value begins on, or its key.
fn line_of(document: &Document<'_>, id: NodeId) -> Option<ByteRange> {
    let node = document.node(id);
    // A comment about the whole document stands at its beginning, not above its first member.
    node.parent()?;
    let begins = node.key.as_ref().map_or(node.range, |key| key.range);
    Some(document.line_range(begins))
}

/// Where the row begins that a place is in.
fn row_start(document: &Document<'_>, place: ByteRange) -> u32 {
    let grid = read_table(document.source.text());
    let row = grid
        .rows()
        .iter()
        .map(|row| row.range)
        .rfind(|range| range.start <= place.start);
    document.line_range(row.unwrap_or(place)).start
}

/// An entry under the key of suppressions in the object that a finding is in.
fn member(document: &Document<'_>, diagnostic: &Diagnostic, reason: &str) -> Option<Edit> {
    let mut object = nearest(document, &diagnostic.pointer)?;
    while !matches!(document.node(object).value, Value::Object) || is_unnamed(document, object) {
        object = document.node(object).parent()?;
    }
    let within = document.pointer(object);
    let at = diagnostic.pointer.as_str().strip_prefix(within.as_str())?;
    let (rule, reason) = (diagnostic.rule.id, escape_double_quoted(reason));
    let entry = if at.is_empty() {
        format!("{{\"rule\": \"{rule}\", \"reason\": \"{reason}\"}}")
    } else {
        let at = escape_double_quoted(at);
        format!("{{\"rule\": \"{rule}\", \"at\": \"{at}\", \"reason\": \"{reason}\"}}")
    };
    let ours = document
        .children(object)
        .find(|(_, node)| node.key.as_ref().is_some_and(|key| key.text == KEY));
    let Some((ours, _)) = ours else {
        return append(document, object, &format!("\"{KEY}\": {{\"allow\": [{entry}]}}"));
    };
    let (allow, node) = document
        .children(ours)
        .find(|(_, node)| node.key.as_ref().is_some_and(|key| key.text == "allow"))?;
    match node.value {
        Value::Array => append(document, allow, &entry),
        Value::Object => append(document, allow, &format!("\"{rule}\": \"{reason}\"")),
        _ => None,
    }
}

fn is_unnamed(document: &Document<'_>, id: NodeId) -> bool {
    matches!(document.name(id), Name::Free | Name::Ignored)
}

/// Writes a member or element behind the last of its container, on a line of its own where that one has one.
fn append(document: &Document<'_>, container: NodeId, written: &str) -> Option<Edit> {
    let (_, last) = document.children(container).last()?;
    let begins = last.key.as_ref().map_or(last.range.start, |key| key.range.start);
    let line = document.line_range(ByteRange::new(begins, begins));
    let before = document.source.slice(ByteRange::new(line.start, begins));
    let indent = before.strip_suffix('"').unwrap_or(before);
    let text = if indent.chars().all(char::is_whitespace) {
        format!(",{}{indent}{written}", document.line_break())
    } else {
        format!(", {written}")
    };
    Some(Edit::insertion(last.range.end, text))
}
