//! Lists of words of which any may stand in a text.

/// Words that are looked for together, in one pass over a text however many they are.
#[derive(Debug)]
pub struct Words {
    list: &'static [&'static str],
    first: Characters,
    last: Characters,
}

impl Words {
    /// The list. None of its words may be empty.
    ///
    /// # Panics
    /// Panics on an empty word; a static list then does not compile.
    #[must_use]
    pub const fn of(words: &'static [&'static str]) -> Self {
        let (mut first, mut last) = (Characters::NONE, Characters::NONE);
        let mut rest = words;
        while let Some((word, others)) = rest.split_first() {
            assert!(!word.is_empty(), "a word has a character at least");
            first.insert(first_code(word));
            last.insert(last_code(word));
            rest = others;
        }
        Self {
            list: words,
            first,
            last,
        }
    }

    /// Whether any of the words stands in the text.
    #[must_use]
    pub fn are_in(&self, text: &str) -> bool {
        self.first_in(text).is_some()
    }

    /// The byte at which the first of the words begins that stand in the text, and the word; of several that begin there
    /// the one that is first in the list.
    #[must_use]
    pub fn first_in(&self, text: &str) -> Option<(usize, &'static str)> {
        let bytes = text.as_bytes();
        let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
        let mut at = 0;
        while let Some(first) = bytes.get(at) {
            // Where a character ends is told by its first byte, and nothing more of it is read than the set looks at.
            let (length, code) = match first {
                0x00..=0x7F => (1, u32::from(*first)),
                0x80..=0xDF => (2, two_bytes(*first, byte(at + 1))),
                0xE0..=0xEF => (3, two_bytes(byte(at + 1), byte(at + 2))),
                0xF0..=0xFF => (4, two_bytes(byte(at + 2), byte(at + 3))),
            };
            if self.first.may_hold_code(code)
                && let Some(word) = text.get(at..).and_then(|rest| self.at_start_of(rest))
            {
                return Some((at, word));
            }
            at += length;
        }
        None
    }

    /// Whether a text that begins with this character may begin with one of the words. Where it says no, none does.
    #[must_use]
    pub fn may_begin_with(&self, character: char) -> bool {
        self.first.may_hold(character)
    }

    /// The first word of the list that the text begins with.
    #[must_use]
    pub fn prefix_of(&self, text: &str) -> Option<&'static str> {
        let first = text.chars().next()?;
        self.first.may_hold(first).then(|| self.at_start_of(text))?
    }

    /// The first word of the list that the text ends with.
    #[must_use]
    pub fn suffix_of(&self, text: &str) -> Option<&'static str> {
        let last = text.chars().next_back()?;
        let mut words = self.list.iter().copied();
        self.last
            .may_hold(last)
            .then(|| words.find(|word| text.ends_with(word)))?
    }

    fn at_start_of(&self, text: &str) -> Option<&'static str> {
        self.list.iter().copied().find(|word| text.starts_with(word))
    }
}

/// The text with its first letter as sentences and titles begin in English; a Chinese one is as it was.
#[must_use]
pub fn capitalized(mut text: String) -> String {
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

/// Whether a character is a letter or ideograph. Those of Chinese are told without the tables of Unicode.
#[must_use]
pub fn is_letter(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}') || character.is_alphabetic()
}

/// A set of characters that is known by the lower twelve bits of their codes. It may take a character for another that
/// is in it, so that it answers at once that a text holds no word, but not that it does.
#[derive(Debug)]
struct Characters([u64; 64]);

impl Characters {
    const NONE: Self = Self([0; 64]);

    #[expect(
        clippy::indexing_slicing,
        reason = "the index has six bits, and is evaluated by the compiler"
    )]
    const fn insert(&mut self, code: u32) {
        self.0[(code >> 6 & 0x3F) as usize] |= 1 << (code & 0x3F);
    }

    fn may_hold(&self, character: char) -> bool {
        self.may_hold_code(u32::from(character))
    }

    fn may_hold_code(&self, code: u32) -> bool {
        let block = self.0.get((code >> 6 & 0x3F) as usize);
        block.is_some_and(|block| block >> (code & 0x3F) & 1 == 1)
    }
}

/// The lower twelve bits of the code of the first character, which its last two bytes hold.
const fn first_code(word: &str) -> u32 {
    match word.as_bytes() {
        [0xF0..=0xFF, _, third, fourth, ..] => two_bytes(*third, *fourth),
        [0xE0..=0xFF, second, third, ..] => two_bytes(*second, *third),
        [first @ 0xC0..=0xFF, second, ..] => two_bytes(*first, *second),
        [first, ..] => *first as u32,
        [] => 0,
    }
}

/// The lower twelve bits of the code of the last character.
const fn last_code(word: &str) -> u32 {
    match word.as_bytes() {
        [.., last @ 0..=0x7F] => *last as u32,
        [.., before, last] => two_bytes(*before, *last),
        [_] | [] => 0,
    }
}

const fn two_bytes(first: u8, second: u8) -> u32 {
    let lower = first as u32 & if first >= 0xC0 { 0x1F } else { 0x3F };
    lower << 6 | second as u32 & 0x3F
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!(capitalized("not converted".to_owned()), "Not converted");
        assert_eq!(capitalized("未转换".to_owned()), "未转换");
        assert_eq!(capitalized(String::new()), "");
    }

    const LIST: &[&str] = &["次", "场次", "合计", "合计数", "m²", "km", "é", "𠮷野"];
    static WORDS: Words = Words::of(LIST);

    #[test]
    fn words_are_found_as_each_of_them_is() {
        for text in [
            "",
            "次",
            "场",
            "场次",
            "共举办场次合计",
            "合计数",
            "计合",
            "修路3km",
            "m²",
            "é",
            "名é",
            "𠮷野家",
            "𠮷",
            "km合",
            "全年未开展",
            "数",
            "²",
            "人次",
            "a",
            "野",
        ] {
            let any = |holds: fn(&str, &str) -> bool| LIST.iter().copied().find(|word| holds(text, word));
            assert_eq!(
                WORDS.are_in(text),
                any(|text, word| text.contains(word)).is_some(),
                "{text}"
            );
            assert_eq!(
                WORDS.prefix_of(text),
                any(|text, word| text.starts_with(word)),
                "{text}"
            );
            assert_eq!(
                WORDS.suffix_of(text),
                any(|text, word| text.ends_with(word)),
                "{text}"
            );
            let first = LIST.iter().filter_map(|word| text.find(word)).min();
            assert_eq!(WORDS.first_in(text).map(|(at, _)| at), first, "{text}");
        }
    }

    #[test]
    fn of_words_that_begin_at_one_place_the_first_in_the_list_is_found() {
        assert_eq!(WORDS.first_in("共合计数"), Some((3, "合计")));
        assert_eq!(WORDS.suffix_of("场次"), Some("次"));
    }

    #[test]
    fn characters_are_known_by_their_lower_bits() {
        for word in ["a", "²", "次", "𠮷"] {
            let code = u32::from(word.chars().next().unwrap()) & 0xFFF;
            assert_eq!((first_code(word), last_code(word)), (code, code), "{word}");
        }
    }
}
