//! What was found in the texts of a document, kept from one check of it to the next.

use std::hash::BuildHasher;
use std::ops::Range;
use std::sync::Arc;

use foldhash::HashMap;
use foldhash::quality::FixedState;

use super::mention::{self, Mention};
use super::placeholder;
use super::punctuation::{self, Mark};

/// What was found in the texts of a document when it was last checked. While a document is typed nearly all of its texts
/// stay as they are, and what is found in a text depends on nothing else. A verdict is the same with a memory as without.
#[derive(Debug, Default)]
pub struct Memory {
    known: HashMap<Key, Arc<TextFacts>>,
}

/// Texts shorter than this, in bytes, are scanned sooner than they are looked up.
const SHORTEST: usize = 48;

/// What tells one text from another: two numbers of 64 bits made of it in different ways, its length, and whether it is
/// the result or target of an indicator. To keep the texts themselves would take as much memory as the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    first: u64,
    second: u64,
    length: usize,
    is_result: bool,
}

/// What is found in a text.
#[derive(Debug)]
pub(super) struct TextFacts {
    pub mentions: Vec<Mention>,
    pub marks: Vec<Mark>,
    pub placeholders: Vec<Range<usize>>,
}

impl TextFacts {
    pub(super) fn of(text: &str, is_result: bool) -> Self {
        let (mut mentions, mut marks) = (Vec::new(), Vec::new());
        mention::scan_into(text, is_result, &mut mentions);
        punctuation::scan_into(text, &mut marks);
        Self {
            mentions,
            marks,
            placeholders: placeholder::find(text),
        }
    }
}

impl Key {
    fn of(text: &str, is_result: bool) -> Self {
        let hash = |seed| FixedState::with_seed(seed).hash_one(text);
        Self {
            first: hash(0x2545_F491_4F6C_DD1D),
            second: hash(0x9E37_79B9_7F4A_7C15),
            length: text.len(),
            is_result,
        }
    }
}

/// A memory in use: what this check looks up is kept for the next, and the rest is forgotten.
#[derive(Debug)]
pub(super) struct Recollection<'m> {
    memory: &'m mut Memory,
    used: HashMap<Key, Arc<TextFacts>>,
}

impl<'m> Recollection<'m> {
    pub(super) fn of(memory: &'m mut Memory) -> Self {
        let used =
            HashMap::with_capacity_and_hasher(memory.known.len(), foldhash::fast::RandomState::default());
        Self { memory, used }
    }

    /// What is found in a text; nothing where it is scanned sooner.
    pub(super) fn recall(&mut self, text: &str, is_result: bool) -> Option<Arc<TextFacts>> {
        if text.len() < SHORTEST {
            return None;
        }
        let key = Key::of(text, is_result);
        let facts = self
            .used
            .get(&key)
            .or_else(|| self.memory.known.get(&key))
            .map_or_else(|| Arc::new(TextFacts::of(text, is_result)), Arc::clone);
        self.used.insert(key, Arc::clone(&facts));
        Some(facts)
    }
}

impl Drop for Recollection<'_> {
    fn drop(&mut self) {
        self.memory.known = std::mem::take(&mut self.used);
    }
}

#[cfg(test)]
mod tests {
    use evallint_syntax::Source;

    use super::*;
    use crate::check::Linter;
    use crate::message::Language;
    use crate::report::Report;
    use crate::settings::Settings;

    fn told(report: &Report) -> Vec<String> {
        let tell = |found: &crate::diagnostic::Diagnostic| {
            format!(
                "{} {:?} {}",
                found.rule.id,
                found.range,
                found.message.render(Language::English)
            )
        };
        report.diagnostics.iter().map(tell).collect()
    }

    #[test]
    fn a_verdict_is_the_same_with_a_memory_and_texts_are_kept_no_longer_than_they_stand() {
        let long = "全年组织开展普法宣传、业务培训和安全检查等各项活动";
        let form = |number: &str| {
            format!(
                "problems: {long}{number}场次,\nimprovements: {long}85场次。。\ntasks:\n- achieved: {long}XX场次\n  indicators:\n  - name: {long}\n    result: {long}≥{number}场\n"
            )
        };
        let linter = Linter::standard();
        let (settings, mut memory) = (Settings::default(), Memory::default());
        let mut kept = Vec::new();
        for number in ["12", "123", "12", "九", "1", "12"] {
            let source = Source::new("a.yaml", form(number)).unwrap();
            let with_memory = linter.check_again(&source, &settings, &mut memory);
            assert_eq!(told(&with_memory), told(&linter.check(&source, &settings)));
            assert!(with_memory.diagnostics.len() > 3);
            kept.push(memory.known.len());
        }
        assert_eq!(kept, [5; 6]);
    }

    #[test]
    fn one_text_is_remembered_apart_as_a_result() {
        let mut memory = Memory::default();
        let text = "全年组织开展普法宣传业务培训安全检查，达到五级";
        let mut recollection = Recollection::of(&mut memory);
        let plain = recollection.recall(text, false).unwrap();
        let result = recollection.recall(text, true).unwrap();
        assert!(result.mentions.len() > plain.mentions.len());
    }
}
