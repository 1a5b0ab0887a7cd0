//! `punctuation-style`: half- and full-width signs mixed, doubled signs, and stray spaces between Chinese characters.

use std::ops::Range;

use evallint_syntax::{NodeId, Text, Value};

use crate::document::Document;
use crate::facts::Mark;
use crate::fix::{Fix, disjoint, title};
use crate::list_mark::{ListMark, Style, is_numeral};
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "punctuation-style",
    name: "标点不规范",
    group: Group::Text,
    severity: Severity::Info,
    page: include_str!("punctuation-style.md"),
    has_fix: true,
    check,
};

static MIXED: Template = Template {
    zh: "中文里夹用了半角的“{narrow}”，文中别处用的是全角的“{wide}”。",
    en: "{narrow} stands among Chinese characters, while the document uses {wide} elsewhere.",
};

static USE_WIDE: Template = Template {
    zh: "中文行文请统一用全角标点；数字、时间、网址中的半角符号不用改。",
    en: "Use full-width punctuation in Chinese text; figures, times and addresses keep theirs.",
};

static DOUBLED: Template = Template {
    zh: "标点“{signs}”叠用。",
    en: "The signs {signs} stand doubled.",
};

static KEEP_ONE: Template = Template {
    zh: "请只保留一个。",
    en: "Keep one of them.",
};

static STRAY_SPACE: Template = Template {
    zh: "“{words}”中间多了空格。",
    en: "A stray space stands in {words}.",
};

static DELETE_SPACE: Template = Template {
    zh: "请删去空格；本应分段的，改为换行。",
    en: "Delete the space, or begin a new line where one was meant.",
};

static ANOTHER: Template = Template {
    zh: "另一处。",
    en: "Another place.",
};

/// How many other places a finding points at.
const MOST_RELATED: usize = 20;

fn check(context: &mut Context<'_, '_>) {
    let (document, facts) = (context.document, context.facts);
    let mut mixture = Mixture::default();
    for (node, _, text) in document.texts() {
        if facts.is_placeholder(node) {
            continue;
        }
        let marks = facts.marks(node);
        mixture.read(node, text.value(), marks);
        for doubled in doubled_signs(text.value(), marks) {
            let signs = text.value().get(doubled.clone()).unwrap_or_default();
            let message = Message::new(&DOUBLED).with("signs", signs);
            let range = text.source_range(doubled.start, doubled.end);
            context
                .report(document.pointer(node), range, message)
                .help(Message::new(&KEEP_ONE))
                .fix(keep_one(document, node, doubled.clone(), signs));
        }
        if !is_crammed(document, node) {
            report_spaces(context, node, text, marks);
        }
    }
    for (narrow, wide, places) in mixture.mixed() {
        report_mixed(context, narrow, wide, places);
    }
}

/// Whether the spaces of a cell part the indicators that were crammed into it.
fn is_crammed(document: &Document<'_>, node: NodeId) -> bool {
    let parent = document.node(node).parent();
    parent.is_some_and(|parent| document.is_merged(parent))
}

static ONE_SIGN: Template = Template {
    zh: "两个标点不同，请确认留哪一个",
    en: "The two signs differ; make sure that the right one stays",
};

/// Keeps one of two signs: where they differ, the one that parts more.
fn keep_one(document: &Document<'_>, node: NodeId, doubled: Range<usize>, signs: &str) -> Option<Fix> {
    let strength = |sign: &char| "、,，:：;；。".chars().position(|known| known == *sign);
    let kept = signs.chars().max_by_key(strength)?;
    let edits = vec![document.reword(node, doubled, kept.encode_utf8(&mut [0; 4]))?];
    let title = title::write(kept.to_string());
    Some(if signs.chars().all(|sign| sign == kept) {
        Fix::safe(title, edits)
    } else {
        Fix::with_risk(title, Message::new(&ONE_SIGN), edits)
    })
}

static DELETE_ALL_SPACES: Template = Template {
    zh: "删去汉字之间的空格",
    en: "Delete the spaces between Chinese characters",
};

/// Deletes the spaces between the characters at both ends of each place.
fn delete_spaces(document: &Document<'_>, node: NodeId, text: &str, strays: &[Range<usize>]) -> Option<Fix> {
    let edits = strays.iter().map(|stray| {
        let words = text.get(stray.clone())?;
        let (left, right) = (words.chars().next()?, words.chars().next_back()?);
        let spaces = stray.start + left.len_utf8()..stray.end - right.len_utf8();
        document.reword(node, spaces, "")
    });
    let edits = disjoint(edits.collect::<Option<_>>()?)?;
    Some(Fix::safe(Message::new(&DELETE_ALL_SPACES), edits))
}

static WIDEN: Template = Template {
    zh: "全部改为“{wide}”",
    en: "Write {wide} throughout",
};

/// Writes the full-width form of a sign, and of what closes a bracket, at each place.
fn widen(document: &Document<'_>, wide: char, places: &[(NodeId, Mark)]) -> Option<Fix> {
    let mut edits = Vec::new();
    for (node, mark) in places {
        edits.push(document.reword(*node, mark.at..mark.end(), wide.encode_utf8(&mut [0; 4]))?);
        if wide != '（' {
            continue;
        }
        let Value::String(text) = &document.node(*node).value else {
            return None;
        };
        let closing = closing_bracket(text.value(), mark.end())?;
        edits.push(document.reword(*node, closing..closing + 1, "）")?);
    }
    let edits = disjoint(edits)?;
    let signs = match wide {
        '（' => "（）".to_owned(),
        sign => sign.to_string(),
    };
    Some(Fix::safe(Message::new(&WIDEN).with("wide", signs), edits))
}

/// Where a half-width bracket closes that opens before `from`.
fn closing_bracket(text: &str, from: usize) -> Option<usize> {
    let mut depth = 1_u32;
    for (at, sign) in text.get(from..)?.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return Some(from + at);
        }
    }
    None
}

fn report_spaces(context: &mut Context<'_, '_>, node: NodeId, text: &Text<'_>, marks: &[Mark]) {
    let document = context.document;
    // A line that YAML folds ends in a space that nobody typed.
    let typed = |stray: &Range<usize>| {
        let source = document.source.slice(text.source_range(stray.start, stray.end));
        !source.contains('\n')
    };
    let strays: Vec<Range<usize>> = stray_spaces(text.value(), marks).filter(typed).collect();
    let Some((first, others)) = strays.split_first() else {
        return;
    };
    let pointer = document.pointer(node);
    let place = |stray: &Range<usize>| text.source_range(stray.start, stray.end);
    let words = text.value().get(first.clone()).unwrap_or_default();
    let message = Message::new(&STRAY_SPACE).with("words", words);
    let finding = context.report(pointer.clone(), place(first), message);
    finding
        .help(Message::new(&DELETE_SPACE))
        .fix(delete_spaces(document, node, text.value(), &strays));
    for stray in others.iter().take(MOST_RELATED) {
        finding.relate(pointer.clone(), place(stray), Message::new(&ANOTHER));
    }
}

fn report_mixed(context: &mut Context<'_, '_>, narrow: char, wide: char, places: &[(NodeId, Mark)]) {
    let document = context.document;
    let place = |(node, mark): &(NodeId, Mark)| match &document.node(*node).value {
        Value::String(text) => text.source_range(mark.at, mark.end()),
        _ => document.node(*node).range,
    };
    let Some((first, others)) = places.split_first() else {
        return;
    };
    let message = Message::new(&MIXED)
        .with("narrow", narrow.to_string())
        .with("wide", wide.to_string());
    let finding = context.report(document.pointer(first.0), place(first), message);
    finding
        .help(Message::new(&USE_WIDE))
        .fix(widen(document, wide, places));
    for other in others.iter().take(MOST_RELATED) {
        finding.relate(document.pointer(other.0), place(other), Message::new(&ANOTHER));
    }
}

/// The half-width signs that have a full-width form. Of brackets the opening one stands for both.
const SIGNS: [(char, char); 6] = [
    (',', '，'),
    (';', '；'),
    (':', '：'),
    ('?', '？'),
    ('!', '！'),
    ('(', '（'),
];

/// Where the brackets stand among the signs.
const BRACKETS: usize = SIGNS.len() - 1;

/// Which of the two forms of each sign a document uses among Chinese characters.
#[derive(Debug, Default)]
struct Mixture {
    narrow: [Vec<(NodeId, Mark)>; SIGNS.len()],
    wide: [bool; SIGNS.len()],
}

impl Mixture {
    fn read(&mut self, node: NodeId, text: &str, marks: &[Mark]) {
        // The last bracket that opened, to judge its partner by.
        let mut opened = None;
        for mark in marks {
            match mark.sign {
                '(' | '（' => {
                    self.bracket(node, *mark, is_chinese(next_of(text, *mark)));
                    opened = Some(mark.sign);
                }
                ')' if opened == Some('（') => {
                    self.bracket(node, *mark, is_chinese(previous_of(text, *mark)));
                }
                sign if sign.is_ascii() => {
                    let kind = SIGNS.iter().position(|(narrow, _)| *narrow == sign);
                    if let Some(places) = kind.and_then(|kind| self.narrow.get_mut(kind))
                        && is_chinese_end(previous_of(text, *mark))
                    {
                        places.push((node, *mark));
                    }
                }
                sign => {
                    let kind = SIGNS.iter().position(|(_, wide)| *wide == sign);
                    if let Some(seen) = kind.and_then(|kind| self.wide.get_mut(kind)) {
                        *seen = true;
                    }
                }
            }
        }
    }

    fn bracket(&mut self, node: NodeId, mark: Mark, among_chinese: bool) {
        if mark.sign == '（' {
            self.wide[BRACKETS] = true;
        } else if among_chinese {
            self.narrow[BRACKETS].push((node, mark));
        }
    }

    /// The signs that stand in both forms, with the places of the half-width one.
    fn mixed(&self) -> impl Iterator<Item = (char, char, &[(NodeId, Mark)])> {
        SIGNS
            .iter()
            .zip(&self.narrow)
            .zip(&self.wide)
            .filter(|(_, wide)| **wide)
            .map(|(((narrow, wide), places), _)| (*narrow, *wide, places.as_slice()))
    }
}

fn previous_of(text: &str, mark: Mark) -> Option<char> {
    text.get(..mark.at)?.chars().next_back()
}

fn next_of(text: &str, mark: Mark) -> Option<char> {
    text.get(mark.end()..)?.chars().next()
}

fn is_chinese(character: Option<char>) -> bool {
    character
        .is_some_and(|character| matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}'))
}

/// Whether a word of Chinese text ends here, maybe with a quote or bracket.
fn is_chinese_end(character: Option<char>) -> bool {
    is_chinese(character) || character.is_some_and(|character| "”’》）】〕」%％".contains(character))
}

/// The signs that stand twice, or beside another that excludes them, without a third.
fn doubled_signs<'t>(text: &'t str, marks: &'t [Mark]) -> impl Iterator<Item = Range<usize>> + 't {
    marks.windows(2).enumerate().filter_map(move |(index, pair)| {
        let [first, second] = pair else { return None };
        if !stops_touch(first, second) {
            return None;
        }
        let before = index.checked_sub(1).and_then(|index| marks.get(index));
        let longer = before.is_some_and(|before| stops_touch(before, first))
            || marks
                .get(index + 2)
                .is_some_and(|after| stops_touch(second, after));
        let previous = previous_of(text, *first);
        // In `2、；` nothing is doubled: the item is empty.
        let is_list_mark =
            first.sign == '、' && previous.is_some_and(|sign| sign.is_ascii_digit() || is_numeral(sign));
        // `::` and `;;` may stand in Latin text.
        let in_chinese = !first.sign.is_ascii() || !second.sign.is_ascii() || is_chinese_end(previous);
        (!longer && !is_list_mark && in_chinese).then(|| first.at..second.end())
    })
}

fn stops_touch(left: &Mark, right: &Mark) -> bool {
    left.end() == right.at && is_stop(left.sign) && is_stop(right.sign)
}

fn is_stop(sign: char) -> bool {
    "，、；：。,;:".contains(sign)
}

/// The spaces between Chinese characters, each with the characters beside it. A list number may have one before it, a
/// paragraph an indentation, and where a sentence ends the space stands for a line break that the table could not hold.
fn stray_spaces<'t>(text: &'t str, marks: &'t [Mark]) -> impl Iterator<Item = Range<usize>> + 't {
    let mut last_end = None;
    marks.iter().enumerate().filter_map(move |(index, mark)| {
        let continues = last_end == Some(mark.at) && mark.is_space();
        last_end = mark.is_space().then(|| mark.end());
        if continues || !mark.is_space() {
            return None;
        }
        let run = marks.get(index..)?;
        let mut end = mark.at;
        let mut indents = 0;
        for space in run.iter().take_while(|space| space.is_space()) {
            if space.at != end {
                break;
            }
            if matches!(space.sign, '\n' | '\r' | '\t') {
                return None;
            }
            indents += usize::from(space.sign == '\u{3000}');
            end = space.end();
        }
        let left =
            previous_of(text, *mark).filter(|left| is_chinese(Some(*left)) || is_chinese_sign(*left))?;
        let right = text.get(end..)?.chars().next()?;
        let before_sign = is_chinese(Some(left)) && "，、；：。”》）】".contains(right);
        let before_word = is_chinese(Some(right)) || "“《【".contains(right);
        let before_number = ListMark::at(text, end).is_some_and(|mark| mark.style != Style::Clause);
        ((before_sign || before_word) && !before_number && indents < 2)
            .then(|| mark.at - left.len_utf8()..end + right.len_utf8())
    })
}

fn is_chinese_sign(sign: char) -> bool {
    "，、；：“”‘’《》（）【】〔〕「」…".contains(sign)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{check, check_document, check_result};

    fn check_prose(text: &str, words: &[&str]) {
        let expected: Vec<_> = words.iter().map(|words| ("/problems", *words)).collect();
        check(&RULE, &json!({ "problems": text }), &expected);
    }

    #[test]
    fn spaces_between_chinese_characters() {
        for (text, words) in [
            ("进一步增强； 二是短板领域。", "； 二"),
            ("加强 管理，落实责任。", "强 管"),
            ("加强\u{3000}管理，落实责任。", "强\u{3000}管"),
            ("加强管理 ，落实责任。", "理 ，"),
            ("开展 “五进”宣传。", "展 “"),
            ("落实（ 试行）方案。", "（ 试"),
        ] {
            check_prose(text, &[words]);
        }
        check_prose("加强 管理，落实 责任。", &["强 管"]);
    }

    #[test]
    fn spaces_that_people_type() {
        for text in [
            "守牢底线。 1、构建体系。 2、开展行动。",
            "完成情况： 1.数量指标。 （一）加强管理。 ①整治。 一、保障。 第一，落实。",
            "推广 APP 应用，培训 85 场次，占 95% 以上。",
            "满意度96%。 通过加强检查，保洁到位。",
            "第一段。\n第二段。\n  第三段。",
            "第一段。\u{3000}\u{3000}第二段。",
            " 首尾空格不论。 ",
            "WiFi 6 覆盖，Word 文档。",
        ] {
            check_prose(text, &[]);
        }
        check_result(&RULE, "培训人次 培训场次", "300人次 85场次", None);
        let folded = "problems: >-\n  加强管理，\n  落实责任。\n";
        check_document(&RULE, folded, &[]);
    }

    #[test]
    fn doubled_signs_are_found() {
        for (text, signs) in [
            ("存在问题：：一是学位紧张。", "：："),
            ("一是学位紧张，，供给不足。", "，，"),
            ("一是学位紧张。。", "。。"),
            ("一是学位紧张，。", "，。"),
            ("一是学位紧张；。", "；。"),
            ("一是学位、、师资紧张。", "、、"),
        ] {
            check_prose(text, &[signs]);
        }
        for text in [
            "还有……很多。",
            "构建——落实。",
            "等等。。。",
            "std::fmt",
            "“甲”，“乙”。",
            "1、；2、加强。",
            "怎么办？！",
        ] {
            check_prose(text, &[]);
        }
    }

    #[test]
    fn half_width_signs_among_full_width_ones() {
        for (text, sign) in [
            ("一是学位紧张,供给不足，师资不够。", ","),
            ("一是学位紧张;二是师资不够；三是资金不足。", ";"),
            ("存在问题:一是学位紧张；改进：加强。", ":"),
            ("完成率:98%；改进：加强。", ":"),
            ("(一)学位紧张。（二）师资不够。", "("),
            ("（一)学位紧张。（二）师资不够。", ")"),
            ("怎么办?怎么干？", "?"),
        ] {
            check_prose(text, &[sign]);
        }
    }

    #[test]
    fn half_width_signs_in_their_place() {
        for text in [
            "支出15,784.84万元，比例1:3，时间8:30—17:30。",
            "网址https://example.cn/?a=1;b=2，邮箱a@b.cn。",
            "推广APP(Android)应用，云教(2021)10号（试行）。",
            "依据GB/T 19001-2016标准，使用Word, Excel等软件。",
            "1)构建体系；2)开展行动（3项）。",
            "1.构建体系。2.开展行动。",
        ] {
            check_prose(text, &[]);
        }
    }

    #[test]
    fn a_document_that_keeps_to_one_form_is_not_mixed() {
        let narrow = "department: 云溪区教育局\nproblems: 一是学位紧张,供给不足;二是(部分)师资不够.\n";
        check_document(&RULE, narrow, &[]);
        let mixed = format!("{narrow}improvements: 一是加强，二是完善,三是保障。\n");
        check_document(&RULE, &mixed, &[("/problems", ",")]);
    }
}
