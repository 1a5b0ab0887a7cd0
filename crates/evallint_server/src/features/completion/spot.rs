//! Where in a document of keys and values the cursor stands.
//!
//! A mark is put at the cursor, the text is read as any other, however damaged it is, and it is looked where the mark came to
//! stand. So what is offered at a place is what would be read from there.

use evallint_linter::{Item, Linter, Meaning};
use evallint_schema::{Field, Form, Kind, Role, fold_width};
use evallint_syntax::{ByteRange, Format, Source, Value};

/// Where the cursor stands.
#[derive(Debug)]
pub(super) struct Spot {
    /// The word that the cursor is in, with the quotes around it.
    pub(super) word: ByteRange,
    pub(super) kind: SpotKind,
    /// Whether it stands between brackets in YAML.
    pub(super) is_flow: bool,
}

#[derive(Debug)]
pub(super) enum SpotKind {
    /// A key stands or may stand here.
    Key(KeySpot),
    /// A value of the field stands or may stand here.
    Value(ValueSpot),
    /// An element of the list may begin here.
    Element(&'static Field),
    /// The value of `$schema` stands or may stand here.
    Schema,
}

#[derive(Debug)]
pub(super) struct KeySpot {
    /// The fields that the form has here.
    pub(super) fields: &'static [Field],
    /// Those that are given.
    pub(super) present: Vec<&'static Field>,
    /// What else matters where they are fields of the document itself.
    pub(super) root: Option<RootSpot>,
    /// The list, where it is an element without any members.
    pub(super) empty_element_of: Option<&'static Field>,
    /// Whether a colon follows already.
    pub(super) has_value: bool,
}

/// What else than fields is given in a document.
#[derive(Debug)]
pub(super) struct RootSpot {
    /// Whether nothing but keys that the form does not have are given.
    pub(super) is_foreign: bool,
    /// Whether `$schema` is given.
    pub(super) has_schema: bool,
}

#[derive(Debug)]
pub(super) struct ValueSpot {
    pub(super) field: &'static Field,
    /// The name of the indicator that it is a value of.
    pub(super) indicator: Option<String>,
    /// The number that ends at the cursor, or whose unit does.
    pub(super) figure: Option<FigureAtCursor>,
    /// Whether the cursor stands within the quotes of a text.
    pub(super) is_quoted: bool,
}

/// A number right before the cursor.
#[derive(Debug)]
pub(super) struct FigureAtCursor {
    /// The bytes of a unit that stands between the number and the cursor.
    pub(super) unit_before: u32,
}

impl Spot {
    pub(super) fn find(source: &Source, at: u32) -> Option<Self> {
        let mark = unused_character(source.text())?;
        match source.format() {
            Format::Json => in_json(source, at, mark),
            Format::Yaml => in_yaml(source, at, mark),
            Format::Table => None,
        }
    }
}

/// A character that does not stand in the text, of those that nobody uses.
pub(super) fn unused_character(text: &str) -> Option<char> {
    ('\u{E000}'..='\u{F8FF}').find(|character| !text.contains(*character))
}

/// The text with a part of it replaced.
pub(super) fn replaced(source: &Source, part: ByteRange, with: &str) -> Option<Source> {
    let text = source.text();
    let before = text.get(..part.start as usize)?;
    let after = text.get(part.end as usize..)?;
    source.with_text([before, with, after].concat()).ok()
}

/// The line that an offset stands in: where it begins, and its text without the line break.
pub(super) fn line_at(text: &str, at: u32) -> Option<(u32, &str)> {
    let at = at as usize;
    let before = text.get(..at)?;
    let start = before.rfind(['\n', '\r']).map_or(0, |place| place + 1);
    let start = start + text.get(start..)?.len() - text.get(start..)?.trim_start_matches('\u{FEFF}').len();
    let start = start.min(at);
    let end = text
        .get(at..)?
        .find(['\n', '\r'])
        .map_or(text.len(), |place| at + place);
    Some((u32::try_from(start).ok()?, text.get(start..end)?))
}

fn in_json(source: &Source, at: u32, mark: char) -> Option<Spot> {
    let token = JsonToken::at(source.text(), at)?;
    let text = source.text();
    let written = |from: u32, to: u32| text.get(from as usize..to as usize);
    let (before, after) = (written(token.content.start, at)?, written(at, token.content.end)?);
    let previous = text
        .get(..token.word.start as usize)?
        .trim_end()
        .chars()
        .next_back();
    let next = text.get(token.word.end as usize..)?.trim_start().chars().next();
    let has_colon = matches!(next, Some(':' | '：'));
    let is_value = matches!(previous, Some(':' | '：'));
    let rest = if is_value || has_colon { "" } else { ": 0," };
    let marked = replaced(source, token.word, &format!("\"{before}{mark}{after}\"{rest}"))?;
    let view = Linter::standard().read(&marked)?;
    let item = view.items().find(|item| holds(*item, mark))?;
    let kind = kind_of(item, view.form(), mark, has_colon, token.is_quoted)?;
    Some(Spot {
        word: token.word,
        kind,
        is_flow: true,
    })
}

/// A string or a bare word of JSON.
struct JsonToken {
    /// With its quotes.
    word: ByteRange,
    content: ByteRange,
    is_quoted: bool,
}

impl JsonToken {
    /// The token that the cursor stands in or at the end of. A string stands on one line, and one whose closing quote is
    /// missing ends with the word that the cursor is in.
    fn at(text: &str, at: u32) -> Option<Self> {
        let (start, line) = line_at(text, at)?;
        let cursor = (at - start) as usize;
        let mut opening = None;
        let mut characters = line.char_indices();
        while let Some((place, character)) = characters.next() {
            if place >= cursor {
                break;
            }
            match character {
                '"' => {
                    opening = match opening {
                        Some(_) => None,
                        None => Some(place),
                    };
                }
                '\\' if opening.is_some() => {
                    characters.next();
                }
                _ => {}
            }
        }
        let range = |from: usize, to: usize| -> Option<ByteRange> {
            Some(ByteRange::new(
                start + u32::try_from(from).ok()?,
                start + u32::try_from(to).ok()?,
            ))
        };
        let after = line.get(cursor..)?;
        let word_end = cursor + after.find(|character| !is_word(character)).unwrap_or(after.len());
        if let Some(opening) = opening {
            let closing = closing_quote(after).map(|length| cursor + length);
            let end = closing.unwrap_or(word_end);
            return Some(Self {
                word: range(opening, closing.map_or(end, |closing| closing + 1))?,
                content: range(opening + 1, end)?,
                is_quoted: true,
            });
        }
        let before = line.get(..cursor)?;
        let word_start = before
            .char_indices()
            .rev()
            .take_while(|(_, character)| is_word(*character))
            .last()
            .map_or(cursor, |(place, _)| place);
        Some(Self {
            word: range(word_start, word_end)?,
            content: range(word_start, word_end)?,
            is_quoted: false,
        })
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$' | '-' | '.' | '%')
}

/// The bytes up to the quote that closes a string, if one does and does not open another.
fn closing_quote(rest: &str) -> Option<usize> {
    let mut characters = rest.char_indices();
    while let Some((place, character)) = characters.next() {
        match character {
            '"' => {
                let next = rest.get(place + 1..)?.trim_start().chars().next();
                return matches!(next, None | Some(':' | '：' | ',' | '，' | '}' | ']')).then_some(place);
            }
            '\\' => {
                characters.next();
            }
            _ => {}
        }
    }
    None
}

fn in_yaml(source: &Source, at: u32, mark: char) -> Option<Spot> {
    let (start, line) = line_at(source.text(), at)?;
    let cursor = ByteRange::new(at, at);
    let marked = replaced(source, cursor, mark.encode_utf8(&mut [0; 4]))?;
    let view = Linter::standard().read(&marked)?;
    let item = view.items().find(|item| holds(*item, mark));
    // A line that goes on with the text above it begins no key.
    let goes_on = item.is_some_and(|item| {
        let is_text = matches!(item.value(), Value::String(text) if text.value().contains(mark));
        is_text && item.range().start < start
    });
    if let Some(spot) = in_yaml_key(source, at, mark, start, line).filter(|_| !goes_on) {
        return Some(spot);
    }
    let item = item?;
    let is_key = item.key().is_some_and(|key| key.text.contains(mark));
    let range = match item.key() {
        Some(key) if is_key => with_quotes(marked.text(), key.range),
        _ => item.range(),
    };
    let mark_length = u32::try_from(mark.len_utf8()).ok()?;
    let word = ByteRange::new(range.start.min(at), range.end.saturating_sub(mark_length).max(at));
    let next = source
        .text()
        .get(word.end as usize..)?
        .trim_start_matches(' ')
        .chars()
        .next();
    let is_quoted = source.slice(word).starts_with(['"', '\'', '|', '>']);
    let is_flow = item
        .parent()
        .is_some_and(|parent| marked.slice(parent.range()).starts_with(['{', '[']));
    let kind = kind_of(item, view.form(), mark, is_key && next == Some(':'), is_quoted)?;
    Some(Spot { word, kind, is_flow })
}

/// A line with nothing but a word on it, behind dashes or not, is about to become a key, where a key may stand.
fn in_yaml_key(source: &Source, at: u32, mark: char, start: u32, line: &str) -> Option<Spot> {
    let lead = line.len() - line.trim_start_matches([' ', '-']).len();
    let content = line.get(lead..)?.trim_end();
    let word_start = start + u32::try_from(lead).ok()?;
    let word_end = (word_start + u32::try_from(content.len()).ok()?).max(at);
    let is_lead = line.get(..lead)?.trim_end().trim_start_matches(' ');
    let is_dashes = is_lead.split(' ').all(|part| matches!(part, "" | "-"));
    if at < word_start || !is_dashes || is_lead.ends_with('-') && !line.get(..lead)?.ends_with(' ') {
        return None;
    }
    if content.len() > LONGEST_KEY || content.contains([':', '#', '{', '[', ',', '：', '。', '，']) {
        return None;
    }
    let word = ByteRange::new(word_start, word_end);
    let before = source.slice(ByteRange::new(word_start, at));
    let after = source.slice(ByteRange::new(at, word_end)).trim_end();
    let bare = |part: &str| part.trim_matches(['"', '\'']).to_owned();
    let marked = replaced(source, word, &format!("{}{mark}{}:", bare(before), bare(after)))?;
    let view = Linter::standard().read(&marked)?;
    let item = view.items().find(|item| holds(*item, mark))?;
    item.key().filter(|key| key.text.contains(mark))?;
    // Without a dash, where one is needed, an element is about to begin.
    let kind = match item.parent().filter(|_| is_lead.is_empty()) {
        Some(record) if !goes_on(&marked, record, item) => SpotKind::Element(list_of(record)?),
        _ => kind_of(item, view.form(), mark, false, false)?,
    };
    Some(Spot {
        word,
        kind,
        is_flow: false,
    })
}

/// Whether a key without a dash before it is in line with the other members of its record. A list has no members, and
/// those of an element stand further in than its dash.
fn goes_on(source: &Source, record: Item<'_, '_>, item: Item<'_, '_>) -> bool {
    let column = |at: u32| Some(at - line_at(source.text(), at)?.0);
    match record.meaning() {
        Meaning::Field(field) => field.kind != Kind::List,
        Meaning::Element(..) => {
            let first = record.children().next().and_then(Item::key);
            let (Some(first), Some(key)) = (first, item.key()) else {
                return true;
            };
            first.range != key.range && column(first.range.start) <= column(key.range.start)
        }
        _ => true,
    }
}

/// The list that a value is, or is an element of.
fn list_of(item: Item<'_, '_>) -> Option<&'static Field> {
    match item.meaning() {
        Meaning::Field(list) | Meaning::Element(list, _) => Some(list),
        _ => None,
    }
}

/// The longest word, in bytes, that may become a key.
const LONGEST_KEY: usize = 60;

fn with_quotes(text: &str, range: ByteRange) -> ByteRange {
    let before = text.get(..range.start as usize).unwrap_or_default();
    let after = text.get(range.end as usize..).unwrap_or_default();
    let quotes = ['"', '\''];
    ByteRange::new(
        range.start - u32::from(before.ends_with(quotes)),
        range.end + u32::from(after.starts_with(quotes)),
    )
}

/// Whether the mark stands in the key or in the text of a value.
fn holds(item: Item<'_, '_>, mark: char) -> bool {
    item.key().is_some_and(|key| key.text.contains(mark))
        || matches!(item.value(), Value::String(text) if text.value().contains(mark))
}

/// What may stand where the mark is.
fn kind_of(
    item: Item<'_, '_>,
    form: &'static Form,
    mark: char,
    has_value: bool,
    is_quoted: bool,
) -> Option<SpotKind> {
    if item.key().is_some_and(|key| key.text.contains(mark)) {
        return key_spot(item, form, mark, has_value);
    }
    match item.meaning() {
        Meaning::Field(field) => Some(SpotKind::Value(ValueSpot {
            field,
            indicator: item.parent().and_then(name_of),
            figure: figure_before(item, mark),
            is_quoted,
        })),
        Meaning::Element(list, _) => Some(SpotKind::Element(list)),
        Meaning::Free if item.key().is_some_and(|key| key.text == "$schema") => Some(SpotKind::Schema),
        _ => None,
    }
}

fn key_spot(item: Item<'_, '_>, form: &'static Form, mark: char, has_value: bool) -> Option<SpotKind> {
    let record = item.parent()?;
    let present: Vec<_> = record
        .fields()
        .filter_map(|(field, item)| item.map(|_| field))
        .collect();
    let is_alone = record.children().count() == 1;
    let is_foreign = |child: Item<'_, '_>| {
        matches!(child.meaning(), Meaning::Unknown) && !child.key().is_some_and(|key| key.text.contains(mark))
    };
    let (fields, list): (&'static [Field], _) = match record.meaning() {
        Meaning::Document => (form.fields, None),
        Meaning::Field(field) => (field.fields, None),
        Meaning::Element(list, _) => (list.fields, Some(list)),
        Meaning::Free | Meaning::Unknown => return None,
    };
    Some(SpotKind::Key(KeySpot {
        fields,
        root: matches!(record.meaning(), Meaning::Document).then(|| RootSpot {
            is_foreign: present.is_empty() && record.children().any(is_foreign),
            has_schema: record
                .children()
                .any(|child| child.key().is_some_and(|key| key.text == "$schema")),
        }),
        present,
        empty_element_of: list.filter(|_| is_alone),
        has_value,
    }))
}

/// The name of the indicator that a record is.
pub(super) fn name_of(record: Item<'_, '_>) -> Option<String> {
    let (_, name) = record.fields().find(|(field, _)| field.role == Role::Name)?;
    match name?.value() {
        Value::String(text) => Some(text.value().to_owned()),
        _ => None,
    }
}

/// The number of a text that ends where the mark stands.
pub(super) fn figure_before(item: Item<'_, '_>, mark: char) -> Option<FigureAtCursor> {
    let Value::String(text) = item.value() else {
        return None;
    };
    let at = text.value().find(mark)?;
    let next = text
        .value()
        .get(at + mark.len_utf8()..)?
        .chars()
        .next()
        .map(fold_width);
    if next.is_some_and(|next| next.is_ascii_digit() || matches!(next, '.' | ',')) {
        return None;
    }
    item.numbers().into_iter().find_map(|figure| match figure.unit {
        Some((_, unit)) if unit.end == at => Some(FigureAtCursor {
            unit_before: u32::try_from(unit.len()).ok()?,
        }),
        None if figure.range.end == at => Some(FigureAtCursor { unit_before: 0 }),
        _ => None,
    })
}
