//! What the judge and the linter do not agree about: each kind of failure with the reason why the judge keeps to it.

/// A kind of failure, as the verdict names it, and the reason. One that is settled is taken out.
pub(super) const DISPUTED: &[(&str, &str)] = &[
    (
        "missed target-not-met: no operator",
        "a target without an operator is reached or missed like any other, whatever its name",
    ),
    (
        "missed merged-indicators: counts agree",
        "a bare number, or one with a word before it, is a part of the crammed cell too",
    ),
    (
        "missed approximate-result: 约 近",
        "an approximate figure is one whatever its unit",
    ),
    (
        "missed unreported-goal: with a number",
        "a word that many tasks are told with answers no goal",
    ),
    (
        "missed unsupported-result: a count, the text without",
        "a figure for another group of the same people is no source",
    ),
    (
        "missed stale-phrase: before a quantity",
        "a later year in the same sentence is another matter",
    ),
    (
        "collateral multiple-quantities: of different things",
        "where several things stand in one cell, each has its source in its own words",
    ),
    (
        "collateral threshold-as-result: upper bound",
        "a bound that a figure of the text meets has its source",
    ),
];
