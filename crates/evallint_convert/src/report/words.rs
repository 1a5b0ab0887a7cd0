//! What the page itself says, in both languages.

use evallint_linter::{Applicability, Language, Severity};

/// The words of the page in one language.
#[derive(Debug)]
pub(super) struct Words {
    pub language: Language,
    /// The language as HTML names it.
    pub tag: &'static str,
    /// What the page is.
    pub kind: &'static str,
    pub to_findings: &'static str,
    pub office: &'static str,
    pub year: &'static str,
    pub file: &'static str,
    pub summary: &'static str,
    pub form: &'static str,
    pub source: &'static str,
    pub findings: &'static str,
    /// Stands in a cell without a value.
    pub blank: &'static str,
    pub unknown: &'static str,
    pub no_form: &'static str,
    pub broken: &'static str,
    pub outside: &'static str,
    pub help: &'static str,
    pub related: &'static str,
    pub fixes: &'static str,
    pub reason: &'static str,
    pub none_found: &'static str,
}

const CHINESE: Words = Words {
    language: Language::Chinese,
    tag: "zh-CN",
    kind: "检查报告",
    to_findings: "直接看问题清单",
    office: "部门",
    year: "年度",
    file: "文件",
    summary: "检查结果",
    form: "自评表",
    source: "原文",
    findings: "问题清单",
    blank: "（空）",
    unknown: "未填",
    no_form: "认不出这份文件是哪一种表，下面只列出有问题的原文。",
    broken: "文件有语法错误，有的内容读不出来，所以没有排成表格，下面列出有问题的原文。改正语法错误后再生成一次，就能看到表格。",
    outside: "下列原文不在表格的任何一栏里",
    help: "怎么改",
    related: "另见",
    fixes: "可以改成",
    reason: "原因",
    none_found: "没有发现问题。",
};

const ENGLISH: Words = Words {
    language: Language::English,
    tag: "en",
    kind: "Check report",
    to_findings: "Go to the findings",
    office: "Office",
    year: "Year",
    file: "File",
    summary: "Result",
    form: "The form",
    source: "Source",
    findings: "Findings",
    blank: "(blank)",
    unknown: "not given",
    no_form: "What form this is could not be told; only the lines with findings are shown.",
    broken: "The file is not well-formed, and part of it could not be read, so it is not laid out as a table; the lines with findings are shown instead. Mend the syntax errors and make the report again to see the table.",
    outside: "These lines stand in no field of the table",
    help: "What to do",
    related: "See also",
    fixes: "Possible fix",
    reason: "Why",
    none_found: "No problems found.",
};

impl Words {
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::Chinese => &CHINESE,
            Language::English => &ENGLISH,
        }
    }

    pub(super) fn severity(&self, severity: Severity) -> &'static str {
        match (self.language, severity) {
            (Language::Chinese, severity) => severity.name(),
            (Language::English, Severity::Error) => "Error",
            (Language::English, Severity::Warning) => "Warning",
            (Language::English, Severity::Info) => "Note",
        }
    }

    /// The heading of the findings of a severity.
    pub(super) fn severities(&self, severity: Severity) -> &'static str {
        match (self.language, severity) {
            (Language::Chinese, severity) => severity.name(),
            (Language::English, Severity::Error) => "Errors",
            (Language::English, Severity::Warning) => "Warnings",
            (Language::English, Severity::Info) => "Notes",
        }
    }

    /// What follows from the worst that was found.
    pub(super) fn verdict(&self, worst: Option<Severity>) -> &'static str {
        match (self.language, worst) {
            (_, None) => self.none_found,
            (Language::Chinese, Some(Severity::Error)) => "表中有错误，请改正后再报送。",
            (Language::Chinese, Some(Severity::Warning)) => {
                "没有错误，但有需要核对的地方，请改正或说明后再报送。"
            }
            (Language::Chinese, Some(Severity::Info)) => "没有错误和警告，提示供参考。",
            (Language::English, Some(Severity::Error)) => {
                "The form has errors. Correct them before it is submitted."
            }
            (Language::English, Some(Severity::Warning)) => {
                "There are no errors, but some places to look at. Correct or explain them before the form is submitted."
            }
            (Language::English, Some(Severity::Info)) => {
                "There are no errors or warnings; the notes are worth knowing."
            }
        }
    }

    /// How many findings are allowed with a reason.
    pub(super) fn suppressed(&self, count: usize) -> String {
        match self.language {
            Language::Chinese => format!("另有 {count} 条已按理由放行。"),
            Language::English => format!("{count} more allowed with a reason."),
        }
    }

    /// What the number of a finding is called by who cannot see it.
    pub(super) fn reference(&self, number: usize, severity: Severity) -> String {
        let severity = self.severity(severity);
        match self.language {
            Language::Chinese => format!("{number}，{severity}，看说明"),
            Language::English => format!("{number}, {severity}, see the finding"),
        }
    }

    /// What the number in the list is called by who cannot see it.
    pub(super) fn back(&self, number: usize) -> String {
        match self.language {
            Language::Chinese => format!("{number}，看原处"),
            Language::English => format!("{number}, see the place"),
        }
    }

    pub(super) fn line(&self, line: u32) -> String {
        match self.language {
            Language::Chinese => format!("第 {line} 行"),
            Language::English => format!("line {line}"),
        }
    }

    pub(super) fn applicability(&self, applicability: Applicability) -> &'static str {
        match (self.language, applicability) {
            (Language::Chinese, Applicability::Safe) => "可自动修正",
            (Language::Chinese, Applicability::Unsafe) => "核对后再改",
            (Language::Chinese, Applicability::DisplayOnly) => "仅供参考",
            (Language::English, Applicability::Safe) => "safe",
            (Language::English, Applicability::Unsafe) => "look at it first",
            (Language::English, Applicability::DisplayOnly) => "for reference",
        }
    }

    /// What made the page.
    pub(super) fn made_by(&self) -> String {
        let version = env!("CARGO_PKG_VERSION");
        match self.language {
            Language::Chinese => format!("由 evallint {version} 生成"),
            Language::English => format!("Made by evallint {version}"),
        }
    }
}
