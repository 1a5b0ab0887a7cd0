//! The words around a number: bounds, approximators and scales.

use crate::words::Words;

/// A bound beside a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// ≥, 不少于, 以上
    AtLeast,
    /// ≤, 不超过, 以内
    AtMost,
    /// >
    Above,
    /// <
    Below,
}

/// A word that makes a number an approximate one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Approximation {
    /// 约, 左右: above or below.
    About,
    /// 近: a little below.
    Nearly,
    /// 多, 余: a little above.
    More,
}

/// Bounds written before a number, the longer ones first where one begins another.
const BOUNDS_BEFORE: &[(&str, Bound); 27] = &[
    (">=", Bound::AtLeast),
    ("<=", Bound::AtMost),
    ("＞=", Bound::AtLeast),
    ("＜=", Bound::AtMost),
    ("＞＝", Bound::AtLeast),
    ("＜＝", Bound::AtMost),
    ("≥", Bound::AtLeast),
    ("≧", Bound::AtLeast),
    ("⩾", Bound::AtLeast),
    ("≤", Bound::AtMost),
    ("≦", Bound::AtMost),
    ("⩽", Bound::AtMost),
    (">", Bound::Above),
    ("＞", Bound::Above),
    ("<", Bound::Below),
    ("＜", Bound::Below),
    ("不少于", Bound::AtLeast),
    ("不低于", Bound::AtLeast),
    ("不小于", Bound::AtLeast),
    ("至少", Bound::AtLeast),
    ("低于", Bound::Below),
    ("小于", Bound::Below),
    ("少于", Bound::Below),
    ("不超过", Bound::AtMost),
    ("不高于", Bound::AtMost),
    ("不大于", Bound::AtMost),
    ("不多于", Bound::AtMost),
];

/// Bounds written after a number and its unit.
const BOUNDS_AFTER: &[(&str, Bound); 7] = &[
    ("及以上", Bound::AtLeast),
    ("（含）以上", Bound::AtLeast),
    ("(含)以上", Bound::AtLeast),
    ("以上", Bound::AtLeast),
    ("及以下", Bound::AtMost),
    ("以下", Bound::AtMost),
    ("以内", Bound::AtMost),
];

/// The bound that `text` ends with, and its length in bytes.
#[must_use]
pub fn bound_before(text: &str) -> Option<(Bound, usize)> {
    static ENDINGS: Words = Words::of(&words_of(BOUNDS_BEFORE));
    ENDINGS.suffix_of(text)?;
    longest(BOUNDS_BEFORE, |word| text.ends_with(word))
}

/// The bound that `text` begins with, and its length in bytes.
#[must_use]
pub fn bound_after(text: &str) -> Option<(Bound, usize)> {
    static OPENINGS: Words = Words::of(&words_of(BOUNDS_AFTER));
    OPENINGS.prefix_of(text)?;
    longest(BOUNDS_AFTER, |word| text.starts_with(word))
}

#[expect(
    clippy::indexing_slicing,
    reason = "evaluated by the compiler, where iterators are not to be had"
)]
const fn words_of<const COUNT: usize>(bounds: &[(&'static str, Bound); COUNT]) -> [&'static str; COUNT] {
    let mut words = [""; COUNT];
    let mut index = 0;
    while index < COUNT {
        words[index] = bounds[index].0;
        index += 1;
    }
    words
}

fn longest(bounds: &[(&'static str, Bound)], fits: impl Fn(&str) -> bool) -> Option<(Bound, usize)> {
    bounds
        .iter()
        .filter(|(word, _)| fits(word))
        .max_by_key(|(word, _)| word.len())
        .map(|(word, bound)| (*bound, word.len()))
}

/// The approximator that `text` ends with, and its length in bytes. Words that merely end in the same character (预约,
/// 附近) are none.
#[must_use]
pub fn approximation_before(text: &str) -> Option<(Approximation, usize)> {
    static ABOUT: Words = Words::of(&["大约为", "大约", "约为", "约合", "约计", "约"]);
    static NEARLY: Words = Words::of(&["接近", "将近", "近"]);
    const NOT_ABOUT: &str = "民盟预签节履违条公合邀制契续解相特誓";
    const NOT_NEARLY: &str = "附邻临靠就相最亲新晚远";
    let ending = |words: &Words, never_after: &str| {
        let word = words.suffix_of(text)?;
        let before = text.get(..text.len() - word.len())?;
        let other_word = before.ends_with(|last: char| never_after.contains(last));
        (!other_word).then_some(word.len())
    };
    ending(&ABOUT, NOT_ABOUT)
        .map(|length| (Approximation::About, length))
        .or_else(|| ending(&NEARLY, NOT_NEARLY).map(|length| (Approximation::Nearly, length)))
}

/// The power of ten of the scale that `text` begins with (万 is 4, 亿 is 8), and its length in bytes.
#[must_use]
pub fn scale_prefix(text: &str) -> Option<(u32, usize)> {
    const SCALES: &[(&str, u32)] = &[
        ("万亿", 12),
        ("千万", 7),
        ("百万", 6),
        ("十万", 5),
        ("万", 4),
        ("亿", 8),
        ("百亿", 10),
        ("千亿", 11),
    ];
    // Most of what follows a number is a unit.
    if !text.starts_with(['万', '亿', '千', '百', '十']) {
        return None;
    }
    SCALES
        .iter()
        .filter(|(word, _)| text.starts_with(word))
        .max_by_key(|(word, _)| word.len())
        .map(|(word, power)| (*power, word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_bounds_on_both_sides() {
        assert_eq!(bound_before("结案率：≥"), Some((Bound::AtLeast, 3)));
        assert_eq!(bound_before(">="), Some((Bound::AtLeast, 2)));
        assert_eq!(bound_before("覆盖率不低于"), Some((Bound::AtLeast, 9)));
        assert_eq!(bound_before("覆盖率"), None);
        assert_eq!(bound_after("以内。"), Some((Bound::AtMost, 6)));
        assert_eq!(bound_after("及以上"), Some((Bound::AtLeast, 9)));
    }

    #[test]
    fn words_that_end_like_an_approximator_are_none() {
        assert_eq!(
            approximation_before("出动人数约"),
            Some((Approximation::About, 3))
        );
        assert_eq!(approximation_before("将近"), Some((Approximation::Nearly, 6)));
        for text in ["预约", "签约", "节约", "附近", "最近", ""] {
            assert_eq!(approximation_before(text), None, "{text}");
        }
    }

    #[test]
    fn scales_are_powers_of_ten() {
        assert_eq!(scale_prefix("万平方米"), Some((4, 3)));
        assert_eq!(scale_prefix("万亿元"), Some((12, 6)));
        assert_eq!(scale_prefix("公里"), None);
    }
}
