//! A text to be read, and the one place that turns byte ranges into what a person reads.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use crate::html::is_html;
use crate::range::{ByteRange, offset};

/// The largest source that is read, in bytes.
pub const LARGEST_SOURCE: usize = 64 * 1024 * 1024;

/// A document's text with its path and format.
#[derive(Debug)]
pub struct Source {
    path: String,
    text: String,
    format: Format,
    encoding: Encoding,
    line_starts: OnceLock<Vec<u32>>,
}

/// How a source is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json,
    /// YAML.
    Yaml,
    /// The printed form: a table of tab-separated or piped cells, or of HTML.
    Table,
}

/// How the characters of a file are encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// GB18030, the national standard.
    Gb18030,
}

impl Encoding {
    /// The name it is registered by.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030",
        }
    }
}

/// Why bytes are no source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceError {
    /// Longer than is read, in bytes.
    TooLarge(usize),
    /// Neither UTF-8, from this byte on, nor GB18030.
    NotUtf8(usize),
    /// Binary data: a NUL at this byte.
    Binary(usize),
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge(size) => {
                write!(f, "{size} bytes are more than the {LARGEST_SOURCE} that are read")
            }
            Self::NotUtf8(at) => write!(f, "not UTF-8 from byte {at} on, and not GB18030"),
            Self::Binary(at) => write!(f, "a binary file: NUL at byte {at}"),
        }
    }
}

impl std::error::Error for SourceError {}

/// A place between two characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1. A byte order mark is no column.
    pub column: u32,
    /// The offset in bytes, from 0.
    pub offset: u32,
}

/// A range as a person reads it; the end is excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Where it begins.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

impl Source {
    /// A source from a text. Its format is told by its content, and where that does not tell by the path's extension.
    ///
    /// # Errors
    /// Fails where the text is too large or holds a NUL.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Result<Self, SourceError> {
        let (path, text) = (path.into(), text.into());
        Self::admit(&text)?;
        let format = Format::of(&path, &text);
        Ok(Self {
            path,
            text,
            format,
            encoding: Encoding::Utf8,
            line_starts: OnceLock::new(),
        })
    }

    /// Whether a text can be a source's.
    ///
    /// # Errors
    /// Fails where the text is too large or holds a NUL.
    pub fn admit(text: &str) -> Result<(), SourceError> {
        if text.len() > LARGEST_SOURCE {
            return Err(SourceError::TooLarge(text.len()));
        }
        match memchr::memchr(0, text.as_bytes()) {
            Some(at) => Err(SourceError::Binary(at)),
            None => Ok(()),
        }
    }

    /// The text alone.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// The same document with another text: its path, its format and its encoding stay.
    ///
    /// # Errors
    /// Fails where the text is too large or holds a NUL.
    pub fn with_text(&self, text: impl Into<String>) -> Result<Self, SourceError> {
        Ok(Self {
            format: self.format,
            encoding: self.encoding,
            ..Self::new(self.path.clone(), text)?
        })
    }

    /// A source from the bytes of a file, in UTF-8 or GB18030. Offsets are always those of the text in UTF-8.
    ///
    /// # Errors
    /// Fails where the bytes are too many, hold a NUL or are in another encoding.
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Result<Self, SourceError> {
        if bytes.len() > LARGEST_SOURCE {
            return Err(SourceError::TooLarge(bytes.len()));
        }
        if let Some(at) = memchr::memchr(0, &bytes) {
            return Err(SourceError::Binary(at));
        }
        let (text, encoding) = match String::from_utf8(bytes) {
            Ok(text) => (text, Encoding::Utf8),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let text = from_gb18030(error.as_bytes()).ok_or(SourceError::NotUtf8(at))?;
                (text, Encoding::Gb18030)
            }
        };
        Ok(Self {
            encoding,
            ..Self::new(path, text)?
        })
    }

    /// How the file's characters are encoded.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The bytes of a file with this text in the source's encoding. Bytes that GB18030 has for one character besides the
    /// usual ones come out as the usual ones.
    #[must_use]
    pub fn to_bytes(&self) -> Cow<'_, [u8]> {
        match self.encoding {
            Encoding::Utf8 => Cow::Borrowed(self.text.as_bytes()),
            Encoding::Gb18030 => encoding_rs::GB18030.encode(&self.text).0,
        }
    }

    /// The path as it was given.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text, a byte order mark included.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How the text is written.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// The text of a range; empty where the range is not of this source.
    #[must_use]
    pub fn slice(&self, range: ByteRange) -> &str {
        self.text.get(range.as_index()).unwrap_or_default()
    }

    /// Line, column and offset of both ends of a range.
    #[must_use]
    pub fn place(&self, range: ByteRange) -> Span {
        Span {
            start: self.position(range.start),
            end: self.position(range.end),
        }
    }

    /// The text of the line (from 1) without its line break, and the byte it begins at.
    #[must_use]
    pub fn line(&self, line: u32) -> (&str, u32) {
        let starts = self.line_starts();
        let index = line.saturating_sub(1) as usize;
        let start = starts.get(index).copied().unwrap_or(offset(self.text.len()));
        let end = starts
            .get(index + 1)
            .map_or(self.text.len(), |next| *next as usize);
        let text = self.text.get(start as usize..end).unwrap_or_default();
        (text.trim_end_matches(['\r', '\n']), start)
    }

    /// The line (from 1) in which a byte stands, and the byte it begins at.
    #[must_use]
    pub fn line_at(&self, at: u32) -> (u32, u32) {
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= at).max(1);
        (offset(line), starts.get(line - 1).copied().unwrap_or_default())
    }

    fn position(&self, at: u32) -> Position {
        let at = self.text.floor_char_boundary(at as usize);
        let (line, start) = self.line_at(offset(at));
        let start = start as usize;
        let before = self.text.get(start..at).unwrap_or_default();
        let columns = before.strip_prefix('\u{FEFF}').unwrap_or(before).chars().count();
        Position {
            line,
            column: offset(columns + 1),
            offset: offset(at),
        }
    }

    /// Where each line begins. Lines end with LF, CRLF or a lone CR.
    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let breaks = memchr::memchr2_iter(b'\n', b'\r', bytes)
                .filter(|at| bytes.get(*at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n'))
                .map(|at| offset(at + 1));
            std::iter::once(0).chain(breaks).collect()
        })
    }
}

/// The text, if the bytes are GB18030. UTF-8 that was damaged would often pass for it as well, and is told by the many
/// characters in it that are sound.
fn from_gb18030(bytes: &[u8]) -> Option<String> {
    let (mut sound, mut damaged) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk
            .valid()
            .chars()
            .filter(|character| !character.is_ascii())
            .count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    if sound > damaged {
        return None;
    }
    encoding_rs::GB18030
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(Cow::into_owned)
}

impl Format {
    fn of(path: &str, text: &str) -> Self {
        let content = text.trim_start_matches(|first: char| first == '\u{FEFF}' || first.is_whitespace());
        let extension = path
            .rsplit_once('.')
            .map(|(_, extension)| extension.to_ascii_lowercase());
        let is_named_yaml = matches!(extension.as_deref(), Some("yaml" | "yml"));
        if content.starts_with(['{', '[']) || extension.as_deref() == Some("json") {
            return Self::Json;
        }
        if is_html(content) {
            return Self::Table;
        }
        let begins_as_yaml = begins_as_yaml(content);
        if begins_as_yaml && is_named_yaml {
            Self::Yaml
        } else if has_table(content) {
            Self::Table
        } else if begins_as_yaml || is_named_yaml {
            Self::Yaml
        } else {
            Self::Table
        }
    }
}

/// Whether a line is the row of a table: its cells are between pipes, or have a tab between them. A tab behind a key of
/// YAML is between no cells, wherever it stands.
fn has_table(content: &str) -> bool {
    content.lines().any(|line| {
        let line = line.trim_matches([' ', '\t', '\r']);
        let is_piped = line.len() > 1 && line.starts_with('|') && line.ends_with('|');
        let is_tabbed = line.split_once('\t').is_some_and(|(first, _)| {
            !first.contains(": ") && !first.ends_with([':', '-']) && !line.starts_with('#')
        });
        is_piped || is_tabbed
    })
}

/// Whether the first line that is no comment is one of YAML.
fn begins_as_yaml(content: &str) -> bool {
    let mut lines = content.lines().map(str::trim);
    let Some(first) =
        lines.find(|line| !line.is_empty() && !line.starts_with('#') && !line.starts_with("<!--"))
    else {
        return false;
    };
    let has_key = first
        .split_once(':')
        .is_some_and(|(key, value)| !key.is_empty() && (value.is_empty() || value.starts_with([' ', '\t'])));
    has_key
        || matches!(first, "---" | "-")
        || ["--- ", "- ", "%YAML"]
            .iter()
            .any(|start| first.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &str, at: u32) -> (u32, u32) {
        let source = Source::new("a.txt", text).unwrap();
        let position = source.place(ByteRange::new(at, at)).start;
        (position.line, position.column)
    }

    #[test]
    fn counts_lines_and_columns_in_characters() {
        assert_eq!(position("预算\n执行率", 0), (1, 1));
        assert_eq!(position("预算\n执行率", 6), (1, 3));
        assert_eq!(position("预算\n执行率", 10), (2, 2));
        assert_eq!(position("a\r\nb\rc\n", 3), (2, 1));
        assert_eq!(position("a\r\nb\rc\n", 5), (3, 1));
        assert_eq!(position("a\r\nb\rc\n", 7), (4, 1));
        assert_eq!(position("\u{FEFF}ab", 4), (1, 2));
        assert_eq!(position("𠮷a", 4), (1, 2));
    }

    #[test]
    fn an_offset_inside_a_character_is_taken_to_its_start() {
        assert_eq!(position("预算", 4), (1, 2));
        assert_eq!(position("预算", 99), (1, 3));
    }

    #[test]
    fn the_format_is_told_by_content_before_extension() {
        let format = |path: &str, text: &str| Source::new(path, text).unwrap().format();
        assert_eq!(format("a.txt", "\u{FEFF} {"), Format::Json);
        assert_eq!(format("a.json", "x"), Format::Json);
        assert_eq!(format("a.txt", "## 表\n"), Format::Table);
        assert_eq!(format("a.txt", "# 自评表\n\nyear: 2022\n"), Format::Yaml);
        assert_eq!(format("a.txt", "\u{FEFF}---\nyear: 2022\n"), Format::Yaml);
        assert_eq!(format("a", "%YAML 1.2\n---\n"), Format::Yaml);
        assert_eq!(format("a", "- a\n- b\n"), Format::Yaml);
        assert_eq!(
            format("a", "部门资金情况:\r\n  预算完成率: 97.78%\r\n"),
            Format::Yaml
        );
        assert_eq!(format("a.yml", "年度：2022"), Format::Yaml);
        assert_eq!(format("a.yaml", ""), Format::Yaml);
        assert_eq!(format("a.yaml", "{\"year\": 2022}"), Format::Json);
        assert_eq!(format("a.yaml", "year: 2022\nachieved: 一\t二\n"), Format::Yaml);
        assert_eq!(format("a.txt", "year:\t2022\n\tname: a\n"), Format::Yaml);
        assert_eq!(
            format("a.yaml", "## 表\n单位：万元\n部门名称\t教育局\n"),
            Format::Table
        );
        assert_eq!(format("a.txt", "单位: 万元\n部门名称\t教育局\n"), Format::Table);
        assert_eq!(
            format("a.txt", "单位: 万元\n| 部门名称 | 教育局 |\n"),
            Format::Table
        );
        assert_eq!(format("a.txt", "单位：万元"), Format::Table);
        assert_eq!(format("a.yaml", "<table>\n<tr><td>year: 1"), Format::Table);
        assert_eq!(
            format("a.txt", "<!-- 说明: 无 -->\n部门整体支出绩效自评表"),
            Format::Table
        );
    }

    #[test]
    fn refuses_what_is_no_text() {
        assert_eq!(
            Source::from_bytes("a", vec![b'a', 0]).unwrap_err(),
            SourceError::Binary(1)
        );
        assert_eq!(
            Source::from_bytes("a", vec![b'a', 0xFF]).unwrap_err(),
            SourceError::NotUtf8(1)
        );
    }

    #[test]
    fn reads_gb18030_but_not_damaged_utf8() {
        let text = "## 部门整体支出绩效自评表\n部门名称\t江州市教育局\n";
        let (encoded, _, _) = encoding_rs::GB18030.encode(text);
        let source = Source::from_bytes("a.txt", encoded.clone().into_owned()).unwrap();
        assert_eq!((source.text(), source.encoding()), (text, Encoding::Gb18030));
        assert_eq!(source.to_bytes(), encoded);
        let changed = source.with_text(text.replace("教育", "水务")).unwrap();
        assert_eq!(changed.to_bytes().len(), encoded.len());
        assert_eq!(Source::new("a.txt", text).unwrap().to_bytes(), text.as_bytes());
        let mut damaged = text.as_bytes().to_vec();
        damaged.remove(4);
        assert_eq!(
            Source::from_bytes("a.txt", damaged).unwrap_err(),
            SourceError::NotUtf8(3)
        );
    }

    #[test]
    fn knows_the_line_of_a_byte() {
        let source = Source::new("a.txt", "一\r\n二\n").unwrap();
        let lines: Vec<_> = [0, 3, 4, 5, 8, 9, 99].map(|at| source.line_at(at)).into();
        assert_eq!(lines, [(1, 0), (1, 0), (1, 0), (2, 5), (2, 5), (3, 9), (3, 9)]);
    }

    #[test]
    fn gives_the_text_of_a_line() {
        let source = Source::new("a.txt", "一\r\n二\n").unwrap();
        assert_eq!(source.line(1), ("一", 0));
        assert_eq!(source.line(2), ("二", 5));
        assert_eq!(source.line(3), ("", 9));
        assert_eq!(source.line(9), ("", 9));
    }
}
