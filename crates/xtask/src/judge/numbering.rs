//! Numbered lists.

use super::chance::Chance;

/// How the items of a list are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbering {
    /// 1、
    Comma,
    /// 1.
    Dot,
    /// 1．
    WideDot,
    /// （1）
    Bracket,
    /// 一是
    First,
    /// （一）
    Chapter,
    /// ①
    Circle,
    /// None: sentences.
    Plain,
}

const CHINESE: [&str; 20] = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五",
    "十六", "十七", "十八", "十九", "二十",
];

impl Numbering {
    /// Some way of numbering.
    pub(crate) fn any(chance: &mut Chance) -> Self {
        match chance.below(13) {
            12 => Self::WideDot,
            0..3 => Self::Comma,
            3 | 4 => Self::Dot,
            5 => Self::Bracket,
            6 => Self::First,
            7 => Self::Chapter,
            8 => Self::Circle,
            _ => Self::Plain,
        }
    }

    /// What stands between items: a space at most where a digit or a bracket follows it.
    pub(crate) fn gap(self, chance: &mut Chance) -> &'static str {
        match self {
            Self::Comma | Self::Dot | Self::WideDot | Self::Bracket => chance.word(&["", " "]),
            Self::First | Self::Chapter | Self::Circle | Self::Plain => "",
        }
    }

    /// What stands before an item.
    pub(crate) fn mark(self, index: usize) -> String {
        let chinese = CHINESE.get(index).unwrap_or(&"");
        let circle = u32::try_from(index)
            .ok()
            .and_then(|index| char::from_u32(u32::from('①') + index))
            .unwrap_or('①');
        let number = index + 1;
        match self {
            Self::Comma => format!("{number}、"),
            Self::Dot => format!("{number}."),
            Self::WideDot => format!("{number}．"),
            Self::Bracket => format!("（{number}）"),
            Self::First => format!("{chinese}是"),
            Self::Chapter => format!("（{chinese}）"),
            Self::Circle => circle.to_string(),
            Self::Plain => String::new(),
        }
    }
}

/// A list of items as one text.
pub(crate) fn listed(items: &[String], numbering: Numbering, gap: &str) -> String {
    let numbering = match numbering {
        // A digit after the dot would make a figure of the number.
        Numbering::Dot | Numbering::WideDot
            if items.iter().any(|item| item.starts_with(char::is_numeric)) =>
        {
            Numbering::Comma
        }
        other => other,
    };
    let end = if numbering == Numbering::First {
        "；"
    } else {
        "。"
    };
    let mut text = String::new();
    for (index, item) in items.iter().enumerate() {
        let last = index + 1 == items.len();
        text.push_str(&numbering.mark(index));
        text.push_str(item);
        text.push_str(if last { "。" } else { end });
        if !last && numbering != Numbering::Plain {
            text.push_str(gap);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Numbering, listed};

    #[test]
    fn no_number_stands_twice() {
        let items: Vec<String> = (0..20).map(|_| "甲".to_owned()).collect();
        for numbering in [
            Numbering::First,
            Numbering::Chapter,
            Numbering::Circle,
            Numbering::Comma,
        ] {
            let mut marks: Vec<String> = (0..items.len()).map(|at| numbering.mark(at)).collect();
            marks.dedup();
            assert_eq!(marks.len(), 20);
        }
        assert_eq!(listed(&items[..2], Numbering::Dot, " "), "1.甲。 2.甲。");
    }

    #[test]
    fn no_digit_follows_a_dot() {
        for item in ["5台设备", "５台设备"] {
            let items = [item.to_owned()];
            assert_eq!(listed(&items, Numbering::Dot, ""), format!("1、{item}。"));
        }
    }
}
