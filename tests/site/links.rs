//! Where the pages lead, and what they ask for.

use std::collections::{BTreeMap, BTreeSet};

use crate::pages::{Element, Page};
use crate::{BASE, files, html_pages, text};

/// The path and the id that a way leads to.
fn follow(from: &str, way: &str) -> (String, Option<String>) {
    let (path, id) = match way.split_once('#') {
        Some((path, id)) => (path, Some(id.to_owned())),
        None => (way, None),
    };
    if path.is_empty() {
        return (from.to_owned(), id);
    }
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for part in path.split('/') {
        match part {
            ".." => assert!(folders.pop().is_some(), "{from}: {way} leads out of the site"),
            part => folders.push(part),
        }
    }
    (folders.join("/"), id)
}

fn ways(page: &Page) -> impl Iterator<Item = (&Element, &str)> {
    page.elements.iter().flat_map(|element| {
        let names = ["href", "src", "data-index"];
        names
            .into_iter()
            .filter_map(move |name| Some((element, element.attribute(name)?)))
    })
}

#[test]
fn every_link_leads_somewhere_in_the_site() {
    let files = files();
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths.len(), files.len(), "no path is given twice");
    let pages = html_pages(&files);
    let ids: BTreeMap<&str, BTreeSet<String>> = pages
        .iter()
        .map(|(path, page)| (*path, page.ids_that_begin("")))
        .collect();
    for (path, page) in &pages {
        let with_id = page
            .elements
            .iter()
            .filter(|element| element.attribute("id").is_some());
        assert_eq!(ids[path].len(), with_id.count(), "{path}: no id is given twice");
        for (_, way) in ways(page) {
            assert!(
                !way.starts_with('/') && !way.contains(':'),
                "{path}: {way} is not relative"
            );
            let (to, id) = follow(path, way);
            assert!(paths.contains(to.as_str()), "{path}: {way} leads nowhere");
            if let Some(id) = id {
                assert!(ids[to.as_str()].contains(&id), "{path}: nothing is called {way}");
            }
        }
    }
}

#[test]
fn every_page_can_be_reached_by_links_alone() {
    let files = files();
    let pages: BTreeMap<_, _> = html_pages(&files).into_iter().collect();
    let mut reached = BTreeSet::new();
    let mut waiting = vec!["index.html".to_owned()];
    while let Some(path) = waiting.pop() {
        let Some(page) = pages.get(path.as_str()) else {
            continue;
        };
        if reached.insert(path.clone()) {
            let links = ways(page).filter(|(element, _)| element.name == "a");
            waiting.extend(links.map(|(_, way)| follow(&path, way).0));
        }
    }
    let all: BTreeSet<String> = pages.keys().map(|path| (*path).to_owned()).collect();
    assert_eq!(reached, all);
}

#[test]
fn nothing_is_asked_for_elsewhere() {
    let files = files();
    for file in &files {
        let path = file.path.as_str();
        let has_none = |words: [&str; 2]| !words.iter().any(|word| text(file).contains(word));
        match path.rsplit('.').next() {
            Some("css") => assert!(has_none(["url(", "@import"]), "{path}"),
            // What is found may speak of addresses.
            Some("js") if text(file).starts_with("globalThis.evallintEntries") => {}
            Some("js") => assert!(has_none(["http", "fetch("]), "{path}"),
            _ => {}
        }
    }
    for (path, page) in html_pages(&files) {
        for element in &page.elements {
            let name = element.name.as_str();
            assert!(
                !matches!(
                    name,
                    "img" | "iframe" | "object" | "embed" | "video" | "audio" | "style"
                ),
                "{path}: {name}"
            );
            for attribute in element.attributes.keys() {
                assert!(
                    !attribute.starts_with("on") && attribute != "style",
                    "{path}: {attribute}"
                );
            }
        }
        let scripts = page
            .elements
            .iter()
            .enumerate()
            .filter(|(_, element)| element.name == "script");
        for (at, script) in scripts {
            assert!(
                script.attribute("src").is_some() && page.text_of(at).is_empty(),
                "{path}"
            );
        }
        // What is told as an address is that of this site.
        let whole = page.text_of(0);
        for (at, _) in whole.match_indices("http") {
            let said = &whole[at..];
            let is_address = said.starts_with("http://") || said.starts_with("https://");
            assert!(
                !is_address || said.starts_with(BASE),
                "{path}: {}",
                &said[..said.floor_char_boundary(60)]
            );
        }
    }
}

#[test]
fn every_page_has_its_counterpart_in_the_other_language() {
    let files = files();
    let pages: BTreeMap<_, _> = html_pages(&files).into_iter().collect();
    for (path, page) in &pages {
        let root = &page.elements[0];
        let is_english = path.starts_with("en/");
        assert_eq!(
            root.attribute("lang"),
            Some(if is_english { "en" } else { "zh-CN" }),
            "{path}"
        );
        let counterpart = match path.split_once('/') {
            Some(("zh", rest)) => format!("en/{rest}"),
            Some((_, rest)) => format!("zh/{rest}"),
            None => "en/index.html".to_owned(),
        };
        let tag = if is_english { "zh-CN" } else { "en" };
        let to_other = |name: &str| {
            page.elements
                .iter()
                .filter(|element| element.name == name && element.attribute("hreflang") == Some(tag))
                .map(|element| follow(path, element.attribute("href").unwrap()).0)
                .collect::<Vec<_>>()
        };
        assert_eq!(to_other("a"), [counterpart.as_str()], "{path}");
        assert_eq!(to_other("link"), [counterpart.as_str()], "{path}");
    }
}
