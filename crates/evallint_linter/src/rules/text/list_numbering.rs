//! `list-numbering`: a gap, a repeat or an empty item in one numbered list.

use std::ops::Range;

use evallint_schema::{fold_width, scale_prefix, unit_prefix};
use evallint_syntax::{ByteRange, Format, Text};

use crate::facts::Mark;
use crate::fix::{Fix, title};
use crate::list_mark::{ListMark, Opening, Style, is_digit, openings};
use crate::message::{Message, Template};
use crate::narrative::in_brackets;
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "list-numbering",
    name: "序号不连续",
    group: Group::Text,
    severity: Severity::Warning,
    page: include_str!("list-numbering.md"),
    has_fix: true,
    check,
};

static GAP: Template = Template {
    zh: "序号从“{previous}”跳到“{mark}”，中间缺项或编号有误。",
    en: "{mark} follows {previous}: an item is missing, or the number is wrong.",
};

static REPEAT: Template = Template {
    zh: "序号“{mark}”排在“{previous}”之后，重复或倒序。",
    en: "{mark} follows {previous}: the number is repeated, or out of order.",
};

static EMPTY: Template = Template {
    zh: "序号“{mark}”后面没有内容。",
    en: "Nothing follows the number {mark}.",
};

static RENUMBER: Template = Template {
    zh: "请核对是否漏了内容；没有漏的，依次重新编号。",
    en: "Check that nothing was left out; if not, number the items again.",
};

static FILL_OR_DELETE: Template = Template {
    zh: "请补上这一项的内容，或删去序号并重新编号。",
    en: "Write the item, or delete its number and number the others again.",
};

static MAYBE_REPEATED: Template = Template {
    zh: "也可能是内容重复，请核对",
    en: "The item itself may be repeated instead; check it",
};

static PREVIOUS: Template = Template {
    zh: "前一项在这里。",
    en: "The item before it.",
};

fn check(context: &mut Context<'_, '_>) {
    let (document, facts) = (context.document, context.facts);
    let is_table = document.source.format() == Format::Table;
    for (node, _, text) in document.texts() {
        let mut lists = Lists::new(text.value());
        for fault in lists.faults(facts.marks(node)) {
            // What ends in `3、` was cut off, and `truncated-text` says so.
            let cut_off = is_table && fault.mark.range.end == text.value().trim_end().len();
            if cut_off && text.value().trim_end().ends_with('、') {
                continue;
            }
            let pointer = document.pointer(node);
            let renumbered = fault.renumbered(text.value(), facts.marks(node));
            let fix = renumbered.and_then(|(words, number)| {
                let edit = document.reword(node, words, &number)?;
                Some(Fix::with_risk(
                    title::write(number),
                    Message::new(&MAYBE_REPEATED),
                    vec![edit],
                ))
            });
            let finding = context.report(pointer.clone(), place(text, &fault.mark), fault.message(text));
            finding.fix(fix);
            finding.help(Message::new(if fault.kind == Kind::Empty {
                &FILL_OR_DELETE
            } else {
                &RENUMBER
            }));
            if let Some(previous) = &fault.previous {
                finding.relate(pointer, place(text, previous), Message::new(&PREVIOUS));
            }
        }
    }
}

fn place(text: &Text<'_>, mark: &ListMark) -> ByteRange {
    text.source_range(mark.range.start, mark.range.end)
}

/// What is wrong with the number of an item.
#[derive(Debug)]
struct Fault {
    kind: Kind,
    mark: ListMark,
    previous: Option<ListMark>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Gap,
    Repeat,
    Empty,
}

impl Fault {
    /// The digits of a repeated number and the number that goes on from the one before, where that mends the list and
    /// changes no other place of the text.
    fn renumbered(&self, text: &str, marks: &[Mark]) -> Option<(Range<usize>, String)> {
        let previous = self.previous.as_ref().filter(|_| self.kind == Kind::Repeat)?;
        let written = text.get(self.mark.range.clone())?;
        let start = self.mark.range.start + written.find(is_digit)?;
        let digits: String = text
            .get(start..)?
            .chars()
            .take_while(|digit| is_digit(*digit))
            .collect();
        let number = (previous.number + 1).to_string();
        let words = start..start + digits.len();
        if number.len() != digits.len() {
            return None;
        }
        let mut mended = text.to_owned();
        mended.replace_range(words.clone(), &number);
        let faults = |text: &str| Lists::new(text).faults(marks).len();
        (faults(&mended) < faults(text)).then_some((words, number))
    }

    fn message(&self, text: &Text<'_>) -> Message {
        let words = |mark: &ListMark| {
            text.value()
                .get(mark.range.clone())
                .unwrap_or_default()
                .to_owned()
        };
        let template = match self.kind {
            Kind::Gap => &GAP,
            Kind::Repeat => &REPEAT,
            Kind::Empty => &EMPTY,
        };
        let message = Message::new(template).with("mark", words(&self.mark));
        match &self.previous {
            Some(previous) => message.with("previous", words(previous)),
            None => message,
        }
    }
}

/// The lists that are open at a place of a text, each within an item of the one before.
struct Lists<'t> {
    text: &'t str,
    open: Vec<List>,
}

/// A list that is being read.
struct List {
    last: ListMark,
    /// The number of its first item.
    first: u32,
    items: u32,
    /// The number that a fault left out. The next item may go on from the fault, or from what was right.
    left_out: Option<u32>,
    /// The last number of the list of the same style in whose item this one began.
    around: Option<u32>,
}

impl List {
    fn new(mark: ListMark) -> Self {
        Self {
            first: mark.number,
            last: mark,
            items: 1,
            left_out: None,
            around: None,
        }
    }

    /// A list whose 1 follows its lead at once, as in 目标设定为1.数量, is seen from its 2 on.
    fn from(mark: ListMark, before: &str) -> Self {
        let led = mark.number == 2 && stands_in(before, 1, mark.style);
        let mut list = Self::new(mark);
        if led {
            list.first = 1;
            list.items = 2;
        }
        list
    }

    fn goes_on_with(&self, number: u32) -> bool {
        let as_counted = self.left_out.is_some() && number == self.first + self.items;
        number == self.last.number + 1 || as_counted || self.left_out == Some(number)
    }

    fn push(&mut self, mark: ListMark) {
        self.last = mark;
        self.items += 1;
    }
}

/// A jump this far is no slip: the number belongs to something else.
const FARTHEST_SLIP: u32 = 4;

impl<'t> Lists<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            open: Vec::new(),
        }
    }

    /// Reads the lists of the text from front to back.
    fn faults(&mut self, marks: &[Mark]) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut read_to = 0;
        for (at, opening) in openings(self.text, marks) {
            if at < read_to {
                continue;
            }
            let Some(mark) = self.mark_at(at) else { continue };
            let opening = opening_for(mark.style, opening);
            let empty = self.chained(&mark);
            read_to = mark.range.end;
            let (style, first) = (mark.style, mark.clone());
            let fault = self.enter(mark, opening);
            if fault.is_none() && self.is_last(&first) && self.is_empty(&first) {
                faults.push(Fault {
                    kind: Kind::Empty,
                    mark: first,
                    previous: None,
                });
            }
            faults.extend(fault);
            // The numbers that stand right behind an empty one are items as well.
            if let (Some(end), Some(list)) =
                (empty, self.open.iter_mut().find(|list| list.last.style == style))
            {
                read_to = end.range.end;
                list.items += end.number - list.last.number;
                list.last = end;
            }
        }
        faults
    }

    /// The mark at a place. 2、3、加强 is one in a list that stands at 1; 2、3、5号线 is none.
    fn mark_at(&self, at: usize) -> Option<ListMark> {
        let mark = ListMark::before_anything(self.text, at)?;
        (mark.is_one_in(self.text) || self.chained(&mark).is_some()).then_some(mark)
    }

    /// The last of the numbers that follow a mark without anything but spaces between, where the list has come to the mark.
    fn chained(&self, mark: &ListMark) -> Option<ListMark> {
        let list = self.list(mark.style)?;
        if list.last.number + 1 != mark.number {
            return None;
        }
        let mut end = None;
        let mut from = mark.clone();
        while let Some(next) = ListMark::before_anything(self.text, self.after_spaces(from.range.end))
            .filter(|next| next.style == from.style && next.number == from.number + 1)
        {
            end = Some(next.clone());
            from = next;
        }
        end.filter(|end| end.is_one_in(self.text))
    }

    fn after_spaces(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        at + (rest.len() - rest.trim_start_matches(' ').len())
    }

    fn list(&self, style: Style) -> Option<&List> {
        self.open.iter().find(|list| list.last.style == style)
    }

    fn is_last(&self, mark: &ListMark) -> bool {
        self.open.last().is_some_and(|list| list.last == *mark)
    }

    /// Takes a mark into its list, or opens a list with it.
    fn enter(&mut self, mark: ListMark, opening: Opening) -> Option<Fault> {
        let position = self.open.iter().position(|list| list.last.style == mark.style);
        let Some(position) = position else {
            if mark.number == 1 || opening == Opening::Firm {
                let item = self.open.last().map_or(0, |list| list.last.range.end);
                let before = self.text.get(item..mark.range.start).unwrap_or_default();
                self.open.push(List::from(mark, before));
            }
            return None;
        };
        self.open.truncate(position + 1);
        let list = self.open.last_mut()?;
        let between = self
            .text
            .get(list.last.range.end..mark.range.start)
            .unwrap_or_default();
        if list.goes_on_with(mark.number) {
            list.push(mark);
            return None;
        }
        if mark.number == 1 && !repeats_the_first(list, between, opening) {
            let around = (!between.contains('。')).then_some(list.last.number);
            *list = List::new(mark);
            list.around = around;
            return None;
        }
        if list.around == Some(mark.number - 1) {
            *list = List::new(mark);
            return None;
        }
        let is_gap = mark.number > list.last.number;
        let sure = match opening {
            Opening::Firm => list.items >= 2 || list.first == 1,
            Opening::Spaced => list.items >= 2 && list.first == 1,
            Opening::Clause | Opening::Loose => return None,
        };
        if !sure || mark.number > list.last.number + FARTHEST_SLIP {
            return None;
        }
        let mut missing = if is_gap {
            list.last.number + 1..mark.number
        } else {
            1..2
        };
        if mark.number != 1 && missing.any(|number| stands_in(between, number, mark.style)) {
            *list = List::from(mark, between);
            return None;
        }
        let fault = Fault {
            kind: if is_gap { Kind::Gap } else { Kind::Repeat },
            previous: Some(list.last.clone()),
            mark: mark.clone(),
        };
        list.left_out = Some(list.last.number + 1);
        list.push(mark);
        Some(fault)
    }

    /// Whether nothing but signs stands between a mark and the next item of its list or of one around it, or the end.
    fn is_empty(&self, mark: &ListMark) -> bool {
        let rest = self.text.get(mark.range.end..).unwrap_or_default();
        let content =
            rest.trim_start_matches(|sign: char| sign.is_whitespace() || "。；;，,、".contains(sign));
        let at = self.text.len() - content.len();
        if content.is_empty() {
            return self.list(mark.style).is_some_and(|list| list.items >= 2);
        }
        let Some(next) = ListMark::at(self.text, at) else {
            return false;
        };
        let apart = at > mark.range.end;
        let follows = next.number == mark.number + 1 || (next.number == 1 && mark.number > 1);
        let same = next.style == mark.style && follows;
        let outer = next.style != mark.style
            && self
                .list(next.style)
                .is_some_and(|list| list.last.number + 1 == next.number);
        outer || (apart && same) || (same && self.list(mark.style).is_some_and(|list| list.items >= 2))
    }
}

/// A comma parts the items of 一是…，二是….
fn opening_for(style: Style, opening: Opening) -> Opening {
    match (style, opening) {
        (Style::Clause | Style::Ordinal(_), Opening::Clause) => Opening::Firm,
        _ => opening,
    }
}

/// Whether a second 1 repeats the first, as in 1、甲；1、乙；2、丙. Another list has a heading or more before it.
fn repeats_the_first(list: &List, between: &str, opening: Opening) -> bool {
    let item = between.trim_end_matches(|sign: char| sign.is_whitespace() || "。；;".contains(sign));
    let one_clause = !item.contains(['。', '；', '：', ':', ' ', '\n', '！', '？']);
    list.items == 1
        && list.first == 1
        && opening == Opening::Firm
        && one_clause
        && list.last.style != Style::Clause
}

/// Whether a number stands in a text as that of an item, however it is written: then the list has no gap, and only its
/// writing is unusual.
fn stands_in(text: &str, number: u32, style: Style) -> bool {
    if style.is_chinese() {
        return chinese_stands_in(text, number);
    }
    let enclosed = |first: char| {
        char::from_u32(u32::from(first) + number - 1).is_some_and(|sign| number <= 20 && text.contains(sign))
    };
    ['①', '⑴', '⒈'].into_iter().any(enclosed) || digits_stand_in(text, number)
}

fn digits_stand_in(text: &str, number: u32) -> bool {
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(is_digit)) {
        let start = at + found;
        let run = text.get(start..).unwrap_or_default();
        let length = run.find(|next| !is_digit(next)).unwrap_or(run.len());
        let (digits, after) = run.split_at_checked(length).unwrap_or_default();
        let words_before = text.get(..start).unwrap_or_default();
        let before = words_before.chars().next_back();
        // （详见附件3） is closed by the bracket of the remark.
        let ends_remark = after.starts_with(['）', ')'])
            && before.is_some_and(char::is_alphabetic)
            && in_brackets(words_before);
        if value_of(digits) == Some(number) && !ends_remark && may_number_an_item(before, after) {
            return true;
        }
        at = start + length;
    }
    false
}

/// Whether digits between these may be the number of an item: 1.2022年完成 is one as well.
fn may_number_an_item(before: Option<char>, after: &str) -> bool {
    let joined = before.is_some_and(|before| before.is_ascii_alphanumeric() || ".．-~/".contains(before));
    let opens =
        before.is_none_or(|before| before.is_whitespace() || "。；：，、:;!！?？（(）)”》".contains(before));
    let counts = unit_prefix(after).is_some() || scale_prefix(after).is_some();
    let content = after.strip_prefix(['、', '.', '．', '）', ')']);
    let marked = content.is_some_and(|content| {
        let digits = content.chars().take_while(|next| is_digit(*next)).count();
        digits == 0 || digits == 4
    });
    !joined && (marked || (opens && !counts))
}

fn value_of(digits: &str) -> Option<u32> {
    digits.chars().try_fold(0_u32, |value, digit| {
        value
            .checked_mul(10)?
            .checked_add(fold_width(digit).to_digit(10)?)
    })
}

fn chinese_stands_in(text: &str, number: u32) -> bool {
    const UNITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: u32| UNITS.get(value as usize).copied().unwrap_or_default();
    let written = match number {
        1..10 => digit(number).to_owned(),
        10..20 => format!("十{}", digit(number - 10)),
        _ => format!("{}十{}", digit(number / 10), digit(number % 10)),
    };
    text.match_indices(&written).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text
            .get(at + written.len()..)
            .and_then(|rest| rest.chars().next());
        // What goes on after 、 is no item: “双随机、一公开”.
        let opens =
            before.is_none_or(|before| before.is_whitespace() || "。；：，:;！？（(）)”》".contains(before));
        let marked = after.is_some_and(|after| "是要则来、，.．)）：:".contains(after));
        opens || marked
    })
}

#[cfg(test)]
mod tests;
