//! How much was checked and found, in one sentence.

use evallint_linter::{Applicability, Diagnostic, Language, Report, Severity};

/// Counts of files and findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Summary {
    files: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    suppressed: usize,
    /// How many findings are gone, for they were mended.
    fixed: usize,
    /// How many have a safe fix.
    fixable: usize,
    /// How many have one that a person should look at.
    fixable_with_care: usize,
    baseline: InBaseline,
}

/// What a baseline has to do with the findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct InBaseline {
    /// How many findings are recorded in it, and so left out.
    pub left_out: usize,
    /// How many are recorded in it and no longer found.
    pub gone: usize,
}

impl Summary {
    /// The sum of the reports, of which there is one for each file, after so many findings were mended.
    pub(crate) fn of<'r>(reports: impl Iterator<Item = &'r Report>, fixed: usize) -> Self {
        let mut summary = Self {
            fixed,
            ..Self::default()
        };
        for report in reports {
            summary.files += 1;
            summary.suppressed += report.suppressed;
            for diagnostic in &report.diagnostics {
                *summary.count_of(diagnostic.severity) += 1;
                summary.count_fix(diagnostic);
            }
        }
        summary
    }

    /// The summary, with what a baseline has to do with it.
    pub(crate) fn with_baseline(self, baseline: InBaseline) -> Self {
        Self { baseline, ..self }
    }

    /// The sentence. It leaves out what was not found.
    pub(crate) fn render(self, language: Language) -> String {
        match language {
            Language::Chinese => self.chinese() + &self.baseline.chinese(),
            Language::English => self.english() + &self.baseline.english(),
        }
    }

    fn count_of(&mut self, severity: Severity) -> &mut usize {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Info => &mut self.notes,
        }
    }

    fn count_fix(&mut self, diagnostic: &Diagnostic) {
        match diagnostic.fixes.iter().map(|fix| fix.applicability).max() {
            Some(Applicability::Safe) => self.fixable += 1,
            Some(Applicability::Unsafe) => self.fixable_with_care += 1,
            Some(Applicability::DisplayOnly) | None => {}
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
        let fixable = match (self.fixable, self.fixable_with_care) {
            (0, 0) => String::new(),
            (safe, 0) => format!("其中 {safe} 处可用 --fix 修正。"),
            (0, unsafe_) => format!("其中 {unsafe_} 处核对后可用 --fix --unsafe-fixes 修正。"),
            (safe, unsafe_) => {
                format!("其中 {safe} 处可用 --fix 修正，{unsafe_} 处核对后可加 --unsafe-fixes 修正。")
            }
        };
        let (files, found) = (self.files, found.join("、"));
        let new = if self.baseline.left_out > 0 { "新的" } else { "" };
        let remaining = match (self.fixed, found.is_empty()) {
            (0, true) => format!("检查了 {files} 个文件，没有发现{new}问题。"),
            (0, false) => format!("检查了 {files} 个文件：发现 {found}。"),
            (fixed, true) => format!("检查了 {files} 个文件，修正了 {fixed} 处，没有余下的{new}问题。"),
            (fixed, false) => format!("检查了 {files} 个文件，修正了 {fixed} 处，还有 {found}。"),
        };
        remaining + &fixable + &suppressed
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
        let fixable = match (self.fixable, self.fixable_with_care) {
            (0, 0) => String::new(),
            (safe, 0) => format!(" {safe} fixable with --fix."),
            (0, unsafe_) => format!(" {unsafe_} fixable with --fix --unsafe-fixes, after a look at them."),
            (safe, unsafe_) => {
                format!(
                    " {safe} fixable with --fix, {unsafe_} more with --unsafe-fixes, after a look at them."
                )
            }
        };
        let found = found.join(", ");
        let new = if self.baseline.left_out > 0 { "new " } else { "" };
        let remaining = match (self.fixed, found.is_empty()) {
            (0, true) => format!("Checked {files}: no {new}problems found."),
            (0, false) => format!("Checked {files}: {found}."),
            (fixed, true) => format!("Checked {files}: {fixed} fixed, no {new}problems left."),
            (fixed, false) => format!("Checked {files}: {fixed} fixed, {found} left."),
        };
        remaining + &fixable + &suppressed
    }
}

impl InBaseline {
    fn chinese(self) -> String {
        let left_out = match self.left_out {
            0 => String::new(),
            count => format!("基线中的 {count} 条旧问题未列出。"),
        };
        match self.gone {
            0 => left_out,
            count => {
                format!("{left_out}基线中有 {count} 条旧问题已经没有了，可用 --write-baseline 更新基线。")
            }
        }
    }

    fn english(self) -> String {
        let left_out = match self.left_out {
            0 => String::new(),
            count => format!(" {} of the baseline left out.", counted(count, "old finding")),
        };
        match self.gone {
            0 => left_out,
            1 => format!("{left_out} 1 old finding is gone: run --write-baseline to shrink the baseline."),
            count => {
                format!(
                    "{left_out} {count} old findings are gone: run --write-baseline to shrink the baseline."
                )
            }
        }
    }
}

impl std::ops::AddAssign for InBaseline {
    fn add_assign(&mut self, more: Self) {
        self.left_out += more.left_out;
        self.gone += more.gone;
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
                ..Summary::default()
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
                suppressed: 2,
                ..Summary::default()
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
        assert_eq!(
            both(Summary {
                files: 2,
                errors: 2,
                fixed: 3,
                fixable_with_care: 1,
                ..Summary::default()
            }),
            [
                "检查了 2 个文件，修正了 3 处，还有 2 个错误。其中 1 处核对后可用 --fix --unsafe-fixes 修正。",
                "Checked 2 files: 3 fixed, 2 errors left. 1 fixable with --fix --unsafe-fixes, after a look at them."
            ]
        );
    }

    #[test]
    fn what_a_baseline_has_to_do_with_it() {
        let summary = Summary {
            files: 2,
            ..Summary::default()
        };
        assert_eq!(
            both(summary.with_baseline(InBaseline {
                left_out: 1,
                gone: 12
            })),
            [
                "检查了 2 个文件，没有发现新的问题。基线中的 1 条旧问题未列出。基线中有 12 条旧问题已经没有了，可用 --write-baseline 更新基线。",
                "Checked 2 files: no new problems found. 1 old finding of the baseline left out. 12 old findings are gone: run --write-baseline to shrink the baseline."
            ]
        );
    }
}
