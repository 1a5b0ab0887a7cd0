//! What can be found on the site, as a script that the pages load when someone searches: a page on a file system may load
//! nothing else.

use serde::Serialize;

/// Something that can be found.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Entry {
    /// What it is called.
    pub title: String,
    /// What it is.
    pub kind: String,
    /// Where it is, below the address of the site.
    pub address: String,
    /// What else it is called.
    pub keywords: String,
    /// What is said there.
    pub text: String,
}

/// The script that hands all entries to the search.
pub(crate) fn script(entries: &[Entry]) -> String {
    let mut script = String::from("globalThis.evallintEntries = [\n");
    for entry in entries {
        // Texts can always be written as JSON.
        script.push_str(&serde_json::to_string(entry).unwrap_or_default());
        script.push_str(",\n");
    }
    script.push_str("];\n");
    script
}
