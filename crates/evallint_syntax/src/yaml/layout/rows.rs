//! The lines that give a document its structure, read as their author meant them.

use std::ops::Range;

use super::super::blocks::is_block_header;
use super::super::brackets::closing;
use super::super::diagnosis::{LONGEST_KEY, full_width_colon, has_sentence, is_amount, is_key, is_name};
use super::super::lines::{Line, quoted_end};

/// How many lines above a text tell where its members stand.
const LINES_BESIDE: usize = 4;

/// A line with a key or a dash, and the lines of text that belong to it.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// The blanks at the beginning of the line.
    pub(super) lead: Lead,
    pub(super) dash: Option<Dash>,
    /// Where the content begins, after the dash.
    pub(super) content: usize,
    /// Where the line ends without the blanks at its end.
    pub(super) end: usize,
    pub(super) key: Option<Range<usize>>,
    pub(super) colon: Colon,
    pub(super) value: RowValue,
    /// The lines of text and the wrong comments after it.
    pub(super) text: Vec<TextLine>,
}

/// A line without a key or a dash.
#[derive(Debug, Clone)]
pub(super) struct TextLine {
    pub(super) lead: Lead,
    /// The mark of a comment that is not the one of YAML.
    pub(super) comment: Option<Range<usize>>,
}

/// The blanks at the beginning of a line.
#[derive(Debug, Clone)]
pub(super) struct Lead {
    pub(super) range: Range<usize>,
    /// How many columns they take.
    pub(super) width: usize,
    /// How many spaces stand before the first blank of another kind.
    pub(super) spaces: usize,
    pub(super) kind: LeadKind,
}

/// What the blanks at the beginning of a line are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeadKind {
    Spaces,
    Tabs,
    /// Full-width spaces, or others that are no plain ones.
    Wide,
}

/// What begins an element of a list.
#[derive(Debug, Clone)]
pub(super) struct Dash {
    /// With the blanks after it.
    pub(super) range: Range<usize>,
    pub(super) is_right: bool,
    /// How many columns lie between the beginning of the dash and the content.
    pub(super) gap: usize,
}

/// What stands between a key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Colon {
    Right,
    /// A colon without a space after it.
    Unspaced(Range<usize>),
    /// A full-width colon.
    Wide(Range<usize>),
    /// Blanks, and no colon.
    Missing(Range<usize>),
}

/// What stands behind the colon or the dash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowValue {
    /// Nothing: members or elements follow.
    Nothing,
    /// A text that may go on.
    Plain,
    /// Something that is complete.
    Complete,
}

impl Row {
    /// How deep the least deep line of its text stands.
    pub(super) fn least_text(&self) -> Option<usize> {
        let lines = self.text.iter().filter(|line| line.comment.is_none());
        lines.map(|line| line.lead.width).min()
    }

    /// The column of the content, where the line stands at `column`.
    pub(super) fn content_column(&self, column: usize) -> usize {
        column + self.dash.as_ref().map_or(0, |dash| dash.gap)
    }
}

/// Reads the rows of a text in which a tab takes so many columns.
pub(super) fn read_rows(text: &str, tab: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut next = Some(Line::at(text, 0));
    let mut has_document = false;
    while let Some(line) = next {
        next = line.following(text);
        let lead = Lead::of(text, &line, tab);
        let content = text.get(lead.range.end..line.end).unwrap_or_default();
        if content.trim().is_empty() || content.starts_with(['#', '%']) {
            continue;
        }
        if lead.range.is_empty() && matches!(content.trim_end(), "---" | "...") {
            if has_document {
                break;
            }
            continue;
        }
        has_document = true;
        let Some(mut row) = read_row(text, &line, lead.clone()) else {
            if let Some(row) = rows.last_mut() {
                let comment = row.comment_mark(content, &lead);
                row.text.push(TextLine { lead, comment });
            }
            continue;
        };
        if let Some(following) = &next {
            row.find_missing_colon(text, following, tab);
        }
        next = skip_text(text, &line, &mut row, &rows, tab);
        rows.push(row);
    }
    rows
}

impl Lead {
    fn of(text: &str, line: &Line, tab: usize) -> Self {
        let content = text.get(line.start..line.end).unwrap_or_default();
        let blanks = content.len() - content.trim_start_matches(is_lead).len();
        let lead = content.get(..blanks).unwrap_or_default();
        let mut width = 0;
        for blank in lead.chars() {
            width += match blank {
                '\t' => tab - width % tab,
                '\u{3000}' => 2,
                '\u{feff}' | '\u{200b}' => 0,
                _ => 1,
            };
        }
        let kind = match lead {
            lead if lead.contains('\t') => LeadKind::Tabs,
            lead if lead.bytes().all(|byte| byte == b' ') => LeadKind::Spaces,
            _ => LeadKind::Wide,
        };
        Self {
            range: line.start..line.start + blanks,
            width,
            spaces: lead.bytes().take_while(|byte| *byte == b' ').count(),
            kind,
        }
    }
}

fn is_lead(character: char) -> bool {
    !matches!(character, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
        && (character.is_whitespace() || character == '\u{200b}')
}

/// The row of a line; nothing where it has neither a key nor a dash.
fn read_row(text: &str, line: &Line, lead: Lead) -> Option<Row> {
    let start = lead.range.end;
    let rest = text.get(start..line.end)?;
    let end = start + rest.trim_end().len();
    let (dash, content) = match read_dash(rest) {
        Some((length, is_right)) => {
            let gap = if is_right { length.max(2) } else { 2 };
            let dash = Dash {
                range: start..start + length,
                is_right,
                gap,
            };
            (Some(dash), start + length)
        }
        None => (None, start),
    };
    let (key, colon, value) = match read_key(text, content, end) {
        Some((key, colon, value)) => (Some(key), colon, value),
        None => (None, Colon::Right, content),
    };
    if key.is_none() && dash.as_ref().is_none_or(|dash| !dash.is_right) {
        return None;
    }
    let written = text.get(value..end).unwrap_or_default().trim_start();
    Some(Row {
        lead,
        dash,
        content,
        end,
        key,
        colon,
        value: value_kind(written),
        text: Vec::new(),
    })
}

/// The length of the dash at the beginning with the blanks after it, and whether it is written right.
fn read_dash(rest: &str) -> Option<(usize, bool)> {
    let mark = rest.chars().next()?;
    let after = rest.get(mark.len_utf8()..)?;
    let blanks = after.len() - after.trim_start_matches(is_lead).len();
    let length = mark.len_utf8() + blanks;
    let blank = after.get(..blanks)?;
    let content = after.get(blanks..)?;
    match mark {
        '-' if !blank.is_empty() || content.is_empty() => {
            // A second dash right after it is not taken apart.
            (!content.starts_with("- ")).then_some((length, blank.is_ascii()))
        }
        '-' => (!content.starts_with(|next: char| next.is_ascii_digit() || next == '-'))
            .then_some((length, false)),
        '－' | '—' | '–' | '−' | '•' | '·' | '●' => Some((length, false)),
        '*' | '+' if !blank.is_empty() => Some((length, false)),
        _ => None,
    }
}

/// The key at the beginning of the content, its colon, and where the value begins.
fn read_key(text: &str, start: usize, end: usize) -> Option<(Range<usize>, Colon, usize)> {
    if let Some(key) = super::super::lines::find_key(text, start, end) {
        let is_short = key.range.len() <= LONGEST_KEY;
        return is_short.then_some((key.range, Colon::Right, key.colon + 1));
    }
    let content = text.get(start..end)?;
    if content.starts_with([
        '"', '\'', '[', ']', '{', '}', ',', '&', '*', '!', '|', '>', '@', '`',
    ]) {
        return None;
    }
    let missing = missing_colon(content);
    if missing.is_none()
        && let Some(at) = full_width_colon(content)
    {
        let colon = start + at..start + at + '：'.len_utf8();
        return Some((start..colon.start, Colon::Wide(colon.clone()), colon.end));
    }
    if let Some(at) = content.find(':').filter(|at| is_key(content, *at)) {
        let colon = start + at..start + at + 1;
        let is_address = text.get(colon.end..end)?.starts_with("//");
        return (!is_address).then(|| (start..colon.start, Colon::Unspaced(colon.clone()), colon.end));
    }
    let (key, value) = missing?;
    Some((
        start..start + key,
        Colon::Missing(start + key..start + value),
        start + value,
    ))
}

/// Where the key ends and the value begins in a content like `key 12.5`, whose value is plain to see.
fn missing_colon(content: &str) -> Option<(usize, usize)> {
    let value = content
        .rfind(char::is_whitespace)
        .map(|blank| content.len() - content.get(blank..).unwrap_or_default().trim_start().len())?;
    let key = content.get(..value)?.trim_end();
    let literal = content.get(value..)?;
    let is_plain = is_amount(literal) || is_block_header(literal);
    (is_plain && !key.contains(char::is_whitespace) && is_key(key, key.len())).then_some((key.len(), value))
}

fn value_kind(written: &str) -> RowValue {
    match written.bytes().next() {
        None | Some(b'#') => RowValue::Nothing,
        Some(b'&' | b'!') if !written.contains([' ', '\t']) => RowValue::Nothing,
        Some(b'"' | b'\'' | b'[' | b'{') => RowValue::Complete,
        _ if is_block_header(written) => RowValue::Complete,
        _ => RowValue::Plain,
    }
}

/// Goes over the lines of a block scalar, of a text in quotes or of brackets, and gives the line after them.
fn skip_text(text: &str, line: &Line, row: &mut Row, before: &[Row], tab: usize) -> Option<Line> {
    let next = line.following(text);
    let written = row.written(text);
    if is_block_header(written) {
        return skip_block(text, next, row, before, tab);
    }
    let value = row.end - written.len();
    let opening = written.bytes().next();
    let is_closed = match opening {
        Some(quote @ (b'"' | b'\'')) => quoted_end(written, quote).is_some(),
        Some(b'[' | b'{') => closing(written).is_some(),
        _ => return next,
    };
    if is_closed {
        return next;
    }
    let region_end = line.end_with_deeper(text, row.lead.width);
    let region = text.get(value..region_end).unwrap_or_default();
    let end = match opening {
        Some(quote @ (b'"' | b'\'')) => quoted_end(region, quote),
        _ => closing(text.get(value..).unwrap_or_default()).map(|end| end + 1),
    };
    let Some(end) = end else {
        row.value = RowValue::Plain;
        return next;
    };
    Line::at(text, value + end - 1).following(text)
}

impl Row {
    /// An element `- key value` has a key, where the next line has one that stands under it.
    fn find_missing_colon(&mut self, text: &str, next: &Line, tab: usize) {
        let content = text.get(self.content..self.end).unwrap_or_default();
        let Some(length) = content
            .find([' ', '\t'])
            .filter(|length| is_key(content, *length))
        else {
            return;
        };
        let lead = Lead::of(text, next, tab);
        let is_under = self.key.is_none() && lead.width == self.content_column(self.lead.width);
        let is_member = |row: Row| row.key.is_some() && row.dash.is_none() && row.colon == Colon::Right;
        if is_under && read_row(text, next, lead).is_some_and(is_member) {
            let rest = content.get(length..).unwrap_or_default();
            let key_end = self.content + length;
            let value = key_end + (rest.len() - rest.trim_start().len());
            self.key = Some(self.content..key_end);
            self.colon = Colon::Missing(key_end..value);
            self.value = value_kind(text.get(value..self.end).unwrap_or_default());
        }
    }

    /// Whether a line in a block of text is clearly a member like those before the text: it stands where the last of them
    /// do, and has the name of a field or a block of its own.
    fn goes_on_beside(&self, text: &str, before: &[Row]) -> bool {
        let column = self.content_column(self.lead.width);
        let is_beside = |row: &Row| row.key.is_some() && row.content_column(row.lead.width) == column;
        let name = self.key.clone().and_then(|key| text.get(key));
        let is_clear = name.is_some_and(is_name) || is_block_header(self.written(text));
        is_clear && before.iter().rev().take(LINES_BESIDE).any(is_beside)
    }

    /// The mark of a line after this one that was meant as a comment: it stands where no text goes on.
    fn comment_mark(&self, content: &str, lead: &Lead) -> Option<Range<usize>> {
        let mark = ["＃", "//", "／／"]
            .into_iter()
            .find(|mark| content.starts_with(mark))?;
        let goes_on = self.value == RowValue::Plain && lead.width > self.content_column(self.lead.width);
        (!goes_on).then(|| lead.range.end..lead.range.end + mark.len())
    }

    /// The value as it is written on its line.
    pub(super) fn written<'t>(&self, text: &'t str) -> &'t str {
        let value = match (&self.key, &self.colon) {
            (None, _) => self.content,
            (Some(key), Colon::Right) => {
                let rest = text.get(key.end..self.end).unwrap_or_default();
                key.end + rest.find(':').map_or(0, |colon| colon + 1)
            }
            (_, Colon::Unspaced(colon) | Colon::Wide(colon) | Colon::Missing(colon)) => colon.end,
        };
        text.get(value..self.end).unwrap_or_default().trim_start()
    }
}

/// Goes over the lines of a block scalar: those that stand as deep as its first, and those without a key.
fn skip_block(text: &str, mut next: Option<Line>, row: &mut Row, before: &[Row], tab: usize) -> Option<Line> {
    let base = row.content_column(row.lead.width);
    let mut first = None;
    while let Some(line) = next {
        let lead = Lead::of(text, &line, tab);
        if lead.range.end < line.end {
            let member = read_row(text, &line, lead.clone()).filter(|row| row.colon == Colon::Right);
            let is_text = match (member, first) {
                (None, None) => true,
                (None, Some((first, _))) => lead.width >= first || lead.width > base || first <= base,
                (Some(member), _) if member.goes_on_beside(text, before) => false,
                (Some(_), None) => lead.width > base,
                // The spaces before a tab are what the parser sees of the indentation.
                (Some(_), Some((first, LeadKind::Spaces))) => lead.spaces >= first,
                (Some(_), Some((first, _))) => lead.width >= first,
            };
            if !is_text {
                return Some(line);
            }
            first = first.or(Some((lead.width, lead.kind)));
            row.text.push(TextLine { lead, comment: None });
        }
        next = line.following(text);
    }
    None
}

/// Whether a row without a right colon may as well be a line of a text.
pub(super) fn may_be_text(text: &str, row: &Row) -> bool {
    let content = text.get(row.content..row.end).unwrap_or_default();
    row.colon != Colon::Right || has_sentence(content.split(": ").next().unwrap_or_default())
}
