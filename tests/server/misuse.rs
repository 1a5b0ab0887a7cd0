//! What no client should do: the server declines it, and goes on.

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Client, everything, pushed_to, uri};
use crate::command;

const METHOD_NOT_FOUND: i64 = -32601;
const INVALID_REQUEST: i64 = -32600;
const INVALID_PARAMS: i64 = -32602;
const PARSE_ERROR: i64 = -32700;
const NOT_INITIALIZED: i64 = -32002;
const CANCELLED: i64 = -32800;
const SUPERSEDED: i64 = -32802;

fn framed(body: &str) -> Vec<u8> {
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// That the server still answers as it should.
fn is_well(client: &mut Client) {
    client.open("untitled:well", "json", &command::json_form());
    assert_eq!(client.pull("untitled:well").len(), 4);
    client.notify(
        "textDocument/didClose",
        &json!({ "textDocument": { "uri": "untitled:well" } }),
    );
}

#[test]
fn nothing_is_answered_before_the_beginning_or_after_the_end() {
    let folder = TempDir::new().unwrap();
    let mut client = Client::start(folder.path(), &[]);
    client.notify("initialized", &json!({}));
    client.open("untitled:a", "json", "{}");
    let early = client.refusal("textDocument/hover", &json!({}));
    assert_eq!(early["code"], NOT_INITIALIZED);
    client.request("initialize", &json!({ "capabilities": everything() }));
    let twice = client.refusal("initialize", &json!({ "capabilities": {} }));
    assert_eq!(twice["code"], INVALID_REQUEST);
    is_well(&mut client);
    client.request("shutdown", &Value::Null);
    let late = client.refusal("textDocument/hover", &json!({}));
    assert_eq!(late["code"], INVALID_REQUEST);
}

#[test]
fn how_the_client_leaves_tells_how_the_server_ends() {
    let folder = TempDir::new().unwrap();
    let client = Client::ready(folder.path(), &everything(), &json!({}));
    assert_eq!(client.stop(), Some(0));
    let client = Client::ready(folder.path(), &everything(), &json!({}));
    assert_eq!(client.leave(), Some(1));
    assert_eq!(Client::start(folder.path(), &["--stdio"]).leave(), Some(1));
}

#[test]
fn what_is_no_message_is_declined() {
    let folder = TempDir::new().unwrap();
    let mut client = Client::ready(folder.path(), &everything(), &json!({}));
    for (bytes, code) in [
        (framed("{"), PARSE_ERROR),
        (framed("\u{FEFF}{}"), PARSE_ERROR),
        (framed("[]"), INVALID_REQUEST),
        (framed("3"), INVALID_REQUEST),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec(), PARSE_ERROR),
        (b"Content-Length: -5\r\n\r\n".to_vec(), PARSE_ERROR),
        (b"Content-Length: 2\r\n\r\n\xC3\x28".to_vec(), PARSE_ERROR),
    ] {
        client.send_bytes(&bytes);
        let answer = client.answer(&Value::Null);
        assert_eq!(answer["error"]["code"], code, "{answer}");
    }
    is_well(&mut client);
}

#[test]
fn an_unknown_method_and_wrong_parameters_are_declined() {
    let folder = TempDir::new().unwrap();
    let mut client = Client::ready(folder.path(), &everything(), &json!({}));
    let unknown = client.refusal("textDocument/moniker", &json!({}));
    assert_eq!(unknown["code"], METHOD_NOT_FOUND);
    for method in [
        "textDocument/diagnostic",
        "textDocument/codeAction",
        "textDocument/hover",
        "textDocument/completion",
        "textDocument/documentSymbol",
        "textDocument/foldingRange",
        "textDocument/selectionRange",
        "textDocument/inlayHint",
        "textDocument/codeLens",
        "textDocument/definition",
        "textDocument/references",
        "textDocument/documentHighlight",
        "textDocument/semanticTokens/full",
        "textDocument/formatting",
        "workspace/diagnostic",
        "workspace/executeCommand",
        "codeAction/resolve",
    ] {
        for params in [Value::Null, json!([]), json!({ "textDocument": 3 }), json!("x")] {
            let refused = client.refusal(method, &params);
            assert_eq!(refused["code"], INVALID_PARAMS, "{method} {params}: {refused}");
        }
    }
    for method in [
        "textDocument/didOpen",
        "textDocument/didChange",
        "textDocument/didClose",
        "textDocument/didSave",
        "workspace/didChangeConfiguration",
        "workspace/didChangeWatchedFiles",
        "workspace/didChangeWorkspaceFolders",
        "window/workDoneProgress/cancel",
        "$/cancelRequest",
        "$/setTrace",
        "$/noSuchThing",
    ] {
        for params in [Value::Null, json!([1]), json!({ "textDocument": {} })] {
            client.notify(method, &params);
        }
    }
    is_well(&mut client);
}

/// A change whose range is not understood must not become the whole document.
#[test]
fn a_change_that_is_not_understood_changes_nothing() {
    let folder = TempDir::new().unwrap();
    let mut client = Client::ready(folder.path(), &everything(), &json!({}));
    client.open("untitled:a", "json", &command::json_form());
    let before = client.pull("untitled:a");
    for range in [
        json!({ "start": { "line": 0, "character": -1 }, "end": { "line": 0, "character": 1 } }),
        json!({ "start": { "line": 0 } }),
        json!(3),
    ] {
        client.change("untitled:a", 2, &[json!({ "range": range, "text": "x" })]);
    }
    client.change("untitled:b", 2, &[json!({ "text": "" })]);
    assert_eq!(client.pull("untitled:a"), before);
}

#[test]
fn positions_outside_of_the_document_are_taken_to_its_end() {
    let folder = TempDir::new().unwrap();
    let mut client = Client::ready(folder.path(), &everything(), &json!({}));
    client.open("untitled:a", "json", "{\"year\": 2022}");
    let far = json!({ "line": 4_294_967_295_u32, "character": 4_294_967_295_u32 });
    let (start, end) = (json!({ "line": 0, "character": 999 }), far.clone());
    client.change(
        "untitled:a",
        2,
        &[json!({ "range": { "start": end, "end": start }, "text": "\n" })],
    );
    client.change(
        "untitled:a",
        3,
        &[
            json!({ "range": { "start": far, "end": far }, "text": "{}" }),
            json!({ "text": command::json_form() }),
        ],
    );
    assert_eq!(client.pull("untitled:a").len(), 4);
    let document = json!({ "uri": "untitled:a" });
    for method in ["hover", "completion", "definition", "documentHighlight"] {
        client.request(
            &format!("textDocument/{method}"),
            &json!({ "textDocument": document, "position": far }),
        );
    }
    client.request(
        "textDocument/selectionRange",
        &json!({ "textDocument": document, "positions": [far, far] }),
    );
    let range = json!({ "start": far, "end": { "line": 0, "character": 0 } });
    for method in ["codeAction", "inlayHint"] {
        client.request(
            &format!("textDocument/{method}"),
            &json!({ "textDocument": document, "range": range, "context": { "diagnostics": [] } }),
        );
    }
}

#[test]
fn what_is_asked_twice_is_answered_twice_and_what_is_taken_back_is_not() {
    let folder = TempDir::new().unwrap();
    let mut client = Client::ready(folder.path(), &everything(), &json!({}));
    client.open("untitled:a", "json", &command::json_form());
    let params =
        json!({ "textDocument": { "uri": "untitled:a" }, "position": { "line": 0, "character": 3 } });
    let request = |id: Value| {
        let message = json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/hover", "params": params });
        framed(&message.to_string())
    };
    let cancel = framed(
        &json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": "b" } }).to_string(),
    );
    // All in one write, so that the server finds them waiting.
    client.send_bytes(
        &[
            request(json!("a")),
            request(json!("a")),
            request(json!("b")),
            cancel,
        ]
        .concat(),
    );
    let first = client.answer(&json!("a"));
    assert_eq!(first, client.answer(&json!("a")));
    let third = client.answer(&json!("b"));
    let refused = third["error"]["code"] == CANCELLED;
    assert!(refused || third["result"] == first["result"], "{third}");
    is_well(&mut client);
}

/// Of many requests for the same diagnostics that wait, the last is answered with them.
#[test]
fn many_pulls_at_once_are_answered_by_the_last() {
    let folder = TempDir::new().unwrap();
    let mut client = Client::ready(folder.path(), &everything(), &json!({}));
    client.open("untitled:a", "json", &command::json_form());
    let pull = |id: i64| {
        let params = json!({ "textDocument": { "uri": "untitled:a" } });
        framed(
            &json!({ "jsonrpc": "2.0", "id": id, "method": "textDocument/diagnostic", "params": params })
                .to_string(),
        )
    };
    let ids: Vec<i64> = (1_000..1_050).collect();
    client.send_bytes(&ids.iter().flat_map(|id| pull(*id)).collect::<Vec<u8>>());
    let answers: Vec<Value> = ids.iter().map(|id| client.answer(&json!(id))).collect();
    let (last, others) = answers.split_last().unwrap();
    assert_eq!(last["result"]["items"].as_array().unwrap().len(), 4);
    for answer in others {
        let has_them = answer["result"]["items"] == last["result"]["items"];
        assert!(has_them || answer["error"]["code"] == SUPERSEDED, "{answer}");
    }
}

#[test]
fn fifty_documents_at_once_are_each_judged_by_themselves() {
    let folder = TempDir::new().unwrap();
    let mut client = Client::ready(folder.path(), &pushed_to(), &json!({}));
    let path = |index: i64| uri(&folder.path().join(format!("{index}.eval.json")));
    for index in 0..50 {
        let text = if index % 2 == 0 {
            command::json_form()
        } else {
            command::json_form().replace("80%", "90%")
        };
        client.open(&path(index), "json", &text);
    }
    for index in 0..50 {
        let found = client.pushed(&path(index), 1);
        assert_eq!(found.len(), if index % 2 == 0 { 4 } else { 3 });
    }
    for index in 0..50 {
        client.notify(
            "textDocument/didClose",
            &json!({ "textDocument": { "uri": path(index) } }),
        );
    }
    let cleared = client.all_told("textDocument/publishDiagnostics");
    assert_eq!(cleared.len(), 50);
    assert!(cleared.iter().all(|told| told["diagnostics"] == json!([])));
}

#[test]
fn a_document_that_is_no_text_says_so_and_recovers() {
    let folder = TempDir::new().unwrap();
    let mut client = Client::ready(folder.path(), &everything(), &json!({}));
    let file = uri(&folder.path().join("a.eval.json"));
    client.open(&file, "json", "{\"year\": \"\u{0}\"}");
    let found = client.pull(&file);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["severity"], 1);
    client.change(
        &file,
        2,
        &[json!({
            "range": { "start": { "line": 0, "character": 10 }, "end": { "line": 0, "character": 11 } },
            "text": "2022",
        })],
    );
    let found = client.pull(&file);
    assert!(
        found.len() > 3 && found.iter().all(|found| found["code"] != Value::Null),
        "{found:?}"
    );
}
