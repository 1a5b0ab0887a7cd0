//! The page of every rule: it is there, it keeps the skeleton in both languages, and each of its examples does what it
//! says.
//!
//! An example is a fenced block. `json bad` and `json good` are merged onto the clean form in the language of their half:
//! objects member by member, arrays element by element, anything else replaces. With `whole` (`json whole bad`,
//! `text whole good`, `yaml whole bad`) the block is a document of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use evallint_linter::{
    Applicability, Diagnostic, Fix, Group, Language, Message, RULES, Rule, Settings, Severity, apply_edits,
    check, fix,
};
use evallint_syntax::Source;
use serde_json::Value;

const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];
const CLEAN_CHINESE: &str = include_str!("../../../tests/forms/education.zh.eval.json");
const CLEAN_ENGLISH: &str = include_str!("../../../tests/forms/education.eval.json");
/// The rule that no document can break, and so has no examples.
const WITHOUT_EXAMPLES: &str = "internal-error";

#[test]
fn every_rule_has_a_page_and_every_page_a_rule() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut pages = BTreeSet::new();
    collect_pages(&rules, &mut pages).unwrap();
    let expected = RULES
        .iter()
        .map(|rule| format!("{}/{}.md", rule.group.as_str(), rule.id))
        .collect();
    assert_eq!(pages, expected);
}

#[test]
fn every_page_keeps_the_skeleton() {
    assert_none(halves().flat_map(|half| half.faults().into_iter().map(move |fault| half.tell(&fault))));
}

#[test]
fn every_example_does_what_it_says() {
    let failures = halves().flat_map(|half| {
        let examples = half.outline().examples.into_iter();
        examples.filter_map(move |example| half.run(&example).err().map(|failure| half.tell(&failure)))
    });
    assert_none(failures);
}

/// Each fix takes its finding away and brings no other about, and touches nothing outside its edits.
#[test]
fn every_fix_of_every_example_mends_its_finding_and_nothing_else() {
    let mut fixed = BTreeSet::new();
    let failures: Vec<String> = halves()
        .flat_map(|half| {
            half.outline()
                .examples
                .into_iter()
                .map(move |example| (half, example))
        })
        .flat_map(|(half, example)| {
            let (path, text) = half.document(&example).unwrap();
            let before = findings_of(path, &text).unwrap();
            let attempts = before
                .iter()
                .flat_map(|finding| finding.fixes.iter().map(move |fix| (finding, fix)));
            let mut failures = Vec::new();
            for (finding, fix) in attempts {
                fixed.insert(finding.rule.id);
                let mended = apply_edits(&text, &fix.edits);
                let after = findings_of(path, &mended).unwrap();
                let mut faults = other_changes(&before, &after, finding);
                // A text that was cut off at a page break is whole when the rows are joined.
                if finding.rule.id == "split-row" {
                    faults.retain(|rule, change| *rule != "truncated-text" || *change > 0);
                }
                if !faults.is_empty() {
                    let edits = &fix.edits;
                    failures.push(half.tell(&format!(
                        "a fix of {}: {faults:?} {edits:?}\n{mended}",
                        finding.rule.id
                    )));
                }
            }
            failures
        })
        .collect();
    assert_none(failures.into_iter());
    // A rule that loses its fix is to be noticed.
    assert_eq!(fixed.into_iter().collect::<Vec<_>>(), FIXED);
    let mut known: Vec<&str> = FIXED.iter().chain(FIXED_BESIDE_THE_TEXT).copied().collect();
    let mut declared: Vec<&str> = RULES
        .iter()
        .filter(|rule| rule.has_fix)
        .map(|rule| rule.id)
        .collect();
    known.sort_unstable();
    declared.sort_unstable();
    assert_eq!(declared, known);
}

/// The rules with a fix that no example shows: it takes a text that gives the figure, an exact repeat, or a name to mistake.
const FIXED_BESIDE_THE_TEXT: &[&str] = &[
    "approximate-result",
    "duplicate-field",
    "invalid-suppression",
    "list-numbering",
];

/// The rules that an example shows a fix of.
const FIXED: &[&str] = &[
    "adjustment-mismatch",
    "adjustment-rate-mismatch",
    "adjustment-sign",
    "amount-format",
    "approximation-contradicts",
    "completion-rate-mismatch",
    "currency-unit",
    "duplicate-indicator",
    "invalid-value",
    "merged-indicators",
    "missing-funds",
    "number-conflict",
    "punctuation-style",
    "rate-format",
    "residue",
    "split-row",
    "syntax-error",
    "threshold-as-result",
    "unit-differs-from-narrative",
    "unknown-field",
    "unused-suppression",
    "year-mismatch",
];

#[test]
fn fixes_come_to_an_end() {
    for half in halves() {
        for example in half.outline().examples {
            let (path, text) = half.document(&example).unwrap();
            let source = Source::new(path, text).unwrap();
            let Some(fixed) = fix(&source, &Settings::default(), Applicability::DisplayOnly) else {
                continue;
            };
            let again = fix(&fixed.source, &Settings::default(), Applicability::DisplayOnly);
            assert!(again.is_none(), "{}", half.tell(fixed.source.text()));
            let (before, after) = (
                check(&source, &Settings::default()),
                check(&fixed.source, &Settings::default()),
            );
            let mended: usize = fixed.mended.values().sum();
            assert!(mended > 0 && after.diagnostics.len() < before.diagnostics.len());
        }
    }
}

/// What there is more or less of after a finding was mended, but for the finding itself.
fn other_changes(
    before: &[Diagnostic],
    after: &[Diagnostic],
    gone: &Diagnostic,
) -> BTreeMap<&'static str, i32> {
    let mut changes = BTreeMap::from([(gone.rule.id, 1)]);
    for finding in after {
        *changes.entry(finding.rule.id).or_default() += 1;
    }
    for finding in before {
        *changes.entry(finding.rule.id).or_default() -= 1;
    }
    changes.retain(|_, change| *change != 0);
    changes
}

#[test]
fn the_clean_forms_are_clean() {
    for text in [CLEAN_CHINESE, CLEAN_ENGLISH] {
        let findings = findings_of("clean.eval.json", text).unwrap();
        assert!(serious(&findings).next().is_none(), "{}", list(&findings));
    }
}

fn assert_none(failures: impl Iterator<Item = String>) {
    let failures: Vec<String> = failures.collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n\n"));
}

/// The pages below a folder, as `group/id.md`.
fn collect_pages(folder: &Path, pages: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect_pages(&path, pages)?;
        } else if path.extension().is_some_and(|extension| extension == "md") {
            let group = folder.file_name().unwrap_or_default().to_string_lossy();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            pages.insert(format!("{group}/{name}"));
        }
    }
    Ok(())
}

/// Both halves of every page.
fn halves() -> impl Iterator<Item = Half> {
    RULES
        .iter()
        .flat_map(|rule| LANGUAGES.map(|language| Half { rule, language }))
}

/// A rule's page in one language.
#[derive(Debug, Clone, Copy)]
struct Half {
    rule: &'static Rule,
    language: Language,
}

/// What a half consists of.
#[derive(Debug, Default)]
struct Outline {
    /// The headings with their `#`.
    headings: Vec<String>,
    /// Which of the sections, by heading, have prose in them.
    prose: BTreeSet<usize>,
    examples: Vec<Example>,
    /// A fence is never closed.
    unclosed: bool,
}

/// A fenced block.
#[derive(Debug, Clone, Default)]
struct Example {
    /// What stands behind the fence.
    info: String,
    /// How many headings stand before it.
    section: usize,
    text: String,
}

/// What an example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shows {
    Bad,
    Good,
}

/// What an example is checked as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// A part of the clean form.
    Fragment,
    /// A document of its own, with the name of its file.
    Whole(&'static str),
}

impl Outline {
    fn of(text: &str) -> Self {
        let mut outline = Self::default();
        let mut open: Option<Example> = None;
        for line in text.lines() {
            match (open.take(), line.strip_prefix("```")) {
                (Some(example), Some(_)) => outline.examples.push(example),
                (Some(mut example), None) => {
                    example.text.push_str(line);
                    example.text.push('\n');
                    open = Some(example);
                }
                (None, Some(info)) => open = Some(outline.example(info)),
                (None, None) => outline.read_line(line),
            }
        }
        outline.unclosed = open.is_some();
        outline
    }

    fn example(&self, info: &str) -> Example {
        Example {
            info: info.to_owned(),
            section: self.headings.len(),
            text: String::new(),
        }
    }

    fn read_line(&mut self, line: &str) {
        if line.starts_with('#') {
            self.headings.push(line.to_owned());
        } else if !line.trim().is_empty() {
            self.prose.insert(self.headings.len());
        }
    }
}

impl Example {
    /// What the words behind the fence mean.
    fn kind(&self) -> Result<(Extent, Shows), String> {
        let (extent, shows) = self.info.rsplit_once(' ').unwrap_or_default();
        let extent = match extent {
            "json" => Extent::Fragment,
            "json whole" => Extent::Whole("example.eval.json"),
            "text whole" => Extent::Whole("example.eval.txt"),
            "yaml whole" => Extent::Whole("example.eval.yaml"),
            _ => return Err(format!("unknown fence ```{}", self.info)),
        };
        match shows {
            "bad" => Ok((extent, Shows::Bad)),
            "good" => Ok((extent, Shows::Good)),
            _ => Err(format!("unknown fence ```{}", self.info)),
        }
    }

    fn shows(&self, shows: Shows) -> bool {
        self.kind().is_ok_and(|(_, shown)| shown == shows)
    }

    /// Whether the first key, where there is one, is written in the language.
    fn has_keys_in(&self, language: Language) -> bool {
        let first = self
            .text
            .split('"')
            .nth(1)
            .filter(|_| self.info.starts_with("json"));
        first.is_none_or(|key| key.is_ascii() == (language == Language::English))
    }
}

impl Half {
    fn outline(self) -> Outline {
        Outline::of(self.rule.page_in(self.language))
    }

    fn has_examples(self) -> bool {
        self.rule.id != WITHOUT_EXAMPLES
    }

    /// The headings that the half must have, in their order.
    fn skeleton(self) -> Vec<String> {
        let Rule { id, name, .. } = self.rule;
        let (title, examples, todo) = match self.language {
            Language::Chinese => (
                format!("# {name} `{id}`"),
                ["## 有问题的写法", "## 正确的写法"],
                "## 怎么改",
            ),
            Language::English => (format!("# {id}"), ["## Bad", "## Good"], "## What to do"),
        };
        let examples = examples
            .into_iter()
            .filter(|_| self.has_examples())
            .map(str::to_owned);
        std::iter::once(title)
            .chain(examples)
            .chain(std::iter::once(todo.to_owned()))
            .collect()
    }

    /// Where the half departs from the skeleton.
    fn faults(self) -> Vec<String> {
        let outline = self.outline();
        let mut faults = Vec::new();
        if self.rule.page.lines().filter(|line| *line == "---").count() != 1 {
            faults.push("one line `---` must part the languages".to_owned());
        }
        let skeleton = self.skeleton();
        if outline.headings != skeleton {
            faults.push(format!(
                "the headings are {:?}, not {skeleton:?}",
                outline.headings
            ));
        }
        if outline.unclosed {
            faults.push("a fence is never closed".to_owned());
        }
        if !outline.prose.contains(&1) || !outline.prose.contains(&skeleton.len()) {
            faults.push("the page must begin with what is found, and end with what to do".to_owned());
        }
        faults.extend(self.example_faults(&outline));
        faults
    }

    fn example_faults(self, outline: &Outline) -> Vec<String> {
        let sections = [(Shows::Bad, 2), (Shows::Good, 3)];
        let mut faults: Vec<String> = outline
            .examples
            .iter()
            .filter_map(|example| example.kind().err())
            .collect();
        for (shows, section) in sections {
            let shown = || outline.examples.iter().filter(|example| example.shows(shows));
            if shown().next().is_some() != self.has_examples() {
                faults.push(format!("no {shows:?} example, or one too many"));
            }
            if shown().any(|example| example.section != section) {
                faults.push(format!("a {shows:?} example stands in another section"));
            }
        }
        let foreign = outline
            .examples
            .iter()
            .filter(|example| !example.has_keys_in(self.language));
        faults.extend(foreign.map(|example| format!("keys of the other language:\n{}", example.text)));
        faults
    }

    /// The clean form with keys in the language.
    fn clean_form(self) -> Result<Value, String> {
        let text = match self.language {
            Language::Chinese => CLEAN_CHINESE,
            Language::English => CLEAN_ENGLISH,
        };
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    /// The document that an example is checked as, with the name of its file.
    fn document(self, example: &Example) -> Result<(&'static str, String), String> {
        Ok(match example.kind()?.0 {
            Extent::Whole(path) => (path, example.text.clone()),
            Extent::Fragment => ("example.eval.json", self.merged(&example.text)?),
        })
    }

    /// Checks an example; what it gave where it is not what it shows.
    fn run(self, example: &Example) -> Result<(), String> {
        let (extent, shows) = example.kind()?;
        let findings = match extent {
            Extent::Whole(path) => findings_of(path, &example.text)?,
            Extent::Fragment => self.findings_of_fragment(&self.merged(&example.text)?)?,
        };
        let verdict = if self.fits(&findings, extent, shows) {
            fully_told(&findings)
        } else {
            Err(format!("not as {shows:?} as it says"))
        };
        verdict.map_err(|fault| {
            let found = list(&findings);
            format!(
                "{fault}\n```{}\n{}```\nfindings:\n{found}",
                example.info, example.text
            )
        })
    }

    /// A fragment changes an indicator and not the text about it, so only the rules of consistency are asked whether the two
    /// agree.
    fn findings_of_fragment(self, text: &str) -> Result<Vec<Diagnostic>, String> {
        let mut findings = findings_of("example.eval.json", text)?;
        if self.rule.group != Group::Consistency {
            findings.retain(|finding| finding.rule.group != Group::Consistency);
        }
        Ok(findings)
    }

    /// The clean form with a fragment in it.
    fn merged(self, fragment: &str) -> Result<String, String> {
        let mut form = self.clean_form()?;
        let fragment = serde_json::from_str(fragment).map_err(|error| format!("{error} in\n{fragment}"))?;
        merge(&mut form, fragment);
        Ok(format!("{form:#}\n"))
    }

    fn fits(self, findings: &[Diagnostic], extent: Extent, shows: Shows) -> bool {
        let own = || findings.iter().filter(|finding| finding.rule == self.rule);
        let foreign = serious(findings).any(|finding| finding.rule != self.rule);
        let seriously = self.rule.severity > Severity::Info;
        match (extent, shows) {
            (Extent::Whole(_), Shows::Bad) => own().next().is_some(),
            (Extent::Whole(_), Shows::Good) => own().next().is_none(),
            (Extent::Fragment, Shows::Bad) => {
                !foreign && own().any(|finding| (finding.severity > Severity::Info) == seriously)
            }
            (Extent::Fragment, Shows::Good) => !foreign && own().next().is_none(),
        }
    }

    /// A failure with the place it is about.
    fn tell(self, failure: &str) -> String {
        let Rule { id, group, .. } = self.rule;
        format!("{}/{id}.md ({:?}): {failure}", group.as_str(), self.language)
    }
}

fn merge(form: &mut Value, fragment: Value) {
    match (form, fragment) {
        (Value::Object(members), Value::Object(fragment)) => {
            for (key, value) in fragment {
                merge(members.entry(key).or_insert(Value::Null), value);
            }
        }
        (Value::Array(elements), Value::Array(fragment)) => {
            let missing = fragment.len().saturating_sub(elements.len());
            elements.extend(std::iter::repeat_n(Value::Null, missing));
            elements
                .iter_mut()
                .zip(fragment)
                .for_each(|(element, value)| merge(element, value));
        }
        (form, fragment) => *form = fragment,
    }
}

fn findings_of(path: &str, text: &str) -> Result<Vec<Diagnostic>, String> {
    let source = Source::new(path, text).map_err(|error| error.to_string())?;
    Ok(check(&source, &Settings::default()).diagnostics)
}

/// The findings that must not stand in a form that goes out.
fn serious(findings: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    findings
        .iter()
        .filter(|finding| finding.severity > Severity::Info)
}

/// Whether all that the findings say can be said in both languages.
fn fully_told(findings: &[Diagnostic]) -> Result<(), String> {
    for finding in findings {
        let help = finding.help.as_ref().ok_or("a finding says not what to do")?;
        let related = finding.related.iter().map(|related| &related.message);
        let said_of_fix = |fix: &'_ Fix| -> Vec<Message> {
            std::iter::once(&fix.title).chain(&fix.reason).cloned().collect()
        };
        let fixes: Vec<Message> = finding.fixes.iter().flat_map(said_of_fix).collect();
        if let Some(fix) = finding
            .fixes
            .iter()
            .find(|fix| (fix.applicability == Applicability::Safe) != fix.reason.is_none())
        {
            return Err(format!(
                "a fix that is not safe gives a reason, and no other: {fix:?}"
            ));
        }
        let mut messages = [&finding.message, help].into_iter().chain(related).chain(&fixes);
        if let Some(untold) = messages.find(|message| !is_told(message)) {
            return Err(format!("a message has a gap: {untold:?}"));
        }
    }
    Ok(())
}

fn is_told(message: &Message) -> bool {
    LANGUAGES.iter().all(|language| {
        let rendered = message.render(*language);
        !rendered.trim().is_empty() && !rendered.contains(['{', '}'])
    })
}

/// The findings as a person reads them, both languages of each.
fn list(findings: &[Diagnostic]) -> String {
    let lines = findings.iter().map(|finding| {
        let said = LANGUAGES.map(|language| {
            let help = finding
                .help
                .as_ref()
                .map(|help| help.render(language))
                .unwrap_or_default();
            format!("    {} {help}", finding.message.render(language))
        });
        format!(
            "  {} {} {}\n{}",
            finding.severity,
            finding.rule.id,
            finding.pointer,
            said.join("\n")
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}
