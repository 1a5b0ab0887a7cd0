//! What there is to read about the rules.

use std::borrow::Cow;

use evallint_linter::{Language, RULES, Rule};

/// A rule in a list to choose from.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) id: &'static str,
    pub(crate) name: Cow<'static, str>,
    pub(crate) group: Cow<'static, str>,
    pub(crate) severity: &'static str,
    pub(crate) description: &'static str,
}

/// All rules, group by group.
pub(crate) fn list(language: Language) -> Vec<Entry> {
    let entry = |rule: &&'static Rule| Entry {
        id: rule.id,
        name: rule.name_in(language),
        group: group(rule, language),
        severity: severity(rule, language),
        description: rule.description(language),
    };
    RULES.iter().map(entry).collect()
}

/// The page of a rule in Markdown, with its severity and group below its title.
pub(crate) fn page(rule: &Rule, language: Language) -> String {
    let page = rule.published_page(language);
    let (title, rest) = page.split_once('\n').unwrap_or((&page, ""));
    let (severity, group) = (severity(rule, language), group(rule, language));
    let particulars = match language {
        Language::Chinese => format!("级别：{severity}　类别：{group}"),
        Language::English => format!("Severity: {severity}. Group: {group}."),
    };
    format!("{title}\n\n{particulars}\n{rest}")
}

fn severity(rule: &Rule, language: Language) -> &'static str {
    match language {
        Language::Chinese => rule.severity.name(),
        Language::English => rule.severity.as_str(),
    }
}

fn group(rule: &Rule, language: Language) -> Cow<'static, str> {
    match language {
        Language::Chinese => rule.group.name().into(),
        Language::English => rule.group.as_str().into(),
    }
}

#[cfg(test)]
mod tests {
    use evallint_linter::rule_named;

    use super::*;

    #[test]
    fn a_page_has_its_particulars_below_its_title() {
        let rule = rule_named("placeholder").unwrap();
        let page = page(rule, Language::Chinese);
        let lines: Vec<_> = page.lines().take(4).collect();
        assert_eq!(
            lines.get(..3).unwrap(),
            ["# 未填占位符 `placeholder`", "", "级别：错误　类别：文字"]
        );
        assert_eq!(list(Language::English).len(), RULES.len());
    }
}
