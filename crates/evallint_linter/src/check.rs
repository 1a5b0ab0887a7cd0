//! The only way to a verdict.

use std::sync::LazyLock;

use evallint_schema::{FORMS, Form, FormSchema, KeyLanguage};
use evallint_syntax::Source;
use jsonschema::{Draft, Registry, ValidationError, Validator};
use serde_json::{Value, json};

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::element_names::ElementNames;
use crate::facts::{Facts, Memory};
use crate::fix::{Edit, apply_edits, helps};
use crate::lower::{self, Labels};
use crate::pattern;
use crate::precedence;
use crate::report::Report;
use crate::rule::Rule;
use crate::rule_run::RuleRun;
use crate::rules::{self, MOST_LISTED, RULES};
use crate::schema_view::DocumentJson;
use crate::settings::Settings;
use crate::suppression::{self, Suppressions};
use crate::view::DocumentView;

/// Forms made ready for checking.
#[derive(Debug)]
pub struct Linter {
    forms: Vec<CompiledForm>,
}

#[derive(Debug)]
struct CompiledForm {
    form: &'static Form,
    labels: Labels,
    validator: Validator<DocumentJson>,
}

static STANDARD: LazyLock<Linter> = LazyLock::new(|| Linter::new(FORMS));

/// The verdict on a source, as one of the forms evallint knows.
#[must_use]
pub fn check(source: &Source, settings: &Settings) -> Report {
    STANDARD.check(source, settings)
}

/// The verdict with all findings of each rule, even where they are more than anyone reads.
pub(crate) fn check_all(source: &Source, settings: &Settings) -> Report {
    STANDARD.judge(source, settings, MOST_SUPPRESSED, Suppressions::of)
}

impl Linter {
    /// A linter of these forms. The first is assumed where a document does not tell.
    ///
    /// # Panics
    /// Panics where a form's own schema is no valid schema.
    #[must_use]
    pub fn new(forms: &[&'static Form]) -> Self {
        Self {
            forms: forms.iter().map(|form| CompiledForm::new(form)).collect(),
        }
    }

    /// The verdict on a source.
    #[must_use]
    pub fn check(&self, source: &Source, settings: &Settings) -> Report {
        self.judge(source, settings, MOST_LISTED, Suppressions::of)
    }

    /// The verdict on a source that was checked before, with what is remembered of its texts.
    #[must_use]
    pub fn check_again(&self, source: &Source, settings: &Settings, memory: &mut Memory) -> Report {
        self.judged(source, settings, MOST_LISTED, Suppressions::of, |document| {
            Facts::again(document, memory)
        })
    }

    /// What there would be to find in a source if it allowed nothing, even where that is more than anyone reads.
    #[must_use]
    pub fn check_unsuppressed(&self, source: &Source, settings: &Settings) -> Report {
        self.judge(source, settings, MOST_SUPPRESSED, |_| Suppressions::default())
    }

    /// Whether findings of a rule can be allowed at all. What is not well-formed, and what the tool says of itself, is always
    /// told.
    #[must_use]
    pub fn may_allow(rule: &Rule) -> bool {
        suppression::can_be_suppressed(rule)
    }

    /// The edit that allows a finding for a reason, by a suppression that allows as little beside it as can be. Nothing
    /// where the writing has no place for one, or the finding cannot be allowed.
    #[must_use]
    pub fn allow(
        &self,
        source: &Source,
        settings: &Settings,
        finding: &Diagnostic,
        reason: &str,
    ) -> Option<Edit> {
        let compiled = self.forms.first()?;
        let document = lower::lower(source, compiled.form, &compiled.labels);
        let ways = suppression::ways_to_allow(&document, finding, reason);
        let judge = |source: &Source| self.judge(source, settings, MOST_SUPPRESSED, Suppressions::of);
        let before = judge(source);
        ways.into_iter().find(|edit| {
            let allowed = source.with_text(apply_edits(source.text(), [edit]));
            allowed.is_ok_and(|allowed| {
                let after = judge(&allowed);
                helps(&before, &after) && count_alike(&after, finding) < count_alike(&before, finding)
            })
        })
    }

    /// The source as a document, to be shown or written anew; nothing for a linter without forms.
    #[must_use]
    pub fn read<'a>(&'a self, source: &'a Source) -> Option<DocumentView<'a>> {
        let compiled = self.forms.first()?;
        let document = lower::lower(source, compiled.form, &compiled.labels);
        Some(DocumentView::new(document, &compiled.labels))
    }

    /// The linter of the forms that evallint knows.
    #[must_use]
    pub fn standard() -> &'static Self {
        &STANDARD
    }

    /// The verdict, of each rule with so many findings at most.
    fn judge(
        &self,
        source: &Source,
        settings: &Settings,
        most: usize,
        suppressions: impl FnOnce(&Document<'_>) -> Suppressions,
    ) -> Report {
        self.judged(source, settings, most, suppressions, Facts::of)
    }

    /// Gives a run of all rules over a source to a test.
    #[cfg(test)]
    pub(crate) fn with_run<T>(&self, source: &Source, look: impl FnOnce(RuleRun<'_, '_>) -> T) -> T {
        let compiled = &self.forms[0];
        let document = lower::lower(source, compiled.form, &compiled.labels);
        look(RuleRun {
            rules: RULES,
            document: &document,
            facts: &Facts::of(&document),
            validator: &compiled.validator,
            settings: &Settings::default(),
            most: MOST_LISTED,
        })
    }

    fn judged(
        &self,
        source: &Source,
        settings: &Settings,
        most: usize,
        suppressions: impl FnOnce(&Document<'_>) -> Suppressions,
        facts: impl FnOnce(&Document<'_>) -> Facts,
    ) -> Report {
        let Some(compiled) = self.forms.first() else {
            return Report::default();
        };
        let document = lower::lower(source, compiled.form, &compiled.labels);
        let suppressions = suppressions(&document);
        let facts = facts(&document);
        // Where a suppression or a setting may take out any of the findings, nearly all are needed.
        let takes_out_any = !suppressions.is_empty() || !settings.pointer_ignores.is_empty();
        let kept = if takes_out_any { MOST_SUPPRESSED } else { most };
        let run = RuleRun {
            rules: RULES,
            document: &document,
            facts: &facts,
            validator: &compiled.validator,
            settings,
            most: kept,
        };
        let mut diagnostics = run.diagnostics();
        precedence::apply(&mut diagnostics);
        let mut suppressed = 0;
        if !suppressions.is_empty() {
            suppressed = suppressions.apply(&document, &mut diagnostics, settings);
        }
        diagnostics.retain(|diagnostic| settings.includes_at(diagnostic.rule, &diagnostic.pointer));
        if takes_out_any {
            rules::leave_out_the_rest_of_each(&document, &mut diagnostics, most);
        }
        settings.set_severities(&mut diagnostics);
        let mut names = ElementNames::of(&document);
        for diagnostic in &mut diagnostics {
            diagnostic.within = names.along(&diagnostic.pointer);
        }
        diagnostics.sort_by(|left, right| {
            (left.range, left.rule.id, &left.pointer).cmp(&(right.range, right.rule.id, &right.pointer))
        });
        Report {
            diagnostics,
            suppressed,
        }
    }
}

impl CompiledForm {
    #[expect(
        clippy::expect_used,
        reason = "the schema is generated here; a test checks and compiles each"
    )]
    fn new(form: &'static Form) -> Self {
        Self {
            form,
            labels: Labels::of(form),
            validator: compile(&schema_of(form)).expect("a form's own schema is valid"),
        }
    }
}

/// The published schema with English keys, which those of every document are taken for.
fn schema_of(form: &'static Form) -> Value {
    FormSchema::strict(form, KeyLanguage::English).undocumented()
}

/// Compiles the schema by way of a reference to it. What is compiled is held against its meta-schema first, and that of
/// 2020-12 takes longer to get ready than all else that a process does with one form. A test does it for the schema
/// itself, so that at each start only the reference is held against the smallest meta-schema there is.
fn compile(schema: &Value) -> Result<Validator<DocumentJson>, ValidationError<'static>> {
    let address = schema.get("$id").and_then(Value::as_str).unwrap_or_default();
    let registry = Registry::new().add(address, schema)?.prepare()?;
    jsonschema::options_for::<DocumentJson>()
        .with_draft(Draft::Draft4)
        .with_registry(&registry)
        .with_keyword("pattern", pattern::compile)
        .build(&json!({ "$ref": address }))
}

/// How many findings of one rule are kept where suppressions, settings or fixes may take some of them out.
const MOST_SUPPRESSED: usize = 20_000;

/// How many findings there are of a finding's rule about its field.
fn count_alike(report: &Report, finding: &Diagnostic) -> usize {
    let is_alike = |other: &&Diagnostic| other.rule == finding.rule && other.pointer == finding.pointer;
    report.diagnostics.iter().filter(is_alike).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Language;
    use crate::report::Context;
    use crate::rule::{Group, Severity};

    /// Which the compiler leaves to this test.
    #[test]
    fn every_schema_is_valid_and_compiles() {
        for form in FORMS {
            let schema = schema_of(form);
            assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
            jsonschema::meta::validate(&schema).unwrap();
            compile(&schema).unwrap();
        }
    }

    static PANICS: Rule = Rule {
        id: "panics",
        name: "总是失败",
        group: Group::Tool,
        severity: Severity::Error,
        page: "",
        has_fix: false,
        check: panic_at_once,
    };

    fn panic_at_once(_: &mut Context<'_, '_>) {
        panic!("out of luck");
    }

    #[test]
    fn a_rule_that_panics_is_told_of_and_the_others_report() {
        let source = Source::new("a.json", r#"{"year": "1999", "year": 1}"#).unwrap();
        let mut rules = vec![&PANICS];
        rules.extend(RULES);
        let found = STANDARD.with_run(&source, |run| RuleRun { rules: &rules, ..run }.diagnostics());
        let ids: Vec<_> = found.iter().map(|diagnostic| diagnostic.rule.id).collect();
        assert!(ids.starts_with(&["internal-error", "duplicate-field"]), "{ids:?}");
        let said = found
            .first()
            .map(|diagnostic| diagnostic.message.render(Language::English));
        assert!(said.is_some_and(|said| said.contains("Rule panics failed (out of luck)")));
    }

    #[test]
    fn what_is_more_than_anyone_reads_is_counted() {
        let keys: Vec<String> = (0..700).map(|index| format!("\"键{index}\": 1")).collect();
        let source = Source::new("a.json", format!("{{\"year\": 2022, {}}}", keys.join(", "))).unwrap();
        let report = check(&source, &Settings::default());
        let unknown: Vec<_> = report
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.rule.id == "unknown-field")
            .collect();
        assert_eq!(unknown.len(), 501);
        let told = unknown
            .iter()
            .filter(|diagnostic| diagnostic.pointer.as_str().is_empty());
        let told: Vec<_> = told
            .map(|diagnostic| diagnostic.message.render(Language::English))
            .collect();
        assert_eq!(told, ["200 more findings of unknown-field are not listed."]);
    }

    #[test]
    fn every_selection_is_obeyed() {
        let source = Source::new("a.json", r#"{"year": 1, "year": 1}"#).unwrap();
        let found = |select: &[&str], ignore: &[&str]| {
            let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect();
            let selection = crate::settings::Selection {
                select: names(select),
                ignore: names(ignore),
            };
            let report = check(
                &source,
                &Settings {
                    selection,
                    ..Settings::default()
                },
            );
            let mut ids: Vec<_> = report
                .diagnostics
                .iter()
                .map(|diagnostic| diagnostic.rule.id)
                .collect();
            ids.dedup();
            ids
        };
        assert_eq!(found(&["duplicate-field"], &[]), ["duplicate-field"]);
        assert_eq!(
            found(&["structure"], &["missing-field", "duplicate-field"]),
            ["invalid-value"]
        );
        assert_eq!(found(&[], &["structure", "funds"]), [] as [&str; 0]);
    }
}
