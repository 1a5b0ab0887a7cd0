//! The baselines of a run: read before checking, applied to each report, and written where that is asked for.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use evallint_linter::{Language, Report, Settings};
use evallint_syntax::Source;
use evallint_workspace::{Failure, LoadedBaseline, Omission, fingerprints, ran};

use crate::output::summary::InBaseline;
use crate::settings::Chosen;

/// The baselines of the files that are checked.
#[derive(Debug)]
pub(crate) struct Baselines<'a> {
    chosen: Chosen<'a>,
    /// By their paths from the root.
    loaded: HashMap<PathBuf, LoadedBaseline>,
}

impl<'a> Baselines<'a> {
    /// Reads the baseline of each file.
    pub(crate) fn read(chosen: Chosen<'a>, files: &[&Path]) -> Result<Self, Vec<Failure>> {
        let paths: HashSet<PathBuf> = files.iter().filter_map(|file| chosen.baseline_of(file)).collect();
        let (mut loaded, mut failures) = (HashMap::new(), Vec::new());
        for path in paths {
            match LoadedBaseline::read(&path, &chosen.workspace.shown(&path)) {
                Ok(baseline) => {
                    loaded.insert(path, baseline);
                }
                Err(failure) => failures.push(failure),
            }
        }
        if failures.is_empty() {
            Ok(Self { chosen, loaded })
        } else {
            failures.sort_by(|left, right| left.path().cmp(right.path()));
            Err(failures)
        }
    }

    /// No baselines.
    pub(crate) fn none(chosen: Chosen<'a>) -> Self {
        Self {
            chosen,
            loaded: HashMap::new(),
        }
    }

    /// Takes the recorded findings out of the report on a file.
    pub(crate) fn leave_out(
        &self,
        file: &Path,
        source: &Source,
        report: &mut Report,
        settings: &Settings,
    ) -> InBaseline {
        let Some(loaded) = self.of(file) else {
            return InBaseline::default();
        };
        let absolute = self.chosen.workspace.absolute(file);
        let Omission { left_out, gone } = loaded.leave_out(&absolute, source, report, settings);
        InBaseline { left_out, gone }
    }

    /// How much is recorded of files that are no longer there.
    pub(crate) fn gone_with_their_files(&self) -> usize {
        let of_one = |loaded: &LoadedBaseline| -> usize {
            let files = loaded.baseline.files().filter(|path| !loaded.is_there(path));
            files.map(|path| loaded.baseline.len_of(path)).sum()
        };
        self.loaded.values().map(of_one).sum()
    }

    fn of(&self, file: &Path) -> Option<&LoadedBaseline> {
        self.loaded.get(&self.chosen.baseline_of(file)?)
    }
}

/// A file and what was found in it.
pub(crate) struct Judged<'r> {
    /// The file.
    pub file: &'r Path,
    /// Its text, where anything was found.
    pub source: Option<&'r Source>,
    /// What was found.
    pub report: &'r Report,
}

/// Records what was found in the baseline of each file, or in the one that is named. What is recorded of other files
/// that are still there, and of rules that did not run, stays. Gives what to say of each baseline.
pub(crate) fn write(
    chosen: Chosen<'_>,
    named: Option<&Path>,
    judged: &[Judged<'_>],
    language: Language,
) -> Result<Vec<String>, Failure> {
    let mut of_baseline: BTreeMap<PathBuf, Vec<&Judged<'_>>> = BTreeMap::new();
    for judged in judged {
        of_baseline
            .entry(target(chosen, named, judged.file))
            .or_default()
            .push(judged);
    }
    let mut told = Vec::new();
    for (path, judged) in of_baseline {
        let shown = chosen.workspace.shown(&path);
        let mut loaded = if std::fs::symlink_metadata(&path).is_ok() {
            LoadedBaseline::read(&path, &shown)?
        } else {
            LoadedBaseline::empty(&path)
        };
        let before = loaded.baseline.len();
        record(chosen, &mut loaded, &judged);
        loaded.write(&path, &shown)?;
        told.push(tell(&shown, loaded.baseline.len(), before, language));
    }
    Ok(told)
}

fn target(chosen: Chosen<'_>, named: Option<&Path>, file: &Path) -> PathBuf {
    match named {
        Some(named) => chosen.workspace.absolute(named),
        None => chosen
            .baseline_of(file)
            .unwrap_or_else(|| chosen.workspace.new_baseline_for(file)),
    }
}

fn record(chosen: Chosen<'_>, loaded: &mut LoadedBaseline, judged: &[&Judged<'_>]) {
    let mut checked = HashMap::new();
    let mut found = Vec::new();
    for judged in judged {
        let path = loaded.path_of(&chosen.workspace.absolute(judged.file));
        if let Some(source) = judged.source {
            found.extend(fingerprints(&path, source, judged.report));
        }
        checked.insert(path, chosen.settings_for(judged.file));
    }
    let absent: HashSet<String> = loaded
        .baseline
        .files()
        .filter(|path| !loaded.is_there(path))
        .map(str::to_owned)
        .collect();
    loaded.baseline.forget(|fingerprint| {
        let settings = checked.get(&fingerprint.path);
        absent.contains(&fingerprint.path)
            || settings.is_some_and(|settings| ran(&fingerprint.rule, settings))
    });
    for fingerprint in found {
        loaded.baseline.add(fingerprint);
    }
}

fn tell(path: &Path, count: usize, before: usize, language: Language) -> String {
    let path = path.display();
    match language {
        Language::Chinese => {
            format!("{path}: 基线已写好，记录 {count} 条问题（原为 {before} 条），以后只报告新的问题")
        }
        Language::English => {
            let findings = if count == 1 { "finding" } else { "findings" };
            format!(
                "{path}: recorded {count} {findings} ({before} before); from now on only new ones are told"
            )
        }
    }
}
