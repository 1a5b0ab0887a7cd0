//! What an editor has the server do by name: the report page of a form as it stands, and the pages of the rules.

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Client, everything, uri};
use crate::command;

fn run(client: &mut Client, command: &str, argument: &Value) -> Value {
    let params = json!({ "command": command, "arguments": [argument] });
    client.request("workspace/executeCommand", &params)
}

/// The words of a text at a range of the protocol, whose lines are of the first plane.
fn words(text: &str, range: &Value) -> String {
    let at = |end: &str| {
        let number = |of: &str| usize::try_from(range[end][of].as_u64().unwrap()).unwrap();
        (number("line"), number("character"))
    };
    let ((line, start), (last, end)) = (at("start"), at("end"));
    assert_eq!(line, last);
    let line: Vec<char> = text.lines().nth(line).unwrap().chars().collect();
    line[start..end].iter().collect()
}

#[test]
fn a_report_shows_the_form_as_it_is_typed_and_leads_to_its_words() {
    let folder = TempDir::new().unwrap();
    let mut client = Client::ready(folder.path(), &everything(), &json!({}));
    let address = uri(&folder.path().join("a.eval.txt"));
    let text = command::form();
    client.open(&address, "evallint-form", &text);
    let page = run(&mut client, "evallint.report", &json!(address));
    assert_eq!(page["version"], 1);
    let html = page["html"].as_str().unwrap();
    assert!(html.contains("data-pointer=\"/funds/completion_rate\""));
    let findings = page["findings"].as_array().unwrap();
    assert_eq!(findings.len(), client.pull(&address).len());
    assert!(html.contains(&format!("id=\"finding-{}\"", findings.len())));
    let place = page["places"].as_array().unwrap();
    let of = |pointer: &str| place.iter().find(|place| place["pointer"] == pointer).unwrap();
    assert_eq!(words(&text, &of("/funds/completion_rate")["range"]), "80%");

    let changed = text.replace("80%", "12.34%");
    client.change(&address, 2, &[json!({ "text": changed })]);
    let page = run(&mut client, "evallint.report", &json!(address));
    assert_eq!(page["version"], 2);
    assert!(page["html"].as_str().unwrap().contains("12.34%"));
    let told = page["findings"].as_array().unwrap();
    assert!(told.iter().any(|range| words(&changed, range) == "12.34%"));
    assert_eq!(client.stop(), Some(0));
}

#[test]
fn of_what_is_no_form_there_is_no_report() {
    let folder = TempDir::new().unwrap();
    let mut client = Client::ready(folder.path(), &everything(), &json!({}));
    let address = uri(&folder.path().join("package.json"));
    client.open(&address, "json", "{}");
    assert_eq!(run(&mut client, "evallint.report", &json!(address)), Value::Null);
    assert_eq!(
        run(&mut client, "evallint.report", &json!("file:///nowhere")),
        Value::Null
    );
    let nothing = client.refusal(
        "workspace/executeCommand",
        &json!({ "command": "evallint.report" }),
    );
    assert_eq!(nothing["code"], -32602);
}

#[test]
fn every_rule_that_is_listed_has_its_page() {
    let folder = TempDir::new().unwrap();
    let mut client = Client::ready(folder.path(), &everything(), &json!({}));
    let listed = client.request(
        "workspace/executeCommand",
        &json!({ "command": "evallint.rules" }),
    );
    let rules = listed.as_array().unwrap();
    assert!(rules.len() > 50);
    for rule in rules {
        let page = run(&mut client, "evallint.explain", &rule["id"]);
        let (page, name) = (page.as_str().unwrap(), rule["name"].as_str().unwrap());
        assert!(page.starts_with(&format!("# {name}")), "{page}");
        assert!(page.contains(rule["group"].as_str().unwrap()), "{page}");
    }
    let params = json!({ "command": "evallint.explain", "arguments": ["no-such-rule"] });
    assert_eq!(
        client.refusal("workspace/executeCommand", &params)["code"],
        -32602
    );
}
