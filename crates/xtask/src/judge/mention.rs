//! Figures in a text and what they are about, read generously: where even this finds nothing, there is nothing.

/// A figure in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// The value times a thousand.
    pub(crate) thousandths: i64,
    /// The unit, where it is a known one.
    pub(crate) unit: &'static str,
    /// Its clause, with the one before it in that sentence.
    pub(crate) clause: String,
}

impl Mention {
    /// Whether its clause shares two characters in a row with a name.
    pub(crate) fn is_about(&self, name: &str) -> bool {
        shares_a_word(&self.clause, name)
    }
}

/// Units, the longer before those they end in.
const UNITS: &[&str] = &[
    "万立方米",
    "平方公里",
    "立方米",
    "平方米",
    "场次",
    "人次",
    "户次",
    "家次",
    "册次",
    "辆次",
    "头次",
    "批次",
    "班次",
    "剂次",
    "个次",
    "台件",
    "件套",
    "公里",
    "公顷",
    "公斤",
    "万元",
    "亿元",
    "学时",
    "小时",
    "分钟",
    "个工作日",
    "个百分点",
    "%",
    "％",
    "‰",
    "元",
    "米",
    "亩",
    "吨",
    "天",
    "年",
    "月",
    "日",
    "个",
    "家",
    "台",
    "套",
    "名",
    "所",
    "座",
    "处",
    "支",
    "条",
    "栋",
    "部",
    "辆",
    "棵",
    "盏",
    "具",
    "项",
    "篇",
    "宗",
    "人",
    "户",
    "张",
    "件",
    "份",
    "次",
    "场",
    "期",
    "例",
    "幅",
    "页",
    "卷",
    "册",
    "株",
    "只",
    "头",
    "对",
    "间",
    "起",
    "笔",
    "块",
    "通",
    "路",
    "梯",
    "层",
    "组",
    "本",
    "位",
    "门",
    "幢",
    "团",
    "艘",
    "枚",
];

/// What kind of quantity a unit is of; figures of different kinds are never compared.
pub(crate) fn kind(unit: &str) -> &'static str {
    match unit {
        "%" | "％" | "‰" | "个百分点" => "rate",
        "元" | "万元" | "亿元" => "money",
        "米" | "公里" => "length",
        "平方米" | "平方公里" | "亩" | "公顷" => "area",
        "吨" | "公斤" | "立方米" | "万立方米" => "mass",
        "天" | "年" | "月" | "日" | "小时" | "分钟" | "个工作日" | "学时" => "time",
        "" => "none",
        _ => "count",
    }
}

/// Whether two texts have two Chinese characters in a row in common.
pub(crate) fn shares_a_word(one: &str, other: &str) -> bool {
    let letters: Vec<char> = other.chars().filter(|letter| !letter.is_whitespace()).collect();
    letters.windows(2).any(|pair| {
        let word: String = pair.iter().collect();
        pair.iter().all(|letter| is_chinese(*letter)) && one.contains(&word)
    })
}

fn is_chinese(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

/// Every figure of a text.
pub(crate) fn mentions(text: &str) -> Vec<Mention> {
    let text: String = text.chars().map(half_width).collect();
    let mut found = Vec::new();
    for sentence in text.split(['。', '；', '\n', ';']) {
        let clauses: Vec<&str> = sentence.split(['，', '：', ':']).collect();
        for (at, clause) in clauses.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| clauses.get(at)).unwrap_or(&"");
            read_clause(clause, &format!("{before}，{clause}"), &mut found);
        }
    }
    found
}

/// A full-width digit or point as the half-width one.
fn half_width(letter: char) -> char {
    match letter {
        '０'..='９' => char::from_u32(u32::from(letter) - 0xFF10 + 0x30).unwrap_or(letter),
        '．' => '.',
        other => other,
    }
}

fn read_clause(clause: &str, context: &str, found: &mut Vec<Mention>) {
    let mut rest = clause;
    while let Some(at) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let tail = rest.get(at..).unwrap_or_default();
        let (thousandths, after) = number(tail);
        let after = after.trim_start();
        let (scale, behind) = match after.chars().next() {
            Some('万') if !after.starts_with("万元") && !after.starts_with("万立方米") => {
                (10_000, after.trim_start_matches('万'))
            }
            Some('亿') if !after.starts_with("亿元") => (100_000_000, after.trim_start_matches('亿')),
            _ => (1, after),
        };
        let behind = behind.trim_start_matches(['余', '多', ' ']);
        let unit = UNITS
            .iter()
            .find(|unit| behind.starts_with(**unit))
            .copied()
            .unwrap_or("");
        found.push(Mention {
            thousandths: thousandths.saturating_mul(scale),
            unit,
            clause: context.to_owned(),
        });
        rest = after;
    }
}

/// The number at the start of a text in thousandths, and what comes after it.
fn number(text: &str) -> (i64, &str) {
    let mut digits = String::new();
    let mut end = 0;
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let is_digit = |at: usize| letters.get(at).is_some_and(|(_, letter)| letter.is_ascii_digit());
    for (index, (at, letter)) in letters.iter().enumerate() {
        let goes_on = match letter {
            '0'..='9' => true,
            ',' => is_digit(index + 1) && is_digit(index + 2) && is_digit(index + 3),
            '.' => is_digit(index + 1) && !digits.contains('.'),
            _ => false,
        };
        if !goes_on {
            break;
        }
        if *letter != ',' {
            digits.push(*letter);
        }
        end = at + letter.len_utf8();
    }
    let figure = super::figure::Figure::read(digits.get(..18).unwrap_or(&digits));
    (figure.thousandths, text.get(end..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{mentions, shares_a_word};

    #[test]
    fn figures_are_read_with_scale_and_unit() {
        let read = |text: &str| {
            let found = mentions(text);
            let shown = found.iter().map(|one| (one.thousandths / 1000, one.unit));
            shown.collect::<Vec<_>>()
        };
        assert_eq!(read("登记8.68万人，占95%以上"), [(86_800, "人"), (95, "%")]);
        assert_eq!(
            read("配餐21万余人次；支出1,020.54万元"),
            [(210_000, "人次"), (1020, "万元")]
        );
        assert_eq!(read("7米以上道路，“12345”热线"), [(7, "米"), (12_345, "")]);
    }

    #[test]
    fn a_clause_is_read_with_the_one_before_it() {
        let found = mentions("建立台账。推进党建，开展活动85场次，覆盖12个社区");
        assert!(found.first().is_some_and(|one| one.is_about("党建活动")));
        assert!(!found.last().is_some_and(|one| one.is_about("党建")));
        assert!(shares_a_word("开展党日活动", "党日活动场次"));
        assert!(!shares_a_word("开展党日活动", "拆除违建"));
    }
}
