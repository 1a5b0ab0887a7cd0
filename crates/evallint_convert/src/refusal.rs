//! Why a source is left as it is, said to people.

use evallint_linter::{Diagnostic, Language};
use evallint_schema::Doc;

/// Why a source is not converted.
#[derive(Debug)]
pub enum Refusal {
    /// It is not well-formed, so that part of it could be lost: the findings of `syntax-error`.
    Broken(Vec<Diagnostic>),
    /// There is nothing of the form in it.
    Unrecognized,
    /// It was written, but cannot be read back: a fault of evallint.
    Unreadable,
}

/// Why a source is not laid out anew.
#[derive(Debug)]
pub enum FormatRefusal {
    /// It is not well-formed: the findings of `syntax-error`.
    Broken(Vec<Diagnostic>),
    /// There is nothing of the form in it.
    Unrecognized,
    /// It is a page, whose layout is not the form's.
    Page,
    /// Another layout would say something else, or could not be found.
    Unsafe,
}

impl Refusal {
    /// Why, and what to do, as what follows the name of the source.
    #[must_use]
    pub fn reason(&self, language: Language) -> &'static str {
        language.wording(match self {
            Self::Broken(_) => BROKEN,
            Self::Unrecognized => UNRECOGNIZED,
            Self::Unreadable => UNREADABLE,
        })
    }
}

impl FormatRefusal {
    /// Why, and what to do, as what follows the name of the source.
    #[must_use]
    pub fn reason(&self, language: Language) -> &'static str {
        language.wording(match self {
            Self::Broken(_) => NOT_FORMATTED,
            Self::Unrecognized => UNRECOGNIZED_LAYOUT,
            Self::Page => PAGE,
            Self::Unsafe => UNSAFE,
        })
    }
}

const BROKEN: Doc = Doc {
    zh: "有语法错误，未转换，以免丢失内容；请先改正语法错误",
    en: "not converted, since what is not well-formed could be lost; mend the syntax errors first",
};
const UNRECOGNIZED: Doc = Doc {
    zh: "没有找到表单的任何栏目，无法转换",
    en: "nothing of the form was found in it, so there is nothing to convert",
};
const UNREADABLE: Doc = Doc {
    zh: "转换结果读不回来，未写入；这是 evallint 的缺陷，请报告",
    en: "the result cannot be read back and was not written; this is a fault of evallint, please report it",
};
const NOT_FORMATTED: Doc = Doc {
    zh: "有语法错误，未整理；请先改正语法错误",
    en: "not well-formed, so not formatted; mend the syntax errors first",
};
const UNRECOGNIZED_LAYOUT: Doc = Doc {
    zh: "没有找到表单的任何栏目，未整理",
    en: "nothing of the form was found in it, so it is not formatted",
};
const PAGE: Doc = Doc {
    zh: "是 HTML 网页，不整理版式；可用 evallint convert 转换成其他格式",
    en: "an HTML page is not formatted; `evallint convert` writes it in another format",
};
const UNSAFE: Doc = Doc {
    zh: "整理版式会改变其中的内容或注释，未整理，文件保持原样",
    en: "another layout would change what it says, so it is left as it is",
};
