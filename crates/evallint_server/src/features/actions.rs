//! What can be done about a form where the cursor stands: fixes, a suppression, all fixes at once, another writing.

use evallint_convert::{Target, convert};
use evallint_linter::{Applicability, Diagnostic, Edit, Fix, Language, Linter, Report, Settings, fix};
use evallint_schema::{KeyLanguage, capitalized};
use evallint_syntax::{ByteRange, Format, Source};

use super::text_edits;

/// Something that can be done.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Action {
    /// What it does.
    pub title: String,
    /// The finding it mends, by its place in the report.
    pub finding: usize,
    /// Whether it is what most people want.
    pub is_preferred: bool,
    /// What it does to the text.
    pub deed: Deed,
}

/// What an action does to the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Deed {
    /// These edits.
    Edits(Vec<Edit>),
    /// Nothing, for the reason.
    Impossible(String),
}

/// The fixes of the findings that touch a range.
pub(crate) fn for_findings(report: &Report, range: ByteRange, language: Language) -> Vec<Action> {
    touched(report, range)
        .flat_map(|(index, found)| found.fixes.iter().map(move |fix| fixing(index, fix, language)))
        .collect()
}

/// The findings that touch a range, with their places in the report.
fn touched(report: &Report, range: ByteRange) -> impl Iterator<Item = (usize, &Diagnostic)> {
    report
        .diagnostics
        .iter()
        .enumerate()
        .filter(move |(_, found)| found.range.start <= range.end && range.start <= found.range.end)
}

/// The findings that touch a range and may be allowed, with what that is called. Many of one rule may stand in one place; of
/// those it is the first.
pub(crate) fn suppressible(
    report: &Report,
    range: ByteRange,
    language: Language,
) -> Vec<(&Diagnostic, String)> {
    let mut rules = Vec::new();
    touched(report, range)
        .map(|(_, found)| found)
        .filter(|found| Linter::may_allow(found.rule))
        .filter(|found| {
            let is_first = !rules.contains(&found.rule.id);
            rules.push(found.rule.id);
            is_first
        })
        .map(|found| {
            let id = found.rule.id;
            let title = match language {
                Language::Chinese => format!("确认无误，忽略此处的 {id}（请写明理由）"),
                Language::English => format!("Allow {id} here (say why)"),
            };
            (found, title)
        })
        .collect()
}

fn fixing(finding: usize, fix: &Fix, language: Language) -> Action {
    let title = fix.title.render(language);
    let reason = || fix.reason.as_ref().map(|reason| reason.render(language));
    let is_safe = fix.applicability == Applicability::Safe;
    let (title, deed) = match fix.applicability {
        Applicability::Safe => (title, Deed::Edits(fix.edits.clone())),
        Applicability::Unsafe => (checked_first(&title, language), Deed::Edits(fix.edits.clone())),
        Applicability::DisplayOnly => (title, Deed::Impossible(reason().unwrap_or_default())),
    };
    Action {
        title,
        finding,
        is_preferred: is_safe,
        deed,
    }
}

/// The title of a fix that may not be what the author meant.
fn checked_first(title: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("{title}（请先核对）"),
        Language::English => format!("{title} (check first)"),
    }
}

/// The edits that allow a finding; nothing where there is no place to say that it is.
pub(crate) fn suppression(
    source: &Source,
    settings: &Settings,
    finding: &Diagnostic,
    language: Language,
) -> Option<Vec<Edit>> {
    let edit = Linter::standard().allow(source, settings, finding, reason(source, language))?;
    Some(vec![edit])
}

/// What to say where a finding cannot be allowed in the document.
pub(crate) fn not_suppressed(language: Language) -> &'static str {
    match language {
        Language::Chinese => "此处没有地方加注忽略；如确需忽略，请写在 evallint.toml 中",
        Language::English => "There is no place here to allow it; allow it in evallint.toml instead",
    }
}

/// A reason to begin with. The author knows a better one.
fn reason(source: &Source, language: Language) -> &'static str {
    match (source.format(), language) {
        (Format::Json, Language::Chinese) => "经核实无误",
        (Format::Json, Language::English) => "checked and correct",
        (_, Language::Chinese) => "理由：经核实无误",
        (_, Language::English) => "-- checked and correct",
    }
}

/// How many findings of a report have a fix that is always right.
pub(crate) fn count_safe(report: &Report) -> usize {
    let is_safe = |found: &&Diagnostic| {
        found
            .fixes
            .iter()
            .any(|fix| fix.applicability == Applicability::Safe)
    };
    report.diagnostics.iter().filter(is_safe).count()
}

/// The edits of all fixes that are always right, made one after another until there are none left.
pub(crate) fn fix_all(source: &Source, settings: &Settings) -> Vec<Edit> {
    fix(source, settings, Applicability::Safe).map_or_else(Vec::new, |fixed| {
        text_edits::between(source.text(), fixed.source.text())
    })
}

/// What fixing everything is called.
pub(crate) fn fix_all_title(count: usize, language: Language) -> String {
    match (language, count) {
        (Language::Chinese, _) => format!("修正全部可自动改正的问题（{count} 处）"),
        (Language::English, 1) => "Fix the 1 problem that can be fixed safely".to_owned(),
        (Language::English, _) => format!("Fix all {count} problems that can be fixed safely"),
    }
}

/// The writings that a form can be put into, with what that is called; not the one it is in.
pub(crate) fn conversions(source: &Source, language: Language) -> Vec<(Target, String)> {
    let is_own = |target: Target| match source.format() {
        Format::Json => target == Target::Json,
        Format::Yaml => target == Target::Yaml,
        Format::Table => target == Target::Text,
    };
    [Target::Yaml, Target::Json, Target::Text]
        .into_iter()
        .filter(|target| !is_own(*target))
        .map(|target| {
            let title = match language {
                Language::Chinese => format!("另存为{}", writing(target, language)),
                Language::English => format!("Convert to {} in a new file", writing(target, language)),
            };
            (target, title)
        })
        .collect()
}

fn writing(target: Target, language: Language) -> &'static str {
    match (target, language) {
        (Target::Yaml, Language::Chinese) => " YAML",
        (Target::Yaml, Language::English) => "YAML",
        (Target::Json, Language::Chinese) => " JSON",
        (Target::Json, Language::English) => "JSON",
        (Target::Markdown, Language::Chinese) => " Markdown 表格",
        (Target::Markdown, Language::English) => "a table of Markdown",
        (Target::Html, Language::Chinese) => "网页",
        (Target::Html, Language::English) => "a page",
        (Target::Text | Target::Tsv, Language::Chinese) => "表格文本",
        (Target::Text | Target::Tsv, Language::English) => "form text",
    }
}

/// The form in another writing, or why that cannot be. A text form becomes one with Chinese keys for a person who reads
/// Chinese.
pub(crate) fn converted(source: &Source, target: Target, language: Language) -> Result<String, String> {
    let keys = match (source.format(), language) {
        (Format::Table, Language::Chinese) => Some(KeyLanguage::Chinese),
        _ => None,
    };
    convert(source, target, keys)
        .map(|converted| converted.text)
        .map_err(|refusal| capitalized(refusal.reason(language).to_owned()))
}

#[cfg(test)]
mod tests {
    use evallint_linter::{apply_edits, check};

    use super::*;

    const YAML: &str = "form: department-self-evaluation\ncurrency_unit: 万元\nfunds:\n  adjusted_budget: 100.00\n  actual_expenditure: 97.78\n  completion_rate: 90.00%\n";

    fn at(text: &str, words: &str) -> ByteRange {
        let at = u32::try_from(text.find(words).unwrap()).unwrap();
        ByteRange::new(at, at)
    }

    #[test]
    fn a_fix_and_a_suppression_for_the_finding_under_the_cursor() {
        let source = Source::new("a.yaml", YAML).unwrap();
        let settings = Settings::default();
        let report = check(&source, &settings);
        let range = at(YAML, "90.00%");
        let fixes = for_findings(&report, range, Language::Chinese);
        let titles: Vec<_> = fixes.iter().map(|action| action.title.as_str()).collect();
        assert_eq!(titles, ["改为“97.78%”（请先核对）"]);
        let Some(Deed::Edits(edits)) = fixes.first().map(|action| &action.deed) else {
            panic!("{fixes:?}")
        };
        assert_eq!(apply_edits(YAML, edits), YAML.replace("90.00%", "97.78%"));
        let allowed = suppressible(&report, range, Language::Chinese);
        let [(finding, title)] = allowed.as_slice() else {
            panic!("{allowed:?}")
        };
        assert_eq!(
            title,
            "确认无误，忽略此处的 completion-rate-mismatch（请写明理由）"
        );
        let edits = suppression(&source, &settings, finding, Language::Chinese).unwrap();
        assert_eq!(
            apply_edits(YAML, &edits),
            YAML.replace(
                "  completion_rate",
                "  # evallint: allow completion-rate-mismatch 理由：经核实无误\n  completion_rate"
            )
        );
    }

    /// In every writing, every finding that can be allowed is, and nothing else is found afterwards.
    #[test]
    fn every_suppression_takes_its_finding_away() {
        let json = "{\n  \"currency_unit\": \"万元\",\n  \"funds\": {\n    \"adjusted_budget\": \"100.00\",\n    \"actual_expenditure\": \"97.78\",\n    \"completion_rate\": \"90.00%\"\n  }\n}\n";
        let flat = "{\"currency_unit\": \"万元\", \"funds\": {\"adjusted_budget\": \"100.00\", \"actual_expenditure\": \"97.78\", \"completion_rate\": \"90.00%\", \"x-evallint\": {\"allow\": {\"missing-field\": \"另报\"}}}}";
        let table = "部门整体支出绩效自评表\n单位：万元\n部门调整预算收入\t100.00\n实际支出数\t97.78\n预算完成率\t90.00%\n";
        for (path, text) in [
            ("a.yaml", YAML),
            ("a.json", json),
            ("b.json", flat),
            ("a.txt", table),
        ] {
            let source = Source::new(path, text).unwrap();
            let settings = Settings::default();
            let report = check(&source, &settings);
            let allowed = suppressible(&report, ByteRange::new(0, u32::MAX), Language::Chinese);
            let rules: Vec<_> = allowed.iter().map(|(found, _)| found.rule.id).collect();
            assert!(rules.contains(&"completion-rate-mismatch"), "{path}: {rules:?}");
            for (found, _) in allowed {
                let edits = suppression(&source, &settings, found, Language::Chinese)
                    .unwrap_or_else(|| panic!("{path}: {found:?}"));
                let changed = source.with_text(apply_edits(source.text(), &edits)).unwrap();
                let left = check(&changed, &settings).diagnostics;
                assert!(left.len() < report.diagnostics.len(), "{}", changed.text());
            }
        }
    }

    #[test]
    fn what_cannot_be_allowed_has_no_suppression() {
        let text = "{\"year\": 2022,, \"currency_unit\": \"万元\"}";
        let report = check(&Source::new("a.json", text).unwrap(), &Settings::default());
        let allowed = suppressible(&report, at(text, ",,"), Language::Chinese);
        assert!(allowed.iter().all(|(found, _)| found.rule.id != "syntax-error"));
    }

    #[test]
    fn all_safe_fixes_are_made_at_once() {
        let source = Source::new(
            "a.yaml",
            format!("{YAML}problems: 预算执行慢，，支出不均衡。。\n"),
        )
        .unwrap();
        let edits = fix_all(&source, &Settings::default());
        let report = check(&source, &Settings::default());
        assert_eq!(count_safe(&report), 2);
        let fixed = apply_edits(source.text(), &edits);
        assert!(fixed.ends_with("problems: 预算执行慢，支出不均衡。\n"), "{fixed}");
        assert!(fixed.starts_with(YAML));
    }

    #[test]
    fn a_form_is_offered_the_writings_it_is_not_in() {
        let source = Source::new("a.yaml", YAML).unwrap();
        let titles: Vec<_> = conversions(&source, Language::Chinese)
            .into_iter()
            .map(|(_, title)| title)
            .collect();
        assert_eq!(titles, ["另存为 JSON", "另存为表格文本"]);
        let json = converted(&source, Target::Json, Language::Chinese).unwrap();
        assert!(json.contains("\"completion_rate\": \"90.00%\""), "{json}");
        let broken = Source::new("a.json", "{\"year\": }").unwrap();
        let refused = converted(&broken, Target::Yaml, Language::Chinese).unwrap_err();
        assert!(refused.contains("请先改正语法错误"));
    }
}
