//! Places in a text that were never filled in.

use std::ops::Range;

use evallint_schema::{Words, scale_prefix, unit_prefix};

/// The unfilled places of a text, as ranges of bytes, in order; those that belong together (XX年XX月) as one.
pub(crate) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if let Some(whole) = whole_cell(text) {
        return vec![whole];
    }
    let mut at = 0;
    while let Some(candidate) = next_candidate(text, at) {
        at = candidate
            + text
                .get(candidate..)
                .and_then(|rest| rest.chars().next())
                .map_or(1, char::len_utf8);
        if let Some(end) = ending_of(text, candidate) {
            at = end;
            match found.last_mut() {
                Some(last) if is_joint(text.get(last.end..candidate).unwrap_or_default()) => last.end = end,
                _ => found.push(candidate..end),
            }
        }
    }
    found
}

/// A cell of nothing but asterisks or an ellipsis.
fn whole_cell(text: &str) -> Option<Range<usize>> {
    let trimmed = text.trim();
    let only = |filler: &[char]| trimmed.chars().all(|character| filler.contains(&character));
    let blank = trimmed.chars().count() >= 2 && (only(&['*', '＊']) || only(&['_', '＿']))
        || only(&['…'])
        || trimmed == "......";
    let start = text.len() - text.trim_start().len();
    (blank && !trimmed.is_empty()).then(|| start..start + trimmed.len())
}

/// The next byte at which a placeholder can begin, by the characters that [`ending_of`] looks at.
fn next_candidate(text: &str, from: usize) -> Option<usize> {
    static OPENINGS: Words = Words::of(&[
        "N", "Ｎ", "X", "Ｘ", "x", "×", "*", "＊", "…", "_", "＿", "-", "—", "－", "(", "（", "待", "此",
        "请", "年",
    ]);
    let (at, _) = OPENINGS.first_in(text.get(from..)?)?;
    Some(from + at)
}

/// The end of the placeholder that begins at `start`.
fn ending_of(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let left = text.get(..start)?;
    let before = left.chars().next_back();
    let length = match rest.chars().next()? {
        'N' | 'Ｎ' => lone_letter(rest, left),
        'X' | 'Ｘ' | 'x' => crosses(rest, before, &['X', 'Ｘ', 'x']).or_else(|| lone_cross(rest, left)),
        '×' => crosses(rest, before, &['×']),
        '*' | '＊' => before_unit(rest, before, &['*', '＊']),
        '…' => before_unit(rest, before, &['…']),
        '_' | '＿' => before_unit(rest, before, &['_', '＿']),
        '-' | '—' | '－' => blank_date(rest),
        '(' | '（' => instruction(rest),
        '待' => to_be_filled(rest, before),
        '此' | '请' => spoken_instruction(rest),
        '年' => blank_date(rest).filter(|_| !before.is_some_and(char::is_alphanumeric)),
        _ => None,
    };
    length.map(|length| start + length)
}

fn is_latin(character: Option<char>) -> bool {
    character.is_some_and(|character| character.is_ascii_alphabetic())
}

/// `N支`: a letter for a number before a unit. After a digit and a plus it is a way of speaking (1+N).
fn lone_letter(rest: &str, left: &str) -> Option<usize> {
    let letter = rest.chars().next()?.len_utf8();
    let scale = rest
        .get(letter..)
        .and_then(scale_prefix)
        .map_or(0, |(_, length)| length);
    let letter = letter + scale;
    let unit = rest
        .get(letter..)
        .and_then(unit_prefix)
        .filter(|unit| unit.name == "%" || !unit.name.is_ascii())?;
    let before = left.chars().next_back();
    let spoken = left.strip_suffix('+').is_some_and(ends_in_digit) || ends_in_digit(left);
    (!is_latin(before) && !spoken).then_some(letter + unit.name.len())
}

fn ends_in_digit(text: &str) -> bool {
    text.ends_with(|last: char| last.is_ascii_digit())
}

/// `X场`: as with N, but X光 and X片 are words.
fn lone_cross(rest: &str, left: &str) -> Option<usize> {
    let letter = rest.chars().next()?;
    let is_word = rest
        .get(letter.len_utf8()..)?
        .starts_with(['片', '台', '级', '类', '型']);
    lone_letter(rest, left).filter(|_| letter != 'x' && !is_word && !left.ends_with('+'))
}

/// `XX` or `××`, two or more, and not part of a Latin word.
fn crosses(rest: &str, before: Option<char>, signs: &[char]) -> Option<usize> {
    let run = rest
        .find(|character: char| !signs.contains(&character))
        .unwrap_or(rest.len());
    let count = rest.get(..run)?.chars().count();
    let next = rest.get(run..)?.chars().next();
    let date_word = next
        .filter(|next| "年月日号".contains(*next))
        .map_or(0, char::len_utf8);
    (count >= 2 && !is_latin(before) && !is_latin(next)).then_some(run + date_word)
}

/// `**个` or `……场`: a filler where a number should stand.
fn before_unit(rest: &str, before: Option<char>, fillers: &[char]) -> Option<usize> {
    let run = rest
        .find(|character: char| !fillers.contains(&character))
        .unwrap_or(rest.len());
    let count = rest.get(..run)?.chars().count();
    let scale = rest
        .get(run..)
        .and_then(scale_prefix)
        .map_or(0, |(_, length)| length);
    let run = run + scale;
    let unit = rest.get(run..).and_then(unit_prefix)?;
    let follows_figure = before.is_some_and(|before| before.is_ascii_digit());
    (count >= 2 && !follows_figure).then_some(run + unit.name.len())
}

/// `-年-月-日`, or `年 月 日` with blanks for the numbers.
fn blank_date(rest: &str) -> Option<usize> {
    let is_blank = |character: char| character.is_whitespace() || "-—－_*＊".contains(character);
    let mut at = 0;
    let mut blanks = 0;
    for word in ['年', '月', '日'] {
        let left = rest.get(at..)?;
        let blank = left.len() - left.trim_start_matches(is_blank).len();
        blanks += blank;
        at += blank + left.get(blank..)?.strip_prefix(word).map(|_| word.len_utf8())?;
    }
    (blanks > 0).then_some(at)
}

/// `（100字以内）` or `（此处填写…）`: what the blank form says to its author.
fn instruction(rest: &str) -> Option<usize> {
    let open = rest.chars().next()?.len_utf8();
    let inside = rest.get(open..)?;
    let close = inside.find(['）', ')', '（', '(', '。'])?;
    let closing = inside
        .get(close..)?
        .chars()
        .next()
        .filter(|closing| matches!(closing, '）' | ')'))?;
    let content = inside.get(..close)?.trim();
    (limits_length(content) || tells_to_fill(content)).then_some(open + close + closing.len_utf8())
}

/// `100字以内`, `不超过200字`, `限300字`.
fn limits_length(content: &str) -> bool {
    let Some((number, after)) = content.split_once('字') else {
        return false;
    };
    let number = number.trim_end_matches(['个', '余']);
    let ends_in_digits = number.ends_with(|last: char| last.is_ascii_digit());
    let lead =
        number.trim_end_matches(|character: char| character.is_ascii_digit() || "-~—".contains(character));
    ends_in_digits
        && ["", "以内", "内", "左右", "以上", "以下"].contains(&after)
        && ["", "不超过", "限", "控制在", "不少于", "约", "字数"].contains(&lead.trim())
}

fn tells_to_fill(content: &str) -> bool {
    const OPENINGS: &[&str] = &[
        "此处",
        "在此",
        "请填",
        "请在",
        "请输入",
        "请简",
        "请说明",
        "请描述",
        "填写说明",
        "待填",
        "待补充",
        "示例",
        "填写内容",
    ];
    OPENINGS.iter().any(|opening| content.starts_with(opening))
}

/// `此处填写` and `请填写` without brackets.
fn spoken_instruction(rest: &str) -> Option<usize> {
    const SPOKEN: &[&str] = &[
        "此处填写",
        "此处填报",
        "此处录入",
        "请填写",
        "请在此填写",
        "请在此处填写",
    ];
    SPOKEN
        .iter()
        .find(|spoken| rest.starts_with(**spoken))
        .map(|spoken| spoken.len())
}

/// `待补充`, where it is not said of people or means that are lacking (人员有待补充).
fn to_be_filled(rest: &str, before: Option<char>) -> Option<usize> {
    const WORDS: &[&str] = &["待补充", "待填写", "待填报", "待填"];
    let word = WORDS.iter().find(|word| rest.starts_with(**word))?;
    let next = rest.get(word.len()..)?.chars().next();
    let ends = next.is_none_or(|next| !next.is_alphanumeric());
    let lacking = before.is_some_and(|before| "有亟急尚仍还均正需等期".contains(before));
    (ends && !lacking).then_some(word.len())
}

/// What may stand between two placeholders of one blank: XX年XX月XX日, XX（XX）.
fn is_joint(between: &str) -> bool {
    between.chars().count() <= 2 && !between.contains(['，', '。', '；', '、'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn finds_what_was_never_filled_in() {
        assert_eq!(found("3个常态化检测点+N支流动检测点"), ["N支"]);
        assert_eq!(found("XX街道办事处"), ["XX"]);
        assert_eq!(found("开展××活动"), ["××"]);
        assert_eq!(found("20XX年"), ["XX年"]);
        assert_eq!(found("XX年XX月XX日前完成"), ["XX年XX月XX日"]);
        assert_eq!(found("（100字以内）"), ["（100字以内）"]);
        assert_eq!(found("存在问题(不超过300字)"), ["(不超过300字)"]);
        assert_eq!(found("（此处填写完成情况）"), ["（此处填写完成情况）"]);
        assert_eq!(found("数据待补充。"), ["待补充"]);
        assert_eq!(found("于-年-月-日完成"), ["-年-月-日"]);
        assert_eq!(found("完成时间：  年  月  日"), ["年  月  日"]);
        assert_eq!(found("完成**个"), ["**个"]);
        assert_eq!(found("**"), ["**"]);
        assert_eq!(found("……"), ["……"]);
        assert_eq!(found("……场次"), ["……场次"]);
        assert_eq!(found("开展X场活动"), ["X场"]);
        assert_eq!(found("Ｎ支队伍"), ["Ｎ支"]);
        assert_eq!(found("N%"), ["N%"]);
        assert_eq!(found("**万元"), ["**万元"]);
        assert_eq!(found("投入N万元"), ["N万元"]);
    }

    #[test]
    fn leaves_what_only_looks_like_it() {
        for text in [
            "打造“1+N”体系",
            "1+N支队伍",
            "N+1模式",
            "N95口罩",
            "X光检查",
            "拍摄X片20张",
            "DNA检测",
            "XXL号",
            "3×4米",
            "专业人员有待补充",
            "出生年月日登记",
            "2022年12月31日",
            "维护、保养……等工作",
            "**重点**工作",
            "〔2020〕10号",
            "（含10字以上标识牌）",
            "（一）加强管理",
            "",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
