//! The layout of YAML. The library takes care of the tokens, and comments, anchors and quotes stay with them; what it would
//! not keep of our texts is kept from it.

/// The text laid out; nothing where the library cannot. Line breaks are line feeds.
pub(super) fn lay_out(text: &str) -> Option<String> {
    let options = pretty_yaml::config::FormatOptions::default();
    let (body, closing) = split_closing_comments(text);
    let hidden = hide_blanks(body)?;
    let mut laid_out = show_blanks(&pretty_yaml::format_text(&hidden, &options).ok()?);
    for line in closing.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        laid_out.push_str(line);
        laid_out.push('\n');
    }
    Some(laid_out)
}

/// Splits off the comments below everything, which the library would indent like the value above them.
fn split_closing_comments(text: &str) -> (&str, &str) {
    let mut end = text.len();
    for line in text.split_inclusive('\n').rev() {
        // A line of other blanks than these belongs to a text.
        let is_blank = line.trim_matches([' ', '\t', '\r', '\n']).is_empty();
        if !is_blank && !line.starts_with('#') {
            break;
        }
        end -= line.len();
    }
    text.split_at(end)
}

/// Blanks of other scripts stand for private characters while the library is at work, which takes them for blanks that
/// may go at the end of a line. A text that holds such characters itself cannot be laid out.
fn hide_blanks(text: &str) -> Option<String> {
    text.chars()
        .map(|character| {
            if shown(character).is_some() {
                None
            } else {
                Some(hidden(character))
            }
        })
        .collect()
}

fn show_blanks(text: &str) -> String {
    text.chars()
        .map(|character| shown(character).unwrap_or(character))
        .collect()
}

/// Where private characters begin that no font has.
const PRIVATE: u32 = 0xF_0000;

fn is_hidden(character: char) -> bool {
    character.is_whitespace() && !character.is_ascii()
}

fn hidden(character: char) -> char {
    let private = || char::from_u32(PRIVATE + u32::from(character));
    is_hidden(character).then(private).flatten().unwrap_or(character)
}

/// The blank that a private character stands for.
fn shown(character: char) -> Option<char> {
    let blank = char::from_u32(u32::from(character).checked_sub(PRIVATE)?)?;
    is_hidden(blank).then_some(blank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_of_texts_and_comments_at_the_end_stay() {
        let text = "a:   |-\n  　　一\n  　\n  二　\ntasks:\n-   name: 甲\u{A0}乙\n\n# 尾\n\n# 注 \n";
        let laid_out = "a: |-\n  　　一\n  　\n  二　\ntasks:\n  - name: 甲\u{A0}乙\n# 尾\n# 注\n";
        assert_eq!(lay_out(text).as_deref(), Some(laid_out));
        assert_eq!(lay_out(laid_out).as_deref(), Some(laid_out));
        assert_eq!(lay_out("a: \u{F3000}\n"), None);
        let ends_in_a_blank = "a: |-\n  一\n  \u{A0}\n";
        assert_eq!(lay_out(ends_in_a_blank).as_deref(), Some(ends_in_a_blank));
    }
}
