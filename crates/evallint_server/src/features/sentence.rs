//! A reason that stands alone.

/// What would follow the name of a file, as a sentence of its own.
pub(crate) fn sentence(reason: &str) -> String {
    let mut sentence = reason.to_owned();
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_begins_as_sentences_do() {
        assert_eq!(sentence("not converted"), "Not converted");
        assert_eq!(sentence("未转换"), "未转换");
    }
}
