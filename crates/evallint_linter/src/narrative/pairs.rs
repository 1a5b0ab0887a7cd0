//! The pairs of neighbouring characters that a text is made of. Two texts share a word where they share a pair.

/// Two characters side by side.
pub(crate) type Pair = u64;

/// The pairs of one or several texts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pairs {
    codes: Vec<Pair>,
    /// Long ones are sorted, short ones searched from front to back.
    sorted: bool,
}

/// How many pairs are searched sooner than they are sorted.
const SHORT: usize = 96;

impl Pairs {
    pub(crate) fn of(text: &str) -> Self {
        Self::of_all(&[text])
    }

    pub(crate) fn of_all(texts: &[&str]) -> Self {
        let mut codes = Vec::with_capacity(texts.iter().map(|text| text.len() / 3).sum());
        for text in texts {
            codes.extend(pairs_in(text));
        }
        let sorted = codes.len() > SHORT;
        if sorted {
            codes.sort_unstable();
        }
        Self { codes, sorted }
    }

    pub(crate) fn hold(&self, pair: Pair) -> bool {
        if self.sorted {
            self.codes.binary_search(&pair).is_ok()
        } else {
            self.codes.contains(&pair)
        }
    }
}

/// The pairs of a text in its order.
pub(crate) fn pairs_in(text: &str) -> impl Iterator<Item = Pair> {
    let mut last = None;
    text.chars().filter_map(move |character| {
        let code = u64::from(u32::from(character));
        last.replace(code).map(|before| before << 32 | code)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_found_in_texts_of_any_length() {
        let word = pairs_in("河长").next().unwrap();
        let other = pairs_in("长河").next().unwrap();
        for filler in ["", &"全面推行".repeat(100)] {
            let pairs = Pairs::of(&format!("{filler}街级河长巡河"));
            assert!(pairs.hold(word));
            assert!(!pairs.hold(other));
        }
        assert!(!Pairs::of_all(&["河", "长"]).hold(word));
    }
}
