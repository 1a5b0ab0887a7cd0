//! Pages of HTML taken apart, to be looked into.

#![allow(dead_code, reason = "each test uses what it needs of it")]
#![allow(unreachable_pub, reason = "the module is its test's own")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use html5gum::{Token, Tokenizer};

/// A page as its elements, in the order in which they begin.
pub struct Page {
    pub elements: Vec<Element>,
    /// The pieces of text, with the element that each stands in.
    texts: Vec<(usize, String)>,
    pub comments: usize,
}

pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    parent: Option<usize>,
    depth: usize,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    pub fn class(&self, name: &str) -> bool {
        let classes = self.attribute("class").unwrap_or_default();
        classes.split(' ').any(|class| class == name)
    }
}

impl Page {
    /// Reads a page in which every element that is not void is closed, as a test would find out.
    pub fn read(html: &str) -> Self {
        let mut page = Self {
            elements: Vec::new(),
            texts: Vec::new(),
            comments: 0,
        };
        let mut open: Vec<usize> = Vec::new();
        for token in Tokenizer::new(html) {
            match token.unwrap() {
                Token::StartTag(tag) => {
                    let name = String::from_utf8(tag.name.to_vec()).unwrap();
                    let is_void = matches!(name.as_str(), "meta" | "link" | "input" | "col" | "br" | "hr");
                    let attributes = tag.attributes.iter();
                    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
                    page.elements.push(Element {
                        attributes: attributes
                            .map(|(name, value)| (text(name), text(value)))
                            .collect(),
                        name,
                        parent: open.last().copied(),
                        depth: open.len(),
                    });
                    if !is_void {
                        open.push(page.elements.len() - 1);
                    }
                }
                Token::EndTag(tag) => {
                    let last = open.pop().unwrap();
                    assert_eq!(page.elements[last].name.as_bytes(), &**tag.name);
                }
                Token::String(text) => {
                    let text = String::from_utf8(text.to_vec()).unwrap();
                    page.texts.push((*open.last().unwrap(), text));
                }
                Token::Comment(_) => page.comments += 1,
                Token::Doctype(_) => {}
                Token::Error(error) => panic!("{error:?}"),
            }
        }
        assert_eq!(open, [] as [usize; 0], "every element is closed");
        page
    }

    pub fn with_id(&self, id: &str) -> usize {
        let found = self
            .elements
            .iter()
            .position(|element| element.attribute("id") == Some(id));
        found.unwrap_or_else(|| panic!("nothing is called {id}"))
    }

    /// What follows in the ids that begin so.
    pub fn ids_that_begin(&self, start: &str) -> BTreeSet<String> {
        let ids = self.elements.iter().filter_map(|element| element.attribute("id"));
        ids.filter_map(|id| id.strip_prefix(start).map(str::to_owned))
            .collect()
    }

    /// All text in an element.
    pub fn text_of(&self, element: usize) -> String {
        self.parts_of(element).into_iter().map(|(_, text)| text).collect()
    }

    /// All text in an element but the numbers of findings.
    pub fn words_of(&self, element: usize) -> String {
        let parts = self.parts_of(element).into_iter();
        parts
            .filter(|(owner, _)| !owner.class("ref"))
            .map(|(_, text)| text)
            .collect()
    }

    /// The pieces of text in an element, each with what it stands in.
    fn parts_of(&self, element: usize) -> Vec<(&Element, &str)> {
        let parts = self.texts.iter().filter(|(owner, _)| self.is_in(*owner, element));
        parts
            .map(|(owner, text)| (&self.elements[*owner], text.as_str()))
            .collect()
    }

    /// The words that are marked for a finding.
    pub fn marked_by(&self, number: usize) -> String {
        let number = number.to_string();
        let is_marked = |element: &Element| {
            let numbers = element.attribute("data-findings").unwrap_or_default();
            numbers.split(' ').any(|one| one == number)
        };
        let texts = self
            .texts
            .iter()
            .filter(|(owner, _)| is_marked(&self.elements[*owner]));
        texts.map(|(_, text)| text.as_str()).collect()
    }

    fn is_in(&self, inner: usize, outer: usize) -> bool {
        std::iter::successors(Some(inner), |at| self.elements[*at].parent).any(|at| at == outer)
    }

    /// The elements with what they are and are called, one on a line.
    pub fn outline(&self) -> String {
        let shown = [
            "id",
            "class",
            "lang",
            "scope",
            "colspan",
            "rowspan",
            "href",
            "data-pointer",
            "data-findings",
        ];
        let mut outline = String::new();
        for element in &self.elements {
            let _ = write!(outline, "{}{}", "  ".repeat(element.depth), element.name);
            for name in shown {
                if let Some(value) = element.attribute(name) {
                    let _ = write!(outline, " {name}={value:?}");
                }
            }
            outline.push('\n');
        }
        outline
    }
}
