//! The report page of a document as it stands, with the way from the page to the source and back.

use evallint_linter::{DocumentView, Language, Meaning, Pointer, Report};
use evallint_syntax::{ByteRange, Source, Value};

/// A report page, and where in the source it comes from.
#[derive(Debug)]
pub(crate) struct ReportPage {
    pub(crate) html: String,
    /// Where the findings are, in the order in which the page numbers them.
    pub(crate) findings: Vec<ByteRange>,
    /// The fields with where they stand, one that goes on elsewhere in several parts. Of a key the field it is the key of.
    pub(crate) places: Vec<(Pointer, ByteRange)>,
}

/// The page with the verdict on a source.
pub(crate) fn report(
    source: &Source,
    view: Option<&DocumentView<'_>>,
    verdict: &Report,
    language: Language,
) -> ReportPage {
    ReportPage {
        html: evallint_convert::report_page(source, verdict, language),
        findings: verdict.diagnostics.iter().map(|finding| finding.range).collect(),
        places: view.map(places).unwrap_or_default(),
    }
}

fn places(view: &DocumentView<'_>) -> Vec<(Pointer, ByteRange)> {
    let mut places = Vec::new();
    for item in view.items() {
        if !matches!(item.meaning(), Meaning::Field(_) | Meaning::Element(..)) {
            continue;
        }
        let mut add = |range| places.push((item.pointer(), range));
        match item.value() {
            Value::String(text) if !text.value().is_empty() => text.source_parts().for_each(&mut add),
            _ => add(item.range()),
        }
        if let Some(key) = item.key() {
            add(key.range);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use evallint_linter::{Linter, Settings};

    use super::*;
    use crate::features::damaged_forms;

    #[test]
    fn every_part_of_a_field_leads_to_its_words() {
        let text = "部门名称: 云溪区教育局\n存在问题: |\n  预算执行慢\n  支出不均衡\n";
        let source = Source::new("a.eval.yaml", text).unwrap();
        let view = Linter::standard().read(&source).unwrap();
        let verdict = Linter::standard().check(&source, &Settings::default());
        let page = report(&source, Some(&view), &verdict, Language::Chinese);
        let shown: Vec<_> = page
            .places
            .iter()
            .map(|(pointer, range)| (pointer.as_str(), source.slice(*range).trim()))
            .collect();
        assert!(shown.contains(&("/department", "云溪区教育局")), "{shown:?}");
        assert!(shown.contains(&("/department", "部门名称")), "{shown:?}");
        assert!(
            shown
                .iter()
                .any(|(pointer, words)| *pointer == "/problems" && words.contains("支出不均衡"))
        );
        assert_eq!(page.findings.len(), verdict.diagnostics.len());
        assert!(page.html.contains("id=\"finding-1\""));
    }

    #[test]
    fn of_a_damaged_form_there_is_a_page_too() {
        damaged_forms::for_each(|view, _| {
            let source = view.source();
            let verdict = Linter::standard().check(source, &Settings::default());
            let page = report(source, Some(view), &verdict, Language::English);
            assert!(page.html.ends_with("</html>"));
            for (_, range) in &page.places {
                assert!(
                    source
                        .text()
                        .get(range.start as usize..range.end as usize)
                        .is_some()
                );
            }
        });
    }
}
