//! `unbalanced-punctuation`: a bracket, quote or book-title mark without its other half.

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
                return;
            }
            if is_apostrophe(text, mark) || is_face(before, pair) {
                return;
            }
        }
        self.halves.push(Single {
            mark,
            pair,
            half,
            matched: false,
        });
    }

    /// What is left, where what may be meant in two ways is taken for what leaves least.
    fn finish(mut self, text: &str) -> Singles {
        let mut list_marks = self.list_marks.iter().peekable();
        for open in &mut self.halves {
            if open.matched || (open.pair, open.half) != (Pair::Round, Half::Opening) {
                continue;
            }
            while list_marks.next_if(|close| close.at < open.mark.at).is_some() {}
            open.matched = list_marks.next().is_some();
        }
        let mut halves = self.halves;
        halves.retain(|single| !single.matched);
        // A straight quote behind a digit may be the sign of an inch or a second.
        let behind_digit = |mark: &&Mark| {
            text.get(..mark.at)
                .is_some_and(|before| before.ends_with(is_digit))
        };
        let inches = self.straight.iter().filter(behind_digit).count();
        if self.straight.len() % 2 == 1 && inches % 2 == 0 {
            // One that stands for the other half of a curly quote leaves nothing.
            let curly = halves.iter().position(|single| single.pair == Pair::DoubleQuote);
            if let Some(curly) = curly {
                halves.remove(curly);
            } else if let Some(last) = self.straight.last() {
                halves.push(Single {
                    mark: *last,
                    pair: Pair::DoubleQuote,
                    half: Half::Either,
                    matched: false,
                });
                halves.sort_by_key(|single| single.mark.at);
            }
        }
        Singles(halves)
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
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{check, check_result, check_text, check_texts};

    fn check_prose(text: &str, signs: &[&str]) {
        let expected: Vec<_> = signs.iter().map(|sign| ("/problems", *sign)).collect();
        check(&RULE, &json!({ "problems": text }), &expected);
    }

    #[test]
    fn a_half_without_the_other() {
        for (text, sign) in [
            ("建立检测点（含流动检测点，守护群众健康。", "（"),
            ("建立检测点含流动检测点），守护群众健康。", "）"),
            ("落实《学位建设方案，推进学位建设。", "《"),
            ("落实学位建设方案》，推进学位建设。", "》"),
            ("开展“五进宣传活动128场次。", "“"),
            ("开展五进”宣传活动128场次。", "”"),
            ("开展“五进“宣传活动128场次。", "“"),
            ("开展”五进”宣传活动128场次。", "”"),
            ("开展”五进“宣传活动128场次。", "”"),
            ("开展\"五进宣传活动128场次。", "\\\""),
            ("依据云教〔2021文件执行。", "〔"),
            ("依据云教2021〕10号文件执行。", "〕"),
            ("【重点任务持续推进。", "【"),
            ("践行‘四个意识，坚定信念。", "‘"),
            ("建立检测点（含流动检测点】，守护群众健康。", "（"),
            ("建成（新建4所（改扩建2所），投入使用。", "（"),
        ] {
            check_prose(text, &[sign]);
        }
        check_prose("建立（甲、乙。落实《方案。", &["（", "《"]);
    }

    #[test]
    fn halves_that_have_the_other() {
        for text in [
            "建立检测点（含流动检测点），守护群众健康。",
            "（一)加强教育，(二）率先建立。",
            "1）构建体系；2）开展行动；10）坚持学习。",
            "a）构建体系；b）开展行动；A)甲类；B)乙类。",
            "一）构建体系；二）开展行动；十一）坚持学习。",
            "1)构建体系。2)开展行动（3项）。",
            "推进“四个意识”“两个维护”，落实“一岗双责”。",
            "学习“习近平新时代‘四个自信’重要论述”精神。",
            "印发《“十四五”规划》《〈办法〉实施细则》。",
            "依据云教〔2021〕10号、云府办[2021]12号文件。",
            "依据云教〔2021]10号文件。",
            "推进\"五进\"宣传和\"打击\"双结合。",
            "安装55\"屏幕12台，推进\"五进\"宣传。",
            "安装55\"屏幕12台、65\"屏幕3台。",
            "推进“五进\"宣传，推进\"五进”宣传。",
            "推进“五进\"宣传。",
            "it’s an app，’22年项目，儿童’s乐园。",
            "服务热情周到:)，群众满意。",
            "（见表 1）（见附件1、2）（A、B类）。",
            "（第一）（其中：1）均已完成。",
            "在（新建4所（含改扩建2所））基础上推进。",
            "推进（“五进）”宣传。",
            "面积（平方米）、投资（万元）、占比（%）。",
            "12:30（周一至周五）8.5%（含）以上。",
            "（2021年）（1）推进；（2）落实。",
            "【重点任务】持续推进，「云溪通」『易办』上线。",
            "构建“街道党工委+23个社区党组织”架构。",
            "聚焦‘急难愁盼’问题，实现‘零’投诉。",
            "满意度（≥95%）、知晓率（≥90％）均达标。",
            "落实{机构}责任，实行[网格]管理，打造［示范］点。",
            "比例1:3，分数<60，增速>5%，A<B。",
            "（含：1）推进服务；2）落实责任）均已完成。",
            "重点工作（85场次。1）推进服务）落实到位。",
        ] {
            check_prose(text, &[]);
        }
    }

    #[test]
    fn in_every_text() {
        check_result(&RULE, "培训场次", "85场次（约3000人次", Some("（"));
        check_result(&RULE, "绿化面积（公顷）", "12公顷", None);
        check(
            &RULE,
            &json!({ "tasks": [{ "name": "推进“五进宣传" }], "improvements": "一是（" }),
            &[("/tasks/0/name", "“"), ("/improvements", "（")],
        );
    }

    #[test]
    fn a_cell_that_was_cut_off_is_so_called() {
        let goal = "守牢校园安全底线，办好人民满意的教育。";
        check_text(&RULE, goal, "守牢校园安全底线，办好（", &[]);
        check_text(&RULE, goal, "守牢校园（含幼儿园、", &[]);
        check_text(
            &RULE,
            goal,
            "守牢校园（含幼儿园。办好教育、",
            &[("/annual_goal/expected", "（")],
        );
    }

    #[test]
    fn a_cell_that_goes_on_after_a_page_break_is_one_text() {
        let end = "落实《云溪区学位建设方案》（云教〔2021〕10号）。";
        let row = "\t\t\t组建教育集团数量";
        let header = "主要任务\t预期目标\t目标完成情况\t关键指标\t指标完成情况\t任务涉及资金\n";
        let goes_on = format!("\n{header}\t初中）。\t\t组建教育集团数量");
        let changes = [(end, "落实学位建设方案（含小学、"), (row, &goes_on)];
        check_texts(&RULE, &changes, &[]);
    }
}
