//! How alike two texts are.

use std::collections::BTreeMap;

/// Whether so much of two texts is the same in the same order, in percent of the longer one.
pub(crate) fn are_alike(one: &str, other: &str, percent: usize) -> bool {
    let longest = one.chars().count().max(other.chars().count()).max(1);
    in_common(one, other) * 100 >= percent * longest && likeness(one, other) >= percent
}

/// How many letters two texts have in common in any order: never less than in the same order, and counted at once.
fn in_common(one: &str, other: &str) -> usize {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for letter in one.chars() {
        *counts.entry(letter).or_default() += 1;
    }
    let shared = other.chars().filter(|letter| {
        counts
            .get_mut(letter)
            .filter(|count| **count > 0)
            .map(|count| *count -= 1)
            .is_some()
    });
    shared.count()
}

/// How much of two texts is the same in the same order, in percent of the longer one.
pub(crate) fn likeness(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let longest = one.len().max(other.len());
    if longest == 0 {
        return 100;
    }
    let mut row = vec![0_usize; other.len() + 1];
    for letter in &one {
        let mut before = 0;
        let mut best = 0;
        for (cell, candidate) in row.iter_mut().skip(1).zip(&other) {
            let above = *cell;
            best = if letter == candidate {
                before + 1
            } else {
                best.max(above)
            };
            before = above;
            *cell = best;
        }
    }
    row.last().copied().unwrap_or(0) * 100 / longest
}

#[cfg(test)]
mod tests {
    use super::{are_alike, likeness};

    #[test]
    fn likeness_is_of_the_longer_text() {
        assert_eq!(likeness("开展党日活动85场次", "开展党日活动85场次"), 100);
        assert_eq!(likeness("甲乙丙丁", "甲丙"), 50);
        assert_eq!(likeness("甲", "乙"), 0);
        assert_eq!(likeness("", ""), 100);
        assert!(are_alike("甲乙丙丁", "甲乙丙戊", 75));
        assert!(!are_alike("甲乙丙丁", "丁丙乙甲", 75));
        assert!(!are_alike("甲乙丙丁", "甲乙戊己", 75));
    }
}
