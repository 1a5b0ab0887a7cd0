//! The baseline: findings that were there when evallint came, and are not told again.
//!
//! A finding is recognized by its file, its rule, its field, the names of the elements of lists that the field is in, and
//! the words it is about; so it survives edits elsewhere, a task that is put before it, and another order of keys. Where
//! an element was renamed, the rest still tells. How often each occurs counts: one more is a new one.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use evallint_linter::Diagnostic;
use evallint_syntax::{Format, Source};
use serde::{Deserialize, Serialize};

use crate::bounded_text;
use crate::failure::Failure;
use crate::replacement::{create, replace};

/// The file name of a baseline that is found by itself.
pub const BASELINE_NAME: &str = "evallint-baseline.json";

/// The version of the file. Another one cannot be followed.
const VERSION: u64 = 1;

/// The largest baseline that is read, in bytes.
const LARGEST_BASELINE: u64 = 256 * 1024 * 1024;

/// Words of more characters than this are told by their two ends.
const LONGEST_WORDS: usize = 64;

/// How many characters of each end.
const END: usize = 28;

/// Findings that are known, each with how often it occurs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    counts: BTreeMap<Fingerprint, usize>,
}

/// What a finding is recognized by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fingerprint {
    /// The file, from the folder of the baseline, with `/` between folders.
    pub path: String,
    /// The field, with `*` for each index.
    pub pointer: String,
    /// The id of the rule.
    pub rule: String,
    /// The names of the elements of lists that the field is in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub within: String,
    /// The words it is about, without spaces.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// A baseline and the file it is of.
#[derive(Debug)]
pub struct LoadedBaseline {
    folder: PathBuf,
    /// The text it was read from; nothing where there is no file yet.
    text: Option<String>,
    /// What it records.
    pub baseline: Baseline,
}

/// What of a file's findings a baseline records.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Recognized {
    /// Of each finding whether it is recorded.
    pub is_known: Vec<bool>,
    /// How many that are recorded were not found.
    pub gone: usize,
}

/// Why a file is no baseline that can be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BaselineFault {
    /// No file.
    Missing,
    /// No baseline at all, but another file.
    Foreign,
    /// One of a version that is not known.
    OtherVersion(u64),
    /// Not well-formed: the line and column, from 1, and what the reader says.
    Malformed(usize, usize, String),
}

/// The file as it is written.
#[derive(Debug, Deserialize)]
struct Document {
    #[serde(rename = "evallint-baseline")]
    _version: u64,
    findings: Vec<Counted>,
}

/// What tells a baseline from other files.
#[derive(Debug, Deserialize)]
struct Head {
    #[serde(rename = "evallint-baseline")]
    version: Option<u64>,
}

/// A finding in the file.
#[derive(Debug, Serialize, Deserialize)]
struct Counted {
    #[serde(flatten)]
    fingerprint: Fingerprint,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    count: usize,
}

fn one() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_one(count: &usize) -> bool {
    *count == 1
}

impl Fingerprint {
    /// That of a finding in a file, whose path is from the folder of the baseline.
    #[must_use]
    pub fn new(path: String, source: &Source, diagnostic: &Diagnostic) -> Self {
        Self {
            path,
            pointer: without_indices(diagnostic.pointer.as_str()),
            rule: diagnostic.rule.id.to_owned(),
            within: shortened(&diagnostic.within),
            text: shortened(&plain_words(source, diagnostic)),
        }
    }
}

impl Baseline {
    /// How many findings are recorded.
    #[must_use]
    pub fn len(&self) -> usize {
        self.counts.values().sum()
    }

    /// How many findings are recorded of one file.
    #[must_use]
    pub fn len_of(&self, path: &str) -> usize {
        self.of_file(path).map(|(_, count)| count).sum()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Records a finding.
    pub fn add(&mut self, fingerprint: Fingerprint) {
        self.add_times(fingerprint, 1);
    }

    fn add_times(&mut self, fingerprint: Fingerprint, count: usize) {
        let known = self.counts.entry(fingerprint).or_default();
        *known = known.saturating_add(count);
    }

    /// Forgets the findings of which something holds.
    pub fn forget(&mut self, holds: impl Fn(&Fingerprint) -> bool) {
        self.counts.retain(|fingerprint, _| !holds(fingerprint));
    }

    /// Which of a file's findings are recorded. First those that agree in everything are taken, then those that agree in
    /// all but the names around them. Of what is recorded and not found only that of rules that ran is gone.
    #[must_use]
    pub fn recognize(&self, path: &str, findings: &[Fingerprint], ran: impl Fn(&str) -> bool) -> Recognized {
        let mut left: BTreeMap<&Fingerprint, usize> = self
            .of_file(path)
            .map(|(fingerprint, count)| (fingerprint, *count))
            .collect();
        let mut is_known: Vec<bool> = findings.iter().map(|finding| take(left.entry(finding))).collect();
        let mut loosely: BTreeMap<_, usize> = BTreeMap::new();
        for (fingerprint, count) in &left {
            *loosely.entry(without_names(fingerprint)).or_default() += count;
        }
        let unknown = findings
            .iter()
            .zip(&mut is_known)
            .filter(|(_, is_known)| !**is_known);
        for (finding, is_known) in unknown {
            *is_known = take(loosely.entry(without_names(finding)));
        }
        let gone = loosely
            .iter()
            .filter(|((_, rule, _), _)| ran(rule))
            .map(|(_, count)| count)
            .sum();
        Recognized { is_known, gone }
    }

    /// What is recorded of one file.
    fn of_file<'b>(&'b self, path: &'b str) -> impl Iterator<Item = (&'b Fingerprint, &'b usize)> {
        let first = Fingerprint {
            path: path.to_owned(),
            pointer: String::new(),
            rule: String::new(),
            within: String::new(),
            text: String::new(),
        };
        self.counts
            .range(first..)
            .take_while(move |(fingerprint, _)| fingerprint.path == path)
    }

    /// The files that something is recorded of.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        let mut last = None;
        self.counts
            .keys()
            .map(|fingerprint| fingerprint.path.as_str())
            .filter(move |path| last.replace(*path) != Some(*path))
    }

    /// The text of the file: sorted, a finding on a line.
    #[must_use]
    pub fn render(&self) -> String {
        let lines: Vec<String> = self
            .counts
            .iter()
            .map(|(fingerprint, count)| {
                let counted = Counted {
                    fingerprint: fingerprint.clone(),
                    count: *count,
                };
                // Texts and numbers can always be written.
                format!("    {}", serde_json::to_string(&counted).unwrap_or_default())
            })
            .collect();
        let findings = if lines.is_empty() {
            "[]".to_owned()
        } else {
            format!("[\n{}\n  ]", lines.join(",\n"))
        };
        format!("{{\n  \"evallint-baseline\": {VERSION},\n  \"findings\": {findings}\n}}\n")
    }

    fn parse(text: &str) -> Result<Self, BaselineFault> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let malformed = |error: serde_json::Error| {
            BaselineFault::Malformed(error.line(), error.column(), error.to_string())
        };
        // A list would be read as the members of an object in their order.
        if text.trim_start().starts_with('[') {
            return Err(BaselineFault::Foreign);
        }
        match serde_json::from_str(text) {
            Ok(Head {
                version: Some(VERSION),
            }) => {}
            Ok(Head { version: Some(other) }) => return Err(BaselineFault::OtherVersion(other)),
            Ok(Head { version: None }) => return Err(BaselineFault::Foreign),
            Err(error) if error.is_data() => return Err(BaselineFault::Foreign),
            Err(error) => return Err(malformed(error)),
        }
        let document: Document = serde_json::from_str(text).map_err(malformed)?;
        let mut baseline = Self::default();
        for Counted { fingerprint, count } in document.findings {
            baseline.add_times(fingerprint, count);
        }
        Ok(baseline)
    }
}

impl LoadedBaseline {
    /// Reads a baseline at a path from the root, under the path by which people know it.
    ///
    /// # Errors
    /// Fails where there is no file, or none that can be read and followed.
    pub fn read(path: &Path, shown: &Path) -> Result<Self, Failure> {
        let unread = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => Failure::no_baseline(shown, BaselineFault::Missing),
            _ => Failure::unread(shown, &error),
        };
        let text = bounded_text::read(path, shown, LARGEST_BASELINE, unread)?;
        let baseline = Baseline::parse(&text).map_err(|fault| Failure::no_baseline(shown, fault))?;
        Ok(Self {
            baseline,
            text: Some(text),
            ..Self::empty(path)
        })
    }

    /// A baseline that records nothing, for a path from the root.
    #[must_use]
    pub fn empty(path: &Path) -> Self {
        Self {
            folder: path.parent().unwrap_or(path).to_owned(),
            text: None,
            baseline: Baseline::default(),
        }
    }

    /// The path of a file, from the root, as the baseline has it.
    #[must_use]
    pub fn path_of(&self, absolute: &Path) -> String {
        let relative = pathdiff::diff_paths(absolute, &self.folder);
        let relative = relative.as_deref().unwrap_or(absolute);
        let segments: Vec<_> = relative
            .components()
            .map(|component| component.as_os_str().to_string_lossy())
            .collect();
        segments.join("/")
    }

    /// Whether the file that something is recorded of is still there.
    #[must_use]
    pub fn is_there(&self, path: &str) -> bool {
        fs::symlink_metadata(self.folder.join(path)).is_ok()
    }

    /// Writes the baseline to its path from the root, over what was read from there: wholly, or not at all.
    ///
    /// # Errors
    /// Fails where the file cannot be written, or was changed meanwhile. What was there is then as it was.
    pub fn write(&self, path: &Path, shown: &Path) -> Result<(), Failure> {
        let text = self.baseline.render();
        match &self.text {
            Some(read) => replace(path, read.as_bytes(), text.as_bytes()),
            None => create(path, text.as_bytes()),
        }
        .map_err(|error| Failure::not_replaced(shown, &error))
    }
}

/// Takes one out of a count; whether there was one.
fn take<K: Ord>(entry: Entry<'_, K, usize>) -> bool {
    match entry {
        Entry::Occupied(mut count) if *count.get() > 0 => {
            *count.get_mut() -= 1;
            true
        }
        _ => false,
    }
}

/// What of a fingerprint stays where an element around it is renamed.
fn without_names(fingerprint: &Fingerprint) -> (&str, &str, &str) {
    (&fingerprint.pointer, &fingerprint.rule, &fingerprint.text)
}

/// A pointer with `*` for each index: what is put before an element must not make it another.
fn without_indices(pointer: &str) -> String {
    let is_index = |segment: &str| !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit());
    let segments: Vec<_> = pointer
        .split('/')
        .map(|segment| if is_index(segment) { "*" } else { segment })
        .collect();
    segments.join("/")
}

/// The words that a finding is about, however they are escaped and spaced.
fn plain_words(source: &Source, diagnostic: &Diagnostic) -> String {
    let written = source.slice(diagnostic.range);
    if source.format() == Format::Json
        && written.contains('\\')
        && let Ok(words) = serde_json::from_str(&format!("\"{}\"", written.trim_matches('"')))
    {
        return words;
    }
    written.to_owned()
}

/// The words without spaces; of many only the two ends.
fn shortened(words: &str) -> String {
    let characters: Vec<char> = words
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect();
    if characters.len() <= LONGEST_WORDS {
        return characters.into_iter().collect();
    }
    let start = characters.iter().take(END);
    let end = characters.iter().skip(characters.len() - END);
    start.chain(std::iter::once(&'…')).chain(end).collect()
}

impl BaselineFault {
    pub(crate) fn chinese(&self) -> String {
        match self {
            Self::Missing => "没有这个基线文件；可用 --write-baseline 生成".to_owned(),
            Self::Foreign => "不是 evallint 的基线文件，未使用，也未改写".to_owned(),
            Self::OtherVersion(version) => {
                format!("是第 {version} 版的基线文件，本版本只认第 {VERSION} 版；请升级 evallint")
            }
            Self::Malformed(line, column, detail) => format!(
                "基线文件第 {line} 行第 {column} 列写坏了（{detail}）；请从版本库恢复，或删去后用 --write-baseline 重新生成"
            ),
        }
    }

    pub(crate) fn english(&self) -> String {
        match self {
            Self::Missing => "there is no such baseline; --write-baseline writes one".to_owned(),
            Self::Foreign => "not a baseline of evallint; it was neither used nor written over".to_owned(),
            Self::OtherVersion(version) => format!(
                "a baseline of version {version}, and only version {VERSION} is known here; update evallint"
            ),
            Self::Malformed(line, column, detail) => format!(
                "a baseline that is broken in line {line}, column {column} ({detail}); take it from version control, or remove it and write it again with --write-baseline"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fingerprint(within: &str, text: &str) -> Fingerprint {
        Fingerprint {
            path: "a.json".to_owned(),
            pointer: "/tasks/*/funds".to_owned(),
            rule: "amount-format".to_owned(),
            within: within.to_owned(),
            text: text.to_owned(),
        }
    }

    fn baseline(fingerprints: &[Fingerprint]) -> Baseline {
        let mut baseline = Baseline::default();
        for fingerprint in fingerprints {
            baseline.add(fingerprint.clone());
        }
        baseline
    }

    #[test]
    fn those_that_agree_in_everything_are_taken_first() {
        let baseline = baseline(&[
            fingerprint("甲", "5"),
            fingerprint("乙", "5"),
            fingerprint("丙", "7"),
        ]);
        let found = [
            fingerprint("新", "5"),
            fingerprint("甲", "5"),
            fingerprint("乙", "5"),
        ];
        let recognized = baseline.recognize("a.json", &found, |_| true);
        assert_eq!(recognized.is_known, [false, true, true]);
        assert_eq!(recognized.gone, 1);
        let renamed = [fingerprint("新", "5"), fingerprint("甲", "5")];
        let recognized = baseline.recognize("a.json", &renamed, |_| false);
        assert_eq!(recognized.is_known, [true, true]);
        assert_eq!(recognized.gone, 0);
        assert_eq!(
            baseline.recognize("b.json", &renamed, |_| true).is_known,
            [false, false]
        );
    }

    #[test]
    fn what_is_written_is_read() {
        let written = baseline(&[
            fingerprint("甲", "5\u{1B}\"\n"),
            fingerprint("", ""),
            fingerprint("", ""),
        ]);
        let text = written.render();
        assert_eq!(text.lines().count(), 7);
        assert!(text.contains(r#""rule":"amount-format","count":2}"#), "{text}");
        assert_eq!(Baseline::parse(&text), Ok(written.clone()));
        assert_eq!(
            Baseline::parse(&format!("\u{FEFF}{}", text.replace('\n', "\r\n"))),
            Ok(written)
        );
        let empty = Baseline::default();
        assert_eq!(Baseline::parse(&empty.render()), Ok(empty));
    }

    #[test]
    fn words_are_the_same_however_they_are_laid_out() {
        assert_eq!(shortened(" 5 \t个\r\n"), "5个");
        let long = "预".repeat(40) + "算" + &"完".repeat(40);
        let other = "预".repeat(40) + "变" + &"完".repeat(40);
        assert_eq!(shortened(&long), shortened(&other));
        assert_eq!(shortened(&long).chars().count(), 2 * END + 1);
        assert_eq!(
            without_indices("/tasks/3/indicators/0/result"),
            "/tasks/*/indicators/*/result"
        );
    }

    #[test]
    fn paths_begin_at_the_folder_of_the_baseline() {
        let baseline = LoadedBaseline::empty(Path::new("/项目/基线/b.json"));
        assert_eq!(baseline.path_of(Path::new("/项目/表/a.json")), "../表/a.json");
        assert_eq!(baseline.path_of(Path::new("/项目/基线/表/a.json")), "表/a.json");
    }
}
