//! HTML comments that stand on lines of their own in a table's text, as Markdown allows them.

use crate::range::ByteRange;
use crate::tree::Comment;

const OPENING: &str = "<!--";
const CLOSING: &str = "-->";

/// The comments that a line consists of, or the one that begins with it and closes a later line; nothing for a line that
/// holds anything else. One that never closes is its line alone, for what stands below was hardly meant to be lost.
pub(crate) fn comments_at<'a>(text: &'a str, line: &str, line_start: usize) -> Option<Vec<Comment<'a>>> {
    if !line.trim_start().starts_with(OPENING) {
        return None;
    }
    let line_end = line_start + line.trim_end().len();
    let mut comments = Vec::new();
    let mut at = line_start;
    loop {
        let rest = text.get(at..line_end)?;
        let start = line_end - rest.trim_start().len();
        if start == line_end {
            return Some(comments);
        }
        let inside = text.get(start..line_end)?.strip_prefix(OPENING)?;
        let inside_start = start + OPENING.len();
        let inside_end = match inside.find(CLOSING) {
            Some(length) => inside_start + length,
            None => match closing_below(text, line_end) {
                Some(closing) => closing,
                None if inside.contains(['\t', '|']) => return None,
                None => line_end,
            },
        };
        let end = (inside_end + CLOSING.len()).min(text.len());
        let is_closed = text.get(inside_end..end) == Some(CLOSING);
        let end = if is_closed { end } else { inside_end };
        comments.push(Comment {
            text: text.get(inside_start..inside_end)?,
            text_start: ByteRange::between(inside_start, inside_end).start,
            range: ByteRange::between(start, end),
            own_line: true,
        });
        if end >= line_end {
            return Some(comments);
        }
        at = end;
    }
}

/// Where the comment that is open at the end of a line closes: at the end of a line below, before another one opens.
/// An arrow in the middle of a line closes nothing.
fn closing_below(text: &str, line_end: usize) -> Option<usize> {
    let rest = text.get(line_end..)?;
    let rest = rest.get(..memchr::memmem::find(rest.as_bytes(), OPENING.as_bytes()).unwrap_or(rest.len()))?;
    let ends_line = |at: &usize| {
        let after = rest.get(at + CLOSING.len()..).unwrap_or_default();
        let after = after.trim_start_matches([' ', '\t']);
        after.is_empty() || after.starts_with(['\n', '\r'])
    };
    memchr::memmem::find_iter(rest.as_bytes(), CLOSING.as_bytes())
        .find(ends_line)
        .map(|at| line_end + at)
}

#[cfg(test)]
mod tests {
    use crate::grid::read_table;

    /// The texts of the comments, and the first cells of the rows.
    fn read(text: &str) -> (Vec<&str>, Vec<String>) {
        let grid = read_table(text);
        for comment in grid.comments() {
            let start = comment.text_start as usize;
            assert_eq!(&text[start..start + comment.text.len()], comment.text);
            assert!(text[comment.range.as_index()].starts_with("<!--"));
        }
        let rows = grid.rows().iter();
        let firsts = rows.map(|row| grid.cells(*row)[0].text.value().to_owned());
        (
            grid.comments().iter().map(|comment| comment.text).collect(),
            firsts.collect(),
        )
    }

    fn check(text: &str, comments: &[&str], rows: &[&str]) {
        let (found, firsts) = read(text);
        assert_eq!(found, comments, "{text:?}");
        assert_eq!(firsts, rows, "{text:?}");
    }

    #[test]
    fn a_comment_is_no_row() {
        check("甲\t1\n<!-- 说明 -->\n乙\t2\n", &[" 说明 "], &["甲", "乙"]);
        check("\u{FEFF}<!--a|b\tc-->\r\n乙\t2\r\n", &["a|b\tc"], &["乙"]);
        check("\t<!-- a -->\t\t\n乙\t2\n", &[" a "], &["乙"]);
        check("<!-- a --> <!---->\n乙\t2\n", &[" a ", ""], &["乙"]);
        check("<!-- a\nb\t1\n-->  \n乙\t2", &[" a\nb\t1\n"], &["乙"]);
        check("| 甲 |\n|---|\n<!-- a -->\n| 乙 |", &[" a "], &["甲", "乙"]);
    }

    #[test]
    fn a_comment_beside_other_words_is_part_of_them() {
        check("<!-- a --> 甲\t1\n", &[], &["<!-- a --> 甲"]);
        check("甲 <!-- a -->\t1\n", &[], &["甲 <!-- a -->"]);
        check("| <!-- a --> | 1 |\n", &[], &["<!-- a -->"]);
    }

    #[test]
    fn one_that_never_closes_hides_nothing_below() {
        check("<!-- a\n乙\t2\n", &[" a"], &["乙"]);
        check("<!-- a\n乙\t2\n<!-- b -->\n", &[" a", " b "], &["乙"]);
        check("<!-- a\n乙-->丙\t2\n", &[" a"], &["乙-->丙"]);
        check("<!-- 甲\t1\n乙\t2\n", &[], &["<!-- 甲", "乙"]);
        check("<!--", &[""], &[]);
        check("<!-->", &[">"], &[]);
    }

    #[test]
    fn many_open_comments_are_read_in_linear_time() {
        let text = "<!-- a\n".repeat(50_000);
        assert_eq!(read_table(&text).comments().len(), 50_000);
    }
}
