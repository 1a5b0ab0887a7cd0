//! A client of the language server, as an editor is one: it starts the command and speaks over its standard streams.

#![allow(dead_code, reason = "each test uses what it needs of it")]
#![allow(unreachable_pub, reason = "the module is its test's own")]

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything may take. Only what is broken takes so long.
const PATIENCE: Duration = Duration::from_mins(1);

/// A client with its server.
pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    incoming: Receiver<Value>,
    next_id: i64,
    /// The settings that the server is given when it asks for them.
    pub settings: Value,
    /// What the server told without being asked and nobody has looked at yet.
    told: VecDeque<Value>,
    /// Every message of the server.
    pub heard: Vec<Value>,
    /// Every message to the server, without those that were sent as bytes.
    pub said: Vec<Value>,
}

/// What a client can do that can do everything.
pub fn everything() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "workspace": {
            "configuration": true,
            "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] },
            "didChangeConfiguration": { "dynamicRegistration": true },
            "didChangeWatchedFiles": { "dynamicRegistration": true },
            "diagnostics": { "refreshSupport": true },
            "inlayHint": { "refreshSupport": true },
            "codeLens": { "refreshSupport": true },
        },
        "window": { "workDoneProgress": true },
        "textDocument": {
            "diagnostic": { "dynamicRegistration": false },
            "publishDiagnostics": {
                "relatedInformation": true, "codeDescriptionSupport": true, "versionSupport": true,
                "tagSupport": { "valueSet": [1, 2] },
            },
            "codeAction": {
                "dataSupport": true, "disabledSupport": true, "isPreferredSupport": true,
                "resolveSupport": { "properties": ["edit"] },
            },
            "completion": { "completionItem": { "snippetSupport": true, "documentationFormat": ["markdown"] } },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
            "hover": { "contentFormat": ["markdown"] },
        },
    })
}

/// What a client can do that does not ask for diagnostics.
pub fn pushed_to() -> Value {
    let mut can = everything();
    can["textDocument"].as_object_mut().unwrap().remove("diagnostic");
    can
}

impl Client {
    /// Starts a server in a folder.
    pub fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut command: Command = crate::command::command(folder, &["server"]);
        let mut child = command
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let input = child.stdin.take();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (sender, incoming) = channel();
        thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Self {
            child,
            input,
            incoming,
            next_id: 0,
            settings: Value::Null,
            told: VecDeque::new(),
            heard: Vec::new(),
            said: Vec::new(),
        }
    }

    /// Starts a server for a client that can do this and has the folder open.
    pub fn ready(folder: &Path, can: &Value, more: &Value) -> Self {
        let mut client = Self::start(folder, &[]);
        let mut params = json!({
            "processId": null,
            "rootUri": uri(folder),
            "workspaceFolders": [{ "uri": uri(folder), "name": "forms" }],
            "locale": "zh-cn",
            "capabilities": can,
        });
        for (name, value) in more.as_object().into_iter().flatten() {
            params[name] = value.clone();
        }
        client.request("initialize", &params);
        client.notify("initialized", &json!({}));
        client
    }

    /// Sends bytes as they are.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    pub fn send(&mut self, message: &Value) {
        self.send_together(std::slice::from_ref(message));
    }

    /// Sends several messages in one write, so that the server may find them waiting.
    pub fn send_together(&mut self, messages: &[Value]) {
        self.said.extend_from_slice(messages);
        let frame = |message: &Value| {
            let body = message.to_string();
            format!("Content-Length: {}\r\n\r\n{body}", body.len())
        };
        let frames: String = messages.iter().map(frame).collect();
        self.send_bytes(frames.as_bytes());
    }

    pub fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request without waiting for its answer, and gives its id.
    pub fn ask(&mut self, method: &str, params: &Value) -> i64 {
        self.next_id += 1;
        let id = self.next_id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// The whole answer to a request.
    pub fn answer(&mut self, id: &Value) -> Value {
        self.wait(|message| message.get("id") == Some(id) && message.get("method").is_none())
    }

    /// The result of a request.
    pub fn request(&mut self, method: &str, params: &Value) -> Value {
        let id = self.ask(method, params);
        let answer = self.answer(&json!(id));
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The error of a request.
    pub fn refusal(&mut self, method: &str, params: &Value) -> Value {
        let id = self.ask(method, params);
        let answer = self.answer(&json!(id));
        assert!(answer.get("result").is_none(), "{method}: {answer}");
        answer["error"].clone()
    }

    /// The next notification with this method for which something holds.
    pub fn told(&mut self, method: &str, holds: impl Fn(&Value) -> bool) -> Value {
        let is_it = |message: &Value| message["method"] == method && holds(&message["params"]);
        if let Some(index) = self.told.iter().position(&is_it) {
            return self.told.remove(index).unwrap()["params"].clone();
        }
        self.wait(is_it)["params"].clone()
    }

    /// All that the server told with this method and nobody has looked at, once it has answered all that was asked.
    pub fn all_told(&mut self, method: &str) -> Vec<Value> {
        self.settle();
        let (told, rest) = std::mem::take(&mut self.told)
            .into_iter()
            .partition(|message| message["method"] == method);
        self.told = rest;
        let told: Vec<Value> = told.into();
        told.into_iter()
            .map(|message| message["params"].clone())
            .collect()
    }

    /// Waits until the server has nothing more to do.
    pub fn settle(&mut self) {
        // It answers in order, and pushes when nothing waits.
        for _ in 0..2 {
            let id = self.ask("evallint/noSuchMethod", &json!({}));
            self.answer(&json!(id));
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// The first message for which something holds. Others are kept, and what the server asks is answered.
    pub fn wait(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let message = match self.incoming.recv_timeout(left) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => panic!("nothing came in {PATIENCE:?}"),
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("the server ended: {:?}", self.child.wait())
                }
            };
            self.heard.push(message.clone());
            let is_wanted = is_it(&message);
            if message.get("id").is_some() && message.get("method").is_some() {
                self.reply(&message);
            }
            if is_wanted {
                return message;
            }
            self.told.push_back(message);
        }
    }

    fn reply(&mut self, question: &Value) {
        let result = match question["method"].as_str() {
            Some("workspace/configuration") => json!([self.settings]),
            _ => Value::Null,
        };
        self.send(&json!({ "jsonrpc": "2.0", "id": question["id"], "result": result }));
    }

    /// Opens a document.
    pub fn open(&mut self, uri: &str, language: &str, text: &str) {
        self.notify(
            "textDocument/didOpen",
            &json!({ "textDocument": { "uri": uri, "languageId": language, "version": 1, "text": text } }),
        );
    }

    /// Changes a document.
    pub fn change(&mut self, uri: &str, version: i64, changes: &[Value]) {
        self.notify(
            "textDocument/didChange",
            &json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": changes }),
        );
    }

    /// The diagnostics that the server gives when it is asked for them.
    pub fn pull(&mut self, uri: &str) -> Vec<Value> {
        let report = self.request(
            "textDocument/diagnostic",
            &json!({ "textDocument": { "uri": uri } }),
        );
        report["items"].as_array().unwrap().clone()
    }

    /// The diagnostics that the server sends next for a version of a document.
    pub fn pushed(&mut self, uri: &str, version: i64) -> Vec<Value> {
        let told = self.told("textDocument/publishDiagnostics", |params| {
            params["uri"] == uri && params["version"] == version
        });
        told["diagnostics"].as_array().unwrap().clone()
    }

    /// Ends the server as the protocol wants it, and gives its exit code.
    pub fn stop(mut self) -> Option<i32> {
        self.request("shutdown", &Value::Null);
        self.notify("exit", &Value::Null);
        self.child.wait().unwrap().code()
    }

    /// Leaves without a word, and gives the exit code of the server.
    pub fn leave(mut self) -> Option<i32> {
        self.input = None;
        self.child.wait().unwrap().code()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.input = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length: ") {
            length = value.parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

/// The address of a file or folder.
pub fn uri(path: &Path) -> String {
    let path = path.to_str().unwrap();
    let encoded = path
        .bytes()
        .map(|byte| match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect::<String>();
    format!("file://{encoded}")
}
