//! The findings one after the other, by severity, each with what to do and the way to its place.

use evallint_linter::{Applicability, Diagnostic, Fix, Language, Pointer, Severity};
use evallint_schema::{Field, Form};
use evallint_syntax::Source;
use maud::{Markup, html};

use super::shown::Shown;
use super::words::Words;

/// The severities from the worst on.
pub(super) const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// The findings of a page.
#[derive(Debug)]
pub(super) struct FindingList<'p> {
    pub source: &'p Source,
    pub form: &'static Form,
    pub findings: &'p [Diagnostic],
    /// For each finding the numbers of the places it refers to, where the page shows them.
    pub related: Vec<Vec<Option<usize>>>,
    pub words: &'p Words,
}

impl FindingList<'_> {
    pub(super) fn render(&self) -> Markup {
        html! {
            @for severity in SEVERITIES {
                @let count = count(self.findings, severity);
                @if count > 0 {
                    h3 id=(severity.as_str()) { (self.words.severities(severity)) " " span.count { (count) } }
                    ul.findings {
                        @for (index, finding) in self.findings.iter().enumerate() {
                            @if finding.severity == severity { (self.finding(index, finding)) }
                        }
                    }
                }
            }
        }
    }

    fn finding(&self, index: usize, finding: &Diagnostic) -> Markup {
        let number = index + 1;
        let language = self.words.language;
        html! {
            li.finding.(finding.severity.as_str()) id={ "finding-" (number) }
                data-pointer=(Shown(finding.pointer.as_str())) {
                p.about {
                    a.ref.(finding.severity.as_str()) href={ "#mark-" (number) } aria-label=(self.words.back(number)) { (number) }
                    " " span.severity { (self.words.severity(finding.severity)) }
                    " " strong.rule lang="zh-CN" { (finding.rule.name) }
                    " " code { (finding.rule.id) }
                }
                p.message { (Shown(&finding.message.render(language))) }
                @if let Some(help) = &finding.help {
                    p.help { b { (self.words.help) } " " (Shown(&help.render(language))) }
                }
                (self.related(index, finding))
                (self.fixes(&finding.fixes))
                p.where { (self.place(finding)) }
            }
        }
    }

    /// Where a finding is: by the labels of the form, and by the line of the file.
    fn place(&self, finding: &Diagnostic) -> Markup {
        let trail = trail(self.form, &finding.pointer);
        let line = self.source.place(finding.range).start.line;
        html! {
            @if !trail.is_empty() { span lang="zh-CN" { (Shown(&trail.join(" › "))) } " · " }
            (self.words.line(line))
        }
    }

    fn related(&self, index: usize, finding: &Diagnostic) -> Markup {
        if finding.related.is_empty() {
            return html! {};
        }
        let language = self.words.language;
        let numbers = self.related.get(index).map(Vec::as_slice).unwrap_or_default();
        html! {
            div.related-places {
                b { (self.words.related) }
                ul {
                    @for (position, related) in finding.related.iter().enumerate() {
                        @let text = related.message.render(language);
                        @let line = self.source.place(related.range).start.line;
                        li {
                            @if let Some(number) = numbers.get(position).copied().flatten() {
                                a href={ "#place-" (number) } { (Shown(&text)) }
                            } @else {
                                (Shown(&text))
                            }
                            " " span.where { (self.words.line(line)) }
                        }
                    }
                }
            }
        }
    }

    fn fixes(&self, fixes: &[Fix]) -> Markup {
        if fixes.is_empty() {
            return html! {};
        }
        let language = self.words.language;
        html! {
            div.fixes {
                b { (self.words.fixes) }
                ul {
                    @for fix in fixes {
                        li {
                            (Shown(&fix.title.render(language)))
                            " " span.(applicability_class(fix.applicability)) {
                                (self.words.applicability(fix.applicability))
                            }
                            @if let Some(reason) = &fix.reason {
                                p.reason { (self.words.reason) (self.colon()) (Shown(&reason.render(language))) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn colon(&self) -> &'static str {
        match self.words.language {
            Language::Chinese => "：",
            Language::English => ": ",
        }
    }
}

pub(super) fn count(findings: &[Diagnostic], severity: Severity) -> usize {
    findings
        .iter()
        .filter(|finding| finding.severity == severity)
        .count()
}

fn applicability_class(applicability: Applicability) -> &'static str {
    match applicability {
        Applicability::Safe => "safe",
        Applicability::Unsafe | Applicability::DisplayOnly => "careful",
    }
}

/// The labels on the way to a field; an element by its label and its place, from 1. A key that is no field is named as it
/// is written.
fn trail(form: &'static Form, pointer: &Pointer) -> Vec<String> {
    let mut fields: &'static [Field] = form.fields;
    let mut trail: Vec<String> = Vec::new();
    for name in pointer.as_str().split('/').skip(1) {
        let name = name.replace("~1", "/").replace("~0", "~");
        let field = fields.iter().find(|field| field.key == name);
        match (field, name.parse::<usize>(), trail.last_mut()) {
            (Some(field), _, _) => {
                trail.push(field.label.to_owned());
                fields = field.fields;
            }
            (None, Ok(index), Some(list)) => *list = format!("{list} {}", index.saturating_add(1)),
            (None, _, _) => {
                trail.push(name);
                fields = &[];
            }
        }
    }
    trail
}

#[cfg(test)]
mod tests {
    use evallint_schema::FORMS;

    use super::*;

    #[test]
    fn a_place_is_named_by_its_labels() {
        let Some(form) = FORMS.first() else {
            panic!("no form")
        };
        let pointer = Pointer::root()
            .key("tasks")
            .index(1)
            .key("indicators")
            .index(0)
            .key("result");
        assert_eq!(
            trail(form, &pointer),
            ["主要任务 2", "关键指标 1", "指标完成情况"]
        );
        assert_eq!(trail(form, &Pointer::root().key("a/b").key("0")), ["a/b 1"]);
        assert!(trail(form, &Pointer::root()).is_empty());
    }
}
