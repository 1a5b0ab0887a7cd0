//! Lines of a document, as their author sees them: indentation, dashes, a key, and what follows it.

use std::ops::Range;

/// A line. All places are bytes of the text.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) start: usize,
    /// Without the line break.
    pub(super) end: usize,
    /// Where the indentation ends.
    pub(super) indent: usize,
    /// The last of the dashes before the content.
    pub(super) dash: Option<usize>,
    /// Where the content begins, after the dashes.
    pub(super) content: usize,
    pub(super) key: Option<LineKey>,
    /// Where the next line begins.
    pub(super) next: usize,
}

/// A key with a colon that a value can follow.
#[derive(Debug, Clone)]
pub(super) struct LineKey {
    pub(super) range: Range<usize>,
    pub(super) colon: usize,
}

impl Line {
    /// The line that a byte of the text stands in.
    pub(super) fn at(text: &str, at: usize) -> Self {
        let bytes = text.as_bytes();
        let at = at.min(bytes.len());
        let before = bytes.get(..at).unwrap_or_default();
        let mut start = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |at| at + 1);
        let rest = bytes.get(at..).unwrap_or_default();
        let end = memchr::memchr2(b'\n', b'\r', rest).map_or(bytes.len(), |length| at + length);
        let next = match (bytes.get(end), bytes.get(end + 1)) {
            (Some(b'\r'), Some(b'\n')) => end + 2,
            (Some(_), _) => end + 1,
            (None, _) => end,
        };
        if text
            .get(start..end)
            .is_some_and(|line| line.starts_with('\u{feff}'))
        {
            start += '\u{feff}'.len_utf8();
        }
        let indent = skip_blanks(bytes, start, end);
        let (mut content, mut dash) = (indent, None);
        while bytes.get(content) == Some(&b'-')
            && matches!(bytes.get(content + 1), None | Some(b' ' | b'\t' | b'\n' | b'\r'))
        {
            dash = Some(content);
            content = skip_blanks(bytes, content + 1, end);
        }
        let key = find_key(text, content, end);
        Self {
            start,
            end,
            indent,
            dash,
            content,
            key,
            next,
        }
    }

    pub(super) fn following(&self, text: &str) -> Option<Self> {
        (self.next > self.end).then(|| Self::at(text, self.next))
    }

    pub(super) fn previous(&self, text: &str) -> Option<Self> {
        let before = text.get(..self.start)?;
        let before = before.strip_suffix('\u{feff}').unwrap_or(before);
        let before = before
            .strip_suffix("\r\n")
            .or_else(|| before.strip_suffix(['\n', '\r']))?;
        Some(Self::at(text, before.len()))
    }

    /// The line before with anything but a comment on it.
    pub(super) fn previous_with_content(&self, text: &str) -> Option<Self> {
        let mut line = self.previous(text)?;
        while line.is_blank(text) {
            line = line.previous(text)?;
        }
        Some(line)
    }

    /// Whether nothing or only a comment stands on it.
    pub(super) fn is_blank(&self, text: &str) -> bool {
        self.indent >= self.end || text.as_bytes().get(self.indent) == Some(&b'#')
    }

    /// The column of the content, after the dashes.
    pub(super) fn column(&self) -> usize {
        self.content - self.start
    }

    /// How many bytes of indentation there are.
    pub(super) fn indentation(&self) -> usize {
        self.indent - self.start
    }

    /// The column that lines of the value are indented deeper than.
    pub(super) fn base(&self) -> usize {
        match (&self.key, self.dash) {
            (None, Some(dash)) => dash - self.start,
            _ => self.column(),
        }
    }

    /// Where the value begins: after the key and its colon, or else the content.
    pub(super) fn value(&self, text: &str) -> usize {
        match &self.key {
            Some(key) => skip_blanks(text.as_bytes(), key.colon + 1, self.end),
            None => self.content,
        }
    }

    /// Whether a key stands on it with a value behind it.
    pub(super) fn has_value(&self, text: &str) -> bool {
        self.key.is_some() && {
            let value = self.value(text);
            value < self.end && text.as_bytes().get(value) != Some(&b'#')
        }
    }

    /// Where the line ends without the blanks at its end.
    pub(super) fn trimmed_end(&self, text: &str) -> usize {
        let line = text.get(self.start..self.end).unwrap_or_default();
        self.start + line.trim_end().len()
    }

    /// Where the lines after this one end that are indented deeper than `column`.
    pub(super) fn end_with_deeper(&self, text: &str, column: usize) -> usize {
        let mut end = self.end;
        let mut next = self.following(text);
        while let Some(line) = next {
            if line.indent < line.end {
                if line.indentation() <= column {
                    break;
                }
                end = line.end;
            }
            next = line.following(text);
        }
        end
    }
}

fn skip_blanks(bytes: &[u8], from: usize, end: usize) -> usize {
    let blanks = bytes.get(from..end).unwrap_or_default();
    from + blanks
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t'))
        .count()
}

/// Finds the key at the beginning of a line's content.
pub(super) fn find_key(text: &str, start: usize, end: usize) -> Option<LineKey> {
    let content = text.get(start..end)?;
    let bytes = content.as_bytes();
    let is_value_colon =
        |at: usize| bytes.get(at) == Some(&b':') && matches!(bytes.get(at + 1), None | Some(b' ' | b'\t'));
    let (key_end, colon) = match bytes.first()? {
        quote @ (b'"' | b'\'') => {
            let key_end = quoted_end(content, *quote)?;
            let colon = skip_blanks(bytes, key_end, bytes.len());
            (key_end, Some(colon).filter(|at| is_value_colon(*at))?)
        }
        b'[' | b']' | b'{' | b'}' | b',' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@' | b'`' => {
            return None;
        }
        _ => {
            let colon = memchr::memchr_iter(b':', bytes).find(|at| is_value_colon(*at))?;
            let key = content.get(..colon)?;
            if key.contains(" #") {
                return None;
            }
            (key.trim_end().len(), colon)
        }
    };
    Some(LineKey {
        range: start..start + key_end,
        colon: start + colon,
    })
}

/// Where the quoted text at the beginning ends, after its closing quote.
pub(super) fn quoted_end(text: &str, quote: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    loop {
        at += memchr::memchr2(quote, b'\\', bytes.get(at..)?)?;
        match (bytes.get(at)?, quote) {
            (b'\\', b'"') => at += 2,
            (b'\\', _) => at += 1,
            (_, b'\'') if bytes.get(at + 1) == Some(&b'\'') => at += 2,
            _ => return Some(at + 1),
        }
    }
}

/// Whether nothing but blanks, line breaks and comments lies between two places.
pub(super) fn is_blank_between(text: &str, start: usize, end: usize) -> bool {
    let between = text.get(start..end).unwrap_or("x");
    between.split(['\n', '\r']).all(|line| {
        let line = line.trim_matches([' ', '\t']);
        line.is_empty() || line.starts_with('#')
    })
}
