//! The only way to a verdict.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use evallint_schema::{FORMS, Form, KeyLanguage, json_schema};
use evallint_syntax::Source;
use jsonschema::Validator;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::facts::Facts;
use crate::lower::{self, Labels};
use crate::precedence;
use crate::report::{Context, Report};
use crate::rules::{self, RULES};
use crate::schema_view::DocumentJson;
use crate::settings::Settings;

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
        let Some(compiled) = self.forms.first() else {
            return Report::default();
        };
        let document = lower::lower(source, compiled.form, &compiled.labels);
        let facts = Facts::of(&document);
        let mut diagnostics = run_rules(&document, &facts, compiled, settings);
        precedence::apply(&mut diagnostics);
        diagnostics.retain(|diagnostic| settings.selection.includes(diagnostic.rule));
        diagnostics.sort_by(|left, right| {
            (left.range, left.rule.id, &left.pointer).cmp(&(right.range, right.rule.id, &right.pointer))
        });
        Report { diagnostics }
    }
}

impl CompiledForm {
    #[expect(
        clippy::expect_used,
        reason = "the schema is generated here; a test compiles each"
    )]
    fn new(form: &'static Form) -> Self {
        let schema = json_schema(form, KeyLanguage::English);
        let validator = jsonschema::options_for::<DocumentJson>()
            .build(&schema)
            .expect("a form's own schema is valid");
        Self {
            form,
            labels: Labels::of(form),
            validator,
        }
    }
}

/// Runs every rule. One that another rule's precedence needs runs even where its own findings are not wanted.
fn run_rules(
    document: &Document<'_>,
    facts: &Facts,
    compiled: &CompiledForm,
    settings: &Settings,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for rule in RULES {
        let mut context = Context {
            document,
            facts,
            validator: &compiled.validator,
            options: settings.options,
            rule,
            diagnostics: Vec::new(),
        };
        match catch_unwind(AssertUnwindSafe(|| (rule.check)(&mut context))) {
            Ok(()) => diagnostics.append(&mut context.diagnostics),
            Err(panic) => diagnostics.push(rules::internal_error(document, rule, panic.as_ref())),
        }
    }
    diagnostics
}
