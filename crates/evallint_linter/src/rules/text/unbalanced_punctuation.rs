//! `unbalanced-punctuation`: a bracket, quote or book-title mark without its other half.

use evallint_schema::numeral_prefix;
use evallint_syntax::Format;

use crate::facts::Mark;
use crate::list_mark::{is_digit, is_numeral};
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "unbalanced-punctuation",
    name: "标点不成对",
    group: Group::Text,
    severity: Severity::Warning,
    page: include_str!("unbalanced-punctuation.md"),
    has_fix: false,
    check,
};

static UNCLOSED: Template = Template {
    zh: "“{words}”处的“{sign}”只有前一半，没有与之配对的后一半。",
    en: "{sign} at {words} is never closed.",
};

static UNOPENED: Template = Template {
    zh: "“{words}”处的“{sign}”只有后一半，没有与之配对的前一半。",
    en: "{sign} at {words} closes what was never opened.",
};

static ODD: Template = Template {
    zh: "“{words}”处的引号 {sign} 不成对。",
    en: "The quotes {sign} do not come in pairs; the last stands at {words}.",
};

static COMPLETE: Template = Template {
    zh: "请补上缺的一半；方向打反的，改过来；多余的，删去。",
    en: "Add the half that is missing, turn it round where it was typed the wrong way, or delete it.",
};

static ITS_PARTNER: Template = Template {
    zh: "与它相连的另一处。",
    en: "The other one that belongs to it.",
};

fn check(context: &mut Context<'_, '_>) {
    let (document, facts) = (context.document, context.facts);
    let is_table = document.source.format() == Format::Table;
    for (node, _, text) in document.texts() {
        let mut singles = Singles::of(text.value(), facts.marks(node));
        if is_table {
            singles.drop_cut_off(text.value());
        }
        for fault in singles.faults(text.value()) {
            let pointer = document.pointer(node);
            let place = |mark: Mark| text.source_range(mark.at, mark.end());
            let template = match fault.half {
                Half::Opening => &UNCLOSED,
                Half::Closing => &UNOPENED,
                Half::Either => &ODD,
            };
            let message = Message::new(template)
                .with("sign", fault.mark.sign.to_string())
                .with("words", words_around(text.value(), fault.mark));
            let finding = context.report(pointer.clone(), place(fault.mark), message);
            finding.help(Message::new(&COMPLETE));
            if let Some(partner) = fault.partner {
                finding.relate(pointer, place(partner), Message::new(&ITS_PARTNER));
            }
        }
    }
}

/// The mark with some of the words beside it, by which a reader finds it.
fn words_around(text: &str, mark: Mark) -> String {
    const MOST: usize = 6;
    let word = |character: &char| !character.is_whitespace();
    let before = text.get(..mark.at).unwrap_or_default();
    let after = text.get(mark.end()..).unwrap_or_default();
    let left: Vec<char> = before.chars().rev().take(MOST).take_while(word).collect();
    left.into_iter()
        .rev()
        .chain([mark.sign])
        .chain(after.chars().take(MOST).take_while(word))
        .collect()
}

/// What halves belong together. ASCII and full-width ones do: which is used is a matter of style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pair {
    Round,
    Square,
    Lenticular,
    Corner,
    DoubleQuote,
    SingleQuote,
    BookTitle,
    SmallBookTitle,
    Curly,
}

const PAIRS: usize = Pair::Curly as usize + 1;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Opening,
    Closing,
    /// A straight quote, which is written alike on both sides.
    Either,
}

fn half_of(sign: char) -> Option<(Pair, Half)> {
    let half = match sign {
        '(' | '（' => (Pair::Round, Half::Opening),
        ')' | '）' => (Pair::Round, Half::Closing),
        '[' | '［' | '〔' => (Pair::Square, Half::Opening),
        ']' | '］' | '〕' => (Pair::Square, Half::Closing),
        '【' | '〖' => (Pair::Lenticular, Half::Opening),
        '】' | '〗' => (Pair::Lenticular, Half::Closing),
        '「' | '『' => (Pair::Corner, Half::Opening),
        '」' | '』' => (Pair::Corner, Half::Closing),
        '“' => (Pair::DoubleQuote, Half::Opening),
        '”' => (Pair::DoubleQuote, Half::Closing),
        '‘' => (Pair::SingleQuote, Half::Opening),
        '’' => (Pair::SingleQuote, Half::Closing),
        '《' => (Pair::BookTitle, Half::Opening),
        '》' => (Pair::BookTitle, Half::Closing),
        '〈' => (Pair::SmallBookTitle, Half::Opening),
        '〉' => (Pair::SmallBookTitle, Half::Closing),
        '{' | '｛' => (Pair::Curly, Half::Opening),
        '}' | '｝' => (Pair::Curly, Half::Closing),
        _ => return None,
    };
    Some(half)
}

/// One half of a pair, in a text.
#[derive(Debug, Clone, Copy)]
struct Single {
    mark: Mark,
    pair: Pair,
    half: Half,
    /// Whether the other half was found.
    matched: bool,
}

/// The halves of a text that have no other half, in its order.
#[derive(Debug, Default)]
struct Singles(Vec<Single>);

/// A half that is reported, with another that belongs to the same slip.
#[derive(Debug)]
struct Fault {
    mark: Mark,
    half: Half,
    partner: Option<Mark>,
}

/// Pairs the halves of a text.
#[derive(Debug, Default)]
struct Reader {
    halves: Vec<Single>,
    /// For each pair the halves that are open, by index.
    open: [Vec<usize>; PAIRS],
    /// The closing brackets that may be part of a list number: 1）.
    list_marks: Vec<Mark>,
    /// The numbers that stand in brackets: （1）.
    bracketed: Vec<ListNumber>,
    straight: Vec<Mark>,
}

impl Reader {
    fn read(&mut self, text: &str, mark: Mark) {
        if matches!(mark.sign, '"' | '＂') {
            self.straight.push(mark);
        }
        let Some((pair, half)) = half_of(mark.sign) else {
            return;
        };
        let Some(open) = self.open.get_mut(pair as usize) else {
            return;
        };
        if half == Half::Opening {
            open.push(self.halves.len());
        } else {
            let before = text.get(..mark.at).unwrap_or_default();
            if pair == Pair::Round && ends_in_list_number(before) {
                self.list_marks.push(mark);
                return;
            }
            if let Some(opening) = open.pop().and_then(|at| self.halves.get_mut(at)) {
                opening.matched = true;
                if pair == Pair::Round {
                    let inside = text.get(opening.mark.end()..mark.at).unwrap_or_default();
                    self.bracketed.extend(ListNumber::of(inside));
                }
                return;
            }
            if is_apostrophe(text, mark) || is_face(before, pair) {
                return;
            }
        }
        self.halves.push(Single::new(mark, pair, half));
    }

    /// What is left, where what may be meant in two ways is taken for what leaves least.
    fn finish(mut self, text: &str) -> Singles {
        let lone = self.close_with_list_marks();
        let mut halves = self.halves;
        halves.retain(|single| !single.matched);
        halves.extend(lacks_its_opening(text, &lone, &self.bracketed));
        if let Some(last) = odd_one(text, &self.straight) {
            // One that stands for the other half of a curly quote leaves nothing.
            match halves.iter().position(|single| single.pair == Pair::DoubleQuote) {
                Some(curly) => {
                    halves.remove(curly);
                }
                None => halves.push(Single::new(last, Pair::DoubleQuote, Half::Either)),
            }
        }
        halves.sort_by_key(|single| single.mark.at);
        Singles(halves)
    }

    /// Closes the brackets that are open with what else would be part of list numbers, and gives those that are left.
    fn close_with_list_marks(&mut self) -> Vec<Mark> {
        let mut lone = Vec::new();
        let mut list_marks = self.list_marks.iter().peekable();
        for single in &mut self.halves {
            if single.matched || (single.pair, single.half) != (Pair::Round, Half::Opening) {
                continue;
            }
            while let Some(mark) = list_marks.next_if(|close| close.at < single.mark.at) {
                lone.push(*mark);
            }
            single.matched = list_marks.next().is_some();
        }
        lone.extend(list_marks);
        lone
    }
}

/// The closing bracket of 2） in （1）…2）…（3）, where no other number is written so.
fn lacks_its_opening(text: &str, lone: &[Mark], bracketed: &[ListNumber]) -> Option<Single> {
    let [mark] = lone else { return None };
    let number = ListNumber::before(text.get(..mark.at)?)?;
    let is_near =
        |other: &ListNumber| other.chinese == number.chinese && other.value.abs_diff(number.value) == 1;
    let is_of_the_list = bracketed.iter().any(is_near) && !bracketed.contains(&number);
    is_of_the_list.then(|| Single::new(*mark, Pair::Round, Half::Closing))
}

/// The last of straight quotes that do not come in pairs. One behind a digit may be the sign of an inch or a second.
fn odd_one(text: &str, straight: &[Mark]) -> Option<Mark> {
    let inches = straight
        .iter()
        .filter(|mark| {
            text.get(..mark.at)
                .is_some_and(|before| before.ends_with(is_digit))
        })
        .count();
    let last = straight.last()?;
    (straight.len() % 2 == 1 && inches % 2 == 0).then_some(*last)
}

/// The number of an item of a list, without its signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct ListNumber {
    chinese: bool,
    value: u32,
}

impl ListNumber {
    /// The number that the words are.
    fn of(words: &str) -> Option<Self> {
        let chinese = words.starts_with(is_numeral);
        let value = if chinese {
            numeral_prefix(words)
                .filter(|(_, length)| *length == words.len())?
                .0
        } else {
            words.parse().ok()?
        };
        Some(Self { chinese, value })
    }

    /// The number that stands at the end of a text.
    fn before(text: &str) -> Option<Self> {
        let chinese = text.ends_with(is_numeral);
        let rest = text.trim_end_matches(if chinese { is_numeral } else { is_digit });
        Self::of(text.get(rest.len()..)?)
    }
}

impl Single {
    fn new(mark: Mark, pair: Pair, half: Half) -> Self {
        Self {
            mark,
            pair,
            half,
            matched: false,
        }
    }
}

impl Singles {
    fn of(text: &str, marks: &[Mark]) -> Self {
        let mut reader = Reader::default();
        for mark in marks {
            reader.read(text, *mark);
        }
        reader.finish(text)
    }

    /// Leaves out what a cell that was cut off in mid-sentence leaves open. `truncated-text` tells of the cell.
    fn drop_cut_off(&mut self, text: &str) {
        let written = text.trim_end();
        let is_cut = written.ends_with(|last: char| {
            "、，：,:".contains(last) || half_of(last).is_some_and(|(_, half)| half == Half::Opening)
        });
        if is_cut {
            let sentence = written.rfind('。').unwrap_or(0);
            self.0
                .retain(|single| single.half != Half::Opening || single.mark.at < sentence);
        }
    }

    /// The slips behind the halves: two that stand in one sentence, of one kind or an opening and a closing one, are one.
    fn faults(self, text: &str) -> Vec<Fault> {
        let mut faults: Vec<Fault> = Vec::new();
        let mut pending: Option<Single> = None;
        for single in self.0 {
            let Some(first) = pending.take() else {
                pending = Some(single);
                continue;
            };
            if !first.is_one_slip_with(single, text) {
                faults.push(Fault::alone(first));
                pending = Some(single);
                continue;
            }
            // In “甲“ it is the second that was typed the wrong way.
            let reopened = (first.half, single.half) == (Half::Opening, Half::Opening);
            let (fault, partner) = if reopened {
                (single, first)
            } else {
                (first, single)
            };
            faults.push(Fault {
                partner: Some(partner.mark),
                ..Fault::alone(fault)
            });
        }
        faults.extend(pending.map(Fault::alone));
        faults
    }
}

impl Single {
    fn is_one_slip_with(self, next: Self, text: &str) -> bool {
        let is_quote = matches!(next.pair, Pair::DoubleQuote | Pair::SingleQuote);
        let related = if self.pair == next.pair {
            is_quote
        } else {
            (self.half, next.half) == (Half::Opening, Half::Closing)
        };
        let between = text.get(self.mark.end()..next.mark.at).unwrap_or_default();
        related && !between.contains('。')
    }
}

impl Fault {
    fn alone(single: Single) -> Self {
        Self {
            mark: single.mark,
            half: single.half,
            partner: None,
        }
    }
}

/// Whether a closing bracket behind these words may belong to a list number without an opening one: 1） a） 一）.
fn ends_in_list_number(before: &str) -> bool {
    let number = |is_part: fn(char) -> bool, most: usize| {
        let run = before.trim_end_matches(is_part);
        let length = before.get(run.len()..).unwrap_or_default().chars().count();
        let apart = !run.ends_with(|last: char| last.is_alphanumeric() || "（(.．%％".contains(last));
        (1..=most).contains(&length) && apart
    };
    number(is_digit, 2) || number(|letter| letter.is_ascii_alphabetic(), 1) || number(is_numeral, 3)
}

/// Whether a single quote is an apostrophe: it’s.
fn is_apostrophe(text: &str, mark: Mark) -> bool {
    let before = text.get(..mark.at).unwrap_or_default();
    let after = text.get(mark.end()..).unwrap_or_default();
    let latin = |character: char| character.is_ascii_alphanumeric();
    mark.sign == '’' && (before.ends_with(latin) || after.starts_with(latin))
}

/// Whether a closing bracket is the mouth of a face: :).
fn is_face(before: &str, pair: Pair) -> bool {
    pair == Pair::Round && before.ends_with([':', '：', ';', '^', '-'])
}

#[cfg(test)]
mod tests;
