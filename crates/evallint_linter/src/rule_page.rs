//! What a rule's page says, in parts: the command, the lists of rules and reports for other tools all take it from here.

use std::borrow::Cow;

use evallint_schema::capitalized;

use crate::message::Language;
use crate::rule::Rule;

impl Rule {
    /// The rule's name in a language. In English it is the id, read as words.
    #[must_use]
    pub fn name_in(&self, language: Language) -> Cow<'static, str> {
        match language {
            Language::Chinese => Cow::Borrowed(self.name),
            Language::English => Cow::Owned(capitalized(self.id.replace('-', " "))),
        }
    }

    /// What the rule finds, in one sentence: the first of its page.
    #[must_use]
    pub fn description(&self, language: Language) -> &'static str {
        let opening = self.page_in(language).split("\n\n").nth(1).unwrap_or_default();
        first_sentence(opening, language)
    }

    /// What to do about a finding: the last section of the rule's page, without its heading.
    #[must_use]
    pub fn remedy(&self, language: Language) -> &'static str {
        let (_, section) = self.page_in(language).rsplit_once("\n## ").unwrap_or_default();
        let (_, text) = section.split_once('\n').unwrap_or_default();
        text.trim()
    }

    /// The rule's page for readers: its examples without what only the tests need to know of them.
    #[must_use]
    pub fn published_page(&self, language: Language) -> String {
        let page = self.page_in(language);
        let mut published = String::with_capacity(page.len());
        for line in page.lines() {
            match line
                .strip_prefix("```")
                .and_then(|info| info.split_whitespace().next())
            {
                Some(format) => {
                    published.push_str("```");
                    published.push_str(format);
                }
                None => published.push_str(line),
            }
            published.push('\n');
        }
        published
    }
}

/// The first sentence of a paragraph. A Chinese stop that is itself quoted ends none.
fn first_sentence(paragraph: &'static str, language: Language) -> &'static str {
    let end = match language {
        Language::Chinese => paragraph
            .match_indices('。')
            .map(|(at, stop)| at + stop.len())
            .find(|end| {
                paragraph
                    .get(*end..)
                    .is_some_and(|rest| !rest.starts_with(['”', '’', '）']))
            }),
        Language::English => paragraph.find(". ").map(|at| at + 1),
    };
    end.and_then(|end| paragraph.get(..end)).unwrap_or(paragraph)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{RULES, rule_named};

    #[test]
    fn every_rule_is_described_in_one_sentence() {
        for rule in RULES {
            let chinese = rule.description(Language::Chinese);
            assert!(
                chinese.ends_with('。') && (4..=120).contains(&chinese.chars().count()),
                "{}: {chinese}",
                rule.id
            );
            let english = rule.description(Language::English);
            assert!(
                english.ends_with('.') && (4..=300).contains(&english.len()),
                "{}: {english}",
                rule.id
            );
        }
    }

    #[test]
    fn every_rule_says_what_to_do() {
        for rule in RULES {
            for language in [Language::Chinese, Language::English] {
                let remedy = rule.remedy(language);
                assert!(
                    !remedy.is_empty() && !remedy.contains("\n#"),
                    "{}: {remedy}",
                    rule.id
                );
                assert!(rule.page_in(language).ends_with(remedy));
            }
        }
    }

    #[test]
    fn a_page_is_published_without_what_tests_need() {
        let rule = rule_named("threshold-as-result").unwrap();
        let page = rule.published_page(Language::English);
        assert!(page.starts_with("# threshold-as-result\n\n"), "{page}");
        assert!(page.contains("\n```json\n{"), "{page}");
        assert!(!page.contains("json bad"), "{page}");
        assert_eq!(rule.name_in(Language::English), "Threshold as result");
        assert_eq!(rule.name_in(Language::Chinese), "以目标值代替完成值");
    }
}
