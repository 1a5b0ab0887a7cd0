//! `workspace/executeCommand`.

use evallint_linter::rule_named;
use lsp_server::ErrorCode;
use lsp_types::{ExecuteCommandParams, Range, Uri};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::features::{report, rule_pages};
use crate::refusal::Refusal;
use crate::server::Server;

/// Checks all forms once.
const CHECK_WORKSPACE: &str = "evallint.checkWorkspace";
/// Gives the report page of an open document, named by its address.
const REPORT: &str = "evallint.report";
/// Lists the rules.
const RULES: &str = "evallint.rules";
/// Gives the page of a rule, named by its id.
const EXPLAIN: &str = "evallint.explain";

/// The commands that a client may have run.
pub fn commands() -> impl Iterator<Item = &'static str> {
    [CHECK_WORKSPACE, REPORT, RULES, EXPLAIN].into_iter()
}

/// Runs a command.
pub(super) fn run(server: &mut Server, params: &ExecuteCommandParams) -> Result<Value, Refusal> {
    match params.command.as_str() {
        CHECK_WORKSPACE => {
            server.check_workspace_when_asked();
            Ok(Value::Null)
        }
        REPORT => given(&report(server, &argument(params)?)?),
        RULES => given(&rules(server)),
        EXPLAIN => given(&explain(server, &argument::<String>(params)?)?),
        other => Err(Refusal::new(
            ErrorCode::InvalidParams,
            format!("there is no command {other}"),
        )),
    }
}

/// The one argument of a command.
fn argument<T: DeserializeOwned>(params: &ExecuteCommandParams) -> Result<T, Refusal> {
    let argument = params.arguments.as_ref().and_then(|arguments| arguments.first());
    serde_json::from_value(argument.cloned().unwrap_or_default())
        .map_err(|error| Refusal::bad_parameters(&error))
}

fn given(result: &impl Serialize) -> Result<Value, Refusal> {
    serde_json::to_value(result).map_err(|error| Refusal::new(ErrorCode::InternalError, error.to_string()))
}

/// A report page with the places that it leads to.
#[derive(Debug, Serialize)]
struct ReportPage {
    /// The version of the document that it shows.
    version: i32,
    html: String,
    /// Where the findings are, the first being number 1 of the page.
    findings: Vec<Range>,
    places: Vec<Place>,
}

/// Where a field stands.
#[derive(Debug, Serialize)]
struct Place {
    pointer: String,
    range: Range,
}

/// Nothing where the document is no form.
fn report(server: &Server, uri: &Uri) -> Result<Option<ReportPage>, Refusal> {
    let Some(form) = server.form(uri) else {
        return Ok(None);
    };
    let verdict = form.report().ok_or_else(Refusal::modified)?;
    let page = report::report(form.source, form.view().as_ref(), verdict, form.language);
    let range = |bytes| form.positions.range(bytes);
    let place = |(pointer, bytes): &(evallint_linter::Pointer, _)| Place {
        pointer: pointer.as_str().to_owned(),
        range: range(*bytes),
    };
    Ok(Some(ReportPage {
        version: form.document.version,
        findings: page.findings.iter().map(|bytes| range(*bytes)).collect(),
        places: page.places.iter().map(place).collect(),
        html: page.html,
    }))
}

/// A rule as a client lists it.
#[derive(Debug, Serialize)]
struct RuleEntry {
    id: &'static str,
    name: String,
    group: String,
    severity: &'static str,
    description: &'static str,
}

fn rules(server: &Server) -> Vec<RuleEntry> {
    let entries = rule_pages::list(server.language()).into_iter();
    entries
        .map(|entry| RuleEntry {
            id: entry.id,
            name: entry.name.into_owned(),
            group: entry.group.into_owned(),
            severity: entry.severity,
            description: entry.description,
        })
        .collect()
}

fn explain(server: &Server, id: &str) -> Result<String, Refusal> {
    let rule = rule_named(id)
        .ok_or_else(|| Refusal::new(ErrorCode::InvalidParams, format!("there is no rule {id}")))?;
    Ok(rule_pages::page(rule, server.language()))
}
