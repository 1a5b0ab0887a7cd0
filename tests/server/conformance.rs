//! That everything the server says is what the protocol lets it say, in the eyes of another implementation: lsprotocol.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use std::thread;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::Client;
use crate::sessions::{one_that_can_do_everything, one_that_can_do_nothing, one_that_is_pushed_to};
use crate::validators::{Validators, said};

/// What the server offers, and the methods that try it. What it offers besides these would go untried.
const OFFERED: &[(&str, &[&str])] = &[
    ("positionEncoding", &[]),
    ("textDocumentSync", &[]),
    ("workspace", &[]),
    (
        "diagnosticProvider",
        &["textDocument/diagnostic", "workspace/diagnostic"],
    ),
    ("hoverProvider", &["textDocument/hover"]),
    ("completionProvider", &["textDocument/completion"]),
    ("definitionProvider", &["textDocument/definition"]),
    ("referencesProvider", &["textDocument/references"]),
    ("documentHighlightProvider", &["textDocument/documentHighlight"]),
    ("documentSymbolProvider", &["textDocument/documentSymbol"]),
    (
        "codeActionProvider",
        &["textDocument/codeAction", "codeAction/resolve"],
    ),
    ("codeLensProvider", &["textDocument/codeLens"]),
    ("documentFormattingProvider", &["textDocument/formatting"]),
    ("foldingRangeProvider", &["textDocument/foldingRange"]),
    ("selectionRangeProvider", &["textDocument/selectionRange"]),
    ("inlayHintProvider", &["textDocument/inlayHint"]),
    ("semanticTokensProvider", &["textDocument/semanticTokens/full"]),
    ("executeCommandProvider", &["workspace/executeCommand"]),
];

/// What else the server says to a client that can do everything, or that does something wrong.
const SAID: &[&str] = &[
    "initialize: object",
    "shutdown: null",
    "textDocument/diagnostic: full",
    "textDocument/diagnostic: unchanged",
    "workspace/diagnostic: full",
    "workspace/diagnostic: unchanged",
    "textDocument/hover: null",
    "textDocument/completion: null",
    "textDocument/documentSymbol: null",
    "textDocument/codeAction: null",
    "textDocument/documentSymbol: nested",
    "textDocument/documentSymbol: flat",
    "textDocument/codeAction: disabled",
    "textDocument/codeAction: edit",
    "textDocument/codeAction: data",
    "client/registerCapability",
    "workspace/configuration",
    "workspace/diagnostic/refresh",
    "workspace/inlayHint/refresh",
    "workspace/codeLens/refresh",
    "window/workDoneProgress/create",
    "window/showMessage",
    "textDocument/publishDiagnostics",
    "$/logTrace",
    "$/progress: begin",
    "$/progress: report",
    "$/progress: end",
    "$/progress: items",
    "error -32700",
    "error -32600",
    "error -32601",
    "error -32602",
    "error -32002",
    "error -32800",
    "error -32801",
    "error -32802",
    "error -32803",
];

/// A message of the server, with its method or that of the request that it answers.
struct Line {
    method: String,
    message: Value,
}

/// All that the server said to a client.
fn lines(client: &Client) -> Vec<Line> {
    let asked: HashMap<String, String> = client
        .said
        .iter()
        .filter_map(|message| {
            Some((
                message.get("id")?.to_string(),
                message["method"].as_str()?.to_owned(),
            ))
        })
        .collect();
    let line = |message: &Value| {
        let own = message["method"].as_str().map(str::to_owned);
        let method = own.or_else(|| asked.get(&message["id"].to_string()).cloned());
        Line {
            method: method.unwrap_or_default(),
            message: message.clone(),
        }
    };
    client.heard.iter().map(line).collect()
}

impl Line {
    /// What it says, in short: a line may say several things.
    fn labels(&self) -> Vec<String> {
        let Self { method, message } = self;
        if let Some(error) = message.get("error") {
            return vec![format!("error {}", error["code"])];
        }
        let shapes: Vec<&str> = if message.get("method").is_some() {
            let value = &message["params"]["value"];
            let items = value["items"].as_array().map(|_| "items");
            vec![value["kind"].as_str().or(items).unwrap_or_default()]
        } else {
            shapes(method, &message["result"])
        };
        shapes
            .into_iter()
            .map(|shape| match shape {
                "" => method.clone(),
                shape => format!("{method}: {shape}"),
            })
            .collect()
    }
}

/// Of what shape a result is.
fn shapes<'v>(method: &str, result: &'v Value) -> Vec<&'v str> {
    let is_any = |key: &str| {
        let items = result.as_array();
        items.is_some_and(|items| items.iter().any(|item| item.get(key).is_some()))
    };
    let keys: &[(&str, &'static str)] = match method {
        "textDocument/documentSymbol" => &[("children", "nested"), ("location", "flat")],
        "textDocument/codeAction" => &[("disabled", "disabled"), ("edit", "edit"), ("data", "data")],
        _ => &[],
    };
    let mut shapes: Vec<&str> = keys
        .iter()
        .filter(|(key, _)| is_any(key))
        .map(|(_, shape)| *shape)
        .collect();
    shapes.extend(result["kind"].as_str());
    for item in result["items"].as_array().into_iter().flatten() {
        shapes.extend(item["kind"].as_str());
    }
    shapes.push(match result {
        Value::Null => "null",
        Value::Array(items) if items.is_empty() => "empty",
        Value::Array(_) => "array",
        _ => "object",
    });
    shapes
}

/// What lsprotocol has to say about these lines: whether it accepts them, and the numbers of those that it does not, with why.
fn judged(lines: &[Line]) -> (bool, Vec<(usize, String)>) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("messages.jsonl");
    let text: String = lines
        .iter()
        .map(|line| json!({ "method": line.method, "message": line.message }).to_string() + "\n")
        .collect();
    fs::write(&path, text).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/server/lsp_messages.py");
    let output = Validators::installed()
        .program("python")
        .arg(script)
        .arg(&path)
        .output()
        .unwrap();
    assert!(output.stderr.is_empty(), "{}", said(&output));
    let told = String::from_utf8(output.stdout).unwrap();
    let refused = told.lines().filter_map(|line| {
        let (number, reason) = line.split_once(": ")?;
        Some((number.parse().ok()?, reason.to_owned()))
    });
    (output.status.success(), refused.collect())
}

#[test]
fn lsprotocol_accepts_everything_that_the_server_says() {
    let (mut all, to_a_poor_client) = thread::scope(|scope| {
        let poor = scope.spawn(|| lines(&one_that_can_do_nothing()));
        let mut all = lines(&one_that_can_do_everything());
        all.extend(lines(&one_that_is_pushed_to()));
        (all, poor.join().unwrap())
    });
    let asked: Vec<_> = to_a_poor_client
        .iter()
        .filter(|line| line.message.get("method").is_some() && line.message.get("id").is_some())
        .map(|line| &line.method)
        .collect();
    assert!(
        asked.is_empty(),
        "a client that can do nothing was asked {asked:?}"
    );
    all.extend(to_a_poor_client);

    let heard: BTreeSet<String> = all.iter().flat_map(Line::labels).collect();
    let offered = |line: &Line| line.message["result"]["capabilities"].as_object().cloned();
    let unknown: BTreeSet<String> = all
        .iter()
        .filter_map(offered)
        .flat_map(|offered| offered.into_iter().map(|(name, _)| name))
        .filter(|name| OFFERED.iter().all(|(known, _)| known != name))
        .collect();
    assert!(unknown.is_empty(), "offered, but not tried here: {unknown:?}");
    let answered = |method: &str| {
        let has_shape = |shape| heard.contains(&format!("{method}: {shape}"));
        has_shape("array") || has_shape("object") || method == "workspace/executeCommand"
    };
    let untried: Vec<_> = OFFERED
        .iter()
        .flat_map(|(_, methods)| *methods)
        .filter(|method| !answered(method))
        .collect();
    assert!(untried.is_empty(), "without any result: {untried:?}\n{heard:#?}");
    let unsaid: Vec<_> = SAID.iter().filter(|label| !heard.contains(**label)).collect();
    assert!(unsaid.is_empty(), "never said: {unsaid:?}\n{heard:#?}");

    let (is_accepted, refused) = judged(&all);
    assert!(is_accepted && refused.is_empty(), "{refused:#?}");
}

#[test]
fn lsprotocol_refuses_what_is_wrong() {
    let at = json!({ "line": 0, "character": 0 });
    let range = json!({ "start": at, "end": at });
    let found = json!({ "range": range, "message": "words", "severity": 1, "code": "syntax-error" });
    let with = |key: &str, value: Value| {
        let mut found = found.clone();
        found[key] = value;
        found
    };
    let pushed = |found: &Value| {
        let params = json!({ "uri": "file:///a", "diagnostics": [found] });
        ("textDocument/publishDiagnostics", json!({ "params": params }))
    };
    let answer = |method: &'static str, result: Value| (method, json!({ "id": 1, "result": result }));
    let line = |(method, mut message): (&str, Value)| {
        message["jsonrpc"] = json!("2.0");
        if message.get("params").is_some() {
            message["method"] = json!(method);
        }
        Line {
            method: method.to_owned(),
            message,
        }
    };
    let right = [
        pushed(&found),
        answer(
            "textDocument/hover",
            json!({ "contents": { "kind": "markdown", "value": "" } }),
        ),
        answer("textDocument/hover", Value::Null),
    ]
    .map(line);
    assert_eq!(judged(&right), (true, Vec::new()));
    let wrong = [
        pushed(&with("severity", json!(9))),
        pushed(&with("severity", json!("1"))),
        pushed(&with("message", json!(3))),
        pushed(&with("sorce", json!("evallint"))),
        pushed(&with("range", json!({ "start": at }))),
        pushed(&with(
            "range",
            json!({ "start": { "line": -1, "character": 0 }, "end": at }),
        )),
        pushed(&json!({ "range": range })),
        answer("textDocument/hover", json!({ "content": "" })),
        answer("textDocument/hover", json!("")),
        answer("textDocument/codeAction", json!([{ "kind": "quickfix" }])),
        answer("textDocument/diagnostic", json!({ "items": [] })),
        answer("textDocument/noSuchMethod", Value::Null),
        ("textDocument/hover", json!({ "id": 1 })),
        (
            "textDocument/hover",
            json!({ "id": 1, "error": { "code": -1, "message": "" } }),
        ),
        (
            "textDocument/hover",
            json!({ "id": 1, "error": { "code": -32803 } }),
        ),
        ("workspace/configuration", json!({ "params": { "items": [] } })),
        (
            "textDocument/didClose",
            json!({ "params": { "textDocument": { "uri": "file:///a" } } }),
        ),
        (
            "$/progress",
            json!({ "params": { "token": 1, "value": { "kind": "begin" } } }),
        ),
        (
            "client/registerCapability",
            json!({ "id": 1, "params": { "registrations": [{
                "id": "files", "method": "workspace/didChangeWatchedFiles",
                "registerOptions": { "watchers": [{ "pattern": "*.json" }] },
            }] } }),
        ),
    ]
    .map(line);
    let (is_accepted, refused) = judged(&wrong);
    assert!(!is_accepted);
    let numbers: Vec<usize> = refused.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, (1..=wrong.len()).collect::<Vec<_>>(), "{refused:#?}");
}
