//! Values: words to choose from, years, units, and the blanks of a group or list.

use std::cmp::Reverse;
use std::time::{SystemTime, UNIX_EPOCH};

use evallint_linter::{Agreement, Calculation, DocumentView, Language, NumberKind};
use evallint_schema::{Dimension, Field, FormSchema, Kind, Role, Unit, unit_prefix, units};
use evallint_syntax::{ByteRange, Format};

use super::body::Body;
use super::keys::{Place, element_label, opening_quote};
use super::spot::{FigureAtCursor, Spot, ValueSpot};
use super::writing::Writing;
use super::{Completion, CompletionKind};

/// What may be written for the value that the cursor stands in.
pub(super) fn values(
    view: &DocumentView<'_>,
    spot: &Spot,
    value: &ValueSpot,
    at: u32,
    writing: Writing,
    language: Language,
) -> Vec<Completion> {
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let written = |word: &str| {
        if is_number(word) {
            word.to_owned()
        } else {
            writing.word(word)
        }
    };
    match (value.field.kind, value.field.role) {
        (Kind::Choice(words), _) => {
            let words = super::writing::ordered_choices(value.field, words, writing.keys);
            let words = words.into_iter().map(str::to_owned).collect();
            whole_values(view, spot, words, CompletionKind::Value, written)
        }
        (Kind::Integer { minimum, maximum }, Role::Year) => {
            let years = years(view).into_iter();
            let years = years.filter(|year| (minimum..=maximum).contains(year));
            let words = years.map(|year| year.to_string()).collect();
            whole_values(view, spot, words, CompletionKind::Value, written)
        }
        (_, Role::Unit) => {
            let names = units_for(value.indicator.as_deref()).into_iter();
            let words = names.map(|unit| unit.name.to_owned()).collect();
            whole_values(view, spot, words, CompletionKind::Unit, written)
        }
        (_, Role::Result | Role::Target) => {
            // Outside of quotes a number in JSON takes no unit.
            let takes_unit = value.is_quoted || view.source().format() != Format::Json;
            let figure = value.figure.as_ref().filter(|_| takes_unit);
            figure.map_or_else(Vec::new, |figure| {
                units_after(view, figure, value.indicator.as_deref(), at)
            })
        }
        _ if value.field.formula.is_some() => computed(view, value.field)
            .into_iter()
            .map(|computed| Completion {
                replace: spot.word,
                insert: writing.figure(&computed.label),
                filter: Some(format!(
                    "{}{}",
                    opening_quote(view.source(), spot.word),
                    computed.label
                )),
                ..computed
            })
            .collect(),
        (Kind::Group | Kind::List, _) if view.source().slice(spot.word).is_empty() => {
            vec![blanks(view, spot, value.field, writing, language)]
        }
        _ => Vec::new(),
    }
}

/// What a field comes to by its formula, with the amounts that it is computed from.
pub(super) fn computed(view: &DocumentView<'_>, field: &Field) -> Option<Completion> {
    let computations = view.computations().into_iter();
    let mut of_field = computations.filter(|computation| std::ptr::eq(computation.field, field));
    let computation = of_field.find(|computation| computation.agreement != Agreement::WrongOperand)?;
    let sign = match computation.calculation {
        Calculation::Difference => " − ",
        Calculation::Quotient => " ÷ ",
        _ => return None,
    };
    let operands = computation.operands.iter();
    let amounts: Vec<_> = operands.map(|operand| operand.amount.to_string()).collect();
    Some(Completion {
        detail: Some(amounts.join(sign)),
        ..Completion::plain(computation.value.to_string())
    })
}

/// Each of the words in the place of the whole value.
fn whole_values(
    view: &DocumentView<'_>,
    spot: &Spot,
    words: Vec<String>,
    kind: CompletionKind,
    written: impl Fn(&str) -> String,
) -> Vec<Completion> {
    let quote = opening_quote(view.source(), spot.word);
    let completions = words.into_iter().enumerate().map(|(rank, word)| Completion {
        kind,
        replace: spot.word,
        insert: written(&word),
        filter: Some(format!("{quote}{word}")),
        rank: u32::try_from(rank).unwrap_or(u32::MAX),
        ..Completion::plain(word)
    });
    completions.collect()
}

/// The units that a number before the cursor may be counted in, in the place of the one that stands there.
pub(super) fn units_after(
    view: &DocumentView<'_>,
    figure: &FigureAtCursor,
    indicator: Option<&str>,
    at: u32,
) -> Vec<Completion> {
    let rest = view.source().text().get(at as usize..).unwrap_or_default();
    let behind = unit_prefix(rest).map_or(0, |unit| u32::try_from(unit.name.len()).unwrap_or(0));
    let replace = ByteRange::new(at.saturating_sub(figure.unit_before), at + behind);
    let completions = units_for(indicator)
        .into_iter()
        .enumerate()
        .map(|(rank, unit)| Completion {
            kind: CompletionKind::Unit,
            replace,
            insert: unit.name.to_owned(),
            rank: u32::try_from(rank).unwrap_or(u32::MAX),
            ..Completion::plain(unit.name.to_owned())
        });
    completions.collect()
}

/// The units that an indicator may be counted in: first those that its name says, then the most usual ones. Dates are
/// not counted.
fn units_for(indicator: Option<&str>) -> Vec<&'static Unit> {
    let name = indicator.unwrap_or_default();
    let is_rate = name.ends_with(['率', '度']) || name.ends_with("占比");
    let mut found: Vec<_> = units()
        .filter(|unit| unit.dimension != Dimension::Calendar && unit.name != "％")
        .collect();
    let order = |unit: &&'static Unit| {
        let is_named = name.contains(unit.name);
        let is_likely = is_named || is_rate && unit.dimension == Dimension::Percent && unit.name == "%";
        let usual = USUAL.iter().position(|usual| *usual == unit.name);
        let length = if is_named { unit.name.len() } else { 0 };
        (!is_likely, Reverse(length), usual.unwrap_or(USUAL.len()))
    };
    found.sort_by_key(order);
    found
}

/// The units that most results are in, the most frequent first.
const USUAL: &[&str] = &[
    "个",
    "项",
    "%",
    "次",
    "人次",
    "人",
    "家",
    "户",
    "场次",
    "场",
    "件",
    "宗",
    "套",
    "份",
    "期",
    "所",
    "名",
    "处",
    "台",
    "公里",
    "平方米",
    "元",
    "条",
    "张",
    "天",
    "米",
    "亩",
    "吨",
    "级",
    "分",
    "例",
    "辆",
    "座",
    "栋",
    "支",
    "组",
    "户次",
    "批次",
];

/// The years that a form may be about: those that its texts speak of, the most frequent first; else the last ones.
pub(super) fn years(view: &DocumentView<'_>) -> Vec<u32> {
    let mut told: Vec<(u32, usize)> = Vec::new();
    let mut tell = |year: u32| match told.iter_mut().find(|(known, _)| *known == year) {
        Some((_, count)) => *count += 1,
        None => told.push((year, 1)),
    };
    view.title()
        .into_iter()
        .filter_map(leading_year)
        .for_each(&mut tell);
    for item in view.items() {
        let evallint_syntax::Value::String(text) = item.value() else {
            continue;
        };
        let dates = item
            .numbers()
            .into_iter()
            .filter(|number| number.kind == NumberKind::Date);
        dates
            .filter_map(|number| text.value().get(number.digits)?.parse().ok())
            .filter(|year| (2000..=2100).contains(year))
            .for_each(&mut tell);
    }
    told.sort_by_key(|(year, count)| (Reverse(*count), Reverse(*year)));
    let mut years: Vec<u32> = told.into_iter().map(|(year, _)| year).take(MOST_YEARS).collect();
    let this_year = this_year();
    for year in [this_year - 1, this_year, this_year - 2] {
        if !years.contains(&year) {
            years.push(year);
        }
    }
    years
}

const MOST_YEARS: usize = 3;

/// The year that a title begins with.
fn leading_year(title: &str) -> Option<u32> {
    title.get(..4)?.parse().ok()
}

/// By the clock, in which a year has 365.2425 days.
fn this_year() -> u32 {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |elapsed| elapsed.as_secs());
    u32::try_from(1970 + seconds / 31_556_952).unwrap_or(2000)
}

/// The blanks of a group or list behind its key.
fn blanks(
    view: &DocumentView<'_>,
    spot: &Spot,
    field: &'static Field,
    writing: Writing,
    language: Language,
) -> Completion {
    let place = Place::of(view.source(), spot.word, writing);
    let body = if writing.is_json {
        writing.json_value(field, 0)
    } else {
        let line_start = spot.word.start - column_of(view, spot.word.start);
        let before = view.source().slice(ByteRange::new(line_start, spot.word.start));
        let lead = before.len() - before.trim_start_matches([' ', '-']).len();
        let blanks = before.len() - before.trim_start_matches(' ').len();
        writing.value_after_colon(field, lead - blanks)
    };
    let label = match language {
        Language::Chinese => format!("填写“{}”", field.label),
        Language::English => format!("fill in {}", field.key),
    };
    let completion = place.completion(body, true, 0);
    Completion {
        label,
        kind: CompletionKind::Snippet,
        insert: completion.insert.trim_start_matches(' ').to_owned(),
        insert_snippet: completion
            .insert_snippet
            .map(|snippet| snippet.trim_start_matches(' ').to_owned()),
        ..completion
    }
}

/// How many bytes an offset stands behind the beginning of its line.
fn column_of(view: &DocumentView<'_>, at: u32) -> u32 {
    let before = view.source().text().get(..at as usize).unwrap_or_default();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    u32::try_from(line.trim_start_matches('\u{FEFF}').len()).unwrap_or(0)
}

/// A whole new element of a list.
pub(super) fn element(
    view: &DocumentView<'_>,
    spot: &Spot,
    list: &'static Field,
    writing: Writing,
    language: Language,
) -> Completion {
    let place = Place::of(view.source(), spot.word, writing);
    let body = if writing.is_json {
        place.member(writing.json_object(list.fields, 0))
    } else {
        writing.yaml_element(list, place.margin)
    };
    Completion {
        label: element_label(list, language),
        kind: CompletionKind::Snippet,
        ..place.completion(body, false, 0)
    }
}

/// The name of the schema as the value of `$schema`.
pub(super) fn schema(view: &DocumentView<'_>, spot: &Spot, writing: Writing) -> Vec<Completion> {
    let address = FormSchema::strict(view.form(), writing.keys).name();
    whole_values(view, spot, vec![address], CompletionKind::Value, |word| {
        writing.word(word)
    })
}

/// What a body that stands alone is as a completion, in the place of a range of a source.
pub(super) fn body_completion(body: &Body, replace: ByteRange, line_break: &str) -> Completion {
    Completion {
        kind: CompletionKind::Snippet,
        replace,
        insert: body.plain("", line_break),
        insert_snippet: body.snippet(),
        ..Completion::plain(String::new())
    }
}
