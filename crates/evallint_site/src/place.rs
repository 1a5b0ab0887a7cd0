//! Where the files of the site lie, and how one leads to another.

use std::borrow::Cow;

use evallint_linter::{Language, RULES, Rule};
use evallint_schema::{FORMS, Form};

use crate::base_url::BaseUrl;
use crate::language::{folder, said};

/// The page that is shown at the address of the site.
pub(crate) const FRONT: &str = "index.html";
/// How all pages look.
pub(crate) const STYLE: &str = "assets/site.css";
/// The search.
pub(crate) const SCRIPT: &str = "assets/search.js";

/// What can be found, for the search in a language.
pub(crate) fn search_index(language: Language) -> String {
    format!("assets/search.{}.js", folder(language))
}

/// The address below which each rule has its page, by its id: what editors are told as `rulePages`.
#[must_use]
pub fn rule_pages(base: &BaseUrl, language: Language) -> String {
    base.join(&format!("{}/rules", folder(language)))
}

/// A page of the site, which is there in both languages.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place {
    /// Where readers begin.
    Home,
    /// How to go by the schemas in editors and programs.
    Usage,
    /// The reference of a form.
    Form(&'static Form),
    /// All rules.
    Rules,
    /// One rule.
    Rule(&'static Rule),
    /// The files to take, with their addresses and checksums.
    Downloads,
    /// How the schemas are numbered, and what has changed.
    Versions,
    /// What other implementations test themselves by.
    Kit,
}

impl Place {
    /// Every page.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        Self::sections().chain(RULES.iter().copied().map(Self::Rule))
    }

    /// The pages that every page leads to.
    pub(crate) fn sections() -> impl Iterator<Item = Self> {
        let forms = FORMS.iter().copied().map(Self::Form);
        [Self::Home, Self::Usage].into_iter().chain(forms).chain([
            Self::Rules,
            Self::Downloads,
            Self::Versions,
            Self::Kit,
        ])
    }

    /// The path of the page below the address of the site. Each page has a folder, so that a plain server answers the
    /// address without a file's name, too.
    pub(crate) fn path(self, language: Language) -> String {
        let language = folder(language);
        match self {
            Self::Home => format!("{language}/index.html"),
            Self::Usage => format!("{language}/usage/index.html"),
            Self::Form(form) => format!("{language}/forms/{}/index.html", form.id),
            Self::Rules => format!("{language}/rules/index.html"),
            Self::Rule(rule) => format!("{language}/rules/{}/index.html", rule.id),
            Self::Downloads => format!("{language}/downloads/index.html"),
            Self::Versions => format!("{language}/versions/index.html"),
            Self::Kit => format!("{language}/conformance/index.html"),
        }
    }

    /// What the page is called.
    pub(crate) fn title(self, language: Language) -> Cow<'static, str> {
        let title = match self {
            Self::Home => said(
                language,
                "绩效自评表数据规范",
                "Performance self-evaluation forms",
            ),
            Self::Usage => said(language, "在编辑器和程序中使用", "In editors and programs"),
            Self::Form(form) => said(language, form.title, form.english_title),
            Self::Rules => said(language, "检查规则", "Rules"),
            Self::Rule(rule) => return rule.name_in(language),
            Self::Downloads => said(language, "下载", "Downloads"),
            Self::Versions => said(language, "版本", "Versions"),
            Self::Kit => said(language, "一致性测试包", "Conformance kit"),
        };
        Cow::Borrowed(title)
    }

    /// What leads to the page from every other.
    pub(crate) fn label(self, language: Language) -> Cow<'static, str> {
        let label = match self {
            Self::Home => said(language, "首页", "Home"),
            Self::Usage => said(language, "使用", "Use"),
            Self::Form(_) if FORMS.len() == 1 => said(language, "字段说明", "Form reference"),
            Self::Rules | Self::Downloads | Self::Versions | Self::Kit | Self::Form(_) | Self::Rule(_) => {
                return self.title(language);
            }
        };
        Cow::Borrowed(label)
    }

    /// The page that this one is part of.
    pub(crate) fn parent(self) -> Option<Self> {
        match self {
            Self::Home => None,
            Self::Rule(_) => Some(Self::Rules),
            Self::Usage | Self::Form(_) | Self::Rules | Self::Downloads | Self::Versions | Self::Kit => {
                Some(Self::Home)
            }
        }
    }

    /// Whether two are the same page.
    pub(crate) fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::Form(one), Self::Form(other)) => one.id == other.id,
            (Self::Rule(one), Self::Rule(other)) => one == other,
            (one, other) => std::mem::discriminant(&one) == std::mem::discriminant(&other),
        }
    }
}

/// The way from one file of the site to another.
pub(crate) fn way(from: &str, to: &str) -> String {
    let is_folder_shared = |at: &usize| from.get(..*at) == to.get(..*at);
    let folders = to.match_indices('/').map(|(at, slash)| at + slash.len());
    let shared = folders.take_while(is_folder_shared).last().unwrap_or(0);
    let up = from.get(shared..).unwrap_or_default().matches('/').count();
    format!("{}{}", "../".repeat(up), to.get(shared..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_leads_up_no_further_than_it_must() {
        for (from, to, expected) in [
            ("index.html", "zh/index.html", "zh/index.html"),
            ("zh/index.html", "zh/rules/index.html", "rules/index.html"),
            (
                "zh/rules/a/index.html",
                "zh/rules/b/index.html",
                "../b/index.html",
            ),
            (
                "zh/rules/a/index.html",
                "en/rules/a/index.html",
                "../../../en/rules/a/index.html",
            ),
            (
                "zh/rules/a/index.html",
                "assets/site.css",
                "../../../assets/site.css",
            ),
            ("zh/index.html", "zh/index.html", "index.html"),
            (
                "zh/rules/a/index.html",
                "zh/rules/ab/index.html",
                "../ab/index.html",
            ),
        ] {
            assert_eq!(way(from, to), expected);
        }
    }
}
