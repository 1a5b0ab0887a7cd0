//! The page that lists all rules, in one language.

use std::fmt::Write;

use evallint_linter::{Group, Language, RULES, Rule};
use evallint_schema::capitalized;

/// Where the page lies below the top of the repository.
pub(crate) fn path(language: Language) -> &'static str {
    match language {
        Language::Chinese => "crates/evallint_linter/rules.zh.md",
        Language::English => "crates/evallint_linter/rules.md",
    }
}

/// The page, in Markdown.
pub(crate) fn page(language: Language) -> String {
    let mut page = opening(language);
    for group in groups() {
        let rules: Vec<_> = RULES.iter().filter(|rule| rule.group == group).collect();
        let (name, heads) = match language {
            Language::Chinese => (group.name(), "规则 | 名称 | 级别 | 可修正 | 查什么"),
            Language::English => (group.as_str(), "rule | severity | fix | what it finds"),
        };
        let rule = "|---".repeat(heads.split('|').count());
        // Writing to a string cannot fail.
        let _ = write!(
            page,
            "\n## {}\n\n| {heads} |\n{rule}|\n",
            capitalized(name.to_owned())
        );
        for rule in rules {
            let _ = writeln!(page, "| {} |", row(rule, language));
        }
    }
    page
}

fn opening(language: Language) -> String {
    let (chinese, english) = (path(Language::Chinese), path(Language::English));
    let file_name = |path: &'static str| path.rsplit_once('/').map_or(path, |(_, name)| name);
    match language {
        Language::Chinese => format!(
            "<!-- 由 `cargo xtask generate` 生成，请勿手改。 -->\n\n# 规则\n\n[English]({})\n\n\
             共 {} 条规则。`evallint explain 规则` 显示一条规则的说明，`evallint rules` 列出全部。级别是默认的：\
             “错误”必须改，“警告”应当改或说明，“提示”供参考。“可修正”的，`evallint check --fix` 能改其中一部分。\n",
            file_name(english),
            RULES.len()
        ),
        Language::English => format!(
            "<!-- Written by `cargo xtask generate`; do not edit. -->\n\n# Rules\n\n[中文]({})\n\n\
             There are {} rules. `evallint explain RULE` shows the page of one, and `evallint rules` lists them all. The \
             severity is the default: an error must be mended, a warning mended or explained, and info is worth knowing. Where a fix is told of, `evallint check --fix` can \
             mend some of the findings.\n",
            file_name(chinese),
            RULES.len()
        ),
    }
}

/// The groups in the order of the rules.
fn groups() -> Vec<Group> {
    let mut groups: Vec<Group> = RULES.iter().map(|rule| rule.group).collect();
    groups.dedup();
    groups
}

fn row(rule: &Rule, language: Language) -> String {
    let link = format!("[`{0}`](src/rules/{1}/{0}.md)", rule.id, rule.group.as_str());
    let description = cell(rule.description(language));
    match language {
        Language::Chinese => {
            let (severity, fix) = (rule.severity.name(), if rule.has_fix { "是" } else { "" });
            format!("{link} | {} | {severity} | {fix} | {description}", rule.name)
        }
        Language::English => {
            let fix = if rule.has_fix { "yes" } else { "" };
            format!("{link} | {} | {fix} | {description}", rule.severity)
        }
    }
}

/// A text such that no sign in it ends a cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_listed_once_and_linked_to_its_page() {
        let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for language in [Language::Chinese, Language::English] {
            let page = page(language);
            let folder = top.join(path(language)).parent().unwrap().to_owned();
            for rule in RULES {
                let link = format!("[`{}`](", rule.id);
                let (_, rest) = page.split_once(&link).unwrap();
                assert!(!rest.contains(&link), "{}", rule.id);
                let (target, _) = rest.split_once(')').unwrap();
                assert!(folder.join(target).is_file(), "{target}");
            }
            let rows = page.lines().filter(|line| line.starts_with("| [")).count();
            assert_eq!(rows, RULES.len());
        }
    }
}
