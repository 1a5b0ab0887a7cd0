//! Sessions in which the server says everything that it can say, to clients that can do more or less.

#![allow(unreachable_pub, reason = "the module is its test's own")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Client, everything, pushed_to, uri};
use crate::command;

/// The forms with faults, in each writing.
const FAULTY_FORMS: [&str; 3] = [
    "education-faulty.eval.txt",
    "hospital-faulty.eval.yaml",
    "water-faulty.eval.json",
];

/// The text of one of them.
fn text_of(name: &str) -> String {
    let offices = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/offices");
    fs::read_to_string(offices.join(name)).unwrap()
}

/// Every so many of the places of a text.
fn places(text: &str, apart: usize) -> Vec<Value> {
    text.lines()
        .enumerate()
        .flat_map(|(line, text)| {
            let characters = 0..=text.encode_utf16().count();
            characters.map(move |character| json!({ "line": line, "character": character }))
        })
        .step_by(apart)
        .collect()
}

/// Asks for several things at once, and gives the results: null where the server declined.
fn ask_all(client: &mut Client, method: &str, all: &[Value]) -> Vec<Value> {
    let ids: Vec<i64> = all.iter().map(|params| client.ask(method, params)).collect();
    ids.into_iter()
        .map(|id| client.answer(&json!(id))["result"].clone())
        .collect()
}

/// Asks for all that there is about an open document.
fn ask_about(client: &mut Client, uri: &str, text: &str) {
    let document = json!({ "uri": uri });
    let end = json!({ "line": text.lines().count(), "character": 0 });
    let everywhere = json!({ "start": { "line": 0, "character": 0 }, "end": end });
    for method in [
        "documentSymbol",
        "foldingRange",
        "codeLens",
        "semanticTokens/full",
    ] {
        client.request(
            &format!("textDocument/{method}"),
            &json!({ "textDocument": document }),
        );
    }
    client.request(
        "textDocument/inlayHint",
        &json!({ "textDocument": document, "range": everywhere }),
    );
    client.request(
        "textDocument/selectionRange",
        &json!({ "textDocument": document, "positions": places(text, 97) }),
    );
    for (method, apart) in [
        ("hover", 151),
        ("definition", 401),
        ("references", 401),
        ("documentHighlight", 401),
        ("completion", 211),
    ] {
        let all: Vec<Value> = places(text, apart)
            .into_iter()
            .map(|position| {
                json!({ "textDocument": document, "position": position,
                    "context": { "includeDeclaration": true } })
            })
            .collect();
        ask_all(client, &format!("textDocument/{method}"), &all);
    }
    for only in [Value::Null, json!(["source.fixAll"])] {
        let params = json!({
            "textDocument": document, "range": everywhere,
            "context": { "diagnostics": [], "only": only },
        });
        let offered = client.request("textDocument/codeAction", &params);
        let unresolved: Vec<Value> = offered
            .as_array()
            .into_iter()
            .flatten()
            .filter(|action| action.get("data").is_some())
            .cloned()
            .collect();
        ask_all(client, "codeAction/resolve", &unresolved);
    }
    let layout = json!({ "textDocument": document, "options": { "tabSize": 2, "insertSpaces": true } });
    ask_all(client, "textDocument/formatting", &[layout]);
}

/// Opens every kind of document in a folder and asks for all about it.
fn ask_about_everything(client: &mut Client, folder: &Path) {
    for name in FAULTY_FORMS {
        let (file, text) = (uri(&folder.join(name)), text_of(name));
        client.open(&file, "", &text);
        ask_about(client, &file, &text);
    }
    for (name, text) in [
        ("blank.eval.yaml", ""),
        ("typed.eval.json", "{\"部门名称\": \"江州市\", \"部门资金"),
        ("notes.txt", "单位：万元\n"),
        ("one-line.eval.json", &command::json_form()),
    ] {
        let file = uri(&folder.join(name));
        client.open(&file, "plaintext", text);
        for position in places(text, 1 + text.len() / 20) {
            client.request(
                "textDocument/completion",
                &json!({ "textDocument": { "uri": file }, "position": position }),
            );
        }
        if name != "typed.eval.json" {
            ask_about(client, &file, text);
        }
    }
}

/// A folder with more forms than are sent at once.
fn full_folder() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    for index in 0..120 {
        fs::write(
            folder.path().join(format!("{index}.eval.json")),
            command::json_form(),
        )
        .unwrap();
    }
    let path = folder.path().to_owned();
    (folder, path)
}

fn request(id: i64, method: &str, params: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })
}

/// Does what makes the server decline, in each way that it has.
fn provoke(client: &mut Client, folder: &Path) {
    for body in ["{", "3"] {
        client.send_bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
        client.answer(&Value::Null);
    }
    client.refusal("evallint/noSuchMethod", &json!({}));
    client.refusal("textDocument/hover", &json!([]));
    client.refusal("initialize", &json!({ "capabilities": {} }));
    let whole = client.ask("workspace/diagnostic", &json!({ "previousResultIds": [] }));
    client.notify("$/cancelRequest", &json!({ "id": whole }));
    client.answer(&json!(whole));
    let file = uri(&folder.join("broken.eval.json"));
    client.open(&file, "json", "{\"year\": }");
    client.refusal(
        "textDocument/formatting",
        &json!({ "textDocument": { "uri": file }, "options": { "tabSize": 2, "insertSpaces": true } }),
    );
    let outdated = json!({
        "title": "", "kind": "source.fixAll.evallint",
        "data": { "uri": file, "version": -1, "task": "fixAll" },
    });
    client.refusal("codeAction/resolve", &outdated);
    // Which of several questions wait for the server at once is up to the system, so it is tried until some do.
    let pull = json!({ "textDocument": { "uri": file } });
    let is_declined = (10_000..20_000).step_by(20).any(|first| {
        let ids: Vec<i64> = (first..first + 20).collect();
        let all: Vec<Value> = ids
            .iter()
            .map(|id| request(*id, "textDocument/diagnostic", &pull))
            .collect();
        client.send_together(&all);
        let answers: Vec<Value> = ids.iter().map(|id| client.answer(&json!(id))).collect();
        answers.iter().any(|answer| answer["error"]["code"] == -32802)
    });
    assert!(is_declined, "of many requests for the same each was answered");
}

/// A client that can do everything, and that does what makes the server decline.
pub fn one_that_can_do_everything() -> Client {
    let (_folder, path) = full_folder();
    fs::write(path.join("evallint.toml"), "ignor = []\n").unwrap();
    let mut client = Client::start(&path, &[]);
    client.settings = json!({ "rulePages": "https://example.org/rules", "codeLens": 3 });
    client.refusal("textDocument/hover", &json!({}));
    let folders = json!([{ "uri": uri(&path), "name": "forms" }]);
    client.request(
        "initialize",
        &json!({
            "processId": null, "rootUri": null, "workspaceFolders": folders, "locale": "zh-cn",
            "trace": "verbose", "capabilities": everything(),
        }),
    );
    client.notify("initialized", &json!({}));
    client.told("window/showMessage", |_| true);
    ask_about_everything(&mut client, &path);
    let file = uri(&path.join(FAULTY_FORMS[0]));
    let pull = |client: &mut Client, previous: &Value| {
        let params = json!({ "textDocument": { "uri": file }, "previousResultId": previous });
        client.request("textDocument/diagnostic", &params)
    };
    let report = pull(&mut client, &Value::Null);
    pull(&mut client, &report["resultId"]);
    client.told("textDocument/publishDiagnostics", |_| true);
    let whole = |client: &mut Client, previous: &Value, more: &Value| {
        let mut params = json!({ "previousResultIds": previous });
        for (name, value) in more.as_object().unwrap() {
            params[name] = value.clone();
        }
        client.request("workspace/diagnostic", &params)
    };
    let report = whole(&mut client, &json!([]), &json!({ "workDoneToken": 1 }));
    let previous: Value = report["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| json!({ "uri": item["uri"], "value": item["resultId"] }))
        .collect();
    whole(&mut client, &previous, &json!({}));
    whole(&mut client, &json!([]), &json!({ "partialResultToken": "p" }));
    client.request(
        "workspace/executeCommand",
        &json!({ "command": "evallint.checkWorkspace" }),
    );
    client.settings = json!({ "language": "en", "rulePages": "https://example.org/rules" });
    client.notify("workspace/didChangeConfiguration", &json!({ "settings": null }));
    client.told("workspace/codeLens/refresh", |_| true);
    ask_about(&mut client, &file, &text_of(FAULTY_FORMS[0]));
    provoke(&mut client, &path);
    client.request("shutdown", &Value::Null);
    client.refusal("textDocument/hover", &json!({}));
    client
}

/// A client that can do nothing.
pub fn one_that_can_do_nothing() -> Client {
    let (_folder, path) = full_folder();
    let mut client = Client::ready(&path, &json!({}), &json!({}));
    ask_about_everything(&mut client, &path);
    let file = uri(&path.join(FAULTY_FORMS[0]));
    client.pushed(&file, 1);
    client.request(
        "workspace/executeCommand",
        &json!({ "command": "evallint.checkWorkspace" }),
    );
    client.notify(
        "textDocument/didClose",
        &json!({ "textDocument": { "uri": file } }),
    );
    client.told("textDocument/publishDiagnostics", |told| {
        told["uri"] == file && told["diagnostics"] == json!([])
    });
    client.request("shutdown", &Value::Null);
    client
}

/// A client that has to be pushed to, shows progress and wants all forms checked.
pub fn one_that_is_pushed_to() -> Client {
    let (_folder, path) = full_folder();
    let options = json!({ "initializationOptions": { "checkWorkspace": true } });
    let mut client = Client::ready(&path, &pushed_to(), &options);
    client.told("$/progress", |params| params["value"]["kind"] == "end");
    client.request("shutdown", &Value::Null);
    client
}
