//! Figures as whole numbers of thousandths, their rounding, and the ways an office prints them.

/// A figure: its thousandths, and how many decimals it is printed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Figure {
    /// The value times a thousand.
    pub(crate) thousandths: i64,
    /// The decimals it is printed with, 0 to 3.
    pub(crate) decimals: u32,
}

impl Figure {
    /// A whole number.
    pub(crate) fn whole(value: i64) -> Self {
        Self {
            thousandths: value.saturating_mul(1000),
            decimals: 0,
        }
    }

    /// A number of hundredths, printed with two decimals.
    pub(crate) fn hundredths(value: i64) -> Self {
        Self {
            thousandths: value.saturating_mul(10),
            decimals: 2,
        }
    }

    /// Reads `12`, `3.5` or `0.25`; anything else is zero.
    pub(crate) fn read(text: &str) -> Self {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = format!("{whole}{fraction:0<3}");
        Self {
            thousandths: digits.parse().unwrap_or(0),
            decimals: u32::try_from(fraction.len()).unwrap_or(0),
        }
    }

    /// The whole part.
    pub(crate) fn integer(self) -> i64 {
        self.thousandths / 1000
    }

    /// The figure with other thousandths, which are cut to what its decimals can show.
    pub(crate) fn with(self, thousandths: i64) -> Self {
        let step = 10_i64.pow(3 - self.decimals.min(3));
        Self {
            thousandths: thousandths / step * step,
            ..self
        }
    }

    /// The figure as it is printed, without separators.
    pub(crate) fn plain(self) -> String {
        let sign = if self.thousandths < 0 { "-" } else { "" };
        let magnitude = self.thousandths.unsigned_abs();
        let fraction = format!("{:03}", magnitude % 1000);
        match fraction.get(..self.decimals.min(3) as usize) {
            Some("") | None => format!("{sign}{}", magnitude / 1000),
            Some(shown) => format!("{sign}{}.{shown}", magnitude / 1000),
        }
    }

    /// The figure as it is printed, its thousands separated.
    pub(crate) fn grouped(self) -> String {
        group(&self.plain())
    }

    /// The figure in ten thousands, with as few decimals as show all of it; only where two are enough.
    pub(crate) fn in_wan(self) -> Option<String> {
        let exact = self.thousandths % 100_000 == 0 && self.thousandths >= 10_000_000;
        exact.then(|| trim(&Self::hundredths(self.thousandths / 100_000).plain()))
    }

    /// The figure in ten thousands, rounded half-up to two decimals.
    pub(crate) fn near_wan(self) -> Option<String> {
        let hundredths = (self.thousandths + 50_000) / 100_000;
        (self.thousandths >= 10_000_000).then(|| Self::hundredths(hundredths).plain())
    }
}

/// A printed number without the zeros at the end of its decimals.
pub(crate) fn trim(printed: &str) -> String {
    match printed.split_once('.') {
        Some(_) => printed.trim_end_matches('0').trim_end_matches('.').to_owned(),
        None => printed.to_owned(),
    }
}

/// A printed number with its thousands separated.
pub(crate) fn group(printed: &str) -> String {
    let (whole, fraction) = printed
        .split_once('.')
        .map_or((printed, None), |(w, f)| (w, Some(f)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |rest| ("-", rest));
    let mut grouped = String::from(sign);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match fraction {
        Some(fraction) => format!("{grouped}.{fraction}"),
        None => grouped,
    }
}

/// The share of `part` in `whole` in percent, rounded half-up (away from zero) to the decimals; nothing without a whole.
pub(crate) fn percentage(part: i64, whole: i64, decimals: u32) -> Option<Figure> {
    let scale = 10_i128.pow(decimals);
    let (part, whole) = (i128::from(part) * 100 * scale, i128::from(whole));
    if whole == 0 {
        return None;
    }
    let rounded = (2 * part.abs() + whole.abs()) / (2 * whole.abs());
    let signed = if (part < 0) == (whole < 0) {
        rounded
    } else {
        -rounded
    };
    let thousandths = i64::try_from(signed * 1000 / scale).ok()?;
    Some(Figure {
        thousandths,
        decimals,
    })
}

#[cfg(test)]
mod tests {
    use super::{Figure, group, percentage, trim};

    #[test]
    fn figures_print_as_they_were_read() {
        for text in ["0", "7", "13.96", "0.001", "85.60", "267.10"] {
            assert_eq!(Figure::read(text).plain(), text);
        }
        assert_eq!(Figure::read("1543416.5").grouped(), "1,543,416.5");
        assert_eq!(group("-2650.59"), "-2,650.59");
        assert_eq!(group("823"), "823");
        assert_eq!(trim("2.80"), "2.8");
        assert_eq!(trim("100"), "100");
    }

    #[test]
    fn ten_thousands_are_exact_or_rounded() {
        assert_eq!(Figure::whole(86_800).in_wan().as_deref(), Some("8.68"));
        assert_eq!(Figure::whole(86_812).in_wan(), None);
        assert_eq!(Figure::whole(86_850).near_wan().as_deref(), Some("8.69"));
        assert_eq!(Figure::whole(9_000).in_wan(), None);
    }

    #[test]
    fn percentages_are_half_up() {
        let printed = |part, whole, decimals| percentage(part, whole, decimals).unwrap().plain();
        assert_eq!(printed(1_543_416, 1_578_484, 2), "97.78");
        assert_eq!(printed(-265_059, 1_843_543, 2), "-14.38");
        assert_eq!(printed(1, 8, 1), "12.5");
        assert_eq!(printed(1, 8, 0), "13");
        assert_eq!(percentage(1, 0, 2), None);
    }
}
