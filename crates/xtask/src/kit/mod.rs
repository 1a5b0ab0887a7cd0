//! The conformance kit: documents with the verdict of the schema and the findings of the rules, for other
//! implementations to test themselves by.
//!
//! What is expected is said here by hand, from the specification of the form; nothing of the schema or the linter is asked.
//! The kit is data once it is committed: it is written anew on purpose only, and a test compares nothing with this code.

mod added_keys;
mod case;
mod document;
mod figure_shapes;
mod rule_cases;
mod schema_cases;
mod shape;

use std::path::Path;

use serde_json::{Value, json};

use case::Case;
use rule_cases::rule_cases;
use schema_cases::schema_cases;

/// The folder of the kit, below that of the schemas.
const FOLDER: &str = "schemas/conformance/department-self-evaluation/v1";

/// Writes the kit below the top of the repository, in place of the one that is there.
///
/// # Errors
/// Fails where a case cannot be made, or a file not written.
pub(crate) fn command(top: &Path) -> Result<(), String> {
    let schema = schema_cases()?;
    let rules = rule_cases()?;
    let folder = top.join(FOLDER);
    remove_documents(&folder)?;
    for (name, content) in schema.files.iter().chain(&rules.files) {
        write(&folder.join(name), content)?;
    }
    let cases: Vec<&Case> = schema.cases.iter().chain(&rules.cases).collect();
    write(&folder.join("kit.json"), &manifest(&cases)?)?;
    println!(
        "{} cases in {} files",
        cases.len(),
        schema.files.len() + rules.files.len()
    );
    Ok(())
}

/// The manifest, with a case in each line.
fn manifest(cases: &[&Case]) -> Result<String, String> {
    let head = json!({
        "$schema": "kit.schema.json",
        "form": "department-self-evaluation",
        "version": "v1",
        "cases": [],
    });
    let lines: Vec<String> = cases
        .iter()
        .map(|case| serde_json::to_string(case).map(|line| format!("    {line}")))
        .collect::<Result<_, _>>()
        .map_err(|error| error.to_string())?;
    let cases = format!("\"cases\": [\n{}\n  ]", lines.join(",\n"));
    Ok(format!("{head:#}\n").replace("\"cases\": []", &cases))
}

/// The severity of a rule, as the specification has it.
fn severity(rule: &str) -> Result<&'static str, String> {
    let severities: Value =
        serde_json::from_str(include_str!("cases/severities.json")).map_err(|error| error.to_string())?;
    match severities.get(rule).and_then(Value::as_str) {
        Some("E") => Ok("error"),
        Some("W") => Ok("warning"),
        Some("I") => Ok("info"),
        _ => Err(format!("{rule}: there is no such rule")),
    }
}

fn remove_documents(folder: &Path) -> Result<(), String> {
    let rules = folder.join("rules");
    if rules.exists() {
        std::fs::remove_dir_all(&rules).map_err(|error| format!("{}: {error}", rules.display()))?;
    }
    Ok(())
}

fn write(path: &Path, content: &str) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: {error}", path.display());
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(told)?;
    }
    std::fs::write(path, content).map_err(told)
}
