//! Indicators: what is measured, how its name and result are written, and what the task's text says of it.

use super::chance::Chance;
use super::department::{Range, Thing};
use super::figure::{Figure, trim};
use super::form::Value;
use super::prose::{self, Said};

/// An indicator as it is written, with what the judge knows of it.
#[derive(Debug, Clone)]
pub(crate) struct Indicator {
    /// The name.
    pub(crate) name: Value,
    /// The result.
    pub(crate) result: Value,
    /// The unit apart; JSON and YAML only, the text form writes it after the result.
    pub(crate) unit: Value,
    /// The target; JSON and YAML only.
    pub(crate) target: Value,
    /// What the judge knows.
    pub(crate) known: Known,
}

/// What the judge knows of an indicator, whatever was planted in it.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    /// What is done; empty for a measure.
    pub(crate) action: String,
    /// The thing or the measure.
    pub(crate) object: String,
    /// The unit.
    pub(crate) unit: String,
    /// The measured figure; none for an indicator told word for word.
    pub(crate) figure: Option<Figure>,
    /// What the goal asks for, where it asks in numbers.
    pub(crate) goal: Option<Figure>,
    /// The clause of the achieved text.
    pub(crate) clause: String,
    /// The quantity inside that clause, with its unit.
    pub(crate) said: String,
    /// The clause of the expected text.
    pub(crate) hope: String,
    /// Whether less is better.
    pub(crate) reverse: bool,
    /// Whether the name has no unit in brackets and the result is the figure with its unit.
    pub(crate) plain: bool,
}

impl Known {
    /// Whether it is a rate in percent.
    pub(crate) fn is_rate(&self) -> bool {
        self.unit == "%"
    }

    /// Whether its clause has the figure, and not only parts of it or words for it.
    fn tells_its_figure(&self) -> bool {
        let exact = self.quantity();
        self.clause.contains(&self.said) || exact.is_some_and(|exact| self.clause.contains(&exact))
    }

    /// The figure without separators, with its unit.
    pub(crate) fn quantity(&self) -> Option<String> {
        Some(format!("{}{}", self.figure?.plain(), self.unit))
    }
}

/// An indicator about a thing, in a form of a year. `taken` holds the figures of the task's other indicators.
pub(crate) fn indicator(thing: &Thing, year: i64, taken: &mut Vec<i64>, chance: &mut Chance) -> Indicator {
    match thing {
        Thing::Count {
            action,
            object,
            unit,
            range,
        } => {
            let figure = free_figure(*range, taken, chance);
            count(action, object, unit, figure, year, chance)
        }
        Thing::Measure {
            name,
            unit,
            range,
            reverse,
        } => {
            let figure = measured(*range, unit, chance);
            measure(name, unit, figure, *reverse, chance)
        }
        Thing::Verbatim {
            name,
            result,
            sentence,
            range,
        } => verbatim([name, result, sentence], *range, taken, chance),
    }
}

/// A figure of the range that no other indicator of the task has.
fn free_figure(range: Range, taken: &mut Vec<i64>, chance: &mut Chance) -> Figure {
    let mut figure = range.low;
    for _ in 0..20 {
        let thousandths = chance.between(range.low.thousandths, range.high.thousandths);
        figure = range.low.with(rounded_sometimes(thousandths, chance));
        if figure.thousandths >= range.low.thousandths && !taken.contains(&figure.thousandths) {
            break;
        }
    }
    taken.push(figure.thousandths);
    figure
}

/// Large counts are often round to a hundred.
fn rounded_sometimes(thousandths: i64, chance: &mut Chance) -> i64 {
    if thousandths >= 20_000_000 && chance.percent(50) {
        thousandths / 100_000 * 100_000
    } else {
        thousandths
    }
}

/// A figure of a measure; rates are printed with none to two decimals, and a full range often is reached.
fn measured(range: Range, unit: &str, chance: &mut Chance) -> Figure {
    let full = range.high.thousandths == 100_000;
    if unit == "%" && full && chance.percent(40) {
        return Figure::whole(100);
    }
    let thousandths = chance.between(range.low.thousandths, range.high.thousandths);
    let mut figure = range.low.with(thousandths);
    if unit == "%" {
        figure.decimals = u32::try_from(chance.between(0, 2)).unwrap_or(0);
        figure = figure.with(thousandths);
    }
    figure
}

/// Units that stand before their thing as well as after it: 315个最小应急单元.
const CLASSIFIERS: &[&str] = &[
    "个", "家", "台", "套", "名", "所", "座", "处", "支", "条", "栋", "部", "辆", "棵", "盏", "具", "项",
    "篇",
];

fn count(
    action: &str,
    object: &str,
    unit: &str,
    figure: Figure,
    year: i64,
    chance: &mut Chance,
) -> Indicator {
    let goal = chance.percent(45).then(|| below(figure, chance));
    let quantity = said_quantity(figure, unit, chance);
    let is_rounded = quantity.contains(['余', '多', '近', '约']);
    let subject = Said {
        action,
        object,
        unit,
        quantity: &quantity,
        figure,
        goal,
        year,
        classifier: CLASSIFIERS.contains(&unit),
    };
    let (clause, part) = prose::count_clause(&subject, chance);
    let mut known = Known {
        action: action.to_owned(),
        object: object.to_owned(),
        unit: unit.to_owned(),
        figure: Some(figure),
        goal,
        said: quantity.clone(),
        hope: prose::count_hope(&subject, chance),
        clause,
        reverse: false,
        plain: true,
    };
    let name = format!("{action}{object}{}", suffix(unit, chance));
    let (name, result, apart) = written(name, &mut known, part.as_deref(), chance);
    known.plain &= !is_rounded && known.tells_its_figure();
    let target = target(&known, apart != Value::Absent, chance);
    Indicator {
        name: Value::Text(name),
        result,
        unit: apart,
        target,
        known,
    }
}

/// The end of a counted indicator's name.
fn suffix<'a>(unit: &str, chance: &mut Chance) -> &'a str {
    let own: &[&str] = match unit {
        "场次" => &["场次", "场次", "次数"],
        "人次" => &["人次", "人次", "数量"],
        "户次" | "家次" | "册次" => &["数量", ""],
        "次" => &["次数", "次数", "数量"],
        "人" | "名" => &["人数", "人数", "数量"],
        "户" => &["户数", "数量"],
        "公里" => &["里程", "长度"],
        "平方米" | "亩" => &["面积"],
        "万元" => &["金额", "数额"],
        _ => &["数量", "数量", "数量", "数", ""],
    };
    chance.word(own)
}

/// How the text writes a quantity: plain, in ten thousands, rounded, with separators, or with spaces.
fn said_quantity(figure: Figure, unit: &str, chance: &mut Chance) -> String {
    if chance.percent(5) {
        return prose::summed_up(figure, unit, chance);
    }
    if chance.percent(2) && figure.decimals == 0 {
        return format!("{}{unit}", full_width(&figure.plain()));
    }
    let wan = figure.in_wan().filter(|_| chance.percent(45));
    let near = figure.near_wan().filter(|_| unit != "万元" && chance.percent(12));
    match (wan, near) {
        _ if unit == "万元" => format!("{}{unit}", figure.plain()),
        (Some(wan), _) | (None, Some(wan)) => format!("{wan}万{unit}"),
        _ if figure.integer() >= 1000 && chance.percent(8) => format!("{}{unit}", figure.grouped()),
        _ if chance.percent(4) => format!("{} {unit}", figure.plain()),
        _ => format!("{}{unit}", figure.plain()),
    }
}

/// Name, result and unit as an office writes them. `part` is the 其中 of the text, which the result may repeat.
fn written(
    name: String,
    known: &mut Known,
    part: Option<&str>,
    chance: &mut Chance,
) -> (String, Value, Value) {
    let Some(figure) = known.figure else {
        return (name, Value::Absent, Value::Absent);
    };
    let unit = known.unit.clone();
    let plain = figure.plain();
    let text = |text: String| Value::Text(text);
    let roll = chance.below(100);
    known.plain = !(62..92).contains(&roll);
    let (name, result, apart) = match (roll, figure.in_wan(), part) {
        (0..40, _, Some(part)) => {
            known.plain = false;
            (name, text(format!("{plain}{unit}，{part}")), Value::Absent)
        }
        (62..67, _, _) => (
            bracketed(&name, &unit, chance),
            number(&plain, chance),
            Value::Absent,
        ),
        (67..75, _, _) => (name, number(&plain, chance), text(unit)),
        (75..80, Some(wan), _) if unit != "万元" => (
            name,
            text(format!("{plain}{unit}（{wan}万{unit}）")),
            Value::Absent,
        ),
        (80..86, _, _) => (
            name,
            text(format!("{}{plain}{unit}", known.action)),
            Value::Absent,
        ),
        (86..89, _, _) => (name, text(format!("{plain} {unit}")), Value::Absent),
        (89..92, _, _) => (name, text(format!("{}{unit}", full_width(&plain))), Value::Absent),
        (92..96, _, _) => (name, text(format!("{}{unit}", figure.grouped())), Value::Absent),
        (96..100, Some(wan), _) if unit != "万元" => (name, text(format!("{wan}万{unit}")), Value::Absent),
        _ => {
            known.plain = true;
            (name, text(format!("{plain}{unit}")), Value::Absent)
        }
    };
    (name, result, apart)
}

/// A name with its unit in brackets.
fn bracketed(name: &str, unit: &str, chance: &mut Chance) -> String {
    match chance.below(3) {
        0 => format!("{name}（{unit}）"),
        1 => format!("{name}({unit})"),
        _ => format!("{name}（单位：{unit}）"),
    }
}

/// A bare number as text or, in JSON, as a number.
fn number(plain: &str, chance: &mut Chance) -> Value {
    if chance.percent(50) {
        Value::Number(plain.to_owned())
    } else {
        Value::Text(plain.to_owned())
    }
}

/// The same number in full-width digits.
pub(crate) fn full_width(plain: &str) -> String {
    plain
        .chars()
        .map(|letter| match letter {
            '0'..='9' => char::from_u32(u32::from(letter) - 0x30 + 0xFF10).unwrap_or(letter),
            '.' => '．',
            ',' => '，',
            other => other,
        })
        .collect()
}

/// A figure a little below another: what was asked for.
pub(crate) fn below(figure: Figure, chance: &mut Chance) -> Figure {
    let thousandths = figure.thousandths;
    let share = chance.between(82, 99);
    match thousandths {
        _ if chance.percent(20) => figure,
        ..20_000 => figure.with((thousandths - 1000).max(1000).min(thousandths)),
        20_000..1_000_000 => figure.with(thousandths * share / 100 / 1000 * 1000),
        _ => figure.with(thousandths * share / 100 / 100_000 * 100_000),
    }
}

/// A figure a little above another: what must not be exceeded.
fn above(figure: Figure, chance: &mut Chance) -> Figure {
    let percent = chance.between(104, 160);
    let wanted = figure.with(figure.thousandths * percent / 100);
    if wanted.thousandths == figure.thousandths {
        figure.with(figure.thousandths + 10_i64.pow(3 - figure.decimals.min(3)))
    } else {
        wanted
    }
}

fn measure(name: &str, unit: &str, figure: Figure, reverse: bool, chance: &mut Chance) -> Indicator {
    let wanted = if reverse {
        above(figure, chance)
    } else if unit == "%" {
        rate_below(figure, chance)
    } else {
        below(figure, chance)
    };
    let goal = chance.percent(45).then_some(wanted);
    let quantity = format!("{}{unit}", figure.plain());
    let subject = Said {
        action: "",
        object: name,
        unit,
        quantity: &quantity,
        figure,
        goal,
        year: 0,
        classifier: false,
    };
    let mut known = Known {
        action: String::new(),
        object: name.to_owned(),
        unit: unit.to_owned(),
        figure: Some(figure),
        goal,
        clause: prose::measure_clause(&subject, reverse, chance),
        said: quantity.clone(),
        hope: prose::measure_hope(&subject, reverse, chance),
        reverse,
        plain: true,
    };
    let (name, result, apart) = measure_written(name, &mut known, chance);
    known.plain &= known.tells_its_figure();
    let target = target(&known, apart != Value::Absent, chance);
    Indicator {
        name: Value::Text(name),
        result,
        unit: apart,
        target,
        known,
    }
}

/// A whole percentage at or below a rate.
fn rate_below(figure: Figure, chance: &mut Chance) -> Figure {
    let whole = figure.integer();
    let down = chance.between(0, 6).min((whole - 1).max(0));
    Figure::whole(whole - down)
}

fn measure_written(name: &str, known: &mut Known, chance: &mut Chance) -> (String, Value, Value) {
    let plain = known.figure.map(Figure::plain).unwrap_or_default();
    let unit = known.unit.clone();
    let roll = chance.below(100);
    known.plain = roll < 80;
    let text = Value::Text;
    match roll {
        80..85 => (
            bracketed(name, &unit, chance),
            number(&plain, chance),
            Value::Absent,
        ),
        85..91 => (name.to_owned(), number(&plain, chance), text(unit)),
        91..94 if unit == "%" => (name.to_owned(), text(format!("{plain}％")), Value::Absent),
        94..97 => (name.to_owned(), text(format!("达{plain}{unit}")), Value::Absent),
        97..100 => (
            name.to_owned(),
            text(format!("{} {unit}", trim(&plain))),
            Value::Absent,
        ),
        _ => (name.to_owned(), text(format!("{plain}{unit}")), Value::Absent),
    }
}

/// A target that the result meets, in some indicators.
fn target(known: &Known, apart: bool, chance: &mut Chance) -> Value {
    let Some(figure) = known.figure.filter(|_| chance.percent(35)) else {
        return Value::Absent;
    };
    let wanted = known.goal.unwrap_or(figure);
    let unit = if apart { "" } else { known.unit.as_str() };
    let bounds: &[&str] = match (known.reverse, wanted.thousandths == figure.thousandths) {
        (true, true) => &["≤", "<=", "不超过"],
        (true, false) => &["≤", "<=", "不超过", "<", "＜", "低于"],
        (false, true) => &["≥", ">=", "不少于", "不低于", ""],
        (false, false) => &["≥", ">=", "不少于", "不低于", "", ">", "＞", "至少"],
    };
    let bound = chance.word(bounds);
    match (bound, chance.below(4)) {
        ("", 0) if apart => Value::Number(wanted.plain()),
        ("≥" | "不少于", 1) => Value::Text(format!("{}{unit}以上", wanted.plain())),
        ("≤" | "不超过", 1) => Value::Text(format!("{}{unit}以内", wanted.plain())),
        _ => Value::Text(format!("{bound}{}{unit}", wanted.plain())),
    }
}

fn verbatim(words: [&str; 3], range: Option<Range>, taken: &mut Vec<i64>, chance: &mut Chance) -> Indicator {
    let figure = range.map(|range| free_figure(range, taken, chance));
    let part = chance.between(10, 60);
    let fill = |words: &str| match figure {
        Some(figure) => prose::fill(
            words,
            &[
                ("n", figure.plain()),
                ("p", (figure.integer() * part / 100).max(2).to_string()),
                ("w", prose::wan(figure)),
            ],
        ),
        None => words.to_owned(),
    };
    let [name, result, sentence] = words.map(fill);
    Indicator {
        known: Known {
            action: String::new(),
            object: name.clone(),
            unit: String::new(),
            figure: None,
            goal: None,
            clause: sentence,
            said: result.clone(),
            hope: prose::verbatim_hope(&name, chance),
            reverse: false,
            plain: false,
        },
        name: Value::Text(name),
        result: Value::Text(result),
        unit: Value::Absent,
        target: Value::Absent,
    }
}
