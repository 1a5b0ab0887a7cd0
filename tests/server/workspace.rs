//! What lies around the open documents: settings, baselines, folders, and the forms that are not open.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Client, everything, pushed_to, uri};
use crate::command;

const TOML: &str = "workspace/didChangeWatchedFiles";

fn told_of(client: &mut Client, file: &str) {
    client.notify(TOML, &json!({ "changes": [{ "uri": file, "type": 2 }] }));
}

#[test]
fn settings_are_read_again_when_they_change() {
    let folder = TempDir::new().unwrap();
    let toml = folder.path().join("evallint.toml");
    let file = uri(&folder.path().join("a.eval.json"));
    let mut client = Client::ready(folder.path(), &everything(), &json!({}));
    client.open(&file, "json", &command::json_form());
    let before = client.request(
        "textDocument/diagnostic",
        &json!({ "textDocument": { "uri": file } }),
    );
    assert_eq!(before["items"].as_array().unwrap().len(), 4);
    fs::write(&toml, "ignore = [\"completion-rate-mismatch\"]\n").unwrap();
    told_of(&mut client, &uri(&toml));
    client.wait(|message| message["method"] == "workspace/diagnostic/refresh");
    let after = client.request(
        "textDocument/diagnostic",
        &json!({ "textDocument": { "uri": file }, "previousResultId": before["resultId"] }),
    );
    assert_eq!(after["items"].as_array().unwrap().len(), 3);
    // For a client that is pushed to they come by themselves.
    let mut client = Client::ready(folder.path(), &pushed_to(), &json!({}));
    client.open(&file, "json", &command::json_form());
    assert_eq!(client.pushed(&file, 1).len(), 3);
    fs::remove_file(&toml).unwrap();
    told_of(&mut client, &uri(&toml));
    assert_eq!(client.pushed(&file, 1).len(), 4);
}

#[test]
fn a_client_that_does_not_watch_files_has_them_read_when_it_saves() {
    let folder = TempDir::new().unwrap();
    let file = uri(&folder.path().join("a.eval.json"));
    let mut client = Client::ready(folder.path(), &json!({}), &json!({}));
    client.open(&file, "json", &command::json_form());
    assert_eq!(client.pushed(&file, 1).len(), 4);
    fs::write(folder.path().join("evallint.toml"), "ignore = [\"funds\"]\n").unwrap();
    client.notify(
        "textDocument/didSave",
        &json!({ "textDocument": { "uri": file } }),
    );
    assert_eq!(client.pushed(&file, 1).len(), 3);
}

#[test]
fn mistakes_in_settings_stand_in_their_file_until_they_are_mended() {
    let folder = TempDir::new().unwrap();
    let toml = folder.path().join("evallint.toml");
    fs::write(&toml, "lang = \"zh\"\nignor = [\"funds\"]\n").unwrap();
    let file = uri(&folder.path().join("a.eval.json"));
    let mut client = Client::ready(folder.path(), &everything(), &json!({}));
    client.open(&file, "json", &command::json_form());
    client.pull(&file);
    let told = client.told("textDocument/publishDiagnostics", |params| {
        params["uri"] == uri(&toml)
    });
    assert_eq!(
        told["diagnostics"][0]["range"]["start"],
        json!({ "line": 1, "character": 0 })
    );
    assert!(
        told["diagnostics"][0]["message"]
            .as_str()
            .unwrap()
            .contains("ignor")
    );
    fs::write(&toml, "ignore = [\"funds\"]\n").unwrap();
    told_of(&mut client, &uri(&toml));
    assert_eq!(client.pull(&file).len(), 3);
    let told = client.told("textDocument/publishDiagnostics", |params| {
        params["uri"] == uri(&toml)
    });
    assert_eq!(told["diagnostics"], json!([]));
}

#[test]
fn what_a_baseline_records_is_not_told() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.eval.json");
    fs::write(&path, command::json_form()).unwrap();
    let recorded = command::run(folder.path(), &["check", "a.eval.json", "--write-baseline"]);
    assert_eq!(recorded.code, Some(0), "{recorded:?}");
    let file = uri(&path);
    let mut client = Client::ready(folder.path(), &everything(), &json!({}));
    client.open(&file, "json", &command::json_form());
    assert_eq!(client.pull(&file), [] as [Value; 0]);
    let worse = command::json_form()
        .replace("0%\"}", "9%\"}")
        .replace("\"0%\"", "\"9%\"");
    client.change(&file, 2, &[json!({ "text": worse })]);
    let found = client.pull(&file);
    let rules: Vec<_> = found
        .iter()
        .map(|found| found["code"].as_str().unwrap())
        .collect();
    assert_eq!(rules, ["adjustment-rate-mismatch"]);
    // One that cannot be read is told of once.
    let baseline = folder.path().join("evallint-baseline.json");
    fs::write(&baseline, "{").unwrap();
    told_of(&mut client, &uri(&baseline));
    client.pull(&file);
    client.pull(&file);
    let shown = client.all_told("window/showMessage");
    assert_eq!(shown.len(), 1, "{shown:?}");
    assert!(
        shown[0]["message"]
            .as_str()
            .unwrap()
            .contains("evallint-baseline.json")
    );
}

#[test]
fn the_settings_of_the_client_are_asked_for_and_heeded() {
    let folder = TempDir::new().unwrap();
    let file = uri(&folder.path().join("a.eval.json"));
    let mut client = Client::start(folder.path(), &[]);
    client.settings = json!({ "language": "en", "rulePages": 3 });
    client.request(
        "initialize",
        &json!({ "capabilities": everything(), "rootUri": uri(folder.path()) }),
    );
    client.notify("initialized", &json!({}));
    let shown = client.told("window/showMessage", |_| true);
    assert_eq!(
        shown["message"],
        "The setting evallint.rulePages is not valid: it should be a text. The default is used."
    );
    client.open(&file, "json", &command::json_form());
    assert!(
        client.pull(&file)[0]["message"]
            .as_str()
            .unwrap()
            .contains(" is given as ")
    );
    client.settings = json!({ "language": "zh" });
    client.notify("workspace/didChangeConfiguration", &json!({ "settings": null }));
    client.wait(|message| message["method"] == "workspace/diagnostic/refresh");
    assert!(
        client.pull(&file)[0]["message"]
            .as_str()
            .unwrap()
            .contains("预算完成率")
    );
    // A file of settings may be named instead of the nearest.
    fs::write(folder.path().join("other.toml"), "ignore = [\"funds\"]\n").unwrap();
    client.settings = json!({ "language": "zh", "configuration": "other.toml" });
    client.notify("workspace/didChangeConfiguration", &json!({ "settings": null }));
    client.wait(|message| message["method"] == "workspace/diagnostic/refresh");
    assert_eq!(client.pull(&file).len(), 3);
}

fn workspace_report(client: &mut Client, more: &Value) -> Vec<Value> {
    let mut params = json!({ "previousResultIds": [] });
    for (name, value) in more.as_object().unwrap() {
        params[name] = value.clone();
    }
    let report = client.request("workspace/diagnostic", &params);
    report["items"].as_array().unwrap().clone()
}

#[test]
fn the_forms_of_all_folders_are_checked_whether_they_are_open_or_not() {
    let (first, second) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let path = first.path().join("a.eval.json");
    fs::write(&path, command::json_form()).unwrap();
    fs::write(first.path().join("notes.json"), "{}").unwrap();
    fs::write(first.path().join("bad.eval.json"), [0, 1, 2]).unwrap();
    let other = second.path().join("b.eval.txt");
    fs::write(&other, command::form()).unwrap();
    let folders = json!({ "workspaceFolders": [
        { "uri": uri(first.path()), "name": "first" }, { "uri": uri(second.path()), "name": "second" },
    ] });
    let mut client = Client::ready(first.path(), &everything(), &folders);
    // An open document counts as it stands in the editor.
    client.open(&uri(&path), "json", &command::json_form().replace("80%", "90%"));
    let items = workspace_report(&mut client, &json!({ "workDoneToken": "w" }));
    let mut counts: Vec<_> = items
        .iter()
        .map(|item| {
            (
                item["uri"].as_str().unwrap().to_owned(),
                item["items"].as_array().unwrap().len(),
                item["version"].clone(),
            )
        })
        .collect();
    counts.sort_by(|left, right| left.0.cmp(&right.0));
    let mut wanted = vec![
        (uri(&path), 3, json!(1)),
        (uri(&first.path().join("bad.eval.json")), 1, Value::Null),
        (uri(&other), 4, Value::Null),
    ];
    wanted.sort_by(|left, right| left.0.cmp(&right.0));
    assert_eq!(counts, wanted);
    let progress = client.all_told("$/progress");
    let kinds: Vec<_> = progress
        .iter()
        .map(|told| told["value"]["kind"].as_str().unwrap())
        .collect();
    assert_eq!((kinds.first(), kinds.last()), (Some(&"begin"), Some(&"end")));
    assert_eq!(progress[0]["token"], "w");

    // What the client has already is not sent again, and what is gone is taken back.
    let previous: Vec<_> = items
        .iter()
        .map(|item| json!({ "uri": item["uri"], "value": item["resultId"] }))
        .collect();
    fs::remove_file(&other).unwrap();
    let again = workspace_report(&mut client, &json!({ "previousResultIds": previous }));
    let kind = |wanted: &str| {
        let item = again.iter().find(|item| item["uri"] == wanted).unwrap();
        (item["kind"].as_str().unwrap().to_owned(), item["items"].clone())
    };
    assert_eq!(kind(&uri(&path)).0, "unchanged");
    assert_eq!(kind(&uri(&other)), ("full".to_owned(), json!([])));

    // A folder that is closed is checked no longer.
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        &json!({ "event": { "added": [], "removed": [{ "uri": uri(first.path()), "name": "first" }] } }),
    );
    assert_eq!(workspace_report(&mut client, &json!({})), [] as [Value; 0]);
}

#[test]
fn results_come_bit_by_bit_and_can_be_called_off() {
    let folder = TempDir::new().unwrap();
    for index in 0..120 {
        fs::write(
            folder.path().join(format!("{index}.eval.json")),
            command::json_form(),
        )
        .unwrap();
    }
    let mut client = Client::ready(folder.path(), &everything(), &json!({}));
    let rest = workspace_report(&mut client, &json!({ "partialResultToken": 7 }));
    assert_eq!(rest, [] as [Value; 0]);
    let parts = client.all_told("$/progress");
    let count: usize = parts
        .iter()
        .filter(|told| told["token"] == 7)
        .map(|told| told["value"]["items"].as_array().unwrap().len())
        .sum();
    assert_eq!(count, 120);
    let id = client.ask("workspace/diagnostic", &json!({ "previousResultIds": [] }));
    client.notify("$/cancelRequest", &json!({ "id": id }));
    let answer = client.answer(&json!(id));
    assert_eq!(answer["error"]["code"], -32800, "{answer}");
    // While it runs everything else is answered.
    let id = client.ask("workspace/diagnostic", &json!({ "previousResultIds": [] }));
    client.open("untitled:a", "json", &command::json_form());
    assert_eq!(client.pull("untitled:a").len(), 4);
    let answer = client.answer(&json!(id));
    assert_eq!(answer["result"]["items"].as_array().unwrap().len(), 120);
}

#[test]
fn a_client_that_is_pushed_to_has_the_workspace_checked_when_it_wants_that() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.eval.json");
    fs::write(&path, command::json_form()).unwrap();
    let mut client = Client::ready(folder.path(), &pushed_to(), &json!({}));
    assert_eq!(
        client.all_told("textDocument/publishDiagnostics"),
        [] as [Value; 0]
    );
    client.request(
        "workspace/executeCommand",
        &json!({ "command": "evallint.checkWorkspace" }),
    );
    let told = client.told("textDocument/publishDiagnostics", |params| {
        params["uri"] == uri(&path)
    });
    assert_eq!(told["diagnostics"].as_array().unwrap().len(), 4);
    let progress = client.told("$/progress", |params| params["value"]["kind"] == "end");
    assert_eq!(progress["token"], "evallint-check-workspace");
    fs::remove_file(&path).unwrap();
    client.request(
        "workspace/executeCommand",
        &json!({ "command": "evallint.checkWorkspace" }),
    );
    let told = client.told("textDocument/publishDiagnostics", |params| {
        params["uri"] == uri(&path)
    });
    assert_eq!(told["diagnostics"], json!([]));
    let options = json!({ "initializationOptions": { "checkWorkspace": true } });
    fs::write(&path, command::json_form()).unwrap();
    let mut client = Client::ready(folder.path(), &pushed_to(), &options);
    let told = client.told("textDocument/publishDiagnostics", |params| {
        params["uri"] == uri(&path)
    });
    assert_eq!(told["diagnostics"].as_array().unwrap().len(), 4);
}

#[test]
fn a_client_that_asks_only_for_what_is_open_is_told_of_the_rest_once_a_person_wants_it() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.eval.json");
    let file = uri(&path);
    fs::write(&path, command::json_form()).unwrap();
    let options = json!({ "initializationOptions": { "checkWorkspace": false } });
    let mut client = Client::ready(folder.path(), &everything(), &options);
    client.request(
        "workspace/executeCommand",
        &json!({ "command": "evallint.checkWorkspace" }),
    );
    let told = client.told("textDocument/publishDiagnostics", |params| params["uri"] == file);
    assert_eq!(told["diagnostics"].as_array().unwrap().len(), 4);
    // Once it is open the client asks for them, and shows none twice.
    client.open(&file, "json", &command::json_form());
    let told = client.told("textDocument/publishDiagnostics", |params| params["uri"] == file);
    assert_eq!(told["diagnostics"], json!([]));
    assert_eq!(client.pull(&file).len(), 4);
}

#[test]
fn a_renamed_file_takes_its_findings_along() {
    let folder = TempDir::new().unwrap();
    let (old, new) = (
        folder.path().join("a.eval.json"),
        folder.path().join("b.eval.json"),
    );
    fs::write(&old, command::json_form()).unwrap();
    let options = json!({ "initializationOptions": { "checkWorkspace": true } });
    let mut client = Client::ready(folder.path(), &pushed_to(), &options);
    let count = |told: &Value| told["diagnostics"].as_array().unwrap().len();
    let told_of_file = |client: &mut Client, file: &str| {
        client.told("textDocument/publishDiagnostics", |params| params["uri"] == file)
    };
    assert_eq!(count(&told_of_file(&mut client, &uri(&old))), 4);
    client.open(&uri(&old), "json", &command::json_form());
    assert_eq!(client.pushed(&uri(&old), 1).len(), 4);
    fs::rename(&old, &new).unwrap();
    client.notify(
        "textDocument/didClose",
        &json!({ "textDocument": { "uri": uri(&old) } }),
    );
    assert_eq!(count(&told_of_file(&mut client, &uri(&old))), 0);
    client.open(&uri(&new), "json", &command::json_form());
    assert_eq!(client.pushed(&uri(&new), 1).len(), 4);
    client.notify(
        TOML,
        &json!({ "changes": [{ "uri": uri(&old), "type": 3 }, { "uri": uri(&new), "type": 1 }] }),
    );
    client.told("$/progress", |params| params["value"]["kind"] == "end");
    // Its findings may have been told as those of a file before it was opened.
    client.all_told("textDocument/publishDiagnostics");
    client.notify(
        "textDocument/didClose",
        &json!({ "textDocument": { "uri": uri(&new) } }),
    );
    assert_eq!(count(&told_of_file(&mut client, &uri(&new))), 0);
    // It is still a file of the workspace.
    assert_eq!(count(&told_of_file(&mut client, &uri(&new))), 4);
}

#[test]
fn the_traffic_is_recorded_on_request_without_what_documents_say() {
    let folder = TempDir::new().unwrap();
    let log = folder.path().join("traffic.log");
    let mut client = Client::start(folder.path(), &["--log", log.to_str().unwrap()]);
    client.request("initialize", &json!({ "capabilities": everything() }));
    client.open("untitled:a", "json", &command::json_form());
    client.pull("untitled:a");
    assert_eq!(client.stop(), Some(0));
    let record = fs::read_to_string(&log).unwrap();
    for line in [
        "evallint ",
        "initialize in ",
        "textDocument/didOpen in ",
        "textDocument/diagnostic in ",
    ] {
        assert!(record.contains(line), "{record}");
    }
    assert!(!record.contains("教育局"), "{record}");
    // One that cannot be kept is told of at once.
    let run = command::run(
        folder.path(),
        &["server", "--log", "no/such/folder.log", "--lang", "zh"],
    );
    assert_eq!(run.code, Some(2));
    assert!(
        run.err.contains("no/such/folder.log: 无法写入记录"),
        "{}",
        run.err
    );
}
