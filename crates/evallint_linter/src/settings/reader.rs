//! From the text of a file of settings to what it says and what is wrong with it.

#[cfg(test)]
mod tests;

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::message::{Language, Message, Template};
use crate::rules::{RULES, rule_named};

use super::file::{FileIgnore, Placed, PointerIgnore, SettingsFile};
use super::key::{Key, KeyKind, SETTINGS_KEYS};
use super::mistake::{self, Mistake, range_of};
use super::options::{OptionKind, RULE_OPTIONS, RuleOption, SignConvention};
use super::path_pattern::{PathPatterns, PatternFault};
use super::percent::{self, PercentFault};
use super::pointer_pattern::{PointerFault, PointerPattern};
use super::selector::{Selector, nearest};
use super::severities::Level;

/// What a text says, and what is wrong with it.
pub(super) fn read(text: &str) -> (SettingsFile, Vec<Mistake>) {
    let mut reader = Reader {
        text,
        file: SettingsFile::default(),
        mistakes: Vec::new(),
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    reader.tell_of_syntax(&errors);
    // What is read of a damaged file may not be what is meant by it.
    if errors.is_empty() {
        reader.read_top(table.get_ref());
    }
    let Reader {
        file, mut mistakes, ..
    } = reader;
    mistakes.sort_by_key(|mistake| mistake.range);
    (file, mistakes)
}

/// A member of a table.
type Member<'m, 'i> = (&'m Spanned<DeString<'i>>, &'m Spanned<DeValue<'i>>);

struct Reader<'t> {
    text: &'t str,
    file: SettingsFile,
    mistakes: Vec<Mistake>,
}

impl Reader<'_> {
    fn tell(&mut self, span: Range<usize>, message: Message, help: Option<Message>) {
        self.mistakes.push(Mistake {
            range: range_of(self.text, span),
            message,
            help,
        });
    }

    /// Tells of the first slip of each line: the others on it mostly follow from that.
    fn tell_of_syntax(&mut self, errors: &[toml::de::Error]) {
        let mut spans: Vec<_> = errors
            .iter()
            .map(|error| (error.span().unwrap_or(0..0), error))
            .collect();
        spans.sort_by_key(|(span, _)| span.start);
        let line = |at: usize| {
            self.text
                .get(..at)
                .map_or(0, |before| before.matches('\n').count())
        };
        spans.dedup_by_key(|(span, _)| line(span.start));
        for (span, error) in spans {
            let detail = error.message();
            let (slip, _) = detail.split_once(", expected").unwrap_or((detail, ""));
            let known = mistake::SLIPS.iter().find(|(said, _)| *said == slip);
            let message = match known {
                Some((_, template)) => Message::new(template),
                None => Message::new(&mistake::SYNTAX).with("detail", detail),
            };
            self.tell(span, message, Some(Message::new(&mistake::MEND_SYNTAX)));
        }
    }

    fn read_top(&mut self, table: &DeTable<'_>) {
        for member @ (key, _) in table {
            if let Some(known) = SETTINGS_KEYS.iter().find(|known| known.name == key.get_ref()) {
                self.read_key(known, member);
            } else {
                let message = Message::new(&mistake::UNKNOWN_KEY).with("key", key.get_ref().as_ref());
                let names = SETTINGS_KEYS.iter().map(|known| known.name).collect();
                let help = meant_or_known(key.get_ref(), names);
                self.tell(key.span(), message, Some(help));
            }
        }
    }

    fn read_key(&mut self, known: &'static Key, member: Member<'_, '_>) {
        let (_, value) = member;
        match known.kind {
            KeyKind::Rules { may_be_empty } => {
                if let Some(rules) = self.read_rules(known.name, value) {
                    if rules.is_empty() && !may_be_empty {
                        self.tell_of_empty(known.name, value);
                    }
                    let placed = Some(self.place(member, rules));
                    match known.name {
                        "select" => self.file.select = placed,
                        _ => self.file.ignore = placed,
                    }
                }
            }
            KeyKind::Paths { may_be_empty } => {
                if let Some(paths) = self.read_paths(known.name, value) {
                    if paths.written().is_empty() && !may_be_empty {
                        self.tell_of_empty(known.name, value);
                    }
                    let placed = Some(self.place(member, paths));
                    match known.name {
                        "include" => self.file.include = placed,
                        _ => self.file.exclude = placed,
                    }
                }
            }
            KeyKind::Choice(choices) => {
                if let Some(choice) = self.read_choice(known.name, value, choices) {
                    self.choose(known.name, member, choice);
                }
            }
            KeyKind::File => {
                let Some(path) = self.read_text(known.name, value, "\"evallint-baseline.json\"") else {
                    return;
                };
                if path.trim().is_empty() {
                    let message = Message::new(&mistake::EMPTY_PATH).with("key", known.name);
                    self.tell(value.span(), message, None);
                    return;
                }
                self.file.baseline = Some(self.place(member, path));
            }
            KeyKind::Severity => self.read_severity(known.name, value),
            KeyKind::Options => self.read_rule_tables(known.name, value),
            KeyKind::PerFile => self.read_per_file(known.name, value),
            KeyKind::PerPointer => self.read_per_pointer(known.name, value),
        }
    }

    fn tell_of_empty(&mut self, key: &'static str, value: &Spanned<DeValue<'_>>) {
        let message = Message::new(&mistake::EMPTY_LIST).with("key", key);
        self.tell(value.span(), message, Some(Message::new(&mistake::FILL_LIST)));
    }

    /// Enters a word that was chosen at the top.
    fn choose(&mut self, key: &str, member: Member<'_, '_>, choice: &str) {
        match key {
            "lang" => {
                let language = match choice {
                    "en" => Language::English,
                    _ => Language::Chinese,
                };
                self.file.lang = Some(self.place(member, language));
            }
            _ => {
                if let Ok(severity) = choice.parse() {
                    self.file.fail_on = Some(self.place(member, severity));
                }
            }
        }
    }

    fn read_severity(&mut self, key: &'static str, value: &Spanned<DeValue<'_>>) {
        let Some(table) = self.read_table(key, value, "[severity]  funds = \"warning\"") else {
            return;
        };
        let words: Vec<_> = Level::ALL.iter().map(|level| level.as_str()).collect();
        for member @ (name, value) in table {
            let selector = self.read_selector(name.get_ref(), name.span());
            let level = self.read_choice(name.get_ref(), value, &words);
            let level = level.and_then(|word| Level::ALL.iter().find(|level| level.as_str() == word));
            if let (Some(selector), Some(level)) = (selector, level) {
                let placed = self.place(member, (selector, *level));
                self.file.severity.push(placed);
            }
        }
        self.file.severity.sort_by_key(|placed| placed.range);
    }

    fn read_rule_tables(&mut self, key: &'static str, value: &Spanned<DeValue<'_>>) {
        let Some(table) = self.read_table(key, value, "[rules.low-task-coverage]  below = \"40%\"") else {
            return;
        };
        for (name, value) in table {
            let Some(rule) = rule_named(name.get_ref()) else {
                let message = Message::new(&mistake::NO_SUCH_RULE).with("key", name.get_ref().as_ref());
                let names = RULES
                    .iter()
                    .flat_map(|rule| [(rule.id, rule.id), (rule.id, rule.name)]);
                let help = meant_or_see_rules(nearest(name.get_ref(), names));
                self.tell(name.span(), message, Some(help));
                continue;
            };
            let Some(table) = self.read_table(rule.id, value, "[rules.low-task-coverage]  below = \"40%\"")
            else {
                continue;
            };
            for member in table {
                self.read_option(rule.id, member);
            }
        }
        self.file.given_options.sort_by_key(|placed| placed.range);
    }

    fn read_option(&mut self, rule: &'static str, member: Member<'_, '_>) {
        let (key, value) = member;
        let of_rule: Vec<_> = RULE_OPTIONS.iter().filter(|option| option.rule == rule).collect();
        let Some(option) = of_rule.iter().find(|option| option.name == key.get_ref()) else {
            let (message, help) = if of_rule.is_empty() {
                let names: Vec<_> = RULE_OPTIONS.iter().map(|option| option.rule).collect();
                (
                    Message::new(&mistake::NO_OPTIONS),
                    Message::new(&mistake::RULES_WITH_OPTIONS).with("names", names),
                )
            } else {
                let names = of_rule.iter().map(|option| option.name).collect();
                (
                    Message::new(&mistake::UNKNOWN_OPTION).with("key", key.get_ref().as_ref()),
                    meant_or_known(key.get_ref(), names),
                )
            };
            self.tell(key.span(), message.with("rule", rule), Some(help));
            return;
        };
        if self.read_option_value(option, value) {
            let placed = self.place(member, *option);
            self.file.given_options.push(placed);
        }
    }

    /// Enters the value of an option; whether it could be.
    fn read_option_value(&mut self, option: &RuleOption, value: &Spanned<DeValue<'_>>) -> bool {
        match option.kind {
            OptionKind::Sign(place) => {
                let words: Vec<_> = SignConvention::ALL.iter().map(|sign| sign.as_str()).collect();
                let word = self.read_choice(option.name, value, &words);
                let sign =
                    word.and_then(|word| SignConvention::ALL.iter().find(|sign| sign.as_str() == word));
                sign.map(|sign| *place(&mut self.file.options) = *sign).is_some()
            }
            OptionKind::Percent { most, place } => match percent::read(value.get_ref(), most) {
                Ok(percent) => {
                    *place(&mut self.file.options) = percent;
                    true
                }
                Err(fault) => {
                    let (message, help) = self.percent_mistake(option.name, value, fault, most);
                    self.tell(value.span(), message, Some(help));
                    false
                }
            },
        }
    }

    fn percent_mistake(
        &self,
        key: &'static str,
        value: &Spanned<DeValue<'_>>,
        fault: PercentFault,
        most: u32,
    ) -> (Message, Message) {
        let written = self.text.get(value.span()).unwrap_or_default();
        let write = Message::new(&mistake::WRITE_PERCENTAGE);
        match fault {
            PercentFault::WrongType | PercentFault::Malformed => {
                (Message::new(&mistake::NOT_A_PERCENTAGE).with("key", key), write)
            }
            PercentFault::Fraction => (
                Message::new(&mistake::FRACTION).with("written", written),
                Message::new(&mistake::WRITE_WHICH).with("written", written),
            ),
            PercentFault::OutOfRange => (
                Message::new(&mistake::OUT_OF_RANGE)
                    .with("key", key)
                    .with("most", most.to_string()),
                write,
            ),
        }
    }

    fn read_per_file(&mut self, key: &'static str, value: &Spanned<DeValue<'_>>) {
        let Some(table) = self.read_table(key, value, "\"旧表/\" = [\"punctuation-style\"]") else {
            return;
        };
        for member @ (pattern, rules) in table {
            let rules = self.read_rules(pattern.get_ref(), rules);
            if pattern.get_ref().starts_with('!') {
                self.tell(
                    pattern.span(),
                    Message::new(&mistake::NEGATED),
                    Some(Message::new(&mistake::NAME_FILES)),
                );
                continue;
            }
            let (paths, faults) = PathPatterns::read(std::iter::once(pattern.get_ref().as_ref()));
            for (_, fault) in &faults {
                self.tell_of_pattern(pattern.get_ref(), pattern.span(), fault);
            }
            if let (Some(rules), []) = (rules, faults.as_slice()) {
                let placed = self.place(
                    member,
                    FileIgnore {
                        pattern: paths,
                        rules,
                    },
                );
                self.file.per_file.push(placed);
            }
        }
        self.file.per_file.sort_by_key(|placed| placed.range);
    }

    fn read_per_pointer(&mut self, key: &'static str, value: &Spanned<DeValue<'_>>) {
        let Some(table) = self.read_table(key, value, "\"/tasks/*/funds\" = [\"amount-format\"]") else {
            return;
        };
        for member @ (written, rules) in table {
            let rules = self.read_rules(written.get_ref(), rules);
            match PointerPattern::read(written.get_ref()) {
                Ok(pattern) => {
                    if let Some(rules) = rules {
                        let placed = self.place(member, PointerIgnore { pattern, rules });
                        self.file.per_pointer.push(placed);
                    }
                }
                Err(fault) => {
                    let (message, help) = pointer_mistake(written.get_ref(), fault);
                    self.tell(written.span(), message, Some(help));
                }
            }
        }
        self.file.per_pointer.sort_by_key(|placed| placed.range);
    }

    fn read_table<'v, 'i>(
        &mut self,
        key: &str,
        value: &'v Spanned<DeValue<'i>>,
        example: &'static str,
    ) -> Option<&'v DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(key, value, &mistake::TABLE, example);
        }
        table
    }

    fn read_rules(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<Vec<Selector>> {
        let example = "[\"funds\", \"placeholder\"]";
        let names = self.read_texts(key, value, example)?;
        let selectors: Vec<_> = names
            .into_iter()
            .filter_map(|(name, span)| self.read_selector(&name, span))
            .collect();
        Some(selectors)
    }

    fn read_selector(&mut self, name: &str, span: Range<usize>) -> Option<Selector> {
        let selector = Selector::named(name);
        if selector.is_none() {
            let message = Message::new(&mistake::UNKNOWN_RULE).with("key", name);
            let help = meant_or_see_rules(Selector::nearest(name).map(Selector::id));
            self.tell(span, message, Some(help));
        }
        selector
    }

    fn read_paths(&mut self, key: &'static str, value: &Spanned<DeValue<'_>>) -> Option<PathPatterns> {
        let patterns = self.read_texts(key, value, "[\"旧表/\", \"**/*.eval.json\"]")?;
        let (paths, faults) = PathPatterns::read(patterns.iter().map(|(pattern, _)| pattern.as_str()));
        for (index, fault) in &faults {
            if let Some((pattern, span)) = patterns.get(*index) {
                self.tell_of_pattern(pattern, span.clone(), fault);
            }
        }
        Some(paths)
    }

    fn tell_of_pattern(&mut self, pattern: &str, span: Range<usize>, fault: &PatternFault) {
        let (message, help) = match fault {
            PatternFault::Blank => (Message::new(&mistake::BLANK_PATTERN), &mistake::FILL_PATTERN),
            PatternFault::Outside => (Message::new(&mistake::OUTSIDE), &mistake::MOVE_SETTINGS),
            PatternFault::Malformed(detail) => (
                Message::new(&mistake::BAD_PATTERN)
                    .with("pattern", pattern)
                    .with("detail", detail.as_str()),
                &mistake::FILL_PATTERN,
            ),
        };
        self.tell(span, message, Some(Message::new(help)));
    }

    /// The texts of a list with their places. What is no text in it is told of and left out.
    fn read_texts(
        &mut self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        example: &'static str,
    ) -> Option<Vec<(String, Range<usize>)>> {
        let Some(elements) = value.get_ref().as_array() else {
            self.wrong_type(key, value, &mistake::LIST, example);
            return None;
        };
        let mut texts = Vec::new();
        for element in elements {
            match element.get_ref() {
                DeValue::String(text) => texts.push((text.clone().into_owned(), element.span())),
                _ => self.wrong_type(key, element, &mistake::LIST, example),
            }
        }
        Some(texts)
    }

    fn read_text(
        &mut self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        example: &'static str,
    ) -> Option<String> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong_type(key, value, &mistake::TEXT, example);
        }
        text.map(str::to_owned)
    }

    fn read_choice(
        &mut self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        choices: &[&'static str],
    ) -> Option<&'static str> {
        let Some(written) = value.get_ref().as_str() else {
            let message = wrong_type(key, value.get_ref(), &mistake::TEXT);
            let help = Message::new(&mistake::CHOICES).with("names", choices.to_vec());
            self.tell(value.span(), message, Some(help));
            return None;
        };
        let choice = choices.iter().copied().find(|choice| *choice == written);
        if choice.is_none() {
            let message = Message::new(&mistake::NOT_A_CHOICE)
                .with("key", key)
                .with("written", written);
            let help = Message::new(&mistake::CHOICES).with("names", choices.to_vec());
            self.tell(value.span(), message, Some(help));
        }
        choice
    }

    fn wrong_type(
        &mut self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        expected: &'static Template,
        example: &'static str,
    ) {
        let message = wrong_type(key, value.get_ref(), expected);
        let help = Message::new(&mistake::LOOKS_LIKE).with("example", example);
        self.tell(value.span(), message, Some(help));
    }

    /// A value with its place, from its key on where both stand on one line.
    fn place<T>(&self, (key, value): Member<'_, '_>, placed: T) -> Placed<T> {
        let span = key.span().start..value.span().end.max(key.span().end);
        Placed {
            value: placed,
            range: range_of(self.text, span),
        }
    }
}

fn wrong_type(key: &str, found: &DeValue<'_>, expected: &'static Template) -> Message {
    let found = match found {
        DeValue::String(_) => &mistake::TEXT,
        DeValue::Integer(_) | DeValue::Float(_) => &mistake::NUMBER,
        DeValue::Boolean(_) => &mistake::TRUTH,
        DeValue::Datetime(_) => &mistake::DATE,
        DeValue::Array(_) => &mistake::OTHER_LIST,
        DeValue::Table(_) => &mistake::TABLE,
    };
    Message::new(&mistake::WRONG_TYPE)
        .with("key", key)
        .with("expected", Message::new(expected))
        .with("found", Message::new(found))
}

/// The key that is meant by one that is unknown, or else all there are.
fn meant_or_known(written: &str, names: Vec<&'static str>) -> Message {
    match nearest(written, names.iter().map(|name| (*name, *name))) {
        Some(near) => Message::new(&mistake::IS_MEANT).with("near", near),
        None => Message::new(&mistake::KNOWN_KEYS).with("names", names),
    }
}

fn meant_or_see_rules(near: Option<&str>) -> Message {
    match near {
        Some(near) => Message::new(&mistake::IS_MEANT).with("near", near),
        None => Message::new(&mistake::SEE_RULES),
    }
}

fn pointer_mistake(written: &str, fault: PointerFault) -> (Message, Message) {
    let looks = Message::new(&mistake::POINTER_LOOKS);
    match fault {
        PointerFault::Malformed => (
            Message::new(&mistake::BAD_POINTER).with("pointer", written),
            looks,
        ),
        PointerFault::Unknown(key, near) => (
            Message::new(&mistake::UNKNOWN_FIELD).with("key", key),
            Message::new(&mistake::IS_MEANT).with("near", near),
        ),
        PointerFault::List(key) => (Message::new(&mistake::IS_LIST).with("key", key), looks),
    }
}
