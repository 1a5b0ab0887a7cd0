//! That an editor shows what the command finds.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Client, everything, pushed_to, uri};
use crate::{command, founding};

/// What the command finds in a file: rule, place (from 0, columns in characters) and words.
fn found_by_command(folder: &Path, name: &str) -> Vec<(String, [u64; 4], String)> {
    let run = command::run(
        folder,
        &["check", "--output-format", "json", "--lang", "zh", name],
    );
    let found: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    found
        .iter()
        .map(|found| {
            let place = ["start", "end"].map(|end| {
                let place = &found[end];
                [
                    place["line"].as_u64().unwrap() - 1,
                    place["column"].as_u64().unwrap() - 1,
                ]
            });
            let mut message = found["message"].as_str().unwrap().to_owned();
            if let Some(help) = found["help"].as_str() {
                message = format!("{message}\n{help}");
            }
            let rule = found["rule"].as_str().unwrap().to_owned();
            (
                rule,
                [place[0][0], place[0][1], place[1][0], place[1][1]],
                message,
            )
        })
        .collect()
}

/// The same of diagnostics in UTF-32.
fn found_by_server(diagnostics: &[Value]) -> Vec<(String, [u64; 4], String)> {
    diagnostics
        .iter()
        .map(|found| {
            let at = |pointer: &str| found["range"].pointer(pointer).unwrap().as_u64().unwrap();
            let place = [
                at("/start/line"),
                at("/start/character"),
                at("/end/line"),
                at("/end/character"),
            ];
            let rule = found["code"].as_str().unwrap().to_owned();
            (rule, place, found["message"].as_str().unwrap().to_owned())
        })
        .collect()
}

fn in_utf_32(mut can: Value) -> Value {
    can["general"]["positionEncodings"] = json!(["utf-32"]);
    can
}

#[test]
fn the_founding_document_has_the_findings_of_the_command() {
    let Some(text) = founding::text() else { return };
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a.eval.txt");
    fs::write(&file, &text).unwrap();
    let expected = found_by_command(folder.path(), "a.eval.txt");
    assert!(expected.len() > 5);
    let mut client = Client::ready(folder.path(), &in_utf_32(everything()), &json!({}));
    client.open(&uri(&file), "plaintext", &text);
    assert_eq!(found_by_server(&client.pull(&uri(&file))), expected);
    let mut client = Client::ready(folder.path(), &in_utf_32(pushed_to()), &json!({}));
    client.open(&uri(&file), "plaintext", &text);
    assert_eq!(found_by_server(&client.pushed(&uri(&file), 1)), expected);
}

#[test]
fn one_way_of_telling_is_not_mixed_with_the_other() {
    let folder = TempDir::new().unwrap();
    let file = uri(&folder.path().join("a.eval.json"));
    let mut client = Client::ready(folder.path(), &everything(), &json!({}));
    client.open(&file, "json", &command::json_form());
    assert_eq!(client.pull(&file).len(), 4);
    assert_eq!(
        client.all_told("textDocument/publishDiagnostics"),
        [] as [Value; 0]
    );
    let mut client = Client::start(folder.path(), &[]);
    let offered = client.request("initialize", &json!({ "capabilities": pushed_to() }));
    assert_eq!(offered["capabilities"].get("diagnosticProvider"), None);
}

/// Emacs leaves unread what comes right behind an answer that it waits for.
#[test]
fn diagnostics_are_pushed_before_the_answer_to_what_waits_behind_the_change() {
    let folder = TempDir::new().unwrap();
    let file = uri(&folder.path().join("a.eval.json"));
    let mut client = Client::ready(folder.path(), &pushed_to(), &json!({}));
    client.open(&file, "json", &command::json_form());
    client.pushed(&file, 1);
    for version in 2..20 {
        let change = json!({
            "jsonrpc": "2.0", "method": "textDocument/didChange",
            "params": {
                "textDocument": { "uri": file, "version": version },
                "contentChanges": [{ "text": command::json_form() }],
            },
        });
        let question = json!({
            "jsonrpc": "2.0", "id": version, "method": "textDocument/documentSymbol",
            "params": { "textDocument": { "uri": file } },
        });
        client.heard.clear();
        client.send_together(&[change, question]);
        client.answer(&json!(version));
        let pushed = client
            .heard
            .iter()
            .filter(|message| message["params"]["version"] == version);
        assert_eq!(pushed.count(), 1, "{version}: {:?}", client.heard);
    }
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let folder = TempDir::new().unwrap();
    let file = uri(&folder.path().join("a.eval.json"));
    let mut client = Client::ready(folder.path(), &everything(), &json!({}));
    client.open(&file, "json", &command::json_form());
    let pull = |client: &mut Client, previous: &Value| {
        client.request(
            "textDocument/diagnostic",
            &json!({ "textDocument": { "uri": file }, "previousResultId": previous }),
        )
    };
    let first = pull(&mut client, &Value::Null);
    assert_eq!(first["kind"], "full");
    let again = pull(&mut client, &first["resultId"]);
    assert_eq!(again["kind"], "unchanged");
    assert_eq!(again["resultId"], first["resultId"]);
    client.change(
        &file,
        2,
        &[json!({ "text": command::json_form().replace("80%", "90%") })],
    );
    let changed = pull(&mut client, &first["resultId"]);
    assert_eq!(changed["kind"], "full");
    assert_eq!(changed["items"].as_array().unwrap().len(), 3);
    // The same version of another content has another name.
    client.notify(
        "textDocument/didClose",
        &json!({ "textDocument": { "uri": file } }),
    );
    client.open(&file, "json", "{}");
    let other = pull(&mut client, &first["resultId"]);
    assert_eq!(other["kind"], "full");
}

#[test]
fn a_finding_tells_where_else_to_look_and_where_its_rule_is_explained() {
    let folder = TempDir::new().unwrap();
    let file = uri(&folder.path().join("a.eval.json"));
    let options = json!({ "initializationOptions": { "rulePages": "https://example.org/rules" } });
    let mut client = Client::ready(folder.path(), &everything(), &options);
    client.open(&file, "json", &command::json_form());
    let found = client.pull(&file);
    let mismatch = found
        .iter()
        .find(|found| found["code"] == "completion-rate-mismatch")
        .unwrap();
    assert_eq!(mismatch["source"], "evallint");
    assert_eq!(
        mismatch["codeDescription"]["href"],
        "https://example.org/rules/completion-rate-mismatch"
    );
    let related: Vec<_> = mismatch["relatedInformation"]
        .as_array()
        .unwrap()
        .iter()
        .map(|related| {
            (
                related["message"].as_str().unwrap(),
                related["location"]["uri"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(related, [("分子", file.as_str()), ("分母", file.as_str())]);
    // A client that cannot show them is not sent them.
    let mut client = Client::ready(
        folder.path(),
        &json!({ "textDocument": { "diagnostic": {} } }),
        &options,
    );
    client.open(&file, "json", &command::json_form());
    for found in client.pull(&file) {
        assert_eq!(found.get("relatedInformation"), None);
        assert_eq!(found.get("codeDescription"), None);
    }
}

#[test]
fn it_speaks_the_language_of_the_locale_unless_a_setting_says_otherwise() {
    let folder = TempDir::new().unwrap();
    let file = uri(&folder.path().join("a.eval.json"));
    let message = |more: &Value| {
        let mut client = Client::ready(folder.path(), &everything(), more);
        client.open(&file, "json", &command::json_form());
        client.pull(&file)[0]["message"].as_str().unwrap().to_owned()
    };
    assert!(message(&json!({})).contains("预算完成率"));
    assert!(message(&json!({ "locale": "en-GB" })).contains(" is given as "));
    assert!(
        message(&json!({ "locale": "en", "initializationOptions": { "language": "zh" } }))
            .contains("预算完成率")
    );
    fs::write(folder.path().join("evallint.toml"), "lang = \"en\"\n").unwrap();
    assert!(message(&json!({})).contains(" is given as "));
}

#[test]
fn a_document_that_is_no_form_is_left_alone() {
    let folder = TempDir::new().unwrap();
    fs::write(
        folder.path().join("evallint.toml"),
        "exclude = [\"old/\"]\ninclude = [\"*.eval.json\", \"表/*.json\"]\n",
    )
    .unwrap();
    let mut client = Client::ready(folder.path(), &everything(), &json!({}));
    let count = |client: &mut Client, name: &str, language: &str, text: &str| {
        let file = uri(&folder.path().join(name));
        client.open(&file, language, text);
        client.pull(&file).len()
    };
    assert_eq!(
        count(
            &mut client,
            "package.json",
            "json",
            "{\"name\": \"x\", \"year\": 1}"
        ),
        0
    );
    assert_eq!(count(&mut client, "notes.txt", "plaintext", "单位：万元\n"), 0);
    assert_eq!(
        count(&mut client, "compose.yaml", "yaml", "services:\n  a: 1\n"),
        0
    );
    assert_eq!(
        count(&mut client, "old/a.eval.json", "json", &command::json_form()),
        0
    );
    // By its name, by the settings, and by what it says.
    assert!(count(&mut client, "a.eval.json", "json", "{}") > 0);
    assert!(count(&mut client, "表/a.json", "json", "{}") > 0);
    assert_eq!(count(&mut client, "form.json", "json", &command::json_form()), 4);
    assert_eq!(count(&mut client, "form.txt", "plaintext", &command::form()), 4);
    let schema = "{\"$schema\": \"https://example.org/department-self-evaluation/v1.schema.json\"}";
    assert!(count(&mut client, "b.json", "json", schema) > 0);
    // What was once a form stays one while it is typed anew.
    let file = uri(&folder.path().join("form.json"));
    client.change(&file, 2, &[json!({ "text": "{" })]);
    assert!(!client.pull(&file).is_empty());
}

#[test]
fn a_document_that_was_never_saved_is_judged_by_its_language() {
    let folder = TempDir::new().unwrap();
    let mut client = Client::ready(folder.path(), &everything(), &json!({}));
    client.open(
        "untitled:Untitled-1",
        "yaml",
        "form: department-self-evaluation\nyear: 2022\n",
    );
    let found = client.pull("untitled:Untitled-1");
    assert!(
        found.iter().any(|found| found["code"] == "missing-field"),
        "{found:?}"
    );
}

#[test]
fn fixes_are_offered_and_do_what_they_say() {
    let folder = TempDir::new().unwrap();
    let file = uri(&folder.path().join("a.eval.json"));
    let mut client = Client::ready(folder.path(), &everything(), &json!({}));
    let text = command::json_form().replace("精细，部分", "精细，，部分");
    client.open(&file, "json", &text);
    let everywhere = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } });
    let actions = |client: &mut Client, only: &Value| {
        let params = json!({
            "textDocument": { "uri": file }, "range": everywhere,
            "context": { "diagnostics": [], "only": only },
        });
        client
            .request("textDocument/codeAction", &params)
            .as_array()
            .unwrap()
            .clone()
    };
    let quick = actions(&mut client, &json!(["quickfix"]));
    let rate = quick
        .iter()
        .find(|action| action["title"] == "改为“90%”（请先核对）")
        .unwrap_or_else(|| panic!("{quick:#?}"));
    assert_eq!(rate["diagnostics"][0]["code"], "completion-rate-mismatch");
    assert_eq!(rate["edit"]["documentChanges"][0]["textDocument"]["version"], 1);
    assert_eq!(
        rate["edit"]["documentChanges"][0]["edits"][0]["newText"],
        "\"90%\""
    );
    let kinds = |actions: &[Value]| {
        let kinds: std::collections::BTreeSet<String> = actions
            .iter()
            .map(|action| action["kind"].as_str().unwrap().to_owned())
            .collect();
        kinds.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(
        kinds(&actions(&mut client, &json!(["source"]))),
        ["source.fixAll.evallint"]
    );
    let on_save = actions(&mut client, &json!(["source.fixAll"]));
    assert_eq!(kinds(&on_save), ["source.fixAll.evallint"]);
    // Its edit comes when it is chosen, for the version that it was offered for.
    assert_eq!(on_save[0].get("edit"), None);
    let resolved = client.request("codeAction/resolve", &on_save[0]);
    assert_eq!(
        resolved["edit"]["documentChanges"][0]["edits"][0]["newText"], "",
        "{resolved:#}"
    );
    client.change(&file, 2, &[json!({ "text": text })]);
    let refused = client.refusal("codeAction/resolve", &on_save[0]);
    assert_eq!(refused["code"], -32801);
}

#[test]
fn a_finding_is_allowed_where_it_stands() {
    let folder = TempDir::new().unwrap();
    let file = uri(&folder.path().join("a.eval.txt"));
    for resolves in [true, false] {
        let mut can = everything();
        if !resolves {
            can["textDocument"]["codeAction"] = json!({});
        }
        let mut client = Client::ready(folder.path(), &can, &json!({}));
        client.open(&file, "plaintext", &command::form());
        let found = client.pull(&file);
        let mismatch = found
            .iter()
            .find(|found| found["code"] == "completion-rate-mismatch")
            .unwrap();
        let offered = client.request(
            "textDocument/codeAction",
            &json!({
                "textDocument": { "uri": file }, "range": mismatch["range"],
                "context": { "diagnostics": [mismatch], "only": ["quickfix"] },
            }),
        );
        let mut action = offered
            .as_array()
            .unwrap()
            .iter()
            .find(|action| action["title"] == "确认无误，忽略此处的 completion-rate-mismatch（请写明理由）")
            .unwrap_or_else(|| panic!("{offered:#}"))
            .clone();
        assert_eq!(action.get("edit").is_none(), resolves);
        if resolves {
            action = client.request("codeAction/resolve", &action);
        }
        let edits = action["edit"]["documentChanges"][0]["edits"]
            .as_array()
            .unwrap()
            .clone();
        let changes: Vec<Value> = edits
            .iter()
            .map(|edit| json!({ "range": edit["range"], "text": edit["newText"] }))
            .collect();
        client.change(&file, 2, &changes);
        let left = client.pull(&file);
        assert_eq!(left.len(), found.len() - 1);
        assert!(
            left.iter()
                .all(|found| found["code"] != "completion-rate-mismatch")
        );
    }
}

#[test]
fn a_form_is_put_into_another_writing_in_a_new_file() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("自评.eval.json");
    // Neovim makes files, and takes no edits of a certain version.
    let mut can = everything();
    can["workspace"]["workspaceEdit"]["documentChanges"] = json!(false);
    let mut client = Client::ready(folder.path(), &can, &json!({}));
    client.open(&uri(&file), "json", &command::json_form());
    let start = json!({ "line": 0, "character": 0 });
    let offered = client.request(
        "textDocument/codeAction",
        &json!({
            "textDocument": { "uri": uri(&file) }, "range": { "start": start, "end": start },
            "context": { "diagnostics": [], "only": ["refactor.rewrite"] },
        }),
    );
    let titles: Vec<_> = offered
        .as_array()
        .unwrap()
        .iter()
        .map(|action| action["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["另存为 YAML", "另存为表格文本"]);
    let resolved = client.request("codeAction/resolve", &offered[0]);
    let changes = resolved["edit"]["documentChanges"].as_array().unwrap();
    let made = uri(&folder.path().join("自评.eval.yaml"));
    assert_eq!(
        (&changes[0]["kind"], &changes[0]["uri"]),
        (&json!("create"), &json!(made))
    );
    let text = changes[1]["edits"][0]["newText"].as_str().unwrap();
    assert!(text.contains("department: 江州市云溪区教育局\n"), "{text}");
}

/// A client that does not ask for the edit of an action later is given it at once, and so learns at once that there is none.
#[test]
fn a_form_that_cannot_be_put_into_another_writing_costs_no_other_action() {
    let folder = TempDir::new().unwrap();
    let file = uri(&folder.path().join("a.eval.yaml"));
    let mut can = everything();
    can["textDocument"]["codeAction"]
        .as_object_mut()
        .unwrap()
        .remove("resolveSupport");
    let mut client = Client::ready(folder.path(), &can, &json!({}));
    client.open(&file, "yaml", "problems: 精细，，部分\nyear: [\n");
    let params = json!({
        "textDocument": { "uri": file }, "context": { "diagnostics": [] },
        "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 1, "character": 0 } },
    });
    let offered = client.request("textDocument/codeAction", &params);
    let offered = offered.as_array().unwrap();
    assert!(
        offered.iter().any(|action| action.get("edit").is_some()),
        "{offered:#?}"
    );
    let reasons: Vec<_> = offered
        .iter()
        .filter(|action| action["kind"] == "refactor.rewrite")
        .map(|action| action["disabled"]["reason"].as_str())
        .collect();
    let reason = Some("有语法错误，未转换，以免丢失内容；请先改正语法错误");
    assert_eq!(reasons, [reason, reason], "{offered:#?}");
}

/// As Emacs is one that has no mode for Markdown.
#[test]
fn a_client_that_shows_no_markdown_is_sent_plain_words() {
    let folder = TempDir::new().unwrap();
    let file = uri(&folder.path().join("a.eval.txt"));
    let hover = |can: &Value| {
        let mut client = Client::ready(folder.path(), can, &json!({}));
        client.open(&file, "plaintext", &command::form());
        let place = json!({ "line": 8, "character": 8 });
        let params = json!({ "textDocument": { "uri": file }, "position": place });
        client.request("textDocument/hover", &params)["contents"].clone()
    };
    let marked = hover(&everything());
    assert_eq!(marked["kind"], "markdown");
    assert!(
        marked["value"].as_str().unwrap().contains("**完成率不符**"),
        "{marked}"
    );
    let mut can = everything();
    can["textDocument"]["hover"]["contentFormat"] = json!(["plaintext"]);
    let plain = hover(&can);
    assert_eq!(plain["kind"], "plaintext");
    let words = plain["value"].as_str().unwrap();
    assert!(
        words.starts_with("完成率不符 · completion-rate-mismatch"),
        "{words}"
    );
    assert!(
        !words.contains("**") && !words.contains("```") && !words.contains('\\'),
        "{words}"
    );
}

#[test]
fn a_form_is_given_its_layout() {
    let folder = TempDir::new().unwrap();
    let file = uri(&folder.path().join("a.eval.json"));
    let mut client = Client::ready(folder.path(), &everything(), &json!({}));
    client.open(&file, "json", &command::json_form());
    let params =
        json!({ "textDocument": { "uri": file }, "options": { "tabSize": 4, "insertSpaces": true } });
    let edits = client.request("textDocument/formatting", &params);
    assert_eq!(edits.as_array().unwrap().len(), 1, "{edits}");
    client.change(&file, 2, &[json!({ "text": "{\"year\": }" })]);
    let refused = client.refusal("textDocument/formatting", &params);
    assert_eq!(refused["message"], "有语法错误，未整理；请先改正语法错误");
}
