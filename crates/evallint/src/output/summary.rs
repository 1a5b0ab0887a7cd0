//! How much was checked and found, in one sentence.

use evallint_linter::{Language, Report, Severity};

/// Counts of files and findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Summary {
    files: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    suppressed: usize,
}

impl Summary {
    /// The sum of the reports, of which there is one for each file.
    pub(crate) fn of<'r>(reports: impl Iterator<Item = &'r Report>) -> Self {
        let mut summary = Self::default();
        for report in reports {
            summary.files += 1;
            summary.suppressed += report.suppressed;
            for diagnostic in &report.diagnostics {
                *summary.count_of(diagnostic.severity) += 1;
            }
        }
        summary
    }

    /// The sentence. It leaves out what was not found.
    pub(crate) fn render(self, language: Language) -> String {
        match language {
            Language::Chinese => self.chinese(),
            Language::English => self.english(),
        }
    }

    fn count_of(&mut self, severity: Severity) -> &mut usize {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Info => &mut self.notes,
        }
    }

    fn chinese(self) -> String {
        let counts = [
            (self.errors, "个错误"),
            (self.warnings, "个警告"),
            (self.notes, "条提示"),
        ];
        let found: Vec<_> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        let suppressed = match self.suppressed {
            0 => String::new(),
            count => format!("另有 {count} 条已按理由放行。"),
        };
        if found.is_empty() {
            format!("检查了 {} 个文件，没有发现问题。{suppressed}", self.files)
        } else {
            format!(
                "检查了 {} 个文件：发现 {}。{suppressed}",
                self.files,
                found.join("、")
            )
        }
    }

    fn english(self) -> String {
        let counts = [
            (self.errors, "error"),
            (self.warnings, "warning"),
            (self.notes, "note"),
        ];
        let found: Vec<_> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| counted(*count, what))
            .collect();
        let files = counted(self.files, "file");
        let suppressed = match self.suppressed {
            0 => String::new(),
            count => format!(" {count} more allowed with a reason."),
        };
        if found.is_empty() {
            format!("Checked {files}: no problems found.{suppressed}")
        } else {
            format!("Checked {files}: {}.{suppressed}", found.join(", "))
        }
    }
}

fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(summary: Summary) -> [String; 2] {
        [
            summary.render(Language::Chinese),
            summary.render(Language::English),
        ]
    }

    #[test]
    fn counts_and_plurals() {
        assert_eq!(
            both(Summary {
                files: 3,
                errors: 4,
                warnings: 12,
                notes: 3,
                suppressed: 0
            }),
            [
                "检查了 3 个文件：发现 4 个错误、12 个警告、3 条提示。",
                "Checked 3 files: 4 errors, 12 warnings, 3 notes."
            ]
        );
        assert_eq!(
            both(Summary {
                files: 1,
                errors: 1,
                warnings: 0,
                notes: 1,
                suppressed: 2
            }),
            [
                "检查了 1 个文件：发现 1 个错误、1 条提示。另有 2 条已按理由放行。",
                "Checked 1 file: 1 error, 1 note. 2 more allowed with a reason."
            ]
        );
        assert_eq!(
            both(Summary {
                files: 1,
                ..Summary::default()
            }),
            [
                "检查了 1 个文件，没有发现问题。",
                "Checked 1 file: no problems found."
            ]
        );
        assert_eq!(
            both(Summary {
                files: 1,
                suppressed: 1,
                ..Summary::default()
            }),
            [
                "检查了 1 个文件，没有发现问题。另有 1 条已按理由放行。",
                "Checked 1 file: no problems found. 1 more allowed with a reason."
            ]
        );
    }
}
