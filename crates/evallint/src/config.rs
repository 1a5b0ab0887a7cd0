//! `evallint config`: which settings are in force for a file or folder, and where each comes from.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use evallint_linter::{
    Language, Level, RULE_OPTIONS, RULES, Rule, RuleOptions, SETTINGS_KEYS, Selector, SettingsFile,
};
use evallint_syntax::{ByteRange, Source};
use evallint_workspace::{FORM_PATTERNS, FoundSettings};
use serde::Serialize;
use serde_json::{Value, json};

use crate::arguments::{ConfigCommand, ConfigFormat};
use crate::exit::Exit;
use crate::language::{self, LanguageArgument};
use crate::output::visible_text::sanitize;
use crate::settings::{Chosen, USUAL_FAIL_ON};
use crate::terminal;

pub(crate) fn run(
    command: &ConfigCommand,
    chosen: &Chosen<'_>,
    asked: Option<LanguageArgument>,
    language: Language,
) -> Exit {
    let path = command.path.as_deref().unwrap_or(Path::new("."));
    if let Err(error) = std::fs::metadata(path) {
        let failure = evallint_workspace::Failure::unread(path, &error);
        terminal::complain(&failure.render(language));
        return Exit::Failure;
    }
    // What is in force in a folder is what is in force for a file in it.
    let file = if path.is_dir() {
        path.join("_")
    } else {
        path.to_owned()
    };
    let found = chosen.workspace.settings_of(&file);
    if !chosen.are_sound(language) {
        return Exit::Failure;
    }
    let shown = Shown {
        chosen: *chosen,
        asked,
        file,
        found: found.as_deref(),
    };
    let in_force = shown.in_force(path, path.is_dir());
    terminal::print(|out| match command.output_format {
        ConfigFormat::Toml => write_toml(out, &in_force, language),
        ConfigFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &in_force)?;
            writeln!(out)
        }
    })
}

/// All that is in force for a path.
#[derive(Debug, Serialize)]
struct InForce {
    path: String,
    /// The file of settings.
    settings: Option<String>,
    values: Vec<Entry>,
    /// Each rule, and what is made of its findings here.
    rules: Vec<RuleState>,
}

/// A value and where it comes from.
#[derive(Debug, Serialize)]
struct Entry {
    /// The table it stands in, from the top.
    table: Vec<String>,
    key: String,
    /// Nothing where it is not set.
    value: Value,
    from: Origin,
}

/// Where a value comes from.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Origin {
    /// A line, from 1, of a file of settings.
    File { path: String, line: u32 },
    /// A flag on the command line.
    Flag { name: &'static str },
    /// What was found beside or above the file.
    Discovery,
    /// The locale.
    Locale,
    /// Nothing: it is what is usual.
    Default,
}

#[derive(Debug, Serialize)]
struct RuleState {
    rule: &'static str,
    level: &'static str,
}

/// What is asked about.
struct Shown<'a> {
    chosen: Chosen<'a>,
    asked: Option<LanguageArgument>,
    file: PathBuf,
    found: Option<&'a FoundSettings>,
}

impl Shown<'_> {
    fn in_force(&self, path: &Path, is_folder: bool) -> InForce {
        let nothing = SettingsFile::default();
        let file = self.found.map_or(&nothing, |found| &found.file);
        let mut values: Vec<Entry> = SETTINGS_KEYS
            .iter()
            .filter_map(|key| self.at_top(key.name, file))
            .collect();
        values.extend(self.severities(file));
        values.extend(self.options(file));
        values.extend(self.ignores(file, is_folder));
        let settings = self.chosen.settings_for(&self.file);
        let level = |rule: &'static Rule| match (settings.includes(rule), settings.severities.level(rule)) {
            (false, _) => Level::Off,
            (true, chosen) => chosen.unwrap_or(Level::Severity(rule.severity)),
        };
        InForce {
            path: path.to_string_lossy().into_owned(),
            settings: self.found.map(|found| found.source.path().to_owned()),
            values,
            rules: RULES
                .iter()
                .map(|rule| RuleState {
                    rule: rule.id,
                    level: level(rule).as_str(),
                })
                .collect(),
        }
    }

    /// The value of a key that is no table.
    fn at_top(&self, key: &'static str, file: &SettingsFile) -> Option<Entry> {
        let flags = self.chosen.flags;
        let (value, from) = match key {
            "lang" => self.lang(file),
            "select" if !flags.select.is_empty() => (json!(flags.select), Origin::Flag { name: "--select" }),
            "select" => self.given(file.select.as_ref().map(|list| (ids(&list.value), list.range))),
            "ignore" => self.ignored(file),
            "include" => match &file.include {
                Some(include) => self.given(Some((json!(include.value.written()), include.range))),
                None => (json!(FORM_PATTERNS), Origin::Default),
            },
            "exclude" => match &file.exclude {
                Some(exclude) => self.given(Some((json!(exclude.value.written()), exclude.range))),
                None => (json!([]), Origin::Default),
            },
            "fail-on" => match (flags.fail_on, &file.fail_on) {
                (Some(level), _) => (json!(level.as_str()), Origin::Flag { name: "--fail-on" }),
                (None, Some(level)) => self.given(Some((json!(level.value.as_str()), level.range))),
                (None, None) => (json!(USUAL_FAIL_ON.as_str()), Origin::Default),
            },
            "baseline" => self.baseline(file),
            _ => return None,
        };
        Some(Entry {
            table: Vec::new(),
            key: key.to_owned(),
            value,
            from,
        })
    }

    fn lang(&self, file: &SettingsFile) -> (Value, Origin) {
        let word = |language| match language {
            Language::Chinese => "zh",
            Language::English => "en",
        };
        match (self.asked, &file.lang) {
            (Some(asked), _) => (
                json!(word(language::choose(Some(asked), None))),
                Origin::Flag { name: "--lang" },
            ),
            (None, Some(lang)) => self.given(Some((json!(word(lang.value)), lang.range))),
            (None, None) => (json!(word(language::of_environment())), Origin::Locale),
        }
    }

    /// What is ignored: what the file says, unless `--select` begins anew, and what the flag adds.
    fn ignored(&self, file: &SettingsFile) -> (Value, Origin) {
        let flags = self.chosen.flags;
        let of_file = file.ignore.as_ref().filter(|_| flags.select.is_empty());
        if flags.ignore.is_empty() {
            return match of_file {
                Some(list) => self.given(Some((ids(&list.value), list.range))),
                None => (json!([]), Origin::Default),
            };
        }
        let mut all: Vec<&str> = of_file
            .into_iter()
            .flat_map(|list| list.value.iter().map(|selector| selector.id()))
            .collect();
        all.extend(flags.ignore.iter().map(String::as_str));
        (json!(all), Origin::Flag { name: "--ignore" })
    }

    fn baseline(&self, file: &SettingsFile) -> (Value, Origin) {
        let flags = self.chosen.flags;
        let path = self.chosen.baseline_of(&self.file).map(|path| {
            let shown = self.chosen.workspace.shown(&path);
            json!(shown.to_string_lossy())
        });
        match (path, &file.baseline) {
            (None, _) if flags.no_baseline => (
                Value::Null,
                Origin::Flag {
                    name: "--no-baseline",
                },
            ),
            (None, _) => (Value::Null, Origin::Default),
            (Some(path), _) if flags.baseline.is_some() => (path, Origin::Flag { name: "--baseline" }),
            (Some(path), Some(named)) => self.given(Some((path, named.range))),
            (Some(path), None) => (path, Origin::Discovery),
        }
    }

    fn severities(&self, file: &SettingsFile) -> Vec<Entry> {
        let counts = |level: Level| self.chosen.flags.select.is_empty() || level != Level::Off;
        file.severity
            .iter()
            .filter(|placed| counts(placed.value.1))
            .map(|placed| {
                let (selector, level) = placed.value;
                self.entry(&["severity"], selector.id(), json!(level.as_str()), placed.range)
            })
            .collect()
    }

    fn options(&self, file: &SettingsFile) -> Vec<Entry> {
        RULE_OPTIONS
            .iter()
            .map(|option| {
                let given = file
                    .given_options
                    .iter()
                    .find(|given| std::ptr::eq(given.value, option));
                let table = ["rules", option.rule];
                match given {
                    Some(given) => self.entry(
                        &table,
                        option.name,
                        json!(option.written(file.options)),
                        given.range,
                    ),
                    None => Entry {
                        table: table.map(str::to_owned).to_vec(),
                        key: option.name.to_owned(),
                        value: json!(option.written(RuleOptions::default())),
                        from: Origin::Default,
                    },
                }
            })
            .collect()
    }

    /// What is ignored by file and by field: for a file what is about it, for a folder all of it.
    fn ignores(&self, file: &SettingsFile, is_folder: bool) -> Vec<Entry> {
        let relative = self
            .found
            .map(|found| found.relative(&self.chosen.workspace.absolute(&self.file)));
        let is_about = |ignore: &evallint_linter::FileIgnore| {
            is_folder
                || relative
                    .as_ref()
                    .is_some_and(|path| ignore.pattern.cover(path, false))
        };
        let per_file = file
            .per_file
            .iter()
            .filter(|placed| is_about(&placed.value))
            .map(|placed| {
                let written = placed.value.pattern.written().concat();
                self.entry(
                    &["per-file-ignores"],
                    &written,
                    ids(&placed.value.rules),
                    placed.range,
                )
            });
        let per_pointer = file.per_pointer.iter().map(|placed| {
            let written = placed.value.pattern.written();
            self.entry(
                &["per-pointer-ignores"],
                written,
                ids(&placed.value.rules),
                placed.range,
            )
        });
        per_file.chain(per_pointer).collect()
    }

    fn entry(&self, table: &[&str], key: &str, value: Value, range: ByteRange) -> Entry {
        let (value, from) = self.given(Some((value, range)));
        Entry {
            table: table.iter().map(|&name| name.to_owned()).collect(),
            key: key.to_owned(),
            value,
            from,
        }
    }

    /// A value out of the file of settings, or none.
    fn given(&self, value: Option<(Value, ByteRange)>) -> (Value, Origin) {
        match (value, self.found) {
            (Some((value, range)), Some(found)) => (value, origin(&found.source, range)),
            (Some((value, _)), None) => (value, Origin::Default),
            (None, _) => (Value::Null, Origin::Default),
        }
    }
}

fn origin(source: &Source, range: ByteRange) -> Origin {
    Origin::File {
        path: source.path().to_owned(),
        line: source.place(range).start.line,
    }
}

fn ids(selectors: &[Selector]) -> Value {
    let ids: Vec<_> = selectors.iter().map(|selector| selector.id()).collect();
    json!(ids)
}

/// Writes what is in force as settings would say it, with where it comes from in comments.
fn write_toml(out: &mut dyn Write, in_force: &InForce, language: Language) -> io::Result<()> {
    let settings = match (&in_force.settings, language) {
        (Some(path), Language::Chinese) => format!("设置文件 {path}"),
        (Some(path), Language::English) => format!("settings {path}"),
        (None, Language::Chinese) => "没有设置文件".to_owned(),
        (None, Language::English) => "no file of settings".to_owned(),
    };
    writeln!(out, "# {}: {}", sanitize(&in_force.path), sanitize(&settings))?;
    let mut table: &[String] = &[];
    for entry in &in_force.values {
        if entry.table != table {
            table = &entry.table;
            writeln!(out, "\n[{}]", table.join("."))?;
        }
        let from = entry.from.render(language);
        // A text or a list of texts is written in TOML as in JSON, and so is a key that needs quotes.
        let key = if entry
            .key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        {
            entry.key.clone()
        } else {
            json!(entry.key).to_string()
        };
        let line = match &entry.value {
            Value::Null => format!("# {key} ="),
            value => format!("{key} = {value}"),
        };
        writeln!(out, "{}  # {}", sanitize(&line), sanitize(&from))?;
    }
    let off: Vec<_> = in_force
        .rules
        .iter()
        .filter(|state| state.level == Level::Off.as_str())
        .map(|state| state.rule)
        .collect();
    if off.is_empty() {
        return Ok(());
    }
    match language {
        Language::Chinese => writeln!(out, "\n# 这里不用的规则：{}", off.join("、")),
        Language::English => writeln!(out, "\n# Rules that do not run here: {}", off.join(", ")),
    }
}

impl Origin {
    fn render(&self, language: Language) -> String {
        match (self, language) {
            (Self::File { path, line }, _) => format!("{path}:{line}"),
            (Self::Flag { name }, _) => (*name).to_owned(),
            (Self::Discovery, Language::Chinese) => "自动找到".to_owned(),
            (Self::Discovery, Language::English) => "found".to_owned(),
            (Self::Locale, Language::Chinese) => "系统区域".to_owned(),
            (Self::Locale, Language::English) => "locale".to_owned(),
            (Self::Default, Language::Chinese) => "默认".to_owned(),
            (Self::Default, Language::English) => "default".to_owned(),
        }
    }
}
