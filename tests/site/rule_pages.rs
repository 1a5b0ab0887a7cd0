//! The pages that editors link to.

use serde_json::json;
use tempfile::TempDir;

use evallint_linter::Language;
use evallint_site::{BaseUrl, rule_pages};

use crate::client::{Client, everything, uri};
use crate::{BASE, files};

/// A plain server answers an address that is a folder with the page in it.
#[test]
fn the_setting_of_the_language_server_leads_to_them() {
    let base = BaseUrl::parse(BASE).unwrap();
    let files = files();
    for (language, folder_name) in [(Language::Chinese, "zh"), (Language::English, "en")] {
        let pages = rule_pages(&base, language);
        assert_eq!(pages, format!("{BASE}{folder_name}/rules"));
        let folder = TempDir::new().unwrap();
        let file = uri(&folder.path().join("a.eval.json"));
        let options = json!({ "initializationOptions": { "rulePages": pages } });
        let mut client = Client::ready(folder.path(), &everything(), &options);
        client.open(&file, "json", &crate::command::json_form());
        let found = client.pull(&file);
        assert!(found.len() > 2);
        for finding in found {
            let address = finding["codeDescription"]["href"].as_str().unwrap();
            let path = address.strip_prefix(BASE).unwrap();
            let index = format!("{path}/index.html");
            assert!(files.iter().any(|file| file.path == index), "{address}");
        }
    }
}
